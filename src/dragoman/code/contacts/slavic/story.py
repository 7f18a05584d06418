"""Who a pronoun or a bare office means, by what the text has told so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dragoman.code.contacts.slavic.drafts import Draft
from dragoman.code.contacts.slavic.line import Line, Phrase
from dragoman.code.contacts.slavic.people import holder
from dragoman.code.contacts.slavic.takers import Taker
from dragoman.mark.mentions.holders import fits
from dragoman.mark.scene import Named, state

_NEAR = 4  # sentences a pronoun may reach back
_ACTIVE = {"meet", "speak", "inform", "host", "hosted", "arrive", "visit", "attend", "hold", "convene"}
"""Frames whose verb has a subject that may be left out."""


@dataclass(slots=True)
class Person:
    """Somebody named: in which sentence, and whether as subject; ``foreign``: with a state of his own."""

    s: int
    who: Named
    nominative: bool | None
    foreign: bool
    list: int
    is_woman: bool | None = None


@dataclass(slots=True)
class Story:
    """What the text has named up to here. ``last``: parties of the contact told last, ``guests`` those of them who came."""

    people: list[Person] = field(default_factory=list)
    lands: list[tuple[int, str]] = field(default_factory=list)
    ahead: list[Person] = field(default_factory=list)
    last: list[Named] = field(default_factory=list)
    guests: list[Named] = field(default_factory=list)
    subject: list[Named] = field(default_factory=list)
    subject_at: int = 0
    meant: tuple[int, bool, Named] | None = None
    city: tuple[int, str] | None = None
    spot: Phrase | None = None
    day: date | None = None
    nameless: tuple[int, Named] | None = None

    def hear(self, line: Line, phrases: Sequence[Phrase]) -> None:
        """Take in the phrases of a sentence."""
        for n, phrase in enumerate(phrases):
            self.lands += ((phrase.start, code) for code in phrase.codes)
            if phrase.kind == "place" and phrase.codes and not phrase.whole:
                self.city, self.spot = (line.s, phrase.codes[0]), phrase
            if phrase.kind not in {"person", "office"}:
                continue
            after = phrases[n - 1] if n else None
            joined = after is not None and phrase.first - after.last <= 1 and after.kind in {"person", "office"}
            number = 0 if not self.people else self.people[-1].list + (not joined)
            if len(phrase.parties) == 1 and not phrase.parties[0].party.name and phrase.parties[0].party.country:
                self.nameless = line.s, phrase.parties[0]
            for who in phrase.parties:
                woman = is_woman(line, who)
                self.people.append(Person(line.s, who, phrase.nominative, bool(phrase.codes), number, woman))

    def follow(self, line: Line, inside: Sequence[Phrase], made: Sequence[Draft]) -> None:
        """The subject of the clause just read is that of a clause without one."""
        found = [n for p in inside if p.nominative and p.kind in {"person", "office"} for n in p.parties]
        if found:
            self.subject, self.subject_at = found, line.s
        elif made and made[-1].own and made[-1].subjects:
            self.subject, self.subject_at = made[-1].subjects, line.s

    def resolve(self, line: Line, made: Draft) -> None:
        """Fill in who takes part, who hosts and who goes between the others."""
        guests, hosts = list[Named](), list[Named]()
        subjects, first = list[Named](), list[Named]()
        is_sure = "host" in made.frames and any(t.link == "free" and t.phrase.nominative for t in made.takers)
        for taker in made.takers:
            who = self.parties(line, made, taker)
            first = first or who
            if taker.link == "mediated":
                made.mediators += who
                continue
            is_subject = taker.link == "free" and (
                bool(taker.phrase.nominative) if is_sure else taker.phrase.nominative is not False
            )
            subjects += who if is_subject else []
            if taker.link == "invited":
                hosts += [n for n in who if {n.party.country} & {g.codes[0] for g in made.goals}]
            elif (
                taker.link == "to"
                or ("host" in made.frames and is_subject)
                or ("hosted" in made.frames and taker.link == "free" and not is_subject)
            ):
                hosts += who
            else:
                guests += who
        if "mediate" in made.frames:
            made.mediators += subjects
        alone = bool(made.takers) and all(t.link == "with" for t in made.takers)
        if not made.own and (made.frames & _ACTIVE or alone or made.purpose) and not (made.relative and made.many):
            subjects = self._elided(line, made)
            (hosts if "host" in made.frames else guests).extend(subjects)
        if "lead" in made.frames:
            guests = _led(guests)
        is_left_out = (
            made.status in {"planned", "called off"} and made.mode in {"meet", "negotiate"} and "noun" in made.frames
        )
        if not subjects and (
            (made.many and not made.relative and all(t.link in {"with", "between"} for t in made.takers)) or is_left_out
        ):
            guests += self._government(line, made, guests)
        made.subjects = subjects or first
        made.parties, made.hosts = [*guests, *hosts], hosts
        is_alone = made.status in {"planned", "offered"} and len({n.party.country for n in made.parties}) == 1
        if is_alone and not made.goals and made.parties[0].key in {n.key for n in self.last}:
            made.parties = list(self.last)  # "… предложил встретиться лично"
        if made.there and self.spot and not made.places:
            made.places = [self.spot]
        made.parties = [_at_home(self._known(line, n), made) for n in made.parties]
        self._host_of_place(line, made)

    def _known(self, line: Line, one: Named) -> Named:
        """A name without a state is that of the office told right before ("новый посол Кении … Имя Фамилия вручил")."""
        if (
            one.party.country
            or one.party.kind != "person"
            or one.party.role
            or not self.nameless
            or line.s - self.nameless[0] > 1
        ):
            return one
        party = self.nameless[1].party
        return Named(
            one.party.model_copy(update={"country": party.country, "role": party.role, "sector": party.sector}),
            self.nameless[1].level,
            one.start,
        )

    def _elided(self, line: Line, made: Draft) -> list[Named]:
        if made.oblique:
            return self._last(line.s, made.start, {n.key for t in made.takers for n in t.phrase.parties}, subject=False)
        if made.many and len(self.subject) < 2 and self.last:
            return list(self.last)
        if (
            not made.frames & _ACTIVE and not made.purpose
        ):  # "затем состоялись переговоры с …": of the last contact, who is of another state
            lands = {n.party.country for t in made.takers for n in t.phrase.parties}
            return [n for n in self.last if n.party.country not in lands][:1] or list(self.subject)
        return list(self.subject) if line.s - self.subject_at <= 2 else []

    def _government(self, line: Line, made: Draft, guests: list[Named]) -> list[Named]:
        """ "В Вильнюсе отложили консультации с МИД Беларуси": the government that sits there."""
        lands = {n.party.country for n in guests}
        seats = [
            p
            for p in made.places[:1]
            if (p.post in {"capital", "seat"} or p.kind == "group") and p.codes and p.codes[0] not in lands
        ]
        return [state(line.scene, p.codes[0], p.start) for p in seats] if len(lands) == 1 else []

    def _host_of_place(self, line: Line, made: Draft) -> None:
        """Who comes to another state is hosted by it; who travels at home visits nobody."""
        lands = {n.party.country for n in made.parties}
        for goal in made.goals:
            code = goal.codes[0]
            guests = [n for n in made.parties if n.party.country != code]
            if not guests or made.mode in {"phone", "video", "letter"}:
                continue
            own = [n for n in made.parties if n.party.country == code]
            if not own:
                own = [state(line.scene, code, goal.start)]
                made.parties += own
            made.hosts = made.hosts or own
        if made.frames & {"host", "hosted"} and len(lands) == 1 and made.mode == "visit" and not made.hosts:
            codes = [p.codes[0] for p in made.places if p.codes] or (
                [self.city[1]] if self.city and line.s - self.city[0] <= 1 else []
            )
            for code in [c for c in codes if c not in lands][:1]:
                own = [state(line.scene, code, made.start)]  # "в Анкаре приняли …"
                made.parties, made.hosts = [*made.parties, *own], own
        is_home = bool(made.goals) and all(lands == {g.codes[0]} for g in made.goals)
        if made.mode == "visit" and is_home and not made.frames & {"host", "hosted", "invite"}:
            made.mode = "talk"
            made.goals = []

    def parties(self, line: Line, made: Draft, taker: Taker) -> list[Named]:
        """Who a phrase of a draft means; nobody where that stays open."""
        phrase = taker.phrase
        if phrase.parties:
            return list(phrase.parties)
        if phrase.kind == "place":
            return [state(line.scene, c, phrase.start) for c in phrase.codes]
        others = {n.key for t in made.takers if t.phrase is not phrase for n in t.phrase.parties}
        return [n for n in self._referred(line, phrase, others) if n.key not in others]

    def _referred(self, line: Line, phrase: Phrase, others: set[str]) -> list[Named]:
        ref = phrase.ref
        if ref in {"he", "she", "him", "her"}:
            return self._meant(line.s, phrase.start, others, woman=ref in {"she", "her"})
        if ref in {"which", "that"}:
            return self._last(line.s, phrase.start, others, subject=False)
        if ref in {"they", "them"}:
            return self._list(line.s, phrase.start) or list(self.last)
        if ref in {"pair", "posts"}:
            return list(self.last) or self._posts(phrase) or self._two(line.s, phrase.start)
        if ref == "guest":
            return self.guests[:1]
        if ref == "other":
            return [n for n in self.last if n.key not in others]
        if ref == "counterpart":
            return self._counterpart(line, phrase, others)
        if ref == "home":
            return [state(line.scene, line.home, phrase.start)] if line.home else []
        if ref == "owned":
            return self._owned(line, phrase, others)
        return self._office(line, phrase, others) if ref == "office" else []

    def _meant(self, s: int, at: int, others: set[str], *, woman: bool) -> list[Named]:
        """Whom "он", "её" mean: in one sentence the same each time."""
        if self.meant and self.meant[:2] == (s, woman) and self.meant[2].key not in others:
            return [self.meant[2]]
        found = self._last(s, at, others, subject=True, woman=woman)
        self.meant = (s, woman, found[0]) if found else self.meant
        return found

    def _last(self, s: int, at: int, others: set[str], *, subject: bool, woman: bool | None = None) -> list[Named]:
        near = [p for p in self.people if s - p.s <= _NEAR and p.who.start < at and p.who.key not in others]
        near = [p for p in near if woman is None or p.is_woman is None or p.is_woman == woman]
        chosen = [p for p in near if p.nominative] or [p for p in near if p.nominative is None] if subject else near
        if subject and near and not chosen:  # "Визит Сергея Лаврова начался с … Он …": whoever is named first
            return [next(p.who for p in near if p.s == near[-1].s)]
        found = chosen or near
        return [found[-1].who] if found else []

    def _list(self, s: int, at: int) -> list[Named]:
        """The last list of several people."""
        for person in reversed(self.people):
            if s - person.s > _NEAR:
                break
            same = [p.who for p in self.people if p.list == person.list]
            if len({n.key for n in same}) > 1:
                return list({n.key: n for n in same}.values())
        return self._two(s, at)

    def _two(self, s: int, at: int) -> list[Named]:
        """The two people that the last sentence with people named."""
        last = max((p.s for p in self.people if s - p.s <= 1 and p.who.start < at), default=None)
        found = {p.who.key: p.who for p in self.people if p.s == last and p.who.start < at}
        return list(found.values()) if len(found) == 2 else []

    def _posts(self, phrase: Phrase) -> list[Named]:
        found = {
            p.who.key: p.who
            for p in reversed(self.people)
            if phrase.post and p.who.party.role and fits(p.who.party.role, phrase.post)
        }
        return list(found.values())[:2] if len(found) > 1 else []

    def _counterpart(self, line: Line, phrase: Phrase, others: set[str]) -> list[Named]:
        """The same office as the person before, of each state told; without a state the other party of the last contact."""
        if not phrase.codes:
            return [n for n in self.last if n.key not in others]
        made = [self._colleague(line, phrase, code) for code in phrase.codes]
        return [*made, *self._more(line, phrase, made)] if phrase.plural and len(phrase.codes) == 1 else made

    def _more(self, line: Line, phrase: Phrase, found: Sequence[Named]) -> list[Named]:
        """ "российских коллег": of each of the people named in this sentence."""
        told = {n.party.role for n in found}
        posts = dict.fromkeys(
            p.who.party.role for p in self.people if p.s == line.s and p.who.start < phrase.start and p.who.party.role
        )
        words = line.scene.text.body[phrase.start : phrase.end]
        more = [holder(line, post, phrase.codes[0], words, phrase.start) for post in posts if post and post not in told]
        return [n for n in more if n.party.name and n.key not in {f.key for f in found}]

    def _colleague(self, line: Line, phrase: Phrase, code: str) -> Named:
        known = [p.who for p in self.people if p.who.party.country == code and p.who.party.name]
        before = [p.who.party.role for p in self.people if p.who.party.role and p.who.party.country != code]
        if before and before[-1]:
            who = holder(line, before[-1], code, line.scene.text.body[phrase.start : phrase.end], phrase.start)
            return who if who.party.name or not known else known[-1]
        return known[-1] if known else state(line.scene, code, phrase.start)

    def _owned(self, line: Line, phrase: Phrase, others: set[str]) -> list[Named]:
        """ "с её Президентом": of the state named last that is not the subject's own."""
        own = {p.who.party.country for p in self.people if p.s == line.s}
        lands = [c for at, c in self.lands if at < phrase.start and c not in own and c in line.book.states]
        if not lands or not phrase.post:
            return self._office(line, phrase, others)
        return [holder(line, phrase.post, lands[-1], line.scene.text.body[phrase.start : phrase.end], phrase.start)]

    def _office(self, line: Line, phrase: Phrase, others: set[str]) -> list[Named]:
        """ "Президент", "Министр" alone: who was or is named with that office and no state beside it, else the home's."""
        post = phrase.post
        if not post:
            return []
        asked = "leader" if post == "head" else post
        near = [p for p in reversed(self.people) if line.s - p.s <= _NEAR * 2 and p.who.key not in others]
        near = [p for p in near if line.home in {None, p.who.party.country}]
        before = [p for p in near if p.who.start < phrase.start]
        ahead = [p for p in self.ahead if line.home in {None, p.who.party.country} and p.who.key not in others]
        for person in (*(p for p in (*before, *near, *ahead) if not p.foreign), *before, *near):
            if person.who.party.role and fits(person.who.party.role, asked):
                return [person.who]
        lands = {n.party.country for n in self.subject} if line.s == self.subject_at else set()
        told = dict.fromkeys(p.who.party.country for p in self.people if p.s == line.s and p.nominative is False)
        away = [c for c in told if c and c in line.book.states and c not in lands]
        if not line.home and len(away) == 1:
            return [holder(line, asked, away[0], line.scene.text.body[phrase.start : phrase.end], phrase.start)]
        if line.home:
            return [holder(line, asked, line.home, line.scene.text.body[phrase.start : phrase.end], phrase.start)]
        return []


