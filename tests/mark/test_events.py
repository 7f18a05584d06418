"""Dated events: which one a name means in a text, which days its parts are, and the days of feasts."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook import load
from dragoman.mark.times.events import Choice, Context, Part, choose, days, feast_day, feasts, nearby, phrases
from dragoman.when import When

AROUND_KYIV = {"UKR": 50, "RUS": 40, "BLR": 20, "USA": 9, "POL": 5, "SYR": 1}
SPRING = When(earliest=date(2022, 3, 1), latest=date(2022, 6, 30), lasts=True)


def chosen(name: str, context: Context, language: str = "en") -> Choice:
    book = load()
    words = tuple(name.split())
    return choose(phrases(book, language).get(words) or feasts(book, language)[words], context, book)


def on(year: int, month: int, day: int) -> When:
    return When.on(date(year, month, day))


@pytest.mark.parametrize(
    ("name", "context", "event"),
    [
        ("cold war", Context({}), "cold-war"),
        ("war", Context(AROUND_KYIV, {2022: 9, 2014: 2}, review=SPRING), "full-scale-invasion"),
        ("war", Context(AROUND_KYIV, published=on(2022, 4, 20)), "full-scale-invasion"),
        ("war", Context(AROUND_KYIV, {2014: 2, 2021: 5}, published=on(2021, 12, 1)), "donbas-war"),
        ("war", Context(AROUND_KYIV, {2014: 2, 2021: 5}), "donbas-war"),
        ("war", Context(AROUND_KYIV), None),
        ("war", Context({}, {2022: 9}, published=on(2022, 9, 1)), None),
        ("war", Context({"DEU": 9, "POL": 4, "RUS": 7}, {1939: 3, 1941: 6, 1945: 3}), "second-world-war"),
        ("war", Context({"KOR": 9, "PRK": 9, "USA": 7, "UKR": 1}, {1950: 9}, published=on(2023, 5, 5)), "korean-war"),
        ("war", Context({"ARM": 9, "AZE": 9}, {1994: 2, 2020: 3, 1988: 1}), None),
        ("war", Context(AROUND_KYIV, {2022: 9}, named=("second-world-war",)), "second-world-war"),
        ("war", Context(AROUND_KYIV, {2022: 9, 1945: 1}, near_years=frozenset({1946})), None),
        ("full - scale invasion", Context({"UKR": 4}), "full-scale-invasion"),
        ("full - scale invasion", Context({"UKR": 4}, published=on(2021, 12, 1)), None),
        ("russia's invasion of ukraine", Context(AROUND_KYIV, {2014: 4}, published=on(2015, 3, 3)), "donbas-war"),
        ("russia's invasion of ukraine", Context(AROUND_KYIV, {2023: 4}, published=on(2023, 3, 3)), "full-scale-invasion"),
        ("august 2020 election", Context({"BLR": 10}), "blr-president-2020-08-09"),
        ("august 2020 election", Context({"LKA": 10}), None),
        ("2020 presidential election", Context({"BLR": 40, "USA": 3}), "blr-president-2020-08-09"),
        ("2020 presidential election", Context({"BLR": 4, "USA": 3}), None),
        ("2024 presidential election", Context({"USA": 9}, published=on(2023, 5, 1)), "usa-president-2024-11-05"),
        ("election", Context({"USA": 9}, {2024: 4}, published=on(2024, 12, 1)), "usa-president-2024-11-05"),
        ("election", Context({"IRN": 40, "USA": 8}, {2024: 4}, published=on(2024, 7, 1)), None),
        ("election", Context({"BLR": 40}, {2020: 9}, near=frozenset({"IRN"})), None),
        ("nato summit", Context({"NATO": 5, "RUS": 9}, published=on(2023, 7, 20)), "nato-summit-2023-07-11"),
        ("nato summit", Context({"NATO": 5, "RUS": 9}, {2022: 9}, published=on(2022, 7, 5)), None),
        ("eu - ukraine summit", Context({"EU": 4, "UKR": 9}, published=on(2021, 10, 20)), "eu-ukraine-summit-2021-10-12"),
        ("istanbul round", Context({"UKR": 9, "RUS": 9}, published=on(2022, 4, 5)), "istanbul-talks-2022"),
        ("independence day", Context({"UKR": 9, "USA": 2}), "ukr-independence-day"),
        ("independence day", Context({"UKR": 9, "USA": 8}), None),
        ("protests", Context({"BLR": 9, "RUS": 9}, {2020: 2, 2021: 2}, published=on(2021, 6, 1)), None),
        ("protests", Context({"BLR": 9, "RUS": 9}, {2020: 2, 2021: 2}, near=frozenset({"BLR"})), "belarus-2020-protests"),
        ("christmas", Context({}), "christmas"),
    ],
)  # fmt: skip
def test_a_name_means_the_one_event_that_the_text_leaves(name: str, context: Context, event: str | None) -> None:
    found = chosen(name, context).event
    assert (found.id if found else None) == event


@pytest.mark.parametrize(
    ("language", "name", "event"),
    [
        ("ru", "войны", "full-scale-invasion"),
        ("ru", "аннексии крыма", "crimea-annexation"),
        ("uk", "повномасштабного вторгнення", "full-scale-invasion"),
        ("uk", "революції гідності", "euromaidan"),
        ("be", "выбараў 2020 года", "blr-president-2020-08-09"),
        ("ru", "распада ссср", "ussr-dissolution"),
        ("ru", "рождества", "orthodox-christmas"),
    ],
)
def test_names_stand_in_the_cases_that_follow_a_preposition(language: str, name: str, event: str) -> None:
    context = Context({**AROUND_KYIV, "BLR": 60}, {2022: 5}, published=on(2022, 6, 1))
    found = chosen(name, context, language).event
    assert found
    assert found.id == event


@given(st.sampled_from(sorted(load().events)), st.dates(date(1990, 1, 1), date(2025, 12, 31)))
def test_what_is_not_only_announced_never_began_after_the_text(event: str, day: date) -> None:
    book = load()
    row = book.events[event]
    context = Context({code: 5 for code in row.about}, {day.year: 3}, published=When.on(day))
    for name in row.names["en"][:4]:
        found = choose([k for k, e in book.events.items() if name in e.names.get("en", ())], context, book)
        if found.event and found.start.earliest and found.event.kind in ("war", "crisis", "attack", "coup"):
            assert found.start.earliest <= day


def test_plain_christmas_in_ukrainian_has_two_days() -> None:
    assert chosen("різдва", Context({"UKR": 9}), "uk").event is None


@pytest.mark.parametrize(
    ("event", "part", "edtf"),
    [
        ("second-karabakh-war", "start", "2020-09-27"),
        ("second-karabakh-war", "since", "2020-09-27"),
        ("second-karabakh-war", "before", "2020-09-27"),
        ("second-karabakh-war", "end", "2020-11-10"),
        ("second-karabakh-war", "after", "2020-11-10"),
        ("second-karabakh-war", "whole", "2020-09-27/2020-11-10"),
        ("second-karabakh-war", "pre", "../2020-09-26"),
        ("second-karabakh-war", "post", "2020-11-11/.."),
        ("full-scale-invasion", "after", "2022-02-24"),
        ("full-scale-invasion", "end", None),
        ("full-scale-invasion", "whole", "2022-02-24/.."),
        ("ussr-dissolution", "after", "1991-12-26"),
        ("gulf-war", "since", "[1990-08-02..1991-01-17]"),
        ("gulf-war", "pre", "../1991-01-16"),
        ("perestroika", "start", "1985-03"),
        ("perestroika", "whole", "1985-03-01/1991-12-31"),
        ("christmas", "start", None),
    ],
)
def test_the_days_of_a_part(event: str, part: Part, edtf: str | None) -> None:
    book = load()
    choice = choose([event], Context(dict.fromkeys(book.events[event].about, 1)), book)
    assert days(choice, part).edtf == edtf


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("christmas", "2022-12-25"), ("orthodox-christmas", "2022-01-07"), ("thanksgiving", "2021-11-25"),
        ("us-election-day", "2022-11-08"), ("memorial-day", "2023-05-29"), ("martin-luther-king-day", "2022-01-17"),
        ("easter", "2000-04-23"), ("easter", "2038-04-25"), ("easter", "1961-04-02"), ("good-friday", "2022-04-15"),
        ("orthodox-easter", "2022-04-24"), ("orthodox-easter", "2010-04-04"), ("orthodox-easter", "1983-05-08"),
        ("orthodox-easter", "1899-04-30"),
        ("pentecost", "2024-05-19"), ("remembrance-sunday", "2024-11-10"), ("ukr-independence-day", "2024-08-24"),
    ],
)  # fmt: skip
def test_the_day_of_a_feast(feast: str, day: str) -> None:
    assert feast_day(feast, int(day[:4]), load()) == date.fromisoformat(day)


def test_an_event_is_no_feast() -> None:
    with pytest.raises(ValueError, match="cold-war has no rule of a feast"):
        feast_day("cold-war", 2000, load())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Who told us? The US did; the EU kept pace.", {"USA": 1, "EU": 1}),
        ("Nazi and Soviet troops; the South Korean army", {"DEU": 1, "RUS": 1, "KOR": 1}),
        ("Переговоры Китая с Россией и украинской делегацией в США", {"CHN": 1, "RUS": 1, "UKR": 1, "USA": 1}),
        ("Уряди Польщі та Білорусі, індивідуальні позиції", {"POL": 1, "BLR": 1}),
    ],
)
def test_states_are_counted_by_their_names(words: str, found: dict[str, int]) -> None:
    assert dict(nearby(words, load())) == found


def test_every_name_finds_its_event() -> None:
    book = load()
    for language in ("en", "ru", "uk", "be"):
        tables = (phrases(book, language), feasts(book, language))
        borne = {key for table in tables for ids in table.values() for key in ids}
        assert borne == {key for key, event in book.events.items() if language in event.names}
    assert ("full", "-", "scale", "invasion") in phrases(book, "en")
    assert ("44", "-", "day", "war") in phrases(book, "en")


def test_choosing_among_all_wars_takes_under_a_millisecond() -> None:
    book = load()
    wars = phrases(book, "en")["war",]
    context = Context(AROUND_KYIV, {2022: 9, 2014: 2}, review=SPRING)
    start = time.process_time()
    for _ in range(100):
        choose(wars, context, book)
    assert timedelta(seconds=time.process_time() - start) < timedelta(milliseconds=100)
