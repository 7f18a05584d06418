"""RSS and Atom files: each entry is a document of its own."""

from __future__ import annotations

import calendar
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import feedparser

from dragoman.source import Unreadable

VERSION = "1"
ENTRIES = 5_000
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)

_MAIL = re.compile(r"\s*\S+@\S+\s*(?:\((.*)\))?\s*")


class Entry(NamedTuple):
    """One entry: ``markup`` is its longest text, HTML as a rule; ``data`` what its identity is made of."""

    link: str | None
    title: str | None
    author: str | None
    publisher: str | None
    published: date | None
    markup: str
    data: bytes


def entries(data: bytes) -> Iterator[Entry]:
    """Entries in the order of the file; the day is UTC, ``None`` where the entry states none.

    Raises Unreadable: no feed, no entries, or entities declared that could name files.

    >>> rss = (
    ...     b"<rss version='2.0'><channel><title>Desk</title><item><title>Talks</title><link>http://a.example/1</link>"
    ... )
    >>> rss += b"<description>They met.</description></item></channel></rss>"
    >>> [(e.publisher, e.title, e.link, e.markup) for e in entries(rss)]
    [('Desk', 'Talks', 'http://a.example/1', 'They met.')]
    """
    if _ENTITY.search(data):
        raise Unreadable("declares entities of its own, which may name files")
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise Unreadable("broken feed", f"{type(error).__name__}: {error}") from error
    if not feed.entries:
        raise Unreadable("a feed without entries", str(feed.get("bozo_exception", "")))
    publisher = _words(feed.feed.get("title"))
    for entry in feed.entries[:ENTRIES]:
        texts = [part.get("value") or "" for part in entry.get("content") or ()] + [entry.get("summary") or ""]
        markup = max(texts, key=len)
        stamp = entry.get("published_parsed")
        day = datetime.fromtimestamp(calendar.timegm(stamp), UTC).date() if stamp else None
        link, title = entry.get("link") or None, _words(entry.get("title"))
        own = [link, title, entry.get("published"), markup]
        yield Entry(
            link, title, _author(entry.get("author")), publisher, day, markup,
            json.dumps(own, ensure_ascii=False).encode("utf-8", "replace"),
        )  # fmt: skip


def _author(value: str | None) -> str | None:
    """The name; RSS writes "someone@desk.example (Ada Example)", and an address alone is no name."""
    named = _MAIL.fullmatch(value or "")
    return _words(named[1] if named else value)


def _words(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
