"""CONSULT: who met, called, visited or wrote to whom, when, where, at what level, and whether it is told as done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from dragoman.code.contacts import slavic
from dragoman.code.contacts.details import fill
from dragoman.code.contacts.drafts import drafts
from dragoman.code.contacts.settle import Contact, settle
from dragoman.codebook import Codebook
from dragoman.mark import cues, scene
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Marks
from dragoman.record import Coding, Document, Event, Level, Text, record_id

CODER, VERSION = "contacts", "1"
_NEAR_SENTENCES = 4  # how far back a pronoun may point


def code(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Event]:
    """Contacts of a text in text order; what is only planned or offered comes as AGREE with the contact as its content."""
    look = scene.look(text, marks, book)
    table = cues.load(book)["CONSULT"]
    found = [
        draft
        for s in sorted(look.trees)
        if (block := look.block(s)) is None or block.kind in {"paragraph", "item"}
        for draft in drafts(look, s, table)
    ]
    contacts = settle(look, found)
    fill(look, contacts)
    ids: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for contact in contacts:
        trigger = look.trees[contact.draft.s].tokens[contact.draft.token].text.casefold()
        ids[id(contact)] = record_id("event", document.id, trigger, seen[trigger])
        seen[trigger] += 1
    for contact in contacts:
        yield _event(look, contact, document, ids, book)
    for told in slavic.contacts(look, document):
        yield _slavic(look, told, document, seen, book)


def _slavic(look: Scene, told: slavic.Contact, document: Document, seen: Counter[str], book: Codebook) -> Event:
    text = look.text
    trigger = text.span(told.start, told.end)
    anchor = trigger.exact.casefold()
    seen[anchor] += 1
    hosts = {h.key for h in told.hosts} if told.mode == "visit" else set()
    actors = [n for n in told.people if n.key not in hosts]
    recipients = [n for n in told.people if n.key in hosts]
    third = [n for n in told.mediators if n.key not in {p.key for p in told.people}]
    type, mode, content = _plover(told)
    place = told.place
    return Event(
        id=record_id("event", document.id, anchor, seen[anchor] - 1),
        document=document.id,
        type=type,
        mode=mode,
        content=content,
        actors=tuple(n.party for n in actors),
        recipients=tuple(n.party for n in recipients),
        third_parties=tuple(n.party for n in third),
        host=told.hosts[0].party if told.hosts else None,
        level=_level([*actors, *recipients], book),
        place=place.name if place else None,
        place_country=place.codes[0] if place and place.codes else None,
        when=told.when,
        status=told.status,
        standing=scene.standing(look, told.s, told.start),
        trigger=trigger,
        evidence=tuple(
            text.span(look.marks.sentences[s].start, look.marks.sentences[s].end) for s in dict.fromkeys(told.told)
        ),
        coding=Coding(
            coder=CODER,
            version=VERSION,
            confidence=0.7,
            reason=f"cue {trigger.exact!r}, {len(told.everyone)} parties, date {told.when.basis or 'unknown'}",
        ),
    )


def _plover(told: slavic.Contact) -> tuple[str, str | None, str | None]:
    """Type, mode and content: what is planned or offered is AGREE, what is called off REJECT (PLOVER)."""
    if told.status in {"planned", "offered"}:
        return "AGREE", None, f"CONSULT/{told.mode}"
    if told.status == "called off":
        return "REJECT", "meet", f"CONSULT/{told.mode}"
    return "CONSULT", told.mode, None


def _event(look: Scene, contact: Contact, document: Document, ids: dict[int, str], book: Codebook) -> Event:
    draft, text = contact.draft, look.text
    tokens = look.trees[draft.s].tokens
    first, last = min(draft.words), max(draft.words)
    if last - first > 6:
        first = last = draft.token
    hosts = {h.key for h in contact.hosts}
    guests = [n for n in contact.people if n.key not in hosts]
    is_visit = contact.mode == "visit"
    third = {n.key for n in contact.third}
    actors = guests if is_visit or third else contact.people
    recipients = contact.hosts if is_visit and not third else []
    if recipients:  # people of the host's own country who take part are no visitors
        home = {h.party.country for h in contact.hosts if h.party.country}
        theirs = [n for n in guests if n.party.kind == "person" and n.party.country in home]
        if len(theirs) < len(guests):
            actors = [n for n in guests if n not in theirs]
            recipients = [*contact.hosts, *theirs]
    sentences = list(dict.fromkeys(contact.told))
    planned = draft.future
    if planned and third:
        actors, recipients = contact.hosts, guests
    return Event(
        id=ids[id(contact)],
        document=document.id,
        type="AGREE" if planned else "CONSULT",
        mode=None if planned else contact.mode,
        content=_content(contact) if planned else None,
        actors=tuple(n.party for n in actors),
        recipients=tuple(n.party for n in recipients),
        third_parties=tuple(n.party for n in contact.third),
        host=contact.hosts[0].party if contact.hosts else None,
        level=_level([*actors, *recipients], book),
        place=contact.place.name if contact.place else None,
        place_country=contact.place.country if contact.place else None,
        when=contact.when,
        duration=contact.duration,
        format=contact.format,
        round=contact.round,
        parent=ids.get(id(contact.parent)) if contact.parent else None,
        negated=draft.negated,
        status=draft.status,
        standing=contact.doubted or scene.standing(look, draft.s, tokens[draft.token].start),
        trigger=text.span(tokens[first].start, tokens[last].end),
        evidence=tuple(
            text.span(look.marks.sentences[s].start, look.marks.sentences[s].end)
            for s in (*sentences, *_antecedent(look, contact, sentences))
        ),
        coding=Coding(coder=CODER, version=VERSION, confidence=0.9 if contact.dated else 0.7, reason=_reason(contact)),
    )


def _antecedent(look: Scene, contact: Contact, told: list[int]) -> tuple[int, ...]:
    """The sentence a pronoun points to, where what tells the contact names none of its people.

    "He later met with his counterpart" is no evidence of who met whom; the sentence that names him is.
    """
    surnames = {n.party.name.split()[-1] for n in contact.people if n.party.name}
    bodies = [look.text.body[look.marks.sentences[s].start : look.marks.sentences[s].end] for s in told]
    if not surnames or any(name in body for name in surnames for body in bodies):
        return ()
    for s in range(min(told) - 1, max(-1, min(told) - 1 - _NEAR_SENTENCES), -1):
        sentence = look.marks.sentences[s]
        if any(name in look.text.body[sentence.start : sentence.end] for name in surnames):
            return (s,)
    return ()


def _content(contact: Contact) -> str:
    """What is planned or offered, as PLOVER type and mode; a host for others is a third party."""
    if contact.third:
        return "CONSULT/third-party"
    return f"CONSULT/{contact.mode}" if contact.mode else "CONSULT"


def _reason(contact: Contact) -> str:
    told = "noun" if contact.draft.nominal else "verb"
    return f"{told} {contact.draft.noun!r}, {len(contact.people)} named, date {contact.when.basis or 'unknown'}"


def _level(people: list[Named], book: Codebook) -> Level | None:
    """The highest office of each state, and of those the lowest; unknown where a side's office is unknown."""
    sides: dict[str, list[int | None]] = {}
    for one in people:
        if one.party.kind in {"person", "group"} or one.level:
            sides.setdefault(one.party.country or one.key, []).append(book.levels.get(one.level) if one.level else None)
    best = [min((v for v in side if v is not None), default=None) for side in sides.values()]
    known = [b for b in best if b is not None]
    if not known or len(known) < len(best):
        return None
    level = next(name for name, n in book.levels.items() if n == max(known))
    return level if level in get_args(Level) else None  # type: ignore[return-value]
