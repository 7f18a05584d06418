"""Who a row means: codes and names of other people's tables to parties of the record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from dragoman.codebook import Body, Person, load
from dragoman.record import Party


class Side(NamedTuple):
    """One side of a row, as its cells say it; ``sector`` is PLOVER's already."""

    name: str | None
    country: str | None
    group: str | None = None
    sector: str | None = None
    role: str | None = None


@lru_cache(maxsize=65_536)
def party(side: Side) -> Party | None:
    """The party, ``None`` where the cells say nothing. A person or body counts as known by its whole name alone; what
    no table knows keeps its words, and a code that is no state's is no country.

    >>> party(Side("VLADIMIR PUTIN", "RUS", sector="GOV"))
    Party(kind='person', name='Vladimir Putin', words='VLADIMIR PUTIN', ...)
    >>> party(Side("Citizen (Belarus)", "Belarus", sector="CVL")).country
    'BLR'
    """
    name, sector = side.name, side.sector
    if not (name or side.country or side.group):
        return None
    inside = name[name.rindex("(") + 1 : -1] if name and name.endswith(")") and "(" in name else None
    land = country(side.country) or country(inside)
    known = _names().get((name or "").casefold())
    if isinstance(known, Person):
        return Party(
            kind="person", name=known.name, words=name, entity=known.id, country=land or known.country,
            sector=sector or known.sector, role=side.role,
        )  # fmt: skip
    known = known or _groups().get(side.group or "")
    if known is not None:
        return Party(
            kind="body", name=known.name, words=name, entity=known.id, country=known.code, sector=known.sector or sector
        )
    state = load().states.get(land or "")
    if state is not None and sector in (None, "GOV") and _stands_for(name, state.code):
        return Party(kind="state", name=state.name, words=name, country=land, sector=sector)
    if name is None or inside or name.isupper():  # "POLICE", "Citizen (Belarus)"
        return Party(kind="group", name=None, words=name, country=land, sector=sector, role=side.role)
    return Party(kind="unknown", name=name, words=name, country=land, sector=sector, role=side.role)


def country(words: str | None, *, fips: bool = False) -> str | None:
    """ISO 3166 alpha-3 of a code or an English name of a state; ``fips``: of a FIPS 10-4 code.

    >>> country("Russian Federation"), country("BO", fips=True), country("EUR")
    ('RUS', 'BLR', None)
    """
    if not words:
        return None
    if fips:
        return _fips().get(words)
    return words if words in load().states else _lands().get(words.casefold())


@lru_cache(maxsize=1)
def _lands() -> Mapping[str, str]:
    book = load()
    named = {name.casefold(): code for code, state in book.states.items() for name in (*state.names["en"], state.name)}
    other = {name.casefold(): code for name, code in book.scales["exchange"]["countries"].items() if name != "source"}
    return MappingProxyType(named | other)


@lru_cache(maxsize=1)
def _fips() -> Mapping[str, str]:
    return MappingProxyType(dict(pair.split(":") for pair in load().scales["exchange"]["fips"]["codes"].split()))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Person | Body]:
    """People by their English names of two words and more, and bodies by any; a name of two people is nobody's."""
    book = load()
    found: dict[str, Person | Body | None] = {}
    for person in book.persons.values():
        for name in dict.fromkeys(name.casefold() for name in person.names["en"] if " " in name):
            found[name] = None if name in found else person
    found |= {name.casefold(): body for body in book.bodies.values() for name in body.names["en"]}
    return MappingProxyType({name: one for name, one in found.items() if one is not None})


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, Body]:
    """Bodies by the last three letters of their CAMEO code, by which GDELT tells a known group."""
    book = load()
    codes = {code: agent[-3:] for code, agent in book.scales["exchange"]["cameo"]["bodies"].items() if len(agent) > 6}
    first: dict[str, Body] = {}
    for body in book.bodies.values():
        if body.code in codes:
            first.setdefault(codes[body.code], body)
    return MappingProxyType(first)


def _stands_for(name: str | None, code: str) -> bool:
    """True for the state itself: no name beside its code, one of its names, or "MOSCOW" and "RUSSIAN" for Russia."""
    return name is None or name.casefold() in _own_names(code) or country(name) == code


@lru_cache(maxsize=512)
def _own_names(code: str) -> frozenset[str]:
    """Names, adjectives, people and capital of a state, in small letters."""
    state = load().states[code]
    every = (*state.names["en"], state.name, *state.adjectives, *state.people, *state.capitals.get("en", ()))
    return frozenset(name.casefold() for name in every)
