"""Acts told by nouns: "the expulsion of three diplomats by Riga", "launched an attack", "after talks were suspended"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.code.events import modes
from dragoman.code.events.parties import PRIVATE, is_named, is_private, owners, parties, without
from dragoman.code.events.slots import frame
from dragoman.code.events.told import Told, ahead, told
from dragoman.code.events.verbs import Act
from dragoman.mark.cues import Cue, Cues
from dragoman.mark.scene import Scene
from dragoman.text import grammar
from dragoman.text.grammar import Tree

_LIGHT = {
    "make", "issue", "launch", "stage", "carry", "conduct", "hold", "mount", "deliver", "send", "give", "take", "begin", "start", "perform",
    "renew", "repeat", "reiterate", "voice", "file", "lodge", "commit", "wage", "impose", "order", "offer", "announce", "lead", "undertake", "see",
}  # fmt: skip
_EVENTFUL = {
    "kill", "leave", "injure", "wound", "occur", "happen", "take", "begin", "start", "continue", "come", "follow", "target", "hit", "draw",
    "prompt", "cause", "spark", "claim", "destroy", "strike", "displace", "damage", "last", "end", "trigger", "force", "lead", "erupt", "break",
}  # fmt: skip
_PRESUPPOSES = {
    "suffer", "face", "survive", "repel", "condemn", "denounce", "criticize", "criticise", "protest", "support", "back", "praise", "witness",
    "mark", "avenge", "investigate", "probe", "justify", "defend", "blame", "describe", "call", "endure", "weather", "regret", "deplore",
}  # fmt: skip
"""Verbs whose object has happened ("condemned the attack"); "ruled out an attack" tells none."""
_AFTER = {
    "after",
    "following",
    "during",
    "in",
    "amid",
    "since",
    "over",
    "by",
    "despite",
    "with",
    "upon",
    "on",
    "before",
    "of",
    "to",
    "for",
    "from",
}


def acts(look: Scene, s: int, nouns: Mapping[str, tuple[Cue, ...]], tables: Mapping[str, Cues]) -> Iterator[Act]:
    """Acts that event nouns of a parsed sentence tell, in order; a noun counts only where the sentence tells it as a fact."""
    t = look.trees[s]
    for i, token in enumerate(t.tokens):
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        for cue in nouns.get(token.lemma.lower(), ()):
            made = _act(look, s, t, i, cue, tables)
            if made:
                yield made
                break


def _act(look: Scene, s: int, t: Tree, i: int, cue: Cue, tables: Mapping[str, Cues]) -> Act | None:
    below = {w for k in t.under(i) for w in (t.tokens[k].lemma.lower(), t.tokens[k].text.lower())}
    if (cue.phrase and not below & cue.phrase) or below & cue.not_phrase:
        return None
    if cue.oblique and not grammar.after(t, i, *cue.oblique):
        return None
    governor, how = _told(t, i, cue)
    if how is None:
        return None
    own = owners(look, s, t, i)
    actors = own
    if governor is not None and not own:
        f = frame(t, governor)
        actors = parties(look, s, f.subjects)
    preps = [name for name in cue.recipient if "." not in name and name != "object"]
    gets = without(parties(look, s, [k for name in preps for k in grammar.after(t, i, name)], inside=True), actors)
    if governor is not None and not gets:
        gets = without(parties(look, s, [k for name in preps for k in grammar.after(t, governor, name)]), actors)
    strict = governor is None
    if (not actors and not gets) or (cue.type in PRIVATE and is_private(look, [*actors, *gets])):
        return None
    if strict and not (any(is_named(a) for a in actors) and (gets or "of" not in cue.recipient)):
        return None
    if cue.needs == "both" and not (actors and gets):
        return None
    joined = len(actors) > 1 or "joint" in below
    if cue.joined is not None and cue.joined != joined:
        return None
    if cue.joint:
        actors, gets = [*actors, *gets], []
        if len(actors) < 2:
            return None
    status = how.status
    type, content = ahead(cue.type, status)
    if cue.status and status == "happened":
        status = cue.status  # type: ignore[assignment]
    mode = cue.mode if type == cue.type else None
    mode = mode or modes.mode(type, t, i, tables)
    return Act(s, i, type, mode, tuple(actors), tuple(gets), status, how.negated, content, cue, (i,))


def _told(t: Tree, i: int, cue: Cue) -> tuple[int | None, Told | None]:
    """The verb whose subject does it (of "launched an attack"), and how the noun is told."""
    token = t.tokens[i]
    above = token.head
    over = t.tokens[above]
    if token.dep in {"dobj", "nsubjpass"} and over.lemma.lower() in _LIGHT and over.pos == "VERB":
        return above, told(t, above, cue.type)
    if token.dep in {"nsubj", "nsubjpass"} and over.lemma.lower() in _EVENTFUL:
        how = told(t, above, cue.type)
        return (None, how if how and not how.negated else None) if not cue.light else (None, None)
    if cue.light:
        return None, None
    if token.dep == "pobj" and over.text.lower() in _AFTER:
        clause = grammar.clause(t, above)
        how = told(t, clause, cue.type) if t.tokens[clause].pos in {"VERB", "AUX"} else None
        return None, Told("happened", False) if how and how.status in {"happened", "under way"} else None
    if token.dep in {"dobj", "ROOT", "nsubj", "nsubjpass"}:
        if token.dep == "ROOT":
            return None, None
        how = told(t, above, cue.type) if over.lemma.lower() in _PRESUPPOSES else None
        return None, Told("happened", False) if how and how.status == "happened" and not how.negated else None
    return None, None
