"""What a reader must know beside an event: disagreements, how many sources, what it is part of, people's marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dragoman import wording
from dragoman.live import Cluster
from dragoman.when import When


def remarks(cluster: Cluster, around: Mapping[str, Cluster]) -> Iterator[str]:
    """The remarks in English, disagreements first. ``around``: clusters by id, of the cluster and of each report.

    Disputed values stand with the number of documents: "place: Minsk (2 documents), Brest (1 document)".
    """
    documents = {r.event.id: r.document.id for r in cluster.reports}
    for name, variants in cluster.disputed.items():
        counts = [len({documents.get(report, report) for report in v.reports}) for v in variants]
        told = (f"{_value(name, v.value)} ({_many(n, 'document')})" for v, n in zip(variants, counts, strict=True))
        field = ("kind of contact" if cluster.event.type == "CONSULT" else "kind") if name == "mode" else name
        yield f"{field}: {', '.join(told)}"
    number = len(set(documents.values()))
    if number > 1:
        yield f"{_many(number, 'document')}, {_many(cluster.origins, 'independent origin')}"
    parent = around.get(cluster.event.parent or "")
    if parent and parent.id != cluster.id:
        yield f"part of: {wording.sentence(parent.event)}"
    for other in cluster.related:
        if other in around:
            yield f"also reported: {wording.sentence(around[other].event)}"
    yield from cluster.flags
    for name, (then, now) in sorted(cluster.changed.items()):
        yield f"{name} was {then} when judged, is {now} now"


def _value(name: str, value: str) -> str:
    """A disputed value in words; dates come as one day, as "first/last" that lasts, as "first..last" somewhere between."""
    if name == "mode":
        return wording.mode_noun(value)
    if name != "date":
        return value
    lasts = "/" in value
    first, _, last = value.replace("..", "/").partition("/")
    if not lasts and ".." not in value:
        last = first
    return wording.dates(When(earliest=_day(first), latest=_day(last), lasts=lasts))


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
