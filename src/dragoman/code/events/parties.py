"""Who acts and who is acted upon: named mentions, names no table lists, and nouns that name agents ("police", "gunmen")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.mark import scene
from dragoman.mark.scene import Named, Scene
from dragoman.record import Party
from dragoman.text import grammar
from dragoman.text.grammar import Tree

_COUNTING = {
    "number", "group", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "score", "scores", "series", "majority", "member",
    "couple", "pair", "handful", "part", "crowd", "team", "wave", "most", "some", "all", "many", "several", "one", "two", "three", "million", "millions",
}  # fmt: skip
PRIVATE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "AID", "RETREAT"})
"""Types that are ordinary crime, justice or kindness where only private people take part."""
_CITIZENS = {"CVL", "ELI", "CRM", "UNK", None}
_PRONOUNS = {"he", "she", "him", "her", "they", "them"}
_OWNS = {"of", "in", "from", "at"}


def parties(look: Scene, s: int, heads: Iterable[int], *, inside: bool = False) -> list[Named]:
    """Whom the noun phrases with these head words name, each once, in order.

    ``inside``: where its head is nobody, a state or body named within the phrase counts ("a German proposal"), and a
    place for its state ("recalled its ambassador from Paris").
    """
    t, found = look.trees[s], dict[str, Named]()
    for head in heads:
        for one in _one(look, s, t, head, inside):
            found.setdefault(one.key, one)
    people = [n for n in found.values() if n.party.kind == "person" and n.party.name]
    lands = {n.party.country for n in people}
    return [n for n in found.values() if n.party.kind != "state" or n.party.country not in lands or len(people) > 1]


def is_named(one: Named) -> bool:
    """True for someone a table knows, or whose state is told."""
    return bool(
        one.party.entity or one.party.country or (one.party.name and one.party.kind in {"person", "state", "body"})
    )


def sector(look: Scene, one: Named) -> str | None:
    """The PLOVER sector: of the mention, else of the noun."""
    if one.party.sector:
        return one.party.sector
    word = (one.party.words or "").split()
    return look.book.agents.get(word[-1].lower()) if word else None


def _one(look: Scene, s: int, t: Tree, head: int, inside: bool) -> list[Named]:
    found = scene.who(look, s, [head])
    if found:
        return found
    found = scene.strangers(look, s, [head]) or scene.body_as_written(look, s, [head])
    if found:
        return found
    lemma = t.tokens[head].lemma.lower()
    over = t.tokens[head].head
    if t.tokens[head].dep == "attr" and t.tokens[over].lemma.lower() == "be":  # "Chad is the only state that voted …"
        found = [n for k in grammar.subjects(t, over) for n in scene.who(look, s, [k])]
        if found:
            return found
    listed = grammar.after(t, head, "including")
    if listed and (found := [n for k in listed for n in scene.who(look, s, [k])]):
        return found
    if lemma in _COUNTING or t.tokens[head].pos == "NUM":
        behind = grammar.after(t, head, "of")
        if behind:
            return [n for k in behind for n in _one(look, s, t, k, inside)]
    if lemma in look.book.agents or t.tokens[head].text.lower() in look.book.agents:
        return [_agent(look, s, t, head)]
    if t.tokens[head].text.lower() in _PRONOUNS:
        token = t.tokens[head]
        return [Named(Party(kind="unknown", name=None, words=token.text), None, token.start)]
    if inside:
        near = scene.groups_near(look, s, t, head) or _owner(look, s, t, head) or _lent(look, s, t, head)
        return near or [
            scene.named(look, m)
            for m in look.mentions.get(s, ())
            if m.kind == "place" and m.country and scene.holds(m, t, head)
        ]
    return []


def _lent(look: Scene, s: int, t: Tree, head: int) -> list[Named]:
    """The state whose adjective stands in the phrase ("an Australian ultimatum")."""
    left = [head, *t.children(head, "amod", "compound", "nmod")]
    found = [m for m in look.loose.get(s, ()) if any(scene.holds(m, t, k) for k in left)]
    return [scene.state(look, m.country, m.start) for m in found[:1] if m.country]


def _owner(look: Scene, s: int, t: Tree, head: int) -> list[Named]:
    return [n for k in t.children(head, "poss") for n in scene.who(look, s, [k])]


def _agent(look: Scene, s: int, t: Tree, head: int) -> Named:
    """Unnamed people or a body by their words; their state where the phrase names one."""
    left = [k for k in t.children(head, "amod", "compound", "poss", "nummod", "nmod", "quantmod") if k < head]
    first = min([head, *(j for k in left for j in t.under(k) if j < head)])
    words = look.text.body[t.tokens[first].start : t.tokens[head].end]
    near = scene.groups_near(look, s, t, head) or _owner(look, s, t, head) or _lent(look, s, t, head)
    behind = grammar.after(t, head, *_OWNS)
    land = next((n.party.country for n in near if n.party.country), None) or next(
        (m.country for k in behind for m in look.mentions.get(s, ()) if m.country and scene.holds(m, t, k)), None
    )
    low = t.tokens[head].lemma.lower()
    code = look.book.agents.get(low) or look.book.agents.get(t.tokens[head].text.lower())
    party = Party(kind="group", name=None, words=words, country=land, sector=code)
    return Named(party, None, t.tokens[first].start)


def owners(look: Scene, s: int, t: Tree, i: int) -> list[Named]:
    """Who does what a noun says: the possessor, "by …", "between …", a state before it ("the Russian attack")."""
    found = parties(look, s, [*t.children(i, "poss"), *grammar.after(t, i, "by", "between")])
    if found:
        return found
    near = [
        scene.named(look, m)
        for k in t.children(i, "amod", "compound", "nmod")
        for m in (*look.mentions.get(s, ()), *look.loose.get(s, ()))
        if scene.holds(m, t, k) and m.kind in {"state", "body", "group", "person"}
    ]
    return list({n.key: n for n in near}.values())


def is_private(look: Scene, found: Sequence[Named]) -> bool:
    """True where only private people take part, none of them of a known state: an ordinary crime, no politics."""
    return not any(n.party.entity or n.party.country or sector(look, n) not in _CITIZENS for n in found)


def known_first(found: Sequence[Named]) -> list[Named]:
    """Without people of unknown identity ("them", "participants") where somebody known stands beside them, and without
    a state beside its own people."""
    lands = {n.party.country for n in found if n.party.kind != "state"}
    known = [
        n for n in found if n.party.kind != "unknown" and not (n.party.kind == "state" and n.party.country in lands)
    ]
    return known or list(found)


def without(found: Sequence[Named], others: Sequence[Named]) -> list[Named]:
    """Those of the first that are not among the second; a state is among its own people."""
    keys = {n.key for n in others}
    lands = {n.party.country for n in others if n.party.country}
    return [n for n in found if n.key not in keys and not (n.party.kind == "state" and n.party.country in lands)]
