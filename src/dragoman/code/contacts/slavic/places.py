"""Places of a sentence: capitals, cities, regions, buildings, and names behind a preposition of place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from dragoman.code.contacts.slavic.line import Line, Phrase, labelled, owners
from dragoman.codebook import Codebook

_VOWELS = "аоуыиеэьяюіїєё"


class _City(NamedTuple):
    name: str
    country: str
    told: str

    @property
    def root(self) -> str:
        """What its adjective begins with."""
        return self.told.rstrip(_VOWELS)


def place(line: Line, k: int, noun: int, codes: tuple[str, ...]) -> Phrase | None:
    """The place at word k; ``noun`` and ``codes``: the word behind its adjectives and the states these tell.

    "российскую столицу" is the capital; a city's adjective before a building is the city ("ташкентской резиденции").
    """
    return _of_capital(line, k, noun, codes) or _listed(line, k) or _seated(line, k, noun) or _unlisted(line, k)


def _make(line: Line, first: int, last: int, codes: tuple[str, ...], name: str | None, post: str | None) -> Phrase:
    start, end = line.words[first].start, line.words[last - 1].end
    return Phrase("place", first, last, start, end, codes=codes, name=name, post=post)


def _of_capital(line: Line, k: int, noun: int, codes: tuple[str, ...]) -> Phrase | None:
    if noun >= len(line.words) or not line.is_who(noun, "capital"):
        return None
    found, last = owners(line, noun + 1, several=False)
    land = codes[:1] or tuple(o.code for o in found[:1])
    if not land or land[0] not in line.book.states:
        return None
    name = next(iter(line.book.states[land[0]].capitals.get("en", ())), None)
    return _make(line, k, noun + 1 if codes else last, land, name, "capital of")


def _listed(line: Line, k: int) -> Phrase | None:
    hit = line.hits[k]
    if not line.words[k].is_capital:
        return None
    for pattern, code in line.lex.capitals:
        found = pattern.match(line.low, line.words[k].start)
        if found:
            name = next(iter(line.book.states[code].capitals.get("en", ())), None)
            return _make(line, k, line.at(found.end() - 1) + 1, (code,), name, "capital")
    if not hit:
        return None
    capital = labelled(hit, "capital")
    if capital:
        return _make(line, k, hit.last, (capital.value,), capital.more, "capital")
    listed = labelled(hit, "city", "region", "seat")
    if listed is None:
        return None
    known = line.book.places[listed.value]
    is_region = listed.label == "region" and line.is_who(hit.last, "region")
    if listed.label == "region" and not is_region and line.is_who(hit.last, "seat"):
        return None  # "на Смоленской площади"
    name = f"{known.name} region" if is_region else known.name
    return _make(line, k, hit.last + is_region, (known.country,), name, listed.label)


def _seated(line: Line, k: int, noun: int) -> Phrase | None:
    """ "в ташкентской резиденции": the city of the adjective."""
    if noun <= k or not line.is_who(noun, "seat"):
        return None
    low = line.low_of(noun - 1)
    cities = (c for same in _cities(line.book, line.lex.language).values() for c in same)
    found = next(
        (c for c in cities if low.startswith(c.root) and line.lex.who["of_city"].match(low[len(c.root) :])), None
    )
    return _make(line, k, noun + 1, (found.country,), found.name, "city") if found else None


def _unlisted(line: Line, k: int) -> Phrase | None:
    """ "в Худжанде", "в резиденции «Загульба»": a name behind a preposition of place or a building."""
    is_building = line.is_who(k - 1, "seat")
    if not line.words[k].is_capital or not (line.lex.ends["place"].search(line.before(k)) or is_building):
        return None
    j = k
    while (
        j < len(line.words)
        and line.words[j].is_capital
        and (j == k or line.words[j].gap in (" ", "-"))
        and not line.hits[j]
    ):
        j += 1
    while k < j < len(line.words) and line.words[j].gap == "-":
        j += 1  # "Ростове-на-Дону"
    if line.is_who(j, "seat") and not line.is_who(j, "region"):
        j += 1  # "на Смоленской площади"
    j = _quoted(line, k) or j
    if j == k or line.lex.titles.at(line.words, k) or any(p.match(line.low_of(k)) for p in line.lex.nouns.values()):
        return None
    words = line.scene.text.body[line.words[k].start : line.words[j - 1].end]
    near = [c for shape in _shapes(words, line.lex.soft) for c in _cities(line.book, line.lex.language).get(shape, ())]
    if len({c.name for c in near}) == 1 and not is_building:
        return _make(line, k, j, (near[0].country,), near[0].name, "city")
    return _make(line, k, j, (), words, "building" if is_building else "unlisted")


def _quoted(line: Line, k: int) -> int | None:
    """The word behind a name in quotation marks that begins at word k ("в «Бочаровом ручье»")."""
    if line.words[k].gap.strip(" \n\u00a0") not in {"«", '"', "„", "“"}:
        return None
    return next(
        (j + 1 for j in range(k, min(k + 4, len(line.words))) if line.body_after(j)[:1] in {"»", '"', "“", "”"}), None
    )


def _shapes(words: str, soft: Mapping[str, str]) -> list[str]:
    """A name without its last vowels, one mark for every other vowel; with its last consonant as it may have been before a case."""
    low = words.lower().replace("ё", "е").rstrip(_VOWELS)
    before = [low[: -len(end)] + hard for end, hard in soft.items() if low.endswith(end)]
    return ["".join("*" if c in _VOWELS and c != "ь" else c for c in root) for root in (low, *before)]


@lru_cache(maxsize=8)
def _cities(book: Codebook, language: str) -> Mapping[str, tuple[_City, ...]]:
    """Cities and buildings by the shape of their name, which is the same in cases that the tables do not make."""
    found: dict[str, list[_City]] = {}
    for state in book.states.values():
        english = state.capitals.get("en", ())
        for name in state.capitals.get(language, ())[: len(english)]:
            found.setdefault(_shapes(name, {})[0], []).append(
                _City(english[0], state.code, name.lower().replace("ё", "е"))
            )
    for one in book.places.values():
        for name in one.names.get(language, ()) if one.kind in {"city", "seat"} else ():
            found.setdefault(_shapes(name, {})[0], []).append(
                _City(one.name, one.country, name.lower().replace("ё", "е"))
            )
    return MappingProxyType({k: tuple(v) for k, v in found.items()})
