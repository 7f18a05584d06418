"""Who is said to say what: source, cue and content, by sentence."""

from __future__ import annotations

import pytest

from dragoman.codebook import load
from dragoman.mark import attributions, mentions, times
from dragoman.record import Text
from dragoman.text import blocks, sentences
from dragoman.when import When


def marked(body: str, language: str = "en") -> list[tuple[str | None, str, str, str]]:
    """(speaker, cue, content, kind) of each attribution."""
    book = load()
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
    split = sentences.split(body, text.blocks, language)
    dated = times.mark(text, split, When(), book)
    who = mentions.mark(text, split, dated, book)
    return [
        (
            None if a.speaker is None else who[a.speaker].name,
            " ".join(body[s:e] for s, e in a.cue),
            " ".join(body[s:e] for s, e in a.content),
            a.kind,
        )
        for a in attributions.mark(text, split, who, {}, book)
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Olaf Scholz said that Berlin would pay.", [("Olaf Scholz", "said", "Berlin would pay.", "indirect")]),
        ("“We shall pay,” Olaf Scholz said.", [("Olaf Scholz", "said", "“We shall pay,”", "direct")]),
        ("“We shall pay in full,” said Olaf Scholz.", [("Olaf Scholz", "said", "“We shall pay in full,”", "direct")]),
        ("Olaf Scholz stated: “We shall pay.”", [("Olaf Scholz", "stated", "“We shall pay.”", "direct")]),
        (
            "According to Olaf Scholz, Berlin would pay.",
            [("Olaf Scholz", "According to", "Berlin would pay.", "indirect")],
        ),
        (
            "Olaf Scholz spoke first. According to him, Berlin would pay.",
            [("Olaf Scholz", "According to", "Berlin would pay.", "indirect")],
        ),
        (
            "Olaf Scholz spoke first. He said that Berlin would pay.",
            [("Olaf Scholz", "said", "Berlin would pay.", "indirect")],
        ),
        ("Olaf Scholz called it a “clear sign” and left.", []),
        ("“I said that we pay.”", []),  # a cue inside quotation marks is the speaker's own word
        ("It was said that Berlin would pay.", []),
        ("In order to calm the markets, Olaf Scholz proposed a fund.", []),
    ],
)
def test_a_speaker_beside_a_cue_owns_the_words(body: str, expected: list[tuple[str | None, str, str, str]]) -> None:
    assert marked(body) == expected


def test_a_quotation_over_several_sentences_is_one_content() -> None:
    body = "Olaf Scholz said: “We shall pay. We always did. Nobody doubts it.” Then he left."
    assert [content for _, _, content, _ in marked(body)] == ["“We shall pay. We always did. Nobody doubts it.”"]
