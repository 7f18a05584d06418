"""Where sentences end, in four languages, at any length."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Block
from dragoman.text.sentences import split


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. Novak met Gen. Petrov.", "They spoke for an hour."]),
        ("en", ["A. Petrov and V. V. Sidorov signed it.", "The text is short."]),
        ("en", ["The envoy left the U.S. Embassy at noon.", "He was silent."]),
        ("en", ["He flew back to the U.S.", "The talks went on."]),
        ("en", ["“We agreed on nothing.”", "The minister then left."]),
        ("en", ["“Is that all?” he asked.", "Nobody answered."]),
        ("en", ["Trade grew by 3.5 percent.", "It had been 2.1 before."]),
        ("en", ["The visit began on 12. March and ended soon.", "Nobody noticed."]),
        ("en", ["Talks stalled… but nobody left.", "Then they resumed…", "All were tired."]),
        ("en", ["See No. 5 and Art. 12 of the treaty.", "Both are in force."]),
        ("en", ["They met at 3.30 p.m. in Vienna.", "Lunch followed."]),
        ("en", ["Is it over?!", "No."]),
        ("en", ["He cited the report.[3]", "Others did not."]),
        ("ru", ["Встреча прошла 12 марта 2025 г. в Минске.", "Посол улетел."]),
        ("ru", ["Завод им. Кирова, т.е. главный, закрыт.", "Это решение министра."]),
        ("ru", ["А. В. Иванов принял гостей.", "«Мы довольны».", "Беседа длилась час."]),
        ("uk", ["Зустріч відбулася 12 березня 2025 р. у Києві.", "Посол поїхав."]),
        ("uk", ["Площа ім. Шевченка закрита.", "Це рішення уряду."]),
        ("be", ["Сустрэча прайшла 12 сакавіка 2025 г. у Мінску.", "Пасол паехаў."]),
        ("xx", ["Eine Begegnung fand statt.", "Niemand kam."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    body = " ".join(sentences)
    assert [body[s.start : s.end] for s in split(body, (), language)] == sentences


def test_each_block_is_split_on_its_own_and_bullets_stay_outside() -> None:
    body = "March\n• The envoy arrived. He was alone\n• Talks began"
    blocks = (
        Block(kind="heading", start=0, end=5),
        Block(kind="item", start=6, end=40),
        Block(kind="item", start=40, end=len(body)),
    )
    found = [(body[s.start : s.end], s.block, s.language) for s in split(body, blocks, "en")]
    assert found == [
        ("March", 0, "en"),
        ("The envoy arrived.", 1, "en"),
        ("He was alone", 1, "en"),
        ("Talks began", 2, "en"),
    ]


def test_a_regional_code_is_its_language() -> None:
    assert [s.language for s in split("He met Mr. Novak. It rained.", (), "en-GB")] == ["en", "en"]


def test_an_empty_line_ends_a_sentence_without_blocks() -> None:
    body = "A title\n\nThe first line\nruns on."
    assert [body[s.start : s.end] for s in split(body, (), None)] == ["A title", "The first line\nruns on."]


@given(st.text(alphabet="aБ. !?…“”\n•12г"), st.sampled_from(["en", "ru", ""]))
def test_every_letter_lies_in_exactly_one_sentence(body: str, language: str) -> None:
    found = split(body, (), language)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for s in found for i in range(s.start, s.end)}
    assert {i for i, c in enumerate(body) if c.isalnum()} <= covered
    assert all(not body[s.start].isspace() and not body[s.end - 1].isspace() for s in found)


@pytest.mark.parametrize("unit", [".", ". ", "word ", "He met Mr. X. ", "A.)” ", "- ", "(\n", "1. ", "г. "])
@pytest.mark.parametrize("size", [100_000, pytest.param(5_000_000, marks=pytest.mark.slow)])
def test_a_line_of_any_length_is_split_in_linear_time(unit: str, size: int) -> None:
    body = unit * (size // len(unit))
    began = time.process_time()
    split(body, (), "ru")
    assert time.process_time() - began < size / 200_000 + 0.5
