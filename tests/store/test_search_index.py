"""Finding sentences: by lemma, phrase, misspelt name; never an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from dragoman.record import Bundle
from dragoman.store import Store, search
from dragoman.when import When

AT = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = {
    "en": "The foreign ministers met in Minsk. Grain exports were discussed at length. Łukasz Wójcik visited Baku.",
    "ru": "Министры встретились в Минске. Президенты обсудили поставки зерна. Они met Королёва.",
    "uk": "Міністри зустрілися у Львові. Сторони підтвердили об'єднання зусиль. Вони met.",
}


@pytest.fixture
def filled(store: Store, make: Callable[..., Bundle]) -> Store:
    for n, (language, body) in enumerate(TEXTS.items()):
        trigger = {"en": "met"}.get(language, "met")
        published = When.on(date(2022, 1 + n, 1))
        store.append(make(language, body, language=language, triggers=(trigger,), published=published), AT, "ana")
    return store


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("minister meeting Minsk", "The foreign ministers met in Minsk."),
        ("grain export", "Grain exports were discussed at length."),
        ('"foreign ministers"', "The foreign ministers met in Minsk."),
        ("Lukasz Wojcik", "Łukasz Wójcik visited Baku."),
        ("Wojick", "Łukasz Wójcik visited Baku."),
        ("министр Минск", "Министры встретились в Минске."),
        ("поставка зерна", "Президенты обсудили поставки зерна."),
        ("Королева", "Они met Королёва."),
        ("міністр Львів", "Міністри зустрілися у Львові."),
        ("обʼєднання", "Сторони підтвердили об'єднання зусиль."),
        ("Baku astronauts", "Łukasz Wójcik visited Baku."),
    ],
)
def test_the_best_hit_is_the_sentence_that_answers(filled: Store, query: str, quote: str) -> None:
    hit = filled.search(query)[0]
    assert hit.quote == quote
    assert TEXTS[hit.document.removeprefix("d-")][hit.start : hit.end] == quote


@pytest.mark.parametrize("query", ['"ministers foreign"', "zzzzqqq", ""])
def test_what_is_nowhere_is_not_found(filled: Store, query: str) -> None:
    assert filled.search(query) == []


@pytest.mark.parametrize(
    "query", ['"', '""', "AND", "a OR", "NEAR(x y)", "lemma:x", "-x", "*", "^x", "{x}", "\0", "_", "😀", "x" * 9000, "a " * 999, "'"]
)  # fmt: skip
def test_no_question_is_an_error(filled: Store, query: str) -> None:
    assert filled.search(query, limit=3) == filled.search(query, limit=3)


def test_language_clock_and_limit(filled: Store) -> None:
    assert {hit.document for hit in filled.search("met", language="uk")} == {"d-uk"}
    assert {hit.document for hit in filled.search("met", as_of=date(2022, 1, 31))} == {"d-en"}
    assert {hit.document for hit in filled.search("met", recorded=2)} == {"d-en", "d-ru"}
    assert len(filled.search("met", limit=2)) == 2


def test_only_the_newest_text_is_searched(filled: Store, make: Callable[..., Bundle]) -> None:
    filled.append(make("en", "Only envoys met in Riga.", reader="2"), AT, "ana")
    assert [hit.quote for hit in filled.search("Minsk")] == []
    assert [hit.quote for hit in filled.search("Minsk", recorded=3)] == ["The foreign ministers met in Minsk."]
    assert [hit.quote for hit in filled.search("Riga")] == ["Only envoys met in Riga."]


def test_a_rebuilt_index_answers_alike(filled: Store) -> None:
    before = [filled.search(query) for query in ("met", "Wojick", "министр", "grain baku")]
    filled.rebuild()
    assert [filled.search(query) for query in ("met", "Wojick", "министр", "grain baku")] == before


def test_common_words_alone_are_answered_too(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "COMMON", 0)
    assert len(filled.search("met")) == 3
    assert filled.search("met Минск")[0].document == "d-ru"
