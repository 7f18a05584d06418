"""What a question asks for, checked before it is put: days in order, known states, levels and modes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache

Day = date | str | None


def day(given: Day) -> date | None:
    """A day from ``2022-03-11`` or a date. Raises ValueError in words.

    >>> day("2022-03-11")
    datetime.date(2022, 3, 11)
    """
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise ValueError(f"{given!r} is not a day; write it as 2022-03-11") from error


def period(start: Day, end: Day) -> tuple[date | None, date | None]:
    """First and last day; either may be open. Raises ValueError where the last comes before the first.

    >>> period("2022-03-01", None)
    (datetime.date(2022, 3, 1), None)
    """
    first, last = day(start), day(end)
    if first and last and first > last:
        raise ValueError(f"the last day, {last}, comes before the first, {first}")
    return first, last


def states(about: Iterable[str]) -> list[str]:
    """Codes from codes or names of states and organisations. Raises ValueError for one that is not known.

    >>> states(["Belarus", "rus", "CSTO"])
    ['BLR', 'RUS', 'CSTO']
    """
    wanted = [word.strip() for word in about if word.strip()]
    known = _codes() if wanted else {}
    for word in wanted:
        if word.casefold() not in known:
            near = get_close_matches(word.casefold(), known, n=1) if len(word) > 3 else []
            hint = f"did you mean {known[near[0]]}?" if near else "write codes or names, BLR,RUS or Belarus,Russia"
            raise ValueError(f"no state {word!r} is known; {hint}")
    return [known[word.casefold()] for word in wanted]


def one_of(what: str, given: str | None, allowed: Sequence[str]) -> None:
    """Raises ValueError with the words allowed where ``given`` is none of them.

    >>> one_of("mode", "call", ["meet", "phone"])
    Traceback (most recent call last):
    ValueError: no mode 'call'; there are meet, phone
    """
    if given is not None and given not in allowed:
        raise ValueError(f"no {what} {given!r}; there are {', '.join(allowed)}")


@cache
def _codes() -> dict[str, str]:
    """Every code and name, in small letters, to its code; a state before an organisation of the same name."""
    from dragoman.codebook import load

    book = load()
    outside = [body for body in book.bodies.values() if body.code not in book.states]
    rows = [(body.code, body.names) for body in outside] + [(code, s.names) for code, s in book.states.items()]
    named = {name.casefold(): code for code, names in rows for each in names.values() for name in each}
    return named | {code.casefold(): code for code, _ in rows}
