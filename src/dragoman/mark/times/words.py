"""The time words of each language, compiled once for a codebook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dragoman.codebook import Codebook
from dragoman.mark.times.events import Phrases, feasts, phrases
from dragoman.text.dates import Grammar, Vocabulary, grammar, vocabulary


@lru_cache(maxsize=64)
def load(book: Codebook, language: str) -> Vocabulary | None:
    """The time words of a language; ``None`` where the codebook has none.

    >>> from dragoman import codebook
    >>> load(codebook.load(), "en").meanings["yesterday"][1], load(codebook.load(), "xx")
    (-1, None)
    """
    table = book.language(language).get("time")
    if not table:
        return None
    return vocabulary(table, _grammar(book), _undated(phrases(book, language), table), feasts(book, language))


def _undated(names: Phrases, table: Mapping[str, Any]) -> Phrases:
    """Names of events without those that hold a date ("August 2020 election"): the date is an expression itself."""
    months = {form.casefold() for row in table["months"] for form in row}
    return {words: ids for words, ids in names.items() if not any(w.isdigit() or w in months for w in words)}


@lru_cache(maxsize=4)
def _grammar(book: Codebook) -> Grammar:
    return grammar(book.forms)
