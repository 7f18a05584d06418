"""Contacts of diary entries that have no verb: "5 May – Phone call Rama – Kurti", "7 May: talks with Albin Kurti in Skopje"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.code.contacts.draft import Draft
from dragoman.mark.scene import Named, Scene, labelled, named, own_time
from dragoman.record import Mode

_BREAKS = re.compile(r"[;:]\s+|,? (?:and )?then ")
_UNDONE = re.compile(
    r"\b(?:postponed|cancell?ed|called off|tbc|to be confirmed|expected|planned|scheduled|possible|upcoming|due|invited|invitation|"
    r"preparations?|preparatory|anniversary|ahead of|no|not|without)\b",
    re.I,
)
_CUES: tuple[tuple[str, Mode], ...] = (
    (r"\bvideo ?(?:call|conference|link|talks)|\bonline (?:talks|meeting|consultations)|\bvirtual meeting", "video"),
    (r"\b(?:tele)?phone (?:calls?|conversation|talks|talk)|\btelephone|\bcall (?:with|between|from|to)", "phone"),
    (r"^(?:received|hosted|welcomed) by\b", "visit"),
    (r"\bnegotiations\b|\bround of talks\b", "negotiate"),
    (r"\bsummit\b|\bsession of\b", "multilateral"),
    (r"\bmeeting\b|\btalks\b|\bconsultations\b|\bbilateral (?:with|between)\b|^meets\b|^met\b", "meet"),
)
_HOSTED = re.compile(r"\b(?:hosted|received|welcomed) by\b", re.I)
_FINITE = {"VBD", "VBZ", "VBP", "MD"}


class _Piece(NamedTuple):
    """A part of the entry between its stops; offsets in code points of the body."""

    start: int
    end: int


def entries(scene: Scene, s: int) -> Iterator[Draft]:
    """Contacts of the parts of a dated entry that have no verb of their own; none where the entry says it did not happen.

    Someone named before in the entry takes part in what is told without a subject ("… in Paris: meeting with …").
    """
    t, sentence = scene.trees[s], scene.marks.sentences[s]
    if not t.tokens or labelled(scene, s) is None:
        return
    begin = t.tokens[0].start
    if _UNDONE.search(scene.text.body, begin, sentence.end):
        return
    for piece in _pieces(scene, begin, sentence.end):
        words = scene.text.body[piece.start : piece.end]
        found = next(((m, mode) for cue, mode in _CUES if (m := re.search(cue, words, re.I))), None)
        if found is None:
            continue
        cue, mode = found
        token = next((k for k, x in enumerate(t.tokens) if x.end >= piece.start + cue.end()), None)
        token = t.tokens[token].head if token is not None and t.tokens[token].dep == "prep" else token
        if token is not None and t.tokens[token].dep == "pobj":
            continue  # "statement on the talks of …"
        if token is None or _has_verb(scene, s, piece, token):
            continue
        for people in _parties(scene, s, piece, mode):
            hosted = _HOSTED.search(words)
            host = [n for n in people if hosted and n.start >= piece.start + hosted.end()][:1]
            draft = Draft(
                s, token, cue[0].lower(), "visit" if mode == "meet" and host else mode, [n for n in people if n not in host],
                hosts=host, time=own_time(scene, s, token), fresh=True, words=(token,),
            )  # fmt: skip
            draft.place = None
            yield draft


def _pieces(scene: Scene, begin: int, end: int) -> list[_Piece]:
    found, at = [], begin
    for stop in _BREAKS.finditer(scene.text.body, begin, end):
        found.append(_Piece(at, stop.start()))
        at = stop.end()
    return [*found, _Piece(at, end)]


def _has_verb(scene: Scene, s: int, piece: _Piece, cue: int) -> bool:
    """A finite verb besides the cue word: the verbs' own grammar reads that."""
    return any(
        x.tag in _FINITE and x.pos in {"VERB", "AUX"} and k != cue and piece.start < x.start < piece.end
        for k, x in enumerate(scene.trees[s].tokens)
    )


def _parties(scene: Scene, s: int, piece: _Piece, mode: Mode) -> Iterator[list[Named]]:
    people = [
        named(scene, m) for m in scene.mentions.get(s, ()) if m.kind in {"person", "office"} and (m.name or m.country)
    ]
    inside = _once([n for n in people if piece.start <= n.start < piece.end])
    if not inside:  # "Rama and Kurti: video call on energy"
        inside = _once([n for n in people if n.start < piece.start])
    if len(inside) == 1 and mode != "multilateral":
        first = _first(scene, s, piece.start)
        inside = [first, *inside] if first is not None else inside
    if mode == "multilateral" or (len(inside) > 1 and _differ(inside)):
        yield inside


def _first(scene: Scene, s: int, before: int) -> Named | None:
    """The first person of the entry, before this part of it."""
    for b in scene.of_block.get(scene.marks.sentences[s].block, [s]):
        if b > s:
            break
        for m in scene.mentions.get(b, ()):
            if m.kind == "person" and m.name and m.start < before:
                return named(scene, m)
    return None


def _once(people: list[Named]) -> list[Named]:
    return list({n.key: n for n in people}.values())


def _differ(people: list[Named]) -> bool:
    return len({n.key for n in people}) > 1 and (
        len({n.party.country for n in people}) > 1 or any(n.party.country is None for n in people)
    )
