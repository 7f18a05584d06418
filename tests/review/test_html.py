from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from lxml import html as parser

from dragoman.cited import Review
from dragoman.review import html


@pytest.fixture(scope="module")
def page(review: Review) -> str:
    return html.page(review)


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return parser.document_fromstring(page)


def _text(node: Any) -> str:
    return " ".join(node.text_content().split())


def test_every_citation_leads_to_sentences_that_are_in_the_text(
    review: Review, tree: Any, bodies: dict[str, str]
) -> None:
    documents = {f"e-{cite.number}": cite.document for cite in review.citations}
    links = tree.xpath("//a[@class='cite']")
    assert len(links) == sum(1 for cite in review.citations if cite.quotes)
    for link in links:
        target = link.get("href").removeprefix("#")
        [evidence] = tree.xpath("//*[@id=$id]", id=target)
        quotes = evidence.xpath(".//q")
        assert quotes
        assert all(q.text_content() in bodies[str(documents[target])] for q in quotes)
        assert evidence.xpath(".//cite")


def test_every_coded_line_is_cited_and_every_back_link_finds_its_line(tree: Any) -> None:
    for line in tree.xpath("//li[@class='line']"):
        assert line.xpath("./a[@class='cite' or @class='row']"), _text(line)
    for back in tree.xpath("//a[@class='back']"):
        [line] = tree.xpath("//*[@id=$id]", id=back.get("href").removeprefix("#"))
        number = back.getparent().getparent().get("id")
        assert line.xpath("./a[@href=$href]", href=f"#{number}")


def test_every_line_stands_once_and_every_id_is_unique(review: Review, tree: Any) -> None:
    assert tree.xpath("//li[@data-record]/@data-record") == [line.record for line in review.lines if line.record]
    assert [id for id, n in Counter(tree.xpath("//@id")).items() if n > 1] == []
    assert {link for link in tree.xpath("//a/@href") if link.startswith("#")} <= {
        f"#{id}" for id in tree.xpath("//@id")
    }


def test_months_and_levels_are_headings_in_order(tree: Any) -> None:
    found = [(section.get("data-month"), section.get("data-level")) for section in tree.xpath("//section[@data-level]")]
    assert found == [
        ("2021-12", "heads of state"), ("2021-12", "foreign ministers"), ("2022-01", "foreign ministers"),
        ("2022-01", "deputy ministers"), ("2022-01", "ambassadors"), ("2022-01", "ambassadors"),
        ("2022-02", "heads of state"),
    ]  # fmt: skip
    depths = [int(node.tag[1]) for node in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_a_counted_line_leads_to_its_query_and_coverage(tree: Any) -> None:
    lines = tree.xpath("//li[@class='counted']")
    assert len(lines) == 14
    for line in lines:
        [link] = line.xpath("./a[@class='query']")
        [evidence] = tree.xpath("//*[@id=$id]", id=link.get("href").removeprefix("#"))
        assert _text(evidence.xpath(".//code")[0]).startswith("dragoman show ")
        assert "Coverage: 5 documents read" in _text(evidence)


def test_nothing_is_fetched_and_nothing_runs(page: str, tree: Any) -> None:
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert tree.xpath("//script|//link|//img|//iframe|//object|//embed|//form|//@src|//@srcset|//@style") == []
    assert [name for node in tree.iter() for name in node.attrib if name.startswith("on")] == []
    assert re.findall(r"url\(|@import", page) == []


def test_words_of_documents_and_users_stay_words(review: Review, page: str, tree: Any) -> None:
    assert "<script" not in page
    assert "<b>few" not in page
    assert _text(tree.xpath("//h1")[0]) == "Winter <script>"
    assert "Contacts <script>alert(1)</script> of the winter" in _text(tree.xpath("//*[@id='e-14']")[0])
    evil = review.citations[13].model_copy(
        update={"quotes": (review.citations[13].quotes[0].model_copy(update={"exact": "</q><img src=x onerror=1>"}),)}
    )
    assert "&lt;/q&gt;&lt;img src=x" in _with_cite(review, evil)


def _with_cite(review: Review, cite: Any) -> str:
    line = next(line for line in review.lines if line.record == "e-video").model_copy(update={"cites": (cite,)})
    section = review.considerations.model_copy(update={"lines": (line.model_copy(update={"under": ()}),)})
    empty = {"sections": (), "lines": ()}
    return html.page(
        review.model_copy(
            update={
                "considerations": section, "figures": review.figures.model_copy(update=empty),
                "chronology": review.chronology.model_copy(update=empty), "undated": None,
            }
        )
    )  # fmt: skip


def test_only_web_addresses_become_links(tree: Any) -> None:
    outward = {link for link in tree.xpath("//a/@href") if not link.startswith("#")}
    assert outward == {"https://desk.example/notes/winter.html", "https://wire.example/1"}


def test_a_quotation_says_its_language(tree: Any) -> None:
    assert {_text(q)[:9]: q.get("lang") for q in tree.xpath("//q[@lang='ru']")} == {
        "21 января": "ru",
        "Сергей Ла": "ru",
    }


def test_the_pictures_count_what_the_table_counts(review: Review, tree: Any) -> None:
    bars, strip = tree.xpath("//figure//svg[@role='img']")
    assert sum(int(title.text_content().rsplit(" ", 1)[1]) for title in bars.xpath(".//title")) == review.table.total
    assert len(strip.xpath(".//rect")) == len(review.table.moments) == 8
    for picture in (bars, strip):
        assert picture.get("role") == "img"
        assert tree.xpath("//*[@id=$id]", id=picture.get("aria-labelledby"))
    cells = [int(_text(cell)) for cell in tree.xpath("//tfoot//td")]
    assert sum(cells[:-1]) == cells[-1] == review.table.total
    width, height = (float(n) for n in bars.get("viewbox").split()[2:])
    for piece in bars.xpath(".//rect"):
        x, y, wide, high = (float(piece.get(name)) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height


def _luminance(colour: str) -> float:
    """Relative luminance of a #rrggbb colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_words_have_contrast_of_4_5_and_bars_of_3(page: str, scheme: int) -> None:
    block = re.findall(r":root \{(.*?)\}", page, re.S)[scheme]
    colours = dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]{6})", block))
    for ink in ("ink", "soft", "link"):
        for ground in ("paper", "wash", "mark"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for number in range(html.COLOURS):
        assert _contrast(colours[f"s{number}"], colours["paper"]) >= 3, number
