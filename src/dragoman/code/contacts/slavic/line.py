"""A sentence as the phrase readers see it: words, listed names, times, and the states and bodies that stand at a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dragoman.code.contacts.slavic.lexicon import Lexicon
from dragoman.codebook import Codebook
from dragoman.mark.mentions.surfaces import gazetteer
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Mention
from dragoman.text.gazetteer import Hit, Surface, Token, tokens
from dragoman.when import When

Kind = Literal["person", "office", "state", "body", "group", "place", "pronoun"]


class Phrase(NamedTuple):
    """Words for somebody or some place. ``first``, ``last``: words of the sentence, half-open; ``codes``: of its states.

    ``ref``: whom a pronoun or a bare role points to (he, pair, guest, …), to be found in what stands before.
    ``nominative``: ``None`` where the ending does not tell; ``whole``: a place that is a whole country.
    """

    kind: Kind
    first: int
    last: int
    start: int
    end: int
    parties: tuple[Named, ...] = ()
    codes: tuple[str, ...] = ()
    ref: str = ""
    post: str | None = None
    nominative: bool | None = None
    plural: bool = False
    name: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. ``low``: the whole text in lower case; ``when`` dates its offices; ``home``: whose communiqué it is;
    ``timed``: words of a time; ``known``: people of the text whom no table lists, by the key of their surname."""

    scene: Scene
    s: int
    words: Sequence[Token]
    hits: Sequence[Hit | None]
    low: str
    lex: Lexicon
    when: When
    home: str | None
    timed: frozenset[int]
    mentions: Mapping[int, Mention]
    given: frozenset[str]
    known: dict[str, Named]

    @property
    def book(self) -> Codebook:
        return self.scene.book

    @property
    def span(self) -> tuple[int, int]:
        sentence = self.scene.marks.sentences[self.s]
        return sentence.start, sentence.end

    def is_next(self, k: int, extra: str = "") -> bool:
        """True where word k follows the word before it without a stop."""
        return 0 < k < len(self.words) and (self.words[k].gap.strip(' \n\u00a0"«»„“”()' + extra) == "")

    def fold(self, k: int) -> str:
        return self.words[k].fold if 0 <= k < len(self.words) else ""

    def is_who(self, k: int, name: str) -> bool:
        """True where word k is one of the language's words of this kind."""
        return 0 <= k < len(self.words) and bool(self.lex.who[name].match(self.low_of(k)))

    def low_of(self, k: int) -> str:
        return self.low[self.words[k].start : self.words[k].end]

    def before(self, k: int) -> str:
        """The text of the sentence before word k, in lower case."""
        return self.low[self.scene.marks.sentences[self.s].start : self.words[k].start]

    def before_place(self, k: int) -> str:
        """The text before word k and the adjectives that belong to it ("в подмосковном Ново-Огарёве")."""
        while k > 1 and self.is_next(k) and not self.words[k - 1].is_capital and self.is_who(k - 1, "adjective"):
            k -= 1
        return self.before(k)

    def body_after(self, k: int) -> str:
        """What stands right behind word k."""
        return self.low[self.words[k].end : self.words[k].end + 2]

    def at(self, offset: int) -> int:
        """The first word that ends behind an offset."""
        return next((k for k, w in enumerate(self.words) if w.end > offset), len(self.words))


def line(
    scene: Scene,
    s: int,
    low: str,
    lex: Lexicon,
    when: When,
    home: str | None,
    given: frozenset[str],
    known: dict[str, Named],
) -> Line:
    """The sentence with its words and listed names."""
    sentence = scene.marks.sentences[s]
    words = tokens(scene.text.body, sentence.start, sentence.end)
    names = gazetteer(scene.book)
    hits = [names.at(words, k) for k in range(len(words))]
    times = scene.times.get(s, ())
    timed = frozenset(k for k, w in enumerate(words) for t in times if t.start < w.end and w.start < t.end)
    people = {m.start: m for m in scene.mentions.get(s, ()) if m.kind == "person"}
    return Line(scene, s, words, hits, low, lex, when, home, timed, people, given, known)


