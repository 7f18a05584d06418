from __future__ import annotations

import pytest

from dragoman import wording
from dragoman.codebook import load
from dragoman.record import Coding, Event, Party, Span, Statement

SPAN = Span(document="d-1", text="t-1", start=0, end=3, exact="met")
CODING = Coding(coder="hand", version="1", confidence=1)


def person(name: str, role: str | None = None) -> Party:
    return Party(kind="person", name=name, role=role)


SANDU, TUSK, DUDA = person("Maia Sandu", "president"), person("Donald Tusk", "prime minister"), person("Andrzej Duda")
POLAND, AMERICA = Party(kind="state", name="Poland", country="POL"), Party(kind="state", name="United States")

RURITANIA, FREEDONIA = Party(kind="state", name="Ruritania"), Party(kind="state", name="Freedonia")
MINERS = Party(kind="group", name=None, words="Six miners", sector="LAB")


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
        ({"type": "AGREE", "actors": (SANDU, DUDA)}, "Maia Sandu and Andrzej Duda reached an agreement."),
        ({"type": "AGREE", "actors": (SANDU, DUDA), "status": "planned"},
         "Planned: Maia Sandu and Andrzej Duda to take a cooperative step."),
        ({"type": "AGREE", "actors": (SANDU,), "recipients": (DUDA,), "status": "offered"},
         "Offered: Maia Sandu to take a cooperative step towards Andrzej Duda."),
        ({"mode": "negotiate", "actors": (SANDU, DUDA), "status": "under way"},
         "Under way: Maia Sandu and Andrzej Duda holding talks."),
        ({"mode": "third-party", "actors": (SANDU,), "recipients": (DUDA,)},
         "Maia Sandu was in contact through a third party with Andrzej Duda."),
        ({"mode": None, "actors": (SANDU,), "recipients": (DUDA,), "negated": True}, "Maia Sandu was not in contact with Andrzej Duda."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (Party(kind="unknown", name=None, words="them"),)},
         "Maia Sandu met an unnamed party."),
        ({"mode": "meet", "actors": (SANDU,), "recipients": (DUDA,), "status": "hypothetical"},
         "Only considered: Maia Sandu to meet Andrzej Duda."),
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
        ({"type": "SANCTION", "mode": "snub", "actors": (POLAND,), "recipients": (AMERICA,)},
         "Poland imposed a sanction on the United States (snub)."),
        ({"type": "FLATTER", "mode": "gift", "recipients": (AMERICA,)}, "Flatter (gift) by an unnamed party towards the United States."),
    ],
)  # fmt: skip
def test_an_event_is_one_english_sentence(fields: dict[str, object], expected: str) -> None:
    assert wording.sentence(event(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "REJECT", "content": "AID"}, "Ruritania refused to give aid to Freedonia."),
        ({"type": "REJECT", "content": "CONSULT", "mode": "meet"}, "Ruritania refused to hold talks with Freedonia."),
        ({"type": "REJECT", "content": "COOPERATE", "recipients": ()}, "Ruritania refused to cooperate."),
        ({"type": "REJECT", "content": "AID", "actors": ()}, "A refusal to give aid to Freedonia was made."),
        ({"type": "REJECT", "content": "RETREAT/release", "recipients": (MINERS,)}, "Ruritania refused to release six miners."),
        ({"type": "REJECT", "content": "RETREAT/release"}, "Ruritania refused to carry out a release concerning Freedonia."),
        ({"type": "REJECT", "content": "flattery"}, "Ruritania issued a refusal to Freedonia (flattery)."),
        ({"type": "AGREE", "content": "AID"}, "Ruritania agreed to give aid to Freedonia."),
        ({"type": "AGREE", "content": "AID", "status": "planned"}, "Planned: Ruritania to give aid to Freedonia."),
        ({"type": "AGREE", "content": "AID", "status": "offered"}, "Offered: Ruritania to give aid to Freedonia."),
        ({"type": "AGREE", "content": "AID", "status": "called off"}, "Called off: Ruritania to give aid to Freedonia."),
        ({"type": "AGREE", "content": "CONSULT/visit", "status": "hypothetical"}, "Only considered: Ruritania to visit Freedonia."),
        ({"type": "CONCEDE", "content": "RETREAT"}, "Ruritania agreed to take a conciliatory step towards Freedonia."),
        ({"type": "CONCEDE", "content": "RETREAT/access", "status": "planned"}, "Planned: Ruritania to grant access to Freedonia."),
        ({"type": "THREATEN", "content": "COERCE/restrict"}, "Ruritania threatened to impose a restriction on Freedonia."),
    ],
)  # fmt: skip
def test_what_is_promised_refused_or_threatened_is_said(fields: dict[str, object], expected: str) -> None:
    assert wording.sentence(event(**{"actors": (RURITANIA,), "recipients": (FREEDONIA,)} | fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Ruritania expelled six miners."),
        ({"status": "under way"}, "Under way: Ruritania expelling six miners."),
        ({"status": "planned"}, "Planned: Ruritania to expel six miners."),
        ({"status": "offered"}, "Offered: Ruritania to expel six miners."),
        ({"status": "hypothetical"}, "Only considered: Ruritania to expel six miners."),
        ({"status": "called off"}, "Called off: Ruritania to expel six miners."),
        ({"status": "called off", "mode": "discontinue"}, "Ruritania cut back dealings with six miners."),
        ({"status": "called off", "type": "REJECT", "mode": "yield"}, "Ruritania refused a concession to six miners."),
        ({"negated": True}, "Ruritania did not expel six miners."),
        ({"negated": True, "status": "planned"}, "Planned: Ruritania not to expel six miners."),
        ({"negated": True, "actors": ()}, "Six miners were not expelled."),
        ({"status": "under way", "actors": ()}, "Under way: six miners being expelled."),
        ({"status": "planned", "actors": (), "recipients": ()}, "Planned: an expulsion to be ordered."),
        ({"standing": "claimed"}, "Claimed by the Ruritanian envoy: Ruritania expelled six miners."),
        ({"standing": "denied"}, "Denied by the Ruritanian envoy: Ruritania expelled six miners."),
        ({"standing": "denied", "negated": True}, "Denied by the Ruritanian envoy: Ruritania expelled six miners."),
        ({"standing": "unconfirmed"}, "Not confirmed: Ruritania expelled six miners."),
        ({"standing": "claimed", "status": "hypothetical"},
         "Claimed by the Ruritanian envoy, only considered: Ruritania to expel six miners."),
        ({"standing": "confirmed"}, "Ruritania expelled six miners."),
        ({"contexts": ("diplomatic",), "place": "Ruritania"}, "Ruritania expelled six miners in Ruritania (diplomatic)."),
    ],
)  # fmt: skip
def test_status_and_standing_stand_before_the_sentence(fields: dict[str, object], expected: str) -> None:
    given = {"type": "SANCTION", "mode": "expel", "actors": (RURITANIA,), "recipients": (MINERS,)} | fields
    assert wording.sentence(event(**given), by="the Ruritanian envoy") == expected


