from __future__ import annotations

from datetime import date

import pytest

from dragoman import wording
from dragoman.record import Coding, Event, Party, Span, Statement
from dragoman.when import When

SPAN = Span(document="d-1", text="t-1", start=0, end=3, exact="met")
CODING = Coding(coder="hand", version="1", confidence=1)


def person(name: str, role: str | None = None) -> Party:
    return Party(kind="person", name=name, role=role)


SANDU, TUSK, DUDA = person("Maia Sandu", "president"), person("Donald Tusk", "prime minister"), person("Andrzej Duda")
POLAND, AMERICA = Party(kind="state", name="Poland", country="POL"), Party(kind="state", name="United States")


def event(**fields: object) -> Event:
    given = {"id": "e-1", "document": "d-1", "type": "CONSULT", "trigger": SPAN, "evidence": (SPAN,), "coding": CODING}
    return Event.model_validate(given | fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"mode": "meet", "actors": (SANDU,), "recipients": (DUDA,)}, "Maia Sandu met Andrzej Duda."),
        ({"mode": "meet", "actors": (SANDU, DUDA), "place": "Gomel region"}, "Maia Sandu met Andrzej Duda in the Gomel region."),
        ({"mode": "meet", "actors": (SANDU, DUDA, TUSK)}, "Maia Sandu, Andrzej Duda and Donald Tusk met."),
        ({"mode": "meet", "actors": (SANDU,)}, "Maia Sandu had a meeting."),
        ({"mode": "visit", "actors": (SANDU,), "place": "Warsaw"}, "Maia Sandu visited Warsaw."),
        ({"mode": "visit", "actors": (SANDU, DUDA), "place": "Baikonur Cosmodrome"},
         "Maia Sandu and Andrzej Duda visited the Baikonur Cosmodrome."),
        ({"type": "SUPPORT", "mode": "congratulate", "actors": (SANDU, DUDA)},
         "Maia Sandu and Andrzej Duda congratulated each other."),
        ({"type": "AGREE", "actors": (SANDU,), "recipients": (DUDA,)}, "Maia Sandu and Andrzej Duda reached an agreement."),
        ({"type": "AGREE", "actors": (SANDU,)}, "Maia Sandu agreed."),
        ({"type": "SUPPORT", "mode": "address", "actors": (SANDU,)}, "Maia Sandu gave an address."),
        ({"mode": "multilateral", "actors": (SANDU, DUDA), "format": "A summit of the region", "place": "Palace of Nations"},
         "Maia Sandu and Andrzej Duda took part in a summit of the region at the Palace of Nations."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (Party(kind="body", name="Normandy format"),),
          "format": "Normandy format"}, "Maia Sandu met the Normandy format."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (Party(kind="body", name="NATO"),)}, "Maia Sandu met NATO."),
        ({"mode": "meet", "actors": (person("Polish negotiators", "negotiator"), DUDA), "level": "experts"},
         "Polish negotiators met Andrzej Duda."),
        ({"mode": "visit", "actors": (SANDU,)}, "Maia Sandu paid a visit."),
        ({"mode": "visit", "actors": (SANDU,), "recipients": (DUDA,), "host": DUDA, "place": "Belweder Palace, Warsaw"},
         "Andrzej Duda hosted Maia Sandu at the Belweder Palace, Warsaw."),
        ({"mode": "visit", "actors": (SANDU,), "recipients": (POLAND,), "host": POLAND}, "Poland hosted Maia Sandu."),
        ({"mode": "negotiate", "actors": (SANDU, DUDA), "host": POLAND, "round": 2, "place": "Warsaw"},
         "Maia Sandu and Andrzej Duda held talks in Warsaw (round 2), hosted by Poland."),
        ({"mode": "phone", "actors": (SANDU,), "recipients": (DUDA,)}, "Maia Sandu spoke by telephone with Andrzej Duda."),
        ({"mode": "letter", "actors": (SANDU, DUDA)}, "Maia Sandu and Andrzej Duda exchanged letters."),
        ({"mode": "multilateral", "actors": (SANDU, DUDA), "format": "Bucharest Nine"},
         "Maia Sandu and Andrzej Duda took part in the Bucharest Nine."),
        ({"mode": "third-party", "actors": (SANDU, DUDA), "third_parties": (POLAND,)},
         "Maia Sandu and Andrzej Duda were in contact through Poland."),
        ({"mode": "negotiate", "place": "Istanbul", "round": 1}, "Talks (round 1) took place in Istanbul."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (TUSK,), "level": "government"},
         "Maia Sandu (president) met Donald Tusk (prime minister)."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (DUDA,), "negated": True}, "Maia Sandu did not meet Andrzej Duda."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (DUDA,), "standing": "unconfirmed"},
         "Not confirmed: Maia Sandu met Andrzej Duda."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (DUDA,), "standing": "claimed", "status": "planned"},
         "Claimed, planned: Maia Sandu to meet Andrzej Duda."),
        ({"type": "AGREE", "content": "CONSULT/phone", "status": "offered", "actors": (SANDU,), "recipients": (DUDA,)},
         "Offered: Maia Sandu to speak by telephone with Andrzej Duda."),
        ({"type": "AGREE", "content": "COOPERATE/military", "actors": (POLAND, AMERICA)},
         "Poland and the United States agreed to cooperate (military)."),
        ({"type": "SUPPORT", "actors": (AMERICA,), "recipients": (POLAND,)}, "The United States expressed support for Poland."),
        ({"type": "SUPPORT", "mode": "congratulate", "actors": (SANDU,), "recipients": (DUDA,)},
         "Maia Sandu congratulated Andrzej Duda."),
        ({"type": "REJECT", "mode": "meet", "content": "CONSULT/meet", "actors": (SANDU,), "recipients": (DUDA,)},
         "Maia Sandu refused to meet Andrzej Duda."),
        ({"type": "REJECT", "content": "CONSULT/meet", "status": "called off", "actors": (SANDU,), "recipients": (DUDA,)},
         "Called off by Maia Sandu: a meeting with Andrzej Duda."),
        ({"mode": "visit", "status": "called off", "actors": (SANDU,), "place": "Warsaw"},
         "Called off: a visit of Maia Sandu in Warsaw."),
        ({"type": "SANCTION", "mode": "expel", "actors": (POLAND,), "recipients": (AMERICA,)},
         "Sanction (expel) by Poland towards the United States."),
    ],
)  # fmt: skip
def test_an_event_is_one_english_sentence(fields: dict[str, object], expected: str) -> None:
    assert wording.sentence(event(**fields)) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(earliest=date(2022, 1, 1), latest=date(2022, 12, 31)), "on some day in 2022"),
        (When(earliest=date(2022, 1, 1), latest=date(2022, 12, 31), lasts=True), "throughout 2022"),
        (When(earliest=date(2022, 2, 1), latest=date(2022, 2, 28)), "on some day in February 2022"),
        (When(earliest=date(2022, 4, 28), latest=date(2022, 5, 3)), "between 28 April and 3 May 2022"),
        (
            When(earliest=date(2021, 12, 28), latest=date(2022, 1, 3), lasts=True),
            "from 28 December 2021 to 3 January 2022",
        ),
        (When(earliest=date(2022, 5, 3)), "not earlier than 3 May 2022"),
    ],
)
def test_an_uncertain_date_stays_uncertain(when: When, expected: str) -> None:
    assert wording.dates(when) == expected


def test_a_claim_names_the_speaker_it_stands_in() -> None:
    said = Statement(
        id="s-1", document="d-1", speaker=POLAND, kind="indirect", trigger=SPAN, spans=(SPAN,), evidence=(SPAN,),
        coding=CODING,
    )  # fmt: skip
    claim = event(mode="meet", actors=(SANDU, DUDA), standing="claimed", statement="s-1")
    by = wording.claimed_by([claim, claim.model_copy(update={"statement": "s-2"})], {"s-1": said})
    assert wording.sentence(claim, by=by) == "Claimed by Poland: Maia Sandu met Andrzej Duda."
