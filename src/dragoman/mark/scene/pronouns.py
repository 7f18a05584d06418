"""Whom "he", "she", "him" and "his" mean: one rule for the coders and for the mentions; unsure where two people fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from dragoman.mark.scene.look import Named, Scene, holds, named
from dragoman.marks import Mention
from dragoman.text import grammar
from dragoman.text.grammar import Tree
from dragoman.text.names import is_woman

RUNNING = 3
"""Sentences back in a paragraph that a pronoun may reach."""
SEX = {
    "he": "man",
    "him": "man",
    "his": "man",
    "she": "woman",
    "her": "woman",
    "hers": "woman",
    "himself": "man",
    "herself": "woman",
}
_REFLEXIVE = {"himself", "herself"}
_SUBJECTS = {"he", "she"}
_SUBJECT = {"nsubj", "nsubjpass"}
_SPEECH = {
    "say",
    "tell",
    "add",
    "note",
    "stress",
    "warn",
    "declare",
    "announce",
    "explain",
    "insist",
    "argue",
    "reply",
    "write",
}
_WORDS = {"word", "remark", "comment", "speech", "statement", "answer", "reply", "message", "tone", "address"}
_MINDED = {
    "congratulate", "thank", "praise", "criticise", "criticize", "blame", "commend", "fault", "mock", "reproach", "condemn",
    "dismiss", "sack", "punish", "reward", "forgive", "envy", "admire",
}  # fmt: skip
"""Verbs that speak of what somebody else did: "praised Zarif for his patience"."""
_GIVING = {"promise", "give", "offer", "send", "show", "lend", "hand", "grant", "wish", "owe", "pay", "bring", "buy"}
_TALKS = {"talk", "meeting", "conversation", "call", "negotiation", "summit", "session", "exchange"}
_BESIDE = {"with", "by", "and", "to"}


class Antecedent(NamedTuple):
    """Whom a pronoun means most likely, and who else it may mean."""

    best: Mention | None
    rivals: tuple[Mention, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.best is not None and not self.rivals


def he(scene: Scene, s: int, before: int, *, other: bool = False) -> Named | None:
    """Who spoke or acted last in the paragraph: the first person of the nearest sentence before that names one.

    ``other``: an object ("received him") is nobody of its own clause.
    """
    found = antecedent(scene, s, before, other=other).best
    return named(scene, found) if found else None


def antecedent(scene: Scene, s: int, before: int, *, other: bool = False) -> Antecedent:
    """Whom the pronoun that begins at ``before`` means; where none does, whom "he" would mean there.

    A possessive is its clause's subject; an object is not; a subject is that of the clause above, of the clause before, of
    the sentence before. Another person of the same sex who takes part there is a rival.
    """
    t = scene.trees.get(s)
    at = next((k for k, x in enumerate(t.tokens) if x.start == before), None) if t else None
    sex = SEX.get(t.tokens[at].text.lower()) if t and at is not None else None
    here = [m for m in _people(scene, s, sex) if m.end <= before]
    barred: list[Mention] = []
    if t and at is not None:
        if (t.tokens[at].tag == "PRP$" or t.tokens[at].text.lower() in _REFLEXIVE) and not other:
            owner = _owner(scene, s, t, at, _people(scene, s, sex))
            if owner is not None:
                return owner
        if other and (unsure := _unsure_subject(scene, s, t, at)):
            return unsure  # "Macron phoned Putin. He urged him …"
        if other or t.tokens[at].tag == "PRP$":
            barred = [] if _takes_along(t, at) else _subject(scene, s, t, at, here)
            here = [m for m in here if not _is_one(m, barred)]
        found = _inside(scene, s, t, at, here, other=other) or _ahead(scene, s, t, at, sex)
        if found is not None:
            return found
    elif here:
        return Antecedent(here[0]) if len(_each(here)) == 1 else Antecedent(None, tuple(_each(here)))
    return _before(scene, s, t, at, sex, barred)


def _people(scene: Scene, s: int, sex: str | None) -> list[Mention]:
    """Persons and known holders of offices that the sentence names and that may be of this sex."""
    women = scene.book.words["women"]
    return [
        m
        for m in scene.mentions.get(s, ())
        if (m.kind == "person" or (m.kind == "office" and m.entity))
        and m.name
        and (sex is None or _may_be(scene, m, sex, women))
    ]


def _may_be(scene: Scene, m: Mention, sex: str, women: Set[str]) -> bool:
    """True where the person, or one of those whom the surname may mean, is of this sex; of a name as written only the
    given name tells."""
    names = [scene.book.persons[r].name for r in m.rivals if r in scene.book.persons] or [m.name or ""]
    if any(is_woman(name, women) == (sex == "woman") for name in names):
        return True
    return sex == "woman" and not m.entity and not m.rivals


def _each(people: Sequence[Mention]) -> list[Mention]:
    """The first mention of each person."""
    return list({m.entity or m.name: m for m in reversed(people)}.values())[::-1]


def _is_one(m: Mention, others: Sequence[Mention]) -> bool:
    return (m.entity or m.name) in {x.entity or x.name for x in others}


def _heads(t: Tree, m: Mention) -> Iterator[int]:
    """Words of a mention on which the rest of it hangs."""
    inside = [k for k in range(len(t.tokens)) if holds(m, t, k)]
    return (k for k in inside if t.tokens[k].head not in inside or t.tokens[k].head == k)


def _part(t: Tree, m: Mention) -> str:
    """What a mention is in its clause: subject, object, owner, or aside."""
    for k in _heads(t, m):
        seen = 0
        while t.tokens[k].dep in {"conj", "appos", "compound", "nmod"} and seen < 6:
            k, seen = t.tokens[k].head, seen + 1
        dep = t.tokens[k].dep
        if dep in _SUBJECT:
            return "subject"
        if dep in {"dobj", "dative", "attr", "oprd"}:
            return "object"
        if dep == "poss":
            return "owner"
        above = t.tokens[t.tokens[k].head]
        if dep == "pobj" and above.text.lower() in _BESIDE:
            verb = t.tokens[above.head]
            return "object" if verb.pos in {"VERB", "AUX"} or verb.lemma.lower() in _TALKS else "aside"
    return "aside"


def _subject(scene: Scene, s: int, t: Tree, at: int, here: Sequence[Mention]) -> list[Mention]:
    """The people of the subject of the clause that holds the word, also where that is a pronoun."""
    found: list[Mention] = []
    clause = grammar.clause(t, at)
    for head in grammar.subjects(t, clause):
        if head == at or (at in t.under(head) and grammar.clause(t, head) == clause):
            continue  # "his words" as the subject itself
        found += [m for m in here if holds(m, t, head)]
        if t.tokens[head].text.lower() in _SUBJECTS and t.tokens[head].start < t.tokens[at].start:
            best = antecedent(scene, s, t.tokens[head].start).best
            found += [best] if best else []
    return found


def _unsure_subject(scene: Scene, s: int, t: Tree, at: int) -> Antecedent | None:
    """Of an object beside a "he" of whom two people fit, the same two fit."""
    word = "she" if SEX[t.tokens[at].text.lower()] == "woman" else "he"
    told = [k for k in grammar.subjects(t, grammar.clause(t, at)) if t.tokens[k].text.lower() == word]
    found = antecedent(scene, s, t.tokens[told[0]].start) if told and told[0] < at else Antecedent(None)
    return Antecedent(found.rivals[0], tuple(m for m in (found.best, *found.rivals[1:]) if m)) if found.rivals else None


def _takes_along(t: Tree, at: int) -> bool:
    """ "brought money with him": the subject, or somebody else."""
    above = t.tokens[at].head
    return (
        t.tokens[at].dep == "pobj"
        and t.tokens[above].text.lower() in {"with", "behind", "before", "after", "around"}
        and any(t.children(grammar.clause(t, at), "dobj"))
    )


def _owner(scene: Scene, s: int, t: Tree, at: int, here: Sequence[Mention]) -> Antecedent | None:
    """Whose: the clause's subject, unless "he was his deputy"; an object before it is a rival."""
    clause = grammar.clause(t, at)
    subject = _each(_subject(scene, s, t, at, here))
    lemma, head = t.tokens[clause].lemma.lower(), t.tokens[at].head
    if not subject or (lemma == "be" and t.tokens[head].dep == "attr"):
        return None
    told = [head for head in grammar.subjects(t, clause) if t.tokens[head].text.lower() in _SUBJECTS]
    if told:
        return antecedent(scene, s, t.tokens[told[0]].start)
    if SEX[t.tokens[at].text.lower()] == "woman":
        subject = [m for m in subject if m in here]
    rivals = [m for m in here if not _is_one(m, subject) and _part(t, m) == "object" and _in_clause(t, m, clause)]
    rivals = [m for m in rivals if m.end <= t.tokens[at].start]
    if lemma in _MINDED and len(subject) == 1 and len(rivals) == 1 and t.tokens[head].dep == "pobj":
        return Antecedent(rivals[0])  # "congratulated Erdogan on his victory"
    if at and t.tokens[at].text.lower() == "her" and t.tokens[at - 1].lemma.lower() in _GIVING:
        found = antecedent(scene, s, t.tokens[at].start, other=True)  # "promised her money"
        return Antecedent(found.best, tuple(_each([*found.rivals, *subject]))) if found.best else found
    return Antecedent(subject[0], tuple(_each([*subject[1:], *rivals]))) if subject else None


