"""The mode of an act whose type is known: from the rows of its type, else from the words beside it.

The tagger finds acts by type alone; their modes come from here. Besides its rows, tables of a type's codebook file are
read: ``wanted`` (what is refused, asked or threatened), ``en.signs`` (what the trigger or a word beside it shows; ~ before
a word: only where no other shows one), ``en.left`` (for a clause or a thing that no table names) and ``en.tools`` (with
what it is done). Contacts have tables of verbs, nouns and media besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.code.events.slots import Frame, contents, frame
from dragoman.mark.cues import Cue, Cues
from dragoman.text import grammar
from dragoman.text.grammar import Tree

_BESIDE = ("compound", "amod", "nmod", "poss", "npadvmod")
_BEHIND = ("prt", "advmod", "prep", "acomp", "dobj", "oprd")
_CONDITION = {
    "if", "unless", "after", "because", "although", "though", "while", "when", "once", "since", "before", "until", "as", "should",
}  # fmt: skip
_FINITE = {"VB", "VBP", "VBZ"}
_WAYS = {
    "host": "visit", "visit": "visit", "arrive": "visit", "call": "phone", "convene": "multilateral", "mediate": "third-party",
}  # fmt: skip
"""The mode of a contact that the frame of its verb gives (data/codebook/consult.toml)."""


def mode(type: str, t: Tree, token: int, tables: Mapping[str, Cues]) -> str | None:
    """The mode of the act of this type that a word tells; ``None`` where nothing near it shows one.

    >>> from dragoman import codebook
    >>> from dragoman.mark import cues
    >>> from dragoman.marks import Token
    >>> words = [("Drones", "drone", 1, "nsubj"), ("hit", "hit", 1, "ROOT"), ("Odesa", "Odesa", 1, "dobj")]
    >>> t = grammar.tree([Token(0, 0, w, lemma, "VERB", "VBD", dep, head) for w, lemma, head, dep in words])
    >>> mode("ASSAULT", t, 1, cues.load(codebook.load()))
    'drone'
    """
    table = tables[type]
    if not table.modes:
        return None
    f, signs = frame(t, token), _signs(table)
    if type == "CONSULT":
        return _contact(f, table, signs)
    told = _row(f, table.rows) or _first(t, [token], signs.strong)
    if signs.tools:
        if told in {None, *signs.tools.values()}:
            told = _first(t, _tools(f, signs.wields), signs.tools) or told
        return told or _shared(f, table.rows)
    content = list(_content(f))
    told = (
        told
        or _first(t, content, signs.strong)
        or _name(f, signs.left)
        or _first(t, [token], signs.weak)
        or _first(t, _doers(f), signs.strong)
        or _first(t, content, signs.weak)
        or _left(f, signs.left)
        or _shared(f, table.rows)
        or _first(t, _beside(f), signs.strong, signs.weak)
    )
    return told if told in table.modes else None


@dataclass(frozen=True, slots=True)
class _Signs:
    """Modes by word; ``left`` by what stands there ("clause", "thing", "not")."""

    strong: Mapping[str, str]
    weak: Mapping[str, str]
    tools: Mapping[str, str]
    wields: frozenset[str]
    left: Mapping[str, str]


def _signs(table: Cues) -> _Signs:
    rows = table.words.get("en", {})
    signs, tools, left = (tuple(rows.get(name, {}).items()) for name in ("signs", "tools", "left"))
    return _read(signs, tools, left, tuple(table.wanted.items()))


_Rows = tuple[tuple[str, str], ...]


@lru_cache(maxsize=32)
def _read(signs: _Rows, tools: _Rows, left: _Rows, wanted: _Rows) -> _Signs:
    told = {word: name for name, words in signs for word in words.split()}
    weak = {word[1:]: name for word, name in told.items() if word.startswith("~")}
    strong = {word: name for word, name in wanted if word not in weak} | {w: n for w, n in told.items() if w[0] != "~"}
    means = {word: name for name, words in tools if name != "wields" for word in words.split()}
    return _Signs(strong, weak, means, frozenset(dict(tools).get("wields", "").split()), dict(left))


def _row(f: Frame, rows: Iterable[Cue]) -> str | None:
    """The mode of the first row of this word that fits."""
    return next((c.mode for c in _own(f, rows) if _fits(f, c)), None)


def _shared(f: Frame, rows: Iterable[Cue]) -> str | None:
    """The mode that all rows of this word give, though none fits."""
    modes = {c.mode for c in _own(f, rows)}
    return modes.pop() if len(modes) == 1 else None


def _own(f: Frame, rows: Iterable[Cue]) -> list[Cue]:
    token = f.t.tokens[f.i]
    return [c for c in rows if {token.lemma.lower(), token.text.lower()} & (c.verbs | c.nouns)]


def _fits(f: Frame, cue: Cue) -> bool:
    """True where the object, the particle, the clause, the oblique and the phrase that a row asks for are there."""
    t, i = f.t, f.i
    goals = {t.tokens[k].lemma.lower() for k in contents(t, f.objects)}
    follows = {t.tokens[k].lemma.lower() for k in f.clauses}
    below = {w for k in t.under(i) if k > i for w in (t.tokens[k].lemma.lower(), t.tokens[k].text.lower())}
    near = {t.tokens[k].text.lower() for k in t.kids[i]}
    behind = {t.tokens[k].lemma.lower() for k in grammar.after(t, i, *cue.oblique)}
    return (
        (not cue.object or bool(goals & cue.object) or ("*" in cue.object and bool(goals)))
        and not goals & cue.not_object
        and (not cue.particle or bool(near & cue.particle))
        and (not cue.clause or bool(follows & cue.clause) or ("*" in cue.clause and bool(follows)))
        and not follows & cue.not_clause
        and (not cue.oblique or bool(behind & cue.oblique_nouns if cue.oblique_nouns else behind or near & cue.oblique))
        and (not cue.phrase or bool(below & cue.phrase))
        and not below & cue.not_phrase
    )


def _contact(f: Frame, table: Cues, signs: _Signs) -> str | None:
    """The mode of a contact: by its medium, its noun, the frame of its verb, its signs; who only spoke may have met or not."""
    t, i = f.t, f.i
    verbs, nouns, media = (table.words["en"][name] for name in ("verbs", "nouns", "media"))
    near = [*t.children(i, *_BESIDE), *f.objects, *_obliques(t, i)]
    near += [j for k in f.objects for j in t.children(k, *_BESIDE)]
    wire = (m for k in near for w in _forms(t, k) if (m := media.get(w)) in {"phone", "video"})
    beside = (m for k in t.children(i, *_BESIDE) if (m := media.get(t.tokens[k].lemma.lower())))
    own = [m for w in _forms(t, i) if (m := nouns.get(w) or _WAYS.get(verbs.get(w, "")))]
    found = next(wire, None) or _first(t, [i], signs.strong) or next(beside, None) or next(iter(own), None)
    if found in {None, "meet"}:
        carried = (m for k in f.objects if (m := nouns.get(t.tokens[k].lemma.lower())) not in {None, "meet"})
        around = [*near, *_content(f), *_doers(f), *_beside(f)]
        found = next(carried, None) or _first(t, around, signs.strong, signs.weak) or found
    if found is None and verbs.get(t.tokens[i].lemma.lower()) != "speak":
        found = "meet"
    return found.rstrip("?") if found else None


def _name(f: Frame, left: Mapping[str, str]) -> str | None:
    """The mode that is left where the object is a name: who suspends Syria shuts it out."""
    return left.get("name") if any(f.t.tokens[k].pos == "PROPN" for k in f.objects) else None


def _left(f: Frame, left: Mapping[str, str]) -> str | None:
    """The mode that is left for a clause, a thing or a "not to" that no table names."""
    t, i = f.t, f.i
    follows = [k for k in (*f.clauses, *t.children(i, "acl")) if t.tokens[k].dep != "advcl"]
    follows = [k for k in follows if t.tokens[k].tag in _FINITE]
    if any(True for k in follows for _ in t.children(k, "neg")):
        return left.get("not") or left.get("clause")
    if follows:
        return left.get("clause")
    return left.get("thing") if f.objects or grammar.after(t, i, "for", "of") else None


def _content(f: Frame) -> Iterator[int]:
    """Words that tell what is wanted or done: the verb that follows, its object, the own object, what hangs on them, who
    is to do it."""
    t, i = f.t, f.i
    follows = [k for k in f.clauses if not _is_condition(t, k)]
    follows += [k for k in t.children(i, "acl", "relcl", "ccomp") if k > i and k not in follows]
    for k in follows:
        yield k
        yield from (j for c in t.children(k, "xcomp", "ccomp") for j in (c, *grammar.objects(t, c)))
        yield from (j for g in (*grammar.objects(t, k), *_obliques(t, k)) for j in _thing(t, g))
    yield from (j for g in contents(t, f.objects) for j in _thing(t, g))
    yield from (j for g in _obliques(t, i) for j in _thing(t, g))
    yield from (j for k in follows for j in t.children(k, "nsubj", "nsubjpass"))


def _thing(t: Tree, g: int) -> Iterator[int]:
    yield from (g, *t.children(g, *_BESIDE))
    for k in t.children(g, "acl", "relcl", "ccomp"):
        yield from (k, *grammar.objects(t, k), *_obliques(t, k))
    yield from (j for k in _obliques(t, g) for j in (k, *t.children(k, *_BESIDE), *_obliques(t, k)))


def _doers(f: Frame) -> Iterator[int]:
    for k in f.subjects:
        yield from (k, *f.t.children(k, *_BESIDE))


def _tools(f: Frame, wields: frozenset[str]) -> Iterator[int]:
    """Words that tell with what it is done: beside the trigger, after "with" or "by", its subject; whom it hits never.

    The object counts after verbs such as "throw".
    """
    t, i = f.t, f.i
    above = t.tokens[i].head
    goals = contents(t, f.objects) if t.tokens[i].lemma.lower() in wields else []
    yield from t.children(i, *_BESIDE)
    for k in (*goals, *grammar.after(t, i, "with", "by", "using", "from", "under", "in", "at")):
        yield from (*t.children(k, *_BESIDE), k)
    yield from (j for k in t.children(i, "advcl", "xcomp", "pcomp") for j in (k, *grammar.objects(t, k)))
    yield from _doers(f)
    if t.tokens[i].dep in {"dobj", "nsubjpass", "pobj", "conj"}:
        yield from grammar.subjects(t, above)
        yield from grammar.after(t, above, "with", "by", "using", "from")
    yield i


def _beside(f: Frame) -> Iterator[int]:
    """All words near the trigger, the nearest first: beside it, its objects, obliques, subjects, its clause."""
    t, i = f.t, f.i
    yield from t.children(i, *_BESIDE)
    yield from (*contents(t, f.objects), *t.children(i, "acomp", "attr", "oprd", "prt", "advmod"))
    yield from _obliques(t, i)
    yield from f.subjects
    yield from t.under(i)
    over = t.tokens[i].head
    yield over
    yield from (*grammar.objects(t, over), *_obliques(t, over), *grammar.subjects(t, over))
    yield from (k for k in t.under(over) if abs(k - i) < 8)


def _obliques(t: Tree, i: int) -> list[int]:
    """Head nouns after any preposition that hangs on a word."""
    preps = {t.tokens[k].text.lower() for k in t.children(i, "prep", "agent", "dative")}
    return grammar.after(t, i, *sorted(preps))


def _is_condition(t: Tree, k: int) -> bool:
    """True for a clause that only tells when, why or on what condition."""
    marks = {t.tokens[j].text.lower() for j in t.children(k, "mark", "advmod", "aux")}
    return t.tokens[k].dep == "advcl" and bool(marks & _CONDITION)


def _first(t: Tree, words: Iterable[int], *tables: Mapping[str, str]) -> str | None:
    """The mode of the first of the words that the first table knows, else the next table."""
    found = list(words)
    return next((m for table in tables for k in found for w in _forms(t, k) if (m := table.get(w))), None)


def _forms(t: Tree, k: int) -> Iterator[str]:
    """A word as tables write it, the longer first: "tear-gas", "look-into", then its lemma, then as it stands."""
    lemma = t.tokens[k].lemma.lower()
    yield from (f"{t.tokens[j].lemma.lower()}-{lemma}" for j in t.children(k, *_BESIDE) if j < k)
    yield from (f"{lemma}-{t.tokens[j].text.lower()}" for j in t.children(k, *_BEHIND) if 0 < j - k < 4)
    yield lemma
    yield t.tokens[k].text.lower()
