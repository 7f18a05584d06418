"""Coverage: what had been read, month by month; without it nobody may say that something did not happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dragoman import wording
from dragoman.live import Cluster
from dragoman.record import Document, Value
from dragoman.when import When

Month = tuple[int, int]


class Coverage(Value):
    """``months``: (year, month) to the number of documents that tell of a dated event in it or were published in it.

    ``undated``: documents whose day of publication is not known; ``problems``: inputs that could not be read.
    """

    documents: int
    undated: int
    problems: int
    months: tuple[tuple[Month, int], ...]

    def of(self, month: Month) -> int:
        """Documents that speak for the month; 0 means that nothing may be concluded from silence."""
        return dict(self.months).get(month, 0)

    def within(self, start: date, end: date) -> str:
        """The coverage of a period in one line, as a counted line cites it.

        >>> known = Coverage(documents=3, undated=1, problems=0, months=(((2022, 3), 3), ((2022, 4), 1)))
        >>> known.within(date(2022, 3, 1), date(2022, 3, 31))
        '3 documents read (1 without a known date), 0 not readable; documents that speak for March 2022: 3'
        """
        read = f"{self.documents} document{'' if self.documents == 1 else 's'} read"
        dated = f" ({self.undated} without a known date)" if self.undated else ""
        each = ", ".join(f"{month_words(month)}: {self.of(month)}" for month in months(start, end))
        return f"{read}{dated}, {self.problems} not readable; documents that speak for {each}"


def coverage(documents: Iterable[Document], clusters: Iterable[Cluster], *, problems: int = 0) -> Coverage:
    """What the record can speak for: documents by the months they were published in or report dated events of.

    >>> coverage([], []).of((2022, 3))
    0
    """
    read = {d.id: d for d in documents}
    spoken: dict[Month, set[str]] = {}
    for document in read.values():
        if (month := _month(document.published)) is not None:
            spoken.setdefault(month, set()).add(document.id)
    for cluster in clusters:
        for report in cluster.reports:
            if (month := _month(report.event.when)) is not None and report.document.id in read:
                spoken.setdefault(month, set()).add(report.document.id)
    return Coverage(
        documents=len(read), undated=sum(d.published.is_unknown for d in read.values()), problems=problems,
        months=tuple((month, len(ids)) for month, ids in sorted(spoken.items())),
    )  # fmt: skip


def months(start: date, end: date) -> Iterator[Month]:
    """Every month from start to end, both counted.

    >>> list(months(date(2021, 12, 30), date(2022, 1, 2)))
    [(2021, 12), (2022, 1)]
    """
    day = start.replace(day=1)
    while day <= end:
        yield day.year, day.month
        day = (day + timedelta(days=31)).replace(day=1)


def days_of(month: Month, start: date = date.min, end: date = date.max) -> When:
    """The days of the month inside the period.

    >>> wording.dates(days_of((2022, 2), start=date(2022, 2, 24)))
    'between 24 and 28 February 2022'
    """
    first = date(*month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return When(earliest=max(first, start), latest=min(last, end))


def month_words(month: Month) -> str:
    """The month's name and year.

    >>> month_words((2022, 2))
    'February 2022'
    """
    return wording.dates(days_of(month)).removeprefix("on some day in ")


def _month(when: When) -> Month | None:
    """The month a When surely lies in, or begins in where it lasts."""
    first, last = when.earliest, when.earliest if when.lasts else when.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return first.year, first.month
