from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dragoman.analyse.coverage import Coverage
from dragoman.cited import Line, Review, Section
from dragoman.live import Cluster
from dragoman.record import Statement
from dragoman.review import draft
from dragoman.when import When


def sections(review: Review) -> Iterator[Section]:
    def inner(section: Section) -> Iterator[Section]:
        yield section
        for below in section.sections:
            yield from inner(below)

    for section in review.sections:
        yield from inner(section)


def where(review: Review) -> dict[str, str]:
    """Record id to the path of headings it stands under."""

    def walk(section: Section, above: str) -> Iterator[tuple[str, str]]:
        path = f"{above} > {section.title}" if above else section.title
        yield from ((line.record, path) for line in section.lines if line.record)
        for below in section.sections:
            yield from walk(below, path)

    return dict(pair for section in review.sections for pair in walk(section, ""))


def test_each_event_stands_once_under_its_month_and_level(review: Review) -> None:
    assert where(review) == {
        "n-1": "Key Considerations",
        "e-video": "Chronology > December 2021 > Meetings and Talks Between the Presidents",
        "e-call-1": "Chronology > December 2021 > Meetings and Talks Between the Presidents",
        "e-stockholm": "Chronology > December 2021 > Activities of the Ministries of Foreign Affairs",
        "e-agreed": "Chronology > December 2021 > Acts and Measures > Agreements, Support and Concessions",
        "e-jan21": "Chronology > January 2022 > Activities of the Ministries of Foreign Affairs",
        "e-geneva": "Chronology > January 2022 > Consultations of Deputy Ministers",
        "e-council": "Chronology > January 2022 > Consultations of Deputy Ministers",
        "e-claim": "Chronology > January 2022 > Meeting with an Ambassador > Claimed, Not Confirmed",
        "e-call-2": "Chronology > February 2022 > Meeting and Talks Between the Presidents",
        "e-hand": "Chronology > February 2022 > Other Contact",
        "e-set": "Chronology > February 2022 > Acts and Measures > Agreements, Support and Concessions",
        "e-plan": "Chronology > February 2022 > Planned, Offered, Called Off or Denied",
        "e-off": "Chronology > February 2022 > Planned, Offered, Called Off or Denied",
        "e-winter": "Not Dated to a Month",
        "e-denied": "Not Dated to a Month > Planned, Offered, Called Off or Denied",
    }
    records = [line.record for section in sections(review) for line in section.lines if line.record]
    assert [record for record, n in Counter(records).items() if n > 1] == []


def test_citations_count_from_one_in_reading_order(review: Review) -> None:
    assert [cite.number for cite in review.citations] == list(range(1, len(review.citations) + 1))


def test_messages_stand_under_their_event_and_quote_the_words(review: Review) -> None:
    messages = {line.record: [m.text for m in line.under] for line in review.lines if line.under}
    assert messages == {
        "e-video": [
            "Joe Biden, as reported: “warned of strong economic measures”",
            "Vladimir Putin: “We want guarantees that are written down”",
        ],
        "e-jan21": ["Sergey Lavrov, as reported: “Россия ждёт письменного ответа”"],
    }


def test_disagreements_and_origins_stand_under_the_line(review: Review) -> None:
    geneva = next(line for line in review.lines if line.record == "e-geneva")
    assert [cite.document for cite in geneva.cites] == ["d-note", "d-wire", "d-copy"]
    assert set(geneva.remarks) == {
        "kind of contact: talks (1 document), a meeting (2 documents)",
        "duration: seven hours (1 document), eight hours (2 documents)",
        "3 documents, 2 independent origins",
    }


def test_what_a_person_entered_is_printed_as_such(review: Review) -> None:
    entered = next(line for line in review.lines if line.record == "e-hand")
    assert (entered.kind, entered.cites) == ("own", ())
    assert entered.remarks == ("entered by A. Desk, without a document: told by telephone",)


def counted(review: Review) -> list[Line]:
    return [line for line in review.lines if line.kind == "counted"]


def test_a_number_cites_the_query_its_clocks_and_what_it_gave(review: Review) -> None:
    query = next(line for line in counted(review) if line.text.startswith("Heads of state")).cites[0].query
    assert query is not None
    assert query.command == "show contacts --about USA,RUS --from 2021-12-01 --to 2022-02-28 --level 'heads of state'"
    assert (query.as_of, query.recorded) == (date(2022, 3, 1), 6)
    assert query.ids == ("e-video", "e-call-1", "e-call-2")
    assert query.coverage.startswith("5 documents read")


def test_the_table_counts_what_the_chronology_prints(review: Review) -> None:
    printed = [
        line
        for section in sections(review)
        if section.month and "-acts" not in section.id and "-apart" not in section.id
        for line in section.lines
        if line.record
    ]  # fmt: skip
    assert review.table.total == len(printed) == 9
    assert counted(review)[0].text.startswith("9 contacts are recorded from 1 December 2021 to 28 February 2022")


