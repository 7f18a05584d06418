"""How values become bytes in a row, and come back equal."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Collection, Sequence

from dragoman.record import Event, Fault, Indexed, Link, Record, Statement, Text

_KINDS: dict[str, type[Record]] = {"event": Event, "statement": Statement, "link": Link, "fault": Fault}
_ALL = (1 << 64) - 1


def record(made: Record) -> str:
    """Compact JSON without defaults; evidence keeps the word that tells its four kinds apart."""
    fields = made.model_dump(mode="json", exclude_defaults=True)
    fields["evidence"] = [{"kind": e.kind, **f} for e, f in zip(made.evidence, fields["evidence"], strict=True)]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def unpack_record(kind: str, body: str) -> Record:
    return _KINDS[kind].model_validate_json(body)


def kind(made: Record) -> str:
    return type(made).__name__.casefold()


def text(whole: Text) -> bytes:
    return zlib.compress(whole.model_dump_json(exclude_defaults=True).encode())


def unpack_text(raw: bytes) -> Text:
    return Text.model_validate_json(zlib.decompress(raw))


def lines(body: str, sentences: Sequence[Indexed]) -> bytes:
    """Sentences as search sees them; a surface that is the text's own words is not kept twice."""
    rows = [(s.start, s.end, None if s.surface == body[s.start : s.end] else s.surface, s.lemmas) for s in sentences]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def unpack_lines(body: str, raw: bytes) -> tuple[Indexed, ...]:
    return tuple(
        Indexed(start, end, body[start:end] if surface is None else surface, lemmas)
        for start, end, surface, lemmas in json.loads(zlib.decompress(raw))
    )


def hashes(shingles: Collection[int]) -> bytes:
    return struct.pack(f"<{len(shingles)}Q", *(s & _ALL for s in shingles))


def unpack_hashes(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 8}Q", raw)
