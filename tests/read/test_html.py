"""Pages as they come from the web, in our own words."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.read import html
from dragoman.source import Unreadable
from dragoman.text.blocks import blocks

DAY = date(2024, 6, 1)
PAGE = """<!DOCTYPE html><html><head><title>Envoys meet in Oslo - The Daily Desk</title>
<meta name="author" content="Ada Example"><meta property="og:site_name" content="The Daily Desk">
<meta property="og:title" content="Envoys meet in Oslo">
<meta property="article:published_time" content="2024-05-02T10:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Envoys meet in Oslo</h1>
<p>The envoys of the two states met in Oslo on Thursday for the third time this year, and they agreed to meet again.</p>
<h2>March</h2><h2>Messages</h2>
<p>The host said: it <b>was</b> a <a href="http://a.example">good day</a> for everyone who took part in it.<br>He left early.</p>
<ul><li>The lists of prisoners are to be exchanged within a week.</li><li>A second round is to be held in Geneva.</li></ul>
<p><b>What comes next</b></p>
<p>They will see each other in Geneva in June, the host of the talks added before he left the city.</p></article>
<script>var x = "not text";</script><footer><p>© 2024 The Daily Desk. All rights reserved.</p></footer></body></html>"""


def test_an_article_keeps_its_title_headings_lists_and_what_it_says_of_itself() -> None:
    found = html.extract(PAGE, DAY)
    assert (found.title, found.author, found.publisher, found.published.day) == (
        "Envoys meet in Oslo", "Ada Example", "The Daily Desk", date(2024, 5, 2),
    )  # fmt: skip
    tree = blocks(found.body, found.blocks)
    assert [(b.kind, b.level, b.parent, found.body[b.start : b.end][:24]) for b in tree] == [
        ("title", 0, None, "Envoys meet in Oslo"),
        ("paragraph", 0, None, "The envoys of the two st"),
        ("heading", 1, None, "March"),
        ("heading", 2, 2, "Messages"),
        ("paragraph", 0, 3, "The host said: it was a "),
        ("paragraph", 0, 3, "He left early."),
        ("item", 0, 3, "The lists of prisoners a"),
        ("item", 0, 3, "A second round is to be "),
        ("heading", 3, 3, "What comes next"),
        ("paragraph", 0, 8, "They will see each other"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<meta property='article:published_time' content='2031-05-02'>",  # after the day it was fetched
        "<meta property='article:published_time' content='soon'>",
    ],
)
def test_a_day_that_is_not_stated_stays_unknown(head: str) -> None:
    words = "<p>On 5 March 2023 the envoys met in Oslo and agreed to meet again in the spring of 2024.</p>" * 5
    page = f"<html><head><title>Talks</title>{head}</head><body><article>{words}</article><footer>© 2021</footer></body></html>"
    assert html.extract(page, DAY).published.is_unknown


def test_where_the_article_finder_keeps_too_little_all_visible_text_is_taken() -> None:
    rows = "".join(
        f"<tr><td><font>On March {n} the minister received the ambassador and spoke with him about visas and grain.</font></td></tr>"
        for n in range(1, 20)
    )
    page = f"<html><head><title>Log</title></head><body><nav>Menu</nav><form><div>{rows}</div></form><table>{rows}</table></body></html>"
    found = html.extract(page, DAY)
    assert [n for n in range(1, 20) if f"March {n} the" not in found.body] == []
    assert "Menu" not in found.body


def test_a_list_item_is_one_item_whatever_stands_in_it() -> None:
    assert html.fragment("<ul><li><p>One <i>point</i></p></li><li>Two</li></ul><p>After&nbsp;&amp; done.</p>") == (
        "One point\nTwo\n\nAfter & done."
    )


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body>" + "<div>" * 20_000 + "They met." + "</div>" * 20_000 + "</body></html>", "nested too deep: more than 250 tags inside one another"),
        ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>', "declares entities of its own, which may name files"),
        ("<html><head><title></title></head><body><script>x</script></body></html>", "no text in the page"),
    ],
)  # fmt: skip
def test_a_hostile_or_empty_page_is_refused(page: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        html.extract(page, DAY)
    assert refusal.value.reason == reason


def test_no_text_is_lost_just_below_the_depth_that_is_refused() -> None:
    page = "<html><body>" + "".join(f"<div>They met in Oslo on day {n}." for n in range(248)) + "</body></html>"
    assert html.extract(page, DAY).body.count("They met") == 248
    with pytest.raises(Unreadable, match="nested too deep"):
        html.extract(page.replace("</body>", "<div><div><div>x</body>"), DAY)


def test_tags_that_are_never_closed_are_not_depth() -> None:
    page = "<html><body>" + "<p>They met in Oslo.<br>" * 3_000 + "</body></html>"
    assert html.extract(page, DAY).body.count("They met in Oslo.") == 3_000