def _in_clause(t: Tree, m: Mention, clause: int) -> bool:
    return any(grammar.clause(t, k) == clause for k in _heads(t, m))


def _inside(scene: Scene, s: int, t: Tree, at: int, here: list[Mention], *, other: bool) -> Antecedent | None:
    """Somebody of the same sentence; None where the sentences before must tell."""
    token = t.tokens[at]
    word = "she" if SEX.get(token.text.lower()) == "woman" else "he"
    first = next((x.start for x in t.tokens[:at] if x.text.lower() == word and x.dep in _SUBJECT), None)
    if first is not None and not other and token.tag != "PRP$":
        return antecedent(scene, s, first)  # "He came on Monday; on Tuesday he met …"
    if not other and _is_told_by_somebody(scene, s, t, at):
        return Antecedent(None)
    if other or token.tag == "PRP$":
        taking = [m for m in here if _part(t, m) != "owner"] or here
        people = _each(taking)
        if len(people) > 1:
            return Antecedent(people[0] if not other else None, tuple(people if other else people[1:]))
        return Antecedent(people[0]) if people else None
    own = grammar.clause(t, at)
    aside = [m for m in here if any(t.tokens[k].dep == "pobj" and grammar.clause(t, k) == own for k in _heads(t, m))]
    here = [m for m in here if m not in aside]  # "With Blinken he spoke by phone": not Blinken
    if here and any(x.text.lower() in {"him", "them"} for x in t.tokens[:at]):
        return Antecedent(None, tuple(_each(here)))  # "Xi met him there, and later he …"
    people = _each(here)
    if len(people) < 2:
        return Antecedent(people[0]) if people else None
    if _part(t, here[0]) != "subject" or token.dep not in _SUBJECT:
        return Antecedent(None, tuple(people))
    # "Rama was received by Scholz, and on 3 May he met …": the subject goes on
    return Antecedent(people[0], tuple(m for m in people[1:] if _part(t, m) in {"subject", "object"}))


