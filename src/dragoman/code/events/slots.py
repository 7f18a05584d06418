"""Slots of a cue: the head words that stand where a codebook row says that a party stands."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.text import grammar
from dragoman.text.grammar import Tree

_QUANTITY = {
    "series", "number", "dozens", "hundreds", "thousands", "scores", "lot", "set", "wave", "spate", "round", "kind", "type", "form", "package",
    "string", "dozen", "couple", "pair", "part", "rest", "majority", "end", "start", "beginning", "signing", "holding", "group", "shipment",
    "tons", "ton", "billion", "million", "worth", "piece",
}  # fmt: skip


_MEANT = {
    "plan", "decision", "commitment", "readiness", "willingness", "promise", "pledge", "intention", "agreement", "offer", "proposal", "call",
    "appeal", "demand", "request", "order", "threat", "refusal", "invitation", "deal",
}  # fmt: skip
"""Nouns whose infinitive tells what is meant ("announced a decision to withdraw"); "evidence to support" tells none."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with its grammar: heads of subjects, objects and the verbs that follow it."""

    t: Tree
    i: int
    passive: bool
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    clauses: tuple[int, ...]


def frame(t: Tree, i: int) -> Frame:
    """The frame of a verb; of a passive the subject is whom "by" names, and the object its grammatical subject."""
    passive = grammar.is_passive(t, i)
    above = t.tokens[i]
    if passive:
        heads, goals = grammar.agents(t, i), grammar.subjects(t, i)
        if above.dep == "acl" and not goals:
            goals = [above.head]
    else:
        heads, goals = grammar.subjects(t, i), [*t.children(i, "dobj", "obj")]
        goals = [k for g in goals for k in grammar.coordinated(t, g)]
        if (
            not goals
            and above.dep == "relcl"
            and not any(t.tokens[k].text.lower() in {"who", "which", "that"} for k in t.children(i, "nsubj"))
        ):
            goals = [above.head]  # "the sanctions which Brussels imposed"
    clauses = tuple(k for k in t.children(i, "xcomp", "ccomp", "advcl") if t.tokens[k].pos in {"VERB", "AUX"} and k > i)
    clauses += tuple(
        k for g in goals if t.tokens[g].lemma.lower() in _MEANT for k in t.children(g, "acl") if t.tokens[k].tag == "VB"
    )
    return Frame(t, i, passive, tuple(heads), tuple(goals), clauses)


def contents(t: Tree, heads: tuple[int, ...]) -> list[int]:
    """The heads, and behind words of quantity what is counted ("a series of attacks", "$5 million in aid")."""
    found: list[int] = []
    for head in heads:
        found.append(head)
        if (
            t.tokens[head].lemma.lower() in _QUANTITY
            or t.tokens[head].text.lower() in _QUANTITY
            or t.tokens[head].pos == "NUM"
        ):
            found += grammar.after(t, head, "of", "in", "to")
        found += [k for k in t.children(head, "appos")]
    return found


def slot(f: Frame, name: str) -> list[int]:
    """Head words of a slot: "object", "dative", "subject", "clause.…", a preposition, or "object.of" (also ".poss")."""
    t = f.t
    first, _, rest = name.partition(".")
    if first == "object":
        if rest.endswith(".poss"):
            behind = [k for g in contents(t, f.objects) for k in grammar.after(t, g, rest[: -len(".poss")])]
            return [p for k in behind for p in t.children(k, "poss")]
        if not rest:
            return contents(t, f.objects)
        if rest == "poss":
            return [p for g in contents(t, f.objects) for p in t.children(g, "poss")]
        return [k for g in contents(t, f.objects) for k in grammar.after(t, g, rest)]
    if first == "subject":
        return list(f.subjects)
    if first == "dative":
        return [
            k
            for d in t.children(f.i, "dative")
            for k in (grammar.coordinated(t, d) if t.tokens[d].pos != "ADP" else [])
        ]
    if first == "clause":
        found: list[int] = []
        for k in f.clauses:
            inner = frame(t, k)
            if rest == "subject":
                found += [x for x in t.children(k, "nsubj", "nsubjpass") for x in grammar.coordinated(t, x)]
            else:
                found += slot(Frame(t, k, inner.passive, (), inner.objects, ()), rest)
        return found
    return [*grammar.after(t, f.i, first), *(grammar.within(t, f.i, first) if t.tokens[f.i].pos == "VERB" else ())]
