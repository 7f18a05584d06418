"""Contacts in Russian, Ukrainian and Belarusian, by words, cases and prepositions, without a parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from dragoman.code.contacts.slavic import lexicon
from dragoman.code.contacts.slavic.clauses import Clause, clauses, cues, has_verb
from dragoman.code.contacts.slavic.drafts import Draft, drafts_of
from dragoman.code.contacts.slavic.line import Line, Phrase, line
from dragoman.code.contacts.slavic.phrases import read
from dragoman.code.contacts.slavic.setting import is_of_trip, time_of
from dragoman.code.contacts.slavic.settle import Contact, add, finish
from dragoman.code.contacts.slavic.story import Story, look_ahead
from dragoman.code.contacts.slavic.takers import Taker
from dragoman.mark.mentions.memory import dates, given_names
from dragoman.mark.scene import Named, Scene
from dragoman.marks import Time
from dragoman.record import Document
from dragoman.when import When

__all__ = ["Contact", "contacts"]

_CODED = {"paragraph", "item"}
_AHEAD = 3  # sentences that may name the holder of an office told before


def contacts(scene: Scene, document: Document) -> list[Contact]:
    """The contacts of a text's sentences in these languages, in text order, each told once."""
    lines = [(one, list(read(one))) for one in _lines(scene, document)]
    story, found = Story(), list[Contact]()
    for n, (one, phrases) in enumerate(lines):
        story.ahead = list(look_ahead(lines[n : n + _AHEAD]))
        _tell(one, phrases, story, found, document)
    places = {one.s: [p for p in phrases if p.kind == "place" and _is_where(one, p)] for one, phrases in lines}
    return finish(scene, found, places, document.published)


def _is_where(one: Line, place: Phrase) -> bool:
    """ "в Сочи", or a line of its own that names place and day."""
    if is_of_trip(one, place):
        return False
    return bool(one.lex.ends["place"].search(one.before_place(place.first))) or (
        place.first == 0 and not has_verb(one, [one.span])
    )


def _lines(scene: Scene, document: Document) -> Iterator[Line]:
    low = lexicon.plain(scene.text.body)
    given = given_names(scene.book)
    known: dict[str, Named] = {}
    when = dates(scene.marks.sentences, scene.marks.times, document.published)
    for s, sentence in enumerate(scene.marks.sentences):
        words = lexicon.load(scene.book, sentence.language)
        block = scene.block(s)
        if words is None or (block is not None and block.kind not in _CODED):
            continue
        home = {"uk": "UKR", "be": "BLR"}.get(sentence.language)
        yield line(scene, s, low, words, when[s], home, given, known)


def _tell(one: Line, phrases: Sequence[Phrase], story: Story, found: list[Contact], document: Document) -> None:
    """Code the clauses of a sentence, the story going on with each."""
    story.hear(one, phrases)
    for clause, made in _read(one, phrases):
        for draft in made:
            story.resolve(one, draft)
            _shift(draft, story)
            _date(draft, document)
            for each in _apart(draft):
                contact = add(one.scene, found, each)
                if contact is not None:
                    story.last = contact.everyone
                    story.guests = [n for n in contact.people if n.key not in {h.key for h in contact.hosts}]
        story.follow(one, [p for p in phrases if clause.holds(p.start)], made)
        told = time_of(one, clause)
        story.day = (told.when.day if told else None) or story.day


def _read(one: Line, phrases: Sequence[Phrase]) -> list[tuple[Clause, list[Draft]]]:
    """The clauses of a sentence with the drafts of each."""
    out: list[tuple[Clause, list[Draft]]] = []
    before: Draft | None = None
    for clause in clauses(one, phrases):
        inside = [p for p in phrases if clause.holds(p.start)]
        short = _ellipsis(one, clause, inside, phrases, before) if before and _is_elliptic(one, clause) else None
        made = [short] if short else drafts_of(one, clause, phrases, before)
        before = made[-1] if made else before
        out.append((clause, made))
    return out


def _shift(made: Draft, story: Story) -> None:
    """Count from the day told before ("накануне", "на следующий день")."""
    if made.shift and story.day:
        day = story.day + timedelta(days=made.shift)
        made.time = Time(made.start, made.end, "DATE", day.isoformat(), When.on(day, basis="relative"), "story")


