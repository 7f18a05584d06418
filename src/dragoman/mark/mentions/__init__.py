"""Who and where: every name, office, government and place of a text, resolved by date and by what stands before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dragoman.codebook import Codebook
from dragoman.mark.mentions.line import Phrase
from dragoman.mark.mentions.memory import Memory, Spot, dates, given_names, variant
from dragoman.mark.mentions.offices import office, offices
from dragoman.mark.mentions.people import person
from dragoman.mark.mentions.phrases import read
from dragoman.mark.mentions.surfaces import gazetteer
from dragoman.marks import Mention, Sentence, Time
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
    names, given, spelled = gazetteer(book), given_names(book), partial(variant, book=book)
    days = dates(sentences, times, published or When())
    memory = Memory(book)
    seen: set[str] = set()
    drafts: list[tuple[int, list[Token], Phrase]] = []
    for index, sentence in enumerate(sentences):
        words = tokens(text.body, sentence.start, sentence.end)
        for phrase in read(words, text.body, names, book, given, spelled, seen):
            drafts.append((index, words, phrase))
            if phrase.kind == "person" and not phrase.ids and phrase.name and " " in phrase.name:
                seen.add(fold(phrase.name.split()[-1]))
            if phrase.kind == "person" and len(phrase.ids) == 1 and not phrase.reason.startswith("surname"):
                memory.named.add(phrase.ids[0])
    for who in sorted(memory.named):
        memory.surnames.setdefault(key(book.persons[who].surname), []).append(who)
    out: list[Mention] = []
    for index, words, phrase in drafts:
        spot = Spot(words[phrase.first].start, words[phrase.last - 1].end, index, days[index])
        mention = _mention(phrase, words, spot, memory, out[-1] if out else None)
        if mention is not None:
            out.append(mention)
    return tuple(out)


def _mention(phrase: Phrase, words: list[Token], spot: Spot, memory: Memory, before: Mention | None) -> Mention | None:
    if phrase.kind == "person":
        return person(phrase, spot, memory)
    if phrase.kind in ("office", "counterpart"):
        return office(phrase, spot, memory)
    if phrase.kind in ("offices", "parties"):
        return offices(phrase, spot, memory)
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
    if phrase.kind == "adjective":
        state = memory.book.states[phrase.value]
        return spot.mention(
            "state", phrase.reason, entity=state.code, name=state.name, country=state.code,
            sector="PRE" if state.parent else "GOV",
        )  # fmt: skip
    if phrase.kind == "format":
        form = memory.book.formats[phrase.value]
        return spot.mention("body", "format", entity=form.id, name=form.name, sector="IGO")
    return _place(phrase, spot, memory)


def _state(phrase: Phrase, words: list[Token], spot: Spot, memory: Memory) -> Mention:
    state = memory.book.states[phrase.value]
    memory.states.append((spot.sentence, state.code))
    if phrase.kind == "people":
        return spot.mention("group", "people", entity=state.code, name=state.name, country=state.code, sector="CVL")
    is_place = phrase.more != "pair" and _is_place(words, phrase, memory.book)
    return spot.mention(
        "state", phrase.reason, sense="place" if is_place else "actor", entity=state.code, name=state.name,
        country=state.code, sector="PRE" if state.parent else "GOV",
    )  # fmt: skip


def _seat(phrase: Phrase, words: list[Token], spot: Spot, memory: Memory, before: Mention | None) -> Mention:
    """A capital or a palace: a place where something is held, a government where it acts."""
    book = memory.book
    if phrase.kind == "capital":
        country, name, slug, where = phrase.value, phrase.more, _slug(phrase.more), "capital as a place"
    else:
        seat = book.places[phrase.value]
        country, name, slug, where = seat.country, seat.name, seat.id, f"seat as a place, in {seat.city}"
    if _is_place(words, phrase, book) or _is_venue(words, phrase, book, before):
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


# --- sense --------------------------------------------------------------------------------------------------------


def _is_place(words: list[Token], phrase: Phrase, book: Codebook) -> bool:
    """True after "in", "at", "near", and after "to" or "from" where somebody moves; "Russia's" never holds."""
    if words[phrase.last - 1].is_possessive:
        return False
    lists = book.words
    j = phrase.first - 1
    while j >= 0 and not words[j + 1].gap.strip() and words[j].fold in lists["place_between"]:
        j -= 1
    if j < 0 or words[j + 1].gap.strip():
        return False
    previous = words[j].fold
    if previous in lists["place_before"] or previous in lists["place_verbs"]:
        return True
    if previous not in lists["motion_before"]:
        return False
    following = words[phrase.last] if phrase.last < len(words) else None
    if phrase.kind != "state" and (
        previous in ("из", "з", "із", "до") or (previous == "from" and following and "," in following.gap)
    ):
        return True
    return any(w.fold in lists["motion"] for w in words[max(0, j - 8) : j])


def _is_venue(words: list[Token], phrase: Phrase, book: Codebook, before: Mention | None) -> bool:
    """True for "the Minsk agreements", "in Minsk and Kyiv", "Brest, Minsk", and the place of a dateline."""
    i = phrase.first
    following = words[phrase.last] if phrase.last < len(words) else None
    is_owner = words[phrase.last - 1].is_possessive
    if following and following.gap == " " and not is_owner and following.fold in book.words["place_after"]:
        return True
    if before is not None and before.kind == "place" and i > 0:
        distance = words[i].start - before.end
        if distance < 6 and words[i - 1].fold in ("and", "or", "и", "та", "і"):
            return True
        if distance < 3 and words[i].gap == ", ":
            return True
    return i == 0 and following is not None and "," in following.gap and following.fold[0].isdigit()
