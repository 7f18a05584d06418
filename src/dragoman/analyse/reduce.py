"""An event of the record as plain PLOVER has it: future acts reduced, what did not plainly happen marked."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.codebook import load
from dragoman.record import Event


class Reduced(NamedTuple):
    """``content``: type of what is promised or refused; ``auxiliary``: PLOVER's future, hypothetical, negation, none of
    them for an event told as happened. ``mode`` is the desk's own."""

    type: str
    mode: str | None
    content: str | None
    auxiliary: tuple[str, ...]


def reduced(event: Event) -> Reduced:
    """The event by the rules of the PLOVER manual (5e0c24fba623).

    A contact, cooperation, aid or support that is planned or offered is AGREE, a retreat CONCEDE; a meeting called off
    is REJECT. What else is planned is "future", what is only considered, or claimed by a party, "hypothetical", what is
    denied, called off or said not to have happened "negation". Unconfirmed reports go out as they are.

    >>> from dragoman.record import Coding, Span
    >>> where = Span(document="d-1", text="t-1", start=0, end=6, exact="visits")
    >>> coding = Coding(coder="contacts", version="1", confidence=1)
    >>> visit = Event(
    ...     id="e-1", document="d-1", type="CONSULT", mode="visit", trigger=where, evidence=(where,), coding=coding
    ... )
    >>> reduced(visit)
    Reduced(type='CONSULT', mode='visit', content=None, auxiliary=())
    >>> reduced(visit.model_copy(update={"status": "planned"}))
    Reduced(type='AGREE', mode=None, content='CONSULT', auxiliary=())
    """
    type, mode, content = event.type, event.mode, (event.content or "").partition("/")[0] or None
    found: list[str] = []
    ahead = load().scales["exchange"]["plover"]["ahead"]
    if event.status in ("planned", "offered"):
        if type not in ahead:
            found.append("future")
        elif ahead[type] != type:
            type, mode, content = ahead[type], None, type
    elif event.status == "called off":
        if "CONSULT" in (type, content):
            type, mode, content = "REJECT", "meet", "CONSULT"
        elif type != "REJECT":
            found.append("negation")
    if event.status == "hypothetical" or event.standing == "claimed":
        found.append("hypothetical")
    if event.negated or event.standing == "denied":
        found.append("negation")
    return Reduced(type, mode, content, tuple(dict.fromkeys(found)))
