"""Reported periods: which quarter a report on one means."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import codebook
from dragoman.mark.times import mark
from dragoman.record import Text
from dragoman.text.sentences import split
from dragoman.when import When

BOOK = codebook.load()
PAPER = When.on(date(2021, 11, 3), basis="publication")


def values(body: str, when: When = PAPER) -> list[str]:
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, language="en")
    return [t.value for t in mark(text, split(body, (), "en"), when, BOOK)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Gas exports fell in the third quarter.", ["2021-Q3"]),
        ("Exports fell in the third quarter of 2020.", ["2020-Q3"]),
        ("Exports fell in the third quarter. In the quarter before they had grown.", ["2021-Q3", "2021-Q3"]),
        ("Exports fell in the third quarter from a year earlier.", ["2021-Q3", "2020-Q3"]),
        ("Exports fell in the latest quarter.", ["2021-Q3"]),
        ("In the quarter ended June 30 exports grew.", ["2021-Q2", "2021-06-30"]),
        ("They met in 2019. A year earlier they had not.", ["2019", "2018"]),
        ("Exports fell in the third quarter. In the 2020 quarter they had grown.", ["2021-Q3", "2020-Q3"]),
        ("Exports fell in the third quarter, unlike last year's quarter.", ["2021-Q3", "2020-Q3"]),
        ("Exports fell in the third quarter. They rose in the quarter a year earlier.", ["2021-Q3", "2020-Q3"]),
        (
            "They fell in the third quarter. A fourth quarter like that is feared. The latest period was bad.",
            ["2021-Q3", "2021-Q4", "2021-Q3"],
        ),
        (
            "They fell in the fourth quarter ended Sept. 30. The latest period was bad.",
            ["2021-Q4", "2021-09-30", "2021-Q4"],
        ),
        ("For the full year a loss is feared.", ["2021"]),
    ],
)
def test_a_quarter_is_the_one_reported_on(body: str, expected: list[str]) -> None:
    assert values(body) == expected


def test_without_publication_a_quarter_has_no_year() -> None:
    assert values("Exports fell in the third quarter.", When()) == ["XXXX-Q3"]


def test_a_quarter_named_long_before_is_not_meant() -> None:
    body = "Exports fell in the third quarter of 2020. One thing. Two things. Three things. Four things. They met a year ago."
    assert values(body)[-1] == "2020"


def test_a_year_ago_may_be_the_quarter_or_the_year() -> None:
    body = "Exports fell in the third quarter from a year ago."
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, language="en")
    found = mark(text, split(body, (), "en"), PAPER, BOOK)[1]
    assert (found.value, found.anchor) == ("2020-Q3", "likely quarter named before")
    assert (found.when.earliest, found.when.latest) == (date(2020, 1, 1), date(2020, 12, 31))
