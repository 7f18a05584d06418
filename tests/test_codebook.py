"""The tables: every row read, every office with one holder a day, every code known, errors that name the row."""

from __future__ import annotations

import itertools
import re
import time
from datetime import date, timedelta

import pytest

from dragoman import codebook
from dragoman.codebook import load
from dragoman.when import When


@pytest.mark.parametrize(
    ("post", "of", "day", "holder"),
    [
        ("president", "RUS", date(2010, 1, 1), "per:medvedev-dmitry"),
        ("president", "RUS", date(2012, 5, 7), "per:putin-vladimir"),
        ("prime minister", "RUS", date(2010, 1, 1), "per:putin-vladimir"),
        ("foreign minister", "BLR", date(2012, 8, 19), "per:martynov-sergei"),
        ("foreign minister", "BLR", date(2022, 12, 1), None),
        ("foreign minister", "UKR", date(2015, 2, 12), "per:klimkin-pavlo"),
        ("chancellor", "DEU", date(2021, 12, 8), "per:scholz-olaf"),
        ("secretary general", "UN", date(2006, 12, 31), "per:annan-kofi"),
        ("president", "XYZ", date(2020, 1, 1), None),
    ],
)
def test_the_holder_of_an_office_on_a_day(post: str, of: str, day: date, holder: str | None) -> None:
    found = load().holder(post, of, day)
    assert (found.holder if found else None) == holder


def test_no_office_has_two_holders_on_one_day_unless_marked() -> None:
    book = load()
    rows: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for tenure in book.tenures:
        if (tenure.post, tenure.of) not in book.shared:
            start, end = tenure.when.earliest or date.min, tenure.when.latest or date.max
            rows.setdefault((tenure.post, tenure.of), []).append((start, end))
    for office, spans in rows.items():
        ordered = sorted(spans)
        assert all(a[1] < b[0] for a, b in itertools.pairwise(ordered)), office


def test_a_month_of_taking_office_counts_only_where_it_is_sure() -> None:
    book = load()
    (surikov,) = [t for t in book.tenures if t.holder == "per:surikov-alexander"]
    assert surikov.when.earliest == date(2006, 2, 28)
    assert book.holder("ambassador to Belarus", "RUS", date(2006, 2, 27)) is None


def test_every_tenure_says_what_it_rests_on() -> None:
    sources = {t.source for t in load().tenures}
    assert {s for s in sources if not re.fullmatch(r"memory|phoenix:Phoenix\.\w+\.actors\.txt:\d+", s)} == set()
    assert sum(t.source != "memory" for t in load().tenures) >= 50


def test_offices_of_a_person_follow_the_date() -> None:
    book = load()
    when = When.on(date(2009, 6, 1))
    assert [(t.post, t.of) for t in book.offices("per:putin-vladimir", when)] == [("prime minister", "RUS")]


