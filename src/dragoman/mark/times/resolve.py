"""From what an expression states to the days it means, given what the text has said so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dragoman.mark.times.anchors import with_years
from dragoman.mark.times.chain import Reading, days_of
from dragoman.text.dates import Expression, Partial, shifted
from dragoman.when import Basis, When

# A weekday in the news: by the verb (tense.py), the share of days ahead; a nearer day is likelier. Set by hand on the
# developing part of TimeBank, 2026-11; below the last number both weekdays stay possible.
_AHEAD_SHARE = {-3: 0.02, -1: 0.06, -2: 0.1, 0: 0.2, 1: 0.5, 2: 0.93}
_WEEKDAY_FADES = 4  # days
_WEEKDAY_SURE = 0.8
_SATURDAY = 5
_SPOKEN = 14  # days before publication in which the words that a paper quotes were spoken
_OF_QUOTES = ("MO", "Q", "HALF", "Y", "DE")  # units so long that those days seldom matter
_COUNTED = ("W", "MO", "Y")
_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "MO": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX"}


class Story(NamedTuple):
    """The anchors in force at one expression.

    ``reading``: what the chain of dates makes of it, with ``anchor``; ``None`` where it is no part of the chain.
    ``is_news``: neither a history nor a review of a period.
    ``tense``: as tense.py tells it. ``quoted``: inside a quotation, in the news or in another text.
    """

    published: When
    heading: Partial
    reading: Reading | None
    anchor: str
    basis: Basis
    is_news: bool
    tense: int
    quoted: Literal["", "news", "other"]


class Resolved(NamedTuple):
    """TimeML type and value, the days, and the anchor in a few words."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    when: When
    anchor: str
    ends: tuple[str, str] = ("", "")


def resolve(expression: Expression, story: Story) -> Resolved:
    """The days an expression means; where no anchor decides, an open or a wide interval and X in the value."""
    made = _resolved(expression, story)
    if expression.hour and made.type in ("DATE", "TIME") and "T" not in made.value and "/" not in made.value:
        return made._replace(type="TIME", value=f"{made.value}T{expression.hour}")
    return made


def _resolved(expression: Expression, story: Story) -> Resolved:
    if story.reading is not None and expression.kind in ("shift", "same", "deictic", "clock"):
        return _from_story(expression, story.reading, story)
    return _KINDS.get(expression.kind, _undated)(expression, story)


def _reference(expression: Expression, story: Story) -> Resolved:
    """ "Now", "recently": before publication at most."""
    latest = story.published.latest if expression.value == "PAST_REF" else None
    return Resolved("DATE", expression.value, When(latest=latest, basis="relative"), "none")


def _repeated(expression: Expression, _: Story) -> Resolved:
    return Resolved("SET", expression.value, When(), "none")


def _any_day(_: Expression, __: Story) -> Resolved:
    """ "At night": on no day in particular."""
    return Resolved("DATE", "XXXX-XX-XX", When(), "none")


def _lasting(expression: Expression, _: Story) -> Resolved:
    return Resolved("DURATION", expression.value, When(), "none")


def _uncounted(expression: Expression, _: Story) -> Resolved:
    """ "A few days later", "hours later": how far is not said, or less than a day."""
    if expression.unit in ("S", "M", "H"):
        return Resolved("TIME", "XXXX-XX-XXTXX:XX", When(basis="relative"), "none")
    value = expression.value if expression.value.endswith("_REF") else _UNKNOWN.get(expression.unit, "XXXX-XX-XX")
    return Resolved("DATE", value, When(basis="relative"), "none")


def _undated(expression: Expression, _: Story) -> Resolved:
    """A kind that nothing here dates: an event, a feast, a time of day outside a history."""
    return Resolved("TIME" if expression.kind == "clock" else "DATE", "XXXX-XX-XX", When(), "none")


# --- calendar dates -----------------------------------------------------------------------------------------------


def _dated(expression: Expression, story: Story) -> Resolved:
    stated, when, anchor = _place(expression.first, story)
    earliest, latest, lasts = when.earliest, when.latest, when.lasts
    if expression.lead == "since":
        latest = story.published.latest
        latest, lasts = (latest if latest and earliest and latest >= earliest else None), True
    elif expression.lead == "after":
        latest = None
    elif expression.lead in ("until", "by", "before"):
        earliest = None
    return Resolved("DATE", stated.value, When(earliest=earliest, latest=latest, lasts=lasts, basis=when.basis), anchor)


