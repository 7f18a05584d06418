"""Real processes: killed in the middle of writing, or writing all at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.record import Bundle
from dragoman.store import Store

AT = datetime(2026, 1, 1, tzinfo=UTC)


def _adding(path: Path, bundles: Sequence[Bundle], told: int | None = None) -> int:
    """A child process that adds the bundles one by one, and tells when the first is in; its id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        with Store.open(path) as store:
            for n, bundle in enumerate(bundles):
                store.append(bundle, AT, "ana")
                if n == 0 and told is not None:
                    os.write(told, b".")
        status = 0
    finally:
        os._exit(status)


def _made(make: Callable[..., Bundle], count: int) -> list[Bundle]:
    draw = random.Random(5)
    letters = "abdegiklmnorstu"
    return [
        make(f"{n:04}", " ".join("".join(draw.choices(letters, k=7)) for _ in range(60)) + " met.", said=True)
        for n in range(count)
    ]


def _content(store: Store) -> tuple[object, ...]:
    """What is on the desk, whatever the order in which it came."""
    reports = sorted((r.event.id, r.document.id, r.origin) for r in store.reports())
    return reports, store.documents(), sorted(s.id for s in store.statements()), store.counts()


@pytest.mark.slow
def test_fifty_kills_lose_and_double_nothing(tmp_path: Path, empty: Path, make: Callable[..., Bundle]) -> None:
    path, bundles, draw = tmp_path / "desk.sqlite", _made(make, 1000), random.Random(7)
    shutil.copy(empty, path)
    killed, last = 0, 0
    hear, told = os.pipe()
    while killed < 50:
        child = _adding(path, bundles[last:], told)
        os.read(hear, 1)
        time.sleep(draw.random() * 0.05)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        with Store.open(path) as store:
            assert list(store.verify()) == []
            assert store.head()[0] >= last
            assert last < len(bundles), "every kill must come in the middle of the work"
            last = store.head()[0]
    assert last > 50
    child = _adding(path, bundles)
    assert os.waitpid(child, 0)[1] == 0
    shutil.copy(empty, tmp_path / "quiet.sqlite")
    with Store.open(path) as store, Store.open(tmp_path / "quiet.sqlite") as quiet:
        quiet.extend(bundles, AT, "ana")
        assert store.head() == quiet.head()
        assert _content(store) == _content(quiet)
        before = _content(store)
        store.rebuild()
        assert _content(store) == before


@pytest.mark.slow
def test_four_processes_at_once_lose_nothing(tmp_path: Path, empty: Path, make: Callable[..., Bundle]) -> None:
    path, bundles = tmp_path / "desk.sqlite", _made(make, 200)
    shutil.copy(empty, path)
    shares = [bundles[n::4] + bundles[:20] for n in range(4)]  # twenty documents are added by all
    children = [_adding(path, share) for share in shares]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0, 0]
    shutil.copy(empty, tmp_path / "quiet.sqlite")
    with Store.open(path) as store, Store.open(tmp_path / "quiet.sqlite") as quiet:
        quiet.extend(bundles, AT, "ana")
        assert list(store.verify()) == []
        assert store.head()[0] == 200
        assert _content(store) == _content(quiet)


@pytest.mark.slow
def test_four_processes_may_begin_a_desk_at_once(tmp_path: Path, make: Callable[..., Bundle]) -> None:
    path, bundles = tmp_path / "desk.sqlite", _made(make, 8)
    children = [_adding(path, bundles) for _ in range(4)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0, 0]
    with Store.open(path) as store:
        assert store.head()[0] == 8
        assert list(store.verify()) == []
