"""Faults that a source's own words give away; most of the rows are about what must not be doubted."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dragoman import codebook, read, run
from dragoman.code import faults
from dragoman.record import Fault, Problem
from dragoman.source import Source

ADDED = datetime(2026, 1, 5, tzinfo=UTC)

REVIEW = """Armenia and Azerbaijan: Diary of the Talks

Review period: April 1 – June 30, 2023

April

On April 11, four Armenian soldiers were killed near Tegh.

On April 23, Azerbaijan put up a checkpoint on the Lachin road.

May

On May 1, the foreign ministers began four days of talks near Washington.

{item}

On May 14, Charles Michel hosted Nikol Pashinyan and Ilham Aliyev in Brussels.

June

On June 1, five leaders met on the margins of the summit near Chisinau.

On June 27, the foreign ministers met again in Washington.
"""
SPEECH = """Notes from Yerevan

May 2023

On May 14, 2023, Charles Michel hosted Nikol Pashinyan and Ilham Aliyev in Brussels. The talks lasted two hours.

{words}
"""


def raised(body: str) -> list[Fault]:
    found = next(read.read(Source("note.txt", body.encode(), ADDED)))
    assert not isinstance(found, Problem)
    document, text, marks = run.marked(*found)
    return list(faults.code(text, document, marks, codebook.load()))


def told(body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.rule, f.trigger.exact, tuple(s.exact for s in f.against)) for f in raised(body)]


def test_a_day_of_another_month_under_a_month_heading_is_a_fault_and_keeps_its_date() -> None:
    item = "On April 25, Ararat Mirzoyan met Ceyhun Bayramov in Moscow."
    (fault,) = raised(REVIEW.format(item=item))
    assert (fault.rule, fault.severity, fault.trigger.exact) == ("heading month", "high", "April 25")
    assert [s.exact for s in fault.against] == ["May", "May 14"]
    assert fault.evidence[0].exact == item  # type: ignore[union-attr]
    assert fault.coding.reason == "a day of another month under the heading “May”; days that fit the heading: 2"
    assert fault.when.day == date(2023, 4, 25)


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("As agreed on April 25, the ministers met.", "it does not open with the day"),
        ("Since April 25, the road has been closed.", "a beginning"),
        ("Until June 3, the road stayed closed.", "an end"),
        ("By June 3, both sides are to name their delegates.", "a deadline"),
        ("The ministers spoke of the checkpoint put up on April 23.", "told in passing"),
        ("On April 25, the two ministers had agreed to go to Washington.", "it looks back"),
        ("On April 25, as announced earlier, the ministers met.", "it looks back"),
        ("On June 1, the leaders will meet near Chisinau.", "it looks ahead"),
        ("On June 1, a meeting of five leaders is planned near Chisinau.", "it looks ahead"),
        ("April 28 – May 2: the envoys travelled between both capitals.", "a range that reaches into the month"),
        ("On April 25, 2018, Nikol Pashinyan led the protests in Yerevan.", "another year"),
        ("On April 25 the lists were exchanged. On May 8 the first prisoners went home.", "the item reaches the month"),
        ("On April 30, late at night, talks began; in May they went on.", "the month is named beside it"),
        ("On the next day, the ministers met again.", "no day is stated"),
        ("Background\n\nOn April 25, both armies exchanged fire near Tegh.", "a heading of what came before"),
        ("May 25 in Moscow\n\nOn April 25, both armies exchanged fire near Tegh.", "another heading with a day"),
    ],
)
def test_other_days_under_a_month_heading_are_no_faults(item: str, why: str) -> None:
    assert told(REVIEW.format(item=item)) == [], why


def test_a_heading_that_its_items_do_not_obey_accuses_none_of_them() -> None:
    body = REVIEW.format(item="On April 25, envoys met.\n\nOn April 26, envoys met.\n\nOn April 27, envoys met.")
    assert told(body) == []


def test_after_the_last_month_a_closing_part_may_go_back() -> None:
    closing = "\nOutlook\n\nOn May 14, both sides named the price of peace.\n"
    assert told(REVIEW.format(item="") + closing) == []


def test_a_part_that_every_month_has_is_governed_by_its_month() -> None:
    months = (
        ("April", "On April 4, the ministers spoke by telephone."),
        ("May", "On May 19, the ministers met in Moscow."),
        ("June", "On May 27, the ministers met in Washington."),
    )
    body = "Diary of the Talks\n\n" + "\n\n".join(
        f"{month}\n\nLeaders\n\nOn {month} 2, the leaders spoke.\n\nForeign Ministers\n\n{item}"
        for month, item in months
    )
    assert told(body) == [("heading month", "May 27", ("June", "June 2"))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Хроника переговоров\n\nМай\n\n1 мая министры иностранных дел начали переговоры под Вашингтоном.\n\n"
            "25 апреля Арарат Мирзоян встретился с Джейхуном Байрамовым в Москве.\n\n"
            "14 мая Никол Пашинян и Ильхам Алиев встретились в Брюсселе.\n",
            [("heading month", "25 апреля", ("Май", "1 мая"))],
        ),
        (
            "Хроніка переговорів\n\nТравень\n\n1 травня міністри закордонних справ почали переговори під Вашингтоном.\n\n"
            "25 квітня Арарат Мірзоян зустрівся з Джейхуном Байрамовим у Москві.\n\n"
            "14 травня Нікол Пашинян та Ільхам Алієв зустрілися в Брюсселі.\n",
            [("heading month", "25 квітня", ("Травень", "14 травня"))],
        ),
        (
            "Хроника переговоров\n\nМай\n\n1 мая министры иностранных дел начали переговоры под Вашингтоном.\n\n"
            "С 25 апреля дорога через Лачин была закрыта для всех.\n\n"
            "3 июня лидеры будут говорить в Молдове.\n\n"
            "14 мая Никол Пашинян и Ильхам Алиев встретились в Брюсселе.\n",
            [],
        ),
    ],
)
def test_the_rules_hold_in_other_languages(body: str, expected: object) -> None:
    assert told(body) == expected


def test_two_days_for_one_occasion_in_a_speech_are_a_fault() -> None:
    words = (
        "The prime minister said: “They shot at us two days ago. We had to answer (on April 11, near Tegh, four died).”"
    )
    (fault,) = raised(SPEECH.format(words=words))
    assert (fault.rule, fault.severity, fault.trigger.exact) == ("speech day", "high", "two days ago")
    assert [s.exact for s in fault.against] == ["April 11", "May 14, 2023"]
    assert fault.coding.reason == "said on 2023-05-14 it means 2023-05-12, and the speech names 2023-04-11"
    assert (fault.when.earliest, fault.when.latest) == (date(2023, 4, 11), date(2023, 5, 12))


@pytest.mark.parametrize(
    "words",
    [
        'On May 20, the prime minister told parliament: "Two weeks ago, on April 11, they shot at us."',
        "The prime minister said: “Three days ago, on April 11, they shot at us.”",
    ],
)
def test_apposition_counts_and_the_day_of_the_speech_is_the_nearest(words: str) -> None:
    assert [rule for rule, _, _ in told(SPEECH.format(words=words))] == ["speech day"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("He said: “They shot at us two days ago (on May 12, near Tegh).”", "it is that day"),
        ("He said: “They shot at us two days ago (on May 11, near Tegh).”", "a day more or less is rounding"),
        ("He said: “They shot at us a month ago (on April 11, near Tegh).”", "two days more or less of a month"),
        ("He said: “They shot at us some days ago (on April 11, near Tegh).”", "no number"),
        ("He said: “They shot at us two days ago. In 2020 we lost Shusha (on November 8).”", "another time between"),
        ("He said: “They shot at us two days ago. We want peace. Remember Tegh (on April 11).”", "another sentence between"),
        ("He said: “They shot at us two days ago.” The fight was near Tegh (on April 11).", "outside the quotation"),
        ("They shot two days ago (on April 11, near Tegh), he wrote.", "no quotation"),
        ("He had said earlier: “They shot at us two days ago (on April 11, near Tegh).”", "a speech of another day"),
        ("On May 20, the talks went on.\n\nHe said: “They shot two days ago (on April 11, near Tegh).”", "two days to choose from"),
        ("He said: “They shot at us two days ago (the talks began on April 11, near Tegh).”", "the bracket is about something else"),
    ],
)  # fmt: skip
def test_other_words_in_a_speech_are_no_faults(words: str, why: str) -> None:
    assert told(SPEECH.format(words=words)) == [], why


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The leaders met on Monday, 14 May 2023, in Brussels.", [("weekday", "Monday, 14 May 2023", ())]),
        ("The leaders met on Sunday, 14 May 2023, in Brussels.", []),
        ("The leaders met on Monday, 14 May, in Brussels.", []),  # the year is understood, and may be the fault
        (
            "The talks lasted from 4 May 2023 to 1 May 2023 near Washington.",
            [("order", "4 May 2023 to 1 May 2023", ())],
        ),
        ("The talks lasted from 1 May 2023 to 4 May 2023 near Washington.", []),
        ("The truce held from 28 December to 3 January, the ministers said.", []),
    ],
)
def test_the_calendar_is_checked_where_the_year_is_stated(body: str, expected: object) -> None:
    assert told(body) == expected


def test_ids_are_the_same_at_each_reading_and_differ_within_one() -> None:
    body = "The leaders met on Monday, 14 May 2023, in Brussels. They met on Monday, 14 May 2023, twice."
    one, other = raised(body), raised(body)
    assert [f.id for f in one] == [f.id for f in other]
    assert len({f.id for f in one}) == 2
