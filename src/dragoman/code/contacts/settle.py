"""From sentences' drafts to contacts: back references joined, parents and dates found, one act told once.

One act of the same parties on the same day is one contact, however often a text comes back to it; a contact that the text
sets apart inside a visit or a summit keeps its own row and names its parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.code.contacts.draft import Draft
from dragoman.mark.scene import Named, Place, Scene, headed, labelled, running, state, states_in
from dragoman.marks import Time
from dragoman.record import Standing
from dragoman.when import When

_UNDER = re.compile(
    r"\b(?:within the framework of|as part of|on the sidelines of|on the margins of|on the fringes of|in the framework of|in the margins of|during|in the course of|at|ahead of|before) "
    r"(?:the |a |an |his |her |their |its |this |that )?((?:[\w’'.-]+ ){0,6}?(visit|trip|summit|session|forum|conference|assembly|meeting|consultations?))\b",
    re.I,
)
_INSIDE = re.compile(r"^(?:within|as part|on the|in the|during|at)", re.I)
_SAME_MEETING = {
    "meet": "person",
    "visit": "person",
    "multilateral": "multilateral",
    "phone": "phone",
    "video": "video",
    "negotiate": "person",
    "letter": "letter",
    "third-party": "person",
    None: "person",
}
_CONTINUES = re.compile(
    r"^(?:the same day|on the same day|later|then|also|after(?:wards)?|after (?:the|this|that|these)|before (?:the|this)|following (?:the|this)|during (?:the|his|her|their|this)|at the|as part of|within the framework|prior to (?:it|this|that|the)|before (?:it|that)|ahead of (?:it|this|the)|earlier (?:the same|that) day|earlier,|in addition|subsequently|in turn|that day|on that day|on the sidelines)\b",
    re.I,
)
_PRONOUN = re.compile(
    r"^(?:(?:he|she|they|both|the (?:two|parties|sides|presidents|ministers|leaders|president|minister|premier|prime minister))\b)",
    re.I,
)


@dataclass(slots=True)
class Contact:
    """A contact of one text, with every sentence that tells it."""

    draft: Draft
    people: list[Named]
    when: When
    mode: str | None
    hosts: list[Named]
    third: list[Named]
    place: Place | None
    round: int | None = None
    parent: Contact | None = None
    duration: str | None = None
    format: str | None = None
    told: list[int] = field(default_factory=list)
    dated: bool = False
    doubted: Standing | None = None
    section: int | None = None

    @property
    def keys(self) -> set[str]:
        return {n.key for n in self.people} | {h.key for h in self.hosts}


def settle(scene: Scene, found: Iterable[Draft]) -> list[Contact]:
    """Contacts of a text in the order in which they are first told."""
    contacts: list[Contact] = []
    for draft in found:
        contact = _placed(scene, draft, contacts)
        if contact is not None:
            contacts.append(contact)
    contacts = [c for c in contacts if not _summed_up(c, contacts) and not _is_way_there(c, contacts)]
    return contacts


def _is_way_there(contact: Contact, contacts: list[Contact]) -> bool:
    """ "arrived in Bled to attend the summit": the arrival is no contact beside the summit."""
    return (
        contact.draft.noun == "arrive"
        and all(h.party.kind != "person" for h in contact.hosts)
        and any(
            o.mode == "multilateral"
            and o.draft.s == contact.draft.s
            and {n.key for n in contact.draft.actors} <= o.keys
            for o in contacts
        )
    )


def _summed_up(contact: Contact, contacts: list[Contact]) -> bool:
    """An undated contact of people whom the text elsewhere lets meet on a day: a summary of that, not one more."""
    if contact.when.earliest is not None or contact.draft.future or contact.draft.negated:
        return False
    return any(
        o is not contact and o.when.earliest is not None and o.keys >= contact.keys and _kin(o.mode, contact.mode)
        for o in contacts
    )


def _placed(scene: Scene, draft: Draft, contacts: list[Contact]) -> Contact | None:
    """A new contact, or ``None`` where the draft adds to one told before or is too little to be one."""
    people = draft.everyone
    section = scene.section(draft.s)
    near = [c for c in reversed(contacts) if c.section == section]
    under = _parent(scene, draft, near)
    told_near = near and near[0].told[-1] >= draft.s - 2
    if draft.joins and not (
        draft.noun == "part" and people and not told_near and _OCCASION.search(scene.words(draft.s - 1))
    ):
        if near and people:
            _add(near[0], draft, people)
        return None
    last = next((c for c in near if _kin(c.mode, draft.mode)), None)
    if not _enough(draft, people):
        if draft.back and last is not None and draft.ordinal is None and draft.time is None:
            _add(last, draft, [])
            return None
        people = _lent(scene, draft, last)
        if not _enough(draft, people):
            return None
    when, dated = _when(scene, draft, under, near)
    if (
        draft.time is None
        and last is not None
        and not draft.fresh
        and under is None
        and (draft.back or draft.nominal or _tells_again(draft, last))
        and draft.ordinal is None
        and _same_people(last, people)
    ):
        _add(last, draft, people)
        return None
    keys = {n.key for n in people}
    for other in contacts:
        one_day = _one_day(other.when, when)
        # "paid a visit to Rome on 3 and 4 May. X received him": the reception goes on with the visit
        goes_on = other.mode == draft.mode == "visit" and draft.time is None and draft.s - other.told[-1] == 1
        if other.draft.s != draft.s and not one_day and not goes_on:
            continue
        if (_kin(other.mode, draft.mode) and under is not other and other.parent is None) or (
            under is None and _kin(other.mode, draft.mode)
        ):
            if (other.draft.negated, other.draft.future) != (draft.negated, draft.future):
                continue
            if draft.s == other.draft.s and _within(other, draft, keys):
                _fuse(other, draft, people)
                return None
            if other.mode == draft.mode == "visit" and (goes_on or one_day) and _received(other, draft):
                _fuse(other, draft, people)
                return None
            same = keys == other.keys or (keys <= other.keys and len(keys) > 1)
            if (
                same
                and one_day
                and not draft.again
                and (other.round or 1) == (draft.ordinal or 1)
                and not (draft.fresh and draft.s != other.draft.s and not draft.time)
            ):
                _add(other, draft, people)
                return None
    if draft.bare and draft.future and not (draft.time and draft.time.when.day):
        return None  # the author's forecast, or a plan without a day
    if _force_is_present(scene, draft) and not ((draft.time and draft.time.when.day) or labelled(scene, draft.s)):
        return None
    contact = Contact(
        draft, people, when, draft.mode, list(draft.hosts), list(draft.third), draft.place, draft.ordinal, under, told=[draft.s], dated=dated, section=section,
    )  # fmt: skip
    if draft.mode == "negotiate" and not contact.hosts and draft.place and draft.place.country:
        home = draft.place.country
        if home not in {n.party.country for n in people} and len({n.party.country for n in people}) > 1:
            contact.hosts = contact.third = [state(scene, home)]
    if under is not None and contact.place is None:
        contact.place = under.place
    return contact


def _enough(draft: Draft, people: list[Named]) -> bool:
    if draft.mode == "visit":
        return bool(draft.hosts or len(people) > 1) and bool(draft.actors)
    if draft.mode == "multilateral":
        return len(people) > 1 or (bool(people) and people[0].party.kind == "person")
    return len(people) > 1


def _kin(a: str | None, b: str | None) -> bool:
    return _SAME_MEETING.get(a) == _SAME_MEETING.get(b)


def _same_people(contact: Contact, people: list[Named]) -> bool:
    keys = {n.key for n in people}
    lands = {n.party.country for n in people}
    return keys <= contact.keys or (
        lands == {n.party.country for n in [*contact.people, *contact.hosts]}
        and all(n.party.kind != "person" for n in people)
    )


def _tells_again(draft: Draft, last: Contact) -> bool:
    return (
        draft.s - last.told[-1] <= 2
        and not draft.fresh
        and last.draft.s != draft.s
        and {n.key for n in draft.everyone} == last.keys
    )


def _one_day(a: When, b: When) -> bool:
    """The same known interval, whatever words told it."""
    return (a.earliest, a.latest) == (b.earliest, b.latest) and not a.is_unknown


def _received(other: Contact, draft: Draft) -> bool:
    """The same visitor, first said to visit a state, then received there: one visit, the host now known."""
    same = {n.key for n in other.draft.actors} == {n.key for n in draft.actors}
    hosts = {h.party.country for h in other.hosts if h.party.kind == "state"}
    return same and bool(hosts & {h.party.country for h in draft.hosts})


def _within(other: Contact, draft: Draft, keys: set[str]) -> bool:
    """Two verbs for one encounter in one sentence: arrived + met, visited + talked, hosted + held talks."""
    if draft.fresh and not (other.draft.noun == "arrive" or draft.noun == "arrive" or other.mode == "visit"):
        return False
    stands = all(h.party.kind != "person" for h in other.hosts)
    if stands and other.draft.noun in {"arrive", "visit"} and {n.key for n in other.people} & keys:
        lands = {h.party.country for h in other.hosts}
        return {n.party.country for n in draft.everyone} & lands != set() or keys <= other.keys
    return keys <= other.keys or (len(keys & other.keys) > 1)


def _fuse(other: Contact, draft: Draft, people: list[Named]) -> None:
    """The visit takes over whom the visitor met: they are the host."""
    if other.mode == "visit":
        guests = {n.party.country for n in other.draft.actors}
        met = [
            n for n in people if n.party.kind == "person" and n.party.country not in guests and n.key not in other.keys
        ]
        if met and all(h.party.kind != "person" for h in other.hosts):
            home = {h.party.country for h in other.hosts}
            hosts = [n for n in met if n.party.country in home or n.party.country is None]
            if hosts:
                other.hosts = hosts[:1]
                other.people = [n for n in other.people if n.party.kind == "person"]
    _add(other, draft, people)


def _add(contact: Contact, draft: Draft, people: list[Named]) -> None:
    keys = contact.keys
    contact.people = [*contact.people, *(n for n in people if n.key not in keys and n.party.kind == "person")]
    contact.place = contact.place or draft.place
    contact.round = contact.round or draft.ordinal
    contact.told.append(draft.s)
    narrower = draft.time is not None and draft.time.when.day and not contact.when.day and not contact.when.lasts
    if draft.time is not None and (not contact.dated or (narrower and contact.when.holds(draft.time.when.earliest))):  # type: ignore[arg-type]
        contact.when, contact.dated = _plain(draft.time), True


def _lent(scene: Scene, draft: Draft, last: Contact | None) -> list[Named]:
    """Parties carried on: "the third round was held in …", "a bilateral meeting was held", "the two ministries consulted"."""
    have = draft.everyone
    if draft.actors and not draft.ordinal and draft.mode != "negotiate":
        return have
    if (draft.ordinal or draft.noun == "round" or draft.back) and draft.time is not None:
        for back in range(draft.s, max(-1, draft.s - 6), -1):
            if scene.section(back) != scene.section(draft.s):
                break
            talk = _TALKS.search(scene.words(back))
            if talk:
                at = scene.marks.sentences[back].start + talk.start(1)
                lands = {n.party.country: n for n in states_in(scene, [back], at, at + len(talk[1]))}
                if len(lands) == 2:
                    draft.mode = "negotiate" if _NEGOTIATES.search(talk[0]) and draft.mode == "meet" else draft.mode
                    return list(lands.values())
        if last is not None and last.mode in {"negotiate", "meet", "video"} and last.draft.s < draft.s:
            return list(last.people)
    return have


_OCCASION = re.compile(r"\b(?:summit|session|forum|conference|assembly)\b", re.I)
_NEGOTIATES = re.compile(r"negotiat|round", re.I)
_TALKS = re.compile(
    r"\b(?:negotiations?|talks|rounds?|consultations)\b.{0,20}? between ([^,;.]{3,60}?)(?= (?:was|were|is|are|has|have|had|will|took|began|on|in|at|of)\b|[,;.]|$)",
    re.I,
)


# --- parents ------------------------------------------------------------------------------------------------------


def _parent(scene: Scene, draft: Draft, near: list[Contact]) -> Contact | None:
    """The visit or summit inside which a sentence sets its contact: one told before in the section."""
    for match in _UNDER.finditer(scene.words(draft.s)):
        if not _INSIDE.match(match[0]):
            continue
        noun = match[2].lower()
        if noun.startswith(("meeting", "consultation")):
            continue
        at = scene.marks.sentences[draft.s].start + match.start(2)
        if scene.trees.get(draft.s) and scene.trees[draft.s].tokens[draft.token].start == at:
            continue
        for c in near:
            fits = c.mode == "visit" if noun in {"visit", "trip"} else c.mode == "multilateral"
            if fits and c.draft.s <= draft.s and not (c.draft.s == draft.s and c.draft.token == draft.token):
                return c
    return None


# --- dates --------------------------------------------------------------------------------------------------------


def _plain(time: Time) -> When:
    """The interval of a stated time; a stretch of days within a month is how long it lasted, a month is some day of it."""
    return time.when


def _when(scene: Scene, draft: Draft, under: Contact | None, near: list[Contact]) -> tuple[When, bool]:
    """Stated day, else the parent's, else the running day where the sentence goes on from it, else the heading's month."""
    if draft.time is not None:
        return _plain(draft.time), True
    if under is not None and not under.when.is_unknown:
        return under.when.model_copy(update={"basis": "event", "lasts": False}), True
    day = _running(scene, draft)
    if day is not None:
        return day, True
    return headed(scene, draft.s), False


def _running(scene: Scene, draft: Draft) -> When | None:
    """The day of the sentence before, in the same paragraph, where this one plainly goes on."""
    words = scene.words(draft.s).lstrip("•–- ")
    day = labelled(scene, draft.s)
    if day is not None:
        return day
    if not draft.goes_on and not (
        _PRONOUN.match(words)
        or _CONTINUES.match(words)
        or draft.back
        or re.search(r"\b(?:also|later|then|afterwards|there(?! (?:is|are|was|were|has|have|had)))\b", words, re.I)
    ):
        return None
    return running(scene, draft.s)


def _force_is_present(scene: Scene, draft: Draft) -> bool:
    t = scene.trees.get(draft.s)
    if t is None or draft.nominal:
        return False
    verb = next((w for w in draft.words if t.tokens[w].pos in {"VERB", "AUX"}), None)
    if verb is not None and t.tokens[verb].tag == "VBG":  # "arrives in Split, meeting Rama"
        verb = t.tokens[verb].head
    return verb is not None and t.tokens[verb].tag in {"VBZ", "VBP"}
