"""Who and where: every name, office, government and place of a text, resolved by date and by what stands before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dragoman.codebook import Codebook
from dragoman.mark.mentions.line import Phrase
from dragoman.mark.mentions.memory import Memory, Spot, dates, given_names, variant
from dragoman.mark.mentions.offices import office, several
from dragoman.mark.mentions.people import person
from dragoman.mark.mentions.phrases import read
from dragoman.mark.mentions.relations import compatriot
from dragoman.mark.mentions.sense import is_compound_place, is_place, is_venue
from dragoman.mark.mentions.spellings import surname
from dragoman.mark.mentions.surfaces import gazetteer
from dragoman.marks import ADJECTIVE, OWNER, Mention, Sentence, Time
from dragoman.record import Text
from dragoman.text.gazetteer import Token, fold, tokens
from dragoman.text.names import key
from dragoman.when import When


def mark(
    text: Text,
    sentences: Sequence[Sentence],
    times: Sequence[Time],
    book: Codebook,
    *,
    published: When | None = None,
) -> tuple[Mention, ...]:
    """The mentions of the text, sorted and not overlapping; ``published`` dates offices where the text does not.

    The longest match wins; a title and its name are one mention. Unknown stays ``None``. ``rivals`` are entity ids
    (of the two presidents) or state codes (of "the two countries").

    >>> from dragoman.codebook import load
    >>> body = "Minsk hosted the Russian Ambassador to Belarus, Ivan Petrov."
    >>> text = Text(id="t", document="d", reader="r", version="1", sha256="0", body=body)
    >>> found = mark(text, [Sentence(0, len(body), 0, "en")], (), load())
    >>> [(m.name, m.country, m.role, m.level) for m in found]
    [('Belarus', 'BLR', None, None), ('Ivan Petrov', 'RUS', 'ambassador to Belarus', 'ambassadors')]
    """
    names, given, spelled, surnamed = (
        gazetteer(book),
        given_names(book),
        partial(variant, book=book),
        partial(_surname, book),
    )
    days = dates(sentences, times, published or When())
    memory = Memory(book, body=text.body)
    seen: set[str] = set()
    drafts: list[tuple[int, list[Token], Phrase]] = []
    for index, sentence in enumerate(sentences):
        words = tokens(text.body, sentence.start, sentence.end)
        for phrase in read(words, text.body, names, book, given, spelled, surnamed, seen):
            drafts.append((index, words, phrase))
            memory.lands |= _lands(phrase, book)
            if phrase.kind == "person" and not phrase.ids and phrase.name and " " in phrase.name:
                seen.add(fold(phrase.name.split()[-1]))
            if phrase.kind == "person" and len(phrase.ids) == 1:
                memory.about.add(phrase.ids[0])
                if not phrase.reason.startswith("surname"):
                    memory.named.add(phrase.ids[0])
    for who in sorted(memory.named):
        memory.surnames.setdefault(key(book.persons[who].surname), []).append(who)
    for index, words, phrase in drafts:
        if phrase.owner is not None:
            phrase = _owned(phrase, words, index, days[index], memory)
        spot = Spot(words[phrase.first].start, words[phrase.last - 1].end, index, days[index])
        mention = _mention(phrase, words, spot, memory, memory.made[-1] if memory.made else None)
        if mention is not None:
            memory.made.append(mention)
    return tuple(memory.made)


def _surname(book: Codebook, word: str, opens: bool) -> str | None:
    return surname(word, book, opens=opens)


def _lands(phrase: Phrase, book: Codebook) -> set[str]:
    """The states that the words name, themselves or by a city, an adjective, an office."""
    if phrase.kind in ("seat", "city"):
        return {book.places[phrase.value].country}
    named = {phrase.value, *phrase.of} if phrase.kind not in ("office", "offices", "format", "body") else set(phrase.of)
    if phrase.kind == "body":
        named.add(book.bodies[phrase.value].code)
    return named - {"", "both", "last"}


def _owned(phrase: Phrase, words: list[Token], index: int, when: When, memory: Memory) -> Phrase:
    """The office with its owner's state; the owner, as in "Putin's aide", becomes a loose mention."""
    owner = phrase.owner
    assert owner is not None
    found = person(owner, Spot(words[owner.first].start, words[owner.last - 1].end, index, when), memory)
    if found is None:
        return replace(phrase, owner=None)
    memory.made.append(replace(found, reason=OWNER))
    if phrase.of or not found.country:
        return phrase
    return replace(phrase, of=(found.country,))


