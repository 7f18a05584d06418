"""Judgements outlast re-reading: other coders, another reader, and nobody's work is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dragoman import code, run
from dragoman.codebook import Codebook
from dragoman.desk import Desk
from dragoman.marks import Marks
from dragoman.record import Bundle, Document, Event, Text
from dragoman.when import When

REJECTED, CORRECTED, PAIRED = 20, 10, 10


def _shifted(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Event]:
    """The contact coder with every date a day later, every person renamed and every third event left out."""
    found = [r for r in code.CODERS["contacts"](text, document, marks, book) if isinstance(r, Event)]
    for number, event in enumerate(found):
        if number % 3 == 2:
            continue
        when: When = event.when if event.when.is_unknown else event.when.shift(1)
        actors = tuple(p.model_copy(update={"name": f"{p.name} II"}) if p.kind == "person" else p for p in event.actors)
        yield event.model_copy(update={"when": when, "actors": actors})


def _reread_without_header(bundle: Bundle) -> Bundle:
    """The document as a reader gives it that deletes the text's first line."""
    old = bundle.text
    cut = old.body.index("\n") + 1
    body = old.body[cut:]
    blocks = tuple(
        b.model_copy(update={"start": max(0, b.start - cut), "end": b.end - cut, "parent": None})
        for b in old.blocks
        if b.end > cut
    )
    text = old.model_copy(
        update={
            "id": old.id + "x", "version": "cut", "body": body, "blocks": blocks,
            "sha256": hashlib.sha256(body.encode()).hexdigest(),
        }
    )  # fmt: skip
    return run.again(bundle.document, text, code.CODERS)


def test_judgements_stick_when_texts_are_read_and_coded_again(filled: Desk, bundles: list[Bundle]) -> None:
    events = sorted((r.event for c in filled.clusters() for r in c.reports), key=lambda e: e.id)
    single = [c.reports[0].event for c in filled.clusters() if len(c.reports) == 1]
    single.sort(key=lambda e: e.id)
    rejected, corrected = single[:REJECTED], single[REJECTED : REJECTED + CORRECTED]
    rest = single[REJECTED + CORRECTED :]
    paired = list(zip(rest[:PAIRED], rest[-PAIRED:], strict=True))
    assert len(rejected) == REJECTED
    assert len(corrected) == CORRECTED
    assert len(rest) >= 2 * PAIRED
    filled.reject(*(e.id for e in rejected))
    for event in corrected:
        filled.correct(event.id, {"place": "Kastrychnitski"})
    for one, other in paired:
        filled.same(one.id, other.id)

    def check() -> tuple[int, int]:
        live = {r.event.id: c for c in filled.clusters() for r in c.reports}
        struck = sum(e.id not in live or "changed since rejected" in live[e.id].flags for e in rejected)
        assert struck == REJECTED
        assert [live[e.id].event.place for e in corrected] == ["Kastrychnitski"] * CORRECTED
        assert all(live[a.id].id == live[b.id].id for a, b in paired)
        return len(live), sum(e.id in live for e in rejected)

    assert check()[1] == 0
    filled.reread(coders={"shifted": _shifted})
    check()
    for bundle in bundles:
        filled.append(_reread_without_header(bundle))
    assert check()[1] == 0, "the same coder says the same again: what was rejected stays rejected"
    for event in events:
        assert filled.record(event.id) is not None
    assert not filled.doctor().faults


def test_reading_with_the_same_coders_adds_nothing(filled: Desk) -> None:
    before = filled.doctor().head
    assert filled.reread().documents == 0
    assert filled.doctor().head == before


def test_an_earlier_journal_entry_shows_the_desk_before_the_judgement(filled: Desk) -> None:
    before = filled.doctor().head[0]
    rows = filled.contacts()
    filled.reject(rows[0].id)
    assert len(filled.contacts()) == len(rows) - 1
    assert [r.id for r in filled.contacts(recorded=before)] == [r.id for r in rows]
