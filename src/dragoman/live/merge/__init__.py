"""One event told by several documents: reports that can be the same are put together; nothing else is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dragoman.live.merge.alike import STAYS, Told, absorb, likeness, places_fit, same_words, told
from dragoman.live.merge.bonds import Bonds, Pairs
from dragoman.live.merge.values import Variant, combine
from dragoman.record import Event, Report

__all__ = ["MARGIN", "Cluster", "Variant", "merge"]

NEAR = 1  # days by which two documents may disagree about the day of one event
VAGUE = 31  # days; a report that only says "in May" may join a dated one, a wider one may not
STAY = 7  # days; a visit told for one day may join the one stay of up to so many days that it lies in
# How many days before and after the asked ones must be fetched, so that their clusters come out exactly as from
# all reports: the rivals of a vague report, the stays these lie in, other days of those, and their neighbours.
MARGIN = VAGUE + 2 * STAY + 3 * NEAR


@dataclass(frozen=True, slots=True)
class Cluster:
    """One event and who reports it. ``id``: that of the first report by publication, then id; any member's id
    may stand for it. ``origins``: independent ones among the documents. ``related``: clusters that tell the
    same as planned, called off or denied. ``changed``: field -> (then, now) since a person judged it."""

    id: str
    event: Event
    reports: tuple[Report, ...]
    origins: int
    disputed: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def merge(
    reports: Iterable[Report], pairs: Pairs | None = None, firm: Mapping[str, Mapping[str, int]] | None = None
) -> list[Cluster]:
    """Clusters in order of their first report; the order in which reports come makes no difference.

    ``pairs``: two ids in order -> (place in the journal, judged the same): people's word wins over everything,
    the newer over the older. ``firm``: report id -> field -> place in the journal, for values people set.
    A cluster depends on nothing farther than ``MARGIN`` days from its own days, but for what people joined.

    >>> merge([])
    []
    """
    bonds = Bonds(pairs or {})
    newest: dict[str, Report] = {}
    for report in reports:
        known = newest.get(report.event.id)
        if known is None or (known.recorded, known.dropped) < (report.recorded, report.dropped):
            newest[report.event.id] = report
    single = [told(report) for report in newest.values()]
    for one in single:
        label = bonds.label(one.reports[0].event.id)
        one.labels = frozenset((label,)) if label else frozenset()
    single.sort(key=lambda t: t.rank)

    days, loose = _by_day(single, bonds)
    _join_neighbours(days, bonds)
    _join_stays(days, bonds)
    groups = [g for day in days.values() for g in day.groups]
    groups += _place_vague(loose, days, bonds)
    groups = _join_judged([g for g in groups if g.into is None], bonds)
    return _clusters(groups, firm or {})


# --- groups of one day ------------------------------------------------------------------------------------------------


def _may_join(a: Told, b: Told, bonds: Bonds) -> bool:
    """False where people said no, or where one document tells both apart."""
    if bonds.forbid(a.labels, b.labels):
        return False
    shared = a.documents & b.documents
    return not shared or all(
        same_words(x, y) for x in a.reports for y in b.reports if x.event.document == y.event.document
    )


_NONE: dict[int, Told] = {}


class _Day:
    """Groups of one family that begin on one day, found by what they can have in common."""

    def __init__(self) -> None:
        self.groups: list[Told] = []
        self._by: dict[object, dict[int, Told]] = defaultdict(dict)

    def add(self, group: Told) -> None:
        self.groups.append(group)
        self.index(group)

    def index(self, group: Told) -> None:
        for key in _keys(group):
            self._by[key][id(group)] = group

    def near(self, one: Told) -> list[Told]:
        """Groups that share the states, a surname, the format, the round, or level and town, each once."""
        seen: dict[int, Told] = {}
        for key in _keys(one):
            for group in self._by.get(key, _NONE).values():
                while group.into is not None:
                    group = group.into
                seen[id(group)] = group
        return list(seen.values())


_Days = dict[tuple[tuple[str | None, ...], date], _Day]


def _keys(one: Told) -> Iterator[object]:
    yield one.states - one.hosts
    if one.hosts & one.states:
        yield one.states
    for names in one.people.values():
        yield from names
    for words in one.formats:
        yield ("format", words)
    if one.round:
        yield one.round
    if one.level:
        for words in frozenset().union(*one.places):
            yield one.level, words


def _by_day(single: list[Told], bonds: Bonds) -> tuple[_Days, list[Told]]:
    """Groups by family and first day; and what has no day of its own."""
    days: _Days = defaultdict(_Day)
    loose: list[Told] = []
    for one in single:
        width = _width(one)
        if one.first is None or width is None or (width > 1 and not one.lasts) or width > VAGUE:
            loose.append(one)
        else:
            _settle(one, days[one.family, one.first], bonds)
    return days, loose


def _width(one: Told) -> int | None:
    return None if one.first is None or one.last is None else (one.last - one.first).days + 1


def _settle(one: Told, day: _Day, bonds: Bonds) -> None:
    """Put a report into the one group that it is most like, or into a group of its own."""
    scored = [(s, g) for g in day.near(one) if (s := likeness(g, one)) is not None]
    found = _one_of([(s, g) for s, g in scored if _may_join(g, one, bonds)])
    if found is None:
        day.add(one)
    else:
        absorb(found, one)
        day.index(found)


def _one_of(scored: list[tuple[int, Told]]) -> Told | None:
    """The most alike group. Several equally alike ones that contradict each other leave it open; where only
    people's word or one document keeps them apart, the first takes it."""
    if not scored:
        return None
    best = max(s for s, _ in scored)
    equal = sorted((g for s, g in scored if s == best), key=lambda g: g.rank)
    return equal[0] if all(likeness(equal[0], g) is not None for g in equal[1:]) else None


