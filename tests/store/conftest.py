"""Small real bundles for the tests of the record."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.record import Bundle, Coding, Document, Event, Indexed, Party, Reading, Statement, Text, record_id
from dragoman.store import Store
from dragoman.text.lemma import lemmas
from dragoman.text.shingles import shingles
from dragoman.when import When

AT = datetime(2026, 1, 1, tzinfo=UTC)
Make = Callable[..., Bundle]


def make_bundle(
    name: str,
    body: str,
    *,
    states: Sequence[str] = ("BLR", "RUS"),
    when: When | None = None,
    published: When | None = None,
    retrieved: datetime = AT,
    coder: str = "1",
    reader: str = "1",
    language: str = "en",
    triggers: Sequence[str] = ("met",),
    host: str | None = None,
    mode: str = "meet",
    said: bool = False,
) -> Bundle:
    """A document with an event on each trigger, between the given states; with ``said`` also a statement."""
    document = Document(
        id=f"d-{name}", sha256=name, title=name, language=language, published=published or When(), retrieved=retrieved
    )
    text = Text(
        id=f"t-{name}-{reader}", document=document.id, reader="plain", version=reader, sha256=name, language=language,
        body=body,
    )  # fmt: skip
    coding = Coding(coder="test", version=coder, confidence=0.9, reason="made up")
    records: list[Event | Statement] = []
    for trigger in triggers:
        at = text.span(body.index(trigger), body.index(trigger) + len(trigger))
        records.append(
            Event(
                id=record_id("event", document.id, trigger, 0), document=document.id, type="CONSULT", mode=mode,
                actors=(Party(kind="state", name=None, country=states[0]),),
                recipients=tuple(Party(kind="state", name=None, country=s) for s in states[1:]),
                host=Party(kind="state", name=None, country=host) if host else None,
                when=when or When(), trigger=at, evidence=(text.span(0, len(body)),), coding=coding,
            )
        )  # fmt: skip
    if said:
        at = text.span(0, 3)
        records.append(
            Statement(
                id=record_id("statement", document.id, "says", 0), document=document.id, speaker=None, kind="indirect",
                event=records[0].id, trigger=at, spans=(at,), evidence=(at,), coding=coding,
            )
        )  # fmt: skip
    reading = Reading(
        id=f"r-{name}-{reader}-{coder}", document=document.id, text=text.id, coders=(("test", coder),), data="0"
    )
    ends = [i + 1 for i, c in enumerate(body) if c in ".!?"] or [len(body)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return Bundle(
        document=document, text=text, reading=reading, records=tuple(records), marks=b"marks",
        sentences=tuple(Indexed(s, e, body[s:e], lemmas(body[s:e], language)) for s, e in zip(starts, ends, strict=True)),
        shingles=shingles(body),
    )  # fmt: skip


@pytest.fixture
def make() -> Make:
    return make_bundle


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with nothing in it: making the tables once saves most of the time of these tests."""
    path = tmp_path_factory.mktemp("empty") / "desk.sqlite"
    Store.open(path).close()
    return path


@pytest.fixture
def store(tmp_path: Path, empty: Path) -> Iterator[Store]:
    shutil.copy(empty, tmp_path / "desk.sqlite")
    with Store.open(tmp_path / "desk.sqlite") as opened:
        yield opened
