"""Which events a review prints, and where: under a month, among what has no month, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman import wording
from dragoman.analyse.contacts import is_contact, is_prospect, order
from dragoman.live import Cluster
from dragoman.record import Event
from dragoman.when import When

Month = tuple[int, int]
BACKGROUND = timedelta(days=731)  # two years: what an act may go back to and still belong to the period
AFTERMATH = timedelta(days=62)  # so late a document still tells of the period where an act has no date
Reason = Literal["considered", "nobody", "vague", "older", "elsewhere"]
_ADDRESSED = {"REQUEST", "REJECT", "ACCUSE", "THREATEN"}


@dataclass(frozen=True, slots=True)
class Choice:
    """``by_month``: months in order; ``loose``: what lies in no one month surely; ``left``: what is not printed, and why.

    Reasons: only ``considered``; ``nobody`` is known on either side; too ``vague``, a demand, refusal, accusation or
    threat of one party that says neither to whom nor of what kind; it may be more than two years ``older`` than the
    period; its date is open and only documents from ``elsewhere`` in time tell it.
    """

    by_month: Mapping[Month, list[Cluster]]
    loose: list[Cluster]
    left: Mapping[Reason, list[Cluster]]


def choose(clusters: Iterable[Cluster], start: date, end: date) -> Choice:
    """The events that may lie in [start, end], each in one place, by first day.

    Contacts are left out only where they are merely considered; of two documents that tell an act of open date, one
    from the period is enough.

    >>> choose([], date(2022, 3, 1), date(2022, 3, 31)).loose
    []
    """
    found = sorted((c for c in clusters if c.event.when.meets(start, end) and not _is_earlier(c, start)), key=order)
    by_month: dict[Month, list[Cluster]] = defaultdict(list)
    loose: list[Cluster] = []
    left: dict[Reason, list[Cluster]] = defaultdict(list)
    for cluster in found:
        if reason := _left(cluster, start, end):
            left[reason].append(cluster)
        elif month := _month(cluster.event.when, start, end):
            by_month[month].append(cluster)
        else:
            loose.append(cluster)
    return Choice({month: by_month[month] for month in sorted(by_month)}, loose, left)


def part(event: Event) -> Literal["contacts", "acts", "apart"]:
    """Where among the parts of a month: contacts, acts that took place, and apart from both what did not."""
    if is_contact(event):
        return "contacts"
    took_place = event.status in ("happened", "under way") and event.standing != "denied" and not event.negated
    return "acts" if (took_place or wording.breaks_off(event)) and not is_prospect(event) else "apart"


def is_claim(event: Event) -> bool:
    """True where nobody but a party or an unconfirmed report says so."""
    return event.standing in ("claimed", "unconfirmed")


def _left(cluster: Cluster, start: date, end: date) -> Reason | None:
    event = cluster.event
    if event.status == "hypothetical":
        return "considered"
    if is_contact(event) or is_prospect(event):
        return None
    known = [who for who in event.parties if who.name or who.country]
    if not known:
        return "nobody"
    if event.type in _ADDRESSED and len(known) < 2 and not (event.mode or event.content):
        return "vague"
    if event.when.earliest and event.when.earliest < start - BACKGROUND:
        return "older"
    told = (report.document.published for report in cluster.reports)
    if event.when.width is None and not any(when.meets(start, end + AFTERMATH) for when in told):
        return "elsewhere"
    return None


def _month(when: When, start: date, end: date) -> Month | None:
    """The month the event surely lies in; one that lasts stands under its first month inside the period."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return None
    if when.lasts:
        first = last = max(first, start)
    if (first.year, first.month) != (last.year, last.month):
        return None
    return first.year, first.month


def _is_earlier(cluster: Cluster, start: date) -> bool:
    """True where a report that came out before the period tells of the event as past."""
    if cluster.event.status != "happened" or cluster.event.when.latest is not None:
        return False
    return any(r.document.published.latest and r.document.published.latest < start for r in cluster.reports)
