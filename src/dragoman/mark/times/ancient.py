"""The chain of years.py for texts that tell years before Christ, which the calendar of ``datetime`` does not have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dragoman.mark.times.chain import Item, Place, Reading
from dragoman.mark.times.years import read
from dragoman.text.dates import Partial
from dragoman.when import When

# Such a text is read 4,000 years later: ten times the 400 after which days and weekdays come round. A year BC becomes
# its complement to 3999, so that years run forward and a decade or a century BC stays one: 489–480 BC are 3510–3519.
_LATER = 4_000
_COMPLEMENT = 3_999
_EARLIEST = -3_900  # years further back are no part of the chain
_VALUE = re.compile(r"(\d{2,4})(.*)")


def is_ancient(stated: Partial) -> bool:
    """True for a year before Christ that can be a part of the chain.

    >>> is_ancient(Partial(-480)), is_ancient(Partial(1480)), is_ancient(Partial(-9000))
    (True, False, False)
    """
    return stated.year is not None and _EARLIEST < stated.year < 0


def readings(items: Sequence[Item], publication: When, *, is_history: bool) -> list[Reading]:
    """One reading an item, as ``years.read`` gives them; days before the year 1 are ``None``.

    >>> told = [Item("known", Partial(-490)), Item("step", Partial(), sentence=1, unit="Y", steps=1)]
    >>> [r.value for r in readings(told, When(), is_history=True)]
    ['BC0490', 'BC0489']
    """
    if not any(is_ancient(item.stated) for item in items):
        return read(items, publication, is_history=is_history)
    lifted = [
        i._replace(
            stated=_later(i.stated), years=tuple(map(_up, i.years)), named=None if i.named is None else _up(i.named)
        )
        for i in items
    ]
    first, last = (
        None if day is None else day.replace(year=day.year + _LATER)
        for day in (publication.earliest, publication.latest)
    )
    found = read(lifted, publication.model_copy(update={"earliest": first, "latest": last}), is_history=is_history)
    return [
        r._replace(
            stated=_earlier(r.stated),
            first=_day(r.first),
            last=_day(r.last),
            value=_value(r.value),
            after=_place(r.after),
        )
        for r in found
    ]


def _up(year: int) -> int:
    return year + (_LATER if year > 0 else _COMPLEMENT)


def _down(year: int) -> int:
    return year - (_LATER if year > _COMPLEMENT else _COMPLEMENT)


def _later(stated: Partial) -> Partial:
    return stated if stated.year is None else stated._replace(year=_up(stated.year))


def _earlier(stated: Partial) -> Partial:
    return stated if stated.year is None else stated._replace(year=_down(stated.year))


def _place(place: Place | None) -> Place | None:
    return None if place is None else place._replace(stated=_earlier(place.stated))


def _day(day: date | None) -> date | None:
    return day.replace(year=day.year - _LATER) if day is not None and day.year > _LATER else None


def _value(value: str) -> str:
    """A TimeML value of the later calendar in ours.

    >>> _value("3519"), _value("351"), _value("35"), _value("3519-SU"), _value("5945-06")
    ('BC0480', 'BC048', 'BC04', 'BC0480-SU', '1945-06')
    """
    match = _VALUE.fullmatch(value)
    if match is None:
        return value
    digits, rest = match.groups()
    scale = 10 ** (4 - len(digits))
    if int(digits) >= _LATER // scale:
        return f"{int(digits) - _LATER // scale:0{len(digits)}d}{rest}"
    return f"BC{_COMPLEMENT // scale - int(digits):0{len(digits)}d}{rest}"
