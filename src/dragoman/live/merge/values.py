"""What a cluster says of its event: per field the value of most independent origins, and who reported another."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.record import Coding, Event, Party, Report
from dragoman.when import When

# The more a mode says, the higher; ties between modes go to it.
_MODES = ("meet", "phone", "letter", "video", "third-party", "multilateral", "negotiate", "visit")
_PLAIN = ("mode", "level", "format", "round", "status", "duration")


@dataclass(frozen=True, slots=True)
class Variant:
    """One value of a disputed field, and the ids of the reports that give it."""

    value: str
    reports: tuple[str, ...]


def _told_more(mode: str) -> int:
    """How much a mode of a contact says; modes of other events say alike."""
    return _MODES.index(mode) if mode in _MODES else 0


def combine(
    reports: Sequence[Report], firm: Mapping[str, Mapping[str, int]]
) -> tuple[Event, dict[str, tuple[Variant, ...]]]:
    """The merged event under the first report's id, and the fields on which reports differ.

    ``reports`` in order of publication, then id; ``firm``: report id -> field -> place in the journal of the
    correction that set it: the newest correction of a field beats every count. Else the value of most
    origins, then the more specific, then the earlier public. A value inside another (a day of the month,
    the palace in the town) is supported by it, and is no dispute.
    """
    lead = reports[0].event
    if len(reports) == 1:
        return lead, {}
    update: dict[str, Any] = {}
    disputed: dict[str, tuple[Variant, ...]] = {}

    def settle(
        name: str,
        key: Callable[[Event], Hashable | None],
        show: Callable[[Event], str],
        inside: Callable[[Any, Any], bool] = lambda a, b: a == b,
        weight: Callable[[Any], float] = lambda value: 0,
    ) -> Report | None:
        """The report whose value stands; what contradicts it is put down as disputed."""
        given: dict[Hashable, list[Report]] = {}
        for report in reports:
            value = key(report.event)
            if value is not None:
                given.setdefault(value, []).append(report)
        judged = _judged(name, reports, firm)
        if len(given) < 2:
            return judged or next((rs[0] for rs in given.values()), None)

        def standing(value: Hashable) -> tuple[int, float, date, str]:
            backers = {r.origin for other, rs in given.items() if inside(value, other) for r in rs}
            first = given[value][0]
            return -len(backers), -weight(value), first.document.public, first.event.id

        best = min(given, key=standing)
        against = [v for v in given if not inside(best, v) and not inside(v, best)]
        if against:
            field = "date" if name == "when" else name
            told = [best, *sorted(against, key=standing)]
            disputed[field] = tuple(Variant(show(given[v][0].event), tuple(r.event.id for r in given[v])) for v in told)
        return judged or given[best][0]

    for name in _PLAIN:
        weight = _told_more if name == "mode" else (lambda value: 0)
        chosen = settle(name, lambda e, n=name: getattr(e, n), lambda e, n=name: str(getattr(e, n)), weight=weight)  # type: ignore[misc]
        if chosen:
            update[name] = getattr(chosen.event, name)
    chosen = settle("when", _interval, lambda e: _dated(e.when), _within, _narrow)
    if chosen:
        update["when"] = chosen.event.when
    chosen = settle("place", _place, lambda e: e.place or "", lambda a, b: b[0] <= a[0], lambda v: len(v[0]))
    if chosen:
        country = next((r.event.place_country for r in (chosen, *reports) if r.event.place_country), None)
        update |= {"place": chosen.event.place, "place_country": chosen.event.place_country or country}
        if _judged("place", reports, firm):
            update["place_country"] = chosen.event.place_country
    chosen = settle("host", _host, lambda e: (e.host and e.host.name) or "", _one_host, lambda v: bool(v[0]))
    if chosen:
        update["host"] = chosen.event.host
    actors, recipients, variants = _participants(reports, firm)
    if variants:
        disputed["participants"] = variants
    update |= {
        "actors": actors,
        "recipients": recipients,
        "standing": _standing(reports, firm),
        "contexts": tuple(dict.fromkeys(c for r in reports for c in r.event.contexts)),
        "third_parties": _distinct(p for r in reports for p in r.event.third_parties),
        "evidence": tuple(dict.fromkeys(e for r in reports for e in r.event.evidence)),
        "parent": next((r.event.parent for r in reports if r.event.parent), None),
        "coding": Coding(
            coder="merge", version="1", confidence=max(r.event.coding.confidence for r in reports),
            reason=f"{len(reports)} reports of {len({r.origin for r in reports})} origins",
        ),
    }  # fmt: skip
    for name in ("type", "negated"):
        judged = _judged(name, reports, firm)
        if judged:
            update[name] = getattr(judged.event, name)
    return lead.model_copy(update=update), disputed


def _judged(name: str, reports: Sequence[Report], firm: Mapping[str, Mapping[str, int]]) -> Report | None:
    """The report in which a person set the field last."""
    if not firm:
        return None
    set_by = [(firm[r.event.id][name], r.event.id, r) for r in reports if name in firm.get(r.event.id, ())]
    return max(set_by, key=lambda s: s[:2])[2] if set_by else None


# --- dates ------------------------------------------------------------------------------------------------------------


def _interval(event: Event) -> tuple[date, date, bool] | None:
    when = event.when
    return None if when.is_unknown else (when.earliest or date.min, when.latest or date.max, when.lasts)


def _within(inner: tuple[date, date, bool], outer: tuple[date, date, bool]) -> bool:
    """True where what says ``outer`` supports ``inner``: a day in the month, or the stay that the day lies in."""
    if inner == outer:
        return True
    if inner[2] and not outer[2]:  # an extent is supported by a day of it, and by a period around it
        return (inner[0] <= outer[0] and outer[1] <= inner[1]) or (outer[0] <= inner[0] and inner[1] <= outer[1])
    return not inner[2] and not outer[2] and outer[0] <= inner[0] and inner[1] <= outer[1]


def _narrow(value: tuple[date, date, bool]) -> float:
    return 0.0 if value[2] else -float((value[1] - value[0]).days)


def _dated(when: When) -> str:
    first, last = (d.isoformat() if d else "" for d in (when.earliest, when.latest))
    return first if first == last else f"{first}{'/' if when.lasts else '..'}{last}"


# --- places, hosts, participants --------------------------------------------------------------------------------------


def _place(event: Event) -> tuple[frozenset[str]] | None:
    return (frozenset(re.findall(r"\w+", event.place.casefold())),) if event.place else None


def _host(event: Event) -> tuple[str, str | None] | None:
    """Name of a person (empty for a state), and the country."""
    host = event.host
    if host is None:
        return None
    return ("" if host.kind == "state" else host.entity or (host.name or "").casefold()), host.country


def _one_host(inner: tuple[str, str | None], outer: tuple[str, str | None]) -> bool:
    return inner == outer or (not outer[0] and inner[1] == outer[1] and inner[1] is not None)


def _participants(
    reports: Sequence[Report], firm: Mapping[str, Mapping[str, int]]
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[Variant, ...]]:
    """Actors, recipients, and the differing lists. Side by side: of each country the people that most origins
    name; a country without named people stays a country."""
    judged = _judged("actors", reports, firm) or _judged("recipients", reports, firm)
    if judged:
        return judged.event.actors, judged.event.recipients, ()
    sides: dict[str, dict[frozenset[str], list[Report]]] = {}
    for report in reports:
        for side, people in _sides(report.event).items():
            sides.setdefault(side, {}).setdefault(people, []).append(report)
    chosen: dict[str, Event] = {}
    differing: dict[str, list[str]] = {}
    for side, lists in sides.items():
        named = {people: told for people, told in lists.items() if people} or lists
        ranked = sorted(named.items(), key=lambda n: (-len({r.origin for r in n[1]}), -len(n[0])))
        chosen[side] = ranked[0][1][0].event
        if len(named) > 1:
            for people, told in ranked:
                differing.setdefault(", ".join(sorted(people)), []).extend(r.event.id for r in told)
    actors: list[Party] = []
    recipients: list[Party] = []
    for side, event in chosen.items():
        persons = any(p.kind == "person" and p.name for p in event.parties if _side(p) == side)
        for parties, out in ((event.actors, actors), (event.recipients, recipients)):
            out += [p for p in parties if _side(p) == side and (p.kind != "state" or not persons)]
    variants = tuple(Variant(names, tuple(dict.fromkeys(ids))) for names, ids in differing.items())
    return _distinct(actors), _distinct(recipients), variants


def _side(party: Party) -> str:
    return party.country or (party.name or party.words or "").casefold()


def _sides(event: Event) -> dict[str, frozenset[str]]:
    sides: dict[str, set[str]] = {}
    for party in event.parties:
        people = sides.setdefault(_side(party), set())
        if party.kind == "person" and party.name:
            people.add(party.name)
    return {side: frozenset(people) for side, people in sides.items()}


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({(p.entity or p.name or p.words, p.country): p for p in reversed(list(parties))}.values())[::-1]


def _standing(reports: Sequence[Report], firm: Mapping[str, Mapping[str, int]]) -> str:
    """Confirmed by anybody is confirmed, stated in a document's own voice is stated; a claim stays a claim."""
    judged = _judged("standing", reports, firm)
    if judged:
        return judged.event.standing
    given = {r.event.standing for r in reports}
    return next(s for s in ("confirmed", "stated", "claimed", "unconfirmed", "denied") if s in given)
