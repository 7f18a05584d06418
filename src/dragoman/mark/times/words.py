"""The time words of each language, compiled once for a codebook."""

from __future__ import annotations

from functools import lru_cache

from dragoman.codebook import Codebook
from dragoman.text.dates import Vocabulary, vocabulary


@lru_cache(maxsize=64)
def load(book: Codebook, language: str) -> Vocabulary | None:
    """The time words of a language; ``None`` where the codebook has none.

    >>> from dragoman import codebook
    >>> load(codebook.load(), "en").meanings["yesterday"], load(codebook.load(), "xx")
    (('T', -1), None)
    """
    table = book.language(language).get("time")
    return vocabulary(table) if table else None
