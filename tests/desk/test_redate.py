"""Undated documents: what the desk proposes, and what an accepted date does."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import code, run
from dragoman.analyse.redate import Proposal
from dragoman.cli.app import app
from dragoman.desk import Desk
from dragoman.when import When

BODY = """On May 14, Charles Michel hosted Nikol Pashinyan and Ilham Aliyev in Brussels. They spoke of the border, of the railway through
Nakhchivan, and of prisoners; the host called the exchange frank and open. Both delegations left without a paper, and the
Armenian side spoke of progress on the recognition of borders by the maps of the Soviet general staff.
"""
COPY = "Leaders of both states in Brussels\n\n" + BODY
UNDATED = """A short note on the talks

On May 14, Nikol Pashinyan met Ilham Aliyev in Brussels, where Charles Michel had asked both of them to come.

Observers in the Caucasus took it for a sign that the mediators of the European Union were still being listened to.
"""
DATED = "Title: Leaders of Armenia and Azerbaijan in Brussels\nDate: 2023-05-15\n\n" + BODY
DIARY = """Title: A diary of the talks between Yerevan and Baku
Date: 2023-05-31

On 14 May 2023, Nikol Pashinyan met Ilham Aliyev in Brussels.

On 25 May 2023, Nikol Pashinyan met Ilham Aliyev in Moscow, and roads were the subject.
"""
PLAN = """What comes next

Nikol Pashinyan and Ilham Aliyev agreed to meet in Moscow on May 25. Nobody expects that a treaty of peace can be signed there, but
roads and railways may be opened, and the border commission has its own calendar.
"""
NAMING = """Reading list

Much of this rests on “A diary of the talks between Yerevan and Baku”, which the reader is advised to look up first.
"""
QUOTED = """Title: Summer notes from the Caucasus
Date: 2023-07-02

In “A short note on the talks” the mediators were given a better mark than they had earned, as we see now.
"""


def put(desk: Desk, folder: Path, **texts: str) -> dict[str, str]:
    """Ids of the documents by name."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    desk.add(*(folder / f"{name}.txt" for name in texts), workers=0)
    return {Path(d.address or "").stem: d.id for d in desk.documents()}


def reasons(desk: Desk, document: str) -> list[tuple[str, date, str]]:
    rows: dict[str, Proposal] = {row.document: row for row in desk.redate()}
    return [(r.bound, r.day, r.why) for r in rows[document].because] if document in rows else []


def days(desk: Desk, document: str) -> list[date | None]:
    """Days of the contacts that a document tells."""
    return [
        r.event.when.day
        for c in desk.clusters()
        for r in c.reports
        if r.document.id == document and r.event.type == "CONSULT"
    ]


def test_a_copy_came_out_on_the_day_of_the_original(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, dated=DATED, copy=COPY)
    assert reasons(desk, ids["copy"]) == [
        ("on", date(2023, 5, 15), "is a copy of “Leaders of Armenia and Azerbaijan in Brussels” of 2023-05-15")
    ]
    (row,) = desk.redate()
    assert (row.value, row.earliest, row.latest) == ("2023-05-15", date(2023, 5, 15), date(2023, 5, 15))


def test_what_contains_a_dated_text_came_out_no_earlier(desk: Desk, tmp_path: Path) -> None:
    longer = COPY + "\nA reader in Gyumri asked what became of the bus line to Kars; nobody in the ministry knew.\n" * 9
    ids = put(desk, tmp_path, dated=DATED, longer=longer)
    assert reasons(desk, ids["longer"])[0][:2] == ("not before", date(2023, 5, 15))


def test_an_event_told_as_happened_that_others_date_is_the_earliest_day(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, diary=DIARY, undated=UNDATED)
    title = "A diary of the talks between Yerevan and Baku"
    assert reasons(desk, ids["undated"]) == [
        ("not before", date(2023, 5, 14), f"tells as happened what “{title}” puts on 2023-05-14")
    ]
    (reason,) = desk.redate()[0].because
    assert reason.documents == (ids["diary"],)
    assert {desk.cluster(event).event.when.day for event in reason.events[1:]} == {date(2023, 5, 14)}


def test_an_event_told_as_planned_that_others_report_as_held_is_the_latest_day(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, diary=DIARY, plan=PLAN)
    assert [r[:2] for r in reasons(desk, ids["plan"])] == [("not after", date(2023, 5, 25))]


def test_what_names_a_document_came_out_after_it(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, diary=DIARY, naming=NAMING, undated=UNDATED, quoted=QUOTED)
    diary, quoted = "A diary of the talks between Yerevan and Baku", "Summer notes from the Caucasus"
    assert reasons(desk, ids["naming"]) == [("not before", date(2023, 5, 31), f"names “{diary}” of 2023-05-31")]
    assert reasons(desk, ids["undated"])[1:] == [
        ("not after", date(2023, 7, 2), f"is named in “{quoted}” of 2023-07-02")
    ]
    (row,) = (row for row in desk.redate() if row.document == ids["undated"])
    assert (row.earliest, row.latest, row.value) == (date(2023, 5, 14), date(2023, 7, 2), "2023-05-14..2023-07-02")


