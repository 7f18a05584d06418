"""Times that hang on something outside the calendar: dated events, feast days, the horizon of a forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.codebook import Codebook
from dragoman.codebook.rows import RULE
from dragoman.mark.times.events import Choice, Context, choose, days, feast_day, nearby
from dragoman.mark.times.resolve import Resolved
from dragoman.record import Block, Text
from dragoman.text.dates import Expression, Partial, shifted
from dragoman.when import When

# "A few days before", "weeks before": the least and the most days that so vague a number means.
_FEW = {"D": (1, 14), "W": (7, 60), "MO": (30, 365), "Y": (365, 3_650)}
_NEXT = 2  # years tried on either side of publication for a feast
_NAMES_KEPT = 5
_PARAGRAPH = 4_000  # characters of a block that are looked at for states
_YEARS = {"D": 1 / 365, "W": 7 / 365, "WE": 7 / 365, "MO": 1 / 12, "Q": 0.25, "HALF": 0.5, "DE": 10, "CE": 100}
_CALENDAR = (3, 9_900)  # years within which days can be counted off from others


def fixed(expression: Expression, book: Codebook) -> Expression:
    """A feast that falls on the same day every year as a date without a year, which the story then gives it."""
    rules = {book.events[key].rule for key in expression.ids} if expression.kind == "feast" else set()
    match = RULE.fullmatch(rules.pop() or "") if len(rules) == 1 else None
    if match is None or not match["month"] or expression.steps is not None:
        return expression
    day = None if expression.unit else int(match["day"])  # "the Christmas Offensive"
    stated = Partial(expression.first.year, int(match["month"]), day)
    return expression._replace(kind="date", first=stated)


class Anchors:
    """What a text names that its times can hang on; the states are counted when first asked for."""

    def __init__(
        self,
        text: Text,
        found: Sequence[Expression],
        review: When | None,
        published: When,
        book: Codebook,
        *,
        is_history: bool,
    ) -> None:
        self._body, self._book = text.body, book
        self._review, self._published, self._is_history = review, published, is_history
        self._years = Counter(
            e.first.year for e in found if e.kind in ("date", "range") and e.first.year and e.first.year > 0
        )
        self._context: Context | None = None
        self._named: tuple[str, ...] = ()

    def resolve(self, expression: Expression, block: Block, tense: int) -> Resolved:
        """An event, feast or horizon in a block; ``tense`` as tense.py tells it."""
        if expression.kind == "horizon":
            return self.horizon(expression)
        paragraph = self._body[block.start : min(block.end, block.start + _PARAGRAPH)]
        if expression.kind == "event":
            return self.event(expression, paragraph)
        return self.feast(expression, paragraph, tense)

    def event(self, expression: Expression, paragraph: str) -> Resolved:
        """ "Two days before the outbreak of war", "the pre-war period": counted from the event that is meant."""
        ids = expression.ids
        if expression.phase == "before":
            ids = tuple(key for key, event in self._book.events.items() if event.kind == "war")
        seen = self._seen(paragraph)
        choice = choose(self._within(ids, expression.first, seen), seen, self._book)
        if choice.event is None:
            latest = self._published.latest if expression.phase == "before" or expression.unit == "" else None
            value = "PAST_REF" if expression.phase in ("before", "end") else "XXXX-XX-XX"
            return Resolved("DATE", value, When(latest=latest, basis="event"), "none")
        self._named = (*self._named[-_NAMES_KEPT:], choice.event.id)
        anchor = f"event {choice.event.id}"
        if expression.phase == "before":
            return Resolved("DATE", "PAST_REF", days(choice, "pre"), anchor)
        at = self._part(choice, expression)
        if expression.value in ("before", "after"):
            return _counted(expression, at, anchor)
        return Resolved("DATE", _named(at), at.model_copy(update={"basis": "event"}), anchor)

    def feast(self, expression: Expression, paragraph: str, tense: int) -> Resolved:
        """ "Thanksgiving", "last Christmas": beside the day of writing; with its year, that day."""
        context = self._seen(paragraph)
        choice = choose(expression.ids, context, self._book)
        unknown = Resolved("DATE", "XXXX-XX-XX", When(basis="relative"), "none")
        if choice.event is None:
            return unknown
        feast = choice.event.id
        if year := expression.first.year:
            known = _CALENDAR[0] < year < _CALENDAR[1]
            return _day(feast_day(feast, year, self._book), "explicit") if known else unknown
        low, high = self._published.earliest, self._published.latest
        if low is None or high is None or self._is_history or not (_holds(low, "Y", 0) and _holds(high, "Y", 0)):
            return unknown
        found = {_beside(feast, day, expression.steps, tense, self._book) for day in (low, high)}
        if len(found) == 1:
            return _day(found.pop(), "publication")
        return unknown._replace(when=When(earliest=min(found), latest=max(found), basis="publication"))

    def horizon(self, expression: Expression) -> Resolved:
        """ "Now – 3 months", "> 1 year": days counted from publication."""
        low, high, unit = self._published.earliest, self._published.latest, expression.unit
        if not all(_holds(day, unit, n or 0) for day in (low, high) if day for n in (expression.low, expression.steps)):
            low = high = None
        first = shifted(low, unit, expression.low)[0] if low and expression.low else low
        last = shifted(high, unit, expression.steps)[1] if high and expression.steps else None
        if low and expression.low and unit in ("MO", "Y"):
            first = _same_day(low, unit, expression.low)
        if high and expression.steps and unit in ("MO", "Y"):
            last = _same_day(high, unit, expression.steps)
        anchor = "publication" if low else "none"
        return Resolved(
            "DURATION", expression.value, When(earliest=first, latest=last, lasts=True, basis="publication"), anchor
        )

    def _seen(self, paragraph: str) -> Context:
        if self._context is None:
            self._context = Context(nearby(self._body, self._book), self._years, self._review, self._published)
        near = frozenset(nearby(paragraph, self._book))
        return self._context._replace(near=near, named=self._named)

    def _within(self, ids: Sequence[str], stated: Partial, seen: Context) -> list[str]:
        """The events that lie in the month or year stated beside the name ("the August 2020 election").

        Of several, those of a state that the text names, if it is only one: "the October referendum" in a text on Moldova.
        """
        if stated.year is None and stated.month is None:
            return list(ids)
        kept = []
        for key in ids:
            event = self._book.events[key]
            first = event.start.earliest if event.start else None
            if first and stated.year in (None, first.year) and stated.month in (None, first.month):
                kept.append(key)
        named = [key for key in kept if any(state in seen.states for state in self._book.events[key].about[:1])]
        return named if len(named) == 1 else kept

    def _part(self, choice: Choice, expression: Expression) -> When:
        if expression.value == "after" and expression.phase == "whole":
            return days(choice, "after")
        if expression.phase == "end":
            return days(choice, "end")
        return days(choice, "start" if expression.phase == "start" or expression.value == "before" else "whole")


def _counted(expression: Expression, at: When, anchor: str) -> Resolved:
    """So many units before or after the days ``at``; a vague number gives the days it may mean."""
    first, last, unit, steps = at.earliest, at.latest, expression.unit, expression.steps
    back = expression.value == "before"
    is_counted = all(_holds(day, unit, steps or 0) for day in (first, last) if day)
    if first is None or last is None or unit not in ("D", "W", "MO", "Y") or not is_counted:
        latest = last if back else None
        return Resolved(
            "DATE", "XXXX-XX-XX", When(earliest=None if back else first, latest=latest, basis="event"), anchor
        )
    if steps is not None and first == last:
        low, high, value = shifted(first, unit, steps)
        return Resolved("DATE", value, When(earliest=low, latest=high, basis="event"), anchor)
    least, most = _FEW[unit] if steps is None else (abs(steps) * _FEW[unit][0],) * 2
    low = first - timedelta(days=most) if back else first + timedelta(days=least)
    high = last - timedelta(days=least) if back else last + timedelta(days=most)
    when = When(earliest=low, latest=high, basis="event")
    return Resolved("DATE", _named(when), when, anchor)


def _holds(day: date, unit: str, count: int) -> bool:
    """True where the calendar goes on for so many units before and after a day."""
    years = abs(count) * _YEARS.get(unit, 1)
    return _CALENDAR[0] < day.year - years and day.year + years < _CALENDAR[1]


def _named(when: When) -> str:
    """The TimeML value of the least day, month, year, decade that holds the interval; PAST_REF where none does."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return "PAST_REF"
    for size in (10, 7, 4, 3):
        if first.isoformat()[:size] == last.isoformat()[:size]:
            return first.isoformat()[:size] if size > 3 else "PAST_REF"
    return "PAST_REF"


def _day(day: date, anchor: str) -> Resolved:
    return Resolved("DATE", day.isoformat(), When.on(day, basis="relative"), anchor)


def _beside(feast: str, day: date, steps: int | None, tense: int, book: Codebook) -> date:
    """The feast before or after ``day``: as "last" and "next" say, else as the verb, else the nearest."""
    every = [feast_day(feast, year, book) for year in range(day.year - _NEXT, day.year + _NEXT + 1)]
    if steps == 0:
        return next(d for d in every if d.year == day.year)
    if steps == 1 or (steps is None and tense > 0):
        return next(d for d in every if d >= day)
    past = [d for d in every if d <= day]
    if steps is None and tense == 0:
        return min(every, key=lambda d: abs((d - day).days))
    return past[-2] if steps == -1 and past[-1] == day else past[-1]


def _same_day(day: date, unit: str, count: int) -> date:
    """The same day of the month ``count`` months or years on, or the last day of a shorter month."""
    first, last, _ = shifted(day.replace(day=1), "MO", count * (12 if unit == "Y" else 1))
    return first.replace(day=min(day.day, last.day))
