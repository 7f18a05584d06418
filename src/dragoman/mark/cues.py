"""The codebook's cue words, per event type and language, as frozen tables with one compiled expression for what to parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dragoman.codebook import Codebook, Table


@dataclass(frozen=True, slots=True)
class Example:
    """A codebook sentence: coded as told, or (``why``) not to be coded as an event that happened."""

    text: str
    mode: str | None
    actors: tuple[str, ...]
    host: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Cues:
    """One event type: its quad class, modes with definitions, word tables by language, and its examples."""

    type: str
    quad: int
    modes: Mapping[str, str]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]
    patterns: Mapping[str, Mapping[str, re.Pattern[str]]]
    examples: tuple[Example, ...]


@lru_cache(maxsize=4)
def load(book: Codebook) -> Mapping[str, Cues]:
    """All event types with cues, by type.

    >>> from dragoman import codebook
    >>> load(codebook.load())["CONSULT"].words["en"]["verbs"]["host"]
    'host'
    """
    return MappingProxyType({cues.type: cues for cues in map(_one, book.codebook.values())})


@lru_cache(maxsize=8)
def stems(book: Codebook, language: str) -> re.Pattern[str] | None:
    """What makes a sentence of this language worth a parse; ``None`` where no cue is known."""
    found = [
        c.patterns[language]["stems"].pattern for c in load(book).values() if "stems" in c.patterns.get(language, {})
    ]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _one(raw: Table) -> Cues:
    words: dict[str, Mapping[str, Mapping[str, str]]] = {}
    patterns: dict[str, Mapping[str, re.Pattern[str]]] = {}
    for language, table in raw.items():
        if len(language) == 2 and isinstance(table, Mapping):
            words[language] = {key: row for key, row in table.items() if isinstance(row, Mapping)}
            patterns[language] = {key: _compiled(key, row) for key, row in table.items() if isinstance(row, tuple)}
    rows = (*raw.get("example", ()), *raw.get("counter", ()))
    examples = tuple(Example(r["text"], r.get("mode"), r.get("actors", ()), r.get("host"), r.get("why")) for r in rows)
    return Cues(raw["type"], raw["quad"], raw["modes"], MappingProxyType(words), MappingProxyType(patterns), examples)


def _compiled(key: str, rows: tuple[str, ...]) -> re.Pattern[str]:
    """Stems match where a word begins, all else whole words."""
    return re.compile(rf"\b(?:{'|'.join(rows)})" + ("" if key == "stems" else r"\b"), re.IGNORECASE)
