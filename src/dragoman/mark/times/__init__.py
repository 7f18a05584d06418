"""Times of a text: every expression with its interval, and the anchor that decided it; no anchor, no date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Literal

from dragoman.codebook import Codebook
from dragoman.mark.times import ancient
from dragoman.mark.times.anchored import Anchors, fixed
from dragoman.mark.times.anchors import blocks, published, review_period
from dragoman.mark.times.apposed import Apposed
from dragoman.mark.times.beside import Beside
from dragoman.mark.times.chain import Item, Reading
from dragoman.mark.times.periods import Periods
from dragoman.mark.times.resolve import Resolved, Story, resolve
from dragoman.mark.times.story import Under, is_history, items, reviews, under
from dragoman.mark.times.tense import is_quoted, tense
from dragoman.mark.times.words import load
from dragoman.marks import Sentence, Time
from dragoman.record import Block, Text
from dragoman.text.dates import Expression, centuries, find
from dragoman.when import Basis, When

__all__ = ["mark", "published", "review_period"]

_DECIDES = 100  # days that publication may span and still tell which year "3 June" means
_FIRST, _LAST = 1_000, 2_999  # years that a publication may have to be counted from
_TWO_YEARS = 731  # days; publication alone leaves fewer open
_OF_WRITING = {"deictic", "ago", "day word", "recent", "feast"}


def mark(text: Text, sentences: Sequence[Sentence], publication: When, book: Codebook) -> tuple[Time, ...]:
    """Time expressions in text order, not overlapping, each with its interval and anchor.

    A date without a year takes it from a heading or the review period, else from the chain of years.py, which weighs the
    story and the publication; where none is sure the interval covers all, where there is none it stays unknown.

    >>> body = "On March 11 the two presidents met. The next day a joint statement followed."
    >>> text = Text(id="t", document="d", reader="r", version="1", sha256="", body=body)
    >>> sentences = (Sentence(0, 35, 0, "en"), Sentence(36, 77, 0, "en"))
    >>> from datetime import date
    >>> from dragoman import codebook
    >>> book = codebook.load()
    >>> [(t.value, t.anchor) for t in mark(text, sentences, When.on(date(2022, 4, 2)), book)]
    [('2022-03-11', 'publication'), ('2022-03-12', 'previous date 2022-03-11')]
    >>> [(t.value, t.when.is_unknown) for t in mark(text, sentences, When(), book)]
    [('XXXX-03-11', True), ('XXXX-XX-XX', True)]
    """
    if any(day and not _FIRST <= day.year <= _LAST for day in (publication.earliest, publication.latest)):
        publication = When()  # year 1 or 9999, as programs write that were given no date
    language = sentences[0].language if sentences else ""
    vocabulary = load(book, language)
    old = centuries(text.body, vocabulary) if vocabulary else frozenset()
    found = [(s, _find(text, s, old, book)) for s in sentences]
    pieces = blocks(text)
    told = [e for s, es in found if pieces[s.block].kind != "boilerplate" for e in es]
    known = publication if (publication.width or _DECIDES + 1) <= _DECIDES else When()
    past = is_history(told, known)
    review = reviews(review_period(text, sentences, book), told, known)
    places = under(text, found, book)
    is_past = past and known.earliest is not None
    rows = items(text, found, places, review, partial(tense, text.body, book), is_past=is_past)
    readings = iter(ancient.readings([item for row in rows for item in row if item], known, is_history=past))
    quote: Literal["news", "other"] = "other" if past or review else "news"
    periods, anchors = Periods(), Anchors(text, told, review, publication, book, is_history=past)
    times: list[Time] = []
    beside, apposed = Beside(is_history=past), Apposed(text.body, told, publication, is_history=past)
    for number, ((sentence, expressions), place, row) in enumerate(zip(found, places, rows, strict=True)):
        for expression, item in zip(expressions, row, strict=True):
            start, end = sentence.start + expression.start, sentence.start + expression.end - expression.tail
            reading = next(readings) if item else None
            anchor, basis = _anchor(item, reading, place, review, known, is_history=past)
            counts = expression.kind in _OF_WRITING
            story = Story(
                publication, place.heading, reading, anchor, basis, not (past or review),
                tense(text.body, book, sentence, expression) if counts else 0,
                quote if counts and is_quoted(text.body, pieces[sentence.block].start, start) else "",
            )  # fmt: skip
            if expression.kind in ("event", "feast", "horizon"):
                made = anchors.resolve(expression, pieces[sentence.block], story.tense)
            else:
                made = periods.read(expression, resolve(expression, story), number, publication)
            if expression.kind == "event" and _is_title(expression, made, pieces[sentence.block], is_history=past):
                continue
            made = apposed.read(expression, made, number, start, end)
            made = beside.read(expression, made, number, sentence.block)
            if reading is not None and not reading.sure and known.is_unknown and publication.latest:
                made = made._replace(when=_by(made.when, publication.latest))
            when = made.when.model_copy(update={"text": text.body[start:end]})
            times.append(Time(start, end, made.type, made.value, when, made.anchor, _ends(sentence, expression, made)))
    return tuple(beside.settled(times, publication))


def _anchor(
    item: Item | None,
    reading: Reading | None,
    place: Under,
    review: When | None,
    publication: When,
    *,
    is_history: bool,
) -> tuple[str, Basis]:
    """What decided a date, in a few words; "likely" where other readings are not ruled out."""
    if reading is not None and reading.likely:
        anchor, basis = _anchor(
            item, reading._replace(likely=False, sure=True), place, review, publication, is_history=is_history
        )
        return f"likely {anchor}", basis
    if item is None or reading is None or item.kind == "known":
        return "explicit", "stated"
    after = reading.after
    if item.kind in ("step", "day"):
        return (f"previous date {after.stated.value}" if after and reading.sure else "none"), "relative"
    if item.years:
        head = place.heading
        return (f"heading {head.value}", "heading") if head.year in item.years else ("review period", "inferred")
    if after and (is_history or after.block == item.block or publication.is_unknown):
        if reading.sure and after.sentence == item.sentence and not after.stated.month:
            return f"{after.stated.value} in the same sentence", "inferred"
        return f"narrative {after.stated.value}" if reading.sure else "narrative", "inferred"
    if publication.is_unknown:
        return "narrative", "inferred"
    if reading.first and reading.last and (reading.last - reading.first).days > _TWO_YEARS:
        return "publication or narrative", "inferred"
    return "publication", "publication"


def _by(when: When, published: date) -> When:
    """The interval of an undecided date in a text that came out by a day: what it announces lies within a year of that."""
    limit = published + timedelta(days=366)
    if (when.latest and when.latest <= limit) or (when.earliest and when.earliest > limit):
        return when
    return when.model_copy(update={"latest": limit, "basis": when.basis or "publication"})


def _is_title(expression: Expression, made: Resolved, block: Block, *, is_history: bool) -> bool:
    """True for "End of the war" as the heading of a chapter, and in a history where it is not known which war is meant."""
    if not expression.ids or not is_history:
        return False
    return block.kind in ("heading", "title") or made.anchor == "none"


def _find(text: Text, sentence: Sentence, old: frozenset[int], book: Codebook) -> list[Expression]:
    vocabulary = load(book, sentence.language)
    if vocabulary is None:
        return []
    return [fixed(e, book) for e in find(text.body[sentence.start : sentence.end], vocabulary, old)]


def _ends(sentence: Sentence, expression: Expression, made: Resolved) -> tuple[tuple[int, int, str], ...]:
    """The two dates of a range as spans with their TimeML values."""
    places = zip(expression.ends or (), made.ends, strict=False)
    return tuple((sentence.start + start, sentence.start + end, value) for (start, end), value in places)
