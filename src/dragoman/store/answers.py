"""What the store answers with, where it is not a record."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """A sentence that answers a search; offsets in code points of the document's text; a higher score is better."""

    document: str
    start: int
    end: int
    quote: str
    score: float


class Damage(NamedTuple):
    """Something in the file that is not as it was written. ``seq``: the journal entry concerned."""

    what: str
    seq: int
    detail: str