def _range(expression: Expression, story: Story) -> Resolved:
    first, last = with_years(expression.first, expression.last or expression.first)
    last, end, anchor = _place(last, story)
    if first.year is None and last.year is not None:
        first, last = with_years(first, last)
    days = _days(first)
    begin = days[0] if days else end.earliest
    if begin and end.latest and begin > end.latest:
        begin = end.earliest
    when = When(earliest=begin, latest=end.latest, lasts=True, basis=end.basis)
    begins = f"{first.value}T{expression.hour}" if expression.hour else first.value
    return Resolved("DATE", f"{first.value}/{last.value}", when, anchor, (begins, last.value))


def _place(stated: Partial, story: Story) -> tuple[Partial, When, str]:
    """A date with its year, where one is stated or sure; else the hull of what it may be, with the likeliest year."""
    reading = story.reading
    if reading is not None and reading.likely:
        return reading.stated, When(earliest=reading.first, latest=reading.last, basis=story.basis), story.anchor
    if reading is not None and reading.sure:
        stated = reading.stated
    if stated.year is not None and (stated.month or stated.day is None):
        if (days := _days(stated)) is None and not stated.is_real:  # "on the 31st" below "April"
            return stated._replace(day=None), When(), "none"
        if days is None:  # before the year 1, where the calendar of datetime ends
            return stated, When(), story.anchor
        return stated, When(earliest=days[0], latest=days[1], basis=story.basis), story.anchor
    if reading is None or reading.last is None:
        return stated, When(), "none"
    return stated, When(earliest=reading.first, latest=reading.last, basis=story.basis), story.anchor


def _days(stated: Partial, year: int | None = None) -> tuple[date, date] | None:
    return days_of(stated if year is None else stated._replace(year=year))


# --- counted from the story ---------------------------------------------------------------------------------------


def _from_story(expression: Expression, reading: Reading, story: Story) -> Resolved:
    """ "The next day", "five months later", "that summer": where the story has surely reached the date it counts from."""
    if expression.first.season:
        stated, when, anchor = _place(expression.first, story)
        return Resolved("DATE", stated.value, when, anchor)
    when = When(earliest=reading.first, latest=reading.last, basis="relative")
    published = _about(expression, story) if not reading.sure else None
    if (reading.sure or reading.likely) and reading.value:
        if when.is_unknown and published is not None and reading.value == published.value:
            when = published.when
        return Resolved("DATE", reading.value, when, story.anchor)
    return published or _uncounted(expression, story)._replace(when=when)


def _about(expression: Expression, story: Story) -> Resolved | None:
    """In the news "the end of the year", "a year earlier" where the story gives no date: counted from publication.

    The days are those of the unit itself and of its neighbours, since the day that it counts from is not said.
    """
    low, high = story.published.earliest, story.published.latest
    steps = 0 if expression.kind == "same" else expression.steps
    if not story.is_news or low is None or high is None or steps not in (-1, 0, 1) or expression.unit not in _COUNTED:
        return None
    values = {shifted(day, expression.unit, steps)[2] for day in (low, high)}
    first, last = shifted(low, expression.unit, steps - 1)[0], shifted(high, expression.unit, steps + 1)[1]
    value = values.pop() if len(values) == 1 else _UNKNOWN[expression.unit]
    return Resolved("DATE", value, When(earliest=first, latest=last, basis="publication"), "likely publication")


# --- counted from the day of writing ------------------------------------------------------------------------------


