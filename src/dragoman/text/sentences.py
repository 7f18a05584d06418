"""Sentences of a text, block by block, by rule: linear in the length, offsets true, nothing normalised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from dragoman.marks import Sentence
from dragoman.record import Block

# Possessive, and always a match: on 5 MB of full stops a backtracking pattern would take hours.
_STOP = re.compile(r"[.!?…。]++[\"'”’»“)\]]*+(?:\[\d{1,3}\])?+\s*+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*+\n\s*+")
_BULLET = re.compile(r"\s*+(?:[•·●▪◦‣■*–—-]\s++)*+")
_BEFORE = re.compile(r"[^\s(\[\"'“„«‘]*$")
_OPENERS = "\"'“„«‘([—–- "
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_INITIAL = re.compile(r"[^\W\d_]\.")
_LOOK_BACK = 24  # characters; no abbreviation is longer


class _Rules(NamedTuple):
    """``never``, ``seldom``, ``before_number``: words after which a full stop ends no sentence, or not always."""

    never: frozenset[str]
    seldom: frozenset[str]
    before_number: frozenset[str]
    starters: frozenset[str]
    months: tuple[str, ...]


@lru_cache(maxsize=32)
def _rules(language: str) -> _Rules:
    """The [sentence] table of the language; a language without one is split by punctuation alone."""
    path = resources.files("dragoman") / "data" / "lang" / f"{language}.toml"
    if not path.is_file():
        none: frozenset[str] = frozenset()
        return _Rules(none, none, none, none, ())
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    never, seldom, number, starters = (
        frozenset(table["sentence"][key]) for key in ("never", "seldom", "before_number", "starters")
    )
    return _Rules(never, seldom, number, starters, tuple(name for month in table["time"]["months"] for name in month))


def split(body: str, blocks: Sequence[Block], language: str | None) -> list[Sentence]:
    """Sentences, headings and list items in text order; each block is split on its own, bullets are left outside.

    Without blocks the whole body is one. Every sentence carries ``language``, "" where it is unknown.

    >>> body = "A. Petrov met Gen. Novak on 12 March. “No deal yet.” They meet again at 3.30 p.m. today."
    >>> [body[s.start : s.end] for s in split(body, (), "en")]
    ['A. Petrov met Gen. Novak on 12 March.', '“No deal yet.”', 'They meet again at 3.30 p.m. today.']
    """
    code = (language or "").partition("-")[0].lower()  # "en-GB" splits like "en"
    rules = _rules(code if code.isalpha() else "")
    spans = [(b.start, b.end) for b in blocks] or [(0, len(body))]
    return [
        Sentence(start, end, index, code)
        for index, (left, right) in enumerate(spans)
        for start, end in _sentences(body, left, right, rules)
    ]


def _sentences(body: str, left: int, right: int, rules: _Rules) -> Iterator[tuple[int, int]]:
    """Spans between the breaks, without the white space and bullets around them."""
    at = left
    for stop in _breaks(body, left, right, rules):
        start = _BULLET.match(body, at, stop).end()  # type: ignore[union-attr]
        end = stop
        while end > start and body[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end
        at = stop


def _breaks(body: str, left: int, right: int, rules: _Rules) -> Iterator[int]:
    """Where the next sentence begins, ending with the end of the block."""
    paragraphs = [match.end() for match in _PARAGRAPH.finditer(body, left, right)] + [right]
    at = left
    for paragraph in paragraphs:
        begin = at
        for match in _STOP.finditer(body, at, paragraph):
            if match.end() < paragraph and _ends(body, match, begin, paragraph, rules):
                yield match.end()
                begin = match.end()
        yield paragraph
        at = paragraph


def _ends(body: str, match: re.Match[str], begin: int, right: int, rules: _Rules) -> bool:
    """Whether a sentence that began at ``begin`` ends at this punctuation."""
    after = match.end()
    if not body[after - 1].isspace():
        return False
    while after < right and body[after] in _OPENERS and after < match.end() + 4:
        after += 1
    first = body[after : after + 1]
    if first.islower() or not any(map(str.isalnum, body[max(begin, match.start() - _LOOK_BACK) : match.start()])):
        return False
    mark = match[0].rstrip()
    if mark[0] != "." or mark.startswith(".."):
        return True
    word = _BEFORE.search(body, max(begin, match.start() - _LOOK_BACK), match.start())
    before = word[0] if word else ""
    following = (body[after : min(after + _LOOK_BACK, right)].split(None, 1) or [""])[0]
    if _INITIALS.fullmatch(before) and before[-1].isupper() and _INITIAL.match(following):
        return False  # "В. Иванов" after "А."
    following = following.rstrip(',.:;!?”»"')
    if mark != "." and not mark.startswith(".)"):
        return True  # a closing quotation mark or a footnote stands between the stop and the next word
    if before in rules.never:
        return False
    if before in rules.before_number and (first.isdigit() or first in "№IVX"):
        return False
    if before in rules.seldom or (_INITIALS.fullmatch(before) and before[-1].isupper()):
        return following in rules.starters
    if before.isdigit() and len(before) <= 2:
        # "1. The parties" is a list number, "12. March" a date
        return match.start() - len(before) > begin + 2 and not following.startswith(rules.months)
    return True
