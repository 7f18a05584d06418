"""Tables of event data that others publish (GDELT, ICEWS, POLECAT): one document a portion of rows, one event a row.

A table may be of any size: it is read in portions, each of which stands for itself, so that memory stays flat and a
portion that is there already is not read again. The rows of one data set are one witness, however many they are.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from dragoman.codebook import load
from dragoman.read.tables.form import Form, form_of, named
from dragoman.read.tables.rows import VERSION, Place, day_of, event
from dragoman.record import Bundle, Document, Event, Problem, Reading, Text, digest
from dragoman.source import Source, Unreadable, problem
from dragoman.text import shingles
from dragoman.when import When

__all__ = ["GENRE", "READER", "bundles", "is_table", "rests_on", "split"]

READER = "table"
GENRE = "event table"
ROWS = 5_000  # of a portion: about 30 MB of records in memory
_BYTES = 16 << 20  # of a portion
_LINE = 1 << 16  # bytes; a longer line is no row
_TRIED = 5  # lines in which a table without a head line shows its columns: the first may be broken
_RATIO = 200  # bytes unpacked for one packed, as in read/archive.py
_DIRECTORY = 1 << 20  # bytes of an archive's directory that are read outside a guarded child
_PORTION = re.compile(r"#row=(\d+)-\d+$")  # RFC 7111: rows of a table by number, the head line counted
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def is_table(source: Source) -> bool:
    """True for a portion, and for bytes that begin as an event table does."""
    return _form(source) is not None


def split(file: IO[bytes], address: str, retrieved: datetime) -> Iterator[Source | Problem] | None:
    """The portions of a table, or of a zip archive that holds nothing else; ``None`` where it is neither.

    A portion has the head line, if there is one, and up to 5,000 rows; its address ends in ``#row=FIRST-LAST``.
    """
    head = file.read(_LINE)
    file.seek(0)
    form = _told(head)
    if form is not None:
        return _portions(file, form, address, retrieved)
    return _unzipped(file, address, retrieved) if head.startswith(b"PK\x03\x04") else None


def bundles(source: Source) -> Iterator[Bundle | Problem] | None:
    """A portion, or a whole table, as the record keeps it; ``None`` where the source is none."""
    form = _form(source) if _PORTION.search(source.address) else None
    if form is not None:
        return iter((_bundle(source, form),))
    parts = split(io.BytesIO(source.data), source.address, source.retrieved)
    return None if parts is None else (made for part in parts for made in _made(part))


def rests_on() -> tuple[tuple[tuple[str, str], ...], str]:
    """Reader with its version, and the digest of the data: what the Reading of a portion rests on."""
    return ((READER, VERSION),), load().digest


def _form(source: Source) -> Form | None:
    name = (source.media or "").removeprefix(f"{GENRE} ")
    return named(name) if name != (source.media or "") else _told(source.data[:_LINE])


def _told(head: bytes) -> Form | None:
    """The form of the first lines of a file; a head line is the first."""
    first, *rest = head.split(b"\n", _TRIED)[:_TRIED]
    later = (found for line in rest if (found := form_of(line)) and not found.has_head)
    return form_of(first) or next(later, None)


# --- portions -----------------------------------------------------------------------------------------------------


def _portions(file: IO[bytes], form: Form, address: str, retrieved: datetime) -> Iterator[Source | Problem]:
    head = _line(file) if form.has_head else b""
    # A portion without a head line is told by its media type: its own first row may be broken.
    media = None if form.has_head else f"{GENRE} {form.table['name']}"
    number, size = 2 if head else 1, 0
    lines: list[bytes] = []

    def portion() -> Source:
        where = f"{address}#row={number}-{number + len(lines) - 1}"
        return Source(where, head + b"".join(lines), retrieved, media=media)

    while line := _line(file):
        if len(lines) == ROWS or size > _BYTES:
            yield portion()
            lines, number, size = [], number + len(lines), 0
        lines.append(line)
        size += len(line)
    yield portion() if lines else problem(address, "a table without rows", retrieved)


def _line(file: IO[bytes]) -> bytes:
    """The next line with its end, cut where it is too long to be a row."""
    line = rest = file.readline(_LINE)
    while rest and not rest.endswith(b"\n"):
        rest = file.readline(_LINE)
    return line if line.endswith(b"\n") or not rest else line + b"\n"


def _unzipped(file: IO[bytes], address: str, retrieved: datetime) -> Iterator[Source | Problem] | None:
    if not _is_small(file):
        return None
    try:
        archive = zipfile.ZipFile(file)
        inside = [i for i in archive.infolist() if not i.is_dir() and not i.filename.startswith(("__MACOSX/", "."))]
        told: list[tuple[zipfile.ZipInfo, Form]] = []
        for info in inside:
            if (form := _form_inside(archive, info)) is None:
                return None
            told.append((info, form))
    except _BROKEN:
        return None  # what is wrong with it says the reader of archives
    return _members(archive, told, address, retrieved) if told else None


def _is_small(file: IO[bytes]) -> bool:
    """True where the archive's directory is short, and not of the 64-bit kind."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 66_000))  # the end record is 22 bytes and a comment of up to 65,535
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    file.seek(0)
    return at >= 0 and b"PK\x06\x07" not in tail and int.from_bytes(tail[at + 12 : at + 16], "little") < _DIRECTORY


