"""Shingles of a text: hashes of every five words in a row, by which copies and excerpts are found."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

SAME = 0.25
"""Containment from which two texts have one origin. A copy with 5 % of its words changed keeps about 0.77 of its
shingles (0.95 to the fifth); two reports that share a stock sentence of 20 words in 150 have about 0.1. Chosen on
tests/gold/near_duplicates, November 2026."""

_WORDS = 5
_ALL = 256  # shingles; a longer text keeps one in _STEP
_STEP = 4
_WORD = re.compile(r"\w+")


def shingles(body: str) -> tuple[int, ...]:
    """63-bit hashes of all five-word runs, casefolded, sorted, without punctuation; stable on every machine.

    Give it the text without its boilerplate. A text of up to 256 runs keeps all of them, a longer one those that four
    divides: the choice hangs on the hash alone, so the same words are kept in every long text. Fewer than five words
    give one hash, no words none.

    >>> shingles("The envoys met in Oslo.") == shingles("the envoys met, in OSLO")
    True
    """
    words = _WORD.findall(body.casefold())
    if not words:
        return ()
    runs = {" ".join(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1))}
    found = sorted(_hash(run) for run in runs)
    if len(found) > _ALL:
        found = [value for value in found if value % _STEP == 0]
    return tuple(found)


def containment(a: Collection[int], b: Collection[int]) -> float:
    """Share, 0–1, of the smaller set that lies in the other: an excerpt is contained whole (Broder 1997, section 2).

    Where one text kept all of its shingles and the other a sample, both are compared on the sample.

    >>> one = shingles("The envoys of the two states met in Oslo and agreed to meet again in June.")
    >>> containment(one, shingles("In brief: the envoys of the two states met in Oslo"))
    0.7142857142857143
    """
    one, two = _alike(frozenset(a), frozenset(b))
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _alike(a: frozenset[int], b: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Both sets on the same sample."""
    if _is_sample(a) == _is_sample(b):
        return a, b
    return frozenset(v for v in a if v % _STEP == 0), frozenset(v for v in b if v % _STEP == 0)


def _is_sample(values: frozenset[int]) -> bool:
    return all(value % _STEP == 0 for value in values)


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
