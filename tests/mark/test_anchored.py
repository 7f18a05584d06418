"""Times that hang on dated events, feasts and forecast horizons."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import codebook
from dragoman.mark.times import mark
from dragoman.record import Text
from dragoman.text.sentences import split
from dragoman.when import When

BOOK = codebook.load()
UNKNOWN = When()
REVIEW = "Review period: February 1 – June 30, 2022\n\nKyiv and Moscow traded blame. "


def marked(body: str, when: When = UNKNOWN, language: str = "en") -> dict[str, tuple[str, str | None]]:
    """Words to TimeML value and EDTF."""
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, language=language)
    return {body[t.start : t.end]: (t.value, t.when.edtf) for t in mark(text, split(body, (), language), when, BOOK)}


def on(day: str) -> When:
    return When.on(date.fromisoformat(day), basis="publication")


@pytest.mark.parametrize(
    ("words", "value", "edtf"),
    [
        ("the beginning of the war", "2022-02-24", "2022-02-24"),
        ("the first day of the war", "2022-02-24", "2022-02-24"),
        ("two days before the war", "2022-02-22", "2022-02-22"),
        ("a few days before the war", "2022-02", "[2022-02-10..2022-02-23]"),
        ("the pre-war period", "PAST_REF", "../2022-02-23"),
    ],
)
def test_the_war_of_a_review_is_the_one_its_period_holds(words: str, value: str, edtf: str) -> None:
    found = marked(f"{REVIEW}Ukraine and Russia had talked until {words}.")
    assert found[words] == (value, edtf)


def test_a_text_that_names_two_wars_of_its_states_gets_none() -> None:
    found = marked("Ukraine and Russia have fought since the beginning of the war.")
    assert found["the beginning of the war"][1] in (None, "..")


def test_a_war_after_the_text_is_not_meant() -> None:
    body = "Ukraine has asked for help since the beginning of the war with Russia in 2014. In 2021 the front was quiet."
    value, _ = marked(body, on("2021-11-03"))["the beginning of the war"]
    assert not value.startswith("2022")


def test_the_only_bearer_of_a_name_is_taken() -> None:
    found = marked("Russia and the USA have talked of arms since the end of the Cold War.", on("2021-11-03"))
    assert found["the end of the Cold War"] == ("PAST_REF", "[1989-11-09..1991-12-26]")


def test_a_year_beside_the_name_chooses_among_elections() -> None:
    body = "Belarus was tense. Two weeks after the August 2020 election the opposition in Belarus called a strike."
    value, edtf = marked(body, on("2021-04-08"))["Two weeks after the August 2020 election"]
    assert value == "2020-W34"
    assert edtf is not None


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("They met at Christmas.", "Christmas", "2021-12-25"),
        ("They will meet at Easter.", "Easter", "2022-04-17"),
        ("They met before Easter 2021.", "Easter 2021", "2021-04-04"),
        ("The senators of the United States met last Thanksgiving.", "last Thanksgiving", "2021-11-25"),
    ],
)
def test_feasts_lie_beside_the_day_of_writing(sentence: str, words: str, value: str) -> None:
    assert marked(sentence, on("2022-03-16"))[words][0] == value


def test_a_feast_without_year_or_publication_is_unknown() -> None:
    assert marked("They met at Easter.")["Easter"] == ("XXXX-XX-XX", None)


def test_what_the_calendar_does_not_reach_stays_open() -> None:
    assert marked("The horizon is > 9999 years.", on("2022-04-29"))["9999 years"] == ("P9999Y", None)
    assert marked("They meet next Christmas.", on("9999-12-31"))["next Christmas"] == ("XXXX-XX-XX", None)


def test_horizons_count_from_publication() -> None:
    found = marked(
        "Short term (Now – 3 months): calm. Middle (3-12 months): talks. Long (>1 year): open.", on("2025-05-02")
    )
    assert found["3 months"] == ("P3M", "2025-05-02/2025-08-02")
    assert found["3-12 months"] == ("P12M", "2025-08-02/2026-05-02")
    assert found["1 year"] == ("P1Y", "2026-05-02/..")


def test_a_horizon_of_an_undated_text_is_open() -> None:
    assert marked("Short term (Now – 3 months): calm.")["3 months"] == ("P3M", None)
