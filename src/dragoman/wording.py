"""One English sentence for a coded event, and English long forms of its dates; words in data/prose/wording.toml."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from dragoman.record import Event, Party, Statement
from dragoman.when import When

Form = Literal["past", "to", "not"]
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SECTIONS = {"source", "names", "place", "mode", "type", "act", "content", "status", "standing"}


_YEARS = 1_096  # days; the end of so wide an inference is only a habit of writing


def dates(when: When) -> str:
    """The interval in English: a day, a stretch of days, "on some day in …", "between …", or "date unknown".

    >>> dates(When.on(date(2022, 3, 11)))
    '11 March 2022'
    >>> dates(When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31)))
    'on some day in March 2022'
    >>> dates(When(earliest=date(2022, 6, 29), latest=date(2022, 7, 1), lasts=True))
    'from 29 June to 1 July 2022'
    >>> dates(When(earliest=date(2021, 4, 4), latest=date(2021, 4, 10)))
    'between 4 and 10 April 2021'
    >>> dates(When(latest=date(2021, 4, 10))), dates(When())
    ('not later than 10 April 2021', 'date unknown')
    """
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return "date unknown"
    if first is None or last is None:
        return f"not earlier than {_day(first)}" if first else f"not later than {_day(last)}"
    if first == last:
        return _day(first)
    if (first.month, first.day) == (1, 1) and last == date(first.year, 12, 31):
        return f"{'throughout' if when.lasts else 'on some day in'} {first.year}"
    if first.day == 1 and last == date(first.year, first.month, monthrange(first.year, first.month)[1]):
        return f"{'throughout' if when.lasts else 'on some day in'} {MONTHS[first.month - 1]} {first.year}"
    start = _day(first)
    if first.year == last.year:
        start = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"from {start} to {_day(last)}" if when.lasts else f"between {start} and {_day(last)}"


def published(when: When) -> str:
    """When a document came out, and whether that was only inferred; of a stretch of years only where it begins.

    >>> published(When(earliest=date(2021, 4, 4), latest=date(2021, 4, 10), basis="inferred"))
    'between 4 and 10 April 2021 (inferred)'
    >>> published(When(earliest=date(2021, 4, 4), latest=date(2031, 4, 10), basis="inferred"))
    'not earlier than 4 April 2021 (inferred)'
    """
    if when.basis == "inferred" and when.earliest and (when.width or 0) > _YEARS:
        return f"{dates(When(earliest=when.earliest))} (inferred)"
    return f"{dates(when)} (inferred)" if when.basis == "inferred" else dates(when)


def listing(names: Iterable[str]) -> str:
    """The names, each once, as English prints them.

    >>> listing(["Belarus", "Russia", "Belarus", "Armenia"])
    'Belarus, Russia and Armenia'
    """
    each = list(dict.fromkeys(names))
    return each[0] if len(each) == 1 else " and ".join([", ".join(each[:-1]), each[-1]]) if each else ""


def party(who: Party, *, role: bool = False) -> str:
    """The canonical name, else the words of the text, else what little is known; ``role`` adds the office.

    >>> party(Party(kind="person", name="Gleb Nikitin", role="governor"), role=True)
    'Gleb Nikitin (governor)'
    >>> party(Party(kind="unknown", name=None, country="RUS"))
    'an unnamed party (RUS)'
    """
    if name := who.name or who.words:
        told = (
            who.role if role and who.kind == "person" and (who.role or "").casefold() not in name.casefold() else None
        )
        return f"{name} ({told})" if told else name
    known = ", ".join(filter(None, (who.role, who.country)))
    return f"an unnamed party ({known})" if known else "an unnamed party"


def mode_noun(mode: str) -> str:
    """A mode of contact in words; one that has none stays as it is.

    >>> mode_noun("negotiate"), mode_noun("threaten")
    ('talks', 'threaten')
    """
    return str(_words()["mode"].get(mode, {}).get("noun", mode))


def sentence(event: Event, *, by: str | None = None) -> str:
    """One sentence for what was coded; the date is left out. ``by``: who claims or denies it.

    >>> from dragoman.record import Coding, Span
    >>> span = Span(document="d", text="t", start=0, end=6, exact="hosted")
    >>> him, guest = (Party(kind="person", name=n) for n in ("Vladimir Putin", "Alexander Lukashenko"))
    >>> event = Event(
    ...     id="e-1",
    ...     document="d",
    ...     type="CONSULT",
    ...     mode="visit",
    ...     actors=(guest,),
    ...     recipients=(him,),
    ...     host=him,
    ...     level="heads of state",
    ...     place="Kremlin, Moscow",
    ...     duration="five hours",
    ...     trigger=span,
    ...     evidence=(span,),
    ...     coding=Coding(coder="c", version="1", confidence=1),
    ... )
    >>> sentence(event)
    'Vladimir Putin hosted Alexander Lukashenko at the Kremlin, Moscow (five hours).'
    >>> sentence(event.model_copy(update={"status": "planned"}))
    'Planned: Vladimir Putin to host Alexander Lukashenko at the Kremlin, Moscow (five hours).'
    >>> sentence(event.model_copy(update={"standing": "denied"}), by="the Kremlin")
    'Denied by the Kremlin: Vladimir Putin hosted Alexander Lukashenko at the Kremlin, Moscow (five hours).'
    """
    called_off = event.status == "called off"
    labels = []
    if label := _words()["standing"].get(event.standing):
        labels.append(f"{label} by {by}" if by and event.standing != "unconfirmed" else label)
    if label := _words()["status"].get(event.status):
        breaker = listing(_names(event.actors, False)) if called_off and event.type == "REJECT" else ""
        labels.append(f"{label} by {breaker}" if breaker else label)
    form: Form = "not" if event.negated else "past" if event.status in ("happened", "under way") else "to"
    mode = _contact_mode(event)
    body = (
        _called_off(event, mode) if mode and called_off else _contact(event, mode, form) if mode else _act(event, form)
    )
    body = " ".join(body.split())
    head = ": ".join([", ".join([labels[0], *(x.lower() for x in labels[1:])]), body]) if labels else body
    return head[:1].upper() + head[1:] + "."


def claimed_by(reports: Iterable[Event], said: Mapping[str, Statement]) -> str | None:
    """The speakers of the statements a claim or denial stands in; ``None`` where nobody is named. ``said``: by id.

    >>> claimed_by([], {}) is None
    True
    """
    told = [said.get(r.statement) for r in reports if r.statement and r.standing in ("claimed", "denied")]
    return listing(party(s.speaker) for s in told if s and s.speaker and s.speaker.name) or None


# --- contacts -----------------------------------------------------------------------------------------------------


def _contact_mode(event: Event) -> str | None:
    """The contact told of: a CONSULT's own mode, or that of a meeting still to come or called off."""
    known = _words()["mode"]
    if event.type == "CONSULT" and f"CONSULT/{event.mode}" not in _words()["act"]:
        return event.mode if event.mode in known else "other"
    kind, _, mode = (event.content or "").partition("/")
    if kind == "CONSULT" and event.status in ("planned", "offered", "called off"):
        return mode if mode in known else "other"
    return None


