"""Evidence of the day of writing from the table of dated events: one of last week, one of a day without a year, one under way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache, partial
from typing import NamedTuple

from dragoman.codebook import Codebook, DatedEvent
from dragoman.mark.times.clues import STRONG, USUAL, Clue, Page, count, joined, months, tense
from dragoman.marks import Sentence, Time
from dragoman.text.gazetteer import Gazetteer, Surface, tokens

_DAY = re.compile(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)$")
_YEAR_NAMED = re.compile(r"\d{4}")
_REACH = 40  # code points between "last week" and the event's own word, unless the sentence holds one event only
_SENTENCE = 160  # code points between a day of the calendar and the event's word
_BESIDE = 70  # code points on either side of an event's word in which its parties stand
_SCHEDULED = {"election", "referendum", "summit", "talks", "accession", "exercise"}  # told of before they come
_YEAR = 365  # days within which a date needs no year
_ROUNDS = 61  # days between two rounds of one negotiation
_PARTIES = 2  # parties of an event that a sentence must name


class Found(NamedTuple):
    """An event a sentence may speak of: its word (code points of the text) and the rows that fit; ``is_close``: all
    their parties are named."""

    start: int
    end: int
    rows: tuple[DatedEvent, ...]
    is_close: bool


def dated(page: Page) -> Iterator[Clue]:
    """ "The Aug. 7 bombings of the embassies": a date without a year lies within a year of writing.

    The event is one of the sentence's own words, or one whose parties and kind the text names somewhere.
    """
    if page.review:
        return
    whole = cache(partial(_whole, page))
    for time in page.own:
        match = _DAY.match(time.value.partition("T")[0])
        if not match or _YEAR_NAMED.search(page.text.body, time.start, time.end):
            continue
        day = int(match[1]), int(match[2])
        rows = _by_day(page.book).get(day, ())
        if not rows:
            continue
        ids = {r.id for r in rows}
        near = next((f for f in _near(page, time, _SENTENCE) if any(r.id in ids for r in f.rows)), None)
        fitting = tuple(r for r in (near.rows if near else rows) if r.id in ids and (near or _is_told(r, *whole())))
        if fitting:
            back, on = _sides(page, time, near, fitting)
            said = page.text.body[time.start : time.end]
            why = f"“{said}” without a year: the {fitting[0].kind} of {_listed(fitting)}"
            spans = joined(tuple((d - back, d + on) for r in fitting if (d := _first(r))))
            yield Clue(spans, STRONG, time.start, time.end, why)


def _is_told(row: DatedEvent, parties: frozenset[str], kinds: frozenset[str]) -> bool:
    """True where all of two or more parties of an event are named, and its kind."""
    return len(row.about) >= _PARTIES and row.kind in kinds and parties.issuperset(row.about)


def _whole(page: Page) -> tuple[frozenset[str], frozenset[str]]:
    """The parties and the kinds of events that a text names anywhere."""
    body = page.text.body
    kinds = (k for k, pattern in _kinds(page.book, page.sentences[0].language) if pattern.search(body))
    return _parties(page, 0, len(body)), frozenset(kinds)


def _sides(page: Page, time: Time, found: Found | None, rows: tuple[DatedEvent, ...]) -> tuple[timedelta, timedelta]:
    """How far before and after the day of an event the text may have been written."""
    year, none = timedelta(days=_YEAR), timedelta()
    if rows[0].kind not in _SCHEDULED:
        return none, year
    # "the Aug. 7 vote": a date before its noun is not that of the verb
    before_noun = found and 0 < found.start - time.end < _REACH and page.says("articles", page.around(time)[0][-4:])
    told = "open" if before_noun else tense(page, time, "D")
    return (year, none) if told == "ahead" else (none, year) if told == "told" else (year, year)


def recent(page: Page) -> Iterator[Clue]:
    """ "An EU–Ukraine summit last week": written in the week after one of these summits."""
    for time in page.own:
        if not time.value.startswith("XXXX") and not time.value.startswith("PRESENT"):
            continue
        step = _step(page, time)
        if step is None:
            continue
        for found in _near(page, time):
            if not found.is_close:
                continue
            events = tuple(
                (*_counted(_last(r) or d, *step), str(d)) for r in found.rows if (d := _first(r)) and _is_day(r)
            )
            if events:
                what = page.text.body[found.start : found.end]
                said = page.text.body[time.start : time.end]
                why = f"“{said}” of the {what} of {{}}"
                spans = joined(tuple((first, last) for first, last, _ in events))
                yield Clue(spans, STRONG, time.start, time.end, why, events)


def under_way(page: Page) -> Iterator[Clue]:
    """A text without a date of its own that speaks of talks between two states was written while they went on.

    Rounds that follow each other within two months are one negotiation; what a round was about tells them apart.
    """
    if page.dated:
        return
    about = cache(partial(_about, page))
    for s in page.sentences:
        for found in _spoken(page, s, "talks"):
            rows = list(found.rows) if found.is_close else []
            whole = _spells(rows)
            named = [spell for spell in whole if any(r.id in about() for r in spell)] or whole
            events = tuple(
                (d, e + timedelta(days=_ROUNDS), f"{d} to {e}")
                for spell in named
                if (d := _first(spell[0])) and (e := _first(spell[-1]))
            )
            if events:
                why = f"“{page.text.body[found.start : found.end]}” were going on: rounds from {{}}"
                spans = joined(tuple((first, last) for first, last, _ in events))
                yield Clue(spans, USUAL, found.start, found.end, why, events)


def _spells(rows: list[DatedEvent]) -> list[list[DatedEvent]]:
    """Rows in order of time, parted where more than two months lie between."""
    spells: list[list[DatedEvent]] = []
    for row in sorted(rows, key=lambda r: _first(r) or date.min):
        last = spells and _first(spells[-1][-1])
        now = _first(row)
        if last and now and (now - last).days <= _ROUNDS:
            spells[-1].append(row)
        else:
            spells.append([row])
    return spells


def _about(page: Page) -> frozenset[str]:
    """Rounds of talks of which the text names what they were about."""
    subjects = page.book.scales["dating"].get(page.sentences[0].language, {}).get("subjects", {})
    words = page.text.body.casefold()
    said = {s for listed in subjects.values() for s in listed if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", words)}
    return frozenset(id for id, listed in subjects.items() if said & set(listed))


def _listed(rows: tuple[DatedEvent, ...]) -> str:
    """The days of the events, the last ones where they are many."""
    days = sorted(str(d) for r in rows if (d := _first(r)))
    return ", ".join(days) if len(days) < 4 else f"{len(days)} of them, {days[0]} to {days[-1]}"


# --- what a sentence speaks of ------------------------------------------------------------------------------------


def _near(page: Page, time: Time, reach: int = _REACH) -> Iterator[Found]:
    """Events whose word stands near a time of the same sentence."""
    s = page.sentence(time.start)
    start, end = max(s.start, time.start - reach - _BESIDE), min(s.end, time.end + reach + _BESIDE)
    for found in _spoken(page, replace(s, start=start, end=end)):
        if max(found.start - time.end, time.start - found.end) <= reach:
            yield found


def _spoken(page: Page, s: Sentence, only: str | None = None) -> list[Found]:
    """Words of a kind of event in a sentence, with the rows of that kind whose parties stand round the word.

    Rows of just these parties, where there are any ("an EU–Ukraine summit"); else those with most of them.
    """
    found = []
    for kind, pattern in _kinds(page.book, s.language):
        if only not in (None, kind):
            continue
        for match in pattern.finditer(page.text.body, s.start, s.end):
            here = _parties(page, max(s.start, match.start() - _BESIDE), min(s.end, match.end() + _BESIDE))
            rows, is_close = _between(page.book, kind, here)
            if rows:
                found.append(Found(match.start(), match.end(), rows, is_close))
    return found


@lru_cache(maxsize=1024)
def _between(book: Codebook, kind: str, parties: frozenset[str]) -> tuple[tuple[DatedEvent, ...], bool]:
    """The rows of a kind with most of the parties, and whether these are all of theirs."""
    rows = _by_kind(book).get(kind, ())
    spare = 1 if kind == "talks" else 0  # the host is named with the parties or not
    shared = {r.id: len(parties.intersection(r.about)) for r in rows}
    just = tuple(r for r in rows if shared[r.id] >= max(_PARTIES, len(r.about) - spare))
    most = max((shared[r.id] for r in just or rows), default=0)
    return tuple(r for r in just or rows if shared[r.id] == most) if most else (), bool(just)


def _parties(page: Page, start: int, end: int) -> frozenset[str]:
    """Codes of the states and bodies named between two offsets, by name, adjective, capital or city."""
    names, words = _names(page.book), tokens(page.text.body, start, end)
    codes, i = set(), 0
    while i < len(words):
        hit = names.at(words, i)
        if hit is not None:
            codes |= {surface.value for surface in hit.surfaces}
        i = hit.last if hit else i + 1
    return frozenset(codes)


@lru_cache(maxsize=4)
def _names(book: Codebook) -> Gazetteer:
    rows: list[tuple[str, Surface]] = []
    for code, state in book.states.items():
        words = [n for names in (*state.names.values(), *state.capitals.values()) for n in names]
        rows += [(word, Surface("state", code, "capital")) for word in (*words, *state.adjectives, *state.people)]
    for body in book.bodies.values():
        rows += [(n, Surface("body", body.code, "capital")) for names in body.names.values() for n in names]
    for place in book.places.values():
        rows += [(n, Surface("place", place.country, "capital")) for names in place.names.values() for n in names]
    return Gazetteer(rows)


@lru_cache(maxsize=4)
def _by_kind(book: Codebook) -> Mapping[str, tuple[DatedEvent, ...]]:
    found: dict[str, list[DatedEvent]] = {}
    for row in book.events.values():
        if row.start is not None:
            found.setdefault(row.kind, []).append(row)
    return {kind: tuple(rows) for kind, rows in found.items()}


@lru_cache(maxsize=4)
def _by_day(book: Codebook) -> Mapping[tuple[int, int], tuple[DatedEvent, ...]]:
    """Events that began on a known day, by month and day."""
    found: dict[tuple[int, int], list[DatedEvent]] = {}
    for row in book.events.values():
        if row.start is not None and row.start.day is not None:
            found.setdefault((row.start.day.month, row.start.day.day), []).append(row)
    return {day: tuple(rows) for day, rows in found.items()}


@lru_cache(maxsize=16)
def _kinds(book: Codebook, language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words of each kind of event in a language."""
    table = book.scales["dating"].get(language, {}).get("kinds", {})
    return tuple(
        (
            kind,
            re.compile(
                r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?!\w)", re.I
            ),
        )
        for kind, words in table.items()
    )


