"""What a cluster says of its event, and what it keeps of those who say otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dragoman.live.merge import merge
from dragoman.record import Coding, Document, Event, Party, Report, Span
from dragoman.when import When

DAY = date(2022, 3, 11)
MAY = When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31))
LUKA, PUTIN, MEDINSKY, PODOLYAK, PESKOV = (
    Party(kind="person", name=n, country=c)
    for n, c in (
        ("Alexander Lukashenko", "BLR"), ("Vladimir Putin", "RUS"), ("Vladimir Medinsky", "RUS"),
        ("Mykhailo Podolyak", "UKR"), ("Dmitry Peskov", "RUS"),
    )
)  # fmt: skip
BLR, RUS, UKR = (
    Party(kind="state", name=n, country=c) for n, c in (("Belarus", "BLR"), ("Russia", "RUS"), ("Ukraine", "UKR"))
)


def told(name: str, *who: Party, origin: str | None = None, public: int = 0, **fields: object) -> Report:
    span = Span(document=name, text=name, start=0, end=10, exact=f"{name:10}")
    given = {"mode": "meet", "when": When.on(DAY), "actors": who or (LUKA, PUTIN), **fields}
    event = Event(
        id=name, document=name, type="CONSULT", trigger=span, evidence=(span,),
        coding=Coding(coder="hand", version="1", confidence=0.5), **given,  # type: ignore[arg-type]
    )  # fmt: skip
    published = When.on(date(2022, 6, 1) + timedelta(days=public or ord(name[0]) - 97))
    paper = Document(id=name, sha256="", retrieved=datetime(2022, 9, 1, tzinfo=UTC), published=published)
    return Report(event, paper, origin or name, 1)


@pytest.mark.parametrize(
    ("field", "reports", "value", "disputed"),
    [
        ("mode", [told("a"), told("b", mode="visit"), told("c")], "meet", {"mode": [("meet", "ac"), ("visit", "b")]}),
        ("mode", [told("a"), told("b", mode="visit")], "visit", {"mode": [("visit", "b"), ("meet", "a")]}),
        # Three copies of one text are one voice.
        ("duration",
         [told("a", duration="1 h", origin="a"), told("b", duration="1 h", origin="a"), told("c", duration="5 h"),
          told("d", duration="5 h")], "5 h", {"duration": [("5 h", "cd"), ("1 h", "ab")]}),
        ("place", [told("a", place="Moscow"), told("b", place="Kremlin, Moscow"), told("c", place="Moscow")],
         "Kremlin, Moscow", {}),
        ("place", [told("a", place="Brest", place_country="BLR"), told("b", place="Gomel", place_country="BLR")],
         "Brest", {"place": [("Brest", "a"), ("Gomel", "b")]}),
        ("when", [told("a", when=MAY), told("b", when=MAY), told("c")], When.on(DAY), {}),
        ("when",
         [told("a", place="Minsk"), told("b", place="Minsk", when=When.on(DAY + timedelta(1))), told("c", place="Minsk")],
         When.on(DAY), {"date": [("2022-03-11", "ac"), ("2022-03-12", "b")]}),
        ("host", [told("a", host=RUS), told("b", host=RUS), told("c", host=PUTIN)], PUTIN, {}),
        ("host", [told("a", host=RUS), told("b", host=BLR), told("c", host=BLR)], BLR,
         {"host": [("Belarus", "bc"), ("Russia", "a")]}),
        ("level", [told("a", level=None), told("b", level="heads of state")], "heads of state", {}),
        ("actors", [told("a", BLR, RUS), told("b", BLR, RUS), told("c", LUKA, PUTIN)], (LUKA, PUTIN), {}),
        ("actors", [told("a", MEDINSKY, UKR), told("b", RUS, PODOLYAK)], (MEDINSKY, PODOLYAK), {}),
        ("actors",
         [told("a", LUKA, PUTIN, PESKOV), told("b", LUKA, PUTIN), told("c", LUKA, PUTIN)], (LUKA, PUTIN),
         {"participants": [("Vladimir Putin", "bc"), ("Dmitry Peskov, Vladimir Putin", "a")]}),
        ("standing", [told("a", standing="claimed"), told("b", standing="unconfirmed")], "claimed", {}),
        ("standing", [told("a", standing="claimed"), told("b")], "stated", {}),
    ],
)  # fmt: skip
def test_the_value_of_most_origins_stands_and_the_others_are_kept(
    field: str, reports: list[Report], value: object, disputed: dict[str, list[tuple[str, str]]]
) -> None:
    [cluster] = merge(reports)
    assert getattr(cluster.event, field) == value
    assert {f: [(v.value, "".join(v.reports)) for v in vs] for f, vs in cluster.disputed.items()} == disputed


def test_origins_count_once_and_every_sentence_is_kept() -> None:
    [cluster] = merge([told("a", origin="a"), told("b", origin="a"), told("c")])
    assert (cluster.origins, [e.exact.strip() for e in cluster.event.evidence if isinstance(e, Span)]) == (
        2,
        ["a", "b", "c"],
    )


def test_the_id_is_that_of_the_first_to_be_published() -> None:
    [cluster] = merge([told("a", public=9), told("b", public=3), told("c", public=9)])
    assert (cluster.id, cluster.event.id, [r.event.id for r in cluster.reports]) == ("b", "b", ["b", "a", "c"])


def test_a_denial_stands_beside_what_it_denies() -> None:
    stated, denied = sorted(merge([told("a"), told("b", standing="denied")]), key=lambda c: c.id)
    assert (stated.related, denied.related) == (("b",), ("a",))
    assert [(v.value, v.reports) for v in stated.disputed["standing"]] == [("stated", ("a",)), ("denied", ("b",))]
    assert denied.disputed == {}


def test_a_plan_is_related_to_what_came_of_it() -> None:
    happened, planned = merge([told("a", public=5), told("b", public=6, status="planned")])
    assert (happened.related, planned.related, happened.disputed) == (("b",), ("a",), {})


def test_a_parent_is_named_by_the_id_of_its_cluster() -> None:
    summit: dict[str, Any] = {"mode": "multilateral", "format": "CSTO summit"}
    inside = told("c", LUKA, PUTIN, parent="b2")
    again = told("b", **summit)
    again = again._replace(event=again.event.model_copy(update={"id": "b2"}))
    clusters = merge([told("a", **summit), again, inside])
    assert [(c.id, c.event.parent) for c in clusters if c.event.mode == "meet"] == [
        ("c", next(c.id for c in clusters if c.event.mode != "meet"))
    ]
