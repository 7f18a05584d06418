"""Sentences and what they say, one human-readable judgement a row: tests/gold/events/<language>.jsonl."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from spacy.language import Language

from dragoman import code, mark
from dragoman.codebook import load
from dragoman.mark import parse
from dragoman.record import Document, Event, Party, Text
from dragoman.text import blocks
from dragoman.when import When

GOLD = Path(__file__).parent.parent / "gold" / "events"
ROWS = [
    (language, json.loads(line))
    for language in ("en", "ru", "uk")
    for line in (GOLD / f"{language}.jsonl").read_text().splitlines()
]
RETRIEVED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def parser() -> Language:
    return parse.load()


def told(event: Event) -> str:
    """An event as a row of the gold writes it."""
    first, last = event.when.earliest, event.when.latest
    if event.when.day:
        day = event.when.day.isoformat()
    elif first and last and first.year == last.year:
        day = str(first.year) if (first.month, last.month) == (1, 12) else f"{first:%Y-%m}"
    else:
        day = "?"
    parts = [
        f"{event.type}/{event.mode or '-'}",
        event.content,
        event.status,
        event.standing,
        "not" if event.negated else None,
        day,
    ]
    return f"{' '.join(p for p in parts if p)} | {_names(event.actors)} | {_names(event.recipients)} | host {event.host.name if event.host else '-'}"


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name or f"({p.role})" for p in parties) or "-"


@pytest.mark.parametrize(("language", "row"), ROWS, ids=[f"{language}-{row['id']}" for language, row in ROWS])
def test_the_sentence_says_this_and_nothing_more(language: str, row: dict[str, str], parser: Language) -> None:
    published = When.on(date.fromisoformat(row["date"]), basis="publication") if "date" in row else When()
    body = row["text"]
    document = Document(id="d", sha256="", language=language, published=published, retrieved=RETRIEVED)
    text = Text(
        id="t",
        document="d",
        reader="test",
        version="1",
        sha256="",
        language=language,
        body=body,
        blocks=blocks.blocks(body),
    )
    marks = mark.mark(text, document, load(), parser)
    records = code.code(text, document, marks, load())
    assert [told(e) for e in records if isinstance(e, Event)] == list(row["events"])
