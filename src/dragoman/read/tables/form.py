"""Which event table a file is, told by its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from dragoman.codebook import load

_LEAST = 10  # columns of the narrowest table
_NEEDED = ("key", "date", "event", "actor_name", "recipient_name")  # a head line without these is none of ours
_EMPTY = frozenset({"", "none", "nan", "na", "null", "---"})
_DAY = re.compile(r"(?:1[89]|20)\d{6}")


class Form(NamedTuple):
    """A table of data/scales/exchange.toml as a file has it: where each column stands, and how many there are."""

    table: Mapping[str, Any]
    at: Mapping[str, tuple[int, ...]]
    width: int
    has_head: bool

    def cell(self, cells: Sequence[str], column: str) -> str | None:
        """The first of these columns' cells that says something."""
        return next(self.cells(cells, column), None)

    def cells(self, cells: Sequence[str], column: str) -> Iterator[str]:
        """All of them that do, in the order of the table."""
        for place in self.at.get(column, ()):
            if (words := " ".join(cells[place].split())).casefold() not in _EMPTY:
                yield words


def form_of(line: bytes) -> Form | None:
    """The form of a table by its first line; ``None`` where it is none that is known.

    >>> head = b"Event ID\\tEvent Date\\tSource Name\\tSource Sectors\\tSource Country\\tEvent Text\\tCAMEO Code"
    >>> form_of(head + b"\\tIntensity\\tTarget Name\\tTarget Sectors\\tTarget Country\\n").table["dataset"]
    'ICEWS coded events'
    """
    if line.count(b"\t") + 1 < _LEAST:
        return None
    return _form(line.decode("utf-8-sig", errors="replace").rstrip("\r\n"))


def named(name: str) -> Form | None:
    """The form of a table without a head line, by its name in the data.

    >>> named("gdelt").width
    61
    """
    tables = (table for table in load().scales["exchange"]["table"] if table["name"] == name and "width" in table)
    return next((_headless(table) for table in tables), None)


@lru_cache(maxsize=256)
def _form(line: str) -> Form | None:
    cells = line.split("\t")
    named = {_fold(cell): place for place, cell in reversed(list(enumerate(cells)))}
    for table in load().scales["exchange"]["table"]:
        if "width" in table:
            if (
                len(cells) == table["width"]
                and cells[0].isdecimal()
                and _DAY.fullmatch(cells[1])
                and cells[1][:6] == cells[2]
            ):
                return _headless(table)
        elif all(_fold(table["columns"][column]) in named for column in _NEEDED):
            return Form(table, _places(table, named), len(cells), True)
    return None


def _headless(table: Mapping[str, Any]) -> Form:
    return Form(table, _places(table, {n: n for n in range(table["width"])}), table["width"], False)


def _places(table: Mapping[str, Any], named: Mapping[Any, int]) -> Mapping[str, tuple[int, ...]]:
    found = {}
    for column, names in table["columns"].items():
        every = names if isinstance(names, tuple) else (names,)
        folded = [_fold(name) if isinstance(name, str) else name for name in every]
        found[column] = tuple(named[name] for name in folded if name in named)
    return MappingProxyType(found)


def _fold(name: str) -> str:
    return " ".join(name.strip('\ufeff"').replace("_", " ").casefold().split())
