"""Events of single sentences: type, actors, recipients and status, in percent, with bootstrap intervals.

Sets: ``diplomacy`` (tests/gold/events/diplomacy.jsonl, written and frozen before the coder; ids ending in an odd digit are set
aside and never shown with ``--errors``), ``train`` (own training sentences: only a check that the rules run, never a result).

A predicted event meets a gold event of its sentence whose type is the same or a listed alternative, one to one, the one
with the same trigger first. Type: F1 over such pairs; a habitual gold event is neither credit nor penalty. Actors and
recipients: of the pairs, those where a predicted and a gold party share a character, or both sides name none. Status: of the
pairs, those where status, standing (stated or not; denied as denied) and negation are right.

``--ablation`` prints the same with the codebook alone (no tagger) and with the tagger alone (no cues), and CAMEO news and
the seeds likewise where ../shared lies beside. ``--pin`` writes the floor: type F1 less three points.

usage: python bench/events.py [diplomacy|train] [--errors TYPE|all|status] [--slices] [--ablation] [--pin]
"""

from __future__ import annotations

import hashlib
import json
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from dragoman import annotate

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SETS = {
    "diplomacy": [ROOT / "tests" / "gold" / "events" / "diplomacy.jsonl"],
    "train": sorted((ROOT / "train" / "sentences").glob("*.jsonl")),
}
FLOORS = ROOT / "tests" / "gold" / "events" / "floors.json"
MARGIN = 3.0  # points
RESAMPLES = 1000

Row = dict[str, Any]


class Tally(NamedTuple):
    """Counts of one sentence: gold and predicted events, pairs by type, with the actor, with both, and with the status."""

    gold: int
    told: int
    pairs: int
    actors: int
    both: int
    status: int


