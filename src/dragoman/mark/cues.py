"""The codebook's cue words, per event type and language, as frozen tables, and which sentences are worth a parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from dragoman.codebook import Codebook, Table

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Example:
    """A codebook sentence: coded as told, or (``why``) not to be coded as an event that happened."""

    text: str
    mode: str | None
    actors: tuple[str, ...]
    host: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a type's ``cues``: the words that tell an event of it, and where its parties stand.

    ``verbs`` or ``nouns`` (lemmas) trigger it. What must stand with them: ``object`` (lemmas of the direct object, of a
    passive its subject; "*" any), ``particle``, ``clause`` (lemma of the verb that follows), ``oblique`` (prepositions and,
    if given, the nouns after them), ``phrase`` (one of these words somewhere below). ``recipient`` and ``actor`` are slots in
    order of preference: object, dative, subject, clause.object, a preposition, object.of … ``needs``: which parties must
    be found (actor, recipient, both: named; any: one of them). ``who``: what the actor must be.
    """

    type: str
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    mode: str | None = None
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    clause: frozenset[str] = frozenset()
    not_clause: frozenset[str] = frozenset()
    oblique: frozenset[str] = frozenset()
    oblique_nouns: frozenset[str] = frozenset()
    phrase: frozenset[str] = frozenset()
    not_phrase: frozenset[str] = frozenset()
    recipient: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    needs: str | None = None
    who: str | None = None
    status: str | None = None
    content: str | None = None
    joint: bool = False
    joined: bool | None = None
    light: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """One event type: its quad class, modes with definitions, cues and word tables by language, and its examples.

    ``wanted``: words that tell a mode by what is refused, asked or threatened.
    """

    type: str
    quad: int
    modes: Mapping[str, str]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]
    patterns: Mapping[str, Mapping[str, re.Pattern[str]]]
    examples: tuple[Example, ...]
    rows: tuple[Cue, ...] = ()
    wanted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@lru_cache(maxsize=4)
def load(book: Codebook) -> Mapping[str, Cues]:
    """All event types with cues, by type.

    >>> from dragoman import codebook
    >>> load(codebook.load())["CONSULT"].words["en"]["verbs"]["host"]
    'host'
    """
    return MappingProxyType({cues.type: cues for cues in map(_one, book.codebook.values())})


@lru_cache(maxsize=8)
def by_lemma(book: Codebook) -> tuple[Mapping[str, tuple[Cue, ...]], Mapping[str, tuple[Cue, ...]]]:
    """English cues by verb and by noun, in the codebook's order: within a type the first that fits is taken.

    >>> from dragoman import codebook
    >>> [c.type for c in by_lemma(codebook.load())[0]["condemn"]]
    ['ACCUSE']
    """
    verbs: dict[str, list[Cue]] = {}
    nouns: dict[str, list[Cue]] = {}
    for cues in load(book).values():
        for cue in cues.rows:
            for word in cue.verbs:
                verbs.setdefault(word, []).append(cue)
            for word in cue.nouns:
                nouns.setdefault(word, []).append(cue)
    return (
        MappingProxyType({k: tuple(v) for k, v in verbs.items()}),
        MappingProxyType({k: tuple(v) for k, v in nouns.items()}),
    )


def is_wanted(book: Codebook, body: str, start: int, end: int) -> bool:
    """True where an English sentence holds a word of a cue, in any form, and so is worth a parse."""
    stems, forms, phrases = _wanted(book)
    words = body[start:end].lower()
    if any(word in forms for word in _WORD.findall(words)):
        return True
    return bool(stems.search(body, start, end)) or any(p in words for p in phrases)