def is_woman(line: Line, who: Named) -> bool | None:
    """By the given name of the table; ``None`` for a name as the text has it."""
    person = line.book.persons.get(who.party.entity or "")
    names = [n.split()[0] for n in (person.names.get(line.lex.language, ()) if person else ()) if " " in n]
    if person and person.surname.split()[-1] != person.name.split()[-1]:
        return None  # "Цой Сон Хи": the surname comes first
    return names[0][-1] in "ая" and not line.lex.who["men"].match(names[0].lower()) if names else None


def _at_home(one: Named, made: Draft) -> Named:
    """Somebody whose state the text does not tell is of the foreign capital where the others meet him."""
    lands = {n.party.country for n in made.parties}
    seats = [p.codes[0] for p in made.places[:1] if p.post in {"capital", "seat"} and p.codes]
    if (
        one.party.country
        or not (one.party.role or " " in (one.party.name or ""))
        or len(lands) != 2
        or not seats
        or seats[0] in lands
    ):
        return one
    return Named(one.party.model_copy(update={"country": seats[0]}), one.level, one.start)


def _led(people: list[Named]) -> list[Named]:
    """The head of a delegation is of its state."""
    lands = [n.party.country for n in people if n.party.kind in {"group", "state"} and n.party.country]
    if len(lands) != 1:
        return people
    return [
        Named(n.party.model_copy(update={"country": lands[0]}), n.level, n.start)
        if n.party.kind == "person" and not n.party.country
        else n
        for n in people
    ]


def look_ahead(lines: Sequence[tuple[Line, Sequence[Phrase]]]) -> Iterator[Person]:
    """People of the sentences to come, for an office told before its holder is named."""
    for line, phrases in lines:
        for phrase in phrases:
            if phrase.kind == "person":
                yield from (Person(line.s, who, phrase.nominative, bool(phrase.codes), 0) for who in phrase.parties)
