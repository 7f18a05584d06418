"""Hashing the rows of an entry, so that a change behind the journal's back is found."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from dragoman.store.ledger.tables import META, READING, RECORD, WITH_SEQ, keys_of


def payload(connection: sa.Connection, kind: str, seq: int) -> tuple[str, dict[str, int]]:
    """SHA-256 of every row that entry ``seq`` laid down, read back from the tables, and how many of each table."""
    hashed, counts = hashlib.sha256(), {}
    for table in WITH_SEQ.get(kind, ()):
        rows = connection.execute(_by_seq(table), {"seq": seq}).all()
        counts[table.name] = len(rows)
        for row in rows:
            _feed(hashed, table.name, row)
            if table is READING:
                below = connection.execute(_RECORDS, dict(zip(("first", "last"), keys_of(row.key), strict=True))).all()
                counts["record"] = counts.get("record", 0) + len(below)
                for record in below:
                    _feed(hashed, "record", record)
    return hashed.hexdigest(), counts


def totals(connection: sa.Connection) -> dict[str, int]:
    """Rows of every table of the record."""
    return {
        name: int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        for name, table in META.tables.items()
    }


_RECORDS = (
    sa.select(RECORD).where(RECORD.c.key.between(sa.bindparam("first"), sa.bindparam("last"))).order_by(RECORD.c.key)
)
_QUERIES = {table.name: sa.select(table).where(table.c.seq == sa.bindparam("seq")).order_by(*table.primary_key) for tables in WITH_SEQ.values() for table in tables}  # fmt: skip


def _by_seq(table: sa.Table) -> sa.Select[*tuple[object, ...]]:
    return _QUERIES[table.name]


def _feed(hashed: hashlib._Hash, name: str, row: sa.Row[*tuple[object, ...]]) -> None:
    hashed.update(f"{name}/{len(row)};".encode())
    for value in row:
        raw = value if isinstance(value, bytes) else str(value).encode()
        hashed.update(f"{type(value).__name__}{len(raw)}:".encode() + raw)
