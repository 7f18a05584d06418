"""How reasons from other documents become one proposal."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dragoman.analyse.redate import is_undated, propose
from dragoman.codebook import load
from dragoman.record import Document
from dragoman.when import When

ADDED = datetime(2026, 1, 5, tzinfo=UTC)
MAY = When(earliest=date(2023, 5, 1), latest=date(2023, 5, 31), basis="inferred")


def document(id: str, published: When) -> Document:
    return Document(id=id, sha256="", title=f"Title of {id}", published=published, retrieved=ADDED)


def stated(day: str) -> When:
    return When.on(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (When(), True),
        (MAY, True),
        (When(earliest=date(2023, 5, 1), basis="inferred"), True),
        (When.on(date(2023, 5, 1), basis="inferred"), False),
        (MAY.model_copy(update={"basis": "stated"}), False),
        (stated("2023-05-01"), False),
    ],
)
def test_undated_is_what_is_unknown_or_inferred_and_wider_than_a_day(published: When, expected: bool) -> None:
    assert is_undated(document("d-1", published)) is expected


@pytest.mark.parametrize(
    ("now", "copies", "named", "value"),
    [
        (When(), {"d-2": 1.0}, [], "2023-05-10"),
        (When(), {"d-2": 1.0, "d-3": 1.1}, [], "2023-05-10..2023-05-20"),
        (When(), {"d-2": 3.0}, [], "2023-05-10.."),
        (When(), {}, [("d-1", "d-2")], "2023-05-10.."),
        (When(), {}, [("d-3", "d-1")], "..2023-05-20"),
        (When(), {}, [("d-1", "d-2"), ("d-3", "d-1")], "2023-05-10..2023-05-20"),
        (MAY, {}, [("d-1", "d-2")], "2023-05-10..2023-05-31"),
        (MAY.shift(-365), {}, [("d-1", "d-2")], "2023-05-10.."),  # the desk knows better than the inference
        (When(), {}, [("d-1", "d-3"), ("d-2", "d-1")], None),  # after the 20th and before the 10th
        (When(), {"d-2": 1.0}, [("d-1", "d-3")], None),
    ],
)
def test_bounds_are_put_together(
    now: When, copies: dict[str, float], named: list[tuple[str, str]], value: str | None
) -> None:
    documents = [document("d-1", now), document("d-2", stated("2023-05-10")), document("d-3", stated("2023-05-20"))]
    (made,) = propose(documents, [], copies={"d-1": copies}, named=named, book=load())
    assert (made.document, made.value) == ("d-1", value)


@pytest.mark.parametrize(
    ("now", "copies", "named"),
    [
        (When(), {"d-2": 0.5}, []),  # an excerpt may be taken at any time
        (When(), {"d-9": 1.0}, []),  # not on this desk
        (MAY, {}, [("d-1", "d-4")]),  # known already
        (stated("2023-06-01"), {"d-2": 1.0}, []),
        (When(), {"d-5": 1.0}, []),  # undated itself
    ],
)
def test_nothing_is_proposed_where_nothing_is_learnt(
    now: When, copies: dict[str, float], named: list[tuple[str, str]]
) -> None:
    documents = [
        document("d-1", now), document("d-2", stated("2023-05-10")), document("d-4", stated("2023-04-10")),
        document("d-5", When()),
    ]  # fmt: skip
    assert list(propose(documents, [], copies={"d-1": copies}, named=named, book=load())) == []
