"""Near-duplicates are linked the same way in whatever order they come."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from dragoman.record import Bundle
from dragoman.store import Store

AT = datetime(2026, 1, 1, tzinfo=UTC)
Make = Callable[..., Bundle]


def words(seed: int, count: int) -> str:
    draw = random.Random(seed)
    return " ".join("".join(draw.choices("abdegiklmnorstu", k=6)) for _ in range(count))


ONE, TWO, THREE = words(1, 60), words(2, 60), words(3, 400)
TEXTS = {
    "a": f"{TWO} met.",
    "b": f"{ONE} {TWO} met.",  # binds a and c together
    "c": f"{ONE} met.",
    "d": f"{THREE} met.",
    "e": " ".join(THREE.split()[100:140]) + " met.",  # a tenth of a long text that keeps one shingle in four
    "f": words(4, 60) + " met.",
}
GROUPS = {"d-a": "d-a", "d-b": "d-a", "d-c": "d-a", "d-d": "d-d", "d-e": "d-d", "d-f": "d-f"}


def origins(store: Store) -> dict[str, str]:
    return {report.document.id: report.origin for report in store.reports()}


@pytest.mark.parametrize("order", list(itertools.permutations("abcd")), ids="".join)
def test_every_order_of_adding_gives_the_same_origins(store: Store, make: Make, order: tuple[str, ...]) -> None:
    for name in order:
        store.append(make(name, TEXTS[name]), AT, "ana")
    assert origins(store) == {name: GROUPS[name] for name in ("d-a", "d-b", "d-c", "d-d")}


def test_rebuilding_finds_the_same_links_as_adding(store: Store, make: Make) -> None:
    for name, body in TEXTS.items():
        store.append(make(name, body), AT, "ana")
    links = {name: store.near(f"d-{name}") for name in TEXTS}
    assert origins(store) == GROUPS
    assert links["b"].keys() == {"d-a", "d-c"}
    assert links["e"].keys() == {"d-d"}
    assert min(links["e"].values()) > 0.9
    store.rebuild()
    assert {name: store.near(f"d-{name}") for name in TEXTS} == links
    assert origins(store) == GROUPS


def test_a_new_text_takes_its_links_along(store: Store, make: Make) -> None:
    for name, body in TEXTS.items():
        store.append(make(name, body), AT, "ana")
    store.append(make("b", words(9, 60) + " met.", reader="2"), AT, "ana")
    assert origins(store) == {**GROUPS, "d-b": "d-b", "d-c": "d-c"}
    store.append(make("b", TEXTS["b"], reader="3"), AT, "ana")
    assert origins(store) == GROUPS


def test_a_report_reprinted_a_hundred_times_has_one_origin(store: Store, make: Make) -> None:
    store.extend((make(f"{n:03}", f"{words(100 + n, 12)} {ONE} met.") for n in range(100)), AT, "ana")
    assert set(origins(store).values()) == {"d-000"}
    store.rebuild()
    assert set(origins(store).values()) == {"d-000"}


def test_a_stock_phrase_binds_nothing_together(store: Store, make: Make) -> None:
    phrase = "according to the press service of the ministry the two sides agreed"
    store.extend(
        (make(f"{n:03}", f"{words(200 + n, 80)} {phrase} {words(900 + n, 40)} met.") for n in range(30)), AT, "ana"
    )
    assert origins(store) == {f"d-{n:03}": f"d-{n:03}" for n in range(30)}


def test_documents_without_words_are_no_duplicates_of_each_other(store: Store, make: Make) -> None:
    empty = [make(name, TEXTS["f"]).model_copy(update={"shingles": ()}) for name in "xy"]
    store.extend(empty, AT, "ana")
    assert origins(store) == {"d-x": "d-x", "d-y": "d-y"}
