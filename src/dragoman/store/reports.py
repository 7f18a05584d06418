"""Finding coded records by state, day, type and clock: a projection of the records and the judgements.

Days are kept by how wide the interval is, so that a wide or open one is found without looking through all, and
never makes the search for the others wider.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from dragoman.record import Event, Fault, Judgement, Link, Party, Record, Statement

META = sa.MetaData()
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ITEM = sa.Table(
    "item",
    META,
    sa.Column("key", _KEY, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("until", sa.Integer),
    sa.Column("public", sa.Integer, nullable=False),
    sa.Column("type", sa.Text),
    sa.Column("mode", sa.Text),
    sa.Column("span", sa.SmallInteger, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("circle", sa.Text, nullable=False),
    sa.Column("about", sa.Text),
    sa.Index("item_day", "kind", "span", "first"),
    sa.Index("item_circle", "kind", "circle", "first", "key"),
)
_I = ITEM.c
sa.Index("item_about", _I.about, sqlite_where=_I.about.isnot(None), postgresql_where=_I.about.isnot(None))
STATE = sa.Table(
    "item_state",
    META,
    sa.Column("state", sa.Text, primary_key=True),
    sa.Column("span", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", _KEY, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
STANDING = sa.Table(
    "standing",
    META,
    sa.Column("key", _KEY, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("judgement", sa.Text, nullable=False, index=True),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("field", sa.Text),
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("until", sa.Integer),
    sa.Index("standing_verdict", "verdict", "id"),
)
_S = STANDING.c

KEEPS = ("accepted", "corrected", "same")
_FILTERED = ("when", "type", "mode", "actors", "recipients", "host", "status", "content", "parties")
_NEVER, _EVER = 0, 9_999_999  # ordinals for open ends
_WIDTHS = (7, 31, 366, None)  # days an interval of each class may hold; the class after the last: open or unknown
_OPEN = len(_WIDTHS)


class Found(NamedTuple):
    """A record: its key, its id, the entry of its reading; ``dropped``: only a judgement keeps it."""

    key: int
    id: str
    since: int
    dropped: bool


class Filter(NamedTuple):
    """What is asked; empty or ``None`` leaves a side open. ``keys``: ranges of record keys, both ends counted."""

    kind: str = "event"
    states: Collection[str] = ()
    types: Collection[str] = ()
    modes: Collection[str] = ()
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    recorded: int | None = None
    ids: Collection[str] = ()
    about: Collection[str] = ()
    keys: Collection[tuple[int, int]] | None = None
    wide: bool = False


# --- in -----------------------------------------------------------------------------------------------------------


def put(connection: sa.Connection, readings: Iterable[tuple[int, date, Iterable[tuple[int, Record]]]]) -> None:
    """Index records of readings, each with the entry it counts from and the day it became public."""
    items: list[dict[str, object]] = []
    states: list[dict[str, object]] = []
    for seq, public, records in readings:
        for key, record in records:
            item, circle = _indexed(key, record, seq, public.toordinal())
            items.append(item)
            if isinstance(record, Event | Fault):
                states += ({"state": s, "span": item["span"], "first": item["first"], "key": key} for s in circle)
    if items:
        connection.execute(sa.insert(ITEM), items)
    if states:
        connection.execute(sa.insert(STATE), states)


def end(connection: sa.Connection, keys: tuple[int, int], seq: int) -> None:
    """From entry ``seq`` on the records of that reading no longer count."""
    connection.execute(sa.update(ITEM).where(_I.key.between(*keys)).values(until=seq))


def judge(connection: sa.Connection, made: Judgement, seq: int) -> None:
    """Let a judgement stand from entry ``seq`` on, or take back the one it undoes (an undone undoing stands again)."""
    if made.verdict != "undone":
        for about in dict.fromkeys(made.about):
            _stand(connection, about, made.id, made.verdict, made.field, seq)
        return
    taken_back = made.undoes or ""
    undone = connection.execute(sa.select(_S.id, _S.verdict, _S.field).where(_S.judgement == taken_back)).first()
    if undone is None:
        raise ValueError(f"judgement {made.id} undoes {made.undoes}, which is not on this desk")
    base, opens = (undone.id, undone.field == "closes") if undone.verdict == "undone" else (taken_back, False)
    _stand(connection, base, made.id, "undone", "opens" if opens else "closes", seq)
    rows = connection.execute(sa.select(STANDING).where(_S.judgement == base).order_by(_S.key)).all()
    if not opens:
        connection.execute(sa.update(STANDING).where(_S.judgement == base, _S.until.is_(None)).values(until=seq))
    elif all(row.until is not None for row in rows):
        for about in dict.fromkeys(row.id for row in rows):
            _stand(connection, about, base, rows[0].verdict, rows[0].field, seq)


def clear(connection: sa.Connection) -> None:
    for table in (ITEM, STATE, STANDING):
        connection.execute(sa.delete(table))


def _stand(connection: sa.Connection, id: str, judgement: str, verdict: str, field: str | None, seq: int) -> None:
    values = {"id": id, "judgement": judgement, "verdict": verdict, "field": field, "since": seq}
    connection.execute(sa.insert(STANDING), values)


def _indexed(key: int, record: Record, seq: int, public: int) -> tuple[dict[str, object], list[str]]:
    """The row of a record, and its states."""
    span, first, last = _days(record)
    circle = _circle(record)
    event = record if isinstance(record, Event) else None
    return {
        "key": key, "id": record.id, "kind": type(record).__name__.casefold(), "since": seq, "until": None,
        "public": public, "type": event and event.type, "mode": event and event.mode, "span": span, "first": first,
        "last": last, "circle": ",".join(circle), "about": _about(record),
    }, circle  # fmt: skip


def _days(record: Record) -> tuple[int, int, int]:
    """Class of width, first and last day as ordinals."""
    when = None if isinstance(record, Link) else record.when
    if when is None or when.earliest is None or when.latest is None:
        first = when.earliest.toordinal() if when and when.earliest else _NEVER
        return _OPEN, first, when.latest.toordinal() if when and when.latest else _EVER
    width = when.width or 1
    span = next(n for n, most in enumerate(_WIDTHS) if most is None or width <= most)
    return span, when.earliest.toordinal(), when.latest.toordinal()


def _circle(record: Record) -> list[str]:
    """Countries of actors, recipients and host (third parties do not count), of the speaker, or those a fault names."""
    if isinstance(record, Fault):
        return sorted(set(record.about))
    parties: tuple[Party | None, ...] = ()
    if isinstance(record, Event):
        parties = (*record.parties, record.host)
    elif isinstance(record, Statement):
        parties = (record.speaker,)
    return sorted({party.country for party in parties if party and party.country})


def _about(record: Record) -> str | None:
    if isinstance(record, Statement):
        return record.event
    return record.source if isinstance(record, Link) else None


# --- out ----------------------------------------------------------------------------------------------------------


def find(connection: sa.Connection, asked: Filter) -> list[Found]:
    """Records that fit, in the order of keys, and with them what a person's word ties to the question.

    An open or unknown When fits an asked period only where ``wide`` is set; without a period everything fits.
    Also found, whatever the other filters say: events with a standing correction of a field that is filtered on (its
    new value may fit), and events judged the same as one that was found.
    """
    rows = [row for query in _queries(asked) for row in connection.execute(query)]
    found = {f.key: f for f in _standing_only(connection, rows, asked)}
    if asked.kind == "event":
        _add_corrected(connection, found, asked)
        _add_same(connection, found, asked)
    return [found[key] for key in sorted(found)]


def stream(connection: sa.Connection, asked: Filter) -> Iterator[list[Found]]:
    """Everything that counts at the clocks of ``asked``, in portions, ordered by the set of states and then by day."""
    query = _selected(asked).order_by(_I.circle, _I.first, _I.key)
    for part in connection.execution_options(stream_results=True).execute(query).partitions(1000):
        yield _standing_only(connection, part, asked)


def _selected(asked: Filter) -> sa.Select[int, str, int, int | None]:
    """Records of the kind that count at the clocks, and replaced ones that somebody's judgement may keep."""
    judged = sa.exists().where(_S.id == _I.id, _S.verdict.in_(KEEPS), *_stands(asked.recorded))
    query = sa.select(_I.key, _I.id, _I.since, _I.until).where(_I.kind == asked.kind)
    if asked.recorded is None:
        query = query.where(sa.or_(_I.until.is_(None), judged))
    else:
        counts = sa.or_(_I.until.is_(None), _I.until > asked.recorded)
        query = query.where(_I.since <= asked.recorded, sa.or_(counts, judged))
    if asked.as_of is not None:
        query = query.where(_I.public <= asked.as_of.toordinal())
    return query


