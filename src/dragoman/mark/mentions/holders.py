"""Who held an office: that day, before, after, first; and which office stands for which word."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dragoman.codebook import Codebook
from dragoman.record import Tenure
from dragoman.when import When

_LEADERS = (
    "president", "supreme leader", "chancellor", "prime minister", "monarch", "emir", "de facto president", "head",
)  # fmt: skip
_GAP = 200  # days that an office may stand empty, or be held by somebody unlisted, between two holders
_INDEPENDENCE = 1992  # by the end of its first half the new states had their presidents; three began later
_LATER = {"BLR", "CZE", "SVK"}


def fits(known: str, asked: str) -> bool:
    """True where a person of office ``known`` may be called ``asked``.

    >>> fits("foreign minister", "minister"), fits("prime minister", "minister"), fits("president", "leader")
    (True, False, True)
    """
    if asked == "leader":
        return known in _LEADERS
    if asked == "minister":
        return "minister" in known and "prime" not in known
    return asked in (known, known.removeprefix("de facto "), known.removeprefix("acting ")) or known.startswith(
        asked + " "
    )


def holders(book: Codebook, post: str, of: str, when: When) -> tuple[Tenure, ...]:
    """Holders of the post in the interval; "leader" is the leading post of that state."""
    if post != "leader":
        found = book.holders(post, of, when)
        return found or (() if post.startswith("de facto") else book.holders(f"de facto {post}", of, when))
    state = book.states.get(of)
    leader = next((p for code, until, p in _led(book) if code == of and when.latest and when.latest < until), None)
    leader = leader or (state.leader if state else None)
    order = ((leader,) if leader else ()) + _LEADERS
    return next((found for p in order if (found := book.holders(p, of, when))), ())


@lru_cache(maxsize=4)
def _led(book: Codebook) -> tuple[tuple[str, date, str], ...]:
    """State, day and post: until that day another office led the state than does now."""
    rows = (row.split(maxsplit=2) for row in book.words["led_until"])
    return tuple((code.upper(), date.fromisoformat(day), post) for code, day, post in rows)


def leads(book: Codebook, who: str, post: str, of: str | None, when: When) -> bool:
    """True where the holder of this post leads the state that day."""
    leaders = holders(book, "leader", of or "", when)
    return any(t.holder == who or t.post == post for t in leaders)


def former(book: Codebook, post: str, of: str | None, when: When) -> list[Tenure]:
    """Tenures of the post that ended before the day; those of who holds it that day are left out."""
    ended = [
        t
        for t in book.tenures
        if (of is None or t.of == of) and fits(t.post, post) and t.when.latest is not None
        and (when.earliest is None or t.when.latest < when.earliest)
    ]  # fmt: skip
    return [
        t
        for t in ended
        if not any(now.of == t.of and fits(now.post, post) for now in book.offices(t.holder, when)) or when.is_unknown
    ]


def preceded(book: Codebook, tenure: Tenure) -> list[Tenure]:
    """The tenure of the same office that ended just before this one; of another person."""
    start = tenure.when.earliest
    rows = [
        t for t in book.holders(tenure.post, tenure.of, When()) if t.when.latest and start and t.when.latest < start
    ]
    last = rows[-1:]
    return [
        t
        for t in last
        if t.holder != tenure.holder and start and t.when.latest and start - t.when.latest <= timedelta(_GAP)
    ]


def next_holder(book: Codebook, post: str, of: str, when: When) -> Tenure | None:
    """The tenure that begins next, within ``_GAP`` days."""
    last = when.latest
    rows = [t for t in holders(book, post, of, When()) if t.when.earliest and last and t.when.earliest > last]
    return (
        rows[0] if rows and last and rows[0].when.earliest and rows[0].when.earliest - last <= timedelta(_GAP) else None
    )


def followed(book: Codebook, tenure: Tenure, when: When, days: int) -> tuple[Tenure, ...]:
    """The tenure itself where it began at most so many days before, and was not the same person's before."""
    start, last = tenure.when.earliest, when.latest
    is_fresh = start is not None and last is not None and last - start <= timedelta(days)
    return (tenure,) if is_fresh else ()


def nth_holder(book: Codebook, post: str, of: str, nth: int) -> tuple[Tenure, ...]:
    """The first, second, … president of a state whose independence the tables reach back to; else nobody."""
    rows = book.holders(post, of, When())
    if post != "president" or of.lower() not in book.words["new_states"] or not rows or not rows[0].when.earliest:
        return ()
    start = rows[0].when.earliest
    is_whole = of in _LATER or (start.year, start.month) <= (_INDEPENDENCE, 6)
    people = [next(t for t in rows if t.holder == who) for who in dict.fromkeys(t.holder for t in rows)]
    return tuple(people[nth - 1 : nth]) if is_whole else ()
