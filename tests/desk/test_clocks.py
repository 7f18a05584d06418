"""Both clocks on worked cases: what was public by a day, and what the desk knew at a journal entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.desk import Desk
from dragoman.record import Block, Bundle, Coding, Document, Event, Party, Reading, Text, record_id
from dragoman.store import Store
from dragoman.when import When

CASES = [
    json.loads(s) for s in (Path(__file__).parent.parent / "gold/clocks/cases.jsonl").read_text().splitlines() if s
]


def _when(start: str | None, end: str | None) -> When:
    return When(earliest=date.fromisoformat(start) if start else None, latest=date.fromisoformat(end) if end else None)


def _bundle(told: dict[str, Any], events: list[dict[str, Any]], version: str) -> Bundle:
    """The document as a coder leaves it that sees these events."""
    body, sha = told["text"], hashlib.sha256(told["text"].encode()).hexdigest()
    published = told["published"] or {"earliest": None, "latest": None}
    document = Document(
        id="d-" + sha[:16], sha256=sha, language="en", published=_when(published["earliest"], published["latest"]),
        retrieved=datetime.fromisoformat(told["added"]).replace(tzinfo=UTC),
    )  # fmt: skip
    text = Text(
        id="t-" + sha[:12], document=document.id, reader="case", version="1", sha256=sha, language="en", body=body,
        blocks=(Block(kind="paragraph", start=0, end=len(body)),),
    )  # fmt: skip
    coded = []
    for row in events:
        span = text.span(body.index(row["sentence"]), body.index(row["sentence"]) + len(row["sentence"]))
        coded.append(
            Event(
                id=record_id("event", document.id, row["key"], 0),
                document=document.id,
                type="CONSULT",
                mode="meet",
                actors=(
                    Party(kind="state", name="Ukraine", country="UKR"),
                    Party(kind="state", name="Russia", country="RUS"),
                ),
                when=_when(row["date_start"], row["date_end"]),
                trigger=span,
                evidence=(span,),
                coding=Coding(coder="case", version=version, confidence=1),
            )
        )
    reading = Reading(
        id=f"r-{sha[:10]}{version}", document=document.id, text=text.id, coders=(("case", version),), data=""
    )
    return Bundle(document=document, text=text, reading=reading, records=tuple(coded))


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Desk]:
    with Desk(
        Store.open(tmp_path / "desk.sqlite"), by="tester", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)
    ) as desk:
        yield desk


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_the_desk_shows_what_was_public_and_known(case: dict[str, Any], known: Desk) -> None:
    documents = {d["key"]: d for d in case["documents"]}
    told = [(d, e, i) for d in case["documents"] for i, e in enumerate(d["events"])]
    ids = {e["key"]: _bundle(d, d["events"], "1").records[i].id for d, e, i in told}
    keys = {_bundle(d, d["events"], "1").records[i].id: e["key"] for d, e, i in told}
    entries: dict[int, int] = {0: 0}
    judged: dict[int, list[str]] = {}
    for step in case["journal"]:
        if "add" in step:
            known.append(_bundle(documents[step["add"]], documents[step["add"]]["events"], "1"))
        elif "read_again" in step:
            known.append(_bundle(documents[step["read_again"]], step["events"], str(step["entry"])))
        else:
            judged[step["entry"]] = _judge(known, step["judge"], ids, judged)
        entries[step["entry"]] = known.doctor().head[0]
    for question in case["questions"]:
        recorded = None if question["recorded"] is None else entries[question["recorded"]]
        clusters = known.clusters(as_of=question["as_of"], recorded=recorded)
        seen = {keys[report.event.id] for cluster in clusters for report in cluster.reports}
        assert seen == set(question["seen"]), question["why"]
        for key, value in question.get("values", {}).items():
            if "reports" in value:
                lead = next(c for c in clusters if any(keys[r.event.id] == key for r in c.reports))
                assert len(lead.reports) == value["reports"], question["why"]


def _judge(desk: Desk, judge: dict[str, Any], ids: dict[str, str], before: dict[int, list[str]]) -> list[str]:
    verdict = judge["verdict"]
    if verdict == "undone":
        return desk.undo(before[judge["of"]][0])
    if verdict == "corrected":
        return desk.correct(ids[judge["event"]], {judge["field"]: judge["value"]})
    return {"rejected": desk.reject, "accepted": desk.accept}[verdict](ids[judge["event"]])
