"""What the text has named so far, the day that dates each sentence, and how a mention is made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from dragoman.codebook import Codebook, Person
from dragoman.marks import Mention, Sentence, Time
from dragoman.text.gazetteer import fold
from dragoman.text.names import evened, forms, is_slip, is_typo, key, latin
from dragoman.when import When

Kind = Literal["person", "state", "body", "group", "place", "office"]


class Actor(NamedTuple):
    """Somebody named in sentence ``at``: ``who`` is a person's id, a name as written, or "post@state" for nobody known."""

    at: int
    who: str
    post: str | None
    country: str | None
    level: str | None


class Spot(NamedTuple):
    """Where a mention stands, and the day that dates its office."""

    start: int
    end: int
    sentence: int
    when: When

    def mention(
        self, kind: Kind, reason: str, *, sense: Literal["actor", "place"] = "actor", entity: str | None = None,
        name: str | None = None, country: str | None = None, sector: str | None = None, role: str | None = None,
        level: str | None = None, rivals: tuple[str, ...] = (),
    ) -> Mention:  # fmt: skip
        """The mention; what is not given stays unknown."""
        return Mention(
            self.start, self.end, self.sentence, kind, sense, entity, name, country, sector, role, level, reason, rivals
        )


@dataclass(slots=True)
class Memory:
    """The persons of the text by surname key, the actors in order, and the states that acted.

    ``named``: persons whom the text names in full; ``about``: also those of an unshared surname. ``lands``: states
    named anywhere in the text. ``formers``: former offices spoken of: sentence, post, state. ``made``: the mentions so far.
    """

    book: Codebook
    body: str = ""
    about: set[str] = field(default_factory=set)
    lands: set[str] = field(default_factory=set)
    formers: list[tuple[int, str, str]] = field(default_factory=list)
    made: list[Mention] = field(default_factory=list)
    surnames: dict[str, list[str]] = field(default_factory=dict)
    people: list[Actor] = field(default_factory=list)
    states: list[tuple[int, str]] = field(default_factory=list)
    unknown: dict[str, Mention] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def last_states(self, index: int) -> tuple[str, ...]:
        """The last two states that acted, in the last eight sentences; nothing where there are not two."""
        recent = [(a.at, a.country) for a in self.people if a.country] + self.states
        seen = dict.fromkeys(c for at, c in sorted(recent, key=lambda pair: pair[0], reverse=True) if index - at <= 8)
        return tuple(sorted(list(seen)[:2])) if len(seen) > 1 else ()

    def last_pair(self, index: int, with_persons: bool) -> tuple[str, ...]:
        """Two persons, else two states, of the nearest sentence (this or five before) that names exactly two."""
        for at in range(index, max(-1, index - 6), -1):
            persons = dict.fromkeys(a.who for a in self.people if a.at == at and a.who.startswith("per:"))
            states = dict.fromkeys(code for i, code in self.states if i == at)
            if with_persons and len(persons) == 2:
                return tuple(sorted(persons))
            if len(states) == 2 and not persons:
                return tuple(sorted(states))
        return self.last_states(index)

    def before(self, index: int, of: str | None) -> Actor | None:
        """The last person with an office, of another state, in this or the last three sentences."""
        return next((a for a in reversed(self.people) if a.at >= index - 3 and a.country != of and a.post), None)


def dates(sentences: Sequence[Sentence], times: Sequence[Time], published: When) -> list[When]:
    """For each sentence the interval that dates its offices: its own first date, else the last month or day before
    it, else the publication. A year said in passing ("the 2014 annexation") dates its own sentence only."""
    starts = [s.start for s in sentences]
    own: dict[int, When] = {}
    for time in times:
        width = time.when.width
        if time.type == "DATE" and width is not None and width <= 370:
            own.setdefault(bisect_right(starts, time.start) - 1, time.when)
    out, last = [], published
    for index in range(len(sentences)):
        when = own.get(index, last)
        if (when.width or 0) <= 31:
            last = when
        out.append(when)
    return out


@lru_cache(maxsize=4)
def given_names(book: Codebook) -> frozenset[str]:
    """The folded given names: the common ones in all cases and those of the listed persons."""
    listed = {
        fold(n.split()[0]) for p in book.persons.values() for names in p.names.values() for n in names if " " in n
    }
    common = {form for name in book.given for form in _all_cases(name)}
    return (frozenset(n for n in listed if len(n) > 2) | common) - book.words["not_given"]


def _all_cases(name: str) -> Iterator[str]:
    for language in ("ru", "uk") if "\u0400" <= name[0] <= "\u04ff" else ("en",):
        yield from (fold(form) for form in forms(name, language))


@lru_cache(maxsize=4)
def _by_given(book: Codebook) -> dict[str, list[Person]]:
    """Persons by the skeleton of each given name and of what stands for it; a skeleton of one letter by the name itself."""
    table: dict[str, list[Person]] = {}
    short: dict[str, set[str]] = {}
    for one, other in (pair.split() for pair in book.words["short_names"]):
        short.setdefault(one, set()).add(other)
        short.setdefault(other, set()).add(one)
    for person in book.persons.values():
        if person.surname == person.name.split()[0]:
            continue
        firsts = {fold(n.split()[0]) for names in person.names.values() for n in names if " " in n}
        for first in {_skeleton(name) for given in firsts for name in (given, *short.get(given, ()))}:
            table.setdefault(first, []).append(person)
    return table


def _skeleton(given: str) -> str:
    return key(given) if len(key(given)) > 1 else fold(given)


@lru_cache(maxsize=4)
def _by_surname(book: Codebook) -> dict[str, list[Person]]:
    table: dict[str, list[Person]] = {}
    for person in book.persons.values():
        if not person.is_common and " " in person.name:
            table.setdefault(person.surname, []).append(person)
    return table


def _is_given(first: str, person: Person) -> bool:
    """True where the given name is the person's with one slip ("Joseph Borrell")."""
    listed = {n.split()[0] for n in person.names["en"] if " " in n}
    return len(first) > 4 and any(is_slip(latin(first), latin(n)) for n in listed)


@lru_cache(maxsize=8192)
def variant(name: str, book: Codebook) -> str | None:
    """The one listed person whose given name and surname these are in another spelling, or with a slip.

    >>> from dragoman.codebook import load
    >>> variant("Aliaksandr Lukašenka", load()), variant("Viktor Lukashenko", load())
    ('per:lukashenko-alexander', None)
    """
    parts = name.split()
    if len(parts) < 2:
        return None
    people, last = _by_given(book).get(_skeleton(parts[0]), []), parts[-1]
    same = [p.id for p in people if key(p.surname) == key(last) and len(key(last)) > 1]
    same = same or [p.id for p in people if len(last) > 4 and evened(p.surname) & evened(last)]
    if len(same) > 1 and len(parts) > 2:  # "George Walker Bush"
        same = [p for p in same if any(fold(w)[0] == fold(parts[1])[0] for w in book.persons[p].name.split()[1:2])]
    same = same or [p.id for p in _by_surname(book).get(last, []) if _is_given(parts[0], p)]
    close = same or [p.id for p in people if " " not in p.surname and len(last) > 6 and is_typo(p.surname, last)]
    return close[0] if len(close) == 1 else None
