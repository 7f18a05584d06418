"""Russian and Belarusian news sentences made for this test, with their times; F1 may not fall below the floors.

The rows were written before the words of these two languages were, and before the first look at what is found.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dragoman import codebook
from dragoman.mark import times
from dragoman.record import Text
from dragoman.text import sentences
from dragoman.when import When

GOLD = Path(__file__).parent.parent / "gold" / "times"
BOOK = codebook.load()
FLOORS = {"ru": (98.0, 94.0), "be": (98.0, 94.0)}  # spans, spans with value


def marked(row: dict[str, str], language: str) -> list[tuple[str, str]]:
    body = row["text"]
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, language=language)
    written = When.on(date.fromisoformat(row["date"]), basis="publication")
    found = times.mark(text, sentences.split(body, (), language), written, BOOK)
    return [(body[t.start : t.end], t.value) for t in found]


@pytest.mark.parametrize("language", FLOORS)
def test_times_of_own_sentences_hold_their_floor(language: str) -> None:
    spans = values = gold = system = 0
    for line in (GOLD / f"{language}.jsonl").read_text().splitlines():
        row = json.loads(line)
        expected = {(item["text"], item["value"]) for item in row["times"]}
        found = marked(row, language)
        gold, system = gold + len(expected), system + len(found)
        spans += len({words for words, _ in expected} & {words for words, _ in found})
        values += len(expected & set(found))
    floor_of_spans, floor_of_values = FLOORS[language]
    assert 200 * spans / (gold + system) >= floor_of_spans
    assert 200 * values / (gold + system) >= floor_of_values
