"""Rows of the tables: records of states, bodies, formats, places, persons, titles, groups and dated events, each checked
on entry."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, product
from types import MappingProxyType
from typing import Any

from dragoman.record import Level, Tenure
from dragoman.when import When

LANGUAGES = ("en", "ru", "uk", "be")


Names = Mapping[str, tuple[str, ...]]


EVENT_KINDS = frozenset(
    {
        "war", "election", "referendum", "summit", "talks", "agreement", "protest", "coup", "exercise", "attack",
        "sanctions", "accession", "office", "crisis", "period", "disaster", "anniversary-day",
    }
)  # fmt: skip
RULE = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)|(?P<orthodox>orthodox )?easter (?P<shift>-?\d+)|(?P<election>election day)"
    r"|(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday) (?P<nth>-1|[1-5]) (?P<of>\d\d)"
)

_NOBILIARY = {"von", "van", "de", "der", "den", "da", "di", "bin", "bint", "ben", "ibn", "al", "el", "le", "la", "du"}


@dataclass(frozen=True, slots=True)
class State:
    """A state by ISO 3166-1 alpha-3, or a de facto entity (``parent``: the state it is internationally part of)."""

    code: str
    name: str
    names: Names
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: Names = field(default_factory=lambda: MappingProxyType({}))
    stems: Names = field(default_factory=lambda: MappingProxyType({}))
    parent: str | None = None
    leader: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, an institution of a state, or an armed group; ``code`` is the country its acts count for."""

    id: str
    code: str
    kind: str
    sector: str | None
    names: Names

    @property
    def name(self) -> str:
        return self.names["en"][0]


@dataclass(frozen=True, slots=True)
class Format:
    """A negotiation format or standing forum; ``members`` are codes of states and bodies."""

    id: str
    names: Names
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names["en"][0]


@dataclass(frozen=True, slots=True)
class Place:
    """A city, a region, or a seat that stands for a government (``city``: where it is)."""

    id: str
    kind: str
    country: str
    names: Names
    city: str | None = None

    @property
    def name(self) -> str:
        return self.names["en"][0]


@dataclass(frozen=True, slots=True)
class Person:
    """A person; ``names["en"][0]`` is the canonical English name, ``country`` that of the last office.

    ``is_common``: the surname is also a word or many people's: alone it names nobody that the text has not named.
    """

    id: str
    names: Names
    surname: str
    country: str | None
    sector: str | None
    is_common: bool = False

    @property
    def name(self) -> str:
        return self.names["en"][0]


@dataclass(frozen=True, slots=True)
class Title:
    """Words for an office; ``of`` where only one state has it (US Secretary of State)."""

    post: str
    level: Level | None
    names: Names
    plural: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Words for a collective actor of a state: a ministry, a parliament, a delegation, a group of people."""

    kind: str
    sector: str
    name: str
    names: Names
    plural: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A public event that texts date by ("since the beginning of the war"), or a feast day of every year.

    ``start`` and ``end``: the days on which it may have begun and ended; ``end`` is ``None`` where it has not ended or
    that is not known. ``rule``: the day of a feast (RULE), which has no start. ``about``: states and bodies; ``names``:
    as texts write them, without articles, in the cases that follow a preposition.
    """

    id: str
    kind: str
    names: Names
    about: tuple[str, ...] = ()
    start: When | None = None
    end: When | None = None
    rule: str | None = None


def person_id(name: str, surname: str | None = None) -> str:
    """Identity of a person in the tables, from the canonical English name.

    >>> person_id("Alexander Lukashenko"), person_id("Ursula von der Leyen")
    ('per:lukashenko-alexander', 'per:von-der-leyen-ursula')
    """
    last = surname or family(name)
    given = name.replace(last, "", 1).strip()
    return "per:" + _slug(f"{last} {given}")