def _from_writing(expression: Expression, story: Story) -> Resolved:
    """ "Yesterday", "last month", "on Monday", "two days ago": from publication; inside a quotation only a bound."""
    unit, count, wanted = expression.unit or "D", expression.steps, expression.first
    unit = "MO" if wanted.month else "Y" if wanted.season else unit
    open_value = wanted.value if wanted.month or wanted.season else _UNKNOWN.get(unit, "XXXX-XX-XX")
    low, high = story.published.earliest, story.published.latest
    past = expression.kind == "ago" or (count or 0) < 0
    bound = When(latest=high if past else None, basis="relative")
    if unit in ("S", "M", "H"):
        return Resolved("TIME", "XXXX-XX-XXTXX:XX", When(), "none")
    if expression.kind == "ago" and count is None and unit not in ("S", "M", "H"):
        return Resolved("DATE", "PAST_REF", bound, "none")  # "years ago"
    is_unsaid = unit == "CE"
    is_far = story.quoted == "other" or (story.quoted and unit not in _OF_QUOTES)
    if low is None or high is None or is_unsaid or is_far:
        return Resolved("DATE", open_value, bound, "none")
    if story.quoted:
        low -= timedelta(days=_SPOKEN)
    if wanted.weekday is not None:
        ends = [
            (d, d, d.isoformat()) for day in (low, high) for d in _weekdays(day, wanted.weekday, count, story.tense)
        ]
        if expression.value == "last but one":
            ends += [(d, d, d.isoformat()) for d in (end[0] - timedelta(days=7) for end in ends)]
    elif expression.unit == "Y" and (wanted.month or wanted.season or wanted.quarter):  # "in May of last year"
        ends = [_of_year(wanted, day.year + (count or 0)) for day in (low, high)]
    elif wanted.month or wanted.season:
        ends = [_named(wanted, day, count or 0) for day in (low, high)]
    elif unit == "WE" and not count:  # "over the weekend", printed on a Monday
        days = [d for day in (low, high) for d in _weekdays(day, _SATURDAY, None, story.tense)]
        ends = [shifted(day, unit, 0) for day in days]
    else:
        ends = [shifted(day, unit, count or 0) for day in (low, high)]
    value = ends[0][2] if len({end[2] for end in ends}) == 1 else open_value
    when = When(earliest=min(end[0] for end in ends), latest=max(end[1] for end in ends), basis="publication")
    return Resolved("DATE", value, when, "publication")


def _weekdays(day: date, weekday: int, count: int | None, tense: int) -> list[date]:
    """The weekday before ``day`` after "last", after it after "next"; else the nearer one on the side of the verb.

    Both where neither is likely enough: "will meet on Friday", printed on a Friday.
    """
    back = (day.weekday() - weekday) % 7
    past, coming = day - timedelta(days=back), day + timedelta(days=7 - back)
    if count == 1:
        return [coming]
    if count == -1:
        return [past if back else day - timedelta(days=7)]
    behind = (1 - _AHEAD_SHARE[tense]) * math.exp(-back / _WEEKDAY_FADES)
    ahead = _AHEAD_SHARE[tense] * math.exp(-(6 - back) / _WEEKDAY_FADES)
    if max(behind, ahead) < _WEEKDAY_SURE * (behind + ahead):
        return [past, coming]
    return [past if behind > ahead else coming]


def _of_year(wanted: Partial, year: int) -> tuple[date, date, str]:
    """A month, season or quarter of that year; the year where it has no such day."""
    there = wanted._replace(year=year)
    days = _days(there) or (date(year, 1, 1), date(year, 12, 31))
    return *days, there.value


def _named(wanted: Partial, day: date, count: int) -> tuple[date, date, str]:
    """ "Last March", "this summer": the nearest one on that side of ``day``."""
    years = range(day.year - 2, day.year + 3)
    spans = [(d[0], d[1], wanted._replace(year=y).value) for y in years if (d := _days(wanted, y))]
    if count < 0:
        return [s for s in spans if s[1] < day][-1]
    if count > 0:
        return next(s for s in spans if s[0] > day)
    return next(s for s in spans if s[0].year == day.year)


def _recent(expression: Expression, story: Story) -> Resolved:
    """ "The past eight months", "recent weeks": days that end with publication."""
    latest = None if story.quoted else story.published.latest
    start = story.published.earliest
    earliest = None
    if start and latest and expression.steps and expression.unit in _UNKNOWN and expression.unit != "CE":
        earliest = shifted(start, expression.unit, -expression.steps)[0]
    anchor = "publication" if latest else "none"
    return Resolved(
        "DURATION", expression.value, When(earliest=earliest, latest=latest, lasts=True, basis="relative"), anchor
    )


_KINDS: dict[str, Callable[[Expression, Story], Resolved]] = {
    "date": _dated,
    "range": _range,
    "ref": _reference,
    "set": _repeated,
    "any day": _any_day,
    "duration": _lasting,
    "horizon": _lasting,
    "recent": _recent,
    "shift": _uncounted,
    "same": _uncounted,
    "ago": _from_writing,
    "deictic": _from_writing,
    "day word": _from_writing,
}
