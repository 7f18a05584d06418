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
    ],
)
def test_a_quarter_is_the_one_reported_on(body: str, expected: list[str]) -> None:
    assert values(body) == expected


def test_without_publication_a_quarter_has_no_year() -> None:
    assert values("Exports fell in the third quarter.", When()) == ["XXXX-Q3"]


def test_a_quarter_named_long_before_is_not_meant() -> None:
    body = "Exports fell in the third quarter of 2020. One thing. Two things. Three things. Four things. They met a year ago."
    assert values(body)[-1] == "2020"
