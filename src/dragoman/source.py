"""What goes into a reader and what comes out of it, before a Document is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from dragoman.record import Block, Problem, digest
from dragoman.when import When


class Source(NamedTuple):
    """Bytes to be read. What is declared here (publisher, published …) outranks what the bytes themselves say."""

    address: str
    data: bytes
    retrieved: datetime
    media: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    published: When | None = None
    language: str | None = None
    genre: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """What one reader made of bytes: the body, the blocks that the format itself marks, and what it says of itself.

    ``blocks`` is empty where the format marks none (plain text): the structure is then read from the lines.
    """

    reader: str
    version: str
    body: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: When = When()
    genre: str | None = None
    language: str | None = None
    notice: str = ""


class Unreadable(Exception):  # noqa: N818  an input that cannot be read is no error of the program
    """Bytes that no reader can turn into text; ``reason`` is lower case and says why."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def problem(where: str, reason: str, at: datetime, *, stage: str = "read", detail: str = "") -> Problem:
    """The Problem row for an address or document id; the same fault of the same document has the same id.

    >>> from datetime import datetime, UTC
    >>> problem("notes.txt", "empty", datetime(2024, 5, 1, tzinfo=UTC)).reason
    'empty'
    """
    return Problem.model_validate(
        {
            "id": "p-" + digest(where, stage, reason, length=12),
            "document": where,
            "stage": stage,
            "reason": reason,
            "detail": detail[:300],
            "at": at,
        }
    )