def absences(review: Review) -> list[str]:
    return [line.text for line in counted(review) if line.text.startswith("No meeting")]


def test_an_absence_is_stated_where_the_month_was_read(review: Review) -> None:
    assert absences(review) == [
        "No meeting in person of the presidents is recorded in December 2021; 1 telephone conversation and "
        "1 video conference are.",
        "No meeting in person of the presidents is recorded in February 2022; 1 telephone conversation is.",
    ]


@pytest.mark.parametrize("coverage", [None, Coverage(documents=5, undated=5, problems=0, months=())])
def test_an_absence_is_refused_where_coverage_is_unknown(
    clusters: Sequence[Cluster], options: dict[str, Any], coverage: Coverage | None
) -> None:
    assert absences(draft(clusters, [], [], coverage=coverage, **options)) == []


@pytest.mark.parametrize("mode", ["meet", None])
def test_an_absence_is_refused_where_an_undated_meeting_may_lie_in_the_month(
    clusters: Sequence[Cluster], options: dict[str, Any], mode: str | None
) -> None:
    winter = next(c for c in clusters if c.id == "e-winter")
    event = winter.event.model_copy(update={"level": "heads of state", "mode": mode})
    changed = [c for c in clusters if c is not winter] + [Cluster(winter.id, event, winter.reports, 1)]
    known = Coverage(documents=5, undated=2, problems=0, months=(((2021, 12), 1), ((2022, 2), 1)))
    assert absences(draft(changed, [], [], coverage=known, **options)) == []


def test_an_event_outside_the_period_is_left_out_and_one_that_lasts_into_it_is_kept(
    clusters: Sequence[Cluster], options: dict[str, Any]
) -> None:
    stockholm = next(c for c in clusters if c.id == "e-stockholm")
    when = stockholm.event.when.model_copy(update={"latest": date(2022, 2, 1), "lasts": True})
    lasting = Cluster("e-long", stockholm.event.model_copy(update={"when": when}), stockholm.reports, 1)
    late = options | {"start": date(2022, 1, 15)}
    found = where(draft([stockholm, lasting], [], [], **late))
    assert {id: path for id, path in found.items() if id != "n-1"} == {
        "e-long": "Chronology > January 2022 > Activities of the Ministries of Foreign Affairs"
    }


def test_nothing_recorded_is_a_review_that_says_so(options: dict[str, Any]) -> None:
    empty = draft([], [], [], **options | {"notes": ()})
    assert [line.text for line in empty.lines] == ["0 contacts are recorded from 1 December 2021 to 28 February 2022."]
    assert empty.chronology.lead == "Nothing in the record is dated to a month of this period."
    assert empty.considerations.lead is not None


def test_the_same_words_of_one_speaker_told_twice_are_one_message(
    clusters: Sequence[Cluster], statements: Sequence[Statement], options: dict[str, Any]
) -> None:
    putin = next(s for s in statements if s.id == "s-putin")
    again = putin.model_copy(update={"id": "s-again", "document": "d-wire"})
    [video] = [line for line in draft(clusters, [putin, again], [], **options).lines if line.record == "e-video"]
    assert [[cite.document for cite in message.cites] for message in video.under] == [["d-note", "d-wire"]]


def test_a_note_stands_under_the_event_it_is_about_and_nowhere_else(
    clusters: Sequence[Cluster], options: dict[str, Any]
) -> None:
    [general] = options["notes"]
    about = general.model_copy(update={"id": "n-2", "about": ("e-copied",)})
    elsewhere = general.model_copy(update={"id": "n-3", "about": ("e-of-another-review",)})
    made = draft(clusters, [], [], **options | {"notes": (general, about, elsewhere)})
    [geneva] = [line for line in made.lines if line.record == "e-geneva"]
    assert [line.record for line in geneva.under] == ["n-2"]
    assert [line.record for line in made.lines if line.kind == "own"] == ["n-1", "n-2", "e-hand"]


def test_an_undated_past_event_told_of_before_the_period_is_left_out(
    clusters: Sequence[Cluster],
) -> None:
    cluster = next(
        c
        for c in clusters
        if len(c.reports) == 1 and c.event.status == "happened" and c.reports[0].document.published.latest
    )
    loose = replace(cluster, event=cluster.event.model_copy(update={"when": When()}))
    told = cluster.reports[0].document.published.latest
    assert told is not None
    after = draft(
        [loose], [], [], start=told + timedelta(days=1), end=told + timedelta(days=30),
        made=datetime(2023, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    before = draft([loose], [], [], start=told - timedelta(days=30), end=told, made=datetime(2023, 1, 1, tzinfo=UTC))
    assert after.undated is None
    assert before.undated is not None
