"""What time expressions state, before anything anchors them."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from babel.dates import get_day_names, get_month_names
from hypothesis import given
from hypothesis import strategies as st

from dragoman import codebook
from dragoman.text.dates import Partial, Vocabulary, find, shifted, vocabulary

BOOK = codebook.load()


@cache
def words(language: str) -> Vocabulary:
    return vocabulary(BOOK.language(language)["time"])


def found(language: str, sentence: str) -> list[tuple[str, str, str]]:
    return [
        (sentence[e.start : e.end], e.kind, e.value or (e.first.value + (f"/{e.last.value}" if e.last else "")))
        for e in find(sentence, words(language))
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The treaty of 11 March 2022 holds.", [("11 March 2022", "date", "2022-03-11")]),
        ("Signed on March 11, 2022, it holds.", [("March 11, 2022", "date", "2022-03-11")]),
        (
            "See 2022-03-11 and 12.03.2022.",
            [("2022-03-11", "date", "2022-03-11"), ("12.03.2022", "date", "2022-03-12")],
        ),
        ("They met on Friday, 3 May.", [("Friday, 3 May", "date", "XXXX-05-03")]),
        ("It fell on the 15th of May.", [("the 15th of May", "date", "XXXX-05-15")]),
        ("Talks ran on June 29-July 1.", [("June 29-July 1", "range", "XXXX-06-29/XXXX-07-01")]),
        ("The visit of 10–12 March ended.", [("10–12 March", "range", "XXXX-03-10/XXXX-03-12")]),
        ("From 29 to 31 March 2024 they talked.", [("29 to 31 March 2024", "range", "2024-03-29/2024-03-31")]),
        ("Between 2014 and 2020 it slept.", [("2014 and 2020", "range", "2014/2020")]),
        ("In late June 2022 and mid-July.", [("late June 2022", "date", "2022-06"), ("mid-July", "date", "XXXX-07")]),
        ("Since summer 2014 it has hosted talks.", [("summer 2014", "date", "2014-SU")]),
        ("Russia's 1999 treaty and the 1990s.", [("1999", "date", "1999"), ("the 1990s", "date", "199")]),
        ("A day later, two weeks ago.", [("A day later", "shift", "XXXX"), ("two weeks ago", "ago", "XXXX")]),
        ("It lasted five hours.", [("five hours", "duration", "PT5H")]),
        ("The outlook (3-12 months) is dim.", [("3-12 months", "duration", "P12M")]),
        ("In the past eight months nothing moved.", [("the past eight months", "recent", "P8M")]),
        ("In the last months, per day.", [("the last months", "recent", "PXM"), ("per day", "set", "P1D")]),
        (
            "On 5, 7 and 9 March 2024.",
            [("5", "date", "2024-03-05"), ("7", "date", "2024-03-07"), ("9 March 2024", "date", "2024-03-09")],
        ),
        ("On March 5 and 7 in Minsk.", [("March 5", "date", "XXXX-03-05"), ("7", "date", "XXXX-03-07")]),
        ("In mid-2007 and in 1797.", [("mid-2007", "date", "2007"), ("1797", "date", "1797")]),
        ("They talk every month.", [("every month", "set", "P1M")]),
        ("In July 12 states signed.", [("July", "date", "XXXX-07")]),
        ("In May 1812 the army stood there.", [("May 1812", "date", "1812-05")]),
    ],
)
def test_english_forms(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("en", sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The resolution was backed by 141 states and opposed by 5.",
        "They signed 28 agreements at the IX Forum.",
        "It may be that May Novak will march on.",
        "The column drove 2,000km with 2000 trucks.",
        "The exercise Steppe Shield – 2022 ended.",
        "Resolution 1960 and flight MH 2015 are numbers.",
        "On 31 April nothing can happen.",
        "The score was 12-7 after 45.13.2022 points.",
        "Three-quarters of them asked for a second round.",
        "A note by May Novak on August Berg.",
        "The battle of 5 May 480 BC is long past.",
        "The fall of the government surprised nobody.",
    ],
)
def test_numbers_and_names_are_no_times(sentence: str) -> None:
    assert found("en", sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("ru", "Встреча 12 марта 2025 года прошла.", [("12 марта 2025 года", "date", "2025-03-12")]),
        ("ru", "С 29 июня по 1 июля он был там.", [("29 июня по 1 июля", "range", "XXXX-06-29/XXXX-07-01")]),
        ("ru", "В прошлом году и на следующий день.", [("прошлом году", "deictic", "XXXX"), ("следующий день", "shift", "XXXX")]),
        ("ru", "В тот же день, 5-го мая.", [("тот же день", "same", "XXXX"), ("5-го мая", "date", "XXXX-05-05")]),
        ("ru", "Летом 2014 г. и в 1990-х годах.", [("Летом 2014 г", "date", "2014-SU"), ("1990-х годах", "date", "199")]),
        ("uk", "Зустріч 12 березня відбулася вчора.", [("12 березня", "date", "XXXX-03-12"), ("вчора", "day word", "XXXX")]),
        ("uk", "Два дні тому, у травні 2024 року.", [("Два дні тому", "ago", "XXXX"), ("травні 2024 року", "date", "2024-05")]),
        ("uk", "Торік і того ж дня.", [("Торік", "deictic", "XXXX"), ("того ж дня", "same", "XXXX")]),
        ("be", "Сустрэча 12 сакавіка 2025 года, учора.", [("12 сакавіка 2025 года", "date", "2025-03-12"), ("учора", "day word", "XXXX")]),
    ],
)  # fmt: skip
def test_slavic_forms(language: str, sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(language, sentence) == expected


@pytest.mark.parametrize("language", ["en", "ru", "uk", "be"])
def test_every_month_and_weekday_of_cldr_is_known(language: str) -> None:
    for context in ("format", "stand-alone"):
        for month, name in get_month_names("wide", context, language).items():
            assert found(language, f"5 {name} 2020")[0][2] == f"2020-{month:02d}-05"
        for weekday, name in get_day_names("wide", context, language).items():
            assert [e.first.weekday for e in find(f"— {name}", words(language))] == [weekday]


PARTIALS = st.builds(
    Partial, year=st.integers(1000, 2100), month=st.integers(1, 12), day=st.integers(1, 28) | st.none(),
    part=st.none() | st.sampled_from(("START", "MID", "END")),
)  # fmt: skip


@given(PARTIALS)
def test_the_days_of_a_partial_lie_in_its_month(partial: Partial) -> None:
    days = partial.days
    assert days is not None
    assert days[0] <= days[1]
    assert {(d.year, d.month) for d in days} == {(partial.year, partial.month)}


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["D", "W", "MO", "Q", "Y", "DE"]),
    st.integers(-40, 40),
)
def test_shifting_by_one_unit_lands_in_the_unit_beside(day: date, unit: str, count: int) -> None:
    here, there = shifted(day, unit, count), shifted(day, unit, count + 1)
    assert here[0] <= here[1]
    assert here[1] + timedelta(days=1) == there[0]


@given(st.text(alphabet="May March 12 2022 the of - , . week last a day", max_size=200))
def test_expressions_are_in_order_and_do_not_overlap(sentence: str) -> None:
    places = [(e.start, e.end) for e in find(sentence, words("en"))]
    assert all(start < end for start, end in places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))


@pytest.mark.parametrize("unit", ["the ", "1 ", "March ", "12 - ", "a few ", "2014 and ", "early ", "of the end "])
def test_no_pattern_backtracks_without_end(unit: str) -> None:
    began = time.process_time()
    list(find(unit * (200_000 // len(unit)), words("en")))
    assert time.process_time() - began < 3
