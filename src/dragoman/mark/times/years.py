"""Which year a date without a year has: a hidden Markov chain over the dates of a text in their order.

The hidden state is the date that the story has reached. A date moves it, or is an aside that leaves it where it was;
a date without a year may do so in each of a few years; "the next day" counts from it. Forward and backward passes
give the probability of every reading of every date, so that years named later count as well as those before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dragoman.mark.times import weights
from dragoman.mark.times.chain import FIRST, LAST, Edge, Item, Outcome, Place, Reading, days_of
from dragoman.mark.times.decide import decided
from dragoman.text.dates import Partial, shifted
from dragoman.when import When

# Days about the date reached in which lies what is counted from it without a number.
SOME = {"some S": 1, "some M": 1, "some H": 2, "some D": 20, "some W": 90, "some MO": 700, "some Y": 7_300}
_ABOUT = {"WD": 7, **SOME}
_IN_YEARS = {"D": 0.003, "W": 0.02, "WE": 0.02, "MO": 1 / 12, "Q": 0.25, "HALF": 0.5, "Y": 1, "DE": 10, "CE": 100}
_STATES = 8  # readings of the story kept at one point
_SLIGHT = 1e-4  # a reading that much less likely than the best is dropped
_YEARS = 10  # years tried for one date
_YEARS_BEFORE, _YEARS_AFTER = 5, 3  # years named before and after a date that it may have


def read(items: Sequence[Item], publication: When, *, is_history: bool) -> list[Reading]:
    """One reading an item, in order; linear in the number of items.

    >>> def at(n, **said):
    ...     return Item(
    ...         kind="known" if said.get("year") else "open", stated=Partial(**said), sentence=n, block=0, section=0
    ...     )
    >>> found = read([at(0, month=5, day=8), at(1, year=1944, month=6, day=6), at(2, month=7)], When(), is_history=True)
    >>> [(r.stated.value, r.sure) for r in found]
    [('1944-05-08', True), ('1944-06-06', True), ('1944-07', True)]
    """
    tried = _candidates(items, publication)
    points = _points(publication)
    limit = publication.latest
    told = [days for item in items if item.kind == "known" and item.aside < 1 and (days := days_of(item.stated))]
    span = (min(d[0] for d in told), max(d[1] for d in told)) if told and is_history else (None, limit)
    states: list[Place | None] = [None]
    forward: list[list[float]] = [[1.0]]
    before: list[list[Place | None]] = []
    edges: list[list[Edge]] = []
    for item, years in zip(items, tried, strict=True):
        before.append(states)
        outcomes = [] if item.kind in ("step", "day") else _outcomes(item, years, points, limit, is_history)
        if item.kind == "open" and is_history:
            outcomes = [(o, weight * weights.outside((o.first, o.last), span, len(told))) for o, weight in outcomes]
        states, here = _advance(states, forward[-1], item, outcomes, is_history)
        masses = [0.0] * len(states)
        for i, j, weight, _ in here:
            masses[j] += forward[-1][i] * weight
        states, masses, here = _pruned(states, masses, here)
        forward.append(masses)
        edges.append(here)
    backward = [1.0] * len(states)
    found: list[Reading] = []
    for t in range(len(items) - 1, -1, -1):
        found.append(decided(items[t], edges[t], forward[t], backward, before[t], span))
        earlier = [0.0] * len(before[t])
        for i, j, weight, _ in edges[t]:
            earlier[i] += weight * backward[j]
        top = max(earlier) or 1.0
        backward = [weight / top for weight in earlier]
    return found[::-1]


# --- candidates ---------------------------------------------------------------------------------------------------


def _candidates(items: Sequence[Item], publication: When) -> list[tuple[int, ...]]:
    """The years tried for each item: named before and after it, those beside them, those of publication."""
    low, high = publication.earliest, publication.latest
    paper = list(range(high.year + 1, max(low.year - 2, high.year - _YEARS // 2), -1)) if low and high else []
    after: list[tuple[int, ...]] = []
    recent: deque[int] = deque(maxlen=_YEARS_AFTER)
    for item in reversed(items):
        after.append(tuple(reversed(recent)))
        _note(recent, item)
    recent = deque(maxlen=_YEARS_BEFORE)
    found: list[tuple[int, ...]] = []
    for item, coming in zip(items, reversed(after), strict=True):
        if item.kind != "open" or item.years:
            found.append(item.years)
        else:
            told = list(reversed(recent))
            gap = range(told[0] + 2, coming[0] - 1) if told and coming and coming[0] - told[0] < _YEARS else ()
            beside = [year + step for near in (told[:2], coming[:1]) for year in near for step in (1, -1)]
            found.append(
                tuple(dict.fromkeys([*told[:2], *coming[:1], *paper[:3], *beside, *gap, *told, *coming, *paper]))[
                    :_YEARS
                ]
            )
        _note(recent, item)
    return found


def _note(recent: deque[int], item: Item) -> None:
    """Keep the year of a known item, or the one that "two years later" leads to, as the newest."""
    year = item.stated.year if item.kind == "known" else item.years[0] if len(item.years) == 1 else None
    if item.kind == "step" and item.unit == "Y" and recent:
        year = recent[-1] + item.steps
    if year is not None:
        if year in recent:
            recent.remove(year)
        recent.append(year)


def _points(publication: When) -> list[int]:
    """Days, as ordinals, on which the text may have come out: a few that stand for its interval."""
    if publication.earliest is None or publication.latest is None:
        return []
    low, high = publication.earliest.toordinal(), publication.latest.toordinal()
    parts = min(5, (high - low) // 30 + 1)
    return sorted({low + (high - low) * k // parts for k in range(parts + 1)})


def _outcomes(
    item: Item, years: Sequence[int], points: Sequence[int], limit: date | None, is_history: bool
) -> list[tuple[Outcome, float]]:
    """Each candidate date of a known or open item, with the weight that publication and weekday give it."""
    if item.kind == "known":
        days = days_of(item.stated)
        return [(Outcome(item.stated, *days, item.stated.value), 1.0)] if days else []
    found = []
    for year in years:
        stated = item.stated._replace(year=year)
        if (days := days_of(stated)) is None:
            continue
        weight = 1.0
        if not item.years and is_history:
            weight = weights.AFTER_HISTORY if limit and days[0] > limit else 1.0
        elif not item.years and points:
            weight = sum(weights.paper(days, point, item.tense) for point in points) / len(points)
        if stated.weekday is not None and stated.day and days[0].weekday() != stated.weekday:
            weight *= weights.WRONG_WEEKDAY
        found.append((Outcome(stated, *days, stated.value), weight))
    return found


# --- steps --------------------------------------------------------------------------------------------------------


def _advance(
    states: Sequence[Place | None],
    masses: Sequence[float],
    item: Item,
    outcomes: Sequence[tuple[Outcome, float]],
    is_history: bool,
) -> tuple[list[Place | None], list[Edge]]:
    """The states after an item and the edges that lead to them."""
    index: dict[Place | None, int] = {}
    edges: list[Edge] = []
    moved = [
        Place(o.stated, o.first.toordinal(), o.last.toordinal(), item.sentence, item.block, item.section)
        for o, _ in outcomes
    ]
    for i, (state, mass) in enumerate(zip(states, masses, strict=True)):
        if item.kind in ("step", "day"):
            for place, weight, outcome in _counted(state, item, is_history):
                edges.append((i, index.setdefault(place, len(index)), weight, outcome))
            continue
        border = 0 if state is None or state.block == item.block else 1 if state.section == item.section else 2
        for place, (outcome, weight) in zip(moved, outcomes, strict=True):
            on, aside = weights.NOWHERE, weights.NOWHERE
            if item.aside >= 1:
                aside = 1.0
            elif state is not None:
                days = (state.low, state.high, place.low, place.high)
                on, aside = weights.step(days, border, is_history=is_history, is_open=item.kind == "open")
            if mass * weight > 0:
                edges.append((i, index.setdefault(place, len(index)), weight * on * (1 - item.aside), outcome))
                edges.append((i, index.setdefault(state, len(index)), weight * aside * item.aside, outcome))
        if item.kind == "open" and not item.years:
            is_news = any(weight < 1 for _, weight in outcomes) and not is_history
            weight = weights.elsewhere(border if state else None, is_history=is_history, is_news=is_news)
            edges.append(
                (
                    i,
                    index.setdefault(state, len(index)),
                    weight / (7 if item.stated.day and item.stated.weekday is not None else 1),
                    None,
                )
            )
        elif not outcomes:
            edges.append((i, index.setdefault(state, len(index)), 1.0, None))
    return list(index), edges


def _counted(state: Place | None, item: Item, is_history: bool) -> Iterator[tuple[Place | None, float, Outcome | None]]:
    """Where "the next day", "that year" or "on the 5th" leads from a state, and the chance that it counts from elsewhere."""
    outcome = None if state is None else _shift(state, item)
    if state is None:
        yield None, weights.TOO_FINE, None
        return
    if outcome is None:
        yield state, weights.TOO_FINE, None
        return
    border = 0 if state.block == item.block else 1 if state.section == item.section else 2
    if item.unit in _ABOUT:  # "on Sunday" in a history, "some days later": before or after the date reached
        behind = outcome._replace(first=outcome.first - timedelta(days=_ABOUT[item.unit]), last=outcome.first)
        ahead = 0.5 if item.steps == 0 or item.unit == "WD" else 1.0 if item.steps > 0 else 0.0
        yield state, ahead, outcome
        yield state, 1 - ahead, behind
        return
    sure = weights.counts_here(border, item.sentence - state.sentence, is_history=is_history)
    place = Place(
        outcome.stated, outcome.first.toordinal(), outcome.last.toordinal(), item.sentence, item.block, item.section
    )
    if item.kind == "step" and item.steps == 0:
        place = state._replace(sentence=item.sentence) if state.block == item.block else state
    yield place, sure * (1 - item.aside), outcome
    yield state, sure * item.aside, outcome
    yield state, 1 - sure, None


def _shift(state: Place, item: Item) -> Outcome | None:
    """The date that a step or a day of the month means where the story has reached ``state``."""
    reached = state.stated
    if item.kind == "day":
        stated = reached._replace(day=item.stated.day, part=None, weekday=item.stated.weekday)
        days = days_of(stated) if reached.month else None
        return Outcome(stated, *days, stated.value) if days else None
    if (item.unit in ("D", "W", "WE", "WD") and reached.day is None) or (
        item.unit in ("MO", "Q", "HALF") and reached.month is None
    ):
        return None
    if item.unit == "MO" and item.steps == 0 and item.stated.month not in (None, reached.month):
        return None
    if item.unit == "D" and item.steps == 0 and item.named and item.named != reached.year:
        stated = reached._replace(year=item.named, weekday=None)  # "In 1944, on this day"
        days = days_of(stated)
        return Outcome(stated, *days, stated.value) if days else None
    if item.unit in _ABOUT and item.unit != "WD":
        last = date.fromordinal(min(state.high + _ABOUT[item.unit], date.max.toordinal()))
        return Outcome(Partial(), date.fromordinal(max(state.low, _ABOUT[item.unit] + 1)), last, "")
    if item.unit == "WD":
        there = date.fromordinal(state.low + ((item.stated.weekday or 0) - date.fromordinal(state.low).weekday()) % 7)
        return Outcome(Partial(there.year, there.month, there.day), there, there, there.isoformat())
    day = date.fromordinal(state.low)
    years = _IN_YEARS[item.unit]
    if not FIRST + 100 * (years > 1) < day.year + item.steps * years < LAST:
        return None  # counted out of the calendar
    if item.unit == "Y" and item.stated.month:  # "11 March of that same year"
        stated = item.stated._replace(year=day.year + item.steps)
        days = days_of(stated)
        return Outcome(stated, *days, stated.value) if days else None
    first, last, value = shifted(day, item.unit, item.steps)
    stated = Partial(first.year, first.month, first.day) if item.unit in ("D", "W", "WE") else Partial(first.year)
    if item.unit == "MO":
        stated = Partial(first.year, first.month)
    return Outcome(stated, first, last, value)


def _pruned(
    states: list[Place | None], masses: list[float], edges: list[Edge]
) -> tuple[list[Place | None], list[float], list[Edge]]:
    """The likeliest states, their weights made to have the sum 1, and the edges to them."""
    top = max(masses) or 1.0
    kept = [j for j in range(len(states)) if masses[j] > top * _SLIGHT]
    kept = sorted(kept, key=lambda j: -masses[j])[:_STATES] or [0]
    new = {j: k for k, j in enumerate(kept)}
    total = sum(masses[j] for j in kept) or 1.0
    scale = 1 / total
    return (
        [states[j] for j in kept],
        [masses[j] * scale for j in kept],
        [(i, new[j], weight * scale, outcome) for i, j, weight, outcome in edges if j in new],
    )
