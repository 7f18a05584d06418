"""Words as the search index keeps them: casefolded dictionary forms, the same for a question and for a text."""

from __future__ import annotations

import re
from functools import lru_cache

import simplemma

LEMMATISED = ("en", "ru", "uk")
_WORD = re.compile(r"[^\W_]+(?:[-'’ʼ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=400_000)
def _lemma(word: str, language: str) -> str:
    """The lemma of one word. A hyphenated word stays one: its parts are found by the surface column."""
    if language == "en":
        word = _POSSESSIVE.sub("", word)
    if language not in LEMMATISED:
        return word.casefold()
    # Names come first in upper case ("Минске"), the word lists hold them so; then the plain word.
    lemma = simplemma.lemmatize(word, lang=language).casefold()
    return lemma if lemma != word.casefold() else simplemma.lemmatize(word.casefold(), lang=language).casefold()


def lemmas(words: str, language: str) -> str:
    """Space-joined, casefolded lemmas of English, Russian and Ukrainian words; other languages keep the word.

    >>> lemmas("The ministers' meetings were held in Putin's residence", "en")
    'the minister meeting be hold in putin residence'
    >>> lemmas("Президенты встретились", "ru"), lemmas("Міністрів", "uk"), lemmas("Сустрэча", "be")
    ('президент встретиться', 'міністр', 'сустрэча')
    """
    return " ".join(_lemma(word, language) for word in _WORD.findall(words))
