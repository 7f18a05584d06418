"""The words by which a Slavic language tells contacts, compiled from the codebook once a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dragoman.codebook import Codebook, Table
from dragoman.record import Level
from dragoman.text.gazetteer import Gazetteer, Surface
from dragoman.text.names import cases

Patterns = Mapping[str, re.Pattern[str]]

_SAME = str.maketrans({"ё": "е", "Ё": "е", "’": "'", "ʼ": "'", "\u00a0": " "})
_SHORT_U = re.compile(r"(?<!\w)ў")  # Belarusian: "удзел" is "ўдзел" behind a vowel
_WITHIN = r"(?:\s[^\s,;:.!?()]+){0,5}?\s"
_DATIVE = {"uk": ("ові", "еві")}
_NAMED_AFTER = {"pope", "supreme leader"}
_NONE = re.compile(r"(?!)")
_ADJECTIVE = {"ru": ("ый", "ий", "ой"), "uk": ("ий",), "be": ("ы", "і")}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. ``verbs``, ``future``, ``infinitive``: frame -> forms; ``nouns``, ``media``: mode -> words; ``told``:
    how it is told; ``links``: words before a phrase; ``who``: words for people, matched whole.

    ``sole``: the state of a post that only one has (the pope). ``titles``: Surface.value is the post, ``more`` "case number" (case 0 is the nominative; number s or p).
    """

    language: str
    verbs: Patterns
    future: Patterns
    infinitive: Patterns
    nouns: Patterns
    media: Patterns
    told: Patterns
    links: Patterns
    ends: Patterns
    who: Patterns
    topics: re.Pattern[str]
    titles: Gazetteer
    levels: Mapping[str, Level | None]
    states: tuple[tuple[re.Pattern[str], str], ...]
    bodies: tuple[tuple[re.Pattern[str], str], ...]
    stems: Mapping[str, str]
    sole: Mapping[str, tuple[str, ...]]
    of: tuple[tuple[re.Pattern[str], str], ...]
    capitals: tuple[tuple[re.Pattern[str], str], ...]
    soft: Mapping[str, str]
    shifts: tuple[tuple[int, re.Pattern[str]], ...]


def plain(body: str) -> str:
    """The text in lower case, ё as е and one apostrophe; as long as before, so that offsets stay true.

    >>> plain("Приём в Кремле")
    'прием в кремле'
    """
    return _SHORT_U.sub("у", _lower(body))


def _lower(body: str) -> str:
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in body).translate(_SAME)


@lru_cache(maxsize=12)
def load(book: Codebook, language: str) -> Lexicon | None:
    """The words of one language; ``None`` where the codebook has none."""
    table: Table = book.codebook["consult"].get(language, {})
    if "links" not in table:
        return None
    return Lexicon(
        language=language, verbs=_patterns(_derived(table)), future=_patterns(table["future"]),
        infinitive=_patterns(table["infinitive"]), nouns=_patterns(table["nouns"]), media=_patterns(table["media"]),
        told=_patterns(table["told"]), links=_patterns(table["links"]), ends=_ends(table["links"]),
        who=MappingProxyType({k: _whole(v) for k, v in table["who"].items()}), topics=_whole(table["topics"]["nouns"]),
        titles=Gazetteer(_titles(table, book, language)),
        levels=MappingProxyType({t.post: t.level for t in book.titles}),
        states=tuple((_begin(k), v) for k, v in table["states"].items()),
        bodies=tuple((_begin(k), v) for k, v in table["bodies"].items()),
        sole=_sole(book),
        capitals=tuple((_begin(k), v) for k, v in table.get("capitals", {}).items()),
        soft=MappingProxyType(dict(table.get("soft", {}))),
        shifts=tuple((int(days), _one(rows)) for days, rows in table.get("shifts", {}).items()),
        of=tuple((_begin(k), v) for k, v in table.get("of", {}).items()),
        stems=MappingProxyType({s: code for code, state in book.states.items() for s in state.stems.get(language, ())}),
    )  # fmt: skip


def _sole(book: Codebook) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for tenure in book.tenures:
        found.setdefault(tenure.post, set()).add(tenure.of)
    return MappingProxyType({post: tuple(of) for post, of in found.items() if len(of) == 1 and post in _NAMED_AFTER})


def _expression(words: str) -> str:
    found = _lower(words).replace("~", r"\w*")
    return found.replace(" .. ", _WITHIN).replace(" ", r"\s")


def _patterns(table: Table) -> Patterns:
    return MappingProxyType({k: _one(v) for k, v in table.items()})


def _derived(table: Table) -> Mapping[str, list[str]]:
    """The verbs with the participles that the language makes of their past."""
    ends: Mapping[str, str] = table.get("derived", {})
    return {frame: [_replaced(row, ends) for row in rows] for frame, rows in table["verbs"].items()}


def _replaced(row: str, ends: Mapping[str, str]) -> str:
    for end, more in ends.items():
        row = row.replace(end, more, 1)
    return row