def words(text: str, kind: str = "group", sector: str | None = None) -> Party:
    return Party.model_validate({"kind": kind, "name": None, "words": text, "sector": sector})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"actors": (words("Riot police", sector="COP"),)}, "Riot police arrested six miners."),
        ({"actors": (words("Police", sector="COP"), words("soldiers", sector="MIL"))}, "Police and soldiers arrested six miners."),
        ({"actors": (words("A court", sector="JUD"),)}, "A court ordered or made the arrest of six miners."),
        ({"actors": (words("They", "unknown"),)}, "The arrest of six miners was ordered or made."),
        ({"actors": (Party(kind="unknown", name=None, country="TUV"),)},
         "An unnamed party (TUV) ordered or made the arrest of six miners."),
        ({"actors": (words("those around him", "unknown"), FREEDONIA)}, "Freedonia ordered or made the arrest of six miners."),
        ({"actors": (words("Police", sector="COP"),), "recipients": (words("him", "unknown"),)}, "Police made an arrest."),
        ({"actors": (words("Police", sector="COP"),), "recipients": (words("Dozens of people"),)},
         "Police arrested dozens of people."),
        ({"actors": (), "recipients": (words("A miner"),), "mode": "deport"}, "A miner was deported."),
        ({"actors": (Party(kind="group", name="Armed forces of Freedonia"),), "mode": "seize", "recipients": ()},
         "The armed forces of Freedonia seized property or territory."),
        ({"actors": (), "recipients": (Party(kind="group", name="Armed forces of Freedonia"),), "mode": "deport"},
         "The armed forces of Freedonia were deported."),
        ({"actors": (), "recipients": (Party(kind="state", name="Netherlands"),), "type": "ASSAULT", "mode": None},
         "The Netherlands was attacked."),
        ({"actors": (Party(kind="body", name="Ministry of Defence of Freedonia"),), "mode": "cyber", "recipients": (FREEDONIA,)},
         "The Ministry of Defence of Freedonia carried out a cyberattack on Freedonia."),
    ],
)  # fmt: skip
def test_whoever_has_no_name_is_told_by_the_words_of_the_text_or_not_at_all(
    fields: dict[str, object], expected: str
) -> None:
    given = {"type": "COERCE", "mode": "arrest", "recipients": (MINERS,)} | fields
    assert wording.sentence(event(**given)) == expected


