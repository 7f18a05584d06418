"""Calendar dates of which only a part may be stated: their days and their TimeML value."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal, NamedTuple

Part = Literal["START", "MID", "END"]
Season = Literal["SP", "SU", "FA", "WI"]
# Meteorological seasons (WMO): first month; winter crosses the year and is handled apart.
_SEASON = {"SP": 3, "SU": 6, "FA": 9}


class Partial(NamedTuple):
    """What a text states of a date; ``weekday`` counts from 0, Monday; ``span`` is 10 where the year is a decade."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: Season | None = None
    part: Part | None = None
    weekday: int | None = None
    span: int = 1

    @property
    def is_real(self) -> bool:
        """False for 31 April, 29 February 2023 and the like."""
        if self.month is None or self.day is None:
            return True
        return self.day <= calendar.monthrange(self.year or 2024, self.month)[1]

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day; ``None`` without a year, or where there is no such day.

        >>> Partial(2021, 9, part="END").days
        (datetime.date(2021, 9, 21), datetime.date(2021, 9, 30))
        """
        year = self.year
        if year is None or not self.is_real:
            return None
        if self.month and self.day:
            day = date(year, self.month, self.day)
            return day, day
        if self.month:
            last = calendar.monthrange(year, self.month)[1]
            low, high = {None: (1, last), "START": (1, 10), "MID": (11, 20), "END": (21, last)}[self.part]
            return date(year, self.month, low), date(year, self.month, high)
        if self.season == "WI":  # "winter 2014" may be the one that ended or the one that began in 2014
            return date(year - 1, 12, 1), date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
        if self.season:
            first = _SEASON[self.season]
            return date(year, first, 1), date(year, first + 2, calendar.monthrange(year, first + 2)[1])
        if self.span > 1:
            return date(year, 1, 1), date(year + self.span - 1, 12, 31)
        low, high = {None: (1, 12), "START": (1, 4), "MID": (5, 8), "END": (9, 12)}[self.part]
        return date(year, low, 1), date(year, high, calendar.monthrange(year, high)[1])

    @property
    def value(self) -> str:
        """TimeML value; X stands for what is not known.

        >>> Partial(None, 3, 11).value, Partial(2014, season="SU").value, Partial(1990, span=10).value
        ('XXXX-03-11', '2014-SU', '199')
        """
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.span > 1:
            return year[:3]
        if self.season:
            return f"{year}-{self.season}"
        if self.month and self.day:
            return f"{year}-{self.month:02d}-{self.day:02d}"
        return f"{year}-{self.month:02d}" if self.month else f"XXXX-XX-{self.day:02d}" if self.day else year


def shifted(day: date, unit: str, count: int) -> tuple[date, date, str]:
    """The unit (D, W, MO, Q, Y, DE) that lies ``count`` units from the one with ``day``: first, last day, value.

    >>> shifted(date(2021, 10, 20), "W", -1)
    (datetime.date(2021, 10, 11), datetime.date(2021, 10, 17), '2021-W41')
    >>> shifted(date(2021, 1, 31), "MO", -1)[2], shifted(date(2021, 1, 31), "Q", -1)[2]
    ('2020-12', '2020-Q4')
    """
    if unit == "D":
        there = day + timedelta(days=count)
        return there, there, there.isoformat()
    if unit == "W":
        monday = day - timedelta(days=day.weekday() - 7 * count)
        year, week, _ = monday.isocalendar()
        return monday, monday + timedelta(days=6), f"{year}-W{week:02d}"
    if unit in ("Y", "DE"):
        span = 10 if unit == "DE" else 1
        whole = Partial(day.year // span * span + count * span, span=span)
    else:
        months = day.year * 12 + day.month - 1 + count * (3 if unit == "Q" else 1)
        whole = Partial(months // 12, months % 12 + 1)
        if unit == "Q":
            quarter = (months % 12) // 3
            first, last = Partial(months // 12, quarter * 3 + 1).days, Partial(months // 12, quarter * 3 + 3).days
            assert first
            assert last
            return first[0], last[1], f"{months // 12}-Q{quarter + 1}"
    days = whole.days
    assert days
    return *days, whole.value
