"""Messages stand under the contact they were voiced at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from spacy.language import Language

from dragoman import code, mark
from dragoman.codebook import load
from dragoman.mark import parse
from dragoman.record import Document, Event, Statement, Text
from dragoman.text import blocks


@pytest.fixture(scope="module")
def parser() -> Language:
    return parse.load()


def coded(body: str, parser: Language) -> tuple[list[Event], list[Statement]]:
    document = Document(id="d", sha256="", language="en", retrieved=datetime(2026, 1, 1, tzinfo=UTC))
    text = Text(
        id="t",
        document="d",
        reader="test",
        version="1",
        sha256="",
        language="en",
        body=body,
        blocks=blocks.blocks(body),
    )
    records = code.code(text, document, mark.mark(text, document, load(), parser), load())
    return [r for r in records if isinstance(r, Event)], [r for r in records if isinstance(r, Statement)]


BODY = """Meetings of the Presidents

On May 5, 2022, Emmanuel Macron received Olaf Scholz in Paris. Olaf Scholz voiced the following messages at the meeting:

• Europe must pay for its own defence.

• Poland agreed to send tanks.

Emmanuel Macron said that Berlin was right."""


def test_each_item_of_a_list_of_messages_is_a_statement_on_the_contact(parser: Language) -> None:
    events, statements = coded(BODY, parser)
    contact = events[0]
    assert [(s.speaker and s.speaker.name, s.spans[0].exact, s.event, str(s.when.day)) for s in statements] == [
        ("Olaf Scholz", "Europe must pay for its own defence.", contact.id, "2022-05-05"),
        ("Olaf Scholz", "Poland agreed to send tanks.", contact.id, "2022-05-05"),
        ("Emmanuel Macron", "Berlin was right.", contact.id, "2022-05-05"),
    ]


def test_what_a_message_tells_is_claimed_by_its_speaker(parser: Language) -> None:
    events, statements = coded(BODY, parser)
    agreed = next(e for e in events if e.type == "AGREE")
    assert (agreed.standing, agreed.statement) == ("claimed", statements[1].id)
