"""Acts told by verbs: a codebook row fits a verb and what stands round it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.code.events import modes
from dragoman.code.events.parties import PRIVATE, is_named, is_private, known_first, owners, parties, sector, without
from dragoman.code.events.slots import Frame, contents, frame, slot
from dragoman.code.events.told import ahead, told
from dragoman.mark import scene
from dragoman.mark.cues import Cue, Cues
from dragoman.mark.scene import Named, Scene
from dragoman.record import Standing, Status
from dragoman.text import grammar
from dragoman.text.grammar import Tree

_JOINT = {"joint", "bilateral", "trilateral", "multilateral", "together", "jointly", "common", "multinational"}
_FORCE = {"MIL", "COP", "REB", "UAF", "SPY", "CRM"}
DEEDS = {
    "attack",
    "strike",
    "bombing",
    "raid",
    "shelling",
    "airstrike",
    "explosion",
    "blast",
    "assault",
    "statement",
    "resolution",
    "decree",
    "letter",
    "message",
    "forces",
    "decision",
    "order",
    "operation",
    "offensive",
    "invasion",
    "missile",
    "rocket",
    "drone",
    "clash",
    "battle",
    "ambush",
    "bomb",
    "shot",
    "fire",
    "shooting",
}
_PEOPLE = {"CVL", "LAB", "SOC", "OPP", "EDU", "AGR", "REF", "REL", "PTY", "MED", "JRN"}


@dataclass(frozen=True, slots=True)
class Act:
    """One act as a sentence tells it; ``words`` are the tokens of the trigger, ``cue`` the row that fits, ``share`` the
    tagger's probability, 0–1, where it was asked."""

    s: int
    token: int
    type: str
    mode: str | None
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    status: Status
    negated: bool
    content: str | None
    cue: Cue
    words: tuple[int, ...]
    standing: Standing | None = None
    share: float | None = None


def acts(look: Scene, s: int, verbs: Mapping[str, tuple[Cue, ...]], tables: Mapping[str, Cues]) -> Iterator[Act]:
    """Acts that the verbs of a parsed sentence tell, in order; of each verb the first row that fits."""
    t = look.trees[s]
    for i, token in enumerate(t.tokens):
        if token.dep == "amod":
            continue
        if token.pos not in {"VERB", "AUX"} and not (token.dep == "ROOT" and token.tag.startswith("VB")):
            continue
        f: Frame | None = None
        for cue in verbs.get(token.lemma.lower(), ()):
            f = f or frame(t, i)
            if _fits(look, s, f, cue) and (made := _act(look, s, f, cue, tables)):
                yield made
                break


def _fits(look: Scene, s: int, f: Frame, cue: Cue) -> bool:
    t, i = f.t, f.i
    if cue.particle and not any(
        t.tokens[k].text.lower() in cue.particle and t.tokens[k].dep in {"prt", "advmod", "prep", "acomp"} and k - i < 5
        for k in t.kids[i]
    ):
        return False
    goals = contents(t, f.objects)
    if cue.object and not ("*" in cue.object and goals) and not any(_lemma(t, g) in cue.object for g in goals):
        return False
    if any(t.tokens[d].text.lower() == "no" for g in f.objects for d in t.children(g, "det")) and not f.passive:
        return False  # "offered no evidence", "made no demands"
    if cue.not_object and any(_lemma(t, g) in cue.not_object for g in goals):
        return False
    follows = [k for k in f.clauses if not ("*" in cue.clause and t.tokens[k].dep == "advcl")]
    if cue.clause and not ("*" in cue.clause and follows) and not any(_lemma(t, k) in cue.clause for k in follows):
        return False
    if cue.not_clause and any(_lemma(t, k) in cue.not_clause for k in follows):
        return False
    if cue.oblique:
        heads = [k for k in grammar.after(t, i, *cue.oblique) if not _is_date(look, s, t, k)]
        if cue.oblique_nouns and not any(_lemma(t, k) in cue.oblique_nouns for k in contents(t, tuple(heads))):
            return False
        bare = [k for k in t.kids[i] if t.tokens[k].text.lower() in cue.oblique and not t.kids[k]]
        if not cue.oblique_nouns and not heads and not bare:
            return False
    if cue.phrase or cue.not_phrase:
        below = {w for k in t.under(i) if k > i for w in (t.tokens[k].lemma.lower(), t.tokens[k].text.lower())}
        if cue.phrase and not below & cue.phrase:
            return False
        near = {w for g in f.objects for k in t.under(g) for w in (t.tokens[k].lemma.lower(),)}
        if near & cue.not_phrase:
            return False
    return True


