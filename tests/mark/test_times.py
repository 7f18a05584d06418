"""Times with their anchors: what decides a year-less or relative date, and when nothing may."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import codebook
from dragoman.mark.times import mark, published, review_period
from dragoman.marks import Sentence, Time
from dragoman.record import Block, BlockKind, Text
from dragoman.text.sentences import split
from dragoman.when import When

BOOK = codebook.load()
UNKNOWN = When()
MAY_2 = When.on(date(2025, 5, 2))  # a Friday


def text_of(*lines: str, language: str = "en") -> tuple[Text, list[Sentence]]:
    """A text of one block a line: "# " opens a heading, "## " one of the next level, "* " an item."""
    blocks, body = [], ""
    for line in lines:
        mark_, _, words = line.partition(" ")
        kinds: dict[str, tuple[BlockKind, int]] = {"#": ("heading", 1), "##": ("heading", 2), "*": ("item", 0)}
        kind, level = kinds.get(mark_, ("paragraph", 0))
        words = words if mark_ in kinds else line
        blocks.append(Block(kind=kind, start=len(body), end=len(body) + len(words), level=level))
        body += words + "\n\n"
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, blocks=tuple(blocks))
    return text, split(body, text.blocks, language)


def times(*lines: str, when: When = UNKNOWN, language: str = "en") -> list[tuple[str, str, str | None, str]]:
    """Words, value, EDTF and anchor of every time in the lines."""
    text, sentences = text_of(*lines, language=language)
    return [(text.body[t.start : t.end], t.value, t.when.edtf, t.anchor) for t in mark(text, sentences, when, BOOK)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On March 11 they met.", ("March 11", "2025-03-11", "2025-03-11", "publication")),
        ("On December 11 they met.", ("December 11", "2024-12-11", "2024-12-11", "publication")),
        ("They will meet on May 9.", ("May 9", "2025-05-09", "2025-05-09", "publication")),
        ("The accord will be signed on June 1.", ("June 1", "2025-06-01", "2025-06-01", "publication")),
        ("As reported on April 17, a panel will be formed.", ("April 17", "2025-04-17", "2025-04-17", "publication")),
        ("The truce was to begin on May 5.", ("May 5", "2025-05-05", "2025-05-05", "publication")),
        ("The list will be published on May 5.", ("May 5", "2025-05-05", "2025-05-05", "publication")),
        ("Talks on May 5.", ("May 5", "2025-05-05", "2025-05-05", "publication")),
        ("Talks on October 5.", ("October 5", "XXXX-10-05", "[2024-10-05..2025-10-05]", "publication")),
        ("On Saturday, May 3, they met.", ("Saturday, May 3", "2025-05-03", "2025-05-03", "publication")),
        ("They met yesterday.", ("yesterday", "2025-05-01", "2025-05-01", "publication")),
        ("They met on Monday.", ("Monday", "2025-04-28", "2025-04-28", "publication")),
        ("They will meet on Monday.", ("Monday", "2025-05-05", "2025-05-05", "publication")),
        ("They met last week.", ("last week", "2025-W17", "[2025-04-21..2025-04-27]", "publication")),
        ("They met last month.", ("last month", "2025-04", "2025-04", "publication")),
        ("They met three days ago.", ("three days ago", "2025-04-29", "2025-04-29", "publication")),
        ("They met in late September.", ("late September", "2024-09", "[2024-09-21..2024-09-30]", "publication")),
        ("They met in summer 2014.", ("summer 2014", "2014-SU", "[2014-06-01..2014-08-31]", "explicit")),
        ("It has hosted talks since 2022.", ("2022", "2022", "2022-01-01/2025-05-02", "explicit")),
        ("It must be done by 2030.", ("2030", "2030", "[..2030-12-31]", "explicit")),
        ("The visit of March 30-April 1 ended.", ("March 30-April 1", "2025-03-30/2025-04-01", "2025-03-30/2025-04-01", "publication")),
        ("He said “they met yesterday”.", ("yesterday", "XXXX-XX-XX", "[..2025-05-02]", "none")),
        ("The next day he left.", ("The next day", "XXXX-XX-XX", None, "none")),
        ("The vote was postponed until Monday.", ("Monday", "2025-05-05", "2025-05-05", "publication")),
        ("The envoy could arrive as early as Monday.", ("Monday", "2025-05-05", "2025-05-05", "publication")),
        ("Until Thursday, they had not spoken.", ("Thursday", "2025-05-01", "2025-05-01", "publication")),
        ("The paper welcomed Tuesday's accord.", ("Tuesday", "2025-04-29", "2025-04-29", "publication")),
        ("On Sunday, officials said the road was open.", ("Sunday", "2025-04-27", "2025-04-27", "publication")),
        ("The books of a term ended May 31.", ("May 31", "2024-05-31", "2024-05-31", "publication")),
        ("It has set May 9 as the limit.", ("May 9", "2025-05-09", "2025-05-09", "publication")),
        ("The pact is to be renewed on May 31.", ("May 31", "2025-05-31", "2025-05-31", "publication")),
        ("Trade fell below the previous Friday.", ("the previous Friday", "XXXX-XX-XX", "[2025-04-18..2025-04-25]", "publication")),
        ("They pay by the end of the month.", ("the end of the month", "2025-05", "[2025-04-01..2025-06-30]", "likely publication")),
        ("Trade was smaller a year earlier.", ("a year earlier", "2024", "[2023-01-01..2025-12-31]", "likely publication")),
        ("They return home by Victory Day.", ("Victory Day", "2025-05-09", "2025-05-09", "publication")),
        ("Doors open at noon.", ("noon", "XXXX-XX-XXT12:00", "[2024-01-01..2026-12-31]", "none")),
    ],
)  # fmt: skip
def test_a_dated_report(sentence: str, expected: tuple[str, str, str | None, str]) -> None:
    assert times(sentence, when=MAY_2) == [expected]


@pytest.mark.parametrize(
    "sentence",
    ["On March 11 they met.", "They met yesterday.", "They met on Monday.", "They met last week.", "In July they met.",
     "The next day they met.", "They met in late September.", "On the 5th, they met.", "They met five months later."],
)  # fmt: skip
def test_without_an_anchor_nothing_is_dated(sentence: str) -> None:
    (found,) = times(sentence)
    assert found[1].startswith("XXXX")
    assert found[2:] == (None, "none")


@pytest.mark.parametrize("line", [
    "Review period: February 24 – July 31, 2022", "Period under review: 24 February - 31 July 2022",
    "Reporting period: 24.02.2022 – 31.07.2022",
])  # fmt: skip
def test_a_review_period_gives_the_year(line: str) -> None:
    text, sentences = text_of("# The state of the talks", line)
    period = review_period(text, sentences, BOOK)
    assert period is not None
    assert (period.earliest, period.latest, period.lasts) == (date(2022, 2, 24), date(2022, 7, 31), True)
    assert [found[1:] for found in times(line, "On March 11 they met. On February 18 they had spoken.")[1:]] == [
        ("2022-03-11", "2022-03-11", "review period"),
        ("2022-02-18", "2022-02-18", "review period"),
    ]


def test_a_review_over_new_year_takes_each_date_from_its_own_year() -> None:
    found = times("Review period: November 24, 2021 – January 31, 2022", "On December 3 they met.", "On January 9 too.")
    assert [value for _, value, _, _ in found[1:]] == ["2021-12-03", "2022-01-09"]


def test_a_date_far_from_the_review_period_stays_wide() -> None:
    found = times("Review period: February 24 – April 30, 2022", "On September 5 they met.")
    assert found[1][1:3] == ("XXXX-09-05", "[2021-09-05..2022-09-05]")


def test_a_date_before_a_review_of_one_year_lies_in_that_year() -> None:
    found = times("Review period: July 1 – November 5, 2022", "The earlier round of March 10 failed.")
    assert found[1][1:] == ("2022-03-10", "2022-03-10", "review period")


def test_a_full_date_in_the_paragraph_settles_what_publication_leaves_open() -> None:
    found = times("They met on 28 April 2025. Further talks on May 5.", when=MAY_2)
    assert found[1][1:] == ("2025-05-05", "2025-05-05", "narrative 2025-04-28")


def test_after_an_aside_into_the_past_the_next_day_is_not_known() -> None:
    found = times("They met on 12 June 2023. He had won on 9 August 2020. The next day he left.")
    assert found[2][1:] == ("XXXX-XX-XX", None, "none")


@pytest.mark.parametrize("ago", ["5000 years ago", "500 decades ago", "99999 days later", "the past 4000 years"])
def test_counting_out_of_the_calendar_dates_nothing(ago: str) -> None:
    assert all(
        value.startswith(("P", "2025")) for _, value, _, _ in times(f"On 2 May 2025 he spoke; {ago} too.", when=MAY_2)
    )


def test_boilerplate_does_not_move_the_story() -> None:
    body = "They met on 5 March 2022.\nCopyright 1 January 2024\nThe next day they met again."
    kinds: tuple[BlockKind, ...] = ("paragraph", "boilerplate", "paragraph")
    starts, ends = (0, 26, 51), (25, 50, len(body))
    blocks = tuple(Block(kind=k, start=s, end=e) for k, s, e in zip(kinds, starts, ends, strict=True))
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, blocks=blocks)
    found = mark(text, split(body, blocks, "en"), UNKNOWN, BOOK)
    assert [t.value for t in found] == ["2022-03-05", "2024-01-01", "2022-03-06"]


def test_that_day_after_since_is_the_day_itself() -> None:
    found = times("It is the first meeting since 28 February 2025. That day they had quarrelled.")
    assert found[1][1:3] == ("2025-02-28", "2025-02-28")


def test_that_day_after_a_look_back_in_another_paragraph_is_either_day() -> None:
    found = times(
        "They met on 26 April 2025 in Rome.",
        "It was their first meeting since 28 February 2025. He had left Washington in anger.",
        "Later that day he saw the chancellor.",
    )
    assert [item[1:3] for item in found] == [
        ("2025-04-26", "2025-04-26"), ("2025-02-28", "2025-02-28/.."), ("XXXX-XX-XX", "[2025-02-28..2025-04-26]"),
    ]  # fmt: skip


def test_since_a_day_when_something_happened_names_that_day() -> None:
    found = times("It was their first meeting since 28 February 2025, when they had quarrelled.")
    assert found[0][1:3] == ("2025-02-28", "2025-02-28")


def test_the_same_day_four_paragraphs_on_is_the_only_day_named() -> None:
    found = times(
        "They met on 29 March 2022. He opened.", "One side spoke.", "The other spoke.", "On the same day he rang."
    )
    assert found[1][1:3] == ("2022-03-29", "2022-03-29")


def test_a_title_of_a_monthly_review_is_its_period() -> None:
    text, sentences = text_of("# Monthly review, March 2023", "On March 5 they met.")
    period = review_period(text, sentences, BOOK)
    assert period is not None
    assert period.edtf == "2023-03-01/2023-03-31"


def test_the_next_day_in_the_news_counts_from_a_weekday_just_named() -> None:
    found = times("The envoy landed on Tuesday. The next morning he left.", when=MAY_2)
    assert found[1] == ("The next morning", "2025-04-30TMO", "2025-04-30", "previous date 2025-04-29")
    apart = times("The envoy landed on Tuesday.", "The next morning he left.", when=MAY_2)
    assert apart[1] == ("The next morning", "XXXX-XX-XXTMO", None, "none")


def test_an_hour_lies_on_the_day_named_in_its_sentence() -> None:
    found = times("The shell fell at 10:35 a.m. (0735 GMT) on a market on Thursday.", when=MAY_2)
    assert ("10:35 a.m.", "2025-05-01T10:35", "2025-05-01", "2025-05-01 in the same sentence") in found
    two = times("They met yesterday. The shell fell at 10:35 a.m. in the rain.", when=MAY_2)
    assert two[1][1] == "XXXX-XX-XXT10:35"


def test_a_rate_is_no_time() -> None:
    found = times("The port handles 5 million tons a year, 5% a week and 24 hours a day.", when=MAY_2)
    assert [words for words, *_ in found] == ["a year", "24 hours"]  # behind any other noun it may be a duration


def test_a_stated_date_beats_the_month_heading() -> None:
    found = times(
        "Review period: February 24 – July 31, 2022", "# April", "* On March 26 they met.", "* On the 5th, too."
    )
    assert [item[1:] for item in found[1:]] == [
        ("2022-04", "2022-04", "review period"),
        ("2022-03-26", "2022-03-26", "review period"),
        ("2022-04-05", "2022-04-05", "review period"),
    ]


def test_year_and_month_headings_govern_what_stands_below() -> None:
    found = times("# 2015", "## January", "On the 9th, they met.", "## February", "On February 12 they agreed.", "# Outlook", "On March 3 they meet.")  # fmt: skip
    assert [value for _, value, _, _ in found] == [
        "2015",
        "2015-01",
        "2015-01-09",
        "2015-02",
        "2015-02-12",
        "XXXX-03-03",
    ]


def test_the_next_day_counts_from_the_date_the_section_has_reached() -> None:
    found = times(
        "On 23 March 2022 it expelled them. The next day it apologised.", "# Trade", "The same day prices rose."
    )
    assert [(value, anchor) for _, value, _, anchor in found] == [
        ("2022-03-23", "explicit"),
        ("2022-03-24", "previous date 2022-03-23"),
        ("XXXX-XX-XX", "none"),
    ]


def test_this_day_in_a_year_just_named_is_the_day_of_that_year() -> None:
    found = times("On July 3, 2022 they marked the day. In 1944, on this day, the city was freed.")
    assert [value for _, value, _, _ in found] == ["2022-07-03", "1944", "1944-07-03"]


def test_the_same_month_below_a_month_heading_is_that_month() -> None:
    assert times("# April 2022", "They met later that month.")[1][1] == "2022-04"


def test_months_later_count_from_a_month() -> None:
    found = times("In September 2014 they met. A second meeting followed five months later.")
    assert found[1] == ("five months later", "2015-02", "2015-02", "previous date 2014-09")


def test_a_full_date_in_the_paragraph_gives_the_year_where_nothing_else_does() -> None:
    found = times("In December 2019 they met. On December 20 they spoke.", "On March 3 they spoke.")
    assert [value for _, value, _, _ in found] == ["2019-12", "2019-12-20", "XXXX-03-03"]


def test_in_an_undated_report_a_day_of_another_paragraph_may_be_of_its_own_year() -> None:
    found = times("In August 1988 the two states made peace.", "On August 2 their ministers met again.")
    assert [(value, edtf) for _, value, edtf, _ in found] == [("1988-08", "1988-08"), ("XXXX-08-02", None)]


def test_where_story_and_publication_disagree_the_interval_holds_both() -> None:
    found = times("In December 2019 they met in Paris. On January 2 they spoke.", when=MAY_2)
    assert found[1] == ("January 2", "XXXX-01-02", "[2020-01-02..2025-01-02]", "narrative")


def test_of_a_date_soon_before_publication_the_paper_decides_against_a_far_story() -> None:
    found = times("In December 2019 they met in Paris. On April 2 they spoke.", when=MAY_2)
    assert found[1] == ("April 2", "2025-04-02", "2025-04-02", "publication")


def test_a_month_that_is_a_verb_is_no_time() -> None:
    assert times("May the talks go on. It may rain. They march on.", when=MAY_2) == []


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("ru", "12 марта президент принял посла. На следующий день тот улетел.", ["2025-03-12", "2025-03-13"]),
        ("ru", "Вчера министр встретился с послом, 9 мая состоится парад.", ["2025-05-01", "2025-05-09"]),
        ("ru", "Они встретились 5–7 апреля и в прошлом году.", ["2025-04-05/2025-04-07", "2024"]),
        ("uk", "12 березня міністр прийняв посла. Наступного дня той поїхав.", ["2025-03-12", "2025-03-13"]),
        ("uk", "Зустріч відбулася сьогодні, два дні тому була інша.", ["2025-05-02", "2025-04-30"]),
        ("be", "Учора міністр прыняў пасла, 12 сакавіка быў другі.", ["2025-05-01", "2025-03-12"]),
    ],
)
def test_slavic_reports(language: str, sentence: str, expected: list[str]) -> None:
    assert [value for _, value, _, _ in times(sentence, when=MAY_2, language=language)] == expected


def test_russian_month_headings_and_periods() -> None:
    found = times(
        "Отчётный период: 24 февраля – 31 июля 2022 года", "# Март", "11 марта стороны встретились.", language="ru"
    )
    assert [value for _, value, _, _ in found] == ["2022-02-24/2022-07-31", "2022-03", "2022-03-11"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["# On the talks", "Vera Novak | 2 May 2025", "They met."], date(2025, 5, 2)),
        (["# On the talks", "Published 2 May 2025", "They met."], date(2025, 5, 2)),
        (["2025-05-02", "# On the talks"], date(2025, 5, 2)),
        (["Minsk, 12 February 2015 – The leaders met."], date(2015, 2, 12)),
        (["VIENNA, March 3, 2023 (Agency) — Envoys met."], date(2023, 3, 3)),
        (["Минск, 12 марта 2025 года. Министр принял посла."], date(2025, 3, 12)),
        (["# The Minsk summit of 12 February 2015", "They met."], None),
        (["On 12 February 2015 the leaders met in Minsk."], None),
        (["| ES-11/1 | 2 March 2022 | 141 | 5 |"], None),
        (["Опубликовано 2 мая 2025 года"], date(2025, 5, 2)),
        (["They met."], None),
    ],
)
def test_only_a_byline_or_dateline_says_when_a_text_came_out(lines: list[str], day: date | None) -> None:
    text, sentences = text_of(
        *lines, language="en" if lines[0].isascii() or "—" in lines[0] or "–" in lines[0] else "ru"
    )
    assert published(text, sentences, BOOK).day == day


def test_the_two_ends_of_a_range_keep_their_own_spans() -> None:
    text, sentences = text_of("They met on June 29-July 1, 2022.")
    (found,) = mark(text, sentences, UNKNOWN, BOOK)
    assert [(text.body[a:b], value) for a, b, value in found.ends] == [
        ("June 29", "2022-06-29"),
        ("July 1, 2022", "2022-07-01"),
    ]


FIRST_DAY, LAST_DAY = When.on(date.min), When.on(date.max)
WORDS = st.lists(st.sampled_from([
    "On", "March", "May", "11", "2022", "1999", "the", "next", "day", "last", "week", "since", "by", "–", ",", ".", "Monday",
    "yesterday", "five", "900", "99999", "years", "decades", "1000", "29", "February", "months", "later", "ago", "summer", "early", "to", "between", "and", "“", "”", "31", "30", "late", "\n\n",
]), max_size=40)  # fmt: skip


@given(
    WORDS,
    st.sampled_from([UNKNOWN, MAY_2, When(earliest=date(2025, 4, 1), latest=date(2025, 5, 31)), FIRST_DAY, LAST_DAY]),
)
def test_times_quote_their_words_in_order_and_never_contradict_their_value(words: list[str], when: When) -> None:
    body = " ".join(words)
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body)
    found = mark(text, split(body, (), "en"), when, BOOK)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for each in found:
        assert each.when.text == body[each.start : each.end]
        if _is_day(each):
            assert date.fromisoformat(each.value) in (each.when.earliest, each.when.latest)


def _is_day(each: Time) -> bool:
    return len(each.value) == 10 and each.value[:4].isdigit() and "X" not in each.value and each.type == "DATE"


@pytest.mark.parametrize("unit", ["in 1999 ", "On March 11 they met yesterday ", '"today ', "a few days ", "2014 and "])
def test_a_sentence_of_any_length_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        body = unit * (size // len(unit))
        text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body)
        began = time.process_time()
        mark(text, (Sentence(0, len(body), 0, "en"),), MAY_2, BOOK)
        return time.process_time() - began

    assert seconds(200_000) < 12 * seconds(50_000) + 0.5  # four times the text; sixteen times were quadratic
