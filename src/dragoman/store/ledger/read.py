"""Reading the record back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import sqlalchemy as sa

from dragoman.record import Document, Indexed, Judgement, Reading, Record, Text
from dragoman.store.ledger import pack
from dragoman.store.ledger.tables import DOCUMENT, JUDGEMENT, LINES, READING, RECORD, TEXT, keys_of, reading_of


def _parts(keys: Iterable[int | str]) -> Iterator[list[int | str]]:
    wanted = list(dict.fromkeys(keys))
    for at in range(0, len(wanted), 900):
        yield wanted[at : at + 900]


def records(connection: sa.Connection, keys: Iterable[int]) -> dict[int, Record]:
    """Records by key."""
    found: dict[int, Record] = {}
    for part in _parts(keys):
        rows = connection.execute(sa.select(RECORD.c.key, RECORD.c.kind, RECORD.c.body).where(RECORD.c.key.in_(part)))
        found.update((key, pack.unpack_record(kind, body)) for key, kind, body in rows)
    return found


def items(connection: sa.Connection, first: int, last: int) -> list[tuple[int, Record]]:
    """Records by key of the readings from key ``first`` to ``last``, in their order."""
    rows = connection.execute(
        sa.select(RECORD.c.key, RECORD.c.kind, RECORD.c.body)
        .where(RECORD.c.key.between(keys_of(first)[0], keys_of(last)[1]))
        .order_by(RECORD.c.key)
    )
    return [(int(key), pack.unpack_record(kind, body)) for key, kind, body in rows]


def versions(connection: sa.Connection, id: str, recorded: int | None) -> list[int]:
    """Keys under which a record id stood at journal entry ``recorded``, oldest first."""
    keys = connection.execute(sa.select(RECORD.c.key).where(RECORD.c.id == id).order_by(RECORD.c.key)).scalars().all()
    if recorded is None:
        return [int(key) for key in keys]
    readings = {reading_of(key) for key in keys}
    there = connection.execute(sa.select(READING.c.key).where(READING.c.key.in_(readings), READING.c.seq <= recorded))
    known = set(there.scalars())
    return [int(key) for key in keys if reading_of(key) in known]


def former(connection: sa.Connection, document: int) -> list[Record]:
    """The latest version of everything ever coded in a document."""
    query = sa.select(READING.c.key).where(READING.c.document == document).order_by(READING.c.key.desc())
    found: dict[str, Record] = {}
    for reading in connection.execute(query).scalars().all():
        for _, record in items(connection, reading, reading):
            found.setdefault(record.id, record)
    return list(found.values())


def sources(connection: sa.Connection, readings: Iterable[int]) -> dict[int, Document]:
    """Documents as their readings describe them, by reading key."""
    found: dict[int, Document] = {}
    for part in _parts(readings):
        rows = connection.execute(sa.select(READING.c.key, READING.c.source).where(READING.c.key.in_(part)))
        found.update((key, Document.model_validate_json(source)) for key, source in rows)
    return found


def documents_of(connection: sa.Connection, readings: Iterable[int]) -> dict[int, int]:
    """Document keys by reading key."""
    found: dict[int, int] = {}
    for part in _parts(readings):
        rows = connection.execute(sa.select(READING.c.key, READING.c.document).where(READING.c.key.in_(part)))
        found.update((int(key), int(document)) for key, document in rows)
    return found


def shingles_of(connection: sa.Connection, documents: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Shingles of the newest reading of each document, by document key."""
    found: dict[int, tuple[int, ...]] = {}
    for part in _parts(documents):
        newest = sa.select(sa.func.max(READING.c.key)).where(READING.c.document.in_(part)).group_by(READING.c.document)
        rows = connection.execute(sa.select(READING.c.document, READING.c.shingles).where(READING.c.key.in_(newest)))
        found.update((int(document), pack.unpack_hashes(raw)) for document, raw in rows)
    return found


