"""Lookups over one text's marks, and who takes part."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from dragoman.codebook import Codebook
from dragoman.marks import Marks, Mention, Sentence, Time, Trigger
from dragoman.record import Block, Level, Party, PartyKind, Text
from dragoman.text import grammar
from dragoman.text.grammar import Tree
from dragoman.when import When


@dataclass(frozen=True, slots=True)
class Named:
    """Someone taking part, with the level of the office and where the words stand."""

    party: Party
    level: Level | None
    start: int

    @property
    def key(self) -> str:
        """The same for the same someone within one text."""
        p = self.party
        return (
            p.entity
            or (p.name.split()[-1].casefold() if p.name and p.kind == "person" else "")
            or p.name
            or f"{p.country}/{p.role}/{p.words}"
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """Lookups over one text's marks; built once a text, read by every coder. ``loose``: adjectives of states and nouns
    of people that name nobody by themselves."""

    text: Text
    marks: Marks
    book: Codebook
    trees: dict[int, Tree]
    mentions: dict[int, list[Mention]]
    times: dict[int, list[Time]]
    of_block: dict[int, list[int]] = field(default_factory=dict)
    loose: dict[int, list[Mention]] = field(default_factory=dict)
    triggers: dict[int, list[Trigger]] = field(default_factory=dict)

    def words(self, s: int) -> str:
        sentence = self.marks.sentences[s]
        return self.text.body[sentence.start : sentence.end]

    def block(self, s: int) -> Block | None:
        at = self.marks.sentences[s].block
        return self.text.blocks[at] if 0 <= at < len(self.text.blocks) else None

    def headings(self, s: int) -> list[int]:
        """Blocks that govern a sentence, the nearest first: list introduction, headings, title."""
        chain: list[int] = []
        at: int | None = self.marks.sentences[s].block
        while at is not None and 0 <= at < len(self.text.blocks):
            at = self.text.blocks[at].parent
            if at is None or at in chain:
                break
            chain.append(at)
        return chain

    def section(self, s: int) -> int | None:
        """The nearest heading's block."""
        return next((b for b in self.headings(s) if self.text.blocks[b].kind in {"heading", "title"}), None)


def look(text: Text, marks: Marks, book: Codebook) -> Scene:
    """The scene of a marked text."""
    starts = [s.start for s in marks.sentences]
    times: dict[int, list[Time]] = defaultdict(list)
    for time in marks.times:
        times[_sentence(marks.sentences, starts, time.start)].append(time)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    loose: dict[int, list[Mention]] = defaultdict(list)
    for mention in marks.mentions:
        dates = times.get(mention.sentence, ())
        if any(d.start < mention.end and mention.start < d.end for d in dates):
            continue  # "20 May" is nobody's name
        (loose if mention.is_loose else mentions)[mention.sentence].append(mention)
    blocks: dict[int, list[int]] = defaultdict(list)
    for i, sentence in enumerate(marks.sentences):
        blocks[sentence.block].append(i)
    triggers: dict[int, list[Trigger]] = defaultdict(list)
    for trigger in marks.triggers or ():
        triggers[trigger.sentence].append(trigger)
    trees = {i: grammar.tree(tokens) for i, tokens in (marks.parses or {}).items()}
    return Scene(text, marks, book, trees, dict(mentions), dict(times), dict(blocks), dict(loose), dict(triggers))


def _sentence(sentences: Sequence[Sentence], starts: list[int], at: int) -> int:
    return max(0, bisect_right(starts, at) - 1)


def named(scene: Scene, m: Mention, role: str | None = None) -> Named:
    """A mention as someone taking part; a place stands for its state.

    One of several deputies is not told by the post alone: such an office keeps no name.
    """
    words = scene.text.body[m.start : m.end]
    if m.kind == "place":
        return Named(state(scene, m.country or "").party.model_copy(update={"words": words}), None, m.start)
    nameless = m.kind == "office" and (m.role or "").startswith("deputy")
    kind: PartyKind = "person" if m.kind == "office" else m.kind
    party = Party(
        kind=kind, name=None if nameless else m.name, words=words, entity=None if nameless else m.entity,
        country=m.country, sector=m.sector, role=m.role or role,
    )  # fmt: skip
    return Named(party, level(m.level), m.start)


def level(words: str | None) -> Level | None:
    """The level of contact by its name; anything else is unknown."""
    return next((name for name in get_args(Level) if name == words), None)


def running(scene: Scene, s: int) -> When | None:
    """The one day that the sentences before state in the same paragraph; ``None`` where there is none or more than one."""
    block = scene.marks.sentences[s].block
    for b in range(s - 1, -1, -1):
        if scene.marks.sentences[b].block != block:
            return None
        days = {t.when.earliest for t in scene.times.get(b, ()) if t.when.day and t.type in {"DATE", "TIME"}}
        if days:
            day = days.pop()
            return When(earliest=day, latest=day, basis="event") if day and not days else None
    return None


def _state_name(scene: Scene, country: str | None) -> str | None:
    found = scene.book.states.get(country) if country else None
    if found:
        return found.name
    return next((b.name for b in scene.book.bodies.values() if b.code == country), country)


def state(scene: Scene, country: str, start: int = 0) -> Named:
    """A state as a party, by its code."""
    return Named(
        Party(kind="state", name=_state_name(scene, country), entity=country or None, country=country or None),
        None,
        start,
    )


def holds(m: Mention | Time, t: Tree, k: int) -> bool:
    """True where a mention or date and a word of the sentence overlap."""
    return m.start < t.tokens[k].end and t.tokens[k].start < m.end


def is_city(scene: Scene, m: Mention) -> bool:
    """True for a place, and for a capital that stands for its government ("Ankara hosted the talks")."""
    found = scene.book.states.get(m.country or "")
    words = scene.text.body[m.start : m.end]
    return m.kind == "place" or (
        m.kind == "state" and found is not None and any(words in n for n in found.capitals.values())
    )
