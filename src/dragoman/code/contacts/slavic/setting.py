"""Where and when a clause sets its contact."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.contacts.slavic.clauses import Clause, Cue
from dragoman.code.contacts.slavic.line import Line, Phrase
from dragoman.code.contacts.slavic.takers import NEAR
from dragoman.marks import Time


def places_of(
    line: Line, clause: Clause, inside: Sequence[Phrase], found: Sequence[Cue]
) -> tuple[list[Phrase], list[Phrase]]:
    """Where somebody goes, and where it is; countries as a whole come after their cities."""
    lex, goals, places = line.lex, list[Phrase](), list[Phrase]()
    goes = any(c.frame in {"arrive", "visit", "invite"} or (c.frame == "noun" and c.mode == "visit") for c in found)
    direct = any(c.frame == "visit" for c in found)
    for p in inside:
        if (
            p.kind not in {"place", "state", "group"}
            or p.post == "pair"
            or (p.kind == "group" and not line.is_who(p.first, "ministry"))
        ):
            continue
        before = line.before_place(p.first)
        is_at = bool(lex.ends["place"].search(before)) or line.is_who(p.first - 1, "seat")
        is_more = (
            bool(goals)
            and goals[-1].last >= p.first - 1
            and (lex.links["and"].match(line.low_of(p.first - 1)) or line.words[p.first].gap.strip() == ",")
        )
        if (
            goes
            and p.codes
            and (
                is_at or is_more or lex.ends["goal"].search(before) or (direct and not _after_preposition(line, before))
            )
        ):
            goals.append(p)
        if is_at or (p.kind == "place" and p in goals):
            places.append(p)
    return goals, places


def is_of_trip(line: Line, place: Phrase, found: Sequence[Cue] = ()) -> bool:
    """ "разговор о поездке в Рим": a place that another journey, told as a topic, goes to."""
    start = line.span[0]
    trips = (
        m for m in line.lex.nouns["visit"].finditer(line.low, start, place.start) if 0 < place.start - m.end() <= NEAR
    )
    return any(
        line.lex.ends["about"].search(line.low[start : m.start()]) and not any(c.start == m.start() for c in found)
        for m in trips
    )


def _after_preposition(line: Line, before: str) -> bool:
    return bool(line.lex.ends["about"].search(before) or line.lex.ends["with"].search(before))


def shift_of(line: Line, clause: Clause, time: Time | None) -> int:
    """Days between the day told before and this clause's ("накануне", "днём позже"); 0 where it tells a day of its own."""
    words = " ".join(line.low[a:b] for a, b in clause.spans)
    if time is not None and any(c.isdigit() for c in line.low[time.start : time.end]):
        return 0
    return next((days for days, pattern in line.lex.shifts if pattern.search(words)), 0)


def time_of(line: Line, clause: Clause, at: int | None = None) -> Time | None:
    """The day the clause tells; a day goes before a longer stretch, its own words before a participle's."""
    times = [t for t in line.scene.times.get(line.s, ()) if t.type in {"DATE", "TIME"} and not t.when.is_unknown]
    own = [t for t in times if clause.holds(t.start)]
    own = own or [t for t in times if clause.holds(t.start, aside=True)]
    days = [t for t in own if t.when.day] or own
    if at is not None and days:
        days = sorted(days, key=lambda t: max(t.start - at, at - t.end))
    return next((t for t in days if any(c.isdigit() for c in line.low[t.start : t.end])), days[0] if days else None)
