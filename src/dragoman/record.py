"""The record: value types, record types, their identities and hashes. Knows no file, no database, no language."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from pydantic import Field

from dragoman.evidence import Act as Act
from dragoman.evidence import Coding as Coding
from dragoman.evidence import Evidence as Evidence
from dragoman.evidence import Query as Query
from dragoman.evidence import Row as Row
from dragoman.evidence import Span as Span
from dragoman.evidence import Value as Value
from dragoman.when import When

Mode = Literal["meet", "visit", "phone", "video", "letter", "negotiate", "multilateral", "third-party"]
Level = Literal[
    "heads of state", "government", "foreign ministers", "deputy ministers", "ambassadors",
    "governors", "parliament", "military", "church", "experts",
]  # fmt: skip
Status = Literal["happened", "under way", "planned", "offered", "called off", "hypothetical"]
Standing = Literal["stated", "claimed", "unconfirmed", "denied", "confirmed"]
PartyKind = Literal["person", "state", "body", "group", "unknown"]
Verdict = Literal["accepted", "rejected", "corrected", "same", "not-same", "dismissed", "undone"]
LinkKind = Literal[
    "rejects", "rebuts", "supports", "repeats", "contradicts", "answers",
    "in exchange for", "because of", "part of", "follows",
]  # fmt: skip
Severity = Literal["high", "medium", "low", "note"]


# --- identities ---------------------------------------------------------------------------------------------------


def digest(*parts: object, length: int = 16) -> str:
    """Hex BLAKE2b of the parts' JSON; the same parts give the same digest on every machine.

    >>> digest("d-1", "met", 0)
    '...'
    """
    raw = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.blake2b(raw.encode(), digest_size=length // 2).hexdigest()


def record_id(kind: str, document: str, anchor: str, ordinal: int) -> str:
    """*Where it was said*: kind, document, the anchor's word, and which of the equal ones it is, from 0."""
    return f"{kind[0]}-{digest(kind, document, anchor.casefold(), ordinal, length=12)}"


# --- documents ----------------------------------------------------------------------------------------------------


class Ground(Value):
    """Why an inferred publication has a bound: the day, the words of the text (code points, half-open), one line."""

    bound: Literal["earliest", "latest"]
    day: date
    start: int = Field(ge=0)
    end: int
    why: str


class Document(Value):
    """One thing that was read. ``id`` comes from the bytes: the same bytes are the same document."""

    id: str
    sha256: str
    address: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    genre: str | None = None
    published: When = When()
    grounds: tuple[Ground, ...] = ()
    retrieved: datetime

    @property
    def public(self) -> date:
        """First day by which it surely was public: latest bound of publication, else the day it was added.

        An inferred bound never makes it later than that day.
        """
        added, latest = self.retrieved.date(), self.published.latest
        if latest is None:
            return added
        return min(latest, added) if self.published.basis == "inferred" else latest


BlockKind = Literal["title", "heading", "paragraph", "item", "caption", "boilerplate"]


class Block(Value):
    """A piece of a text. ``parent``: index of the heading (or list introduction) that governs it."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    parent: int | None = None
    page: int | None = None
    why: str = ""


class Text(Value):
    """What a reader made of a document's bytes. Offsets everywhere point into ``body`` and never change."""

    id: str
    document: str
    reader: str
    version: str
    sha256: str
    language: str | None = None
    body: str
    blocks: tuple[Block, ...] = ()

    def span(self, start: int, end: int, context: int = 32) -> Span:
        """The exact words and ``context`` characters before and after."""
        return Span(
            document=self.document, text=self.id, start=start, end=end, exact=self.body[start:end],
            prefix=self.body[max(0, start - context) : start], suffix=self.body[end : end + context],
        )  # fmt: skip


class Known(Value):
    """What people said of a document before it was read: when it came out."""

    published: When

    @property
    def hash(self) -> str:
        return digest("known", self.published.earliest, self.published.latest)


class Reading(Value):
    """One pass of the coders over one text; it owns every machine record of that pass. ``known``: hash of what the
    desk told the readers beforehand (``Known``)."""

    id: str
    document: str
    text: str
    coders: tuple[tuple[str, str], ...]
    data: str
    known: str | None = None


# --- who ----------------------------------------------------------------------------------------------------------


class Party(Value):
    """Someone taking part. ``name``: canonical English, else the words of the text; unknown stays ``None``."""

    kind: PartyKind
    name: str | None
    words: str | None = None
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None


class Entity(Value):
    """A person, state, body or place. ``names``: (language, name, where seen), canonical English first."""

    id: str
    kind: Literal["person", "state", "body", "group", "place"]
    names: tuple[tuple[str, str, str], ...]
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None


