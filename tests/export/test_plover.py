"""PLOVER JSON Lines: the manual's record, every span of it in the text it quotes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.codebook import load
from dragoman.desk import Desk
from dragoman.export import plover
from dragoman.live import Cluster, view
from dragoman.record import Coding, Document, Event, Party, Report, Row, Span
from dragoman.when import When

TABLE = load().scales["exchange"]["plover"]
REQUIRED = {"id", "date", "actor", "event"}
FIELDS = [
    "id", "date", "enddate", "actor", "recipient", "event", "mode", "context", "event_loc", "event_text", "quad_code",
    "event_scale", "text", "text_info", "cite_info", "comment", "coder", "coded_date",
]  # fmt: skip


def written(clusters: Sequence[Cluster], folder: Path) -> list[dict[str, Any]]:
    plover.write(clusters, folder / "events.jsonl")
    return [json.loads(line) for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()]


def one(event: Event, folder: Path) -> dict[str, Any]:
    paper = Document(
        id="d-1", sha256="", title="Talks by the sea", language="en", address="https://example.org/talks",
        retrieved=datetime(2022, 3, 12, 8, tzinfo=UTC),
    )  # fmt: skip
    [record] = written(view([Report(event, paper, "d-1", 1)]), folder)
    return record


BODY = "On 10 March 2022, Sergey Lavrov and Dmytro Kuleba negotiated in Antalya."
SENTENCE = Span(document="d-1", text="t-1", start=0, end=len(BODY), exact=BODY)
TALKS = Event(
    id="e-1", document="d-1", type="CONSULT", mode="negotiate", contexts=("diplomatic",),
    actors=(
        Party(kind="person", name="Sergey Lavrov", country="RUS", sector="GOV", role="foreign minister"),
        Party(kind="person", name="Dmytro Kuleba", country="UKR", sector="GOV"),
    ),
    host=Party(kind="state", name="Turkey", country="TUR"), place="Antalya", place_country="TUR",
    when=When.on(date(2022, 3, 10)), trigger=Span(document="d-1", text="t-1", start=50, end=60, exact="negotiated"),
    evidence=(SENTENCE,), coding=Coding(coder="contacts", version="7", confidence=0.9),
)  # fmt: skip


def test_a_record_has_what_the_manual_asks_for(tmp_path: Path) -> None:
    assert one(TALKS, tmp_path) == {
        "id": "e-1",
        "date": "2022-03-10",
        "actor": [
            {"code": "RUS", "sector": ["GOV"], "entity_text": "Sergey Lavrov", "office": "foreign minister"},
            {"code": "UKR", "sector": ["GOV"], "entity_text": "Dmytro Kuleba"},
        ],
        "recipient": [],
        "event": ["CONSULT"],
        "mode": ["third-party"],
        "context": ["diplomatic"],
        "event_loc": {"name": "Antalya", "country": "TUR"},
        "event_text": "negotiated",
        "quad_code": "VERBAL COOPERATION",
        "event_scale": 1.0,
        "text": BODY,
        "text_info": {"start": 0, "end": len(BODY)},
        "cite_info": {
            "url": "https://example.org/talks", "title": "Talks by the sea", "language": "en", "coder": "dragoman",
            "codebook": "PLOVER 5e0c24fba623", "version": "7",
        },
        "coder": "contacts",
        "coded_date": "2022-03-12",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "event", "mode", "quad", "scale"),
    [
        ({"host": None}, "CONSULT", [], 1, 2.5),
        ({"mode": "meet"}, "CONSULT", [], 1, 2.5),
        ({"mode": "letter"}, "CONSULT", [], 1, 2.5),
        ({"mode": "video"}, "CONSULT", ["phone"], 1, 1.5),
        ({"mode": "visit"}, "CONSULT", ["visit"], 1, 4.0),
        ({"type": "SUPPORT", "mode": "congratulate"}, "SUPPORT", [], 1, 5.0),
        ({"type": "SUPPORT", "mode": "address"}, "SUPPORT", [], 1, 5.0),
        ({"type": "ACCUSE", "mode": None}, "ACCUSE", [], 3, -3.0),
        ({"type": "PROTEST", "mode": "vandalize"}, "PROTEST", ["vandalize"], 4, -5.0),
        ({"mode": "visit", "status": "planned"}, "AGREE", [], 1, 2.5),
        ({"type": "SANCTION", "mode": "expel", "status": "planned"}, "SANCTION", ["expel", "future"], 4, -5.5),
        ({"mode": "phone", "standing": "denied"}, "CONSULT", ["phone", "negation"], 1, 1.5),
        ({"type": "ASSAULT", "mode": "aerial", "standing": "claimed"}, "ASSAULT", ["aerial", "hypothetical"], 4, -9.5),
    ],
)  # fmt: skip
def test_modes_and_scales_are_those_of_plain_plover(
    fields: dict[str, object], event: str, mode: list[str], quad: int, scale: float, tmp_path: Path
) -> None:
    record = one(TALKS.model_copy(update=fields), tmp_path)
    assert (record["event"], record["mode"], record["quad_code"], record["event_scale"]) == (
        [event], mode, TABLE["quads"][quad - 1], scale,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("party", "entity"),
    [
        (Party(kind="state", name="Belarus", country="BLR"), {"code": "BLR", "entity_text": "Belarus"}),
        (Party(kind="state", name="Kosovo", country="XKX"), {"code": "KOS", "entity_text": "Kosovo"}),
        (Party(kind="body", name="United Nations", country="UN", sector="IGO"), {"code": "UNO", "entity_text": "United Nations"}),
        (Party(kind="body", name="European Parliament", country="EU", sector="LEG"), {"code": "EUR", "sector": ["LEG"], "entity_text": "European Parliament"}),
        (Party(kind="body", name="OSCE", country="OSCE", sector="IGO"), {"code": "IGO", "entity_text": "OSCE"}),
        (Party(kind="body", name="Red Cross", country="ICRC", sector="NGO"), {"code": "NGO", "entity_text": "Red Cross"}),
        (Party(kind="body", name="Islamic State", country="IS", sector="REB"), {"code": "IMG", "sector": ["REB"], "entity_text": "Islamic State"}),
        (Party(kind="person", name="Denis Pushilin", country="DNR", sector="GOV"), {"code": "UKR", "sector": ["GOV", "PRE"], "entity_text": "Denis Pushilin"}),
        (Party(kind="state", name="Abkhazia", country="ABK"), {"code": "GEO", "sector": ["PRE"], "entity_text": "Abkhazia"}),
        (Party(kind="group", name=None, words="gunmen", sector="UAF"), {"sector": ["UAF"], "entity_text": "gunmen"}),
    ],
)  # fmt: skip
def test_entities_have_plovers_codes(party: Party, entity: dict[str, object], tmp_path: Path) -> None:
    assert one(TALKS.model_copy(update={"actors": (party,)}), tmp_path)["actor"] == [entity]


@pytest.mark.parametrize(
    ("when", "dates", "comment"),
    [
        (When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31)), ("2022-03-01", "2022-03-31"), "on some day from date to enddate"),
        (When(earliest=date(2022, 3, 9), latest=date(2022, 3, 10), lasts=True), ("2022-03-09", "2022-03-10"), None),
        (When(earliest=date(2022, 3, 9), lasts=True), ("2022-03-09", None), None),
    ],
)  # fmt: skip
def test_a_vague_day_is_said_to_be_vague(
    when: When, dates: tuple[str, str | None], comment: str | None, tmp_path: Path
) -> None:
    record = one(TALKS.model_copy(update={"when": when}), tmp_path)
    assert (record["date"], record.get("enddate"), record.get("comment")) == (*dates, comment)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"when": When()}, "without a day"),
        ({"when": When(latest=date(2022, 3, 10))}, "without a day"),
        ({"when": When(earliest=date(2022, 3, 10))}, "without a day"),
        ({"type": "DEMAND"}, "of a type that PLOVER does not have"),
    ],
)
def test_what_cannot_be_written_is_counted(fields: dict[str, object], reason: str, tmp_path: Path) -> None:
    paper = Document(id="d-1", sha256="", retrieved=datetime(2022, 3, 12, tzinfo=UTC))
    clusters = view([Report(TALKS.model_copy(update=fields), paper, "d-1", 1)])
    assert plover.write(clusters, tmp_path / "none.jsonl") == {reason: 1}
    assert (tmp_path / "none.jsonl").read_text() == ""


def test_an_event_from_a_data_set_names_its_row_and_quotes_nothing(tmp_path: Path) -> None:
    row = Row(dataset="ICEWS coded events", version="events.2022.tab", key="17")
    record = one(TALKS.model_copy(update={"evidence": (row,), "standing": "unconfirmed"}), tmp_path)
    assert record["comment"] == "unconfirmed; row 17 of ICEWS coded events (events.2022.tab)"
    assert not {"text", "text_info", "event_text"} & record.keys()


def test_every_span_quotes_its_document(filled: Desk, tmp_path: Path) -> None:
    done = filled.export("plover", tmp_path / "events.jsonl")
    records = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    reports = {cluster.id: cluster.reports for cluster in filled.clusters()}
    assert len(records) == done.events > 100
    assert done.events + sum(done.left_out.values()) == len(reports)
    addresses = {document.address: document.id for document in filled.documents()}
    for record in records:
        assert record.keys() >= REQUIRED
        assert [name for name in FIELDS if name in record] == list(record)
        body = filled._store.text(addresses[record["cite_info"]["url"]]).body
        place = record["text_info"]
        assert body[place["start"] : place["end"]] == record["text"]
        assert record["event_text"] in {report.event.trigger.exact for report in reports[record["id"]]}
        assert record["event_text"] in body
        assert set(record["mode"]) <= {
            act.partition("/")[2] for act in (*TABLE["scores"], *TABLE["unscored"])
        } | {"future", "hypothetical", "negation"}  # fmt: skip
