"""Rows and records in other people's formats."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from dragoman.export import cameo, csv, jsonl, parquet, plover
from dragoman.live import Cluster
from dragoman.record import Value

__all__ = ["EXPORTS"]

# Each writes the rows into the file and says how many it left out, by reason.
EXPORTS: Mapping[str, Callable[[Iterable[Value | Cluster], Path], Mapping[str, int]]] = {
    "jsonl": jsonl.write,
    "csv": csv.write,
    "parquet": parquet.write,
    "plover": plover.write,
    "cameo": cameo.write,
}
