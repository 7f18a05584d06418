from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import polars
import pytest

from dragoman.analyse.contacts import Contact, contacts
from dragoman.export import EXPORTS
from dragoman.live import Cluster
from dragoman.record import Document, Event, Row, Statement


def test_json_lines_give_every_record_back(
    clusters: Sequence[Cluster], statements: Sequence[Statement], documents: dict[str, Document], tmp_path: Path
) -> None:
    out = tmp_path / "record.jsonl"
    events = [c.event for c in clusters]
    EXPORTS["jsonl"]([*events, *statements, *documents.values()], out)
    lines = out.read_text(encoding="utf-8").splitlines()
    kinds = [Event] * len(events) + [Statement] * len(statements) + [Document] * len(documents)
    assert [kind.model_validate_json(line) for kind, line in zip(kinds, lines, strict=True)] == [
        *events, *statements, *documents.values(),
    ]  # fmt: skip


def test_json_lines_of_clusters_hold_all_their_reports(clusters: Sequence[Cluster], tmp_path: Path) -> None:
    EXPORTS["jsonl"](clusters, tmp_path / "events.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], len(line["reports"])) for line in lines] == [(c.id, len(c.reports)) for c in clusters]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tcmd", "\rcmd", "\n=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_shown_as_text(words: str, tmp_path: Path) -> None:
    EXPORTS["csv"]([Row(dataset=words, version="3", key="said =1")], tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["kind", "dataset", "version", "key"], ["row", f"'{words}", "3", "said =1"]]


@pytest.mark.parametrize("words", ["11 March", "Minsk; Brest", "5-6 April", 'say "no", he said', "Женева"])
def test_other_cells_are_left_as_they_are(words: str, tmp_path: Path) -> None:
    EXPORTS["csv"]([Row(dataset=words, version="3", key="")], tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ["row", words, "3", ""]


def test_csv_and_parquet_hold_the_same_contacts(clusters: Sequence[Cluster], tmp_path: Path) -> None:
    rows = list(contacts(clusters))
    EXPORTS["csv"](rows, tmp_path / "contacts.csv")
    EXPORTS["parquet"](rows, tmp_path / "contacts.parquet")
    table = polars.read_parquet(tmp_path / "contacts.parquet")
    with (tmp_path / "contacts.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [cell["id"] for cell in cells] == table["id"].to_list() == [row.id for row in rows]
    assert [cell["participants"] for cell in cells] == table["participants"].to_list()
    assert table.columns == list(Contact.model_fields)


@pytest.mark.parametrize("format", EXPORTS)
def test_nothing_to_write_is_still_a_file(format: str, tmp_path: Path) -> None:
    EXPORTS[format]([], tmp_path / "none")
    assert (tmp_path / "none").exists()
