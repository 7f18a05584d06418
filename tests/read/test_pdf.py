"""PDF pages back to paragraphs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.read import pdf
from dragoman.source import Unreadable
from dragoman.text.blocks import blocks

PdfOf = Callable[..., bytes]


def _page(*words: str, top: float = 780, number: str | None = None) -> list[tuple[float, float, float, str]]:
    """Lines 14 points apart; "" leaves a gap, "# " a large heading, "** " a bold line."""
    placed, y = [], top
    for line in words:
        size = 18.0 if line.startswith("# ") else -11.0 if line.startswith("** ") else 11.0
        if line:
            placed.append((70.0, y, size, line.removeprefix("# ").removeprefix("** ")))
        y -= 14
    return [*placed, (290.0, 40.0, 9.0, number)] if number else placed


def test_paragraphs_headings_items_and_pages_come_back(pdf_of: PdfOf) -> None:
    data = pdf_of(
        [
            _page(
                "# A Month of Talks", "", "** March", "",
                "On March 5 the envoys of both states met in the harbour town for the third", "time and spoke about prisoners.",
                "", "- The lists are to be ex-", "changed within a week.", "- The pro-", "Nordland mayor was there.", "",
                "The foreign ministers of the two neighbours, who had not seen each other", "since January, agreed to",
                number="1",
            ),
            _page("meet again in April.", "", "No day was named.", number="2"),
        ]
    )  # fmt: skip
    found = pdf.extract(data)
    assert [(b.kind, b.page, found.body[b.start : b.end]) for b in found.blocks] == [
        ("heading", 1, "A Month of Talks"),
        ("heading", 1, "March"),
        ("paragraph", 1, "On March 5 the envoys of both states met in the harbour town for the third time and spoke about prisoners."),
        ("item", 1, "- The lists are to be exchanged within a week."),
        ("item", 1, "- The pro-Nordland mayor was there."),
        ("paragraph", 1, "The foreign ministers of the two neighbours, who had not seen each other since January, agreed to meet again in April."),
        ("boilerplate", 1, "1"),
        ("paragraph", 2, "No day was named."),
        ("boilerplate", 2, "2"),
    ]  # fmt: skip
    tree = blocks(found.body, found.blocks)
    assert [(b.kind, b.level) for b in tree[:3]] == [("title", 0), ("heading", 1), ("paragraph", 0)]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the negoti-", "ations went on", "the negotiations went on"),
        ("a Russian-", "Ukrainian call", "a Russian-Ukrainian call"),
        ("in the long-", "term view", "in the long-term view"),
        ("a cease-", "fire held; the cease-fire of May", "a cease-fire held; the cease-fire of May"),
        ("from 2020-", "2022 on", "from 2020- 2022 on"),
        ("he came - ", "and went", "he came - and went"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_joined_with_care(
    pdf_of: PdfOf, first: str, second: str, joined: str
) -> None:
    assert pdf.extract(pdf_of([_page(first, second)])).body == joined


@pytest.mark.parametrize(
    ("cut", "reason"), [(200, "broken pdf"), (9, "broken pdf")]
)  # fmt: skip
def test_a_broken_file_is_refused(pdf_of: PdfOf, cut: int, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        pdf.extract(pdf_of([_page("They met.")])[:cut])
    assert refusal.value.reason == reason


def test_a_file_with_a_password_and_a_file_without_text_are_refused(pdf_of: PdfOf) -> None:
    with pytest.raises(Unreadable, match="password needed"):
        pdf.extract(pdf_of([_page("They met.")], password="secret"))
    with pytest.raises(Unreadable, match="no text in the pdf"):
        pdf.extract(pdf_of([[]]))
    assert pdf.extract(pdf_of([_page("They met.")], password="")).body == "They met."
