"""Near-duplicates: which documents hold each other's words, and the origin they share. A projection of shingles."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

import sqlalchemy as sa

from dragoman.text import shingles as words

META = sa.MetaData()
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SHINGLE = sa.Table(
    "shingle",
    META,
    sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("document", _KEY, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
PRINT = sa.Table(
    "fingerprint",
    META,
    sa.Column("document", _KEY, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("origin", sa.Text, nullable=False, index=True),
)
NEAR = sa.Table(
    "near",
    META,
    sa.Column("one", _KEY, primary_key=True, autoincrement=False),
    sa.Column("other", _KEY, primary_key=True, autoincrement=False, index=True),
    sa.Column("containment", sa.Float, nullable=False),
    sqlite_with_rowid=False,
)
# The index keeps this many holders of a shingle, the first ones: a stock phrase then costs no more than any other, and
# the copies of a report reprinted more often still find each other through the first. Which documents are linked does
# not depend on the order of adding as long as two near-duplicates share some shingle that is not as common.
HOLDERS = 8
_MOST = 128  # shingles in one query
_HELD = sa.select(SHINGLE.c.hash, SHINGLE.c.document).where(
    SHINGLE.c.hash.in_([sa.bindparam(f"h{n}", type_=sa.BigInteger) for n in range(_MOST)])
)


Held = Callable[[Iterable[int]], Mapping[int, Collection[int]]]


def put(
    connection: sa.Connection,
    document: int,
    name: str,
    shingles: Collection[int],
    *,
    earlier: Collection[int] = (),
    held: Held,
) -> None:
    """Link a document with all that it holds or that hold it.

    ``earlier``: its shingles until now, which go; ``held`` gives the shingles of other documents by key.
    """
    loose = _remove(connection, document, sorted(set(earlier))) if earlier else set[int]()
    connection.execute(sa.delete(PRINT).where(PRINT.c.document == document))
    connection.execute(sa.insert(PRINT), _printed(document, name, shingles))
    holders = _holders(connection, shingles)
    links = dict(_links(connection, document, shingles, holders, held))
    if fresh := [h for h in sorted(set(shingles)) if len(holders.get(h, ())) < HOLDERS]:
        connection.execute(sa.insert(SHINGLE), [{"hash": h, "document": document} for h in fresh])
    if links:
        connection.execute(sa.insert(NEAR), [_pair(document, other, c) for other, c in links.items()])
    if links or loose:
        origins = {o for part in _parts(links) for o in connection.execute(_origins(part)).scalars()}
        _regroup(connection, {document} | loose | _members(connection, origins))


def rebuild(connection: sa.Connection, documents: Iterable[tuple[int, str, Collection[int]]]) -> None:
    """Make all links anew from key, id and shingles of each document, in the order of keys."""
    import numpy as np  # only here: it takes a fifth of a second to load

    clear(connection)
    flat, bounds, keys = array("q"), array("q", [0]), array("q")
    for part in _parts(documents):
        connection.execute(sa.insert(PRINT), [_printed(*row) for row in part])
        for document, _, shingles in part:
            flat.extend(sorted(set(shingles)))
            bounds.append(len(flat))
            keys.append(document)
    if not flat:
        return
    hashes, ends, names = np.array(flat), np.array(bounds), np.array(keys)
    del flat
    sizes = np.diff(ends)
    owners = np.repeat(np.arange(len(names)), sizes)
    order = np.argsort(hashes, kind="stable")  # within one hash the order of keys stays
    index, holders = hashes[order], owners[order]
    first = np.searchsorted(index, index, side="left")
    kept = np.arange(len(index)) - first < HOLDERS
    index, holders = index[kept], holders[kept]
    del order, first, kept
    for at in range(0, len(index), 50_000):
        pairs = zip(index[at : at + 50_000].tolist(), names[holders[at : at + 50_000]].tolist(), strict=True)
        connection.execute(sa.insert(SHINGLE), [{"hash": h, "document": d} for h, d in pairs])
    linked: set[int] = set()
    for at in range(0, len(names), 5000):
        mine = slice(ends[at], ends[min(at + 5000, len(names))])
        low = np.searchsorted(index, hashes[mine], side="left")
        many = np.searchsorted(index, hashes[mine], side="right") - low
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        others, selves = holders[np.repeat(low, many) + within], np.repeat(owners[mine], many)
        pairs_of, counts = np.unique((selves << 32 | others)[others < selves], return_counts=True)
        one, other = pairs_of >> 32, pairs_of & (1 << 32) - 1
        likely = counts >= np.minimum(sizes[one], sizes[other]) * words.SAME / 8
        links = []
        for a, b in zip(one[likely].tolist(), other[likely].tolist(), strict=True):
            containment = words.containment(
                hashes[ends[a] : ends[a + 1]].tolist(), hashes[ends[b] : ends[b + 1]].tolist()
            )
            if containment >= words.SAME:
                links.append(_pair(int(names[a]), int(names[b]), containment))
                linked |= {int(names[a]), int(names[b])}
        if links:
            connection.execute(sa.insert(NEAR), links)
    _regroup(connection, linked)


def clear(connection: sa.Connection) -> None:
    for table in (SHINGLE, PRINT, NEAR):
        connection.execute(sa.delete(table))


def origins(
    connection: sa.Connection, documents: Collection[int], seen: Callable[[Collection[int]], set[int]] | None
) -> dict[int, str]:
    """The origin of each document: the least id among those it is linked with, itself included.

    ``seen``: for a clock that is not now, which of some documents count at it; others bind nothing together.
    """
    rows = [row for part in _parts(documents) for row in connection.execute(_prints(PRINT.c.document, part))]
    if seen is None:
        return {int(row.document): str(row.origin) for row in rows}
    found = {int(row.document): str(row.name) for row in rows}
    linked = {row.origin for row in rows if row.origin != row.name} | _shared(connection, rows)
    for group in _components(connection, seen(_members(connection, linked))):
        found.update((key, least) for key, least in group.items() if key in found)
    return found


def near(connection: sa.Connection, document: int) -> dict[int, float]:
    """Keys of the documents linked with one, and the containment, 0–1."""
    rows = connection.execute(sa.select(NEAR).where(sa.or_(NEAR.c.one == document, NEAR.c.other == document)))
    return {int(r.other if r.one == document else r.one): float(r.containment) for r in rows}


def _remove(connection: sa.Connection, document: int, hashes: list[int]) -> set[int]:
    """Take a document out; the documents it may have bound together."""
    before = connection.execute(sa.select(PRINT.c.origin).where(PRINT.c.document == document)).scalars()
    loose = _members(connection, set(before)) - {document}
    connection.execute(sa.delete(NEAR).where(sa.or_(NEAR.c.one == document, NEAR.c.other == document)))
    for part in _parts(hashes):
        connection.execute(sa.delete(SHINGLE).where(SHINGLE.c.hash.in_(part), SHINGLE.c.document == document))
    return loose


def _links(
    connection: sa.Connection,
    document: int,
    shingles: Collection[int],
    holders: Mapping[int, list[int]],
    held: Held,
) -> Iterator[tuple[int, float]]:
    """Documents whose shingles hold enough of these, or the other way round, and the containment."""
    counted = Counter(other for found in holders.values() for other in found)
    del counted[document]
    # A long text keeps one shingle in four, so an eighth of what is asked of two alike may be enough: looked at below.
    least = words.SAME / 8
    likely: list[int] = []
    for part in _parts(counted):
        for other, size in connection.execute(
            sa.select(PRINT.c.document, PRINT.c.size).where(PRINT.c.document.in_(part))
        ):
            if counted[other] >= least * min(len(shingles), size):
                likely.append(int(other))
    for part in _parts(likely):
        for other, theirs in held(part).items():
            containment = words.containment(shingles, theirs)
            if containment >= words.SAME:
                yield other, containment


def _holders(connection: sa.Connection, shingles: Collection[int]) -> dict[int, list[int]]:
    """The first documents that hold each of these shingles."""
    holders: dict[int, list[int]] = {}
    for part in _parts(sorted(set(shingles)), _MOST):
        padded = {f"h{n}": part[min(n, len(part) - 1)] for n in range(_MOST)}
        for h, document in connection.execute(_HELD, padded).all():
            holders.setdefault(h, []).append(document)
    return holders


def _members(connection: sa.Connection, origins: Collection[str]) -> set[int]:
    query = sa.select(PRINT.c.document)
    return {
        int(d) for part in _parts(origins) for d in connection.execute(query.where(PRINT.c.origin.in_(part))).scalars()
    }


def _regroup(connection: sa.Connection, documents: set[int]) -> None:
    """Name the origin of every connected component among these documents anew."""
    for group in _components(connection, documents):
        least = next(iter(group.values()))
        for part in _parts(group):
            connection.execute(sa.update(PRINT).where(PRINT.c.document.in_(part)).values(origin=least))


def _components(connection: sa.Connection, documents: set[int]) -> Iterator[dict[int, str]]:
    """Connected components of the links among these documents: each member with the least id of all."""
    names = {
        int(row.document): str(row.name)
        for part in _parts(documents)
        for row in connection.execute(_prints(PRINT.c.document, part))
    }
    linked: dict[int, set[int]] = {key: set() for key in names}
    for part in _parts(documents):
        for one, other, _ in connection.execute(sa.select(NEAR).where(NEAR.c.one.in_(part))):
            if other in linked:
                linked[one].add(other)
                linked[other].add(one)
    unseen = set(linked)
    while unseen:
        group, edge = set[int](), {min(unseen)}
        while edge:
            group |= edge
            edge = {other for key in edge for other in linked[key]} - group
        unseen -= group
        least = min(names[key] for key in group)
        yield dict.fromkeys(group, least)


def _shared(connection: sa.Connection, rows: Iterable[sa.Row[int, str, str]]) -> set[str]:
    """Of the documents that are their own origin, the ones that others share."""
    own = {row.name for row in rows if row.origin == row.name}
    query = sa.select(PRINT.c.origin).where(PRINT.c.origin != PRINT.c.name).distinct()
    return {str(o) for part in _parts(own) for o in connection.execute(query.where(PRINT.c.origin.in_(part))).scalars()}


def _prints(column: sa.ColumnElement[int], part: list[int]) -> sa.Select[int, str, str]:
    return sa.select(PRINT.c.document, PRINT.c.name, PRINT.c.origin).where(column.in_(part))


def _printed(document: int, name: str, shingles: Collection[int]) -> dict[str, object]:
    return {"document": document, "name": name, "size": len(set(shingles)), "origin": name}


def _pair(one: int, other: int, containment: float) -> dict[str, object]:
    return {"one": min(one, other), "other": max(one, other), "containment": containment}


def _origins(documents: list[int]) -> sa.Select[str]:
    return sa.select(PRINT.c.origin).where(PRINT.c.document.in_(documents))


T = TypeVar("T")


def _parts(keys: Iterable[T], most: int = 900) -> Iterator[list[T]]:
    wanted = list(keys)
    return (wanted[at : at + most] for at in range(0, len(wanted), most))
