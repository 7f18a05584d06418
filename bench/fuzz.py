"""No input crashes the reading: mutated sentences through every layer, one Problem row or one result each.

Sentences of tests/gold, train/sentences and, where they lie, the public sets of ../shared are cut, doubled, shuffled, joined,
re-cased, misspelt and sprinkled with odd characters. Counts rows, crashes (an exception that leaves ``annotate``) and
broken offsets (a span that is not inside its text). Texts are never printed: a crash prints the seed and number that make it.

usage: python bench/fuzz.py [--rows 100000] [--seed 1] [--layer events]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman import annotate

ROOT = Path(__file__).parent.parent
ODD = "“”«»„‘’'\"—–-()[]{}<>…·•*_#@/\\|~^°№§\u00a0\u200b\u202e\ufeff\u0301\u0000\t\r\n😀𝔘ﬁéøßђїў0123456789.,;:!?"
PIECES = [
    " and ",
    " who ",
    " that ",
    ", ",
    " not ",
    " will not ",
    " by ",
    " of the ",
    "; ",
    ": “",
    "” ",
    " said ",
    " on 5 May 2022 ",
]


def sentences() -> list[str]:
    """Every text of the project's own rows and of the public sets, sorted, each once."""
    own = [*(ROOT / "tests" / "gold").rglob("*.jsonl"), *(ROOT / "train" / "sentences").glob("*.jsonl")]
    shared = [*(ROOT.parent / "shared" / "sets" / "events").glob("*.jsonl")]
    found: set[str] = set()
    for path in own + shared:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            if isinstance(row, dict) and isinstance(row.get("text"), str) and len(row["text"]) < 2000:
                found.add(row["text"])
    return sorted(found)


def mutated(texts: list[str], dice: random.Random) -> str:
    """One sentence after one to four changes."""
    text = dice.choice(texts)
    for _ in range(dice.randint(1, 4)):
        words = text.split(" ")
        at = dice.randrange(len(words))
        change = dice.randrange(10)
        if change == 0:
            words.pop(at)
        elif change == 1:
            words.insert(at, dice.choice(words))
        elif change == 2:
            dice.shuffle(words)
        elif change == 3:
            words = dice.choice(texts).split(" ")[: dice.randint(1, 30)] + words
        elif change == 4:
            words[at] = dice.choice((str.upper, str.lower, str.title, str.swapcase))(words[at])
        elif change == 5:
            words[at] = words[at][: dice.randint(0, len(words[at]))] + dice.choice(ODD) + words[at][1:]
        elif change == 6:
            words.insert(at, dice.choice(PIECES))
        elif change == 7:
            words = words[:at] or words
        elif change == 8:
            words[at] = "".join(dice.choice(ODD) for _ in range(dice.randint(1, 6)))
        else:
            words = words + words[:at]
        text = " ".join(words)
    return text[:4000]


def rows(count: int, seed: int) -> Iterator[str]:
    texts = sentences()
    for n in range(count):
        text = mutated(texts, random.Random(f"{seed}/{n}"))
        yield json.dumps({"id": f"{seed}/{n}", "text": text}, ensure_ascii=False)


def is_sound(row: dict[str, object], text: str) -> bool:
    """True where every span lies inside the text."""
    spans = [s for e in row.get("events", []) for k in ("actor", "trigger", "recipient") for s in e[k]]  # type: ignore[attr-defined]
    return all(0 <= a < b <= len(text) for a, b in spans)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--layer", default="events")
    a = asked.parse_args()
    crashes = broken = problems = 0
    started = time.process_time()
    for n, line in enumerate(rows(a.rows, a.seed), 1):
        try:
            [made] = annotate.annotate(a.layer, [line])
        except Exception as error:  # noqa: BLE001 - what the bench is for: any exception is a crash to count
            crashes += 1
            print(f"crash at {a.seed}/{n - 1}: {type(error).__name__}: {str(error)[:80]!r}", flush=True)
            continue
        problems += "problem" in made
        if not is_sound(made, json.loads(line)["text"]):
            broken += 1
            print(f"broken span at {a.seed}/{n - 1}", flush=True)
        if n % 10_000 == 0:
            print(f"{n:,} rows, {crashes} crashes, {time.process_time() - started:.0f} s CPU", flush=True)
    print(f"{a.rows:,} mutated sentences: {crashes} crashes, {broken} broken spans, {problems} problem rows")
    return int(bool(crashes or broken))


if __name__ == "__main__":
    sys.exit(main())
