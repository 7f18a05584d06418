"""Events of single sentences: type, actors, recipients and status, in percent, with bootstrap intervals.

Sets: ``diplomacy`` (tests/gold/events/diplomacy.jsonl, written and frozen before the coder; ids ending in an odd digit are set
aside and never shown with ``--errors``), ``train`` (own training sentences: only a check that the rules run, never a result).

A predicted event meets a gold event of its sentence whose type is the same or a listed alternative, one to one, the one
with the same trigger first. Type: F1 over such pairs; a habitual gold event is neither credit nor penalty. Actors and
recipients: of the pairs, those where a predicted and a gold party share a character, or both sides name none. Status: of the
pairs, those where status, standing (stated or not; denied as denied) and negation are right.

usage: python bench/events.py [diplomacy|train] [--errors TYPE|all] [--slices] [--pin]
"""

from __future__ import annotations

import hashlib
import json
import platform
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dragoman import annotate

ROOT = Path(__file__).parent.parent
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
    both = [a and meets(row["text"], e["recipients"], p["recipient"]) for a, (e, p) in zip(actors, found, strict=True)]
    return Tally(gold, count, len(found), sum(actors), sum(both), sum(status_right(e, p) for e, p in found))


def figures(tallies: Sequence[Tally]) -> dict[str, float]:
    gold, told, n, actors, both, status = (sum(c) for c in zip(*tallies, strict=True)) if tallies else [0] * 6
    f1 = lambda hits: 200 * hits / (gold + told) if gold + told else 0.0  # noqa: E731
    return {
        "type": f1(n), "precision": 100 * n / max(1, told), "recall": 100 * n / max(1, gold),
        "+ actor": f1(actors), "+ recipient": f1(both), "status": 100 * status / max(1, n),
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
        wrong.update(f"missed {e['type']}" for e in row["events"] if not any(e is g for g, _ in found) and not e.get("habitual"))
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
    return 0


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
        words = lambda spans: [text[a:b] for a, b in spans]  # noqa: E731
        print("   extra ", p["type"], words(p["trigger"]), words(p["actor"]), words(p["recipient"]), p["status"], p["standing"])
    for e, p in wrong:
        print("   status", e["type"], e["trigger"], (e["status"], e["standing"], e.get("negated")), "got", (p["status"], p["standing"], p.get("negated")))


if __name__ == "__main__":
    sys.exit(main())
