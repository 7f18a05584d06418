"""CSV for a spreadsheet: one flat row a record, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from dragoman.analyse.rows import table
from dragoman.live import Cluster
from dragoman.record import Value

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(rows: Iterable[Value | Cluster], out: Path) -> Mapping[str, int]:
    """Write a head line and one line a row, none left out; the columns are those of all rows, in the order they first come.

    A cell that begins as a formula (``= + - @``, tab, line end) gets a ``'`` in front: a spreadsheet then shows it
    as text (OWASP, "CSV Injection"). Numbers are left as they are. No rows give an empty file.

    >>> from tempfile import TemporaryDirectory
    >>> from dragoman.record import Row
    >>> with TemporaryDirectory() as folder:
    ...     out = Path(folder) / "rows.csv"
    ...     left = write([Row(dataset="=1+1", version="3", key="17")], out)
    ...     print(out.read_text().splitlines()[1])
    row,'=1+1,3,17
    """
    columns, cells = table(rows)
    with out.open("w", encoding="utf-8", newline="") as file:
        if columns:
            writer = csv.writer(file)
            writer.writerow([_safe(name) for name in columns])
            writer.writerows([_safe(row[name]) for name in columns] for row in cells)
    return {}


def _safe(value: str | int | float | bool | None) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUNS) else value
