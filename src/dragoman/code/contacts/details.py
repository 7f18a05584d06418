"""What the sentences after a contact add to it: how long it lasted, its format, and whether it was denied."""

from __future__ import annotations

import re

from dragoman.code.contacts.settle import Contact
from dragoman.mark.scene import Scene
from dragoman.record import Standing

_LASTS = re.compile(
    r"\b(?:last(?:ed|ing)|took|went on|continued|ran)\b(?: for)? (?:about |around |nearly |almost |more than |over |some )?((?:\w+[- ]){1,3}?(?:minutes?|hours?|days?))\b",
    re.I,
)
_SUCH = re.compile(
    r"\b(?:such a |the |this |that |any such )(?:call|meeting|talks?|conversation|visit|report|reports|claim|information)\b",
    re.I,
)
_DENIES = re.compile(r"\b(?:denied|denies|refuted)\b", re.I)
_OPEN = re.compile(r"\b(?:not|never) (?:been )?(?:officially )?confirmed\b|\bunconfirmed\b", re.I)
_NOT_NAMES = {"before", "after", "during", "at", "the", "a", "an", "in", "on", "this", "following", "within", "ahead"}


def fill(scene: Scene, contacts: list[Contact]) -> None:
    """How long it lasted, and under which format, from every sentence that tells the contact or goes on about it."""
    for n, contact in enumerate(contacts):
        after = contacts[n + 1].draft.s if n + 1 < len(contacts) else len(scene.marks.sentences)
        follow = [
            s
            for s in range(contact.draft.s, min(after, contact.draft.s + 12))
            if s == contact.draft.s or scene.section(s) == contact.section
        ]
        for s in dict.fromkeys([*contact.told, *follow]):
            words = scene.words(s)
            lasts = _LASTS.search(words)
            if (
                lasts
                and contact.duration is None
                and (
                    s in contact.told
                    or re.search(
                        r"\b(?:meeting|talks|conversation|call|visit|negotiations|consultations|discussion)\b",
                        words,
                        re.I,
                    )
                )
            ):
                contact.duration = lasts[1].strip()
        contact.doubted = next((d for s in follow[1:3] if (d := _doubt(scene, s, contact))), None)
        words = scene.words(contact.draft.s)
        contact.format = _format(scene, contact, words)


def _doubt(scene: Scene, s: int, contact: Contact) -> Standing | None:
    """What a sentence right after says of the contact: "the Kremlin denied that there had been such a call"."""
    if scene.marks.sentences[s].block != scene.marks.sentences[contact.draft.s].block or not _SUCH.search(
        scene.words(s)
    ):
        return None
    return "denied" if _DENIES.search(scene.words(s)) else "unconfirmed" if _OPEN.search(scene.words(s)) else None


def _format(scene: Scene, contact: Contact, words: str) -> str | None:
    named = [m.name for m in scene.mentions.get(contact.draft.s, ()) if m.reason.startswith("format")]
    if named:
        return named[0]
    summit = re.search(
        r"\b((?:[A-Z][\w’'–-]*(?: of| the| for| and)? ?){1,6}(?:summit|Summit|forum|Forum|session|conference|Conference))\b",
        words,
    )
    if summit and summit[1].split()[0].lower() in _NOT_NAMES:
        summit = None
    if summit and contact.mode in {"multilateral", "meet"}:
        return summit[1].strip()
    if "consultation" in words.lower():
        return "consultations"
    return None
