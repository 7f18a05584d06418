"""AGREE, SUPPORT, REJECT: thin; no event rather than a doubtful one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.codebook import Codebook
from dragoman.mark import cues, scene
from dragoman.mark.cues import Cues
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Marks
from dragoman.record import Coding, Document, Event, Status, Text, record_id
from dragoman.text import grammar
from dragoman.text.grammar import Tree

CODER, VERSION = "acts", "1"
_PARTICLE = {"rule": "out", "call": "off", "back": None}
_PAPERS = {
    "agreement", "treaty", "declaration", "memorandum", "statement", "contract", "document", "protocol", "pact", "accord", "deal",
    "plan", "programme", "program", "roadmap", "convention", "communique", "communiqué", "charter", "act", "ceasefire", "truce",
}  # fmt: skip
_ASSEMBLED = {
    "people",
    "nation",
    "participant",
    "parliament",
    "assembly",
    "forum",
    "session",
    "congress",
    "summit",
    "council",
}
_SAYS = {"say", "announce", "declare", "state", "confirm", "insist", "stress"}


@dataclass(frozen=True, slots=True)
class _Act:
    type: str
    mode: str | None
    token: int
    actors: Sequence[Named]
    recipients: Sequence[Named] = ()
    content: str | None = None
    status: Status = "happened"
    negated: bool = False


def code(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Event]:
    """Agreements, support and refusals of a text in text order; the actor must be named, the act told as done."""
    look = scene.look(text, marks, book)
    tables = cues.load(book)
    seen: Counter[tuple[str, str]] = Counter()
    for s in sorted(look.trees):
        block = look.block(s)
        if block is not None and block.kind not in {"paragraph", "item"}:
            continue
        for act in _acts(look, s, tables):
            yield _event(look, document, s, act, seen)


def _acts(look: Scene, s: int, tables: Mapping[str, Cues]) -> Iterator[_Act]:
    t = look.trees[s]
    for i, token in enumerate(t.tokens):
        if token.pos not in {"VERB", "AUX"}:
            continue
        lemma = token.lemma.lower()
        for type, frames in _FRAMES.items():
            words = tables[type].words["en"]["verbs"]
            if lemma in words and (made := frames(look, s, t, i, words[lemma], tables)):
                yield made
                break
        else:
            refused = _will_not(look, s, t, i, tables)
            if refused:
                yield refused


def _agree(look: Scene, s: int, t: Tree, i: int, frame: str, tables: Mapping[str, Cues]) -> _Act | None:
    mood = grammar.mood(t, i)
    if mood.force != "happened" or grammar.is_passive(t, i) or t.tokens[i].tag == "VBG":
        return None
    follows = list(t.children(i, "xcomp", "ccomp"))
    consult = tables["CONSULT"].words["en"]["verbs"]
    nouns = tables["CONSULT"].words["en"]["nouns"]
    for k in follows:
        carries = consult.get(t.tokens[k].lemma.lower())
        meeting = any(t.tokens[g].lemma.lower() in nouns for g in grammar.objects(t, k))
        if carries and (carries != "hold" or meeting):
            return None  # "agreed to meet" is told by the contacts
    about = grammar.after(t, i, "on", "to", "upon", "about")
    actors = scene.who(look, s, grammar.subjects(t, i))
    if not actors or not (follows or about or grammar.objects(t, i)):
        return None
    if frame == "joint":
        if not (
            any(t.tokens[k].tag == "VB" for k in follows)
            or about
            or any(t.tokens[k].text.lower() == "that" for f in follows for k in t.kids[f])
        ):
            return None
        return _Act("AGREE", None, i, actors, negated=mood.negated)
    offered = tables["AGREE"].words["en"]["nouns"]
    if mood.negated or not (follows or any(t.tokens[g].lemma.lower() in offered for g in grammar.objects(t, i))):
        return None  # "offered no evidence", "promised much"
    goals = grammar.objects(t, i)
    gets = scene.who(look, s, [k for g in [i, *goals] for k in grammar.after(t, g, "to", "for")] + goals)
    keys = {a.key for a in actors}
    mode = next((nouns[n] for g in goals if (n := t.tokens[g].lemma.lower()) in nouns), None)
    content = f"CONSULT/{mode}" if mode and mode != "phone?" else None
    return _Act("AGREE", None, i, actors, [g for g in gets if g.key not in keys], content, "offered")


def _support(look: Scene, s: int, t: Tree, i: int, frame: str, tables: Mapping[str, Cues]) -> _Act | None:
    mood = grammar.mood(t, i)
    if mood.force != "happened":
        return None
    passive = grammar.is_passive(t, i)
    heads, goals = (
        (grammar.agents(t, i), grammar.subjects(t, i)) if passive else (grammar.subjects(t, i), grammar.objects(t, i))
    )
    actors = scene.who(look, s, heads)
    if not actors:
        return None
    gets = [g for g in scene.who(look, s, goals) if g.key not in {a.key for a in actors}]
    lemmas = {t.tokens[g].lemma.lower() for g in goals}
    if frame == "sign":
        return _Act("SUPPORT", None, i, actors, negated=mood.negated) if lemmas & _PAPERS else None
    if frame == "address":
        nouns = tables["SUPPORT"].words["en"]["nouns"]
        if t.tokens[i].lemma.lower() in {"deliver", "send"}:
            mode = next((nouns[n] for n in lemmas if n in nouns), None)
            return (
                _Act("SUPPORT", mode, i, actors, scene.who(look, s, grammar.after(t, i, "to")), negated=mood.negated)
                if mode
                else None
            )
        return _Act("SUPPORT", "address", i, actors, gets, negated=mood.negated) if lemmas & _ASSEMBLED else None
    if frame == "congratulate":
        each = any(t.tokens[g].text.lower() == "other" for g in goals)
        return (
            _Act("SUPPORT", "congratulate", i, actors, gets, negated=mood.negated)
            if gets or each or len(goals)
            else None
        )
    return _Act("SUPPORT", None, i, actors, gets, negated=mood.negated) if gets else None


def _reject(look: Scene, s: int, t: Tree, i: int, frame: str, tables: Mapping[str, Cues]) -> _Act | None:
    mood = grammar.mood(t, i)
    lemma = t.tokens[i].lemma.lower()
    needed = _PARTICLE.get(lemma)
    if needed and not any(t.tokens[k].text.lower() == needed for k in t.kids[i]):
        return None
    words = tables["REJECT"].words["en"]
    passive = grammar.is_passive(t, i)
    if (
        mood.force != "happened"
        or mood.negated
        or (lemma == "decline" and not (grammar.objects(t, i) or any(t.children(i, "xcomp"))))
    ):
        return None
    actors = scene.who(look, s, grammar.agents(t, i) if passive else grammar.subjects(t, i))
    if not actors:
        return None
    goals = grammar.subjects(t, i) if passive else grammar.objects(t, i)
    follows = list(t.children(i, "xcomp", "ccomp"))
    mode = next((m for k in follows if (m := words["refused"].get(t.tokens[k].lemma.lower()))), None)
    mode = mode or next((m for k in goals if (m := words["nouns"].get(t.tokens[k].lemma.lower()))), None)
    keys = {a.key for a in actors}
    whose = [
        k
        for g in goals
        for k in (
            *t.children(g, "poss"),
            *grammar.after(t, g, "with", "from", *(("of", "by", "between") if frame == "cancel" else ())),
        )
    ]
    whose += [k for f in follows for k in (*grammar.objects(t, f), *grammar.after(t, f, "with", "to"))]
    near = [*scene.who(look, s, [*goals, *whose]), *scene.groups_near(look, s, t, *goals)]
    gets = [g for g in {n.key: n for n in near}.values() if g.key not in keys]
    if frame == "cancel":
        if mode != "meet":
            return None
        return _Act("REJECT", "meet", i, actors, gets, "CONSULT", "called off")
    if not mode and not goals and lemma != "refuse":
        return None
    return _Act("REJECT", mode, i, actors, gets, "CONSULT" if mode == "meet" else None)


def _will_not(look: Scene, s: int, t: Tree, i: int, tables: Mapping[str, Cues]) -> _Act | None:
    """ "It will not hold further talks in Geneva", announced by the same one: a refusal to meet."""
    lemma = t.tokens[i].lemma.lower()
    consult = tables["CONSULT"].words["en"]
    mood = grammar.mood(t, i)
    if lemma not in consult["verbs"] or not mood.negated or mood.force != "planned":
        return None
    frame = consult["verbs"][lemma]
    if frame == "hold" and not any(t.tokens[k].lemma.lower() in consult["nouns"] for k in grammar.objects(t, i)):
        return None
    if frame not in {"hold", "meet", "host", "visit", "attend", "speak"}:
        return None
    heads = grammar.subjects(t, i)
    head = t.tokens[i].head
    if (
        t.tokens[i].dep == "ccomp"
        and t.tokens[head].lemma.lower() in _SAYS
        and any(t.tokens[k].pos == "PRON" for k in heads)
    ):
        heads = grammar.subjects(t, head)
    actors = scene.who(look, s, heads)
    keys = {a.key for a in actors}
    gets = [g for g in scene.who(look, s, [*grammar.objects(t, i), *grammar.after(t, i, "with")]) if g.key not in keys]
    return _Act("REJECT", "meet", i, actors, gets, "CONSULT") if actors else None


_FRAMES = {"AGREE": _agree, "SUPPORT": _support, "REJECT": _reject}


def _event(look: Scene, document: Document, s: int, act: _Act, seen: Counter[tuple[str, str]]) -> Event:
    token = look.trees[s].tokens[act.token]
    sentence = look.marks.sentences[s]
    anchor = (act.type, token.text.casefold())
    made = Event(
        id=record_id("event", document.id, f"{act.type} {anchor[1]}", seen[anchor]),
        document=document.id,
        type=act.type,
        mode=act.mode,
        content=act.content,
        actors=tuple(n.party for n in act.actors),
        recipients=tuple(n.party for n in act.recipients),
        when=scene.when(look, s, act.token),
        negated=act.negated,
        status=act.status,
        standing=scene.standing(look, s, token.start, {n.key for n in act.actors}),
        trigger=look.text.span(token.start, token.end),
        evidence=(look.text.span(sentence.start, sentence.end),),
        coding=Coding(
            coder=CODER,
            version=VERSION,
            confidence=0.7,
            reason=f"verb {token.text!r}, actor {act.actors[0].party.name or act.actors[0].party.words!r}",
        ),
    )
    seen[anchor] += 1
    return made
