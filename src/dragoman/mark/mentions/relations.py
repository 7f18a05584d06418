"""Words for somebody beside another: the host and the guest of a meeting, who held an office before or after."""

from __future__ import annotations

from itertools import pairwise

from dragoman.codebook import Codebook
from dragoman.mark.mentions.holders import holders, leads, next_holder, preceded
from dragoman.mark.mentions.line import Phrase
from dragoman.mark.mentions.memory import Actor, Memory, Spot
from dragoman.mark.mentions.people import sector_of
from dragoman.marks import Mention
from dragoman.record import Tenure
from dragoman.text.names import is_woman
from dragoman.when import When

_BACK = 3  # sentences back in which a host may have received his guest


def relation(phrase: Phrase, spot: Spot, memory: Memory) -> Mention:
    """The host, guest, visitor, predecessor or successor; unknown where the words before do not tell one."""
    of = phrase.of[0] if phrase.of else None
    if phrase.value in ("predecessor", "successor"):
        found, why = _beside(phrase, spot, memory)
    else:
        found, why = _party(phrase, of, spot, memory)
    if found is None:
        return spot.mention("office", why, country=of)
    book, listed = memory.book, memory.book.persons.get(found.who)
    memory.people.append(found._replace(at=spot.sentence))
    sector = sector_of(found.post, found.country, book) if found.post else None
    return spot.mention(
        "office", why, entity=listed.id if listed else None, name=listed.name if listed else found.who,
        country=found.country, sector=sector, role=found.post, level=found.level,
    )  # fmt: skip


