"""Contacts of communiqués in Russian, Ukrainian and Belarusian, by language and by half: P, R, F1, mode, date, place, in percent.

Each item is read as a stranger's text with its day of publication. A contact is right where its status is that of the gold
(happened, planned, offered, called off), its countries and bodies are the same set, and so are its people: those whom the
tables of persons know, one name more or less where at least two agree. Somebody found for a country for which the gold
names nobody was told by the office, and is no fault. A contact where the gold has none is a false positive. Mode (or one of
``alt_modes``), date and place are the shares right among the hits; a date or place that the gold leaves out is not scored. A place
is right as the same place, or as a building of it (the Kremlin, Moscow). F1 with its 95 % interval: bootstrap over items.

The rows with an even number are for development; of the odd ones only figures are printed, never errors.

usage: python bench/communiques.py [--errors] [--pin]   --pin writes the floors: F1 and mode of both halves, less three points
"""

from __future__ import annotations

import hashlib
import json
import platform
import random
import resource
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dragoman import read, run
from dragoman.codebook import load
from dragoman.mark.mentions.memory import variant
from dragoman.record import Document, Event, Text
from dragoman.source import Source
from dragoman.text.gazetteer import fold
from dragoman.text.names import key
from dragoman.when import When

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "events" / "communiques.jsonl"
FLOORS = GOLD.with_name("communiques.floors.json")
MARGIN = 3.0  # points
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROUNDS = 1000


class Told(NamedTuple):
    """A contact, of the gold or found. ``modes``: the one told first, then others that count as right."""

    status: str
    modes: tuple[str, ...]
    day: str | None
    people: frozenset[tuple[str, str | None]]
    countries: frozenset[str]
    place: str | None


class Item(NamedTuple):
    """What one item of the gold gave: pairs of (gold, found), what was missed, what is too much."""

    id: str
    text: str
    hits: tuple[tuple[Told, Told], ...]
    missed: tuple[Told, ...]
    extra: tuple[Told, ...]


def measure(row: dict[str, Any]) -> Item:
    """One item, read, marked and coded."""
    wanted = [_wanted(c) for c in row["contacts"]]
    left, hits, missed = [t for e in _coded(row) if (t := _found(e))], list[tuple[Told, Told]](), list[Told]()
    for gold in wanted:
        fits = [t for t in left if _fits(gold, t)]
        best = next((t for t in fits if t.modes[0] in gold.modes), fits[0] if fits else None)
        if best is None:
            missed.append(gold)
            continue
        left.remove(best)
        hits.append((gold, best))
    return Item(row["id"], row["text"], tuple(hits), tuple(missed), tuple(left))


def _coded(row: dict[str, Any]) -> Iterator[Event]:
    body = row["text"].encode()
    made = next(iter(read.read(Source(address=row["id"], data=body, media="text/plain", retrieved=EPOCH))))
    if not isinstance(made, tuple):
        return
    document: Document
    text: Text
    document, text = made
    if row["date"]:
        day = When.on(date.fromisoformat(row["date"]), basis="publication")
        document = document.model_copy(update={"published": day})
    for record in run.coded(*run.marked(document, text)):
        if isinstance(record, Event):
            yield record


def _found(event: Event) -> Told | None:
    kind, _, content = (event.content or "").partition("/")
    called_off = event.type == "REJECT" and event.status == "called off"
    if event.type == "CONSULT" and (event.negated or event.standing == "denied"):
        return None
    if event.type != "CONSULT" and not (kind == "CONSULT" and (event.type == "AGREE" or called_off)):
        return None
    parties = (*event.parties, *event.third_parties)
    people = frozenset((p.entity, p.country) for p in parties if p.kind == "person" and p.entity)
    countries = frozenset(p.country for p in parties if p.country)
    day = str(event.when.earliest) if event.when.earliest else None
    mode = (event.mode if event.type == "CONSULT" else content) or ""
    return Told(event.status, (mode,), day, people, countries, event.place)


def _wanted(contact: dict[str, Any]) -> Told:
    people = frozenset((who, None) for name in contact["people"] if (who := _known(name)))
    modes = (contact["mode"], *contact.get("alt_modes", ()))
    return Told(contact["status"], modes, contact["date"], people, frozenset(contact["countries"]), contact["place"])


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {fold(name): who for who, p in load().persons.items() for name in p.names["en"]}


def _known(name: str) -> str | None:
    """The id of a person whom the tables know; ``None`` for others, whom their words alone name."""
    return _names().get(fold(name)) or variant(name, load())


