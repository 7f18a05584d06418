"""Contacts told by a verb: who met, received, visited, called, attended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.code.contacts.draft import (
    Draft,
    Force,
    both_sides,
    cities,
    dated,
    drafted,
    force_of,
    is_back,
    is_press,
    lands,
    medium_of,
    merged,
    standing_before,
)
from dragoman.mark.cues import Cues
from dragoman.mark.scene import (
    Named,
    Scene,
    body_as_written,
    groups_near,
    place_in,
    strangers,
    unnamed,
    who,
)
from dragoman.marks import Time
from dragoman.text import grammar
from dragoman.text.grammar import Tree


def _meet(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    if told is not None and grammar.is_passive(t, i) and grammar.agents(t, i):
        yield from _host(scene, s, t, i, cues)  # "was met at the airport by Rama"
    down = any(t.tokens[k].text.lower() in {"down", "together"} for k in t.children(i))
    if told is None or grammar.is_passive(t, i) or (t.tokens[i].lemma.lower() == "sit" and not down):
        return
    time, day = dated(scene, s, i)
    actors = standing_before(scene, s, t, i) or who(scene, s, grammar.subjects(t, i), day)
    direct = [k for k in grammar.objects(t, i) if t.tokens[k].tag != "CD"]  # "met one-to-one"
    partners = list(dict.fromkeys([*direct, *grammar.after(t, i, "with"), *grammar.within(t, i, "with")]))
    others = who(scene, s, partners, day, actors)
    actors, others = both_sides(scene, s, actors, grammar.subjects(t, i), others, partners)
    if direct and not (who(scene, s, direct, day, actors) or strangers(scene, s, direct)):
        return  # meet the demand, the deadline
    if actors and not others:
        others = unnamed(scene, s, partners)
    if t.tokens[i].lemma.lower() == "sit" and not actors:
        return  # "the one capital whose president sat down with both"
    everyone = merged(actors, others)
    if (
        len(everyone) == 1
        and not others
        and everyone[0].party.country not in scene.book.states
        and t.tokens[grammar.subjects(t, i)[0]].tag == "NNS"
    ):
        yield drafted(scene, s, t, i, "meet", "multilateral", everyone, told, time)  # "the leaders of the alliance met"
        return
    if len(everyone) >= 2 or (others and not actors):
        if not (actors and others) and len(lands(everyone)) < 2:
            return
        mode = medium_of(scene, t, i, cues) or "meet"
        first, second = _in_turn(t, i, others)
        yield drafted(scene, s, t, i, "meet", mode, merged(actors, first), told, time)
        if second:
            more = drafted(scene, s, t, i, "meet", mode, merged(actors, second), told, time)
            more.fresh = True
            yield more


def _in_turn(t: Tree, i: int, others: list[Named]) -> tuple[list[Named], list[Named]]:
    """ "met Rama, then Kurti", "first met Rama and later Kurti": two meetings."""
    turn = next((x.start for k, x in enumerate(t.tokens) if k > i and _is_turn(t, k)), None)
    first = [n for n in others if turn is None or n.start < turn]
    return (first, [n for n in others if n not in first]) if first else (others, [])


def _is_turn(t: Tree, k: int) -> bool:
    word = t.tokens[k].text.lower()
    return word in {"then", "later", "afterwards", "separately"} or (word == "day" and t.tokens[k - 1].text == "same")


def _host(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    if told is None:
        return
    time, day = dated(scene, s, i)
    if grammar.is_passive(t, i):
        guests, heads = grammar.subjects(t, i), grammar.agents(t, i)
    else:
        heads, guests = grammar.subjects(t, i), grammar.objects(t, i)
    hosts = who(scene, s, heads, day)
    visitors = who(scene, s, guests, day, hosts)
    hosts, visitors = both_sides(scene, s, hosts, heads, visitors, guests)
    if (
        not visitors
        or not (hosts or heads)
        or any(t.tokens[g].lemma.lower() in cues.words["en"]["nouns"] for g in guests)
    ):
        return
    if not hosts:
        hosts = cities(scene, s, heads)
        if not hosts:
            return
    draft = drafted(scene, s, t, i, "visit", "visit", visitors, told, time)
    if len({n.party.country for n in visitors}) > 1 and all(h.party.kind != "person" for h in hosts):
        draft.mode, draft.third = "negotiate", hosts  # a city that hosted the leaders of others
    draft.hosts = hosts
    yield draft


def _visit(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    if told is None:
        return
    time, day = dated(scene, s, i)
    passive = grammar.is_passive(t, i)
    visitors = who(scene, s, grammar.agents(t, i) if passive else grammar.subjects(t, i), day)
    goals = grammar.subjects(t, i) if passive else grammar.objects(t, i)
    if visitors and goals:
        yield from _visitors(scene, s, t, i, goals, visitors, told, time, day)


def _visitors(
    scene: Scene,
    s: int,
    t: Tree,
    i: int,
    goals: list[int],
    visitors: list[Named],
    told: Force,
    time: Time | None,
    day: date | None,
) -> Iterator[Draft]:
    hosts = [h for h in who(scene, s, goals) if h.key not in {v.key for v in visitors}]
    people = [h for h in hosts if h.party.kind == "person"]
    hosts = people or hosts or cities(scene, s, goals)
    draft = drafted(scene, s, t, i, "visit", "visit", visitors, told, time)
    draft.place = draft.place or place_in(scene, s, goals)
    home = {v.party.country for v in visitors}
    if not hosts:
        if len(visitors) < 2:
            return
        draft.hosts = []  # a site seen together
    elif all(h.party.country in home for h in hosts) and not people:
        return  # at home
    else:
        draft.hosts = hosts
    yield draft


def _arrive(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    if told is None:
        return
    goals = grammar.after(t, i, "to", "in", "at")
    below = {t.tokens[k].lemma.lower() for k in t.under(i)}
    time, day = dated(scene, s, i)
    dates_it = t.tokens[i].lemma.lower() == "come" and day is not None
    if t.tokens[i].lemma.lower() in {"come", "go"} and not below & {"visit", "trip"} and not dates_it:
        return
    visitors = [v for v in who(scene, s, grammar.subjects(t, i), day) if v.party.kind == "person"]
    hosts = [h for h in cities(scene, s, goals) if h.party.country not in {v.party.country for v in visitors}]
    if visitors and hosts:
        draft = drafted(scene, s, t, i, "arrive", "visit", visitors, told, time)
        draft.place = draft.place or place_in(scene, s, goals)
        draft.hosts = hosts[:1]
        yield draft


_OF_ITSELF = {"negotiate": "negotiate", "consult": "meet", "confer": "meet"}
_ON_A_SUBJECT = {"discuss", "review", "exchange", "tell", "inform"}


def _speak(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    if told is None:
        return
    medium = medium_of(scene, t, i, cues)
    time, day = dated(scene, s, i)
    actors = who(scene, s, grammar.subjects(t, i), day)
    lemma = t.tokens[i].lemma.lower()
    partners = grammar.after(t, i, "with", "to")
    if lemma in {"tell", "inform"}:
        partners += grammar.objects(t, i)
    partners = partners or (grammar.within(t, i, "with") if medium else [])
    others = who(scene, s, partners, day, actors)
    actors, others = both_sides(scene, s, actors, grammar.subjects(t, i), others, grammar.after(t, i, "with"))
    everyone = merged(actors, others)
    if lemma in _OF_ITSELF:
        medium = medium or _OF_ITSELF[lemma]
    elif lemma in _ON_A_SUBJECT and not medium:
        return  # "discussed the plan with": where, and whether in person, is not told
    elif not medium and not grammar.after(t, i, "with") and not _to_people(scene, s, grammar.after(t, i, "to")):
        return  # "spoke to the press", "the two spoke"
    if len(everyone) >= 2 and (others or (medium and len(lands(everyone)) > 1)):
        yield drafted(scene, s, t, i, "conversation", medium, everyone, told, time)


def _to_people(scene: Scene, s: int, heads: list[int]) -> bool:
    """ "talked to Kurti", not "spoke to the press"."""
    return any(n.party.kind == "person" and n.party.name for n in who(scene, s, heads))


def _sign(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    """ "flew to Baku, where she signed a memorandum with Aliyev": they met there."""
    told = force_of(t, i)
    where = any(t.tokens[k].text.lower() == "where" for k in t.children(i, "advmod"))
    if told is None or not where or t.tokens[i].dep != "relcl":
        return
    time, day = dated(scene, s, i)
    actors = who(scene, s, grammar.subjects(t, i), day)
    others = [n for n in who(scene, s, grammar.within(t, i, "with"), day, actors) if n.party.kind == "person"]
    if actors and others:
        yield drafted(scene, s, t, i, "meeting", "meet", merged(actors, others), told, time)


_ENVOYS = {"ambassador", "envoy", "diplomat", "chargé", "charge", "consul", "affaires"}


def _convene(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    if told is None or grammar.is_passive(t, i):
        return
    time, day = dated(scene, s, i)
    actors, goals = who(scene, s, grammar.subjects(t, i), day), grammar.objects(t, i)
    if t.tokens[i].lemma.lower() == "summon" and any(t.tokens[g].lemma.lower() in _ENVOYS for g in goals):
        return  # a protest, told by the events (ACCUSE)
    others = who(scene, s, goals, day) or unnamed(scene, s, goals)
    if actors and others:
        yield drafted(scene, s, t, i, "meeting", "meet", merged(actors, others), told, time)
    elif not goals and len(lands(actors)) > 1:  # "the presidents of A and B gathered in Split"
        yield drafted(scene, s, t, i, "meeting", "meet", actors, told, time)


def _call(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    passive = grammar.is_passive(t, i)
    goals = grammar.subjects(t, i) if passive else grammar.objects(t, i)
    if told is not None and not passive and not goals and not told.future:
        yield from _call_on(scene, s, t, i, told)
    named_as = list(t.children(i, "oprd"))
    order = any(not any(t.tokens[a].text.lower() == "to" for a in t.children(k, "aux")) for k in t.children(i, "xcomp"))
    if told is None or order or any(t.children(i, "ccomp", "prt")) or (goals and named_as):
        return  # "called on", "called off", "called him a partner"
    time, day = dated(scene, s, i)
    actors = who(scene, s, grammar.agents(t, i) if passive else grammar.subjects(t, i), day)
    others = who(scene, s, goals or named_as, day, actors)
    actors, others = both_sides(
        scene, s, actors, grammar.agents(t, i) if passive else grammar.subjects(t, i), others, goals
    )
    if actors and others and all(o.party.kind == "person" for o in others):
        yield drafted(scene, s, t, i, "call", "phone", merged(actors, others), told, time)


def _call_on(scene: Scene, s: int, t: Tree, i: int, told: Force) -> Iterator[Draft]:
    """ "called on Rama on 3 May": a visit; "called on Rama to resign" is a request."""
    time, day = dated(scene, s, i)
    asked = any(t.tokens[a].text.lower() == "to" for k in t.kids[i] for a in t.children(k, "aux"))
    hosts = [h for h in who(scene, s, grammar.after(t, i, "on"), day) if h.party.kind == "person"]
    visitors = who(scene, s, grammar.subjects(t, i), day, hosts)
    if visitors and hosts and day and not asked:
        draft = drafted(scene, s, t, i, "visit", "visit", visitors, told, time)
        draft.hosts = hosts[:1]
        yield draft


def _attend(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    lemma = t.tokens[i].lemma.lower()
    if told is None or (
        lemma == "take" and not any(t.tokens[k].lemma.lower() == "part" for k in t.children(i, "dobj"))
    ):
        return
    goals = grammar.after(t, i, "in", "at")
    if lemma == "take":
        goals += [k for p in t.children(i, "dobj") for k in grammar.after(t, p, "in")]
    if lemma in {"attend", "join", "address"}:
        goals += grammar.objects(t, i)
    nouns = cues.words["en"]["nouns"]
    alone = not goals and lemma in {"take", "participate"}
    goals = [g for g in goals if t.tokens[g].lemma.lower() in nouns and not is_press(t, g)]
    if alone and not told.negated:  # "Rama and Kurti took part": in what was told before
        time, day = dated(scene, s, i)
        draft = drafted(scene, s, t, i, "part", "multilateral", who(scene, s, grammar.subjects(t, i), day), told, time)
        draft.joins = draft.back = True
        yield draft
    if not goals and not told.negated and _is_it(t, i):  # "Rama took part in it"
        time, day = dated(scene, s, i)
        draft = drafted(scene, s, t, i, "part", "multilateral", who(scene, s, grammar.subjects(t, i), day), told, time)
        draft.joins = draft.back = True
        yield draft
    if not goals:
        return
    goal = goals[0]
    time, day = dated(scene, s, i)
    actors = who(scene, s, grammar.subjects(t, i), day)
    if not actors:
        return
    over = merged(
        groups_near(scene, s, t, goal), who(scene, s, grammar.after(t, goal, "of", "between", "with", "among"), day)
    )
    over = over or body_as_written(scene, s, grammar.after(t, goal, "of"))
    roof = [n for n in over if n.key not in {a.key for a in actors}]
    mode = nouns[t.tokens[goal].lemma.lower()]
    draft = drafted(
        scene, s, t, i, t.tokens[goal].lemma.lower(), "meet" if mode == "phone?" else mode, [*actors, *roof], told, time
    )
    if mode in {"meet", "phone?"} and any(n.party.country not in scene.book.states for n in roof):
        draft.mode = "multilateral"
    draft.words = (i, goal)
    draft.joins = not roof and is_back(t, goal) and mode != "multilateral"
    draft.back = draft.joins
    if draft.joins and told.negated:
        return
    if draft.joins or (draft.mode == "multilateral" and lemma != "address") or len(lands(draft.actors)) > 1:
        yield draft


def _is_it(t: Tree, i: int) -> bool:
    goals = [*grammar.after(t, i, "in", "at"), *grammar.objects(t, i)]
    goals += [k for p in t.children(i, "dobj") for k in grammar.after(t, p, "in")]
    return any(t.tokens[k].text.lower() in {"it", "them", "this"} for k in goals)


def _mediate(scene: Scene, s: int, t: Tree, i: int, cues: Cues) -> Iterator[Draft]:
    told = force_of(t, i)
    time, day = dated(scene, s, i)
    actors = who(scene, s, grammar.subjects(t, i), day)
    others = who(scene, s, grammar.after(t, i, "between"), day)
    if told and actors and len(others) > 1:
        yield drafted(scene, s, t, i, "mediation", "third-party", [*actors, *others], told, time)


FRAMES = {
    "meet": _meet, "host": _host, "visit": _visit, "arrive": _arrive, "speak": _speak, "call": _call, "attend": _attend, "convene": _convene, "sign": _sign, "mediate": _mediate,
}  # fmt: skip
