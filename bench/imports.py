"""How fast a table of other people's event data is added, and in how much memory: made rows in the form of GDELT 2.0.

usage: python bench/imports.py [--rows 200000] [--workers 0]
Prints rows a second and peak memory, after a tenth of the rows and after all: flat memory is the claim. The rows are
drawn here, from a seed; none is anybody's.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from dragoman.desk import open_desk

STATES = ["RUS", "UKR", "BLR", "USA", "DEU", "FRA", "POL", "TUR", "CHN", "KAZ", "ISR", "PSE", "IRN", "GBR", ""]
NAMES = {"RUS": "RUSSIA", "UKR": "UKRAINE", "BLR": "BELARUS", "USA": "UNITED STATES", "DEU": "GERMANY", "FRA": "FRANCE"}
AGENTS = ["", "", "", "GOV", "MIL", "OPP", "COP", "CVL", "BUS", "MED"]
CODES = [
    "010",
    "020",
    "036",
    "040",
    "042",
    "043",
    "051",
    "057",
    "061",
    "071",
    "111",
    "112",
    "120",
    "130",
    "141",
    "173",
    "190",
]
PLACES = [("1", "Russia", "RS"), ("4", "Minsk, Minsk City, Belarus", "BO"), ("4", "Ankara, Ankara, Turkey", "TU")]
DAYS = 365
BAD = 0.001  # share of rows with a column too few


def rows(count: int, seed: int = 2026) -> Iterator[str]:
    """Lines of 61 columns."""
    chance = random.Random(seed)
    for number in range(count):
        day = date(2022, 1, 1) + timedelta(days=number * DAYS // count)
        cells = [""] * 61
        cells[0], cells[1] = str(1_000_000_000 + number), f"{day:%Y%m%d}"
        cells[2], cells[3] = cells[1][:6], cells[1][:4]
        for at in (5, 15):
            land, agent = chance.choice(STATES), chance.choice(AGENTS)
            cells[at], cells[at + 1] = land + agent, NAMES.get(land, "POLICE") if not agent else agent * 2
            cells[at + 2], cells[at + 7] = land, agent
        cells[26] = chance.choice(CODES)
        cells[51], cells[52], cells[53] = chance.choice(PLACES)
        cells[59], cells[60] = f"{day:%Y%m%d}101500", f"https://example.org/{number}/an-address-of-common-length.html"
        yield "\t".join(cells[: 60 if chance.random() < BAD else 61]) + "\n"


def written(path: Path, count: int) -> tuple[int, str]:
    """Bytes and hash of a table of so many rows; the first has its columns, for they tell what it is."""
    made, size = hashlib.blake2b(digest_size=8), 0
    with path.open("w", encoding="utf-8") as file:
        source = rows(count)
        while part := "".join(islice(source, 10_000)):
            file.write(part)
            made.update(part.encode())
            size += len(part)
    return size, made.hexdigest()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=200_000)
    asked.add_argument(
        "--workers", type=int, default=0, help="0 reads in this process, whose memory is then all there is"
    )
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in (given.rows // 10, given.rows):
            table, desk = Path(folder) / f"{count}.export.CSV", Path(folder) / f"{count}.sqlite"
            size, digest = written(table, count)
            wall, cpu = time.perf_counter(), time.process_time()
            with open_desk(desk, by="bench") as opened:
                done = opened.add(table, workers=given.workers)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{count:,} rows ({size / 1e6:.0f} MB, {digest}): {count / wall:,.0f} rows/s wall, {count / cpu:,.0f} rows/s CPU of this process; "
                f"{done.records:,} events, {len(done.problems):,} problems, {done.documents} documents; "
                f"peak memory {peak:.0f} MB; desk {desk.stat().st_size / 1e6:.0f} MB"
            )
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {given.workers} workers")


if __name__ == "__main__":
    main()