def _mention(phrase: Phrase, words: list[Token], spot: Spot, memory: Memory, before: Mention | None) -> Mention | None:
    if phrase.kind == "person":
        return person(phrase, spot, memory)
    if phrase.kind in ("office", "counterpart", "relation"):
        return office(phrase, spot, memory)
    if phrase.kind in ("offices", "parties"):
        return several(phrase, spot, memory)
    if phrase.kind in ("group", "groups"):
        return _group(phrase, spot, memory)
    if phrase.kind in ("state", "people"):
        return _state(phrase, words, spot, memory)
    if phrase.kind in ("capital", "seat"):
        return _seat(phrase, words, spot, memory, before)
    if phrase.kind == "body":
        return _body(phrase, spot, memory)
    if phrase.kind == "agents":
        return spot.mention("group", phrase.reason, country=phrase.value or None, sector=phrase.more)
    if phrase.kind == "demonym":
        return compatriot(phrase, spot, memory) or _lent(replace(phrase, reason=ADJECTIVE), words, spot, memory)
    if phrase.kind in ("adjective", "compound"):
        return _lent(phrase, words, spot, memory)
    if phrase.kind == "format":
        form = memory.book.formats[phrase.value]
        return spot.mention("body", "format", entity=form.id, name=form.name, sector="IGO")
    return _place(phrase, spot, memory)


def _state(phrase: Phrase, words: list[Token], spot: Spot, memory: Memory) -> Mention:
    state = memory.book.states[phrase.value]
    memory.states.append((spot.sentence, state.code))
    if phrase.kind == "people":
        return spot.mention("group", "people", entity=state.code, name=state.name, country=state.code, sector="CVL")
    holds = phrase.more != "pair" and is_place(words, phrase, memory.book)
    return spot.mention(
        "state", phrase.reason, sense="place" if holds else "actor", entity=state.code, name=state.name,
        country=state.code, sector="PRE" if state.parent else "GOV",
    )  # fmt: skip


def _lent(phrase: Phrase, words: list[Token], spot: Spot, memory: Memory) -> Mention:
    """ "Russian" alone, "Kremlin-backed", "Moscow-based": a state that acts in nothing here."""
    state, code = memory.book.states.get(phrase.value), phrase.value
    holds = phrase.kind == "compound" and is_compound_place(words, phrase, memory.book)
    return spot.mention(
        "state", phrase.reason, sense="place" if holds else "actor", entity=code, name=state.name if state else code,
        country=code, sector="PRE" if state and state.parent else "GOV",
    )  # fmt: skip


def _seat(phrase: Phrase, words: list[Token], spot: Spot, memory: Memory, before: Mention | None) -> Mention:
    """A capital or a palace: a place where something is held, a government where it acts."""
    book = memory.book
    if phrase.kind == "capital":
        country, name, slug, where = phrase.value, phrase.more, _slug(phrase.more), "capital as a place"
    else:
        seat = book.places[phrase.value]
        country, name, slug, where = seat.country, seat.name, seat.id, f"seat as a place, in {seat.city}"
        city = book.places.get(fold(seat.city or "")) if seat.city in seat.names["en"] else None
        if city and (is_place(words, phrase, book) or is_venue(words, phrase, book, before)):
            return spot.mention(
                "place", "city as a place", sense="place", entity=city.id, name=city.name, country=city.country
            )
    if is_place(words, phrase, book) or is_venue(words, phrase, book, before):
        return spot.mention("place", where, sense="place", entity=slug, name=name, country=country)
    memory.states.append((spot.sentence, country))
    government = book.states[country].name if country in book.states else country
    return spot.mention(
        "state", f"{name} for its government", entity=country, name=government, country=country, sector="GOV"
    )


def _body(phrase: Phrase, spot: Spot, memory: Memory) -> Mention:
    body = memory.book.bodies[phrase.value]
    if body.kind == "organisation":
        memory.states.append((spot.sentence, body.code))
    level = "parliament" if body.sector == "LEG" else None
    return spot.mention(
        "body", body.kind, entity=body.id, name=body.name, country=body.code, sector=body.sector, level=level
    )


def _group(phrase: Phrase, spot: Spot, memory: Memory) -> Mention:
    book = memory.book
    group, code = book.groups[int(phrase.more)], phrase.value or None
    rivals = (phrase.of or memory.last_states(spot.sentence)) if phrase.plural else ()
    if code:
        memory.states.append((spot.sentence, code))
    return spot.mention(
        "group" if group.kind in ("group", "delegation") else "body", phrase.reason, country=code, rivals=rivals,
        name=f"{group.name} of {book.states[code].name}" if code and code in book.states else None, sector=group.sector,
        level="parliament" if group.kind == "parliament" else None,
    )  # fmt: skip


def _place(phrase: Phrase, spot: Spot, memory: Memory) -> Mention:
    if phrase.kind == "city":
        place = memory.book.places[phrase.value]
        return spot.mention("place", place.kind, sense="place", entity=place.id, name=place.name, country=place.country)
    entity = None if phrase.kind == "venue" else _slug(phrase.name or "")
    return spot.mention(
        "place", phrase.reason, sense="place", entity=entity, name=phrase.name, country=phrase.value or None
    )


def _slug(name: str) -> str:
    return "plc:" + "-".join(fold(name).split())
