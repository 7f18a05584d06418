"""A sentence in clauses: where each begins, what it hangs on, and the words in it that tell a contact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dragoman.code.contacts.slavic.line import Line, Phrase

_STOP = re.compile(r"[;:]|,|\s[–—-]\s|\s\(|\)")
_NAMING = {"person", "office", "group", "state", "body"}
_ELLIPTIC = 3  # words besides names that may stand before the dash of an ellipsis
_OPENING = 14  # code points before a date that opens a sentence: "Накануне, "
_TENSES = ("past", "future", "infinitive")

Tense = Literal["past", "future", "infinitive"]


class Cue(NamedTuple):
    """Words that tell a contact: a verb with its ``frame``, or a noun with its mode (``frame`` "noun")."""

    start: int
    end: int
    frame: str
    tense: Tense = "past"
    mode: str = ""


@dataclass(slots=True)
class Clause:
    """``spans``: its own pieces of the sentence; ``aside``: participles that hang on it; ``hangs``: it begins with a relative
    pronoun; ``oblique``: a participle of the person named last; ``elliptic``: what stands before a dash in place of a verb ("в Париже – с …")."""

    spans: list[tuple[int, int]]
    hangs: bool = False
    joined: bool = False
    oblique: bool = False
    aside: list[tuple[int, int]] = field(default_factory=list)
    elliptic: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    def holds(self, at: int, *, aside: bool = False) -> bool:
        return any(a <= at < b for a, b in (*self.spans, *(self.aside if aside else ())))


def clauses(line: Line, phrases: Sequence[Phrase]) -> list[Clause]:
    """The clauses of a sentence, left to right; what only somebody says ("…, сообщил …") is left out."""
    found: list[Clause] = []
    back: Clause | None = None  # the clause that a participle or a relative clause broke into
    subordinate = False
    for begin, end, stop in _pieces(line, phrases):
        words = line.low[begin:end]
        word = _first_word(line, begin, end)
        if not word:
            continue
        kind = "main" if subordinate else _kind(line, word, words, stop)
        subordinate = kind == "subordinate"
        if kind == "aside" and found and _has_verb(line, begin, end):
            found.append(
                Clause([(begin, end)], joined=True, oblique=bool(line.lex.who["participle_oblique"].match(word)))
            )  # ", прилетев в Минск, …"
            back = found[-2]
        elif kind == "aside" and found:
            found[-1].aside.append((begin, end))
            back = found[-1]
        elif kind == "say":
            back = None
        elif kind == "relative" and found:
            back = None if _has_cue(line, found[-1]) else found[-1]
            found.append(Clause([(begin, end)], hangs=True))
        elif kind == "more" and found and not (_has_verb(line, begin, end) and _has_cue(line, back or found[-1])):
            (back or found[-1]).spans.append((begin, end))
            back = None
        else:
            found.append(Clause([(begin, end)], joined=kind == "and"))
            back = None
    return _ellipses(line, found, phrases)


def _first_word(line: Line, begin: int, end: int) -> str:
    """The first word of a piece, behind a day and an adverb where a participle follows them ("17 марта позвонивший …")."""
    k = next((k for k, w in enumerate(line.words) if begin <= w.start < end), len(line.words))
    first = line.low_of(k) if k < len(line.words) and line.words[k].start < end else ""
    while (
        k < len(line.words)
        and line.words[k].start < end
        and (k in line.timed or line.low_of(k).isdigit() or line.is_who(k, "adverb"))
    ):
        k += 1
    word = line.low_of(k) if k < len(line.words) and line.words[k].start < end else ""
    return word if line.lex.who["participle"].match(word) else first


def _pieces(line: Line, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, str]]:
    """Begin, end and the stop before each piece of the sentence; "и" before a verb of its own is a stop, too."""
    sentence = line.scene.marks.sentences[line.s]
    stops = [(m.start(), m.end(), m[0].strip()) for m in _STOP.finditer(line.low, sentence.start, sentence.end)]
    stops = [
        t
        for t in stops
        if not any(p.start < t[0] and t[1] <= p.end for p in phrases) and not _is_list(line, t, phrases)
    ]
    stops += _conjunctions(line, phrases)
    at, stop = sentence.start, ""
    for begin, end, words in sorted(stops):
        if begin >= at:
            yield at, begin, stop
            at, stop = end, words
    yield at, sentence.end, stop


def _is_list(line: Line, stop: tuple[int, int, str], phrases: Sequence[Phrase]) -> bool:
    """True for a comma, a colon or a dash between two names of a list, and for the commas round a date."""
    start, end, words = stop
    before = next((p for p in phrases if p.end >= start - 1 and p.end <= start), None)
    after = next((p for p in phrases if end <= p.start <= end + 1), None)
    if words == ":":
        rest = line.low[end:].lstrip()
        listed = next((p for p in phrases if end <= p.start <= end + 4), None)
        talks = line.lex.told["plural_talks"].search("".join(line.low[:start].split()[-1:]))
        is_with = bool(line.lex.links["with"].match(rest)) and listed is not None and bool(talks)
        return is_with or bool(after and after.kind == "person" and after.nominative is False)
    if before and before.kind in {"state", "body"} and words in {"–", "—", "-"}:
        k = line.at(end)
        if k < len(line.words) and line.words[k].is_capital and not (after and after.kind == "person"):
            return True  # "саммит Россия – Африка"
    if before and after and words in {",", "–", "—", "-"}:
        if {before.nominative, after.nominative} == {True, False} and before.kind == "group":
            return False  # "Поблагодарив белорусскую сторону, посол …"
        return {before.kind, after.kind} <= _NAMING
    return words == "," and _is_of_date(line, start, end)


def _is_of_date(line: Line, start: int, end: int) -> bool:
    """True for the commas round a date that stands in brackets of its own ("в среду, 19 июня, они …")."""
    begin = line.scene.marks.sentences[line.s].start
    for time in line.scene.times.get(line.s, ()):
        opens = line.low[begin : time.start].rstrip()
        if time.start <= start < time.end:
            return True
        if time.start == end + (line.low[end : end + 1] == " ") and line.low[time.end :].lstrip()[:1] == ",":
            return True
        if time.end == start and (opens.endswith(",") or time.start - begin < _OPENING):
            return not line.lex.links["relative"].match(line.low[end:].lstrip()) and not line.lex.links["breaks"].match(
                line.low[end:].lstrip()
            )
    return False


def _conjunctions(line: Line, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, str]]:
    """ "и" with a verb right behind, or behind a few words that name nobody."""
    for k, word in enumerate(line.words):
        if not line.lex.links["and"].match(line.low_of(k)) or k == 0 or any(p.first <= k < p.last for p in phrases):
            continue
        for j in range(k + 1, min(len(line.words), k + 7)):
            if not line.is_next(j) or any(p.first <= j < p.last and p.kind in _NAMING for p in phrases):
                break
            if _is_verb(line, j):
                yield word.start, word.end, "и"
                break


def has_verb(line: Line, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a verb that we know, or a word that looks like one, stands there."""
    return any(_is_verb(line, k) for k, w in enumerate(line.words) for a, b in spans if a <= w.start < b)


