"""Nothing in the record can be changed behind the journal's back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.record import Bundle, Judgement, Note, Problem
from dragoman.store import Store

AT = datetime(2026, 1, 1, tzinfo=UTC)


def _desk(path: Path, empty: Path, make: Callable[..., Bundle]) -> None:
    shutil.copy(empty, path)
    with Store.open(path) as store:
        for n in range(3):
            store.append(make(str(n), f"The ministers met in Minsk {n} times."), AT, "ana")
        event = make("0", "The ministers met in Minsk 0 times.").records[0].id
        store.judge([Judgement(id="j-1", about=(event,), verdict="accepted", by="ana", at=AT)], AT)
        store.note(Note(id="n-1", body="Look again.", by="ana", at=AT))
        assert store.problem(Problem(id="p-1", document="x.pdf", stage="read", reason="no text", at=AT))
        assert not store.problem(Problem(id="p-1", document="x.pdf", stage="read", reason="no text", at=AT))
        assert list(store.verify()) == []


@pytest.mark.parametrize(
    ("change", "what", "seq"),
    [
        ("UPDATE record SET body = replace(body, 'meet', 'call') WHERE key = (SELECT min(key) FROM record)", "document", 1),
        ("UPDATE record SET id = 'e-other' WHERE key = (SELECT max(key) FROM record)", "document", 3),
        ("DELETE FROM record WHERE key = (SELECT max(key) FROM record)", "document", 3),
        ("INSERT INTO record VALUES (999, 'e-x', 'event', '{}')", "record", 0),
        ("INSERT INTO record SELECT key + 1, 'e-x', kind, body FROM record WHERE id = (SELECT max(id) FROM record)", "document", None),
        ("UPDATE reading SET source = replace(source, '\"1\"', '\"2\"') WHERE key = 2", "document", 2),
        ("UPDATE reading SET marks = x'00' WHERE key = 1", "document", 1),
        ("UPDATE text SET body = x'789c' WHERE key = 2", "document", 2),
        ("UPDATE lines SET body = x'789c' WHERE key = 3", "document", 3),
        ("UPDATE document SET id = 'd-9' WHERE key = 1", "document", 1),
        ("UPDATE judgement SET body = replace(body, 'accepted', 'rejected')", "judgement", 4),
        ("DELETE FROM judgement", "judgement", 4),
        ("UPDATE note SET body = '{}'", "note", 5),
        ("UPDATE problem SET body = '{}'", "problem", 6),
        ("INSERT INTO judgement VALUES (77, 'j-77', '{}')", "judgement", 0),
        ("UPDATE journal SET by = 'eve' WHERE seq = 2", "journal", 2),
        ("UPDATE journal SET payload = 'f' WHERE seq = 2", "journal", 2),
        ("DELETE FROM journal WHERE seq = 2", "journal", 3),
        ("DELETE FROM journal WHERE seq = 6", "problem", 0),
    ],
)  # fmt: skip
def test_a_changed_row_is_found(
    tmp_path: Path, empty: Path, make: Callable[..., Bundle], change: str, what: str, seq: int | None
) -> None:
    path = tmp_path / "desk.sqlite"
    _desk(path, empty, make)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute(change).rowcount > 0
        raw.commit()
    with Store.open(path) as store:
        faults = list(store.verify())
    assert what in {fault.what for fault in faults}
    assert seq is None or seq in {fault.seq for fault in faults}


def test_an_entry_forged_with_a_right_hash_breaks_the_chain(
    tmp_path: Path, empty: Path, make: Callable[..., Bundle]
) -> None:
    from dragoman.store import journal

    path = tmp_path / "desk.sqlite"
    _desk(path, empty, make)
    with closing(sqlite3.connect(path)) as raw:
        row = raw.execute("SELECT * FROM journal WHERE seq = 2").fetchone()
        forged = journal.Entry(*row)._replace(by="eve")
        raw.execute("UPDATE journal SET by = ?, hash = ? WHERE seq = 2", (forged.by, forged.expected))
        raw.commit()
    with Store.open(path) as store:
        assert [(f.what, f.seq) for f in store.verify()] == [("journal", 3)]


def test_a_flipped_byte_of_a_record_is_found(tmp_path: Path, empty: Path, make: Callable[..., Bundle]) -> None:
    path = tmp_path / "desk.sqlite"
    _desk(path, empty, make)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    at = whole.index(b'"type":"CONSULT"')
    path.write_bytes(whole[: at + 8] + b"D" + whole[at + 9 :])
    with Store.open(path) as store:
        assert [fault.what for fault in store.verify()] == ["document"]


def test_the_head_names_the_last_entry(tmp_path: Path, empty: Path, make: Callable[..., Bundle]) -> None:
    _desk(tmp_path / "one.sqlite", empty, make)
    _desk(tmp_path / "two.sqlite", empty, make)
    with Store.open(tmp_path / "one.sqlite") as one, Store.open(tmp_path / "two.sqlite") as two:
        assert one.head() == two.head()
        assert one.head()[0] == 6