def test_every_state_has_a_name_in_four_languages_and_every_entity_a_parent() -> None:
    book = load()
    assert len([s for s in book.states.values() if s.parent is None]) >= 249
    assert all(set(s.names) == {"en", "ru", "uk", "be"} for s in book.states.values())
    assert {s.code: s.parent for s in book.states.values() if s.parent} == {
        "ABK": "GEO", "OST": "GEO", "PMR": "MDA", "NKR": "AZE", "TRN": "CYP", "DNR": "UKR", "LNR": "UKR",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"post": "president", "of": "QQQ", "holders": [], "source": "memory"}', "unknown state or body QQQ"),
        ('{"post": "oracle", "of": "RUS", "holders": [], "source": "memory"}', "post 'oracle' has no level"),
        ('{"post": "president", "of": "RUS", "holders": []}', "no source"),
        (
            '{"post": "president", "of": "FJI", "holders": [["A B", "2001", "2004"], ["C D", "2002", null]],'
            ' "source": "memory"}',
            "per:b-a and per:d-c hold it on one day",
        ),
    ],
)
def test_a_wrong_row_is_named_with_its_file(row: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = dict(codebook._read())
    raw["who/offices.jsonl"] = row.encode()
    monkeypatch.setattr(codebook, "_read", lambda: iter(raw.items()))
    load.cache_clear()
    with pytest.raises(ValueError, match=rf"offices\.jsonl row 1: .*{reason}|offices\.jsonl row 1: {reason}"):
        load()
    load.cache_clear()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"id": "x", "kind": "party", "start": "1990", "end": null, "names": {}, "about": [], "source": "memory"}', "unknown kind 'party'"),
        ('{"id": "x", "kind": "war", "start": "1990-13", "end": null, "names": {}, "about": [], "source": "memory"}', "month"),
        ('{"id": "x", "kind": "war", "start": "1990", "end": "1989", "names": {"en": ["X war"]}, "about": [], "source": "memory"}', "it ends on 1989-12-31, before it starts"),
        ('{"id": "x", "kind": "war", "start": "1990", "end": null, "names": {"en": ["X war"]}, "about": ["QQQ"], "source": "memory"}', r"unknown states or bodies \['QQQ'\]"),
        ('{"id": "x", "kind": "war", "start": "1990", "end": null, "names": {}, "about": [], "source": "memory"}', "no English name"),
        ('{"id": "x", "kind": "summit", "series": "Q9", "start": "1990", "end": null, "names": {}, "about": [], "source": "memory"}', "unknown series 'Q9'"),
        ('{"id": "x", "kind": "anniversary-day", "rule": "easter", "names": {"en": ["X"]}, "about": [], "source": "memory"}', "'easter' is no rule of a feast"),
        ('{"id": "x", "kind": "war", "start": "1990", "end": null, "names": {"en": ["X war"]}, "about": []}', "no source"),
        ('{"id": "cold-war", "kind": "war", "start": "1990", "end": null, "names": {"en": ["X war"]}, "about": [], "source": "memory"}', "cold-war is there twice"),
    ],
)  # fmt: skip
def test_a_wrong_event_is_named_with_its_file(row: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = dict(codebook._read())
    lines = [line for line in raw["when/events.jsonl"].splitlines() if b'"cold-war"' in line]
    raw["when/events.jsonl"] = b"\n".join([*lines, row.encode()])
    monkeypatch.setattr(codebook, "_read", lambda: iter(raw.items()))
    load.cache_clear()
    with pytest.raises(ValueError, match=rf"when/events\.jsonl row 2: .*{reason}"):
        load()
    load.cache_clear()


def test_an_event_bears_the_names_of_its_series() -> None:
    event = load().events["nato-summit-2004-06-28"]
    assert {"NATO summit", "Istanbul summit", "June 2004 NATO summit", "2004 NATO summit in Istanbul"} <= set(
        event.names["en"]
    )
    assert (event.start, event.end) == (
        When.on(date(2004, 6, 28), basis="event"),
        When.on(date(2004, 6, 29), basis="event"),
    )


def test_elections_of_a_state_are_one_day_apart_at_least_and_in_order() -> None:
    rows: dict[tuple[str, str], list[date]] = {}
    for event in load().events.values():
        if event.kind == "election" and event.start and event.start.earliest:
            rows.setdefault((event.about[0], event.id.split("-")[1]), []).append(event.start.earliest)
    assert len(rows) == 28
    for office, found in rows.items():
        assert found == sorted(set(found)), office


def test_the_digest_follows_the_dated_events(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load().digest
    raw = dict(codebook._read())
    raw["when/events.jsonl"] = raw["when/events.jsonl"].replace(b'"1945-09-02/1947-12-31"', b'"1946"')
    monkeypatch.setattr(codebook, "_read", lambda: iter(raw.items()))
    load.cache_clear()
    after = load().digest
    load.cache_clear()
    assert before != after


def test_the_digest_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load().digest
    raw = dict(codebook._read())
    raw["who/persons.jsonl"] += b'{"en": ["Ada Example"], "source": "memory"}\n'
    monkeypatch.setattr(codebook, "_read", lambda: iter(raw.items()))
    load.cache_clear()
    after = load().digest
    load.cache_clear()
    assert before != after


def test_loading_takes_little_time() -> None:
    load.cache_clear()
    start = time.process_time()
    load()
    assert timedelta(seconds=time.process_time() - start) < timedelta(seconds=2)


def test_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load().states["RUS"] = load().states["BLR"]  # type: ignore[index]
