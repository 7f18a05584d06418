"""Contacts of the self-written reviews in tests/gold/contacts: precision, recall, F1, mode, level and host, in percent.

A contact is right where its first day is the day of the gold and the people are the same by surname (spelling variants
folded): equal sets, or one name more or less where at least two agree; a single name allows one more. Where the gold names
nobody, the states must be the same. Mode, level and host are the shares right among the hits (host: where gold has one).
Optional rows are neither credit nor penalty. Texts that are set aside print their figures and never their errors.

usage: python bench/contacts.py [--errors] [--pin]   --pin writes the floors: F1 less three points
"""

from __future__ import annotations

import hashlib
import json
import platform
import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.analyse.contacts import Contact
from dragoman.desk import open_desk
from dragoman.text.names import key

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "contacts"
FLOORS = GOLD / "floors.json"
SET_ASIDE = frozenset({"poland_2024", "uzbekistan_2023"})
MARGIN = 3.0  # points of F1


class Score(NamedTuple):
    """Shares in percent; ``missed`` and ``extra`` as lines to print."""

    hits: int
    precision: float
    recall: float
    f1: float
    mode: float
    level: float
    host: float
    missed: tuple[str, ...]
    extra: tuple[str, ...]


def measure(name: str) -> Score:
    """The score of one text of the folder, read as a stranger's file: through the desk and its merging."""
    gold = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text().splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "desk.sqlite") as desk:
        desk.add(GOLD / f"{name}.txt", workers=0)
        return score(gold, list(desk.contacts()))


def score(gold: Sequence[dict[str, Any]], found: Sequence[Contact]) -> Score:
    """Each gold row takes one contact that fits, one of the same mode first; wanted rows choose before optional ones."""
    left, hits, missed, spared = list(found), [], [], 0
    for row in sorted(gold, key=lambda r: bool(r["optional"])):
        fits = [c for c in left if _fits(row, c)]
        best = next((c for c in fits if c.mode == row["mode"]), fits[0] if fits else None)
        if best is None:
            missed += [] if row["optional"] else [row]
            continue
        left.remove(best)
        spared += row["optional"]
        hits += [] if row["optional"] else [(row, best)]
    wanted, told = sum(not r["optional"] for r in gold), len(found) - spared
    hosted = [(r, c) for r, c in hits if r["host"]]
    return Score(
        len(hits), _share(len(hits), told), _share(len(hits), wanted), _share(2 * len(hits), told + wanted),
        _share(sum(c.mode == r["mode"] for r, c in hits), len(hits)),
        _share(sum((c.level or "unknown") == r["level"] for r, c in hits), len(hits)),
        _share(sum(_surname(c.host or "") == _surname(r["host"]) for r, c in hosted), len(hosted)),
        tuple(f"{r['date_start']} {r['mode']} {[p['name'] for p in r['participants']] or r['states']}" for r in missed),
        tuple(f"{c.date_start} {c.mode} {[p.name for p in c.participants]}" for c in left),
    )  # fmt: skip


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _surname(name: str) -> str:
    return key(name.split()[-1]) or name.casefold() if name else ""


def _fits(row: dict[str, Any], contact: Contact) -> bool:
    if str(contact.date_start) != row["date_start"]:
        return False
    names = {_surname(p["name"]) for p in row["participants"]}
    told = {_surname(p.name) for p in contact.participants if p.kind == "person" and p.name}
    lands = {p.country for p in contact.participants if p.country}
    if not names:
        return lands == set(row["states"])
    if len(names) == 1:
        return names == told or (names <= told and len(told) == 2)
    return names == told or (len(names ^ told) <= 1 and len(names & told) >= 2)


def texts() -> Iterator[str]:
    """Names of the texts in the folder, in order."""
    yield from sorted(path.stem for path in GOLD.glob("*.jsonl"))


def main() -> int:
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    measured = {name: measure(name) for name in texts()}
    for name, s in measured.items():
        aside = "  set aside" if name in SET_ASIDE else ""
        floor = f"floor {floors[name]:.1f}{'  BELOW' if s.f1 < floors[name] else ''}" if name in floors else "no floor"
        print(
            f"{name:24} P {s.precision:5.1f} R {s.recall:5.1f} F1 {s.f1:5.1f}  hits {s.hits:3}  "
            f"mode {s.mode:3.0f}  level {s.level:3.0f}  host {s.host:3.0f}  {floor}{aside}"
        )
        if "--errors" in sys.argv and name not in SET_ASIDE:
            print(*(f"  missed {line}" for line in s.missed), *(f"  extra {line}" for line in s.extra), sep="\n")
    if "--pin" in sys.argv:
        pinned = {name: round(max(0.0, s.f1 - MARGIN), 1) for name, s in measured.items()}
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n")
    gold = b"".join((GOLD / f"{name}.jsonl").read_bytes() for name in measured)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"gold {hashlib.sha256(gold).hexdigest()[:12]}, peak {peak} MiB, {platform.machine()}, python {platform.python_version()}")  # fmt: skip
    return int(any(s.f1 < floors.get(name, 0) for name, s in measured.items()))


if __name__ == "__main__":
    sys.exit(main())
