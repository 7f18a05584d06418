"""From listed words to phrases: titles with their states and names, groups, governments, places.

A phrase says what the words alone tell; who held the office that day is decided with the whole text in hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

import simplemma

from dragoman.codebook import Codebook
from dragoman.mark.mentions.agents import adjective, read_agents
from dragoman.mark.mentions.beside import demonym, kin, latter
from dragoman.mark.mentions.groups import capital_of, pair, parties, read_group, thing
from dragoman.mark.mentions.line import Line, Phrase, Surname, Variant, surfaces
from dragoman.mark.mentions.spellings import bearers
from dragoman.mark.mentions.titles import read_title
from dragoman.text.gazetteer import Gazetteer, Token, fold
from dragoman.text.names import evened, is_typo, key
from dragoman.when import When


def read(
    words: Sequence[Token], body: str, names: Gazetteer, book: Codebook, given: frozenset[str], variant: Variant,
    respelled: Surname, seen: Set[str] = frozenset(),
) -> Iterator[Phrase]:  # fmt: skip
    """The phrases of one sentence from left to right; they do not overlap.

    ``given``: folded given names: two capitalised words of which the first is one are a person. ``variant``: the id
    of the listed person whose name this is in another spelling; ``respelled``: the listed surname that a word is, and
    whether it opens its sentence. ``seen``: folded surnames of unlisted persons that the text has named before.
    """
    is_shouted = sum(w.is_upper for w in words) * 2 > len(words) and len(words) > 2
    hits = [names.at(words, i, is_shouted) for i in range(len(words))]
    for i in range(1, len(words)):  # "Latin America" is no state
        if words[i].fold == "america" and words[i - 1].fold in book.words["not_america"]:
            hits[i] = None
    line = Line(words, hits, body, given, variant, respelled, seen, book)
    i = 0
    while i < len(words):
        phrase = _at(line, i)
        if phrase is None:
            i += 1
            continue
        for each in _one_by_one(line, phrase):
            yield each
            i = each.last


def _one_by_one(line: Line, phrase: Phrase) -> list[Phrase]:
    """ "the ministers of A and B, N. N. and M. M.": each name with its state, in the order of the text."""
    k, names = phrase.last, list[Phrase]()
    if phrase.kind != "offices" or len(phrase.of) < 2 or k >= len(line.words) or line.words[k].gap.strip() != ",":
        return [phrase]
    while k < len(line.words) and len(names) < len(phrase.of):
        k += line.words[k].fold == "and"
        named = _name(line, k, titled=True) if k < len(line.words) else None
        if named is None:
            return [phrase]
        reason = f"{named.reason} after the offices of several states"
        names.append(replace(named, post=phrase.post, level=phrase.level, of=(phrase.of[len(names)],), reason=reason))
        k = named.last
    is_fitting = all(not n.ids or any(_held(p, n, line.book) for p in n.ids) for n in names)
    return names if len(names) == len(phrase.of) and is_fitting else [phrase]


def _at(line: Line, i: int) -> Phrase | None:
    word, hit = line.words[i], line.hits[i]
    if (
        not word.is_capital
        and hit is None
        and word.fold not in line.book.words["pronouns"]
        and word.fold not in line.book.words["modifiers"]
        and word.fold not in line.book.words["articles"]
    ):
        return read_agents(line, i)
    if word.fold in line.book.words["honorifics"] and i + 1 < len(line.words):
        named = _name(line, i + 1, titled=True)
        return named and replace(named, first=i, modifiers=frozenset({"mr", word.fold}), post=None)
    office = read_title(line, i)
    if office is not None:
        found = _with_name(line, office)
        if office.owner is None or (found is not None and found.kind != "person"):
            return found  # "Putin's envoy, N. N." is two people
    if word.fold in line.book.words["articles"]:
        return parties(line, i) or demonym(line, i) or latter(line, i)
    if word.fold in line.book.words["pronouns"]:
        return kin(line, i)
    named = _name(line, i)
    if named is not None:
        return _with_office(line, named)
    return (
        capital_of(line, i) or read_group(line, i) or pair(line, i) or read_agents(line, i) or thing(line, i)
        or adjective(line, i)
    )  # fmt: skip


def _name(line: Line, i: int, titled: bool = False) -> Phrase | None:
    """A person's name at token i: listed in full, listed surname, or a run of capitalised words that looks like one."""
    hit = line.hits[i]
    run = _run(line, i)
    full = surfaces(hit, "person")
    if (
        hit
        and full
        and hit.last < len(line.words)
        and line.words[hit.last].fold in line.book.words["numerals"]
        and line.words[hit.last].is_upper
    ):
        return _person(line, i, hit.last + 1, (), "name as written")
    if hit and full and run <= hit.last:
        return _of_age(line, _person(line, i, hit.last, tuple(dict.fromkeys(s.value for s in full)), "full name"))
    whole = hit is not None and bool(surfaces(hit, "surname")) and hit.last >= run  # "Calmy-Rey"
    if run - i >= 2 and not whole:
        if hit and full:
            return _person(line, i, hit.last, tuple(dict.fromkeys(s.value for s in full)), "full name")
        for last in range(run, i + 1, -1):
            found = line.variant(line.body[line.words[i].start : line.words[last - 1].end])
            if found:
                return _person(line, i, last, (found,), "another spelling")
        is_namesake = (
            run - i == 2
            and hit is None
            and line.words[i + 1].gap == " "
            and bool(surfaces(line.hits[i + 1], "surname"))
            and not line.words[i].fold.endswith(("ing", "ly", "ed"))
            and not (i == 0 and simplemma.is_known(line.words[i].fold, "en") and line.words[i].fold not in line.given)
        )
        if is_namesake and not line.words[i].is_possessive and not line.words[i].is_upper:
            # "Akylbek Zhaparov" is not the Zhaparov of the tables: another given name is another person.
            return _person(line, i, run, (), "name as written")
        initialled = _by_initials(line, i, run)
        if initialled:
            return initialled
        is_initial = len(line.words[i].fold.replace(".", "")) <= 1 or "." in line.words[i].fold
        if (titled or is_initial or line.words[i].fold in line.given) and not line.words[i].is_possessive:
            return _person(line, i, run, (), "name as written")
        if run < len(line.words) and line.words[run].gap.strip() == "," and not line.words[i].is_possessive:
            office = read_title(line, run)
            owned = office is not None and (office.of or office.region or office.to or "the" in office.modifiers)
            if office is not None and office.kind == "office" and owned:
                return _person(line, i, run, (), "name as written")
    if line.words[i].fold in line.seen and line.words[i].is_capital and not hit:
        return _person(line, i, i + 1, (), "surname")
    surname = surfaces(hit, "surname")
    if not titled and surfaces(hit, "state", "capital"):
        surname = []  # "Montenegro" is the state; "Prime Minister Montenegro" is not
    if hit and surname:
        if not titled and _is_anybody(line, i, hit.last):
            return None
        ids = tuple(dict.fromkeys(s.value for s in surname))
        named = _of_age(line, _person(line, i, hit.last, ids, "surname"))
        opens = i == 0 and simplemma.is_known(line.words[i].fold, "en")  # "Brown coal"
        return replace(named, modifiers=named.modifiers | {"opens"}) if opens else named
    if hit is None and run - i == 1 and line.words[i].gap != "-" and (titled or _stands_alone(line, i)):
        found = line.respelled(line.body[line.words[i].start : line.words[i].end], i == 0)
        if found:
            return replace(
                _person(line, i, run, bearers(line.book)[found], f"surname, a spelling of {found}"), name=found
            )
        if i and line.words[i].fold in line.given and line.words[i - 1].fold in line.book.words["kin"]:
            return _person(line, i, run, (), "given name of a relative")
    if (
        titled
        and run - i == 1
        and not line.words[i].is_upper
        and not surfaces(hit, "state", "capital", "body", "seat", "format")
    ):
        return _person(line, i, run, (), "surname after a title")
    return None


