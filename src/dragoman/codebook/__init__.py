"""What the program knows: every file under data/, read once, every row checked, handed out frozen."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from dragoman.codebook.rows import (
    LANGUAGES,
    Body,
    DatedEvent,
    Format,
    Group,
    Person,
    Place,
    State,
    Title,
    by_language,
    entity,
    event,
    family,
    format_row,
    names_of,
    person,
    person_id,
    place,
    state,
    tenures_of,
    title,
)  # fmt: skip
from dragoman.record import Level, Tenure
from dragoman.when import When

__all__ = [
    "Body", "Codebook", "DatedEvent", "Format", "Group", "Person", "Place", "State", "Title", "family", "load", "person_id",
]  # fmt: skip

Table = Mapping[str, Any]


T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Codebook:
    """Frozen tables. ``given``: common given names; ``shared``: posts that several hold at once (deputies). ``codebook`` holds the event types, ``levels`` rank by name (1 is highest), ``forms`` are those of time expressions."""

    digest: str
    states: Mapping[str, State]
    bodies: Mapping[str, Body]
    formats: Mapping[str, Format]
    places: Mapping[str, Place]
    persons: Mapping[str, Person]
    titles: tuple[Title, ...]
    groups: tuple[Group, ...]
    tenures: tuple[Tenure, ...]
    given: frozenset[str]
    agents: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    shared: frozenset[tuple[str, str]]
    levels: Mapping[str, int]
    codebook: Mapping[str, Table]
    scales: Mapping[str, Table]
    forms: Table
    events: Mapping[str, DatedEvent]
    _languages: Mapping[str, Table]
    _by_office: Mapping[tuple[str, str], tuple[Tenure, ...]]
    _by_person: Mapping[str, tuple[Tenure, ...]]

    def language(self, code: str) -> Table:
        """The words of one language (data/lang/<code>.toml); an empty table where the language has no file."""
        return self._languages.get(code, MappingProxyType({}))

    def holders(self, post: str, of: str, when: When) -> tuple[Tenure, ...]:
        """Everyone who may have held the post on some day of ``when``, in order of time."""
        rows = self._by_office.get((post, of), ())
        return tuple(t for t in rows if when.meets(t.when.earliest, t.when.latest))

    def holder(self, post: str, of: str, day: date) -> Tenure | None:
        """Who surely held the post on that day; nobody where none did, several did, or the table does not know.

        >>> book = load()
        >>> book.holder("foreign minister", "RUS", date(2022, 6, 30)).holder
        'per:lavrov-sergey'
        """
        rows = self.holders(post, of, When.on(day))
        return rows[0] if len(rows) == 1 else None

    def offices(self, person: str, when: When) -> list[Tenure]:
        """The person's offices that overlap ``when``, in order of time."""
        return [t for t in self._by_person.get(person, ()) if when.meets(t.when.earliest, t.when.latest)]


@lru_cache(maxsize=1)
def load() -> Codebook:
    """All tables of data/; raises ValueError naming file and row where a row is wrong.

    >>> load().states["BLR"].capitals["en"]
    ('Minsk',)
    """
    raw = dict(sorted(_read()))
    hasher = hashlib.blake2b(digest_size=16)
    for name, data in raw.items():
        hasher.update(f"{name}\0{len(data)}\0".encode() + data)
    levels, posts = _levels(_toml(raw, "scales/levels.toml"))
    states = _rows(raw, "states", state) | _rows(raw, "entities", entity)
    states = _with_naming(states, raw)
    known = set(states) | {json.loads(line)["code"] for line in raw["who/bodies.jsonl"].splitlines()}
    bodies = _rows(
        raw, "bodies", lambda r: (r["id"], Body("org:" + r["id"], r["code"], r["kind"], r["sector"], names_of(r)))
    )
    formats = _rows(raw, "formats", lambda r: (r["id"], format_row(r, known)))
    places: dict[str, Place] = {}
    for file, kind in (("places", "city"), ("regions", "region"), ("seats", "seat")):
        places |= _rows(raw, file, partial(place, kind=kind, known=known))
    persons: dict[str, Person] = {}
    for file in _family(raw, "persons"):
        more = _rows(raw, file, person)
        if twice := sorted(persons.keys() & more.keys()):
            raise ValueError(f"data/who/{file}.jsonl: {twice[0]} is in another file of persons too")
        persons |= more
    by_name = {p.name: k for k, p in persons.items()}
    tenures: list[Tenure] = []
    offices = [
        (f"{file}.jsonl row {number}", row | {"post": row["post"].replace(" to the ", " to ")})
        for file in _family(raw, "offices")
        for number, row in _lines(raw, file)
    ]
    for where, row in offices:
        tenures += _checked(f"who/{where}", row, lambda r: tenures_of(r, known, posts, persons, by_name))
    series = _toml(raw, "when/series.toml")
    events = _rows(raw, "events", lambda r: event(r, known, states, series), folder="when")
    by_office: dict[tuple[str, str], list[Tenure]] = {}
    by_person: dict[str, list[Tenure]] = {}
    for tenure in sorted(tenures, key=lambda t: t.when.earliest or date.min):
        by_office.setdefault((tenure.post, tenure.of), []).append(tenure)
        by_person.setdefault(tenure.holder, []).append(tenure)
    for key, known_as in persons.items():
        if known_as.country is None and key in by_person:
            of = by_person[key][-1].of
            persons[key] = replace(known_as, country=of)
    return Codebook(
        digest=hasher.hexdigest(),
        states=MappingProxyType(states),
        bodies=MappingProxyType(bodies),
        formats=MappingProxyType(formats),
        places=MappingProxyType(places),
        persons=MappingProxyType(persons),
        titles=tuple(title(row, posts) for row in _toml(raw, "who/titles.toml")["title"]),
        groups=tuple(
            Group(r["kind"], r["sector"], r["name"], names_of(r), tuple(r.get("plural", ())))
            for r in _toml(raw, "who/groups.toml")["group"]
        ),
        tenures=tuple(tenures),
        words=MappingProxyType({k: frozenset(v) for k, v in _toml(raw, "who/words.toml").items() if k != "source"}),
        agents=_agents(_toml(raw, "who/agents.toml")),
        given=frozenset(" ".join(_toml(raw, "who/given.toml")[k] for k in ("en", "ru", "uk")).split()),
        shared=frozenset((r["post"], r["of"]) for _, r in offices if r.get("shared")),
        levels=levels,
        codebook=_folder(raw, "codebook/"),
        scales=_folder(raw, "scales/"),
        forms=_frozen(_toml(raw, "when/forms.toml")),
        events=MappingProxyType(events),
        _languages=_folder(raw, "lang/"),
        _by_office=MappingProxyType({k: tuple(v) for k, v in by_office.items()}),
        _by_person=MappingProxyType({k: tuple(v) for k, v in by_person.items()}),
    )


