"""The record itself: rows that are written once and hashed into the journal. Everything else can be derived."""

from dragoman.record import Record
from dragoman.store.ledger.check import payload, totals
from dragoman.store.ledger.put import Current, current, put, put_single
from dragoman.store.ledger.read import (
    Row,
    bodies,
    document_keys,
    document_names,
    documents_of,
    former,
    items,
    judgements,
    marks,
    readings,
    readings_of,
    records,
    sentences,
    shingles_of,
    sources,
    text,
    versions,
)  # fmt: skip
from dragoman.store.ledger.tables import META, NOTE, PROBLEM, keys_of, reading_of

__all__ = [
    "META",
    "NOTE",
    "PROBLEM",
    "Current",
    "Record",
    "Row",
    "bodies",
    "current",
    "document_keys",
    "document_names",
    "documents_of",
    "former",
    "items",
    "judgements",
    "keys_of",
    "marks",
    "payload",
    "put",
    "put_single",
    "reading_of",
    "readings",
    "readings_of",
    "records",
    "sentences",
    "shingles_of",
    "sources",
    "text",
    "totals",
    "versions",
]
