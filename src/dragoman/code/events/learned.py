"""Acts told by words that the tagger marks: its type, status and roles, with parties resolved by parse and mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.code.events import modes
from dragoman.code.events.parties import PRIVATE, is_private, known_first, parties, without
from dragoman.code.events.told import AHEAD, VERBAL, told
from dragoman.code.events.verbs import DEEDS, Act
from dragoman.mark.cues import Cue, Cues
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Trigger
from dragoman.record import Party, Standing
from dragoman.text import grammar
from dragoman.text.grammar import Tree

SURE = 0.5
"""Least probability of a type that no codebook row supports; set on the even rows of tests/gold/events/diplomacy.jsonl,
the seeds and cameo_gold_dev (December 2026)."""
THINGS = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "SANCTION",
        "PROTEST",
        "MOBILIZE",
        "RETREAT",
        "AID",
        "THREATEN",
        "REJECT",
        "REQUEST",
        "ACCUSE",
    }
)
"""Types that are done to things too, or to people whom no list of nouns knows ("hauliers")."""
SPOKEN = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "CONCEDE", "SUPPORT", "CONSULT", "COOPERATE"})
"""Types that somebody must do in words: without anybody there is no event ("the crisis threatened his power")."""
POLITICAL = 0.8
"""Probability from which the tagger's word that an act between private people is political is taken; the same sets."""
FEW, SURE_IN_TEXT = 3, 0.85
"""Sentences; and the same for a text that has more of them, set so that audited events of the seeds stay right (first and
second audit in bench/audit: of what the tagger alone told from 0.5 on, six in ten were)."""
SURE_OF_NOUN = 0.6
"""The same for a noun, which tells an event less often; the same sets."""
_LIGHT = {"hold", "make", "take", "have", "show", "get", "do", "be", "keep", "turn", "see", "respond", "comment"}
_AIMS = {"seek", "want", "wish", "hope", "try", "aim"}
_TOPICS = {"decision", "question", "issue", "possibility", "prospect", "plan", "talk", "discussion", "debate", "idea"}
SURE_OF_ROLE = 0.7
"""Mean probability from which the tagger's actor of a noun is taken; the same sets."""
CERTAIN = 0.9
"""Probability from which the tagger outweighs the grammar of an infinitive or gerund; the same sets."""
OWN_VOICE = 0.95
"""Probability from which the tagger's \"stated\" outweighs a reporting verb above the act; the same sets."""
DOUBTED = 0.05
"""Least probability that the tagger must leave to an act of the codebook; the same sets."""


OUTWEIGHS = 5.0
"""How many times likelier another type must be to take the place of the codebook's; the same sets."""


def acts(look: Scene, s: int, triggers: Sequence[Trigger], tables: Mapping[str, Cues]) -> Iterator[Act]:
    """One act for each trigger that is sure enough; joint types have everybody as actors."""
    t = look.trees[s]
    for trigger in triggers:
        kind, share = trigger.types[0]
        i = word(t, trigger)
        if i is None or share < _least(look, t, i):
            continue
        if not _is_told(look, s, t, i, trigger):
            continue
        actors = _doers(look, s, t, i, trigger)
        gets = without(named(look, s, t, trigger.recipients, things=kind in THINGS), actors)
        if not (actors or gets) or (share < POLITICAL and kind in PRIVATE and is_private(look, [*actors, *gets])):
            continue
        if (kind in SPOKEN and not actors) or _offers_nothing(t, i, kind):
            continue
        if kind == "REQUEST" and not gets and t.tokens[i].pos == "NOUN":
            continue  # "appeals to tradition"
        if kind == "PROTEST":
            actors, gets = _protesters(actors, gets)
        if kind == "CONSULT" and not _is_contact([*actors, *gets]):
            continue
        cue = Cue(kind)
        yield Act(
            s, i, kind, modes.mode(kind, t, i, tables), tuple(actors), tuple(gets), trigger.status[0],  # type: ignore[arg-type]
            trigger.negated > 0.5 or _is_negated(t, i, kind), None, cue, (i,), standing(trigger, kind), share,
        )  # fmt: skip


def _is_contact(everyone: Sequence[Named]) -> bool:
    """Two parties at least, where a state beside its own president is no second one."""
    lands = {n.party.country for n in everyone if n.party.kind != "state"}
    found = {n.key for n in everyone if n.party.kind != "state" or n.party.country not in lands}
    return len(found) > 1 and any(n.party.kind != "unknown" for n in everyone)


def _least(look: Scene, t: Tree, i: int) -> float:
    """The least probability that counts: in a text of some length most sentences tell nothing, so it must be higher."""
    if len(look.marks.sentences) > FEW:
        return SURE_IN_TEXT
    return SURE_OF_NOUN if t.tokens[i].pos in {"NOUN", "PROPN"} else SURE


def _is_told(look: Scene, s: int, t: Tree, i: int, trigger: Trigger) -> bool:
    """False for an adjective ("occupied Crimea"), a mere topic ("a decision on the recognition of …"), an aim ("sought to
    gain"), what a thing does ("the crisis threatens …"), and for an infinitive or gerund that the grammar does not let happen
    ("easing its grip is in the interest of …") unless the tagger is all but certain."""
    token, (kind, share) = t.tokens[i], trigger.types[0]
    lemma = token.lemma.lower()
    if share < CERTAIN and (lemma in _LIGHT or (kind == "REQUEST" and lemma in _AIMS and any(t.children(i, "xcomp")))):
        return False
    if token.dep == "pobj" and t.tokens[t.tokens[token.head].head].lemma.lower() in _TOPICS:
        return False
    if token.pos == "VERB" and (share < CERTAIN or kind == "THREATEN") and _is_thing(look, s, t, i):
        return False
    if token.dep == "amod" and token.pos in {"VERB", "ADJ"}:
        return False
    if token.pos != "VERB" or token.tag not in {"VB", "VBG"} or trigger.status[0] != "happened" or share >= CERTAIN:
        return True
    return told(t, i, kind) is not None