def _ahead(scene: Scene, s: int, t: Tree, at: int, sex: str | None) -> Antecedent | None:
    """ "When he landed in Minsk, Putin …": the subject behind a clause that opens the text."""
    clause = grammar.clause(t, at)
    block = scene.marks.sentences[s].block
    if t.tokens[at].dep not in _SUBJECT or t.tokens[clause].dep != "advcl" or clause > t.tokens[clause].head:
        return None
    if s and scene.marks.sentences[s - 1].block == block:
        return None
    main = grammar.subjects(t, t.tokens[clause].head)
    found = _each([m for m in _people(scene, s, sex) if any(holds(m, t, k) for k in main)])
    return Antecedent(found[0]) if len(found) == 1 else None


def _before(
    scene: Scene, s: int, t: Tree | None, at: int | None, sex: str | None, barred: Sequence[Mention]
) -> Antecedent:
    """Somebody of the nearest sentence before that names one who is not named again in this one."""
    block = scene.marks.sentences[s].block
    again = [m for m in scene.mentions.get(s, ()) if m.kind in {"person", "office"}]
    for b in range(s - 1, max(-1, s - 1 - RUNNING), -1):
        if scene.marks.sentences[b].block != block and not _next_item(scene, b, s):
            break
        goes_on = _pronoun_subject(scene, b, sex)
        if goes_on is not None:
            found = antecedent(scene, b, goes_on)
            left = [m for m in (found.best, *found.rivals) if m and not _is_one(m, [*again, *barred])]
            return Antecedent(left[0], tuple(left[1:])) if left else Antecedent(None)
        if _is_somebody(scene, b):
            return Antecedent(None)  # "Peskov spoke. So did an aide. He …"
        told = _people(scene, b, sex)
        people = _each([m for m in told if not _is_one(m, [*again, *barred])])
        if people:
            root = scene.trees.get(b)
            people.sort(key=lambda m: root is not None and _part(root, m) != "subject")  # whom the sentence is about
            rivals = [m for m in people[1:] if root is None or _part(root, m) in {"subject", "object"}]
            if rivals and root and _goes_on_speaking(root, people[0], t, at):
                rivals = []
            return Antecedent(people[0], tuple(rivals))
    return Antecedent(None)


