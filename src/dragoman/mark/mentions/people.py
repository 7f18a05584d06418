"""Persons: which one a name means, and the office he or she held that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook import Codebook
from dragoman.mark.mentions.line import Phrase
from dragoman.mark.mentions.memory import Actor, Memory, Spot
from dragoman.marks import Mention
from dragoman.record import Tenure
from dragoman.text.names import key
from dragoman.when import When

_VAGUE = {"minister", "leader", "head", "official", "representative", "diplomat"}


def person(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
    """The mention of a named person. A surname is the person of that surname whom the text names in full, else the
    only listed one in office; two stay rivals. A listed office of the day outranks a slip in the text's title."""
    index = spot.sentence
    ids, last = phrase.ids, (phrase.name or "").split()[-1]
    if phrase.reason.startswith("surname") or len(ids) > 1 or (not ids and " " not in (phrase.name or "")):
        found = _candidates(phrase, spot.when, memory)
        if not found and last in memory.unknown:
            known = memory.unknown[last]
            memory.people.append(Actor(index, known.name or "", known.role, known.country, known.level))
            return spot.mention(
                "person", "surname of a person named before", name=known.name, country=known.country,
                sector=known.sector, role=known.role, level=known.level,
            )  # fmt: skip
        if ids and not found:
            return None
        if len(found) > 1:
            return spot.mention(
                "person", "several persons of that surname", name=phrase.name, role=phrase.post, level=phrase.level,
                country=_common({memory.book.persons[p].country for p in found}), rivals=tuple(found),
                sector=sector_of(phrase.post, None, memory.book) if phrase.post else None,
            )  # fmt: skip
        if not found and phrase.post is None and "mr" not in phrase.modifiers:
            return None
        ids = tuple(found)
    phrase = _owned(phrase, index, memory)
    return _listed(phrase, ids[0], spot, memory) if ids else _unlisted(phrase, last, spot, memory)


def _candidates(phrase: Phrase, when: When, memory: Memory) -> list[str]:
    """Persons a surname may mean: those named in the text, else listed ones, the highest in office first."""
    book = memory.book
    found = [
        p for p in memory.surnames.get(key((phrase.name or "").split()[-1]), ()) if not phrase.ids or p in phrase.ids
    ]
    if phrase.of:
        found = [p for p in found if book.persons[p].country in phrase.of] or found
    if found:
        return found
    is_titled = phrase.post is not None or "mr" in phrase.modifiers
    found = [p for p in phrase.ids if is_titled or not book.persons[p].is_common]
    if len(found) < 2:
        return found
    in_office = [p for p in found if book.offices(p, when)]
    by_post = [p for p in in_office if any(t.post == phrase.post for t in book.offices(p, when))]
    found = by_post or in_office or found
    ranks = {p: min((book.levels.get(t.level or "", 99) for t in book.offices(p, when)), default=99) for p in found}
    found.sort(key=lambda p: ranks[p])
    return found[:1] if len(found) > 1 and ranks[found[0]] < ranks[found[1]] else found


def _common(countries: set[str | None]) -> str | None:
    return countries.pop() if len(countries) == 1 else None


def _owned(phrase: Phrase, index: int, memory: Memory) -> Phrase:
    """ "his Iranian counterpart N. N." has the office of the person before; "his minister N. N." has his state."""
    if not phrase.pronoun:
        return phrase
    if phrase.reason.endswith("counterpart"):
        before = memory.before(index, phrase.of[0] if phrase.of else None)
        return replace(phrase, post=before.post, level=before.level) if before else phrase
    owner = memory.people[-1].country if memory.people and not phrase.of else None
    return replace(phrase, of=(owner,)) if owner else phrase


