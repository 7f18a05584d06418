from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.analyse.contacts import Disputed, Participant, Told, contacts
from dragoman.live import Cluster

KEYS = [
    "id", "date_start", "date_end", "mode", "level", "host", "place", "format", "round", "parent", "status", "standing",
    "duration", "participants", "evidence",
]  # fmt: skip


def test_contacts_stand_by_day_then_level_and_only_what_took_place(clusters: Sequence[Cluster]) -> None:
    rows = list(contacts(reversed(clusters)))
    assert [row.id for row in rows] == [
        "e-winter", "e-stockholm", "e-video", "e-call-1", "e-claim", "e-geneva", "e-council", "e-jan21", "e-call-2",
        "e-hand",
    ]  # fmt: skip


def test_planned_and_called_off_meetings_come_when_asked_for(clusters: Sequence[Cluster]) -> None:
    asked = {row.id: row for row in contacts(clusters, planned=True)}
    added = asked.keys() - {row.id for row in contacts(clusters)}
    assert {id: (asked[id].mode, asked[id].status) for id in added} == {
        "e-plan": ("meet", "planned"),
        "e-off": ("meet", "called off"),
    }


def test_a_row_has_the_keys_others_read_in_their_order(clusters: Sequence[Cluster]) -> None:
    row = next(iter(contacts(clusters))).model_dump(mode="json")
    assert list(row)[: len(KEYS)] == KEYS
    assert list(row)[len(KEYS) :] == ["documents", "origins", "disputed", "flags"]
    assert list(row["participants"][0]) == ["kind", "name", "country", "role"]
    assert list(row["evidence"][0]) == ["document", "start", "end", "quote"]


def test_a_contact_told_thrice_is_one_row_of_two_origins(clusters: Sequence[Cluster]) -> None:
    row = next(row for row in contacts(clusters) if row.id == "e-geneva")
    assert (row.date_start, row.date_end, row.mode, row.origins) == (
        date(2022, 1, 10),
        date(2022, 1, 10),
        "negotiate",
        2,
    )
    assert row.participants == (
        Participant(kind="person", name="Wendy Sherman", country="USA", role="deputy foreign minister"),
        Participant(kind="person", name="Sergei Ryabkov", country="RUS", role="deputy foreign minister"),
    )
    assert [told.document for told in row.documents] == ["d-note", "d-wire", "d-copy"]
    assert row.documents[2] == Told(
        document="d-copy", title=None, publisher=None, published_start=None, published_end=None
    )
    assert Disputed(field="duration", value="eight hours", documents=2) in row.disputed


def test_every_quotation_is_in_its_document_at_its_place(clusters: Sequence[Cluster], bodies: dict[str, str]) -> None:
    quotes = [quote for row in contacts(clusters) for quote in row.evidence]
    assert [bodies[q.document][q.start : q.end] for q in quotes] == [q.quote for q in quotes]


def test_a_host_is_named_where_a_report_names_one(clusters: Sequence[Cluster]) -> None:
    assert {row.id: row.host for row in contacts(clusters) if row.host} == {"e-claim": "Jake Sullivan"}