def _goes_on_speaking(before: Tree, speaker: Mention, t: Tree | None, at: int | None) -> bool:
    """ "Xi told Modi and Sharif that … His words …", "She said …": who spoke goes on."""
    if t is None or at is None or _part(before, speaker) != "subject":
        return False
    said = any(
        before.tokens[k].lemma.lower() in _SPEECH
        and any(holds(speaker, before, j) for j in grammar.subjects(before, k))
        for k, x in enumerate(before.tokens)
        if x.dep == "ROOT"
    )
    head = t.tokens[t.tokens[at].head].lemma.lower()
    return said and head in (_WORDS if t.tokens[at].tag == "PRP$" else _SPEECH)


def _is_somebody(scene: Scene, s: int) -> bool:
    """True where the subject of a sentence is somebody unnamed: an office or people of whom no name is known."""
    t = scene.trees.get(s)
    heads = {k for k, x in enumerate(t.tokens) if x.dep in _SUBJECT and t.tokens[x.head].dep == "ROOT"} if t else set()
    return t is not None and any(_is_nameless(scene, s, t, k) for k in heads)


def _is_nameless(scene: Scene, s: int, t: Tree, k: int) -> bool:
    told = [m for m in scene.mentions.get(s, ()) if m.kind == "office" and not m.name and not m.rivals]
    return any(holds(m, t, k) and m.sector for m in (*told, *scene.loose.get(s, ())))


def _is_told_by_somebody(scene: Scene, s: int, t: Tree, at: int) -> bool:
    """ "His adviser said that he …": the subject of the clause above is somebody unnamed."""
    clause, seen = grammar.clause(t, at), 0
    while t.tokens[clause].dep in {"ccomp", "advcl"} and seen < 4:
        clause, seen = grammar.clause(t, t.tokens[clause].head), seen + 1
        if any(_is_nameless(scene, s, t, k) for k in t.children(clause, *_SUBJECT)):
            return True
    return False


def _pronoun_subject(scene: Scene, s: int, sex: str | None) -> int | None:
    """Where "he" or "she" is the subject of a sentence's main clause: who that is goes on."""
    t = scene.trees.get(s)
    for x in t.tokens if t else ():
        if t and x.dep in _SUBJECT and t.tokens[x.head].dep == "ROOT":
            word = x.text.lower()
            return x.start if word in _SUBJECTS and sex in (None, SEX[word]) else None
    return None


def _next_item(scene: Scene, b: int, s: int) -> bool:
    """True where the later sentence stands in the list item right after the earlier one's."""
    one, other = scene.block(b), scene.block(s)
    if one is None or other is None or scene.marks.sentences[s].block - scene.marks.sentences[b].block != 1:
        return False
    return one.kind == other.kind == "item" and one.parent == other.parent
