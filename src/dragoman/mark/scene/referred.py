"""Pronouns as mentions: loose ones, made for who looks at the marks; coders resolve theirs by the same rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.mark.scene.look import Scene, holds
from dragoman.mark.scene.people import they
from dragoman.mark.scene.pronouns import SEX, antecedent
from dragoman.marks import PRONOUN, Mention, Token
from dragoman.text.grammar import Tree

_THEY = {"they", "them", "their"}
_WHO = {"who", "whom", "whose"}


def pronouns(scene: Scene) -> Iterator[Mention]:
    """A mention for each "he", "she", "him", "his", "her", "who" and "they" of the parsed sentences, in order.

    Named only where one person is left; else ``rivals`` are those whom it may mean, as for "they".
    """
    for s, t in sorted(scene.trees.items()):
        for k, token in enumerate(t.tokens):
            word = token.text.lower()
            if word in SEX and token.tag in {"PRP", "PRP$"}:
                found = antecedent(scene, s, token.start, other=_is_object(t, k))
                known = found.best if found.is_sure and found.best and not found.best.rivals else None
                yield _mention(s, token, known, (found.best, *found.rivals))
            elif word in _THEY:
                two = [n.party.entity for n in they(scene, s, token.start) if n.party.entity]
                yield Mention(
                    token.start,
                    token.end,
                    s,
                    "person",
                    "actor",
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    PRONOUN,
                    tuple(two),
                )
            elif word in _WHO and token.tag in {"WP", "WP$"}:
                head = _head(scene, s, t, k)
                yield from [_mention(s, token, None if head.rivals else head, (head,))] if head else []


def _mention(s: int, token: Token, best: Mention | None, all: tuple[Mention | None, ...]) -> Mention:
    """The pronoun with what is known of the one it means; unsure, with the country they share."""
    people = [m for m in all if m is not None]
    lands = {m.country for m in people}
    country = best.country if best else lands.pop() if len(lands) == 1 else None
    rivals = () if best else tuple(dict.fromkeys(m.entity for m in people if m.entity))
    here = Mention(
        token.start, token.end, s, "person", "actor", None, None, country, None, None, None, PRONOUN, rivals
    )  # fmt: skip
    if best is None:
        return here
    return replace(here, entity=best.entity, name=best.name, sector=best.sector, role=best.role, level=best.level)


def _is_object(t: Tree, k: int) -> bool:
    """True for "him" and for "her" that is no possessive."""
    return t.tokens[k].tag == "PRP" and t.tokens[k].text.lower() in {"him", "her"}


def _head(scene: Scene, s: int, t: Tree, k: int) -> Mention | None:
    """The person or office that a relative clause is about."""
    at, seen = k, 0
    while t.tokens[at].dep != "relcl" and t.tokens[at].head != at and seen < 6:
        at, seen = t.tokens[at].head, seen + 1
    if t.tokens[at].dep != "relcl":
        return None
    told = (m for m in scene.mentions.get(s, ()) if m.kind in {"person", "office"})
    return next((m for m in told if holds(m, t, t.tokens[at].head)), None)
