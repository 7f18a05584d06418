"""Events other than contacts: what one sentence tells, by the codebook's cues alone, and what the tagger adds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from spacy.language import Language

from dragoman import code, mark
from dragoman.code.events.told import ahead
from dragoman.codebook import load
from dragoman.mark import parse, triggers
from dragoman.record import Document, Event, Party, Text
from dragoman.text import blocks
from dragoman.text.model import Model


@pytest.fixture(scope="module")
def parser() -> Language:
    return parse.load()


@pytest.fixture(scope="module")
def tagger() -> Model:
    return triggers.load()


def told(body: str, parser: Language, tagger: Model | None = None) -> list[str]:
    """The events of a text, one line each: type/mode status standing [not] | actors > recipients."""
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
    marks = mark.mark(text, document, load(), parser, tagger)
    return [_line(e) for e in code.code(text, document, marks, load()) if isinstance(e, Event)]


def _line(e: Event) -> str:
    parts = [f"{e.type}/{e.mode or '-'}", e.status, e.standing, *(["not"] if e.negated else [])]
    return f"{' '.join(parts)} | {_names(e.actors)} > {_names(e.recipients)}"


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name or p.words or "?" for p in parties) or "-"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On 3 May 2023, Finland expelled nine Russian diplomats.", ["SANCTION/expel happened stated | Finland > Russian diplomats"]),
        ("Nine Russian diplomats were expelled by Finland.", ["SANCTION/expel happened stated | Finland > Russian diplomats"]),
        ("Finland may expel nine Russian diplomats.", ["SANCTION/expel hypothetical stated | Finland > Russian diplomats"]),
        ("Finland will expel nine Russian diplomats next week.", ["SANCTION/expel planned stated | Finland > Russian diplomats"]),
        ("Finland did not expel the Russian diplomats.", ["SANCTION/expel happened stated not | Finland > Russian diplomats"]),
        ("Moscow said that Finland had expelled Russian diplomats.", ["SANCTION/expel happened claimed | Finland > Russian diplomats"]),
        ("Finland refused to receive the Russian ambassador.", ["REJECT/meet happened stated | Finland > Russian ambassador"]),
        ("Hungary will not send weapons to Ukraine.", ["REJECT/assist happened stated | Hungary > Ukraine"]),
        ("Germany sent air defence systems to Ukraine in June.", ["AID/- happened stated | Germany > Ukraine"]),
        ("Germany will send air defence systems to Ukraine in June.", ["AGREE/- planned stated | Germany > Ukraine"]),
        ("Germany promised weapons to Ukraine.", ["AGREE/- offered stated | Germany > Ukraine"]),
        ("Police detained dozens of protesters in Tbilisi.", ["COERCE/arrest happened stated | Police > protesters"]),
        ("Iran released two French prisoners.", ["RETREAT/release happened stated | Iran > two French prisoners"]),
        ("Poland summoned the Belarusian ambassador.", ["ACCUSE/disapprove happened stated | Poland > Belarusian ambassador"]),
        ("Lithuania closed its border with Belarus.", ["COERCE/restrict happened stated | Lithuania > Belarus"]),
        ("Belarus and Russia held joint exercises near Brest.", ["COOPERATE/- happened stated | Belarus, Russia > -"]),
        ("Belarus began exercises near Brest.", ["MOBILIZE/weapons happened stated | Belarus > -"]),
        ("Minsk recalled its ambassador from Warsaw.", ["SANCTION/withdraw happened stated | Belarus > Poland"]),
        ("A suicide bomber killed five policemen in Kabul.", ["ASSAULT/suicide-attack happened stated | suicide bomber > five policemen"]),
        ("Vladimir Putin apologized to Azerbaijan.", ["CONCEDE/- happened stated | Vladimir Putin > Azerbaijan"]),
        ("Miners went on strike against the government of Poland.", ["PROTEST/strike happened stated | Miners > Government of Poland"]),
        # What is no act, or no politics
        ("The novel virus killed six people in Britain.", []),
        ("A man killed his wife in Ohio.", []),
        ("Finland offered no evidence to Russia.", []),
        ("The annexation threatens Moldova.", []),
        ("Finland often expels Russian diplomats.", []),
        ("It is unlikely that Finland will expel Russian diplomats.", []),
    ],
)  # fmt: skip
def test_the_codebook_alone_tells_this(sentence: str, expected: list[str], parser: Language) -> None:
    assert told(sentence, parser) == expected


@pytest.mark.parametrize(
    ("type", "status", "expected"),
    [
        ("AID", "planned", ("AGREE", "AID")),
        ("COOPERATE", "planned", ("AGREE", "COOPERATE")),
        ("RETREAT", "planned", ("CONCEDE", "RETREAT")),
        ("SANCTION", "planned", ("SANCTION", None)),
        ("AID", "happened", ("AID", None)),
        ("AID", "hypothetical", ("AID", None)),
    ],
)
def test_what_is_to_come_is_another_type(type: str, status: str, expected: tuple[str, str | None]) -> None:
    assert ahead(type, status) == expected  # type: ignore[arg-type]


def test_an_act_told_again_as_background_is_one_event(parser: Language) -> None:
    body = "Russia invaded Ukraine on 24 February 2022. After Russia's invasion of Ukraine, Finland changed its mind."
    assert told(body, parser) == ["ASSAULT/- happened stated | Russia > Ukraine"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Lusaka handed Luanda the keys to a field hospital.", ["AID/- happened stated | Zambia > Angola"]),
        ("Islamabad moved armour to the crossing at Torkham.", ["MOBILIZE/weapons happened stated | Pakistan > -"]),
    ],
)
def test_the_tagger_finds_what_no_row_lists(
    sentence: str, expected: list[str], parser: Language, tagger: Model
) -> None:
    assert told(sentence, parser) == []
    assert told(sentence, parser, tagger) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Egypt attacked Ghana from the first minute and scored twice before half-time.",
        "Brazil beat Argentina in the final.",
    ],
)
def test_the_tagger_speaks_against_a_game(sentence: str, parser: Language, tagger: Model) -> None:
    assert [line.split("/")[0] for line in told(sentence, parser)] == ["ASSAULT"]
    assert told(sentence, parser, tagger) == []


def test_a_quotation_over_paragraphs_is_somebody_s_word(parser: Language, tagger: Model) -> None:
    body = "“We want peace.\n\n“Finland has expelled nine Russian diplomats without any reason.\n\n“That is all.”"
    assert [line.split(" | ")[0] for line in told(body, parser)] == ["SANCTION/expel happened claimed"]
