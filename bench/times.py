"""Time expressions of public sets, scored from outside: the part for developing, and a third set aside.

Reads ../shared (sets, gold, scorer) where it lies; copies nothing of it. Of each set, a third of the documents is set
aside by SEED: its figures are printed, its errors never. The five seeds are too few to part: they are reported whole,
with and without their date. The texts of tests/gold/times/en.jsonl are our own and were annotated before they were first
read by the program: "own" reads them with their date, "own-undated" without it, four of them are set aside by name.

usage: python bench/times.py [SET…] [--errors] [--json]
       python bench/times.py --junk     a megabyte of digits, dots and month names: seconds, and times a quarter of it
"""

from __future__ import annotations

import importlib.util
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman import codebook, read
from dragoman.annotate import EPOCH, annotate
from dragoman.mark.times import mark
from dragoman.mark.times.words import load
from dragoman.record import Problem
from dragoman.source import Source
from dragoman.text import sentences
from dragoman.text.dates import centuries, find
from dragoman.when import When

SHARED = Path(__file__).parent.parent.parent / "shared"
SEED = 20_221  # fixed before the first look at an error
OWN = Path(__file__).parent.parent / "tests" / "gold" / "times" / "en.jsonl"
OWN_ASIDE = frozenset({"karabakh_analysis", "vienna_review", "cyprus_brief", "maritime_note"})
SETS = {
    "wikiwars-en": ("sets/time/wikiwars_en_dev.jsonl",),
    "news": ("sets/time/timebank_tbaq.jsonl", "sets/time/aquaint_tbaq.jsonl"),
    "wikiwars-uk": ("sets/time/wikiwars_ua_dev.jsonl",),
    "seeds": ("gold/seeds_timex_docs.jsonl",),
    "seeds-undated": ("gold/seeds_timex_docs.jsonl",),
    "own": (str(OWN),),
    "own-undated": (str(OWN),),
}

Rows = list[dict[str, Any]]


def documents(name: str) -> Rows:
    """The documents of a set, in the order of its files."""
    paths = [SHARED / path for path in SETS[name]]
    return [json.loads(line) for path in paths for line in path.read_text().splitlines() if line.strip()]


def parts(name: str, rows: Rows) -> dict[str, Rows]:
    """``dev`` and ``aside``: a third of the documents, chosen by SEED; the seeds stay whole, ours are parted by name."""
    if name.startswith("own"):
        return {
            part: [r for r in rows if (r["doc"] in OWN_ASIDE) is kept]
            for part, kept in (("dev", False), ("aside", True))
        }
    if name.startswith("seeds"):
        return {"all": rows}
    order = sorted(rows, key=lambda row: str(row["doc"]))
    aside = {id(row) for row in random.Random(SEED).sample(order, round(len(order) / 3))}
    return {"dev": [r for r in rows if id(r) not in aside], "aside": [r for r in rows if id(r) in aside]}


def predicted(rows: Rows, dated: bool) -> dict[str, dict[str, Any]]:
    """What ``annotate --layer times`` gives, by document."""
    lines = [
        json.dumps({"id": r["doc"], "text": r["text"], **({"date": r["dct"][:10]} if dated and r.get("dct") else {})})
        for r in rows
    ]
    return {str(row["id"]): row for row in annotate("times", lines)}


def speed(rows: Rows) -> float:
    """Words per CPU second of splitting into sentences and marking times, the best of three runs."""
    book, texts = codebook.load(), []
    for row in rows:
        source = Source(address=str(row["doc"]), data=row["text"].encode(), media="text/plain", retrieved=EPOCH)
        _, text = next(item for item in read.read(source) if not isinstance(item, Problem))
        texts.append((text, When.on(date.fromisoformat(row["dct"][:10])) if row.get("dct") else When()))
    spent = []
    for _ in range(3):
        started = time.process_time()
        for text, published in texts:
            mark(text, sentences.split(text.body, text.blocks, text.language or "en"), published, book)
        spent.append(time.process_time() - started)
    return sum(len(row["text"].split()) for row in rows) / min(spent)


