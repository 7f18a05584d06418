"""What an act is about: the contexts of PLOVER that its words show (data/scales/contexts.toml)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.codebook import Codebook
from dragoman.text.lemma import lemmas

MOST = 3
"""Contexts of one act; PLOVER sets no limit, but a context that one word of a long sentence shows is seldom meant."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Contexts by word, phrase and stem that show them, by word that shows them beside another, and by type of act."""

    names: tuple[str, ...]
    sure: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]]
    types: Mapping[str, tuple[str, ...]]
    phrases: re.Pattern[str]
    stems: re.Pattern[str]


def contexts(words: str, book: Codebook, *, type: str | None = None) -> tuple[str, ...]:
    """At most three contexts that English words show, in alphabetical order; none where none is plain.

    ``type``: that of an act between states, which may show a context by itself (a meeting is diplomatic).

    >>> from dragoman import codebook
    >>> contexts("Lithuania expelled four Russian diplomats for spying.", codebook.load())
    ('diplomatic', 'intelligence')
    >>> contexts("Angela Merkel met Vladimir Putin.", codebook.load(), type="CONSULT")
    ('diplomatic',)
    """
    table = _table(book)
    line = f" {lemmas(words, 'en')} "
    said = set(table.phrases.findall(line))
    rest = table.phrases.sub("", line)  # the gas of "tear gas" is no natural resource
    said |= set(table.stems.findall(rest)) | set(rest.split())
    sure: defaultdict[str, int] = defaultdict(int)
    beside: defaultdict[str, int] = defaultdict(int)
    for word in said:
        for name in table.sure.get(word, ()):
            sure[name] += 1
        for name in table.beside.get(word, ()):
            beside[name] += 1
    own = list(table.types.get(type, ())) if type else []
    shown = [name for name in table.names if (sure[name] or beside[name] > 1) and name not in own]
    return tuple(sorted([*own, *sorted(shown, key=lambda name: -sure[name] - beside[name])][:MOST]))


@lru_cache(maxsize=2)
def _table(book: Codebook) -> _Table:
    rows: Mapping[str, Mapping[str, tuple[str, ...]]] = book.scales["contexts"]
    sure = _inverted((name, _entry(word)) for name, row in rows.items() for word in row["en"])
    stems = {word[:-1] for row in rows.values() for word in row["en"] if word.endswith("*")}
    return _Table(
        tuple(rows),
        sure,
        _inverted((name, _entry(word)) for name, row in rows.items() for word in row.get("beside", ())),
        _inverted((name, type) for name, row in rows.items() for type in row.get("types", ())),
        re.compile(rf"(?<= )({_any(word for word in sure if ' ' in word)})(?= )"),
        re.compile(rf"(?<= )({_any(stems)})"),
    )


def _entry(word: str) -> str:
    return word[:-1] if word.endswith("*") else lemmas(word, "en")


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _inverted(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, word in pairs:
        if name not in found.get(word, ()):
            found[word] = (*found.get(word, ()), name)
    return found