def _by_initials(line: Line, i: int, run: int) -> Phrase | None:
    """ "S. V. Lavrov": the listed persons of the surname whose given name begins so."""
    initial = line.words[i].fold[:1]
    if len(line.words[i].fold.rstrip(".")) > 1 and "." not in line.words[i].fold:
        return None
    for k in range(i + 1, run):
        hit = line.hits[k]
        ids = [s.value for s in surfaces(hit, "surname") if fold(line.book.persons[s.value].name).startswith(initial)]
        if hit and ids and hit.last >= run:
            named = _person(line, i, hit.last, tuple(dict.fromkeys(ids)), "surname with initials")
            return replace(named, name=line.body[line.words[k].start : line.words[hit.last - 1].end])
    return None


def _of_age(line: Line, named: Phrase) -> Phrase:
    """ "the elder Bush", "Bush senior", "Bush the younger": the words beside a surname that tell which."""
    ages, first, last = line.book.words["elder"] | line.book.words["younger"], named.first, named.last
    before = line.words[first - 1] if first else None
    if before and before.fold in ages and line.words[first].gap == " ":
        return replace(named, modifiers=frozenset({before.fold}))
    the = last < len(line.words) and line.words[last].fold == "the"
    behind = line.words[last + the] if last + the < len(line.words) else None
    if behind and behind.fold in ages and line.words[last].gap in (" ", ", "):
        return replace(named, last=last + the + 1, modifiers=frozenset({behind.fold}))
    return named


