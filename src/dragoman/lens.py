"""The live view of a store: fetch what merging needs, merge it under people's judgements, keep what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dragoman import live
from dragoman.live import Cluster
from dragoman.live.merge import MARGIN, VAGUE
from dragoman.record import Event, Report, Statement
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
    judgements = store.judgements()
    near = {report.event.id: report for report in store.reports(ids=[event.id])}  # and what people joined to it
    # Its company stands where people moved it to, not where it was coded.
    for one in [r for c in live.view(near.values(), judgements, rejected=True) for r in c.reports]:
        near |= {report.event.id: report for report in _company(store, one.event)}
    for found in live.view(near.values(), judgements, rejected=True):
        if any(report.event.id == event.id for report in found.reports):
            return found
    raise KeyError(f"event {event.id} is no longer coded and no judgement keeps it")


def _company(store: Store, event: Event) -> Iterator[Report]:
    """Reports that may tell the same event: of days around it, or of copies of its text where its days are wide or open."""
    when, margin = event.when, timedelta(days=MARGIN)
    if when.earliest is None or when.latest is None or (when.width or 0) > VAGUE:
        copies, fresh = {event.document}, {event.document}
        while fresh:
            fresh = {other for document in fresh for other in store.near(document)} - copies
            copies |= fresh
        yield from store.reports(documents=sorted(copies))
        return
    for states in [[state] for state in sorted(countries(event))] or [[]]:
        yield from store.reports(states=states, start=when.earliest - margin, end=when.latest + margin, wide=True)


def claims(
    store: Store, clusters: Iterable[Cluster], *, as_of: date | None = None, recorded: int | None = None
) -> list[Statement]:
    """The statements in which an event is claimed or denied: they tell by whom."""
    told = {r.event.statement: r.document.id for cluster in clusters for r in cluster.reports if r.event.statement}
    documents = set(told.values())
    found = store.statements(documents=documents, as_of=as_of, recorded=recorded) if documents else []
    return [statement for statement in found if statement.id in told]


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
