"""Who is who on the frozen gold of tests/gold/mentions: figures may not fall below the floors.

bench/mentions.py judges; rows with an odd number are set aside: they fail here without their errors, too.
"""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "mentions.py"
# What was measured, less three points: share right, and (one point more) the share wrong, in percent.
FLOORS = {
    ("capitals", False): (97.0, 4.0),
    ("capitals", True): (91.2, 9.8),
    ("who", False): (96.1, 1.0),
    ("who", True): (81.2, 6.3),
}


@cache
def judged(name: str) -> list[Any]:
    measure = runpy.run_path(str(BENCH))["measure"]
    return list(measure(name))


def share(name: str, aside: bool, outcome: str) -> float:
    part = [one.outcome for one in judged(name) if one.is_aside == aside]
    return 100 * part.count(outcome) / len(part)


@pytest.mark.parametrize(("name", "aside"), FLOORS)
def test_as_many_are_right_and_as_few_wrong_as_before(name: str, aside: bool) -> None:
    least, most = FLOORS[name, aside]
    assert share(name, aside, "right") >= least
    assert share(name, aside, "wrong") <= most
