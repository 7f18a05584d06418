"""A desk of a million events: how long adding, asking, searching and rebuilding take, and how big the file is.

python bench/big.py --scale 0.05          # 10,000 documents; 1 is 200,000 documents with five events each
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dragoman.analyse.contacts import contacts
from dragoman.lens import clusters
from dragoman.record import Bundle, Coding, Document, Event, Indexed, Mode, Party, Reading, Text, digest, record_id
from dragoman.store import Store
from dragoman.text.lemma import lemmas
from dragoman.text.shingles import shingles
from dragoman.when import When

DOCUMENTS, EVENTS = 200_000, 5
FIRST, DAYS = date(2014, 1, 1), 4383
AT = datetime(2026, 1, 1, tzinfo=UTC)
# Two parties of a report fall on these, by weight: a desk on one conflict is skewed like this.
STATES = {
    "RUS": 30, "UKR": 24, "BLR": 13, "USA": 9, "DEU": 6, "FRA": 5, "POL": 4, "TUR": 4, "GBR": 3, "CHN": 3, "KAZ": 3,
    "LTU": 2, "ARM": 2, "AZE": 2, "GEO": 2, "HUN": 2, "MDA": 2, "IRN": 1, "IND": 1, "ITA": 1, "SRB": 1, "UZB": 1,
    "KGZ": 1, "TJK": 1, "LVA": 1, "EST": 1, "FIN": 1, "SWE": 1, "AUT": 1, "CHE": 1, "ISR": 1, "SAU": 1, "ARE": 1,
    "JPN": 1, "CZE": 1, "SVK": 1, "ROU": 1, "BGR": 1, "NLD": 1, "VAT": 1,
}  # fmt: skip
TYPES = {"CONSULT": 60, "AGREE": 12, "SUPPORT": 12, "REJECT": 10, "DEMAND": 6}
MODES: dict[Mode, int] = {"meet": 40, "phone": 25, "visit": 15, "negotiate": 8, "video": 6, "multilateral": 6}
OFFICES = [
    "president",
    "minister",
    "envoy",
    "speaker",
    "governor",
    "deputy",
    "ambassador",
    "chairman",
    "adviser",
    "delegation",
]
VERBS = ["met", "called", "visited", "received", "thanked", "pressed", "telephoned", "hosted", "briefed", "answered"]
TOPICS = [
    "trade",
    "gas",
    "grain",
    "customs",
    "transit",
    "visas",
    "prisoners",
    "border",
    "loans",
    "tariffs",
    "ports",
    "energy",
    "flights",
    "fishing",
    "security",
    "language",
    "elections",
    "sanctions",
    "ceasefire",
    "heavy-weapons",
    "withdrawal",
    "monitors",
    "drones",
    "water",
    "debts",
    "railways",
    "migration",
    "vaccines",
    "universities",
    "satellites",
    "missiles",
]
PLACES = [
    "Minsk",
    "Moscow",
    "Kyiv",
    "Sochi",
    "Vienna",
    "Geneva",
    "Istanbul",
    "Paris",
    "Berlin",
    "Warsaw",
    "Vilnius",
    "Astana",
    "Tbilisi",
    "Yerevan",
    "Baku",
    "Riga",
    "Brest",
    "Gomel",
    "Budapest",
    "Ankara",
    "Brussels",
    "Rome",
    "Prague",
    "Oslo",
    "Helsinki",
]
SYLLABLES = [
    "ba",
    "ko",
    "ri",
    "ne",
    "sul",
    "dar",
    "vin",
    "mo",
    "ste",
    "lan",
    "per",
    "gor",
    "tu",
    "zhi",
    "mak",
    "el",
    "or",
    "fen",
    "ilya",
    "cher",
]


def documents(count: int, seed: int = 2) -> Iterator[Bundle]:
    """Made-up dispatches, the same on every machine; every thirtieth is a reprint of an earlier one."""
    draw = random.Random(seed)
    names = sorted({"".join(draw.choices(SYLLABLES, k=3)).capitalize() for _ in range(6000)})
    bodies: list[str] = []
    for number in range(count):
        if number % 30 == 29:
            body = f"By {draw.choice(names)}, reprinted. " + draw.choice(bodies)
        else:
            body = " ".join(_sentence(draw, names) for _ in range(10))
        bodies = [*bodies[-49:], body]
        yield bundle(number, body, draw)


def bundle(number: int, body: str, draw: random.Random) -> Bundle:
    """A document with five events on its first sentences."""
    day = FIRST + timedelta(draw.randrange(DAYS))
    sha = hashlib.sha256(f"{number}{body}".encode()).hexdigest()
    document = Document(
        id=f"d-{sha[:12]}", sha256=sha, address=f"dispatches/{number}.txt", publisher="Bench", title=body[:50],
        language="en", published=When.on(day) if number % 10 else When(), retrieved=AT,
    )  # fmt: skip
    text = Text(
        id="t-" + sha[:12], document=document.id, reader="plain", version="1", sha256=sha, language="en", body=body
    )
    sentences, start = [], 0
    for piece in body.split(". "):
        end = min(len(body), start + len(piece) + 1)
        sentences.append(Indexed(start, end, body[start:end], lemmas(body[start:end], "en")))
        start = end + 1
    made = tuple(_event(draw, text, s, day, n) for n, s in enumerate(sentences[-EVENTS:]))
    reading = Reading(
        id="r-" + digest(text.id, "1"), document=document.id, text=text.id, coders=(("bench", "1"),), data="0"
    )
    return Bundle(
        document=document, text=text, reading=reading, records=made, marks=b"", sentences=tuple(sentences),
        shingles=shingles(body),
    )  # fmt: skip


def _sentence(draw: random.Random, names: list[str]) -> str:
    one, two, three = draw.choice(names), draw.choice(names), draw.choice(names)
    return (
        f"On {draw.randint(1, 28)} {draw.choice(OFFICES)} {one} {draw.choice(VERBS)} {two} in {draw.choice(PLACES)} "
        f"over {draw.choice(TOPICS)} and {draw.choice(TOPICS)} with {three}."
    )


def _event(draw: random.Random, text: Text, at: Indexed, day: date, ordinal: int) -> Event:
    actor, recipient = draw.choices(list(STATES), list(STATES.values()), k=2)
    happened = day - timedelta(draw.randint(0, 20))
    width = draw.choices([1, 3, 30, 365, None], [80, 10, 7, 2, 1])[0]
    when = When(earliest=happened) if width is None else When(earliest=happened, latest=happened + timedelta(width - 1))
    words = text.body[at.start : at.end].split(" ")
    return Event(
        id=record_id("event", text.document, words[0], ordinal), document=text.document,
        type=draw.choices(list(TYPES), list(TYPES.values()))[0], mode=draw.choices(list(MODES), list(MODES.values()))[0],
        actors=(Party(kind="person", name=words[3], words=words[3], country=actor, sector="GOV", role=words[2]),),
        recipients=(Party(kind="person", name=words[5], words=words[5], country=recipient, sector="GOV"),),
        host=Party(kind="state", name=actor, country=actor) if draw.random() < 0.2 else None,
        level="heads of state" if words[2] == "president" else None, place=words[7] if len(words) > 7 else None,
        when=when, trigger=text.span(at.start, at.start + len(words[0])), evidence=(text.span(at.start, at.end),),
        coding=Coding(coder="bench", version="1", confidence=0.8, reason="verb of contact with two parties"),
    )  # fmt: skip


def seconds(work: Callable[[], Any], times: int = 7) -> tuple[float, float]:
    """Median and worst wall time of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), max(taken)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=0.05)
    options.add_argument("--file", type=Path, help="keep the desk here, and use it again if it is there")
    chosen = options.parse_args()
    count = int(DOCUMENTS * chosen.scale)
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.file or Path(folder) / "big.sqlite"
        if not path.exists():
            load(path, count)
        ask(path, count)