# --- groups of several days -------------------------------------------------------------------------------------------


def _join_neighbours(days: _Days, bonds: Bonds) -> None:
    """Put together what differs by a day, where people, and place, format or round agree, and nothing rivals it."""
    later: dict[int, list[Told]] = defaultdict(list)
    earlier: dict[int, list[Told]] = defaultdict(list)
    for (family, first), day in days.items():
        following = days.get((family, first + timedelta(days=NEAR)))
        if following is None:
            continue
        for group in day.groups:
            for other in following.near(group):
                if _surely_alike(group, other) and not bonds.forbid(group.labels, other.labels):
                    later[id(group)].append(other)
                    earlier[id(other)].append(group)
    for _, group in sorted(((g.rank, g) for day in days.values() for g in day.groups), key=lambda x: x[0]):
        partners = later.get(id(group), [])
        if len(partners) != 1 or earlier.get(id(group)):
            continue
        other = partners[0]
        if len(earlier[id(other)]) == 1 and not later.get(id(other)) and _may_join(group, other, bonds):
            absorb(group, other)


def _surely_alike(a: Told, b: Told) -> bool:
    alike = likeness(a, b)
    if alike is None or "remote" in a.family:
        return False
    if a.sides is not None:
        return a.sides == b.sides and a.people == b.people and bool(a.family[1] or a.family[2])
    if not a.people or a.people != b.people or sum(map(len, a.people.values())) < 2:
        return False
    return bool(places_fit(a, b) or (a.round and a.round == b.round) or a.formats & b.formats)


def _join_stays(days: _Days, bonds: Bonds) -> None:
    """Put what is told for one day into the one stay it lies in: a visit of three days told on its second."""
    stays: dict[tuple[tuple[str | None, ...], date], list[Told]] = defaultdict(list)
    for day in days.values():
        for group in day.groups:
            width = _width(group) or 0
            if group.into is None and group.first and group.lasts and 2 < width <= STAY and group.modes & STAYS:
                for offset in range(2, width):
                    stays[group.family, group.first + timedelta(days=offset)].append(group)
    for (family, first), around in sorted(stays.items(), key=lambda s: s[0][1]):
        inside = days.get((family, first))
        for group in sorted(inside.groups, key=lambda g: g.rank) if inside else ():
            if group.into is not None or group.lasts or not group.modes <= STAYS:
                continue
            fitting = [s for s in around if group.modes <= s.modes and (likeness(s, group) or 0) >= 1]
            if len(fitting) == 1 and _may_join(fitting[0], group, bonds):
                absorb(fitting[0], group)


def _place_vague(loose: list[Told], days: _Days, bonds: Bonds) -> list[Told]:
    """Put "in May" to the one event of that May it can be; the rest only to what gives the same days."""
    alike: dict[object, _Day] = defaultdict(_Day)
    joining: list[tuple[Told, Told]] = []
    for one in loose:
        width = _width(one) or 0
        homes: dict[int, Told] = {}
        for offset in range(width if width <= VAGUE and not one.lasts else 0):
            day = days.get((one.family, one.first + timedelta(days=offset))) if one.first else None
            for group in day.near(one) if day else ():
                if (likeness(group, one) or 0) >= 1 and _may_join(group, one, bonds):
                    homes[id(group)] = group
        if len(homes) == 1:
            joining.append((next(iter(homes.values())), one))
        else:
            _settle_same_days(one, alike[_same_days(one)], bonds)
    for group, one in joining:  # after all have chosen, so that no choice depends on another
        if _may_join(group, one, bonds):
            absorb(group, one)
        else:
            alike[_same_days(one)].add(one)
    return [g for day in alike.values() for g in day.groups]


def _same_days(one: Told) -> object:
    """Equal people in equal days of up to a month; where the days are wide or open, only in copies of one text."""
    bounded = 0 < (_width(one) or 0) <= VAGUE
    people = frozenset(one.people.items())
    return one.family, one.first, one.last, one.lasts, people, None if bounded else one.reports[0].origin