def family(name: str) -> str:
    """The surname: the last word with the particles before it.

    >>> family("Jaap de Hoop Scheffer"), family("Sergey Lavrov")
    ('Scheffer', 'Lavrov')
    """
    words = name.split()
    if len(words) > 1 and set(words[-1]) <= set("IVX"):
        words.pop()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _NOBILIARY:
        start -= 1
    return " ".join(words[start:])


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def names_of(row: Mapping[str, Any]) -> Names:
    found = {language: _tuple(row[language]) for language in LANGUAGES if row.get(language)}
    if not found.get("en"):
        raise ValueError("no English name")
    return MappingProxyType(found)


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def state(row: dict[str, Any]) -> tuple[str, State]:
    code = row["code"]
    if len(code) != 3 or not code.isupper():
        raise ValueError(f"{code!r} is not an alpha-3 code")
    name = row["en"].replace(" & ", " and ").replace("St. ", "Saint ")
    names = dict(names_of(row)) | {"en": (name,)}
    return code, State(code, name, MappingProxyType(names))


def entity(row: dict[str, Any]) -> tuple[str, State]:
    names = dict(names_of(row))
    names["en"] += tuple(row.get("also", ()))
    return row["code"], State(row["code"], row["en"], MappingProxyType(names), parent=row["parent"])


def by_language(table: Mapping[str, list[str]] | None) -> Names:
    return MappingProxyType({k: tuple(v) for k, v in (table or {}).items()})


def format_row(row: dict[str, Any], known: set[str]) -> Format:
    members = tuple(row.get("members", ()))
    if unknown := set(members) - known:
        raise ValueError(f"unknown members {sorted(unknown)}")
    return Format("fmt:" + row["id"], names_of(row), members)


def place(row: dict[str, Any], *, kind: str, known: set[str]) -> tuple[str, Place]:
    if row["of"] not in known:
        raise ValueError(f"unknown state {row['of']}")
    names = names_of(row)
    slug = _slug(names["en"][0]) + ("-region" if kind == "region" else "")
    return slug, Place("plc:" + slug, kind, row["of"], names, row.get("city"))


def person(row: dict[str, Any]) -> tuple[str, Person]:
    names = names_of(row)
    surname = row.get("surname") or family(names["en"][0])
    key = person_id(names["en"][0], row.get("surname"))
    return key, Person(key, names, surname, row.get("of"), row.get("sector"), bool(row.get("common")))


def title(row: Mapping[str, Any], posts: Mapping[str, Level]) -> Title:
    if row["post"] not in posts:
        raise ValueError(f"data/who/titles.toml: post {row['post']!r} has no level in scales/levels.toml")
    return Title(row["post"], posts[row["post"]], names_of(row), tuple(row.get("plural", ())), row.get("of"))


def tenures_of(
    row: dict[str, Any],
    known: set[str],
    posts: Mapping[str, Level],
    persons: dict[str, Person],
    by_name: dict[str, str],
) -> list[Tenure]:
    """One row is one office; a holder is [name, from, until] or [name, from, until, source], days as YYYY-MM-DD, or coarser where only that is known.

    ``until`` is the first day without the office. What is coarser counts only where it is sure: from "2004-03" is
    taken as from the last day of March, until "2004-03" as until the first.
    """
    if row["of"] not in known:
        raise ValueError(f"unknown state or body {row['of']}")
    level = posts.get(row["post"]) or posts.get(row["post"].split(" to ")[0])
    if level is None:
        raise ValueError(f"post {row['post']!r} has no level in scales/levels.toml")
    out = []
    for name, start, end, *source in row["holders"]:
        key = person_id(name)
        key = key if key in persons else by_name.setdefault(name, key)
        if key not in persons:
            persons[key] = Person(key, MappingProxyType({"en": (name,)}), family(name), None, None)
        first, last = _last_day(start), (_first_day(end) - timedelta(days=1)) if end else None
        if last and first > last:
            raise ValueError(f"{name} held it surely on no day from {start} until {end}")
        when = When(earliest=first, latest=last, basis="stated")
        out.append(
            Tenure(
                holder=key,
                post=row["post"],
                of=row["of"],
                level=level,
                when=when,
                source=source[0] if source else row["source"],
            )
        )
    if not row.get("shared"):
        ordered = sorted(out, key=lambda t: t.when.earliest or date.min)
        for one, other in pairwise(ordered):
            if one.when.latest is None or (other.when.earliest and one.when.latest >= other.when.earliest):
                raise ValueError(f"{one.holder} and {other.holder} hold it on one day")
    return out


