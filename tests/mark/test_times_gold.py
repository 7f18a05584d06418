"""Texts made for this test, with their times; span and value F1 may not fall below the floors, with and without a date.

The texts were annotated before they were first read by the program. Those that bench/times.py calls set aside (OWN_ASIDE)
fail here without their errors, too. Published: what a careful reader infers from the text alone.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.annotate import annotate

GOLD = Path(__file__).parent.parent / "gold" / "times" / "en.jsonl"
ROWS: dict[str, dict[str, Any]] = {row["doc"]: row for row in map(json.loads, GOLD.read_text().splitlines())}
ASIDE = frozenset({"karabakh_analysis", "vienna_review", "cyprus_brief", "maritime_note"})
PARTS = {"dev": ROWS.keys() - ASIDE, "aside": ASIDE}

# What was measured, less three points: exact spans, and exact spans with type and value.
FLOORS = {
    ("dev", True): (94.3, 84.5),
    ("aside", True): (93.9, 83.2),
    ("dev", False): (94.3, 74.6),
    ("aside", False): (93.9, 72.6),
}


@cache
def found(is_dated: bool) -> dict[str, dict[str, Any]]:
    """What ``annotate --layer times`` gives for the texts, by document."""
    lines = [
        json.dumps({"id": doc, "text": row["text"], **({"date": row["dct"]} if is_dated else {})})
        for doc, row in ROWS.items()
    ]
    return {row["id"]: row for row in annotate("times", lines)}


def f1(part: str, is_dated: bool, keys: tuple[str, ...]) -> float:
    """F1 in percent of the expressions of a part that agree in all of ``keys``."""
    right = total = 0
    for doc in PARTS[part]:
        gold, system = (
            {tuple(t[key] for key in keys) for t in row["timexes"]} for row in (ROWS[doc], found(is_dated)[doc])
        )
        right, total = right + len(gold & system), total + len(gold) + len(system)
    return 200 * right / total


@pytest.mark.parametrize("doc", ROWS)
def test_every_time_of_the_gold_quotes_its_text(doc: str) -> None:
    row = ROWS[doc]
    assert [row["text"][t["start"] : t["end"]] for t in row["timexes"]] == [t["text"] for t in row["timexes"]]
    assert all(a["end"] <= b["start"] for a, b in zip(row["timexes"], row["timexes"][1:], strict=False))
    earliest, latest = map(date.fromisoformat, row["published"])
    assert earliest <= date.fromisoformat(row["dct"]) <= latest


@pytest.mark.parametrize(("part", "is_dated"), FLOORS)
def test_times_of_own_texts_hold_their_floor(part: str, is_dated: bool) -> None:
    floor_of_spans, floor_of_values = FLOORS[part, is_dated]
    assert f1(part, is_dated, ("start", "end")) >= floor_of_spans
    assert f1(part, is_dated, ("start", "end", "type", "value")) >= floor_of_values


@pytest.mark.parametrize("part", PARTS)
def test_no_day_of_an_own_text_is_wrong(part: str) -> None:
    wrong = 0
    for doc in PARTS[part]:
        days = {(t["start"], t["end"]): t["value"] for t in found(is_dated=True)[doc]["timexes"]}
        for t in ROWS[doc]["timexes"]:
            told = days.get((t["start"], t["end"]), "")
            wrong += len(t["value"]) == len(told) == 10 and "X" not in told and told != t["value"]
    assert wrong == 0


def test_a_text_is_not_dated_to_days_that_its_publication_was_not() -> None:
    wrong = set()
    for doc in PARTS["dev"]:
        told = found(is_dated=False)[doc]["published"] or {}
        if not (told.get("earliest") or "") <= ROWS[doc]["dct"] <= (told.get("latest") or "9"):
            wrong.add(doc)
    assert wrong == set()
