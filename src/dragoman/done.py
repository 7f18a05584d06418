"""What a command did: the last line of ``add``, the findings of ``doctor``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.record import Problem
from dragoman.store import Damage


@dataclass(frozen=True, slots=True)
class Added:
    """What an ``add`` did: new documents, ones already there, records coded, problems met, last journal entry."""

    documents: int
    known: int
    records: int
    problems: tuple[Problem, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class Health:
    """What ``doctor`` found. ``head``: number and hash of the last journal entry, to be kept elsewhere.

    ``sourced`` and ``remembered``: holders of offices in the tables that name a source, and that rest on memory alone.
    """

    faults: tuple[Damage, ...]
    head: tuple[int, str]
    counts: Mapping[str, int]
    sourced: int
    remembered: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an ``export`` did: events written, and how many were left out, by reason."""

    events: int
    left_out: Mapping[str, int]
