from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from dragoman.live import Cluster
from dragoman.record import Party
from dragoman.review.draft import choice
from dragoman.when import When

START, END = date(2021, 12, 1), date(2022, 2, 28)
UKRAINE, NOBODY = Party(kind="state", name="Ukraine", country="UKR"), Party(kind="unknown", name=None, words="they")
FEBRUARY = When(earliest=date(2022, 2, 1), latest=date(2022, 2, 28))


@pytest.fixture
def act(clusters: Sequence[Cluster]) -> Cluster:
    """Of 3 February 2022: the United States expressed support for Ukraine."""
    return next(c for c in clusters if c.id == "e-set")


def changed(cluster: Cluster, published: When | None = None, **fields: object) -> Cluster:
    reports = cluster.reports
    if published:
        reports = tuple(
            r._replace(document=r.document.model_copy(update={"published": published})) for r in cluster.reports
        )
    return Cluster(cluster.id, cluster.event.model_copy(update=fields), reports, 1)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"status": "hypothetical"}, "considered"),
        ({"actors": (NOBODY,), "recipients": ()}, "nobody"),
        ({"actors": (NOBODY,), "recipients": (UKRAINE,)}, None),
        ({"type": "REQUEST", "actors": (UKRAINE,), "recipients": (NOBODY,)}, "vague"),
        ({"type": "REQUEST", "actors": (UKRAINE,), "recipients": (NOBODY,), "mode": "yield"}, None),
        ({"type": "REJECT", "actors": (UKRAINE,), "recipients": (), "content": "AID"}, None),
        ({"type": "MOBILIZE", "actors": (UKRAINE,), "recipients": ()}, None),
        ({"when": When(earliest=date(2014, 3, 1))}, "older"),
        ({"when": When(earliest=date(2014, 3, 1), latest=date(2022, 3, 1), lasts=True)}, "older"),
        ({"when": When(earliest=date(2020, 3, 1), latest=date(2022, 3, 1), lasts=True)}, None),
        ({"when": When()}, None),
        ({"when": When(), "published": When.on(date(2022, 4, 20))}, None),
        ({"when": When(), "published": When.on(date(2023, 4, 20))}, "elsewhere"),
        ({"when": When(latest=date(2023, 4, 20)), "published": When.on(date(2023, 4, 20))}, "elsewhere"),
        ({"when": When(), "published": When()}, None),
    ],
)  # fmt: skip
def test_what_is_left_out_and_why(act: Cluster, fields: dict[str, object], reason: str | None) -> None:
    chosen = choice.choose([changed(act, **fields)], START, END)  # type: ignore[arg-type]
    printed = len(chosen.loose) + sum(map(len, chosen.by_month.values()))
    assert (list(chosen.left), printed) == (([reason], 0) if reason else ([], 1))


def test_a_contact_is_left_out_only_where_it_is_merely_considered(clusters: Sequence[Cluster]) -> None:
    call = next(c for c in clusters if c.id == "e-call-1")
    late = When.on(date(2026, 1, 1))
    undated = changed(call, late, when=When())
    assert choice.choose([undated], START, END).loose == [undated]
    considered = changed(call, status="hypothetical")
    assert choice.choose([considered], START, END).left == {"considered": [considered]}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "acts"),
        ({"status": "under way"}, "acts"),
        ({"standing": "claimed"}, "acts"),
        ({"standing": "denied"}, "apart"),
        ({"negated": True}, "apart"),
        ({"status": "planned"}, "apart"),
        ({"status": "called off", "type": "SANCTION", "mode": "discontinue"}, "acts"),
        ({"status": "called off", "type": "SANCTION", "mode": "expel"}, "apart"),
        ({"status": "called off", "type": "REJECT", "mode": "meet", "content": "CONSULT"}, "apart"),
        ({"type": "CONSULT", "mode": "meet"}, "contacts"),
    ],
)
def test_what_did_not_take_place_stands_apart(act: Cluster, fields: dict[str, object], expected: str) -> None:
    assert choice.part(changed(act, **fields).event) == expected  # type: ignore[arg-type]


def test_a_month_holds_what_surely_lies_in_it(act: Cluster) -> None:
    early = changed(act, when=When.on(date(2021, 12, 4)))
    lasting = changed(act, when=When(earliest=date(2021, 11, 1), latest=date(2022, 1, 9), lasts=True))
    wide = changed(act, when=When(earliest=date(2022, 1, 1), latest=date(2022, 2, 9)))
    outside = changed(act, when=When.on(date(2022, 3, 1)))
    chosen = choice.choose([changed(act, when=FEBRUARY), outside, wide, lasting, early], START, END)
    assert [(month, [c.event.when for c in some]) for month, some in chosen.by_month.items()] == [
        ((2021, 12), [lasting.event.when, early.event.when]), ((2022, 2), [FEBRUARY]),
    ]  # fmt: skip
    assert [c.event.when for c in chosen.loose] == [wide.event.when]
