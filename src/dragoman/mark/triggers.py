"""Words that may tell an event, with who stands in which role: one pass of a small encoder over each sentence.

The model is an ONNX file with 8-bit weights in data/models/tagger; card.md there tells what it was trained on and how well
it does. train/tagger.py makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from dragoman.marks import TYPES, Sentence, Trigger
from dragoman.record import Text
from dragoman.text import model
from dragoman.text.model import Model

STATUSES = ("happened", "under way", "planned", "offered", "called off", "hypothetical")
STANDINGS = ("stated", "claimed", "denied", "unconfirmed")
LONGEST = 160
"""Tokens; the tagger was trained on no longer sentence, and what comes after is not read."""
FLOOR = 0.05
"""Probability; a less likely type is not kept."""
_ROLE = 0.5
_Array = NDArray[np.float32]


def load() -> Model:
    """The tagger."""
    return model.load("tagger", LONGEST)


def mark(text: Text, sentences: Sequence[Sentence], wanted: Iterable[int], tagger: Model) -> tuple[Trigger, ...]:
    """Possible triggers of the wanted English sentences, in text order; spans are code points of the text.

    One sentence at a time: 8-bit activations are scaled over the whole batch, so that neighbours would sway each other.
    """
    found: list[Trigger] = []
    for s in sorted(set(wanted)):
        if sentences[s].language == "en":
            found += _sentence(text.body[sentences[s].start : sentences[s].end], sentences[s].start, s, tagger)
    return tuple(found)


def _sentence(words: str, start: int, s: int, tagger: Model) -> Iterator[Trigger]:
    made = tagger.tokenizer.encode(words)
    ids = np.array([made.ids], np.int64)
    kinds, status, standing, negated, roles = (
        out[0] for out in tagger.session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    )
    shares = _softmax(kinds)
    for word, (at, end) in _words(made):
        i = made.word_to_tokens(word)[0]
        likely = sorted(((float(p), t) for t, p in zip(TYPES, shares[i, 1:], strict=True) if p >= FLOOR), reverse=True)
        if not likely:
            continue
        each = 1 / (1 + np.exp(-roles[i]))
        yield Trigger(
            start + at, start + end, s, tuple((t, round(p, 3)) for p, t in likely),
            _best(STATUSES, status[i]), _best(STANDINGS, standing[i]), round(float(1 / (1 + np.exp(-negated[i]))), 3),
            _spans(made, words, each[:, 0], start), _spans(made, words, each[:, 1], start),
        )  # fmt: skip


def _spans(made: Encoding, words: str, shares: _Array, start: int) -> tuple[tuple[int, int, float], ...]:
    """Runs of words in a role, joined over spaces, hyphens and apostrophes, with their mean probability."""
    runs: list[list[Any]] = []
    for word, (at, end) in _words(made):
        first, last = made.word_to_tokens(word) or (0, 0)
        p = float(shares[first:last].max())
        if p < _ROLE:
            continue
        if runs and words[runs[-1][1] : at] in {"", " ", "\u00a0", "\n"}:
            runs[-1][1] = end
            runs[-1][2].append(p)
        else:
            runs.append([at, end, [p]])
    return tuple(
        (start + a, start + b, round(sum(p) / len(p), 3)) for a, b, p in runs if any(c.isalnum() for c in words[a:b])
    )


def _words(made: Encoding) -> Iterator[tuple[int, tuple[int, int]]]:
    """The words of a sentence by number, with their code points."""
    for word in dict.fromkeys(w for w in made.word_ids if w is not None):
        span = made.word_to_chars(word)
        if span is not None:
            yield word, span


def _best(names: Sequence[str], logits: _Array) -> tuple[str, float]:
    shares = _softmax(logits)
    i = int(shares.argmax())
    return names[i], round(float(shares[i]), 3)


def _softmax(logits: _Array) -> _Array:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: _Array = raised / raised.sum(-1, keepdims=True)
    return shares
