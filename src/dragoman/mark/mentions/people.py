"""Persons: which one a name means, and the office he or she held that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.codebook import Codebook
from dragoman.mark.mentions.holders import holders
from dragoman.mark.mentions.line import Phrase
from dragoman.mark.mentions.memory import Actor, Memory, Spot
from dragoman.mark.mentions.spellings import high, relatives
from dragoman.marks import Mention
from dragoman.record import Tenure
from dragoman.text.names import is_woman, key
from dragoman.when import When

_PROMINENT = {"president", "prime minister", "chancellor", "supreme leader", "foreign minister", "secretary general"}
_VAGUE = {"minister", "leader", "head", "official", "representative", "diplomat"}


def person(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
    """The mention of a named person. A surname is the person of that surname whom the text names in full, else the
    only listed one in office; two stay rivals. A listed office of the day outranks a slip in the text's title."""
    index = spot.sentence
    ids, last = phrase.ids, (phrase.name or "").split()[-1]
    if phrase.reason.startswith(("surname", "given")) or len(ids) > 1 or (not ids and " " not in (phrase.name or "")):
        found = _candidates(phrase, spot.when, memory)
        if last in memory.unknown and phrase.post is None and " " in (memory.unknown[last].name or ""):
            found = [p for p in found if p in memory.named]  # "Viktor Lukashenko … Lukashenko"
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
    """Persons a surname may mean: those named in the text, else the listed one that it means alone, else all of them."""
    book, last = memory.book, key((phrase.name or "").split()[-1])
    if phrase.reason.startswith("given"):
        return [p.id for p in relatives(phrase.name or "", book) if key(p.surname) in memory.surnames]
    if ages := phrase.modifiers & (book.words["elder"] | book.words["younger"]):
        return _by_age(phrase.ids, bool(ages & book.words["elder"]), book)
    found = [p for p in memory.surnames.get(last, ()) if not phrase.ids or p in phrase.ids]
    for people in (found, phrase.ids):
        found = _of_sex(people, phrase, book)
        if phrase.of:
            found = [p for p in found if _is_of(p, phrase.of, book)] or found
        if found and people is not phrase.ids:
            return found
    if phrase.post is None and (others := _spelled_alike(found, last, when, memory)):
        return others
    by_post = [p for p in found if any(_is_post(t, phrase.post) for t in book.offices(p, when))]
    if phrase.post is not None and by_post:
        return by_post
    if phrase.post is not None or "mr" in phrase.modifiers:
        if len(found) < 2:
            return found
        in_office = [] if when.is_unknown else [p for p in found if book.offices(p, when)]
        return in_office if len(in_office) == 1 else _alone(found, when, memory) or found
    alone = (
        _alone(found, when, memory)
        or _beside(found, when, memory)
        or ([] if "opens" in phrase.modifiers else _among(found, when, memory))
    )
    return alone or (found if len(found) > 1 else [])


def _by_age(people: Sequence[str], is_elder: bool, book: Codebook) -> list[str]:
    """Of those who led a state, or of two, who held office first, or last."""
    ruled = [p for p in people if any(_rank(book, t) == 1 for t in book.offices(p, When()))]
    two = ruled if len(ruled) == 2 else list(people)
    rows = {p: book.offices(p, When()) for p in two}
    if len(two) != 2 or not all(rows.values()):
        return list(people)
    ordered = sorted(two, key=lambda p: rows[p][0].when.earliest or date.min)
    return [ordered[0] if is_elder else ordered[1]]


def _spelled_alike(people: Sequence[str], last: str, when: When, memory: Memory) -> list[str]:
    """ "Mackay" in a text on Belarus is its minister Makei, where the Mackay of the tables has no part in it: somebody of
    the same skeleton in high office, whose state the text names."""
    book = memory.book
    if when.is_unknown or any(book.persons[p].country in memory.lands or book.offices(p, when) for p in people):
        return []
    same = [p for p in high(book).get(last, ()) if book.persons[p].country in memory.lands and book.offices(p, when)]
    return same if len(same) == 1 else []


def _alone(people: Sequence[str], when: When, memory: Memory) -> list[str]:
    """The one of these whom the surname alone means: who leads a state that day, else the only one in office; without a
    day, or where nobody is, the only one who ever led a state, else the only one whose surname is no common one.

    A common surname means nobody but a holder of office whose state the text names.
    """
    book = memory.book
    plain = [p for p in people if not book.persons[p].is_common]
    ruled = [p for p in people if any(_rank(book, t) == 1 for t in book.offices(p, When()))]
    if when.is_unknown:
        top = [p for p in people if any(t.post in _PROMINENT for t in book.offices(p, When()))] or plain
        return top if len(top) == 1 and top[0] in plain else []
    serving = {p: rows for p in people if (rows := book.offices(p, when))}
    local = [p for p in serving if book.persons[p].country in memory.lands]
    heads = [p for p, rows in serving.items() if any(_rank(book, t) == 1 for t in rows)]
    leading = [p for p, rows in serving.items() if any(t in holders(book, "leader", t.of, when) for t in rows)]
    known = [p for p in serving if p in plain or p in local or (plain and p in (*heads, *leading))]
    for pool in (heads, leading):
        one = [p for p in pool if p in known]
        if len(one) == 1:
            return one
    if len(known) == 1 and (known[0] in plain or not plain):
        return known
    if known:
        return []
    top = ruled if len(ruled) > 1 else plain
    return top if len(top) == 1 else []


def _beside(people: Sequence[str], when: When, memory: Memory) -> list[str]:
    """ "Colin Powell asked Ivanov": of several in office the one whose office the last person named has, too."""
    post = memory.people[-1].post if memory.people and not when.is_unknown else None
    same = [p for p in people if any(t.post == post for t in memory.book.offices(p, when))]
    return same if post is not None and len(same) == 1 else []


def _among(people: Sequence[str], when: When, memory: Memory) -> list[str]:
    """ "Brown phoned Putin": of a common surname the only one in high office that day, where the text names others of
    the tables."""
    book = memory.book
    if when.is_unknown or not memory.about - set(people):
        return []
    serving = [p for p in people if book.offices(p, when)]
    high = [p for p in serving if any(t.post in _PROMINENT for t in book.offices(p, when))]
    return high if len(high) == 1 == len(serving) else []


def _of_sex(people: Sequence[str], phrase: Phrase, book: Codebook) -> list[str]:
    """Those whom "Mrs" or "Mr" may precede."""
    madam, sir = phrase.modifiers & book.words["madams"], phrase.modifiers - {"mr"} & book.words["sirs"]
    if not madam and not sir:
        return list(people)
    return [p for p in people if is_woman(book.persons[p].name, book.words["women"]) == bool(madam)]


def _is_of(person: str, of: Sequence[str], book: Codebook) -> bool:
    return book.persons[person].country in of or any(t.of in of for t in book.offices(person, When()))


def _is_post(tenure: Tenure, post: str | None) -> bool:
    return post is not None and (tenure.post == post or (post in _VAGUE and post in tenure.post))


def _rank(book: Codebook, tenure: Tenure) -> int:
    return book.levels.get(tenure.level or "", 99)


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
    memory.about.add(who)
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
