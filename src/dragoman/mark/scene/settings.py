"""When and where a clause stands, and whose word it is."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from dragoman.codebook import Codebook
from dragoman.mark.scene.look import Scene, is_city, named, running
from dragoman.mark.scene.people import who
from dragoman.marks import Time
from dragoman.record import Standing
from dragoman.text import grammar
from dragoman.text.grammar import Tree
from dragoman.when import When

_EVENTS = {
    "meeting",
    "summit",
    "session",
    "talk",
    "negotiation",
    "visit",
    "trip",
    "conference",
    "forum",
    "consultation",
    "round",
    "assembly",
}
_REPORTS = {
    "say",
    "report",
    "claim",
    "allege",
    "tell",
    "announce",
    "write",
    "state",
    "assert",
    "suggest",
    "declare",
    "insist",
    "confirm",
}
_LABEL = 6
"""Characters that a line which is only a date may have besides it: bullet, stop, colon."""
_TOP = 4
"""Blocks at the top of a text in which a line with a day is a byline."""
_STRETCH = 10
"""Days that a label before an entry may span ("16–17 May – …"); a month is a heading's business."""
_OFFICIAL = {"GOV", "LEG", "MIL", "PRE", "IGO", None}


_TELLS = {"report", "claim", "allege"}
"""Verbs whose object is what they tell ("reported a build-up"), not what they do ("announced a mobilization")."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the English name, its country, and whether the words name a whole country."""

    name: str
    country: str | None
    whole: bool


def own_time(scene: Scene, s: int, i: int) -> Time | None:
    """The date that the clause of a word states itself; a day goes before a longer stretch, the clause before the sentence.

    Dates in brackets, in a relative clause or with another verb of the sentence belong there.
    """
    t = scene.trees[s]
    here = grammar.clause(t, i)
    chain = _chain(t, here)
    ranked: list[tuple[int, int, int, Time]] = []
    for time in scene.times.get(s, ()):
        if time.type not in {"DATE", "TIME"} or time.when.is_unknown:
            continue
        at = next((k for k, token in enumerate(t.tokens) if token.start < time.end and time.start < token.end), None)
        if at is None and t.tokens and time.end <= t.tokens[0].start:  # "2 May – …": the label dates what has no date
            ranked.append((2, 0 if time.when.day else 1, 0, time))
            continue
        if at is None or _in_brackets(scene, s, time.start) != _in_brackets(scene, s, t.tokens[i].start):
            continue
        owner = grammar.clause(t, at)
        if owner == here or owner in t.under(i):
            rank = 0 if owner == here else 1
        elif owner in chain:
            rank = 1
        elif _root(t, at) != _root(t, i) and time.start < t.tokens[i].start:
            rank = 3  # "On 3 May X met Y; Z received W": the part before the semicolon dates both
        else:
            continue
        ranked.append((rank, 0 if time.when.day else 1, abs(time.start - t.tokens[i].start), time))
    if not ranked:
        return None
    return min(ranked, key=lambda r: r[:3])[3]


def _root(t: Tree, i: int) -> int:
    seen: set[int] = set()
    while t.tokens[i].head != i and i not in seen:
        seen.add(i)
        i = t.tokens[i].head
    return i


def _chain(t: Tree, i: int) -> set[int]:
    """Verbs from which a clause borrows its time: those it is joined to, or stands under without a subject of its own."""
    found: set[int] = set()
    while t.tokens[i].head != i and i not in found:
        found.add(i)
        dep = t.tokens[i].dep
        if dep not in {"conj", "advcl", "xcomp", "acl", "pcomp", "relcl", "prep", "pobj", "dobj"}:
            break
        whenever = any(t.tokens[k].text.lower() == "when" for k in t.children(i, "advmod", "mark"))
        if dep == "advcl" and not whenever and any(t.children(i, "nsubj", "nsubjpass")):
            break  # "although X ruled it out, the attack came on …": the day is the attack's
        during = any(t.tokens[k].text.lower() in {"during", "where"} for k in t.children(i, "prep", "advmod"))
        if dep == "relcl" and not during and not whenever:
            break  # "met Rama, who had come on Friday"
        i = grammar.clause(t, t.tokens[i].head)
    found.add(i)
    return found


def _in_brackets(scene: Scene, s: int, at: int) -> bool:
    start = scene.marks.sentences[s].start
    before = scene.text.body[start:at]
    return before.count("(") > before.count(")")


def place_of(scene: Scene, s: int, i: int) -> Place | None:
    """Where the clause of a word says that it was, by "in", "at" or "near"; a city goes before a country.

    The place must hang on the act, its object, or somebody taking part: "talks on the war in Syria" were not in Syria.
    """
    t = scene.trees[s]
    here = grammar.clause(t, i)
    found: list[tuple[int, int, Place]] = []
    for m in scene.mentions.get(s, ()):
        if m.kind != "place" and not (m.kind == "state" and (m.sense == "place" or m.reason.startswith("state"))):
            continue
        at = next(
            (
                k
                for k, token in enumerate(t.tokens)
                if m.start <= token.start < m.end and not m.start <= t.tokens[token.head].start < m.end
            ),
            None,
        )
        prep = None if at is None else _preposition(t, at)
        if prep is None or not _hangs_on(scene, s, t, t.tokens[prep].head, i, here):
            continue
        place = Place(m.name or scene.text.body[m.start : m.end], m.country, m.kind == "state")
        found.append((int(place.whole), m.start, place))
    return min(found, key=lambda f: f[:2])[2] if found else None


def place_in(scene: Scene, s: int, heads: Sequence[int]) -> Place | None:
    """The place that noun phrases name themselves: where "visited Split" or "came to Split" leads."""
    t = scene.trees[s]
    for head in heads:
        for m in scene.mentions.get(s, ()):
            if m.start <= t.tokens[head].start < m.end and is_city(scene, m):
                name = scene.text.body[m.start : m.end] if m.kind == "state" else m.name or ""
                return Place(name, m.country, False)
    return None