def _by_office(line: Line, office: Phrase, name: str) -> tuple[str, ...]:
    """Holders of the office whose surname this is in another spelling or with a slip: "Foreign Minister Mackay" of Belarus."""
    held = {t.holder for code in office.of for t in line.book.holders(office.post or "", code, When())}
    surnames = {p: line.book.persons[p].surname for p in held}
    same = [
        p for p, one in surnames.items() if evened(one) & evened(name) or (key(one) == key(name) and len(key(one)) > 1)
    ]
    return tuple(sorted(same or [p for p, one in surnames.items() if is_typo(one, name)]))


def _is_anybody(line: Line, i: int, last: int) -> bool:
    """True for "a Kirill from the archive": nobody known."""
    if i == 0 or line.words[i - 1].fold not in line.book.words["anybody"] or line.words[i].gap != " ":
        return False
    following = line.words[last] if last < len(line.words) else None
    return following is None or following.gap != " " or following.fold in line.book.words["after_anybody"]


def _stands_alone(line: Line, i: int) -> bool:
    """True where no capitalised word before may be the given name or the rest of the name."""
    before = line.words[i - 1] if i else None
    return before is None or line.words[i].gap not in (" ", "-") or not before.is_capital or i == 1


def _person(line: Line, first: int, last: int, ids: tuple[str, ...], reason: str) -> Phrase:
    start, end = line.words[first].start, line.words[last - 1].end
    words = " ".join(line.body[start:end].split())
    return Phrase("person", first, last, ids=ids, name=words, name_at=(start, end), reason=reason)


