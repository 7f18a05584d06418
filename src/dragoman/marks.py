"""Marks: spans of a text found by the markers, before any political meaning; offsets in code points, half-open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.when import When

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The sixteen event types of PLOVER, in the order of the models' outputs."""
AGENTS, ADJECTIVE, COMPOUND = "agents of a state", "adjective of a state", "part of a compound"
OWNER, PRONOUN = "owner of an office", "pronoun"
"""Reasons of loose mentions: they are no party by themselves, and lend a state or a name to what stands beside them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item; ``block`` is the index into ``Text.blocks``."""

    start: int
    end: int
    block: int
    language: str


@dataclass(frozen=True, slots=True)
class Token:
    """A parsed word; ``head`` is an index into the sentence's tokens (the root points at itself)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TimeML type and value, the interval it means, and the anchor that decided it.

    ``ends``: of a range, its two dates as (start, end, value); TimeML counts them as two expressions.
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    when: When
    anchor: str
    ends: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name someone or some place. ``sense``: acts (a government, a person) or holds (a place).

    ``name`` canonical English, ``country`` ISO-3 of the office or place, ``role`` the office at that date,
    ``level`` its level of contact; ``rivals`` the entities that could not be ruled out.
    """

    start: int
    end: int
    sentence: int
    kind: Literal["person", "state", "body", "group", "place", "office"]
    sense: Literal["actor", "place"]
    entity: str | None
    name: str | None
    country: str | None
    sector: str | None
    role: str | None
    level: str | None
    reason: str
    rivals: tuple[str, ...] = ()

    @property
    def is_loose(self) -> bool:
        """True for "Russian" alone, "Russian advisers", "Kremlin-backed", the owner in "Putin's aide" and for pronouns:
        no party of a contact, but a state or a person is told."""
        return self.reason in (AGENTS, ADJECTIVE, COMPOUND, OWNER) or self.reason.startswith(PRONOUN)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say what: source, cue and content spans; ``speaker`` indexes ``Marks.mentions``."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    kind: Literal["direct", "indirect", "mixed"]
    speaker: int | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell an event, as the tagger reads it; probabilities, 0–1.

    ``types``: PLOVER types above a floor, the likeliest first; ``status`` and ``standing``: the likeliest and its
    probability; ``actors`` and ``recipients``: spans and their mean probability.
    """

    start: int
    end: int
    sentence: int
    types: tuple[tuple[str, float], ...]
    status: tuple[str, float]
    standing: tuple[str, float]
    negated: float
    actors: tuple[tuple[int, int, float], ...]
    recipients: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of one text; ``parses`` holds the sentences that were parsed, by index; ``triggers`` is ``None`` where no
    tagger read it."""

    sentences: tuple[Sentence, ...]
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    parses: dict[int, tuple[Token, ...]] | None = None
    triggers: tuple[Trigger, ...] | None = None
