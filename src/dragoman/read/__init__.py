"""Bytes to documents: what a source holds is told by its content, read, and given blocks, language and identity."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from dragoman.read import archive, decode, docx, feed, header, html, pdf, tables
from dragoman.record import Document, Problem, Text, digest
from dragoman.source import Extract, Source, Unreadable, problem
from dragoman.text import blocks, language
from dragoman.when import When

__all__ = ["LARGEST", "VERSIONS", "Source", "gather", "read"]

LARGEST = 32 << 20  # bytes of one file
VERSION = "1"
VERSIONS = {  # of every reader: a newer one reads its documents again
    "read": VERSION, "read docx": docx.VERSION, "read feed": feed.VERSION, "read html": html.VERSION, "read pdf": pdf.VERSION,
}  # fmt: skip
_HEAD = 4_096  # bytes in which a file shows what it is

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"), (b"{\\rtf", "rtf is not supported"),
    (b"\x1f\x8b", "gzip is not supported"), (b"7z\xbc\xaf\x27\x1c", "7z is not supported"), (b"Rar!", "rar is not supported"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"SQLite format 3", "a database"),
    (b"BZh", "bzip2 is not supported"), (b"\xfd7zXZ", "xz is not supported"), (b"\x7fELF", "a program"),
)  # fmt: skip
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6]|table|span|meta)[\s>]", re.IGNORECASE
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_ZIPPED = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
    "META-INF/container.xml": "epub",
    "content.xml": "odt",
}


def read(source: Source) -> Iterator[tuple[Document, Text] | Problem]:
    """Documents with their texts in the order of the source; what cannot be read gives one Problem, nothing raises.

    A feed gives one document an entry, a zip archive one a file. ``Document.published`` stays unknown where neither
    the source nor its bytes state a day.

    >>> from datetime import datetime, UTC
    >>> source = Source("note.txt", b"The envoys of both states met in Oslo.", datetime(2024, 5, 2, tzinfo=UTC))
    >>> document, text = next(read(source))
    >>> document.language, text.reader, [b.kind for b in text.blocks]
    ('en', 'plain', ['paragraph'])
    """
    try:
        kind = _kind(source)
        if kind == "zip":
            yield from _unpacked(source)
        elif kind == "feed":
            yield from _entries(source)
        else:
            yield _made(source, _extract(source, kind))
    except Unreadable as refusal:
        yield problem(source.address, refusal.reason, source.retrieved, detail=refusal.detail)


def gather(paths: Iterable[str], retrieved: datetime, stdin: bytes | None = None) -> Iterator[Source | Problem]:
    """Sources one at a time: files, folders (all below, by name, hidden ones left out), "@list" files, "-" for stdin.

    A path that cannot be opened, or a file larger than 32 MiB, gives a Problem and is not read; a table of event data
    may be of any size and comes in portions.
    """
    for path in paths:
        if path == "-":
            yield Source("stdin", stdin or b"", retrieved)
        elif path.startswith("@") and not os.path.exists(path):
            yield from _listed(Path(path[1:]), retrieved)
        elif os.path.isdir(path):
            yield from (found for file in _below(Path(path)) for found in _sources(file, retrieved))
        else:
            yield from _sources(Path(path), retrieved)


# --- opening files ------------------------------------------------------------------------------------------------


def _sources(path: Path, retrieved: datetime) -> Iterator[Source | Problem]:
    """The file as one source, or the portions of a table."""
    if os.path.isfile(path) and os.access(path, os.R_OK):
        with path.open("rb") as file:
            portions = tables.split(file, str(path), retrieved)
            if portions is not None:
                yield from portions
                return
    yield _opened(path, retrieved)


def _opened(path: Path, retrieved: datetime) -> Source | Problem:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return problem(str(path), "not a file", retrieved)
        if (size := found.st_size) > LARGEST:
            return problem(str(path), _too_large(), retrieved, detail=f"{size} bytes")
        return Source(str(path), path.read_bytes(), retrieved)
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        why = getattr(error, "strerror", None) or "no file can have this name"
        return problem(str(path), f"cannot be opened: {why.lower()}", retrieved)


def _below(folder: Path) -> Iterator[Path]:
    """Files below a folder by name; links to folders are not followed."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder  # opening it then says why
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
        elif not path.is_dir():
            yield path


def _listed(path: Path, retrieved: datetime) -> Iterator[Source | Problem]:
    found = _opened(path, retrieved)
    if isinstance(found, Problem):
        yield found
        return
    try:
        lines = decode.decode(found.data).splitlines()
    except Unreadable as refusal:
        yield problem(str(path), refusal.reason, retrieved, detail=refusal.detail)
        return
    for line in filter(None, map(str.strip, lines)):
        yield from (
            gather([line], retrieved)
            if not line.startswith("@") and line != "-"
            else (problem(line, "a list inside a list", retrieved),)
        )


def _too_large() -> str:
    return f"too large: more than {LARGEST >> 20} MiB"


