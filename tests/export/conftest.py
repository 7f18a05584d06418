"""The small fixed record of tests/golden/record.json, merged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.live import Cluster, view
from dragoman.record import Document, Event, Report, Statement

RECORD = json.loads((Path(__file__).parent.parent / "golden" / "record.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    return {d["id"]: Document.model_validate({k: v for k, v in d.items() if k != "body"}) for d in RECORD["documents"]}


@pytest.fixture(scope="session")
def clusters(documents: dict[str, Document]) -> list[Cluster]:
    return view(
        Report(Event.model_validate(r["event"]), documents[r["document"]], r["origin"], r["recorded"])
        for r in RECORD["reports"]
    )


@pytest.fixture(scope="session")
def statements() -> list[Statement]:
    return [Statement.model_validate(s) for s in RECORD["statements"]]