def _form_inside(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Form | None:
    with archive.open(info) as member:
        return _told(member.read(_LINE))


def _members(
    archive: zipfile.ZipFile, inside: list[tuple[zipfile.ZipInfo, Form]], address: str, retrieved: datetime
) -> Iterator[Source | Problem]:
    for info, form in inside:
        where = f"{address}!/{info.filename}"
        if info.file_size > _RATIO * max(info.compress_size, 4096):
            yield problem(where, f"packed too tightly, as in a zip bomb: more than {_RATIO} to 1", retrieved)
            continue
        try:
            with archive.open(info) as member:
                yield from _portions(member, form, where, retrieved)
        except _BROKEN as error:
            yield problem(where, "broken file in the archive", retrieved, detail=str(error))


# --- one portion --------------------------------------------------------------------------------------------------


def _made(part: Source | Problem) -> Iterator[Bundle | Problem]:
    if isinstance(part, Problem):
        yield part
    elif form := _form(part):
        yield _bundle(part, form)


def _bundle(source: Source, form: Form) -> Bundle:
    """The portion as a document with its rows as text, their events, and a Problem for each row that is broken."""
    found = _PORTION.search(source.address)
    number, file = (int(found[1]), source.address[: found.start()]) if found else (1 + form.has_head, source.address)
    name = re.split(r"[/\\]", file)[-1]
    sha, body = hashlib.sha256(source.data).hexdigest(), _words(source.data)
    body_hash = hashlib.sha256(body.encode()).hexdigest()
    document = f"d-{sha[:16]}"
    text = f"t-{digest(document, READER, VERSION, body_hash)}"
    events: list[Event] = []
    days: list[date] = []
    problems: list[Problem] = []
    keys: Counter[str] = Counter()
    last = number
    for last, start, line in _lines(source.data, form, number):
        place = Place(document, text, start, name)
        try:
            made, day = _row(line, form, place, keys)
        except Unreadable as refusal:
            where = f"{file} line {last}"
            problems.append(problem(where, refusal.reason, source.retrieved, detail=refusal.detail))
            continue
        days.append(day)
        if made is not None:
            events.append(made)
    coders, data = rests_on()
    silent = f"; {len(days) - len(events):,} of them no event in PLOVER" if len(days) > len(events) else ""
    return Bundle(
        document=Document(
            id=document, sha256=sha, address=source.address, publisher=form.table["publisher"], genre=GENRE,
            title=f"{form.table['dataset']}, {name}, rows {number:,}–{last:,}{silent}",
            published=_published(form, days, source.retrieved.date()), retrieved=source.retrieved,
        ),
        text=Text(id=text, document=document, reader=READER, version=VERSION, sha256=body_hash, body=body),
        reading=Reading(id="r-" + digest(text, coders, data, length=12), document=document, text=text, coders=coders, data=data),
        records=tuple(events), notices=tuple(problems),
        # Equal shingles are what copies of one text have: all portions of a data set are one origin, whatever their number.
        shingles=shingles.shingles(form.table["dataset"]),
    )  # fmt: skip


def _lines(data: bytes, form: Form, number: int) -> Iterator[tuple[int, int, bytes]]:
    """Number, first code point in the text, and bytes of every row; blank lines are passed over."""
    start = 0
    for n, line in enumerate(data.split(b"\n"), number - form.has_head):
        if n >= number and line.strip():
            yield n, start, line
        start += len(_words(line)) + 1


def _row(line: bytes, form: Form, place: Place, keys: Counter[str]) -> tuple[Event | None, date]:
    """The event of a row, and the day the row came out, else that of its event. ``keys``: how often each id came."""
    try:
        cells = line.decode().rstrip("\r").split("\t")
    except UnicodeDecodeError as error:
        raise Unreadable("bytes that are not UTF-8", str(error)) from error
    key = form.cell(cells, "key") if len(cells) == form.width else None
    made = event(cells, form, place._replace(number=keys[key or ""]))
    keys[key or ""] += 1
    return made, day_of(form.cell(cells, "published") or form.cell(cells, "date"))


def _words(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _published(form: Form, days: list[date], retrieved: date) -> When:
    """From the first to the last row's; where rows do not say, not before the last event."""
    if not days:
        return When(latest=retrieved, basis="publication")
    if form.at.get("published"):
        return When(earliest=min(days), latest=max(days), basis="publication")
    return When(earliest=max(days), basis="publication")
