"""Which person a name means, and who held an office that day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.code.contacts.slavic.line import Line, labelled
from dragoman.mark.mentions.memory import variant
from dragoman.mark.mentions.offices import holders
from dragoman.mark.mentions.people import sector_of
from dragoman.mark.scene import Named
from dragoman.record import Level, Party, Tenure
from dragoman.text.names import cases, key

_LONGEST = 5  # words of a name


class Name(NamedTuple):
    """A name at a word: the word behind it, the listed persons it may mean, whether it stands in the nominative."""

    first: int
    last: int
    ids: tuple[str, ...]
    nominative: bool | None


def name_at(line: Line, k: int, *, titled: bool) -> Name | None:
    """A person's name that begins at word k: listed, with initials, or a run of capitals that looks like one.

    After a title one word is enough; else an unlisted name needs two, the first a given name where a sentence begins.
    """
    if k >= len(line.words) or not line.words[k].is_capital or k in line.timed:
        return None
    hit = line.hits[k]
    full = [x.value for x in hit.surfaces if x.label == "person"] if hit else []
    if hit and full:
        return Name(k, _numbered(line, hit.last), tuple(dict.fromkeys(full)), _case(line, k, hit.last, full[0]))
    last = _run(line, k)
    if last - k >= 2:
        initials = [j for j in range(k, last) if len(line.words[j].fold) == 1]
        listed = line.hits[last - 1]
        if initials == list(range(k, last - 1)) and listed and labelled(listed, "surname"):
            letters = line.fold(k)
            ids = [x.value for x in listed.surfaces if x.label == "surname" and _begins(line, x.value, letters)]
            return Name(k, last, tuple(dict.fromkeys(ids)), _case(line, last - 1, last, ids[0]) if ids else None)
        for end in range(last, k + 1, -1):
            words = line.scene.text.body[line.words[k].start : line.words[end - 1].end]
            found = variant(words, line.book)
            if found:
                return Name(k, end, (found,), _given_case(line, k))
        is_start = k == 0 or line.words[k].gap.strip(" \n") not in ("", "-", "–")
        if titled or initials or line.fold(k) in line.given or not is_start or _is_foreign(line, k):
            return Name(k, last, (), _given_case(line, k))
    surname = [x.value for x in hit.surfaces if x.label == "surname"] if hit else []
    if hit and surname and not labelled(hit, "state", "capital", "city", "adjective", "title"):
        return Name(k, hit.last, tuple(dict.fromkeys(surname)), _case(line, k, hit.last, surname[0]))
    if last - k == 1 and (titled or key(line.fold(k)) in line.known) and len(line.fold(k)) > 2:
        return Name(k, last, (), None)
    return None


def _is_foreign(line: Line, k: int) -> bool:
    """Two capitals at the start of a sentence, the first no word of the language that we know."""
    low = line.low_of(k)
    words = (line.lex.who["adjective"], *line.lex.nouns.values(), *line.lex.links.values(), *line.lex.verbs.values())
    return not any(p.match(low) for p in words) and line.words[k + 1].gap == " "


def _numbered(line: Line, k: int) -> int:
    """The word behind a name and its number (Папа Лев XIV)."""
    return k + 1 if k < len(line.words) and line.words[k].is_upper and set(line.fold(k)) <= set("ivxхі") else k


def _run(line: Line, k: int) -> int:
    """The end of the run of capitals that begins at word k and may be a name."""
    j = k
    while j < len(line.words) and j - k < _LONGEST:
        word, hit = line.words[j], line.hits[j]
        after_initial = j > k and len(line.words[j - 1].fold) == 1
        if j > k and word.gap not in (" ", "-", "\u00a0", "\n") and not (after_initial and word.gap in (".", ". ", ".\u00a0")):
            break
        if j in line.timed or (j > k and labelled(hit, "person")):
            break
        is_particle = j > k and line.is_who(j, "particles") and j + 1 < len(line.words) and line.words[j + 1].is_capital
        if not is_particle and (not word.is_capital or (word.is_upper and len(word.fold) > 2)):
            break
        if labelled(hit, "state", "adjective", "body", "format", "capital", "seat") and not labelled(hit, "surname"):
            break
        if (j > k or len(word.fold) > 1) and line.lex.titles.at(line.words, j) and not labelled(hit, "surname"):
            break
        if line.is_who(j, "ministry") or line.is_who(j, "seat"):
            break
        j += 1
    while j > k and line.is_who(j - 1, "particles"):
        j -= 1
    return j


def _begins(line: Line, who: str, letter: str) -> bool:
    return any(n[:1].lower() == letter for names in line.book.persons[who].names.values() for n in names if " " in n)


def _case(line: Line, first: int, last: int, who: str) -> bool | None:
    """True for the nominative of a listed name, ``None`` where its cases do not differ."""
    told = [line.low_of(k) for k in range(first, last)]
    for name in line.book.persons[who].names.get(line.lex.language, ()):
        parts = name.lower().replace("ё", "е").split()[-len(told) :]
        tables = [cases(p, line.lex.language) for p in parts]
        if len(tables) == len(told) and all(t in table for t, table in zip(told, tables, strict=True)):
            differs = [k for k, table in enumerate(tables) if len(set(table)) > 1]
            return all(told[k] == tables[k][0] for k in differs) if differs else None
    return None


def _given_case(line: Line, k: int) -> bool | None:
    word = line.scene.text.body[line.words[k].start : line.words[k].end]
    if word in line.book.given:
        return True
    return False if line.fold(k) in line.given and line.fold(k) not in {w.casefold() for w in line.book.given} else None


# --- who it is ----------------------------------------------------------------------------------------------------


def named_person(line: Line, name: Name, post: str | None, of: Sequence[str]) -> Named:
    """The person of a name with the office of the day; the words of the text where no table lists the name."""
    start, end = line.words[name.first].start, line.words[name.last - 1].end
    words = line.scene.text.body[start:end]
    who = _one(line, name, of)
    if who is None:
        known = line.known.get(key(words.split()[-1]))
        if known and not of:
            return known
        country = of[0] if of else None
        sector = sector_of(post, country, line.book) if post else None
        party = Party(kind="person", name=words, words=words, country=country, sector=sector, role=post)
        return line.known.setdefault(key(words.split()[-1]), Named(party, level_of(line, post), start))
    tenure = office_of(line, who, post, of)
    person = line.book.persons[who]
    role, level = (tenure.post, tenure.level) if tenure else (post, level_of(line, post))
    country = tenure.of if tenure else (of[0] if of else person.country)
    if tenure and of and post and tenure.of not in of:
        country = of[0]
    sector = person.sector or (sector_of(role, country, line.book) if role else None)
    party = Party(kind="person", name=person.name, words=words, entity=who, country=country, sector=sector, role=role)
    return Named(party, level, start)


def _one(line: Line, name: Name, of: Sequence[str]) -> str | None:
    """The one person a name means: whom the marks found there, else of the right state, else in office that day."""
    start, end = line.words[name.first].start, line.words[name.last - 1].end
    marked = {m.entity for m in line.mentions.values() if m.entity and m.start < end and start < m.end and m.name}
    agreed = [p for p in name.ids if p in marked]
    if agreed:
        return agreed[0]
    found = [p for p in name.ids if line.book.persons[p].country in of or any(t.of in of for t in line.book.offices(p, line.when))]
    found = found or list(name.ids)
    if len(found) > 1:
        in_office = [p for p in found if line.book.offices(p, line.when)]
        ranks = {p: min((line.book.levels.get(t.level or "", 99) for t in line.book.offices(p, line.when)), default=99) for p in found}
        found = sorted(in_office or found, key=lambda p: ranks[p])
    is_alone = name.last - name.first == 1
    if found and is_alone and line.book.persons[found[0]].is_common and not marked:
        return None
    return found[0] if found else None


def office_of(line: Line, who: str, post: str | None, of: Sequence[str]) -> Tenure | None:
    """The person's office of the day: the one the text names, else the highest; the last where no day is known."""
    rows = line.book.offices(who, line.when)
    named = [t for t in rows if post and t.post.startswith(post) and (not of or t.of in of)]
    rows = named or [t for t in rows if not of or t.of in of] or rows
    if not rows:
        return None
    return rows[-1] if line.when.is_unknown else min(rows, key=lambda t: line.book.levels.get(t.level or "", 99))


def holder(line: Line, post: str, of: str, words: str, start: int) -> Named:
    """Who held an office of a state that day; the office alone where the table does not know or leaves it open."""
    found = holders(line.book, post, of, line.when)
    ids = {t.holder for t in found}
    if len(ids) != 1:
        party = Party(kind="person", name=None, words=words, country=of, sector=sector_of(post, of, line.book), role=post)
        return Named(party, level_of(line, post), start)
    tenure, person = found[0], line.book.persons[found[0].holder]
    sector = sector_of(tenure.post, of, line.book)
    party = Party(
        kind="person", name=person.name, words=words, entity=tenure.holder, country=of, sector=sector, role=tenure.post
    )
    return Named(party, tenure.level, start)


def level_of(line: Line, post: str | None) -> Level | None:
    """The level of contact of a post."""
    return line.lex.levels.get(post) if post else None
