"""English grammar over parsed words: who does it, to whom, and whether the sentence says that it was done.

Works on the labels of the parser named in ``mark.parse`` (ClearNLP dependencies). Knows no politics.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.marks import Token

Force = Literal["happened", "under way", "planned", "hypothetical", "habitual", "present", "ordered", "unclear"]

_MODALS = {"would", "could", "might", "may", "can", "should", "must", "ought"}
_HABITS = {
    "often", "usually", "regularly", "frequently", "always", "repeatedly", "typically", "traditionally", "periodically",
    "routinely", "sometimes", "rarely", "seldom", "constantly", "generally", "normally",
}  # fmt: skip
_NEVER = {"never", "neither", "nor", "hardly", "not", "n't", "no"}
_GUESSES = {
    "likely", "unlikely", "probable", "improbable", "possible", "impossible", "probably", "possibly", "perhaps", "maybe", "certainly",
    "chance", "odds", "probability", "likelihood", "doubt", "doubtful", "hope", "predict", "forecast", "speculate", "imagine", "wonder",
    "estimate", "believe", "think", "conceivable", "remote", "expectation", "fear",
}  # fmt: skip
_PERIODS = {"day", "week", "month", "year", "quarter", "time", "spring", "autumn", "summer", "winter"}
_SUBJECT = {"nsubj", "nsubjpass", "csubj"}
_RELATIVE = {"who", "which", "that", "whom"}
_CLAUSE = {"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp", "xcomp", "csubj"}


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence with the children of every word."""

    tokens: tuple[Token, ...]
    kids: tuple[tuple[int, ...], ...]

    def children(self, i: int, *deps: str) -> Iterator[int]:
        """Children of a word, left to right; with ``deps`` only those labels."""
        return (k for k in self.kids[i] if not deps or self.tokens[k].dep in deps)

    def under(self, i: int) -> list[int]:
        """The word and everything below it, in order."""
        found, todo = {i}, [i]
        while todo:
            for k in self.kids[todo.pop()]:
                if k not in found:
                    found.add(k)
                    todo.append(k)
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Mood:
    """Whether a verb is told as fact; ``governor``: the verb that decides it (``refused`` in "refused to meet")."""

    force: Force
    negated: bool
    governor: int | None = None


def tree(tokens: Sequence[Token]) -> Tree:
    """The words with their children.

    >>> words = [("Kuleba", 1, "nsubj"), ("flew", 1, "ROOT"), ("home", 1, "advmod")]
    >>> t = tree([Token(0, 0, w, w, "", "", dep, head) for w, head, dep in words])
    >>> t.kids
    ((), (0, 2), ())
    """
    kids: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i and 0 <= token.head < len(tokens):
            kids[token.head].append(i)
    return Tree(tuple(tokens), tuple(tuple(k) for k in kids))


def coordinated(t: Tree, i: int) -> list[int]:
    """A noun and the nouns joined to it by "and", in order.

    >>> words = [("Rama", 3, "nsubj"), ("and", 0, "cc"), ("Kurti", 0, "conj"), ("met", 3, "ROOT")]
    >>> coordinated(tree([Token(0, 0, w, w, "NOUN", "", dep, head) for w, head, dep in words]), 0)
    [0, 2]
    """
    found, todo = [], [i]
    while todo:
        at = todo.pop(0)
        if at not in found:
            found.append(at)
            todo.extend(t.children(at, "conj"))
    return sorted(found)


def subjects(t: Tree, verb: int) -> list[int]:
    """Head nouns of who does it (of a passive: who undergoes it), also where the clause borrows its subject.

    >>> words = [("Rama", 1, "nsubj"), ("came", 1, "ROOT"), ("and", 1, "cc"), ("spoke", 1, "conj")]
    >>> subjects(tree([Token(0, 0, w, w, "", "", dep, head) for w, head, dep in words]), 3)
    [0]
    """
    seen: set[int] = set()
    at = verb
    while at not in seen:
        seen.add(at)
        own = list(t.children(at, *_SUBJECT))
        token = t.tokens[at]
        if own:
            if token.dep == "relcl" and t.tokens[own[0]].lemma.lower() in _RELATIVE:
                return coordinated(t, token.head)
            return [noun for head in own for noun in coordinated(t, head)]
        if token.dep == "acl":
            return coordinated(t, token.head)
        if token.dep in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "dep"} and token.head != at:
            at = token.head
            continue
        break
    return []


def agents(t: Tree, verb: int) -> list[int]:
    """Head nouns after "by" of a passive."""
    by = [k for k in t.children(verb, "agent", "prep") if t.tokens[k].text.lower() == "by"]
    return [noun for k in by for head in t.children(k, "pobj") for noun in coordinated(t, head)]


def objects(t: Tree, verb: int) -> list[int]:
    """Head nouns of direct objects."""
    return [noun for head in t.children(verb, "dobj", "obj", "dative") for noun in coordinated(t, head)]


def after(t: Tree, i: int, *words: str) -> list[int]:
    """Head nouns after the given prepositions hanging on a word.

    >>> words = [("talks", 0, "ROOT"), ("with", 0, "prep"), ("Rama", 1, "pobj")]
    >>> after(tree([Token(0, 0, w, w, "", "", dep, head) for w, head, dep in words]), 0, "with")
    [2]
    """
    preps = [k for k in t.children(i, "prep", "agent", "dative") if t.tokens[k].text.lower() in words]
    for k in list(preps):  # "with X and with Y"
        preps += [j for j in t.children(k, "conj", "prep") if t.tokens[j].text.lower() in words]
    for k in preps[1:]:  # "with X and then, on the same day, with Y" tells two acts: only the first is the word's own
        if any(x.text.lower() in {"then", "later", "afterwards"} for x in t.tokens[preps[0] : k]):
            preps = [p for p in preps if p < k]
            break
    return [noun for k in preps for head in t.children(k, "pobj") for noun in coordinated(t, head)]


