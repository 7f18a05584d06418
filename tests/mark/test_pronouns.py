"""Pronouns: whom they mean where one reading is left, and nobody where two people fit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from spacy.language import Language

from dragoman import mark
from dragoman.codebook import load
from dragoman.mark import parse, scene
from dragoman.marks import Mention
from dragoman.record import Document, Text
from dragoman.text import blocks
from dragoman.when import When


@pytest.fixture(scope="module")
def parser() -> Language:
    return parse.load()


def pronouns(body: str, parser: Language) -> list[Mention]:
    published = When.on(date(2022, 2, 10), basis="publication")
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
    document = Document(
        id="d", sha256="", language="en", published=published, retrieved=datetime(2026, 1, 1, tzinfo=UTC)
    )
    marks = mark.mark(text, document, load(), parser, every=True)
    return list(scene.pronouns(scene.look(text, marks, load())))


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("The Armenian prime minister spoke. Later he left.", ["Nikol Pashinyan"]),
        # a possessive is its subject's, unless somebody else takes part
        ("Lukashenko signed it in his palace.", ["Alexander Lukashenko"]),
        ("In his speech, Lukashenko spoke of Poland.", ["Alexander Lukashenko"]),
        ("Lukashenko thanked the general for coming in his jeep.", ["Alexander Lukashenko"]),
        ("Putin told Lukashenko that he would send rockets.", [None]),
        # an object is not the subject
        ("Makei met Lavrov and gave him a letter.", ["Sergey Lavrov"]),
        ("Scholz landed in Kyiv. Zelensky met him at the palace.", ["Olaf Scholz"]),
        # she and he
        ("Merkel warned Putin; he shrugged.", ["Vladimir Putin"]),
        ("Liz Truss met Sergey Lavrov. He frowned; she smiled.", ["Sergey Lavrov", "Liz Truss"]),
        # two who fit
        ("Putin received Lukashenko. He promised rockets.", [None]),
        ("Macron phoned Putin. He urged him to wait.", [None, None]),
        # who goes on speaking
        ("Lavrov told Borrell that nobody cared. He added that nobody would.", ["Sergey Lavrov"]),
        # what somebody else did
        ("Blinken thanked Kuleba for his patience.", ["Dmytro Kuleba"]),
        # somebody unnamed comes between
        ("Peskov spoke. The ambassador resigned. He cited his health.", [None, None]),
        # relative clauses, clauses before
        ("Zakharova said nothing about Sandu, who had said it.", ["Maia Sandu"]),
        ("When he landed in Minsk, Putin was greeted by children.", ["Vladimir Putin"]),
    ],
)
def test_a_pronoun_names_one_person_or_nobody(body: str, names: list[str | None], parser: Language) -> None:
    assert [m.name for m in pronouns(body, parser)] == names


def test_they_are_two_and_have_no_name(parser: Language) -> None:
    (they,) = pronouns("Lukashenko met Putin. They skipped lunch.", parser)
    assert (they.name, set(they.rivals)) == (None, {"per:lukashenko-alexander", "per:putin-vladimir"})


def test_pronouns_are_loose_and_no_marks_of_the_text(parser: Language) -> None:
    found = pronouns("Lukashenko spoke. He left.", parser)
    assert [(m.kind, m.reason, m.is_loose) for m in found] == [("person", "pronoun", True)]