def _first_day(words: str) -> date:
    parts = [int(p) for p in words.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last_day(words: str) -> date:
    parts = [int(p) for p in words.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1])


def event(
    row: dict[str, Any], known: set[str], states: Mapping[str, State], series: Mapping[str, Any]
) -> tuple[str, DatedEvent]:
    """A row of when/events.jsonl with the names of its series; days as YYYY-MM-DD, or coarser where only that is known.

    ``end``: null where it has not ended or is not known. A feast has a ``rule`` in place of both.
    """
    kind, rule, about = row["kind"], row.get("rule"), tuple(row["about"])
    if kind not in EVENT_KINDS:
        raise ValueError(f"unknown kind {kind!r}")
    if unknown := set(about) - known:
        raise ValueError(f"unknown states or bodies {sorted(unknown)}")
    if kind == "anniversary-day":
        if "start" in row or not RULE.fullmatch(rule or ""):
            raise ValueError(f"{rule!r} is no rule of a feast")
        return row["id"], DatedEvent(row["id"], kind, names_of(row["names"]), about, rule=rule)
    start = _days(row["start"])
    end = _days(row["end"]) if row["end"] else None
    if end and end.latest and start.earliest and end.latest < start.earliest:
        raise ValueError(f"it ends on {end.latest}, before it starts")
    names = {language: list(row["names"].get(language, ())) for language in LANGUAGES}
    if row.get("series"):
        for language, more in _series_names(row, start, series, states).items():
            names[language] += more
    return row["id"], DatedEvent(row["id"], kind, names_of(names), about, start, end)


def _days(words: str) -> When:
    """A day, or the days it may be: "1991-12" is some day of the month; "1990-08-02/1991-01-17" some day between: texts disagree which."""
    first, _, last = words.partition("/")
    return When(earliest=_first_day(first), latest=_last_day(last or first), basis="event")


def _series_names(
    row: Mapping[str, Any], start: When, series: Mapping[str, Any], states: Mapping[str, State]
) -> dict[str, list[str]]:
    """The patterns of the row's series, filled; one whose field the row lacks is left out."""
    own = series["series"].get(row["series"])
    if own is None:
        raise ValueError(f"unknown series {row['series']!r}")
    patterns = series["series"][own["use"]] if "use" in own else own
    day, state = start.earliest, states.get(row["about"][0]) if row["about"] else None
    precise = row["start"].partition("/")[0].count("-")
    assert day
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        fields: dict[str, tuple[str, ...]] = {"year": (str(day.year),)}
        if precise:
            fields["month"] = (series["months"][language][day.month - 1],)
        if precise > 1:
            fields["day"] = (str(day.day),)
        if row.get("city"):
            fields["city"] = (row["city"],)
        if state:
            fields |= {"state": state.names.get(language, ()), "adjective": state.adjectives}
        fields["body"] = tuple(own.get("body", {}).get(language, ()))
        found[language] = [words for p in patterns.get(language, ()) for words in _filled(p, fields)]
    return found


def _filled(pattern: str, fields: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The pattern with every choice of its fields.

    >>> list(_filled("{year} {city} summit", {"year": ("2004",), "city": ("Istanbul",)}))
    ['2004 Istanbul summit']
    """
    wanted = [name for name in fields if f"{{{name}}}" in pattern]
    if pattern.count("{") != len(wanted):
        return
    for values in product(*(fields[name] for name in wanted)):
        words = pattern
        for name, value in zip(wanted, values, strict=True):
            words = words.replace(f"{{{name}}}", value)
        yield words
