"""Modes of acts whose type and trigger are given: right ones in percent, per type, on own sentences.

Sets: ``train`` (train/sentences/{a,b,c}.jsonl, on which the words of the codebook were chosen), ``aside`` (d and e there,
whose errors were read once, late) and ``diplomacy`` (tests/gold/events/diplomacy.jsonl, frozen before the coder; the rows
whose ids end in an odd digit were never looked at). A mode is right where it is that of the row; a
row without a mode is right only where none is found. Types without modes are left out. The trigger is its first word.

usage: python bench/modes.py [train|aside|diplomacy] [--errors TYPE|all]
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman import codebook
from dragoman.code.events import modes
from dragoman.mark import cues, parse
from dragoman.marks import Sentence
from dragoman.record import Text
from dragoman.text import grammar

ROOT = Path(__file__).parent.parent
SENTENCES = ROOT / "train" / "sentences"
SETS = {
    "train": [SENTENCES / f"{name}.jsonl" for name in "abc"],
    "aside": [SENTENCES / f"{name}.jsonl" for name in "ed"],
    "diplomacy": [ROOT / "tests" / "gold" / "events" / "diplomacy.jsonl"],
}

Row = dict[str, Any]


def spot(text: str, words: str) -> int:
    """Where words begin in a text, code points; "words#2" is the second place."""
    found = re.fullmatch(r"(.*)#(\d+)", words, re.S)
    words, n = (found[1], int(found[2])) if found else (words, 1)
    at = -1
    for _ in range(n):
        at = text.find(words, at + 1)
    return at


def read(paths: list[Path]) -> Iterator[tuple[Row, grammar.Tree]]:
    """The rows of the files, each with its parse."""
    lines = [line for path in paths if path.exists() for line in path.read_text().splitlines()]
    rows = [json.loads(line) for line in lines if line.strip()]
    body = "\n".join(row["text"] for row in rows)
    places, at = [], 0
    for row in rows:
        places.append(Sentence(at, at + len(row["text"]), 0, "en"))
        at += len(row["text"]) + 1
    text = Text(id="t", document="d", reader="bench", version="1", sha256="", language="en", body=body, blocks=())
    made = parse.mark(text, places, range(len(rows)), parse.load())
    for i, row in enumerate(rows):
        if i in made:
            yield row | {"at": places[i].start}, grammar.tree(made[i])


def main() -> int:
    name = next((a for a in sys.argv[1:] if a in SETS), "train")
    wanted = sys.argv[sys.argv.index("--errors") + 1] if "--errors" in sys.argv else None
    tables = cues.load(codebook.load())
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    spent = 0.0
    for row, t in read(SETS[name]):
        aside = name == "diplomacy" and int(row["id"][-1]) % 2 == 1
        for event in row["events"]:
            if not tables[event["type"]].modes:
                continue
            at = row["at"] + spot(row["text"], event["trigger"])
            token = next(i for i, word in enumerate(t.tokens) if word.start <= at < word.end)
            started = time.process_time()
            found = modes.mode(event["type"], t, token, tables)
            spent += time.process_time() - started
            for part in (event["type"], "all", "set aside" if aside else "developed on"):
                asked[part] += 1
                right[part] += found == event.get("mode")
            if found != event.get("mode") and wanted in {event["type"], "all"} and not aside:
                print(f"{event['type']} {event.get('mode')} got {found} | {event['trigger']} | {row['text']}")
    parts = ["developed on", "set aside", "all"] if name == "diplomacy" else ["all"]
    for part in [*sorted(k for k in asked if k.isupper()), *parts]:
        print(f"{part:13} n {asked[part]:5}  {100 * right[part] / asked[part]:.1f}")
    raw = b"".join(path.read_bytes() for path in SETS[name] if path.exists())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{1e6 * spent / asked['all']:.0f} µs an act; rows {hashlib.sha256(raw).hexdigest()[:12]}, peak {peak} MiB, {platform.machine()}, python {platform.python_version()}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
