"""What one sentence says about contacts, before sentences are put together."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.code.contacts.draft import Draft
from dragoman.code.contacts.entries import entries
from dragoman.code.contacts.nouns import from_noun
from dragoman.code.contacts.verbs import FRAMES
from dragoman.mark.cues import Cues
from dragoman.mark.scene import (
    Scene,
)


def drafts(scene: Scene, s: int, cues: Cues) -> Iterator[Draft]:
    """Contacts told in a parsed sentence, left to right; two verbs for one encounter are still two drafts."""
    t = scene.trees[s]
    words = cues.words["en"]
    for i, token in enumerate(t.tokens):
        lemma = token.lemma.lower()
        if token.pos in {"NOUN", "PROPN"} and lemma in words["nouns"] and token.dep != "compound":
            yield from from_noun(scene, s, t, i, lemma, cues)
        elif token.pos in {"VERB", "AUX"} and lemma in words["verbs"]:
            frame = FRAMES.get(words["verbs"][lemma])
            if frame:
                yield from frame(scene, s, t, i, cues)
    yield from entries(scene, s)
