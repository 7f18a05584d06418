"""Time expressions as language: what the words state, before anything anchors them."""

from __future__ import annotations

from dragoman.text.dates.expression import Expression
from dragoman.text.dates.forms import find
from dragoman.text.dates.grammar import Form, Grammar, grammar
from dragoman.text.dates.partial import Partial, shifted
from dragoman.text.dates.words import Vocabulary, centuries, tokens, vocabulary

__all__ = [
    "Expression",
    "Form",
    "Grammar",
    "Partial",
    "Vocabulary",
    "centuries",
    "find",
    "grammar",
    "shifted",
    "tokens",
    "vocabulary",
]