def _contact(event: Event, mode: str, form: Form) -> str:
    role = event.level not in ("heads of state", None)
    host = event.host
    actors = _names(event.actors, role)
    recipients = [name for name in _names(event.recipients, role) if name not in actors]
    host_name = _as_listed(host, event, role) if host else None
    guests = [name for name in [*actors, *recipients] if name != host_name]
    place = _place(event.place)
    named = event.format in {p.name for p in event.parties}
    rest: list[str | None] = [event.duration, None if named else event.format, _round(event.round)]
    if host and host_name and guests and (host.kind == "person" or mode == "visit"):
        return _joined(host_name, _verb({"past": "hosted", "base": "host"}, form), listing(guests), place, _extra(rest))
    if not guests:
        return _nameless(event, mode, form, place, [event.duration])
    words: Mapping[str, str] = _words()["mode"][mode]
    ending = f", hosted by {host_name}" if host_name and host_name not in guests else ""
    if mode == "visit" and not recipients:
        goal = _place(event.place).partition(" ")[2]
        return (
            _joined(listing(actors), _verb(words, form) if goal else _verb(_PAID, form), goal, "", _extra(rest))
            + ending
        )
    if mode == "multilateral" and event.format and not named:
        words = {"past": f"took part in {_the(event.format)}", "base": f"take part in {_the(event.format)}", **_WITH}
        rest.remove(event.format)
    if mode == "third-party" and event.third_parties:
        via = listing(_names(event.third_parties, role))
        words = {"past": f"were in contact through {via}", "base": f"be in contact through {via}", **_WITH}
    if mode == "letter" and not recipients and len(actors) > 1:
        words = {"past": words["both"], "base": "exchange letters"}
    if mode == "meet" and not recipients and len(actors) == 2:
        actors, recipients = actors[:1], actors[1:]
    if mode == "meet" and not recipients and len(actors) == 1:
        words = {"past": "had a meeting", "base": "have a meeting"}
    goal = f"{words.get('with', '')} {listing(recipients)}" if recipients and actors else ""
    return _joined(listing(actors or recipients), _verb(words, form), goal, place, _extra(rest)) + ending


def _called_off(event: Event, mode: str) -> str:
    """ "a meeting with Sergey Lavrov" where somebody calls it off, "a meeting of A and B" where it fell through."""
    who = event.recipients if event.type == "REJECT" else event.parties
    names = listing(_names(who, event.level not in ("heads of state", None)))
    joined = f"{'with' if event.type == 'REJECT' else 'of'} {names}" if names else ""
    return _joined(_words()["mode"][mode]["noun"], joined, _place(event.place))


_WITH = {"with": "with"}
_PAID = {"past": "paid a visit", "base": "pay a visit"}


