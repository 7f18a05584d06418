"""Time expressions as language: what the words state, before anything anchors them."""

from __future__ import annotations

from dragoman.text.dates.forms import Expression, find
from dragoman.text.dates.partial import Partial, shifted
from dragoman.text.dates.words import Vocabulary, vocabulary

__all__ = ["Expression", "Partial", "Vocabulary", "find", "shifted", "vocabulary"]
