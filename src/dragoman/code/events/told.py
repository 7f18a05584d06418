"""How an act is told: done, under way, planned, possible; and what PLOVER makes of acts that are still to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.record import Status
from dragoman.text import grammar
from dragoman.text.grammar import Tree

VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
AHEAD: Mapping[str, str] = MappingProxyType(
    {"COOPERATE": "AGREE", "AID": "AGREE", "SUPPORT": "AGREE", "RETREAT": "CONCEDE"}
)
"""PLOVER: help, cooperation or a signature still to come is AGREE; giving way still to come is CONCEDE."""
_ON_THE_WAY = {
    "begin",
    "start",
    "continue",
    "manage",
    "help",
    "proceed",
    "resume",
    "go",
    "keep",
    "move",
    "rush",
    "dare",
    "fail",
    "step",
    "agree",
}
_PLANS = {
    "plan",
    "intend",
    "prepare",
    "schedule",
    "aim",
    "decide",
    "expect",
    "set",
    "arrange",
    "order",
    "authorize",
    "authorise",
    "approve",
    "pledge",
    "mean",
    "due",
}
_CLAIMS = {"allege", "accuse", "suspect", "believe", "report"}
_FAILS = {"fail", "refuse", "decline"}


@dataclass(frozen=True, slots=True)
class Told:
    """Status, whether it is denied, and whether the words are a habit."""

    status: Status
    negated: bool


def told(t: Tree, verb: int, type: str) -> Told | None:
    """How a verb is told; ``None`` where nothing is told as an act: a habit, an order, an aim, a guess."""
    if t.tokens[0].text in {"Had", "Should", "Were"} and t.tokens[0].dep == "aux":
        return None
    mood = grammar.mood(t, verb)
    token = t.tokens[verb]
    governor = t.tokens[mood.governor].lemma.lower() if mood.governor is not None else None
    if governor in _FAILS:
        return Told("happened", True) if governor == "fail" and mood.force in {"ordered", "happened"} else None
    if mood.force == "happened":
        return Told("happened", mood.negated)
    if mood.force == "under way":
        return Told("happened" if type in VERBAL else "under way", mood.negated)
    if mood.force == "planned":
        if governor and governor not in _PLANS | {"be", "say", "announce"}:
            return None
        return None if mood.negated or grammar.is_guess(t, verb) else Told("planned", False)
    if mood.force == "present":
        if (
            token.tag in {"VBZ", "VBP"}
            and (type in VERBAL or governor is None)
            and token.dep in {"ROOT", "conj", "ccomp", "relcl"}
        ):
            return Told("happened" if type in VERBAL else "under way", mood.negated)
        if token.tag == "VBN":
            return Told("happened", mood.negated)
        return None
    if mood.force == "ordered" and governor:
        outer = grammar.mood(t, mood.governor) if mood.governor is not None else None
        if outer is None:
            return None
        if governor in _ON_THE_WAY and outer.force == "happened":
            return Told("happened", mood.negated)
        if governor in _PLANS and not mood.negated and outer.force in {"happened", "present", "under way"}:
            return Told("planned", False)
        return None
    if mood.force == "hypothetical" and not mood.negated:
        return Told("hypothetical", False)
    return None


def ahead(type: str, status: Status) -> tuple[str, str | None]:
    """Type and content of an act by its status: what is only planned or possible may be another type (PLOVER).

    >>> ahead("AID", "planned")
    ('AGREE', 'AID')
    >>> ahead("SANCTION", "planned")
    ('SANCTION', None)
    """
    if status in {"planned", "offered"} and type in AHEAD:
        return AHEAD[type], type
    return type, None
