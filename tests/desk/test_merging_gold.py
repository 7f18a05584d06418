"""Merging alone, on the samples' contacts coded by hand: the share of it that is not the coder's doing."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dragoman.live import view
from dragoman.record import Coding, Document, Event, Party, Report, Span
from dragoman.when import When

GOLD = Path(__file__).parent.parent / "gold" / "samples"
ADDED = datetime(2026, 1, 5, tzinfo=UTC)

STAGE = {"happened": "past", "under way": "past"}  # a plan and what came of it are two events, linked


def rows(name: str = "events.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text().splitlines() if line.strip()]


def report(number: int, row: dict[str, Any]) -> Report:
    """A gold row as the coder would have left it. The reprint and the extract have the origin of what they copy."""
    when = When(
        earliest=row["date_start"] and date.fromisoformat(row["date_start"]),
        latest=row["date_end"] and date.fromisoformat(row["date_end"]),
        lasts=row["date_start"] != row["date_end"] and row["mode"] in ("visit", "negotiate", "multilateral"),
    )
    document = Document(id=f"d-{row['file']}", sha256="", title=row["file"], published=When(), retrieved=ADDED)
    span = Span(document=document.id, text="t", start=0, end=len(row["sentence"]), exact=row["sentence"])
    parties = tuple(Party(kind=p["kind"], name=p["name"], country=p["country"]) for p in row["participants"])
    event = Event(
        id=f"e-{number:03}", document=document.id, type="CONSULT", mode=row["mode"], actors=parties, when=when,
        level=row.get("level"), place=row.get("place"), status=row["status"], standing=row["standing"],
        duration=row.get("duration"), trigger=span, evidence=(span,),
        coding=Coding(coder="gold", version="1", confidence=1),
    )  # fmt: skip
    return Report(event, document, document.id, number)


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, ...]]:
    return {tuple(sorted(pair)) for group in groups for pair in itertools.combinations(group, 2)}


def test_hand_coded_reports_of_one_event_come_together() -> None:
    gold = [row for row in rows() if not row["optional"]]
    told: dict[str, list[str]] = {}
    made = [report(n, row) for n, row in enumerate(gold)]
    for one, row in zip(made, gold, strict=True):
        told.setdefault(f"{row['event']} {STAGE.get(row['status'], row['status'])}", []).append(one.event.id)
    want = pairs(told.values())
    got = pairs([r.event.id for r in cluster.reports] for cluster in view(made))
    right = len(want & got)
    f1 = 2 * right / (len(want) + len(got))
    print(f"merging hand-coded: P {right / len(got):.3f} R {right / len(want):.3f} F1 {f1:.3f}, {len(want)} gold pairs")
    for a, b in sorted(want ^ got):
        x, y = gold[int(a[2:])], gold[int(b[2:])]
        print(
            "MISSED" if (a, b) in want else "WRONG",
            *(
                f"\n  {r['event']} {r['date_start']}..{r['date_end']} {r['mode']} {r['level']} {r['place']} {r['status']}/{r['standing']} {[p['name'] for p in r['participants']]} {r['file']}"
                for r in (x, y)
            ),
        )
    assert f1 >= 0.95


def test_the_look_alikes_of_the_samples_stay_apart() -> None:
    gold = rows()
    clusters = view(report(n, row) for n, row in enumerate(gold))
    together = [{gold[int(r.event.id[2:])]["event"] for r in cluster.reports} for cluster in clusters]
    alike = rows("lookalikes.jsonl")
    assert len(alike) == 10
    assert not [row for row in alike for t in together if {row["a"], row["b"]} <= t]
