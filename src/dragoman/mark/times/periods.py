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
        if unit == "Q" and expression.kind == "same" and not _QUARTER.match(made.value):
            year = expression.first.year or (last.year if last else None)
            if last is not None and year is not None:
                made = _on(last._replace(year=year), made)
        elif unit == "Q" and expression.kind == "deictic" and expression.value == "latest":
            whole = last if last is not None else _completed(published)
            made = _on(whole, made) if whole is not None else made
        elif unit == "Y" and expression.steps == -1 and expression.kind in ("shift", "ago"):
            if last is not None and last.year is not None and sentence - self._at <= _REACH:
                return _on(last._replace(year=last.year - 1), made)
        if named := _QUARTER.match(made.value):
            self._last, self._at = Partial(int(named[1]), quarter=named[2]), sentence
        return made


def _on(stated: Partial, made: Resolved) -> Resolved:
    days = stated.days
    when = When(earliest=days[0], latest=days[1], basis="relative") if days else made.when
    return made._replace(type="DATE", value=stated.value, when=when, anchor="quarter named before")


def _completed(published: When) -> Partial | None:
    """The last whole quarter before publication, where every day of its interval gives the same."""
    if published.earliest is None or published.latest is None:
        return None
    values = {_before(day) for day in (published.earliest, published.latest)}
    return values.pop() if len(values) == 1 else None


def _before(day: date) -> Partial:
    value = shifted(day, "Q", -1)[2]
    return Partial(int(value[:4]), quarter=value[5:])
