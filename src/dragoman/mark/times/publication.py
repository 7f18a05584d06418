"""When a text without a date was written, by what it says itself: an interval, and the words behind each bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from dragoman.codebook import Codebook
from dragoman.mark.times import happenings, known, said
from dragoman.mark.times.clues import LAST, Clue, Page, Spans
from dragoman.marks import Sentence, Time
from dragoman.record import Ground, Text
from dragoman.when import When

_DATING = (
    said.told, said.running, said.planned, said.reviewed, said.habits, said.accounts, said.compared, said.counted, said.captured,
    known.rule, happenings.dated, happenings.recent, happenings.under_way,
)  # fmt: skip
# An office lasts for years, a day of the calendar comes round: neither dates a text alone.
_NARROWING = (known.offices, said.calendar)
_CLUES = 300  # clues of one kind that are weighed; of dates told as past every one counts
_GROUNDS = 3  # pieces of evidence shown for one bound
_ONE = timedelta(days=1)


class Inferred(NamedTuple):
    """``when``: the days the text may have been written on, unknown where nothing tells; ``grounds``: why."""

    when: When
    grounds: tuple[Ground, ...]


def infer(text: Text, sentences: Sequence[Sentence], times: Sequence[Time], book: Codebook) -> Inferred:
    """The days on which most of the evidence lets the text be written, stronger evidence first.

    ``times`` are those marked without a publication date. Nothing but the text and the tables counts: the same
    text gives the same answer on every day.

    >>> from dragoman import codebook
    >>> from dragoman.mark.times import mark
    >>> body = "The minister has visited Baku three times in 2019. He was appointed on 4 March 2019."
    >>> text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body)
    >>> sentences, book = (Sentence(0, 50, 0, "en"), Sentence(51, len(body), 0, "en")), codebook.load()
    >>> found = infer(text, sentences, mark(text, sentences, When(), book), book)
    >>> found.when.edtf, found.grounds[0].why
    ('[2019-03-04..2019-12-31]', '“4 March 2019”: told as past')
    """
    page = _page(text, sentences, times, book)
    if page is None:
        return Inferred(When(), ())
    clues = [c for kind in _DATING for c in islice(kind(page), None if kind is said.told else _CLUES) if c.spans]
    if not clues:
        return Inferred(When(), ())
    clues += [c for kind in _NARROWING for c in islice(kind(page), _CLUES) if c.spans]
    days = _agreed(clues)
    return Inferred(_when(days), tuple(_grounds(page, clues, days)))


def _page(text: Text, sentences: Sequence[Sentence], times: Sequence[Time], book: Codebook) -> Page | None:
    language = sentences[0].language if sentences else ""
    table = book.scales["dating"]
    if language not in table:
        return None
    return Page(text, sentences, times, book, table[language], table["margins"])


def _agreed(clues: Iterable[Clue]) -> Spans:
    """The days that most clues allow: first by the surest, then by the next within these; contradicted ones drop out.

    Where equally many contradict each other, all their days stay.
    """
    days: Spans = ((date.min, date.max),)
    by_tier: dict[int, list[Clue]] = {}
    for clue in clues:
        by_tier.setdefault(clue.tier, []).append(clue)
    for tier in sorted(by_tier, reverse=True):
        if tier == LAST and days[0][0] != date.min and days[-1][1] != date.max:
            break
        days = _most(days, by_tier[tier])
    return days


def _most(days: Spans, clues: Sequence[Clue]) -> Spans:
    """The days among ``days`` that the greatest number of clues allows."""
    steps: dict[date, int] = {}
    for clue in clues:
        for low, high in clue.spans:
            steps[low] = steps.get(low, 0) + 1
            if high < date.max:
                steps[high + _ONE] = steps.get(high + _ONE, 0) - 1
    for low, high in days:
        steps.setdefault(low, 0)
        if high < date.max:
            steps.setdefault(high + _ONE, 0)
    edges = sorted(steps)
    best = height = 0
    kept: list[tuple[date, date]] = []
    for i, edge in enumerate(edges):
        height += steps[edge]
        last = edges[i + 1] - _ONE if i + 1 < len(edges) else date.max
        if not any(low <= edge and last <= high for low, high in days):
            continue
        if height > best:
            best, kept = height, []
        if height == best:
            kept.append((edge, last))
    joined: list[tuple[date, date]] = []
    for low, high in kept:
        if joined and joined[-1][1] + _ONE == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return tuple(joined)


def _when(days: Spans) -> When:
    low, high = days[0][0], days[-1][1]
    return When(
        earliest=None if low == date.min else low, latest=None if high == date.max else high,
        basis=None if (low, high) == (date.min, date.max) else "inferred",
    )  # fmt: skip


def _grounds(page: Page, clues: Sequence[Clue], days: Spans) -> Iterable[Ground]:
    """For each bound the evidence that sets it, surest first; with a clue of many stretches, what chose among them."""
    low, high = days[0][0], days[-1][1]
    bounds: tuple[tuple[Literal["earliest", "latest"], date], ...] = (("earliest", low), ("latest", high))
    for bound, day in bounds:
        if day in (date.min, date.max):
            continue
        setting = [c for c in clues if any(day == span[bound == "latest"] for span in c.spans)]
        setting.sort(key=lambda c: (-c.tier, c.start))
        if setting and len(setting[0].spans) > 1:
            setting[1:1] = _choosing(clues, low, high)
        shown = dict.fromkeys((c.start, c.end, _because(page, c, low, high)) for c in setting)
        for start, end, why in list(shown)[:_GROUNDS]:
            yield Ground(bound=bound, day=day, start=start, end=end, why=why)


def _choosing(clues: Sequence[Clue], low: date, high: date) -> list[Clue]:
    """The narrowest clue of one stretch, closed on both sides, that holds the days."""
    whole = [c for c in clues if len(c.spans) == 1 and c.spans[0][0] <= low and high <= c.spans[0][1]]
    closed = [c for c in whole if c.spans[0][0] > date.min and c.spans[0][1] < date.max]
    return sorted(closed, key=lambda c: (c.spans[0][1] - c.spans[0][0], c.start))[:1]


def _because(page: Page, clue: Clue, low: date, high: date) -> str:
    names = [name for first, last, name in clue.events if first <= high and last >= low]
    why = clue.why.replace("{}", " or ".join(names[:_GROUNDS])) if clue.events else clue.why
    return why if "“" in why else f"“{page.text.body[clue.start : clue.end]}”: {why}"
