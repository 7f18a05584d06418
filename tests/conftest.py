"""What several tests share: the samples read once, desks made from them, and Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"})

import pytest  # noqa: E402

from dragoman import read, run  # noqa: E402
from dragoman.desk import Desk  # noqa: E402
from dragoman.record import Bundle, Problem  # noqa: E402
from dragoman.store import Store  # noqa: E402

ROOT = Path(__file__).parent.parent
ADDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sources() -> list[read.Source]:
    """The samples as sources, in the order of their names."""
    found = list(read.gather([str(ROOT / "samples")], ADDED, None))
    assert not [s for s in found if isinstance(s, Problem)]
    return [s for s in found if not isinstance(s, Problem)]


@pytest.fixture(scope="session")
def bundles(sources: list[read.Source]) -> list[Bundle]:
    """The samples read and coded once."""
    return [b for source in sources for b in run.work(source) if isinstance(b, Bundle)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk whose clock ticks a second a question."""
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
