"""Whether two reports can tell one event: what each says of who, where, which round, and how it contradicts another."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from dragoman.record import Event, Party, Report, Span
from dragoman.text.names import key

T = TypeVar("T", bound=Hashable)
_NOBODY: frozenset[str] = frozenset()
IN_PERSON = frozenset({"visit", "meet", "negotiate", "multilateral", "third-party", None})
REMOTE = frozenset({"phone", "video"})
DELEGATES = frozenset({"deputy ministers", "ambassadors", "governors", "parliament", "military", "experts"})
STAYS = frozenset({"visit", "negotiate", "multilateral"})  # modes that can last days without being told day by day


@dataclass(slots=True, eq=False)
class Told:
    """What one report says, or what the reports of one group say together.

    ``family``: type, kind of contact, and whether it took place; only within one can reports be the same.
    ``people``: country -> surname keys of those named, narrowed to those whom every report of the group names
    where it names anyone of that country; ``entities``: surname key -> entity; ``labels``: what people
    judged the reports to be the same as; ``into``: the group that took this one in.
    """

    family: tuple[str | None, ...]
    rank: tuple[object, ...]
    reports: list[Report]
    first: date | None
    last: date | None
    lasts: bool
    modes: frozenset[str | None]
    states: frozenset[str]
    hosts: frozenset[str]
    people: dict[str, frozenset[str]]
    entities: dict[str, str]
    level: str | None
    places: frozenset[frozenset[str]]
    country: str | None
    formats: frozenset[str]
    round: int | None
    duration: str | None
    sides: tuple[frozenset[str], frozenset[str]] | None
    documents: set[str]
    labels: frozenset[str] = frozenset()
    into: Told | None = None

    @property
    def day(self) -> date | None:
        return self.first if self.first == self.last else None


def told(report: Report) -> Told:
    """What the report says, ready to be compared."""
    event = report.event
    people: dict[str, set[str]] = {}
    entities: dict[str, str] = {}
    states: set[str] = set()
    for party in event.parties:
        if party.country:
            states.add(party.country)
        elif party.kind in ("body", "state") and party.name:
            states.add(_fold(party.name))
        if party.kind == "person" and party.name:
            surname = _surname(party.name)
            people.setdefault(party.country or "?", set()).add(surname)
            if party.entity:
                entities[surname] = party.entity
    when = event.when
    named = sum(map(len, people.values()))
    known = sum(v is not None for v in (event.place, event.level, event.format, event.round, event.host, event.mode))
    consult = event.type == "CONSULT"
    return Told(
        family=_family(event),
        # Most specific first, then the earlier public, then the id: the order in which reports find their groups.
        rank=(-named, -known, report.document.public, event.id),
        reports=[report],
        first=when.earliest,
        last=when.latest,
        lasts=when.lasts,
        modes=_only(event.mode),
        states=frozenset(states),
        hosts=_only(event.host.country) if event.host and event.host.country else _NOBODY,
        people={c: frozenset(s) for c, s in people.items()},
        entities=entities,
        level=event.level,
        places=_only(_place(event.place)) if event.place else frozenset(),
        country=event.place_country,
        formats=_only(_fold(event.format)) if event.format else _NOBODY,
        round=event.round,
        duration=event.duration,
        sides=None if consult else (_side(event.actors), _side(event.recipients)),
        documents={event.document},
    )


def absorb(group: Told, other: Told) -> None:
    """Put the reports of ``other`` into ``group``; what both know is kept as narrow as the narrower says."""
    group.reports += other.reports
    group.rank = min(group.rank, other.rank)
    group.modes |= other.modes
    group.states |= other.states
    group.hosts |= other.hosts
    for country, names in other.people.items():
        common = group.people.get(country, names) & names
        group.people[country] = common or group.people[country]
    group.entities = {**other.entities, **group.entities}
    group.labels |= other.labels
    other.into = group
    group.level = group.level or other.level
    group.places |= other.places
    group.country = group.country or other.country
    group.formats |= other.formats
    group.round = group.round or other.round
    group.duration = group.duration or other.duration
    group.documents |= other.documents
    if other.lasts and not group.lasts:
        group.first, group.last, group.lasts = other.first, other.last, True


def likeness(a: Told, b: Told) -> int | None:
    """How much speaks for one event, from 0; ``None`` where something speaks against it. Days are not looked at.

    People, place, format, round, and what is promised or refused each count one; two common people count two.
    """
    people = _people(a, b)
    if people is None or a.sides != b.sides:
        return None
    alike = people + (a.sides is not None and a.family[1:3] != (None, None))  # the same thing promised or refused
    if a.round and b.round:
        if a.round != b.round:
            return None
        alike += 1
    formats = _overlap(a.formats, b.formats)
    if formats is False:
        return None
    alike += bool(formats)
    if not _modes_fit(a, b, bool(formats), people):
        return None
    summit = bool(formats) and "multilateral" in a.modes | b.modes
    places = places_fit(a, b)
    if not summit and not (a.states ^ b.states) <= (a.hosts | b.hosts):
        # One tells fewer states: only somebody both name, the format, the round, or level and town make it one event.
        if not (a.states <= b.states or b.states <= a.states):
            return None
        level = places and a.level and a.level == b.level and min(len(a.states), len(b.states)) > 1
        if not people and not formats and not (a.round and b.round) and not level:
            return None
    if a.lasts != b.lasts and not a.modes & b.modes and not (people == 2 and a.people == b.people):
        return None  # a visit of three days and the talks on one of them
    if places is False and (people < 2 or (a.country and b.country and a.country != b.country)):
        return None
    # Who leads a delegation is told in many ways: talks of one day and town are not two for that.
    delegations = places and "negotiate" in a.modes | b.modes and DELEGATES.issuperset((a.level, b.level))
    # The office of a host who receives delegations is not theirs.
    received = any(x.people and y.people and x.hosts.issuperset(x.people) for x, y in ((a, b), (b, a)))
    if a.level and b.level and a.level != b.level and people < 2 and not delegations and not received:
        return None
    alike += bool(places)
    return alike if alike or (a.states and b.states) else None


def places_fit(a: Told, b: Told) -> bool | None:
    """True where one place lies in the words of the other, ``None`` where one says nothing."""
    if not a.places or not b.places:
        return None
    return any(p <= q or q <= p for p in a.places for q in b.places)


def same_words(a: Report, b: Report) -> bool:
    """True where two different places of a text, or copies of a text, tell it in nearly the same sentence
    by the same trigger. Rows of one data set, which have no sentence, tell nothing apart."""
    x, y = _sentence(a.event), _sentence(b.event)
    if x is None or y is None:
        return x is y
    if a.event.trigger.exact.casefold() != b.event.trigger.exact.casefold():
        return False
    if a.event.document == b.event.document and x.text == y.text and x.start < y.end and y.start < x.end:
        return False
    one, other = _words(x.exact), _words(y.exact)
    shorter = min(len(one), len(other))
    return shorter >= 5 and len(one & other) >= 0.9 * max(len(one), len(other))


# --- parts ------------------------------------------------------------------------------------------------------------


def _family(event: Event) -> tuple[str | None, ...]:
    if event.standing == "denied" or event.negated:
        took_place = "denied"
    else:
        took_place = {"happened": "past", "under way": "past", "offered": "planned"}.get(event.status, event.status)
    if event.type != "CONSULT":
        return event.type, event.mode, event.content, took_place
    if event.mode in IN_PERSON:
        return event.type, "in person", None, took_place
    return event.type, "remote" if event.mode in REMOTE else event.mode, None, took_place


def _people(a: Told, b: Told) -> int | None:
    """2: every side that both name agrees, and it is two people or all of them; 1: some agree; 0: nothing to
    compare; ``None``: a side both name has nobody in common, or one surname stands for two people."""
    if not a.people or not b.people:
        return 0
    common = 0
    for country, names in a.people.items():
        others = b.people.get(country)
        if others is None:
            continue
        both = names & others
        if not both:
            return None
        if any(a.entities.get(n, "") != b.entities.get(n, "") for n in both if n in a.entities and n in b.entities):
            return None
        common += len(both)
    for one, other in ((a.people, b.people), (b.people, a.people)):
        if "?" in one and "?" not in other:  # of unknown country: may stand on any side of the other
            common += len(one["?"] & frozenset().union(*other.values()))
    return 2 if common >= 2 else 1 if common else 0


def _overlap(a: frozenset[str], b: frozenset[str]) -> bool | None:
    if not a or not b:
        return None
    return any(x == y or x in y or y in x for x in a for y in b)


def _modes_fit(a: Told, b: Told, one_format: bool, people: int) -> bool:
    if a.sides is not None or a.modes == b.modes == frozenset(("multilateral",)):
        # Two gatherings on a day are one where they share the format, the place, or exactly the states.
        return a.sides is not None or one_format or a.states == b.states or bool(places_fit(a, b) and people)
    modes = a.modes | b.modes
    if "multilateral" in modes:
        return one_format or a.modes == b.modes
    if modes == REMOTE:
        return people == 2  # a call told once as video: only where both ends are named
    if "third-party" in modes and a.modes != b.modes:
        return one_format or bool(places_fit(a, b)) or people == 2
    return True


@lru_cache(maxsize=65536)
def _only(value: T) -> frozenset[T]:
    return frozenset((value,))


def _sentence(event: Event) -> Span | None:
    return next((e for e in event.evidence if isinstance(e, Span)), None)


def _side(parties: Iterable[Party]) -> frozenset[str]:
    """Who stands on one side of a promise or a refusal: countries where known, else names."""
    return frozenset(p.country or _fold(p.name or p.words or "?") for p in parties)


@lru_cache(maxsize=65536)
def _surname(name: str) -> str:
    last = re.sub(r"\(.*?\)", "", name).split()
    return (key(last[-1]) or last[-1].casefold()) if last else name


@lru_cache(maxsize=65536)
def _fold(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


_GENERIC = frozenset(("the", "of", "in", "near", "city", "town", "region", "oblast", "district", "capital"))


@lru_cache(maxsize=65536)
def _place(words: str) -> frozenset[str]:
    tokens = frozenset(re.findall(r"\w+", words.casefold()))
    return tokens - _GENERIC or tokens


@lru_cache(maxsize=4096)
def _words(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", sentence.casefold()))