def load(path: Path, count: int) -> None:
    """Fill a desk and say how fast."""
    hashed, start, portion = hashlib.sha256(), time.perf_counter(), list[Bundle]()
    with Store.open(path) as store:
        for made in documents(count):
            hashed.update(made.text.sha256.encode() + b"".join(r.id.encode() for r in made.records))
            portion.append(made)
            if len(portion) == 500:
                store.extend(portion, AT, "bench")
                portion = []
        store.extend(portion, AT, "bench")
    say("input", f"{count:,} documents, {count * EVENTS:,} events, sha256 {hashed.hexdigest()[:16]}")
    taken = time.perf_counter() - start
    say("load, with making the input", f"{taken:.0f} s, {count / taken:.0f} documents a second")


def ask(path: Path, count: int) -> None:
    """The figures of a desk that is there."""
    say("file", f"{sum(p.stat().st_size for p in path.parent.glob(path.name + '*')) / 1e9:.2f} GB")
    with Store.open(path) as store:
        draw, names = random.Random(time.time_ns()), [f"Fresh{n}" for n in range(3000)]
        fresh = (bundle(10**9 + n, " ".join(_sentence(draw, names) for _ in range(10)), draw) for n in range(200))
        median, worst = seconds(lambda: store.append(next(fresh), AT, "bench"), 100)
        say("add one document", f"median {median * 1000:.0f} ms, worst {worst * 1000:.0f} ms (limit 300)")
        period: dict[str, Any] = {
            "types": ("CONSULT",),
            "about": ["BLR", "RUS"],
            "start": date(2022, 2, 24),
            "end": date(2022, 7, 31),
        }
        month = period | {"start": date(2022, 3, 1), "end": date(2022, 3, 31)}
        half = store.head()[0] // 2
        for name, asked in (
            ("a month", month),
            ("a month, as of its end", month | {"as_of": date(2022, 3, 31)}),
            ("five months", period),
            ("five months, as of June", period | {"as_of": date(2022, 6, 1)}),
            ("five months, recorded half-way", period | {"recorded": half}),
        ):
            shown = len(list(contacts(clusters(store, **asked))))
            taken, worst = seconds(lambda asked=asked: list(contacts(clusters(store, **asked))))  # type: ignore[misc]
            say(
                f"contacts of BLR,RUS, {name}",
                f"median {taken * 1000:.0f} ms, worst {worst * 1000:.0f} ms, {shown} rows (limit 200)",
            )
        for query in (
            "Fresh17", "ministers meeting Minsk trade", "grain", "president", "the president visited", "met in Vienna over gas",
            '"over gas and grain"', "Freesh17", "Mnisk ambassadors", "missiles withdrawals prisoner Helsinki delegations",
        ):  # fmt: skip
            hits = store.search(query)
            median, worst = seconds(lambda query=query: store.search(query))  # type: ignore[misc]
            say(
                f"search {query}",
                f"median {median * 1000:.0f} ms, worst {worst * 1000:.0f} ms, {len(hits)} hits (limit 100)",
            )
        taken, _ = seconds(lambda: sum(1 for _ in store.stream()), 1)
        say("stream of all reports", f"{taken:.0f} s")
        taken, _ = seconds(lambda: print("faults:", len(list(store.verify()))), 1)
        say("verify", f"{taken:.0f} s")
        taken, _ = seconds(store.rebuild, 1)
        say("rebuild", f"{taken:.0f} s (limit 600 at scale 1)")
    say("file after rebuilding", f"{sum(p.stat().st_size for p in path.parent.glob(path.name + '*')) / 1e9:.2f} GB")
    say("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    say(
        "machine",
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
    )


def say(what: str, figure: str) -> None:
    print(f"{what:40} {figure}", flush=True)


if __name__ == "__main__":
    main()
