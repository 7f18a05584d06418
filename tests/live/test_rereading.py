"""A desk read again by another coder and another reader: ids and people's work stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from dragoman.carry import carry
from dragoman.live import view
from dragoman.live.judge import accept, correct, reject, same
from dragoman.record import Coding, Document, Event, Judgement, Party, Report, Text, record_id
from dragoman.when import When

AT = datetime(2024, 5, 1, tzinfo=UTC)
BY = {"by": "ana", "at": AT}
LINE = re.compile(r"On (\d+) (\w+) 2022 ([A-Z]\w+ [A-Z]\w+) (met|called) ([A-Z]\w+ [A-Z]\w+)(?: in (\w+))?\.")
MONTHS = ["January", "February", "March", "April", "May", "June"]
NORTH = ["Ada Berg", "Bo Carlsen", "Cy Dahl", "Di Engen", "Ed Falk", "Flo Grann", "Gus Holm"]
SOUTH = ["Ana Brito", "Bia Costa", "Caio Dias", "Dora Eanes", "Elio Faria"]
TOWNS = ["Aldby", "Bruvik", "Corda", "Dunholt"]

Coder = Callable[[Text], list[Event]]


def body(number: int) -> str:
    """Two dated contacts under a header line, with words around them that many documents share."""
    day = date(2022, 1, 2) + timedelta(days=2 * number)
    later = day + timedelta(days=7)
    one, other = NORTH[number % 7], SOUTH[number % 5]
    return (
        f"Desk bulletin number {number}\n\nThe week was quiet. "
        f"On {day.day} {MONTHS[day.month - 1]} 2022 {one} met {other} in {TOWNS[number % 4]}. "
        f"They talked for an hour. On {later.day} {MONTHS[later.month - 1]} 2022 {other} called {one}. "
        "Nothing else was said.\n"
    )


def text(number: int, *, header: bool) -> Text:
    words = body(number) if header else body(number).split("\n", 1)[1]
    return Text(
        id=f"t-{number}-{header}", document=f"d-{number:02}", reader="plain", version="1", sha256="", body=words
    )


def coder(page: Text) -> list[Event]:
    found: list[Event] = []
    for match in LINE.finditer(page.body):
        day, month, one, verb, other, town = match.groups()
        trigger = page.span(*match.span(4))
        found.append(
            Event(
                id=record_id("event", page.document, verb, 0), document=page.document, type="CONSULT",
                mode={"met": "meet", "called": "phone"}[verb], place=town,
                actors=(Party(kind="person", name=one, country="NOR"), Party(kind="person", name=other, country="PRT")),
                when=When.on(date(2022, 1 + MONTHS.index(month), int(day))), trigger=trigger,
                evidence=(page.span(*match.span()),), coding=Coding(coder="line", version="1", confidence=1),
            )
        )  # fmt: skip
    return found


def other_coder(page: Text) -> list[Event]:
    """Shifts every date by a day, gives a third of the actors other names, drops a third of the events."""
    number = int(page.document[2:])
    out = []
    for turn, event in enumerate(coder(page)):
        if (number + turn) % 3 == 2:
            continue
        renamed = tuple(
            p.model_copy(update={"name": f"{(p.name or '').split()[0]} Renamed"}) if number % 3 == 0 else p
            for p in event.actors
        )
        out.append(event.model_copy(update={"id": f"{event.id}-x", "when": event.when.shift(1), "actors": renamed}))
    return out


def reports(numbers: Sequence[int], records: dict[str, Event], living: set[str]) -> list[Report]:
    papers = {
        f"d-{n:02}": Document(
            id=f"d-{n:02}", sha256="", retrieved=AT, published=When.on(date(2022, 7, 1) + timedelta(days=n))
        )
        for n in numbers
    }
    return [Report(e, papers[e.document], e.document, 1, e.id not in living) for e in records.values()]


@pytest.mark.parametrize(("second", "header"), [(other_coder, True), (coder, False), (other_coder, False)])
def test_rereading_keeps_every_judgement(second: Coder, header: bool) -> None:
    numbers = range(60)
    old = {e.id: e for n in numbers for e in coder(text(n, header=True))}
    assert len(old) == 120
    names = list(old)
    rejected, corrected, joined = names[:40:2], names[40:60:2], list(zip(names[60:80:2], names[90:110:2], strict=True))
    accepted = names[61:71:2]
    judgements: list[Judgement] = [reject(old[i], **BY) for i in rejected]  # type: ignore[arg-type]
    judgements += [correct(old[i], "place", f"Hall {i}", **BY) for i in corrected]  # type: ignore[arg-type]
    judgements += [same(old[a], old[b], **BY) for a, b in joined]  # type: ignore[arg-type]
    judgements += [accept(old[i], **BY) for i in accepted]  # type: ignore[arg-type]
    assert not {r.event.id for c in view(reports(numbers, old, set(old)), judgements) for r in c.reports} & {*rejected}

    living: dict[str, Event] = {}
    lost: set[str] = set()
    for n in numbers:
        page = text(n, header=header)
        carried = carry([e for e in old.values() if e.document == page.document], second(page), page)
        living.update((e.id, e) for e in carried.records if isinstance(e, Event))
        lost.update(carried.lost)
        assert not carried.adrift
    assert {*living, *lost} == set(old)  # nothing under a fresh id, nothing gone without a word
    assert bool(lost) is (second is other_coder)

    clusters = view(reports(numbers, {**old, **living}, set(living)), judgements)
    by_id = {r.event.id: c for c in clusters for r in c.reports}
    for name in rejected:
        assert name not in by_id or by_id[name].flags[:1] == ("changed since rejected",)
    back = {name for name in rejected if name in by_id}
    renamed = {i for i in rejected if i in living and int(living[i].document[2:]) % 3 == 0}
    assert back == (renamed if second is other_coder else set())
    assert all(by_id[name].event.place == f"Hall {name}" for name in corrected)
    assert all(by_id[a] is by_id[b] for a, b in joined)
    assert set(accepted) <= set(by_id)
    assert all("kept by judgement" in by_id[i].flags for i in lost & {*corrected, *accepted})