def _read() -> Iterator[tuple[str, bytes]]:
    root = files("dragoman") / "data"
    for folder in root.iterdir():
        if folder.name == "prose":  # words that are only printed: a new heading is no reason to read texts again
            continue
        if folder.is_dir():
            for file in folder.iterdir():
                if file.name.endswith((".toml", ".jsonl")):
                    yield f"{folder.name}/{file.name}", file.read_bytes()
        elif folder.name.endswith(".toml"):
            yield folder.name, folder.read_bytes()


def _toml(raw: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(raw[name].decode())
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"data/{name}: {error}") from error


def _folder(raw: Mapping[str, bytes], prefix: str) -> Mapping[str, Table]:
    names = [n for n in raw if n.startswith(prefix) and n.endswith(".toml")]
    return MappingProxyType({n[len(prefix) : -5]: _frozen(_toml(raw, n)) for n in names})


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({k: _frozen(v) for k, v in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    return value


def _lines(raw: Mapping[str, bytes], file: str, folder: str = "who") -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(raw[f"{folder}/{file}.jsonl"].decode().splitlines(), 1):
        try:
            yield number, json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"data/{folder}/{file}.jsonl row {number}: {error}") from error


def _agents(table: Mapping[str, Any]) -> Mapping[str, str]:
    """PLOVER sector by noun; a noun stands in one sector."""
    found: dict[str, str] = {}
    for sector, words in table["en"].items():
        for word in words.split():
            found.setdefault(word, sector)
    return MappingProxyType(found)


def _family(raw: Mapping[str, bytes], stem: str) -> list[str]:
    """The tables of one kind, by region: offices-powers, offices-soviet, …"""
    return sorted(n[len("who/") : -len(".jsonl")] for n in raw if re.fullmatch(rf"who/{stem}(-\w+)?\.jsonl", n))


def _checked(where: str, row: dict[str, Any], make: Callable[[dict[str, Any]], T]) -> T:
    if not row.get("source"):
        raise ValueError(f"data/{where}: no source")
    try:
        return make(row)
    except (KeyError, ValueError, TypeError) as error:
        raise ValueError(f"data/{where}: {type(error).__name__}: {error}") from error


def _rows(
    raw: Mapping[str, bytes], file: str, make: Callable[[dict[str, Any]], tuple[str, T]], folder: str = "who"
) -> dict[str, T]:
    table: dict[str, T] = {}
    for number, row in _lines(raw, file, folder):
        key, value = _checked(f"{folder}/{file}.jsonl row {number}", row, make)
        if key in table:
            raise ValueError(f"data/{folder}/{file}.jsonl row {number}: {key} is there twice")
        table[key] = value
    return table


def _with_naming(states: dict[str, State], raw: Mapping[str, bytes]) -> dict[str, State]:
    out = dict(states)
    for number, row in _lines(raw, "naming"):
        if row["of"] not in out:
            raise ValueError(f"data/who/naming.jsonl row {number}: unknown state {row['of']}")
        old = out[row["of"]]
        names = dict(old.names) | {"en": old.names["en"] + tuple(row.get("also", ()))}
        name = row.get("name", old.name)
        for language in LANGUAGES[1:]:
            extra = tuple(row.get("also_" + language, ()))
            if extra:
                names[language] = names.get(language, ()) + extra
        out[old.code] = State(
            old.code, name, MappingProxyType(names), tuple(row.get("adjective", ())), tuple(row.get("people", ())),
            by_language(row.get("capital")), by_language(row.get("stems")), old.parent, row.get("leader"),
        )  # fmt: skip
    return out


def _levels(table: Mapping[str, Any]) -> tuple[Mapping[str, int], Mapping[str, Level]]:
    ranks: dict[str, int] = {}
    posts: dict[str, Level] = {}
    for row in table["level"]:
        if row["name"] not in get_args(Level):
            raise ValueError(f"data/scales/levels.toml: {row['name']!r} is no level of the record")
        ranks[row["name"]] = row["rank"]
        posts |= dict.fromkeys(row["posts"], row["name"])
    return MappingProxyType(ranks), MappingProxyType(posts)
