"""Statements, thin: quotations and reported words with a speaker, and lists of messages, one statement an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.codebook import Codebook
from dragoman.mark import scene
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Attribution, Marks
from dragoman.record import Coding, Document, Party, Statement, Text, record_id

CODER, VERSION = "statements", "1"
_LEADING = re.compile(r"[\s•·▪●◦‣■*–—-]*(?:\(?\d{1,2}[.)]\s+)?")


def code(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Statement]:
    """Statements of a text in text order; ``event`` is filled where the contacts are known."""
    look = scene.look(text, marks, book)
    found = [
        *_lists(look, document, book),
        *(_reported(look, document, a, book) for a in marks.attributions if a.speaker is not None),
    ]
    seen: Counter[str] = Counter()
    taken: set[int] = set()
    for made in sorted(found, key=lambda f: (f.spans[0].start, f.spans[0].end)):
        if made.spans[0].start in taken:
            continue
        taken.add(made.spans[0].start)
        word = re.search(r"\w+", made.spans[0].exact)
        anchor = word[0].casefold() if word else ""
        yield made.model_copy(update={"id": record_id("statement", document.id, anchor, seen[anchor])})
        seen[anchor] += 1


def _reported(look: Scene, document: Document, a: Attribution, book: Codebook) -> Statement:
    assert a.speaker is not None
    mention = look.marks.mentions[a.speaker]
    party = Party(
        kind=mention.kind if mention.kind in {"person", "state", "body", "group"} else "person",
        name=mention.name, words=look.text.body[mention.start : mention.end], entity=mention.entity,
        country=mention.country, sector=mention.sector, role=mention.role,
    )  # fmt: skip
    sentence = look.marks.sentences[a.sentence]
    cue = look.text.body[a.cue[0][0] : a.cue[0][1]].casefold()
    spans = tuple(look.text.span(b, e) for b, e in a.content)
    return Statement(
        id="", document=document.id, speaker=party, when=scene.running(look, a.sentence) or scene.headed(look, a.sentence),
        kind=a.kind, act=_act(cue, sentence.language, book), trigger=look.text.span(*a.cue[0]), spans=spans,
        evidence=(look.text.span(min(sentence.start, spans[0].start), max(sentence.end, spans[-1].end)),),
        coding=Coding(coder=CODER, version=VERSION, confidence=0.7, reason=f"cue {cue!r} beside the speaker"),
    )  # fmt: skip


def _act(cue: str, language: str, book: Codebook) -> str:
    table = book.scales["speech"].get(language)
    return next((act for act, words in table["verbs"].items() if cue in words), "say") if table else "say"


def _lists(look: Scene, document: Document, book: Codebook) -> Iterator[Statement]:
    """Items under a line like "X voiced the following messages at the meeting:"."""
    table = book.scales["speech"].get("en")
    nouns = "|".join(table["messages"]) if table else "messages"
    intro = re.compile(rf"\b({nouns})\b[^.:]*:\s*$", re.I)
    items: dict[int, list[int]] = {}
    for n, block in enumerate(look.text.blocks):
        if block.kind == "item" and block.parent is not None:
            items.setdefault(block.parent, []).append(n)
    for parent, below in sorted(items.items()):
        block = look.text.blocks[parent]
        cue = intro.search(look.text.body, block.start, block.end)
        sentences = look.of_block.get(parent, [])
        if block.kind == "heading" or not cue or not sentences:
            continue
        speaker = _voice(look, sentences[-1])
        if speaker is None:
            continue
        for n in below:
            item = look.text.blocks[n]
            start = _LEADING.match(look.text.body, item.start, item.end)
            left = start.end() if start else item.start
            if left >= item.end:
                continue
            span = look.text.span(left, item.end)
            yield Statement(
                id="", document=document.id, speaker=speaker.party, when=scene.running(look, sentences[-1]) or scene.headed(look, sentences[-1]),
                kind="indirect", trigger=look.text.span(cue.start(1), cue.end(1)), spans=(span,),
                evidence=(span, look.text.span(look.marks.sentences[sentences[-1]].start, look.marks.sentences[sentences[-1]].end)),
                coding=Coding(coder=CODER, version=VERSION, confidence=0.8, reason="item of a list of messages"),
            )  # fmt: skip


def _voice(look: Scene, s: int) -> Named | None:
    """The one person the introduction names, or whom "his messages" means."""
    people = scene.people(look, s)
    if people:
        return people[0]
    if re.match(r"\W*(?:his|her|he|she)\b|.*\b(?:his|her|he|she)\b", look.words(s), re.I):
        return scene.he(look, s, look.marks.sentences[s].start)
    return None
