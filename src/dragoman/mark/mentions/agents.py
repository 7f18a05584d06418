"""People and bodies by a noun ("Russian civilian advisers", "rebels in Darfur"), and a state by its adjective alone."""

from __future__ import annotations

from dragoman.mark.mentions.line import Line, Phrase, is_joined, owner_code, surfaces
from dragoman.marks import ADJECTIVE, AGENTS

_BETWEEN = 2
_WHERE = frozenset({"in", "of", "from", "inside"})


def read_agents(line: Line, i: int) -> Phrase | None:
    """[Russian | Russia's] [two words] AGENTS, a state's name before AGENTS, or AGENTS [in | of | from PLACE].

    The words between are plain, or all are capitals ("Montenegro Municipality Association"). Without an owner and a
    place the state stays unknown.
    """
    owner = surfaces(line.hits[i], "adjective", "state", "people")
    if not owner:
        last, found = _nouns(line, i)
        return _placed(line, i, last, found) if found else None
    hit = line.hits[i]
    assert hit is not None
    adjacent = owner[0].label == "state" and not line.words[hit.last - 1].is_possessive
    for j in range(hit.last, min(len(line.words), hit.last + _BETWEEN + 1)):
        word = line.words[j]
        if not is_joined(word.gap) or (adjacent and j > hit.last and not word.is_capital):
            return None
        last, found = _nouns(line, j, capital=all(w.is_capital for w in line.words[hit.last : j + 1]))
        if found:
            code = owner_code(owner[0], line.book)
            return Phrase("agents", i, last, value=code, more=found, reason=AGENTS)
        if line.hits[j] or word.fold in line.book.words["not_names"] - {"national", "central"}:
            return None
    return None


def _placed(line: Line, i: int, last: int, found: str) -> Phrase:
    """Agents with the state of the place behind them, else of no known state."""
    k, code = last + 1, ""
    if last < len(line.words) and line.words[last].fold in _WHERE and k < len(line.words):
        k += line.words[k].fold in ("the", "northern", "southern", "eastern", "western", "central")
        where = surfaces(line.hits[k], "state", "region", "city", "capital") if k < len(line.words) else []
        if where:
            placed = where[0].label in ("region", "city")
            code = line.book.places[where[0].value].country if placed else where[0].value
    return Phrase("agents", i, last, value=code, more=found, reason=AGENTS)


def _nouns(line: Line, j: int, capital: bool = False) -> tuple[int, str | None]:
    """The end and sector of a run of agents' nouns ("police officers", "army general"); the last noun decides."""
    found = _sector(line, j, capital)
    while found and j + 1 < len(line.words) and line.words[j + 1].gap == " ":
        more = _sector(line, j + 1, capital)
        if not more:
            break
        j, found = j + 1, more
    return j + 1, found


def adjective(line: Line, i: int) -> Phrase | None:
    """An English adjective of a state before another word ("the Australian ultimatum", "Turkish and Greek sides")."""
    hit = line.hits[i]
    found = surfaces(hit, "adjective")
    if not found or hit is None or not line.words[i].is_capital or line.words[i].fold >= "\u0400":
        return None
    following = line.words[hit.last] if hit.last < len(line.words) else None
    if following is None or following.gap not in (" ", "-", "\u00a0", "\n", ", "):
        return None
    return Phrase("adjective", i, hit.last, value=found[0].value, reason=ADJECTIVE)


def _sector(line: Line, j: int, capital: bool) -> str | None:
    """The PLOVER sector of an English noun in either number."""
    if line.words[j].is_capital and not capital:
        return None
    word = line.words[j].fold
    singular = (word[:-3] + "y", word[:-2], word[:-1]) if word.endswith("ies") else (word[:-1], word[:-2])
    ends = (word[:-3] + "man",) if word.endswith("men") else ()
    for form in (word, *(singular if word.endswith("s") else ()), *ends):
        if form in line.book.agents:
            return line.book.agents[form]
    return None
