"""Rows and records in other people's formats."""

from dragoman.export import csv, jsonl, parquet

__all__ = ["EXPORTS"]

EXPORTS = {"jsonl": jsonl.write, "csv": csv.write, "parquet": parquet.write}
