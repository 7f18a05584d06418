"""A desk's own spellings of names: how they are printed. The record keeps the canonical ones."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dragoman.codebook import load
from dragoman.live import Cluster
from dragoman.record import Event, Party, Statement

_HEAD = "# House spellings: canonical name = as this desk prints it. The record is not touched.\n"


def beside(desk: Path) -> Path:
    """The file that holds a desk's spellings.

    >>> beside(Path("minsk.sqlite")).name
    'minsk.spelling.toml'
    """
    return desk.with_suffix(".spelling.toml")


def read(file: Path) -> Mapping[str, str]:
    """House spelling by canonical name; nothing where there is no file. Raises ValueError for one that is not understood."""
    if not file.exists():
        return {}
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is no list of spellings: {error}") from error
    for name, house in table.items():
        if not isinstance(house, str) or not house.strip():
            raise ValueError(f'{file}: the spelling of {name!r} is not written as "Canonical Name" = "House Spelling"')
    return table


def write(file: Path, name: str, house: str | None) -> None:
    """Set a name's spelling, or with ``None`` take it out; other lines and comments stay as they are.

    Raises KeyError where there is nothing to take out.
    """
    known = read(file)
    lines = file.read_text("utf-8").splitlines() if known or file.exists() else _HEAD.splitlines()
    if house is None and name not in known:
        raise KeyError(f"{name} has no house spelling; see dragoman spelling")
    kept = [line for line in lines if name not in _keys(line)]
    if house is not None:
        kept.append(f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(house, ensure_ascii=False)}")
    file.write_text("\n".join(kept) + "\n", "utf-8")


def _keys(line: str) -> Iterable[str]:
    """The name that a line of the file sets; a comment sets none."""
    try:
        return tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()


def canonical(name: str) -> str:
    """The English name by which the tables know it; one that no table lists stays as it is written.

    >>> canonical("Alyaksandr Lukashenka"), canonical("Minsk"), canonical("Nobody Known")
    ('Alexander Lukashenko', 'Minsk', 'Nobody Known')
    """
    book = load()
    tables = (book.persons, book.states, book.bodies, book.places, book.formats)
    for rows in tables:
        for row in rows.values():
            if any(name in names for names in row.names.values()):
                return row.name
    return name


def clusters(found: Iterable[Cluster], table: Mapping[str, str]) -> list[Cluster]:
    """The events with the names as the desk prints them; their reports stay as recorded.

    >>> clusters([], {"Vladimir Putin": "Wladimir Putin"})
    []
    """
    return [_cluster(cluster, table) for cluster in found] if table else list(found)


def statements(found: Iterable[Statement], table: Mapping[str, str]) -> list[Statement]:
    """The statements with their speakers as the desk prints them."""
    return [
        s.model_copy(update={"speaker": _party(s.speaker, table), "relayed_by": _party(s.relayed_by, table)})
        for s in found
    ] if table else list(found)  # fmt: skip


def asked(actor: str | None, table: Mapping[str, str]) -> tuple[str | None, ...]:
    """The names by which events with an actor are found: as asked, and as printed or recorded.

    >>> asked("Lukashenko", {"Alexander Lukashenko": "Alyaksandr Lukashenka"})
    ('Lukashenko', 'Alyaksandr Lukashenka')
    """
    if actor is None:
        return (None,)
    words = set(actor.casefold().split())
    return (actor, *(house for name, house in table.items() if words <= set(name.casefold().split())))


def _cluster(cluster: Cluster, table: Mapping[str, str]) -> Cluster:
    disputed = {
        field: tuple(replace(v, value=table.get(v.value, v.value)) for v in variants)
        if field in ("place", "host")
        else variants
        for field, variants in cluster.disputed.items()
    }
    return replace(cluster, event=_event(cluster.event, table), disputed=disputed)


def _event(event: Event, table: Mapping[str, str]) -> Event:
    sides = ("actors", "recipients", "third_parties")
    changed: dict[str, object] = {side: tuple(_party(p, table) for p in getattr(event, side)) for side in sides}
    changed["host"] = _party(event.host, table)
    changed["place"] = table.get(event.place or "", event.place)
    return event.model_copy(update=changed)


def _party(who: Party | None, table: Mapping[str, str]) -> Party | None:
    if who is None or who.name is None or who.name not in table:
        return who
    return who.model_copy(update={"name": table[who.name]})
