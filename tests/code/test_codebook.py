"""The codebook's examples and counter-examples are tests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dragoman import code, codebook, mark
from dragoman.mark import cues, parse
from dragoman.mark.cues import Example
from dragoman.record import Document, Event, Text
from dragoman.text import blocks

TABLES = cues.load(codebook.load())
EXAMPLES = [(type, example) for type, table in sorted(TABLES.items()) for example in table.examples]
_LOADED: list[Language] = []


def coded(body: str, language: str = "en") -> list[Event]:
    if not _LOADED:
        _LOADED.append(parse.load())
    document = Document(id="d", sha256="", language=language, retrieved=datetime(2026, 1, 1, tzinfo=UTC))
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
    marks = mark.mark(text, document, codebook.load(), _LOADED[0])
    return [r for r in code.code(text, document, marks, codebook.load()) if isinstance(r, Event)]


@pytest.mark.parametrize(("type", "example"), EXAMPLES, ids=[e.text[:60] for _, e in EXAMPLES])
def test_an_example_is_coded_and_a_counter_example_is_not(type: str, example: Example) -> None:
    found = [e for e in coded(example.text) if e.type == type and not e.negated and e.status != "hypothetical"]
    if example.why is not None:
        assert found == []
        return
    assert [(e.mode or "", tuple(p.name or p.words for p in e.actors), e.host and e.host.name) for e in found] == [
        (example.mode, example.actors, example.host)
    ]


def test_every_mode_of_a_cue_is_defined() -> None:
    consult = TABLES["CONSULT"]
    assert {mode.rstrip("?") for mode in consult.words["en"]["nouns"].values()} <= set(consult.modes)
    assert set(consult.words["en"]["media"].values()) <= set(consult.modes)
    assert {m for t in TABLES.values() for e in t.examples for m in [e.mode] if m} <= {
        m for t in TABLES.values() for m in t.modes
    }


PIECES = [
    "Olaf Scholz", "he", "the presidents", "met", "with", "hosted", "and", "his Polish counterpart", "in Minsk", "on 5 May 2022", ",", ".",
    "did not", "refused to", "agreed", "talks", "a summit", "took part in", "Warsaw", "the parties", "“", "”", ":", "•", "\n\n", "visit to",
    "by phone", "congratulated", "they", "said that", "who", "was held", "between", "the second round of", "\u00a0", "e\u0301", "встретился", "Путин",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["en", "ru", "uk"]))
def test_no_string_of_words_breaks_the_coders(pieces: list[str], language: str) -> None:
    body = " ".join(pieces)
    events = coded(body, language)
    assert all(body[e.trigger.start : e.trigger.end] == e.trigger.exact for e in events)
    assert events == coded(body, language)
