"""The outside scorers on the outside gold, against the floors of tests/gold/outside.json.

Reads ../shared (seeds, gold, scorers) where it lies; copies nothing of it. A figure below its floor fails;
``--pin`` raises the floors to what was measured (it never lowers one).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "tests" / "gold" / "outside.json"
REVIEW = "004_d13cd7fe683f0e42.txt"
RUN = 8  # words: a shared run as long as this is somebody else's sentence


def _dragoman(*arguments: str | Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).parent / "dragoman", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(f"dragoman {' '.join(map(str, arguments))}: {done.stderr.strip()}")
    return done.stdout


def _score(scorer: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, SHARED / "score" / scorer, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    print(done.stdout.strip())
    return done.stdout


def _figure(pattern: str, printed: str) -> float:
    found = re.search(pattern, printed)
    if not found:
        raise SystemExit(f"no figure {pattern!r} in what the scorer printed")
    return float(found[1])


def contacts(folder: Path) -> Iterator[tuple[str, float]]:
    """Contacts of the review among the seeds: F1, and mode, level, host right among the hits, in percent."""
    desk, rows = folder / "review.sqlite", folder / "contacts.jsonl"
    _dragoman("add", SHARED / "seeds" / REVIEW, "--desk", desk, "--json")
    rows.write_text(_dragoman("show", "contacts", "--desk", desk, "--json"))
    printed = _score("contacts.py", SHARED / "gold" / "seeds_contacts_004.jsonl", rows)
    yield "contacts F1", _figure(r"F1 ([\d.]+)", printed)
    for name in ("mode", "level", "host"):
        yield f"contacts {name}", _figure(rf"{name} (\d+) %", printed)


def layers(folder: Path) -> Iterator[tuple[str, float]]:
    """Time expressions and events of the seeds, read without a date."""
    gold = SHARED / "gold" / "seeds_timex_docs.jsonl"
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    rows = [json.loads(line) for line in gold.read_text().splitlines() if line.strip()]
    source.write_text("\n".join(json.dumps({"id": r.get("id") or r["doc"], "text": r["text"]}) for r in rows))
    _dragoman("annotate", source, out, "--layer", "times")
    yield "seed times value F1", _figure(r"value\D*([\d.]+)", _score("time_expressions.py", gold, out))
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    source.write_text("\n".join(json.dumps({"id": s.name, "text": s.read_text()}) for s in seeds))
    _dragoman("annotate", source, out, "--layer", "events")
    printed = _score("seed_events.py", SHARED / "gold" / "seeds_events.jsonl", out)
    yield "seed events type F1", _figure(r"type +F1 +([\d.]+)", printed)
    yield "seed events actors F1", _figure(r"type\+actors +F1 +([\d.]+)", printed)
    yield "seed events recipients F1", _figure(r"type\+actors\+recipients +F1 +([\d.]+)", printed)
    yield "seed events status", _figure(r"status ([\d.]+) %", printed)


def events(folder: Path) -> Iterator[tuple[str, float]]:
    """Events of raw news sentences, types between given parties (read by models that had not seen them), coded actors."""
    sets, out = SHARED / "sets" / "events", folder / "events.jsonl"
    _dragoman("annotate", sets / "cameo_gold_dev.jsonl", out, "--layer", "events")
    printed = _score("events.py", sets / "cameo_gold_dev.jsonl", out)
    for name, label in (("type", "type"), (r"type\+actor", "actor"), (r"type\+actor\+recipient", "recipient")):
        yield f"news events {label} F1", _figure(rf"{name} +F1 +([\d.]+)", printed)
    printed = _score("relation.py", sets / "plv_train.jsonl", ROOT / "train" / "oof_relation.jsonl")
    for name in ("root", "quad"):
        yield f"relation {name} macro-F1, 5 folds", _figure(rf"{name} ([\d.]+)", printed)
    _dragoman("annotate", sets / "plover_gsr_dev.jsonl", out, "--layer", "mentions")
    yield from coded_actors(sets / "plover_gsr_dev.jsonl", out)


LETTERS = {"ITL": "ITA", "JAP": "JPN"}  # slips of the set's coders
BODIES = {"IGO", "EUR", "UNO"}


def coded_actors(gold: Path, told: Path) -> Iterator[tuple[str, float]]:
    """Country and sector of the actors of PLOVER's gold sentences: right where some mention that touches the actor's words
    has them, in percent; a sector counts by its first three letters, and only where gold has one."""
    found = {row["id"]: row["mentions"] for row in map(json.loads, told.read_text().splitlines())}
    countries, sectors = list[bool](), list[bool]()
    for row in map(json.loads, gold.read_text().splitlines()):
        for actor in (
            a for side in ("source_actors", "target_actors") if isinstance(row[side], list) for a in row[side]
        ):
            at = max(row["text"].find(actor["actorText"]), row["text"].find(actor["actorText"].split(" ... ")[0]))
            end = at + len(actor["actorText"])
            near = [m for m in found[row["id"]] if m["start"] < end and at < m["end"]]
            code = LETTERS.get(actor["code"], actor["code"])
            countries.append(any(m["country"] == code or (code == "IGO" and m["country"] in BODIES) for m in near))
            if actor.get("sector"):
                wanted = actor["sector"][:3]
                sectors.append(any(m["sector"] == wanted or (wanted == "GOV" and m["sector"] == "IGO") for m in near))
    yield "actors' country", 100 * sum(countries) / len(countries)
    yield "actors' sector", 100 * sum(sectors) / len(sectors)


TIMES = {
    "wikiwars_en_dev": "WikiWars",
    "wikiwars_ua_dev": "WikiWars UA",
    "timebank_tbaq": "TimeBank",
    "aquaint_tbaq": "AQUAINT",
}


def times(folder: Path) -> Iterator[tuple[str, float]]:
    """Time expressions of the public sets read with their dates, and of the seeds; publication dates of the seeds.

    Wrong days are counted as the share of right ones, so that every figure is better when it is higher.
    """
    source, out = folder / "times.jsonl", folder / "timed.jsonl"
    for name, label in TIMES.items():
        gold = SHARED / "sets" / "time" / f"{name}.jsonl"
        rows = [json.loads(line) for line in gold.read_text().splitlines() if line.strip()]
        source.write_text(
            "\n".join(json.dumps({"id": r["doc"], "text": r["text"], "date": r["dct"][:10]}) for r in rows)
        )
        _dragoman("annotate", source, out, "--layer", "times")
        printed = _score("time_expressions.py", gold, out)
        yield f"{label} times value F1", _figure(r"value F ([\d.]+)", printed)
        wrong, days = _figure(r"wrong days (\d+)", printed), _figure(r"wrong days \d+ of (\d+)", printed)
        yield f"{label} right days", 100 * (1 - wrong / days)
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    source.write_text("\n".join(json.dumps({"id": s.name, "text": s.read_text()}) for s in seeds))
    _dragoman("annotate", source, out, "--layer", "times")
    printed = _score("publication.py", SHARED / "gold" / "seeds_dct.jsonl", out)
    yield "seeds published right", _figure(r"right (\d+)", printed)


def whole(folder: Path) -> Iterator[tuple[str, float]]:
    """All five seeds on one desk: documents read, and cites of the review that lead to a sentence, in percent."""
    from lxml import html

    desk, page = folder / "all.sqlite", folder / "review.html"
    _dragoman("add", SHARED / "seeds", "--desk", desk, "--json")
    yield "seeds read", float(len(_dragoman("show", "documents", "--desk", desk, "--json").splitlines()))
    _dragoman("review", "--from", "2022-01-01", "--to", "2022-12-31", "--desk", desk, "--out", page)
    tree = html.fromstring(page.read_text())
    lines = tree.xpath("//li[contains(concat(' ', @class, ' '), ' line ')]")
    coded = [line for line in lines if line.xpath(".//a[contains(@class,'cite')]")]
    led = [
        line for line in coded
        if all(tree.xpath(f"//*[@id='{a.get('href')[1:]}']//q") for a in line.xpath(".//a[contains(@class,'cite')]"))
    ]  # fmt: skip
    yield "review lines cited", 100 * len(led) / len(lines) if lines else 0.0


def faults(folder: Path) -> Iterator[tuple[str, float]]:
    """Faults of dates that the seeds give away themselves: right ones among right, missed and invented, in percent."""
    gold = [json.loads(line) for line in (SHARED / "gold" / "seeds_faults.jsonl").read_text().splitlines()]
    own = [row for row in gold if row["kind"] in {"date", "heading"} and row["evidence"] == "internal"]
    desk = folder / "all.sqlite"
    documents = [json.loads(line) for line in _dragoman("show", "documents", "--desk", desk, "--json").splitlines()]
    names = {row["id"]: Path(row["address"]).name for row in documents}
    found = [json.loads(line) for line in _dragoman("show", "faults", "--desk", desk, "--json").splitlines()]

    def meets(raised: dict[str, Any], row: dict[str, Any]) -> bool:
        return bool(
            names[raised["document"]] == row["doc"]
            and raised["start"] < row["span"][1]
            and row["span"][0] < raised["end"]
        )

    wanted = [
        row for row in own if row["severity"] == "high"
    ]  # a low one ("a few days" for two weeks) counts neither way
    right = sum(any(meets(raised, row) for raised in found) for row in wanted)
    invented = [raised for raised in found if not any(meets(raised, row) for row in own)]
    for raised in invented:
        print("INVENTED", names[raised["document"]], raised["start"], raised["rule"])
    yield "date faults right", 100 * right / (len(wanted) + len(invented))


def review(folder: Path) -> Iterator[tuple[str, float]]:
    """The review of the review: its contacts stand once, under month and level; cites name the day or an actor."""
    from lxml import html

    rows = [json.loads(line) for line in (folder / "contacts.jsonl").read_text().splitlines()]
    page = folder / "review.html"
    _dragoman("review", "--from", "2022-02-01", "--to", "2022-07-31", "--desk", folder / "review.sqlite", "--out", page)
    tree = html.fromstring(page.read_text())
    dated = [row for row in rows if row["date_start"] and row["date_start"][:7] == row["date_end"][:7]]
    placed, named, cites = 0, 0, 0
    for row in dated:
        lines = tree.xpath(f"//section[@id='chronology']//li[@data-record='{row['id']}']") or tree.xpath(
            f"//li[@data-record='{row['id']}']"
        )
        month = [s.get("data-month") for line in lines for s in line.xpath("ancestor::*[@data-month]")]
        level = [s.get("data-level") for line in lines for s in line.xpath("ancestor::*[@data-level]")]
        right = (
            len(lines) == 1
            and month[-1:] == [row["date_start"][:7]]
            and (level[-1:] or [""])[0] in (row["level"] or "unknown", row["mode"], "")
        )
        placed += right
        if not right:
            print("PLACED", row["id"], row["date_start"], row["level"], len(lines), month, level)
        day = int(row["date_start"][8:])
        words = {
            str(day),
            *(p["name"].split()[-1] for p in row["participants"] if p["name"]),
            *({row["host"].split()[-1]} if row["host"] else ()),
        }
        for line in lines:
            for cite in line.xpath("./a[contains(@class,'cite')]"):
                quote = " ".join(q.text_content() for q in tree.xpath(f"//*[@id='{cite.get('href')[1:]}']//q"))
                cites += 1
                named += any(word in quote for word in words)
                if not any(word in quote for word in words):
                    print("UNNAMED", row["id"], row["date_start"], cite.get("href"))
    yield "review contacts placed", 100 * placed / len(dated)
    yield "review cites that name", 100 * named / cites


def borrowed() -> list[str]:
    """Tracked files that share a run of eight words with a seed or an outside set."""
    runs: set[int] = set()
    for path in [*(SHARED / "seeds").glob("*.txt"), *(SHARED / "sets").glob("*/*.jsonl")]:
        if path.suffix == ".txt":
            texts = [path.read_text()]
        elif path.parent.name in {"events", "time", "attribution"}:
            rows = (json.loads(line) for line in path.read_text().splitlines() if line.strip())
            texts = [row["text"] for row in rows if isinstance(row, dict) and isinstance(row.get("text"), str)]
        else:
            continue
        for text in texts:
            words = re.findall(r"\w+", text.casefold())
            runs.update(hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if not path.is_file() or path.suffix in {".png", ".lock", ".onnx"} or name == "LICENSE":
            continue
        words = re.findall(r"\w+", path.read_text(errors="ignore").casefold())
        hits = [i for i in range(len(words) - RUN + 1) if hash(tuple(words[i : i + RUN])) in runs]
        found += [
            f"{name}: {' '.join(words[i : i + RUN])}" for i in hits if not all(w.isdigit() for w in words[i : i + RUN])
        ]
    return found


def main() -> int:
    floors: dict[str, float] = json.loads(FLOORS.read_text())
    measured: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as made:
        for part in (contacts, review, layers, events, times, whole, faults):
            measured.update(part(Path(made)))
    below = {name: figure for name, figure in measured.items() if figure < floors.get(name, 0)}
    for name, figure in measured.items():
        print(f"{name:24} {figure:6.1f}  floor {floors.get(name, 0):6.1f}{'  BELOW' if name in below else ''}")
    shared_runs = borrowed()
    print(*shared_runs[:20], sep="\n")
    if "--pin" in sys.argv:
        FLOORS.write_text(json.dumps({n: max(f, floors.get(n, 0)) for n, f in measured.items()}, indent=2) + "\n")
    print(f"{len(measured) - len(below)} passed, {len(below) + bool(shared_runs)} failed")
    return int(bool(below or shared_runs))


if __name__ == "__main__":
    sys.exit(main())
