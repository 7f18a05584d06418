"""The chronicle: every event of the record as one dated English line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from dragoman import wording
from dragoman.asked import one_of
from dragoman.codebook import load
from dragoman.live import Cluster
from dragoman.record import Level, Standing, Statement, Status, Value


class Entry(Value):
    """One event. ``when``: its date in words; ``line``: date and sentence; ``parties`` and ``states`` (ISO-3) sorted."""

    id: str
    date_start: date | None
    date_end: date | None
    when: str
    type: str
    mode: str | None
    level: Level | None
    status: Status
    standing: Standing
    negated: bool
    claimed_by: str | None
    parties: tuple[str, ...]
    states: tuple[str, ...]
    place: str | None
    line: str
    documents: tuple[str, ...]
    origins: int
    flags: tuple[str, ...]


def chronicle(
    clusters: Iterable[Cluster], statements: Iterable[Statement] = (), *, types: Collection[str] = ()
) -> Iterator[Entry]:
    """Events by first day, then last day and id; unknown days last. ``types``: only those of these PLOVER types.

    ``statements`` tell who claims or denies what the record has only from somebody's words.
    Raises ValueError for a type there is none of: a slip must not look like silence.

    >>> list(chronicle([], types=["AGREE", "YIELD"]))
    Traceback (most recent call last):
    ...
    ValueError: no type 'YIELD'; there are ACCUSE, AGREE, AID, ASSAULT, COERCE, CONCEDE, CONSULT, COOPERATE, ...
    """
    for type in types:
        one_of("type", type, sorted(table["type"] for table in load().codebook.values()))
    said = {s.id: s for s in statements}
    for cluster in sorted(clusters, key=_order):
        if not types or cluster.event.type in types:
            yield _entry(cluster, said)


def _order(cluster: Cluster) -> tuple[date, date, str]:
    when = cluster.event.when
    return when.earliest or when.latest or date.max, when.latest or date.max, cluster.id


def _entry(cluster: Cluster, said: Mapping[str, Statement]) -> Entry:
    event = cluster.event
    by = wording.claimed_by((r.event for r in cluster.reports), said)
    when = wording.dates(event.when)
    return Entry(
        id=cluster.id, date_start=event.when.earliest, date_end=event.when.latest, when=when, type=event.type,
        mode=event.mode, level=event.level, status=event.status, standing=event.standing, negated=event.negated,
        claimed_by=by, parties=tuple(dict.fromkeys(wording.party(p) for p in event.parties)),
        states=tuple(sorted({p.country for p in event.parties if p.country})), place=event.place,
        line=f"{when[:1].upper()}{when[1:]}: {wording.sentence(event, by=by)}",
        documents=tuple(dict.fromkeys(r.document.id for r in cluster.reports)), origins=cluster.origins,
        flags=tuple(cluster.flags),
    )  # fmt: skip
