"""Times that only what stands round them dates: "on 27 June, two days after the invasion", and the span of a history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dragoman.mark.times.ancient import is_ancient
from dragoman.mark.times.chain import days_of
from dragoman.mark.times.resolve import Resolved
from dragoman.text.dates import Expression
from dragoman.when import When

_BESIDE = re.compile(r"\s*[,–—(-]\s*(?:\w+ ){0,2}$")  # "27 June, only two days after …"
_SHORT = 30  # characters between the two
_DATED = re.compile(r"(?:BC)?\d{2,4}(?:-.*)?$")


class Apposed:
    """What a sentence has dated so far, and the days that a history tells of; one for each text, asked in text order."""

    def __init__(self, body: str, told: Sequence[Expression], published: When, *, is_history: bool) -> None:
        self._body = body
        days = [d for e in told if e.kind == "date" and (d := days_of(e.first))]
        self._span: tuple[date, date] | None = None
        if is_history and days and not any(is_ancient(e.first) for e in told):
            last = max(d[1] for d in days)
            self._span = min(d[0] for d in days), max(published.latest or last, last)
        self._last: Resolved | None = None
        self._end = self._sentence = -1

    def read(self, expression: Expression, made: Resolved, sentence: int, start: int, end: int) -> Resolved:
        """``made``, or the date that it says again, or the days of the history where nothing else dates it.

        ``start`` and ``end`` are its place in the text, ``sentence`` the number of its sentence.
        """
        turns = expression.lead in ("before", "after") if expression.kind == "duration" else expression.value in _TURNS
        is_near = turns and sentence == self._sentence and start - self._end < _SHORT
        if is_near and self._last and _BESIDE.match(self._body, self._end, start) and _DATED.match(self._last.value):
            made = self._last._replace(anchor=f"{self._last.value} beside it", ends=("", ""))
        if self._span and made.when.is_unknown and (turns or made.type != "DURATION") and _is_one(expression, made):
            first, last = self._span
            made = made._replace(when=When(earliest=first, latest=last, basis="relative"))
        self._last = made if made.type in ("DATE", "TIME") else None
        self._end, self._sentence = end, sentence
        return made


_TURNS = ("before", "after")


def _is_one(expression: Expression, made: Resolved) -> bool:
    """False for what recurs, lies ahead, or is of no time in particular."""
    if made.type == "SET" or expression.kind == "any day":
        return False
    return expression.kind != "ref" or made.value != "FUTURE_REF"
