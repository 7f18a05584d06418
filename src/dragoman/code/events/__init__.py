"""Events other than contacts: who promised, asked, refused, accused, threatened, helped, yielded, punished or attacked whom.

Candidates come from the parse and the codebook's cues; contacts have a coder of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from dragoman.code.events import learned, nouns, verbs
from dragoman.code.events.parties import sector
from dragoman.code.events.verbs import Act
from dragoman.codebook import Codebook
from dragoman.mark import cues, scene
from dragoman.mark.cues import Cues
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Marks
from dragoman.record import Coding, Document, Event, Party, Standing, Text, record_id
from dragoman.text.grammar import Tree
from dragoman.when import When

CODER, VERSION = "events", "1"
_SINCE = re.compile(r"\b(?:since|until|before|than) (?:the )?$", re.I)
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”«»„\"]")
_OPENS, _CLOSES = frozenset("“«„"), frozenset("”»")
RULE = 0.7
"""Confidence in a row of the codebook that fits."""
_CLAUSE = 5
"""Words; fewer in quotation marks are a name or a word kept at arm's length."""


def code(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Event]:
    """Events of a text in text order; what is only possible or usual is not coded."""
    look = scene.look(text, marks, book)
    tables = cues.load(book)
    seen: Counter[tuple[str, str]] = Counter()
    told: set[tuple[Hashable, ...]] = set()
    for s in sorted(look.trees):
        block = look.block(s)
        if block is not None and block.kind not in {"paragraph", "item"}:
            continue
        for act in _acts(look, s, tables):
            made = _event(look, document, s, act, seen)
            lands, exactly, by_noun = _marks_of(look.trees[s], act, made)
            if exactly in told or (by_noun and lands in told):
                continue
            told |= {lands, exactly}
            yield made


def _marks_of(t: Tree, act: Act, made: Event) -> tuple[tuple[Hashable, ...], tuple[Hashable, ...], bool]:
    """By what an act is known again: type and countries; type, parties, mode, day and status; and whether a noun tells it,
    which may be background ("since the invasion of …") and counts as told before where the first of these is known."""
    lands = tuple(frozenset(n.party.country or n.key for n in side) for side in (act.actors, act.recipients))
    sides = tuple(frozenset(n.key for n in side) for side in (act.actors, act.recipients))
    by_noun = t.tokens[act.token].pos in {"NOUN", "PROPN"}
    return (made.type, *lands), (made.type, *sides, made.mode, made.when.edtf, made.status), by_noun


def _acts(look: Scene, s: int, tables: Mapping[str, Cues]) -> list[Act]:
    by_verb, by_noun = cues.by_lemma(look.book)
    triggers = look.triggers.get(s, [])
    found = [
        *verbs.acts(look, s, by_verb, tables),
        *verbs.refusals(look, s, tables),
        *nouns.acts(look, s, by_noun, tables),
    ]
    t = look.trees[s]
    kept: list[Act] = []
    if look.marks.triggers is not None:
        found = [*learned.agreed(t, found, look, s, triggers), *learned.acts(look, s, triggers, tables)]
    for act in sorted(found, key=lambda a: (a.token, a.type != "REJECT")):
        if not any(_same(t, act, other) for other in kept):
            kept.append(replace(act, content="CONSULT") if _is_contact(t, act, tables) else act)
    return kept


def _is_contact(t: Tree, act: Act, tables: Mapping[str, Cues]) -> bool:
    """ "agreed to meet", "offered to host talks": a contact to come, which the contacts' coder may have told."""
    if act.type != "AGREE":
        return False
    consult = tables["CONSULT"].words["en"]
    for k in t.children(act.token, "xcomp", "ccomp"):
        carries = consult["verbs"].get(t.tokens[k].lemma.lower())
        meeting = any(t.tokens[g].lemma.lower() in consult["nouns"] for g in t.children(k, "dobj"))
        if carries in {"meet", "visit", "host"} or (carries in {"hold", "attend", "speak"} and meeting):
            return True
    return False


