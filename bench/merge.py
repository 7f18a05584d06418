"""How many reports a second are merged on one core: made reports, about three an event, a fifth of them vague.

usage: python bench/merge.py [REPORTS]   prints reports, clusters, CPU seconds, reports a second, peak memory
"""

from __future__ import annotations

import platform
import random
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta

from dragoman.live import view
from dragoman.record import Coding, Document, Event, Party, Report, Span, digest
from dragoman.when import When

AT = datetime(2024, 1, 1, tzinfo=UTC)
STATES = ["BLR", "RUS", "UKR", "POL", "LTU", "KAZ", "TUR", "CHN", "DEU", "FRA"]
MODES = ["meet", "visit", "phone", "negotiate", "letter"]
TOWNS = ["Minsk", "Moscow", "Sochi", "Brest", None]


def made(count: int, days: int = 3650) -> list[Report]:
    chance = random.Random(7)
    people = {s: [f"{s.title()} {s.lower()}{c}ov" for c in "bdgklmnprst"] for s in STATES}
    out: list[Report] = []
    while len(out) < count:
        day = date(2014, 1, 1) + timedelta(days=chance.randrange(days))
        one, other = chance.sample(STATES, 2)
        who = tuple(Party(kind="person", name=chance.choice(people[s]), country=s) for s in (one, other))
        mode, town = chance.choice(MODES), chance.choice(TOWNS)
        for _ in range(chance.randint(1, 5)):
            number = len(out)
            when = When.on(day)
            if chance.random() < 0.2:
                when = When(earliest=day.replace(day=1), latest=day.replace(day=28))
                when = when if when.holds(day) else When.on(day)
            name = f"d-{chance.randrange(count // 5 + 1)}"
            span = Span(document=name, text=name, start=number, end=number + 3, exact="met")
            event = Event(
                id=f"e-{number}", document=name, type="CONSULT", mode=mode, actors=who, place=town, when=when,
                trigger=span, evidence=(span,), coding=Coding(coder="bench", version="1", confidence=1),
            )  # fmt: skip
            paper = Document(id=name, sha256="", retrieved=AT, published=When.on(day + timedelta(days=2)))
            out.append(Report(event, paper, name, 1))
    return out


def main() -> None:
    reports = made(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    start = time.process_time()
    clusters = view(reports)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(reports)} reports, {len(clusters)} clusters, {spent:.2f} s, {len(reports) / spent:,.0f} reports/s, "
          f"peak {peak} MiB, input {digest([r.event.content_hash for r in reports[:1000]])}, "
          f"{platform.machine()} python {platform.python_version()}")  # fmt: skip


if __name__ == "__main__":
    main()
