"""Identities across readings: what is coded again at the same words keeps its id."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple, TypeVar

from dragoman.record import Coded, Event, Fault, Link, Party, Record, Span, Statement, Text

SHORT = 32  # characters; a shorter quotation ("met") must also keep some of its surroundings to be the same words
CONTEXT = 12  # characters of surroundings that a short quotation must keep, both sides together
CELL = 512  # characters; items are compared only where they touch the same stretch of the text

_Reach = tuple[int, int]
R = TypeVar("R", Event, Statement, Link, Fault)


class Carried(NamedTuple):
    """``records``: the new reading under the old ids, in its own order.

    ``lost``: old ids that no new item took over, in the order of ``old``; ``adrift``: those among them
    whose words do not stand in the new text at all.
    """

    records: tuple[Record, ...]
    lost: tuple[str, ...]
    adrift: tuple[str, ...]


def reanchor(span: Span, text: Text, expected: int | None = None) -> Span | None:
    """The same words in another text of the document, or ``None`` where they are gone.

    W3C Web Annotation (2017) selectors: the quotation is looked for everywhere; where it stands more than
    once, the surroundings decide, then the nearest to ``expected`` (code points; the old offset if not given).
    Runs of white space count as one blank. A quotation under 32 characters must keep 12 characters of its
    surroundings, else "met" would land on any other "met".

    >>> old = Text(
    ...     id="t-1", document="d-1", reader="plain", version="1", sha256="", body="NEWS. The ministers met in Minsk."
    ... )
    >>> new = old.model_copy(update={"id": "t-2", "body": "The ministers met in Minsk."})
    >>> reanchor(old.span(20, 23), new).start
    14
    """
    if span.text == text.id:
        return span
    expected = span.start if expected is None else expected
    best: tuple[int, int, int, int] | None = None
    for start, end in _places(span.exact, text.body):
        kept = _kept(span, text.body, start, end)
        if len(span.exact) < SHORT and kept < min(CONTEXT, len(span.prefix) + len(span.suffix)):
            continue
        found = (-kept, abs(start - expected), start, end)
        best = found if best is None else min(best, found)
    return None if best is None else text.span(best[2], best[3])


def carry(old: Sequence[Record], new: Sequence[Record], text: Text) -> Carried:
    """The new records of a document under the ids that its items already had.

    ``old`` holds the latest form of every id ever coded in the document, ``new`` the reading of ``text``.
    An event takes over the id of an event, a statement that of a statement, one to one, best first: same
    trigger and type, same trigger, same sentence with type and mode, same sentence with type; then the
    more alike in parties and day, then the nearer. A fault takes over only that of its own rule. A link is the
    same where kind and both ends are.
    References between the new records follow. A new item whose own id belongs to another item gets a
    number behind it.

    >>> text = Text(id="t-1", document="d-1", reader="plain", version="1", sha256="", body="They met.")
    >>> carry((), (), text)
    Carried(records=(), lost=(), adrift=())
    """
    ours = [r for r in new if not isinstance(r, Link)]
    theirs = [r for r in old if not isinstance(r, Link)]
    places = _anchored(theirs, text)
    taken = _match(theirs, places, ours, [_reach(r) for r in ours])

    used = {r.id for r in old}
    ids = [taken.get(index) or _free(item.id, used) for index, item in enumerate(ours)]
    names: dict[str | None, str] = {}  # the id a coder gave -> the id it keeps
    for item, kept in zip(ours, ids, strict=True):
        names.setdefault(item.id, kept)

    known = {(r.kind, r.source, r.target): r.id for r in old if isinstance(r, Link)}
    renamed = iter(ids)
    records: list[Record] = []
    for record in new:
        if isinstance(record, Event):
            ends = {"parent": names.get(record.parent), "statement": names.get(record.statement)}
            records.append(_renamed(record, {"id": next(renamed), **ends}))
        elif isinstance(record, Statement):
            records.append(_renamed(record, {"id": next(renamed), "event": names.get(record.event)}))
        elif isinstance(record, Fault):
            records.append(_renamed(record, {"id": next(renamed)}))
        else:
            link = _renamed(record, {"source": names.get(record.source), "target": names.get(record.target)})
            same = known.pop((link.kind, link.source, link.target), None)
            records.append(_renamed(link, {"id": same or _free(link.id, used)}))

    living = {r.id for r in records}
    lost = tuple(r.id for r in old if r.id not in living)
    gone = {r.id for r, place in zip(theirs, places, strict=True) if place == (None, None)}
    return Carried(tuple(records), lost, tuple(name for name in lost if name in gone))


def _renamed(record: R, update: dict[str, str | None]) -> R:
    changes = {k: v for k, v in update.items() if v is not None and getattr(record, k) != v}
    return record.model_copy(update=changes) if changes else record


def _free(wanted: str, used: set[str]) -> str:
    """The id, or where another item has it the first free one with a number behind it; it is used from now on."""
    free = wanted if wanted not in used else next(n for i in count(2) if (n := f"{wanted}.{i}") not in used)
    used.add(free)
    return free


# --- where the old items stand in the new text ----------------------------------------------------------------------


def _places(exact: str, body: str) -> Iterable[_Reach]:
    words = exact.split()
    if not words:
        return
    pattern = re.compile(r"\s+".join(map(re.escape, words))) if len(words) > 1 else None
    if pattern is None:
        start = body.find(words[0])
        while start >= 0:
            yield start, start + len(words[0])
            start = body.find(words[0], start + 1)
    else:
        yield from (m.span() for m in pattern.finditer(body))


def _kept(span: Span, body: str, start: int, end: int) -> int:
    """How many characters next to the words are still the same."""
    before, after = 0, 0
    while before < min(len(span.prefix), start) and span.prefix[-1 - before] == body[start - 1 - before]:
        before += 1
    while after < min(len(span.suffix), len(body) - end) and span.suffix[after] == body[end + after]:
        after += 1
    return before + after


def _reach(record: Coded) -> tuple[_Reach | None, _Reach | None]:
    first = next((e for e in record.evidence if isinstance(e, Span)), record.trigger)
    return (record.trigger.start, record.trigger.end), (first.start, first.end)


def _anchored(old: Sequence[Coded], text: Text) -> list[tuple[_Reach | None, _Reach | None]]:
    """Trigger and sentence of every old item in the new text. Long sentences go first: how far they moved
    tells where the short words around them must be looked for."""
    sentences: dict[tuple[str, int, int], Span | None] = {}
    moves: list[tuple[int, int]] = []
    firsts = [next((e for e in r.evidence if isinstance(e, Span)), r.trigger) for r in old]
    for first in sorted(firsts, key=lambda s: (-len(s.exact), s.start)):
        key = (first.text, first.start, first.end)
        if key not in sentences:
            found = sentences[key] = reanchor(first, text, first.start + _moved(moves, first.start))
            if found and len(first.exact) >= SHORT and first.text != text.id:
                at = (first.start, found.start - first.start)
                moves.insert(bisect_left(moves, at), at)
    places: list[tuple[_Reach | None, _Reach | None]] = []
    for record, first in zip(old, firsts, strict=True):
        sentence = sentences[first.text, first.start, first.end]
        trigger = record.trigger
        place = None
        inside = trigger.text == first.text and first.start <= trigger.start <= trigger.end <= first.end
        if sentence and inside:
            start = sentence.start + trigger.start - first.start
            if text.body[start : start + len(trigger.exact)] == trigger.exact:
                place = (start, start + len(trigger.exact))
        if place is None:
            words = reanchor(trigger, text, trigger.start + _moved(moves, trigger.start))
            place = (words.start, words.end) if words else None
        places.append((place, (sentence.start, sentence.end) if sentence else None))
    return places


def _moved(moves: list[tuple[int, int]], start: int) -> int:
    """By how much the nearest sentence that was found has moved."""
    if not moves:
        return 0
    at = bisect_left(moves, (start, 0))
    near = moves[max(0, at - 1) : at + 1]
    return min(near, key=lambda m: abs(m[0] - start))[1]


# --- which new item is which old one ---------------------------------------------------------------------------------


def _match(
    old: Sequence[Coded],
    old_places: Sequence[tuple[_Reach | None, _Reach | None]],
    new: Sequence[Coded],
    new_places: Sequence[tuple[_Reach | None, _Reach | None]],
) -> dict[int, str]:
    """Index of a new item -> the old id it takes over."""
    cells: dict[int, set[int]] = defaultdict(set)
    for i, place in enumerate(old_places):
        for cell in _cells(place):
            cells[cell].add(i)
    turns = _turns(old_places), _turns(new_places)
    pairs: list[tuple[int, float, int, bool, int, int, int]] = []
    for j, place in enumerate(new_places):
        for i in {i for cell in _cells(place) for i in cells.get(cell, ())}:
            a, b = old[i], new[j]
            tier = _tier(a, old_places[i], b, place)
            if tier is None:
                continue
            where, there = old_places[i][0] or old_places[i][1], place[0] or place[1]
            far = abs(where[0] - there[0]) if where and there else 0
            pairs.append((tier, -_alike(a, b), far, a.id != b.id, abs(turns[0][i] - turns[1][j]), i, j))
    taken: dict[int, str] = {}
    spent: set[str] = set()
    for *_, i, j in sorted(pairs):
        if j not in taken and old[i].id not in spent:
            taken[j] = old[i].id
            spent.add(old[i].id)
    return taken


def _cells(place: tuple[_Reach | None, _Reach | None]) -> set[int]:
    return {cell for reach in place if reach for cell in range(reach[0] // CELL, reach[1] // CELL + 1)}


def _turns(places: Sequence[tuple[_Reach | None, _Reach | None]]) -> list[int]:
    """Which of the items at the same trigger each is, from 0."""
    seen: dict[_Reach | None, int] = defaultdict(int)
    turns = []
    for trigger, _ in places:
        turns.append(seen[trigger])
        seen[trigger] += 1
    return turns


def _tier(
    a: Coded, there: tuple[_Reach | None, _Reach | None], b: Coded, here: tuple[_Reach | None, _Reach | None]
) -> int | None:
    if type(a) is not type(b) or (isinstance(a, Fault) and _kind(a) != _kind(b)):
        return None
    same_type, same_mode = _kind(a)[0] == _kind(b)[0], _kind(a) == _kind(b)
    if _touch(there[0], here[0]):
        return 0 if same_mode else 1 if same_type else 2
    if _touch(there[1], here[1]) and same_type:
        return 3 if same_mode else 4
    return None


def _touch(a: _Reach | None, b: _Reach | None) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def _kind(record: Coded) -> tuple[str, str | None]:
    if isinstance(record, Fault):
        return record.rule, None
    return (record.type, record.mode) if isinstance(record, Event) else (record.kind, record.act)


def _alike(a: Coded, b: Coded) -> float:
    """0–2: share of common parties, and whether the days agree."""
    who_a, who_b = _who(a), _who(b)
    either = who_a | who_b
    days = (a.when.earliest, a.when.latest) == (b.when.earliest, b.when.latest)
    return (len(who_a & who_b) / len(either) if either else 1.0) + days


def _who(record: Coded) -> set[str]:
    if isinstance(record, Fault):
        return {record.trigger.exact}
    parties: tuple[Party, ...] = (
        record.parties if isinstance(record, Event) else tuple(p for p in (record.speaker,) if p)
    )
    return {p.entity or p.name or p.words or p.country or "" for p in parties}
