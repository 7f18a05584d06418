"""Contacts in Russian and Ukrainian, by cue words and names, without a parse; only where two parties are clear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.mark.cues import Cues
from dragoman.mark.scene import Named, Scene, headed, named, running
from dragoman.when import When

_ORDER = ("phone", "video", "negotiate", "visit", "host", "multilateral", "meet")


@dataclass(frozen=True, slots=True)
class Told:
    """A contact told in one sentence; ``start`` and ``end`` bound the cue."""

    s: int
    mode: str
    start: int
    end: int
    actors: tuple[Named, ...]
    host: Named | None
    when: When
    future: bool


def contacts(scene: Scene, s: int, cues: Cues) -> Iterator[Told]:
    """The contact of a sentence: at most one; refusals, denials and possibilities give none."""
    language = scene.marks.sentences[s].language
    patterns = cues.patterns.get(language)
    if not patterns or "negation" not in patterns:
        return
    words, base = scene.words(s), scene.marks.sentences[s].start
    if patterns["negation"].search(words):
        return
    future = patterns["future"].search(words)
    for mode in _ORDER:
        cue = patterns[mode].search(words)
        if cue is None and future and mode in {"meet", "visit"}:
            cue = future if any(word in future[0] for word in _FUTURE[mode]) else None
        if cue is None:
            continue
        made = _parties(scene, s, mode, base + cue.start(), base + cue.end())
        if made:
            yield Told(
                s,
                "visit" if mode == "host" else mode,
                base + cue.start(),
                base + cue.end(),
                *made,
                _when(scene, s),
                bool(future),
            )
        return


_FUTURE = {"meet": ("встрет", "зустрі"), "visit": ("посетит", "відвіда")}


def _parties(scene: Scene, s: int, mode: str, start: int, end: int) -> tuple[tuple[Named, ...], Named | None] | None:
    people = _once(named(scene, m) for m in scene.mentions.get(s, ()) if m.kind == "person")
    lands = _once(
        named(scene, m) for m in scene.mentions.get(s, ()) if m.kind in {"state", "body"} and m.sense == "actor"
    )
    if mode == "host":
        before, after = [p for p in people if p.start < start], [p for p in people if p.start > end]
        return ((after[0],), before[-1]) if len(before) == 1 and len(after) == 1 and _differ(before + after) else None
    if mode == "visit":
        goals = [
            named(scene, m)
            for m in scene.mentions.get(s, ())
            if m.kind in {"place", "state"} and m.start > end and m.country
        ]
        guests = [p for p in people if p.start < start] or people
        if len(guests) == 1 and goals and goals[0].party.country != guests[0].party.country:
            return (guests[0],), goals[0]
        return None
    if mode == "multilateral":
        return ((*people[:1], *lands), None) if len(people) == 1 and lands else None
    both = people if len(people) >= 2 else lands if not people else []
    return (tuple(both), None) if len(both) == 2 and _differ(both) else None


def _differ(parties: list[Named]) -> bool:
    return len({p.party.country for p in parties}) > 1


def _once(found: Iterator[Named]) -> list[Named]:
    return list({n.key: n for n in found}.values())


def _when(scene: Scene, s: int) -> When:
    times = [t for t in scene.times.get(s, ()) if t.type in {"DATE", "TIME"} and not t.when.is_unknown]
    days = [t for t in times if t.when.day]
    if len({t.when.day for t in days}) > 1:
        return When()
    if days or times:
        return (days or times)[0].when
    return running(scene, s) or headed(scene, s)
