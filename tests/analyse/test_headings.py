from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from dragoman.analyse import headings
from dragoman.codebook import load
from dragoman.live import Cluster
from dragoman.record import Event

TITLES = {
    "e-video": "Meetings and Talks Between the Presidents",
    "e-stockholm": "Activities of the Ministries of Foreign Affairs",
    "e-council": "Consultations of Deputy Ministers",
    "e-claim": "Meetings with Ambassadors",
    "e-hand": "Other Contacts",
}


@pytest.fixture
def events(clusters: Sequence[Cluster]) -> Mapping[str, Event]:
    return {c.id: c.event for c in clusters}


@pytest.mark.parametrize("id", TITLES)
def test_a_contact_stands_under_the_heading_of_its_level(clusters: Sequence[Cluster], id: str) -> None:
    [(heading, _)] = headings.arranged([c for c in clusters if c.id == id])
    assert heading.many == TITLES[id]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"mode": "multilateral"}, "Multilateral Meetings and Summits of Heads of State"),
        ({"mode": "negotiate", "level": None}, "Rounds of Negotiations"),
        ({"mode": "multilateral", "level": None}, "Multilateral Meetings and Summits"),
        ({"mode": "meet", "level": "governors"}, "Meetings with Governors"),
        ({"recipients": (), "actors": ()}, "Meetings and Talks of the Heads of State"),
    ],
)
def test_mode_and_offices_choose_among_the_headings(
    clusters: Sequence[Cluster], change: dict[str, object], expected: str
) -> None:
    call = next(c for c in clusters if c.id == "e-call-1")
    changed = Cluster(call.id, call.event.model_copy(update=change), call.reports, call.origins)
    assert [heading.many for heading, _ in headings.arranged([changed])] == [expected]


def test_headings_stand_in_the_order_of_the_file_and_hold_each_contact_once(clusters: Sequence[Cluster]) -> None:
    found = headings.arranged(reversed([c for c in clusters if c.event.type == "CONSULT"]))
    assert [heading.many for heading, _ in found] == [
        "Meetings and Talks Between the Presidents", "Activities of the Ministries of Foreign Affairs",
        "Consultations of Deputy Ministers", "Meetings with Ambassadors", "Other Contacts",
    ]  # fmt: skip
    assert sorted(c.id for _, some in found for c in some) == sorted(
        c.id for c in clusters if c.event.type == "CONSULT"
    )


def test_acts_stand_under_the_title_of_their_kind_in_the_order_of_the_file(clusters: Sequence[Cluster]) -> None:
    [agreed] = [c for c in clusters if c.id == "e-agreed"]
    types = ("ASSAULT", "FLATTER", "COERCE", "ACCUSE", "AID", "CONCEDE", "SANCTION", "AGREE")
    acts = [Cluster(t, agreed.event.model_copy(update={"type": t}), agreed.reports, 1) for t in types]
    assert [(title, [c.id for c in some]) for title, some in headings.grouped(acts)] == [
        ("Agreements, Support and Concessions", ["CONCEDE", "AGREE"]),
        ("Cooperation, Aid and Conciliatory Steps", ["AID"]),
        ("Demands, Refusals, Accusations and Threats", ["ACCUSE"]),
        ("Sanctions and Coercive Measures", ["COERCE", "SANCTION"]),
        ("Troop Movements and Attacks", ["ASSAULT"]),
        ("Other Events", ["FLATTER"]),
    ]


def test_every_type_but_contacts_has_a_title_and_a_word_to_be_counted_by(events: Mapping[str, Event]) -> None:
    types = [table["type"] for table in load().codebook.values() if table["type"] != "CONSULT"]
    some = [events["e-agreed"].model_copy(update={"type": type}) for type in types]
    acts = [Cluster(event.type, event, (), 0) for event in some]
    assert "Other Events" not in dict(headings.grouped(acts))
    assert "other event" not in headings.in_words(some, "kinds")


def test_events_are_counted_by_mode_most_first(events: Mapping[str, Event]) -> None:
    some = [events["e-video"], events["e-call-1"], events["e-call-2"]]
    assert headings.in_words(some) == "2 telephone conversations and 1 video conference"
    assert headings.in_words([events["e-agreed"], events["e-claim"]], "kinds") == "1 agreement and 1 other event"