# --- what it is ---------------------------------------------------------------------------------------------------


def _kind(source: Source) -> str:
    """plain, html, pdf, docx, feed or zip, by the first bytes; a stated media type decides only between texts."""
    data = source.data
    if len(data) > LARGEST:
        raise Unreadable(_too_large(), f"{len(data)} bytes")
    if not data.strip():
        raise Unreadable("empty")
    for magic, what in _REFUSED:
        if data.startswith(magic):
            raise Unreadable(f"not a document: {what}")
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        inside = archive.names(data)
        kind = next((kind for name, kind in _ZIPPED.items() if name in inside), "zip")
        if kind not in {"docx", "zip"}:
            raise Unreadable(f"not supported: {kind}")
        return kind
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if tables.is_table(source):
        raise Unreadable("an event table among other files", "add it by itself")
    if source.media and source.media.startswith("text/plain"):
        return "plain"
    start = _LEADING.match(head)
    rest = head[start.end() if start else 0 :]
    if _FEED.match(rest) or (rest.startswith(b"<!DOCTYPE") and _FEED.search(rest)):
        return "feed"
    if rest.startswith(b"<") and _MARKUP.search(rest):
        return "html"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        raise Unreadable("xml that is neither a feed nor a page")
    named = source.address.lower().endswith((".html", ".htm", ".xhtml"))
    if b"<" in data and (named or (source.media or "").startswith(("text/html", "application/xhtml"))):
        return "html"
    return "plain"


def _extract(source: Source, kind: str) -> Extract:
    if kind == "pdf":
        return pdf.extract(source.data)
    if kind == "docx":
        return docx.extract(source.data)
    stated = _CHARSET.search((source.media or "").encode()) or (
        _CHARSET.search(source.data[:2048]) if kind == "html" else None
    )
    body = decode.decode(source.data, stated[1].decode() if stated else None)
    return html.extract(body, source.retrieved.date()) if kind == "html" else Extract("plain", VERSION, body)


# --- several in one -----------------------------------------------------------------------------------------------


def _unpacked(source: Source) -> Iterator[tuple[Document, Text] | Problem]:
    found = False
    for member in archive.members(source.data):
        found = True
        inner = source._replace(
            address=f"{source.address}!/{member.name}", data=member.data or b"", media=None, title=None
        )
        if member.reason:
            yield problem(inner.address, member.reason, source.retrieved, detail=member.detail)
        elif inner.data.startswith(b"PK\x03\x04") and "word/document.xml" not in _names(inner.data):
            yield problem(inner.address, "an archive inside an archive", source.retrieved)
        else:
            yield from read(inner)
    if not found:
        raise Unreadable("an archive without files")


def _names(data: bytes) -> frozenset[str]:
    try:
        return archive.names(data)
    except Unreadable:
        return frozenset()


def _entries(source: Source) -> Iterator[tuple[Document, Text] | Problem]:
    for number, entry in enumerate(feed.entries(source.data), 1):
        inner = source._replace(
            address=entry.link or f"{source.address}#{number}", data=entry.data,
            publisher=source.publisher or entry.publisher, title=entry.title, author=entry.author or source.author,
            published=When.on(entry.published, basis="publication") if entry.published else When(),
        )  # fmt: skip
        try:
            words = html.fragment(entry.markup)
            body = "\n\n".join(filter(None, (entry.title, words)))
            if not body:
                raise Unreadable("empty")
            yield _made(inner, Extract("feed", feed.VERSION, body))
        except Unreadable as refusal:
            yield problem(inner.address, refusal.reason, source.retrieved, detail=refusal.detail)


# --- documents ----------------------------------------------------------------------------------------------------


def _made(source: Source, found: Extract) -> tuple[Document, Text]:
    """The document and its text: what was declared comes first, then what the format says, then what the text says."""
    sha256 = hashlib.sha256(source.data).hexdigest()
    parts = blocks.blocks(found.body, found.blocks)
    said = header.header(found.body, parts)
    published = next(
        (when for when in (source.published, found.published, said.published) if when and not when.is_unknown), When()
    )
    tongue = source.language or found.language or language.identify(found.body) or said.language
    document = Document(
        id="d-" + sha256[:16], sha256=sha256, address=source.address,
        publisher=source.publisher or found.publisher or said.publisher,
        title=source.title or found.title or said.title, author=source.author or found.author or said.author,
        language=tongue, genre=source.genre or found.genre or said.genre, published=published, retrieved=source.retrieved,
    )  # fmt: skip
    body_hash = hashlib.sha256(found.body.encode("utf-8", "surrogatepass")).hexdigest()
    text = Text(
        id="t-" + digest(document.id, found.reader, found.version, body_hash), document=document.id,
        reader=sys.intern(found.reader), version=found.version, sha256=body_hash, language=tongue,
        body=found.body, blocks=parts,
    )  # fmt: skip
    return document, text
