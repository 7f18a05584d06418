"""Which way a time points by the verb of its clause, and whether it stands in a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dragoman.codebook import Codebook
from dragoman.mark.times.words import load
from dragoman.marks import Sentence
from dragoman.text.dates import Expression, Vocabulary
from dragoman.text.dates.classes import CHARS

_WORD = re.compile(r"\w+")
_CLAUSES = re.compile(r"[,;:()–—]")
_VERB_REACH = 80  # characters round an expression in which the verb of its clause stands
_LABEL = re.compile(r"\s*[–—:-]\s")
_CLOSES = re.compile(r"(?<!s)’(?!\w)")
_QUOTE_REACH = 2_000  # characters before an expression in which its quotation must have opened


def tense(body: str, book: Codebook, sentence: Sentence, expression: Expression) -> int:
    """2 where the nearest verb of the clause, before the expression or else after it, is future; -1 past; 0 unknown.

    1 where it may be: a noun or adverb beside the expression ("the Tuesday deadline"), a plan that is past ("had been due
    to expire"), an owner ("Sunday's vote"); -2 a past verb of saying, since what was said may lie ahead, and an owner
    without a verb; -3 the end of a period that has ended ("the year ended Jan. 31").
    """
    vocabulary = load(book, sentence.language)
    first = expression.first
    turns = first.weekday is not None or (first.month and first.year is None) or expression.unit == "WE"
    if not (turns or expression.kind == "feast") or vocabulary is None:
        return 0
    start, end = sentence.start + expression.start, sentence.start + expression.end
    is_owner = body.startswith(("'s", "’s"), end)
    far, _, near = _cut(body[max(sentence.start, start - _VERB_REACH) : start], last=True)
    behind, _, beyond = _cut(body[end : min(sentence.end, end + _VERB_REACH)], last=False)
    for part, is_before in ((near, True), (behind, False), (far, True), (beyond, False)):
        words = _WORD.findall(part)
        order = range(len(words))[::-1] if is_before else range(len(words))
        beside = len(words) - 1 if is_before and part is near else 0 if part is behind else None
        for i in order:
            if not (found := _verb(words, i, vocabulary)):
                continue
            if is_owner:
                return min(found, 1)
            if i == beside:
                if is_before and len(words) == 1 and not far and vocabulary.meanings.get(words[0].casefold()):
                    continue  # "Until Thursday, they had not …"
                if is_before and vocabulary.meanings.get(words[i].casefold(), ("",))[0] == CHARS["ended"]:
                    return -3
                is_pair = i > 0 and f"{words[i - 1]} {words[i]}".casefold() in vocabulary.future
                if is_pair:  # "was postponed until Tuesday"
                    return 2
                return 1 if found == 2 and first.weekday is not None else found
            return -1 if found == -2 and not is_before else found
    if is_owner:
        return -2
    return -1 if expression.start == 0 and _LABEL.match(body, end, sentence.end) else 0  # "4 May – The envoys meet …"


def _cut(words: str, *, last: bool) -> tuple[str, str, str]:
    """The words before and after the last, or the first, border of a clause."""
    borders = [match.start() for match in _CLAUSES.finditer(words)]
    if not borders:
        return ("", "", words) if last else (words, "", "")
    at = borders[-1] if last else borders[0]
    return words[:at], words[at], words[at + 1 :]


def _verb(words: Sequence[str], i: int, vocabulary: Vocabulary) -> int:
    """The tense that word ``i`` gives to its clause, 0 where it is no verb."""
    word = words[i].casefold()
    before = [w.casefold() for w in words[max(0, i - 3) : i]]
    pair = f"{word} {words[i + 1].casefold()}" if i + 1 < len(words) else word
    if (word in vocabulary.future and word not in vocabulary.meanings) or pair in vocabulary.future:
        return 2 if vocabulary.past.isdisjoint(before) else 1  # "had been scheduled to expire"
    if word in vocabulary.past or (word.endswith(vocabulary.past_endings) and not words[i][0].isupper()):
        # "will be published on", "is expected to be signed by": the verb before the participle decides
        pairs = {f"{left} {right}" for left, right in pairwise(before)}  # "to be completed by"
        if not vocabulary.future.isdisjoint(before) or not vocabulary.future.isdisjoint(pairs):
            return 2
        if word not in vocabulary.past and not vocabulary.future.isdisjoint(
            w.casefold() for w in words[max(0, i - 8) : i]
        ):
            return 1  # "will redeem its preferred shares on", or a participle of what will be done
        return -2 if word in vocabulary.saying else -1
    return 0


def is_quoted(body: str, start: int, at: int) -> bool:
    """True inside quotation marks that opened in the same block, which begins at ``start``."""
    start = max(start, at - _QUOTE_REACH)
    curly = body.rfind("“", start, at) > body.rfind("”", start, at)
    angled = body.rfind("«", start, at) > body.rfind("»", start, at)
    single = body.rfind("‘", start, at)
    # ’ is an apostrophe too; only one that a word ends with closes a quotation
    open_single = single >= 0 and not _CLOSES.search(body, single, at)
    return curly or angled or open_single or body.count('"', start, at) % 2 == 1