def spot(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text, code points, half-open; "words#2" is the second place."""
    found = re.fullmatch(r"(.*)#(\d+)", words, re.S)
    words, n = (found[1], int(found[2])) if found else (words, 1)
    at = -1
    for _ in range(n):
        at = text.find(words, at + 1)
    return at, at + len(words)


def pairs(row: Row, told: Sequence[Row]) -> tuple[list[tuple[Row, Row]], int, int]:
    """The pairs of gold and predicted events, and how many of each are left to count."""
    gold = sorted(row["events"], key=lambda e: bool(e.get("habitual")))
    left, found, spared = list(told), list[tuple[Row, Row]](), 0
    for e in gold:
        at = spot(row["text"], e["trigger"])
        kinds = {e["type"], *(a.split("/")[0] for a in e.get("alt") or ())}
        fits = [p for p in left if p["type"] in kinds]
        best = min(fits, key=lambda p: (p["type"] != e["type"], abs(p["trigger"][0][0] - at[0])), default=None)
        if best is None:
            continue
        left.remove(best)
        if e.get("habitual"):
            spared += 1
        else:
            found.append((e, best))
    return found, sum(not e.get("habitual") for e in gold), len(told) - spared


def status_right(gold: Row, told: Row) -> bool:
    """Status, standing and negation agree; an unconfirmed or claimed event may be either, never stated."""
    standing = {"claimed": "claimed", "unconfirmed": "claimed", "confirmed": "stated"}
    same = standing.get(gold["standing"], gold["standing"]) == standing.get(told["standing"], told["standing"])
    return same and gold["status"] == told["status"] and bool(gold.get("negated")) == bool(told.get("negated"))


def meets(text: str, gold: Sequence[str], told: Sequence[Sequence[int]]) -> bool:
    spans = [spot(text, words) for words in gold]
    return (not gold and not told) or any(a < d and c < b for a, b in spans for c, d in told)


def tally(row: Row, told: Sequence[Row]) -> Tally:
    found, gold, count = pairs(row, told)
    actors = [meets(row["text"], e["actors"], p["actor"]) for e, p in found]
    # Of a joint act gold has several actors and no recipient: any party will do for the second.
    both = [
        a and meets(row["text"], e["recipients"] or (e["actors"] if len(e["actors"]) > 1 else []), p["recipient"])
        for a, (e, p) in zip(actors, found, strict=True)
    ]
    return Tally(gold, count, len(found), sum(actors), sum(both), sum(status_right(e, p) for e, p in found))


def figures(tallies: Sequence[Tally]) -> dict[str, float]:
    gold, told, n, actors, both, status = (sum(c) for c in zip(*tallies, strict=True)) if tallies else [0] * 6
    whole = (gold + told) / 200 or 1.0  # F1 in percent: hits over half the events of both
    return {
        "type": n / whole, "precision": 100 * n / max(1, told), "recall": 100 * n / max(1, gold),
        "+ actor": actors / whole, "+ recipient": both / whole, "status": 100 * status / max(1, n),
    }  # fmt: skip


def interval(tallies: Sequence[Tally], name: str) -> tuple[float, float]:
    """95 % bootstrap interval over sentences."""
    dice = random.Random(0)
    found = sorted(figures(dice.choices(tallies, k=len(tallies)))[name] for _ in range(RESAMPLES))
    return found[int(0.025 * RESAMPLES)], found[int(0.975 * RESAMPLES) - 1]


def read(name: str) -> Iterator[tuple[Row, list[Row]]]:
    rows = [json.loads(line) for path in SETS[name] for line in path.read_text().splitlines() if line.strip()]
    lines = (json.dumps({"id": r["id"], "text": r["text"]}) for r in rows)
    for row, made in zip(rows, annotate.annotate("events", lines), strict=True):
        yield row, made.get("events", [])


@contextmanager
def without(part: str) -> Iterator[None]:
    """One of the two readers left out while the block runs: "tagger" or "codebook"."""
    if part == "tagger":
        with patch("dragoman.run.triggers.load", return_value=None):
            yield
    elif part == "codebook":
        with (
            patch("dragoman.code.events.cues.by_lemma", return_value=({}, {})),
            patch("dragoman.code.events.verbs.refusals", return_value=()),
        ):
            yield
    else:
        yield


def ablation(name: str) -> None:
    """The figures with each reader alone, on the sentences of a set and on what ../shared scores."""
    for part, title in (("", "both"), ("tagger", "codebook alone"), ("codebook", "tagger alone")):
        with without(part):
            counted = [(row, tally(row, told)) for row, told in read(name)]
            show(title, [t for _, t in counted])
            if SHARED.exists():
                _outside()


def _outside() -> None:
    with tempfile.TemporaryDirectory() as made:
        out, source = Path(made) / "out.jsonl", Path(made) / "in.jsonl"
        news = SHARED / "sets" / "events" / "cameo_gold_dev.jsonl"
        seeds = sorted((SHARED / "seeds").glob("*.txt"))
        source.write_text("\n".join(json.dumps({"id": s.name, "text": s.read_text()}) for s in seeds))
        for given, gold, scorer in (
            (news, news, "events.py"),
            (source, SHARED / "gold" / "seeds_events.jsonl", "seed_events.py"),
        ):
            rows = annotate.annotate("events", given.read_text().splitlines())
            out.write_text("\n".join(json.dumps(row) for row in rows))
            command = [sys.executable, str(SHARED / "score" / scorer), str(gold), str(out)]
            print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


def is_aside(row: Row) -> bool:
    return int(row["id"][-1]) % 2 == 1


def show(title: str, tallies: Sequence[Tally]) -> None:
    found = figures(tallies)
    parts = []
    for key, value in found.items():
        low, high = interval(tallies, key) if key in {"type", "+ actor", "+ recipient", "status"} else (0, 0)
        parts.append(f"{key} {value:.1f}" + (f" [{low:.0f}–{high:.0f}]" if high else ""))
    print(f"{title:18} n {len(tallies):4}  {'  '.join(parts)}")


def main() -> int:
    if "--ablation" in sys.argv:
        ablation(next((a for a in sys.argv[1:] if a in SETS), "diplomacy"))
        return 0
    name = next((a for a in sys.argv[1:] if a in SETS), "diplomacy")
    started = time.process_time()
    done = list(read(name))
    spent = time.process_time() - started
    counted = [(row, told, tally(row, told)) for row, told in done]
    if name == "diplomacy":
        show("developed on", [t for r, _, t in counted if not is_aside(r)])
        show("set aside", [t for r, _, t in counted if is_aside(r)])
    show("all", [t for *_, t in counted])
    if "--slices" in sys.argv:
        for part in sorted({r["slice"].split(":")[0].split(" ")[0] for r, *_ in counted}):
            show("  " + part, [t for r, _, t in counted if r["slice"].startswith(part)])
    wrong: Counter[str] = Counter()
    for row, told, _ in counted:
        found, *_ = pairs(row, told)
        wrong.update(
            f"missed {e['type']}" for e in row["events"] if not any(e is g for g, _ in found) and not e.get("habitual")
        )
        wrong.update(f"extra {p['type']}" for p in told if not any(p is q for _, q in found))
    print(", ".join(f"{k} {v}" for k, v in wrong.most_common(40)))
    if "--errors" in sys.argv:
        which = sys.argv[sys.argv.index("--errors") + 1]
        for row, told, _ in counted:
            if name == "diplomacy" and is_aside(row):
                continue
            _errors(row, told, which)
    raw = b"".join(path.read_bytes() for path in SETS[name])
    words = sum(len(r["text"].split()) for r, *_ in counted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{words / spent:.0f} words a CPU second; gold {hashlib.sha256(raw).hexdigest()[:12]}, peak {peak} MiB, {platform.machine()}, python {platform.python_version()}")  # fmt: skip
    reached = figures([t for *_, t in counted])["type"]
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if "--pin" in sys.argv and name == "diplomacy":
        FLOORS.write_text(json.dumps(floors | {name: round(reached - MARGIN, 1)}, indent=2) + "\n")
    return int(reached < floors.get(name, 0))


def _errors(row: Row, told: Sequence[Row], which: str) -> None:
    found, *_ = pairs(row, told)
    missed = [e for e in row["events"] if not any(e is g for g, _ in found) and not e.get("habitual")]
    extra = [p for p in told if not any(p is q for _, q in found)]
    wrong = [(e, p) for e, p in found if not status_right(e, p)]
    if which != "all" and which not in {e["type"] for e in missed} | {p["type"] for p in extra} and which != "status":
        return
    if not (missed or extra or (wrong and which in {"all", "status"})):
        return
    text = row["text"]
    print("#", row["id"], row["slice"], "|", text)
    for e in missed:
        print("   missed", e["type"], e["trigger"], e["actors"], e["recipients"], e["status"], e["standing"])
    for p in extra:
        words = [[text[a:b] for a, b in p[part]] for part in ("trigger", "actor", "recipient")]
        print("   extra ", p["type"], *words, p["status"], p["standing"])
    for e, p in wrong:
        print(
            "   status",
            e["type"],
            e["trigger"],
            (e["status"], e["standing"], e.get("negated")),
            "got",
            (p["status"], p["standing"], p.get("negated")),
        )


if __name__ == "__main__":
    sys.exit(main())
