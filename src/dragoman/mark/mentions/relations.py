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
from dragoman.text.names import is_woman, key
from dragoman.when import When

_BACK = 3  # sentences back in which a host may have received his guest


def relation(phrase: Phrase, spot: Spot, memory: Memory) -> Mention:
    """The host, guest, visitor, predecessor, successor, relative, or the latter of two; unknown where the words before do not tell one."""
    of = phrase.of[0] if phrase.of else None
    if phrase.value in ("predecessor", "successor"):
        found, why = _beside(phrase, spot, memory)
    elif phrase.value in ("latter", "former"):
        found, why = _of_two(phrase, spot, memory)
    elif phrase.value in memory.book.words["kin"]:
        found, why = _relative(phrase, spot, memory)
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
    told = {
        a.who: a for a in memory.people if a.at >= spot.sentence - 1 and a.country == phrase.value and "@" not in a.who
    }
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


def _of_two(phrase: Phrase, spot: Spot, memory: Memory) -> tuple[Actor | None, str]:
    """The first or the last of the two people of this sentence, else of the one before."""
    for at in (spot.sentence, spot.sentence - 1):
        told = list({a.who: a for a in memory.people if a.at == at}.values())
        if len(told) == 2 and not any("@" in a.who for a in told):
            return told[phrase.value == "latter"], f"the {phrase.value} of the two just named"
        if told:
            break
    return None, f"{phrase.value}: which two, is not told"


def _relative(phrase: Phrase, spot: Spot, memory: Memory) -> tuple[Actor | None, str]:
    """ "Bush's father", "his wife": the only other of the surname, state and sex who ruled or whom the text names."""
    owner, book = _owner(phrase, spot, memory), memory.book
    me = book.persons.get(owner.who) if owner else None
    if me is None:
        return None, f"{phrase.value} of nobody known"
    words, women = book.words, book.words["women"]
    others = [
        p
        for p in book.persons.values()
        if p.id != me.id and p.country == me.country and key(p.surname) == key(me.surname)
    ]
    is_female = phrase.value in words["female_kin"]
    found = [
        p for p in others
        if is_woman(p.name, women) == is_female
        and (p.id in memory.about or any(book.levels.get(t.level or "", 99) <= 3 for t in book.offices(p.id, When())))
        and _is_older(p.id, me.id, book) in {"father": (True,), "mother": (True,), "son": (False,), "daughter": (False,)}.get(phrase.value, (True, False))
    ]  # fmt: skip
    if len(found) != 1 or phrase.value in (
        "grandson",
        "granddaughter",
        "uncle",
        "nephew",
        "niece",
        "cousin",
        "heir",
        "stepson",
        "grandfather",
        "grandmother",
    ):
        return None, f"{phrase.value} whom no table knows"
    return Actor(spot.sentence, found[0].id, None, me.country, None), f"the {phrase.value} of {me.name}, by the surname"


def _is_older(one: str, other: str, book: Codebook) -> bool:
    """True where the first held office before the second."""
    days = [next((t.when.earliest for t in book.offices(p, When()) if t.when.earliest), None) for p in (one, other)]
    return bool(days[0] and days[1] and days[0] < days[1])


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
    for at in range(spot.sentence, spot.sentence - _BACK, -1):
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
        host, guest = _received(at, spot, memory)
        one = host if is_host else guest
        if one is not None and of in (None, one.country):
            return one, f"the {phrase.value} of the meeting told before"
    if of is not None:
        told = [a for a in memory.people if a.at >= spot.sentence - _BACK and a.country == of and "@" not in a.who]
        if len({a.who for a in told}) == 1:
            return told[-1], f"the only person of {of} just before"
    return None, f"{phrase.value} of a meeting not told"


def _actor(m: Mention, memory: Memory) -> Actor:
    who = m.entity or m.name or ""
    return next(
        (a for a in reversed(memory.people) if a.who == who), Actor(m.sentence, who, m.role, m.country, m.level)
    )


def _received(at: int, spot: Spot, memory: Memory) -> tuple[Actor | None, Actor | None]:
    """Host and guest of a sentence, as far as told: by a verb of receiving or visiting, else by whose state the place is.

    The host may be named after it ("Macron flew to Moscow. Putin seated his guest"), or be the leader of where a leader came.
    """
    words = memory.book.words
    told = [m for m in memory.made if at <= m.sentence <= spot.sentence and m.end <= spot.start and not m.is_loose]
    here = [m for m in told if m.sentence == at]
    people = [m for m in here if m.kind in ("person", "office") and m.name]
    for one, other in pairwise(people):
        between = _between(one.end, other.start, memory)
        if words["receiving"] & between:
            pair = (other, one) if "by" in between else (one, other)
            return _actor(pair[0], memory), _actor(pair[1], memory)
        if words["calling_on"] & between:
            return _actor(other, memory), _actor(one, memory)
    if len(people) == 1 and words["receiving"] & _between(people[0].end, people[0].end + 20, memory):
        return _actor(people[0], memory), None  # "Erdogan hosted the talks"
    lands = {m.country for m in here if m.sense == "place"}
    if not people or len(lands) != 1:
        return None, None
    (land,) = lands
    named = {m.name: m for m in told if m.kind in ("person", "office") and m.name}
    home = [m for m in named.values() if m.country == land]
    away = [m for m in named.values() if m.country != land and m.sentence == at]
    guest = _actor(away[0], memory) if len(away) == 1 else None
    if home:
        return (_actor(home[0], memory) if len(home) == 1 else None), guest
    return (_mirrored(guest, land, spot, memory) if guest else None), guest


def _between(start: int, end: int, memory: Memory) -> set[str]:
    return set(memory.body[start:end].casefold().replace(",", " ").split())


def _mirrored(guest: Actor, land: str | None, spot: Spot, memory: Memory) -> Actor | None:
    """ "Lukashenko came to Sochi. His host": a leader abroad has the leader for his host; of a minister it is not sure."""
    book = memory.book
    if spot.when.is_unknown or land is None or not guest.post:
        return None
    found = holders(book, "leader", land, spot.when)
    if len(found) != 1 or not leads(book, guest.who, guest.post, guest.country, spot.when):
        return None
    return Actor(spot.sentence, found[0].holder, found[0].post, land, found[0].level)
