"""What PLOVER makes of an event that did not plainly happen."""

from __future__ import annotations

import pytest

from dragoman.analyse.reduce import Reduced, reduced
from dragoman.record import Coding, Event, Span

WHERE = Span(document="d-1", text="t-1", start=0, end=3, exact="met")
PLAIN = Event(
    id="e-1", document="d-1", type="CONSULT", mode="meet", trigger=WHERE, evidence=(WHERE,),
    coding=Coding(coder="test", version="1", confidence=1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Reduced("CONSULT", "meet", None, ())),
        ({"status": "under way"}, Reduced("CONSULT", "meet", None, ())),
        ({"standing": "unconfirmed"}, Reduced("CONSULT", "meet", None, ())),
        ({"standing": "claimed"}, Reduced("CONSULT", "meet", None, ("hypothetical",))),
        ({"standing": "denied"}, Reduced("CONSULT", "meet", None, ("negation",))),
        ({"standing": "claimed", "negated": True}, Reduced("CONSULT", "meet", None, ("hypothetical", "negation"))),
        ({"status": "planned"}, Reduced("AGREE", None, "CONSULT", ())),
        ({"status": "offered", "type": "AID", "mode": None}, Reduced("AGREE", None, "AID", ())),
        ({"status": "planned", "type": "RETREAT", "mode": "withdraw"}, Reduced("CONCEDE", None, "RETREAT", ())),
        ({"status": "planned", "type": "AGREE", "mode": None, "content": "CONSULT/visit"}, Reduced("AGREE", None, "CONSULT", ())),
        ({"status": "planned", "type": "CONCEDE", "mode": None}, Reduced("CONCEDE", None, None, ())),
        ({"status": "planned", "type": "SANCTION", "mode": "expel"}, Reduced("SANCTION", "expel", None, ("future",))),
        ({"status": "hypothetical", "type": "ASSAULT", "mode": None}, Reduced("ASSAULT", None, None, ("hypothetical",))),
        ({"status": "called off"}, Reduced("REJECT", "meet", "CONSULT", ())),
        ({"status": "called off", "type": "AGREE", "mode": None, "content": "CONSULT/meet"}, Reduced("REJECT", "meet", "CONSULT", ())),
        ({"status": "called off", "type": "REJECT", "mode": "change"}, Reduced("REJECT", "change", None, ())),
        ({"status": "called off", "type": "COOPERATE", "mode": None}, Reduced("COOPERATE", None, None, ("negation",))),
    ],
)  # fmt: skip
def test_what_is_still_to_come_is_another_type_or_marked(fields: dict[str, object], expected: Reduced) -> None:
    assert reduced(PLAIN.model_copy(update=fields)) == expected
