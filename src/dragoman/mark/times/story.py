"""What each time expression is to the story: the section and heading it stands under, and its item of the chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.codebook import Codebook
from dragoman.mark.times.anchors import blocks, heading, with_years
from dragoman.mark.times.ancient import is_ancient
from dragoman.mark.times.chain import Item, days_of
from dragoman.mark.times.years import SOME
from dragoman.marks import Sentence
from dragoman.record import Text
from dragoman.text.dates import Expression, Partial
from dragoman.when import When

_MARGIN = 60  # days round a review period in which a year-less date still belongs to it
_HISTORY = 366  # days before publication; dates older than that make a text a history
_HISTORY_DATES = 5  # full dates that a history has at least
_VOTES = 3  # full dates below a heading or in a text that may speak against its year
_OPENS = 12  # characters from the start of a sentence in which a year opens it ("In early 1942 …")
# The probability that the story does not go on from a date, by what stands before it; by hand.
_ASIDE = {"since": 0.7, "until": 0.3, "by": 0.15}
_ASIDE_BRACKET = 0.6  # "Minsk (captured 3 July 1944)"
_ASIDE_YEAR = 0.4  # a year in mid-sentence: "who had ruled from 1923"
_ASIDE_FULL = 0.06  # another date with its year
_ASIDE_OPEN = 0.02  # one without: an aside into another year would name it
_ASIDE_STEP = {True: 0.05, False: 0.4}  # a step of days, of years


@dataclass(frozen=True, slots=True)
class Under:
    """The section of a sentence and the heading whose month or year governs it; ``scope`` counts such headings."""

    section: int
    heading: Partial
    scope: int


Found = Sequence[tuple[Sentence, Sequence[Expression]]]


def is_history(found: Sequence[Expression], publication: When) -> bool:
    """True where most full dates lie more than a year before publication, or publication is not known."""
    years = [days for e in found if e.kind == "date" and e.first.month and (days := days_of(e.first))]
    first = publication.earliest
    old = [days for days in years if first is None or (first - days[1]).days > _HISTORY]
    ancient = sum(e.kind == "date" and is_ancient(e.first) for e in found)
    return len(old) + ancient >= _HISTORY_DATES and (len(old) + ancient) * 5 >= (len(years) + ancient) * 4


def reviews(period: When | None, found: Sequence[Expression], publication: When) -> When | None:
    """The review period, unless it is the date of a chapter: too many full dates of the text lie after it, or it ended
    more than a year before publication."""
    if period is None or period.earliest is None or period.latest is None:
        return None
    if publication.earliest and (publication.earliest - period.latest).days > _HISTORY:
        return None
    told = [days for e in found if e.kind == "date" and e.first.month and (days := days_of(e.first))]
    after = sum((days[0] - period.latest).days > _MARGIN for days in told)
    return None if after > _VOTES and 4 * after > len(told) else period


def under(text: Text, found: Found, book: Codebook) -> list[Under]:
    """What each sentence stands under. A heading opens a section, one that is a date governs it until the next.

    A year heading that most full dates below it contradict governs nothing: its chapter ended without a sign.
    """
    pieces = blocks(text)
    made: list[Under] = []
    block, section, scope, level = -1, 0, 0, 0
    stated_year: int | None = None
    now = Partial()
    for sentence, _ in found:
        if sentence.block != block:
            block = sentence.block
            piece = pieces[block]
            stated = heading(text, piece, sentence.language, book)
            if stated is not None:
                stated_year = stated.year if stated.month is None else stated_year
                year = stated.year if stated.year is not None else stated_year
                now, level, scope = Partial(year, stated.month), piece.level, scope + 1
            elif piece.kind in ("heading", "title") and piece.level < level:
                now, stated_year = Partial(), None  # a section of a higher rank ends what the month governs
            section += stated is not None or piece.kind in ("heading", "title") or section == 0
        made.append(Under(section, now, scope))
    against: Counter[int] = Counter()
    for (_, expressions), place in zip(found, made, strict=True):
        for e in expressions:
            if e.kind == "date" and e.first.month and e.first.year and place.heading.year:
                against[place.scope] += 1 if e.first.year != place.heading.year else -1
    return [u if against[u.scope] < _VOTES else Under(u.section, Partial(), u.scope) for u in made]


def items(
    text: Text,
    found: Found,
    places: Sequence[Under],
    review: When | None,
    tense: Callable[[Sentence, Expression], int],
    *,
    is_past: bool,
) -> list[list[Item | None]]:
    """The item of the chain that each expression of each sentence is, if any.

    ``is_past``: a history that came out long after its dates, so that "this year" and "on Sunday" count from its story.
    """
    pieces = blocks(text)
    made: list[list[Item | None]] = []
    repeated: set[tuple[int, int | None]] = set()
    for number, ((sentence, expressions), place) in enumerate(zip(found, places, strict=True)):
        kind = pieces[sentence.block].kind
        aside = 1.0 if kind == "boilerplate" else _ASIDE_FULL if kind in ("heading", "title") else None
        row: list[Item | None] = []
        named: int | None = None
        for expression in expressions:
            item = _item(expression, place, review, is_past)
            if item is not None:
                before = text.body[max(0, sentence.start + expression.start - 12) : sentence.start + expression.start]
                item = item._replace(
                    sentence=number,
                    block=sentence.block,
                    section=place.section,
                    named=named,
                    aside=_aside(item, expression, before) if aside is None else aside,
                    tense=_turn(tense(sentence, expression), expression) if item.kind == "open" else 0,
                )
                if _is_bare_year(item.stated) and item.kind == "known":
                    named = item.stated.year
                    if item.aside >= _ASIDE_YEAR and (place.section, named) in repeated:
                        item = item._replace(aside=1.0)  # "… as in 1614 … unlike 1614 …" is one aside
                    repeated.add((place.section, named))
            row.append(item)
        made.append(row)
    return made


def _item(e: Expression, place: Under, review: When | None, is_past: bool) -> Item | None:
    """The item without its place; ``None`` for what counts from the day of writing, for durations and sets."""
    if e.kind in ("date", "range") or (e.kind == "deictic" and is_past and e.first.season):
        stated = e.first if e.last is None else with_years(e.first, e.last)[1]
        if stated.span > 1:
            return None
        if stated.day and stated.month is None:
            if not place.heading.month:
                return Item("day", stated)
            stated = stated._replace(year=place.heading.year, month=place.heading.month)
        if stated.year is not None:
            return Item("known", stated) if days_of(stated) or is_ancient(stated) else None
        return Item("open", stated, years=_allowed(stated, place.heading, review))
    if is_past and e.kind == "deictic" and e.first.weekday is not None:
        return Item("step", e.first, unit="WD")
    if e.kind == "clock" and is_past:  # "at 19:15", on the day that the story has reached
        return Item("step", Partial(), unit="D")
    if e.kind == "shift" and (e.steps is None or e.unit in ("S", "M", "H")):
        turn = {"FUTURE_REF": 1, "PAST_REF": -1}.get(e.value, e.steps or 0)
        return Item("step", Partial(), unit=f"some {e.unit}", steps=turn) if f"some {e.unit}" in SOME else None
    steps = 0 if e.kind == "same" else e.steps
    counts = e.kind in ("shift", "same") or (e.kind == "deictic" and is_past and e.first == Partial())
    if not counts or steps is None or e.unit not in ("D", "W", "WE", "MO", "Q", "HALF", "Y", "DE", "CE"):
        return None
    if steps == 0 and e.unit == "MO" and place.heading.month and e.first.month in (None, place.heading.month):
        stated = place.heading  # "the same month" below a month heading
        return Item("open" if stated.year is None else "known", stated)
    return Item("step", e.first, unit=e.unit, steps=steps)


def _aside(item: Item, expression: Expression, before: str) -> float:
    """The probability that the story does not go on from an expression."""
    if item.kind == "step":
        if item.steps > 0 and item.unit in ("Y", "DE", "CE") and expression.start > _OPENS:
            return _ASIDE_YEAR  # "which would be founded the next year"
        return _ASIDE_STEP[item.unit not in ("Y", "DE", "Q", "HALF") or item.steps > 0]
    if expression.lead in _ASIDE and (item.kind == "known" or expression.lead == "since"):
        return _ASIDE[expression.lead]
    if "(" in before and ")" not in before:
        return _ASIDE_BRACKET
    if item.kind == "open":
        return _ASIDE_OPEN
    return _ASIDE_YEAR if _is_bare_year(item.stated) and expression.start > _OPENS else _ASIDE_FULL


def _turn(tense: int, expression: Expression) -> int:
    """The tense of the clause, unless the date is a deadline: "they said it would close, to be completed by 15 December"."""
    return max(tense, 1) if expression.lead in ("by", "until") else tense


def _is_bare_year(stated: Partial) -> bool:
    return not (stated.month or stated.season or stated.quarter)


# --- what headings and the review period allow --------------------------------------------------------------------


def _allowed(stated: Partial, head: Partial, review: When | None) -> tuple[int, ...]:
    """The years that heading and review period leave to a year-less date; () where neither speaks."""
    told = () if head.year is None else (_nearest(stated, head) if head.month else head.year,)
    if review is None or review.earliest is None or review.latest is None:
        return told
    found = _reviewed(stated, review.earliest, review.latest)
    return told if told and told[0] in found else found


def _reviewed(stated: Partial, start: date, end: date) -> tuple[int, ...]:
    """Years in which the date lies in the review period, else near it, else those of its last twelve months."""
    inside, near = [], []
    for year in range(start.year - 1, end.year + 2):
        days = days_of(stated._replace(year=year))
        if days is None:
            continue
        if days[0] <= end and days[1] >= start:
            inside.append(year)
        elif (start - days[1]).days in range(1, _MARGIN + 1) or (days[0] - end).days in range(1, _MARGIN + 1):
            near.append(year)
    if not inside and not near and start.year == end.year:
        days = days_of(stated._replace(year=start.year))
        if days and days[1] < start:
            near = [start.year]  # "March 10" in a review of July to November 2022: the one year the review names
    return tuple(inside or near or (start.year - 1, start.year))


def _nearest(stated: Partial, told: Partial) -> int:
    """The year that puts a date nearest to a heading's month; a story runs forward more often than back."""
    assert told.year is not None
    assert told.month is not None
    ahead = (stated.month or _SEASON_MONTH.get(stated.season or "", told.month)) - told.month
    return told.year + (1 if ahead < -8 else -1 if ahead > 10 else 0)


_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
