"""Acts told by words that the tagger marks: its type, status and roles, with parties resolved by parse and mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.code.events.parties import is_private, parties, without
from dragoman.code.events.verbs import Act
from dragoman.mark.cues import Cue, Cues
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Trigger
from dragoman.record import Party, Standing
from dragoman.text.grammar import Tree

SURE = 0.55
"""Least probability of a type that no codebook row supports; set on the even rows of tests/gold/events/diplomacy.jsonl,
the seeds and cameo_gold_dev (December 2026)."""
DOUBTED = 0.1
"""Least probability that the tagger must leave to an act of the codebook; the same sets."""


def acts(look: Scene, s: int, triggers: Sequence[Trigger], tables: Mapping[str, Cues]) -> Iterator[Act]:
    """One act for each trigger that is sure enough; joint types have everybody as actors."""
    t = look.trees[s]
    for trigger in triggers:
        kind, share = trigger.types[0]
        i = word(t, trigger)
        if share < SURE or i is None:
            continue
        actors = named(look, s, t, trigger.actors)
        gets = without(named(look, s, t, trigger.recipients), actors)
        if not (actors or gets) or is_private(look, [*actors, *gets]):
            continue
        cue = Cue(kind)
        yield Act(
            s, i, kind, None, tuple(actors), tuple(gets), trigger.status[0],  # type: ignore[arg-type]
            trigger.negated > 0.5, None, cue, (i,), standing(trigger),
        )  # fmt: skip


def agreed(t: Tree, found: Sequence[Act], look: Scene, s: int, triggers: Sequence[Trigger]) -> Iterator[Act]:
    """Acts of the codebook that the tagger does not speak against, with what it adds: a standing, missing parties."""
    by_word = {i: trigger for trigger in triggers if (i := word(t, trigger)) is not None}
    for act in found:
        trigger = by_word.get(act.token) or next((by_word[k] for k in act.words if k in by_word), None)
        share = dict(trigger.types).get(act.type, 0.0) if trigger else 0.0
        if trigger is None or share < DOUBTED:
            continue
        gets = act.recipients
        if not gets and not act.cue.joint:
            gets = tuple(without(named(look, s, t, trigger.recipients), act.actors))
        actors = act.actors or tuple(without(named(look, s, t, trigger.actors), gets))
        yield replace(act, actors=actors, recipients=gets, standing=standing(trigger))


def standing(trigger: Trigger) -> Standing | None:
    """The standing the tagger is sure of, where it is not the document's own voice."""
    kind, share = trigger.standing
    return kind if kind != "stated" and share >= SURE else None  # type: ignore[return-value]


def word(t: Tree, trigger: Trigger) -> int | None:
    """The parsed word a trigger stands on."""
    return next((k for k, token in enumerate(t.tokens) if token.start <= trigger.start < token.end), None)


def named(look: Scene, s: int, t: Tree, spans: Sequence[tuple[int, int, float]]) -> list[Named]:
    """Whom the spans name: by the head words in them, else unknown people by the span's words."""
    found: dict[str, Named] = {}
    for start, end, _ in spans:
        inside = [k for k, token in enumerate(t.tokens) if start <= token.start and token.end <= end]
        heads = [k for k in inside if t.tokens[k].head not in inside or t.tokens[k].head == k]
        nouns = [k for k in heads if t.tokens[k].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}] or heads
        some = parties(look, s, [j for k in nouns for j in (k, *(c for c in t.children(k, "conj") if c in inside))], inside=True)
        if not some and nouns:
            words = look.text.body[start:end]
            some = [Named(Party(kind="unknown", name=None, words=words), None, start)]
        for one in some:
            found.setdefault(one.key, one)
    return list(found.values())
