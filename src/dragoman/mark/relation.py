"""Marked sentences read by a small encoder: the kind of event between two parties, its status and its standing.

The encoder is an ONNX file with 8-bit weights in data/models/relation; card.md there tells what it was trained on and
how well it does. train/relation.py makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.marks import TYPES
from dragoman.text import model

STATUSES = ("happened", "under way", "planned", "offered", "called off", "hypothetical")
STANDINGS = ("stated", "claimed", "unconfirmed", "denied")

LONGEST = 192  # tokens; what comes after is not read
_SIGNS = ("@", "#", "*")  # actor, recipient, trigger

Span = tuple[int, int]


class Marked(NamedTuple):
    """A sentence with the parties of one event. Spans are code points of ``text``, half-open, and do not cross."""

    text: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...] = ()
    trigger: Span | None = None


class Sense(NamedTuple):
    """What the encoder reads; probabilities, 0–1.

    ``types`` has the sixteen types and sums to one. With a trigger it also has NONE: the word begins no event.
    """

    types: dict[str, float]
    statuses: dict[str, float]
    standings: dict[str, float]
    negated: float


def types(rows: Sequence[Marked]) -> list[dict[str, float]]:
    """The probability, 0–1, of every PLOVER type for every row, in the order of ``rows``.

    >>> text = "Hungary refused to receive the Ukrainian delegation."
    >>> [found] = types([Marked(text, actors=((0, 7),), recipients=((27, 51),))])
    >>> max(found, key=found.get)
    'REJECT'
    """
    return [sense.types for sense in senses(rows)]


def senses(rows: Sequence[Marked]) -> list[Sense]:
    """Type, status and standing of every row, in the order of ``rows``. Status and standing need the trigger marked.

    >>> text = "The ministers will meet in Oslo in June."
    >>> [found] = senses([Marked(text, actors=((0, 13),), trigger=(19, 23))])
    >>> max(found.statuses, key=found.statuses.get)
    'planned'
    """
    tokenizer, session = model.load("relation", LONGEST)
    # One row at a time: 8-bit activations are scaled over the whole batch, so in a batch the neighbours would sway a row
    # by some thousandths; on one core a batch of 32 is no faster (bench/relation.py).
    return [_sense(row, session.run(None, inputs(*encode(row, tokenizer)))) for row in rows]


def encode(row: Marked, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """Token ids of the row with its signs written in, and where the first sign of actor, recipient and trigger stands.

    The text reads "@ Hungary @ * refused * to receive # the Ukrainian delegation #." An absent part stands at 0, the
    token that begins every text. train/relation.py uses this too: one format on both sides.
    """
    spans = [(*span, "@") for span in row.actors] + [(*span, "#") for span in row.recipients]
    spans += [(*row.trigger, "*")] if row.trigger else []
    # At one place what ends comes before what begins; the inner ends first, the longer of two that begin is the outer.
    signs = [(end, 0, -start, f" {sign}", sign) for start, end, sign in spans]
    signs += [(start, 1, -end, f"{sign} ", sign) for start, end, sign in spans]
    text, at, first = "", 0, dict.fromkeys(_SIGNS, -1)
    for place, begins, _, written, sign in sorted(signs):
        text += row.text[at:place]
        at = place
        if begins and first[sign] < 0:
            first[sign] = len(text)
        text += written
    tokens = tokenizer.encode(text + row.text[at:])
    places = [tokens.char_to_token(first[sign]) if first[sign] >= 0 else 0 for sign in _SIGNS]
    return tokens.ids, [place or 0 for place in places]


def inputs(ids: Sequence[int], marks: Sequence[int]) -> dict[str, NDArray[np.int64]]:
    """The inputs of the model for one row."""
    tokens = np.array([ids], np.int64)
    return {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "marks": np.array([marks], np.int64)}


def _sense(row: Marked, logits: Sequence[NDArray[np.float32]]) -> Sense:
    kinds, statuses, standings, negated = (out[0] for out in logits)
    names = TYPES if row.trigger is None else (*TYPES, "NONE")
    return Sense(
        _shares(names, kinds[: len(names)]),
        _shares(STATUSES, statuses),
        _shares(STANDINGS, standings),
        float(1 / (1 + np.exp(-negated[0]))),
    )


def _shares(names: Sequence[str], logits: NDArray[np.float32]) -> dict[str, float]:
    raised = np.exp(logits - logits.max())
    return dict(zip(names, (raised / raised.sum()).tolist(), strict=True))
