"""Small encoders from package data: a tokenizer and an ONNX session, read once, on one thread."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import onnxruntime
from tokenizers import Tokenizer


class Model(NamedTuple):
    """A tokenizer that cuts at the longest text the model reads, and the session that runs it."""

    tokenizer: Tokenizer
    session: Any


@cache
def load(name: str, longest: int) -> Model:
    """The model of data/models/``name``; ``longest`` in tokens.

    One thread and no spinning, so that the desk's workers do not fight for cores.
    """
    folder = files("dragoman") / "data" / "models" / name
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    raw = (folder / "model.onnx").read_bytes()
    session = onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])
    return Model(tokenizer((folder / "tokenizer.json").read_text("utf-8"), longest), session)


def tokenizer(raw: str, longest: int) -> Tokenizer:
    """The tokenizer of a tokenizer.json, without padding, cutting at ``longest`` tokens."""
    made = Tokenizer.from_str(raw)
    made.no_padding()
    made.enable_truncation(longest)
    return made
