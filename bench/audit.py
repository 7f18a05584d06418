"""The audit: a hundred events drawn over the five seeds with the commit's hash as seed, each judged against its sentence.

``draw HASH`` prints the events for a judge: id, coding, and the sentence (the sentences are other people's and are only
printed). A judge writes one row a line to bench/audit/HASH.jsonl: {"id", "type", "verdict": "right" | "wrong", "why"}; no
sentence goes in. ``score`` prints the precision of every file there, with a 95 % bootstrap interval, and how far judges
agree where two files bear one hash (HASH.jsonl and HASH-second.jsonl).

An event is right where its sentence (or the text before it, for pronouns) tells it: the type or a defensible other one, who
acts and towards whom as far as named, and whether it is told as done, planned, refused, denied or only claimed.

usage: python bench/audit.py draw HASH | score
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

from dragoman.desk import open_desk
from dragoman.record import Event, Party, Span

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
AUDIT = Path(__file__).parent / "audit"
DRAWN = 100
RESAMPLES = 2000


def events() -> list[tuple[Event, str]]:
    """All events that the desk keeps of the seeds, with the name of their text, by id."""
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "desk.sqlite", by="audit") as desk:
        desk.add(SEEDS, workers=0)
        reports = [r for cluster in desk.clusters() for r in cluster.reports]
        found = {r.event.id: (r.event, r.document.address or "") for r in reports}
    return [found[id] for id in sorted(found)]


def draw(commit: str) -> list[tuple[Event, str]]:
    """The hundred events of a commit, or all where there are fewer; the same hash draws the same of the same events."""
    all_of_them = events()
    return random.Random(commit).sample(all_of_them, min(DRAWN, len(all_of_them)))


def _told(event: Event) -> str:
    return (
        f"{event.type}/{event.mode or '-'} {event.content or ''} {event.status} {event.standing}"
        f"{' NOT' if event.negated else ''} | {_names(event.actors)} -> {_names(event.recipients)}"
        f" | third {_names(event.third_parties)} | host {event.host and _name(event.host)} | {event.place or '-'} | {event.when.edtf}"
    )


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(_name(p) for p in parties) or "-"


def _name(party: Party) -> str:
    return f"{party.name or party.words} ({party.country or '?'})"


def score() -> None:
    files = {
        path.stem: [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        for path in sorted(AUDIT.glob("*.jsonl"))
    }
    for name, rows in files.items():
        right = [r["verdict"] == "right" for r in rows]
        dice = random.Random(0)
        boot = sorted(100 * sum(dice.choices(right, k=len(right))) / len(right) for _ in range(RESAMPLES))
        low, high = boot[int(0.025 * RESAMPLES)], boot[int(0.975 * RESAMPLES) - 1]
        print(
            f"{name}: {sum(right)} of {len(right)} right, precision {100 * sum(right) / len(right):.1f} % [{low:.0f}–{high:.0f}]"
        )
        second = files.get(f"{name}-second")
        if second:
            verdicts = {r["id"]: r["verdict"] for r in rows}
            both = [r for r in second if r["id"] in verdicts]
            same = sum(verdicts[r["id"]] == r["verdict"] for r in both)
            print(f"  a second judge agrees on {same} of {len(both)} ({100 * same / max(1, len(both)):.0f} %)")


def main() -> None:
    if sys.argv[1:2] == ["score"]:
        score()
        return
    for event, address in draw(sys.argv[2]):
        sentence = " … ".join(e.exact for e in event.evidence if isinstance(e, Span))
        print(
            f"{event.id} {Path(address).name[:3]} <<{event.trigger.exact}>> {_told(event)}\n    {' '.join(sentence.split())}"
        )


if __name__ == "__main__":
    main()
