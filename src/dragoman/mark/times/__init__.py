"""Times of a text: every expression with its interval, and the anchor that decided it; no anchor, no date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.codebook import Codebook
from dragoman.mark.times.anchors import blocks, heading, published, review_period
from dragoman.mark.times.resolve import Mentioned, Reached, Resolved, Story, resolve
from dragoman.mark.times.words import load
from dragoman.marks import Sentence, Time
from dragoman.record import Block, Text
from dragoman.text.dates import Expression, Partial, Vocabulary, find
from dragoman.when import When

__all__ = ["mark", "published", "review_period"]

_OF_WRITING = {"deictic", "ago", "day word", "recent"}
_WORD = re.compile(r"\w+")
_CLAUSES = re.compile(r"[,;:()–—]")
_VERB_REACH = 80  # characters round an expression in which the verb of its clause stands
_QUOTE_REACH = 2_000  # characters before an expression in which its quotation must have opened
_MENTIONS = 7  # years named since the story reached its date that are kept
_ASIDE = 10  # days back from the date reached that make a date an aside
_HISTORY = 366  # days before publication; dates older than that make a text a history
_HISTORY_DATES = 5  # full dates that a history has at least


def mark(text: Text, sentences: Sequence[Sentence], publication: When, book: Codebook) -> tuple[Time, ...]:
    """Time expressions in text order, not overlapping, each with its interval and anchor.

    A year-less date takes its year from a heading, the review period, the story or the publication, in this order;
    where they disagree the interval covers both, where there is none it stays unknown.

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
    found = [(s, _find(text, s, book)) for s in sentences]
    pieces = blocks(text)
    told = [e for s, es in found if pieces[s.block].kind != "boilerplate" for e in es]
    story = Story(publication, review_period(text, sentences, book), _is_history(told, publication))
    times: list[Time] = []
    for sentence, expressions in found:
        block = pieces[sentence.block]
        _enter(story, text, block, sentence, book)
        story.sentence = sentence.start
        words = text.body[sentence.start : sentence.end]
        for expression in expressions:
            start, end = sentence.start + expression.start, sentence.start + expression.end
            if expression.kind in _OF_WRITING:
                story.is_quoted = _is_quoted(text.body, block.start, start)
            story.tense = _tense(words, expression, sentence.language, book)
            made = resolve(expression, story)
            when = made.when.model_copy(update={"text": text.body[start:end]})
            times.append(Time(start, end, made.type, made.value, when, made.anchor, _ends(sentence, expression, made)))
            if block.kind != "boilerplate":
                _reach(story, expression, made.value)
    return tuple(times)


def _find(text: Text, sentence: Sentence, book: Codebook) -> list[Expression]:
    vocabulary = load(book, sentence.language)
    return [] if vocabulary is None else list(find(text.body[sentence.start : sentence.end], vocabulary))


def _enter(story: Story, text: Text, block: Block, sentence: Sentence, book: Codebook) -> None:
    """Move the story into the sentence's block: a heading opens a section, one that is a date governs it."""
    if sentence.block == story.block and story.section:
        return
    story.block = sentence.block
    story.section = story.section or 1
    stated = heading(text, block, sentence.language, book)
    if stated is not None:
        if stated.month is None:
            story.year_heading = stated.year
        year = stated.year if stated.year is not None else story.year_heading
        story.heading, story.heading_level = Partial(year, stated.month), block.level
    elif block.kind in ("heading", "title") and block.level < story.heading_level:
        story.heading, story.year_heading = Partial(), None  # a section of a higher rank ends what the month governs
    if stated is not None or block.kind in ("heading", "title"):
        story.section += 1


def _ends(sentence: Sentence, expression: Expression, made: Resolved) -> tuple[tuple[int, int, str], ...]:
    """The two dates of a range as spans with their TimeML values."""
    places = zip(expression.ends or (), made.ends, strict=False)
    return tuple((sentence.start + start, sentence.start + end, value) for (start, end), value in places)


