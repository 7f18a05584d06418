"""Merging on the samples: who tells the same event is told apart from who tells another one."""

from __future__ import annotations

import itertools
import json
import multiprocessing as mp
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.desk import Desk, open_desk
from dragoman.live import Cluster
from dragoman.record import Bundle, Event, Span


ADDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
GOLD = Path(__file__).parent.parent / "gold" / "samples"


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GOLD / name).read_text().splitlines() if line.strip()]


def keyed(bundles: Iterable[Bundle]) -> dict[str, str]:
    """Event id → the gold's key of the event, where gold has a row with that sentence, day and mode."""
    gold = rows("events.jsonl")
    found: dict[str, str] = {}
    for bundle in bundles:
        name = Path(bundle.document.address or "").name
        for event in bundle.records:
            if not isinstance(event, Event):
                continue
            sentence = next(e.exact for e in event.evidence if isinstance(e, Span))
            told = [
                g
                for g in gold
                if g["file"] == name
                and str(g["sentence"]) in sentence
                or sentence in str(g["sentence"])
                and g["file"] == name
            ]
            best = [g for g in told if g["date_start"] == str(event.when.earliest)] or told
            best = [g for g in best if g["mode"] == event.mode] or best
            if best:
                found[event.id] = str(best[0]["event"])
    return found


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
        print("MISSED" if pair in gold else "WRONG", keys[pair[0]], keys[pair[1]])
    assert f1 >= 0.95


def test_look_alikes_stay_apart(filled: Desk, bundles: list[Bundle]) -> None:
    keys = keyed(bundles)
    together = [{keys[r.event.id] for r in c.reports if r.event.id in keys} for c in clusters(filled)]
    for row in rows("lookalikes.jsonl"):
        pair = {str(row["a"]), str(row["b"])}
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


def _add(path: Path, bundles: list[Bundle], turn: int) -> None:
    with open_desk(path, by="tester") as desk:
        for step, bundle in enumerate(bundles[turn:] + bundles[:turn]):
            desk.append(bundle, ADDED + timedelta(seconds=step))


@pytest.mark.slow
def test_four_processes_at_once_give_the_same_clusters(bundles: list[Bundle], tmp_path: Path) -> None:
    context = mp.get_context("spawn")
    shared = tmp_path / "shared.sqlite"
    open_desk(shared, by="tester").close()
    writers = [context.Process(target=_add, args=(shared, bundles, 7 * n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
        assert writer.exitcode == 0
    alone = tmp_path / "alone.sqlite"
    _add(alone, bundles, 0)
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
