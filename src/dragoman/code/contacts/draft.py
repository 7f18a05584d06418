"""A contact as one sentence tells it, and what verbs and nouns alike ask of the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from dragoman.mark.cues import Cues
from dragoman.mark.scene import (
    Named,
    Place,
    Scene,
    groups_near,
    named,
    own_time,
    place_of,
    strangers,
)
from dragoman.marks import Time
from dragoman.record import Status
from dragoman.text import grammar
from dragoman.text.grammar import Mood, Tree

_ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
_BACKWARD = {"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"}
_FRESH = {"another", "a", "an", "one", "new", "next", "separate"}
_FACTUAL = {"during", "after", "following", "at", "on", "upon", "in", "since", "from"}
_GOES_ON = {
    "focus", "discuss", "address", "cover", "touch", "last", "conclude", "end", "result", "produce", "lead", "begin", "start", "mark",
    "coincide", "deal", "follow", "bring", "yield", "center", "centre", "concern", "continue", "be", "finish", "run", "revolve", "open",
}  # fmt: skip
_OFF = {"press", "news", "briefing", "security"}
_PLANS = {"plan", "intend", "expect", "schedule", "agree", "arrange", "prepare", "set", "due", "be"}
_MOVES = {"arrive", "travel", "fly", "come"}
_OFFERS = {"offer", "propose", "invite", "suggest", "volunteer"}
_VIA = {"by", "during", "over", "on", "via", "through", "in"}
_WIRED = {"phone", "video", "letter"}
_LEADS = re.compile(r"\s(?:(?:had|have|has|also|again|later|then|both|first|briefly)\s)*")
_JOINS = re.compile(r",?\s(?:and\s)?(?:the\s)?")
_UNDONE = {"cancel", "postpone", "scrap", "abandon"}


@dataclass(slots=True)
class Draft:
    """A contact as one sentence tells it. ``back``: the words point to a contact told before;
    ``again``: they say that it was one more; ``bare``: a plain "will", which is a plan only with its day."""

    s: int
    token: int
    noun: str
    mode: str | None
    actors: list[Named]
    hosts: list[Named] = field(default_factory=list)
    third: list[Named] = field(default_factory=list)
    time: Time | None = None
    place: Place | None = None
    back: bool = False
    fresh: bool = False
    ordinal: int | None = None
    joins: bool = False
    nominal: bool = False
    under: tuple[str, ...] = ()
    goes_on: bool = False
    again: bool = False
    bare: bool = False
    status: Status = "happened"
    negated: bool = False
    future: bool = False
    words: tuple[int, ...] = ()

    @property
    def everyone(self) -> list[Named]:
        return [*self.actors, *(h for h in self.hosts if h.key not in {a.key for a in self.actors})]


@dataclass(frozen=True, slots=True)
class Force:
    status: Status
    negated: bool
    future: bool
    bare: bool = False


def force_of(t: Tree, verb: int) -> Force | None:
    """How a verb is told; ``None`` for a habit, a possibility, an order or what another verb refuses."""
    if t.tokens[0].text in {"Had", "Should", "Were"}:
        return None  # "Had they met, …"
    told = _settled(t, verb, grammar.mood(t, verb))
    if told is not None and told.future and grammar.is_guess(t, verb):
        return None  # "it is unlikely that they will meet"
    if told is not None and told.future and any(token.lemma.lower() in _UNDONE for token in t.tokens[verb:]):
        return Force("called off", False, True)  # "planned to travel, but the trip was cancelled"
    return told


def _settled(t: Tree, verb: int, mood: Mood) -> Force | None:
    governor = t.tokens[mood.governor].lemma.lower() if mood.governor is not None else None
    if mood.force in {"happened", "under way"}:
        return Force("happened" if mood.force == "happened" else "under way", mood.negated, False)
    if mood.force == "planned" and not mood.negated:
        return Force("planned", False, True, bare=mood.governor is None)
    if mood.force == "ordered" and governor in _PLANS and not mood.negated:
        return Force("planned", False, True)
    if mood.force == "ordered" and governor in _MOVES and mood.governor is not None and not mood.negated:
        on_the_way = grammar.mood(t, mood.governor)  # "arrived in Bled to attend the forum"
        return Force("happened", False, False) if on_the_way.force == "happened" and not on_the_way.negated else None
    if mood.force == "ordered" and governor in _OFFERS and not mood.negated:
        return Force("offered", False, True)
    if mood.force == "present" and (mood.governor is None or t.tokens[verb].tag == "VBG"):
        return Force("happened", mood.negated, False)  # kept only with a day: see ``settle``
    return None


def noun_force(t: Tree, i: int) -> Force | None:
    """A noun that stands for a contact as a fact: after "during", "after", or as the subject of what was done."""
    token = t.tokens[i]
    above = t.tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass"} and above.pos in {"VERB", "AUX"}:
        mood = grammar.mood(t, token.head)
        goes_on = (above.lemma.lower() in _GOES_ON or token.lemma.lower() == "summit") and token.dep == "nsubj"
        return Force("happened", False, False) if goes_on and mood.force == "happened" and not mood.negated else None
    goes = t.tokens[above.head].lemma.lower() in _MOVES
    if above.text.lower() == "on" and token.lemma.lower() not in {"visit", "trip"}:
        return None  # "commented on the talks between …"
    if token.dep == "pobj" and (above.text.lower() in _FACTUAL or (above.text.lower() == "for" and goes)):
        mood = grammar.mood(t, grammar.clause(t, i))
        return Force("happened", False, False) if mood.force == "happened" else None
    return None


def drafted(
    scene: Scene,
    s: int,
    t: Tree,
    i: int,
    noun: str,
    mode: str | None,
    actors: list[Named],
    told: Force,
    time: Time | None,
) -> Draft:
    return Draft(
        s, i, noun, mode, actors, time=time, place=None if mode in _WIRED else place_of(scene, s, i), status=told.status, negated=told.negated, future=told.future, bare=told.bare, again=is_again(t, i), words=(i,),
        goes_on=any(t.tokens[k].pos == "PRON" for k in (*grammar.subjects(t, grammar.clause(t, i)), *grammar.objects(t, i))),
    )  # fmt: skip


def dated(scene: Scene, s: int, i: int) -> tuple[Time | None, date | None]:
    time = own_time(scene, s, i)
    return time, time.when.day if time else None


def both_sides(
    scene: Scene, s: int, one: list[Named], heads: list[int], other: list[Named], goals: list[int]
) -> tuple[list[Named], list[Named]]:
    """Both sides with the unlisted names beside them; nothing is added where nobody at all is known."""
    if not one and not other:
        return one, other
    return merged(one, strangers(scene, s, heads)), merged(other, strangers(scene, s, goals))


def merged(first: list[Named], more: list[Named]) -> list[Named]:
    found = {n.key: n for n in first}
    for one in more:
        found.setdefault(one.key, one)
    return list(found.values())


def standing_before(scene: Scene, s: int, t: Tree, i: int) -> list[Named]:
    """The people named right before a verb, where the parse lost its subject ("… in Bled, Rama and Kurti met")."""
    found: list[Named] = []
    at = t.tokens[i].start
    for m in sorted(scene.mentions.get(s, ()), key=lambda m: -m.start):
        if m.start >= at or m.sense != "actor":
            continue
        gap = _JOINS if found else _LEADS
        if m.kind not in {"person", "office"} or not gap.fullmatch(scene.text.body, m.end, at):
            break
        found.append(named(scene, m))
        at = m.start
    return found[::-1] if len(found) > 1 else []


def lands(people: list[Named]) -> set[str | None]:
    return {n.party.country or n.party.name for n in people}


def cities(scene: Scene, s: int, heads: list[int]) -> list[Named]:
    return groups_near(scene, s, scene.trees[s], *heads, places=True) if heads else []


def medium_of(scene: Scene, t: Tree, i: int, cues: Cues) -> str | None:
    """The medium or purpose named beside a verb or noun ("video call", "peace talks") or in its clause ("by telephone")."""
    media = cues.words["en"]["media"]
    near = [i, *t.children(i, "amod", "compound", "advmod", "nmod")]
    verb = grammar.clause(t, i)
    if verb in {i, t.tokens[i].head}:
        near += t.children(verb, "advmod")
    for p, token in enumerate(t.tokens):
        beside = token.head == i or (verb in {i, t.tokens[i].head} and grammar.clause(t, p) == verb)
        if beside and token.dep in {"prep", "agent"} and token.text.lower() in _VIA:
            near += [j for k in t.children(p, "pobj") for j in (k, *t.children(k, "compound", "amod"))]
    found = {media[w] for k in near if (w := t.tokens[k].lemma.lower()) in media and (k != i or w not in {"call"})}
    return next((m for m in ("video", "phone", "negotiate") if m in found), None)


def is_back(t: Tree, i: int) -> bool:
    return any(t.tokens[k].text.lower() in _BACKWARD for k in t.children(i, "det", "poss"))


def is_again(t: Tree, i: int) -> bool:
    """True for "another call", "met again", "telephoned a second time": one more, even on the same day."""
    words = {t.tokens[k].text.lower() for k in t.children(i, "det", "amod", "advmod", "npadvmod")}
    times = any(
        t.tokens[k].lemma.lower() == "time"
        and {t.tokens[d].text.lower() for d in t.children(k, "amod")} & set(_ORDINALS) - {"first"}
        for k in t.kids[i]
    )
    return bool(words & {"another", "again"}) or times


def is_fresh(t: Tree, i: int) -> bool:
    return any(t.tokens[k].text.lower() in _FRESH for k in t.children(i, "det", "amod"))


def is_press(t: Tree, i: int) -> bool:
    return any(t.tokens[k].lemma.lower() in _OFF for k in t.children(i, "compound", "amod", "nmod"))
