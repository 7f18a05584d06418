"""The relation model: five-fold figures of its recipe on PLV, and the speed and size of the shipped file.

The predictions in train/oof_relation.jsonl are those of five 8-bit models, each trained without the fifth it is asked
about; train/relation.py writes them. Reads ../shared (set, scorer) where it lies.

usage: python bench/relation.py
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import resource
import runpy
import sys
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.mark.relation import Marked, types

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "sets" / "events" / "plv_train.jsonl"
PREDICTED = ROOT / "train" / "oof_relation.jsonl"
DRAWS = 1000


def figures() -> None:
    """The scorer's line, and the middle 95 % of 1,000 draws of rows with replacement."""
    scorer = SHARED / "score" / "relation.py"
    sys.argv = [str(scorer), str(GOLD), str(PREDICTED)]
    scored: dict[str, Any] = runpy.run_path(str(scorer))
    draws = np.random.default_rng(0).integers(0, len(scored["g"]), (DRAWS, len(scored["g"])))
    for name, gold, found in (("root", scored["g"], scored["p"]), ("quad", scored["q"], scored["pq"])):
        low, high = interval(scored["macro"], gold, found, draws)
        print(f"{name:6} 95% interval {low:.1f} to {high:.1f}")
    sure = [json.loads(line) for line in PREDICTED.read_text("utf-8").splitlines()]
    gold = dict(
        zip((json.loads(line)["id"] for line in GOLD.read_text("utf-8").splitlines()), scored["g"], strict=True)
    )
    for least in (0.7, 0.9):
        kept = [row for row in sure if row["p"] >= least]
        right = sum(row["type"] == gold[row["id"]] for row in kept) / len(kept)
        print(f"p >= {least}: {len(kept) / len(sure):.0%} of rows kept, {right:.1%} of them right")


def interval(
    macro: Callable[[list[Any], list[Any]], float], gold: Sequence[Any], found: Sequence[Any], draws: Any
) -> tuple[float, float]:
    values = [macro([gold[i] for i in draw], [found[i] for i in draw]) for draw in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def speed() -> None:
    """Sentences a second, one core, tokenizing included; the median of five runs after one that loads the model."""
    rows = [
        Marked(row["text"], tuple(map(tuple, row["source_spans"])), tuple(map(tuple, row["target_spans"])))
        for row in map(json.loads, GOLD.read_text("utf-8").splitlines())
    ]
    types(rows[:1])
    spent = []
    for _ in range(5):
        started = time.process_time()
        types(rows)
        spent.append(time.process_time() - started)
    model = files("dragoman") / "data" / "models" / "relation" / "model.onnx"
    raw = model.read_bytes()
    print(f"{len(rows) / sorted(spent)[2]:,.0f} sentences per CPU second")
    print(f"model.onnx {len(raw) / 1e6:.1f} MB, sha256 {hashlib.sha256(raw).hexdigest()[:16]}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> int:
    if not GOLD.exists():
        print("no ../shared/sets/events here: nothing to measure")
        return 2
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(
        f"gold sha256 {hashlib.sha256(GOLD.read_bytes()).hexdigest()[:16]}; {platform.processor() or platform.machine()}"
    )
    figures()
    speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
