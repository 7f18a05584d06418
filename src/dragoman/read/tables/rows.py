"""One row of an event table to one event of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from dragoman.codebook import load
from dragoman.read.tables.form import Form
from dragoman.read.tables.who import Side, country, party
from dragoman.record import Coding, Event, Party, Row, Span, Status, record_id
from dragoman.source import Unreadable
from dragoman.when import When

VERSION = "1"
_COUNTRY_ONLY = "1"  # GDELT's Geo_Type of a place that is a whole country


class Place(NamedTuple):
    """Where the row stands: document and text by id, its first code point, its file, and which of one key it is."""

    document: str
    text: str
    start: int
    file: str
    number: int = 0


class _Act(NamedTuple):
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    content: str | None = None
    hosts: bool = False  # the actor receives the visitor
    reason: str = ""


def event(cells: Sequence[str], form: Form, place: Place) -> Event | None:
    """The event, resting on the row alone; ``None`` for a code under which PLOVER has none (CAMEO 01 and 02).

    Its standing is "unconfirmed": these tables do not keep whether a report states, claims or denies. Raises Unreadable
    where the row is broken: columns, key, date, code, or nobody named.
    """
    if len(cells) != form.width:
        raise Unreadable(f"{len(cells)} columns in place of {form.width}")
    key, day = form.cell(cells, "key"), form.cell(cells, "date")
    if key is None:
        raise Unreadable("a row without an id")
    when = When.on(day_of(day))
    act = _cameo(form.cell(cells, "event")) if form.table["codes"] == "cameo" else _plover(cells, form)
    if act is None:
        return None
    one, other = party(_side(cells, form, "actor")), party(_side(cells, form, "recipient"))
    if one is None and other is None:
        raise Unreadable("a row that names nobody")
    actors, recipients, host = _roles(act, one, other)
    at = form.at["event"][0]
    start, words = place.start + sum(len(cell) + 1 for cell in cells[:at]), cells[at]
    table = form.table
    return Event(
        id=record_id("event", table["dataset"], key, place.number), document=place.document, type=act.type, mode=act.mode,
        content=act.content, contexts=act.contexts, actors=actors, recipients=recipients, host=host, place=_town(cells, form),
        place_country=country(form.cell(cells, "place_country"), fips=table.get("fips", False)), when=when, status=_status(act, form),
        standing="unconfirmed",
        trigger=Span(document=place.document, text=place.text, start=start, end=start + len(words), exact=words),
        evidence=(Row(dataset=table["dataset"], version=place.file, key=key),),
        coding=Coding(
            coder=f"import:{table['name']}", version=VERSION, confidence=table["confidence"], reason=act.reason,
        ),
    )  # fmt: skip


def day_of(words: str | None) -> date:
    """The day of "20220311", "20220311091500" or "2022-03-11 …". Raises Unreadable for anything else.

    >>> day_of("20220311")
    datetime.date(2022, 3, 11)
    """
    digits = (words or "").replace("-", "")[:8]
    try:
        return date.fromisoformat(digits)
    except ValueError:
        raise Unreadable("a row without a day", words or "") from None


# --- what was done ------------------------------------------------------------------------------------------------


def _cameo(code: str | None) -> _Act | None:
    acts = _cameo_acts()
    for known in (code or "", f"0{code}"):  # a spreadsheet takes the nought away
        if known in acts:
            return acts[known]
        if known[:2] in ("01", "02") and known.isdecimal() and len(known) in (3, 4):
            return None
    raise Unreadable("a CAMEO code that is not known", code or "")


@lru_cache(maxsize=1)
def _cameo_acts() -> Mapping[str, _Act]:
    cameo = load().scales["exchange"]["cameo"]
    found = {}
    for code, words in cameo["events"].items():
        act, *contexts = words.split()
        type, _, mode = act.partition("/")
        content = next((cameo["content"][code[:n]] for n in (4, 3) if code[:n] in cameo["content"]), None)
        hosts = code in cameo["back"].values()
        found[code] = _Act(type, mode or None, tuple(contexts), content, hosts, f"CAMEO {code}")
    return MappingProxyType(found)


def _plover(cells: Sequence[str], form: Form) -> _Act:
    plover = load().scales["exchange"]["plover"]
    type, given = (form.cell(cells, "event") or "").upper(), (form.cell(cells, "mode") or "").lower()
    if type.lower() not in load().codebook:
        raise Unreadable("a type that PLOVER does not have", type)
    mode = plover["old_modes"].get(f"{type}/{given}", given) or None
    known = mode is None or f"{type}/{mode}" in plover["scores"] or f"{type}/{mode}" in plover["unscored"]
    reason = f"PLOVER {type} {given}".rstrip() + ("" if known else ", a mode that the manual does not have")
    named = [word.strip() for word in (form.cell(cells, "contexts") or "").replace(",", ";").split(";")]
    contexts = tuple(word for word in named if word in plover["contexts"].split())
    return _Act(type, mode if known else None, contexts, reason=reason)


def _status(act: _Act, form: Form) -> Status:
    """CAMEO's AGREE is the intent of one side."""
    return "offered" if act.type == "AGREE" and form.table["codes"] == "cameo" else "happened"


# --- who, and where -----------------------------------------------------------------------------------------------


def _roles(
    act: _Act, one: Party | None, other: Party | None
) -> tuple[tuple[Party, ...], tuple[Party, ...], Party | None]:
    """Actors, recipients and host: who visits acts and who receives is the host; in other contacts all act."""
    if act.type == "CONSULT" and act.mode == "visit":
        guest, host = (other, one) if act.hosts else (one, other)
        return _only(guest), _only(host), host
    if act.type == "CONSULT":
        return _only(one) + _only(other), (), None
    return _only(one), _only(other), None


def _only(one: Party | None) -> tuple[Party, ...]:
    return () if one is None else (one,)


def _side(cells: Sequence[str], form: Form, who: str) -> Side:
    given = list(form.cells(cells, f"{who}_sectors"))
    name, land, group, role = (form.cell(cells, f"{who}_{column}") for column in ("name", "country", "group", "role"))
    return Side(name, land, group, _sector(given, form.table), role)


def _sector(given: Sequence[str], table: Mapping[str, Any]) -> str | None:
    """The first that is known; of a column of words, by the first word of the table that is found inside."""
    if "within" in table:
        words = " ".join(given).casefold()
        return next((sector for word, sector in table["within"].items() if word in words), None)
    known = table.get("sectors") or {code: code for code in load().scales["exchange"]["plover"]["sectors"].split()}
    codes = [code.strip() for words in given for code in words.replace(",", ";").split(";")]
    return next((known[code] for code in codes if code in known), None)


def _town(cells: Sequence[str], form: Form) -> str | None:
    """The town or province; a whole country is no place."""
    if form.cell(cells, "grain") == _COUNTRY_ONLY:
        return None
    named = form.cell(cells, "place")
    if named is None or country(named):
        return None
    return named.partition(",")[0].strip() or None