def _preposition(t: Tree, at: int) -> int | None:
    """The "in", "at" or "near" before a place; "on the territory of" counts, "aggression in" is left to the caller."""
    seen = 0
    while t.tokens[at].dep in {"conj", "appos", "compound", "nmod"} and seen < 6:
        at, seen = t.tokens[at].head, seen + 1
    prep = t.tokens[at].head
    if t.tokens[at].dep != "pobj":
        return None
    word = t.tokens[prep].text.lower()
    if word in {"in", "at", "near", "outside"}:
        return prep
    above = t.tokens[prep].head
    if (
        word == "of"
        and t.tokens[above].lemma.lower() in {"territory", "vicinity", "city", "town", "village", "soil"}
        and t.tokens[above].dep == "pobj"
    ):
        return t.tokens[above].head
    return None


def _hangs_on(scene: Scene, s: int, t: Tree, k: int, i: int, here: int) -> bool:
    """True where the word a place hangs on is the act, its object, another place or date, or somebody taking part."""
    token = t.tokens[k]
    if k in {i, here}:
        return True
    owner = grammar.clause(t, k)
    if owner == k and token.dep in {"relcl", "acl"} and token.lemma.lower() in {"hold", "take", "host", "organize"}:
        return t.tokens[token.head].head in {i, here} or token.head == i or grammar.clause(t, token.head) == here
    if owner != here:
        return False
    if any(m.start < token.end and token.start < m.end for m in scene.mentions.get(s, ()) if m.kind != "state"):
        return True
    if any(m.start < token.end and token.start < m.end for m in scene.times.get(s, ())):
        return True
    return token.lemma.lower() in _EVENTS


def headed(scene: Scene, s: int) -> When:
    """The stretch that the headings over a sentence name, the nearest first; unknown where none does.

    A day at the top of the text is its byline, and dates nothing.
    """
    for block in scene.headings(s):
        if scene.text.blocks[block].kind != "heading":
            continue
        for b in scene.of_block.get(block, ()):
            for time in scene.times.get(b, ()):
                if time.type == "DATE" and not time.when.is_unknown and not (block < _TOP and time.when.day):
                    return time.when.model_copy(update={"basis": "heading", "lasts": False})
    return When()


def labelled(scene: Scene, s: int) -> When | None:
    """The day before a paragraph's sentences, alone or as a label ("12 March. Rama met Kurti.", "12 March – …")."""
    first = scene.of_block.get(scene.marks.sentences[s].block, [s])[0]
    for at in (s, first):
        tree = scene.trees.get(at)
        label = [t for t in scene.times.get(at, ()) if tree and tree.tokens and t.end <= tree.tokens[0].start]
        if label and label[0].type == "DATE" and label[0].when.width and label[0].when.width <= _STRETCH:
            return label[0].when
    days = [t for t in scene.times.get(first, ()) if t.type == "DATE" and t.when.day]
    if first == s:
        return None
    words = scene.words(first)
    if len(days) != 1 or len(words) - (days[0].end - days[0].start) > _LABEL:
        return None
    return days[0].when


def when(scene: Scene, s: int, i: int) -> When:
    """The date of the clause, else the running day of the paragraph, else the stretch of the heading, else unknown."""
    time = own_time(scene, s, i)
    if time is not None:
        return time.when
    return running(scene, s) or headed(scene, s)


@lru_cache(maxsize=4)
def unconfirmed(book: Codebook) -> re.Pattern[str]:
    """Words by which an English sentence says that it is not sure of what it tells."""
    return re.compile(rf"\b(?:{'|'.join(book.language('en')['standing']['unconfirmed'])})\b", re.I)


def _speaks_for(scene: Scene, s: int, heads: Sequence[int], own: Set[str]) -> bool:
    """True where the speaker is one of those who act, or speaks officially for their country."""
    told_by = who(scene, s, heads)
    if {n.key for n in told_by} & own:
        return True
    return any(n.party.country in own and n.party.sector in _OFFICIAL for n in told_by if n.party.country)


def standing(scene: Scene, s: int, at: int, own: Set[str] = frozenset()) -> Standing:
    """Claimed where the words stand in somebody's reported speech; unconfirmed or denied where the sentence says so.

    ``own``: keys and countries of those who do it by saying it ("Kyiv announced that it will not …"): their own word, or
    their government's, is no claim.
    """
    if unconfirmed(scene.book).search(scene.words(s)):
        return "unconfirmed"
    t = scene.trees.get(s)
    i = next((k for k, token in enumerate(t.tokens) if token.start <= at < token.end), None) if t else None
    found: Standing | None = None
    while t and i is not None and t.tokens[i].head != i:
        dep, i = t.tokens[i].dep, t.tokens[i].head
        lemma = t.tokens[i].lemma.lower()
        if lemma in {"deny", "refute"} and not grammar.mood(t, i).negated:
            return "denied"  # also over a noun: "reports that … were denied"
        if found is None and ((dep in {"ccomp", "acl"} and lemma in _REPORTS) or (dep == "dobj" and lemma in _TELLS)):
            found = "stated" if _speaks_for(scene, s, grammar.subjects(t, i), own) else "claimed"
    if found:
        return found
    for a in scene.marks.attributions:
        if any(b <= at < e for b, e in a.content):
            if a.speaker is not None and named(scene, scene.marks.mentions[a.speaker]).key in own:
                return "stated"
            cue = " ".join(scene.text.body[b:e] for b, e in a.cue).lower()
            return "denied" if cue.startswith(("den", "refut")) else "claimed"
    return "stated"
