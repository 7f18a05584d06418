"""Laws of merging: order, repetition, people's word, and how far a cluster looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.live.merge import MARGIN, Cluster, merge
from dragoman.record import Coding, Document, Event, Party, Report, Span
from dragoman.when import When

NEW_YEAR = date(2022, 1, 1)
PEOPLE = [
    Party(kind="person", name=name, country=country)
    for name, country in (
        ("Alexander Lukashenko", "BLR"), ("Vladimir Makei", "BLR"), ("Vladimir Putin", "RUS"), ("Sergey Lavrov", "RUS"),
    )
]  # fmt: skip
STATES = [Party(kind="state", name=code, country=code) for code in ("BLR", "RUS", "UKR")]
WORDS = ["The two sides met that day in the capital.", "A long talk took place between them at night."]


@st.composite
def whens(draw: st.DrawFn, days: int = 12) -> When:
    first = NEW_YEAR + timedelta(days=draw(st.integers(0, days)))
    kind = draw(st.sampled_from(["day", "day", "day", "day", "stay", "within", "open", "unknown"]))
    if kind == "unknown":
        return When()
    if kind == "open":
        return When(earliest=first)
    if kind == "stay":
        return When(earliest=first, latest=first + timedelta(days=draw(st.integers(1, 12))), lasts=True)
    if kind == "within":
        return When(earliest=first, latest=first + timedelta(days=draw(st.sampled_from([6, 30, 61, 90]))))
    return When.on(first)


@st.composite
def telling(draw: st.DrawFn, number: int, days: int = 12) -> Report:
    document = f"d-{draw(st.integers(0, 5))}"
    words = draw(st.sampled_from(WORDS))
    at = draw(st.integers(0, 2)) * 100
    span = Span(document=document, text=document, start=at, end=at + len(words), exact=words)
    trigger = Span(document=document, text=document, start=at, end=at + 3, exact=words[:3])
    consult = draw(st.sampled_from([True, True, True, False]))
    contact = draw(st.sampled_from(["meet", "meet", "visit", "phone", "negotiate", "multilateral"]))
    who = draw(st.lists(st.sampled_from(PEOPLE + STATES), max_size=3, unique=True))
    event = Event(
        id=f"e-{number:02}", document=document, type="CONSULT" if consult else "AGREE",
        mode=contact if consult else None, content=None if consult else draw(st.sampled_from([None, "CONSULT/meet"])),
        actors=tuple(who if consult else who[:1]), recipients=tuple(() if consult else who[1:]),
        standing=draw(st.sampled_from(["stated", "stated", "claimed", "denied"])),
        place=draw(st.sampled_from([None, None, "Minsk", "Moscow", "Kremlin, Moscow"])),
        place_country=draw(st.sampled_from([None, "BLR"])), round=draw(st.sampled_from([None, None, 2, 3])),
        format=draw(st.sampled_from([None, None, "CSTO summit"])), when=draw(whens(days)),
        status=draw(st.sampled_from(["happened", "happened", "planned"])), trigger=trigger, evidence=(span,),
        coding=Coding(coder="law", version="1", confidence=0.5),
    )  # fmt: skip
    paper = Document(
        id=document,
        sha256="",
        retrieved=datetime(2022, 9, 1),
        published=When.on(NEW_YEAR + timedelta(days=int(document[2:]))),
    )
    return Report(event, paper, draw(st.sampled_from([document, "d-0"])), 1)


@st.composite
def tellings(draw: st.DrawFn, most: int = 9, days: int = 12) -> list[Report]:
    return [draw(telling(number, days)) for number in range(draw(st.integers(0, most)))]


@st.composite
def words_of_people(draw: st.DrawFn, ids: int = 9) -> dict[tuple[str, str], tuple[int, bool]]:
    pairs: dict[tuple[str, str], tuple[int, bool]] = {}
    for place in range(draw(st.integers(0, 5))):
        a, b = sorted(draw(st.lists(st.integers(0, ids), min_size=2, max_size=2, unique=True)))
        pairs[f"e-{a:02}", f"e-{b:02}"] = (place, draw(st.booleans()))
    return pairs


def members(clusters: Sequence[Cluster]) -> list[list[str]]:
    return sorted(sorted(r.event.id for r in c.reports) for c in clusters)


@settings(max_examples=60, deadline=None)
@given(tellings(), words_of_people(), st.randoms(use_true_random=False))
def test_the_order_of_reports_makes_no_difference(
    found: list[Report], pairs: dict[tuple[str, str], tuple[int, bool]], chance: object
) -> None:
    expected = merge(found, pairs)
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled, pairs) == expected


@settings(max_examples=8, deadline=None)
@given(tellings(most=5).filter(lambda found: len(found) == 5))
def test_all_orders_of_five_reports_give_the_same_clusters(found: list[Report]) -> None:
    assert {repr(merge(order)) for order in permutations(found)} == {repr(merge(found))}


@settings(max_examples=50, deadline=None)
@given(tellings(), words_of_people())
def test_every_report_is_in_one_cluster_and_telling_twice_adds_nothing(
    found: list[Report], pairs: dict[tuple[str, str], tuple[int, bool]]
) -> None:
    once = merge(found, pairs)
    assert sorted(i for c in members(once) for i in c) == [r.event.id for r in found]
    assert merge([*found, *found], pairs) == once
    assert merge([r for c in once for r in c.reports], pairs) == once


@settings(max_examples=80, deadline=None)
@given(tellings(), words_of_people())
def test_peoples_last_word_on_a_pair_wins(found: list[Report], pairs: dict[tuple[str, str], tuple[int, bool]]) -> None:
    if not pairs:
        return
    (a, b), (_, same) = max(pairs.items(), key=lambda p: p[1][0])
    where = {i: n for n, c in enumerate(members(merge(found, pairs))) for i in c}
    if a in where and b in where:
        assert (where[a] == where[b]) is same


@settings(max_examples=60, deadline=None)
@given(tellings())
def test_a_document_that_tells_two_events_apart_is_believed(found: list[Report]) -> None:
    for cluster in merge(found):
        by_document: dict[str, set[str]] = {}
        for report in cluster.reports:
            places = by_document.setdefault(report.event.document, set())
            first = report.event.evidence[0]
            assert isinstance(first, Span)
            assert all(first.exact in place for place in places)
            places.add(first.exact)


@settings(max_examples=80, deadline=None)
@given(tellings(most=14, days=250), st.integers(0, 250), st.integers(0, 20))
def test_what_lies_beyond_the_margin_makes_no_difference(found: list[Report], offset: int, length: int) -> None:
    start = NEW_YEAR + timedelta(days=offset)
    end = start + timedelta(days=length)
    margin = timedelta(days=MARGIN)

    def seen(clusters: list[Cluster]) -> list[Cluster]:
        return [c for c in clusters if c.event.when.meets(start, end)]

    near = [r for r in found if r.event.when.meets(start - margin, end + margin)]
    assert seen(merge(near)) == seen(merge(found))
