"""People's judgements over the reports of a desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from dragoman.live import view
from dragoman.live.judge import accept, correct, correct_field, not_same, reject, same, undo
from dragoman.record import Coding, Document, Event, Judgement, Party, Report, Span
from dragoman.when import When

AT = datetime(2024, 5, 1, tzinfo=UTC)
BY = {"by": "ana", "at": AT}
LUKA, PUTIN, LAVROV = (
    Party(kind="person", name=n, entity=e, country=c)
    for n, e, c in (
        ("Alexander Lukashenko", "luka", "BLR"), ("Vladimir Putin", "putin", "RUS"), ("Sergey Lavrov", "lavrov", "RUS"),
    )
)  # fmt: skip


def told(name: str, day: int, *who: Party, dropped: bool = False, **fields: object) -> Report:
    """A report of a meeting in May 2022; the first letter of its name is its document."""
    document = f"d-{name[0]}"
    span = Span(document=document, text=document, start=0, end=10, exact=f"{name:10}")
    given = {"mode": "meet", "actors": who or (LUKA, PUTIN), **fields}
    event = Event(
        id=name, document=document, type="CONSULT", when=When.on(date(2022, 5, day)), trigger=span, evidence=(span,),
        coding=Coding(coder="hand", version="1", confidence=1), **given,  # type: ignore[arg-type]
    )  # fmt: skip
    paper = Document(id=document, sha256="", retrieved=AT, published=When.on(date(2022, 6, ord(name[0]) % 30)))
    return Report(event, paper, document, 1, dropped)


def shown(reports: Sequence[Report], judgements: Sequence[Judgement], **how: bool) -> list[list[str]]:
    return [sorted(r.event.id for r in c.reports) for c in view(reports, judgements, **how)]


A, B, C = told("a", 3), told("b", 3), told("c", 3)
OTHER = told("d", 20, LUKA, LAVROV)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("date", "2022-03-11", {"when": When.on(date(2022, 3, 11))}),
        ("when", "2022-02", {"when": When(earliest=date(2022, 2, 1), latest=date(2022, 2, 28), basis="stated")}),
        ("date", "2022", {"when": When(earliest=date(2022, 1, 1), latest=date(2022, 12, 31), basis="stated")}),
        ("date", "2022-03-01..2022-03-20", {"when": When(earliest=date(2022, 3, 1), latest=date(2022, 3, 20), basis="stated")}),
        ("date", "2022-06-29/2022-07-01",
         {"when": When(earliest=date(2022, 6, 29), latest=date(2022, 7, 1), lasts=True, basis="stated")}),
        ("date", "unknown", {"when": When()}),
        ("type", "AGREE", {"type": "AGREE"}),
        ("mode", "unknown", {"mode": None}),
        ("level", "foreign ministers", {"level": "foreign ministers"}),
        ("round", "3", {"round": 3}),
        ("status", "called off", {"status": "called off"}),
        ("standing", "denied", {"standing": "denied"}),
        ("negated", "yes", {"negated": True}),
        ("duration", "five hours", {"duration": "five hours"}),
        ("format", "unknown", {"format": None}),
        ("place", "Sochi", {"place": "Sochi", "place_country": None}),
        ("host", "BLR", {"host": Party(kind="state", name="BLR", country="BLR")}),
        ("host", "unknown", {"host": None}),
        ("actors", "Vladimir Putin (RUS, president); BLR",
         {"actors": (PUTIN.model_copy(update={"role": "president"}), Party(kind="state", name="BLR", country="BLR"))}),
        ("participants", "OSCE [body]", {"actors": (Party(kind="body", name="OSCE"),), "recipients": ()}),
        ("recipients", "Olga Novak (CZE)", {"recipients": (Party(kind="person", name="Olga Novak", country="CZE"),)}),
    ],
)  # fmt: skip
def test_a_correction_sets_one_field(field: str, value: str, expected: dict[str, object]) -> None:
    event = told("a", 3, place="Minsk", place_country="BLR", format="Normandy", mode="meet", host=LUKA).event
    assert correct_field(event, field, value) == event.model_copy(update=expected)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("date", "11 March", "date of a cannot be '11 March'; allowed: 2022-03-11, "),
        ("date", "2022-02-30", "allowed: 2022-03-11"),
        ("date", "2022-05-02..2022-05-01", "allowed: 2022-03-11"),
        ("mode", "telephone", "allowed: meet, visit, phone"),
        ("status", "unknown", "allowed: happened, "),
        ("level", "king", "allowed: heads of state, "),
        ("round", "third", "a number from 1"),
        ("type", "meeting", "a PLOVER event type"),
        ("actors", "Vladimir Putin", "Vladimir Putin \\(RUS, president\\)"),
        ("host", "BLR; RUS", "one party"),
        ("negated", "maybe", "true, false"),
        ("coding", "x", "field 'coding' of a cannot be corrected; allowed: date, when, type"),
    ],
)
def test_a_wrong_correction_says_what_is_allowed(field: str, value: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        correct(A.event, field, value, **BY)  # type: ignore[arg-type]


def test_a_rejected_report_is_hidden_and_shown_when_asked() -> None:
    no = reject(A.event, **BY)  # type: ignore[arg-type]
    assert shown([A, OTHER], [no]) == [["d"]]
    assert shown([A, OTHER], [no], rejected=True) == [["a"], ["d"]]
    assert view([A], [no], rejected=True)[0].flags == ("rejected",)


def test_a_rejection_leaves_the_other_reports_of_the_event() -> None:
    assert shown([A, B], [reject(A.event, **BY)]) == [["b"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("later", "changed"),
    [
        (told("a", 9), {}),
        (told("a", 3, mode="visit", level="government"), {}),
        (told("a", 3, PUTIN, LUKA), {}),
        (told("a", 3, LUKA, LAVROV), {
            "actors": ("Alexander Lukashenko; Vladimir Putin", "Alexander Lukashenko; Sergey Lavrov")}),
        (told("a", 3, status="planned"), {"status": ("happened", "planned")}),
    ],
)  # fmt: skip
def test_a_rejection_holds_while_type_parties_and_status_do(later: Report, changed: dict[str, object]) -> None:
    clusters = view([later], [reject(A.event, **BY)])  # type: ignore[arg-type]
    assert [(c.flags, c.changed) for c in clusters] == ([(("changed since rejected",), changed)] if changed else [])


def test_what_a_reading_drops_goes_unless_people_worked_on_it() -> None:
    gone = told("a", 3, dropped=True)
    assert view([gone]) == []
    assert view([gone], [reject(A.event, **BY)], rejected=True) == []  # type: ignore[arg-type]
    for judgement in (accept(A.event, **BY), correct(A.event, "mode", "visit", **BY), same(A.event, OTHER.event, **BY)):  # type: ignore[arg-type]
        assert "kept by judgement" in view([gone], [judgement])[0].flags


def test_corrections_win_over_every_count_and_the_newest_wins() -> None:
    words = [correct(A.event, "mode", m, **BY) for m in ("phone", "visit")]  # type: ignore[arg-type]
    [cluster] = view([A, B, C], words)
    assert (cluster.event.mode, cluster.flags) == ("visit", ("corrected",))
    assert [(v.value, v.reports) for v in cluster.disputed["mode"]] == [("meet", ("b", "c")), ("visit", ("a",))]


def test_a_corrected_report_is_merged_by_what_it_was_corrected_to() -> None:
    other = told("b", 9)
    assert shown([A, other], []) == [["a"], ["b"]]
    assert shown([A, other], [correct(A.event, "date", "2022-05-09", **BY)]) == [["a", "b"]]  # type: ignore[arg-type]


def test_undo_takes_back_and_undoing_the_undo_brings_back() -> None:
    no = reject(A.event, **BY)  # type: ignore[arg-type]
    back = undo(no, **BY)  # type: ignore[arg-type]
    again = undo(back, **BY)  # type: ignore[arg-type]
    assert [shown([A], words) for words in ([no], [no, back], [no, back, again])] == [[], [["a"]], []]


def test_an_undone_correction_uncovers_the_one_before() -> None:
    first, second = (correct(A.event, "mode", m, **BY) for m in ("phone", "visit"))  # type: ignore[arg-type]
    assert view([A], [first, second, undo(second, **BY)])[0].event.mode == "phone"  # type: ignore[arg-type]


def test_same_joins_over_others_and_over_days() -> None:
    far = told("e", 28)
    words = [same(A.event, OTHER.event, **BY), same(OTHER.event, far.event, **BY)]  # type: ignore[arg-type]
    assert shown([A, OTHER, far], words) == [["a", "d", "e"]]
    assert shown([A, far], words) == [["a", "e"]]


def test_same_takes_the_company_of_both_along() -> None:
    assert shown([A, B, OTHER], [same(A.event, OTHER.event, **BY)]) == [["a", "b", "d"]]  # type: ignore[arg-type]


def test_split_and_then_a_new_report_is_still_split() -> None:
    apart = not_same(A.event, B.event, **BY)  # type: ignore[arg-type]
    assert shown([A, B], [apart]) == [["a"], ["b"]]
    assert shown([A, B, C], [apart]) == [["a", "c"], ["b"]]
    assert shown([C, B, A], [apart]) == [["a", "c"], ["b"]]
    nearer = told("c", 3, place="Brest")
    assert shown([A, told("b", 3, place="Brest"), nearer], [apart]) == [["a"], ["b", "c"]]


def test_the_newest_of_contradicting_words_wins() -> None:
    yes, no = same(A.event, B.event, **BY), not_same(A.event, B.event, **BY)  # type: ignore[arg-type]
    assert shown([A, B], [yes, no]) == [["a"], ["b"]]
    assert shown([A, B], [no, yes]) == [["a", "b"]]
    circle = [same(A.event, B.event, **BY), same(B.event, C.event, **BY), not_same(A.event, C.event, **BY)]  # type: ignore[arg-type]
    assert shown([A, B, C], circle) == [["a"], ["b", "c"]]


def test_two_equal_judgements_differ_by_time() -> None:
    made = [accept(A.event, by="ana", at=AT + timedelta(seconds=later)) for later in (0, 0, 1)]
    assert len({j.id for j in made}) == 2


def test_an_accepted_report_that_is_coded_otherwise_says_so() -> None:
    [cluster] = view([told("a", 3, LUKA, LAVROV)], [accept(A.event, **BY)])  # type: ignore[arg-type]
    assert cluster.flags == ("changed since accepted", "accepted")
    assert set(cluster.changed) == {"actors"}
