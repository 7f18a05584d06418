"""Whether a clause tells a contact as done, to come, offered or called off, or tells none at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.code.contacts.slavic.clauses import Cue
from dragoman.code.contacts.slavic.line import Line
from dragoman.record import Status

STRONG = {"meet", "sit", "host", "hosted", "arrive", "visit", "convene", "invite"}
"""Frames whose verb tells a contact by itself."""


def is_undone(line: Line, words: str, main: Cue, found: Sequence[Cue]) -> bool:
    lex, (start, end) = line.lex, line.span
    if lex.told["denied"].search(line.low, start, end) and (
        main.frame == "noun" or lex.told["denied"].search(line.low, start, main.start)
    ):
        return True
    if lex.told["alien"].search(words):
        return True
    if (
        lex.told["ceremony"].search(words)
        and main.frame not in STRONG
        and not any(lex.media[m].search(words) for m in ("phone", "video"))
    ):
        return True
    if lex.told["habit"].search(words):
        return True
    if lex.told["called_off"].search(line.low, start, end):
        return False
    for m in lex.told["negation"].finditer(words):
        if not lex.told["not_only"].match(words, m.start()) and _negates(line, words[m.end() :]):
            return True
    return False


def _negates(line: Line, after: str) -> bool:
    """Whether what follows "не" is the verb, and not another word ("не менее трёх часов")."""
    text = after.lstrip()
    forms = (*line.lex.verbs.values(), *line.lex.future.values(), *line.lex.infinitive.values())
    first = re.split(r"[\s,;:.!?]", text, maxsplit=1)[0]
    return bool(line.lex.who["be"].match(first) or line.lex.who["verb"].match(first)) or any(
        p.match(text) for p in forms
    )


def status_of(line: Line, words: str, main: Cue, found: Sequence[Cue], *, amid: bool, agreed: bool) -> Status | None:
    """How it is told; ``None`` where it is only possible, or refused."""
    lex, (start, end) = line.lex, line.span
    if main.frame == "invite":
        return None if lex.told["refused"].search(line.low, start, end) else "offered"
    tense = main.tense
    if main.frame == "noun":
        carried = [c for c in found if c.frame in {"carry", "hold", "arrive", "host", "attend", "speak", "meet"}]
        tense = (
            "past"
            if any(c.tense == "past" for c in carried) or lex.told["managed"].search(words)
            else carried[0].tense
            if carried
            else "past"
        )
    told = main.frame != "noun" or any(c.tense == "past" and c.frame != "noun" for c in found)
    past = (amid and main.frame == "noun") or (tense == "past" and told)
    if main.frame == "noun" and not told and lex.ends["undone"].search(line.low[start : main.start]):
        return "called off"  # "отменённую поездку … заменила беседа"
    if lex.told["called_off"].search(line.low, start, end) and (not past or lex.told["called_off"].search(words)):
        return "called off"
    if agreed and main.frame == "noun":
        return "planned"
    if past:
        return "happened"
    if tense == "infinitive" and lex.told["managed"].search(words):
        return "happened"
    if tense == "future":
        return None if lex.told["hypothetical"].search(words) else "planned"
    if lex.told["refused"].search(words):
        return None
    if lex.told["planned"].search(words):
        return "planned"
    if lex.told["offered"].search(words):
        return "offered"
    if tense == "infinitive" or lex.told["hypothetical"].search(words):
        return None
    return "happened"
