"""Who takes part in the contact of a clause, and how each hangs on the words that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.code.contacts.slavic.clauses import Clause, Cue
from dragoman.code.contacts.slavic.line import Line, Phrase

TAKING = {"free", "with", "between", "at", "of", "head", "to"}
VISITS = {"host", "hosted", "arrive", "visit"}
NEAR = 4
"""Code points between a noun and the party behind its preposition."""
_TWO = {"inform", "host", "hosted"}
"""Frames whose verb has an object."""


class Taker(NamedTuple):
    """A phrase that takes part and how it hangs on the cue: free, with, of, at, between, head, mediated, to."""

    phrase: Phrase
    link: str


def without(spans: Sequence[tuple[int, int]], cues: Sequence[Cue]) -> list[tuple[int, int]]:
    """The pieces of a clause without the words of some cues."""
    out: list[tuple[int, int]] = []
    for begin, end in spans:
        for cue in cues:
            if begin <= cue.start < end:
                out.append((begin, cue.start))
                begin = cue.end
        out.append((begin, end))
    return out


def takers_of(
    line: Line,
    clause: Clause,
    inside: Sequence[Phrase],
    phrases: Sequence[Phrase],
    found: Sequence[Cue],
    topics: Sequence[Cue],
) -> list[Taker]:
    out: list[Taker] = []
    links: dict[int, str] = {}
    is_indirect = any(line.lex.media["third-party"].search(line.low, a, b) for a, b in clause.spans)
    for phrase in inside:
        if phrase.kind == "pronoun" and any(c.frame != "noun" and c.start <= phrase.start < c.end for c in found):
            continue  # "его собеседником стал …"
        link = _link(line, clause, phrase, phrases, links, found)
        is_purpose = any(c.frame == "arrive" for c in found)
        if link == "with" and not is_purpose and any(0 < phrase.start - c.end < NEAR for c in topics):
            link = "dropped"  # "итоги переговоров с …"
        links[phrase.last] = link
        if phrase.kind == "place" and phrase.post != "capital":
            continue
        if phrase.kind == "place" and (link != "free" or not phrase.codes):
            continue
        if phrase.kind == "place" and not _is_subject(line, phrase):
            continue
        is_topic = phrase.nominative is False or _is_object(phrase, out, found)
        if phrase.kind in {"state", "place"} and link == "free" and is_topic and not is_indirect:
            link = links[phrase.last] = "dropped"
        out.append(Taker(phrase, link))
    taking = [t for t in out if t.link in TAKING or t.link in {"mediated", "invited", "occasion"}]
    if any(c.frame in {"convene", "invite"} for c in found):
        return [*taking, *(Taker(t.phrase, "free") for t in out if t.link == "noun")]
    if len([t for t in taking if t.phrase.kind != "place"]) < 2 and any(c.frame in _TWO for c in found):
        loose = [t for t in out if t.link == "noun"]  # "С днём рождения Александра Лукашенко поздравил …"
        taking = [*taking, *(Taker(t.phrase, "free") for t in loose)] if len(loose) == 1 else taking
    return taking


def _is_subject(line: Line, phrase: Phrase) -> bool:
    """A capital that acts stands before its verb ("Бишкек ждёт …")."""
    after = line.low_of(phrase.last) if phrase.last < len(line.words) else ""
    at = line.words[phrase.last].start if after else 0
    return bool(after) and (
        bool(line.lex.who["verb"].match(after))
        or any(p.match(line.low, at) for p in (*line.lex.future.values(), *line.lex.verbs.values()))
    )


def _is_object(phrase: Phrase, before: Sequence[Taker], found: Sequence[Cue]) -> bool:
    """A state behind the verb of a person is what they speak of ("обсудили Иран")."""
    verbs = [c.start for c in found if c.frame != "noun"]
    people = any(t.phrase.kind in {"person", "office", "pronoun"} and t.link == "free" for t in before)
    return people and bool(verbs) and phrase.start > min(verbs)


def _link(
    line: Line, clause: Clause, phrase: Phrase, phrases: Sequence[Phrase], links: dict[int, str], found: Sequence[Cue]
) -> str:
    """How a phrase hangs on what stands before it; "dropped" where it takes no part."""
    lex, k = line.lex, phrase.first
    if phrase.ref in {"him", "her", "them"} and any(c.frame == "noun" and 0 < c.start - phrase.end < 25 for c in found):
        return "of"
    if phrase.ref in {"him", "her", "them"} and any(
        (c.frame in VISITS and -2 < c.start - phrase.end < 2) or -2 < phrase.start - c.end < 2 for c in found
    ):
        return "free"
    if (
        phrase.ref in {"him", "her", "them"}
        and _is_before_verb(line, phrase.last)
        and any(c.frame in VISITS for c in found)
    ):
        return "free"
    if k == 0 or not clause.holds(line.words[k - 1].start):
        return links.get(k, "free") if k and line.words[k].gap.strip() == "," else "free"
    gap = line.words[k].gap.strip(' \n\u00a0«"„“')
    if k in links and phrase.nominative is True and links[k] != "free":
        return "free"
    if (
        k in links
        and gap in {",", "–", "—"}
        and any(p.last == k and (p.kind == "place") == (phrase.kind == "place") for p in phrases)
    ):
        return links[k]
    if gap:
        return "free"
    if lex.links["and"].match(line.low_of(k - 1)):
        return "free" if phrase.nominative is True else links.get(k - 1, "free")
    if phrase.nominative is True and phrase.kind in {"person", "office", "pronoun"}:
        return "free"
    before = line.before(k)
    if phrase.kind == "body" and line.is_who(k, "council") and lex.ends["place"].search(before):
        return "occasion"
    for name, link in (
        ("addressee", "free"), ("invited", "invited"), ("dropped", "dropped"), ("mediated", "mediated"), ("head", "head"), ("with", "with"), ("between", "between"), ("at", "at"),
    ):  # fmt: skip
        if lex.ends[name].search(before):
            return link
    if (
        phrase.kind in {"person", "office"}
        and lex.ends["to"].search(before)
        and any(c.frame == "arrive" for c in found)
    ):
        return "to"
    if lex.ends["from"].search(before) and any(c.mode in {"credentials", "letter"} for c in found):
        return "free"
    if lex.ends["about"].search(before) or lex.ends["place"].search(before):
        return "dropped"
    return _without_preposition(line, phrase, phrases, links, found)


def _without_preposition(
    line: Line, phrase: Phrase, phrases: Sequence[Phrase], links: dict[int, str], found: Sequence[Cue]
) -> str:
    lex, k = line.lex, phrase.first
    j = k - 1
    while (
        j > 0
        and line.is_next(j + 1)
        and (line.is_who(j, "lands") or (line.is_who(j, "ordinal") and j not in line.timed))
    ):
        j -= 1
    start = line.words[j].start
    noun = next((c for c in found if c.frame == "noun" and c.start <= start < c.end), None)
    if phrase.nominative is True or (phrase.kind in {"person", "office"} and _is_joint(line, j)):
        return "free"
    if noun is None and any(p.match(line.low, start) for p in lex.nouns.values()):
        return "dropped"
    if noun:
        return "occasion" if noun.mode == "multilateral" else "of"
    if any(c.start <= start < c.end for c in found) or j in line.timed or line.low_of(j).isdigit():
        return "free"
    if any(p.last == j + 1 and p.kind == "place" for p in phrases) or _is_free_word(line, j):
        return "free"
    for p in phrases:
        if p.last == j + 1:
            return (
                "free"
                if links.get(p.last) in {"dropped", "with", "of"} and phrase.kind in {"person", "office"}
                else links.get(p.last, "free")
            )
    if any(c.frame == "noun" and c.mode == "multilateral" and c.end <= start for c in found) and phrase.kind == "body":
        return "occasion"
    return "noun" if phrase.kind in {"person", "office"} else "dropped"


def _is_before_verb(line: Line, k: int) -> bool:
    """True where what follows is a day, a verb or an adverb, so that "его" is whom, not whose."""
    if k >= len(line.words):
        return False
    return (
        k in line.timed
        or line.low_of(k).isdigit()
        or bool(line.lex.who["verb"].match(line.low_of(k)))
        or line.is_who(k, "adverb")
    )


def _is_joint(line: Line, k: int) -> bool:
    """A conjunction: what follows it begins a clause."""
    low = line.low_of(k)
    return any(line.lex.links[name].match(low) for name in ("breaks", "subordinate", "relative"))


def _is_free_word(line: Line, k: int) -> bool:
    """A word after which a phrase stands on its own: a verb, an adverb, a preposition's noun of place or wire."""
    low = line.low_of(k)
    lex = line.lex
    return bool(
        lex.who["verb"].match(low)
        or lex.who["adverb"].match(low)
        or any(p.match(line.low, line.words[k].start) for p in lex.media.values())
    )