def agreed(t: Tree, found: Sequence[Act], look: Scene, s: int, triggers: Sequence[Trigger]) -> Iterator[Act]:
    """Acts of the codebook that the tagger does not speak against, with what it adds: a standing, missing parties."""
    by_word = {i: trigger for trigger in triggers if (i := word(t, trigger)) is not None}
    for act in found:
        trigger = by_word.get(act.token) or next((by_word[k] for k in act.words if k in by_word), None)
        share = dict(trigger.types).get(act.type, 0.0) if trigger else 0.0
        if trigger is None or share < DOUBTED:
            continue
        other, more = trigger.types[0]
        if other != act.type and more >= max(SURE, OUTWEIGHS * share):
            continue
        gets = act.recipients
        if not gets and not act.cue.joint:
            gets = tuple(without(named(look, s, t, trigger.recipients, things=act.type in THINGS), act.actors))
        actors = act.actors
        if not actors and not grammar.is_passive(t, act.token):  # "was detained": by whom is not told
            actors = tuple(without(_doers(look, s, t, act.token, trigger), gets))
        status, sure = trigger.status
        if sure >= CERTAIN and act.type not in AHEAD:
            act = replace(act, status=status)  # type: ignore[arg-type]
        yield replace(act, actors=actors, recipients=gets, standing=standing(trigger, act.type), share=share)


def _doers(look: Scene, s: int, t: Tree, i: int, trigger: Trigger) -> list[Named]:
    """Who acts: of a noun its owner ("Manila's demand"), else whom the tagger is sure of."""
    if t.tokens[i].pos not in {"NOUN", "PROPN"}:
        return named(look, s, t, trigger.actors, things=True)
    own = parties(look, s, [*t.children(i, "poss"), *grammar.after(t, i, "by")])
    return own or named(look, s, t, [a for a in trigger.actors if a[2] >= SURE_OF_ROLE], things=True)


def _is_thing(look: Scene, s: int, t: Tree, i: int) -> bool:
    """True where the subject of an active verb is neither somebody nor an act or paper of somebody."""
    if grammar.is_passive(t, i):
        return False
    heads = list(t.children(i, "nsubj"))
    return bool(heads) and not any(
        t.tokens[k].pos == "PRON" or t.tokens[k].lemma.lower() in DEEDS or parties(look, s, [k]) for k in heads
    )


def _offers_nothing(t: Tree, i: int, kind: str) -> bool:
    """ "offered no evidence": no act, not even a refused one."""
    return kind == "AGREE" and any(
        t.tokens[d].text.lower() == "no" for g in grammar.objects(t, i) for d in t.children(g, "det")
    )


def _protesters(actors: list[Named], gets: list[Named]) -> tuple[list[Named], list[Named]]:
    """Those who govern are whom a protest is against, and a state is where it is; neither protests."""
    rulers = [n for n in actors if n.party.kind == "person" and n.party.sector == "GOV"]
    return [n for n in actors if n not in rulers and n.party.kind != "state"], [*gets, *rulers]


def _is_negated(t: Tree, i: int, kind: str) -> bool:
    how = told(t, i, kind) if t.tokens[i].pos == "VERB" else None
    return how is not None and how.negated


def standing(trigger: Trigger, kind: str) -> Standing | None:
    """The standing the tagger is sure of; the document's own voice only of what is done by saying it."""
    told_as, share = trigger.standing
    if told_as == "stated":
        return "stated" if kind in VERBAL and share >= OWN_VOICE else None
    return told_as if share >= SURE else None  # type: ignore[return-value]


def word(t: Tree, trigger: Trigger) -> int | None:
    """The parsed word a trigger stands on."""
    return next((k for k, token in enumerate(t.tokens) if token.start <= trigger.start < token.end), None)


def named(
    look: Scene, s: int, t: Tree, spans: Sequence[tuple[int, int, float]], *, things: bool = False
) -> list[Named]:
    """Whom the spans name: by the head words in them, else somebody unknown by the span's words, who must be written as a
    name, or with ``things`` may be a thing ("a bridge")."""
    found: dict[str, Named] = {}
    for start, end, _ in spans:
        inside = [k for k, token in enumerate(t.tokens) if start <= token.start and token.end <= end]
        heads = [k for k in inside if t.tokens[k].head not in inside or t.tokens[k].head == k]
        nouns = [k for k in heads if t.tokens[k].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}] or heads
        some = parties(
            look, s, [j for k in nouns for j in (k, *(c for c in t.children(k, "conj") if c in inside))], inside=True
        )
        if not some and nouns and (things or any(t.tokens[k].pos == "PROPN" for k in nouns)):
            words = look.text.body[start:end]
            some = [Named(Party(kind="unknown", name=None, words=words), None, start)]
        for one in some:
            found.setdefault(one.key, one)
    return known_first(list(found.values()))
