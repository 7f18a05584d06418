"""Which person a name means, and who held an office that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from dragoman.code.contacts.slavic.line import Line, body_at, labelled, state_at
from dragoman.codebook import Codebook
from dragoman.mark.mentions.holders import holders
from dragoman.mark.mentions.memory import variant
from dragoman.mark.mentions.people import sector_of
from dragoman.mark.scene import Named
from dragoman.record import Level, Party, Tenure
from dragoman.text.names import cases, key, latin

_NO_NAMES = ("ministry", "seat", "small", "institution", "group")
_ALIKE = 0.65
"""Share of letters that two spellings of a surname must have in common (development half of the communiqués, 2026-12)."""
_ALIKE_GIVEN = 0.6
_LONGEST = 5  # words of a name


class Name(NamedTuple):
    """A name at a word: the word behind it, the listed persons it may mean, whether it stands in the nominative, and
    whether the table has it in another spelling only."""

    first: int
    last: int
    ids: tuple[str, ...]
    nominative: bool | None
    spelled: bool = False


def name_at(line: Line, k: int, *, titled: bool) -> Name | None:
    """A person's name that begins at word k: listed, with initials, or a run of capitals that looks like one.

    After a title one word is enough; else an unlisted name needs two, the first a given name where a sentence begins.
    """
    if k >= len(line.words) or not line.words[k].is_capital or k in line.timed:
        return None
    hit = line.hits[k]
    full = [x.value for x in hit.surfaces if x.label == "person"] if hit else []
    if hit and full:
        return Name(k, _behind(line, hit.last), tuple(dict.fromkeys(full)), _case(line, k, hit.last, full[0]))
    last = _run(line, k)
    after = line.hits[last] if titled and last - k == 1 and line.is_next(last) else None
    more = [x.value for x in after.surfaces if x.label == "person"] if after else []
    if after and more:  # "Президентом Ирана Сейедом Эбрахимом Раиси": one name more than the table has
        return Name(k, _behind(line, after.last), tuple(dict.fromkeys(more)), _case(line, last, after.last, more[0]))
    if labelled(hit, "city", "capital", "region", "seat", "format") and hit and hit.last >= last:
        return None
    if last - k >= 2:
        initials = [j for j in range(k, last) if is_initial(line, j)]
        listed = line.hits[last - 1]
        if initials == list(range(k, last - 1)) and listed and labelled(listed, "surname"):
            letters = line.fold(k)
            ids = [x.value for x in listed.surfaces if x.label == "surname" and _begins(line, x.value, letters)]
            return Name(k, last, tuple(dict.fromkeys(ids)), _case(line, last - 1, last, ids[0]) if ids else None)
        for end in range(last, k + 1, -1):
            found = _another_spelling(line, k, end)
            if found:
                return Name(k, _behind(line, end), (found,), _spelled_case(line, k, end, found), spelled=True)
        if not titled and line.is_who(k, "converb") and line.fold(k) not in line.given:
            return None
        if not titled and line.is_who(k, "adjective_strict") and line.fold(k) not in line.given:
            return None
        if not titled and line.lex.ends["place"].search(line.before(k)) and line.fold(k) not in line.given:
            return None
        is_start = k == 0 or line.words[k].gap.strip(" \n") not in ("", "-", "–")
        if titled or initials or line.fold(k) in line.given or not is_start or _is_foreign(line, k):
            return Name(k, last, (), _given_case(line, k))
    surname = [x.value for x in hit.surfaces if x.label == "surname"] if hit else []
    if hit and surname and not labelled(hit, "state", "capital", "city", "adjective", "title"):
        return Name(k, hit.last, tuple(dict.fromkeys(surname)), _case(line, k, hit.last, surname[0]))
    if line.is_who(k, "adjective_strict") and line.is_next(k + 1) and not line.words[k + 1].is_capital:
        return None  # "министр Вооружённых сил"
    if last - k == 1 and (titled or key(line.fold(k)) in line.known) and len(line.fold(k)) > 2:
        return Name(k, last, (), None)
    return None


def _another_spelling(line: Line, first: int, last: int) -> str | None:
    """The one listed person whose name these words are in another spelling or in another case."""
    words = [line.scene.text.body[w.start : w.end] for w in line.words[first:last]]
    found = variant(" ".join(words), line.book)
    if found:
        return found
    skeletons = [_skeletons(w, line) for w in words]
    whole, by_surname = _by_skeleton(line.book)
    same = {who for keys in product(*skeletons) for who in whole.get(keys, ())}
    same = same or {who for s in skeletons[-1] for who in by_surname.get(s, ()) if _is_given(words[0], who, line)}
    same = {who for who in same if _is_alike(words, who, line)}
    return same.pop() if len(same) == 1 else None


def _is_alike(words: Sequence[str], who: str, line: Line) -> bool:
    """Whether the surname among the words, without its ending, sounds like the listed one, vowels and all."""
    person = line.book.persons[who]
    at = -1 if person.surname.split()[-1] == person.name.split()[-1] else 0
    word = words[at].lower().replace("ё", "е")
    told = (latin(word), latin(line.lex.who["ending"].sub("", word)))
    own = {latin(n.split()[at].replace("-", "")) for names in person.names.values() for n in names if " " in n}
    return any(SequenceMatcher(None, a, b).ratio() >= _ALIKE for a in told for b in own)


def _skeletons(word: str, line: Line) -> tuple[str, ...]:
    """The consonants of a word as it stands and without the ending of a case."""
    low = word.lower().replace("ё", "е")
    stem = line.lex.who["ending"].sub("", low)
    return tuple(dict.fromkeys((_bare(low), _bare(stem)))) if len(stem) > 2 else (_bare(low),)


def _bare(word: str) -> str:
    """The consonants; h, kh and g are one (Arabic names reach Russian by several roads), so are ts and t (Мацвіенка)."""
    return key(word).replace("H", "g").replace("c", "t")


def _is_given(word: str, who: str, line: Line) -> bool:
    """Whether a given name is this person's, or a longer or shorter form of it (Стивен for Steve)."""
    told = dict.fromkeys((word, line.lex.who["ending"].sub("", word.lower())))
    own = {n.split()[0] for names in line.book.persons[who].names.values() for n in names if " " in n}
    return any(_is_form(latin(a), latin(b)) for a in told for b in own)


