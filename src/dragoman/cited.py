"""A cited paper as a typed tree: what is printed, and what each line rests on. The writers only set it in type.

A line is *coded* (it cites sentences or rows of a data set), *counted* (it cites the query) or *own* (the analyst's).
A coded line without a sentence and a counted line without its query cannot be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from pydantic import Field, model_validator

from dragoman.record import Query, Row, Value


class Quoted(Value):
    """The exact words of a document; offsets in code points of its text, half-open."""

    exact: str = Field(min_length=1)
    start: int
    end: int


class Citation(Value):
    """What a line rests on: one document with its sentences, a data row, or the query a number came from.

    ``number`` counts from 1 in reading order and is the same in every format; ``published``: a date, an interval
    or "date unknown", in words.
    """

    number: int = Field(ge=1)
    document: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    address: str | None = None
    language: str | None = None
    quotes: tuple[Quoted, ...] = ()
    rows: tuple[Row, ...] = ()
    query: Query | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> Citation:
        if not (self.quotes or self.rows or (self.query and self.query.command)):
            raise ValueError(f"citation {self.number} holds no sentence, no row and no query")
        return self


class Line(Value):
    """One line. ``when``: its date in words; ``remarks``: disagreements and warnings; ``under``: messages, nested."""

    kind: Literal["coded", "counted", "own"]
    text: str
    when: str | None = None
    record: str | None = None
    cites: tuple[Citation, ...] = ()
    remarks: tuple[str, ...] = ()
    under: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _is_cited(self) -> Line:
        sourced = any(cite.quotes or cite.rows for cite in self.cites)
        if self.kind == "coded" and not sourced:
            raise ValueError(f"a coded line needs a sentence or a data row: {self.record}: {self.text}")
        if self.kind == "counted" and not any(cite.query for cite in self.cites):
            raise ValueError(f"a counted line needs its query: {self.text}")
        if self.kind == "own" and self.cites:
            raise ValueError(f"the analyst's own line cites nothing by itself: {self.text}")
        return self


class Section(Value):
    """A heading with its lines and sections. ``month`` is "2022-03"; ``level`` a level of contact; ``lead`` plain text."""

    id: str
    title: str
    month: str | None = None
    level: str | None = None
    lead: str | None = None
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()


class Moment(Value):
    """A contact on the time line: its first and last day, its level in words, its line."""

    start: date
    end: date
    level: str
    text: str


class Table(Value):
    """Counts of contacts: one row a month, one column a level; ``cells`` in that order; ``moments`` by day."""

    caption: str
    months: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cells: tuple[tuple[int, ...], ...] = ()
    moments: tuple[Moment, ...] = ()

    @property
    def total(self) -> int:
        return sum(map(sum, self.cells))


class Source(Value):
    """A document of the sources list. ``repeats``: it is a near-duplicate; ``origin``: of which source, if cited."""

    number: int
    document: str
    title: str
    publisher: str | None
    published: str
    address: str | None
    language: str | None
    repeats: bool = False
    origin: int | None = None


class Review(Value):
    """The whole review; ``figures`` are the key figures, ``unread`` what could not be read."""

    series: str | None
    title: str
    author: str | None
    start: date
    end: date
    period: str
    about: tuple[str, ...]
    generated: datetime
    clocks: str
    see_also: tuple[str, ...]
    considerations: Section
    figures: Section
    table: Table
    chronology: Section
    undated: Section | None
    sources: tuple[Source, ...]
    unread: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts in the order of printing."""
        return (self.considerations, self.figures, self.chronology, *([self.undated] if self.undated else []))

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in the order of printing, messages after their event."""
        for section in self.sections:
            yield from _lines_of(section)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations by number."""
        return tuple(cite for line in self.lines for cite in line.cites)


def _lines_of(section: Section) -> Iterator[Line]:
    for line in section.lines:
        yield from _with_messages(line)
    for inner in section.sections:
        yield from _lines_of(inner)


def _with_messages(line: Line) -> Iterator[Line]:
    yield line
    for inner in line.under:
        yield from _with_messages(inner)
