"""What the first lines of a text say of the document: front matter, "Author: …", "Name | 2 May 2025", a lone day."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from dragoman.record import Block
from dragoman.when import When

_KEY = re.compile(r"\s*([^\W\d_][\w ’'-]{1,28}):[^\S\n]*(.*)", re.DOTALL)
_BYLINE = re.compile(r"(?:by\s+)?([^|]{3,80}?)\s+\|\s+([^|]{6,40})", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WORDED = re.compile(
    r"(?:[^\W\d_]+,\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+(\d{4})|([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}))"
    r"(?:\s+(?:г\.|года|року|р\.|г))?(?:[,\s–-]+\d{1,2}[:.]\d\d.*)?"
)
_TOP = 12  # blocks at the top in which a line can say who wrote it and when


class Header(NamedTuple):
    """What a text states of itself; what it does not state is ``None`` or unknown."""

    title: str | None
    author: str | None
    publisher: str | None
    published: When
    language: str | None
    genre: str | None


def header(body: str, blocks: tuple[Block, ...]) -> Header:
    """Title (its title lines, where no header line gives one), author, publisher, day of publication, language, genre.

    >>> from dragoman.text.blocks import blocks
    >>> body = "Author: Ada Example\\nDate: 2024-05-02\\n\\nThe envoys met in Oslo on Thursday."
    >>> found = header(body, blocks(body))
    >>> found.author, found.published.day
    ('Ada Example', datetime.date(2024, 5, 2))
    """
    said: dict[str, str] = {}
    published = When()
    for name, value in _stated(body, blocks):
        if name == "date" and published.is_unknown:
            published = on_day(value)
        else:
            said.setdefault(name, value)
    titles = [" ".join(body[b.start : b.end].lstrip("# ").split()) for b in blocks if b.kind == "title"]
    return Header(
        said.get("title") or " – ".join(titles) or None, said.get("author"), said.get("publisher"), published,
        said.get("language"), said.get("genre"),
    )  # fmt: skip


def on_day(words: str) -> When:
    """The day a header line names ("2 May 2025", "May 2, 2025", "02.05.2025", "2025-05-02"), else unknown.

    A day with two slashes is left unknown: it is read in two ways.

    >>> on_day("Friday, 2 May 2025").day, on_day("03/05/2025").day
    (datetime.date(2025, 5, 2), None)
    """
    words = words.strip().strip("\"'")
    numeric, worded = _NUMERIC.fullmatch(words), _WORDED.fullmatch(words)
    if numeric:
        year, month, day = (numeric[i] or numeric[j] for i, j in ((1, 6), (2, 5), (3, 4)))
        return _day(int(year), int(month), int(day), words)
    if worded:
        name, number, year = worded[2] or worded[4], worded[1] or worded[5], worded[3] or worded[6]
        return _day(int(year), _months().get(name.casefold(), 0), int(number), words)
    return When()


def _day(year: int, month: int, day: int, words: str) -> When:
    try:
        return When.on(date(year, month, day), text=words, basis="publication")
    except ValueError:
        return When()


def _stated(text: str, blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """(field, words) of the lines at the top that say what the document is."""
    fields = _fields()
    for block in blocks[:_TOP]:
        lines = text[block.start : block.end]
        if block.why in {"front matter", "header line"}:
            for line in lines.splitlines():
                key = _KEY.fullmatch(line)
                if key and key[1].strip().casefold() in fields and key[2].strip():
                    yield fields[key[1].strip().casefold()], key[2].strip().strip("\"'")
                else:
                    yield "date", line
        elif block.kind == "paragraph" and len(lines) < 130 and lines[-1] not in ".!?":
            byline = _BYLINE.fullmatch(lines)
            if byline and not on_day(byline[2]).is_unknown:
                yield "author", byline[1].strip()
                yield "date", byline[2]
            else:
                yield "date", lines
        elif block.kind in {"paragraph", "item"}:
            return


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    """Key as it stands in a file → field of the document."""
    path = resources.files("dragoman") / "data" / "boilerplate.toml"
    keys = tomllib.loads(path.read_text(encoding="utf-8"))["keys"]
    return {key: field for field, row in keys.items() if field != "source" for key in row}


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Month name, casefolded, of every language in data/lang → number."""
    found: dict[str, int] = {}
    for path in (resources.files("dragoman") / "data" / "lang").iterdir():
        if path.name.endswith(".toml"):
            rows = tomllib.loads(path.read_text(encoding="utf-8")).get("time", {}).get("months", [])
            found.update({name.casefold(): number for number, row in enumerate(rows, 1) for name in row})
    return found
