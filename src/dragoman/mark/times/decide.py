"""From the probabilities of the chain to what is said of a date: the reading that is sure, or the days of all that are not
ruled out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.mark.times.chain import Edge, Item, Outcome, Place, Reading, days_of

# Set by hand on the developing parts of WikiWars (English, Ukrainian) and TimeBank, 2026-11.
SURE = 0.85  # probability from which a reading is taken and its days are the interval
LIKELY = 0.5  # from which a reading coarser than a day gives the value; the interval holds the other readings too
HULL = 0.99  # probability that the interval of an undecided date holds


def decided(
    item: Item,
    edges: Sequence[Edge],
    forward: Sequence[float],
    backward: Sequence[float],
    before: Sequence[Place | None],
    span: tuple[date | None, date | None],
) -> Reading:
    """The reading that the passes make most likely, or the days of all that they do not rule out.

    ``span``: the first and last day of a history; of another text ``None`` and publication.
    """
    mass: dict[Outcome | None, float] = {}
    came: dict[Place | None, float] = {}
    for i, j, weight, outcome in edges:
        p = forward[i] * weight * backward[j]
        mass[outcome] = mass.get(outcome, 0.0) + p
        came[before[i]] = came.get(before[i], 0.0) + p
    total = sum(mass.values())
    if total <= 0:
        return Reading(item.stated, None, None, False, "", None)
    ranked = sorted(mass.items(), key=lambda pair: -pair[1])
    best, top = ranked[0]
    after = max(came, key=lambda place: came[place])
    # It may be of the year of the text, which nothing tells: only a month of its own paragraph can give it a year.
    homeless = span == (None, None) and item.kind == "open" and not item.years
    if homeless and not (after and after.block == item.block and after.stated.month):
        return Reading(item.stated, None, None, False, "", after)
    if best is not None and top >= SURE * total:
        return Reading(best.stated, best.first, best.last, True, best.value, after)
    first, last = (None, None) if homeless else _hull(item, ranked, span)
    if best is not None and best.first < best.last and top >= LIKELY * total:
        return Reading(best.stated, first, last, False, best.value, after, likely=True)
    return Reading(item.stated, first, last, False, "", after)


def _hull(
    item: Item, ranked: Sequence[tuple[Outcome | None, float]], span: tuple[date | None, date | None]
) -> tuple[date | None, date | None]:
    """First and last day of the readings that hold ``HULL``.

    Where a year that was not tried is not ruled out either, the days are those of the history as a whole (``span``),
    and in another text any day up to the last candidate's, or up to publication.
    """
    held, kept, is_open = 0.0, [], False
    enough = HULL * sum(p for _, p in ranked)
    for outcome, p in ranked:
        held += p
        if outcome is None:
            is_open = True
        else:
            kept.append(outcome)
        if held >= enough:
            break
    whole = [days_of(o.stated._replace(part=None)) or (o.first, o.last) for o in kept]
    first, last = min((d[0] for d in whole), default=None), max((d[1] for d in whole), default=None)
    if is_open and span[0] and span[1]:
        first, last = min(first or span[0], span[0]), max(last or span[1], span[1])
    elif is_open:
        first = None
        if item.kind == "step":
            last = span[1] if item.steps < 0 else None
    return first, last
