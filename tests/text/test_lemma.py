"""Lemmas as the search index keeps them."""

from __future__ import annotations

import time

import pytest

from dragoman.text.lemma import lemmas


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("The ministers’ talks were held, again!", "en", "the minister talk be hold again"),
        ("Putin's envoys", "en", "putin envoy"),
        ("Президенты провели переговоры", "ru", "президент провести переговоры"),
        ("послами ПОСЛАМИ", "ru", "посол посол"),
        ("зустрічі міністрів", "uk", "зустріч міністр"),
        ("Перамовы Прэзідэнтаў", "be", "перамовы прэзідэнтаў"),
        ("Gespräche", "de", "gespräche"),
        ("", "en", ""),
    ],
)
def test_lemmas_are_dictionary_forms(words: str, language: str, expected: str) -> None:
    assert lemmas(words, language) == expected


def test_repeated_text_is_lemmatised_at_100_000_words_a_second() -> None:
    words = "The foreign ministers of both countries met in Vienna and signed three agreements. " * 20
    lemmas(words, "en")
    began = time.process_time()
    for _ in range(50):
        lemmas(words, "en")
    assert 50 * len(words.split()) / (time.process_time() - began) > 100_000