def within(t: Tree, verb: int, *words: str) -> list[int]:
    """Head nouns after the given prepositions anywhere in the verb's own clause, behind the verb.

    The parser hangs "met in Oslo with Rama" on the city; the clause still holds it.
    """
    preps = [
        k
        for k in range(verb + 1, len(t.tokens))
        if t.tokens[k].text.lower() in words and t.tokens[k].dep == "prep" and clause(t, k) == verb
    ]
    return [noun for k in preps for head in t.children(k, "pobj") for noun in coordinated(t, head)]


def clause(t: Tree, i: int) -> int:
    """The verb (or root) of the smallest clause that holds a word."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        token = t.tokens[i]
        if token.dep in _CLAUSE or token.head == i:
            return i
        if token.dep == "conj" and token.pos in {"VERB", "AUX"}:
            return i
        i = token.head
    return i


def is_passive(t: Tree, verb: int) -> bool:
    """True for "was received", "received by"; not for "has received"."""
    if any(True for _ in t.children(verb, "auxpass", "nsubjpass", "agent")):
        return True
    token = t.tokens[verb]
    return token.tag == "VBN" and token.dep in {"acl", "advcl"} and not any(True for _ in t.children(verb, "aux"))


def is_guess(t: Tree, i: int) -> bool:
    """True where a clause is what somebody thinks likely, hopes or doubts: "it is unlikely that they will meet"."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        if any(t.tokens[k].lemma.lower() in _GUESSES for k in (i, *t.children(i, "advmod", "acomp", "attr"))):
            return True
        i = t.tokens[i].head
    return False


def mood(t: Tree, verb: int) -> Mood:
    """Whether a verb is told as done, planned, possible or usual, and whether it is denied.

    >>> words = [("Rama", 3, "nsubj"), ("did", 3, "aux"), ("not", 3, "neg"), ("meet", 3, "ROOT")]
    >>> t = tree([Token(0, 0, w, w, "", "VB", dep, head) for w, head, dep in words])
    >>> mood(t, 3)
    Mood(force='happened', negated=True, governor=None)
    """
    return _mood(t, verb, 0)


def _mood(t: Tree, verb: int, depth: int) -> Mood:
    token = t.tokens[verb]
    words = {
        t.tokens[k].text.lower()
        for k in t.children(verb, "aux", "auxpass", "neg", "advmod", "preconj", "mark", "npadvmod", "cc")
    }
    lemmas = {t.tokens[k].lemma.lower() for k in t.children(verb, "aux", "auxpass")}
    negated = bool(words & _NEVER) or any(
        t.tokens[d].text.lower() == "no"
        for k in t.children(verb, "dobj", "nsubj", "nsubjpass", "attr")
        for d in t.children(k, "det")
    )
    if words & {"if", "unless", "whether"}:
        return Mood("hypothetical", negated)
    if words & _HABITS or _every(t, verb):
        return Mood("habitual", negated)
    if words & {"will", "shall", "'ll", "won't"}:
        return Mood("planned", negated)
    if words & _MODALS:
        return Mood("hypothetical", negated)
    if (
        token.tag == "VBD"
        or lemmas & {"did"}
        or (words & {"did", "was", "were", "had", "has", "have", "been"} and token.tag in {"VBN", "VBG", "VB"})
    ):
        return Mood("happened", negated)
    borrows = depth < 4 and token.head != verb
    if token.tag in {"VB", "VBN", "VBG", "VBP"} and token.dep == "conj" and borrows and not lemmas:
        whole = _mood(t, token.head, depth + 1)
        return Mood(whole.force, negated or whole.negated, whole.governor)
    if token.tag == "VBN":
        if words & {"is", "are", "being"}:
            return Mood("present", negated)
        return Mood("happened", negated)
    if token.tag == "VBG":
        if words & {"is", "are", "'s", "'re"}:
            return Mood("under way", negated)
        if borrows and token.dep in {"advcl", "xcomp", "pcomp", "acl", "ccomp", "conj"}:
            at = t.tokens[token.head].head if token.dep == "pcomp" else token.head
            if t.tokens[at].pos in {"VERB", "AUX"}:
                whole = _mood(t, at, depth + 1)
                return Mood(whole.force, negated, at)
        return Mood("unclear", negated)
    if token.tag == "VB":
        if token.dep in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and borrows:
            whole = _mood(t, token.head, depth + 1)
            if t.tokens[token.head].lemma.lower() == "be":
                return Mood("planned", negated, token.head)
            return Mood("planned" if whole.force == "planned" else "ordered", negated or whole.negated, token.head)
        return Mood("unclear", negated)
    return Mood("present", negated)


def _every(t: Tree, verb: int) -> bool:
    """ "every month", "each year", "has been meeting": a habit, not an act."""
    been = {t.tokens[k].text.lower() for k in t.children(verb, "aux")}
    if t.tokens[verb].tag == "VBG" and "been" in been and been & {"has", "have", "had"}:
        return True
    for k in t.children(verb, "npadvmod", "advmod", "dobj", "dep"):
        counted = any(
            t.tokens[d].text.lower() != "this"
            for d in t.children(k, "nummod", "det", "amod", "advmod", "quantmod", "nmod")
        )
        if (t.tokens[k].text.lower() == "times" and counted) or t.tokens[k].text.lower() in {"twice", "thrice"}:
            return True
    return any(
        t.tokens[k].text.lower() in {"every", "each"}
        and t.tokens[t.tokens[k].head].lemma.lower() in _PERIODS
        and clause(t, k) == verb
        for k in t.under(verb)
    )
