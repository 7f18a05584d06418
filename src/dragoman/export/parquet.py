"""Parquet, for polars, DuckDB and R: one flat row a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dragoman.analyse.rows import table
from dragoman.live import Cluster
from dragoman.record import Value


def write(rows: Iterable[Value | Cluster], out: Path) -> Mapping[str, int]:
    """Write the columns of the CSV with their types, dates as ISO text, no row left out; no rows give a table without columns.

    >>> from tempfile import TemporaryDirectory
    >>> import polars
    >>> from dragoman.record import Row
    >>> with TemporaryDirectory() as folder:
    ...     out = Path(folder) / "rows.parquet"
    ...     left = write([Row(dataset="treaties", version="3", key="17")], out)
    ...     polars.read_parquet(out).to_dicts()
    [{'kind': 'row', 'dataset': 'treaties', 'version': '3', 'key': '17'}]
    """
    import polars

    _, cells = table(rows)
    made = polars.from_dicts(cells, infer_schema_length=None) if cells else polars.DataFrame()
    made.write_parquet(out)
    return {}
