"""Reading sources into a desk: what is there already is passed over, what cannot be read becomes a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from dragoman import read, run
from dragoman.done import Added
from dragoman.read import fetch
from dragoman.record import Bundle, Problem
from dragoman.source import Source
from dragoman.store import Store


def add(
    store: Store, append: Callable[[Bundle, datetime], int | None], paths: Sequence[str], at: datetime, *,
    workers: int, stdin: bytes | None, progress: Callable[[str], None],
) -> Added:  # fmt: skip
    """Read files, folders, ``@lists``, ``-`` or http(s) addresses; ``append`` keeps one reading, None if it is known."""
    known = 0

    def fresh() -> Iterator[Source | Problem]:
        nonlocal known
        for source in _sources(paths, at, stdin):
            if not isinstance(source, Problem) and store.is_current(*run.expected(source)):
                known += 1
                progress(source.address)
            else:
                yield source

    documents = records = 0
    problems: list[Problem] = []
    for found in run.run(fresh(), workers=workers, at=at):
        if isinstance(found, Problem):
            problems.append(found)
            store.problem(found)
            progress(found.document)
            continue
        entry = append(found, at)
        documents, known = documents + (entry is not None), known + (entry is None)
        records += len(found.records) if entry is not None else 0
        problems += found.notices if entry is not None else ()
        progress(found.document.address or found.document.id)
    return Added(documents, known, records, tuple(problems), store.head()[0])


def _sources(paths: Sequence[str], at: datetime, stdin: bytes | None) -> Iterator[Source | Problem]:
    for path in paths:
        if path.startswith(("http://", "https://")):
            yield fetch.fetch(path, at)
        else:
            yield from read.gather([path], at, stdin)
