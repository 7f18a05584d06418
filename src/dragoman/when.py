"""When something was: a day, an interval that holds it, or a stretch of days; open ends stay open."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import product
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

Basis = Literal["stated", "heading", "relative", "event", "publication", "inferred"]
Precision = Literal["day", "week", "month", "season", "quarter", "year", "decade", "interval", "open", "unknown"]


class When(BaseModel):
    """Earliest and latest day; ``None`` is an open end, both ``None`` is unknown.

    ``lasts`` tells two readings of an interval apart: a visit of 29 June to 1 July *lasts* from the first
    day to the last; a meeting "in June" happened on *some* day between them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    earliest: date | None = None
    latest: date | None = None
    lasts: bool = False
    text: str | None = None
    basis: Basis | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} lies after latest {self.latest}")
        return self

    @classmethod
    def on(cls, day: date, *, text: str | None = None, basis: Basis | None = "stated") -> When:
        """One known day."""
        return cls(earliest=day, latest=day, text=text, basis=basis)

    @property
    def day(self) -> date | None:
        """The day, where it is known to be one."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def precision(self) -> Precision:
        """The calendar unit the interval fills exactly, else "interval"; "open" where an end is.

        >>> When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31)).precision
        'month'
        """
        first, last = self.earliest, self.latest
        if first is None or last is None:
            return "unknown" if first is last else "open"
        if first == last:
            return "day"
        if first.weekday() == 0 and (last - first).days == 6:
            return "week"
        if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
            return "interval"
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months == 3:
            return "quarter" if first.month % 3 == 1 else "season" if first.month % 3 == 0 else "interval"
        if months == 120 and first.month == 1 and first.year % 10 == 0:
            return "decade"
        return "month" if months == 1 else "year" if months == 12 and first.month == 1 else "interval"

    @property
    def edtf(self) -> str | None:
        """Extended Date/Time Format (ISO 8601-2, level 2); ``None`` where nothing is known.

        A whole month, year or decade that *lasts* is an interval of its days; a decade is ``202X`` otherwise.

        >>> When(earliest=date(2022, 3, 1), latest=date(2022, 3, 20)).edtf
        '[2022-03-01..2022-03-20]'
        >>> When(earliest=date(2022, 6, 29), latest=date(2022, 7, 1), lasts=True).edtf
        '2022-06-29/2022-07-01'
        """
        if self.is_unknown:
            return None
        first, last = (day.isoformat() if day else "" for day in (self.earliest, self.latest))
        kind = self.precision
        if kind == "day":
            return first
        if self.lasts:
            return f"{first or '..'}/{last or '..'}"
        cut = {"month": first[:7], "year": first[:4], "decade": f"{first[:3]}X"}
        return cut.get(kind) or f"[{first}..{last}]"

    @property
    def is_unknown(self) -> bool:
        return self.earliest is None and self.latest is None

    @property
    def width(self) -> int | None:
        """Days from first to last, both counted; ``None`` where an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def holds(self, day: date) -> bool:
        """True where ``day`` is not ruled out."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def meets(self, start: date | None, end: date | None) -> bool:
        """True where the interval and [start, end] may share a day; an unknown When shares every day."""
        return (self.latest is None or start is None or start <= self.latest) and (
            self.earliest is None or end is None or self.earliest <= end
        )

    def shift(self, days: int) -> When:
        """The same interval, ``days`` later (negative: earlier)."""
        step = timedelta(days=days)
        return self.model_copy(
            update={
                "earliest": self.earliest and self.earliest + step,
                "latest": self.latest and self.latest + step,
            }
        )


# --- two intervals ------------------------------------------------------------------------------------------------

Allen = Literal[
    "before", "meets", "overlaps", "starts", "during", "finishes", "equals",
    "after", "met by", "overlapped by", "started by", "contains", "finished by",
]  # fmt: skip
CONVERSE: dict[Allen, Allen] = {
    "before": "after", "meets": "met by", "overlaps": "overlapped by", "starts": "started by", "during": "contains",
    "finishes": "finished by", "equals": "equals", "after": "before", "met by": "meets", "overlapped by": "overlaps",
    "started by": "starts", "contains": "during", "finished by": "finishes",
}  # fmt: skip


def intersect(a: When, b: When) -> When | None:
    """The days both allow; ``None`` where they share none. Text and basis are ``a``'s.

    >>> march = When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31))
    >>> intersect(march, When(earliest=date(2022, 3, 20))).edtf
    '[2022-03-20..2022-03-31]'
    """
    earliest = max((d for d in (a.earliest, b.earliest) if d), default=None)
    latest = min((d for d in (a.latest, b.latest) if d), default=None)
    if earliest and latest and earliest > latest:
        return None
    return a.model_copy(update={"earliest": earliest, "latest": latest})


def hull(a: When, b: When) -> When:
    """The least interval that holds both; an open end stays open. Text and basis are ``a``'s.

    >>> hull(When.on(date(2022, 3, 1)), When.on(date(2022, 3, 9))).width
    9
    """
    earliest = min(a.earliest, b.earliest) if a.earliest and b.earliest else None
    latest = max(a.latest, b.latest) if a.latest and b.latest else None
    return a.model_copy(update={"earliest": earliest, "latest": latest})


def allen(a: When, b: When) -> frozenset[Allen]:
    """Relations (Allen 1983) that may hold between ``a`` and ``b``, counted in whole days.

    What lasts goes from its earliest to its latest day, an open end being any day before or after; what does not
    last fills one unknown day of its interval. Days that follow each other *meet*.

    >>> sorted(allen(When.on(date(2022, 3, 1)), When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31))))
    ['before', 'equals', 'meets']
    """
    found = {
        _relation(first, last)
        for first in _extents(a, b)
        for last in _extents(b, a)
    }  # fmt: skip
    return frozenset(found)


def _extents(one: When, other: When) -> list[tuple[int, int]]:
    """Day numbers it may go from and to; only days near an end of either interval can change a relation."""
    known = [day.toordinal() for when in (one, other) for day in (when.earliest, when.latest) if day] or [0]
    days = sorted({day + step for day in (*known, min(known) - 3, max(known) + 3) for step in (-2, -1, 0, 1, 2)})
    low = one.earliest.toordinal() if one.earliest else None
    high = one.latest.toordinal() if one.latest else None
    inside = [day for day in days if (low is None or low <= day) and (high is None or day <= high)]
    if not one.lasts:
        return [(day, day) for day in inside]
    starts = inside if low is None else [low]
    ends = inside if high is None else [high]
    return [(start, end) for start, end in product(starts, ends) if start <= end]


def _relation(a: tuple[int, int], b: tuple[int, int]) -> Allen:
    """Allen's relation of two stretches of whole days, both ends counted."""
    if a == b:
        return "equals"
    if a[1] < b[0]:
        return "meets" if a[1] + 1 == b[0] else "before"
    if b[1] < a[0]:
        return "met by" if b[1] + 1 == a[0] else "after"
    if a[0] == b[0]:
        return "starts" if a[1] < b[1] else "started by"
    if a[1] == b[1]:
        return "finishes" if a[0] > b[0] else "finished by"
    if a[0] < b[0]:
        return "contains" if a[1] > b[1] else "overlaps"
    return "during" if a[1] < b[1] else "overlapped by"