def _fits(gold: Told, told: Told) -> bool:
    if gold.status != told.status or gold.countries != told.countries:
        return False
    wanted = {who for who, _ in gold.people}
    lands = {load().persons[who].country for who in wanted}
    found = {who for who, land in told.people if who in wanted or land in lands}
    return wanted == found or (len(wanted ^ found) <= 1 and len(wanted & found) >= 2)


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str, str]]:
    """English name, folded -> (canonical name, the city it lies in)."""
    book = load()
    found = {
        fold(n): (s.capitals["en"][0], s.capitals["en"][0])
        for s in book.states.values()
        for n in s.capitals.get("en", ())
    }
    for place in book.places.values():
        found |= {fold(n): (place.name, place.city or place.name) for n in place.names["en"]}
    return found


def _is_same_place(one: str, other: str | None) -> bool:
    if not other:
        return False
    a, b = (_places().get(fold(name), (name, name)) for name in (one, other))
    return a[0] == b[0] or a[0] == b[1] or a[1] == b[0] or (key(one) == key(other) and len(key(one)) > 1)


class Score(NamedTuple):
    """Shares in percent; ``low`` and ``high`` bound F1."""

    items: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    mode: float
    day: float
    place: float


def score(items: Sequence[Item]) -> Score:
    """The figures over items, with the interval of F1 from resampled items (1,000 rounds, seed 0)."""
    hits = [pair for i in items for pair in i.hits]
    dated = [(g, t) for g, t in hits if g.day]
    placed = [(g, t) for g, t in hits if g.place]
    dice = random.Random(0)
    rounds = sorted(_f1(dice.choices(items, k=len(items))) for _ in range(ROUNDS))
    told, wanted = len(hits) + sum(len(i.extra) for i in items), len(hits) + sum(len(i.missed) for i in items)
    return Score(
        len(items), _share(len(hits), told), _share(len(hits), wanted), _f1(items),
        rounds[ROUNDS // 40], rounds[-ROUNDS // 40 - 1],
        _share(sum(t.modes[0] in g.modes for g, t in hits), len(hits)),
        _share(sum(g.day == t.day for g, t in dated), len(dated)),
        _share(sum(_is_same_place(g.place or "", t.place) for g, t in placed), len(placed)),
    )  # fmt: skip


def _f1(items: Sequence[Item]) -> float:
    hits = sum(len(i.hits) for i in items)
    return _share(2 * hits, 2 * hits + sum(len(i.missed) + len(i.extra) for i in items))


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def is_set_aside(id: str) -> bool:
    """True for the half whose errors nobody looks at."""
    return int(id.split("-")[1]) % 2 == 1


def errors(item: Item) -> Iterator[str]:
    """What is wrong with one item, line by line, its text first."""
    lines = [f"  missed {_line(t)}" for t in item.missed] + [f"  extra  {_line(t)}" for t in item.extra]
    for gold, told in item.hits:
        if told.modes[0] not in gold.modes:
            lines.append(f"  mode   {told.modes[0]} for {'/'.join(gold.modes)}")
        if gold.day and gold.day != told.day:
            lines.append(f"  date   {told.day} for {gold.day}")
        if gold.place and not _is_same_place(gold.place, told.place):
            lines.append(f"  place  {told.place} for {gold.place}")
    yield from [f"{item.id} {item.text}", *lines] if lines else []


def _line(told: Told) -> str:
    people = sorted(who.removeprefix("per:") for who, _ in told.people)
    return f"{told.status} {'/'.join(told.modes)} {told.day} {sorted(told.countries)} {people} {told.place}"


def main() -> int:
    raw = GOLD.read_bytes()
    items = [measure(json.loads(line)) for line in raw.splitlines() if line.strip()]
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    pinned, below = dict[str, dict[str, float]](), False
    for name, prefix in (("ru", "r-"), ("uk", "u-"), ("be", "b-"), ("all", "")):
        for aside in (False, True):
            chosen = [i for i in items if i.id.startswith(prefix) and is_set_aside(i.id) == aside]
            s = score(chosen)
            half = f"{name} {'set aside' if aside else 'development'}"
            floor = floors.get(half, {})
            is_below = s.f1 < floor.get("f1", 0) or s.mode < floor.get("mode", 0)
            below |= is_below
            pinned[half] = {"f1": round(max(0, s.f1 - MARGIN), 1), "mode": round(max(0, s.mode - MARGIN), 1)}
            print(
                f"{half:16} {s.items:3} items  P {s.precision:5.1f} R {s.recall:5.1f} F1 {s.f1:5.1f} [{s.low:5.1f}–{s.high:5.1f}]  "
                f"mode {s.mode:5.1f}  date {s.day:5.1f}  place {s.place:5.1f}{'  BELOW' if is_below else ''}"
            )
    if "--errors" in sys.argv:
        print(*(line for i in items if not is_set_aside(i.id) for line in errors(i)), sep="\n")
    if "--pin" in sys.argv:
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"gold {hashlib.sha256(raw).hexdigest()[:12]}, peak {peak} MiB, {platform.machine()}, python {platform.python_version()}"
    )
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
