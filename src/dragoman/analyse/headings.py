"""Under which heading of a review events stand, and how they are counted in words; data/prose/review.toml."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from dragoman import wording
from dragoman.live import Cluster
from dragoman.record import Event, Party, Value

OTHER = "other"


class Heading(Value):
    """``one`` and ``many``: the title over one contact, over several; no ``level`` and no ``modes``: all the rest.

    ``role``: it holds only where two people at every table hold an office that begins so; ``absence``: how a month
    without a meeting in person says whose it is.
    """

    one: str
    many: str
    level: str | None = None
    modes: tuple[str, ...] = ()
    role: str | None = None
    absence: str | None = None


def arranged(contacts: Iterable[Cluster]) -> list[tuple[Heading, list[Cluster]]]:
    """The contacts of one month under their headings, in the order of printing; each stands once.

    >>> arranged([])
    []
    """
    rows = _headings()
    groups: dict[int, list[Cluster]] = defaultdict(list)
    for cluster in contacts:
        groups[_place(cluster.event)].append(cluster)
    return [(_fitting(rows, index, groups[index]), groups[index]) for index in sorted(groups)]


def in_words(events: Sequence[Event], table: Literal["modes", "kinds"] = "modes") -> str:
    """The events counted by mode (or kind), most first, then in the order of the table; "" where there are none.

    >>> in_words([])
    ''
    """
    words = _words()[table]
    known = list(words["one"])
    found = Counter((e.mode if table == "modes" else e.type) for e in events)
    counts: Counter[str] = Counter()
    for name, number in found.items():
        counts[name if name in known else OTHER] += number  # type: ignore[index]
    ranked = sorted(counts.items(), key=lambda kv: (-kv[1], known.index(kv[0])))
    return wording.listing(f"{n} {words['one' if n == 1 else 'many'][name]}" for name, n in ranked)


def level_words(level: str | None) -> str:
    """A level of contact as a key figure names it.

    >>> level_words("governors"), level_words(None)
    ('Governors', 'Level not known')
    """
    return str(_words()["levels"][level or "none"])


def grouped(acts: Iterable[Cluster]) -> list[tuple[str, list[Cluster]]]:
    """The acts of one month under the titles of their kinds, in the order of printing; each stands once.

    >>> grouped([])
    []
    """
    rows = [(str(row["title"]), frozenset(row["types"])) for row in _words()["act"]]
    groups: dict[str, list[Cluster]] = {title: [] for title in [*(title for title, _ in rows), part("other")]}
    for cluster in acts:
        groups[next((title for title, types in rows if cluster.event.type in types), part("other"))].append(cluster)
    return [(title, some) for title, some in groups.items() if some]


def left_words(reason: str) -> str:
    """Why events are not printed, as the key figure says it.

    >>> left_words("considered")
    'only considered'
    """
    return str(_words()["left"][reason])


def part(name: Literal["acts", "other", "claimed", "apart"]) -> str:
    """The title over acts that are no contacts, over those of no kind, over claims, over what did not take place.

    >>> part("claimed")
    'Claimed, Not Confirmed'
    """
    return str(_words()["parts"][name])


def is_in_person(event: Event) -> bool:
    """True where people meet in one place, or nothing rules that out."""
    return event.mode is None or event.mode in _words()["modes"]["in_person"]


def _place(event: Event) -> int:
    """The first heading that fits, one for the mode before one for the level alone, then the one for all the rest."""
    rows = list(enumerate(_headings()))
    for index, row in rows:
        if row.level == event.level and event.mode in row.modes:
            return index
    for index, row in rows:
        if row.level == event.level and not row.modes:
            return index
    return len(rows) - 1


def _fitting(rows: Sequence[Heading], index: int, contacts: Sequence[Cluster]) -> Heading:
    """The heading, or the next of its level where not every table seats two holders of the office it names."""
    role = rows[index].role
    if role is None or all(sum(_holds(who, role) for who in c.event.parties) > 1 for c in contacts):
        return rows[index]
    return rows[index + 1]


def _holds(who: Party, role: str) -> bool:
    return who.kind == "person" and (who.role or "").casefold().startswith(role)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("dragoman").joinpath("data/prose/review.toml").read_text(encoding="utf-8"))


@cache
def _headings() -> tuple[Heading, ...]:
    return tuple(Heading.model_validate(row) for row in _words()["heading"])
