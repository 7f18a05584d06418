"""The small fixed record of tests/golden/record.json, merged, and the review drafted from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dragoman.analyse.coverage import coverage
from dragoman.cited import Review
from dragoman.live import Cluster
from dragoman.record import Document, Note, Problem, Statement
from dragoman.review import draft

AT = datetime(2022, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def options() -> dict[str, Any]:
    """What the review of winter 2021–22 is drafted with."""
    problem = Problem(id="p-1", document="scan.pdf", stage="read", reason="the file asks for a password", at=AT)
    note = Note(id="n-1", body="Contacts were frequent, but <b>few</b> were in person.", by="A. Desk", at=AT)
    return {
        "start": date(2021, 12, 1), "end": date(2022, 2, 28), "about": ("USA", "RUS"), "title": "Winter <script>",
        "series": "Desk Reviews", "author": "A. Desk", "see_also": ("the autumn review",), "notes": (note,),
        "problems": (problem,), "as_of": date(2022, 3, 1), "recorded": 6, "made": AT, "names": {"USA": "United States", "RUS": "Russia"},
    }  # fmt: skip


@pytest.fixture(scope="session")
def review(
    clusters: Sequence[Cluster],
    statements: Sequence[Statement],
    documents: Mapping[str, Document],
    options: dict[str, Any],
) -> Review:
    read = coverage(documents.values(), clusters, problems=1)
    return draft(clusters, statements, documents.values(), coverage=read, **options)
