"""What a text says about its own time: the period it reviews, the day it came out, the headings that name a month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.codebook import Codebook
from dragoman.mark.times.words import load
from dragoman.marks import Sentence
from dragoman.record import Block, Text
from dragoman.text.dates import Expression, Partial, find
from dragoman.when import When

_HEAD_BLOCKS = 40  # blocks from the top in which a review states its period
_PERIOD_BLOCKS = 8  # blocks from the top in which a range alone on its line is the period
_TOP_BLOCKS = 8  # blocks from the top in which a byline stands
_LINE = 140  # characters; a longer block is prose
_DATELINE = 120  # characters at the head of prose in which a dateline ends
_BYLINE_WORDS = 9  # words beside the date in a byline
# "Minsk, 12 February 2015 –", "KYIV, Ukraine, 3 May 2023 (Agency) —"
_PLACE = re.compile(r"[^\W\d_][\w.'’ -]{1,40}(?:, [^\W\d_][\w.'’ -]{1,40})?,?\s$|^$")
_DASH = re.compile(r"\.?\s*(?:\([^()]{1,40}\))?\s*[–—:-]+\s")
_STOP = re.compile(r"\.(?:\s|$)")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_RULES = ("|", "•", "·")


def blocks(text: Text) -> Sequence[Block]:
    """The text's blocks; a text without any is one paragraph."""
    return text.blocks or (Block(kind="paragraph", start=0, end=len(text.body)),)


def _lines(text: Text, count: int) -> Iterator[tuple[Block, str]]:
    """The first ``count`` blocks with their first words."""
    for block in blocks(text)[:count]:
        yield block, text.body[block.start : min(block.end, block.start + 600)]


def review_period(text: Text, sentences: Sequence[Sentence], book: Codebook) -> When | None:
    """The days a periodic review covers, where a line near its top or its title says so.

    >>> from dragoman import codebook
    >>> body = "Monthly Review\\n\\nReview period: November 24 – January 31, 2022"
    >>> when = review_period(
    ...     Text(id="t", document="d", reader="r", version="1", sha256="", body=body),
    ...     (Sentence(0, len(body), 0, "en"),),
    ...     codebook.load(),
    ... )
    >>> when.earliest, when.latest, when.lasts
    (datetime.date(2021, 11, 24), datetime.date(2022, 1, 31), True)
    """
    vocabulary = load(book, sentences[0].language) if sentences else None
    for index, (block, words) in enumerate(_lines(text, _HEAD_BLOCKS)):
        if vocabulary is None:
            break
        cue = vocabulary.review.search(words)
        titled = index < 4 and (block.kind in ("title", "heading") or len(words) < _LINE) and vocabulary.digest.search(words)  # fmt: skip
        if not (cue or titled or (index < _PERIOD_BLOCKS and len(words) < _LINE)):
            continue
        found = list(find(words, vocabulary))
        for expression in found:
            stated = cue and 0 <= expression.start - cue.end() < 40
            if not (stated or titled or (index < _PERIOD_BLOCKS and _is_period(words, expression))):
                continue
            if days := stated_days(expression):
                if titled and not cue and expression.kind != "range" and not expression.first.month:
                    continue  # "Review of 2022 sanctions" names a subject, not the days it covers
                said = words[expression.start : expression.end]
                return When(earliest=days[0], latest=days[1], lasts=True, text=said, basis="stated")
    return None


def _is_period(words: str, expression: Expression) -> bool:
    """A line of its own that ends in a range of months or days: "Time frame: January – December 2022"."""
    before, after = words[: expression.start].strip(" \t*•"), words[expression.end :].strip(" \t*).")
    if expression.kind != "range" or after or len(words) >= _LINE or not expression.first.month:
        return False
    return not before or (before[-1] in ":|–—-(," and not _STOP.search(before))


