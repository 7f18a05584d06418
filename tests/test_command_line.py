"""The command line as a user meets it: real processes, real files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
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
        (["show", "contacts", "--about", "Belorus"], "no state 'Belorus' is known; did you mean BLR?"),
        (["show", "contacts", "--from", "2022-05-01", "--to", "2022-03-01"], "2022-03-01, comes before the first"),
        (["note", " "], "a note needs words"),
        (["search", ""], "a search needs a word"),
        (["note", "Odd.", "--event", "e-unknown"], "no event e-unknown"),
        (["enter", "mode=frob", "actors=BLR; RUS"], "mode cannot be 'frob'"),
        (["review", "--from", "2022-03-01", "--to", "2022-03-31", "--out", "no/x.md"], "no/x.md: no such file"),
        (["review", "--from", "March", "--to", "2022-03-31"], "'March' is not a day"),
        (["review", "--from", "2022-03-01", "--to", "2022-03-31", "--out", "x.pdf"], "a review is written as"),
        (["correct", "e-unknown", "place"], "'place' is not FIELD=VALUE"),
        (["annotate", "in", "out", "--layer", "moods"], "no layer 'moods'"),
        (["redate", "--all"], "say --accept --all"),
        (["redate", "d-unknown"], "no document d-unknown"),
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


@pytest.mark.slow
def test_annotate_never_writes_over_what_it_reads(known: Path) -> None:
    row = json.dumps({"id": "a", "text": "They met in Minsk."})
    (known / "mine.jsonl").write_text(row)
    for arguments, words in (
        (["mine.jsonl", "mine.jsonl", "--layer", "times"], "written over"),
        (["mine.jsonl", "kept.jsonl", "--layer", "moods"], "no layer 'moods'"),
    ):
        done = dragoman(known, "annotate", *arguments)
        assert done.returncode == 2
        assert words in done.stderr
    assert (known / "mine.jsonl").read_text() == row
    assert not (known / "kept.jsonl").exists()


@pytest.mark.slow
def test_annotate_goes_on_after_bytes_that_are_no_text(known: Path) -> None:
    (known / "broken.jsonl").write_bytes(b'{"id": "a", "text": "They met \xff."}\n{"id": "b", "text": "They met."}\n')
    done = dragoman(known, "annotate", "broken.jsonl", "out.jsonl", "--layer", "times")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (known / "out.jsonl").read_text().splitlines()]
    assert [(row["id"], "problem" in row) for row in rows] == [("line 1", True), ("b", False)]


@pytest.mark.slow
def test_undo_says_how_it_is_itself_taken_back(known: Path) -> None:
    id = json.loads(dragoman(known, "show", "contacts", "--json").stdout.splitlines()[0])["id"]
    assert dragoman(known, "reject", id).stdout.endswith("take it back with: dragoman undo\n")
    undone = dragoman(known, "undo").stdout.split()
    assert dragoman(known, "undo", undone[-1]).returncode == 0
    assert id not in dragoman(known, "show", "contacts").stdout
    assert dragoman(known, "undo").returncode == 0


def test_ctrl_c_ends_with_a_word_and_its_own_exit_code(tmp_path: Path) -> None:
    with subprocess.Popen(
        [PROGRAM, "add", ROOT / "samples"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        while not (tmp_path / "desk.sqlite").exists() and running.poll() is None:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said == "dragoman: stopped; what was read so far is in the desk\n"


def test_states_are_asked_for_by_name_or_code(known: Path) -> None:
    by_code = dragoman(known, "show", "contacts", "--about", "BLR,UKR", "--json")
    assert by_code.stdout
    assert dragoman(known, "show", "contacts", "--about", "Belarus, ukr", "--json").stdout == by_code.stdout


@pytest.mark.slow
def test_a_note_is_printed_in_the_review_until_it_is_taken_back(known: Path) -> None:
    period = ["review", "--from", "2019-03-01", "--to", "2019-03-31", "--out", "march.md"]
    made = dragoman(known, "note", "Contacts were frequent.")
    id = made.stdout.split()[1].rstrip(";")
    assert dragoman(known, *period, "--series", "Desk Papers", "--see-also", "the February review").returncode == 0
    page = (known / "march.md").read_text()
    assert all(words in page for words in ("Contacts were frequent.", "Desk Papers", "the February review"))
    assert "Contacts were frequent." in dragoman(known, "show", "notes").stdout
    assert dragoman(known, "undo", id).stdout == "the note is taken back\n"
    assert "0 notes" in dragoman(known, "show", "notes").stdout
    assert dragoman(known, *period).returncode == 0
    assert "Contacts were frequent." not in (known / "march.md").read_text()


def test_judgements_are_listed_with_the_ids_that_undo_takes(known: Path) -> None:
    event = json.loads(dragoman(known, "show", "contacts", "--json").stdout.splitlines()[0])["id"]
    made = dragoman(known, "accept", event, "--note", "seen").stdout.split()[2].rstrip(";")
    rows = [json.loads(line) for line in dragoman(known, "show", "judgements", "--json").stdout.splitlines()]
    assert (rows[-1]["id"], rows[-1]["verdict"], rows[-1]["about"]) == (made, "accepted", [event])
    assert dragoman(known, "undo", made).returncode == 0
    [line] = [row for row in dragoman(known, "show", "judgements").stdout.splitlines() if row.startswith(made)]
    assert line.endswith("seen · taken back")


def test_the_version_is_told(folder: Path) -> None:
    assert dragoman(folder, "--version").stdout.startswith("dragoman ")


def test_who_answers_with_a_name_or_null(folder: Path) -> None:
    asked = [("president", "Belarus", "2019-05-01"), ("president", "Atlantis", "2019-05-01")]
    found = [dragoman(folder, "who", *words, "--json") for words in asked]
    assert [(one.returncode, json.loads(one.stdout)) for one in found] == [
        (0, {"name": "Alexander Lukashenko"}),
        (0, None),
    ]
    assert dragoman(folder, "who", *asked[1]).stdout == "no state or body 'Atlantis' is known\n"
    wrong = dragoman(folder, "who", "president", "Belarus", "May")
    assert (wrong.returncode, wrong.stderr) == (2, "dragoman: 'May' is not a day; write it as 2022-03-11\n")


def test_a_house_spelling_is_printed_until_it_is_removed(known: Path) -> None:
    set_to = dragoman(known, "spelling", "Petro Poroshenko", "Petro Porošenko")
    assert set_to.stdout == "Petro Poroshenko is printed as Petro Porošenko; the record keeps Petro Poroshenko\n"
    assert "Petro Porošenko" in dragoman(known, "show", "contacts").stdout
    assert json.loads(dragoman(known, "spelling", "--json").stdout) == {
        "name": "Petro Poroshenko", "spelling": "Petro Porošenko",
    }  # fmt: skip
    dragoman(known, "spelling", "Petro Poroshenko", "--remove")
    assert "Petro Poroshenko" in dragoman(known, "show", "contacts").stdout
    assert dragoman(known, "spelling", "Petro Poroshenko").returncode == 2


def test_doctor_counts_the_holders_of_offices_by_their_source(known: Path) -> None:
    told = json.loads(dragoman(known, "doctor", "--json").stdout)["offices"]
    assert told["sourced"] >= 50
    assert told["memory"] > 0
    line = f"holders of offices in the tables: {told['sourced']:,} with a source, {told['memory']:,} from memory alone"
    assert line in dragoman(known, "doctor").stdout
