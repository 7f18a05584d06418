"""The journal: one hash-chained entry for every document, judgement, note and problem."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

META = sa.MetaData()
JOURNAL = sa.Table(
    "journal",
    META,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
START = "0" * 64


class Entry(NamedTuple):
    """``payload``: hash of the rows the entry stands for; ``previous`` and ``hash`` make the chain (SHA-256)."""

    seq: int
    at: str
    by: str
    kind: str
    subject: str
    payload: str
    previous: str
    hash: str

    @property
    def expected(self) -> str:
        """The hash this entry must have.

        >>> Entry(1, "2022-03-11T00:00:00+00:00", "ana", "note", "n-1", "", START, "").expected[:8]
        'a7d66f07'
        """
        return hashlib.sha256(json.dumps(self[:-1], ensure_ascii=False).encode()).hexdigest()


def head(connection: sa.Connection) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and zeros for an empty journal."""
    last = connection.execute(
        sa.select(JOURNAL.c.seq, JOURNAL.c.hash).order_by(JOURNAL.c.seq.desc()).limit(1)
    ).one_or_none()
    return (int(last[0]), str(last[1])) if last else (0, START)


def write(connection: sa.Connection, *, seq: int, at: datetime, by: str, kind: str, subject: str, payload: str) -> None:
    """Append entry ``seq``, which must be the next one. The caller holds the write lock since before it asked."""
    last, previous = head(connection)
    if seq != last + 1:
        raise ValueError(f"journal entry {seq} cannot follow {last}")
    entry = Entry(seq, at.isoformat(), by, kind, subject, payload, previous, "")
    connection.execute(sa.insert(JOURNAL), {**entry._asdict(), "hash": entry.expected})


def entries(connection: sa.Connection) -> Iterator[Entry]:
    """All entries in order."""
    rows = connection.execute(sa.select(JOURNAL).order_by(JOURNAL.c.seq))
    for part in rows.partitions(1000):
        yield from (Entry(*row) for row in part)


def broken(entry: Entry, last: Entry | None) -> str | None:
    """What is wrong with an entry's place in the chain, in words, or ``None``."""
    seq, previous = (last.seq, last.hash) if last else (0, START)
    if entry.seq != seq + 1:
        return f"entries {seq + 1} to {entry.seq - 1} are missing"
    if entry.hash != entry.expected:
        return "the entry was changed"
    if entry.previous != previous:
        return "the entry does not follow the one before it"
    return None
