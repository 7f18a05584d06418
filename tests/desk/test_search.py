"""Forty questions in each of three languages: the right sentence stands among the first five."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman import read, run
from dragoman.desk import Desk
from dragoman.record import Bundle, Problem
from dragoman.store import Store

GOLD = Path(__file__).parent.parent / "gold" / "search"
ADDED = datetime(2026, 1, 5, tzinfo=UTC)
REACH = 36


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, bundles: list[Bundle]) -> Iterator[Desk]:
    """The samples and the three corpora together: what is sought hides among all the rest."""
    with Desk(Store.open(tmp_path_factory.mktemp("search") / "desk.sqlite"), by="t", clock=lambda: ADDED) as desk:
        for source in read.gather([str(p) for p in sorted(GOLD.glob("corpus_*.md"))], ADDED, None):
            assert not isinstance(source, Problem)
            for made in run.work(source):
                assert isinstance(made, Bundle)
                desk.append(made)
        for bundle in bundles:
            desk.append(bundle)
        yield desk


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_the_right_sentence_is_among_the_first_five(library: Desk, language: str) -> None:
    rows = [json.loads(line) for line in (GOLD / f"{language}.jsonl").read_text().splitlines() if line.strip()]
    missed = []
    for row in rows:
        hits = [hit.quote for hit in library.search(row["query"], limit=5)]
        if not any(row["sentence"] in quote or quote in row["sentence"] for quote in hits):
            missed.append((row["query"], row["kind"], hits[:2]))
    print(f"search {language}: {len(rows) - len(missed)} of {len(rows)}")
    for miss in missed:
        print("MISSED", *miss)
    assert len(rows) == 40
    assert len(rows) - len(missed) >= REACH


@pytest.mark.parametrize("words", ["", '"', "a AND", "*", "NEAR(", "col:x", "-", "Минск OR", "x" * 5000, "\x00"])
def test_no_query_is_an_error(library: Desk, words: str) -> None:
    assert isinstance(library.search(words), list)