def _run(line: Line, i: int) -> int:
    """The end of the run of capitalised words that begins at token i and may be a name."""
    j = i
    while j < len(line.words) and j - i < 4:
        word = line.words[j]
        if j > i:
            gap = word.gap
            initial = len(line.words[j - 1].fold) == 1 or "." in line.words[j - 1].fold
            if gap not in (" ", "-", "\u00a0", "\n", "") and not (gap in (". ", ".") and initial):
                break
            if line.words[j - 1].is_possessive:
                break
        if j > i and surfaces(line.hits[j], "person"):
            break
        is_particle = (
            j > i
            and word.fold in line.book.words["particles"]
            and j + 1 < len(line.words)
            and line.words[j + 1].is_capital
        )
        if not is_particle and (
            not word.is_capital or word.fold in line.book.words["not_names"] or word.fold[0].isdigit()
        ):
            break
        if surfaces(
            line.hits[j],
            "state",
            "adjective",
            "people",
            "body",
            "format",
            "title",
            "titles",
            "group",
            "groups",
            "seat",
            "capital",
        ) and not surfaces(line.hits[j], "person", "surname"):
            break
        if word.is_upper and len(word.fold) > 2 and not line.words[i].is_upper:
            break
        j += 1
    return j


def _with_name(line: Line, office: Phrase) -> Phrase | None:
    """The office with the name beside it: "President Putin", "the Ambassador of Belarus to Russia, N. N."."""
    k = office.last
    if k >= len(line.words):
        return office
    gap = line.words[k].gap
    if office.plural:
        return None if gap == " " and surfaces(line.hits[k], "person", "surname") else office
    if gap.strip() not in ("", ",") or "\n\n" in gap:
        return office
    while k < len(line.words) - 1 and line.words[k].fold in line.book.words["ranks"] and line.words[k].is_capital:
        k += 1
    named = _name(line, k, titled=True)
    if named is None or (gap.strip() == "," and named.last - k < 2 and not named.ids):
        return office
    if office.of and named.last - k == 1 and not any(_held(p, office, line.book) for p in named.ids):
        named = replace(named, ids=_by_office(line, office, named.name or "") or named.ids)
    if gap.strip() == "" and not named.ids and named.last - k == 1 and not line.words[office.last - 1].is_capital:
        return office
    if named.ids and office.of:
        fits = [
            p for p in named.ids if line.book.persons[p].country in (*office.of, None) or _held(p, office, line.book)
        ]
        if not fits and (gap.strip() == "," or named.reason == "surname"):
            return office
        named = replace(named, ids=tuple(fits))
    last, of = named.last, office.of
    if (
        not of
        and last + 1 < len(line.words)
        and line.words[last].fold == "of"
        and surfaces(line.hits[last + 1], "state")
    ):
        of = (surfaces(line.hits[last + 1], "state")[0].value,)
        last = line.hits[last + 1].last  # type: ignore[union-attr]
    return replace(
        office, kind="person", last=last, of=of, ids=named.ids, name=named.name, name_at=named.name_at,
        reason=f"{named.reason} after {office.reason}",
    )  # fmt: skip


def _held(person: str, office: Phrase, book: Codebook) -> bool:
    return any(t.of in office.of for t in book.offices(person, When()))


def _with_office(line: Line, named: Phrase) -> Phrase:
    """The name with the office behind it: "N. N., the Governor of the Vologda region"."""
    k = named.last
    if k >= len(line.words) or line.words[k].gap.strip() != "," or (named.reason == "surname" and not named.ids):
        return named
    office = read_title(line, k)
    if office is None or office.kind != "office" or office.pronoun or line.words[office.last - 1].is_possessive:
        return named
    after = line.words[office.last].gap if office.last < len(line.words) else "."
    is_closed = after.strip()[:1] in (",", ".", ";", ")", ":", "—") or office.last >= len(line.words)
    if named.ids:
        held = {t.holder for code in office.of for t in line.book.holders(office.post or "", code, When())}
        if held and not held & set(named.ids) and not is_closed:
            return named
        same = [
            p for p in named.ids if not office.of or line.book.persons[p].country in (*office.of, None) or p in held
        ]
        if not same:
            return named
    elif not is_closed and named.last - named.first < 2:
        return named
    return replace(
        office, kind="person", first=named.first, ids=named.ids, name=named.name, name_at=named.name_at,
        reason=f"{named.reason} before {office.reason}",
    )  # fmt: skip
