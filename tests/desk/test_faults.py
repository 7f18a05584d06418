"""Faults of sources on a desk: shown, asked for, dismissed, and what happens to them when a text is read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import code
from dragoman.cli.app import app
from dragoman.codebook import Codebook
from dragoman.desk import Desk
from dragoman.marks import Marks
from dragoman.record import Document, Fault, Text

REVIEW = """Armenia and Azerbaijan: Diary of the Talks

May 2023

On May 1, the foreign ministers of Armenia and Azerbaijan began four days of talks near Washington.

On April 25, Ararat Mirzoyan met Ceyhun Bayramov in Moscow.

On Friday, 19 May 2023, the ministers of Armenia and Russia met in Moscow.

On Monday, 14 May 2023, Charles Michel hosted Nikol Pashinyan and Ilham Aliyev in Brussels.
"""


@pytest.fixture
def reviewed(desk: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "review.txt").write_text(REVIEW, encoding="utf-8")
    desk.add(tmp_path / "review.txt", workers=0)
    return desk


def _reworded(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Fault]:
    """The coder with other reasons, graver, and one rule under another name at the same words."""
    for found in code.CODERS["faults"](text, document, marks, book):
        assert isinstance(found, Fault)
        coding = found.coding.model_copy(update={"reason": "said otherwise", "version": "2"})
        rule = "calendar" if found.rule == "weekday" else found.rule
        yield found.model_copy(update={"coding": coding, "rule": rule, "severity": "high"})


def _narrowed(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Fault]:
    """The coder with one word less against each fault."""
    for found in code.CODERS["faults"](text, document, marks, book):
        assert isinstance(found, Fault)
        yield found.model_copy(update={"against": found.against[:-1]})


def rules(desk: Desk) -> list[str]:
    return [row.rule for row in desk.faults()]


def test_faults_are_shown_in_the_fixed_form(reviewed: Desk, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["show", "faults", "--json", "--desk", str(tmp_path / "desk.sqlite")])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    (document,) = reviewed.documents()
    day, week = rows
    assert {k: day[k] for k in ("rule", "document", "start", "end", "severity", "against", "why")} == {
        "rule": "heading month", "document": document.id, "start": REVIEW.index("April 25"),
        "end": REVIEW.index("April 25") + 8, "severity": "high",
        "against": [
            {"start": REVIEW.index("May 2023"), "end": REVIEW.index("May 2023") + 8, "quote": "May 2023"},
            {"start": REVIEW.index("19 May") - 8, "end": REVIEW.index("19 May") + 11, "quote": "Friday, 19 May 2023"},
        ],
        "why": "a day of another month under the heading “May 2023”; days that fit the heading: 3",
    }  # fmt: skip
    assert (week["rule"], week["severity"], week["against"]) == ("weekday", "medium", [])
    assert week["why"] == "2023-05-14 was a Sunday"


def test_faults_are_printed_with_the_words_against_them(reviewed: Desk, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["show", "faults", "--desk", str(tmp_path / "desk.sqlite")])
    printed = " ".join(done.stdout.split())
    assert "high heading month “April 25”: a day of another month" in printed
    assert "against: “May 2023”" in printed
    assert printed.endswith("2 faults")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["heading month", "weekday"]),
        ({"severity": "high"}, ["heading month"]),
        ({"start": "2023-05-01"}, ["weekday"]),
        ({"end": "2023-04-30"}, ["heading month"]),
        ({"about": ["ARM", "AZE"]}, ["heading month", "weekday"]),  # both ministers are known
        ({"about": ["RUS"]}, ["heading month"]),  # Moscow is named
        ({"documents": ["d-0"]}, []),
        ({"as_of": "2020-01-01"}, []),
        ({"recorded": 0}, []),
    ],
)
def test_faults_are_asked_for_by_state_day_document_and_clock(
    reviewed: Desk, asked: dict[str, object], expected: list[str]
) -> None:
    assert [row.rule for row in reviewed.faults(**asked)] == expected  # type: ignore[arg-type]


def test_an_unknown_severity_is_refused(reviewed: Desk) -> None:
    with pytest.raises(ValueError, match="no severity 'grave'; there are high, medium, low, note"):
        reviewed.faults(severity="grave")


def test_a_dismissed_fault_is_gone_and_stays_so_when_the_text_is_read_again(reviewed: Desk) -> None:
    day, week = reviewed.faults()
    reviewed.reject(day.id, note="the heading is wrong")
    assert rules(reviewed) == ["weekday"]
    assert [j.verdict for j in reviewed.judgements()] == ["dismissed"]
    reviewed.reread(coders={"faults": _reworded})
    assert [(row.rule, row.severity, row.id == week.id) for row in reviewed.faults()] == [("calendar", "high", False)]
    assert not reviewed.doctor().faults


def test_a_dismissed_fault_comes_back_by_undo_and_where_something_else_speaks_against_it(reviewed: Desk) -> None:
    day = reviewed.faults()[0]
    reviewed.reject(day.id)
    reviewed.undo()
    assert rules(reviewed) == ["heading month", "weekday"]
    reviewed.reject(day.id)
    reviewed.reread(coders={"faults": _narrowed})
    back = reviewed.faults()[0]
    assert (back.id, back.flags) == (day.id, ("changed since dismissed",))


def test_an_accepted_fault_outlasts_a_coder_that_no_longer_sees_it(reviewed: Desk) -> None:
    day, week = reviewed.faults()
    reviewed.accept(day.id)
    assert [row.flags for row in reviewed.faults()] == [("accepted",), ()]
    reviewed.reread(coders={"contacts": code.CODERS["contacts"]})
    assert [row.id for row in reviewed.faults()] == [day.id]
    assert {row.id for row in reviewed.faults(recorded=1)} == {day.id, week.id}


def test_a_fault_cannot_be_corrected_or_merged(reviewed: Desk) -> None:
    day, week = reviewed.faults()
    with pytest.raises(KeyError, match="no event f-"):
        reviewed.correct(day.id, {"date": "2023-05-25"})
    with pytest.raises(KeyError, match="no event f-"):
        reviewed.same(day.id, week.id)
