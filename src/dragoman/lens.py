"""The live view of a store: fetch what merging needs, merge it under people's judgements, keep what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dragoman import live
from dragoman.live import Cluster
from dragoman.live.merge import MARGIN
from dragoman.record import Event
from dragoman.store import Store


def clusters(
    store: Store,
    *,
    about: Iterable[str] = (),
    start: date | None = None,
    end: date | None = None,
    as_of: date | None = None,
    recorded: int | None = None,
    types: Sequence[str] = (),
    undated: bool = False,
) -> list[Cluster]:
    """Events that may have happened on [start, end] with all of ``about`` taking part, in order of publication.

    With days asked for, an event of unknown day is left out unless ``undated``. Merging is local, so the reports of the days asked and
    of ``MARGIN`` days around them give the same clusters as the whole record would.
    """
    states = {code.upper() for code in about}
    margin = timedelta(days=MARGIN)
    reports = store.reports(
        states=sorted(states), types=types, start=start and start - margin, end=end and end + margin,
        as_of=as_of, recorded=recorded, wide=True,
    )  # fmt: skip
    asked = start is not None or end is not None
    return [
        cluster
        for cluster in live.view(reports, store.judgements(recorded))
        if cluster.event.when.meets(start, end)
        and (undated or not asked or not cluster.event.when.is_unknown)
        and states <= countries(cluster.event)
    ]


def cluster_of(store: Store, event: Event) -> Cluster:
    """The cluster that holds this report, also where people rejected it. Raises KeyError where no reading has it."""
    margin, when = timedelta(days=MARGIN), event.when
    first, last = when.earliest and when.earliest - margin, when.latest and when.latest + margin
    near = {
        report.event.id: report
        for states in [[state] for state in sorted(countries(event))] or [[]]
        for report in store.reports(states=states, start=first, end=last, wide=True)
    }
    for found in live.view(near.values(), store.judgements(), rejected=True):
        if any(report.event.id == event.id for report in found.reports):
            return found
    raise KeyError(f"event {event.id} is no longer coded and no judgement keeps it")


def countries(event: Event) -> set[str]:
    """Codes of all who take part, the host among them.

    >>> from dragoman.record import Coding, Span
    >>> where = Span(document="d-1", text="t-1", start=0, end=3, exact="met")
    >>> coding = Coding(coder="contacts", version="1", confidence=1)
    >>> sorted(
    ...     countries(Event(id="e-1", document="d-1", type="CONSULT", trigger=where, evidence=(where,), coding=coding))
    ... )
    []
    """
    host = (event.host,) if event.host else ()
    return {party.country for party in (*event.parties, *host) if party.country}
