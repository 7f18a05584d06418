"""Zip archives: what they hold is looked at before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.source import Unreadable

ENTRIES = 2_000  # files in an archive
TOTAL = 256 << 20  # bytes unpacked, all files together
ONE = 32 << 20  # bytes unpacked, one file
RATIO = 200  # bytes unpacked for one packed; text packs 3 to 10 times, a bomb 1,000 times
_DEVICES = (0o120000, 0o060000, 0o020000, 0o010000)  # links, devices, pipes: no document


class Member(NamedTuple):
    """One file of an archive: its bytes, or why it was left out."""

    name: str
    data: bytes | None
    reason: str = ""
    detail: str = ""


def names(data: bytes) -> frozenset[str]:
    """Names in the central directory. Raises Unreadable where the archive is broken or a bomb.

    >>> names(b"PK not an archive")
    Traceback (most recent call last):
    dragoman.source.Unreadable: broken zip archive
    """
    return frozenset(info.filename for info in _checked(data)[1])


def members(data: bytes) -> Iterator[Member]:
    """Files in the order of their names; folders and hidden files (.DS_Store, __MACOSX/) are passed over.

    Raises Unreadable, before any file is unpacked, for a broken archive, too many files, or too much inside.
    """
    archive, entries = _checked(data)
    with archive:
        for info in sorted(entries, key=lambda info: info.filename):
            parts = info.filename.replace("\\", "/").split("/")
            if (
                info.filename.endswith("/")
                or (parts[-1].startswith(".") and parts[-1] != "..")
                or parts[0] == "__MACOSX"
            ):
                continue
            fault = _fault(info, parts)
            yield Member(info.filename, None, fault) if fault else _unpacked(archive, info)


def _checked(data: bytes) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("broken zip archive", str(error)) from error
    entries = archive.infolist()
    total = sum(info.file_size for info in entries)
    if len(entries) > ENTRIES:
        raise Unreadable(f"too many files in the archive: more than {ENTRIES}", str(len(entries)))
    if total > TOTAL:
        raise Unreadable(f"too large when unpacked: more than {TOTAL >> 20} MiB", f"{total} bytes")
    if total > RATIO * max(len(data), 4096):
        raise Unreadable(f"packed too tightly, as in a zip bomb: more than {RATIO} to 1", f"{total} bytes")
    return archive, entries


def _fault(info: zipfile.ZipInfo, parts: list[str]) -> str:
    """Why a file is left out; "" where it is not."""
    if ".." in parts or parts[0] == "" or ":" in parts[0] or "\x00" in info.orig_filename:
        return "name points outside the archive"
    if info.flag_bits & 1:
        return "password needed"
    if (info.external_attr >> 16) & 0o170000 in _DEVICES:
        return "a link, not a file"
    if info.file_size > ONE:
        return f"too large: more than {ONE >> 20} MiB"
    if info.file_size > RATIO * max(info.compress_size, 4096):
        return f"packed too tightly, as in a zip bomb: more than {RATIO} to 1"
    return ""


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    try:
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)  # the directory may lie about the size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        return Member(info.filename, None, "broken file in the archive", str(error))
    if len(data) > info.file_size:
        return Member(info.filename, None, "larger than the archive says")
    return Member(info.filename, data)
