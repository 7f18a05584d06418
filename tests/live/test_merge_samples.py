"""Merging alone, on what the samples' gold says each report tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from dragoman.live.merge import merge
from dragoman.record import Coding, Document, Event, Party, Report, Span
from dragoman.when import When

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT / "tests" / "gold" / "samples"
CLEAR = {"happened", "under way"}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text().splitlines()]


def report(number: int, row: dict[str, Any]) -> Report:
    name, words = row["file"], row["sentence"]
    start = number if words not in (text := (ROOT / "samples" / name).read_text()) else text.index(words)
    span = Span(document=name, text=name, start=start, end=start + len(words), exact=words)
    ends = [date.fromisoformat(day) if day else None for day in (row["date_start"], row["date_end"])]
    who = tuple(Party(**party) for party in row["participants"])
    host = next((p for p in who if p.name == row["host"]), None)
    event = Event(
        id=f"e-{number:03}", document=name, type="CONSULT", mode=row["mode"], actors=who, level=row["level"],
        host=host or (Party(kind="unknown", name=row["host"]) if row["host"] else None), place=row["place"],
        when=When(earliest=ends[0], latest=ends[1], lasts=ends[0] != ends[1]), status=row["status"],
        standing=row["standing"], duration=row.get("duration"), trigger=span, evidence=(span,),
        coding=Coding(coder="gold", version="1", confidence=1),
    )  # fmt: skip
    public = date.fromisoformat(name[:10]) if name[:4].isdigit() else date(2026, 1, 1)
    paper = Document(id=name, sha256="", retrieved=datetime(2026, 1, 1, tzinfo=UTC), published=When.on(public))
    return Report(event, paper, name, 1)


@cache
def told() -> dict[str, str]:
    """Report -> its event in the gold: what happened, and is no matter of taste."""
    return {
        f"e-{n:03}": row["event"]
        for n, row in enumerate(rows("events.jsonl"))
        if row["status"] in CLEAR and row["standing"] != "denied" and not row["optional"]
    }


@cache
def merged() -> dict[str, str]:
    """Report -> its cluster. What is optional is left out: there one document often tells one event twice, and
    putting that together is the coder's part."""
    found = [report(n, row) for n, row in enumerate(rows("events.jsonl")) if not row["optional"]]
    return {r.event.id: c.id for c in merge(found) for r in c.reports}


def pairs(groups: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((a, b) for a, b in combinations(sorted(told()), 2) if groups[a] == groups[b])


def test_pairs_of_reports_are_joined_as_in_the_gold() -> None:
    gold, found = set(pairs(told())), set(pairs(merged()))
    missing, wrong = sorted(gold - found), sorted(found - gold)
    f1 = 200 * len(gold & found) / (len(gold) + len(found))
    assert f1 >= 95, (f1, [(told()[a], a, b) for a, b in missing], [(told()[a], told()[b]) for a, b in wrong])


@pytest.mark.parametrize("row", rows("lookalikes.jsonl"), ids=lambda row: row["why"])
def test_look_alikes_stay_apart(row: dict[str, Any]) -> None:
    sides = [{merged()[r] for r, event in told().items() if event == row[side]} for side in "ab"]
    assert all(sides)
    assert not sides[0] & sides[1]


@pytest.mark.parametrize("row", rows("disagreements.jsonl"), ids=lambda row: row["event"])
def test_who_disagree_about_an_event_still_tell_one(row: dict[str, Any]) -> None:
    assert len({merged()[r] for r, event in told().items() if event == row["event"]}) == 1
