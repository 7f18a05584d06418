"""One English sentence for a coded event: never more than its type, mode and parties say; words in data/prose/wording.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from dragoman import english
from dragoman.english import MONTHS as MONTHS
from dragoman.english import Form
from dragoman.english import dates as dates
from dragoman.english import listing as listing
from dragoman.english import published as published
from dragoman.record import Event, Party, Statement, Value

SECTIONS = {"source", "names", "place", "mode", "act", "content", "status", "standing"}
UNNAMED = "an unnamed party"
_AHEAD = {"planned", "offered", "called off", "hypothetical"}
_FORCE = {"COP", "MIL", "PRM", "REB", "UAF"}  # PLOVER sectors that arrest with their own hands
_BESIDE = {"of", "with"}  # prepositions that stay beside their noun: "property of the bank was seized"


class Phrase(Value):
    """What somebody does, as a row of the data tells it; ``comes``: what its noun does."""

    do: str
    to: str = ""
    after: str = ""
    alone: str | None = None
    together: str | None = None
    noun: str | None = None
    comes: str = "take place"
    land: Phrase | None = None
    force: Phrase | None = None
    ahead: Phrase | None = None


class _Side(NamedTuple):
    """The names of actors or recipients as printed, and whether English takes them as plural."""

    names: list[str]
    are_many: bool

    @property
    def words(self) -> str:
        return listing(self.names)


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
    return f"{UNNAMED} ({known})" if known else UNNAMED


def named(who: Party, role: bool = False) -> str:
    """The party's name as it stands inside a sentence; what the text only has a pronoun for is an unnamed party.

    >>> named(Party(kind="group", name="Government of France")), named(Party(kind="unknown", name=None, words="They"))
    ('the government of France', 'an unnamed party')
    """
    if not who.name:
        return english.inside(party(who, role=role)) or party(who.model_copy(update={"words": None}))
    name, words = party(who, role=role), _words()["names"]
    first, _, rest = name.partition(" of ")
    if who.kind == "group" and rest and first in words["small"]:
        return f"the {name[:1].lower()}{name[1:]}"
    last = who.name.partition(" of ")[0].rpartition(" ")[2].casefold()
    return _the(name) if name in words["the"] or (who.kind in ("body", "group") and last in words["ending"]) else name


def mode_noun(mode: str) -> str:
    """A mode of contact in words; one that has none stays as it is.

    >>> mode_noun("negotiate"), mode_noun("aerial")
    ('talks', 'aerial')
    """
    row = _phrases("mode").get(mode)
    return (row and row.noun) or mode


def sentence(event: Event, *, by: str | None = None) -> str:
    """One sentence for what was coded; the date is left out. ``by``: who claims or denies it.

    Where no actor is known it is passive; who is only a pronoun of the text is not known.

    >>> from dragoman.record import Coding, Span
    >>> span = Span(document="d", text="t", start=0, end=6, exact="hosted")
    >>> him, guest = (Party(kind="person", name=n) for n in ("Vladimir Putin", "Alexander Lukashenko"))
    >>> visit = Event(
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
    >>> sentence(visit)
    'Vladimir Putin hosted Alexander Lukashenko at the Kremlin, Moscow (five hours).'
    >>> sentence(visit.model_copy(update={"status": "planned"}))
    'Planned: Vladimir Putin to host Alexander Lukashenko at the Kremlin, Moscow (five hours).'
    >>> sentence(visit.model_copy(update={"standing": "denied"}), by="the Kremlin")
    'Denied by the Kremlin: Vladimir Putin hosted Alexander Lukashenko at the Kremlin, Moscow (five hours).'
    >>> expulsion = {"type": "SANCTION", "mode": "expel", "host": None, "place": None, "duration": None}
    >>> nine = Party(kind="group", name=None, words="Nine Russian diplomats")
    >>> sentence(visit.model_copy(update=expulsion | {"actors": (), "recipients": (nine,)}))
    'Nine Russian diplomats were expelled.'
    """
    mode = _contact_mode(event)
    called_off = event.status == "called off" and (mode is not None or not breaks_off(event))
    labels = []
    if label := _words()["standing"].get(event.standing):
        labels.append(f"{label} by {by}" if by and event.standing != "unconfirmed" else label)
    if (label := _words()["status"].get(event.status)) and (event.status != "called off" or called_off):
        breaker = _side(event.actors).words if called_off and event.type == "REJECT" else ""
        labels.append(f"{label} by {breaker}" if breaker else label)
    body = _called_off(event, mode) if mode and called_off else _contact(event, mode) if mode else _act(event)
    body = " ".join(body.split())
    head = ": ".join([", ".join([labels[0], *(x.lower() for x in labels[1:])]), body]) if labels else body
    return head[:1].upper() + head[1:] + "."


def breaks_off(event: Event) -> bool:
    """True where the act itself is the calling off: a refusal, talks or aid ended. It is no act that was called off."""
    return event.status == "called off" and (
        event.type == "REJECT" or (event.type, event.mode) == ("SANCTION", "discontinue")
    )


def claimed_by(reports: Iterable[Event], said: Mapping[str, Statement]) -> str | None:
    """The speakers of the statements a claim or denial stands in; ``None`` where nobody is named. ``said``: by id.

    >>> claimed_by([], {}) is None
    True
    """
    told = [said.get(r.statement) for r in reports if r.statement and r.standing in ("claimed", "denied")]
    return listing(named(s.speaker) for s in told if s and s.speaker and s.speaker.name) or None


# --- contacts -----------------------------------------------------------------------------------------------------


def _contact_mode(event: Event) -> str | None:
    """The contact told of: a CONSULT's own mode, or that of a meeting still to come or called off."""
    known = _phrases("mode")
    if event.type == "CONSULT" and f"CONSULT/{event.mode}" not in _phrases("act"):
        return event.mode if event.mode in known else "other"
    kind, _, mode = (event.content or "").partition("/")
    if kind != "CONSULT" or event.status not in _AHEAD or (event.status != "called off" and event.type != "AGREE"):
        return None
    return next((m for m in (mode, event.mode) if m in known), "other")


def _contact(event: Event, mode: str) -> str:
    role = event.level not in ("heads of state", None)
    host, actors = event.host, _side(event.actors, role, all=True)
    recipients = _side([who for who in event.recipients if named(who, role) not in actors.names], role, all=True)
    host_name = _as_listed(host, event, role) if host else None
    guests = [name for name in [*actors.names, *recipients.names] if name != host_name]
    place = _place(event.place)
    is_party = event.format in {p.name for p in event.parties}
    rest: list[str | None] = [event.duration, None if is_party else event.format, _round(event.round)]
    if host and host_name and guests and (host.kind == "person" or mode == "visit"):
        return _joined(host_name, _told(event, "host"), listing(guests), place, _extra(rest))
    if not guests:
        return _nameless(event, mode, place)
    row = _phrases("mode")[mode]
    ending = f", hosted by {host_name}" if host_name and host_name not in guests else ""
    if mode == "visit" and not recipients.names:
        goal = place.partition(" ")[2]
        return _joined(actors.words, _told(event, row.do if goal else row.alone or ""), goal, _extra(rest)) + ending
    if mode == "multilateral" and event.format and not is_party:
        row = Phrase(do=f"take part in {_the(event.format)}", to=row.to)
        rest.remove(event.format)
    if mode == "third-party" and event.third_parties:
        row = Phrase(do=f"be in contact through {_side(event.third_parties, role, all=True).words}", to=row.to)
    if mode == "meet" and not recipients.names and len(actors.names) == 2:
        actors, recipients = _Side(actors.names[:1], False), _Side(actors.names[1:], False)
    if not actors.names:
        actors, recipients = recipients, actors
    return _joined(_predicate(event, row, actors, recipients), place, _extra(rest)) + ending


def _called_off(event: Event, mode: str) -> str:
    """ "a meeting with Sergey Lavrov" where somebody calls it off, "a meeting of A and B" where it fell through."""
    who = event.recipients if event.type == "REJECT" else event.parties
    names = _side(who, event.level not in ("heads of state", None)).words
    joined = f"{'with' if event.type == 'REJECT' else 'of'} {names}" if names else ""
    return _joined(_phrases("mode")[mode].noun or mode, joined, _place(event.place))


def _nameless(event: Event, mode: str, place: str) -> str:
    about = _extra([event.format, _round(event.round)])
    ending = f", hosted by {named(event.host)}" if event.host else ""
    noun = _phrases("mode")[mode].noun or mode
    return _joined(noun, about, _told(event, "take place"), place, _extra([event.duration])) + ending


# --- other events -------------------------------------------------------------------------------------------------


def _act(event: Event) -> str:
    actors, recipients = _side(event.actors), _side(event.recipients)
    row, unsaid = _row(event)
    extra = _extra([unsaid, *event.contexts])
    if row is None:  # a type that a person set
        goal = f"towards {recipients.words}" if recipients.names else ""
        return _joined(event.type.lower(), extra, f"by {actors.words or UNNAMED}", goal, _place(event.place))
    return _joined(_predicate(event, row, actors, recipients), _place(event.place), extra)


def _row(event: Event) -> tuple[Phrase | None, str | None]:
    """The phrase for an act, and what of its mode the phrase leaves unsaid; with its content: "refuse to give aid"."""
    own, unsaid = _found(event.type, event.mode)
    says = _phrases("content").get(event.type)
    if own is None or says is None or not event.content:
        return own and _fitting(own, event), unsaid
    kind, _, mode = event.content.partition("/")
    inner, unsaid = _found(kind, mode or ("negotiate" if kind == "CONSULT" else None))
    if inner is None:
        return _fitting(own, event), event.content.lower()
    if event.type != "REJECT" and event.status in _AHEAD:
        return _fitting(inner, event), unsaid
    return _fitting(_to(says, inner), event), unsaid


def _found(type: str, mode: str | None) -> tuple[Phrase | None, str | None]:
    if type == "CONSULT" and mode in _phrases("mode"):
        return _phrases("mode")[mode or ""], None
    row = _phrases("act").get(f"{type}/{mode}")
    return (row, None) if row else (_phrases("act").get(type), mode)


def _to(says: Phrase, inner: Phrase) -> Phrase:
    """ "agree" and "give aid" are "agree to give aid"."""
    lead = f"{says.do} to "
    return Phrase(
        do=lead + inner.do, alone=inner.alone and lead + inner.alone, together=inner.together and lead + inner.together,
        to=inner.to, after=inner.after, noun=f"{says.noun} to {inner.do}", comes="be made", land=inner.land and _to(says, inner.land),
    )  # fmt: skip


def _fitting(row: Phrase, event: Event) -> Phrase:
    """The form of a row that this event asks for."""
    if row.ahead and event.status in _AHEAD:
        return row.ahead
    if row.land and any(who.kind in ("state", "body") for who in event.recipients):
        return row.land
    if row.force and event.actors and all(who.sector in _FORCE for who in event.actors):
        return row.force
    return row


def _predicate(event: Event, row: Phrase, actors: _Side, recipients: _Side) -> str:
    """The actors do it; where none is known, it is done to the recipients, or takes place."""
    if actors.names and recipients.names:
        done = _told(event, row.do, actors.are_many)
        return _joined(actors.words, done, row.to, recipients.words, row.after)
    if actors.names:
        phrase = (row.together if len(actors.names) > 1 else None) or row.alone or row.do
        return _joined(actors.words, _told(event, phrase, actors.are_many))
    goal = _joined(row.to, recipients.words) if recipients.names else ""
    if goal and not row.to and not row.noun:
        return _joined(goal, _told(event, english.turned(row.do)[1], recipients.are_many), row.after)
    if row.noun:
        return _joined(row.noun, goal, row.after if goal else "", _told(event, row.comes))
    thing, done = english.turned(row.do if goal else row.alone or row.do)
    done = _told(event, done, english.are_many(thing))
    return _joined(thing, goal, done) if row.to in _BESIDE else _joined(thing, done, goal)


# --- pieces -------------------------------------------------------------------------------------------------------


def _told(event: Event, phrase: str, many: bool = False) -> str:
    """The phrase in the form of the event's status. A denial of what is denied is the thing itself."""
    form: Form = "doing" if event.status == "under way" else "to"
    if event.status == "happened" or breaks_off(event):
        form = "past"
    return english.told(phrase, form, many=many, negated=event.negated and event.standing != "denied")


def _side(parties: Sequence[Party], role: bool = False, *, all: bool = False) -> _Side:
    """Who stands on one side; ``all``: those of whom the text has only a pronoun count as unnamed parties, else not."""
    known = [who for who in parties if who.name or who.country or english.inside(who.words or "")]
    names = list(dict.fromkeys(named(who, role) for who in (parties if all else known)))
    one = known[0] if len(known) == 1 else None
    is_name = one is not None and one.name is not None and one.kind in ("person", "state", "body")
    return _Side(names, len(names) > 1 or (one is not None and not is_name and english.are_many(names[0])))


def _as_listed(host: Party, event: Event, role: bool) -> str:
    """The host's name as it stands among the parties, so that a host is not his own guest."""
    for who in event.parties:
        if (who.entity and who.entity == host.entity) or (who.name and who.name == host.name):
            return named(who, role)
    return named(host, role)


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


@cache
def _words() -> dict[str, Any]:
    found = tomllib.loads(files("dragoman").joinpath("data/prose/wording.toml").read_text(encoding="utf-8"))
    if set(found) != SECTIONS:
        raise ValueError(f"data/prose/wording.toml: sections {sorted(set(found) ^ SECTIONS)} missing or not known")
    return found


@cache
def _phrases(section: str) -> Mapping[str, Phrase]:
    return {key: Phrase.model_validate(row) for key, row in _words()[section].items()}
