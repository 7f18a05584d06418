"""JSON Lines: one whole record a line, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from dragoman.analyse.rows import plain
from dragoman.live import Cluster
from dragoman.record import Value


def write(rows: Iterable[Value | Cluster], out: Path) -> Mapping[str, int]:
    """Write each row as one line of JSON in UTF-8, none left out; a record comes back by its own ``model_validate_json``.

    A cluster is its merged event with all its reports.

    >>> from tempfile import TemporaryDirectory
    >>> from dragoman.record import Row
    >>> with TemporaryDirectory() as folder:
    ...     out = Path(folder) / "rows.jsonl"
    ...     left = write([Row(dataset="treaties", version="3", key="17")], out)
    ...     print(out.read_text(), end="")
    {"kind": "row", "dataset": "treaties", "version": "3", "key": "17"}
    """
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(plain(row), ensure_ascii=False) + "\n")
    return {}
