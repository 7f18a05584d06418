"""People and bodies that no table lists, by the words that name them; their state and office stay unknown unless told."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.mark.scene.look import Named, Scene, holds
from dragoman.marks import Mention
from dragoman.record import Party
from dragoman.text.grammar import Tree

_FORMS = {
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "President",
    "Minister",
    "Premier",
    "Chancellor",
    "General",
    "Ambassador",
    "Patriarch",
    "King",
    "Prince",
    "Sheikh",
}
_TITLES = {
    "chairman", "chairwoman", "chair", "speaker", "head", "secretary", "president", "minister", "governor", "mayor", "ambassador", "envoy",
    "representative", "director", "commander", "chief", "adviser", "advisor", "premier", "leader", "commissioner", "patriarch", "metropolitan",
    "coordinator", "deputy", "prosecutor", "ombudsman", "chancellor", "general", "negotiator",
}  # fmt: skip


_BODIES = {
    "council", "committee", "commission", "organization", "organisation", "union", "community", "group", "assembly", "association", "conference",
    "forum", "alliance", "league", "commonwealth", "bureau", "board",
}  # fmt: skip
_THINGS = _BODIES | {
    "bank", "ministry", "university", "company", "party", "parliament", "senate", "duma", "court", "house", "palace", "airport", "street",
    "agency", "fund", "foundation", "institute", "centre", "center", "corporation", "service", "federation", "republic", "region", "district",
    "province", "day", "agreement", "treaty", "initiative", "summit", "system", "front", "movement", "army", "corps", "fleet", "club", "school",
    "church", "square", "sea", "lake", "river", "island", "city", "county", "department", "office", "administration", "week", "times",
}  # fmt: skip


def strangers(scene: Scene, s: int, heads: Iterable[int]) -> list[Named]:
    """Names of two or three capitalised words without a title ("met Albin Kurti"), where no mention stands and no thing is meant."""
    t, found = scene.trees[s], []
    for head in heads:
        names = _name(t, head)
        if not 2 <= len(names) <= 3 or any(
            t.tokens[k].text.lower() in _THINGS or t.tokens[k].text.isupper() for k in names
        ):
            continue
        if any(t.tokens[k].text.lower() == "the" for k in t.children(head, "det")) or any(
            holds(m, t, k) for k in names for m in scene.mentions.get(s, ())
        ):
            continue
        words = scene.text.body[t.tokens[names[0]].start : t.tokens[head].end]
        found.append(Named(Party(kind="person", name=words, words=words), None, t.tokens[names[0]].start))
    return found


def _name(t: Tree, head: int) -> list[int]:
    """The unbroken run of capitalised words that ends in a head word; empty where the head is not the last of them."""
    names = [
        k
        for k in (*t.children(head, "compound"), head)
        if t.tokens[k].tag == "NNP" and t.tokens[k].text[:1].isupper() and t.tokens[k].text.replace("-", "").isalpha()
    ]
    return names if names and names == list(range(names[0], head + 1)) else []


def namesake(scene: Scene, t: Tree, m: Mention) -> Named | None:
    """Somebody else of the same surname: "Mher Grigoryan" where only another Grigoryan is known."""
    if not m.reason.startswith("surname"):
        return None
    head = next((k for k, token in enumerate(t.tokens) if m.start <= token.start < m.end), None)
    if not head:
        return None
    before = t.tokens[head - 1]
    if before.tag != "NNP" or before.head != head or before.start < m.start < before.end:
        return None
    if before.text.rstrip(".") in _FORMS or before.text.isupper():
        return None
    if any(x.start < before.end and before.start < x.end for x in scene.times.get(m.sentence, ())):
        return None  # "on 7 February Scholz …"
    words = scene.text.body[before.start : m.end]
    return Named(Party(kind="person", name=words, words=words), None, before.start)


def titled(scene: Scene, s: int, t: Tree, head: int) -> Named | None:
    """A name of two words or more that no table knows, behind a title ("the Chairman of the Senate, Maulen Ashimbayev")."""
    for at in [head, *t.children(head, "appos")]:
        names = _name(t, at)
        if len(names) < 2 or any(t.tokens[k].text.lower() in _THINGS for k in names):
            continue
        if any(holds(m, t, k) for k in names for m in (*scene.mentions.get(s, ()), *scene.times.get(s, ()))):
            continue
        above = t.tokens[at].head
        joined = t.tokens[at].dep in {"conj", "appos"} and (
            t.tokens[above].lemma.lower() in _TITLES or t.tokens[above].dep == "conj"
        )
        if not (joined if at == head else t.tokens[head].lemma.lower() in _TITLES):
            continue
        words = scene.text.body[t.tokens[names[0]].start : t.tokens[at].end]
        land = next(
            (
                m.country
                for m in scene.mentions.get(s, ())
                if m.country and t.tokens[head].start <= m.start < t.tokens[at].start
            ),
            None,
        )
        return Named(
            Party(kind="person", name=words, words=words, country=land, role=t.tokens[head].lemma.lower()),
            None,
            t.tokens[head].start,
        )
    return None


def body_as_written(scene: Scene, s: int, heads: Iterable[int]) -> list[Named]:
    """A council or commission that no table lists, by the capitalised words that name it."""
    t, found = scene.trees[s], []
    for head in heads:
        names = [k for k in (*t.children(head, "compound", "amod"), head) if t.tokens[k].tag in {"NNP", "NNPS"}]
        if len(names) > 1 and names[-1] == head and t.tokens[head].lemma.lower() in _BODIES:
            words = scene.text.body[t.tokens[names[0]].start : t.tokens[head].end]
            found.append(Named(Party(kind="body", name=words, words=words), None, t.tokens[names[0]].start))
    return found
