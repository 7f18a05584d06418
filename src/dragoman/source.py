"""What goes into a reader and what comes out of it, before a Document is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from dragoman.record import Block, BlockKind, Problem, digest
from dragoman.when import When

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # no letter, and no export can hold them


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


class Extract(NamedTuple):
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


class Part(NamedTuple):
    """A piece of a document as its format gives it, in reading order."""

    kind: BlockKind
    words: str
    level: int = 0
    page: int | None = None
    why: str = ""


def assemble(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """A body made of the parts, one a line with a blank line between (none between list items), and their blocks.

    >>> assemble([Part("heading", "March", 2), Part("paragraph", " They met.\\n")])[0]
    'March\\n\\nThey met.'
    """
    body: list[str] = []
    found: list[Block] = []
    at = 0
    for part in parts:
        words = _CONTROLS.sub("", part.words).strip()
        if not words:
            continue
        if found:
            gap = "\n" if part.kind == found[-1].kind == "item" else "\n\n"
            body.append(gap)
            at += len(gap)
        found.append(
            Block(kind=part.kind, start=at, end=at + len(words), level=part.level, page=part.page, why=part.why)
        )
        body.append(words)
        at += len(words)
    return "".join(body), tuple(found)


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
