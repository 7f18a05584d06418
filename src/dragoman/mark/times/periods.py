"""Reported periods: which quarter "the quarter", "the latest period", "a year earlier" mean in a report on one."""

from __future__ import annotations

import re
from datetime import date

from dragoman.mark.times.resolve import Resolved
from dragoman.text.dates import Expression, Partial, shifted
from dragoman.when import When

_QUARTER = re.compile(r"(\d{4})-(Q[1-4])$")
_REACH = 3  # sentences after a quarter is named in which "a year earlier" means that quarter of the year before


class Periods:
    """The quarter named last, and in which sentence; one for each text, asked in text order."""

    def __init__(self) -> None:
        self._last: Partial | None = None
        self._at = 0

    def read(self, expression: Expression, made: Resolved, sentence: int, published: When) -> Resolved:
        """``made``, or what it means in a report on a quarter; sentences are counted in the text."""
        unit, last = expression.unit, self._last
        year = expression.first.year or (last.year if last else None)
        if unit == "Q" and expression.kind == "same":
            named = _QUARTER.match(made.value)
            if expression.first.year and named:  # "the 1988 quarter"
                made = _likely(Partial(year, quarter=named[2]), made)
            elif last is not None and year is not None and not named:
                whole = last._replace(year=year)
                made = _likely(whole, made) if expression.first.year else _on(whole, made)
        elif unit == "Q" and expression.kind == "deictic" and expression.value == "latest":
            latest = last if last is not None else _completed(published)
            made = _on(latest, made) if latest is not None else made
        elif unit == "Y" and expression.steps == -1 and expression.kind in ("shift", "ago"):
            is_quarter = expression.value == "quarter"
            last = _completed(published) if last is None and is_quarter else last
            if last is not None and last.year is not None and (is_quarter or sentence - self._at <= _REACH):
                return _likely(last._replace(year=last.year - 1), made)
        is_comparison = unit == "Q" and expression.kind == "same" and expression.first.year is not None
        if (named := _QUARTER.match(made.value)) and not is_comparison:
            said = Partial(int(named[1]), quarter=named[2])
            begun, over = (True, True) if published.latest is None else _reached(said, published.latest)
            if (
                over or expression.value == "ended" or (begun and self._last is None)
            ):  # a fiscal quarter may end earlier
                self._last, self._at = said, sentence
        return made


def _on(stated: Partial, made: Resolved) -> Resolved:
    days = stated.days
    when = When(earliest=days[0], latest=days[1], basis="relative") if days else made.when
    return made._replace(type="DATE", value=stated.value, when=when, anchor="quarter named before")


def _likely(stated: Partial, made: Resolved) -> Resolved:
    """That quarter, with the days of its year: fiscal quarters differ, and "a year ago" may mean the year or the day."""
    year = Partial(stated.year).days
    made = _on(stated, made)
    when = When(earliest=year[0], latest=year[1], basis="relative") if year else made.when
    return made._replace(when=when, anchor=f"likely {made.anchor}")


def _reached(quarter: Partial, day: date) -> tuple[bool, bool]:
    """Whether the quarter has begun, and whether it is over, on that day."""
    days = quarter.days
    return (days[0] <= day, days[1] <= day) if days else (False, False)


def _completed(published: When) -> Partial | None:
    """The last whole quarter before publication, where every day of its interval gives the same."""
    if published.earliest is None or published.latest is None:
        return None
    values = {_before(day) for day in (published.earliest, published.latest)}
    return values.pop() if len(values) == 1 else None


def _before(day: date) -> Partial:
    value = shifted(day, "Q", -1)[2]
    return Partial(int(value[:4]), quarter=value[5:])
