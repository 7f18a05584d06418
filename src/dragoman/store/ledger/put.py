"""Laying down rows of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from dragoman.record import Bundle, Judgement, Note, Problem, Reading, Record, Text
from dragoman.store.ledger import pack
from dragoman.store.ledger.tables import DOCUMENT, JUDGEMENT, LINES, NOTE, PROBLEM, READING, RECORD, SHIFT, TEXT

SINGLE: dict[type, sa.Table] = {Judgement: JUDGEMENT, Note: NOTE, Problem: PROBLEM}


class Current(NamedTuple):
    """The last reading of a document: keys of its rows, and what it was made from."""

    key: int
    document: int
    text: int
    lines: int | None
    text_id: str
    body: Reading
    shingles: tuple[int, ...]


class Placed(NamedTuple):
    """Keys under which a bundle was laid down; ``indexed``: its lines are not yet known to search."""

    document: int
    reading: int
    lines: int | None
    indexed: bool
    records: tuple[tuple[int, Record], ...]


def current(connection: sa.Connection, document: str) -> Current | None:
    """The last reading of a document, by the document's id."""
    row = connection.execute(
        sa.select(READING.c.key, READING.c.document, READING.c.text, READING.c.lines, TEXT.c.id, READING.c.body, READING.c.shingles)
        .join(TEXT, TEXT.c.key == READING.c.text)
        .join(DOCUMENT, DOCUMENT.c.key == READING.c.document)
        .where(DOCUMENT.c.id == document)
        .order_by(READING.c.key.desc())
        .limit(1)
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    return Current(*row[:5], Reading.model_validate_json(row[5]), pack.unpack_hashes(row[6]))


def put(connection: sa.Connection, seq: int, bundle: Bundle, records: Sequence[Record], last: Current | None) -> Placed:
    """Lay a bundle down under entry ``seq``. Raises ValueError where one record id stands twice in it."""
    if len({r.id for r in records}) < len(records):
        twice = next(r.id for i, r in enumerate(records) if r.id in {s.id for s in records[:i]})
        raise ValueError(f"record {twice} stands twice in the reading of document {bundle.document.id}")
    document = last.document if last else _new(connection, DOCUMENT, id=bundle.document.id, seq=seq)
    text = _text(connection, seq, bundle.text, document)
    packed = pack.lines(bundle.text.body, bundle.sentences)
    lines = last.lines if last and last.text == text and packed == _body(connection, LINES, last.lines) else None
    fresh = lines is None and bool(bundle.sentences)
    if fresh:
        lines = _new(connection, LINES, text=text, seq=seq, body=packed)
    reading = _new(
        connection, READING, id=bundle.reading.id, document=document, text=text, lines=lines, seq=seq,
        source=bundle.document.model_dump_json(exclude_defaults=True), body=bundle.reading.model_dump_json(),
        marks=bundle.marks, shingles=pack.hashes(bundle.shingles),
    )  # fmt: skip
    placed = tuple((reading << SHIFT | place, record) for place, record in enumerate(records))
    if placed:
        connection.execute(
            sa.insert(RECORD),
            [{"key": k, "id": r.id, "kind": pack.kind(r), "body": pack.record(r)} for k, r in placed],
        )
    for notice in bundle.notices:
        put_single(connection, seq, notice)
    return Placed(document, reading, lines, fresh, placed)


def put_single(connection: sa.Connection, seq: int, made: Judgement | Note | Problem) -> bool:
    """Lay down what stands for itself; False where its id is on file."""
    table = SINGLE[type(made)]
    if connection.execute(sa.select(table.c.id).where(table.c.id == made.id)).first() is not None:
        return False
    connection.execute(sa.insert(table), {"id": made.id, "seq": seq, "body": made.model_dump_json()})
    return True


def _new(connection: sa.Connection, table: sa.Table, **values: object) -> int:
    key = connection.execute(sa.insert(table), values).inserted_primary_key
    assert key is not None
    return int(key[0])


def _text(connection: sa.Connection, seq: int, text: Text, document: int) -> int:
    there = connection.execute(sa.select(TEXT.c.key, TEXT.c.body).where(TEXT.c.id == text.id)).one_or_none()
    if there is None:
        body = pack.text(text)
        return _new(connection, TEXT, id=text.id, document=document, seq=seq, body=body)
    if pack.unpack_text(there[1]).body != text.body:
        raise ValueError(
            f"text {text.id} of document {text.document} is on file with other words: raise the reader's version"
        )
    return int(there[0])


def _body(connection: sa.Connection, table: sa.Table, key: int | None) -> bytes | None:
    found = connection.execute(sa.select(table.c.body).where(table.c.key == key)).one_or_none()
    return bytes(found[0]) if found else None
