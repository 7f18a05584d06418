from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.analyse.actors import Actor, Partner, actors
from dragoman.live import Cluster


def test_an_actor_counts_events_and_not_reports(clusters: Sequence[Cluster]) -> None:
    found = {row.name: row for row in actors(clusters)}
    assert found["Wendy Sherman"] == Actor(
        name="Wendy Sherman", kind="person", country="USA", events=2, first=date(2021, 12, 1), last=date(2022, 2, 28),
        partners=(Partner(name="Sergei Ryabkov", events=2),),
    )  # fmt: skip


def test_the_busiest_come_first_in_whatever_order_events_come(clusters: Sequence[Cluster]) -> None:
    rows = list(actors(clusters))
    assert rows == list(actors(reversed(clusters)))
    assert [(row.name, row.events) for row in rows[:4]] == [
        ("Antony Blinken", 4), ("Joe Biden", 4), ("Sergey Lavrov", 4), ("Vladimir Putin", 4),
    ]  # fmt: skip


def test_an_event_without_a_date_leaves_the_bounds_open(clusters: Sequence[Cluster]) -> None:
    envoy = next(row for row in actors(clusters) if row.name == "an envoy of the Kremlin")
    assert (envoy.first, envoy.last, envoy.partners) == (None, None, (Partner(name="United States", events=1),))