def _act(look: Scene, s: int, f: Frame, cue: Cue, tables: Mapping[str, Cues]) -> Act | None:
    t, i = f.t, f.i
    how = told(t, i, cue.type)
    if how is None:
        return None
    actors = parties(look, s, f.subjects)
    if not actors and f.subjects and not f.passive:
        if _lemma(t, f.subjects[0]) not in DEEDS:
            return None  # "the virus killed", "the annexation threatens": nobody acts
        actors = owners(look, s, t, f.subjects[0])
    if cue.actor:
        actors = next((p for name in cue.actor if (p := parties(look, s, slot(f, name)))), [])
    if not actors and not f.subjects and not f.passive and (announced := _announced(t, i)) is not None:
        actors = parties(look, s, grammar.subjects(t, announced))
    gets: list[Named] = []
    for name in cue.recipient:
        heads = f_oblique(f, cue) if name == "oblique" else slot(f, name)
        gets = known_first(without(parties(look, s, heads, inside=True), actors))
        if gets:
            break
    joined = len(actors) > 1 or bool(_JOINT & {_lemma(t, k) for g in (*f.objects, i) for k in t.kids[g]}) or bool(gets)
    if cue.joined is not None and cue.joined != joined:
        return None
    if not _allowed(look, cue, actors, gets) or (cue.type in PRIVATE and is_private(look, [*actors, *gets])):
        return None
    if cue.joint:
        actors, gets = [*actors, *gets], []
    status: Status = how.status
    if cue.status and status == "happened":
        status = cue.status  # type: ignore[assignment]
    type, content = ahead(cue.type, how.status)
    mode = cue.mode if type == cue.type else None
    mode = mode or modes.mode(type, t, i, tables)
    if cue.content and not content:
        content = cue.content
    if type == "REJECT" and mode == "meet":
        content = "CONSULT"
    words = (i, *(k for k in t.kids[i] if cue.particle and t.tokens[k].text.lower() in cue.particle and k - i < 3))
    return Act(s, i, type, mode, tuple(actors), tuple(gets), status, how.negated, content, cue, words)


def _is_date(look: Scene, s: int, t: Tree, k: int) -> bool:
    return any(scene.holds(time, t, k) for time in look.times.get(s, ()))


def f_oblique(f: Frame, cue: Cue) -> list[int]:
    """Heads after the prepositions that the cue asks for."""
    return contents(f.t, tuple(grammar.after(f.t, f.i, *cue.oblique)))


def _announced(t: Tree, i: int) -> int | None:
    """The verb that announces a subjectless act ("said it would …" has its own subject)."""
    above = t.tokens[i].head
    return above if t.tokens[i].dep in {"ccomp", "xcomp"} and above != i else None


def _allowed(look: Scene, cue: Cue, actors: list[Named], gets: list[Named]) -> bool:
    if not actors and not gets:
        return False
    named = [a for a in actors if is_named(a)]
    if cue.needs == "actor" and not actors:
        return False
    if cue.needs == "recipient" and not any(is_named(g) for g in gets):
        return False
    if cue.needs == "both" and not (actors and gets):
        return False
    if cue.who is None or not actors:
        return cue.who not in {"people", "workers", "force", "person"} or bool(gets and cue.who == "force")
    sectors = {sector(look, a) for a in actors}
    kinds = {a.party.kind for a in actors}
    if cue.who == "people":
        return bool(sectors & _PEOPLE) or not named
    if cue.who == "workers":
        return bool(sectors & {"LAB", "EDU", "MED", "AGR", "SOC"})
    if cue.who == "force":
        return bool(sectors & _FORCE) or bool(kinds & {"state", "body"})
    if cue.who == "person":
        return "person" in kinds or bool(sectors & {"GOV", "LEG", "JUD", "MIL"})
    return bool(named) if cue.who in {"state", "body"} else True


def _lemma(t: Tree, k: int) -> str:
    return t.tokens[k].lemma.lower()


def refusals(look: Scene, s: int, tables: Mapping[str, Cues]) -> Iterator[Act]:
    """ "It will not hold further talks in Geneva", "will never recognise": what one will not do is a refusal."""
    t, table = look.trees[s], tables["REJECT"]
    consult = tables["CONSULT"].words["en"]
    for i, token in enumerate(t.tokens):
        if token.pos not in {"VERB", "AUX"} or token.dep not in {"ROOT", "ccomp", "conj", "relcl", "advcl"}:
            continue
        mood = grammar.mood(t, i)
        if not mood.negated or mood.force != "planned" or grammar.is_guess(t, i):
            continue
        lemma = token.lemma.lower()
        goals = grammar.objects(t, i)
        mode = table.wanted.get(lemma) or next((m for g in goals if (m := table.wanted.get(_lemma(t, g)))), None)
        if lemma in {"hold", "have", "conduct", "take"} and not any(_lemma(t, g) in consult["nouns"] for g in goals):
            mode = None
        if mode is None:
            continue
        heads = grammar.subjects(t, i)
        above = t.tokens[i].head
        if token.dep == "ccomp" and all(t.tokens[k].pos == "PRON" for k in heads):
            heads = grammar.subjects(t, above)
        actors = parties(look, s, heads)
        if not any(is_named(a) for a in actors):
            continue
        gets = without(parties(look, s, [*goals, *grammar.after(t, i, "with", "to")], inside=True), actors)
        cue = Cue("REJECT", verbs=frozenset({lemma}))
        content = "CONSULT" if mode == "meet" else None
        yield Act(s, i, "REJECT", mode, tuple(actors), tuple(gets), "happened", False, content, cue, (i,))
