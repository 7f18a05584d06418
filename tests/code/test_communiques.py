"""Contacts of the frozen communiqués in Russian, Ukrainian and Belarusian: no half of a language falls below its floor.

bench/communiques.py judges and prints; rows with an odd number are set aside: they fail here without their errors, too.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "communiques.py"


def test_every_language_and_half_stays_above_its_floor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", [str(BENCH)])
    bench = runpy.run_path(str(BENCH))
    assert bench["FLOORS"].exists()
    assert bench["main"]() == 0, capsys.readouterr().out