def document_keys(connection: sa.Connection, ids: Iterable[str]) -> list[int]:
    """Keys of the documents that are on file."""
    query = sa.select(DOCUMENT.c.key)
    return [int(k) for part in _parts(ids) for k in connection.execute(query.where(DOCUMENT.c.id.in_(part))).scalars()]


def document_names(connection: sa.Connection, keys: Iterable[int]) -> dict[int, str]:
    """Ids of documents by key."""
    query = sa.select(DOCUMENT.c.key, DOCUMENT.c.id)
    return {
        int(k): str(i) for part in _parts(keys) for k, i in connection.execute(query.where(DOCUMENT.c.key.in_(part)))
    }


def text(connection: sa.Connection, id: str) -> Text | None:
    """A text by its own id."""
    found = connection.execute(sa.select(TEXT.c.body).where(TEXT.c.id == id)).one_or_none()
    return pack.unpack_text(found[0]) if found else None


def sentences(connection: sa.Connection, lines: Iterable[int]) -> dict[int, tuple[Text, tuple[Indexed, ...]]]:
    """Texts and their sentences as search knows them, by the key of the lines."""
    found: dict[int, tuple[Text, tuple[Indexed, ...]]] = {}
    query = sa.select(LINES.c.key, TEXT.c.body, LINES.c.body).join(TEXT, TEXT.c.key == LINES.c.text)
    for part in _parts(lines):
        for key, body, packed in connection.execute(query.where(LINES.c.key.in_(part))):
            whole = pack.unpack_text(body)
            found[int(key)] = whole, pack.unpack_lines(whole.body, packed)
    return found


class Row(NamedTuple):
    """A reading as the projections need it."""

    key: int
    document: int
    name: str
    lines: int | None
    seq: int
    source: Document
    shingles: tuple[int, ...]


def readings(connection: sa.Connection) -> Iterator[list[Row]]:
    """Every reading, in the order of the journal, in portions."""
    columns = (
        READING.c.key, READING.c.document, DOCUMENT.c.id, READING.c.lines, READING.c.seq, READING.c.source,
        READING.c.shingles,
    )  # fmt: skip
    query = (
        sa.select(*columns).join(DOCUMENT, DOCUMENT.c.key == READING.c.document)
        .where(READING.c.key > sa.bindparam("after")).order_by(READING.c.key).limit(500)
    )  # fmt: skip
    after = 0
    while rows := connection.execute(query, {"after": after}).all():
        yield [Row(*row[:5], Document.model_validate_json(row[5]), pack.unpack_hashes(row[6])) for row in rows]
        after = rows[-1][0]


def readings_of(connection: sa.Connection, document: str) -> list[tuple[int, int, Reading]]:
    """Journal entry, key and reading, oldest first."""
    rows = connection.execute(
        sa.select(READING.c.seq, READING.c.key, READING.c.body).join(DOCUMENT, DOCUMENT.c.key == READING.c.document)
        .where(DOCUMENT.c.id == document).order_by(READING.c.key)
    )  # fmt: skip
    return [(seq, key, Reading.model_validate_json(body)) for seq, key, body in rows]


def marks(connection: sa.Connection, reading: str) -> bytes | None:
    found = connection.execute(sa.select(READING.c.marks).where(READING.c.id == reading).limit(1)).one_or_none()
    return bytes(found[0]) if found else None


def judgements(connection: sa.Connection, recorded: int | None) -> Iterator[tuple[int, Judgement]]:
    """Journal entry and judgement, in order."""
    query = sa.select(JUDGEMENT.c.seq, JUDGEMENT.c.body).order_by(JUDGEMENT.c.seq)
    for seq, body in connection.execute(query if recorded is None else query.where(JUDGEMENT.c.seq <= recorded)):
        yield seq, Judgement.model_validate_json(body)


def bodies(connection: sa.Connection, table: sa.Table, recorded: int | None) -> list[str]:
    """The bodies of notes or problems, in journal order."""
    query = sa.select(table.c.body).order_by(table.c.seq, *table.primary_key)
    return [str(b) for (b,) in connection.execute(query if recorded is None else query.where(table.c.seq <= recorded))]
