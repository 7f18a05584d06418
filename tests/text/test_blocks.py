"""Blocks: the parts of texts as they come from web pages, reviews and wires, in our own words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Block
from dragoman.text.blocks import blocks

REVIEW = """X

Northern Politics

Review of the Policy of Nordland / Answer of Sudland

Author: Ada Example, Analyst

Review period:\u00a0 February 24 – July 31, 2022

\u00a0

See also the 12th issue, which covers the answer of the islands.

Key Considerations

  • Sudland is the only neighbour that speaks for Nordland; yet it sends no troops.

  • Its president travels north nearly every month.

Drills

On February 18, the presidents watched a drill. It ended on February 20.

The Presidents Watch a Drill. Source:\u00a0 president.example

February

On the first day the president of Sudland called in his generals. His main messages to them were:

·\u00a0\u00a0\u00a0\u00a0 We shall not be dragged into this.

·\u00a0\u00a0\u00a0\u00a0 Talks should begin at once.

He then left.

March

Meeting of Presidents

On March 11, the president of Nordland hosted his guest for five hours.

Activities of the Foreign Ministries

  • On March 5, the ministers spoke by telephone.

  • On March 25, the minister received the ambassador.

What Will Sudland Do Next?

Nobody knows.

Conclusions

The two will go on.

