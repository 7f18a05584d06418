"""Which reading of each document counts at which clock: a projection of the readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

META = sa.MetaData()
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EDITION = sa.Table(
    "edition",
    META,
    sa.Column("reading", _KEY, primary_key=True, autoincrement=False),
    sa.Column("document", _KEY, nullable=False, index=True),
    sa.Column("lines", _KEY, index=True),
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("until", sa.Integer),
    sa.Column("public", sa.Integer, nullable=False),
    sa.Column("language", sa.Text),
)
_E = EDITION.c


class Edition(NamedTuple):
    """Reading and document are keys; ``public`` is the day's ordinal."""

    reading: int
    document: int
    public: int


class Fresh(NamedTuple):
    """A reading that counts from entry ``since`` on; keys of the reading, its document and its lines."""

    reading: int
    document: int
    lines: int | None
    since: int
    public: date
    language: str | None


def put(connection: sa.Connection, readings: Iterable[Fresh]) -> None:
    """Let readings count; the caller ends those they replace."""
    rows = [{**r._asdict(), "public": r.public.toordinal(), "until": None} for r in readings]
    if rows:
        connection.execute(sa.insert(EDITION), rows)


def end(connection: sa.Connection, reading: int, seq: int) -> None:
    """From entry ``seq`` on that reading no longer counts."""
    connection.execute(sa.update(EDITION).where(_E.reading == reading).values(until=seq))


def clear(connection: sa.Connection) -> None:
    connection.execute(sa.delete(EDITION))


def counting(
    connection: sa.Connection, *, recorded: int | None = None, as_of: date | None = None,
    documents: Collection[int] | None = None,
) -> list[Edition]:  # fmt: skip
    """The readings that count at both clocks, at most one a document."""
    query = sa.select(_E.reading, _E.document, _E.public).where(*_at(recorded, as_of))
    if documents is None:
        return [Edition(*row) for row in connection.execute(query)]
    found: list[Edition] = []
    for part in _parts(documents):
        found += (Edition(*row) for row in connection.execute(query.where(_E.document.in_(part))))
    return found


def visible(
    connection: sa.Connection, lines: Iterable[int], *, recorded: int | None, as_of: date | None, language: str | None
) -> dict[int, int]:
    """Of these lines the ones a reading that counts rests on, with the key of that reading."""
    found: dict[int, int] = {}
    query = sa.select(_E.lines, _E.reading).where(*_at(recorded, as_of))
    if language is not None:
        query = query.where(_E.language == language)
    for part in _parts(lines):
        found.update((int(line), int(reading)) for line, reading in connection.execute(query.where(_E.lines.in_(part))))
    return found


def _at(recorded: int | None, as_of: date | None) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = (
        [_E.until.is_(None)]
        if recorded is None
        else [_E.since <= recorded, sa.or_(_E.until.is_(None), _E.until > recorded)]
    )
    return found if as_of is None else [*found, _E.public <= as_of.toordinal()]


def _parts(keys: Iterable[int]) -> Iterable[list[int]]:
    wanted = list(dict.fromkeys(keys))
    return (wanted[at : at + 900] for at in range(0, len(wanted), 900))