def _queries(asked: Filter) -> Iterator[sa.Select[int, str, int, int | None]]:
    query = _selected(asked)
    if asked.types:
        query = query.where(_I.type.in_(asked.types))
    if asked.modes:
        query = query.where(_I.mode.in_(asked.modes))
    if asked.ids:
        for part in _parts(asked.ids):
            yield query.where(_I.id.in_(part))
        return
    if asked.about:
        for part in _parts(asked.about):
            yield query.where(_I.about.in_(part))
        return
    if asked.keys is not None:
        for first, last in asked.keys:
            yield query.where(_I.key.between(first, last))
        return
    states = sorted(set(asked.states))
    tables = [STATE.alias(f"s{n}") for n in range(len(states))]
    for state, table in zip(states, tables, strict=True):
        same = (
            [table.c[name] == tables[0].c[name] for name in ("span", "first", "key")] if table is not tables[0] else []
        )
        query = query.join(table, sa.and_(table.c.key == _I.key, *same)).where(table.c.state == state)
    if asked.start is None and asked.end is None:
        yield query
        return
    start = asked.start.toordinal() if asked.start else _NEVER
    until = asked.end.toordinal() if asked.end else _EVER
    for span, width in enumerate((*_WIDTHS, None)):
        if span == _OPEN and not asked.wide:
            continue
        reach = (start - width + 1 if width else _NEVER, until)
        # With states the range is walked in their own index, and ITEM is only looked up.
        narrowed = query.where(_I.last >= start)
        for table in tables or (ITEM,):
            narrowed = narrowed.where(table.c.span == span, table.c.first.between(*reach))
        yield narrowed


