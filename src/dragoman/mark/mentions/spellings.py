"""Whom a name means that no table writes so: another transliteration, or a slip of the pen."""

from __future__ import annotations

from functools import lru_cache

import simplemma

from dragoman.codebook import Codebook, Person
from dragoman.text.gazetteer import fold
from dragoman.text.names import even, evened, is_slip, key, latin
from dragoman.when import When

_KNOWN = 5  # letters from which a surname alone may be known in another spelling
_SLIP = 7  # letters from which a surname alone may hold a slip
_SWAP = 6  # letters from which two may have changed places
_SONS = ("son", "sen", "ovna", "evna", "ovich", "evich")  # Johnson, Johnsen and Jonson are all names
_HIGH = 3  # rank of the offices whose holders a surname alone may mean: down to foreign ministers


@lru_cache(maxsize=4)
def _surnames(book: Codebook) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Surnames of the well known (of high office, or with a Russian name) by their even spelling, and by that spelling
    without any one letter."""
    whole: dict[str, str] = {}
    short: dict[str, set[str]] = {}
    for person in book.persons.values():
        ranks = [book.levels.get(t.level or "", 99) for t in book.offices(person.id, When())]
        is_known = min(ranks, default=99) <= _HIGH or "ru" in person.names
        if person.is_common or " " in person.surname or len(person.surname) < _KNOWN or not is_known:
            continue
        plain = even(person.surname)
        whole.setdefault(plain, person.surname)
        for one in _without_one(plain) | _without_one(latin(person.surname)):
            short.setdefault(one, set()).add(plain)
    return whole, short


def _without_one(word: str) -> set[str]:
    return {word} | {word[:k] + word[k + 1 :] for k in range(len(word))}


@lru_cache(maxsize=8192)
def surname(word: str, book: Codebook, *, opens: bool = False) -> str | None:
    """The listed surname that a word is in another transliteration, or (from seven letters on) with one slip.

    Only surnames of the well known; two that fit are none. ``opens``: the word begins
    its sentence, where an English word has a capital too.

    >>> from dragoman.codebook import load
    >>> [surname(word, load()) for word in ("Poutine", "Luksahenko", "Lukash")]
    ['Putin', 'Lukashenko', None]
    """
    if len(word) < _KNOWN or not word.isalpha() or not word[:1].isupper() or "\u0400" <= word[0] <= "\u04ff":
        return None
    if simplemma.is_known(word.lower(), "en") if opens else simplemma.is_known(word, "en"):
        return None
    whole, short = _surnames(book)
    told = evened(word)
    same = {whole[one] for one in told if one in whole}
    if not same and len(word) >= _SWAP and not word.endswith(_SONS):
        near = {
            whole[plain] for cut in _without_one(even(word)) | _without_one(latin(word)) for plain in short.get(cut, ())
        }
        same = {one for one in near if _is_near(latin(one), latin(word)) or _is_near(even(one), even(word))}
    return same.pop() if len(same) == 1 else None


def _is_near(listed: str, word: str) -> bool:
    """One slip, but not in the first or last letter: "Nazarbayeva", "Zelenskaya" and "Hollander" are other people. In a
    short name only two letters that changed places."""
    if listed[0] != word[0] or not is_slip(listed, word):
        return False
    is_swap = sorted(listed) == sorted(word)
    return is_swap or (len(word) >= _SLIP and listed[-1] == word[-1])


@lru_cache(maxsize=4)
def bearers(book: Codebook) -> dict[str, tuple[str, ...]]:
    """Ids of all listed persons by surname."""
    table: dict[str, tuple[str, ...]] = {}
    for person in book.persons.values():
        table[person.surname] = (*table.get(person.surname, ()), person.id)
    return table


@lru_cache(maxsize=4)
def high(book: Codebook) -> dict[str, tuple[str, ...]]:
    """Ids of those who held high office by the skeleton of the surname; commons left out."""
    table: dict[str, tuple[str, ...]] = {}
    for person in book.persons.values():
        ranks = [book.levels.get(t.level or "", 99) for t in book.offices(person.id, When())]
        if not person.is_common and min(ranks, default=99) <= _HIGH:
            table[key(person.surname)] = (*table.get(key(person.surname), ()), person.id)
    return table


def relatives(given: str, book: Codebook) -> list[Person]:
    """Listed persons of this given name; whose relatives they are, their surname tells."""
    return [p for p in book.persons.values() if " " in p.name and fold(p.name.split()[0]) == fold(given)]