def labelled(hit: Hit | None, *labels: str) -> Surface | None:
    """The first meaning of listed words that bears one of the labels."""
    return next((x for x in hit.surfaces if x.label in labels), None) if hit else None


class Owner(NamedTuple):
    """A state or body at a word: its code, the word behind it, and the body's id."""

    code: str
    last: int
    body: str | None = None


def state_at(line: Line, k: int) -> Owner | None:
    """A state by name ("России", "Турецкой Республики", "Республики Армения", "США")."""
    if k >= len(line.words):
        return None
    for pattern, code in line.lex.states:
        found = pattern.match(line.low, line.words[k].start)
        if found:
            return Owner(code, line.at(found.end() - 1) + 1) if code else None
    hit = line.hits[k]
    adjective = labelled(hit, "adjective")
    if hit and adjective and line.words[k].is_capital:
        j = _skip_adjectives(line, hit.last)
        if j is not None and line.is_who(j, "land") and line.words[j].is_capital:
            return Owner(adjective.value, j + 1)
    state = labelled(hit, "state")
    if hit and state and line.words[k].is_capital:
        return Owner(state.value, hit.last)
    j = _skip_adjectives(line, k)
    if j is not None and line.is_who(j, "land") and (line.words[j].is_capital or j == k):
        after = line.hits[j + 1] if line.is_next(j + 1) else None
        state = labelled(after, "state")
        if state and after and line.words[j + 1].is_capital:
            return Owner(state.value, after.last)
    return None


def _skip_adjectives(line: Line, k: int) -> int | None:
    for j in range(k, min(len(line.words), k + 4)):
        if j > k and not line.is_next(j):
            return None
        if line.is_who(j, "land"):
            return j
        if not (line.words[j].is_capital and line.is_who(j, "adjective")):
            return None
    return None


def body_at(line: Line, k: int) -> Owner | None:
    """An organisation or an institution of a state ("ООН", "Европейского союза", "Государственной Думы")."""
    if k >= len(line.words):
        return None
    for pattern, body in line.lex.bodies:
        found = pattern.match(line.low, line.words[k].start)
        if found:
            return Owner(line.book.bodies[body].code, line.at(found.end() - 1) + 1, body)
    hit = line.hits[k]
    listed = labelled(hit, "body")
    if hit and listed and line.words[k].is_capital:
        return Owner(line.book.bodies[listed.value].code, hit.last, listed.value)
    return None


def members(line: Line, k: int) -> tuple[tuple[Owner, ...], int]:
    """The states of a format ("лидеры «нормандской четвёрки»") and the word behind it."""
    hit = line.hits[k] if k < len(line.words) else None
    form = labelled(hit, "format")
    if not hit or not form:
        return (), k
    return tuple(Owner(code, hit.last) for code in line.book.formats[form.value].members), hit.last


def owners(line: Line, k: int, *, several: bool) -> tuple[tuple[Owner, ...], int]:
    """States and bodies in a list from word k on ("России, Беларуси и Казахстана"); only the first unless ``several``."""
    found: list[Owner] = []
    while k < len(line.words):
        one = body_at(line, k) or state_at(line, k)
        if one is None:
            break
        found.append(one)
        k = one.last
        j = k + 1 if line.is_next(k) and line.lex.links["and"].match(line.low_of(k)) else k
        is_listed = k < len(line.words) and (j > k or line.words[k].gap.strip() == ",")
        if not several or not is_listed or not (body_at(line, j) or state_at(line, j)):
            break
        k = j
    return tuple(found), k if not found else found[-1].last


def stem_of(line: Line, k: int) -> str | None:
    """The state of the first half of a paired adjective ("российско-белорусские")."""
    word = line.low_of(k)
    is_paired = k + 1 < len(line.words) and line.words[k + 1].gap in ("-", "–", "‑")
    return line.lex.stems.get(word[:-1]) if is_paired and word[-1:] in "оа" else None
