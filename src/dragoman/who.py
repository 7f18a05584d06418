"""Who held an office on a day, by the tables alone, asked in the words a person would use."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from dragoman.asked import Day
from dragoman.asked import day as asked_day
from dragoman.codebook import Codebook, load
from dragoman.record import Tenure
from dragoman.text.gazetteer import fold, tokens

_LEADING = ("president", "supreme leader", "monarch", "emir", "de facto president", "prime minister", "chancellor")
_POSTED = ("to", "in", "at")
_SKIPPED = ("the", "of", "a", "an")


class Held(NamedTuple):
    """Who held it (``None``: unknown), and in words what is known of it, or why nothing is."""

    name: str | None
    words: str


def who(office: str, state: str, day: Day) -> Held:
    """The one holder of the office of that state or body on the day; unknown where none, several or no table is sure.

    ``office``: a title ("foreign minister", "ambassador to Russia"); ``state``: a code, a name, an adjective, a capital,
    or a body. Raises ValueError for a day that is none.

    >>> who("minister of foreign affairs", "Belarusian", "2019-05-01").name
    'Vladimir Makei'
    >>> who("president", "Atlantis", "2019-05-01").words
    "no state or body 'Atlantis' is known"
    """
    when, book = asked_day(day), load()
    if when is None:
        raise ValueError("which day? write it as 2022-03-11")
    of = _codes().get(fold(state.strip()))
    if of is None:
        return Held(None, f"no state or body {state!r} is known")
    name = _name(of, book)
    posts = _posts(office, of, book)
    if not posts:
        return Held(None, f"no office {office!r} is known")
    found = next((t for post in posts if (t := book.holder(post, of, when))), None)
    if found is None:
        return Held(None, f"who was {posts[0]} ({name}) on {when} is not known")
    return Held(book.persons[found.holder].name, _told(found, name, when, book))


def _told(found: Tenure, name: str, day: date, book: Codebook) -> str:
    source = "from memory, without a source" if found.source == "memory" else f"source: {found.source}"
    return f"{book.persons[found.holder].name}, {found.post} ({name}) on {day}; {source}"


def _posts(office: str, of: str, book: Codebook) -> list[str]:
    """The posts that the words may mean for this state, its own title before the general one; as listed, then de facto."""
    words = [t.fold for t in tokens(office)]
    behind = next(
        (k for k, word in enumerate(words) if word == "of" and _codes().get(_joined(words[k + 1 :])) == of), None
    )
    words = words[:behind]  # "foreign minister of Ukraine"
    posted = next((k for k, word in enumerate(words) if word in _POSTED and 0 < k < len(words) - 1), None)
    target = _codes().get(_joined(words[posted + 1 :])) if posted else None
    title = _plain(words[:posted] if target else words)
    found = [
        t.post
        for t in sorted(book.titles, key=lambda t: t.of is None)
        if t.of in (None, of)
        and any(title == _plain([w.fold for w in tokens(n)]) for names in t.names.values() for n in names)
    ]
    found += [t.post for t in book.tenures if t.of == of and title == _plain([w.fold for w in tokens(t.post)])]
    if "leader" in found:
        state = book.states.get(of)
        found[found.index("leader") :] = [p for p in ((state.leader if state else None), *_LEADING) if p]
    if target:
        found = [f"{post} to {_name(target, book)}" for post in found]
    return list(dict.fromkeys([*found, *(f"de facto {post}" for post in found)]))


def _joined(words: list[str]) -> str:
    return " ".join(word for word in words if word != "the")


def _plain(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SKIPPED)


def _name(code: str, book: Codebook) -> str:
    """The name of a state; a body goes by its code, as in "ambassador to NATO"."""
    return book.states[code].name if code in book.states else code


@cache
def _codes() -> dict[str, str]:
    """Every code, name, adjective and capital, folded, to its code; what a state is called goes before all else."""
    book, found = load(), dict[str, str]()
    for code, state in book.states.items():
        for names in state.capitals.values():
            found |= {fold(name): code for name in names}
    for body in book.bodies.values():
        found |= {fold(name): body.code for names in body.names.values() for name in (*names, body.code)}
    for code, state in book.states.items():
        found |= {fold(name): code for name in (*state.adjectives, *state.people)}
    for code, state in book.states.items():
        found |= {fold(name): code for names in state.names.values() for name in (*names, code)}
    return found
