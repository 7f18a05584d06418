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
    """What a text states of a date.

    ``weekday`` counts from 0, Monday; ``quarter``: Q1–Q4, H1, H2; ``span``: years, 10 for a decade, 100 for a century that
    begin with ``year``; ``year`` is negative before Christ (-480: 480 BC) and has no days then.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: Season | None = None
    part: Part | None = None
    weekday: int | None = None
    span: int = 1
    quarter: str | None = None

    @property
    def is_real(self) -> bool:
        """False for 31 April, 29 February 2023 and the like."""
        if self.month is None or self.day is None:
            return True
        year = 2024 if self.year is None or self.year < 1 else self.year
        return self.day <= calendar.monthrange(year, self.month)[1]

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day; ``None`` without a year, or where there is no such day.

        >>> Partial(2021, 9, part="END").days
        (datetime.date(2021, 9, 21), datetime.date(2021, 9, 30))
        """
        year = self.year
        if year is None or year < 1 or not self.is_real:
            return None
        if self.month and self.day:
            day = date(year, self.month, self.day)
            return day, day
        if self.month:
            last = calendar.monthrange(year, self.month)[1]
            low, high = {None: (1, last), "START": (1, 10), "MID": (11, 20), "END": (21, last)}[self.part]
            return date(year, self.month, low), date(year, self.month, high)
        if self.quarter:
            first, last = _months(self.quarter)
            return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
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
        year = "XXXX" if self.year is None else f"BC{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        if self.span > 1:
            return year[: -1 if self.span == 10 else -2]
        if self.quarter:
            return f"{year}-{self.quarter}"
        if self.season:
            return f"{year}-{self.season}"
        if self.month and self.day:
            return f"{year}-{self.month:02d}-{self.day:02d}"
        return f"{year}-{self.month:02d}" if self.month else f"XXXX-XX-{self.day:02d}" if self.day else year


def _months(quarter: str) -> tuple[int, int]:
    """First and last month of a quarter or half."""
    size, number = (3 if quarter[0] == "Q" else 6), int(quarter[1])
    return size * (number - 1) + 1, size * number


def shifted(day: date, unit: str, count: int) -> tuple[date, date, str]:
    """The unit (D, W, WE, MO, Q, HALF, Y, DE, CE) that lies ``count`` units from the one with ``day``: first, last day, value.

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
    if unit == "WE":
        monday, sunday, value = shifted(day, "W", count)
        return monday + timedelta(days=5), sunday, f"{value}-WE"
    if unit in ("Q", "HALF"):
        size, letter = (3, "Q") if unit == "Q" else (6, "H")
        number = day.year * (12 // size) + (day.month - 1) // size + count
        whole = Partial(number // (12 // size), quarter=f"{letter}{number % (12 // size) + 1}")
    elif unit in ("Y", "DE", "CE"):
        span = {"Y": 1, "DE": 10, "CE": 100}[unit]
        whole = Partial(day.year // span * span + count * span, span=span)
    else:
        months = day.year * 12 + day.month - 1 + count
        whole = Partial(months // 12, months % 12 + 1)
    days = whole.days
    assert days
    return *days, whole.value
