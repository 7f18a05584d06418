"""A sentence as the phrase readers see it: tokens, the listed names that begin at each, and what a phrase holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from dragoman.codebook import Codebook
from dragoman.text.gazetteer import Hit, Surface, Token

Variant = Callable[[str], str | None]
Surname = Callable[[str, bool], str | None]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with what they say. ``of``: codes of the states or bodies named with the office; ``to``: where posted;
    ``owner``: the person whose aide or predecessor it is."""

    kind: str
    first: int
    last: int
    value: str = ""
    more: str = ""
    ids: tuple[str, ...] = ()
    name: str | None = None
    name_at: tuple[int, int] | None = None
    post: str | None = None
    level: str | None = None
    of: tuple[str, ...] = ()
    to: str | None = None
    region: str | None = None
    modifiers: frozenset[str] = frozenset()
    pronoun: bool = False
    plural: bool = False
    reason: str = ""
    owner: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its tokens and the listed names that begin at each."""

    words: Sequence[Token]
    hits: Sequence[Hit | None]
    body: str
    given: frozenset[str]
    variant: Variant
    respelled: Surname
    seen: Set[str]
    book: Codebook


def surfaces(hit: Hit | None, *labels: str) -> list[Surface]:
    return [s for s in hit.surfaces if s.label in labels] if hit else []


def is_joined(gap: str) -> bool:
    return gap in (" ", "-", "\u00a0", "\n", "’s ", "'s ", "’ ", "' ", "")


def owner_code(surface: Surface, book: Codebook) -> str:
    if surface.label == "body":
        return book.bodies[surface.value].code
    if surface.label == "seat":
        return book.places[surface.value].country
    return surface.value
