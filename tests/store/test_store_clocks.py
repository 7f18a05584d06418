"""What is found at which clock: readings, judgements, origins, days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dragoman.record import Bundle, Judgement
from dragoman.store import Store
from dragoman.when import When

AT = datetime(2026, 1, 1, tzinfo=UTC)
Make = Callable[..., Bundle]
BODY = "The ministers met in Minsk and spoke."


def on(month: int, day: int) -> When:
    return When.on(date(2022, month, day))


def judged(id: str, verdict: str, *about: str, **more: str) -> Judgement:
    fields = {"id": id, "about": about or ("e-0",), "verdict": verdict, "by": "ana", "at": AT, **more}
    return Judgement.model_validate(fields)


@pytest.mark.parametrize(
    ("when", "start", "end", "wide", "found"),
    [
        (on(3, 11), date(2022, 3, 11), date(2022, 3, 11), False, True),
        (on(3, 11), date(2022, 3, 12), date(2022, 3, 31), False, False),
        (on(3, 11), None, date(2022, 3, 10), False, False),
        (on(3, 11), date(2022, 3, 1), None, False, True),
        (When(earliest=date(2022, 4, 1), latest=date(2022, 5, 31)), date(2022, 5, 31), date(2022, 6, 30), False, True),
        (When(earliest=date(2022, 4, 1), latest=date(2022, 5, 31)), date(2022, 6, 1), date(2022, 6, 30), False, False),
        (When(earliest=date(2014, 1, 1), latest=date(2025, 12, 31)), date(2022, 6, 1), date(2022, 6, 1), False, True),
        (When(earliest=date(2022, 6, 28), latest=date(2022, 7, 4)), date(2022, 7, 4), date(2022, 7, 9), False, True),
        (When(earliest=date(2022, 6, 27), latest=date(2022, 7, 4)), date(2022, 7, 4), date(2022, 7, 9), False, True),
        (When(earliest=date(2022, 1, 1)), date(2022, 6, 1), date(2022, 6, 30), False, False),
        (When(earliest=date(2022, 1, 1)), date(2022, 6, 1), date(2022, 6, 30), True, True),
        (When(earliest=date(2022, 7, 1)), date(2022, 6, 1), date(2022, 6, 30), True, False),
        (When(latest=date(2022, 1, 1)), date(2022, 6, 1), date(2022, 6, 30), True, False),
        (When(latest=date(2022, 7, 1)), date(2022, 6, 1), date(2022, 6, 30), True, True),
        (When(), date(2022, 6, 1), date(2022, 6, 30), True, True),
        (When(), date(2022, 6, 1), date(2022, 6, 30), False, False),
        (When(), None, None, False, True),
    ],
)
@pytest.mark.parametrize("states", [(), ("BLR",), ("RUS", "BLR")])
def test_an_interval_is_found_by_the_days_it_may_share(
    store: Store, make: Make, when: When, start: date | None, end: date | None, wide: bool, found: bool,
    states: tuple[str, ...],
) -> None:  # fmt: skip
    store.append(make("1", BODY, when=when), AT, "ana")
    assert bool(store.reports(states=states, start=start, end=end, wide=wide)) is found


def test_all_asked_states_take_part_or_are_the_host(store: Store, make: Make) -> None:
    store.append(make("1", BODY, states=("BLR", "RUS"), host="TUR"), AT, "ana")
    asked = [("BLR",), ("BLR", "RUS"), ("TUR", "RUS"), ("BLR", "UKR"), ("UKR",)]
    assert [len(store.reports(states=states)) for states in asked] == [1, 1, 1, 0, 0]


def test_filters_by_type_mode_id_and_document(store: Store, make: Make) -> None:
    store.append(make("1", BODY, mode="meet"), AT, "ana")
    store.append(make("2", "They called and spoke.", mode="phone", triggers=("called",)), AT, "ana")
    one, two = (r.event.id for r in store.reports())
    assert [r.event.id for r in store.reports(modes=["phone"])] == [two]
    assert [r.event.id for r in store.reports(types=["AGREE"])] == []
    assert [r.event.id for r in store.reports(types=["CONSULT"], ids=[one])] == [one]
    assert [r.event.id for r in store.reports(documents=["d-2"])] == [two]
    assert store.reports(documents=["d-3"]) == []


def test_both_clocks_together(store: Store, make: Make) -> None:
    undated = When(earliest=date(2022, 4, 1), latest=date(2022, 5, 31))
    store.append(make("1", BODY, when=on(3, 1), published=undated), AT, "ana")
    store.append(make("2", BODY + " Again.", when=on(3, 1), published=on(4, 2)), AT, "ana")
    store.append(make("1", BODY, when=on(3, 2), published=undated, coder="2"), AT, "ana")

    def seen(as_of: date | None, recorded: int | None) -> list[tuple[str, int, int]]:
        reports = store.reports(as_of=as_of, recorded=recorded)
        return [(r.document.id, r.event.when.day.day if r.event.when.day else 0, r.recorded) for r in reports]

    assert seen(None, None) == [("d-2", 1, 2), ("d-1", 2, 3)]
    assert seen(None, 2) == [("d-1", 1, 1), ("d-2", 1, 2)]
    assert seen(None, 1) == [("d-1", 1, 1)]
    assert seen(None, 0) == []
    assert seen(date(2022, 4, 30), None) == [("d-2", 1, 2)]
    assert seen(date(2022, 5, 31), 1) == [("d-1", 1, 1)]
    assert seen(date(2022, 5, 30), 1) == []
    assert [d.id for d in store.documents(as_of=date(2022, 4, 30))] == ["d-2"]


def test_an_undated_document_is_public_the_day_it_was_added(store: Store, make: Make) -> None:
    store.append(make("1", BODY, retrieved=datetime(2022, 5, 9, tzinfo=UTC)), AT, "ana")
    assert store.reports(as_of=date(2022, 5, 8)) == []
    assert len(store.reports(as_of=date(2022, 5, 9))) == 1


def test_reading_an_undated_document_again_does_not_move_the_day_it_became_public(store: Store, make: Make) -> None:
    store.append(make("1", BODY, retrieved=datetime(2022, 5, 9, tzinfo=UTC)), AT, "ana")
    store.append(make("1", BODY, retrieved=datetime(2022, 8, 1, tzinfo=UTC), coder="2"), AT, "ana")
    assert len(store.reports(as_of=date(2022, 5, 9))) == 1
    assert list(store.verify()) == []


def test_an_origin_at_a_clock_knows_only_the_documents_of_that_clock(store: Store, make: Make) -> None:
    halves = (
        "Ana met Bo in the old town hall on Monday. " * 1,
        "Cem then flew to the far northern port to sign papers. ",
    )
    store.append(make("b", halves[0], published=on(1, 1)), AT, "ana")
    store.append(make("c", halves[1] + "They met.", published=on(1, 2)), AT, "ana")
    store.append(make("a", halves[0] + halves[1], published=on(3, 1)), AT, "ana")

    def origins(**clock: object) -> list[str]:
        return [r.origin for r in store.reports(**clock)]  # type: ignore[arg-type]

    assert origins() == ["d-a", "d-a", "d-a"]
    assert origins(recorded=2) == ["d-b", "d-c"]
    assert origins(as_of=date(2022, 2, 1)) == ["d-b", "d-c"]
    assert origins(as_of=date(2022, 3, 1), recorded=3) == ["d-a", "d-a", "d-a"]


@pytest.mark.parametrize(
    ("verdict", "kept"), [("accepted", True), ("same", True), ("corrected", True), ("rejected", False)]
)
def test_a_judgement_keeps_what_a_newer_reading_drops(store: Store, make: Make, verdict: str, kept: bool) -> None:
    store.append(make("1", BODY, when=on(3, 11)), AT, "ana")
    id = store.reports()[0].event.id
    store.judge([judged("j-1", verdict, id)], AT)
    store.append(make("1", BODY, coder="2", triggers=()), AT, "ana")
    asked: dict[str, Any] = {"states": ["BLR"], "start": date(2022, 3, 1), "end": date(2022, 3, 31)}
    assert [(r.event.id, r.dropped) for r in store.reports(**asked)] == ([(id, True)] if kept else [])
    assert [r.dropped for r in store.reports(recorded=2)] == [False]
    assert [r.dropped for r in store.stream()] == ([True] if kept else [])
    store.judge([judged("j-2", "undone", id, undoes="j-1")], AT)
    assert store.reports() == []
    store.judge([judged("j-3", "undone", id, undoes="j-2")], AT)
    assert [r.dropped for r in store.reports()] == ([True] if kept else [])
    assert [r.dropped for r in store.reports(recorded=4)] == []


def test_what_is_coded_again_is_not_kept_twice(store: Store, make: Make) -> None:
    store.append(make("1", BODY, when=on(3, 11)), AT, "ana")
    id = store.reports()[0].event.id
    store.judge([judged("j-1", "accepted", id)], AT)
    store.append(make("1", BODY, coder="2", triggers=()), AT, "ana")
    store.append(make("1", BODY, coder="3", when=on(6, 1)), AT, "ana")
    assert [(r.event.id, r.event.when.day, r.dropped) for r in store.reports()] == [(id, date(2022, 6, 1), False)]
    assert store.reports(start=date(2022, 3, 1), end=date(2022, 3, 31)) == []
    assert store.record(id, recorded=1) != store.record(id)


def test_a_corrected_event_and_the_same_events_come_with_the_question(store: Store, make: Make) -> None:
    store.append(make("1", BODY, when=on(3, 11)), AT, "ana")
    store.append(make("2", "Ana met Bo.", when=on(5, 1)), AT, "ana")
    store.append(make("3", "Cem met Dia.", when=on(7, 1)), AT, "ana")
    first, second, third = (r.event.id for r in store.reports())
    march: dict[str, Any] = {"start": date(2022, 3, 1), "end": date(2022, 3, 31)}
    assert [r.event.id for r in store.reports(**march)] == [first]
    store.judge(
        [judged("j-1", "same", first, second), judged("j-2", "corrected", third, field="when", value="2022-03-09")], AT
    )
    assert [r.event.id for r in store.reports(**march)] == [first, second, third]
    assert [r.event.id for r in store.reports(**march, recorded=3)] == [first]


def test_judgements_come_back_in_order_and_only_once(store: Store, make: Make) -> None:
    made = [judged("j-2", "accepted"), judged("j-1", "rejected"), judged("j-3", "undone", undoes="j-1")]
    assert store.judge(made, AT) == 3
    assert store.judge(made, AT) == 0
    assert store.judgements() == made
    assert store.judgements(recorded=2) == made[:2]


def test_a_new_reading_keeps_ids_when_a_header_goes(store: Store, make: Make) -> None:
    store.append(make("1", "They met before. " + BODY, triggers=("met in",)), AT, "ana")
    id = store.reports()[0].event.id
    store.append(make("1", BODY, triggers=("met in",), reader="2"), AT, "ana")
    assert [(r.event.id, r.event.trigger.text) for r in store.reports()] == [(id, "t-1-2")]
    assert store.search("before") == []
    assert [hit.start for hit in store.search("before", recorded=1)] == [0]
