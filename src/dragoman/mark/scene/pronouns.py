"""Whom "he", "she" and "him" mean: resolved within a paragraph and only where one reading is left; else nobody is named."""

from __future__ import annotations

from dragoman.mark.scene.look import Named, Scene, holds, named
from dragoman.text import grammar

RUNNING = 3
"""Sentences back in a paragraph that a pronoun may reach."""
_SUBJECTS = {"he", "she"}


def he(scene: Scene, s: int, before: int, *, other: bool = False) -> Named | None:
    """Who spoke or acted last in the paragraph: the first person of the nearest sentence before that names one.

    ``other``: an object ("received him") is nobody of its own sentence.
    """
    here = [m for m in scene.mentions.get(s, ()) if m.kind == "person" and m.end <= before]
    t = scene.trees.get(s)
    first = (
        next((x.start for x in t.tokens if x.text.lower() in _SUBJECTS and x.dep in {"nsubj", "nsubjpass"}), before)
        if t
        else before
    )
    if first < before and not other:
        return he(scene, s, first)  # "He came on Monday; on Tuesday he met …"
    at = next((k for k, x in enumerate(t.tokens) if x.start == before), None) if t else None
    if t and at is not None and not other:  # "With Blinken he spoke by phone": not Blinken
        aside = [
            m
            for m in here
            if any(
                holds(m, t, k) and x.dep == "pobj" and grammar.clause(t, k) == grammar.clause(t, at)
                for k, x in enumerate(t.tokens)
            )
        ]
        here = [m for m in here if m not in aside]
        if here and any(x.text.lower() in {"him", "them"} for x in t.tokens[:at]):
            return None  # "Xi met him there, and later he …"
        if (
            len(here) > 1
            and any(holds(here[0], t, k) and x.dep in {"nsubj", "nsubjpass"} for k, x in enumerate(t.tokens[:at]))
            and t.tokens[at].dep in {"nsubj", "nsubjpass"}
        ):
            here = here[:1]  # "Rama was received by Scholz, and on 3 May he met …": the subject goes on
    if here and not other:
        return named(scene, here[0]) if len({m.entity or m.name for m in here}) == 1 else None
    if len(here) == 2 and here[0].name != here[1].name:  # "Rama flew to Bled, where Golob received him"
        return named(scene, here[0])
    block = scene.marks.sentences[s].block
    for b in range(s - 1, max(-1, s - 1 - RUNNING), -1):
        if scene.marks.sentences[b].block != block and not _next_item(scene, b, s):
            break
        named_here = {m.entity or m.name for m in scene.mentions.get(s, ()) if m.kind in {"person", "office"}}
        goes_on = _pronoun_subject(scene, b)
        if goes_on is not None:
            one = he(scene, b, goes_on)
            return one if one is None or (one.party.entity or one.party.name) not in named_here else None
        people = [m for m in scene.mentions.get(b, ()) if m.kind == "person" and (m.entity or m.name) not in named_here]
        if people:
            return named(scene, people[0])
    return None


def _pronoun_subject(scene: Scene, s: int) -> int | None:
    """Where "he" or "she" is the subject of a sentence's main clause: who that is goes on."""
    t = scene.trees.get(s)
    for x in t.tokens if t else ():
        if t and x.dep in {"nsubj", "nsubjpass"} and t.tokens[x.head].dep == "ROOT":
            return x.start if x.text.lower() in {"he", "she"} else None
    return None


def _next_item(scene: Scene, b: int, s: int) -> bool:
    """True where the later sentence stands in the list item right after the earlier one's."""
    one, other = scene.block(b), scene.block(s)
    if one is None or other is None or scene.marks.sentences[s].block - scene.marks.sentences[b].block != 1:
        return False
    return one.kind == other.kind == "item" and one.parent == other.parent
