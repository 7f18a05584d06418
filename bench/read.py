"""How fast whole reading is: words per CPU second, peak memory, and what a second worker brings.

The corpus is samples/ over and over with other names and dates, so that no text is a duplicate. Prints one line a
figure with the corpus's hash and the machine, and the share of each layer in the CPU time of reading. ``--words N``
(default 1,000,000).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import random
import re
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman import code, run
from dragoman import read as read_files
from dragoman.codebook import load
from dragoman.desk import open_desk
from dragoman.mark import attributions, mentions, parse, times, triggers
from dragoman.record import Problem

SAMPLES = Path(__file__).parent.parent / "samples"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
PEOPLE = {
    "Putin": ["Macron", "Scholz", "Duda", "Sandu"], "Lukashenko": ["Nausėda", "Stubb", "Orbán", "Fico"],
    "Zelensky": ["Aliyev", "Pashinyan", "Tokayev", "Mirziyoyev"], "Lavrov": ["Baerbock", "Sikorski", "Fidan", "Colonna"],
}  # fmt: skip


def corpus(folder: Path, words: int, seed: int = 2022) -> tuple[int, int, str]:
    """Write variants of the samples until there are ``words`` words; (words, files, hash)."""
    chance, made, count, files = random.Random(seed), hashlib.blake2b(digest_size=8), 0, 0
    texts = [(p.suffix, p.read_text()) for p in sorted(SAMPLES.iterdir()) if p.suffix in {".md", ".txt"}]
    while count < words:
        suffix, text = texts[files % len(texts)]
        shift, names = chance.randrange(1, 12), {n: chance.choice([n, *others]) for n, others in PEOPLE.items()}
        text = re.sub("|".join(MONTHS), lambda m: MONTHS[(MONTHS.index(m[0]) + shift) % 12], text)  # noqa: B023
        text = re.sub("|".join(PEOPLE), lambda m: names[m[0]], text)  # noqa: B023
        text += f"\n\nNumber {files} of the series, {chance.randrange(10**9)}.\n"
        (folder / f"{files:06}{suffix}").write_text(text)
        made.update(text.encode())
        count, files = count + len(text.split()), files + 1
    return count, files, made.hexdigest()


def read(folder: Path, workers: int, limit: int | None = None) -> tuple[float, float]:
    """CPU seconds of this process and wall seconds for one ``add``; with 0 workers this process does it all."""
    with tempfile.TemporaryDirectory() as made:
        before, start = _cpu(), time.perf_counter()
        paths = sorted(folder.iterdir())[:limit]
        with open_desk(Path(made) / "desk.sqlite", by="bench") as desk:
            desk.add(*paths, workers=workers)
        return _cpu() - before, time.perf_counter() - start


def shares(folder: Path, limit: int) -> dict[str, float]:
    """CPU seconds of each layer over some files, and of all reading ("whole"), with the layers wrapped in clocks."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def clocked(*args: Any, **named: Any) -> Any:
            start = time.process_time()
            made = call(*args, **named)
            made = list(made) if isinstance(made, Generator) else made
            spent[name] += time.process_time() - start
            return made

        return clocked

    layers = {"times": times, "mentions": mentions, "tagger": triggers, "parse": parse, "attributions": attributions}
    kept = {name: layer.mark for name, layer in layers.items()}
    book, parser = load(), parse.load()
    for name, layer in layers.items():
        layer.mark = timed(name, kept[name])  # type: ignore[attr-defined]
    coders = {name: timed(name, coder) for name, coder in code.CODERS.items()}
    start = time.process_time()
    for source in read_files.gather(map(str, sorted(folder.iterdir())[:limit]), datetime.now(UTC)):
        if not isinstance(source, Problem):
            list(run.read_whole(source, book, parser, coders))
    spent["whole"] = time.process_time() - start
    for name, layer in layers.items():
        layer.mark = kept[name]  # type: ignore[attr-defined]
    return dict(spent)


def wall_of(folder: Path, workers: int, limit: int) -> float:
    """Wall seconds from the first document back to the last: the start of the children is not counted."""
    at, start = datetime.now(UTC), 0.0
    for _ in run.run(read_files.gather(map(str, sorted(folder.iterdir())[:limit]), at), workers=workers, at=at):
        start = start or time.perf_counter()
    return time.perf_counter() - start


def _cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _peak() -> float:
    """Largest size of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--words", type=int, default=1_000_000)
    words_asked = asked.parse_args().words
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        words, files, digest = corpus(folder, words_asked)
        print(f"corpus {words:,} words in {files:,} files, {digest}; {platform.machine()}, {os.cpu_count()} cores")
        tenth = max(1, files // 10)
        read(folder, 0, tenth)
        early = _peak()
        cpu, wall = read(folder, 0)
        print(f"whole reading: {words / cpu:,.0f} words a CPU second ({cpu:.0f} s CPU, {wall:.0f} s wall)")
        print(f"peak memory: {_peak():.0f} MB, after a tenth {early:.0f} MB")
        spent = shares(folder, tenth)
        whole = spent.pop("whole")
        parts = sorted(spent.items(), key=lambda s: -s[1])
        print("of reading alone: " + ", ".join(f"{name} {100 * s / whole:.0f} %" for name, s in parts))
        one, two = (wall_of(folder, workers, 3 * tenth) for workers in (1, 2))
        print(f"two workers over one, reading alone, wall, {3 * tenth:,} files: {one / two:.2f} times")


if __name__ == "__main__":
    main()
