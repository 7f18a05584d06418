"""Contexts of acts against PLOVER's own early sample, where they are single words of another list: how far they agree.

Reads ../shared/sets/events/plover_gsr_dev.jsonl where it lies; its names of contexts are those of a draft and are read as
the manual's (``DRAFT``). Coders there gave what the story is about, one or two contexts, not what the sentence's words show.

usage: python bench/contexts.py
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
import time
from pathlib import Path

from dragoman import codebook
from dragoman.code.events.contexts import contexts

GOLD = Path(__file__).parent.parent.parent / "shared" / "sets" / "events" / "plover_gsr_dev.jsonl"
DRAFT = {
    "resource": "natural_resource", "refugee": "asylum", "government": "executive", "political": "political_institutions",
    "politics": "political_institutions", "discrimination": "religion_ethnicity",
}  # fmt: skip


def main() -> int:
    if not GOLD.exists():
        print("no ../shared/sets/events here: nothing to measure")
        return 2
    book = codebook.load()
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    contexts("", book)
    both = told = gold = 0
    started = time.process_time()
    for row in rows:
        wanted = {DRAFT.get(name.strip(), name.strip()) for name in row["context"].split(",") if name.strip()}
        found = set(contexts(row["text"], book, type="CONSULT" if row["label"] == "CONSULT" else None))
        both, told, gold = both + len(wanted & found), told + len(found), gold + len(wanted)
    spent = time.process_time() - started
    print(f"{len(rows)} rows: of {told} contexts found {both} are those of the sample, which has {gold}")
    print(
        f"precision {100 * both / told:.0f}, recall {100 * both / gold:.0f}; {1e6 * spent / len(rows):.0f} µs a sentence"
    )
    print(
        f"rows {hashlib.sha256(GOLD.read_bytes()).hexdigest()[:12]}; {platform.machine()}, python {platform.python_version()}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
