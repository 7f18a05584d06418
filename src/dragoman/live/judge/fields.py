"""What a person may correct in an event, and how the new value is written."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

from dragoman.record import Event, Level, Mode, Party, Standing, Status
from dragoman.when import When

UNKNOWN = "unknown"
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_PARTY = re.compile(
    r"(?P<state>[A-Z]{3})|(?P<body>[^\[\]();]+?)\s*\[body\]"
    r"|(?P<name>[^\[\]();,]+?)\s*\((?P<country>[A-Z]{3})(?:,\s*(?P<role>[^()]+))?\)"
)


_YEARS = range(1800, 2101)  # in which a document can have come out


def correct_field(event: Event, field: str, value: str) -> Event:
    """The event with one field set by a person; ``ValueError`` names what would be allowed.

    Fields: ``when`` (or ``date``), ``type``, ``mode``, ``level``, ``host``, ``place``, ``format``, ``round``,
    ``status``, ``standing``, ``duration``, ``actors``, ``recipients``, ``participants``, ``negated``.
    The value ``unknown`` empties a field that may be empty.

    Dates: ``2022-03-11`` · ``2022-03`` or ``2022`` (some day of it) · ``2022-03-01..2022-03-20`` (some day
    between) · ``2022-06-29/2022-07-01`` (from the first day to the last) · ``unknown``.
    Parties, split by ``;``: a state by its ISO-3 code (``BLR``), a person with country and, if known, role
    (``Vladimir Putin (RUS, president)``), a body (``OSCE [body]``). ``participants`` replaces actors and
    recipients together; ``actors`` also takes the people it names out of the recipients. ``host`` is one party.

    >>> from dragoman.record import Coding, Text
    >>> text = Text(id="t-1", document="d-1", reader="plain", version="1", sha256="", body="They met.")
    >>> met = text.span(5, 8)
    >>> event = Event(
    ...     id="e-1",
    ...     document="d-1",
    ...     type="CONSULT",
    ...     mode="meet",
    ...     trigger=met,
    ...     evidence=(met,),
    ...     coding=Coding(coder="consult", version="1", confidence=0.9),
    ... )
    >>> correct_field(event, "date", "2022-06-29/2022-07-01").when.width
    3
    >>> correct_field(event, "mode", "telephone")
    Traceback (most recent call last):
    ...
    ValueError: mode of e-1 cannot be 'telephone'; allowed: meet, visit, phone, video, letter, negotiate, ...
    """
    name = "when" if field == "date" else field
    read = _FIELDS.get(name)
    if read is None:
        raise ValueError(f"field {field!r} of {event.id} cannot be corrected; allowed: date, {', '.join(_FIELDS)}")
    try:
        update = read(event, name, value.strip())
    except _RefusedError as refused:
        raise ValueError(f"{field} of {event.id} cannot be {value!r}; allowed: {refused}") from None
    return event.model_copy(update=update)


def publication(value: str) -> When:
    """When a document came out, as a person writes it: as a date of ``correct_field``, or with an open end
    (``2022-03-11..``, ``..2022-04-30``). Raises ValueError in words.

    >>> publication("2022-03-11..").earliest, publication("2022-03").latest
    (datetime.date(2022, 3, 11), datetime.date(2022, 3, 31))
    """
    first, mark, last = (part.strip() for part in value.partition(".."))
    try:
        earliest = _days(first)[0] if first else None
        latest = _days(last if mark else first)[1] if (last or not mark) else None
        known = [day for day in (earliest, latest) if day]
        if not known or any(day.year not in _YEARS for day in known):
            raise ValueError(value)
        return When(earliest=earliest, latest=latest, basis="stated")
    except ValueError:
        shapes = "2022-03-11, 2022-03, 2022, 2022-03-01..2022-03-20, 2022-03-11.., ..2022-03-20"
        raise ValueError(f"published cannot be {value!r}; allowed: {shapes}") from None


def basis(event: Event) -> dict[str, object]:
    """What a rejection rests on: type, mode, who took part (in order of name), and status.

    >>> from dragoman.record import Coding, Text
    >>> text = Text(id="t-1", document="d-1", reader="plain", version="1", sha256="", body="They met.")
    >>> met = text.span(5, 8)
    >>> basis(
    ...     Event(
    ...         id="e-1",
    ...         document="d-1",
    ...         type="CONSULT",
    ...         mode="meet",
    ...         trigger=met,
    ...         evidence=(met,),
    ...         actors=(Party(kind="state", name="Russia", country="RUS"),),
    ...         coding=Coding(coder="consult", version="1", confidence=0.9),
    ...     )
    ... )
    {'type': 'CONSULT', 'mode': 'meet', 'actors': ['Russia'], 'status': 'happened'}
    """
    who = sorted({p.name or p.words or p.country or UNKNOWN for p in event.parties})
    return {"type": event.type, "mode": event.mode, "actors": who, "status": event.status}


# --- reading the values -----------------------------------------------------------------------------------------------


class _RefusedError(Exception):
    """Says what would have been allowed."""


def _one_of(values: tuple[str, ...], *, empty: bool) -> Callable[[Event, str, str], dict[str, Any]]:
    def read(event: Event, name: str, value: str) -> dict[str, Any]:
        if empty and value in ("", UNKNOWN):
            return {name: None}
        if value not in values:
            raise _RefusedError(", ".join((*values, UNKNOWN) if empty else values))
        return {name: value}

    return read


def _mode(event: Event, name: str, value: str) -> dict[str, Any]:
    """A contact that is promised or refused ("agreed to meet": PLOVER's AGREE) keeps its mode in its content."""
    update = _one_of(get_args(Mode), empty=True)(event, name, value)
    if event.type == "CONSULT" or (event.content or "").partition("/")[0] != "CONSULT":
        return update
    return {"content": "/".join(filter(None, ("CONSULT", update["mode"])))}


def _words(event: Event, name: str, value: str) -> dict[str, Any]:
    empty = value in ("", UNKNOWN)
    # The country belonged to the old place; it is not guessed for a new one.
    lost = {"place_country": None} if name == "place" and value != event.place else {}
    return {name: None if empty else value, **lost}


def _type(event: Event, name: str, value: str) -> dict[str, Any]:
    if not re.fullmatch(r"[A-Z]+", value):
        raise _RefusedError("a PLOVER event type in capitals, such as CONSULT, AGREE, SUPPORT, REJECT")
    return {name: value}


def _round(event: Event, name: str, value: str) -> dict[str, Any]:
    if value in ("", UNKNOWN):
        return {name: None}
    if not value.isdecimal() or int(value) < 1:
        raise _RefusedError("a number from 1, or unknown")
    return {name: int(value)}


def _truth(event: Event, name: str, value: str) -> dict[str, Any]:
    if value.lower() not in ("true", "false", "yes", "no"):
        raise _RefusedError("true, false")
    return {name: value.lower() in ("true", "yes")}


def _when(event: Event, name: str, value: str) -> dict[str, Any]:
    if value == UNKNOWN:
        return {"when": When()}
    first, mark, last = value.partition("/") if "/" in value else value.partition("..")
    try:
        earliest, latest = _days(first.strip())[0], _days((last if mark else first).strip())[1]
        when = When(earliest=earliest, latest=latest, lasts=mark == "/" and earliest != latest, basis="stated")
    except ValueError:
        shapes = "2022-03-11, 2022-03, 2022, 2022-03-01..2022-03-20, 2022-06-29/2022-07-01, unknown"
        raise _RefusedError(shapes) from None
    return {"when": when}


def _days(value: str) -> tuple[date, date]:
    """First and last day of a day, month or year."""
    match = _DAY.fullmatch(value)
    if match is None:
        raise ValueError(value)
    year, month, day = (int(g) if g else 0 for g in match.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    first, last = (month, month) if month else (1, 12)
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _host(event: Event, name: str, value: str) -> dict[str, Any]:
    if value in ("", UNKNOWN):
        return {"host": None}
    parties = _read_parties(event, value)
    if len(parties) != 1:
        raise _RefusedError("one party, or unknown")
    return {"host": parties[0]}


def _parties(event: Event, name: str, value: str) -> dict[str, Any]:
    parties = () if value in ("", UNKNOWN) else _read_parties(event, value)
    if name == "participants":
        return {"actors": parties, "recipients": ()}
    if name == "actors":
        named = {_same(p) for p in parties}
        return {"actors": parties, "recipients": tuple(p for p in event.recipients if _same(p) not in named)}
    return {name: parties}


def _read_parties(event: Event, value: str) -> tuple[Party, ...]:
    """Parties in the written form; one that the event already knows keeps its entity and sector."""
    known = {_same(p): p for p in (*event.parties, *event.third_parties, *((event.host,) if event.host else ()))}
    parties = []
    for piece in filter(None, map(str.strip, value.split(";"))):
        match = _PARTY.fullmatch(piece)
        if match is None:
            raise _RefusedError("parties split by ';': BLR; Vladimir Putin (RUS, president); OSCE [body]")
        state, body, name = match["state"], match["body"], match["name"]
        if state:
            fresh = Party(kind="state", name=state, country=state)
        elif body:
            fresh = Party(kind="body", name=body)
        else:
            fresh = Party(kind="person", name=name, country=match["country"], role=match["role"])
        old = known.get(_same(fresh))
        parties.append(old.model_copy(update={"role": fresh.role or old.role}) if old else fresh)
    return tuple(parties)


def _same(party: Party) -> tuple[str, str | None]:
    if party.kind == "state":
        return "state", party.country
    return (party.name or party.words or "").casefold(), party.country


_FIELDS: Mapping[str, Callable[[Event, str, str], dict[str, Any]]] = {
    "when": _when,
    "type": _type,
    "mode": _mode,
    "level": _one_of(get_args(Level), empty=True),
    "host": _host,
    "place": _words,
    "format": _words,
    "round": _round,
    "status": _one_of(get_args(Status), empty=False),
    "standing": _one_of(get_args(Standing), empty=False),
    "duration": _words,
    "actors": _parties,
    "recipients": _parties,
    "participants": _parties,
    "negated": _truth,
}
