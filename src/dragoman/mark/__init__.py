"""Text to Marks: sentences, times, mentions, parses and attributions; spans without political meaning yet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dragoman.codebook import Codebook
from dragoman.mark import attributions, cues, mentions, parse, times, triggers
from dragoman.mark.parse import Parser
from dragoman.mark.times import publication
from dragoman.marks import Marks, Sentence, Time
from dragoman.record import Document, Text
from dragoman.text import sentences
from dragoman.text.model import Model
from dragoman.when import When

VERSIONS: Mapping[str, str] = MappingProxyType({"mark": "3", "parser": parse.MODEL})

_OPENS = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:(?:(?:late |early )?(?:on|in)(?: the (?:morning|evening|afternoon|night) of)?)\s+)?", re.I
)
_RUNS_ON = re.compile(r"\s(?!(?:and|or|to|until|in|at|of|with|was|were|is|has|had|a\.m|p\.m)\b)[^\W\d]")
_LABEL = re.compile(r"\s*(?:\([^()]{1,20}\)\s*)?(?:[:|]|\s[–—-]|[–—])\s+(?=\S)")
_BEFORE_LABEL = 6  # code points before a date that labels a sentence: "On ", a bracket
_CLAUSE = re.compile(r"(?:[;:–—]|,| and| but)\s(?:and |but )?on\s$")
_NAME = re.compile(r"\s[^\W\d_a-zа-яёіїєґ]")
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,40}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([A-Za-z/ .]{2,30}\))?\s?(?:[:–—]|--?)\s+(?=[\w“\"])"
    r"|\([A-Z][A-Za-z/ .]{2,30}\)\s?(?:[–—]|--?)\s+(?=\w)"
)
"""A city in capitals, a day, an agency and a dash before a news story ("KHARTOUM, May 3 (Reuters) – …")."""
_PARSED = {"paragraph", "item"}


def dated(text: Text, document: Document, book: Codebook) -> Document:
    """The document with its publication: stated, else read from its byline, else inferred from what the text says.

    What was inferred before is inferred anew; a text in no known language keeps what it has.
    """
    told = document.published
    if text.language is None or not (told.is_unknown or told.basis == "inferred"):
        return document
    split = tuple(sentences.split(text.body, text.blocks, text.language))
    byline = times.published(text, split, book)
    if not byline.is_unknown:
        return document.model_copy(update={"published": byline, "grounds": ()})
    when, grounds = publication.infer(text, split, times.mark(text, split, When(), book), book)
    return document.model_copy(update={"published": when, "grounds": grounds})


def timed(text: Text, document: Document, book: Codebook) -> Marks:
    """The sentences of a text and its times alone; no time counts from a publication that can be no real one."""
    language = text.language or document.language or ""
    split = tuple(sentences.split(text.body, text.blocks, language))
    return Marks(sentences=split, times=tuple(times.mark(text, split, document.published, book)))


def mark(
    text: Text,
    document: Document,
    book: Codebook,
    parser: Parser,
    tagger: Model | None = None,
    *,
    every: bool = False,
) -> Marks:
    """All marks of a text; without a ``tagger`` no triggers, and events come from the codebook's words alone.

    ``every``: parse each English sentence, not only those that may tell an event.
    Times come before mentions, because who held an office depends on the day."""
    found = timed(text, document, book)
    split, when = found.sentences, found.times
    who = tuple(mentions.mark(text, split, when, book, published=document.published))
    told = [
        i
        for i, s in enumerate(split)
        if s.language == "en" and (not text.blocks or text.blocks[s.block].kind in _PARSED)
    ]
    peopled = {m.sentence for m in who}
    tagged = triggers.mark(text, split, (i for i in told if i in peopled), tagger) if tagger else None
    likely = {t.sentence for t in tagged or ()}
    wanted = [i for i in told if every or i in likely or cues.is_wanted(book, text.body, split[i].start, split[i].end)]
    begins = _begins(text, split, when)
    parses = parse.mark(text, split, wanted, parser, pauses=_pauses(text, split, when), starts=begins)
    said = attributions.mark(text, split, who, parses, book)
    return Marks(sentences=split, times=when, mentions=who, attributions=said, parses=parses, triggers=tagged)


def _begins(text: Text, split: Sequence[Sentence], when: Sequence[Time]) -> dict[int, int]:
    """Where the sentence proper begins, by index, after a date that labels it ("2 May – …", "14 January: …")."""
    starts = [s.start for s in split]
    found = {i: m.end() for i, s in enumerate(split) if (m := _DATELINE.match(text.body, s.start, s.end))}
    for time in when:
        i = bisect_right(starts, time.start) - 1
        label = _LABEL.match(text.body, time.end, split[i].end)
        if time.type == "DATE" and label and time.start - split[i].start <= _BEFORE_LABEL and i not in found:
            found[i] = label.end()
    return found


def _pauses(text: Text, split: Sequence[Sentence], when: Sequence[Time]) -> frozenset[int]:
    """Ends of dates that open a sentence or a clause and run on without a comma ("; on 3 May Rama met Kurti")."""
    starts = [s.start for s in split]
    found = set()
    for time in when:
        s = split[bisect_right(starts, time.start) - 1]
        if time.type not in {"DATE", "TIME"}:
            continue
        opens = _OPENS.fullmatch(text.body, s.start, time.start) and _RUNS_ON.match(text.body, time.end, s.end)
        if opens or (_CLAUSE.search(text.body, s.start, time.start) and _NAME.match(text.body, time.end, s.end)):
            found.add(time.end)
    return frozenset(found)
