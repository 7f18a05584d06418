"""Merging on the samples: who tells the same event is told apart from who tells another one."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.desk import Desk, open_desk
from dragoman.live import Cluster
from dragoman.record import Bundle, Event, Span

ADDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parent.parent.parent / "samples"
GOLD = Path(__file__).parent.parent / "gold" / "samples"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text().splitlines() if line.strip()]


def keyed(bundles: Iterable[Bundle]) -> dict[str, str]:
    """Coded contact → the gold's key of its event: the gold row of the sentence with most in common."""
    gold = rows("events.jsonl")
    found: dict[str, str] = {}
    for bundle in bundles:
        name = Path(bundle.document.address or "").name
        here = [row for row in gold if row["file"] == name and row["status"] in ("happened", "under way")]
        for event in bundle.records:
            if not isinstance(event, Event) or event.type != "CONSULT" or event.status not in ("happened", "under way"):
                continue
            sentence = next(e.exact for e in event.evidence if isinstance(e, Span))
            told = [row for row in here if row["sentence"] in sentence or sentence in row["sentence"]]
            scored = [(_common(event, row), row["event"]) for row in told]
            if scored and max(scored)[0] > 0:
                found[event.id] = max(scored)[1]
    return found


def _common(event: Event, row: dict[str, Any]) -> int:
    """How much of a gold row an event has: its people first, then its day and mode; 0 where nobody is shared."""
    names = {str(p["name"]).split()[-1] for p in row["participants"]} & {
        (p.name or "?").split()[-1] for p in event.parties
    }
    states = {p["country"] for p in row["participants"]} & {p.country for p in event.parties}
    if not names and not states:
        return 0
    alike = (row["date_start"] == str(event.when.earliest), row["mode"] == event.mode)
    return 8 * len(names) + 2 * len(states) + 3 * int(alike[0]) + int(alike[1])


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {tuple(sorted(pair)) for group in groups for pair in itertools.combinations(group, 2)}  # type: ignore[misc]


def test_reports_of_one_event_come_together_and_others_stay_apart(filled: Desk, bundles: list[Bundle]) -> None:
    keys = keyed(bundles)
    told: dict[str, list[str]] = {}
    for id, key in keys.items():
        told.setdefault(key, []).append(id)
    gold = pairs(told.values())
    got = pairs([r.event.id for r in c.reports if r.event.id in keys] for c in clusters(filled))
    right = len(gold & got)
    precision, recall = right / len(got), right / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"merging on samples: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} over {len(gold)} gold pairs")
    for pair in sorted(gold ^ got):
        print("MISSED" if pair in gold else "WRONG", keys[pair[0]], keys[pair[1]], *pair)
    assert f1 >= 0.95


def test_look_alikes_stay_apart(filled: Desk, bundles: list[Bundle]) -> None:
    keys = keyed(bundles)
    together = [{keys[r.event.id] for r in c.reports if r.event.id in keys} for c in clusters(filled)]
    for row in rows("lookalikes.jsonl"):
        pair = {row["a"], row["b"]}
        assert not [t for t in together if pair <= t], row


def clusters(desk: Desk) -> list[Cluster]:
    return desk.clusters()


def partition(desk: Desk) -> set[frozenset[str]]:
    return {frozenset(r.event.id for r in c.reports) for c in clusters(desk)}


def five(bundles: list[Bundle]) -> list[Bundle]:
    """Five documents that tell each other's events."""
    told: dict[str, set[str]] = {}
    keys = keyed(bundles)
    for bundle in bundles:
        for event in bundle.records:
            if event.id in keys:
                told.setdefault(keys[event.id], set()).add(bundle.document.id)
    shared = {d for documents in told.values() if len(documents) > 1 for d in documents}
    return [b for b in bundles if b.document.id in shared][:5]


def test_all_120_orders_of_five_documents_give_the_same_clusters(bundles: list[Bundle], tmp_path: Path) -> None:
    seen = set()
    chosen = five(bundles)
    assert len(chosen) == 5
    for number, order in enumerate(itertools.permutations(chosen)):
        with open_desk(tmp_path / f"{number}.sqlite", by="tester") as desk:
            for bundle in order:
                desk.append(bundle)
            seen.add(frozenset(partition(desk)))
    assert len(seen) == 1


@pytest.mark.slow
def test_four_processes_at_once_give_the_same_clusters_and_lose_nothing(bundles: list[Bundle], tmp_path: Path) -> None:
    program, shared, alone = (
        Path(sys.executable).parent / "dragoman",
        tmp_path / "shared.sqlite",
        tmp_path / "alone.sqlite",
    )
    files = sorted(str(path) for path in SAMPLES.iterdir())
    adding = [
        subprocess.Popen(
            [program, "add", *files[7 * n :], *files[: 7 * n], "--desk", shared, "--workers", "0"], stdout=subprocess.PIPE, text=True
        )
        for n in range(4)
    ]  # fmt: skip
    said = [process.communicate(timeout=250)[0] for process in adding]
    assert [process.returncode for process in adding] == [0] * 4, said
    subprocess.run([program, "add", *files, "--desk", alone, "--workers", "0"], check=True, capture_output=True)
    with open_desk(shared, by="tester") as many, open_desk(alone, by="tester") as one:
        assert partition(many) == partition(one)
        assert not many.doctor().faults
        assert len(many.documents()) == len(bundles)


def test_a_split_outlasts_a_new_report(filled: Desk, bundles: list[Bundle]) -> None:
    merged = next(c for c in clusters(filled) if len({r.document.id for r in c.reports}) > 2)
    first, second, third = (r.event.id for r in merged.reports[:3])
    filled.not_same(first, second)
    assert filled.cluster(first).id != filled.cluster(second).id
    again = next(b for b in bundles if any(e.id == third for e in b.records))
    copy = again.model_copy(update={"document": again.document.model_copy(update={"retrieved": ADDED})})
    filled.append(copy)
    assert filled.cluster(first).id != filled.cluster(second).id
    filled.undo()
    assert filled.cluster(first).id == filled.cluster(second).id


def test_undo_brings_a_rejected_event_back(filled: Desk) -> None:
    before = [row.id for row in filled.contacts()]
    filled.reject(before[0])
    assert before[0] not in [row.id for row in filled.contacts()]
    filled.undo()
    assert [row.id for row in filled.contacts()] == before