def scorer() -> ModuleType:
    """The outside scorer as a module."""
    spec = importlib.util.spec_from_file_location("time_expressions", SHARED / "score" / "time_expressions.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(
    outside: ModuleType, rows: Rows, found: dict[str, dict[str, Any]], errors: list[Any] | None
) -> dict[str, float]:
    """The scorer's figures in percent, and how the intervals hold."""
    gold = {str(row["doc"]): row for row in rows}
    result, _ = outside.score(gold, found, False, errors)
    count, inside, late, late_inside, daily, wrong, widths = outside.intervals(gold, found)
    return {
        "docs": len(rows), "gold": result["gold"], "system": result["system"],
        **{name: 100 * result[name][0] for name in ("strict", "relaxed", "type", "value")},
        "wrong days": wrong, "days": daily, "holds": 100 * inside / (count or 1),
        "holds where wrong": 100 * late_inside / (late or 1), "wrong or vague": late,
        **{f"width {unit}": width for unit, width in widths.items()},
    }  # fmt: skip


JUNK = ("1 ", "12 March ", "1.1.", "March ", "2014 – ", "1, 2, ", ".", "the early ", "Friday 13 ", "aaa1")


def junk() -> None:
    """CPU seconds of a megabyte without sense, each kind by itself and all mixed; a ratio near four is linear."""
    book = codebook.load()
    words = load(book, "en")
    assert words
    mixed = "".join(random.Random(SEED).choices(JUNK, k=400_000))
    for unit in (*JUNK, mixed):
        spent = []
        for size in (250_000, 1_000_000):
            body = (unit * (size // len(unit) + 1))[:size]
            started = time.process_time()
            list(find(body, words, centuries(body, words)))
            spent.append(time.process_time() - started)
        name = repr(unit) if len(unit) < 20 else "mixed"
        print(f"{name:14} {spent[1]:5.1f} s a megabyte, {spent[1] / (spent[0] or 0.001):.1f} times a quarter of it")


def dating(rows: Rows, found: dict[str, dict[str, Any]]) -> str:
    """How often the published interval shares a day with the one a reader infers, holds the true day, and its width."""
    overlap = true = 0
    widths: list[str] = []
    for row in rows:
        told = found[row["doc"]]["published"] or {}
        low, high = told.get("earliest"), told.get("latest")
        known = bool(low or high)
        overlap += known and (low or "") <= row["published"][1] and row["published"][0] <= (high or "9")
        true += known and (low or "") <= row["dct"] <= (high or "9")
        days = (date.fromisoformat(high) - date.fromisoformat(low)).days + 1 if low and high else None
        widths.append(f"{days} days" if days else "open" if known else "unknown")
    return f"published: overlaps the reader's {overlap}, holds the day {true} of {len(rows)} ({', '.join(widths)})"


def main(arguments: Sequence[str]) -> int:
    if "--junk" in arguments:
        junk()
        return 0
    if not (SHARED / "sets" / "time").exists():
        print("no ../shared/sets/time here: nothing to measure")
        return 2
    chosen = [name for name in SETS if not (picked := [a for a in arguments if a in SETS]) or name in picked]
    outside = scorer()
    for name in chosen:
        rows = documents(name)
        started = time.process_time()
        found = predicted(rows, dated=not name.endswith("-undated"))
        spent = time.process_time() - started
        for part, held in parts(name, rows).items():
            errors: list[Any] | None = [] if "--errors" in arguments and part != "aside" else None
            figures = measure(outside, held, found, errors)
            if "--json" in arguments:
                print(json.dumps({"set": name, "part": part, **figures}))
                continue
            widths = " ".join(f"{k[6:]} {v}" for k, v in figures.items() if k.startswith("width"))
            print(
                f"{name:14} {part:5} {figures['docs']:3} docs {figures['gold']:5} gold | strict {figures['strict']:5.1f} "
                f"relaxed {figures['relaxed']:5.1f} type {figures['type']:5.1f} VALUE {figures['value']:5.1f} | wrong days "
                f"{figures['wrong days']} of {figures['days']} | holds {figures['holds']:.1f} %, where wrong "
                f"{figures['holds where wrong']:.1f} % of {figures['wrong or vague']} | widths {widths}"
            )
            if name == "own-undated":
                print(f"{name:14} {part:5} {dating(held, found)}")
            for row in errors or ():
                print("\t".join(map(str, row)))
            if errors:
                print(Counter(row[0] for row in errors))
        words = sum(len(row["text"].split()) for row in rows)
        print(f"{name:14} {words / spent:,.0f} words per CPU second with reading, {speed(rows):,.0f} of marking alone")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
