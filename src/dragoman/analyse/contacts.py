"""Contacts: who met, visited, called whom; one row a cluster of reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from dragoman.asked import one_of
from dragoman.live import Cluster
from dragoman.record import Event, Level, Mode, PartyKind, Report, Span, Standing, Status, Value

LEVELS: tuple[str, ...] = get_args(Level)
MODES: tuple[str, ...] = get_args(Mode)
CEREMONIES = {"address", "congratulate"}


class Participant(Value):
    """``name``: canonical English, else the words of the text; ``country``: ISO-3 of the office held."""

    kind: PartyKind
    name: str | None
    country: str | None
    role: str | None


class Quote(Value):
    """The sentence a row rests on; offsets in code points of the document's text, half-open."""

    document: str
    start: int
    end: int
    quote: str


class Told(Value):
    """A document that reports the event; its publication interval, open or unknown ends ``None``."""

    document: str
    title: str | None
    publisher: str | None
    published_start: date | None
    published_end: date | None


class Disputed(Value):
    """A value the reports do not agree on, and how many documents give it."""

    field: str
    value: str
    documents: int


class Contact(Value):
    """One contact. ``date_start`` and ``date_end``: first and last possible day; ``lasts`` is told by the chronicle.

    ``host``: English name of the person or state, ``None`` where no report names one; ``origins``: independent origins.
    """

    id: str
    date_start: date | None
    date_end: date | None
    mode: str | None
    level: Level | None
    host: str | None
    place: str | None
    format: str | None
    round: int | None
    parent: str | None
    status: Status
    standing: Standing
    duration: str | None
    participants: tuple[Participant, ...]
    evidence: tuple[Quote, ...]
    documents: tuple[Told, ...]
    origins: int
    disputed: tuple[Disputed, ...]
    flags: tuple[str, ...]


def contacts(clusters: Iterable[Cluster], *, planned: bool = False) -> Iterator[Contact]:
    """Contacts that happened or are under way, whoever claims them, by first day, level and id; unknown days last.

    Left out: congratulations, addresses and ceremonies, what is denied or said not to have happened.
    ``planned`` adds contacts planned, offered, called off or only considered.

    >>> list(contacts([]))
    []
    """
    found = [c for c in clusters if is_contact(c.event) or (planned and is_prospect(c.event))]
    for cluster in sorted(found, key=order):
        yield _contact(cluster)


def is_contact(event: Event) -> bool:
    """True for an encounter or exchange that took place as far as the reports go."""
    return (
        event.type == "CONSULT"
        and event.mode not in CEREMONIES
        and event.status in ("happened", "under way")
        and event.standing != "denied"
        and not event.negated
    )


def is_prospect(event: Event) -> bool:
    """True for a contact still to come, or that came to nothing: PLOVER keeps it under AGREE or REJECT with content."""
    kind, _, mode = (event.content or "").partition("/")
    if event.status in ("happened", "under way") or event.negated:
        return False
    return (event.type == "CONSULT" and event.mode not in CEREMONIES) or (kind == "CONSULT" and mode not in CEREMONIES)


def fitting(
    rows: Iterable[Contact], *, actor: str | None = None, level: str | None = None, mode: str | None = None
) -> Iterator[Contact]:
    """The contacts of this level and mode in which the actor (a name or code) takes part; ``None`` asks for all.

    Raises ValueError for a level or mode there is none of: a slip must not look like silence.

    >>> list(fitting([], mode="telephone"))
    Traceback (most recent call last):
    ...
    ValueError: no mode 'telephone'; there are meet, visit, phone, video, letter, negotiate, multilateral, third-party
    """
    one_of("level", level, LEVELS)
    one_of("mode", mode, MODES)
    for row in rows:
        if (
            (level is None or row.level == level)
            and (mode is None or row.mode == mode)
            and (actor is None or takes_part(row, actor))
        ):
            yield row


def takes_part(row: Contact, actor: str) -> bool:
    """True where a participant has this code, or a name that holds every word of this one.

    >>> who = Participant(kind="person", name="Angela Merkel", country="DEU", role=None)
    >>> row = Contact.model_construct(participants=(who,))
    >>> takes_part(row, "merkel"), takes_part(row, "DEU"), takes_part(row, "Angela Leone")
    (True, True, False)
    """
    words = set(actor.casefold().split())
    return any(
        who.country == actor.upper() or (who.name is not None and words <= set(who.name.casefold().split()))
        for who in row.participants
    )


def order(cluster: Cluster) -> tuple[date, date, int, str]:
    """First day, last day, level and id; an open beginning sorts by its end, an unknown day last."""
    when, level = cluster.event.when, cluster.event.level
    first = when.earliest or when.latest or date.max
    return first, when.latest or date.max, LEVELS.index(level) if level else len(LEVELS), cluster.id


def _contact(cluster: Cluster) -> Contact:
    event = cluster.event
    mode = event.mode if event.type == "CONSULT" else (event.content or "").partition("/")[2] or None
    return Contact(
        id=cluster.id, date_start=event.when.earliest, date_end=event.when.latest, mode=mode, level=event.level,
        host=event.host.name if event.host else None, place=event.place, format=event.format, round=event.round,
        parent=event.parent, status=event.status, standing=event.standing, duration=event.duration,
        participants=tuple(
            Participant(kind=p.kind, name=p.name or p.words, country=p.country, role=p.role) for p in event.parties
        ),
        evidence=tuple(dict.fromkeys(quote for report in cluster.reports for quote in _quotes(report))),
        documents=tuple(dict.fromkeys(_told(report) for report in cluster.reports)),
        origins=cluster.origins, disputed=tuple(_disputed(cluster)), flags=tuple(cluster.flags),
    )  # fmt: skip


def _quotes(report: Report) -> Iterator[Quote]:
    for item in report.event.evidence:
        if isinstance(item, Span):
            yield Quote(document=item.document, start=item.start, end=item.end, quote=item.exact)


def _told(report: Report) -> Told:
    document = report.document
    return Told(
        document=document.id, title=document.title, publisher=document.publisher,
        published_start=document.published.earliest, published_end=document.published.latest,
    )  # fmt: skip


def _disputed(cluster: Cluster) -> Iterator[Disputed]:
    documents = {r.event.id: r.document.id for r in cluster.reports}
    for field, variants in cluster.disputed.items():
        for variant in variants:
            told = {documents.get(report, report) for report in variant.reports}
            yield Disputed(field=field, value=variant.value, documents=len(told))
