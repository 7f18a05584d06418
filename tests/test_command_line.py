"""The command line as a user meets it: real processes, real files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent / "dragoman"
NOTE = """---
title: Two presidents in Minsk
date: 2019-03-02
publisher: Desk test
---
On 1 March 2019 Alexander Lukashenko hosted Petro Poroshenko in Minsk.

On 2 March 2019 the two presidents had a telephone conversation.
"""


def dragoman(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *arguments], cwd=folder, input=stdin, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("desk")
    (made / "note.md").write_text(NOTE)
    (made / "junk.bin").write_bytes(bytes(range(256)) * 40)
    (made / "in").write_text("")
    return made


@pytest.fixture(scope="module")
def known(folder: Path) -> Path:
    """The folder with a desk that holds the note."""
    done = dragoman(folder, "add", "note.md", "--workers", "0")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_first_session(folder: Path) -> None:
    added = dragoman(folder, "add", "note.md", "junk.bin")
    assert added.returncode == 1, "one problem is counted in the exit code"
    assert "1 document added" in added.stdout
    assert "1 problem" in added.stdout
    rows = [json.loads(line) for line in dragoman(folder, "show", "contacts", "--json").stdout.splitlines()]
    assert next((r["date_start"], r["mode"], r["host"]) for r in rows) == (
        "2019-03-01",
        "visit",
        "Alexander Lukashenko",
    )
    again = dragoman(folder, "add", "note.md")
    assert "0 documents added, 1 already there" in again.stdout
    assert again.returncode == 0


def test_a_correction_is_shown_and_undone(known: Path) -> None:
    id = json.loads(dragoman(known, "show", "contacts", "--json").stdout.splitlines()[0])["id"]
    assert dragoman(known, "correct", id, "place=Gomel").returncode == 0
    assert json.loads(dragoman(known, "show", "contacts", "--json").stdout.splitlines()[0])["place"] == "Gomel"
    assert dragoman(known, "undo").returncode == 0
    assert json.loads(dragoman(known, "show", "contacts", "--json").stdout.splitlines()[0])["place"] == "Minsk"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "contacts", "--desk", "nowhere.sqlite"], "no desk at nowhere.sqlite"),
        (["reject", "e-unknown"], "no event e-unknown"),
        (["review", "--from", "March", "--to", "2022-03-31"], "'March' is not a day"),
        (["review", "--from", "2022-03-01", "--to", "2022-03-31", "--out", "x.pdf"], "a review is written as"),
        (["correct", "e-unknown", "place"], "'place' is not FIELD=VALUE"),
        (["annotate", "in", "out", "--layer", "moods"], "no layer 'moods'"),
    ],
)
def test_a_mistake_gets_one_clear_line(known: Path, arguments: list[str], words: str) -> None:
    done = dragoman(known, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hand_made_event_says_so(known: Path) -> None:
    made = dragoman(
        known,
        "enter",
        "date=2019-03-09",
        "mode=meet",
        "actors=Alexander Lukashenko (BLR, president); POL",
        "place=Minsk",
    )
    assert made.returncode == 0, made.stderr
    rows = [json.loads(line) for line in dragoman(known, "show", "contacts", "--json").stdout.splitlines()]
    entered = next(r for r in rows if r["id"] == made.stdout.strip())
    assert entered["date_start"] == "2019-03-09"
    assert entered["evidence"] == []


def test_annotate_answers_every_row(known: Path) -> None:
    rows = [
        {"id": "a", "text": "Angela Merkel met Vladimir Putin in Sochi on 18 May 2018."},
        {"id": "b"},
        {"id": "c", "text": " "},
    ]
    (known / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\nnot json\n")
    for layer in ("times", "events"):
        done = dragoman(known, "annotate", "rows.jsonl", "out.jsonl", "--layer", layer)
        assert done.returncode == 0, done.stderr
        out = [json.loads(line) for line in (known / "out.jsonl").read_text().splitlines()]
        assert [set(row) & {"id", "problem"} for row in out] == [
            {"id"},
            {"id", "problem"},
            {"id", "problem"},
            {"id", "problem"},
        ]
    event = json.loads((known / "out.jsonl").read_text().splitlines()[0])["events"][0]
    assert (event["type"], event["mode"], event["place"], event["earliest"]) == (
        "CONSULT",
        "meet",
        "Sochi",
        "2018-05-18",
    )


def test_every_export_holds_every_event(known: Path) -> None:
    import polars

    for format in ("jsonl", "csv", "parquet"):
        done = dragoman(known, "export", format, f"events.{format}")
        assert done.returncode == 0, done.stderr
    count = len((known / "events.jsonl").read_text().splitlines())
    assert count >= 2
    assert polars.read_csv(known / "events.csv").height == polars.read_parquet(known / "events.parquet").height == count
