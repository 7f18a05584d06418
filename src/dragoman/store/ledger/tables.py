"""The tables of the record. Rows are written once and never changed."""

from __future__ import annotations

import sqlalchemy as sa

META = sa.MetaData()
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite: only INTEGER is the row id itself
SHIFT = 20  # record key = reading key << 20 | place in the reading: a reading's records lie together


def _table(name: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(name, META, *columns)


def _seq(*, primary_key: bool = False) -> sa.Column[object]:
    return sa.Column("seq", sa.Integer, nullable=False, index=not primary_key, primary_key=primary_key)


DOCUMENT = _table(
    "document", sa.Column("key", _KEY, primary_key=True), sa.Column("id", sa.Text, nullable=False, unique=True), _seq()
)
TEXT = _table(
    "text",
    sa.Column("key", _KEY, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("document", _KEY, sa.ForeignKey("document.key"), nullable=False),
    _seq(),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
LINES = _table(
    "lines",
    sa.Column("key", _KEY, primary_key=True),
    sa.Column("text", _KEY, sa.ForeignKey("text.key"), nullable=False),
    _seq(),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
READING = _table(
    "reading",
    sa.Column("key", _KEY, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("document", _KEY, sa.ForeignKey("document.key"), nullable=False, index=True),
    sa.Column("text", _KEY, sa.ForeignKey("text.key"), nullable=False),
    sa.Column("lines", _KEY, sa.ForeignKey("lines.key")),
    _seq(),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("marks", sa.LargeBinary, nullable=False),
    sa.Column("shingles", sa.LargeBinary, nullable=False),
)
RECORD = _table(
    "record",
    sa.Column("key", _KEY, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)
JUDGEMENT, NOTE = (
    _table(
        name,
        _seq(primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    for name in ("judgement", "note")
)
PROBLEM = _table(
    "problem",
    sa.Column("key", _KEY, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _seq(),
    sa.Column("body", sa.Text, nullable=False),
)
WITH_SEQ = {
    "document": (DOCUMENT, TEXT, LINES, READING, PROBLEM),
    "judgement": (JUDGEMENT,),
    "note": (NOTE,),
    "problem": (PROBLEM,),
}


def reading_of(record: int) -> int:
    """The key of the reading a record key belongs to."""
    return record >> SHIFT


def keys_of(reading: int) -> tuple[int, int]:
    """First and last record key a reading can have."""
    return reading << SHIFT, (reading + 1 << SHIFT) - 1
