"""When: EDTF, precision, interval arithmetic and Allen relations, as tables and as laws."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from dragoman.when import CONVERSE, When, allen, hull, intersect

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def whens(draw: st.DrawFn, days: st.SearchStrategy[date] = DAYS, *, is_open: bool = True) -> When:
    first, last = sorted((draw(days), draw(days)))
    lasts = draw(st.booleans())
    if not is_open:
        return When(earliest=first, latest=last, lasts=lasts)
    return When(earliest=draw(st.sampled_from((first, None))), latest=draw(st.sampled_from((last, None))), lasts=lasts)


def of(first: str | None, last: str | None, *, lasts: bool = False) -> When:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return When(earliest=day(first), latest=day(last), lasts=lasts)


@pytest.mark.parametrize(
    ("when", "edtf", "precision"),
    [
        (of("2022-03-11", "2022-03-11"), "2022-03-11", "day"),
        (of("2022-03-01", "2022-03-31"), "2022-03", "month"),
        (of("2024-02-01", "2024-02-29"), "2024-02", "month"),
        (of("2022-01-01", "2022-12-31"), "2022", "year"),
        (of("1990-01-01", "1999-12-31"), "199X", "decade"),
        (of("2021-10-11", "2021-10-17"), "[2021-10-11..2021-10-17]", "week"),
        (of("2022-06-01", "2022-08-31"), "[2022-06-01..2022-08-31]", "season"),
        (of("2022-04-01", "2022-06-30"), "[2022-04-01..2022-06-30]", "quarter"),
        (of("2022-03-01", "2022-03-20"), "[2022-03-01..2022-03-20]", "interval"),
        (of("2022-06-29", "2022-07-01", lasts=True), "2022-06-29/2022-07-01", "interval"),
        (of("2022-03-01", "2022-03-31", lasts=True), "2022-03-01/2022-03-31", "month"),
        (of("2022-03-01", None), "[2022-03-01..]", "open"),
        (of(None, "2022-03-01"), "[..2022-03-01]", "open"),
        (of("2022-03-01", None, lasts=True), "2022-03-01/..", "open"),
        (of(None, "2022-03-01", lasts=True), "../2022-03-01", "open"),
        (of(None, None), None, "unknown"),
        (of(None, None, lasts=True), None, "unknown"),
    ],
)
def test_edtf_and_precision(when: When, edtf: str | None, precision: str) -> None:
    assert (when.edtf, when.precision) == (edtf, precision)


@given(whens(is_open=False))
def test_closed_edtf_means_the_same_days_to_the_edtf_library(when: When) -> None:
    parsed = parse_edtf(when.edtf)
    assert date(*parsed.lower_strict()[:3]) == when.earliest
    assert date(*parsed.upper_strict()[:3]) == when.latest


@given(whens())
def test_every_edtf_string_parses(when: When) -> None:
    if when.edtf is not None:
        assert str(parse_edtf(when.edtf)) == when.edtf


@given(whens())
def test_json_gives_the_same_when_back(when: When) -> None:
    assert When.model_validate_json(when.model_dump_json()) == when


@given(whens(), whens(), DAYS)
def test_what_the_intersection_holds_both_hold(a: When, b: When, day: date) -> None:
    both = intersect(a, b)
    assert (both is not None and both.holds(day)) == (a.holds(day) and b.holds(day))


@given(whens(), whens(), DAYS)
def test_the_hull_holds_what_either_holds(a: When, b: When, day: date) -> None:
    if a.holds(day) or b.holds(day):
        assert hull(a, b).holds(day)


@given(whens(is_open=False), whens(is_open=False))
def test_the_hull_is_no_wider_than_its_ends(a: When, b: When) -> None:
    assert {hull(a, b).earliest, hull(a, b).latest} <= {a.earliest, a.latest, b.earliest, b.latest}


@given(whens(), st.integers(-400, 400))
def test_shifting_there_and_back_changes_nothing(when: When, days: int) -> None:
    assert when.shift(days).shift(-days) == when


@pytest.mark.parametrize(
    ("a", "b", "relations"),
    [
        (of("2022-03-01", "2022-03-01"), of("2022-03-05", "2022-03-05"), {"before"}),
        (of("2022-03-01", "2022-03-01"), of("2022-03-02", "2022-03-02"), {"meets"}),
        (of("2022-06-30", "2022-06-30"), of("2022-06-29", "2022-07-01", lasts=True), {"during"}),
        (of("2022-06-29", "2022-06-29"), of("2022-06-29", "2022-07-01", lasts=True), {"starts"}),
        (of("2022-06-28", "2022-06-30", lasts=True), of("2022-06-29", "2022-07-01", lasts=True), {"overlaps"}),
        (of("2022-03-01", "2022-03-31"), of("2022-04-01", "2022-04-30"), {"before", "meets"}),
        (of("2022-03-01", "2022-03-31"), of("2022-03-31", None, lasts=True), {"before", "meets", "starts", "equals"}),
        (of(None, None), of("2022-03-01", "2022-03-01"), {"before", "meets", "equals", "met by", "after"}),
    ],
)
def test_allen_relations_that_may_hold(a: When, b: When, relations: set[str]) -> None:
    assert allen(a, b) == relations


@given(whens(), whens())
def test_allen_of_the_other_order_is_the_converse(a: When, b: When) -> None:
    assert allen(b, a) == {CONVERSE[relation] for relation in allen(a, b)}


NEAR = st.dates(date(2022, 3, 1), date(2022, 3, 9))


@given(whens(NEAR), whens(NEAR))
def test_allen_finds_every_relation_that_some_choice_of_days_gives(a: When, b: When) -> None:
    def extents(when: When) -> list[When]:
        days = [date(2022, 2, 20) + timedelta(days=n) for n in range(30)]
        inside = [day for day in days if when.holds(day)]
        if not when.lasts:
            return [When.on(day) for day in inside]
        starts, ends = [when.earliest] if when.earliest else inside, [when.latest] if when.latest else inside
        return [When(earliest=s, latest=e, lasts=True) for s, e in product(starts, ends) if s <= e][::7]

    assert allen(a, b) >= {r for one, two in product(extents(a)[::3], extents(b)[::3]) for r in allen(one, two)}
