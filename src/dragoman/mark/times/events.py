"""Which dated event a text means by "the war" or "the August 2020 election", and which days its parts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from dragoman.codebook import Codebook, DatedEvent
from dragoman.codebook.rows import RULE
from dragoman.text.dates import tokens
from dragoman.when import When

Part = Literal["start", "end", "since", "before", "after", "whole", "pre", "post"]
Phrases = Mapping[tuple[str, ...], tuple[str, ...]]

_WORD = re.compile(r"[^\W\d_]+|\d+")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANY = When()
_NOWHERE = frozenset({"UN"})  # what concerns everybody needs nobody to be named
_FREE = frozenset({"period", "disaster", "anniversary-day"})  # kinds whose only row needs no state to be named
_ANNOUNCED = frozenset({"election", "referendum", "summit", "exercise", "talks", "office"})  # may lie ahead of the text
_STEM = 12  # letters of a Cyrillic word that are compared
_SHORT = 60  # days; what is shorter counts for the year it lies in
_RECENT = 365  # days before publication in which something may be meant without its year
_HALF_LIFE = 45  # days in which the weight of a recent event halves
_CLEAR = 2.0  # times by which the best must lead the second
_LOCAL = 0.5  # share of the most-named state's namings that an event of one state needs
_PRESENT = 0.15  # share of the stated years that must lie in an event
_NAMED = 0.1  # the same for events between states


class Context(NamedTuple):
    """What a text gives to choose by. ``states``: codes and how often the text names them; ``years``: stated years and
    how often; ``near`` and ``near_years``: those of the paragraph; ``named``: events already chosen there, latest last.
    """

    states: Mapping[str, int]
    years: Mapping[int, int] = MappingProxyType({})
    review: When | None = None
    published: When = _ANY
    near: frozenset[str] = frozenset()
    near_years: frozenset[int] = frozenset()
    named: tuple[str, ...] = ()


class Choice(NamedTuple):
    """The event that is meant, ``None`` where nothing decides; the days of its start, its end, and the whole, unknown
    for a feast (its year is not part of it) and without an event."""

    event: DatedEvent | None
    start: When
    end: When
    whole: When
    reason: str


def phrases(book: Codebook, language: str) -> Phrases:
    """Casefolded words of every name in a language to the ids of all events that bear it; no feasts.

    >>> from dragoman.codebook import load
    >>> phrases(load(), "en")["cold", "war"]
    ('cold-war',)
    """
    return _phrases(book, language)[0]


def feasts(book: Codebook, language: str) -> Phrases:
    """The same for feast days.

    >>> from dragoman.codebook import load
    >>> feasts(load(), "en")["new", "year's", "eve"]
    ('new-year-eve',)
    """
    return _phrases(book, language)[1]


@lru_cache(maxsize=16)
def _phrases(book: Codebook, language: str) -> tuple[Phrases, Phrases]:
    found: tuple[dict[tuple[str, ...], dict[str, None]], ...] = ({}, {})
    for key, event in book.events.items():
        table = found[event.rule is not None]
        for name in event.names.get(language, ()):
            words = tokens(name)
            for dash in ("-", "–") if "-" in words or "–" in words else ("-",):
                table.setdefault(tuple(dash if w in ("-", "–") else w for w in words), {})[key] = None
    events, days = (MappingProxyType({w: tuple(ids) for w, ids in table.items()}) for table in found)
    return events, days


def nearby(words: str, book: Codebook) -> Counter[str]:
    """States and bodies that a text or paragraph names, with how often: names, adjectives, peoples and capitals.

    >>> from dragoman.codebook import load
    >>> nearby("The Ukrainian delegation left Minsk for the United States; Kyiv waited.", load()).most_common()
    [('UKR', 2), ('BLR', 1), ('USA', 1)]
    """
    single, stems, roots, several = _names(book)
    counts = Counter(_WORD.findall(words))
    found: Counter[str] = Counter()
    present = {word.casefold() for word in counts}
    for word, count in counts.items():
        low = word.casefold()
        code = single.get(word) or single.get(low)
        if code is None and low[0] >= "а":
            starts = [low[:n] for n in range(min(len(low), _STEM), 3, -1)]
            code = next((roots[w] for w in starts if w in roots), None)
            if code is None and not word.islower():
                code = next((stems[w] for w in starts if w in stems), None)
        if code and (low[0] >= "а" or not word.islower()):
            found[code] += count
    for first, name, code in several:
        if first in present and name in words:
            found[code] += len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", words))
    return +found


@lru_cache(maxsize=4)
def _names(book: Codebook) -> tuple[dict[str, str], dict[str, str], dict[str, str], tuple[tuple[str, str, str], ...]]:
    """Single words (acronyms in capitals), Cyrillic stems of names and of adjectives, and names of several words (their first word), to codes."""
    single: dict[str, str] = {}
    stems: dict[str, str] = {}
    roots = {r[:_STEM]: code for code, state in book.states.items() for listed in state.stems.values() for r in listed}
    several: dict[str, str] = {}
    listed = [
        (name, language, code)
        for code, state in book.states.items()
        for language in ("en", "ru", "uk", "be")
        for name in (
            *state.names.get(language, ()), *state.capitals.get(language, ()),
            *((*state.adjectives, *state.people) if language == "en" else ()),
        )
    ] + [(n, language, b.code) for b in book.bodies.values() if b.kind == "organisation" for language in b.names for n in b.names[language]]  # fmt: skip
    for name, language, code in listed:
        if len(_WORD.findall(name)) > 1:
            several.setdefault(name, code)
        else:
            single.setdefault(name if name.isupper() else name.casefold(), code)
            stem = (name[:-1] if name[-1] in "аяіїьйеєои" else name).casefold()[:_STEM]
            if language != "en" and len(stem) > 3:
                stems.setdefault(stem, code)
    for word, code in book.scales["dating"]["historic"].items():
        (roots if word[0] >= "а" else single)[word] = code
    return single, stems, roots, tuple((_WORD.findall(n)[0].casefold(), n, c) for n, c in several.items())


def choose(ids: Sequence[str], context: Context, book: Codebook) -> Choice:
    """The one event among ``ids`` (all that bear a name) that the context leaves; none where several stay or none fits.

    An only bearer is taken where one of its states is named. Of several, one must have its states named, have begun
    before publication, and lie among the stated years, the review period or shortly before publication, clearly more
    than the next.

    >>> from dragoman.codebook import load
    >>> book = load()
    >>> wars = phrases(book, "en")[("war",)]
    >>> korea = Context({"KOR": 9, "PRK": 8, "USA": 3}, {1950: 4, 1951: 2, 1953: 2})
    >>> choose(wars, korea, book).event.id
    'korean-war'
    >>> choose(
    ...     wars, Context({"UKR": 9, "RUS": 8}, {2014: 3, 2021: 4}, published=When.on(date(2021, 11, 3))), book
    ... ).event.id
    'donbas-war'
    >>> choose(wars, Context({"UKR": 9, "RUS": 8}), book).event is None
    True
    """
    events = [book.events[key] for key in dict.fromkeys(ids)]
    said = [e for e in events if e.id in context.named]
    if len(events) > 1 and len(said) == 1:
        return _choice(said[0], "named before")
    if len(events) == 1:
        return _only(events[0], context)
    if all(e.rule for e in events):
        return _best([(_share(e, context), e) for e in events if _fits_near(e, context)], "the state named", _LOCAL)
    if all(e.kind in _ANNOUNCED for e in events) and len({_year(e) for e in events}) == 1:
        return _best(
            [(_share(e, context), e) for e in events if _fits_near(e, context)], "its year and the state named", _LOCAL
        )
    scores: list[tuple[float, DatedEvent]] = []
    for event in events:
        share = _share(event, context)
        least = _LOCAL if len(event.about) == 1 else _NAMED
        if share >= least and _has_begun(event, context) and _fits_near(event, context):
            support = _support(event, context)
            if support >= _PRESENT * sum(context.years.values()):
                scores.append((share * support, event))
    return _best(scores, "states and dates of the text", 0.2)


def days(choice: Choice, part: Part) -> When:
    """The days that a part of the event stands for; unknown where the choice is.

    ``since`` and ``before`` count from the start, ``after`` from the end (from the start of what has not ended);
    ``pre`` is the time up to the day before, ``post`` the time from the day after, both open.

    >>> from dragoman.codebook import load
    >>> days(choose(["cold-war"], Context({}), load()), "end").edtf
    '[1989-11-09..1991-12-26]'
    """
    event = choice.event
    if event is None or choice.start.is_unknown:
        return _ANY
    if part in ("start", "since", "before"):
        return choice.start
    if part == "end":
        return choice.end
    if part == "whole":
        return choice.whole
    if part == "pre":
        last = choice.start.latest
        return When(latest=last and last - timedelta(days=1), lasts=True, basis="event")
    ended = choice.start if choice.end.is_unknown else choice.end
    if part == "after":
        return ended
    first = ended.earliest
    return When(earliest=first and first + timedelta(days=1), lasts=True, basis="event")


def feast_day(feast: str, year: int, book: Codebook) -> date:
    """The day of a feast in a year; ValueError where the id is no feast's.

    >>> from dragoman.codebook import load
    >>> book = load()
    >>> [str(feast_day(f, 2024, book)) for f in ("thanksgiving", "easter", "orthodox-easter", "us-election-day")]
    ['2024-11-28', '2024-03-31', '2024-05-05', '2024-11-05']
    """
    rule = book.events[feast].rule
    match = RULE.fullmatch(rule or "")
    if match is None:
        raise ValueError(f"{feast} has no rule of a feast")
    if match["month"]:
        return date(year, int(match["month"]), int(match["day"]))
    if match["shift"]:
        return _easter(year, bool(match["orthodox"])) + timedelta(days=int(match["shift"]))
    if match["election"]:
        return _nth("monday", 1, year, 11) + timedelta(days=1)
    return _nth(match["weekday"], int(match["nth"]), year, int(match["of"]))


def _nth(weekday: str, nth: int, year: int, month: int) -> date:
    number = _WEEKDAYS.index(weekday)
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - number) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(number - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int, orthodox: bool) -> date:
    """Easter Sunday in the Gregorian calendar: Meeus (1991), Astronomical Algorithms, ch. 8; the Julian one with the
    days that its calendar is late (13 from 1900 to 2099)."""
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        month, day = divmod(d + (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7 + 114, 31)
        return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114, 31)
    return date(year, month, day + 1)


# --- choosing ---------------------------------------------------------------------------------------------------------


def _choice(event: DatedEvent | None, reason: str) -> Choice:
    if event is None or event.start is None:
        return Choice(event, _ANY, _ANY, _ANY, reason)
    end = event.end or _ANY
    whole = When(earliest=event.start.earliest, latest=end.latest, lasts=True, basis="event")
    return Choice(event, event.start, end, whole, f"{event.id}: {reason}")


def _only(event: DatedEvent, context: Context) -> Choice:
    if event.kind not in _FREE and not _has_states(event, context, 1):
        return _choice(None, "its states are not named")
    return (
        _choice(event, "the only one of that name")
        if _has_begun(event, context, is_only=True)
        else _choice(None, "later than the text")
    )


def _best(scores: Sequence[tuple[float, DatedEvent]], reason: str, least: float) -> Choice:
    ranked = sorted(scores, key=lambda row: (-row[0], row[1].id))
    if not ranked or ranked[0][0] < least:
        return _choice(None, "none fits the text")
    if len(ranked) > 1 and ranked[1][0] * _CLEAR > ranked[0][0]:
        return _choice(None, f"{ranked[0][1].id} or {ranked[1][1].id}")
    return _choice(ranked[0][1], reason)


def _has_states(event: DatedEvent, context: Context, need: int) -> bool:
    about = [code for code in event.about if code not in _NOWHERE]
    return sum(code in context.states for code in about) >= min(need, len(about))


def _share(event: DatedEvent, context: Context) -> float:
    """How often the text names the event's states, by that of its most-named state, 0-1; two of them must be named, of a
    feast's one."""
    if not event.about:
        return 1.0 if event.rule else 0.0  # a feast of everybody
    if not context.states:
        return 0.0
    namings = sorted((context.states.get(code, 0) for code in event.about), reverse=True)
    needed = 1 if event.rule else min(2, len(namings))
    return namings[needed - 1] / max(context.states.values())


