"""Contacts told by an event noun: "held talks", "a meeting took place", "was on a visit", "after the call"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    is_fresh,
    is_press,
    lands,
    medium_of,
    merged,
    noun_force,
)
from dragoman.mark.cues import Cues
from dragoman.mark.scene import (
    Named,
    Scene,
    groups_near,
    own_time,
    place_in,
    who,
)
from dragoman.marks import Time
from dragoman.text import grammar
from dragoman.text.grammar import Tree

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_OPENS = {"open", "begin", "start", "conclude", "end", "finish", "resume", "close"}
_TOGETHER = {"discuss", "exchange", "agree", "review", "consider", "debate"}
_OPEN = {"consultation", "talk", "negotiation", "discussion"}


def from_noun(scene: Scene, s: int, t: Tree, i: int, lemma: str, cues: Cues) -> Iterator[Draft]:
    token, words = t.tokens[i], cues.words["en"]
    mode = words["nouns"][lemma]
    if is_press(t, i):
        return
    verb, carried = _support(t, i, words["verbs"])
    medium = medium_of(scene, t, i, cues)
    if lemma == "call" and verb is not None and t.tokens[verb].lemma.lower() == "pay":
        yield from _paid(scene, s, t, i, verb)
        return
    if mode == "phone?":
        if (
            medium not in {"phone", "video"}
            and lemma == "call"
            and not (verb is not None and grammar.after(t, i, "with", "between"))
        ):
            return
        mode = medium or ("phone" if lemma == "call" else "meet")
    elif medium and mode in {"meet", "negotiate", "multilateral"}:
        mode = medium
    at = verb if verb is not None else i
    time, day = dated(scene, s, at if carried else i)
    told = force_of(t, verb) if verb is not None and carried else noun_force(t, i)
    if told is None:
        return
    takers: list[Named] = []
    if carried == "object" and verb is not None:
        takers = who(scene, s, grammar.subjects(t, verb), day)
    elif carried == "subject" and verb is not None:
        takers = who(scene, s, grammar.agents(t, verb), day)
    elif carried == "together" and verb is not None:
        takers = who(scene, s, grammar.objects(t, verb), day)
    elif not carried and _by_the_way(t, i, mode):
        takers = who(scene, s, grammar.subjects(t, grammar.clause(t, i)), day)
    heads = [*grammar.after(t, i, "with", "between", "among", "of"), *t.children(i, "poss")]
    if verb is not None and carried:
        heads += grammar.after(t, verb, "with", "between", "among")
        heads = [k for h in heads for k in (_present(t, h) if _is_presence(t, h) else [h])]
        heads += [k for at in (i, verb) for k in _joining(t, at)]
        if not grammar.after(t, i, "with", "between") and carried != "object":
            heads += grammar.within(t, verb, "between")  # "took place at the initiative of Astana between …"
    heads += [
        k
        for a in t.children(i, "acl", "prep")
        if t.tokens[a].text.lower() in {"involving", "including"}
        for k in (*grammar.objects(t, a), *grammar.after(t, i, "involving", "including"))
    ]
    if lemma == "letter" or (lemma == "call" and carried):
        heads += grammar.after(t, i, "from", "to")
    others = merged(groups_near(scene, s, t, i), who(scene, s, heads, day, takers))
    if carried and verb is not None:
        sides = grammar.subjects(t, verb) if carried == "object" else grammar.agents(t, verb)
        told_with = [k for n in (i, verb) for k in grammar.after(t, n, "with", "between")]
        takers, others = both_sides(scene, s, takers, sides, others, told_with)
    hosting = carried == "object" and verb is not None and words["verbs"].get(t.tokens[verb].lemma.lower()) == "host"
    if mode == "visit":
        yield from _trip(scene, s, t, i, verb, carried, takers, others, told, time, day)
        return
    hosts: list[Named] = []
    if hosting and verb is not None:
        hosts, takers = takers or cities(scene, s, grammar.subjects(t, verb)), []
        between = (
            not grammar.after(t, i, "with")
            and len(lands(others) & set(scene.book.states)) > 1
            and not {h.party.country for h in hosts} & lands(others)
        )
        if not between:  # not between two others: the host takes part; a city is only the place
            takers = hosts = [h for h in hosts if h.party.kind == "person"]
    draft = drafted(scene, s, t, i, lemma, mode, merged(takers, others), told, time)
    draft.hosts = hosts
    draft.third = hosts if not takers else []
    if verb is not None and carried:
        draft.words = tuple(sorted({verb, i}))
    draft.back, draft.fresh = is_back(t, i), is_fresh(t, i)
    draft.ordinal = next(
        (_ORDINALS[t.tokens[k].text.lower()] for k in t.children(i, "amod") if t.tokens[k].text.lower() in _ORDINALS),
        None,
    )
    if lemma == "round" or draft.ordinal:
        inner = [k for k in grammar.after(t, i, "of") if t.tokens[k].lemma.lower() in words["nouns"]]
        for k in inner:
            draft.mode = (
                "negotiate" if words["nouns"][t.tokens[k].lemma.lower()] in {"meet", "negotiate"} else draft.mode
            )
            draft.actors = merged(
                draft.actors,
                merged(
                    groups_near(scene, s, t, k), who(scene, s, grammar.after(t, k, "with", "between", "among"), day)
                ),
            )
    if token.tag in {"NNS", "NNPS"} and lemma not in _OPEN and (day is None or any(t.children(i, "nummod"))):
        return  # "meetings took place", "three calls": a series
    draft.nominal = not carried
    if draft.nominal and not draft.back and ((time is None and lemma != "summit") or len(draft.actors) < 2):
        return  # "a representative in the negotiations": somebody's part, not a meeting told
    yield draft


def _by_the_way(t: Tree, i: int, mode: str | None) -> bool:
    """ "In a call with Kurti, Rama said …": the subject is the other party; "… exchanged views in a call": both."""
    owners = [k for k in t.children(i, "poss") if t.tokens[k].pos != "PRON"]
    if t.tokens[i].dep != "pobj" or owners or grammar.after(t, i, "between", "of", "among"):
        return False
    if grammar.after(t, i, "with"):
        return True
    verb = t.tokens[grammar.clause(t, i)]
    return verb.lemma.lower() in _TOGETHER and (mode in {"phone", "video"} or is_fresh(t, i))


def _is_presence(t: Tree, i: int) -> bool:
    """ "with the participation of Rama": those who take part stand behind it."""
    return t.tokens[i].lemma.lower() in {"participation", "attendance", "presence", "involvement"}


def _present(t: Tree, i: int) -> list[int]:
    return [*grammar.after(t, i, "of"), *t.children(i, "poss")]


def _joining(t: Tree, i: int) -> list[int]:
    """ "…, with Rama taking part"."""
    with_ = [k for k in t.children(i, "prep") if t.tokens[k].text.lower() == "with"]
    taking = [
        k
        for p in with_
        for k in t.children(p, "pcomp")
        if t.tokens[k].lemma.lower() in {"take", "participate", "attend"}
    ]
    return [n for k in taking for n in grammar.subjects(t, k)]


def _paid(scene: Scene, s: int, t: Tree, i: int, verb: int) -> Iterator[Draft]:
    """ "paid a courtesy call on Rama": a visit to him."""
    told = force_of(t, verb)
    time, day = dated(scene, s, verb)
    visitors = who(scene, s, grammar.subjects(t, verb), day)
    goals = [k for at in (i, verb) for k in grammar.after(t, at, "on", "to")]
    hosts = [h for h in who(scene, s, goals, day, visitors) if h.party.kind == "person"]
    if told and visitors and hosts:
        draft = drafted(scene, s, t, i, "visit", "visit", visitors, told, time)
        draft.hosts, draft.words = hosts, tuple(sorted({verb, i}))
        yield draft


def _trip(
    scene: Scene, s: int, t: Tree, i: int, verb: int | None, carried: str | None, takers: list[Named], others: list[Named],
    told: Force, time: Time | None, day: date | None,
) -> Iterator[Draft]:  # fmt: skip
    """The noun "visit": whose, and to whom or where."""
    goals = [*grammar.after(t, i, "to"), *(grammar.after(t, verb, "to") if verb is not None and carried else [])]
    by = who(scene, s, [*grammar.after(t, i, "by", "of"), *t.children(i, "poss")])
    above = t.tokens[i].head
    if t.tokens[above].text.lower() == "on" and t.tokens[t.tokens[above].head].pos in {"VERB", "AUX"}:
        verb, carried = t.tokens[above].head, "object"  # "was on a visit to", "arrived on a visit"
        mood = force_of(t, verb)
        if mood is None:
            return
        told = mood
        takers = who(scene, s, grammar.subjects(t, verb))
        goals = goals or grammar.after(t, verb, "to", "in")
        time = own_time(scene, s, verb)
    visitors = merged(takers, by) if carried == "object" else by or takers
    hosts = [h for h in merged(who(scene, s, goals), cities(scene, s, goals)) if h.key not in {v.key for v in visitors}]
    people = [h for h in hosts if h.party.kind == "person"]
    if not visitors or (not hosts and not is_back(t, i)):
        return
    draft = drafted(scene, s, t, i, "visit", "visit", visitors, told, time)
    draft.hosts = people or hosts[:1]
    draft.place = draft.place or place_in(scene, s, goals)
    draft.back, draft.nominal = is_back(t, i) and not hosts, not carried
    if verb is not None and carried:
        draft.words = tuple(sorted({verb, i}))
    yield draft


def _support(t: Tree, i: int, verbs: Mapping[str, str]) -> tuple[int | None, str | None]:
    """The verb that carries an event noun, and as what; a verb that does not carry it gives ``None``."""
    token = t.tokens[i]
    head = token.head
    if token.dep == "conj" and t.tokens[head].pos == "NOUN":
        return _support(t, head, verbs)
    lemma = t.tokens[head].lemma.lower()
    frame = verbs.get(lemma)
    place = lemma == "take" and any(t.tokens[k].lemma.lower() == "place" for k in t.children(head, "dobj"))
    if token.dep == "dobj" and (frame in {"hold", "host"} or lemma == "exchange"):
        return head, "object"
    if token.dep == "nsubj" and lemma in _OPENS and not any(True for _ in t.children(head, "dobj")):
        return head, "subject"
    if token.dep == "nsubjpass" and frame in {"hold", "host"}:
        return head, "subject"
    if token.dep == "nsubj" and (place or frame == "occur"):
        return head, "subject"
    if (
        token.dep == "nsubj"
        and lemma == "bring"
        and any(t.tokens[k].text.lower() == "together" for k in t.children(head))
    ):
        return head, "together"
    if token.dep in {"attr", "nsubj"} and lemma == "be" and any(True for _ in t.children(head, "expl")):
        return head, "subject"  # "there was a telephone conversation between …"
    held = next(
        (
            k
            for k in t.children(i, "acl")
            if (verbs.get(t.tokens[k].lemma.lower())) == "hold" and t.tokens[k].tag == "VBN"
        ),
        None,
    )
    if held is not None:
        return held, None
    return None, None
