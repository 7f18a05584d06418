"""When an undated document came out, as far as the other documents of the desk tell: proposals for a person to accept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, get_args

from dragoman.codebook import Codebook
from dragoman.live import Cluster
from dragoman.mark.times import words
from dragoman.record import Document, Event, Report, Span, Value
from dragoman.text.dates import find
from dragoman.when import When, intersect

TOLD = {"stated", "confirmed"}  # standings in which a report counts
Bound = Literal["on", "not before", "not after"]
_ORDER: tuple[Bound, ...] = get_args(Bound)
_ALIKE = 1.25  # times that a copy may be longer or shorter than the original to be the same text


class Reason(Value):
    """What another document tells of the day of publication; ``documents`` and ``events`` it rests on, by id."""

    bound: Bound
    day: date
    why: str
    documents: tuple[str, ...]
    events: tuple[str, ...] = ()


class Proposal(Value):
    """``now``: the publication as it stands, ``earliest`` to ``latest``: as proposed, an end that is ``None`` is open;
    ``value``: the same as ``correct`` takes it, ``None`` where the reasons contradict each other."""

    document: str
    title: str | None
    now: When
    earliest: date | None
    latest: date | None
    value: str | None
    because: tuple[Reason, ...]


def is_undated(document: Document) -> bool:
    """True where publication is unknown, or was inferred and is wider than a day. What a person or the document itself
    states is never asked again."""
    published = document.published
    return published.is_unknown or (published.basis == "inferred" and published.width != 1)


def propose(
    documents: Iterable[Document], clusters: Iterable[Cluster], *, copies: Mapping[str, Mapping[str, float]],
    named: Iterable[tuple[str, str]], book: Codebook,
) -> Iterator[Proposal]:  # fmt: skip
    """A proposal for every undated document of which the others tell more than is known, in the order of documents.

    ``copies``: near-duplicates of a document, and how long it is beside each; ``named``: (document, another one whose
    title or address it names). A copy of about the same length came out on the day of the original, a much longer one
    not before it; a shorter one tells nothing. What a document tells as happened happened before it came out; what it
    tells as planned, and others as held or called off, comes after it. What names another came out after it.

    >>> list(propose([], [], copies={}, named=[], book={}))
    []
    """
    known = {d.id: d for d in documents}
    because: dict[str, list[Reason]] = defaultdict(list)
    undated = {id for id, document in known.items() if is_undated(document)}
    for document in sorted(undated):
        for other, length in sorted(copies.get(document, {}).items()):
            day = known[other].published.day if other in known and other not in undated else None
            if day and length >= 1 / _ALIKE:
                bound: Bound = "on" if length <= _ALIKE else "not before"
                how = "is a copy of" if bound == "on" else "contains the text of"
                why = f"{how} “{_title(known[other])}” of {day}"
                because[document].append(Reason(bound=bound, day=day, why=why, documents=(other,)))
    for one, other in named:
        if one in undated and other not in undated and (day := known[other].published.earliest):
            why = f"names “{_title(known[other])}” of {day}"
            because[one].append(Reason(bound="not before", day=day, why=why, documents=(other,)))
        elif other in undated and one not in undated and (day := known[one].published.latest):
            why = f"is named in “{_title(known[one])}” of {day}"
            because[other].append(Reason(bound="not after", day=day, why=why, documents=(one,)))
    for document, reason in _events(list(clusters), undated, book):
        because[document].append(reason)
    for id, found in known.items():
        if id in because and (made := _proposal(found, because[id])):
            yield made


def _title(document: Document) -> str:
    return document.title or document.address or document.id


def _proposal(document: Document, reasons: list[Reason]) -> Proposal | None:
    """The proposal, or ``None`` where it would tell no more than is known."""
    day_of = {kind: [r.day for r in reasons if r.bound == kind] for kind in ("not before", "not after", "on")}
    when: When | None = When(basis="inferred")
    for bound in (
        When(earliest=max(day_of["not before"], default=None)),
        When(latest=min(day_of["not after"], default=None)),
        When(earliest=min(day_of["on"], default=None), latest=max(day_of["on"], default=None)),
    ):
        when = intersect(when, bound) if when else None
    if when:  # what the text was inferred to say of itself gives way where the desk knows better
        when = intersect(when, document.published) or when
    if when and (when.earliest, when.latest) == (document.published.earliest, document.published.latest):
        return None
    first, last = (when.earliest, when.latest) if when else (None, None)
    value = None if when is None else str(first) if first == last else f"{first or ''}..{last or ''}"
    because = tuple(sorted(reasons, key=lambda r: (_ORDER.index(r.bound), r.day, r.why)))
    return Proposal(
        document=document.id, title=document.title, now=document.published, earliest=first, latest=last, value=value,
        because=because,
    )  # fmt: skip


# --- events that others date ----------------------------------------------------------------------------------------


def _events(clusters: list[Cluster], undated: set[str], book: Codebook) -> Iterator[tuple[str, Reason]]:
    """What the undated tell, and dated documents of another origin put on one day."""
    by_id = {cluster.id: cluster for cluster in clusters}
    by_day: dict[tuple[str, int, int], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for report in cluster.reports:
            if (day := _held(report, undated)) and (kind := _kind(report.event)):
                by_day[kind, day.month, day.day].append(cluster)
    seen: set[tuple[str, str, date]] = set()
    for cluster in clusters:
        for report in cluster.reports:
            bound = _bound(report.event)
            if report.document.id not in undated or bound is None:
                continue
            same = [cluster, *(by_id[id] for id in cluster.related if id in by_id)]
            told = [r for c in same for r in c.reports if _held(r, undated) and r.origin != report.origin]
            told = told or _on_that_day(report, by_day, undated, book)
            days = {day for r in told if (day := _held(r, undated))}
            if len(days) != 1:
                continue
            (day,) = days
            if (report.document.id, bound, day) in seen:
                continue
            seen.add((report.document.id, bound, day))
            how = "happened" if bound == "not before" else "planned"
            names = tuple(dict.fromkeys(r.document.id for r in told))
            why = f"tells as {how} what “{_title(told[0].document)}” puts on {day}"
            events = (report.event.id, *dict.fromkeys(r.event.id for r in told))
            yield report.document.id, Reason(bound=bound, day=day, why=why, documents=names, events=events)


def _bound(event: Event) -> Bound | None:
    if event.negated or event.standing not in TOLD:
        return None
    return "not before" if event.status == "happened" else "not after" if event.status == "planned" else None


def _held(report: Report, undated: set[str]) -> date | None:
    """The day on which a dated document says that it was held or called off."""
    event = report.event
    if report.document.id in undated or event.standing not in TOLD or event.status not in ("happened", "called off"):
        return None
    return event.when.day


def _kind(event: Event) -> str | None:
    """The mode of a contact, also of one that is only promised."""
    return event.mode or (event.content or "").partition("/")[2] or None


def _on_that_day(
    report: Report, by_day: Mapping[tuple[str, int, int], list[Cluster]], undated: set[str], book: Codebook
) -> list[Report]:
    """Reports by dated documents of the same kind of contact between the same states and persons on the same day of
    some year, where the undated one names the day without its year."""
    event, kind = report.event, _kind(report.event)
    stated = _month_and_day(event, report.document.language or "", book)
    if kind is None or stated is None or event.when.day:
        return []
    states, names = _who(event)
    found = []
    for cluster in by_day.get((kind, *stated), ()):
        for other in cluster.reports:
            there, people = _who(other.event)
            same = len(states) > 1 and there == states and (names & people or not (names or people))
            if same and _held(other, undated) and other.origin != report.origin:
                found.append(other)
    return found


def _who(event: Event) -> tuple[set[str], set[str]]:
    """Countries, and names of persons, of all who take part."""
    parties = (*event.parties, *((event.host,) if event.host else ()))
    return {p.country for p in parties if p.country}, {p.name for p in parties if p.name and p.kind == "person"}


def _month_and_day(event: Event, language: str, book: Codebook) -> tuple[int, int] | None:
    """The one day that the event's sentence names without a year."""
    vocabulary = words.load(book, language)
    sentence = next((e.exact for e in event.evidence if isinstance(e, Span)), "")
    said = [e.first for e in find(sentence, vocabulary) if e.first.month] if vocabulary else []
    if len(said) != 1 or said[0].year or not (said[0].month and said[0].day):
        return None
    return said[0].month, said[0].day
