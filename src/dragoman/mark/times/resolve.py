"""From what an expression states to the days it means, given what the text has said so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dragoman.mark.times.anchors import with_years
from dragoman.text.dates import Expression, Partial, shifted
from dragoman.when import Basis, When

_MARGIN = 60  # days round a review period in which a year-less date still belongs to it
_COMING = 200  # days after publication that a future verb can reach
_AMBIGUOUS = 90  # days after publication in which a date without a year and a future verb may lie
_RECENT = 60  # days before publication within which a past date beats a future verb
_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "MO": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX"}


class Reached(NamedTuple):
    """The date the story has reached: as stated, its days, and the section, block and sentence it stands in.

    ``is_aside``: it jumps back behind an earlier date of the paragraph ("… met on 11 March. He had won in August
    2020."); what follows may count from either.
    """

    stated: Partial
    when: When
    section: int
    block: int
    sentence: int
    is_aside: bool


class Mentioned(NamedTuple):
    """A year named without a month since the story reached its date."""

    year: int
    section: int
    sentence: int


@dataclass
class Story:
    """The anchors in force at one point of a text; ``tense`` is 1 after a future verb, -1 after a past one (-2: of saying), else 0."""

    published: When
    review: When | None
    is_history: bool
    section: int = 0
    sentence: int = 0
    block: int = 0
    heading: Partial = field(default_factory=Partial)
    heading_level: int = 0
    year_heading: int | None = None
    reached: Reached | None = None
    mentioned: tuple[Mentioned, ...] = ()
    tense: int = 0
    is_quoted: bool = False


class Resolved(NamedTuple):
    """TimeML type and value, the days, and the anchor in a few words."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    when: When
    anchor: str
    ends: tuple[str, str] = ("", "")


class _Years(NamedTuple):
    """Years that a year-less date may have, earliest first, and the anchor that says so."""

    years: tuple[int, ...]
    anchor: str
    basis: Basis


_NO_YEAR = _Years((), "none", "inferred")


def resolve(expression: Expression, story: Story) -> Resolved:
    """The days an expression means; where no anchor decides, an open or a wide interval and X in the value."""
    made = _resolved(expression, story)
    if expression.hour and made.type == "DATE" and "/" not in made.value:
        return made._replace(type="TIME", value=f"{made.value}T{expression.hour}")
    return made


def _resolved(expression: Expression, story: Story) -> Resolved:
    kind = expression.kind
    if kind == "date":
        return _dated(expression, story)
    if kind == "range":
        return _range(expression, story)
    if kind in ("shift", "same"):
        return _from_story(expression, story)
    if kind == "ref":
        latest = story.published.latest if expression.value == "PAST_REF" else None
        return Resolved("DATE", expression.value, When(latest=latest, basis="relative"), "none")
    if kind == "set":
        return Resolved("SET", expression.value, When(), "none")
    if kind == "duration":
        return Resolved("DURATION", expression.value, When(), "none")
    if kind == "recent":
        return _recent(expression, story)
    return _from_writing(expression, story)


# --- calendar dates -----------------------------------------------------------------------------------------------


def _dated(expression: Expression, story: Story) -> Resolved:
    stated, when, anchor = _place(expression.first, story)
    earliest, latest, lasts = when.earliest, when.latest, when.lasts
    if expression.lead == "since":
        latest = story.published.latest
        latest, lasts = (latest if latest and earliest and latest >= earliest else None), True
    elif expression.lead in ("until", "by"):
        earliest = None
    return Resolved("DATE", stated.value, When(earliest=earliest, latest=latest, lasts=lasts, basis=when.basis), anchor)


def _range(expression: Expression, story: Story) -> Resolved:
    first, last = with_years(expression.first, expression.last or expression.first)
    last, end, anchor = _place(last, story)
    if first.year is None and last.year is not None:
        first, last = with_years(first, last)
    begin = _place(first, story)[1].earliest
    if begin and end.latest and begin > end.latest:
        begin = end.earliest
    when = When(earliest=begin, latest=end.latest, lasts=True, basis=end.basis)
    return Resolved("DATE", f"{first.value}/{last.value}", when, anchor, (first.value, last.value))


def _place(stated: Partial, story: Story) -> tuple[Partial, When, str]:
    """A date with its year, where one anchor gives it; else the hull of what it may be."""
    if stated.day and stated.month is None:
        stated = _in_month(stated, story)
        if stated.month is None:
            return stated, When(), "none"
    if stated.year is not None:
        days = stated.days
        if days is None:  # "on the 31st" below "April"
            return stated._replace(day=None), When(), "none"
        return stated, When(earliest=days[0], latest=days[1], basis="stated"), "explicit"
    found = _on_weekday(stated, _years(stated, story))
    dated = [d for year in found.years if (d := _days(stated, year))]
    if not dated:
        return stated, When(), "none"
    if len(dated) == 1:
        stated = stated._replace(year=found.years[0] if len(found.years) == 1 else dated[0][1].year)
    when = When(earliest=dated[0][0], latest=dated[-1][1], basis=found.basis)
    return stated, when, found.anchor


def _on_weekday(stated: Partial, found: _Years) -> _Years:
    """Of the years, and those beside them, the one in which the date falls on the weekday that is named."""
    if stated.weekday is None or not found.years:
        return found
    beside = range(found.years[0] - 1, found.years[-1] + 2)
    right = [y for y in beside if (d := _days(stated, y)) and d[0] == d[1] and d[0].weekday() == stated.weekday]
    within = [y for y in right if y in found.years] or right
    return found._replace(years=tuple(within)) if within else found


def _in_month(stated: Partial, story: Story) -> Partial:
    """ "On the 5th": the month of the heading, else of the date reached in the same section."""
    if story.heading.month:
        return stated._replace(year=story.heading.year, month=story.heading.month)
    reached = story.reached
    if reached and reached.section == story.section and reached.stated.month:
        return stated._replace(year=reached.stated.year, month=reached.stated.month)
    return stated


def _years(stated: Partial, story: Story) -> _Years:
    """The years a year-less date may have: heading, then review period, then story, then publication."""
    told = _told_year(stated, story)
    review = story.review
    if review and review.earliest and review.latest:
        found = _reviewed(stated, review.earliest, review.latest, story)
        if told and told.anchor.startswith("heading") and set(told.years) & set(found.years):
            return told
        return found
    if told and told.anchor.startswith("heading"):
        return told
    news = None if story.is_history else _published_year(stated, story)
    if not (told and news):
        return told or news or _NO_YEAR
    if both := sorted(set(told.years) & set(news.years)):
        return told._replace(years=tuple(both))
    # "In December 2019 they met. On April 2 …" in a text of 2021: the story's year or the paper's
    return _Years(tuple(sorted({*told.years, *news.years})), "publication or narrative", "inferred")


def _reviewed(stated: Partial, start: date, end: date, story: Story) -> _Years:
    """Years in which the date lies in the review period, else near it."""
    inside, near = [], []
    for year in range(start.year - 1, end.year + 2):
        days = _days(stated, year)
        if days is None:
            continue
        if days[0] <= end and days[1] >= start:
            inside.append(year)
        elif (start - days[1]).days in range(1, _MARGIN + 1) or (days[0] - end).days in range(1, _MARGIN + 1):
            near.append(year)
    if len(inside) > 1 and (told := _told_year(stated, story)) and told.years[0] in inside:
        return told
    if not inside and not near and start.year == end.year and (d := _days(stated, start.year)) and d[1] < start:
        near = [start.year]  # "March 10" in a review of July to November 2022: the one year the review names
    years = inside or near or [start.year - 1, start.year]
    return _Years(tuple(dict.fromkeys(years)), "review period", "inferred")


def _told_year(stated: Partial, story: Story) -> _Years | None:
    """The year of the heading, or of the last full date of the paragraph (of the section, in a history)."""
    heading = story.heading
    if heading.year is not None:
        year = _nearest(stated, heading) if heading.month else heading.year
        return _Years((year,), f"heading {heading.value}", "heading")
    reached = story.reached
    years: set[int] = set()
    if reached and (reached.block == story.block or (story.is_history and reached.section == story.section)):
        years.add(_nearest(stated, reached.stated))
    if story.is_history:  # in the news "since 2014" says nothing about the dates after it
        years |= {named.year for named in story.mentioned if named.section == story.section}
    last = story.published.latest
    kept = sorted(year for year in years if last is None or year <= last.year)
    anchor = f"narrative {reached.stated.value}" if reached and len(kept) == 1 else "narrative"
    return _Years(tuple(kept), anchor, "inferred") if kept else None


def _nearest(stated: Partial, told: Partial) -> int:
    """The year that puts a date nearest to one already told; a story runs forward more often than back."""
    assert told.year is not None
    assert told.month is not None
    ahead = (stated.month or _SEASON_MONTH.get(stated.season or "", told.month)) - told.month
    return told.year + (1 if ahead < -8 else -1 if ahead > 10 else 0)


_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


def _published_year(stated: Partial, story: Story) -> _Years | None:
    """The latest such date not after publication; after a future verb the next one, else both where it is near."""
    earliest, latest = story.published.earliest, story.published.latest
    if earliest is None or latest is None or (latest - earliest).days > 366:
        return None
    years: set[int] = set()
    for day in (earliest, latest):
        back = range(day.year, day.year - 9, -1)  # a 29 February may lie eight years back
        past = next(((y, d) for y in back if (d := _days(stated, y)) and d[0] <= day), None)
        coming = next(((y, d) for y in range(day.year, day.year + 2) if (d := _days(stated, y)) and d[0] > day), None)
        if past:
            years.add(past[0])
        if not (coming and past) or (day - past[1][1]).days <= _RECENT:
            continue
        ahead = (coming[1][0] - day).days
        if story.tense > 0 and ahead <= _COMING:
            years.discard(past[0])
            years.add(coming[0])
        elif (
            ahead <= _AMBIGUOUS and story.tense != -1
        ):  # "holders of record on Nov. 15" in a paper of 2 November: not last year's
            years.add(coming[0])
    return _Years(tuple(sorted(years)), "publication", "publication") if years else None


def _days(stated: Partial, year: int) -> tuple[date, date] | None:
    return stated._replace(year=year).days


# --- counted from the story ---------------------------------------------------------------------------------------


def _from_story(expression: Expression, story: Story) -> Resolved:
    """ "The next day", "five months later", "the same day": from the date reached in the same section."""
    unit, reached = expression.unit, story.reached
    unknown = Resolved("DATE", _UNKNOWN.get(unit, "XXXX-XX-XX"), When(basis="relative"), "none")
    if unit in ("S", "M", "H"):
        return Resolved("TIME", "XXXX-XX-XXTXX:XX", When(basis="relative"), "none")
    count = 0 if expression.kind == "same" else expression.steps
    if count == 0 and unit == "MO" and story.heading.month and expression.first.month in (None, story.heading.month):
        return _resolve_month(story)
    if reached is None or reached.section != story.section or count is None:
        return unknown
    days, stated = reached.when, reached.stated
    if reached.is_aside and reached.sentence != story.sentence:
        return unknown
    if days.earliest is None or unit == "CE" or (stated.day is None and unit in ("D", "W")):
        return unknown
    if expression.kind == "same" and unit == "MO" and expression.first.month not in (None, stated.month):
        return unknown
    first, last, value = shifted(days.earliest, unit, count)
    named = story.mentioned[-1] if story.mentioned else None
    if count == 0 and unit == "D" and named and named.sentence == story.sentence and named.year != first.year:
        there = _days(stated, named.year)  # "In 1944, on this day": the day of the story in the year just named
        if there is None:
            return unknown
        first, last, value = there[0], there[1], there[0].isoformat()
    return Resolved("DATE", value, When(earliest=first, latest=last, basis="relative"), f"previous date {stated.value}")


def _resolve_month(story: Story) -> Resolved:
    """ "The same month" below a month heading."""
    stated, when, anchor = _place(story.heading, story)
    return Resolved("DATE", stated.value, when, anchor)


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
    if unit == "CE" or low is None or high is None or story.is_quoted or (expression.kind == "ago" and count is None):
        return Resolved("DATE", open_value, bound, "none")
    if wanted.weekday is not None:
        ends = [
            (d, d, d.isoformat()) for day in (low, high) for d in _weekdays(day, wanted.weekday, count, story.tense)
        ]
    elif wanted.month or wanted.season:
        ends = [_named(wanted, day, count or 0) for day in (low, high)]
    else:
        ends = [shifted(day, unit, count or 0) for day in (low, high)]
    value = ends[0][2] if len({end[2] for end in ends}) == 1 else open_value
    when = When(earliest=min(end[0] for end in ends), latest=max(end[1] for end in ends), basis="publication")
    return Resolved("DATE", value, when, "publication")


def _weekdays(day: date, weekday: int, count: int | None, tense: int) -> list[date]:
    """The last such weekday up to ``day``; before it after "last", after it after "next" or a future verb.

    Two days where the paper came out on that weekday and looks ahead: "will meet on Friday", printed on a Friday.
    """
    back = (day.weekday() - weekday) % 7
    coming = day + timedelta(days=7 - back)
    if count == 1:
        return [coming]
    if count is None and tense > 0:
        return [day, coming] if back == 0 else [coming]
    return [day - timedelta(days=back or (7 if count == -1 else 0))]


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
    latest = None if story.is_quoted else story.published.latest
    start = story.published.earliest
    earliest = None
    if start and latest and expression.steps and expression.unit in _UNKNOWN and expression.unit != "CE":
        earliest = shifted(start, expression.unit, -expression.steps)[0]
    anchor = "publication" if latest else "none"
    return Resolved(
        "DURATION", expression.value, When(earliest=earliest, latest=latest, lasts=True, basis="relative"), anchor
    )