def test_a_document_that_states_its_date_is_asked_nothing(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, dated=DATED, diary=DIARY, quoted=QUOTED)
    assert [row.document for row in desk.redate() if row.document in ids.values()] == []


def test_an_accepted_date_dates_the_text_and_undo_takes_it_back(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, dated=DATED, copy=COPY)
    copy, before = ids["copy"], desk.doctor().head[0]
    was = desk.documents([copy])[0].published
    (judgement,) = desk.accept_dates(copy)
    assert desk.documents([copy])[0].published.day == date(2023, 5, 15)
    assert days(desk, copy) == [date(2023, 5, 14)]
    assert desk.redate() == []
    assert desk.judgements()[-1].note.startswith("is a copy of")
    then = [r.document for c in desk.clusters(recorded=before) for r in c.reports if r.document.id == copy]
    assert [document.published for document in then] == [was] * len(then), "the desk as it stood"
    desk.undo(judgement)
    assert desk.documents([copy])[0].published == was
    assert len(desk.redate()) == 1
    assert not desk.doctor().faults


def test_a_given_date_outlasts_reading_again_and_adding_again(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, dated=DATED, copy=COPY)
    desk.correct(ids["copy"], {"published": "2023-05-16"})

    def given() -> bool:
        return desk.documents([ids["copy"]])[0].published.day == date(2023, 5, 16)

    head = desk.doctor().head
    assert desk.reread().documents == 0, "read as before, knowing the same"
    assert desk.add(tmp_path / "copy.txt", workers=0).known == 1
    assert desk.doctor().head == head
    assert desk.reread(coders={"contacts": code.CODERS["contacts"]}).documents == 2
    assert given()
    assert desk.add(tmp_path / "copy.txt", workers=0).documents == 1, "by all coders again"
    assert given()
    assert desk.reread().documents == 1, "the other document by all coders again"
    assert given()
    assert not desk.doctor().faults


def test_a_day_that_a_person_gives_outranks_what_the_document_states(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, dated=DATED)
    desk.correct(ids["dated"], {"published": "2022-05-15"}, note="a misprint in the header")
    assert days(desk, ids["dated"]) == [date(2022, 5, 14)]
    desk.correct(ids["dated"], {"published": "2021-05"})
    assert desk.documents()[0].published.edtf == "2021-05"
    desk.undo()
    assert days(desk, ids["dated"]) == [date(2022, 5, 14)]
    desk.undo()
    assert desk.documents()[0].published.day == date(2023, 5, 15)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"published": "in spring"}, "published cannot be 'in spring'; allowed: 2022-03-11"),
        ({"published": ".."}, "published cannot be '..'"),
        ({"published": "2023-05-20..2023-05-01"}, "published cannot be"),
        ({"title": "Another"}, "only published can be corrected"),
    ],
)
def test_other_corrections_of_a_document_are_refused(
    desk: Desk, tmp_path: Path, fields: dict[str, str], words: str
) -> None:
    ids = put(desk, tmp_path, dated=DATED)
    with pytest.raises(ValueError, match=words):
        desk.correct(ids["dated"], fields)
    assert desk.judgements() == []


def test_contradictory_reasons_are_shown_and_not_accepted(desk: Desk, tmp_path: Path) -> None:
    early = QUOTED.replace("2023-07-02", "2021-07-02")
    ids = put(desk, tmp_path, diary=DIARY, undated=UNDATED, early=early)
    (row,) = desk.redate()
    assert (row.value, [r.bound for r in row.because]) == (None, ["not before", "not after"])
    with pytest.raises(ValueError, match="contradict each other"):
        desk.accept_dates(ids["undated"])
    with pytest.raises(KeyError, match="no proposal for a document"):
        desk.accept_dates(ids["diary"])


def test_the_command_proposes_and_only_accepts_what_it_is_told(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, dated=DATED, copy=COPY)
    at = ["--desk", str(tmp_path / "desk.sqlite")]

    def dragoman(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["redate", *arguments, *at])
        return " ".join(done.stdout.split()) if done.exit_code == 0 else str(done.exception)

    assert dragoman().endswith(f"on 2023-05-15: {reasons(desk, ids['copy'])[0][2]} 1 proposal")
    row = json.loads(dragoman("--json"))
    assert (row["document"], row["value"], row["because"][0]["documents"]) == (
        ids["copy"],
        "2023-05-15",
        [ids["dated"]],
    )
    assert dragoman("--accept") == "name the documents to date, or say --all"
    assert dragoman(ids["dated"]) == "0 proposals"
    assert "no document d-none on this desk" in dragoman("d-none")
    assert dragoman("--accept", "--all").startswith("1 judgement:")
    assert dragoman() == "0 proposals"


def test_a_reading_made_elsewhere_keeps_the_given_date(desk: Desk, tmp_path: Path) -> None:
    ids = put(desk, tmp_path, dated=DATED)
    desk.correct(ids["dated"], {"published": "2022-05-15"})
    text = desk._store.text(ids["dated"]).model_copy(update={"id": "t-other", "version": "2"})
    document = desk.documents()[0].model_copy(update={"published": When()})
    desk.append(run.again(document, text, code.CODERS))
    assert days(desk, ids["dated"]) == [date(2022, 5, 14)]