# For every type and mode: both sides known, the actor alone, people without the actor, nobody.
ACTS = {
    "AGREE": (
        "Ruritania made a commitment to Freedonia.", "Ruritania made a commitment.",
        "A commitment was made to six miners.", "A commitment was made.",
    ),
    "CONCEDE": (
        "Ruritania made a concession to Freedonia.", "Ruritania made a concession.",
        "A concession was made to six miners.", "A concession was made.",
    ),
    "SUPPORT": (
        "Ruritania expressed support for Freedonia.", "Ruritania gave approval or a signature.",
        "Support was expressed for six miners.", "Approval or a signature was given.",
    ),
    "SUPPORT/congratulate": (
        "Ruritania congratulated Freedonia.", "Ruritania sent congratulations.",
        "Six miners were congratulated.", "Congratulations were sent.",
    ),
    "SUPPORT/address": (
        "Ruritania addressed Freedonia.", "Ruritania gave an address.",
        "Six miners were addressed.", "An address was given.",
    ),
    "AID": (
        "Ruritania gave aid to Freedonia.", "Ruritania gave aid.",
        "Aid was given to six miners.", "Aid was given.",
    ),
    "COOPERATE": (
        "Ruritania cooperated with Freedonia.", "Ruritania cooperated.",
        "Cooperation with six miners took place.", "Cooperation took place.",
    ),
    "RETREAT": (
        "Ruritania took a conciliatory step towards Freedonia.", "Ruritania took a conciliatory step.",
        "A conciliatory step was taken towards six miners.", "A conciliatory step was taken.",
    ),
    "RETREAT/withdraw": (
        "Ruritania carried out a withdrawal concerning Freedonia.", "Ruritania carried out a withdrawal.",
        "A withdrawal was carried out concerning six miners.", "A withdrawal was carried out.",
    ),
    "RETREAT/release": (
        "Ruritania carried out a release concerning Freedonia.", "Ruritania carried out a release.",
        "Six miners were released.", "A release was carried out.",
    ),
    "RETREAT/disarm": (
        "Ruritania took a step of disarmament concerning Freedonia.", "Ruritania took a step of disarmament.",
        "A step of disarmament was taken concerning six miners.", "A step of disarmament was taken.",
    ),
    "RETREAT/ceasefire": (
        "Ruritania declared a ceasefire towards Freedonia.", "Ruritania declared a ceasefire.",
        "A ceasefire was declared towards six miners.", "A ceasefire was declared.",
    ),
    "RETREAT/access": (
        "Ruritania granted access to Freedonia.", "Ruritania granted access.",
        "Access was granted to six miners.", "Access was granted.",
    ),
    "RETREAT/resign": (
        "Ruritania resigned with regard to Freedonia.", "Ruritania resigned.",
        "A resignation with regard to six miners took place.", "A resignation took place.",
    ),
    "ACCUSE": (
        "Ruritania made an accusation against Freedonia.", "Ruritania made an accusation.",
        "An accusation was made against six miners.", "An accusation was made.",
    ),
    "ACCUSE/disapprove": (
        "Ruritania criticised Freedonia.", "Ruritania voiced criticism.",
        "Six miners were criticised.", "Criticism was voiced.",
    ),
    "ACCUSE/investigate": (
        "Ruritania conducted an investigation into Freedonia.", "Ruritania conducted an investigation.",
        "An investigation was conducted into six miners.", "An investigation was conducted.",
    ),
    "ACCUSE/allege": (
        "Ruritania accused Freedonia of wrongdoing.", "Ruritania made an accusation.",
        "Six miners were accused of wrongdoing.", "An accusation was made.",
    ),
    "REJECT": (
        "Ruritania issued a refusal to Freedonia.", "Ruritania issued a refusal.",
        "A refusal was issued to six miners.", "A refusal was issued.",
    ),
    "REJECT/meet": (
        "Ruritania refused talks with Freedonia.", "Ruritania refused talks.",
        "Talks with six miners were refused.", "Talks were refused.",
    ),
    "REJECT/assist": (
        "Ruritania refused support to Freedonia.", "Ruritania refused support.",
        "Support was refused to six miners.", "Support was refused.",
    ),
    "REJECT/change": (
        "Ruritania rejected a proposal or demand concerning Freedonia.", "Ruritania rejected a proposal or demand.",
        "A proposal or demand was rejected concerning six miners.", "A proposal or demand was rejected.",
    ),
    "REJECT/yield": (
        "Ruritania refused a concession to Freedonia.", "Ruritania refused a concession.",
        "A concession was refused to six miners.", "A concession was refused.",
    ),
    "REQUEST": (
        "Ruritania made a request to Freedonia.", "Ruritania made a request.",
        "A request was made to six miners.", "A request was made.",
    ),
    "REQUEST/assist": (
        "Ruritania asked Freedonia for help.", "Ruritania made a request for help.",
        "Six miners were asked for help.", "A request for help was made.",
    ),
    "REQUEST/change": (
        "Ruritania demanded a change of course from Freedonia.", "Ruritania demanded a change of course.",
        "A change of course was demanded from six miners.", "A change of course was demanded.",
    ),
    "REQUEST/yield": (
        "Ruritania demanded concessions from Freedonia.", "Ruritania demanded concessions.",
        "Concessions were demanded from six miners.", "Concessions were demanded.",
    ),
    "REQUEST/meet": (
        "Ruritania asked Freedonia for a meeting or talks.", "Ruritania made a request for a meeting or talks.",
        "Six miners were asked for a meeting or talks.", "A request for a meeting or talks was made.",
    ),
    "THREATEN": (
        "Ruritania threatened Freedonia.", "Ruritania made a threat.",
        "Six miners were threatened.", "A threat was made.",
    ),
    "THREATEN/restrict": (
        "Ruritania threatened Freedonia with restrictions.", "Ruritania made a threat of restrictions.",
        "Six miners were threatened with restrictions.", "A threat of restrictions was made.",
    ),
    "THREATEN/arrest": (
        "Ruritania threatened Freedonia with arrest or prosecution.", "Ruritania made a threat of arrest or prosecution.",
        "Six miners were threatened with arrest or prosecution.", "A threat of arrest or prosecution was made.",
    ),
    "THREATEN/relations": (
        "Ruritania threatened Freedonia with a cut in relations.", "Ruritania made a threat to cut relations.",
        "Six miners were threatened with a cut in relations.", "A threat to cut relations was made.",
    ),
    "THREATEN/expel": (
        "Ruritania threatened Freedonia with expulsion.", "Ruritania made a threat of expulsion.",
        "Six miners were threatened with expulsion.", "A threat of expulsion was made.",
    ),
    "THREATEN/violence": (
        "Ruritania threatened Freedonia with force.", "Ruritania made a threat of force.",
        "Six miners were threatened with force.", "A threat of force was made.",
    ),
    "THREATEN/territory": (
        "Ruritania threatened Freedonia with a loss of territory.", "Ruritania made a threat to take territory.",
        "Six miners were threatened with a loss of territory.", "A threat to take territory was made.",
    ),
    "ASSAULT": (
        "Ruritania attacked Freedonia.", "Ruritania carried out an attack.",
        "Six miners were attacked.", "An attack was carried out.",
    ),
    "ASSAULT/abduct": (
        "Ruritania carried out an abduction concerning Freedonia.", "Ruritania carried out an abduction.",
        "Six miners were abducted.", "An abduction was carried out.",
    ),
    "ASSAULT/torture": (
        "Ruritania used torture against Freedonia.", "Ruritania used torture.",
        "Torture was used against six miners.", "Torture was used.",
    ),
    "ASSAULT/sexual": (
        "Ruritania used sexual violence against Freedonia.", "Ruritania used sexual violence.",
        "Sexual violence was used against six miners.", "Sexual violence was used.",
    ),
    "ASSAULT/destroy": (
        "Ruritania destroyed property of Freedonia.", "Ruritania destroyed property.",
        "Property of six miners was destroyed.", "Property was destroyed.",
    ),
    "ASSAULT/beat": (
        "Ruritania used bodily violence against Freedonia.", "Ruritania used bodily violence.",
        "Bodily violence was used against six miners.", "Bodily violence was used.",
    ),
    "ASSAULT/crowd-control": (
        "Ruritania used crowd-control weapons against Freedonia.", "Ruritania used crowd-control weapons.",
        "Crowd-control weapons were used against six miners.", "Crowd-control weapons were used.",
    ),
    "ASSAULT/primitive": (
        "Ruritania attacked Freedonia with simple weapons.", "Ruritania carried out an attack with simple weapons.",
        "Six miners were attacked with simple weapons.", "An attack with simple weapons was carried out.",
    ),
    "ASSAULT/firearms": (
        "Ruritania attacked Freedonia with firearms.", "Ruritania carried out an attack with firearms.",
        "Six miners were attacked with firearms.", "An attack with firearms was carried out.",
    ),
    "ASSAULT/explosives": (
        "Ruritania attacked Freedonia with explosives.", "Ruritania carried out an attack with explosives.",
        "Six miners were attacked with explosives.", "An attack with explosives was carried out.",
    ),
    "ASSAULT/targeted": (
        "Ruritania carried out a targeted attack on Freedonia.", "Ruritania carried out a targeted attack.",
        "A targeted attack was carried out on six miners.", "A targeted attack was carried out.",
    ),
    "ASSAULT/suicide-attack": (
        "Ruritania carried out a suicide attack on Freedonia.", "Ruritania carried out a suicide attack.",
        "A suicide attack was carried out on six miners.", "A suicide attack was carried out.",
    ),
    "ASSAULT/aerial": (
        "Ruritania attacked Freedonia from the air.", "Ruritania carried out an attack from the air.",
        "Six miners were attacked from the air.", "An attack from the air was carried out.",
    ),
    "ASSAULT/drone": (
        "Ruritania attacked Freedonia with drones.", "Ruritania carried out an attack with drones.",
        "Six miners were attacked with drones.", "An attack with drones was carried out.",
    ),
    "ASSAULT/heavy-weapons": (
        "Ruritania attacked Freedonia with heavy weapons.", "Ruritania carried out an attack with heavy weapons.",
        "Six miners were attacked with heavy weapons.", "An attack with heavy weapons was carried out.",
    ),
    "ASSAULT/unconventional": (
        "Ruritania attacked Freedonia with unconventional weapons.", "Ruritania carried out an attack with unconventional weapons.",
        "Six miners were attacked with unconventional weapons.", "An attack with unconventional weapons was carried out.",
    ),
    "COERCE": (
        "Ruritania took a coercive measure against Freedonia.", "Ruritania took a coercive measure.",
        "A coercive measure was taken against six miners.", "A coercive measure was taken.",
    ),
    "COERCE/seize": (
        "Ruritania seized property or territory of Freedonia.", "Ruritania seized property or territory.",
        "Property or territory of six miners was seized.", "Property or territory was seized.",
    ),
    "COERCE/restrict": (
        "Ruritania imposed a restriction on Freedonia.", "Ruritania imposed a restriction.",
        "A restriction was imposed on six miners.", "A restriction was imposed.",
    ),
    "COERCE/arrest": (
        "Ruritania ordered or made an arrest concerning Freedonia.", "Ruritania ordered or made an arrest.",
        "The arrest of six miners was ordered or made.", "An arrest was ordered or made.",
    ),
    "COERCE/deport": (
        "Ruritania carried out a deportation concerning Freedonia.", "Ruritania carried out a deportation.",
        "Six miners were deported.", "A deportation was carried out.",
    ),
    "COERCE/withhold": (
        "Ruritania withheld money or goods from Freedonia.", "Ruritania withheld money or goods.",
        "Money or goods were withheld from six miners.", "Money or goods were withheld.",
    ),
    "COERCE/cyber": (
        "Ruritania carried out a cyberattack on Freedonia.", "Ruritania carried out a cyberattack.",
        "A cyberattack was carried out on six miners.", "A cyberattack was carried out.",
    ),
    "COERCE/censor": (
        "Ruritania took a measure of censorship against Freedonia.", "Ruritania took a measure of censorship.",
        "A measure of censorship was taken against six miners.", "A measure of censorship was taken.",
    ),
    "COERCE/curfew": (
        "Ruritania imposed a curfew or state of emergency on Freedonia.", "Ruritania imposed a curfew or state of emergency.",
        "A curfew or state of emergency was imposed on six miners.", "A curfew or state of emergency was imposed.",
    ),
    "COERCE/misinformation": (
        "Ruritania spread disinformation against Freedonia.", "Ruritania spread disinformation.",
        "Disinformation was spread against six miners.", "Disinformation was spread.",
    ),
    "COERCE/martial-law": (
        "Ruritania imposed martial law on Freedonia.", "Ruritania imposed martial law.",
        "Martial law was imposed on six miners.", "Martial law was imposed.",
    ),
    "MOBILIZE": (
        "Ruritania moved or readied forces with regard to Freedonia.", "Ruritania moved or readied forces.",
        "Forces were moved or readied with regard to six miners.", "Forces were moved or readied.",
    ),
    "MOBILIZE/troops": (
        "Ruritania moved or readied troops with regard to Freedonia.", "Ruritania moved or readied troops.",
        "Troops were moved or readied with regard to six miners.", "Troops were moved or readied.",
    ),
    "MOBILIZE/weapons": (
        "Ruritania deployed or tested weapons with regard to Freedonia.", "Ruritania deployed or tested weapons.",
        "Weapons were deployed or tested with regard to six miners.", "Weapons were deployed or tested.",
    ),
    "MOBILIZE/police": (
        "Ruritania deployed police with regard to Freedonia.", "Ruritania deployed police.",
        "Police were deployed with regard to six miners.", "Police were deployed.",
    ),
    "MOBILIZE/militia": (
        "Ruritania raised irregular forces with regard to Freedonia.", "Ruritania raised irregular forces.",
        "Irregular forces were raised with regard to six miners.", "Irregular forces were raised.",
    ),
    "PROTEST": (
        "Ruritania protested against Freedonia.", "Ruritania protested.",
        "A protest against six miners took place.", "A protest took place.",
    ),
    "PROTEST/demo": (
        "Ruritania held a demonstration against Freedonia.", "Ruritania held a demonstration.",
        "A demonstration was held against six miners.", "A demonstration was held.",
    ),
    "PROTEST/riot": (
        "Ruritania rioted against Freedonia.", "Ruritania rioted.",
        "A riot against six miners took place.", "A riot took place.",
    ),
    "PROTEST/strike": (
        "Ruritania went on strike against Freedonia.", "Ruritania went on strike.",
        "A strike against six miners took place.", "A strike took place.",
    ),
    "PROTEST/hunger": (
        "Ruritania went on hunger strike against Freedonia.", "Ruritania went on hunger strike.",
        "A hunger strike against six miners took place.", "A hunger strike took place.",
    ),
    "PROTEST/boycott": (
        "Ruritania boycotted Freedonia.", "Ruritania held a boycott.",
        "Six miners were boycotted.", "A boycott was held.",
    ),
    "PROTEST/obstruct": (
        "Ruritania staged a blockade against Freedonia.", "Ruritania staged a blockade.",
        "A blockade was staged against six miners.", "A blockade was staged.",
    ),
    "PROTEST/vandalize": (
        "Ruritania damaged property in protest against Freedonia.", "Ruritania damaged property in protest.",
        "Damage to property in protest against six miners took place.", "Damage to property in protest took place.",
    ),
    "SANCTION": (
        "Ruritania imposed a sanction on Freedonia.", "Ruritania imposed a sanction.",
        "A sanction was imposed on six miners.", "A sanction was imposed.",
    ),
    "SANCTION/convict": (
        "Ruritania imposed a penalty on Freedonia.", "Ruritania imposed a penalty.",
        "A penalty was imposed on six miners.", "A penalty was imposed.",
    ),
    "SANCTION/expel": (
        "Ruritania expelled representatives of Freedonia.", "Ruritania ordered an expulsion.",
        "Six miners were expelled.", "An expulsion was ordered.",
    ),
    "SANCTION/withdraw": (
        "Ruritania stepped back from relations with Freedonia.", "Ruritania stepped back from relations.",
        "A step back from relations with six miners took place.", "A step back from relations took place.",
    ),
    "SANCTION/discontinue": (
        "Ruritania cut back dealings with Freedonia.", "Ruritania cut back dealings.",
        "Dealings with six miners were cut back.", "Dealings were cut back.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", ACTS)
def test_every_type_and_mode_has_whole_sentences(key: str) -> None:
    type, _, mode = key.partition("/")
    sides = (((RURITANIA,), (FREEDONIA,)), ((RURITANIA,), ()), ((), (MINERS,)), ((), ()))
    found = [wording.sentence(event(type=type, mode=mode or None, actors=a, recipients=r)) for a, r in sides]
    assert found == list(ACTS[key])


def test_no_type_and_no_mode_of_the_codebook_is_forgotten() -> None:
    tables = [table for table in load().codebook.values() if table["type"] != "CONSULT"]
    modes = {f"{table['type']}/{mode}" for table in tables for mode in table["modes"]}
    assert set(ACTS) == {table["type"] for table in tables} | modes


def test_a_claim_names_the_speaker_it_stands_in() -> None:
    said = Statement(
        id="s-1", document="d-1", speaker=POLAND, kind="indirect", trigger=SPAN, spans=(SPAN,), evidence=(SPAN,),
        coding=CODING,
    )  # fmt: skip
    claim = event(mode="meet", actors=(SANDU, DUDA), standing="claimed", statement="s-1")
    by = wording.claimed_by([claim, claim.model_copy(update={"statement": "s-2"})], {"s-1": said})
    assert wording.sentence(claim, by=by) == "Claimed by Poland: Maia Sandu met Andrzej Duda."