def _has_begun(event: DatedEvent, context: Context, is_only: bool = False) -> bool:
    """False where it began after publication; an election of a stated year or a summit may be announced."""
    first = event.start.earliest if event.start else None
    if first is None or (is_only and event.kind in _ANNOUNCED):
        return True
    last = context.published.latest
    if last is None and not is_only:
        last = max((date(y, 12, 31) for y in context.years), default=None)
        if context.review and context.review.latest:
            last = max(last or date.min, context.review.latest)
    return last is None or first <= last


def _year(event: DatedEvent) -> int | None:
    return event.start.earliest.year if event.start and event.start.earliest else None


def _fits_near(event: DatedEvent, context: Context) -> bool:
    """False where the paragraph speaks of another state, or states years that all lie elsewhere."""
    if len(event.about) == 1 and context.near and not context.near & set(event.about):
        return False
    if event.start is None or event.start.earliest is None or not context.near_years:
        return True
    first = event.start.earliest.year - 1
    last = event.end.latest.year + 1 if event.end and event.end.latest else date.max.year
    return any(first <= year <= last for year in context.near_years)


def _support(event: DatedEvent, context: Context) -> float:
    """How far the dates of the text lie in the event: its stated years by the share of each, the review, the present."""
    if event.start is None or event.start.earliest is None:
        return 0.0
    start = event.start.earliest
    now = context.published.latest
    end = (event.end.latest if event.end else None) or now or date.max
    is_short = event.end is not None and (end - start).days < _SHORT
    found = 0.0
    for year, count in context.years.items():
        first, last = date(year, 1, 1), date(year, 12, 31)
        if is_short:
            found += count * (start.year <= year <= end.year)
        else:
            found += count * max(0, (min(end, last) - max(start, first)).days) / 365
    review = context.review
    if review and review.earliest and review.latest:
        shared = (min(end, review.latest) - max(start, review.earliest)).days
        found += 3 * max(0.0, min(1.0, (shared + 1) / ((review.latest - review.earliest).days + 1)))
        found += 2 * (review.earliest <= start <= review.latest)
    early = context.published.earliest
    if now and early and (now - early).days <= _RECENT and start <= now:
        if not is_short and end >= now and start <= early:
            found += 2
        elif (now - end).days <= _RECENT:
            found += (4 if is_short else 1) * 0.5 ** (max(0, (now - end).days) / _HALF_LIFE)
    return found