def _is_form(one: str, other: str) -> bool:
    a, b = _bare(one), _bare(other)
    if a == b:
        return one[:1] == other[:1] or len(a) > 1
    is_longer = min(len(a), len(b)) > 1 and (a.startswith(b) or b.startswith(a))
    return is_longer and SequenceMatcher(None, one, other).ratio() >= _ALIKE_GIVEN


_Table = Mapping[tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=4)
def _by_skeleton(book: Codebook) -> tuple[_Table, Mapping[str, tuple[str, ...]]]:
    """Listed persons by the consonants of all the words of a name, and by those of the surname alone."""
    whole: dict[tuple[str, ...], list[str]] = {}
    by_surname: dict[str, list[str]] = {}
    for who, person in book.persons.items():
        names = [n.split() for listed in person.names.values() for n in listed if " " in n]
        for keys in dict.fromkeys(tuple(map(_bare, n)) for n in names):
            if sum(map(len, keys)) > 3:
                whole.setdefault(keys, []).append(who)
        for last in surname_keys(book, who):
            if len(last) > 2:
                by_surname.setdefault(last, []).append(who)
    return MappingProxyType({k: tuple(v) for k, v in whole.items()}), MappingProxyType(
        {k: tuple(v) for k, v in by_surname.items()}
    )


def surname_keys(book: Codebook, who: str) -> frozenset[str]:
    """The consonants of a listed person's surname in every language of the table."""
    person = book.persons[who]
    is_last = person.surname.split()[-1] == person.name.split()[-1]
    found = {_bare(n.split()[-1 if is_last else 0]) for names in person.names.values() for n in names if " " in n}
    return frozenset(found | {_bare(person.surname.split()[-1])})


def _is_foreign(line: Line, k: int) -> bool:
    """Two capitals at the start of a sentence, the first no word of the language that we know."""
    low = line.low_of(k)
    words = (line.lex.who["adjective"], *line.lex.nouns.values(), *line.lex.links.values(), *line.lex.verbs.values())
    return not any(p.match(low) for p in words) and line.words[k + 1].gap == " "


def is_initial(line: Line, k: int) -> bool:
    """ "А." or "Дж." before a surname."""
    return len(line.words[k].fold) <= 2 and line.words[k].is_capital and line.body_after(k)[:1] == "."


def _behind(line: Line, k: int) -> int:
    """The word behind a name with its number or its further parts (Папа Лев XIV, Мухаммед бен Сальман Аль Сауд)."""
    if k < len(line.words) and line.words[k].is_upper and set(line.fold(k)) <= set("ivxхі") and line.is_next(k):
        return k + 1
    while (
        k + 1 < len(line.words)
        and line.is_next(k)
        and line.is_next(k + 1, "-")
        and line.is_who(k, "particles")
        and line.words[k + 1].is_capital
    ):
        k += 2
    return k


