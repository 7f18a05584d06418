"""Every listed name as it may be written: the gazetteer of states, offices, bodies, places and persons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dragoman.codebook import Codebook
from dragoman.text.gazetteer import Gazetteer, Surface
from dragoman.text.names import cases, forms

_ADJECTIVE_ENDINGS = {
    "ru": "ий ого ому им ом ая ой ую ое ие их ими",
    "uk": "ий ого ому им ім а ої ій у ою е і их ими",
    "be": "і ага аму ім ая ай ую ае ія іх імі",
}
_MEN = {"Никита", "Илья", "Ілля", "Микола", "Кузьма", "Фома", "Савва"}
_SLAVIC = ("ru", "uk", "be")


@lru_cache(maxsize=4)
def gazetteer(book: Codebook) -> Gazetteer:
    """The gazetteer of one codebook. Labels: state, adjective, people, capital, seat, body, format, city, region,
    person, surname, title, titles (plural), group, groups (plural); values are codes, ids or table indices.

    >>> from dragoman.codebook import load
    >>> from dragoman.text.gazetteer import tokens
    >>> gazetteer(load()).at(tokens("Белоруссией"), 0).surfaces[0].value
    'BLR'
    """
    return Gazetteer(_entries(book))


def _entries(book: Codebook) -> Iterator[tuple[str, Surface]]:
    yield from _states(book)
    for key, body in book.bodies.items():
        for language, names in body.names.items():
            for words in _cased(names, language):
                yield words, Surface("body", key, _case(words))
    for key, form in book.formats.items():
        for language, names in form.names.items():
            for words in _cased(names, language):
                yield words, Surface("format", key, "any" if " " in words else _case(words))
    for key, place in book.places.items():
        for language, names in place.names.items():
            for words in _cased(names, language):
                if place.kind == "region" and " " not in words:
                    yield words, Surface("region", key, "capital")
                else:
                    yield (
                        words,
                        Surface({"seat": "seat", "region": "region"}.get(place.kind, "city"), key, _case(words)),
                    )
    yield from _persons(book)
    for index, title in enumerate(book.titles):
        yield from _offices(str(index), title.names, title.plural, "title")
    for index, group in enumerate(book.groups):
        yield from _offices(str(index), group.names, group.plural, "group")


def _states(book: Codebook) -> Iterator[tuple[str, Surface]]:
    for code, state in book.states.items():
        for language, names in state.names.items():
            for words in _cased(names, language):
                yield words, Surface("state", code, _case(words))
        for words in state.adjectives:
            yield words, Surface("adjective", code, _case(words))
        for words in state.people:
            yield words, Surface("people", code, "capital")
            if words.endswith("s") and words[:-1] not in state.adjectives and " " not in words:
                yield words[:-1], Surface("adjective", code, "capital")  # "Serb forces", "a Dane"
        for language, names in state.capitals.items():
            for name in names:
                for words in _cased((name,), language):
                    yield (
                        words,
                        Surface(
                            "capital",
                            code,
                            "capital",
                            state.capitals["en"][names.index(name)]
                            if len(state.capitals["en"]) == len(names)
                            else state.capitals["en"][0],
                        ),
                    )
        for language, stems in state.stems.items():
            for stem in stems:
                for ending in _ADJECTIVE_ENDINGS[language].split():
                    yield stem + ending, Surface("adjective", code)


def _persons(book: Codebook) -> Iterator[tuple[str, Surface]]:
    for key, person in book.persons.items():
        for language, names in person.names.items():
            for name in names:
                for words in _cased((name,), language):
                    label = "person" if " " in name else "surname"
                    yield words, Surface(label, key, "capital")
                if language in _SLAVIC and " " in name:
                    for form in forms(name.split()[-1], language):
                        yield form, Surface("surname", key, "capital")
        if " " in person.name:
            yield person.surname, Surface("surname", key, "capital")
            for other in person.names["en"][1:]:
                last = other.split()[-1]
                if (
                    last != person.surname.split()[-1]
                    and not last.isupper()
                    and len(last) > 3
                    and person.surname == person.name.split()[-1]
                ):
                    yield last, Surface("surname", key, "capital")


def _offices(index: str, names: object, plural: tuple[str, ...], label: str) -> Iterator[tuple[str, Surface]]:
    assert hasattr(names, "items")
    for language, listed in names.items():
        for words in _cased(listed, language, first_only=True):
            yield words, Surface(label, index, "upper" if words.isupper() and len(words) < 5 else "any", language)
    for words in plural:
        yield words, Surface(label + "s", index, "upper" if words[:-1].isupper() else "any", "en")


def _cased(names: tuple[str, ...], language: str, first_only: bool = False) -> Iterator[str]:
    """The names and, for Slavic languages, their likely case forms (several words: all change alike by position)."""
    for name in names:
        yield name
        if language not in _SLAVIC or name.isupper():
            continue
        parts = name.split(" ")
        if first_only:
            for form in forms(parts[0], language)[1:]:
                yield " ".join([form, *parts[1:]])
            continue
        tables = [cases(part, language) for part in parts]
        if len(parts) > 1 and parts[0][-1] in "ая" and parts[0] not in _MEN and parts[-1][-1] not in "ая":
            tables[-1] = (parts[-1],) * 6  # a woman's surname on a consonant is not declined: Ангелы Меркель
        yield from {" ".join(words) for words in zip(*tables, strict=True)} - {name}


def _case(words: str) -> str:
    letters = [c for c in words if c.isalpha()]
    if len(letters) <= 7 and all(c.isupper() for c in letters) and " " not in words:
        return "upper"
    return "capital" if words[0].isupper() else "any"
