"""Judgements through the desk: of many events at once, on top of corrections, and back again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dragoman import run
from dragoman.desk import Desk
from dragoman.record import Bundle
from dragoman.source import Source

ADDED = datetime(2026, 1, 5, tzinfo=UTC)
MARCH = "On 1 March 2019 Alexander Lukashenko met Petro Poroshenko in Minsk."
MAY = "On 10 May 2019 Alexander Lukashenko met Petro Poroshenko in Minsk."
JUNE = "On 5 June 2019 Sergey Lavrov met Vladimir Makei in Moscow."


def _add(desk: Desk, *bodies: str) -> list[str]:
    """Ids of the first event of each body, each a document of its own."""
    ids = []
    for number, body in enumerate(bodies):
        [made] = run.work(Source(f"{number}.txt", body.encode(), ADDED))
        assert isinstance(made, Bundle)
        desk.append(made)
        ids.append(made.records[0].id)
    return ids


def _shown(desk: Desk) -> list[str]:
    return [row.id for row in desk.contacts()]


def test_undo_takes_back_all_that_one_command_judged(desk: Desk) -> None:
    march, may, june = _add(desk, MARCH, MAY, JUNE)
    desk.reject(march)
    assert len(desk.reject(may, june)) == 2
    assert _shown(desk) == []
    desk.undo()
    assert _shown(desk) == [may, june]
    desk.undo()
    assert _shown(desk) == [march, may, june]


def test_an_undoing_is_taken_back_by_its_id(desk: Desk) -> None:
    [march] = _add(desk, MARCH)
    desk.reject(march)
    [back] = desk.undo()
    assert _shown(desk) == [march]
    [again] = desk.undo(back)
    assert _shown(desk) == []
    desk.undo(again)
    assert _shown(desk) == [march]
    with pytest.raises(KeyError, match="stands to be undone"):
        desk.undo(again)


def test_an_event_named_twice_is_judged_once(desk: Desk) -> None:
    [march] = _add(desk, MARCH)
    assert len(desk.reject(march, march)) == 1
    with pytest.raises(ValueError, match="two events or more"):
        desk.not_same(march, march)


def test_a_corrected_event_can_be_rejected(desk: Desk) -> None:
    [march] = _add(desk, MARCH)
    desk.correct(march, {"actors": "Andrzej Duda (POL, president); BLR", "status": "planned"})
    desk.reject(march)
    assert desk.clusters() == []


def test_a_corrected_event_is_not_changed_since_accepted(desk: Desk) -> None:
    [march] = _add(desk, MARCH)
    desk.correct(march, {"actors": "Andrzej Duda (POL, president); BLR"})
    desk.accept(march)
    assert [row.flags for row in desk.contacts()] == [("accepted", "corrected")]


def test_the_mode_of_a_planned_contact_can_be_corrected(desk: Desk) -> None:
    [planned] = _add(desk, "Alexander Lukashenko will visit Moscow on 5 May 2019.")
    desk.correct(planned, {"mode": "video", "status": "called off"})
    assert [(row.mode, row.status) for row in desk.contacts(planned=True)] == [("video", "called off")]
    desk.correct(planned, {"mode": "unknown"})
    assert [row.mode for row in desk.contacts(planned=True)] == [None]
    desk.correct(planned, {"type": "CONSULT", "mode": "visit", "status": "happened"})
    assert [(row.mode, row.status) for row in desk.contacts()] == [("visit", "happened")]


def test_an_event_is_judged_with_the_company_it_was_corrected_into(desk: Desk) -> None:
    march, may = _add(desk, MARCH, MAY)
    desk.correct(march, {"date": "2019-05-10"})
    [row] = desk.contacts()
    assert len(row.documents) == 2
    assert {report.event.id for report in desk.cluster(march).reports} == {march, may}
    desk.reject(march)
    assert _shown(desk) == []


def test_any_report_of_an_event_stands_for_all_of_it(desk: Desk) -> None:
    one, other = _add(desk, MARCH, f"{MARCH} They spoke for an hour.")
    [row] = desk.contacts()
    for id in (one, other):
        desk.reject(id)
        assert _shown(desk) == []
        desk.undo()
        assert _shown(desk) == [row.id]


def test_an_undated_event_is_judged_with_its_copies_and_what_people_joined_to_it(desk: Desk) -> None:
    told = "Alexander Lukashenko met Petro Poroshenko in Minsk, and both spoke of trade and of the border for an hour."
    one, copy, march, again = _add(desk, told, f"{told}\n", MARCH, f"{MARCH} Trade was the topic.")
    assert {r.event.id for r in desk.cluster(one).reports} == {one, copy}
    desk.same(one, march)
    assert {r.event.id for r in desk.cluster(copy).reports} == {one, copy, march, again}


def test_not_the_same_holds_between_all_that_are_named(desk: Desk) -> None:
    ids = _add(desk, MARCH, f"{MARCH} They spoke for an hour.", f"{MARCH} Trade was the topic.")
    assert len(_shown(desk)) == 1
    assert len(desk.not_same(*ids)) == 3
    assert sorted(_shown(desk)) == sorted(ids)


def test_an_event_entered_by_hand_is_rejected_and_comes_back(desk: Desk) -> None:
    id = desk.enter({"date": "2019-03-09", "mode": "meet", "actors": "BLR; POL"})
    desk.reject(id)
    assert _shown(desk) == []
    desk.undo()
    assert _shown(desk) == [id]


@pytest.mark.parametrize("recorded", [-1, 1])
def test_a_journal_entry_that_is_not_there_is_refused(desk: Desk, recorded: int) -> None:
    assert desk.contacts(recorded=0) == []
    for ask in (desk.contacts, desk.chronicle, desk.actors, desk.statements, desk.clusters):
        with pytest.raises(ValueError, match=f"no journal entry {recorded}; the last is 0"):
            ask(recorded=recorded)
    with pytest.raises(ValueError, match="the last is 0"):
        desk.search("Minsk", recorded=recorded)
