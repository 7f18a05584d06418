"""Event tables on a desk: added once, one witness however many rows, given out again in both forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.analyse.contacts import Contact
from dragoman.cli.app import app
from dragoman.desk import Desk, open_desk
from dragoman.read import tables

SAMPLES = Path(__file__).parents[1] / "gold" / "exchange"
GDELT, ICEWS, POLECAT = (SAMPLES / name for name in ("gdelt.export.CSV", "icews.tab", "polecat.txt"))


def visit(desk: Desk) -> Contact:
    [found] = [row for row in desk.contacts(about=["BLR", "RUS"], start="2022-03-11", end="2022-03-11")]
    return found


def test_a_table_is_added_once(desk: Desk, tmp_path: Path) -> None:
    first = desk.add(SAMPLES, workers=0)
    assert (first.documents, first.known, len(first.problems)) == (4, 0, 7)  # the README is one
    before = desk.doctor()
    assert (before.faults, before.counts["problem"]) == ((), 7)
    copy = tmp_path / "the same under another name.txt"
    copy.write_bytes(GDELT.read_bytes())
    again = desk.add(SAMPLES, copy, workers=0)
    assert (again.documents, again.known, again.records, again.problems, again.entry) == (0, 5, 0, (), first.entry)
    assert desk.doctor() == before
    desk.rebuild()
    assert desk.doctor() == before


def test_children_read_the_same_as_this_process(desk: Desk, tmp_path: Path) -> None:
    desk.add(GDELT, ICEWS, workers=1)
    guarded = [cluster.event for cluster in desk.clusters()]
    with open_desk(tmp_path / "other.sqlite", by="tester") as other:
        other.add(GDELT, ICEWS, workers=0)
        assert [cluster.event for cluster in other.clusters()] == guarded


def test_the_rows_of_a_data_set_are_one_witness(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows of GDELT, in one portion or in two, tell one visit, and not two origins."""
    desk.add(GDELT, workers=0)
    assert (visit(desk).origins, len(visit(desk).documents)) == (1, 1)
    monkeypatch.setattr(tables, "ROWS", 1)
    desk.add(GDELT, workers=0)
    assert (visit(desk).origins, len(visit(desk).documents)) == (1, 2)
    monkeypatch.undo()
    desk.add(ICEWS, POLECAT, workers=0)
    assert visit(desk).origins == 3
    assert (visit(desk).mode, visit(desk).place, visit(desk).standing) == ("visit", "Moscow", "unconfirmed")


def test_a_row_in_two_files_is_counted_once(desk: Desk, tmp_path: Path) -> None:
    desk.add(GDELT, workers=0)
    events = len(desk.clusters())
    part = tmp_path / "part.CSV"
    part.write_bytes(b"".join(GDELT.read_bytes().splitlines(keepends=True)[:3]))
    desk.add(part, workers=0)
    assert len(desk.clusters()) == events
    assert max(len(cluster.reports) for cluster in desk.clusters()) == 2


def test_a_report_makes_of_a_row_a_stated_event(desk: Desk, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("On 11 March 2022, Vladimir Putin hosted Alexander Lukashenko in Moscow.")
    desk.add(GDELT, note, workers=0)
    assert (visit(desk).origins, visit(desk).standing) == (2, "stated")
    assert [quote.quote for quote in visit(desk).evidence] == [note.read_text()]


def test_a_table_is_no_text_to_be_read_again_or_dated(desk: Desk) -> None:
    desk.add(GDELT, ICEWS, workers=0)
    assert desk.reread().documents == 0
    assert desk.redate() == []
    assert desk.search("Moscow") == []
    [table, _] = desk.documents()
    with pytest.raises(ValueError, match="not of an entry or a table"):
        desk.correct(table.id, {"published": "2022-03-11"})


def test_what_people_say_of_a_row_stays_when_it_is_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add(GDELT, workers=0)
    arrest = next(cluster for cluster in desk.clusters() if cluster.event.mode == "arrest")
    desk.correct(arrest.id, {"place": "Saint Petersburg"})
    monkeypatch.setattr(tables, "VERSION", "2")
    again = desk.add(GDELT, workers=0)
    assert (again.documents, again.records) == (1, 7)
    assert desk.cluster(arrest.id).event.place == "Saint Petersburg"
    assert desk.doctor().faults == ()


def test_a_table_may_come_from_standard_input_or_a_list(desk: Desk, tmp_path: Path) -> None:
    assert desk.add("-", stdin=GDELT.read_bytes(), workers=0).records == 7
    (tmp_path / "list.txt").write_text(f"{GDELT}\n{ICEWS}\n")
    done = desk.add(f"@{tmp_path / 'list.txt'}", workers=0)
    assert (done.documents, done.known, done.records) == (1, 1, 6)


def test_a_table_that_is_not_there_or_has_no_rows_is_a_problem(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "head.tab").write_bytes(ICEWS.read_bytes().splitlines(keepends=True)[0])
    done = desk.add(tmp_path / "no such table.tab", tmp_path / "head.tab", workers=0)
    assert [p.reason for p in done.problems] == ["cannot be opened: no such file or directory", "a table without rows"]


def test_the_command_line_takes_a_table_and_gives_plover_and_cameo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    added = runner.invoke(app, ["add", str(POLECAT), "--workers", "0"])
    assert (added.exit_code, added.stdout.splitlines()[-1]) == (
        1,
        "1 document added, 0 already there, 5 records, 1 problem; journal at entry 1",
    )
    for format in ("plover", "cameo"):
        done = runner.invoke(app, ["export", format, f"events.{format}"])
        assert (done.exit_code, done.stdout) == (0, f"5 events written to events.{format}\n")
    records = [json.loads(line) for line in Path("events.plover").read_text(encoding="utf-8").splitlines()]
    assert {(r["date"], *r["event"], *r["mode"], r["quad_code"]) for r in records} == {
        ("2022-03-11", "CONSULT", "visit", "VERBAL COOPERATION"),
        ("2022-07-22", "SUPPORT", "VERBAL COOPERATION"),
        ("2022-04-04", "ACCUSE", "allege", "VERBAL CONFLICT"),
        ("2022-03-10", "ASSAULT", "targeted", "MATERIAL CONFLICT"),
        ("2022-03-10", "CONSULT", "VERBAL COOPERATION"),
    }
    rows = [line.split("\t")[:4] for line in Path("events.cameo").read_text(encoding="utf-8").splitlines()[1:]]
    assert ["2022-03-10", "RUSMIL", "UKRCVL", "186"] in rows
    assert len(rows) == 7  # the visit and the talks both ways