def _date(made: Draft, document: Document) -> None:
    """What is told in the present or the past of a day to come is planned."""
    day, published = made.time.when.earliest if made.time else None, document.published.latest
    if made.status == "happened" and not made.past and day and published and day > published:
        made.status = "planned"


def _is_elliptic(one: Line, clause: Clause) -> bool:
    """No verb of its own: "…, затем с Ильхамом Алиевым", "…, в Париже – с Эмманюэлем Макроном"."""
    return clause.elliptic is not None or (
        not clause.hangs and not has_verb(one, clause.spans) and not cues(one, clause.spans)
    )


def _ellipsis(
    one: Line, clause: Clause, inside: Sequence[Phrase], phrases: Sequence[Phrase], before: Draft
) -> Draft | None:
    """ "…, в Париже – с Эмманюэлем Макроном": the same again with another party and another place."""
    start, end = clause.elliptic or (clause.start, clause.start)
    near = [p for p in phrases if start <= p.start < end]
    places = [p for p in near if p.kind == "place"]
    people = [p for p in (*near, *inside) if p.kind in {"person", "office"}]
    goals = [p for p in inside if p.kind in {"place", "state"} and p.codes]
    kept = [t for t in before.takers if t.link == "free" and t.phrase.nominative is True]
    time = time_of(one, Clause([(start, end), *clause.spans])) or before.time
    pair = [p for p in near if p.kind in {"person", "office"} and p.nominative], [p for p in inside if p in people]
    if all(pair) and one.lex.ends["with"].search(
        one.before(pair[1][0].first)
    ):  # "…, а Владимир Макей – с Сергеем Лавровым"
        takers = [*(Taker(p, "free") for p in pair[0]), *(Taker(p, "with") for p in pair[1])]
        return replace(before, takers=takers, own=True, time=time, start=pair[0][0].start, end=pair[0][0].end)
    if people and (before.frames & {"lead", "attend", "mediate"} or any(p.kind in {"group", "state"} for p in near)):
        return replace(before, takers=[Taker(p, "free") for p in people], goals=[], places=[], joins=True, time=None)
    places = places or [p for p in inside if p.kind == "place"]
    link = next(
        (name for name in ("with", "at") if people and one.lex.ends[name].search(one.before(people[0].first))), None
    )
    has_day = bool(clause.elliptic) and any(start <= t.start < end for t in one.scene.times.get(one.s, ()))
    if people and (link or (places and clause.elliptic) or (has_day and people[0].nominative is not False)):
        is_other = people[0].nominative is True and bool(kept)
        kept = [t for t in before.takers if t.link == "free" and t not in kept] if is_other else kept
        takers = [*kept, *(Taker(p, "free" if is_other else link or "with") for p in people)]
        return replace(
            before,
            takers=takers,
            goals=before.goals if has_day and not places else [],
            places=places or before.places,
            time=time,
            start=people[0].start,
            end=people[0].end,
        )
    if not people and goals and before.goals:
        return replace(
            before, takers=kept, goals=goals[:1], places=goals[:1], time=time, start=goals[0].start, end=goals[0].end
        )
    return None


def _apart(made: Draft) -> Iterator[Draft]:
    """One contact, or one with each where the words say that they met one by one."""
    lands = [g for n, g in enumerate(made.goals) if g.codes[0] not in {x.codes[0] for x in made.goals[:n]}]
    if len(lands) > 1 and made.mode == "visit" and not made.frames & {"host", "hosted"}:
        for goal in lands:
            away = {g.codes[0] for g in lands if g is not goal}
            parties = [n for n in made.parties if n.party.country not in away]
            yield replace(
                made,
                goals=[goal],
                places=[goal],
                parties=parties,
                hosts=[n for n in parties if n.party.country == goal.codes[0]],
            )
        return
    subjects, others = made.subjects, [n for n in made.parties if n.key not in {x.key for x in made.subjects}]
    few = 2 if len({n.party.country for n in others}) > 1 or made.each else len(others) + 1
    if not made.apart or len(others) < few or not subjects or made.mode not in {"meet", "phone", "talk"}:
        yield made
        return
    for other in others:
        yield replace(made, parties=[*subjects, other])
