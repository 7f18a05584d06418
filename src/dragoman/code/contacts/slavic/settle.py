"""From drafts to contacts: who takes part, one contact told in several clauses, its day, place and hosts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.code.contacts.slavic.drafts import Draft
from dragoman.code.contacts.slavic.line import Phrase
from dragoman.mark.scene import Named, Scene, headed, running, state
from dragoman.record import Status
from dragoman.text.names import key
from dragoman.when import When

_WIRE = {"phone", "video", "letter"}
_ORDER = ("letter", "video", "phone", "visit", "third-party", "negotiate", "multilateral", "meet", "talk")
_STAY = timedelta(days=3)
"""Days that a visit may have lasted when talks on it are told with a day of their own."""


@dataclass(slots=True)
class Contact:
    """A contact with all that tell it. ``place``: English name or the words of the text; ``trigger``: code points."""

    s: int
    start: int
    end: int
    mode: str
    status: Status
    people: list[Named]
    hosts: list[Named] = field(default_factory=list)
    mediators: list[Named] = field(default_factory=list)
    when: When = field(default_factory=When)
    place: Phrase | None = None
    told: list[int] = field(default_factory=list)
    arrives: bool = False
    goals: frozenset[str] = frozenset()
    earlier: bool = False
    sibling: int = -1

    @property
    def everyone(self) -> list[Named]:
        return [*self.people, *(m for m in self.mediators if not _is_in(m, self.people))]

    @property
    def lands(self) -> set[str]:
        return {n.party.country for n in self.everyone if n.party.country}


def is_same(one: Named, other: Named) -> bool:
    """The same person, or a state, a delegation or a nameless office that may stand for the other."""
    a, b = one.party, other.party
    if a.country != b.country and a.country and b.country:
        return False
    if _is_nameless(one) or _is_nameless(other):
        return a.country == b.country and a.country is not None
    if a.entity and b.entity:
        return a.entity == b.entity
    return key((a.name or "").split()[-1])[:4] == key((b.name or "").split()[-1])[:4]


def _is_nameless(one: Named) -> bool:
    return one.party.kind in {"state", "group"} or not one.party.name


def _is_in(one: Named, many: Iterable[Named]) -> bool:
    return any(is_same(one, other) for other in many)


def together(people: Iterable[Named]) -> list[Named]:
    """Each once; a state or a nameless office gives way to a person of the same state; the Union State is its two members."""
    found: list[Named] = []
    for one in people:
        same = next((k for k, other in enumerate(found) if is_same(one, other)), None)
        if same is None:
            found.append(one)
        elif _is_nameless(found[same]) and not _is_nameless(one):
            found[same] = one
            found = [n for k, n in enumerate(found) if k == same or not (_is_nameless(n) and is_same(n, one))]
    return found


def add(scene: Scene, found: list[Contact], made: Draft) -> Contact | None:
    """Put a draft to the contact it tells once more, or make it a contact; the contact, or ``None`` where it tells none."""
    last = found[-1] if found else None
    if (
        last
        and made.status == "called off"
        and not made.parties
        and made.s - last.told[-1] <= 1
        and last.status in {"planned", "offered"}
    ):
        last.status = "called off"  # "собирался в Ригу, однако поездка отложена"
        last.told.append(made.s)
        return last
    if not made.parties or made.joins:
        if last is not None and _goes_on(last, made):
            _merge(found, last, made, grow=made.joins)
            return last
        if not made.parties and (made.weak or made.mode in {"talk", ""}):
            return None
    if (
        last
        and last.status == "offered"
        and made.status == "planned"
        and made.mode == last.mode
        and made.s - last.told[-1] <= 2
    ) and all(_is_in(n, last.everyone) for n in made.parties):
        last.status = "planned"  # "… пригласил … Визит состоится 5 мая"
        _merge(found, last, made, grow=True)
        return last
    made.parties = together(made.parties)
    for old in reversed(found[-3:]):
        if made.s - old.told[-1] <= 4 and _tells_again(old, made):
            _merge(found, old, made, grow=True)
            return old
    if made.weak:
        return None
    contact = _contact(made)
    found.append(contact)
    return contact


def _goes_on(last: Contact, made: Draft) -> bool:
    if made.s - last.told[-1] > 2 or made.status != last.status or made.earlier:
        return False
    return (
        made.mode in {last.mode, "talk", ""}
        or made.joins
        or (last.mode not in _WIRE and made.mode not in _WIRE | {"visit"})
        or (made.mode in {"negotiate", "meet", "multilateral"} and last.mode == "video")
        or last.mode == "talk"
        or (last.mode == "visit" and made.mode not in _WIRE)
    )


def _tells_again(old: Contact, made: Draft) -> bool:
    status = {old.status, made.status}
    if len(status) > 1 or (made.earlier and made.s == old.told[-1]):
        return False
    if (
        old.mode in _WIRE
        and made.mode not in {old.mode, "talk"}
        and not (old.mode == "video" and made.mode in {"negotiate", "multilateral"})
    ):
        return False
    if made.mode in _WIRE and old.mode not in {made.mode, "talk"}:
        return False
    day, other = old.when.day, made.time.when.day if made.time else None
    if day and other and day != other and not (old.arrives and timedelta(0) <= other - day <= _STAY):
        return False
    if old.goals and made.goals and not old.goals & _codes(made.goals):
        return False
    one, two = old.everyone, made.parties
    if not one:
        return made.s - old.told[-1] <= 1 and len(two) > 1  # "Завершились переговоры президентов. X и Y согласовали …"
    if len(one) < 2 and len(two) < 2 and not old.arrives:
        return all(_is_in(n, one) for n in two)
    if {n.party.kind for n in one} == {"body"} and {old.mode, made.mode} <= {"multilateral", "meet", "talk"}:
        return True  # "саммит ОДКБ … На нём выступили …"
    smaller, larger = (one, two) if len(one) <= len(two) else (two, one)
    strangers = [n for n in two if not n.party.country and n.party.kind == "person"]
    if old.arrives and strangers and all(_is_in(n, one) for n in two if n not in strangers):
        return True  # "прибыл в Сеул … увиделся с Чон Ый Ёном": whoever receives there is of the place
    if not all(_is_in(n, larger) for n in smaller):
        return False
    is_round = len({n.party.country for n in two}) > 2 and not any(n.party.kind == "body" for n in two)
    if (
        is_round
        and any(n.party.kind == "body" for n in one)
        and made.s - old.told[-1] <= 1
        and made.mode in {"meet", "talk", "multilateral"}
    ):
        return True  # "встреча глав государств СНГ … Съехались …"
    if (
        old.mode == "multilateral"
        and len(old.lands) < 2
        and made.mode in {"talk", "meet"}
        and len({n.party.country for n in two}) > 1
    ):
        return False  # "на полях мероприятия он переговорил с …"
    bodies = [n for n in one if n.party.kind == "body"]
    is_beside = bodies and not any(n.party.kind == "body" for n in two) and made.mode in {"meet", "negotiate", "visit"}
    return not (is_beside and len({n.party.country for n in two}) > 1)


def _merge(found: Sequence[Contact], contact: Contact, made: Draft, *, grow: bool) -> None:
    modes = {contact.mode, made.mode or "talk"}
    contact.mode = next(m for m in _ORDER if m in modes)
    if grow:
        siblings = [c for c in found if c.sibling == contact.sibling and c.goals]
        for one in siblings if len(siblings) > 1 else ():  # "в Дохе и Абу-Даби, где с ним беседовали …"
            away = {code for c in siblings if c is not one for code in c.goals}
            one.people = together([*one.people, *(n for n in made.parties if n.party.country not in away)])
        away = {code for c in siblings if c is not contact for code in c.goals} - contact.goals
        contact.people = together([*contact.people, *(n for n in made.parties if n.party.country not in away)])
        contact.mediators = together([*contact.mediators, *made.mediators])
        contact.hosts = together([*contact.hosts, *made.hosts])
    for one in [c for c in found if c.sibling == contact.sibling]:  # told together, though they met one by one
        if made.time is not None and not one.when.day:
            one.when = made.time.when
    if contact.place is None:
        contact.place = best_place(made.places)
    contact.arrives |= bool(made.goals)
    contact.goals |= _codes(made.goals)
    contact.told.append(made.s)


def _contact(made: Draft) -> Contact:
    return Contact(
        made.s, made.start, made.end, made.mode, made.status, made.parties, made.hosts, made.mediators,
        made.time.when if made.time else When(), best_place(made.places), [made.s], arrives=bool(made.goals),
        goals=_codes(made.goals), earlier=made.earlier, sibling=made.start,
    )  # fmt: skip


def _codes(goals: Iterable[Phrase]) -> frozenset[str]:
    return frozenset(g.codes[0] for g in goals)


def best_place(places: Sequence[Phrase]) -> Phrase | None:
    """A building before a city, a city before a region; a whole country is no place."""
    order = {"seat": 0, "capital": 1, "capital of": 1, "city": 1, "unlisted": 2, "building": 3, "region": 4}
    known = [p for p in places if p.name and not p.whole]
    return min(known, key=lambda p: (order.get(p.post or "", 2), p.start)) if known else None


def finish(
    scene: Scene, contacts: Sequence[Contact], places: Mapping[int, Sequence[Phrase]], published: When
) -> list[Contact]:
    """The contacts between two states or bodies at least, with day and place; ``places``: of each sentence."""
    out = []
    for contact in contacts:
        contact.people = _spread(scene, contact.people)
        body = any(n.party.country and n.party.country not in scene.book.states for n in contact.people)
        if len(contact.lands) < 2 and not (body and contact.mode in {"multilateral", "video"}):
            continue
        if contact.mode == "talk":
            contact.mode = "meet"
        if not contact.when.day:
            taken = {c.when.day for c in contacts if c.status != contact.status and c.when.day}
            contact.when = _day_after(scene, contact, published, taken) or contact.when
        if contact.when.is_unknown and contact.status == "happened" and not contact.earlier:
            contact.when = running(scene, contact.s) or headed(scene, contact.s)
        if contact.place is None and contact.mode not in _WIRE and not contact.earlier:
            own, others = places.get(contact.s, ()), {p.place.start for p in contacts if p.place}
            before = (
                places.get(contact.s - 1, ())
                if _is_beside(scene, contact.s, contact.s - 1)
                else [p for p in own if p.start not in others]
            )
            contact.place = best_place([p for p in own if p.start < contact.start]) or best_place(before)
        out.append(contact)
    return out


def _is_beside(scene: Scene, s: int, other: int) -> bool:
    sentences = scene.marks.sentences
    return 0 <= other < len(sentences) and sentences[other].block == sentences[s].block


def _day_after(scene: Scene, contact: Contact, published: When, taken: Collection[date]) -> When | None:
    """The one day that the contact's last sentence or the next one tells, where its own words tell none."""
    for s in (contact.told[-1], contact.told[-1] + 1):
        if contact.earlier or not _is_beside(scene, contact.s, s):
            continue
        days = {t.when.day: t.when for t in scene.times.get(s, ()) if t.when.day and t.type in {"DATE", "TIME"}}
        days = {d: w for d, w in days.items() if d not in taken or s != contact.s}
        limit = published.latest if contact.status == "happened" else None
        known = [w for d, w in days.items() if d and (limit is None or d <= limit)]
        if len(known) == 1 and len(days) == 1:
            return known[0]
    return None


def _spread(scene: Scene, people: Sequence[Named]) -> list[Named]:
    """The Union State told by its two members."""
    out: list[Named] = []
    for one in people:
        if one.party.country == "UNION STATE":
            out += (state(scene, code, one.start) for code in ("BLR", "RUS"))
        else:
            out.append(one)
    return together(out)