def _reach(story: Story, expression: Expression, value: str) -> None:
    """Remember the date the story has reached; deadlines and the day of writing do not move it."""
    first = expression.first
    if expression.kind not in ("date", "shift", "range") or expression.lead == "by":
        return
    if first.year and not (first.month or first.season or expression.lead) and first.span == 1:
        story.mentioned = (*story.mentioned[-_MENTIONS:], Mentioned(first.year, story.section, story.sentence))
    if len(value) < 7 or "X" in value or value[5] in "WSQF":
        return
    last = value.rpartition("/")[2].partition("T")[0]
    parts = [int(part) for part in last.split("-")] if last.replace("-", "").isdigit() else []
    if len(parts) < 2:
        return
    stated = Partial(parts[0], parts[1], parts[2] if len(parts) > 2 else None)
    if days := stated.days:
        when = When(earliest=days[0], latest=days[1])
        past = story.reached
        # "their first meeting since 28 February": looked back at, and the story goes on from where it was.
        near = past is not None and (past.block == story.block or expression.lead == "since")
        is_aside = past is not None and near and _jumps_back(past, when)
        story.reached = Reached(stated, when, story.section, story.block, story.sentence, is_aside)
    story.mentioned = ()


def _jumps_back(past: Reached, when: When) -> bool:
    """True where ``when`` lies well before the date reached so far."""
    return bool(past.when.earliest and when.latest and (past.when.earliest - when.latest).days > _ASIDE)


def _is_history(found: Sequence[Expression], publication: When) -> bool:
    """True where most full dates lie more than a year before publication, or publication is not known."""
    years = [e.first.days for e in found if e.kind == "date" and e.first.month and e.first.year]
    first = publication.earliest
    old = [days for days in years if days and (first is None or (first - days[1]).days > _HISTORY)]
    return len(old) >= _HISTORY_DATES and len(old) * 5 >= len(years) * 4


def _tense(words: str, expression: Expression, language: str, book: Codebook) -> int:
    """1 where the nearest verb of the clause, before the expression or else after it, is future, -1 past, -2 a past verb
    of saying (what was said may lie ahead), 0 unknown."""
    vocabulary = load(book, language)
    dated = expression.first.weekday is None and (expression.first.month is None or expression.first.year is not None)
    if dated or vocabulary is None:
        return 0
    before = words[max(0, expression.start - _VERB_REACH) : expression.start].casefold()
    after = words[expression.end : expression.end + _VERB_REACH].casefold()
    far, near = _CLAUSES.split(before)[:-1], _CLAUSES.split(before)[-1]
    behind, *beyond = _CLAUSES.split(after)
    for part, is_before in ((near, True), (behind, False), (" ".join(far), True), (" ".join(beyond), False)):
        if tense := _verb(_WORD.findall(part), is_before, vocabulary):
            return tense
    return 0


def _verb(words: list[str], is_before: bool, vocabulary: Vocabulary) -> int:
    """The tense of the verb nearest to the expression that the words stand before or after."""
    for i in range(len(words))[::-1] if is_before else range(len(words)):
        word, pair = words[i], " ".join(words[i : i + 2])
        if word in vocabulary.future or pair in vocabulary.future:
            return 1
        if word in vocabulary.past or word.endswith(vocabulary.past_endings):
            # "will be published on", "is expected to be signed by": the verb before the participle decides
            return (
                1
                if not vocabulary.future.isdisjoint(words[max(0, i - 3) : i])
                else -2
                if word in vocabulary.saying
                else -1
            )
    return 0


def _is_quoted(body: str, start: int, at: int) -> bool:
    """True inside quotation marks that opened in the same block."""
    start = max(start, at - _QUOTE_REACH)
    curly = body.rfind("“", start, at) > body.rfind("”", start, at)
    angled = body.rfind("«", start, at) > body.rfind("»", start, at)
    return curly or angled or body.count('"', start, at) % 2 == 1
