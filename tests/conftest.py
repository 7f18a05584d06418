"""What several tests share: the samples read once, desks made from them, and Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"})

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dragoman.desk import Desk
    from dragoman.record import Bundle
    from dragoman.source import Source

ROOT = Path(__file__).parent.parent
ADDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    """The samples as sources, in the order of their names."""
    from dragoman import read
    from dragoman.record import Problem

    found = list(read.gather([str(ROOT / "samples")], ADDED, None))
    assert not [s for s in found if isinstance(s, Problem)]
    return [s for s in found if not isinstance(s, Problem)]


@pytest.fixture(scope="session")
def bundles(sources: list[Source]) -> list[Bundle]:
    """The samples read and coded once."""
    from dragoman import run
    from dragoman.record import Bundle

    return [b for source in sources for b in run.work(source) if isinstance(b, Bundle)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk whose clock ticks a second a question."""
    from dragoman.desk import Desk
    from dragoman.store import Store

    ticks = iter(range(10**6))
    with Desk(
        Store.open(tmp_path / "desk.sqlite"), by="tester", clock=lambda: ADDED + timedelta(seconds=next(ticks))
    ) as opened:
        yield opened


@pytest.fixture
def filled(desk: Desk, bundles: list[Bundle]) -> Desk:
    """A desk that holds the samples."""
    for bundle in bundles:
        desk.append(bundle)
    return desk


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium")
    return found
