"""What is wrong in the sources: the words doubted, and the words that speak against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import get_args

from dragoman.record import Fault, Severity, Value

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Quote(Value):
    """Words of the same document; offsets in code points, half-open."""

    start: int
    end: int
    quote: str


class Doubt(Value):
    """One fault. ``quote``: the words doubted; ``sentence``: the one they stand in; ``about``: countries (ISO-3) named
    in it; ``date_start``, ``date_end``: the days the words may mean."""

    id: str
    rule: str
    document: str
    start: int
    end: int
    quote: str
    sentence: str
    severity: Severity
    against: tuple[Quote, ...]
    why: str
    date_start: date | None
    date_end: date | None
    about: tuple[str, ...]
    flags: tuple[str, ...]


def faults(
    found: Iterable[tuple[Fault, tuple[str, ...]]], *, documents: Collection[str] = (), severity: str | None = None
) -> Iterator[Doubt]:
    """Faults with what people said of them, by document and place; ``documents``: only in these, ``severity``: only
    those as grave as this or graver.

    >>> list(faults([]))
    []
    """
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1] if severity in SEVERITIES else SEVERITIES
    for fault, flags in sorted(found, key=lambda f: (f[0].document, f[0].trigger.start, f[0].rule)):
        if (documents and fault.document not in documents) or fault.severity not in grave:
            continue
        yield Doubt(
            id=fault.id, rule=fault.rule, document=fault.document, start=fault.trigger.start, end=fault.trigger.end,
            quote=fault.trigger.exact, sentence=next(e.exact for e in fault.evidence if e.kind == "span"),
            severity=fault.severity, against=tuple(Quote(start=s.start, end=s.end, quote=s.exact) for s in fault.against),
            why=fault.coding.reason, date_start=fault.when.earliest, date_end=fault.when.latest, about=fault.about,
            flags=flags,
        )  # fmt: skip
