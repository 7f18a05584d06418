"""What several tests share: the samples read once, desks made from them, and Chromium."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"})

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from dragoman.desk import Desk
    from dragoman.live import Cluster
    from dragoman.record import Bundle, Document, Statement
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


# The small fixed record of tests/golden/record.json, merged.


@pytest.fixture(scope="session")
def _record() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "tests" / "golden" / "record.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def documents(_record: dict[str, Any]) -> dict[str, Document]:
    from dragoman.record import Document

    return {d["id"]: Document.model_validate({k: v for k, v in d.items() if k != "body"}) for d in _record["documents"]}


@pytest.fixture(scope="session")
def bodies(_record: dict[str, Any]) -> dict[str, str]:
    """The texts by document."""
    return {d["id"]: d["body"] for d in _record["documents"]}


@pytest.fixture(scope="session")
def clusters(_record: dict[str, Any], documents: dict[str, Document]) -> list[Cluster]:
    from dragoman.live import view
    from dragoman.record import Event, Report

    return view(
        Report(Event.model_validate(r["event"]), documents[r["document"]], r["origin"], r["recorded"])
        for r in _record["reports"]
    )


@pytest.fixture(scope="session")
def statements(_record: dict[str, Any]) -> list[Statement]:
    from dragoman.record import Statement

    return [Statement.model_validate(s) for s in _record["statements"]]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium")
    return found
