"""Who a noun phrase names.

Words that stand for people named before ("he", "the two leaders", "his Polish counterpart") are resolved here, within a
paragraph or section and only where one reading is left; else nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.mark.scene.look import Named, Scene, holds, is_city, level, named, running, state
from dragoman.mark.scene.pronouns import RUNNING, he
from dragoman.mark.scene.strangers import namesake, titled
from dragoman.marks import Mention
from dragoman.record import Party
from dragoman.text import grammar
from dragoman.text.grammar import Tree

_HE = {"he", "she", "him", "her"}
_THEY = {"they", "them", "both", "two"}
_PAIR = re.compile(
    r"(?:the )?(?:(?:two|both) )?(?:part(?:y|ies)|sides?|leaders|counterparts|interlocutors|politicians|officials|delegations|teams|negotiators|diplomats)$"
)
_EXPERTS = re.compile(r"\b(?:directorate|department|division|experts?|working group)\b", re.I)


def who(
    scene: Scene, s: int, heads: Iterable[int], day: date | None = None, partners: Sequence[Named] = ()
) -> list[Named]:
    """Who the noun phrases with these head words name, in order, each once; ``partners``: whom "counterpart" may mirror."""
    found: dict[str, Named] = {}
    for head in heads:
        for one in _noun(scene, s, head, day, [*partners, *found.values()]):
            found.setdefault(one.key, one)
    matched = _matched(list(found.values()))
    people = [n for n in matched if n.party.kind == "person" and n.party.name]
    lands = {n.party.country for n in people}
    return [n for n in matched if n.party.kind != "state" or (n.party.country not in lands and len(people) < 2)]


def _matched(found: list[Named]) -> list[Named]:
    """ "the deputy premiers of A and B, X and Y": the names take the offices in order."""
    offices = [n for n in found if n.party.kind == "person" and not n.party.name and n.party.role and n.party.country]
    names = [
        n
        for n in found
        if n.party.name and n.party.kind == "person" and n.start > max((o.start for o in offices), default=0)
    ]
    if not offices or len(offices) != len(names) or len({o.party.words for o in offices}) > 1:
        return found
    filled = [
        Named(n.party.model_copy(update={"country": o.party.country, "role": o.party.role}), o.level, n.start)
        if n.party.country in {None, o.party.country} else n
        for n, o in zip(names, offices, strict=True)
    ]  # fmt: skip
    return [n for n in found if n not in offices and n not in names] + filled


def _noun(scene: Scene, s: int, head: int, day: date | None, partners: Sequence[Named]) -> list[Named]:
    t = scene.trees[s]
    token = t.tokens[head]
    low = token.text.lower()
    if low in _HE:
        one = he(scene, s, token.start, other=low in {"him", "her"})
        return [one] if one else []
    if low in _THEY:
        return they(scene, s, token.start)
    phrase = _phrase(t, head)
    inside = [m for m in scene.mentions.get(s, ()) if any(holds(m, t, k) for k in phrase)]
    people = [m for m in inside if m.kind == "person"]
    if people:
        return [namesake(scene, t, m) or named(scene, m) for m in people]
    if token.lemma.lower() == "counterpart":
        return _counterpart(scene, inside, day or _today(scene, s), partners, token.start)
    words = scene.text.body[t.tokens[min(phrase)].start : t.tokens[max(phrase)].end].lower()
    if _PAIR.match(words) and not grammar.after(t, head, "of", "from"):
        return pair(scene, s, token.start)
    unlisted = titled(scene, s, t, head)
    if unlisted:
        return [unlisted]
    actors = [n for m in inside if holds(m, t, head) and m.kind != "place" for n in _spread(scene, s, m)]
    if actors:
        return actors
    led = [
        k
        for a in t.children(head, "acl")
        if t.tokens[a].lemma.lower() in {"head", "lead"}
        for k in grammar.agents(t, a)
    ]
    if led and token.lemma.lower() in _GROUPS:  # "a delegation headed by the Speaker of …"
        return [n for k in led for n in _noun(scene, s, k, day, partners)]
    if (
        token.lemma.lower() in _GROUPS
    ):  # "representatives of A and B", "a delegation of the department of the ministry of A"
        return _group(scene, s, t, head, phrase)
    return []


def _group(scene: Scene, s: int, t: Tree, head: int, phrase: list[int]) -> list[Named]:
    wide = {*phrase}
    todo = [head]
    while todo:
        behind = [n for n in grammar.after(t, todo.pop(), "of", "from") if n not in wide]
        todo += behind
        wide |= {k for n in behind for k in _phrase(t, n)}
    groups = [
        m
        for m in scene.mentions.get(s, ())
        if m.kind in {"state", "body", "place", "group"} and any(holds(m, t, k) for k in wide)
    ]
    owned = [m for m in groups if m.country in scene.book.states]
    low = _EXPERTS.search(scene.text.body[t.tokens[min(wide)].start : t.tokens[max(wide)].end])
    found = [named(scene, m, role=_role(t.tokens[head].lemma.lower())) for m in owned or groups]
    return [Named(n.party.model_copy(update={"kind": "group"}), "experts", n.start) for n in found] if low else found


def _today(scene: Scene, s: int) -> date | None:
    now = running(scene, s)
    return now.day if now else None


def _spread(scene: Scene, s: int, m: Mention) -> list[Named]:
    """A mention that stands for several ("the presidents", "the ministries of the two countries") as each of them.

    A state that the words do not name comes from the pair this paragraph, section or heading speaks of.
    """
    if not m.rivals:
        return [named(scene, m)] if m.country or m.name or m.entity else []
    if m.rivals[0] in scene.book.persons:
        more = scene.text.body[m.end : m.end + 4] == " of "  # "the heads of state of Central Asia": nobody named so far
        if not m.role or more or m.reason.startswith("several persons"):
            return []  # "the parties" is told by its own section; "the president" may be either
        return [_person(scene, r, m) for r in m.rivals]
    lands = [r for r in m.rivals if r in scene.book.states]
    if m.reason.startswith("ministry") or "two" in scene.text.body[m.start : m.end].lower():
        lands = [n.party.country for n in states(scene, s) if n.party.country] or lands
    kind = "body" if m.kind == "body" else "person" if m.role else "state"
    return [
        Named(
            Party(kind=kind, name=None if m.role else state(scene, land).party.name, words=scene.text.body[m.start : m.end], country=land, role=m.role),  # type: ignore[arg-type]
            level(m.level), m.start,
        )
        for land in lands
    ]  # fmt: skip


def _person(scene: Scene, entity: str, m: Mention) -> Named:
    """A person known by id: country and office as this text last gave them."""
    told = [x for x in scene.marks.mentions if x.entity == entity and x.country]
    before = [x for x in told if x.start <= m.start] or told
    country = before[-1].country if before else scene.book.persons[entity].country
    party = Party(
        kind="person", name=scene.book.persons[entity].name, words=scene.text.body[m.start : m.end], entity=entity,
        country=country, sector="GOV", role=m.role,
    )  # fmt: skip
    return Named(party, level(m.level), m.start)


_CITY = {"city", "capital", "town", "resort"}
_GROUPS = {
    "leader", "representative", "delegation", "official", "diplomat", "negotiator", "minister", "ministry", "head", "team",
    "side", "party", "envoy", "ambassador", "president", "premier", "government", "expert", "specialist", "lawmaker",
    "parliamentarian", "general", "chief", "deputy", "secretary", "adviser", "advisor", "group", "commission", "department",
    "directorate", "member", "speaker", "governor", "country", "state", "authority",
}  # fmt: skip


_UNNAMED = {
    "official",
    "delegation",
    "officer",
    "general",
    "minister",
    "lawmaker",
    "governor",
    "expert",
    "businessman",
    "commander",
    "diplomat",
}


def _role(lemma: str) -> str | None:
    return None if lemma in {"side", "party", "country", "state"} else lemma


def _phrase(t: Tree, head: int) -> list[int]:
    """The noun phrase proper: left modifiers and appositions, without what hangs on by preposition or clause."""
    found = [head]
    for k in t.children(head, "compound", "amod", "poss", "nmod", "appos", "nn", "det", "nummod", "predet", "flat"):
        if t.tokens[k].dep == "appos":
            found += [j for one in grammar.coordinated(t, k) for j in _phrase(t, one)]
        elif t.tokens[k].dep == "poss":
            continue
        else:
            found += [k, *(j for j in t.children(k, "conj", "compound", "amod"))]
    return sorted(set(found))


def groups_near(scene: Scene, s: int, t: Tree, *heads: int, places: bool = False) -> list[Named]:
    """States and bodies named inside the noun phrases: "Russian-Ukrainian talks", "EU summit"; with ``places`` cities too."""
    found: dict[str, Named] = {}
    for head in heads:
        phrase = _phrase(t, head)
        for m in scene.mentions.get(s, ()):
            if m.kind in (
                {"state", "body", "group", "place"} if places else {"state", "body", "group", "person"}
            ) and any(t.tokens[k].start < m.end and m.start < t.tokens[k].end for k in phrase):
                one = named(scene, m)
                found.setdefault(one.key, one)
        if places and not found and t.tokens[head].lemma.lower() in _CITY:
            last = [
                m
                for b in _backwards(scene, s)[:3]
                for m in scene.mentions.get(b, ())
                if m.country and m.start < t.tokens[head].start and is_city(scene, m)
            ]
            found.update({n.key: n for n in map(lambda m: named(scene, m), last[:1])})
    return list(found.values())


def pair(scene: Scene, s: int, before: int) -> list[Named]:
    """The two people that this section speaks of ("the parties", "the two leaders"): one pair only, else nobody."""
    found: dict[frozenset[str], list[Named]] = {}
    for back in _backwards(scene, s):
        two = _two(scene, back, before) if back in scene.trees else []  # without a cue two names are no pair
        if two:
            found.setdefault(frozenset(n.key for n in two), two)
    return next(iter(found.values())) if len(found) == 1 else []


def they(scene: Scene, s: int, before: int) -> list[Named]:
    """Whom "they" means: the two people, or "the presidents", of the words before or of the sentence before."""
    block = scene.marks.sentences[s].block
    for b in range(s, max(-1, s - 1 - RUNNING), -1):
        if scene.marks.sentences[b].block != block:
            break
        told = [m for m in scene.mentions.get(b, ()) if m.end <= before and m.sense == "actor"]
        spread = [n for m in told if m.rivals for n in _spread(scene, b, m)]
        if spread:
            return spread if len(spread) == 2 else []
        if any(m.kind in {"person", "office", "group"} for m in told):
            return _two(scene, b, before)
    return []


def _two(scene: Scene, s: int, before: int) -> list[Named]:
    """The two people of two countries that a sentence names; nobody where it names one or more than two."""
    people = [
        named(scene, m) for m in scene.mentions.get(s, ()) if m.kind == "person" and m.end <= before and m.country
    ]
    found = {p.key: p for p in people}
    return list(found.values()) if len(found) == 2 and len({p.party.country for p in found.values()}) == 2 else []


def unnamed(scene: Scene, s: int, heads: Iterable[int]) -> list[Named]:
    """Groups without a name or state ("military officials", "a delegation of businessmen"), by their words."""
    t, found = scene.trees[s], []
    for head in heads:
        if t.tokens[head].lemma.lower() in _UNNAMED:
            inside = _phrase(t, head)
            words = scene.text.body[t.tokens[inside[0]].start : t.tokens[inside[-1]].end]
            found.append(Named(Party(kind="group", name=None, words=words), None, t.tokens[head].start))
    return found


def people(scene: Scene, s: int) -> list[Named]:
    """People named in a sentence, in order."""
    return [named(scene, m) for m in scene.mentions.get(s, ()) if m.kind == "person"]


def states(scene: Scene, s: int) -> list[Named]:
    """The two states last spoken of as a pair: in this paragraph, this section, or a heading above."""
    spans = [(scene.marks.sentences[b].start, b) for b in _backwards(scene, s) if b != s]
    for _, b in spans:
        found = states_in(scene, [b])
        if len(found) == 2:
            return found
    for block in scene.headings(s):
        found = states_in(scene, scene.of_block.get(block, []))
        if len(found) == 2:
            return found
    return []


def states_in(scene: Scene, sentences: Iterable[int], start: int = 0, end: int | None = None) -> list[Named]:
    """States named, or stood for by a person, in these sentences, each once; ``start`` and ``end`` bound the words."""
    found: dict[str, Named] = {}
    for b in sentences:
        for m in scene.mentions.get(b, ()):
            if (
                start <= m.start
                and (end is None or m.end <= end)
                and m.kind in {"state", "person"}
                and m.country
                and len(m.country) == 3
            ):
                found.setdefault(m.country, state(scene, m.country, m.start))
    return list(found.values())


def _backwards(scene: Scene, s: int) -> list[int]:
    """This sentence, those before it in its paragraph, then those before it in its section, the nearest first."""
    found, section = [s], scene.section(s)
    for b in range(s - 1, -1, -1):
        if scene.section(b) != section or len(found) > 12:
            break
        block = scene.block(b)
        if block is not None and block.kind in {"paragraph", "item"}:
            found.append(b)
    return found


def _counterpart(
    scene: Scene, inside: list[Mention], day: date | None, partners: Sequence[Named], start: int
) -> list[Named]:
    """ "his Polish counterpart": who held the partner's post in Poland that day; without a holder an unnamed office."""
    country = next((m.country for m in inside if m.country), None)
    partner = next((p for p in partners if p.party.country != country and p.party.role), None)
    if not country:
        return []
    if not partner or not partner.party.role:
        return [named(scene, m) for m in inside if m.entity and m.kind == "office"][:1]
    holder = _holder(scene, partner.party.role, country, day)
    words = scene.text.body[min(m.start for m in inside) : start + len("counterpart")]
    party = Party(
        kind="person", name=holder and holder[1], words=words, entity=holder and holder[0], country=country, sector="GOV", role=partner.party.role,
    )  # fmt: skip
    return [Named(party, partner.level, start)]


def _holder(scene: Scene, post: str, country: str, day: date | None) -> tuple[str, str] | None:
    tenure = scene.book.holder(post, country, day) if day else None
    return (tenure.holder, scene.book.persons[tenure.holder].name) if tenure else None
