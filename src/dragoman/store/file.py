"""A desk on disk: one SQLite file that several processes use at once, brought to the newest tables on opening."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

HEAD = "0001"
_STEPS = Path(__file__).parent / "migrations"


class NotADeskError(ValueError):
    """The file is no desk, or one that this program cannot read."""


def open_file(path: Path, *, create: bool, prepare: Callable[[sa.Connection], None]) -> sa.Engine:
    """The engine of a desk, its tables brought to the newest steps and then handed to ``prepare``.

    Raises FileNotFoundError without a file where ``create`` is off, or without the folder it would lie in; NotADeskError,
    before anything is written, for a file that is none of ours or that a newer program has written. What SQLite
    refuses later (a disk that is full or read-only, a lock held too long) is an OSError that names the file.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}; make it, or name another place for the desk")
    version = _version(path)
    if version is None and not create:
        raise FileNotFoundError(f"there is no desk at {path}")
    engine = _engine(path)
    if version != HEAD:
        _migrate(engine, path, version, prepare)
    return engine


def _version(path: Path) -> str | None:
    """The schema version on file; ``None`` for no file or an empty one."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    # A look by the plain driver: the pragmas of _engine would already change a stranger's file.
    try:
        with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, timeout=30)) as raw:
            tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables:
                return None
            rows = raw.execute("SELECT version_num FROM alembic_version").fetchall() if "journal" in tables else []
    except sqlite3.DatabaseError as error:
        raise NotADeskError(f"{path} is not a desk: {error}") from error
    if not rows:
        raise NotADeskError(f"{path} is a database, but not a desk; name another file")
    return str(rows[0][0])


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _engine(path: Path) -> sa.Engine:
    # URL.create, not a string: a "?" in a folder's name would begin the options of the address.
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})

    @event.listens_for(engine, "handle_error")
    def _in_words(context: sa.engine.ExceptionContext) -> BaseException | None:
        error = context.original_exception
        return OSError(f"{path}: {error}") if isinstance(error, sqlite3.OperationalError) else None

    @event.listens_for(engine, "connect")
    def _connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # else the driver opens transactions of its own and loses writes silently
        cursor = raw.cursor()
        for pragma in (
            "busy_timeout=30000",  # first: setting WAL takes a lock
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",  # KiB
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _migrate(engine: sa.Engine, path: Path, version: str | None, prepare: Callable[[sa.Connection], None]) -> None:
    from alembic import command  # a second to import: only where there is something to do
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise NotADeskError(
            f"{path} was written by a newer dragoman (tables {version}, this one knows {HEAD}): update it"
        )
    # All steps in one write transaction: a second process waits, then finds nothing left to do.
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        prepare(connection)
