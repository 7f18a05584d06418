"""The parts of the chain of years.py: dated expressions, dates that the story may have reached, and what is read."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from dragoman.text.dates import Partial

FIRST, LAST = 2, 9_990  # years of the calendar of datetime that leave room for those beside them


class Item(NamedTuple):
    """A dated expression: what it states, where it stands (sentence, block, section), and what limits its year.

    ``kind``: known (its year is stated), open (no year), step (``steps`` units from the story), day (a day of the
    month that the story is in). ``years``: the only ones a heading or a review period allows. ``aside``: the
    probability that the story does not go on from it. ``named``: a bare year earlier in the sentence.
    """

    kind: Literal["known", "open", "step", "day"]
    stated: Partial
    sentence: int = 0
    block: int = 0
    section: int = 0
    years: tuple[int, ...] = ()
    aside: float = 0.02
    tense: int = 0
    unit: str = ""
    steps: int = 0
    named: int | None = None


class Place(NamedTuple):
    """A date that the story may have reached; days as ordinals."""

    stated: Partial
    low: int
    high: int
    sentence: int
    block: int
    section: int


class Reading(NamedTuple):
    """A date as read: ``stated`` with its year, or as it was where none is sure; its days; the date it follows.

    ``value`` is the TimeML value of a step; ``likely``: not sure, but no day, and likelier than all other readings together, so that
    ``stated`` and ``value`` are its own while the days are those of all that are not ruled out.
    """

    stated: Partial
    first: date | None
    last: date | None
    sure: bool
    value: str
    after: Place | None
    likely: bool = False


class Outcome(NamedTuple):
    stated: Partial
    first: date
    last: date
    value: str


Edge = tuple[int, int, float, Outcome | None]


def days_of(stated: Partial) -> tuple[date, date] | None:
    """First and last day; ``None`` where the calendar of ``datetime`` has no such year."""
    if stated.year is None or not FIRST <= stated.year <= LAST:
        return None
    return stated.days