def compatriot(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
    """ "the Frenchman": the only person of that state in this sentence and the one before."""
    told = {a.who: a for a in memory.people if a.at >= spot.sentence - 1 and a.country == phrase.value and "@" not in a.who}
    if len(told) != 1:
        return None
    ((who, actor),) = told.items()
    listed = memory.book.persons.get(who)
    memory.people.append(actor._replace(at=spot.sentence))
    return spot.mention(
        "person", f"the only person of {phrase.value} just before", entity=listed.id if listed else None,
        name=listed.name if listed else who, country=actor.country, role=actor.post, level=actor.level,
        sector=sector_of(actor.post, actor.country, memory.book) if actor.post else None,
    )  # fmt: skip


def _beside(phrase: Phrase, spot: Spot, memory: Memory) -> tuple[Actor | None, str]:
    """Who held the owner's office before him, or after."""
    owner = _owner(phrase, spot, memory)
    book = memory.book
    if owner is None or "a" in phrase.modifiers:
        return None, f"{phrase.value} of nobody known"
    rows = [t for t in book.offices(owner.who, spot.when) if t.post == owner.post and t.of == owner.country]
    rows = rows or _last(book, owner.who, spot.when)
    if len(rows) != 1:
        return None, f"{phrase.value} in an office that is not known"
    if phrase.value == "predecessor":
        found = next(iter(preceded(book, rows[0])), None)
    else:
        last = rows[0].when.latest
        found = next_holder(book, rows[0].post, rows[0].of, When(earliest=last, latest=last)) if last else None
    if found is None:
        return None, f"{phrase.value} whom no table knows"
    why = f"{found.post} of {found.of} {'before' if phrase.value == 'predecessor' else 'after'} {book.persons[owner.who].name}"
    return Actor(spot.sentence, found.holder, None, found.of, None), why


def _last(book: Codebook, who: str, when: When) -> list[Tenure]:
    """The highest office that the person held last, where none is held that day."""
    ended = [t for t in book.offices(who, When()) if t.when.latest and when.earliest and t.when.latest < when.earliest]
    if not ended or book.offices(who, when):
        return []
    best = min(book.levels.get(t.level or "", 99) for t in ended)
    return [t for t in ended if book.levels.get(t.level or "", 99) == best][-1:]


def _owner(phrase: Phrase, spot: Spot, memory: Memory) -> Actor | None:
    """Whose: the owner named, else the only person of this sentence so far, else of the one before."""
    if phrase.owner is not None:
        return memory.people[-1]
    word = memory.body[spot.start : spot.end].split()[0].casefold()
    women = memory.book.words["women"]
    for at in (spot.sentence, spot.sentence - 1):
        told = {a.who: a for a in memory.people if a.at == at}
        if word in ("his", "her"):
            names = {who: memory.book.persons[who].name if who in memory.book.persons else who for who in told}
            told = {who: a for who, a in told.items() if is_woman(names[who], women) == (word == "her")}
        if told:
            return next(iter(told.values())) if len(told) == 1 else None
    return None


def _party(phrase: Phrase, of: str | None, spot: Spot, memory: Memory) -> tuple[Actor | None, str]:
    """The host or guest of the last meeting told; with a state, who is of that state."""
    is_host = phrase.value == "host"
    for at in range(spot.sentence, max(-1, spot.sentence - 1 - _BACK), -1):
        pair = _received(at, spot.sentence, spot.start, memory)
        if pair is not None:
            one = pair[0] if is_host else pair[1]
            if of in (None, one.country):
                return _actor(one, memory), f"the {phrase.value} of the meeting told before"
        if of is not None and (found := _mirrored(of, at, spot, memory)):
            return found, f"who leads {of}, where the guest came"
    if of is not None:
        told = [a for a in memory.people if a.at >= spot.sentence - _BACK and a.country == of and "@" not in a.who]
        if len({a.who for a in told}) == 1:
            return told[-1], f"the only person of {of} just before"
    return None, f"{phrase.value} of a meeting not told"


def _actor(m: Mention, memory: Memory) -> Actor:
    who = m.entity or m.name or ""
    return next((a for a in reversed(memory.people) if a.who == who), Actor(m.sentence, who, m.role, m.country, m.level))


def _mirrored(of: str, at: int, spot: Spot, memory: Memory) -> Actor | None:
    """ "Lukashenko came to Sochi. His Russian host": a leader abroad has the leader for his host."""
    book = memory.book
    here = [m for m in memory.made if m.sentence == at and not m.is_loose]
    guests = [m for m in here if m.kind in ("person", "office") and m.entity and m.country != of]
    there = any(m.sense == "place" and m.country == of for m in here)
    if not there or len({m.entity for m in guests}) != 1 or spot.when.is_unknown:
        return None
    guest, leader = guests[0], holders(book, "leader", of, spot.when)
    if len(leader) != 1 or not leads(book, guest.entity or "", guest.role or "", guest.country, spot.when):
        return None
    return Actor(spot.sentence, leader[0].holder, leader[0].post, of, leader[0].level)


def _received(at: int, now: int, before: int, memory: Memory) -> tuple[Mention, Mention] | None:
    """Host and guest of a sentence: by a verb of receiving or visiting between two persons, else by whose state the
    place is; the host may be named after it ("Macron flew to Moscow. Putin seated his guest")."""
    words = memory.book.words
    told = [m for m in memory.made if at <= m.sentence <= now and m.end <= before and not m.is_loose]
    here = [m for m in told if m.sentence == at]
    people = [m for m in here if m.kind in ("person", "office") and m.name]
    for one, other in pairwise(people):
        between = memory.body[one.end : other.start].casefold().replace(",", " ").split()
        if words["receiving"] & set(between):
            passive = "by" in between
            return (other, one) if passive else (one, other)
        if words["calling_on"] & set(between):
            return (other, one)
    lands = {m.country for m in here if m.sense == "place"}
    all_told = {m.name: m for m in told if m.kind in ("person", "office") and m.name}
    if people and len(all_told) == 2 and len(lands) == 1:
        home = [m for m in all_told.values() if m.country in lands]
        away = [m for m in all_told.values() if m.country not in lands]
        if home and away:
            return home[0], away[0]
    return None