def _settle_same_days(one: Told, day: _Day, bonds: Bonds) -> None:
    bounded = 0 < (_width(one) or 0) <= VAGUE
    fitting = []
    for group in day.near(one):
        score = likeness(group, one)
        if score is None or not _may_join(group, one, bonds):
            continue
        copied = any(r.origin == one.reports[0].origin and same_words(r, one.reports[0]) for r in group.reports)
        if copied or (bounded and score >= 1):
            fitting.append((score, group))
    found = _one_of(fitting)
    if found is None:
        day.add(one)
    else:
        absorb(found, one)
        day.index(found)


# --- people's word, and the clusters ----------------------------------------------------------------------------------


def _join_judged(groups: list[Told], bonds: Bonds) -> list[Told]:
    """Put together the groups whose reports people called the same; a report that people hold apart from what
    its group joins stays out."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        for label in group.labels:
            holders[label].append(index)
    up = list(range(len(groups)))

    def root(index: int) -> int:
        while up[index] != index:
            index = up[index]
        return index

    for held in holders.values():
        for index in held[1:]:
            a, b = sorted((root(held[0]), root(index)))
            up[b] = a
    together: dict[int, list[int]] = defaultdict(list)
    for index in range(len(groups)):
        together[root(index)].append(index)
    return [
        group
        for members in together.values()
        for group in ([groups[members[0]]] if len(members) == 1 else _rejoin([groups[i] for i in members], bonds))
    ]


def _rejoin(groups: list[Told], bonds: Bonds) -> list[Told]:
    judged: dict[str, list[tuple[int, Told]]] = defaultdict(list)
    free: list[list[tuple[int, Told]]] = []
    for index, group in enumerate(groups):
        for report in group.reports:
            one = told(report)
            label = bonds.label(report.event.id)
            if label:
                one.labels = frozenset((label,))
                judged[label].append((index, one))
            else:
                free.append([(index, one)])
    order = [sorted(unit, key=lambda u: u[1].rank) for unit in (*judged.values(), *free)]
    order.sort(key=lambda unit: (not unit[0][1].labels, unit[0][1].rank))
    made: list[tuple[set[int], Told]] = []
    for unit in order:
        homes = {index for index, _ in unit}
        first = unit[0][1]
        for _, other in unit[1:]:
            absorb(first, other)
        target = next((m for m in made if m[0] & homes and not bonds.forbid(m[1].labels, first.labels)), None)
        if target is None:
            made.append((homes, first))
        else:
            target[0].update(homes)
            absorb(target[1], first)
    return [group for _, group in made]


def _clusters(groups: list[Told], firm: Mapping[str, Mapping[str, int]]) -> list[Cluster]:
    made: list[tuple[Told, Cluster]] = []
    owner: dict[str, str] = {}
    for group in groups:
        reports = tuple(sorted(group.reports, key=_order))
        event, disputed = combine(reports, firm)
        cluster = Cluster(event.id, event, reports, len({r.origin for r in reports}), disputed)
        owner.update((r.event.id, event.id) for r in reports)
        made.append((group, cluster))
    related, denied = _related(made)
    out = []
    for _, cluster in made:
        changes: dict[str, object] = {}
        parent = cluster.event.parent
        if parent is not None and owner.get(parent, parent) != parent:
            above = owner[parent] if owner[parent] != cluster.id else None
            changes["event"] = cluster.event.model_copy(update={"parent": above})
        if cluster.id in related:
            changes["related"] = tuple(sorted(related[cluster.id]))
        if cluster.id in denied:
            stated = Variant(cluster.event.standing, tuple(r.event.id for r in cluster.reports))
            variants = (stated, Variant("denied", tuple(sorted(denied[cluster.id]))))
            changes["disputed"] = {**cluster.disputed, "standing": variants}
        out.append(replace(cluster, **changes) if changes else cluster)  # type: ignore[arg-type]
    return sorted(out, key=lambda c: _order(c.reports[0]))


def _order(report: Report) -> tuple[date, str]:
    return report.document.public, report.event.id


def _related(made: list[tuple[Told, Cluster]]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Cluster id -> clusters of the same day that tell it as planned, called off or denied; and -> the reports
    that deny it."""
    by_day: dict[object, list[tuple[Told, Cluster]]] = defaultdict(list)
    for group, cluster in made:
        if group.day is not None or (group.lasts and group.first):
            by_day[group.family[:-1], group.first, group.states].append((group, cluster))
    related: dict[str, set[str]] = defaultdict(set)
    denied: dict[str, set[str]] = defaultdict(set)
    for found in by_day.values():
        for i, (a, one) in enumerate(found):
            for b, other in found[i + 1 :]:
                if a.family[-1] == b.family[-1] or likeness(a, b) is None:
                    continue
                related[one.id].add(other.id)
                related[other.id].add(one.id)
                for x, y, who in ((a, b, one), (b, a, other)):
                    if x.family[-1] == "past" and y.family[-1] == "denied":
                        denied[who.id].update(r.event.id for r in y.reports)
    return dict(related), dict(denied)