Back to full list
© 2022 Northern Institute. All Rights Reserved."""


def rows(body: str) -> list[tuple[str, int, str | None, str]]:
    """(kind, level, first word of the parent, first three words) of every block."""
    found = blocks(body)

    def words(block: Block, number: int) -> str:
        return " ".join(body[block.start : block.end].split()[:number])

    return [(b.kind, b.level, None if b.parent is None else words(found[b.parent], 1), words(b, 3)) for b in found]


def test_a_monthly_review_is_a_tree_of_months_and_levels_of_contact() -> None:
    assert rows(REVIEW) == [
        ("boilerplate", 0, None, "X"),
        ("title", 0, None, "Northern Politics"),
        ("title", 0, None, "Review of the"),
        ("paragraph", 0, None, "Author: Ada Example,"),
        ("paragraph", 0, None, "Review period: February"),
        ("paragraph", 0, None, "See also the"),
        ("heading", 1, None, "Key Considerations"),
        ("item", 0, "Key", "• Sudland is"),
        ("item", 0, "Key", "• Its president"),
        ("heading", 1, None, "Drills"),
        ("paragraph", 0, "Drills", "On February 18,"),
        ("caption", 0, "Drills", "The Presidents Watch"),
        ("heading", 1, None, "February"),
        ("paragraph", 0, "February", "On the first"),
        ("item", 0, "On", "· We shall"),
        ("item", 0, "On", "· Talks should"),
        ("paragraph", 0, "February", "He then left."),
        ("heading", 1, None, "March"),
        ("heading", 2, "March", "Meeting of Presidents"),
        ("paragraph", 0, "Meeting", "On March 11,"),
        ("heading", 2, "March", "Activities of the"),
        ("item", 0, "Activities", "• On March"),
        ("item", 0, "Activities", "• On March"),
        ("heading", 2, "March", "What Will Sudland"),
        ("paragraph", 0, "What", "Nobody knows."),
        ("heading", 1, None, "Conclusions"),
        ("paragraph", 0, "Conclusions", "The two will"),
        ("boilerplate", 0, None, "Back to full"),
        ("boilerplate", 0, None, "© 2022 Northern"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # one line a paragraph, capitals over some of them
            "The two leaders met again.\nTALKS AT A DEAD END\nNo date was set.\nBoth sides blame each other.",
            ["paragraph 0", "heading 1", "paragraph 0", "paragraph 0"],
        ),
        (  # a brief: a section that stands right over others governs them
            "New Hopes: The Capital as a Venue\nAda Example | 2 May 2024\nSummary\nIt offered to host.\nForecast\n"
            "Near term (three months)\nTalks are unlikely.\nLong term\nTalks are likely.",
            ["title 0", "paragraph 0", "heading 1", "paragraph 0", "heading 1", "heading 2", "paragraph 0", "heading 2", "paragraph 0"],
        ),
        ("# Week\n\n## March\n\n## Meetings\n\n- one\n- two\n\n## April\n\nWords.", ["title 0", "heading 1", "heading 2", "item 0", "item 0", "heading 1", "paragraph 0"]),
        ("# Week\n\nMarch\n\nThey met.", ["title 0", "heading 1", "paragraph 0"]),
        ("2022\n\nMarch\n\nMeetings\n\nThey met.\n\n2023\n\nThey did not.", ["heading 1", "heading 2", "heading 3", "paragraph 0", "heading 1", "paragraph 0"]),
        ("March–April 2022\n\nThey met.\n\n5 May 2022\n\nThey met again.", ["heading 1", "paragraph 0", "heading 2", "paragraph 0"]),
        ("Talks\n\n2 May 2024\n\nThey met.", ["title 0", "paragraph 0", "paragraph 0"]),
        ("From the desk: who met whom\n\nThey met.", ["title 0", "paragraph 0"]),
        ("OSLO, Norway (AP) _\nThey met.", ["paragraph 0", "paragraph 0"]),
        ("He called it \"a setback.''\nThey met.", ["paragraph 0", "paragraph 0"]),
        ("Review period: May 1 – June 3\n\nThey met.", ["paragraph 0", "paragraph 0"]),
        ("Log\n\n2 May 2024\n\nThey met.\n\nMay 3rd\n\nThey left.", ["title 0", "heading 1", "paragraph 0", "heading 1", "paragraph 0"]),
        ("1. First point.\n2) Second point.\n(3) Third point.\na) Fourth.\n– Fifth.\n* Sixth.", ["item 0"] * 6),
        ("First Steps\n\nThey met.\n\n2. Next Steps\n\nThey will meet.", ["title 0", "paragraph 0", "heading 1", "paragraph 0"]),
        ("The envoys met in Oslo", ["paragraph 0"]),  # nothing stands under it
        ("They met.\n\nOslo", ["paragraph 0", "paragraph 0"]),
        ("One\nTwo\nThree\nFour\nFive\nWords, at last.", ["title 0", "heading 1", "heading 1", "heading 1", "heading 1", "paragraph 0"]),
        ("They met.\nbread\nIron\nCoal\nGrain\nWood\nWords, at last.", ["paragraph 0"] * 3 + ["heading 1"] * 3 + ["paragraph 0"]),
        ("\n\n \t\u00a0\n", []),
    ],
)  # fmt: skip
def test_kinds_and_levels(body: str, expected: list[str]) -> None:
    assert [f"{b.kind} {b.level}" for b in blocks(body)] == expected


@pytest.mark.parametrize(
    ("line", "kind", "why"),
    [
        ("Subscribe to our newsletter", "boilerplate", "subscription"),
        ("© 2021 The Desk", "boilerplate", "copyright"),
        ("The Desk. All rights reserved.", "boilerplate", "copyright"),
        ("Follow us on social media\nand support our work", "boilerplate", "social media"),
        ("The views expressed here are solely those of the authors.", "boilerplate", "disclaimer"),
        ("Further reading", "boilerplate", "site navigation"),
        ("* * *", "boilerplate", "stray characters"),
        ("X", "boilerplate", "stray characters"),
        ("Ada Example is a senior fellow at the Northern Institute.", "boilerplate", "about the author"),
        ("Читайте также: переговоры в Осло", "boilerplate", "site navigation"),
        ("Усі права захищені", "boilerplate", "copyright"),
        ("Photo: The ministers in Oslo", "caption", "caption"),
        ("The ministers in Oslo. Source: president.example", "caption", "caption"),
        ("Фото: пресс-служба президента", "caption", "caption"),
        ("He would not name his source: the minister himself.", "paragraph", ""),
        ("The minister is a fellow at heart.", "paragraph", ""),
        ("Russia will follow us on this path, the minister said.", "paragraph", ""),
        ("Sources said that all rights of the minority were reserved.", "paragraph", ""),
    ],
)
def test_a_line_that_belongs_to_the_page_is_marked_and_stays(line: str, kind: str, why: str) -> None:
    body = (
        "They met in Oslo on Friday, and nothing else was said about it.\n\nThey agreed to meet again in the spring, in another city.\n\n"
        + line
    )
    found = blocks(body)[-1]
    assert (found.kind, found.why, body[found.start : found.end]) == (kind, why, line)


def test_lines_broken_by_hand_are_one_paragraph() -> None:
    body = (
        "OSLO, March 2 (Desk) - The envoys met in the capital of the kingdom on Friday\r\n"
        "and agreed that a second round would be held in Geneva before the end of the\r\n"
        "month, the host said.\r\n\r\nNext steps\r\n\r\n"
        "They will exchange lists of prisoners within a week, and the mediator will be\r\n"
        "asked to report to the Council on what was kept and what was not kept so far.\r\n\r\n"
        "1. The first list is to hold the names of all those who were taken before the\r\n"
        "   truce.\r\n"
        "2. The second one follows.\r\n"
    )
    found = blocks(body)
    assert [b.kind for b in found] == ["paragraph", "heading", "paragraph", "item", "item"]
    assert body[found[0].start : found[0].end].endswith("the host said.")
    assert body[found[3].start : found[3].end].endswith("truce.")


def test_header_lines_at_the_very_top_are_front_matter_but_not_under_a_title() -> None:
    top = "Title: Talks\nDate: 2024-05-02\n\nThey met."
    under = "Talks in Oslo\nAuthor: Ada Example\n\nThey met."
    fenced = "---\ntitle: Talks\ndate: 2024-05-02\n---\n\nThey met."
    assert [b.why for b in blocks(top)] == ["front matter", "front matter", ""]
    assert [b.why for b in blocks(under)] == ["first line", "header line", ""]
    assert [b.why for b in blocks(fenced)] == ["front matter", ""]


def test_what_a_format_states_is_believed() -> None:
    body = "March\n\nMinisters\n\nA short line\n\nThey met."
    known = [
        Block(kind="heading", start=0, end=5, level=2),
        Block(kind="heading", start=7, end=16, level=2),
        Block(kind="paragraph", start=18, end=30, page=3),
        Block(kind="paragraph", start=32, end=41, page=3),
    ]
    found = blocks(body, known)
    assert [(b.kind, b.level, b.parent, b.page) for b in found] == [
        ("heading", 1, None, None), ("heading", 2, 0, None), ("paragraph", 0, 1, 3), ("paragraph", 0, 1, 3),
    ]  # fmt: skip


def test_a_page_that_marks_paragraphs_only_has_headings_and_items_too() -> None:
    lines = ["Talks", "March", "Meetings", "• On March 5, they met.", "They left."]
    starts = [sum(len(line) + 2 for line in lines[:n]) for n in range(len(lines))]
    known = [Block(kind="paragraph", start=a, end=a + len(line)) for a, line in zip(starts, lines, strict=True)]
    found = blocks("\n\n".join(lines), known)
    assert [(b.kind, b.level, b.parent) for b in found] == [
        ("title", 0, None), ("heading", 1, None), ("heading", 2, 1), ("item", 0, 2), ("paragraph", 0, 2),
    ]  # fmt: skip


PIECES = st.sampled_from(
    ["March", "Talks in Oslo", "• On March 5, they met.", "They met on Friday.", "X", "©", "---", "# A", "Author: B",
     "His messages were:", "Subscribe", "Photo: C", "\u00a0", "", " ", "a" * 90, "TALKS", "\ufeff", "1. One", "\f"]
)  # fmt: skip


@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", "\r\n", " ", "\u2028"]))), st.text(max_size=30))
def test_every_character_that_is_not_white_space_lies_in_exactly_one_block(
    parts: list[tuple[str, str]], noise: str
) -> None:
    body = "".join(words + gap for words, gap in parts) + noise
    found = blocks(body)
    covered = [i for b in found for i in range(b.start, b.end)]
    assert covered == sorted(set(covered))
    assert {i for i, letter in enumerate(body) if not letter.isspace()} <= set(covered)
    for index, block in enumerate(found):
        assert block.start < block.end
        assert not body[block.start].isspace()
        assert not body[block.end - 1].isspace()
        assert block.parent is None or block.parent < index
        if block.parent is not None and block.kind == "heading":
            assert found[block.parent].level < block.level


@pytest.mark.parametrize(
    "body",
    ["a " * 200_000, "Aa\n" * 20_000 + "They met.", "Aa\n" * 20_000, "• x\n\n" * 20_000, ("w" * 70 + "\n") * 5_000],
)
def test_time_grows_with_the_length_whatever_it_is(body: str) -> None:
    start = time.process_time()
    blocks(body)
    assert time.process_time() - start < 6