def _same(t: Tree, act: Act, other: Act) -> bool:
    """Two tellings of one act: on one word, or by a word that hangs on the other, of one type and by the same actors.

    Acts joined by "and" are two ("condemned … and summoned …"), but for violence ("killed three and wounded ten").
    """
    if act.token == other.token:
        return True
    if act.type != other.type:
        return False
    if act.type == "CONSULT":
        return bool(
            {n.key for n in (*act.actors, *act.recipients)} & {n.key for n in (*other.actors, *other.recipients)}
        )
    one, two = ({n.key for n in a.actors} for a in (act, other))
    if one and two and not one & two:
        return False
    joined = "conj" in {t.tokens[act.token].dep, t.tokens[other.token].dep}
    if joined and act.type not in {"ASSAULT", "COERCE"}:
        return False
    return (
        t.tokens[act.token].head == other.token
        or t.tokens[other.token].head == act.token
        or act.token in t.kids[other.token]
    )


def _event(look: Scene, document: Document, s: int, act: Act, seen: Counter[tuple[str, str]]) -> Event:
    tokens = look.trees[s].tokens
    token = tokens[act.token]
    sentence = look.marks.sentences[s]
    anchor = (act.type, token.text.casefold())
    first, last = min(act.words), max(act.words)
    made = Event(
        id=record_id("event", document.id, f"{act.type} {anchor[1]}", seen[anchor]),
        document=document.id,
        type=act.type,
        mode=act.mode,
        content=act.content,
        actors=tuple(_party(look, n) for n in act.actors),
        recipients=tuple(_party(look, n) for n in act.recipients),
        when=_when(look, s, act),
        negated=act.negated,
        status=act.status,
        standing=_standing(look, s, token.start, act),
        trigger=look.text.span(tokens[first].start, tokens[last].end),
        evidence=(look.text.span(sentence.start, sentence.end),),
        coding=Coding(coder=CODER, version=VERSION, confidence=_confidence(act), reason=_reason(act, token.text)),
    )
    seen[anchor] += 1
    return made


def _confidence(act: Act) -> float:
    """The tagger's probability, and at least RULE where a row of the codebook fits too."""
    share = act.share or 0.0
    return round(max(share, RULE) if act.cue.verbs or act.cue.nouns else share, 3)


def _reason(act: Act, word: str) -> str:
    by = "noun" if act.cue.nouns else "verb" if act.cue.verbs else "tagger"
    return f"{by} {word!r}" + (f", tagger {act.share:.2f}" if act.share is not None else "")


def _when(look: Scene, s: int, act: Act) -> When:
    """The date of the act; what is told in the present tense has no day but its own."""
    time = scene.own_time(look, s, act.token)
    if time and time.when.basis == "event" and _SINCE.search(look.text.body, max(0, time.start - 12), time.start):
        time = None  # "the first since the revolution" was not then
    present = look.trees[s].tokens[act.token].tag in {"VBZ", "VBP"}
    return time.when if time else When() if present else scene.when(look, s, act.token)


def _in_quotation(body: str, at: int) -> bool:
    """True inside quotation marks that hold a clause: what stands there is somebody's word."""
    spans = _quotations(body)
    n = bisect_right(spans, (at, len(body))) - 1
    return n >= 0 and spans[n][0] < at < spans[n][1]


@lru_cache(maxsize=8)
def _quotations(body: str) -> tuple[tuple[int, int], ...]:
    """What stands in quotation marks, paragraph by paragraph: a mark that is never closed quotes to the end, one that was
    never opened from the beginning (a quotation over several paragraphs)."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(body):
        start: int | None = None
        marks = list(_MARK.finditer(body, line.start(), line.end()))
        if marks and marks[0][0] in _CLOSES:
            start = line.start()
        for mark in marks:
            if mark[0] in _CLOSES or (mark[0] not in _OPENS and start is not None):
                found += [(start, mark.start())] if start is not None else []
                start = None
            elif start is None:
                start = mark.start()
        found += [(start, line.end())] if start is not None else []
    return tuple((a, b) for a, b in found if len(body[a:b].split()) >= _CLAUSE)


def _standing(look: Scene, s: int, at: int, act: Act) -> Standing:
    told = scene.standing(
        look, s, at, {n.key for n in act.actors} | {n.party.country for n in act.actors if n.party.country}
    )
    if told == "stated" and _in_quotation(look.text.body, at) and not act.standing:
        return "claimed"
    if told == "claimed" and act.standing == "stated":
        return "stated"
    return act.standing if told == "stated" and act.standing else told


def _party(look: Scene, one: Named) -> Party:
    found = sector(look, one)
    return one.party.model_copy(update={"sector": found}) if found and not one.party.sector else one.party
