"""Days named beside a time, where no history is told: "the next day" after a weekday, an hour on a day of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.mark.times.resolve import Resolved
from dragoman.marks import Time
from dragoman.text.dates import Expression, shifted
from dragoman.when import When

_OPEN = "XXXX-XX-XX"
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?$")
_SAME_PARAGRAPH = 2  # sentences after a day in which "the next day" counts from it
_OF_WRITING = ("deictic", "day word", "ago")
_CONTESTED = 3  # sentences after a day aside from the story in which "that day" may be either
_NEIGHBOURS = 4  # expressions on either side of an hour among which its day is looked for


class Beside:
    """The day named last and the hours still without one; one for each text, asked in text order."""

    def __init__(self, *, is_history: bool) -> None:
        self._is_history = is_history
        self._last: date | None = None
        self._at = self._block = -1
        self._named: tuple[date | None, int] = (None, -1)
        self._sentences: list[int] = []
        self._clocks: list[bool] = []

    def read(self, expression: Expression, made: Resolved, sentence: int, block: int) -> Resolved:
        """``made``, or the day that it counts from one named shortly before; sentences are counted in the text."""
        self._sentences.append(sentence)
        self._clocks.append(expression.kind == "clock" and made.when.is_unknown)
        steps = 0 if expression.kind == "same" else expression.steps
        counts = expression.kind in ("shift", "same") and expression.unit == "D" and steps is not None
        is_near = self._last and block == self._block and sentence - self._at <= _SAME_PARAGRAPH
        if counts and made.value.startswith(_OPEN) and is_near and self._last and not self._is_history:
            first, last, value = shifted(self._last, "D", steps or 0)
            when = When(earliest=first, latest=last, basis="relative")
            made = made._replace(
                value=value + made.value[len(_OPEN) :], when=when, anchor=f"previous date {self._last}"
            )
        made = self._contested(expression, made, sentence)
        if (found := _day(made.value, made.when)) or expression.kind in ("date", "range"):
            self._last = found if expression.kind in _OF_WRITING else None  # after any other day the chain decides
            self._at, self._block = sentence, block
        return made

    def _contested(self, expression: Expression, made: Resolved, sentence: int) -> Resolved:
        """ "That day" where the story is at one day and a sentence since named another ("since 28 February"): either."""
        here = _DAY.match(made.value)
        named, at = self._named
        is_day = expression.kind == "same" and expression.unit == "D" and not self._is_history
        if is_day and here and named and sentence - at <= _CONTESTED:
            day = date.fromisoformat(here[1])
            if (day.month, day.day) != (named.month, named.day):  # but "in 1944, on this day"
                when = When(earliest=min(day, named), latest=max(day, named), basis="relative")
                return made._replace(value=_OPEN + made.value[len(_OPEN) :], when=when, anchor="none")
        if expression.kind == "date" and here:
            self._named = date.fromisoformat(here[1]), sentence
        return made

    def settled(self, times: Sequence[Time], published: When) -> list[Time]:
        """The times, each hour without a day on the day of its sentence that stands nearest; else about publication."""
        if self._is_history:
            return list(times)
        made = list(times)
        for i, time in enumerate(times):
            if not self._clocks[i]:
                continue
            here = self._sentences[i]
            days = [
                (abs(other.start - time.start), day)
                for k in range(max(0, i - _NEIGHBOURS), min(len(times), i + _NEIGHBOURS + 1))
                if self._sentences[k] == here and (other := times[k]) and (day := _day(other.value, other.when))
            ]
            if days:
                day = min(days)[1]
                when = When.on(day, text=time.when.text, basis="relative")
                made[i] = replace(
                    time, value=f"{day}{time.value[len(_OPEN) :]}", when=when, anchor=f"{day} in the same sentence"
                )
            elif published.earliest and published.latest:
                first, last = shifted(published.earliest, "Y", -1)[0], shifted(published.latest, "Y", 1)[1]
                made[i] = replace(time, when=time.when.model_copy(update={"earliest": first, "latest": last}))
        return made


def _day(value: str, when: When) -> date | None:
    match = _DAY.match(value)
    return date.fromisoformat(match[1]) if match and when.earliest == when.latest else None
