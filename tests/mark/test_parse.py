"""Parses lie on the text: one sentence one parse, whatever white space and signs stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dragoman.mark import parse
from dragoman.marks import Sentence
from dragoman.record import Text


@pytest.fixture(scope="module")
def parser() -> Language:
    return parse.load()


def text(body: str) -> Text:
    return Text(id="t", document="d", reader="test", version="1", sha256="", language="en", body=body)


@pytest.mark.parametrize(
    "body",
    [
        "Rama met Kurti in Tirana.",
        "Rama\u00a0met\u2009Kurti\n in  Tirana.",
        "“We met,” Rama said – and left… (in Tirana).",
        "Mr. Rama met Mr. Kurti. He left.",  # the splitter's decision stands: one parse
        "Rãma met Kurti\u0301 😀 in Tirana.",
    ],
)
def test_words_are_the_words_of_the_text(body: str, parser: Language) -> None:
    body = "Before it. " + body
    sentence = Sentence(11, len(body), 0, "en")
    tokens = parse.mark(text(body), [sentence], [0], parser)[0]
    assert [t.text for t in tokens] == [body[t.start : t.end] for t in tokens]
    assert all(0 <= t.head < len(tokens) for t in tokens)
    assert sum(t.head == i for i, t in enumerate(tokens)) == 1


def test_only_wanted_english_sentences_of_bearable_length_are_parsed(parser: Language) -> None:
    body = "Rama met Kurti. Рама встретил Курти. " + "and met " * 200
    sentences = [
        Sentence(0, 15, 0, "en"),
        Sentence(16, 36, 0, "ru"),
        Sentence(37, len(body), 0, "en"),
        Sentence(0, 4, 0, "en"),
    ]
    assert sorted(parse.mark(text(body), sentences, [0, 1, 2], parser)) == [0]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_can_be_parsed(body: str) -> None:
    tokens = parse.mark(text(body), [Sentence(0, len(body), 0, "en")], [0], _parser()).get(0, ())
    assert [t.text.split() for t in tokens] == [body[t.start : t.end].split() for t in tokens]


_LOADED: list[Language] = []


def _parser() -> Language:
    if not _LOADED:
        _LOADED.append(parse.load())
    return _LOADED[0]