@lru_cache(maxsize=4)
def _wanted(book: Codebook) -> tuple[re.Pattern[str], frozenset[str], tuple[str, ...]]:
    found = [c.patterns["en"]["stems"].pattern for c in load(book).values() if "stems" in c.patterns.get("en", {})]
    forms: set[str] = set()
    for raw in book.codebook.values():
        forms.update(w for w in raw.get("en", {}).get("forms", ()))
    for cues in load(book).values():
        for cue in cues.rows:
            forms.update(f for word in cue.verbs | cue.nouns for f in _inflected(word))
    single = frozenset(f.strip() for f in forms if " " not in f.strip())
    return re.compile("|".join(found) or r"(?!)", re.IGNORECASE), single, tuple(f for f in forms if " " in f.strip())


def _inflected(lemma: str) -> set[str]:
    """The regular forms of an English word; a wrong one is never met in a text.

    >>> sorted(_inflected("deny"))
    ['denied', 'denies', 'deny', 'denyed', 'denying', 'denys']
    """
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    found = {lemma, lemma + "s", stem + "es", stem + "ed", stem + "ing", lemma + "ed", lemma + "ing"}
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        found = {lemma, lemma + "s", lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing", lemma + "ed"}
    elif len(lemma) > 2 and lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS:
        found |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return found


def _one(raw: Table) -> Cues:
    words: dict[str, Mapping[str, Mapping[str, str]]] = {}
    patterns: dict[str, Mapping[str, re.Pattern[str]]] = {}
    for language, table in raw.items():
        if len(language) == 2 and isinstance(table, Mapping):
            words[language] = {key: row for key, row in table.items() if isinstance(row, Mapping)}
            patterns[language] = {
                key: _compiled(key, row)
                for key, row in table.items()
                if isinstance(row, tuple) and key not in {"cues", "forms"}
            }
    examples = tuple(
        Example(r["text"], r.get("mode"), r.get("actors", ()), r.get("host"), r.get("why"))
        for r in (*raw.get("example", ()), *raw.get("counter", ()))
    )
    lists = {name: frozenset(row.split()) for name, row in raw.get("lists", {}).items()}
    rows = tuple(_cue(raw["type"], row, lists, raw["modes"]) for row in raw.get("en", {}).get("cues", ()))
    wanted = {word: mode for mode, row in raw.get("wanted", {}).items() for word in row.split()}
    return Cues(
        raw["type"], raw["quad"], raw["modes"], MappingProxyType(words), MappingProxyType(patterns), examples, rows,
        MappingProxyType(wanted),
    )  # fmt: skip


_SETS = {"verb": "verbs", "noun": "nouns"} | {
    k: k for k in ("object", "not_object", "particle", "clause", "not_clause", "phrase", "not_phrase")
}
_PLAIN = {"mode", "needs", "who", "status", "content", "joint", "joined", "light"}


def _cue(type: str, row: Mapping[str, Any], lists: Mapping[str, frozenset[str]], modes: Mapping[str, str]) -> Cue:
    fields: dict[str, Any] = {}
    for key, value in row.items():
        if key in _SETS:
            fields[_SETS[key]] = _set(value, lists)
        elif key == "oblique":
            preps, _, nouns = value.partition(":")
            fields |= {"oblique": frozenset(preps.split()), "oblique_nouns": _set(nouns, lists)}
        elif key in {"recipient", "actor"}:
            fields[key] = tuple(value.split())
        elif key in _PLAIN:
            fields[key] = value
        else:
            raise ValueError(f"codebook {type}: a cue has no field {key!r} ({row})")
    if not (fields.get("verbs") or fields.get("nouns")):
        raise ValueError(f"codebook {type}: a cue without verb or noun ({row})")
    if fields.get("mode") and fields["mode"] not in modes:
        raise ValueError(f"codebook {type}: unknown mode {fields['mode']!r}")
    return Cue(type, **fields)


def _set(words: str, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split():
        if word.startswith("@"):
            if word[1:] not in lists:
                raise ValueError(f"codebook: no list {word!r}")
            found |= lists[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


def _compiled(key: str, rows: tuple[str, ...]) -> re.Pattern[str]:
    """Stems match where a word begins, all else whole words."""
    return re.compile(rf"\b(?:{'|'.join(rows)})" + ("" if key == "stems" else r"\b"), re.IGNORECASE)