# --- days ---------------------------------------------------------------------------------------------------------


def _first(row: DatedEvent) -> date | None:
    return row.start.earliest if row.start else None


def _last(row: DatedEvent) -> date | None:
    return row.end.latest if row.end else None


def _is_day(row: DatedEvent) -> bool:
    """True for what lasted some days at most."""
    first, last = _first(row), _last(row)
    return bool(first and last and (last - first).days < 15)


def _step(page: Page, time: Time) -> tuple[str, int] | None:
    """Unit and steps of "last week", "this month", "yesterday", "on Friday"; ``None`` for anything else."""
    words = page.text.body[time.start : time.end].casefold()
    if (number := count(page, words)) is not None:
        return (number[1], -number[0]) if page.says("ago", words) else None
    unit = next((u for u in ("D", "W", "M", "Y") if page.says(f"unit_{u}", words)), None)
    if unit and page.says("last", words):
        return unit, -1
    if unit and page.says("this", words):
        return unit, 0
    if page.says("yesterday", words):
        return "D", -1
    if page.says("today", words):
        return "D", 0
    return None


def _counted(day: date, unit: str, steps: int) -> tuple[date, date]:
    """The days of writing from which ``day`` lies in the unit ``steps`` units back."""
    if unit == "D":
        there = day - timedelta(days=steps)
        return there, there
    if unit == "W":
        monday = day - timedelta(days=day.weekday() + 7 * steps)
        return monday, monday + timedelta(days=6)
    first = months(day.replace(day=1, month=1 if unit == "Y" else day.month), -steps * (12 if unit == "Y" else 1))
    return first, months(first, 12 if unit == "Y" else 1) - timedelta(days=1)