class Tenure(Value):
    """Who held which post of which state or body, at which level, when; ``source`` is a data row or ``memory``."""

    holder: str
    post: str
    of: str
    level: Level | None = None
    when: When
    source: str


# --- records of a reading -----------------------------------------------------------------------------------------


class Event(Value):
    """One document's report of one event (PLOVER)."""

    id: str
    document: str
    type: str
    mode: str | None = None
    content: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    third_parties: tuple[Party, ...] = ()
    host: Party | None = None
    level: Level | None = None
    place: str | None = None
    place_country: str | None = None
    when: When = When()
    duration: str | None = None
    format: str | None = None
    round: int | None = None
    parent: str | None = None
    negated: bool = False
    status: Status = "happened"
    standing: Standing = "stated"
    statement: str | None = None
    trigger: Span
    evidence: tuple[Evidence, ...]
    coding: Coding

    @property
    def parties(self) -> tuple[Party, ...]:
        """Actors, then recipients."""
        return self.actors + self.recipients

    @property
    def content_hash(self) -> str:
        return content_hash(self)


class Statement(Value):
    """Who said what: ``event`` is the occasion it was said on; ``spans`` hold the content."""

    id: str
    document: str
    speaker: Party | None
    relayed_by: Party | None = None
    when: When = When()
    kind: Literal["direct", "indirect", "mixed"]
    act: str = "say"
    about: tuple[str, ...] = ()
    event: str | None = None
    support: str | None = None
    trigger: Span
    spans: tuple[Span, ...]
    evidence: tuple[Evidence, ...]
    coding: Coding

    @property
    def content_hash(self) -> str:
        return content_hash(self)


class Link(Value):
    id: str
    document: str
    source: str
    target: str
    kind: LinkKind
    evidence: tuple[Evidence, ...]
    coding: Coding


class Fault(Value):
    """Something wrong in a source. ``trigger``: the words doubted; ``against``: what speaks against them; ``when``:
    the days the words mean; ``about``: countries (ISO-3) named beside them; why: the coding's reason."""

    id: str
    document: str
    rule: str
    severity: Severity
    when: When = When()
    about: tuple[str, ...] = ()
    trigger: Span
    against: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...]
    coding: Coding

    @property
    def content_hash(self) -> str:
        return content_hash(self)


Coded = Event | Statement | Fault
Record = Coded | Link

WHERE = {"id", "document", "trigger", "spans", "evidence", "coding", "statement", "event", "parent"}


def content_hash(record: Coded) -> str:
    """*What was coded*: every field but identity, place in the text and coder. The words of When do not count.

    Of a fault: its rule, the words doubted and those against them, so that another severity is no other fault.
    """
    if isinstance(record, Fault):
        return digest(record.rule, *(s.exact.split() for s in (record.trigger, *record.against)))
    fields = record.model_dump(mode="json", exclude=WHERE)
    fields["when"] = [fields["when"]["earliest"], fields["when"]["latest"], fields["when"]["lasts"]]
    return digest(fields)


# --- what people add ----------------------------------------------------------------------------------------------


class Judgement(Value):
    """What a person decided about records; it outranks every Reading. ``undoes`` names the judgement taken back."""

    id: str
    about: tuple[str, ...] = Field(min_length=1)
    verdict: Verdict
    content: str | None = None
    basis: dict[str, Any] = Field(default_factory=dict)
    field: str | None = None
    value: str | None = None
    undoes: str | None = None
    by: str
    at: datetime
    note: str = ""


class Note(Value):
    """The analyst's own text: never evidence."""

    id: str
    about: tuple[str, ...] = ()
    body: str
    by: str
    at: datetime


class Problem(Value):
    """Input that could not be read: bad input is data, the run goes on."""

    id: str
    document: str
    stage: Literal["fetch", "read", "mark", "code", "store"]
    reason: str
    detail: str = ""
    at: datetime | None = None


class Indexed(NamedTuple):
    """A sentence as search sees it; offsets in code points of the text."""

    start: int
    end: int
    surface: str
    lemmas: str


class Bundle(Value):
    """What one pass over one document gives; ``marks`` is compressed JSON."""

    document: Document
    text: Text
    reading: Reading
    records: tuple[Record, ...] = ()
    marks: bytes = b""
    sentences: tuple[Indexed, ...] = ()
    shingles: tuple[int, ...] = ()
    notices: tuple[Problem, ...] = ()


class Report(NamedTuple):
    """One document's report of one event, as the store hands it to the live view.

    ``origin``: least document id among near-duplicates; ``recorded``: journal entry of the reading;
    ``dropped``: the newest reading of the document no longer codes it.
    """

    event: Event
    document: Document
    origin: str
    recorded: int
    dropped: bool = False
