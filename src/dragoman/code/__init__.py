"""(Text, Marks) to records. Every coder has this one signature; ``CODERS`` is the table of those in use."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dragoman.code import contacts, events, faults, statements
from dragoman.code.events.contexts import contexts
from dragoman.codebook import Codebook
from dragoman.marks import Marks
from dragoman.record import Document, Event, Record, Span, Statement, Text

Coder = Callable[[Text, Document, Marks, Codebook], Iterator[Record]]

CODERS: Mapping[str, Coder] = MappingProxyType(
    {"contacts": contacts.code, "events": events.code, "statements": statements.code, "faults": faults.code}
)
VERSIONS: Mapping[str, str] = MappingProxyType(
    {"contacts": contacts.VERSION, "events": events.VERSION, "statements": statements.VERSION, "faults": faults.VERSION}
)


def code(
    text: Text, document: Document, marks: Marks, book: Codebook, *, coders: Mapping[str, Coder] = CODERS
) -> tuple[Record, ...]:
    """All records of a marked text, coder by coder, each in text order; the same input gives the same records.

    A statement is tied to the contact it was made on: the last one told before it in its section. What stands inside a
    statement's words is claimed by its speaker; an act done by people of a contact told just before gets it as parent.
    """
    records = [record for coder in coders.values() for record in coder(text, document, marks, book)]
    records = _without_doubles(records)
    held: dict[int | None, list[Event]] = {}
    for event in sorted((r for r in records if isinstance(r, Event)), key=_place):
        if event.type == "CONSULT" and not event.negated:
            held.setdefault(_section(text, event.trigger.start), []).append(event)
    said = [_occasioned(r, held, text) if isinstance(r, Statement) else r for r in records]
    spoken = [r for r in said if isinstance(r, Statement)]
    return tuple(
        _in_context(_parented(_claimed(r, spoken), held, text), book) if isinstance(r, Event) else r for r in said
    )


def _in_context(event: Event, book: Codebook) -> Event:
    """The event with the PLOVER contexts that its sentences show; a contact between states is diplomatic."""
    words = " ".join(s.exact for s in event.evidence if isinstance(s, Span))
    abroad = len({p.country for p in event.parties if p.country}) > 1
    return event.model_copy(update={"contexts": contexts(words, book, type=event.type if abroad else None)})


def _without_doubles(records: list[Record]) -> list[Record]:
    """The contacts' coder has the word on meetings: the events' coder adds one only in a sentence, and of parties, of which
    the contacts' coder told none."""
    told = [r for r in records if isinstance(r, Event) and r.coding.coder == contacts.CODER]
    sentences = {(s.start, s.end) for e in told for s in e.evidence if isinstance(s, Span)}
    groups = [{p.entity or p.name for p in e.parties} for e in told]
    lands = [{p.country for p in e.parties} for e in told]

    def is_double(event: Event) -> bool:
        if "CONSULT" not in f"{event.type} {event.content}":
            return False
        who = {p.entity or p.name for p in event.parties} - {None}
        same = any(who <= group for group in groups)
        if event.when.day is None:  # a summary of contacts told with their days
            same = same or any({p.country for p in event.parties if p.country} <= group for group in lands)
        return same or any(isinstance(s, Span) and (s.start, s.end) in sentences for s in event.evidence)

    return [r for r in records if not (isinstance(r, Event) and r.coding.coder == events.CODER and is_double(r))]


def _place(event: Event) -> int:
    return event.trigger.start


def _claimed(event: Event, spoken: list[Statement]) -> Event:
    for statement in spoken:
        if not any(s.start <= event.trigger.start and event.trigger.end <= s.end for s in statement.spans):
            continue
        speaker = statement.speaker
        if (
            speaker
            and event.type != "CONSULT"
            and (speaker.entity or speaker.name) in {a.entity or a.name for a in event.actors}
        ):
            continue  # refused or promised by saying it
        standing = "claimed" if event.standing == "stated" else event.standing
        return event.model_copy(update={"statement": statement.id, "standing": standing})
    return event


def _parented(event: Event, held: Mapping[int | None, list[Event]], text: Text) -> Event:
    """An act without a day of its own, by people of the one contact told before it under the same heading."""
    if (
        event.type == "CONSULT"
        or event.parent
        or event.when.basis not in {None, "heading", "event"}
        or event.status == "planned"
    ):
        return event
    section = _section(text, event.trigger.start)
    before = [e for e in held.get(section, ()) if e.trigger.start < event.trigger.start]
    if len(before) != 1 or not before[0].when.day or section is None:
        return event
    known = {p.entity or p.name for p in before[0].parties}
    if not {p.entity or p.name for p in event.actors} <= known:
        return event
    when = before[0].when.model_copy(update={"basis": "event"}) if event.when.basis != "event" else event.when
    return event.model_copy(update={"parent": before[0].id, "when": when})


def _occasioned(statement: Statement, held: Mapping[int | None, list[Event]], text: Text) -> Statement:
    at = statement.trigger.start
    before = [e for e in held.get(_section(text, at), ()) if e.trigger.start <= at]
    if not before:
        return statement
    event = before[-1]
    speaker = statement.speaker
    known = {p.entity or p.name for p in event.parties} | {p.country for p in event.parties}
    if speaker is None or not {speaker.entity or speaker.name, speaker.country} & known:
        return statement
    when = statement.when if statement.when.day else event.when
    return statement.model_copy(update={"event": event.id, "when": when})


def _section(text: Text, at: int) -> int | None:
    """The heading over a place in the text, as an index of blocks."""
    found = bisect_right(text.blocks, at, key=lambda b: b.start) - 1
    n = found if found >= 0 and at < text.blocks[found].end else None
    while n is not None and text.blocks[n].kind not in {"heading", "title"}:
        n = text.blocks[n].parent
    return n
