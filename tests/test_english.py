from __future__ import annotations

from datetime import date

import pytest

from dragoman import english
from dragoman.english import Form
from dragoman.when import When


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(earliest=date(2022, 1, 1), latest=date(2022, 12, 31)), "on some day in 2022"),
        (When(earliest=date(2022, 1, 1), latest=date(2022, 12, 31), lasts=True), "throughout 2022"),
        (When(earliest=date(2022, 2, 1), latest=date(2022, 2, 28)), "on some day in February 2022"),
        (When(earliest=date(2022, 4, 28), latest=date(2022, 5, 3)), "between 28 April and 3 May 2022"),
        (
            When(earliest=date(2021, 12, 28), latest=date(2022, 1, 3), lasts=True),
            "from 28 December 2021 to 3 January 2022",
        ),
        (When(earliest=date(2022, 5, 3)), "not earlier than 3 May 2022"),
    ],
)
def test_an_uncertain_date_stays_uncertain(when: When, expected: str) -> None:
    assert english.dates(when) == expected


@pytest.mark.parametrize(
    ("phrase", "form", "many", "negated", "expected"),
    [
        ("step back from relations", "past", False, False, "stepped back from relations"),
        ("step back from relations", "doing", False, True, "not stepping back from relations"),
        ("expel", "to", False, False, "to expel"),
        ("write", "doing", False, False, "writing"),
        ("agree to meet", "doing", False, False, "agreeing to meet"),
        ("order or make an arrest", "past", False, True, "did not order or make an arrest"),
        ("order or make an arrest", "past", False, False, "ordered or made an arrest"),
        ("be expelled", "past", True, True, "were not expelled"),
        ("be expelled", "doing", True, False, "being expelled"),
        ("deny", "past", False, False, "denied"),
    ],
)
def test_a_verb_takes_the_form_of_the_status(phrase: str, form: Form, many: bool, negated: bool, expected: str) -> None:
    assert english.told(phrase, form, many=many, negated=negated) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("cut back dealings", ("dealings", "be cut back")),
        ("order or make the arrest", ("the arrest", "be ordered or made")),
        ("attack", ("", "be attacked")),
    ],
)
def test_the_passive_turns_a_phrase_round_its_object(phrase: str, expected: tuple[str, str]) -> None:
    assert english.turned(phrase) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("police", True), ("money or goods", True), ("215 people", True), ("hundreds of miners", True),
        ("1 miner", False), ("a crowd of miners", False), ("property or territory", False), ("the press", False), ("", False),
    ],
)  # fmt: skip
def test_a_noun_is_one_or_many(noun: str, expected: bool) -> None:
    assert english.are_many(noun) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The opposition", "the opposition"), ("Unidentified gunmen", "unidentified gunmen"),
        ("Western capitals", "Western capitals"), ("200 miners", "200 miners"), ("their", "their"),
        ("Them", None), ("whose president", None), ("somebody", None), ("", None),
    ],
)  # fmt: skip
def test_words_of_a_text_stand_inside_a_sentence_or_name_nobody(words: str, expected: str | None) -> None:
    assert english.inside(words) == expected
