"""Words that may tell an event, with who stands in which role: one pass of a small encoder over each sentence.

The model is an ONNX file with 8-bit weights in data/models/tagger; card.md there tells what it was trained on and how well
it does. train/tagger.py makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from dragoman.marks import Sentence, Trigger
from dragoman.record import Text

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("happened", "under way", "planned", "offered", "called off", "hypothetical")
STANDINGS = ("stated", "claimed", "denied", "unconfirmed")
LONGEST = 160
"""Tokens; the tagger was trained on no longer sentence, and what comes after is not read."""
FLOOR = 0.05
"""Probability; a less likely type is not kept."""
_ROLE = 0.5
_Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tagger:
    """A loaded model."""

    tokenizer: Tokenizer
    session: Any


@cache
def load() -> Tagger:
    """The tagger; one thread, so that the desk's workers do not fight for cores."""
    folder = files("dragoman") / "data" / "models" / "tagger"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    raw = (folder / "model.onnx").read_bytes()
    return Tagger(tokenizer, onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"]))


def mark(text: Text, sentences: Sequence[Sentence], wanted: Iterable[int], tagger: Tagger) -> tuple[Trigger, ...]:
    """Possible triggers of the wanted English sentences, in text order; spans are code points of the text.

    One sentence at a time: 8-bit activations are scaled over the whole batch, so that neighbours would sway each other.
    """
    found: list[Trigger] = []
    for s in sorted(set(wanted)):
        if sentences[s].language == "en":
            found += _sentence(text.body[sentences[s].start : sentences[s].end], sentences[s].start, s, tagger)
    return tuple(found)


def _sentence(words: str, start: int, s: int, tagger: Tagger) -> Iterator[Trigger]:
    made = tagger.tokenizer.encode(words)
    ids = np.array([made.ids], np.int64)
    kinds, status, standing, negated, roles = (
        out[0] for out in tagger.session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    )
    shares = _softmax(kinds)
    seen: set[int | None] = {None}
    for i, word in enumerate(made.word_ids):
        if word in seen:
            continue
        seen.add(word)
        likely = sorted(((float(p), t) for t, p in zip(TYPES, shares[i, 1:], strict=True) if p >= FLOOR), reverse=True)
        if not likely:
            continue
        at, end = made.word_to_chars(word)
        each = 1 / (1 + np.exp(-roles[i]))
        yield Trigger(
            start + at, start + end, s, tuple((t, round(p, 3)) for p, t in likely),
            _best(STATUSES, status[i]), _best(STANDINGS, standing[i]), round(float(1 / (1 + np.exp(-negated[i]))), 3),
            _spans(made, words, each[:, 0], start), _spans(made, words, each[:, 1], start),
        )  # fmt: skip


def _spans(made: Encoding, words: str, shares: _Array, start: int) -> tuple[tuple[int, int, float], ...]:
    """Runs of words in a role, joined over spaces, hyphens and apostrophes, with their mean probability."""
    runs: list[list[Any]] = []
    for word in dict.fromkeys(w for w in made.word_ids if w is not None):
        first, last = made.word_to_tokens(word)
        p = float(shares[first:last].max())
        if p < _ROLE:
            continue
        at, end = made.word_to_chars(word)
        if runs and words[runs[-1][1] : at] in {"", " ", "\u00a0", "\n"}:
            runs[-1][1] = end
            runs[-1][2].append(p)
        else:
            runs.append([at, end, [p]])
    return tuple(
        (start + a, start + b, round(sum(p) / len(p), 3)) for a, b, p in runs if any(c.isalnum() for c in words[a:b])
    )


def _best(names: Sequence[str], logits: _Array) -> tuple[str, float]:
    shares = _softmax(logits)
    i = int(shares.argmax())
    return names[i], round(float(shares[i]), 3)


def _softmax(logits: _Array) -> _Array:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
