"""Identities across readings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.carry import carry, reanchor
from dragoman.record import Coding, Event, Link, Party, Statement, Text
from dragoman.when import When

BODY = (
    "Weekly note\n\nOn 3 May the foreign ministers met in Brest. On 9 May they met again in Minsk and signed a plan.\n\n"
    "Hanna Sokol said that the talks were useful. The governors met in Gomel, she added.\n"
)
CODING = Coding(coder="hand", version="1", confidence=1)
RUS, BLR = (Party(kind="state", name=n, country=c) for n, c in (("Russia", "RUS"), ("Belarus", "BLR")))


def text(body: str = BODY, id: str = "t-1") -> Text:
    return Text(id=id, document="d-1", reader="plain", version="1", sha256="", body=body)


def event(page: Text, sentence: str, trigger: str, id: str, day: date | None = None, **fields: object) -> Event:
    """An event at the first such trigger inside the sentence that begins with these words."""
    start = page.body.index(sentence)
    end = page.body.index(".", start) + 1
    at = page.body.index(trigger, start, end)
    given = {"type": "CONSULT", "mode": "meet", "actors": (BLR, RUS), **fields}
    return Event(
        id=id, document="d-1", when=When.on(day) if day else When(), trigger=page.span(at, at + len(trigger)),
        evidence=(page.span(start, end),), coding=CODING, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def statement(page: Text, id: str, event: str | None = None) -> Statement:
    start = page.body.index("Hanna Sokol said")
    end = page.body.index(".", start) + 1
    return Statement(
        id=id, document="d-1", speaker=Party(kind="person", name="Hanna Sokol"), kind="indirect", event=event,
        trigger=page.span(start + 12, start + 16), spans=(page.span(start + 22, end),),
        evidence=(page.span(start, end),), coding=CODING,
    )  # fmt: skip


def ids(records: object) -> list[str]:
    return [r.id for r in records]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        (BODY, "met in Brest", "met in Brest"),
        (BODY.removeprefix("Weekly note\n\n"), "met again", "met again"),
        (BODY.replace("On 3 May the foreign ministers met in Brest. ", ""), "met", None),  # the first "met" is gone
        (BODY.replace("met in Brest", "met  in\nBrest"), "met in Brest", "met  in\nBrest"),
        (BODY.replace("Brest", "Grodno"), "Brest", None),
        ("", "met", None),
    ],
)
def test_words_are_found_again_or_given_up(body: str, words: str, expected: str | None) -> None:
    old = text()
    start = old.body.index(words)
    found = reanchor(old.span(start, start + len(words)), text(body, "t-2"))
    assert (found.exact if found else None) == expected


def test_the_second_of_two_equal_sentences_stays_the_second() -> None:
    line = "They talked for an hour in the old town hall. "
    old, new = text("A. " + line * 3), text("Header of the day\n\nA. " + line * 3, "t-2")
    start = 3 + len(line)
    found = reanchor(old.span(start, start + len(line) - 1), new)
    assert found is not None
    assert found.start == start + len("Header of the day\n\n")


def test_the_same_reading_changes_nothing() -> None:
    page = text()
    records = (
        event(page, "On 3 May", "met", "e-1", date(2022, 5, 3)),
        event(page, "On 9 May", "met", "e-2", date(2022, 5, 9)),
        event(page, "On 9 May", "signed", "e-3", type="AGREE", mode=None, parent="e-2"),
        statement(page, "s-1", "e-3"),
        Link(id="l-1", document="d-1", source="s-1", target="e-2", kind="because of", evidence=(), coding=CODING),
    )
    assert carry(records, records, page) == (records, (), ())


def test_shifted_offsets_other_dates_and_other_names_keep_the_ids() -> None:
    page, later = text(), text(BODY.removeprefix("Weekly note\n\n"), "t-2")
    old: list[Event | Statement | Link] = [
        event(page, "On 3 May", "met", "e-1", date(2022, 5, 3)),
        event(page, "On 9 May", "met", "e-2", date(2022, 5, 9)),
        event(page, "On 9 May", "signed", "e-3", type="AGREE", mode=None),
        statement(page, "s-1", "e-3"),
    ]
    new: list[Event | Statement | Link] = [
        event(later, "On 9 May", "signed", "n-1", type="AGREE", mode=None, actors=(RUS,), parent="n-2"),
        event(later, "On 9 May", "met", "n-2", date(2022, 5, 10), actors=(RUS,)),
        event(later, "On 3 May", "met", "n-3", date(2022, 5, 4), actors=(RUS,)),
        statement(later, "n-4", "n-1"),
        Link(id="l-1", document="d-1", source="n-4", target="n-2", kind="because of", evidence=(), coding=CODING),
    ]
    carried = carry(old, new, later)
    assert ids(carried.records) == ["e-3", "e-2", "e-1", "s-1", "l-1"]
    signed, _, _, said, link = carried.records
    assert isinstance(signed, Event)
    assert isinstance(said, Statement)
    assert isinstance(link, Link)
    assert (signed.parent, said.event, link.source, link.target) == ("e-2", "e-3", "s-1", "e-2")


def test_another_trigger_in_the_sentence_is_the_same_event_only_where_the_type_is() -> None:
    page = text()
    old = [event(page, "On 9 May", "met", "e-1")]
    assert ids(carry(old, [event(page, "On 9 May", "again", "n-1")], page).records) == ["e-1"]
    other = carry(old, [event(page, "On 9 May", "signed", "n-1", type="AGREE", mode=None)], page)
    assert (ids(other.records), other.lost) == (["n-1"], ("e-1",))


def test_a_trigger_coded_as_another_type_keeps_its_id() -> None:
    page = text()
    carried = carry(
        [event(page, "On 9 May", "met", "e-1")], [event(page, "On 9 May", "met", "n-1", type="AGREE")], page
    )
    assert ids(carried.records) == ["e-1"]


def test_of_two_events_at_one_word_each_keeps_its_own_people() -> None:
    page = text()
    old = [
        event(page, "The governors", "met", "e-1", actors=(RUS,)),
        event(page, "The governors", "met", "e-2", actors=(BLR,)),
    ]
    new = [
        event(page, "The governors", "met", "e-1", actors=(BLR,)),
        event(page, "The governors", "met", "e-2", actors=(RUS,)),
    ]
    assert ids(carry(old, new, page).records) == ["e-2", "e-1"]


def test_an_item_that_was_lost_is_listed_and_comes_back_under_its_id() -> None:
    page = text()
    first, second = event(page, "On 3 May", "met", "e-1"), event(page, "On 9 May", "met", "e-2")
    assert carry([first, second], [second], page).lost == ("e-1",)
    assert ids(carry([first, second], [second, event(page, "On 3 May", "met", "n-9")], page).records) == ["e-2", "e-1"]


def test_words_that_the_new_text_no_longer_has_are_listed() -> None:
    page, later = text(), text(BODY.replace("On 3 May the foreign ministers met in Brest. ", ""), "t-2")
    carried = carry([event(page, "On 3 May", "met", "e-1"), event(page, "On 9 May", "met", "e-2")], [], later)
    assert (carried.lost, carried.adrift) == (("e-1", "e-2"), ("e-1",))


def test_a_new_item_never_takes_the_id_of_another_by_accident() -> None:
    page = text()
    carried = carry([event(page, "On 3 May", "met", "e-1")], [event(page, "The governors", "met", "e-1")], page)
    assert (ids(carried.records), carried.lost) == (["e-1.2"], ("e-1",))


@st.composite
def codings(draw: st.DrawFn, page: Text, mark: str) -> list[Event]:
    spots = [("On 3 May", "met"), ("On 9 May", "met"), ("On 9 May", "signed"), ("The governors", "met")]
    chosen = draw(st.lists(st.tuples(st.sampled_from(spots), st.sampled_from(["CONSULT", "AGREE"])), max_size=6))
    return [event(page, *spot, f"{mark}-{n}", type=kind) for n, (spot, kind) in enumerate(chosen)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_old_id_is_taken_over_once_or_listed_as_lost(data: st.DataObject) -> None:
    page, later = text(), text("Seen at noon.\n" + BODY, "t-2")
    old = data.draw(codings(page, "e"))
    new = data.draw(codings(later, data.draw(st.sampled_from(["e", "n"]))))
    carried = carry(old, new, later)
    kept = ids(carried.records)
    assert len(set(kept)) == len(new)
    assert {*kept, *carried.lost} >= set(ids(old))
    assert not set(kept) & set(carried.lost)
    latest = {r.id: r for r in (*old, *carried.records)}
    assert carry(list(latest.values()), carried.records, later).records == carried.records
