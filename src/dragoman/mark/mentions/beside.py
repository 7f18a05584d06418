"""Words that stand for somebody beside another: whose aide, "counterpart", "host", "his wife", "the latter", "the Frenchman"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.mark.mentions.line import Line, Phrase, surfaces
from dragoman.text.gazetteer import Hit, Surface, fold


def owner_of(line: Line, i: int) -> Phrase | None:
    """The person whose aide, spokesman or predecessor follows: "Lukashenko's aide"."""
    hit = line.hits[i]
    named = surfaces(hit, "person") or surfaces(hit, "surname")
    if not hit or not named or not line.words[hit.last - 1].is_possessive:
        return None
    if surfaces(hit, "state", "capital", "city", "region", "body", "seat"):
        return None  # "Montenegro's president" is no aide of Luis Montenegro
    return _whose(line, i, hit, named)


def _whose(line: Line, i: int, hit: Hit, named: list[Surface]) -> Phrase:
    start, end = line.words[i].start, line.words[hit.last - 1].end
    ids = tuple(dict.fromkeys(s.value for s in named))
    reason = "full name" if named[0].label == "person" else "surname"
    return Phrase("person", i, hit.last, ids=ids, name=" ".join(line.body[start:end].split()), reason=reason)


def heir(line: Line, phrase: Phrase) -> Phrase:
    """ "the successor to Makei": with the person behind as owner."""
    k = phrase.last + 1
    if phrase.value in ("predecessor", "successor") and k < len(line.words) and line.words[k - 1].fold in ("of", "to"):
        hit = line.hits[k]
        named = surfaces(hit, "person") or surfaces(hit, "surname")
        if hit and named:
            return replace(phrase, last=hit.last, owner=_whose(line, k, hit, named))
    return phrase


def stands_for(line: Line, j: int, i: int) -> bool:
    """True for "counterpart", "predecessor", "host" and the like; for "one" only where an office stands just before, as in
    "the Finnish president telephoned the Russian one"."""
    word, lists = line.words[j].fold, line.book.words
    following = line.words[j + 1] if j + 1 < len(line.words) else None
    if word in lists["counterparts"]:
        return True
    if word == "opposite":
        return following is not None and following.fold == "number"
    if word in lists["kin"]:
        return j > i and line.words[i].is_possessive and (following is None or not following.is_capital)
    if word in lists["relations"]:
        joined = following is not None and following.gap in (" ", "-")
        return not (joined and following and (following.is_capital or following.fold in lists["relation_nouns"]))
    if word != "one" or j == i:
        return False
    near = range(max(0, i - 5), i)
    return any(surfaces(line.hits[k], "title") or line.words[k].fold in lists["counterparts"] for k in near)


def kin(line: Line, i: int) -> Phrase | None:
    """ "his wife", "her late husband", "his twin brother", without a name behind."""
    k = i + 1
    while k < len(line.words) and k - i < 4 and line.words[k].gap == " " and not line.words[k].is_capital:
        if line.words[k].fold in line.book.words["kin"]:
            following = line.words[k + 1] if k + 1 < len(line.words) else None
            if following and following.is_capital and following.gap.strip() in ("", ","):
                return None
            return Phrase("relation", i, k + 1, value=line.words[k].fold, pronoun=True, reason="relation")
        k += 1
    return None


def latter(line: Line, i: int) -> Phrase | None:
    """ "the latter", "the former" before a verb or a stop: of the two people just named."""
    k = i + 1
    if line.words[i].fold != "the" or k >= len(line.words) or line.words[k].fold not in ("latter", "former"):
        return None
    following = line.words[k + 1] if k + 1 < len(line.words) else None
    shown = following is None or following.gap != " " or following.fold in line.book.words["after_demonym"]
    if not shown and not (following and following.fold.endswith("ed")):
        return None
    return Phrase("relation", i, k + 1, value=line.words[k].fold, reason="relation")


def demonym(line: Line, i: int) -> Phrase | None:
    """ "the Frenchman", "the Turk", and "the Russian" before a verb or a stop: one person of that state."""
    k = i + 1
    if line.words[i].fold != "the" or k >= len(line.words) or not line.words[k].is_capital or line.words[k].gap != " ":
        return None
    word = line.words[k].fold
    hit, last = line.hits[k], k + 1
    stem = word.removesuffix("woman").removesuffix("man")
    code = (
        next((s.code for s in line.book.states.values() if stem in map(fold, s.adjectives)), "") if stem != word else ""
    )
    if not code and hit and hit.last == last:
        code = next((s.value for s in surfaces(hit, "adjective")), "")
        following = line.words[last] if last < len(line.words) else None
        is_noun = code and word + "s" in map(fold, line.book.states[code].people) and word not in map(
            fold, line.book.states[code].adjectives
        )  # fmt: skip
        shown = (
            following is None or following.gap not in (" ", "-") or following.fold in line.book.words["after_demonym"]
        )
        if not is_noun and not shown and not (following and following.fold.endswith(("ed", "ly"))):
            return None
    return Phrase("demonym", k, last, value=code, reason="a person of a state") if code else None
