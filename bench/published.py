"""Publication dates inferred from texts read without them, scored from outside.

Reads ../shared (seeds, sets, gold, scorer) where it lies. Of TimeBank and AQUAINT a third is set aside as in times.py:
its figures are printed, its errors never. Wide: an answer of more than 400 days.

usage: python bench/published.py [--errors]
"""

from __future__ import annotations

import importlib.util
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.annotate import annotate

SHARED = Path(__file__).parent.parent.parent / "shared"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WIDE = 400  # days
_MISS = 20  # Winkler score at 90 %: days for each day outside


Rows = list[dict[str, Any]]


def beside(name: str) -> ModuleType:
    """Another file of bench/ as a module."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(rows: Rows) -> dict[str, dict[str, Any]]:
    """What ``annotate --layer times`` gives for texts without their date, by document."""
    lines = [json.dumps({"id": row["doc"], "text": row["text"]}) for row in rows]
    return {str(row["id"]): row for row in annotate("times", lines)}


def names_year(row: dict[str, Any]) -> bool:
    """True where a time expression of the gold holds a year in digits."""
    return any(_YEAR.search(row["text"][t["start"] : t["end"]]) for t in row["timexes"])


def measure(rows: Rows, found: dict[str, dict[str, Any]]) -> str:
    """The scorer's figures over one set, and how many of the texts that name a year are answered."""
    named = answered = 0
    widths: list[int] = []
    inside: list[bool] = []
    winkler: list[int] = []
    for row in rows:
        told, names = found[str(row["doc"])]["published"], names_year(row)
        named += names
        if not told or not (told["earliest"] and told["latest"]):
            continue
        answered += names
        low, high, true = (date.fromisoformat(day[:10]) for day in (told["earliest"], told["latest"], row["dct"]))
        widths.append((high - low).days + 1)
        inside.append(low <= true <= high)
        winkler.append(widths[-1] + _MISS * max((low - true).days, (true - high).days, 0))
    if not widths:
        return f"{len(rows):3} docs, {named} name a year, none answered"
    narrow = [held for held, width in zip(inside, widths, strict=True) if width <= _WIDE]
    return (
        f"{len(rows):3} docs | name a year {named}, of these answered {answered} ({100 * answered / (named or 1):.0f} %) | answered "
        f"{len(widths)}, contains {100 * sum(inside) / len(inside):.1f} %, median {statistics.median(widths):.0f} days, "
        f"Winkler {statistics.mean(winkler):.0f} | narrow {len(narrow)}, of these right {sum(narrow)}"
    )


def seeds() -> None:
    """The scorer's own lines for the five texts."""
    path = SHARED / "score" / "publication.py"
    made = SHARED / "gold" / "seeds_dct.jsonl"
    rows = [{"doc": p.name, "text": p.read_text()} for p in sorted((SHARED / "seeds").glob("*.txt"))]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        for row in read(rows).values():
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        out.flush()
        print(subprocess.run([sys.executable, path, made, out.name], capture_output=True, text=True, check=True).stdout)


def main(arguments: Sequence[str]) -> int:
    if not (SHARED / "sets" / "time").exists():
        print("no ../shared/sets/time here: nothing to measure")
        return 2
    seeds()
    expressions = beside("times")
    rows: Rows = expressions.documents("news")
    started = time.process_time()
    found = read(rows)
    spent = time.process_time() - started
    for part, held in expressions.parts("news", rows).items():
        for name in ("timebank", "aquaint"):
            chosen = [row for row in held if row["set"] == name]
            print(f"{name:9} {part:5} {measure(chosen, found)}")
            for row in chosen if part == "dev" and "--errors" in arguments else ():
                told = found[row["doc"]]["published"]
                if told and not (told["earliest"] or "") <= row["dct"][:10] <= (told["latest"] or "9"):
                    print(
                        "   ",
                        row["doc"],
                        row["dct"],
                        told,
                        *(g["why"] for g in found[row["doc"]]["grounds"]),
                        sep="\n      ",
                    )
    words = sum(len(row["text"].split()) for row in rows)
    print(f"{words / spent:,.0f} words per CPU second, times and publication")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
