"""When a text without a date was written: each kind of evidence, contradictions, and nothing to go by."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import codebook
from dragoman.mark import dated, timed, times
from dragoman.mark.times.publication import Inferred, infer
from dragoman.record import Block, Document, Text
from dragoman.text import sentences
from dragoman.when import When

BOOK = codebook.load()


def inferred(body: str, language: str = "en") -> Inferred:
    """What a text of paragraphs says about its day."""
    blocks, at = [], 0
    for words in body.split("\n\n"):
        blocks.append(Block(kind="paragraph", start=at, end=at + len(words)))
        at += len(words) + 2
    text = Text(
        id="t", document="d", reader="r", version="1", sha256="", language=language, body=body, blocks=tuple(blocks)
    )
    split = tuple(sentences.split(text.body, text.blocks, language))
    return infer(text, split, times.mark(text, split, When(), BOOK), BOOK)


def bounds(body: str, language: str = "en") -> tuple[str | None, str | None]:
    when = inferred(body, language).when
    return (
        when.earliest.isoformat() if when.earliest else None,
        when.latest.isoformat() if when.latest else None,
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a date told as past; an analysis does not end years before it is written
        ("The ceasefire was signed in Paris on 9 December 2019.", ("2019-12-09", "2021-12-09")),
        # three dates within four months: the text tells of its own weeks
        (
            "They met on 3 March 2023. A second round was held on 20 April 2023. It ended on 2 May 2023.",
            ("2023-05-02", "2023-07-17"),
        ),
        # the year still runs
        ("The two ministers have spoken nine times in 2023.", ("2023-01-01", "2023-12-31")),
        # months counted from an event that the text dates
        (
            "In October 2020 the protests began in Bishkek. In the six months since the protests, the price of bread has doubled.",
            ("2021-03-16", "2021-05-15"),
        ),
        # years counted back to a date of the same event
        (
            "The bridge was opened on 16 May 2018. The first car crossed it nearly four years ago.",
            ("2021-10-10", "2022-05-16"),
        ),
        # years of rule, with another date that leaves an end open
        (
            "After 22 years in power, Putin has ruled out a change. His decree was signed on 4 May 2021.",
            ("2021-06-30", "2022-12-31"),
        ),
        # a review comes out after its period, and before the next is due
        (
            "Monthly digest\n\nReview period: March 1 – March 31, 2021\n\nThe ministers met on March 4.",
            ("2021-04-01", "2021-10-01"),
        ),
        # a summit of last week: one of a series, in the one year that is possible
        (
            "Leaders at a European Union-Ukraine summit last week spoke of gas. They have met three times in 2020.",
            ("2020-10-12", "2020-10-18"),
        ),
        # a day without a year, at a known event
        (
            "The invasion of Kuwait by Iraq on Aug. 2 was condemned by the United Nations.",
            ("1990-08-02", "1991-08-02"),
        ),
        # the event stands in another sentence than the day; with a dateline the year is enough
        (
            "NAIROBI, August 9 (Agency) -- Kenya buried its dead. The blasts hit two embassies, those that the United "
            "States keeps in Kenya and in Tanzania, on August 7.",
            ("1998-08-09", "1998-08-11"),
        ),
        # a day with its weekday, in the one of the years that other evidence leaves
        (
            "The ministers have spoken three times in 2023. They meet again on Thursday, May 4.",
            ("2023-03-20", "2023-06-18"),
        ),
        # accounts, and the plan of a coming year
        (
            "The company said profit rose to $4 million from $3 million in 2017. Sales, revenue and income rose. It expects sales of "
            "$9 million in 2019.",
            ("2017-01-01", "2018-12-31"),
        ),
        # "down last year from": last year is the one after
        (
            "Trade fell to $9 million last year, down from 2016, the clerk said on Monday.",
            ("2018-01-01", "2018-12-31"),
        ),
        # the page's own year counts only where an end would stay open
        (
            "The treaty was signed in 1992. Its text was published in 1993, the clerk said on Monday.\n\n© 2021 The Archive",
            ("1993-01-01", "2021-12-31"),
        ),
    ],
)  # fmt: skip
def test_what_is_said_gives_the_days_of_writing(body: str, expected: tuple[str, str]) -> None:
    assert bounds(body) == expected


def test_talks_that_go_on_date_a_text_without_any_date() -> None:
    body = "Ukraine and Russia keep their positions in the negotiations. The guarantor states are not yet agreed."
    assert bounds(body) == ("2022-02-28", "2022-05-29")


def test_an_office_narrows_what_a_date_leaves_open() -> None:
    body = "The archive was opened in 1987, the clerk said on Monday. {} praised it."
    open_end = bounds(body.format("A visitor"))
    assert open_end == ("1987-01-01", "2016-12-31")
    assert bounds(body.format("Secretary of State Madeleine Albright")) == ("1996-12-23", "2001-02-19")
    assert bounds(body.format("Former Secretary of State Madeleine Albright")) == open_end


def test_days_that_two_holders_of_a_name_share_count_once() -> None:
    body = "The archive was opened in 1987, the clerk said on Monday. President Castro praised it."  # Fidel, then Raúl
    assert bounds(body) == ("1987-01-01", "2018-05-19")


def test_an_office_alone_dates_nothing() -> None:
    assert inferred("Secretary of State Madeleine Albright praised the choir.").when.is_unknown


@pytest.mark.parametrize(
    "body",
    ["The delegations met and agreed to meet again.", "", "They spoke on Friday and again yesterday.", "\n\n\n"],
)
def test_nothing_to_go_by_stays_unknown(body: str) -> None:
    assert inferred(body) == Inferred(When(), ())


def test_a_plan_bounds_the_text_from_above_and_a_far_deadline_hardly() -> None:
    assert bounds("The talks were held on 3 March 2021. The embassy will open in June 2021.")[1] == "2021-06-30"
    assert bounds("The talks were held on 3 March 2021. All troops must leave by 2035.") == ("2021-03-03", "2023-03-03")


def test_the_plan_that_was_told_in_a_year_does_not_put_that_year_ahead() -> None:
    body = "“In 2030 we will be members of it”, the president said in 2021. The union admitted three in 1995."
    assert bounds(body) == ("2020-01-01", "2030-12-31")


def test_weaker_evidence_that_contradicts_stronger_drops_out() -> None:
    body = "Review period: March 1 – March 31, 2021\n\nMinisters met on March 4. © 2019"
    assert bounds(body) == ("2021-04-01", "2021-10-01")


def test_equal_evidence_that_contradicts_widens_the_interval() -> None:
    one, other = "The two sides have met twice in 2017.", "In the four months since June 2019, nothing has moved."
    low, high = bounds(f"{one} {other}")
    assert low is not None
    assert high is not None
    assert low <= "2019-10-01" <= high


def test_every_bound_shows_the_words_it_rests_on() -> None:
    body = "The two ministers have spoken nine times in 2023."
    grounds = inferred(body).grounds
    assert {(g.bound, g.day, body[g.start : g.end]) for g in grounds} == {
        ("earliest", date(2023, 1, 1), "2023"),
        ("latest", date(2023, 12, 31), "2023"),
    }


def test_what_chose_among_many_summits_is_shown_too() -> None:
    body = "Leaders at a European Union-Ukraine summit last week spoke of gas. They have met three times in 2020."
    assert [body[g.start : g.end] for g in inferred(body).grounds] == ["last week", "2020", "last week", "2020"]


@pytest.mark.parametrize(
    ("language", "body", "latest"),
    [
        ("ru", "Соглашение было подписано 9 декабря 2019 года в Париже.", "2021-12-09"),
        ("uk", "Угода була підписана 9 грудня 2019 року в Парижі.", "2021-12-09"),
        ("be", "Перамовы прайшлі 9 снежня 2019 года ў Парыжы.", "2021-12-09"),
    ],
)
def test_other_languages_use_the_same_rules(language: str, body: str, latest: str) -> None:
    assert bounds(body, language) == ("2019-12-09", latest)


def document(published: When) -> Document:
    return Document(id="d", sha256="", language="en", published=published, retrieved=datetime(2031, 1, 1, tzinfo=UTC))


def text(body: str) -> Text:
    return Text(id="t", document="d", reader="r", version="1", sha256="", language="en", body=body)


def test_a_stated_date_wins_and_an_inferred_one_is_made_anew() -> None:
    body, stated = "The two ministers have spoken nine times in 2023.", When.on(date(2020, 5, 4))
    assert dated(text(body), document(stated), BOOK) == document(stated)
    old = When(earliest=date(2001, 1, 1), latest=date(2001, 2, 1), basis="inferred")
    found = dated(text(body), document(old), BOOK)
    assert (found.published.edtf, found.published.basis, len(found.grounds) > 1) == ("2023", "inferred", True)


def test_a_byline_wins_over_what_is_inferred() -> None:
    found = dated(text("Vera Novak | 3 June 2024"), document(When()), BOOK)
    assert (found.published.day, found.grounds) == (date(2024, 6, 3), ())


def test_only_a_narrow_inference_decides_other_times() -> None:
    whole = text("The archive was opened in 1987, the clerk said on Monday. This year the clerk is tired.")
    wide, narrow = (When(earliest=date(2019, 1, 1), latest=date(y, 3, 1), basis="inferred") for y in (2021, 2019))
    values = [[t.value for t in timed(whole, document(when), BOOK).times] for when in (When(), wide, narrow)]
    assert values[0] == values[1]
    assert values[2][-1] == "2019"


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("words", ["four years ago", "last month", "next Christmas", "> 9999 years"])
def test_a_publication_that_can_be_no_real_one_dates_nothing(year: int, words: str) -> None:
    whole = text(f"They met {words}.")
    none, odd = (timed(whole, document(when), BOOK) for when in (When(), When.on(date(year, 1, 1))))
    assert odd.times == none.times


def test_the_day_of_adding_bounds_what_was_only_inferred() -> None:
    wide = When(earliest=date(2023, 1, 1), latest=date(2040, 1, 1), basis="inferred")
    assert document(wide).public == date(2031, 1, 1)
    assert document(When(earliest=date(2023, 1, 1), basis="inferred")).public == date(2031, 1, 1)


PIECES = st.sampled_from([
    "In 2021", "on 3 May 2019", "by 2030", "the past eight months", "four years ago", "since August 2020", "last week",
    "a European Union-Ukraine summit", "President Putin", "27 years in power", "© 2024", "will", "was", "has met", "summit",
    "from 1982 to 1992", "the 1990s", "29 February 1900", "9999", "in early 1000", "Review period: May – June 2021", "nearly", "\n\n",
    "over 199 years since 1 January 1001", "Aug. 2", "5² years ago", "③ weeks ago", "invasion of Kuwait by Iraq", "the 2019 quarter", "$5 million profit", ".", ",",
])  # fmt: skip


@given(st.lists(PIECES, max_size=14))
def test_no_text_breaks_it_and_the_bounds_are_in_order(pieces: list[str]) -> None:
    body = " ".join(pieces)
    found = inferred(body)
    when = found.when
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest
    assert all(0 <= g.start < g.end <= len(body) for g in found.grounds)
    assert {g.day for g in found.grounds if g.bound == "earliest"} <= {when.earliest}
    assert inferred(body) == found
