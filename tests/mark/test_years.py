"""The year of a date without one: what the dates before and after it, headings, weekdays and publication make of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import codebook
from dragoman.mark.times import mark
from dragoman.mark.times.chain import Item, Reading
from dragoman.mark.times.years import read
from dragoman.record import Block, BlockKind, Text
from dragoman.text.dates import Partial
from dragoman.text.sentences import split
from dragoman.when import When

BOOK = codebook.load()
UNKNOWN = When()
PRINTED = When.on(date(2019, 6, 3))  # a Monday
# Five full dates make a history; they stand in a first section of their own.
WAR = (
    "# Beginnings",
    "Ems sent its telegram on 13 July 1870. War was declared on 19 July 1870. The army met defeat on 2 September 1870.",
    "The siege of Paris began on 19 September 1870. An empire was proclaimed at Versailles on 18 January 1871.",
)


def values(*lines: str, when: When = PRINTED, language: str = "en") -> list[tuple[str, str]]:
    """Value and anchor of the times in the lines, one block a line: "# " opens a heading."""
    blocks, body = [], ""
    for line in lines:
        kind: BlockKind = "heading" if line.startswith("# ") else "paragraph"
        words = line.removeprefix("# ")
        blocks.append(
            Block(kind=kind, start=len(body), end=len(body) + len(words), level=1 if kind == "heading" else 0)
        )
        body += words + "\n\n"
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, blocks=tuple(blocks))
    return [(t.value, t.anchor) for t in mark(text, split(body, text.blocks, language), when, BOOK)]


def told(*lines: str, when: When = PRINTED) -> list[tuple[str, str]]:
    """What a history says after its first section."""
    return values(*WAR, *lines, when=when)[5:]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["# Peace", "On 28 January the city gave itself up."], ["1871-01-28"]),
        (["# Peace", "The city gave itself up on 28 January 1871. On 1 March troops marched in.", "On 10 May peace was signed."], ["1871-01-28", "1871-03-01", "1871-05-10"]),
        (["# The east", "Bourbaki marched in December 1870. In January he was beaten on the Lisaine."], ["1870-12", "1871-01"]),
        (["# The Commune", "In March the city rose. The last barricade fell on 28 May 1871."], ["1871-03", "1871-05-28"]),
        (["# Memory", "In 1971 the city looked back. On 18 March wreaths were laid."], ["1971", "1971-03-18"]),
        (["# Sedan", "By 1 September 1870 the army was ringed in. The next day it laid down its arms."], ["1870-09-01", "1870-09-02"]),
        (["# Sedan", "The army laid down its arms on 2 September 1870.", "Two days later the republic was proclaimed."], ["1870-09-02", "1870-09-04"]),
        (["# Metz", "Metz fell on 27 October 1870. In November of that year the Loire army won at Coulmiers."], ["1870-10-27", "1870-11"]),
        (["# The next war", "In 1914 the armies marched again. The following year they stood still."], ["1914", "1915"]),
    ],
)  # fmt: skip
def test_a_history_carries_its_year_on(lines: list[str], expected: list[str]) -> None:
    assert [value for value, _ in told(*lines)] == expected


def test_a_history_of_another_century_does_not_need_a_date_of_publication() -> None:
    assert told("# Peace", "On 28 January the city gave itself up.", when=UNKNOWN)[0][0] == "1871-01-28"


def test_last_week_counts_from_the_story_only_where_the_text_surely_came_out_long_after_it() -> None:
    line = "The king arrived on 5 October 1870. Next month he was still there."
    assert told("# Versailles", line)[1][0] == "1870-11"
    assert told("# Versailles", line, when=UNKNOWN)[1][0] == "XXXX-XX"


def test_the_anchor_names_the_date_that_decided() -> None:
    found = told("# Peace", "Peace talks opened on 26 February 1871. In March the city rose.")
    assert found[1] == ("1871-03", "narrative 1871-02-26")
    found = told("# Memory", "In 1971, on 18 March, wreaths were laid.")
    assert found[-1] == ("1971-03-18", "1971 in the same sentence")


def test_a_look_back_does_not_take_the_story_along() -> None:
    found = told(
        "# Peace",
        "The preliminaries were signed on 26 February 1871. The king had ruled since 2 January 1861. On 1 March troops marched in.",
    )
    assert [value for value, _ in found] == ["1871-02-26", "1861-01-02", "1871-03-01"]


def test_where_two_years_are_as_likely_the_value_keeps_its_x_and_the_interval_holds_both() -> None:
    found = read([_at(0, 1950, 5), _at(1, None, 12), _at(2, 1951, 2)], UNKNOWN, is_history=True)[1]
    assert found.stated == Partial(1950, 12)
    found = read([_at(0, 1950, 8), _at(1, None, 6), _at(2, 1951, 8)], UNKNOWN, is_history=True)[1]
    assert not found.sure
    assert (found.first, found.last) == (date(1950, 6, 1), date(1951, 6, 30))


@pytest.mark.parametrize(
    ("weekday", "year"),
    [(0, 1951), (6, 1950)],
)
def test_a_stated_weekday_narrows_the_years(weekday: int, year: int) -> None:
    unknown = Item("open", Partial(None, 6, 25, weekday=weekday), sentence=1)
    found = read([_at(0, 1950, 8), unknown, _at(2, 1951, 8)], UNKNOWN, is_history=True)[1]
    assert (found.sure, found.stated.year) == (True, year)


def test_a_heading_or_review_leaves_only_its_years() -> None:
    (found,) = read([Item("open", Partial(None, 3, 11), years=(2022,))], PRINTED, is_history=False)
    assert found.stated == Partial(2022, 3, 11)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On 30 December the two sides met.", "2018-12-30"),
        ("The court will hear them on 10 January.", "2020-01-10"),
        ("The strike began on Friday.", "2019-05-31"),
        ("The strike will begin on Friday.", "2019-06-07"),
        ("They signed on Monday.", "2019-06-03"),
        ("The sale must be completed by 15 July.", "2019-07-15"),
    ],
)
def test_the_news_mean_the_nearest_date_on_the_side_of_the_verb(sentence: str, expected: str) -> None:
    assert values(sentence)[0] == (expected, "publication")


@pytest.mark.parametrize(
    "sentence", ["The offer had been due to expire on Wednesday.", "The fair of 2 December, a tradition."]
)
def test_a_verb_that_does_not_decide_leaves_both_sides_open(sentence: str) -> None:
    assert values(sentence)[0][0].startswith("XXXX")


def test_publication_known_to_some_weeks_decides_what_every_day_of_them_decides() -> None:
    weeks = When(earliest=date(2019, 5, 20), latest=date(2019, 6, 20))
    assert values("On 2 April they met.", when=weeks)[0][0] == "2019-04-02"
    assert values("They met in April last year. They met yesterday.", when=weeks)[-1][0] == "XXXX-XX-XX"
    over = When(earliest=date(2018, 1, 1), latest=date(2019, 12, 31))
    assert values("The talks of 5 January failed.", when=over)[0][0] == "XXXX-01-05"


def test_a_year_named_in_the_news_says_nothing_about_the_other_paragraphs() -> None:
    found = values("Seven years ago, in March 2012, he won.", "In May he lost.")
    assert found[-1][0] == "2019-05"


def test_an_undated_text_that_names_a_year_once_does_not_get_it_everywhere() -> None:
    found = values("The two have been at odds since 2014.", "On 11 March they met.", when=UNKNOWN)
    assert found[-1][0] == "XXXX-03-11"


def _at(sentence: int, year: int | None, month: int, day: int | None = None) -> Item:
    return Item("open" if year is None else "known", Partial(year, month, day), sentence=sentence)


def _open(month: int, day: int | None, at: tuple[int, int, int], aside: float, tense: int) -> Item:
    return Item("open", Partial(None, month, day), *at, aside=aside, tense=tense)


def _known(year: int, month: int | None, sentence: int) -> Item:
    return Item("known", Partial(year, month), sentence)


def _step(unit: str, steps: int) -> Item:
    return Item("step", Partial(), unit=unit, steps=steps)


def _day(day: int) -> Item:
    return Item("day", Partial(day=day))


_PLACES = st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(0, 1))
_DAYS = st.none() | st.integers(1, 28)
ITEMS = st.lists(
    st.builds(_open, st.integers(1, 12), _DAYS, _PLACES, st.sampled_from([0.02, 0.5, 1.0]), st.integers(-2, 2))
    | st.builds(
        _known, st.sampled_from([1, 2, 480, 1789, 1944, 2022, 9_999]), st.none() | st.just(3), st.integers(0, 9)
    )
    | st.builds(_step, st.sampled_from(["D", "W", "MO", "Q", "Y", "DE", "some D", "WD"]), st.integers(-900, 900))
    | st.builds(_day, st.integers(1, 31)),
    max_size=12,
)


@given(ITEMS, st.sampled_from([UNKNOWN, PRINTED, When(latest=date(2019, 6, 3))]), st.booleans())
def test_every_item_gets_a_reading_that_keeps_what_is_stated(
    items: Sequence[Item], when: When, is_history: bool
) -> None:
    found = read(items, when, is_history=is_history)
    assert len(found) == len(items)
    for item, reading in zip(items, found, strict=True):
        assert _in_order(reading)
        if item.kind == "open":
            assert reading.stated._replace(year=None) == item.stated
            assert (reading.stated.year is not None) == (reading.sure or reading.likely)


def _in_order(reading: Reading) -> bool:
    return reading.first is None or reading.last is None or reading.first <= reading.last


def test_the_chain_is_linear_in_the_dates() -> None:
    def seconds(count: int) -> float:
        items = [_at(n, 1900 + n % 90 if n % 7 == 0 else None, n % 12 + 1) for n in range(count)]
        began = time.process_time()
        read(items, UNKNOWN, is_history=True)
        return time.process_time() - began

    assert seconds(4_000) < 8 * seconds(1_000) + 0.2


def test_readings_of_a_history_follow_one_another() -> None:
    items = [_at(0, 1939, 9, 1), *(_at(n, None, (n + 8) % 12 + 1) for n in range(1, 40)), _at(40, 1943, 1)]
    days = [r.first for r in read(items, UNKNOWN, is_history=True) if r.sure and r.first]
    assert len(days) == len(items)
    assert all(a <= b for a, b in pairwise(days))