def _nameless(event: Event, mode: str, form: Form, place: str, rest: list[str | None]) -> str:
    noun = _words()["mode"][mode]["noun"]
    noun = (
        f"{noun} ({', '.join(filter(None, (event.format, _round(event.round))))})"
        if event.format or event.round
        else noun
    )
    verb = _verb({"past": "took place", "base": "take place"}, form)
    ending = f", hosted by {_inside(event.host)}" if event.host else ""
    return _joined(noun, verb, "", place, _extra(rest)) + ending


# --- other events -------------------------------------------------------------------------------------------------


def _act(event: Event, form: Form) -> str:
    words = _words()
    actors, recipients = _names(event.actors, False), _names(event.recipients, False)
    verb = words["act"].get(f"{event.type}/{event.mode}") or words["type"].get(event.type)
    mode = event.mode if f"{event.type}/{event.mode}" not in words["act"] else None
    who = listing(actors) or "an unnamed party"
    if verb is None:
        told = f"{event.type.lower()} {_extra([event.mode])} by {who}"
        return _joined(
            told, f"towards {listing(recipients)}" if recipients else "", _place(event.place), _extra(event.contexts)
        )
    content = _content(event.content)
    if event.type == "AGREE" and event.status == "happened" and recipients and not content:
        who, recipients = listing([*actors, *recipients]), []
    if (
        mode
        and event.content
        and (event.content.endswith(f"/{mode}") or (event.content == "CONSULT" and mode in words["mode"]))
    ):
        mode = None
    extra = _extra([mode, *event.contexts])
    goal = f"{verb.get('to', '')} {listing(recipients)}" if recipients else ""
    if not recipients and len(actors) > 1 and verb.get("to") == "":
        goal = "each other"
    if not content:
        alone = verb.get("together" if who != listing(actors[:1]) else "bare")
        done = alone if alone and form == "past" and not goal else _verb(verb, form)
        return _joined(who, done, goal, _place(event.place), extra)
    if event.type == "REJECT" and recipients:
        goal = listing(recipients) if event.content in _TRANSITIVE else f"with {listing(recipients)}"
        return _joined(who, _verb(verb, form), f"to {content} {goal}", _place(event.place), extra)
    return _joined(who, _verb(verb, form), goal, f"{verb.get('of', 'to')} {content}", _place(event.place), extra)


_TRANSITIVE = {"CONSULT/meet", "CONSULT/visit"}


def _content(content: str | None) -> str:
    if not content:
        return ""
    kind, _, mode = content.partition("/")
    table: Mapping[str, str] = _words()["content"]
    return table.get(content) or " ".join(filter(None, (table.get(kind, kind.lower()), f"({mode})" if mode else "")))


# --- pieces -------------------------------------------------------------------------------------------------------


@cache
def _words() -> dict[str, dict[str, Any]]:
    found = tomllib.loads(files("dragoman").joinpath("data/prose/wording.toml").read_text(encoding="utf-8"))
    if set(found) != SECTIONS:
        raise ValueError(f"data/prose/wording.toml: sections {sorted(set(found) ^ SECTIONS)} missing or not known")
    return found


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _names(parties: Sequence[Party], role: bool) -> list[str]:
    return list(dict.fromkeys(_inside(who, role) for who in parties))


def _inside(who: Party, role: bool = False) -> str:
    """The party's name as it stands inside a sentence."""
    name = party(who, role=role)
    words = _words()["names"]
    last = (who.name or "").partition(" of ")[0].rpartition(" ")[2].casefold()
    return _the(name) if name in words["the"] or (who.kind == "body" and last in words["ending"]) else name


def _as_listed(host: Party, event: Event, role: bool) -> str:
    """The host's name as it stands among the parties, so that a host is not his own guest."""
    for who in event.parties:
        if (who.entity and who.entity == host.entity) or (who.name and who.name == host.name):
            return _inside(who, role)
    return _inside(host, role)


def _verb(words: Mapping[str, str], form: Form) -> str:
    return words["past"] if form == "past" else f"{'to' if form == 'to' else 'did not'} {words['base']}"


def _the(name: str) -> str:
    return name[:1].lower() + name[1:] if name.casefold().startswith(("the ", "a ", "an ")) else f"the {name}"


def _round(number: int | None) -> str | None:
    return f"round {number}" if number is not None else None


def _place(place: str | None) -> str:
    if not place:
        return ""
    table = _words()["place"]
    first, _, rest = place.partition(",")
    last = first.partition(" of ")[0].rpartition(" ")[2].casefold()
    bare = first.removeprefix("the ").removeprefix("The ")
    tail = f",{rest}" if rest else ""
    if last in table["at"]:
        return f"at the {bare}{tail}"
    if last in table["near"]:
        return f"near the {bare}{tail}"
    return f"in the {bare}{tail}" if last in table["the"] else f"in {place}"


def _extra(words: Iterable[str | None]) -> str:
    kept = list(dict.fromkeys(filter(None, words)))
    return f"({', '.join(kept)})" if kept else ""


def _joined(*pieces: str) -> str:
    return " ".join(filter(None, pieces))
