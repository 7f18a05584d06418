"""Pairs of reports, by what they tell: one event or two."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from dragoman.live.merge import merge
from dragoman.record import Coding, Document, Event, Party, Report, Span
from dragoman.when import When

LUKA = Party(kind="person", name="Alexander Lukashenko", entity="luka", country="BLR", role="president")
LUKA_BE = Party(kind="person", name="Aliaksandr Lukashenka", country="BLR")
PUTIN = Party(kind="person", name="Vladimir Putin", entity="putin", country="RUS", role="president")
LAVROV = Party(kind="person", name="Sergey Lavrov", entity="lavrov", country="RUS", role="foreign minister")
MAKEI = Party(kind="person", name="Vladimir Makei", entity="makei", country="BLR", role="foreign minister")
MAKEY = Party(kind="person", name="Uladzimir Makey", country="BLR")
MEDINSKY = Party(kind="person", name="Vladimir Medinsky", country="RUS")
PODOLYAK = Party(kind="person", name="Mykhailo Podolyak", country="UKR")
GRYZLOV = Party(kind="person", name="Boris Gryzlov", country="RUS", role="ambassador")
BEGLOV = Party(kind="person", name="Alexander Beglov", country="RUS", role="governor")
BLR, RUS, UKR, TUR, KAZ = (
    Party(kind="state", name=n, country=c)
    for n, c in (("Belarus", "BLR"), ("Russia", "RUS"), ("Ukraine", "UKR"), ("Turkey", "TUR"), ("Kazakhstan", "KAZ"))
)
OSCE = Party(kind="body", name="OSCE")


def when(text: str) -> When:
    """2022-03-11, 03-01..03-31 (some day between), 06-29/07-01 (from, to); all of 2022; empty: unknown."""
    if not text:
        return When()
    ends = [date.fromisoformat("2022-" + part) for part in text.replace("/", "..").split("..")]
    return When(earliest=ends[0], latest=ends[-1], lasts="/" in text)


def told(
    document: str, day: str, *who: Party, id: str = "", says: str = "The two sides met that day.", **fields: Any
) -> Report:
    """A report as a coder would make it; the same document letter is the same document."""
    name = id or f"e-{document}"
    start = fields.pop("at", 0)
    span = Span(document=document, text=f"t-{document}", start=start, end=start + len(says), exact=says)
    trigger = Span(document=document, text=f"t-{document}", start=start, end=start + 3, exact=says[:3])
    origin = fields.pop("origin", document)
    fields = {"type": "CONSULT", "mode": "meet", "actors": who, **fields}
    event = Event(
        id=name, document=document, when=when(day), trigger=trigger, evidence=(span,),
        coding=Coding(coder="table", version="1", confidence=0.9), **fields,
    )  # fmt: skip
    seen = datetime(2022, 9, 1)
    paper = Document(
        id=document, sha256="", retrieved=seen, published=When.on(date(2022, 8, 1 + ord(document[0]) % 20))
    )
    return Report(event, paper, origin, 1)


FIDAN = Party(kind="person", name="Hakan Fidan", country="TUR")
SOKOL, DANEK = (Party(kind="person", name=n) for n in ("Hanna Sokol", "Petr Danek"))
PHONE = {"mode": "phone"}
VISIT = {"mode": "visit"}
TALKS = {"mode": "negotiate"}
SUMMIT = {"mode": "multilateral", "format": "CSTO summit", "place": "Moscow"}

ONE = {
    "same people, day and mode": (told("a", "03-11", LUKA, PUTIN), told("b", "03-11", LUKA, PUTIN)),
    "spelled in two ways": (told("a", "03-11", LUKA, PUTIN), told("b", "03-11", LUKA_BE, PUTIN)),
    "spelled in two ways, minister": (told("a", "03-05", MAKEI, LAVROV, **PHONE), told("b", "03-05", MAKEY, LAVROV, **PHONE)),
    "visit and meeting": (told("a", "03-11", LUKA, PUTIN, **VISIT), told("b", "03-11", LUKA, PUTIN)),
    "who came and who received the other way round": (
        told("a", "03-11", LUKA, recipients=(PUTIN,)), told("b", "03-11", PUTIN, recipients=(LUKA,))),
    "meeting and negotiations": (told("a", "03-03", RUS, UKR, **TALKS), told("b", "03-03", RUS, UKR)),
    "one more delegate": (told("a", "03-11", LUKA, PUTIN, MEDINSKY), told("b", "03-11", LUKA, PUTIN)),
    "named by one, only the states by the other": (told("a", "03-11", LUKA, PUTIN), told("b", "03-11", BLR, RUS)),
    "one names one side, the other the other": (
        told("a", "03-03", MEDINSKY, UKR, **TALKS), told("b", "03-03", RUS, PODOLYAK, **TALKS)),
    "guest only and guest with host": (told("a", "03-11", LUKA, place="Moscow"), told("b", "03-11", LUKA, PUTIN)),
    "palace and its town": (
        told("a", "03-11", LUKA, PUTIN, place="Kremlin, Moscow"), told("b", "03-11", LUKA, PUTIN, place="Moscow")),
    "place known to one": (told("a", "03-11", LUKA, PUTIN, place="Sochi"), told("b", "03-11", LUKA, PUTIN)),
    "host told by one, who is no party": (
        told("a", "02-28", RUS, UKR, host=BLR, **TALKS), told("b", "02-28", RUS, UKR, **TALKS)),
    "host told as party by one": (
        told("a", "02-28", RUS, UKR, BLR, host=BLR, **TALKS), told("b", "02-28", RUS, UKR, **TALKS)),
    "two hosts told": (
        told("a", "02-28", RUS, UKR, host=BLR, **TALKS), told("b", "02-28", RUS, UKR, host=TUR, **TALKS)),
    "a day apart, same people and town": (
        told("a", "03-11", LUKA, PUTIN, place="Moscow"), told("b", "03-12", LUKA, PUTIN, place="Moscow")),
    "a day apart, same round": (
        told("a", "03-03", MEDINSKY, PODOLYAK, round=2, **TALKS), told("b", "03-04", MEDINSKY, PODOLYAK, round=2, **TALKS)),
    "round known to one": (told("a", "03-03", RUS, UKR, round=2, **TALKS), told("b", "03-03", RUS, UKR, **TALKS)),
    "same people, other level told": (
        told("a", "03-11", LUKA, PUTIN, level="heads of state"), told("b", "03-11", LUKA, PUTIN, level="government")),
    "same people, same country, other town told": (
        told("a", "03-03", MEDINSKY, PODOLYAK, place="Brest", place_country="BLR", **TALKS),
        told("b", "03-03", MEDINSKY, PODOLYAK, place="Belovezh", place_country="BLR", **TALKS)),
    "one call": (told("a", "07-11", LUKA, PUTIN, **PHONE), told("b", "07-11", LUKA, PUTIN, **PHONE)),
    "call told as video, both ends named": (
        told("a", "07-11", LUKA, PUTIN, **PHONE), told("b", "07-11", LUKA, PUTIN, mode="video")),
    "summit with different guests named": (
        told("a", "05-16", LUKA, PUTIN, **SUMMIT), told("b", "05-16", KAZ, LUKA, **SUMMIT)),
    "stay of three days told twice": (
        told("a", "06-29/07-01", LAVROV, BLR, **VISIT), told("b", "06-29/07-01", LAVROV, BLR, **VISIT)),
    "stay, and its first day": (told("a", "06-29/07-01", LAVROV, BLR, **VISIT), told("b", "06-29", LAVROV, BLR, **VISIT)),
    "stay, and its last day": (told("a", "06-29/07-01", LAVROV, BLR, **VISIT), told("b", "07-01", LAVROV, BLR, **VISIT)),
    "the month, and the one day in it": (told("a", "03-01..03-31", LUKA, PUTIN), told("b", "03-11", LUKA, PUTIN)),
    "the same month, same people": (told("a", "03-01..03-31", LUKA, PUTIN), told("b", "03-01..03-31", LUKA, PUTIN)),
    "unknown day, copies of one text": (
        told("a", "", LUKA, PUTIN, origin="a"), told("b", "", LUKA, PUTIN, origin="a")),
    "claimed by one, stated by the other": (
        told("a", "03-11", LUKA, PUTIN, standing="claimed"), told("b", "03-11", LUKA, PUTIN)),
    "under way and over": (
        told("a", "03-03", RUS, UKR, status="under way", **TALKS), told("b", "03-03", RUS, UKR, **TALKS)),
    "planned by both": (
        told("a", "06-30", LAVROV, MAKEI, status="planned"), told("b", "06-30", LAVROV, MAKEI, status="planned")),
    "one promise": (
        told("a", "03-12", RUS, type="AGREE", mode=None, content="PROVIDE/aid", recipients=(BLR,)),
        told("b", "03-12", RUS, type="AGREE", mode=None, content="PROVIDE/aid", recipients=(BLR,))),
    "one promise, told a day later": (
        told("a", "03-12", RUS, type="AGREE", mode=None, content="PROVIDE/aid", recipients=(BLR,)),
        told("b", "03-13", RUS, type="AGREE", mode=None, content="PROVIDE/aid", recipients=(BLR,))),
    "headline and text of one document": (
        told("a", "03-11", LUKA, PUTIN, id="e-1"), told("a", "03-11", LUKA, PUTIN, id="e-2", at=400)),
    "fewer states, same level and town": (
        told("a", "03-10", RUS, UKR, TUR, level="foreign ministers", place="Antalya"),
        told("b", "03-10", RUS, UKR, level="foreign ministers", place="Antalya")),
    "told by the minister who received the delegations, and by their heads": (
        told("a", "03-29", RUS, UKR, recipients=(FIDAN,), host=FIDAN, level="foreign ministers", **VISIT),
        told("b", "03-29", MEDINSKY, PODOLYAK, host=TUR, level="experts")),
    "a country left open by one": (
        told("a", "03-11", LUKA, PUTIN), told("b", "03-11", LUKA, PUTIN.model_copy(update={"country": None}))),
    "a body takes part": (told("a", "03-09", MAKEI, OSCE), told("b", "03-09", MAKEY, OSCE)),
}  # fmt: skip

TWO = {
    "two calls in one month": (told("a", "07-11", LUKA, PUTIN, **PHONE), told("b", "07-22", LUKA, PUTIN, **PHONE)),
    "calls on two days running": (told("a", "07-11", LUKA, PUTIN, **PHONE), told("b", "07-12", LUKA, PUTIN, **PHONE)),
    "two rounds on two days running": (
        told("a", "03-03", MEDINSKY, PODOLYAK, round=2, place="Brest", **TALKS),
        told("b", "03-04", MEDINSKY, PODOLYAK, round=3, place="Brest", **TALKS)),
    "rounds four days apart": (told("a", "03-03", RUS, UKR, **TALKS), told("b", "03-07", RUS, UKR, **TALKS)),
    "two rounds on one day": (told("a", "03-03", RUS, UKR, round=2, **TALKS), told("b", "03-03", RUS, UKR, round=3, **TALKS)),
    "two-sided meeting at a summit": (
        told("a", "05-16", LUKA, PUTIN, **SUMMIT), told("b", "05-16", LUKA, PUTIN, place="Moscow")),
    "two summits on a day": (
        told("a", "05-16", RUS, KAZ, **SUMMIT), told("b", "05-16", RUS, KAZ, mode="multilateral", format="EAEU forum")),
    "call in the morning, meeting at night": (told("a", "03-11", LUKA, PUTIN, **PHONE), told("b", "03-11", LUKA, PUTIN)),
    "a letter and a call": (told("a", "03-11", LUKA, PUTIN, mode="letter"), told("b", "03-11", LUKA, PUTIN, **PHONE)),
    "other ministers on the same day": (told("a", "06-30", LAVROV, LUKA), told("b", "06-30", LAVROV, MAKEI)),
    "presidents and ministers on the same day": (told("a", "03-11", LUKA, PUTIN), told("b", "03-11", MAKEI, LAVROV)),
    "two guests on one day": (told("a", "05-12", LUKA, GRYZLOV), told("b", "05-12", LUKA, BEGLOV)),
    "other level, nobody named": (
        told("a", "03-11", BLR, RUS, level="experts"), told("b", "03-11", BLR, RUS, level="military")),
    "other town, nobody named": (
        told("a", "03-11", BLR, RUS, place="Minsk"), told("b", "03-11", BLR, RUS, place="Moscow")),
    "same people, towns in two countries": (
        told("a", "03-11", LUKA, PUTIN, place="Minsk", place_country="BLR"),
        told("b", "03-11", LUKA, PUTIN, place="Moscow", place_country="RUS")),
    "other states": (told("a", "03-11", BLR, RUS), told("b", "03-11", BLR, KAZ)),
    "fewer states in the same town": (
        told("a", "03-10", RUS, UKR, TUR, place="Antalya"), told("b", "03-10", RUS, UKR, place="Antalya")),
    "one state only, same level and town": (
        told("a", "03-10", RUS, UKR, level="foreign ministers", place="Antalya"),
        told("b", "03-10", UKR, level="foreign ministers", place="Antalya")),
    "fewer states, nobody named": (told("a", "03-10", RUS, UKR, TUR), told("b", "03-10", RUS, UKR)),
    "stay and the talks on its second day": (
        told("a", "06-29/07-01", LAVROV, BLR, **VISIT), told("b", "06-30", LAVROV, MAKEI)),
    "stay and the talks on its first day": (
        told("a", "06-29/07-01", LAVROV, BLR, **VISIT), told("b", "06-29", LAVROV, MAKEI)),
    "two stays of one week": (
        told("a", "06-20/06-22", LAVROV, BLR, **VISIT), told("b", "06-23/06-25", LAVROV, BLR, **VISIT)),
    "a day apart, nobody named": (
        told("a", "03-11", BLR, RUS, place="Moscow"), told("b", "03-12", BLR, RUS, place="Moscow")),
    "a day apart, no place": (told("a", "03-11", LUKA, PUTIN), told("b", "03-12", LUKA, PUTIN)),
    "two days apart": (
        told("a", "03-11", LUKA, PUTIN, place="Moscow"), told("b", "03-13", LUKA, PUTIN, place="Moscow")),
    "a year": (told("a", "01-01..12-31", LUKA, PUTIN), told("b", "03-11", LUKA, PUTIN)),
    "unknown day, two texts": (told("a", "", LUKA, PUTIN), told("b", "", LUKA, PUTIN)),
    "unknown day and a day": (told("a", "", LUKA, PUTIN, origin="a"), told("b", "03-11", LUKA, PUTIN, origin="a")),
    "the same month, nobody named": (told("a", "03-01..03-31", RUS, UKR), told("b", "03-01..03-31", RUS, UKR)),
    "planned and happened": (told("a", "06-30", LAVROV, MAKEI, status="planned"), told("b", "06-30", LAVROV, MAKEI)),
    "denied": (told("a", "06-30", LAVROV, MAKEI, standing="denied"), told("b", "06-30", LAVROV, MAKEI)),
    "called off and planned": (
        told("a", "06-30", LAVROV, MAKEI, status="called off"), told("b", "06-30", LAVROV, MAKEI, status="planned")),
    "promise and refusal": (
        told("a", "03-12", RUS, type="AGREE", mode=None, recipients=(BLR,)),
        told("b", "03-12", RUS, type="REJECT", mode=None, recipients=(BLR,))),
    "promise by the other side": (
        told("a", "03-12", RUS, type="AGREE", mode=None, recipients=(BLR,)),
        told("b", "03-12", BLR, type="AGREE", mode=None, recipients=(RUS,))),
    "two promises": (
        told("a", "03-12", RUS, type="AGREE", mode=None, content="PROVIDE/aid", recipients=(BLR,)),
        told("b", "03-12", RUS, type="AGREE", mode=None, content="CONSULT/meet", recipients=(BLR,))),
    "told apart by one document": (
        told("a", "03-11", LUKA, PUTIN, id="e-1", says="They met in the morning for an hour."),
        told("a", "03-11", LUKA, PUTIN, id="e-2", at=400, says="They met again late in the evening.")),
    "two events of one sentence": (
        told("a", "03-11", LUKA, PUTIN, id="e-1"), told("a", "03-11", LUKA, PUTIN, id="e-2")),
    "two people of unknown country": (told("a", "03-11", LUKA, SOKOL), told("b", "03-11", LUKA, DANEK)),
    "nobody and nothing known": (told("a", "03-11"), told("b", "03-11")),
    "two of one surname": (
        told("a", "03-11", LUKA, PUTIN),
        told("b", "03-11", LUKA.model_copy(update={"name": "Viktor Lukashenko", "entity": "viktor"}), PUTIN)),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_these_tell_one_event(name: str) -> None:
    assert [sorted(r.event.id for r in c.reports) for c in merge(ONE[name])] == [sorted(r.event.id for r in ONE[name])]


@pytest.mark.parametrize("name", TWO)
def test_these_tell_two_events(name: str) -> None:
    assert sorted(len(c.reports) for c in merge(TWO[name])) == [1, 1]
