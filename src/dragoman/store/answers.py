"""What the store answers with, where it is not a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Hit(NamedTuple):
    """A sentence that answers a search; offsets in code points of the document's text; a higher score is better."""

    document: str
    start: int
    end: int
    quote: str
    score: float


class Fault(NamedTuple):
    """Something in the file that is not as it was written. ``seq``: the journal entry concerned."""

    what: str
    seq: int
    detail: str


class Coverage(NamedTuple):
    """What had been read: ``months`` from ``2022-03`` to documents that became public in it; ``undated`` bear no date."""

    documents: int
    undated: int
    months: Mapping[str, int]
