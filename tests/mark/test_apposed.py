"""Times in a history that what stands round them dates: said twice, in years before Christ, or somewhere in its span."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import codebook
from dragoman.mark.times import mark
from dragoman.record import Block, BlockKind, Text
from dragoman.text.sentences import split
from dragoman.when import When

BOOK = codebook.load()
PRINTED = When.on(date(2019, 6, 3))
# Five full dates, so that the text is a history.
CRIMEA = (
    "The Russian army crossed the Prut on 2 July 1853. The Ottoman squadron was sunk on 30 November 1853. "
    "France and Britain declared war on 28 March 1854. The allies landed on 14 September 1854. "
    "Peace was signed on 30 March 1856."
)
PELOPONNESE = (
    "War broke out in 431 BC. The plague came in 430 BC. Pericles died in 429 BC. A truce was sworn in 423 BC. "
    "Peace was made in 421 BC."
)


def marked(*lines: str) -> list[tuple[str, str, date | None, date | None, str]]:
    """Words, value, first and last day and anchor of each time; "# " opens a heading."""
    blocks, body = [], ""
    for line in lines:
        kind: BlockKind = "heading" if line.startswith("# ") else "paragraph"
        words = line.removeprefix("# ")
        level = 1 if kind == "heading" else 0
        blocks.append(Block(kind=kind, start=len(body), end=len(body) + len(words), level=level))
        body += words + "\n\n"
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body, blocks=tuple(blocks))
    found = mark(text, split(body, text.blocks, "en"), PRINTED, BOOK)
    return [(body[t.start : t.end], t.value, t.when.earliest, t.when.latest, t.anchor) for t in found]


def after(history: str, *lines: str) -> list[tuple[str, str, date | None, date | None, str]]:
    return marked(history, *lines)[5:]


@pytest.mark.parametrize(
    "sentence",
    [
        "On 20 September 1854, six days after the landing, they fought on the Alma.",
        "On 20 September 1854 – only six days after the landing – they fought on the Alma.",
        "On 20 September 1854, the day before the march, they fought on the Alma.",
    ],
)
def test_a_count_beside_a_date_says_that_date_again(sentence: str) -> None:
    first, again = after(CRIMEA, sentence)
    assert first[1] == again[1] == "1854-09-20"
    assert again[2:] == (date(1854, 9, 20), date(1854, 9, 20), "1854-09-20 beside it")


def test_a_count_with_words_between_is_not_that_date() -> None:
    first, count = after(CRIMEA, "On 20 September 1854 they fought on the Alma, six days after the landing.")
    assert first[1] == "1854-09-20"
    assert count[1] == "P6D"


def test_what_nothing_dates_lies_in_the_days_of_the_history() -> None:
    (count,) = after(CRIMEA, "Six days after the landing they fought on the Alma.")
    assert count[1:4] == ("P6D", date(1853, 7, 2), date(2019, 6, 3))
    (lasting,) = after(CRIMEA, "The siege went on for eleven months.")
    assert lasting[1:4] == ("P11M", None, None)


def test_outside_a_history_a_count_from_an_unknown_event_stays_open() -> None:
    assert [row[2:4] for row in marked("Six days after the landing they fought.")] == [(None, None)]


def test_vague_counts_lie_on_their_side_of_the_date_reached() -> None:
    (later,) = after(CRIMEA, "# After", "Peace held.", "A few weeks later the fleets went home.")
    assert later[1] == "FUTURE_REF"
    assert later[2] is not None
    assert later[2] >= date(1856, 3, 1)
    (earlier,) = after(CRIMEA, "A few days earlier the envoys had met.")
    assert earlier[1] == "PAST_REF"
    assert earlier[3] is not None
    assert earlier[3] <= date(1856, 3, 30)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The following year Argos took up arms."], ["BC0420"]),
        (["In 415 BC the fleet sailed. Two years later it was lost."], ["BC0415", "BC0413"]),
        (["In 404 BC the walls fell. In the summer the exiles came home."], ["BC0404", "BC0404-SU"]),
    ],
)
def test_years_before_christ_run_backwards(lines: list[str], expected: list[str]) -> None:
    found = after(PELOPONNESE, *lines)
    assert [value for _, value, _, _, _ in found] == expected
    assert all(first is None and last is None for _, _, first, last, _ in found)


def test_years_on_both_sides_of_christ_keep_their_own() -> None:
    found = after(PELOPONNESE, "# Digs", "In 1932 the Agora was dug. The next year a treasure came to light.")
    assert [(value, first) for _, value, first, _, _ in found] == [
        ("1932", date(1932, 1, 1)),
        ("1933", date(1933, 1, 1)),
    ]


def test_a_heading_about_the_end_of_the_war_is_no_time() -> None:
    assert after(CRIMEA, "# End of the war", "The guns fell silent.") == []


def test_a_feast_in_a_name_says_about_when() -> None:
    found = after(CRIMEA, "In December 1854 snow fell. The Christmas Parade was called off. They rested at Christmas.")
    assert [value for _, value, _, _, _ in found] == ["1854-12", "1854-12", "1854-12-25"]


def test_the_night_of_two_dates_begins_on_the_first() -> None:
    text = "On the night of 3–4 May 1855 they sailed to Kerch."
    found = mark(
        Text(id="t", document="d", reader="r", version="1", sha256="", body=text), split(text, (), "en"), PRINTED, BOOK
    )
    assert [value for _, _, value in found[0].ends] == ["1855-05-03TNI", "1855-05-04"]
