"""Evidence of the day of writing that the tables give: who holds an office in the text, which events it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from dragoman.codebook import Codebook
from dragoman.mark.times.clues import USUAL, Clue, Page, between, count, joined, months
from dragoman.marks import Time
from dragoman.record import Tenure
from dragoman.when import When

_ANY = When()
_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[-'’]\w+)*\.?(?: (?:[^\W\d_a-z]\w*(?:[-'’]\w+)*\.?|van|von|der|de|al-\w+)){0,3}")
_BEFORE_NAME = re.compile(r"([\w'’-]+) (?=[^\W\d_a-z])")
_TITLE_REACH = 60  # code points before a name in which its title stands
_FORMER = 24  # code points before a title in which "former" stands
_MARGIN = 31  # days by which a tenure from memory may be off
_REACH = 80  # code points round "27 years in power" in which the ruler is named


def offices(page: Page) -> Iterator[Clue]:
    """Someone called minister or president, and not a former one, held the office when the text was written."""
    names, posts = _surnames(page.book), _posts(page.book)
    ends = _ends(page.book)
    found: dict[tuple[str, str], tuple[int, int, list[Tenure]]] = {}
    for sentence in page.sentences:
        if sentence.language != "en" or page.names_year(sentence):
            continue  # "In 1999 President Clinton signed": the title is of that time
        for match in _BEFORE_NAME.finditer(page.text.body, sentence.start, sentence.end):
            if match[1].casefold() not in ends:
                continue
            behind = page.text.body[max(sentence.start, match.end() - _TITLE_REACH) : match.end()].split()
            title = next((t for n in (4, 3, 2, 1) if (t := " ".join(behind[-n:])).casefold() in posts), None)
            after = _NAME.match(page.text.body, match.end(), sentence.end)
            if title is None or after is None:
                continue
            start = match.end() - 1 - len(title)
            if page.says("former", page.text.body[max(sentence.start, start - _FORMER) : start].casefold()):
                continue
            holders, fitting = _holders(after[0], names), posts[title.casefold()]
            held = [t for h in sorted(holders) for t in page.book.offices(h, _ANY) if t.post in fitting]
            if held:
                found.setdefault((held[0].holder, held[0].post), (start, after.end(), held))
    for start, end, held in found.values():
        if len({(t.post, t.of) for t in held}) == 1:  # two presidents Bush: the days of either
            margin = timedelta(days=_MARGIN)
            spans = tuple((_back(t.when.earliest, margin), _on(t.when.latest, margin)) for t in held)
            who = " or ".join(dict.fromkeys(page.book.persons[t.holder].name for t in held))
            yield Clue(joined(spans), USUAL, start, end, f"{who} is called {held[0].post}")


def _back(day: date | None, margin: timedelta) -> date:
    return date.min if day is None else day - margin


def _on(day: date | None, margin: timedelta) -> date:
    return date.max if day is None else day + margin


def _holders(name: str, names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Persons of the table whom the words can name: by the full name, else by the surname."""
    words = name.replace(".", "").split()
    for length in range(len(words), 0, -1):
        whole = names.get(" ".join(words[:length]).casefold())
        if whole:
            return whole
    return frozenset()


@lru_cache(maxsize=4)
def _surnames(book: Codebook) -> Mapping[str, frozenset[str]]:
    """Casefolded full names and surnames to persons."""
    found: dict[str, set[str]] = {}
    for key, person in book.persons.items():
        for name in (*person.names["en"], person.surname, *(n.split()[-1] for n in person.names["en"])):
            found.setdefault(name.casefold(), set()).add(key)
    return {name: frozenset(keys) for name, keys in found.items()}


@lru_cache(maxsize=4)
def _posts(book: Codebook) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for title in book.titles:
        for name in title.names["en"]:
            found.setdefault(name.casefold(), set()).add(title.post)
    return {name: frozenset(posts) for name, posts in found.items()}


@lru_cache(maxsize=4)
def _ends(book: Codebook) -> frozenset[str]:
    """The last words of titles."""
    return frozenset(name.split()[-1] for name in _posts(book))


def rule(page: Page) -> Iterator[Clue]:
    """ "27 years in power": counted from the first day of the office."""
    names = _surnames(page.book)
    for time in page.own:
        if time.type not in ("DURATION", "DATE"):
            continue
        words = page.text.body[time.start : time.end]
        number = count(page, words)
        behind = page.text.body[time.end : time.end + _REACH]
        if number is None or number[1] != "Y" or not page.says("rule", behind[:20].casefold()):
            continue
        ruler = _ruler(page, time, names)
        if ruler is None:
            continue
        first = min(d for t in _highest(page.book, ruler) if (d := t.when.earliest))
        spans = between(months(first, number[0] * 12 - 6), months(first, number[0] * 12 + 12))
        who = page.book.persons[ruler].name
        yield Clue(spans, USUAL, time.start, time.end, f"“{words}” counted from {who}'s first day in office, {first}")


def _ruler(page: Page, time: Time, names: Mapping[str, frozenset[str]]) -> str | None:
    """The head of state named nearest to a time."""
    start = max(0, time.start - _REACH)
    near: list[tuple[int, str]] = []
    for match in _NAME.finditer(page.text.body, start, time.end + _REACH):
        for holder in _holders(match[0].removesuffix("'s").removesuffix("’s"), names):
            if _highest(page.book, holder):
                near.append((max(time.start - match.end(), match.start() - time.end), holder))
    return min(near)[1] if near else None


def _highest(book: Codebook, person: str) -> list[Tenure]:
    return [t for t in book.offices(person, _ANY) if t.level == "heads of state" and t.when.earliest]