def stated_days(expression: Expression) -> tuple[date, date] | None:
    """First and last day of an expression that states its year itself."""
    if expression.kind == "date":
        return expression.first.days
    if expression.kind != "range" or expression.last is None:
        return None
    first, last = with_years(expression.first, expression.last)
    low, high = first.days, last.days
    return (low[0], high[1]) if low and high and low[0] <= high[1] else None


def with_years(first: Partial, last: Partial) -> tuple[Partial, Partial]:
    """Both ends of a range with the year that one of them states.

    >>> with_years(Partial(None, 11, 24), Partial(2022, 1, 31))[0].value
    '2021-11-24'
    """

    def order(end: Partial) -> tuple[int, int]:
        return end.month or 0, end.day or 0

    if first.year is None and last.year is not None:
        first = first._replace(year=last.year - (order(first) > order(last)))
    elif last.year is None and first.year is not None:
        last = last._replace(year=first.year + (order(first) > order(last)))
    return first, last


def published(text: Text, sentences: Sequence[Sentence], book: Codebook) -> When:
    """The day the text came out, where a byline or dateline at its top states it in full; else unknown.

    >>> from dragoman import codebook
    >>> body = "Vera Novak | 3 June 2024"
    >>> published(
    ...     Text(id="t", document="d", reader="r", version="1", sha256="", body=body),
    ...     (Sentence(0, len(body), 0, "en"),),
    ...     codebook.load(),
    ... ).day
    datetime.date(2024, 6, 3)
    """
    vocabulary = load(book, sentences[0].language) if sentences else None
    for block, words in _lines(text, _TOP_BLOCKS) if vocabulary else ():
        assert vocabulary
        if block.end - block.start >= _LINE:
            words = words[:_DATELINE]
        found = find(words, vocabulary)
        whole = [e for e in found if e.kind == "date" and e.first.year and e.first.day and e.lead is None]
        if not whole:
            continue
        said, days = whole[0], whole[0].first.days
        before, after = words[: said.start], words[said.end :]
        if days and (
            _is_dateline(before, after)
            or (block.end - block.start < _LINE and _is_byline(before, after, sentences[0].language, book))
        ):
            return When.on(days[0], text=words[said.start : said.end], basis="stated")
    return When()


def _is_dateline(before: str, after: str) -> bool:
    """ "Minsk, 12 February 2015 –"; a full stop will do where a place stands before the date."""
    if not (before[:1].isupper() and _PLACE.fullmatch(before)):
        return False
    return bool(_DASH.match(after)) or (before.rstrip().endswith(",") and bool(_STOP.match(after)))


def _is_byline(before: str, after: str, language: str, book: Codebook) -> bool:
    """A date alone on its line, beside a rule, or after a word such as "published"."""
    rest = (before + " " + after).strip(" .,|•·–—-:()\n")
    if not rest:
        return True
    if len(rest.split()) > _BYLINE_WORDS or any(map(str.isdigit, _CLOCK.sub("", rest))):
        return False
    vocabulary = load(book, language)
    beside_rule = before.rstrip().endswith(_RULES) or after.lstrip().startswith(_RULES)
    return beside_rule or bool(vocabulary and vocabulary.byline.search(rest))


def heading(text: Text, block: Block, language: str, book: Codebook) -> Partial | None:
    """The month or year a heading consists of: "March", "March 2022", "2015"; ``None`` where it says more."""
    vocabulary = load(book, language)
    if block.end - block.start > 40 or vocabulary is None:
        return None
    words = text.body[block.start : block.end].strip(" .:–—-•#*\n\t")
    if words.isdigit() and len(words) == 4 and words[:2] in ("19", "20"):
        return Partial(int(words))
    found = list(find(words, vocabulary))
    if len(found) != 1 or found[0].kind != "date" or (found[0].start, found[0].end) != (0, len(words)):
        return None
    stated = found[0].first
    return stated if (stated.month or stated.year) and stated.part is None and stated.span == 1 else None
