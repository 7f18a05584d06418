"""CAMEO rows: a source and a target each, what did not plainly happen left out."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dragoman.codebook import load
from dragoman.desk import Desk
from dragoman.export import cameo
from dragoman.live import view
from dragoman.record import Coding, Document, Event, Party, Report, Span
from dragoman.when import When

TABLE = load().scales["exchange"]["cameo"]
BODY = "Alexander Lukashenko\tvisited Moscow\non 11 March 2022."
SENTENCE = Span(document="d-1", text="t-1", start=0, end=len(BODY), exact=BODY)
PAPER = Document(id="d-1", sha256="", address="https://example.org/visit", retrieved=datetime(2022, 3, 12, tzinfo=UTC))
GUEST, HOST, POLES = (
    Party(kind="person", name="Alexander Lukashenko", country="BLR", sector="GOV"),
    Party(kind="person", name="Vladimir Putin", country="RUS", sector="GOV"),
    Party(kind="state", name="Poland", country="POL"),
)
VISIT = Event(
    id="e-1", document="d-1", type="CONSULT", mode="visit", actors=(GUEST,), recipients=(HOST,), host=HOST,
    when=When.on(date(2022, 3, 11)), trigger=SENTENCE, evidence=(SENTENCE,),
    coding=Coding(coder="contacts", version="1", confidence=1),
)  # fmt: skip


def written(event: Event, folder: Path, document: Document = PAPER) -> tuple[dict[str, int], list[list[str]]]:
    left = cameo.write(view([Report(event, document, "d-1", 1)]), folder / "events.tsv")
    with (folder / "events.tsv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert tuple(head) == cameo.HEAD
    assert {len(row) for row in rows} <= {len(head)}
    return dict(left), rows


def test_a_visit_is_told_for_the_guest_and_for_the_host(tmp_path: Path) -> None:
    words = "Alexander Lukashenko visited Moscow on 11 March 2022."
    assert written(VISIT, tmp_path) == ({}, [
        ["2022-03-11", "BLRGOV", "RUSGOV", "042", "04", "1", "1.9", words, "https://example.org/visit", "e-1"],
        ["2022-03-11", "RUSGOV", "BLRGOV", "043", "04", "1", "2.8", words, "https://example.org/visit", "e-1"],
    ])  # fmt: skip


Dyads = Sequence[tuple[str, str, str]]


@pytest.mark.parametrize(
    ("fields", "dyads"),
    [
        ({"recipients": ()}, [("BLRGOV", "RUSGOV", "042"), ("RUSGOV", "BLRGOV", "043")]),
        ({"recipients": (), "host": None}, [("BLRGOV", "", "042")]),
        ({"mode": "phone", "actors": (GUEST, HOST), "recipients": (), "host": None}, [("BLRGOV", "RUSGOV", "041"), ("RUSGOV", "BLRGOV", "041")]),
        ({"mode": "meet", "actors": (GUEST, GUEST), "recipients": (), "host": None}, [("BLRGOV", "BLRGOV", "040")]),
        ({"mode": "meet", "actors": (GUEST, GUEST, POLES), "recipients": (), "host": None}, [("BLRGOV", "POL", "040"), ("POL", "BLRGOV", "040")]),
        ({"type": "ACCUSE", "mode": "disapprove", "recipients": (HOST, POLES)}, [("BLRGOV", "RUSGOV", "111"), ("BLRGOV", "POL", "111")]),
        ({"type": "ASSAULT", "mode": "aerial", "actors": ()}, [("", "RUSGOV", "195")]),
        ({"status": "planned"}, [("BLRGOV", "RUSGOV", "036")]),
        ({"type": "AGREE", "mode": None, "content": "AID", "status": "offered"}, [("BLRGOV", "RUSGOV", "033")]),
        ({"type": "AGREE", "mode": None, "content": None}, [("BLRGOV", "RUSGOV", "030")]),
        ({"type": "COOPERATE", "mode": None, "contexts": ("military",)}, [("BLRGOV", "RUSGOV", "062")]),
        ({"status": "called off"}, [("BLRGOV", "RUSGOV", "125")]),
        ({"standing": "unconfirmed", "type": "THREATEN", "mode": "violence"}, [("BLRGOV", "RUSGOV", "138")]),
    ],
)  # fmt: skip
def test_parties_and_acts_give_dyads(fields: dict[str, object], dyads: Dyads, tmp_path: Path) -> None:
    left, rows = written(VISIT.model_copy(update=fields), tmp_path)
    assert (left, [tuple(row[1:4]) for row in rows]) == ({}, dyads)


@pytest.mark.parametrize(
    ("party", "code"),
    [
        (Party(kind="state", name="Kosovo", country="XKX"), "KSV"),
        (Party(kind="body", name="United Nations", country="UN", sector="IGO"), "IGOUNO"),
        (Party(kind="body", name="NATO", country="NATO", sector="MIL"), "IGOWSTNAT"),
        (Party(kind="body", name="CSTO", country="CSTO", sector="IGO"), "IGO"),
        (Party(kind="state", name="Abkhazia", country="ABK"), "GEO"),
        (Party(kind="group", name=None, words="journalists", country="RUS", sector="JRN"), "RUSMED"),
        (Party(kind="group", name=None, words="gunmen", sector="UAF"), "UAF"),
    ],
)
def test_actors_have_cameos_codes(party: Party, code: str, tmp_path: Path) -> None:
    event = VISIT.model_copy(update={"type": "ACCUSE", "mode": None, "actors": (party,)})
    assert [row[1] for row in written(event, tmp_path)[1]] == [code]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"standing": "claimed"}, "not told as happened"),
        ({"standing": "denied"}, "not told as happened"),
        ({"negated": True}, "not told as happened"),
        ({"type": "SANCTION", "mode": "expel", "status": "planned"}, "not told as happened"),
        ({"status": "hypothetical"}, "not told as happened"),
        ({"when": When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31))}, "without a day"),
        ({"type": "DEMAND"}, "of a type that CAMEO does not have"),
        ({"actors": (Party(kind="unknown", name="he"),), "recipients": (), "host": None}, "without a party that has a code"),
    ],
)  # fmt: skip
def test_what_cameo_has_no_mark_for_is_left_out_and_counted(
    fields: dict[str, object], reason: str, tmp_path: Path
) -> None:
    assert written(VISIT.model_copy(update=fields), tmp_path) == ({reason: 1}, [])


def test_a_cell_that_a_spreadsheet_would_run_is_shown_as_text(tmp_path: Path) -> None:
    said = Span(document="d-1", text="t-1", start=0, end=4, exact="=1+1")
    hostile = PAPER.model_copy(update={"address": "@SUM(A1)"})
    _, rows = written(VISIT.model_copy(update={"evidence": (said,), "trigger": said}), tmp_path, hostile)
    assert rows[0][7:9] == ["'=1+1", "'@SUM(A1)"]


# Where CAMEO has no such act, or its table files it under another type.
ELSEWHERE = {
    "RETREAT": "CONCEDE",
    "RETREAT/resign": "CONCEDE",
    "SANCTION/convict": "ACCUSE",
}  # fmt: skip


@pytest.mark.parametrize("act", TABLE["codes"])
def test_a_code_that_is_written_is_read_back_as_the_same_type(act: str) -> None:
    type = act.replace(">", " ").replace("/", " ").split()[0]
    assert TABLE["events"][TABLE["codes"][act]].replace("/", " ").split()[0] == ELSEWHERE.get(act, type)


def test_every_type_and_mode_of_the_codebook_has_a_code() -> None:
    book = load()
    for name, table in book.codebook.items():
        assert name.upper() in TABLE["codes"]
        for mode in table["modes"]:
            own = {"meet", "letter", "multilateral", "address"}  # CAMEO's 040 and 050 say no more
            assert f"{name.upper()}/{mode}" in TABLE["codes"] or mode in own, mode


def test_the_samples_go_out_whole_or_counted(filled: Desk, tmp_path: Path) -> None:
    done = filled.export("cameo", tmp_path / "events.tsv")
    rows = (tmp_path / "events.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len({row.split("\t")[-1] for row in rows}) == done.events > 100
    assert done.events + sum(done.left_out.values()) == len(filled.clusters())