def _unlisted(phrase: Phrase, last: str, spot: Spot, memory: Memory) -> Mention:
    before = memory.unknown.get(last)
    if before is not None and phrase.post is None and not phrase.of and before.name == phrase.name and before.role:
        memory.people.append(Actor(spot.sentence, before.name or "", before.role, before.country, before.level))
        return spot.mention(
            "person", "full name of a person named before", name=before.name, country=before.country,
            sector=before.sector, role=before.role, level=before.level,
        )  # fmt: skip
    country = phrase.of[0] if phrase.of and phrase.of[0] in memory.book.states else _body_code(phrase)
    level = None if "former" in phrase.modifiers else phrase.level
    sector = sector_of(phrase.post, country, memory.book) if phrase.post else None
    mention = spot.mention(
        "person", phrase.reason, name=phrase.name, country=country, sector=sector,
        role=role_of(phrase, memory.book), level=level,
    )  # fmt: skip
    memory.unknown[last] = mention
    memory.people.append(Actor(spot.sentence, phrase.name or "", phrase.post, country, level))
    return mention


def _body_code(phrase: Phrase) -> str | None:
    return phrase.of[0] if phrase.of and phrase.of[0] not in ("both", "last") else None


def _listed(phrase: Phrase, who: str, spot: Spot, memory: Memory) -> Mention:
    book = memory.book
    known, reason = book.persons[who], phrase.reason
    tenure = _tenure(book, who, spot.when, phrase.post, phrase.of)
    if tenure and "former" in phrase.modifiers and tenure.post == phrase.post:
        tenure = None
    role = tenure.post if tenure else role_of(phrase, book)
    level = tenure.level if tenure else None if "former" in phrase.modifiers else phrase.level
    country = tenure.of if tenure else _body_code(phrase) or known.country
    stated = not (phrase.pronoun and "counterpart" in phrase.reason)  # "his counterpart, N. N.": whose, is a guess
    if tenure and stated and phrase.post and phrase.post not in _VAGUE and not tenure.post.startswith(phrase.post):
        # A title that the table gives to somebody else that day is a slip of the text ("the Belarusian Foreign
        # Minister, N. N." of a deputy); one that the table does not follow is taken from the text.
        if spot.when.is_unknown or not any(book.holders(phrase.post, of, spot.when) for of in phrase.of):
            role, level = role_of(phrase, book), phrase.level
        else:
            reason += f"; the text says {phrase.post}"
    of_surname = memory.surnames.setdefault(key(known.surname), [])
    if who not in of_surname:
        of_surname.append(who)
    post = tenure.post if tenure else phrase.post
    memory.people.append(Actor(spot.sentence, who, post, country, level))
    sector = known.sector or (sector_of(post, country, book) if post else None)
    return spot.mention(
        "person", reason, entity=who, name=known.name, country=country, sector=sector, role=role, level=level
    )


def _tenure(book: Codebook, who: str, when: When, post: str | None, of: Sequence[str]) -> Tenure | None:
    """The person's office at the date: the one the text names, else the highest; the last where no date is known."""
    rows = book.offices(who, when)
    named = [t for t in rows if post and (t.post == post or t.post.startswith(post + " ")) and (not of or t.of in of)]
    rows = named or rows
    if not rows:
        return None
    return rows[-1] if when.is_unknown else min(rows, key=lambda t: book.levels.get(t.level or "", 99))


def role_of(phrase: Phrase, book: Codebook) -> str | None:
    """The office in words: "governor of Penza", "ambassador to Russia", "former president"."""
    role = phrase.post
    if role is None:
        return None
    if phrase.region and role.removeprefix("deputy ") in ("governor", "mayor", "head", "head of region"):
        role += f" of {phrase.region}"
    if phrase.to:
        role += f" to {book.states[phrase.to].name if phrase.to in book.states else phrase.to}"
    return f"former {role}" if "former" in phrase.modifiers else role


def sector_of(post: str, country: str | None, book: Codebook) -> str:
    """PLOVER's sector of an office; PRE for every office of a de facto entity."""
    if country in book.states and book.states[country or ""].parent:
        return "PRE"
    if "speaker" in post or "parliament" in post or post == "senator":
        return "LEG"
    if "chief of general staff" in post or "commander" in post:
        return "MIL"
    return "REL" if post in ("patriarch", "metropolitan", "pope") else "GOV"
