"""Actors: in how many events each takes part, from when to when, and with whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from dragoman.live import Cluster
from dragoman.record import Party, PartyKind, Value


class Partner(Value):
    name: str
    events: int


class Actor(Value):
    """``events``: clusters, so that ten reports of one meeting count once; ``first`` and ``last``: known bounds."""

    name: str
    kind: PartyKind
    country: str | None
    events: int
    first: date | None
    last: date | None
    partners: tuple[Partner, ...]


def actors(clusters: Iterable[Cluster]) -> Iterator[Actor]:
    """Every named party, most events first, then by name; partners in the same order.

    ``country`` is the one most events give. A party without a name is not an actor here.

    >>> list(actors([]))
    []
    """
    seen: dict[tuple[str, str], list[tuple[Cluster, Party]]] = defaultdict(list)
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for cluster in clusters:
        for key, who in _named(cluster).items():
            seen[key].append((cluster, who))
            names[key].update([who.name or ""])
    called = {key: _most(counts) for key, counts in names.items()}
    rows = [_actor(key, parts, called) for key, parts in seen.items()]
    yield from sorted(rows, key=lambda row: (-row.events, row.name, row.kind, row.country or ""))


def _named(cluster: Cluster) -> dict[tuple[str, str], Party]:
    """The parties by entity, else by kind and name."""
    found = [who for who in cluster.event.parties if who.name]
    return {(("entity", who.entity) if who.entity else (who.kind, who.name or "")): who for who in found}


def _actor(key: tuple[str, str], parts: list[tuple[Cluster, Party]], called: dict[tuple[str, str], str]) -> Actor:
    partners: Counter[str] = Counter()
    for cluster, _ in parts:
        partners.update(called[other] for other in _named(cluster) if other != key)
    countries = Counter(who.country for _, who in parts if who.country)
    kinds: dict[str, PartyKind] = {who.kind: who.kind for _, who in parts}
    first = [c.event.when.earliest for c, _ in parts if c.event.when.earliest]
    last = [c.event.when.latest for c, _ in parts if c.event.when.latest]
    return Actor(
        name=called[key], kind=kinds[min(kinds)], country=_most(countries) if countries else None, events=len(parts),
        first=min(first, default=None), last=max(last, default=None),
        partners=tuple(
            Partner(name=name, events=n) for name, n in sorted(partners.items(), key=lambda kv: (-kv[1], kv[0]))
        ),
    )  # fmt: skip


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))