def _run(line: Line, k: int) -> int:
    """The end of the run of capitals that begins at word k and may be a name."""
    j = k
    while j < len(line.words) and j - k < _LONGEST:
        word, hit = line.words[j], line.hits[j]
        after_initial = j > k and is_initial(line, j - 1)
        if (
            j > k
            and word.gap not in (" ", "-", "\u00a0", "\n")
            and not (after_initial and word.gap in (".", ". ", ".\u00a0"))
        ):
            break
        if j in line.timed or (j > k and labelled(hit, "person")):
            break
        is_particle = j > k and line.is_who(j, "particles") and any(w.is_capital for w in line.words[j + 1 : j + 3])
        if not is_particle and (not word.is_capital or (word.is_upper and len(word.fold) > 2)):
            break
        if labelled(hit, "state", "adjective", "body", "format", "capital", "seat") and not labelled(hit, "surname"):
            break
        if not is_initial(line, j) and line.lex.titles.at(line.words, j) and not labelled(hit, "surname"):
            break
        if not is_initial(line, j) and (
            any(line.is_who(j, w) for w in _NO_NAMES) or body_at(line, j) or state_at(line, j)
        ):
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
        parts = name.lower().replace("ё", "е").replace("-", " ").split()[-len(told) :]
        tables = [cases(p, line.lex.language) for p in parts]
        if len(tables) == len(told) and all(t in table for t, table in zip(told, tables, strict=True)):
            differs = [k for k, table in enumerate(tables) if len(set(table)) > 1]
            return all(told[k] == tables[k][0] for k in differs) if differs else None
    return None


def _spelled_case(line: Line, k: int, last: int, who: str) -> bool | None:
    """By the endings of the listed name's words: the given name in another case, or the surname with another letter at its end."""
    first, told = line.low_of(k), line.low_of(last - 1)
    for name in line.book.persons[who].names.get(line.lex.language, ()):
        parts = name.lower().replace("ё", "е").split()
        given, own = cases(parts[0], line.lex.language), parts[-1]
        if first != parts[0] and first in given:
            return False
        if told[:2] == own[:2] and len(set(cases(own, line.lex.language))) > 1:
            return True if told[-1] == own[-1] else False if line.is_who(last - 1, "declined") else None
    return _given_case(line, k)


def _given_case(line: Line, k: int) -> bool | None:
    word = line.scene.text.body[line.words[k].start : line.words[k].end]
    if word in line.book.given:
        return True
    is_oblique = line.fold(k) in line.given and line.fold(k) not in {w.casefold() for w in line.book.given}
    return False if is_oblique and line.is_who(k, "declined") else None


# --- who it is ----------------------------------------------------------------------------------------------------


def named_person(line: Line, name: Name, post: str | None, of: Sequence[str]) -> Named:
    """The person of a name with the office of the day; the words of the text where no table lists the name."""
    start, end = line.words[name.first].start, line.words[name.last - 1].end
    words = line.scene.text.body[start:end]
    who = _one(line, name, of) or _in_office(line, name, post, of)
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
    found = [
        p
        for p in name.ids
        if line.book.persons[p].country in of or any(t.of in of for t in line.book.offices(p, line.when))
    ]
    found = found or ([] if of and name.spelled else list(name.ids))
    if len(found) > 1:
        in_office = [p for p in found if line.book.offices(p, line.when)]
        ranks = {
            p: min((line.book.levels.get(t.level or "", 99) for t in line.book.offices(p, line.when)), default=99)
            for p in found
        }
        found = sorted(in_office or found, key=lambda p: ranks[p])
    is_alone = name.last - name.first == 1
    if found and is_alone and line.book.persons[found[0]].is_common and not marked:
        return None
    return found[0] if found else None


def _in_office(line: Line, name: Name, post: str | None, of: Sequence[str]) -> str | None:
    """The holder of the office that the title tells, where a word of the name is the surname."""
    if not of:
        return None
    told = {s for w in line.words[name.first : name.last] if len(w.fold) > 2 for s in _skeletons(w.fold, line)}
    found = (
        {t.holder for t in holders(line.book, "leader" if post == "head" else post, of[0], line.when)}
        if post
        else set()
    )
    near = [
        p
        for p in found
        if surname_keys(line.book, p) & told and len(max(surname_keys(line.book, p) & told, key=len)) > 1
    ]
    if near:
        return near[0]
    words = [w.fold for w in line.words[name.first : name.last]]
    last = _skeletons(words[-1], line)
    letter = latin(line.fold(name.first))[:1]
    same = [
        p
        for s in dict.fromkeys(last)
        for p in _by_skeleton(line.book)[1].get(s, ())
        if line.book.persons[p].country == of[0]
        and latin(line.book.persons[p].name)[:1] == letter
        and _is_alike(words, p, line)
    ]
    return same[0] if len(same) == 1 else None


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
        party = Party(
            kind="person", name=None, words=words, country=of, sector=sector_of(post, of, line.book), role=post
        )
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