def _one(rows: Iterable[str]) -> re.Pattern[str]:
    made = "|".join(_expression(row) for row in rows)
    return re.compile(rf"(?<![\w-])(?:{made})(?!\w)") if made else _NONE


def _ends(table: Table) -> Patterns:
    """The same words where the text before a place ends in them."""
    return MappingProxyType(
        {k: re.compile(rf"(?<!\w)(?:{'|'.join(map(_expression, v))})[\s(«\"]*$") for k, v in table.items()}
    )


def _whole(rows: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_expression(row) for row in rows)})\Z")


def _begin(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_expression(words)})(?!\w)")


# --- titles -------------------------------------------------------------------------------------------------------


def _titles(table: Table, book: Codebook, language: str) -> Iterator[tuple[str, Surface]]:
    own = [(words, post) for words, post in table["titles"].items()]
    listed = [(words, t.post) for t in book.titles for words in t.names.get(language, ())]
    irregular = {word: tuple(forms.split()) for word, forms in table["plurals"].items()}
    told = {words for words, _ in own}
    for words, post in own + [(w, p) for w, p in listed if plain(w) not in told]:
        if words.isupper():
            continue
        for case, number, form in _inflected(plain(words), language, irregular):
            yield form, Surface("title", post, more=f"{case} {number}")
            if language == "be" and " у " in form:
                yield form.replace(" у ", " ў "), Surface("title", post, more=f"{case} {number}")


def _inflected(words: str, language: str, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, str, str]]:
    """(case, number, form) of a title: its adjectives and its first noun change, what follows them stays."""
    parts = words.split(" ")
    head = next((k for k, p in enumerate(parts) if not p.endswith(_ADJECTIVE[language])), 0)
    head -= head > 0 and len(parts[head]) < 3  # "временный поверенный в делах"
    tables = [_cases(p, language) for p in parts[: head + 1]]
    for case in range(6):
        form = " ".join([*(t[case] for t in tables), *parts[head + 1 :]])
        if case < 5 or "осл" not in form:  # "после" is hardly ever the ambassador
            yield case, "s", form
    for ending in _DATIVE.get(language, ()):
        if parts[head][-1] not in "аяойь":
            yield 2, "s", " ".join([*(t[2] for t in tables[:-1]), parts[head] + ending, *parts[head + 1 :]])
    adjectives = [_plural_adjective(p, language) for p in parts[:head]]
    noun = irregular.get(parts[head]) or _plural_noun(parts[head], language)
    for case in range(5 if len(noun) == 5 else 0):
        yield case, "p", " ".join([*(a[case] for a in adjectives), noun[case], *parts[head + 1 :]])


def _cases(word: str, language: str) -> tuple[str, ...]:
    """The cases of a word in the singular; Belarusian adjectives on ы are no surnames and have a rule of their own."""
    if language == "be" and word.endswith("ы") and len(word) > 4:
        return tuple(word[:-1] + ending for ending in ("ы", "ага", "аму", "ага", "ым", "ым"))
    return cases(word, language)


def _plural_adjective(word: str, language: str) -> tuple[str, ...]:
    if language == "be":
        soft = word.endswith("і")
        return tuple(
            word[:-1] + e for e in (("ія", "іх", "ім", "імі", "іх") if soft else ("ыя", "ых", "ым", "ымі", "ых"))
        )
    if language == "uk":
        return tuple(word[:-2] + e for e in ("і", "их", "им", "ими", "их"))
    soft = word.endswith("ий")
    return tuple(word[:-2] + e for e in (("ие", "их", "им", "ими", "их") if soft else ("ые", "ых", "ым", "ыми", "ых")))


def _plural_noun(word: str, language: str) -> tuple[str, ...]:
    """Nominative, genitive, dative, instrumental, locative of the plural as the ending makes likely."""
    stem = word[:-1] if word[-1] in "аяьй" else word
    soft = word[-1] in "ьйя"
    a = "я" if soft else "а"
    if word.endswith(_ADJECTIVE[language]) and len(word) > 4 and language != "be":
        return _plural_adjective(word, language)
    if language == "uk":
        genitive = "" if word[-1] in "ая" else "їв" if word[-1] == "й" else "ів"
        first = "ї" if word[-1] == "й" else "і" if soft else "и"
        ends = (first, genitive, a + "м", a + "ми", a + "х")
    elif language == "be":
        first = "і" if soft or stem[-1] in "кгх" else "ы"
        ends = (first, "" if word[-1] in "ая" else ("яў" if soft else "аў"), a + "м", a + "мі", a + "х")
    else:
        first = "и" if soft or stem[-1] in "кгхжшчщ" else "ы"
        genitive = "" if word[-1] in "ая" else "ев" if word[-1] == "й" else "ей" if soft or stem[-1] in "жшчщ" else "ов"
        ends = (first, genitive, a + "м", a + "ми", a + "х")
    return tuple(stem + e for e in ends)
