"""What a file may be, and how the tables come to be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from dragoman.record import Bundle
from dragoman.store import NotADeskError, Store, editions, file, journal, ledger, near, reports

AT = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_steps_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with Store.open(tmp_path / "desk.sqlite"):
        pass
    ours = [module.META for module in (journal, ledger, editions, reports, near)]
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, ours)  # type: ignore[arg-type]
        assert [d for d in differences if d[0] not in ("remove_table", "remove_index")] == []  # those of search
        assert context.get_current_revision() == file.HEAD
    engine.dispose()


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"not a database at all, but long enough to look like a file of some kind" * 20, "is not a desk")],
)
def test_a_file_that_is_no_desk_is_refused_and_left_alone(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(NotADeskError, match=says):
        Store.open(path)
    assert path.read_bytes() == content


def test_another_program_s_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE journal (x)")
        raw.execute("CREATE TABLE alembic_version (version_num)")
        raw.commit()
    before = path.read_bytes()
    with pytest.raises(NotADeskError, match="not a desk"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_desk_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(NotADeskError, match="newer dragoman"):
        Store.open(path)


def test_no_desk_is_begun_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no desk"):
        Store.open(tmp_path / "desk.sqlite", create=False)
    assert not list(tmp_path.iterdir())


def test_a_desk_opened_again_holds_what_it_held(tmp_path: Path, make: Callable[..., Bundle]) -> None:
    made = make("1", "The ministers met in Minsk.", said=True)
    with Store.open(tmp_path / "desk.sqlite") as store:
        store.append(made, AT, "ana")
    with Store.open(tmp_path / "desk.sqlite", create=False) as store:
        event, statement = made.records
        assert store.record(event.id) == event
        assert store.record(statement.id) == statement
        assert store.statements(events=[event.id]) == [statement]
        assert store.statements(events=["e-none"]) == []
        assert store.documents() == [made.document]
        assert store.text("d-1") == store.text("t-1-1") == made.text
        assert store.readings("d-1") == [(1, made.reading)]
        assert store.marks(made.reading.id) == b"marks"
        assert store.is_current("d-1", (("test", "1"),), "0")
        assert not store.is_current("d-1", (("test", "2"),), "0")
        assert store.head()[0] == 1


def test_the_same_reading_adds_nothing(store: Store, make: Callable[..., Bundle]) -> None:
    made = make("1", "The ministers met in Minsk.")
    assert [store.append(made, AT, "ana"), store.append(made, AT, "ana")] == [1, None]
    assert store.counts()["reading"] == 1


def test_one_file_of_many_documents_is_added_whole_or_not_at_all(store: Store, make: Callable[..., Bundle]) -> None:
    good = make("1", "The ministers met in Minsk.")
    other_words = good.text.model_copy(update={"body": "The envoys met in Minsk now"})
    bad = good.model_copy(update={"text": other_words, "reading": good.reading.model_copy(update={"data": "1"})})
    with pytest.raises(ValueError, match="other words"):
        store.extend([good, bad], AT, "ana")
    assert store.head()[0] == 0
    assert store.documents() == []


def test_a_desk_may_lie_in_a_folder_of_any_name(tmp_path: Path) -> None:
    path = tmp_path / "справки #1? 100%" / "desk.sqlite"
    path.parent.mkdir()
    Store.open(path).close()
    assert [found.name for found in path.parent.iterdir()] == ["desk.sqlite"]
    assert [found.name for found in tmp_path.iterdir()] == [path.parent.name]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*nowhere"):
        Store.open(tmp_path / "nowhere" / "desk.sqlite")


def test_what_sqlite_refuses_names_the_file(store: Store, tmp_path: Path, make: Callable[..., Bundle]) -> None:
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as raw:
        raw.execute("DROP TABLE note")
    with pytest.raises(OSError, match=r"desk\.sqlite: no such table: note"):
        store.notes()
