from __future__ import annotations

import re

from dragoman.cited import Review
from dragoman.review import markdown


def test_every_footnote_is_called_once_and_holds_its_sentence(review: Review) -> None:
    text = markdown.text(review)
    called = [int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", text)]
    defined = {int(n): words for n, words in re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.M)}
    assert called == list(defined) == [cite.number for cite in review.citations]
    for cite in review.citations:
        for quote in cite.quotes:
            assert f"“{quote.exact}”" in defined[cite.number]
        if cite.query:
            assert cite.query.command in defined[cite.number]
            assert cite.query.coverage in defined[cite.number]


def test_a_footnote_holds_title_publisher_date_address_and_sentence(review: Review) -> None:
    [note] = [row for row in markdown.text(review).splitlines() if row.startswith("[^23]:")]
    assert note == (
        "[^23]: *Talks & more talks*, The Wire, between 22 and 24 February 2022, https://wire.example/1: “The deputy "
        "ministers Wendy Sherman and Sergei Ryabkov met on 10 January 2022 in Geneva for eight hours, the agency "
        "reports.”"
    )


def test_words_that_look_like_markup_stay_words(review: Review) -> None:
    text = markdown.text(review.model_copy(update={"title": "*a* [b](c) `d` <e> | f_g_ # h", "series": "1. one"}))
    assert "# \\*a\\* \\[b\\](c) \\`d\\` \\<e\\> \\| f\\_g\\_ \\# h\n" in text
    assert text.startswith("*\\1. one*")