def _is_verb(line: Line, k: int) -> bool:
    at = line.words[k].start
    forms = (*line.lex.verbs.values(), *line.lex.future.values(), line.lex.told["says"], line.lex.who["verb"])
    return any(p.match(line.low, at) for p in forms[:-1]) or bool(line.lex.who["verb"].match(line.low_of(k)))


def _has_verb(line: Line, begin: int, end: int) -> bool:
    return any(begin <= c.start < end for c in cues(line, [(begin, end)]) if c.frame not in {"noun"})


def _has_cue(line: Line, clause: Clause) -> bool:
    return any(c.frame != "noun" for c in cues(line, clause.spans))


def _kind(line: Line, word: str, words: str, stop: str) -> str:
    lex, text = line.lex, words.lstrip(' \n«"(')
    if lex.links["subordinate"].match(text):
        return "subordinate"
    if stop == "":
        return "main"
    if lex.told["says"].match(text) and not _has_verb_text(line, text):
        return "say"
    if lex.links["relative"].match(text):
        return "relative"
    if stop == "и":
        return "and"
    if lex.links["breaks"].match(text) or stop in {";", ":"}:
        return "main"
    if lex.who["participle"].match(word) and stop == ",":
        return "aside"
    return "more"


def _has_verb_text(line: Line, text: str) -> bool:
    return any(line.lex.verbs[f].search(text) for f in ("meet", "host", "arrive", "visit"))


def _ellipses(line: Line, found: list[Clause], phrases: Sequence[Phrase]) -> list[Clause]:
    """ "…, в Париже – Эмманюэль Макрон": a clause without a verb, by the dash in its middle."""
    out: list[Clause] = []
    for number, clause in enumerate(found):
        spans, begin, dash = clause.spans, 0, None
        for n in range(0 if number and not cues(line, spans) else 1, len(spans) - 1):
            gap = line.low[spans[n][1] : spans[n + 1][0]]
            if n < begin or gap.strip() not in {"–", "—", "-"} or not _is_short(line, spans[n], phrases):
                continue
            if n > begin:
                out.append(_piece(clause, spans[begin:n], dash))
            begin, dash = n + 1, spans[n]
        out.append(_piece(clause, spans[begin:], dash))
    return out


def _piece(clause: Clause, spans: list[tuple[int, int]], dash: tuple[int, int] | None) -> Clause:
    if dash:
        return Clause(spans, joined=True, elliptic=dash)
    return Clause(spans, clause.hangs, clause.joined, clause.oblique, clause.aside)


def _is_short(line: Line, span: tuple[int, int], phrases: Sequence[Phrase]) -> bool:
    named = sum(p.last - p.first for p in phrases if span[0] <= p.start < span[1])
    return len(line.low[span[0] : span[1]].split()) - named <= _ELLIPTIC


# --- cues ---------------------------------------------------------------------------------------------------------


def cues(line: Line, spans: Sequence[tuple[int, int]]) -> list[Cue]:
    """The cue words of a clause, left to right; of two that overlap the longer."""
    lex, found = line.lex, list[Cue]()
    tables = (("past", lex.verbs), ("future", lex.future), ("infinitive", lex.infinitive))
    for begin, end in spans:
        for tense, table in tables:
            for frame, pattern in table.items():
                found += (Cue(m.start(), m.end(), frame, tense) for m in pattern.finditer(line.low, begin, end))  # type: ignore[arg-type]
        for mode, pattern in lex.nouns.items():
            found += (Cue(m.start(), m.end(), "noun", mode=mode) for m in pattern.finditer(line.low, begin, end))
    found.sort(key=lambda c: (c.start, -c.end, c.frame in {"carry", "hold"}, _TENSES.index(c.tense)))
    kept: list[Cue] = []
    for cue in found:
        if not any(cue.start < k.end and k.start < cue.end for k in kept):
            kept.append(cue)
        elif cue.frame == "noun" and not any(
            k.frame == "noun" and cue.start < k.end and k.start < cue.end for k in kept
        ):
            kept.append(cue)  # "совершил визит": the verb and its noun
    return sorted(kept)
