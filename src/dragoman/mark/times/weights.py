"""How likely a story steps from one date to another, and a paper prints a date: the weights of the chain in years.py.

Set by hand, not trained, and looked at on the developing parts of WikiWars (English, Ukrainian) and TimeBank, 2026-11.
Only their ratios matter: those of the same date in one year and in the next. A pair of decays is (weight, days, weight,
days): the sum of two exponentials.
"""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

# --- the story: weight of a step of so many days from the date reached to the next --------------------------------
_AHEAD = (1.0, 40, 0.25, 90)  # a story goes on by days to months; by most of a year, it names the year
_BACK = (0.25, 20, 0.012, 150)  # it steps back seldom, and not far
_BACK_SECTION = (0.25, 30, 0.06, 300)  # a new section often begins before the last one ended
_LOOK_BACK = (0.3, 90, 0.1, 900)  # an aside looks back, by months or years
_LOOK_AHEAD = (0.1, 100, 0.0, 1)  # or ahead, seldom
_TWELVEMONTH = 300  # days; a step or an aside of more …
_NAMED_BY_THEN = 0.05  # … would have named the year
_LOOK_BESIDE = 0.1  # an aside at the date reached itself, or within the month or year reached
_ASIDE_ACROSS = (1.0, 0.5, 0.15)  # an aside looks back from where it stands: by the border between
_OUTSIDE_YEAR = 0.06  # after "in 1942" the next month lies in 1942, not in the spring of 1943
# Any other step: in a history and in other texts, by what lies between: nothing, a paragraph border, a heading.
_ANY_STEP = {True: (0.0005, 0.001, 0.005), False: (0.0003, 0.3, 0.5)}
_TOLD_STEP = 0.02  # to a date whose year is stated the story may leap any distance
_GENERATION = 7_300  # days; "as in 1614" is an aside, if the story stood in 1788
_ELSEWHERE = {True: (0.0001, 0.0002, 0.001), False: (0.002, 0.5, 0.5)}  # a year that the text does not name
NOWHERE = 0.02  # the step after a date in such a year: as likely as one of some months

# --- the paper: weight of a distance in days from publication, where the text is no history ------------------------
_PAST = (0.85, 70, 0.15, 120)  # papers report the last weeks
_COMING = (1.0, 100, 0.0, 1)  # and announce the next
_FUTURE_SHARE = {-3: 0.0001, -1: 0.01, -2: 0.4, 0: 0.1, 1: 0.6, 2: 0.95}  # by the verb (tense.py)
_ELEVEN_MONTHS = 330  # days back; a date so far back would have named its year
_OLD = 0.001  # more than a year from publication: only where the story says so
AFTER_HISTORY = 0.001  # a history does not run beyond its own publication
_FEW = 20  # dates with their years that hardly bound a history
WRONG_WEEKDAY = 0.01  # papers print a wrong weekday that seldom

# --- counting from the story --------------------------------------------------------------------------------------
_COUNTS_HERE = {True: (0.99, 0.97, 0.9), False: (0.98, 0.97, 0.1)}  # "that day" is the story's day
_FADES = 0.985  # a sentence between makes it less likely
TOO_FINE = 0.005  # "the next day" where no day is reached

_YEAR = 366
_FAR = 3_000  # days; a longer step weighs the same


def step(days: tuple[int, int, int, int], border: int, *, is_history: bool, is_open: bool) -> tuple[float, float]:
    """The weight of a step from one date to another, as the story's next and as an aside.

    ``days``: first and last day of the date reached and of the next, as ordinals; ``border``: 0 in a paragraph, 1 between
    two, 2 between sections; ``is_open``: the next date has no year of its own.

    >>> may_to_june = step((1, 31, 32, 61), 0, is_history=True, is_open=True)[0]
    >>> may_to_april = step((31, 61, 1, 30), 0, is_history=True, is_open=True)[0]
    >>> may_to_june > 2 * may_to_april
    True
    """
    low, high, next_low, next_high = days
    floor = _ANY_STEP[is_history][border] if is_open else _TOLD_STEP
    if next_low <= high and next_high >= low:
        return 1.0 + floor, _LOOK_BESIDE + floor
    is_ahead = next_low > high
    on, aside = _decays(min(next_low - high if is_ahead else low - next_high, _FAR), is_ahead, border == 2)
    if is_open and high - low > _TWELVEMONTH:
        on *= _OUTSIDE_YEAR
    if is_open and (next_low - high if is_ahead else low - next_high) > _TWELVEMONTH:
        on, aside = on * _NAMED_BY_THEN, aside * _NAMED_BY_THEN
    aside *= _ASIDE_ACROSS[border]
    if low - next_high > _GENERATION:
        return on + floor / (10 if border == 2 else 400), aside + floor * _ASIDE_ACROSS[border]
    if is_ahead or border == 2:
        return on + floor, aside + floor / 4
    return on + floor / 4, aside + floor


@lru_cache(maxsize=4 * _FAR)
def _decays(gap: int, is_ahead: bool, is_section: bool) -> tuple[float, float]:
    if is_ahead:
        return _decay(_AHEAD, gap), _decay(_LOOK_AHEAD, gap)
    return _decay(_BACK_SECTION if is_section else _BACK, gap), _decay(_LOOK_BACK, gap)


def _decay(weights: tuple[float, float, float, float], gap: int) -> float:
    near, short, far, long = weights
    return near * math.exp(-gap / short) + far * math.exp(-gap / long)


def elsewhere(border: int | None, *, is_history: bool, is_news: bool) -> float:
    """The weight of a year that was not tried; ``border`` is ``None`` where the story has reached no date yet."""
    weight = NOWHERE if border is None else _ELSEWHERE[is_history][border]
    return weight * _OLD / 2 if is_news else weight


def paper(days: tuple[date, date], point: int, tense: int) -> float:
    """The weight of a date in a text of day ``point`` (an ordinal) that reports news.

    >>> june_1, year = (date(2025, 6, 1), date(2025, 6, 1)), (date(2024, 6, 1), date(2024, 6, 1))
    >>> may_2 = date(2025, 5, 2).toordinal()
    >>> paper(june_1, may_2, 2) > 100 * paper(year, may_2, 2)
    True
    """
    low, high = days[0].toordinal(), days[1].toordinal()
    share = _FUTURE_SHARE[tense]
    if low > point:
        return _OLD * share if low - point > _YEAR else max(share * _decay(_COMING, low - point), _OLD * share)
    back = max(0, point - high)
    past = (1 - share) * _decay(_PAST, back) * (_NAMED_BY_THEN if back > _ELEVEN_MONTHS and tense > -3 else 1)
    return _OLD * math.sqrt(_YEAR / back) if back > _YEAR else max(past, _OLD)


def outside(days: tuple[date, date], span: tuple[date | None, date | None], dates: int) -> float:
    """The weight of a date outside the days told by ``dates`` dates with their years; the more they are, the surer."""
    is_outside = (span[0] and days[1] < span[0]) or (span[1] and days[0] > span[1])
    return 1 / (1 + (dates / _FEW) ** 2) if is_outside else 1.0


def counts_here(border: int, sentences: int, *, is_history: bool) -> float:
    """The probability that "that day" counts from the story's date, ``sentences`` after it."""
    return _COUNTS_HERE[is_history][border] * _FADES ** max(0, sentences - 1)
