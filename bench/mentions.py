"""Who is who on the frozen rows of tests/gold/mentions: right, wrong and unknown in percent, a file and half at a time.

capitals.jsonl: is a capital or palace a government or a place, and whose; unknown where no mention stands. who.jsonl: the
name of a person, office or pronoun. Right: the name of the gold in any transliteration, or no name where the gold has
none; wrong: another name, or a name where the gold has none; unknown: no name where the gold has one. Rows with an even
number are the development half; the others are set aside and print their figures, never their errors. In brackets the
middle 95 % of 1,000 draws of rows with replacement.

usage: python bench/mentions.py [--errors] [--texts FOLDER]
  --texts: also reads the .txt files of a folder and prints every surname-like word of FOUR that is not that person
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dragoman.annotate import annotate
from dragoman.codebook import load
from dragoman.text.names import is_typo, key, latin

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "mentions"
FILES = ("capitals", "who")
OUTCOMES = ("right", "wrong", "unknown")
FOUR = ("Alexander Lukashenko", "Vladimir Putin", "Vladimir Makei", "Sergey Lavrov")
DRAWS = 1000


class Judged(NamedTuple):
    """One gold mention: its row, how it came out, whether its country is right, and a line to print."""

    row: str
    outcome: str
    country: bool
    line: str

    @property
    def is_aside(self) -> bool:
        return int(self.row.rpartition("-")[2]) % 2 == 1


def measure(name: str) -> list[Judged]:
    """Every gold mention of a file, judged; read as ``annotate --layer mentions`` reads it."""
    gold = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = {row["id"]: row["mentions"] for row in annotate("mentions", map(json.dumps, gold))}
    return [one for row in gold for one in _judged(row, found[row["id"]])]


def _judged(row: dict[str, Any], found: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    for wanted in row.get("mentions", [row]):
        at = _nth(row["text"], wanted["words"], wanted["nth"])
        over = [m for m in found if (_is_same(m, at) if "name" in wanted else _overlap(m, at))]
        best = max(over, key=lambda m: _overlap(m, at), default=None)
        outcome = _sense(wanted, best) if "sense" in wanted else _name(wanted, best)
        country = (best["country"] if best else None) == _code(wanted["country"])
        got = best and (row["text"][best["start"] : best["end"]], best["sense"], best["name"], best["country"])
        line = (
            f"{row['id']} {wanted['words']!r}: {wanted.get('sense', wanted.get('name'))} {wanted['country']}, got {got}"
        )
        yield Judged(row["id"], outcome, country, line)


def _nth(text: str, words: str, nth: int) -> tuple[int, int]:
    """Where the words stand for the nth time, as whole words: "he" is not in "the"."""
    start = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)][nth - 1]
    return start, start + len(words)


def _overlap(mention: dict[str, Any], at: tuple[int, int]) -> float:
    """Shared code points by those of either, 0–1: the same span goes first, then the closest."""
    start, end = int(mention["start"]), int(mention["end"])
    return max(0, min(end, at[1]) - max(start, at[0])) / (max(end, at[1]) - min(start, at[0]))


def _is_same(mention: dict[str, Any], at: tuple[int, int]) -> bool:
    """True where most of it is shared, or both end in the same word: the "his" of "his father" is another mention."""
    return _overlap(mention, at) >= 0.5 or (mention["end"] == at[1] and _overlap(mention, at) > 0)


def _sense(wanted: dict[str, Any], best: dict[str, Any] | None) -> str:
    if best is None:
        return "unknown"
    sense = "place" if best["sense"] == "place" else "government"
    return "right" if (sense, best["country"]) == (wanted["sense"], _code(wanted["country"])) else "wrong"


def _code(country: str | None) -> str | None:
    """The country as ``annotate`` writes it: bodies by PLOVER's codes."""
    codes: Mapping[str, str] = load().scales["exchange"]["plover"]["codes"]
    return country if country is None or country in load().states else codes.get(country, "IGO")


def _name(wanted: dict[str, Any], best: dict[str, Any] | None) -> str:
    """Two spellings are one name where the table lists both for the person found; others are compared as written."""
    name = best["name"] if best and best["kind"] in ("person", "office") else None
    if wanted["name"] is None:
        return "right" if name is None else "wrong"
    listed = load().persons.get(best["entity"] or "") if best else None
    names = (name, *(listed.names["en"] if listed else ()))
    return "unknown" if name is None else "right" if wanted["name"] in names else "wrong"


def shares(judged: Sequence[Judged]) -> str:
    """Each outcome in percent of the mentions, with the middle 95 % over draws of whole rows."""
    rows = sorted({j.row for j in judged})
    count = {o: np.array([sum(j.row == r and j.outcome == o for j in judged) for r in rows]) for o in OUTCOMES}
    total = np.sum(list(count.values()), axis=0)
    draws = np.random.default_rng(0).integers(0, len(rows), (DRAWS, len(rows)))
    told = []
    for outcome, row in count.items():
        low, high = np.percentile(row[draws].sum(1) / total[draws].sum(1), [2.5, 97.5]) * 100
        told.append(f"{outcome} {100 * row.sum() / len(judged):5.1f} [{low:.1f}, {high:.1f}]")
    return "  ".join(told)


def strays(folder: Path) -> Iterator[str]:
    """Words that look like the surname of one of FOUR and stand in no mention of that person."""
    book = load()
    surnames = {book.persons[i].surname: i for i in book.persons if book.persons[i].name in FOUR}
    for path in sorted(folder.glob("*.txt")):
        body = path.read_text("utf-8")
        (row,) = annotate("mentions", [json.dumps({"id": path.name, "text": body})])
        seen = 0
        for word in re.finditer(r"[^\W\d_][\w’'-]*\w", body):
            who = next((i for surname, i in surnames.items() if _is_like(word[0], surname)), None)
            if who is None:
                continue
            seen += 1
            over = [m for m in row["mentions"] if m["start"] < word.end() and word.start() < m["end"]]
            if not any(m["entity"] == who for m in over):
                near = " ".join(body[max(0, word.start() - 40) : word.end() + 40].split())
                yield f"  {path.name} at {word.start()}: {word[0]!r}, got {[m['name'] for m in over]}: … {near} …"
        yield f"  {path.name}: {seen} such words"


def _is_like(word: str, surname: str) -> bool:
    word = re.sub(r"[’']s$", "", word)
    if not word[0].isupper() or word == surname:
        return word == surname
    return (key(word) == key(surname) and latin(word)[:1] == latin(surname)[:1] and len(word) > 3) or is_typo(
        word, surname
    )


def main() -> int:
    for name in FILES:
        judged = measure(name)
        for half, is_aside in (("development", False), ("set aside", True)):
            part = [j for j in judged if j.is_aside == is_aside]
            country = 100 * sum(j.country for j in part) / len(part)
            print(f"{name:9} {half:11} {len(part):3} mentions  {shares(part)}  country {country:5.1f}")
            if "--errors" in sys.argv and not is_aside:
                print(*(f"  {j.outcome} {j.line}" for j in part if j.outcome != "right"), sep="\n")
    if "--texts" in sys.argv:
        print(*strays(Path(sys.argv[sys.argv.index("--texts") + 1])), sep="\n")
    gold = b"".join((GOLD / f"{name}.jsonl").read_bytes() for name in FILES)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"gold {hashlib.sha256(gold).hexdigest()[:12]}, peak {peak} MiB, {platform.machine()}, python {platform.python_version()}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