def _standing_only(
    connection: sa.Connection, rows: Iterable[sa.Row[int, str, int, int | None]], asked: Filter
) -> list[Found]:
    """Counting records, and of the replaced ones the last version of each id that no counting reading holds."""
    found, replaced = [], {}
    for key, id, since, until in rows:
        if until is None or (asked.recorded is not None and until > asked.recorded):
            found.append(Found(key, id, since, False))
        else:
            replaced[key] = Found(key, id, since, True)
    newest: dict[str, int] = {}
    for part in _parts({f.id for f in replaced.values()}):
        query = sa.select(_I.id, sa.func.max(_I.key)).where(_I.id.in_(part)).group_by(_I.id)
        if asked.recorded is not None:
            query = query.where(_I.since <= asked.recorded)
        newest.update((id, key) for id, key in connection.execute(query))
    return found + [f for f in replaced.values() if newest[f.id] == f.key]


def _add_corrected(connection: sa.Connection, found: dict[int, Found], asked: Filter) -> None:
    if (
        asked.ids
        or asked.keys is not None
        or not (asked.states or asked.types or asked.modes or asked.start or asked.end)
    ):
        return
    fields = sa.or_(*(_S.field.startswith(name) for name in _FILTERED))
    query = sa.select(_S.id).where(_S.verdict == "corrected", fields, *_stands(asked.recorded)).distinct()
    _add(connection, found, [str(id) for (id,) in connection.execute(query)], asked)


def _add_same(connection: sa.Connection, found: dict[int, Found], asked: Filter) -> None:
    one, other = STANDING.alias("one"), STANDING.alias("other")
    query = (
        sa.select(other.c.id).join(one, one.c.judgement == other.c.judgement).distinct()
        .where(one.c.verdict == "same", *_stands(asked.recorded, one), *_stands(asked.recorded, other))
    )  # fmt: skip
    if connection.execute(sa.select(_S.id).where(_S.verdict == "same").limit(1)).first() is None:
        return
    seen: set[str] = set()
    fresh = {f.id for f in found.values()}
    while fresh:
        seen |= fresh
        tied = {str(id) for part in _parts(fresh) for (id,) in connection.execute(query.where(one.c.id.in_(part)))}
        fresh = tied - seen
        _add(connection, found, fresh, asked)


def _add(connection: sa.Connection, found: dict[int, Found], ids: Collection[str], asked: Filter) -> None:
    if ids:
        clocks = Filter(kind=asked.kind, as_of=asked.as_of, recorded=asked.recorded, ids=ids)
        rows = [row for query in _queries(clocks) for row in connection.execute(query)]
        found.update((f.key, f) for f in _standing_only(connection, rows, clocks))


def _stands(recorded: int | None, table: sa.FromClause = STANDING) -> list[sa.ColumnElement[bool]]:
    if recorded is None:
        return [table.c.until.is_(None)]
    return [table.c.since <= recorded, sa.or_(table.c.until.is_(None), table.c.until > recorded)]


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(set(ids))
    return (wanted[at : at + 900] for at in range(0, len(wanted), 900))
