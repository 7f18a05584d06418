"""Finding listed names in running text: tokens, a trie of folded words, the longest match from the left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:\+\d+)*")
_GAP = re.compile(r"[ \u00a0]|[-‐‑–]|\. ?|[ \u00a0]?\n[ \u00a0]?|\+")
_SAME = str.maketrans({"’": "'", "ʼ": "'", "ё": "е", "Ё": "е"})


class Token(NamedTuple):
    """A word: offsets in code points (a possessive 's not counted), its folded form, and how it is written.

    ``gap``: what stands between it and the word before.
    """

    start: int
    end: int
    fold: str
    is_capital: bool
    is_upper: bool
    is_possessive: bool
    gap: str


class Surface(NamedTuple):
    """What listed words mean: a label for the marker, its value, and whether capitals must be written as listed."""

    label: str
    value: str
    case: str = "any"  # any, capital (first letter), upper (all letters: acronyms)
    more: str = ""


class Hit(NamedTuple):
    """Listed words found: tokens ``first`` up to ``last`` (half-open) and everything they may mean."""

    first: int
    last: int
    surfaces: tuple[Surface, ...]


@lru_cache(maxsize=131072)
def fold(word: str) -> str:
    """The word as it is compared: lower case, one apostrophe, Latin accents dropped, ё as е.

    >>> fold("Élysée"), fold("Соловьёв"), fold("Мінськ")
    ('elysee', 'соловьев', 'мінськ')
    """
    word = word.translate(_SAME).casefold()
    if word.isascii() or "\u0400" <= word[0] <= "\u04ff":
        return word
    return (
        "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        .replace("ł", "l")
        .replace("ı", "i")
        .replace("ø", "o")
    )


def tokens(body: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of ``body[start:end]``.

    >>> [t.fold for t in tokens("Kyiv’s allies in the U.S. met.")]
    ['kyiv', 'allies', 'in', 'the', 'u.s.', 'met']
    """
    out: list[Token] = []
    before = start
    for match in _TOKEN.finditer(body, start, len(body) if end is None else end):
        first, last = match.span()
        word = match[0]
        possessive = len(word) > 2 and word[-2] in "'’ʼ" and word[-1] in "sS" and word[0] < "\u0400"
        if possessive:
            word, last = word[:-2], last - 2
        elif body[last : last + 1] in ("'", "’") and word[-1:] == "s":
            possessive = True
        out.append(Token(first, last, fold(word), word[0].isupper(), word.isupper(), possessive, body[before:first]))
        before = match.end()
    return out


class Gazetteer:
    """A trie of folded words; built once, read by many. Space grows with the words, time with the text alone."""

    def __init__(self, entries: Iterable[tuple[str, Surface]]) -> None:
        self._root: dict[str, dict[str, object]] = {}
        for words, surface in entries:
            node: dict[str, object] = self._root  # type: ignore[assignment]
            parts = [t.fold for t in tokens(words)]
            if not parts:
                raise ValueError(f"no word in {words!r}")
            for part in parts:
                node = node.setdefault(part, {})  # type: ignore[assignment]
            found = node.setdefault("", [])
            if surface not in found:  # type: ignore[operator]
                found.append(surface)  # type: ignore[attr-defined]

    def at(self, words: Sequence[Token], first: int, is_shouted: bool = False) -> Hit | None:
        """The longest listed name that begins at token ``first``; ``is_shouted``: the whole line is in capitals."""
        node: object = self._root.get(words[first].fold)
        if node is None:
            return None
        best: Hit | None = None
        last = first + 1
        while node is not None:
            surfaces = node.get("")  # type: ignore[attr-defined]
            if surfaces:
                fitting = tuple(s for s in surfaces if _is_written(s, words[first:last], is_shouted))
                if fitting:
                    best = Hit(first, last, fitting)
            if last >= len(words) or words[last - 1].is_possessive or not _GAP.fullmatch(words[last].gap):
                break
            node = node.get(words[last].fold)  # type: ignore[attr-defined]
            last += 1
        return best


def _is_written(surface: Surface, words: Sequence[Token], is_shouted: bool) -> bool:
    if surface.case == "any":
        return True
    if surface.case == "upper":
        return all(w.is_upper for w in words) and not is_shouted
    return words[0].is_capital and (words[-1].is_capital or len(words) > 2)
