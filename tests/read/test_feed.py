"""Feeds, in both dialects."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dragoman.read import feed, read
from dragoman.record import Problem
from dragoman.source import Source, Unreadable

NOW = datetime(2024, 6, 1, tzinfo=UTC)
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Desk</title><link>http://desk.example/</link>
<item><title>Envoys meet</title><link>http://desk.example/1</link><author>ada@desk.example (Ada Example)</author>
<pubDate>Thu, 02 May 2024 23:30:00 +0300</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The envoys met in <b>Oslo</b> on Thursday.</p><p>They agreed to meet again.</p><img src="http://spy.example/x.gif">]]></content:encoded></item>
<item><title>Міністри зустрілися</title><description>Міністри закордонних справ зустрілися у Відні та домовилися про новий раунд.</description></item>
<item></item></channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Call</title><link href="http://wire.example/9"/>
<published>2024-05-03T10:00:00Z</published><updated>2024-05-09T10:00:00Z</updated><author><name>Bo</name></author>
<content type="html">&lt;p&gt;The presidents spoke by telephone.&lt;/p&gt;</content></entry>
<entry><title>Undated</title><updated>2024-05-09T10:00:00Z</updated><summary>They met in Vienna, it was said.</summary></entry></feed>"""


def test_each_entry_is_a_document_with_its_own_address_day_and_language() -> None:
    found = list(read(Source("feed.xml", RSS, NOW)))
    documents = [one[0] for one in found if not isinstance(one, Problem)]
    texts = [one[1] for one in found if not isinstance(one, Problem)]
    assert [(d.address, d.publisher, d.title, d.author, d.published.day, d.language) for d in documents] == [
        ("http://desk.example/1", "The Desk", "Envoys meet", "Ada Example", date(2024, 5, 2), "en"),
        ("feed.xml#2", "The Desk", "Міністри зустрілися", None, None, "uk"),
    ]
    assert [p.reason for p in found if isinstance(p, Problem)] == ["empty"]
    assert texts[0].body == "Envoys meet\n\nThe envoys met in Oslo on Thursday.\n\nThey agreed to meet again."
    assert [b.kind for b in texts[0].blocks] == ["title", "paragraph", "paragraph"]


def test_the_day_an_atom_entry_was_changed_is_not_the_day_it_was_published() -> None:
    assert [(e.link, e.author, e.published) for e in feed.entries(ATOM)] == [
        ("http://wire.example/9", "Bo", date(2024, 5, 3)), (None, None, None),
    ]  # fmt: skip


def test_an_entry_keeps_its_identity_when_others_are_added_above_it() -> None:
    more = RSS.replace(
        b"<item><title>Envoys",
        b"<item><title>New</title><description>News came.</description></item><item><title>Envoys",
    )
    one, two = ([d[0].id for d in read(Source("f", data, NOW)) if not isinstance(d, Problem)] for data in (RSS, more))
    assert set(one) < set(two)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<rss><channel><title>Empty</title></channel></rss>", "a feed without entries"),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>', "declares entities of its own, which may name files"),
    ],
)  # fmt: skip
def test_a_hostile_or_empty_feed_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        list(feed.entries(data))
    assert refusal.value.reason == reason
    assert [p.reason for p in read(Source("f", data, NOW)) if isinstance(p, Problem)] == [reason]
