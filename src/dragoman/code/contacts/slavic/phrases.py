"""Noun phrases of a sentence: people with their titles, offices, delegations, states, bodies, places, pronouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.code.contacts.slavic.complements import FAR, belongs, complement
from dragoman.code.contacts.slavic.line import (
    Line,
    Owner,
    Phrase,
    body_at,
    labelled,
    owners,
    state_at,
    stem_of,
)
from dragoman.code.contacts.slavic.people import Name, holder, name_at, named_person
from dragoman.code.contacts.slavic.places import place
from dragoman.mark.mentions.people import sector_of
from dragoman.mark.scene import Named, state
from dragoman.record import Party
from dragoman.text.names import cases

_REFERRING = ("that", "pair", "guest", "other", "he", "she", "they", "him", "her", "them", "which")


def read(line: Line) -> Iterator[Phrase]:
    """The phrases from left to right; they do not overlap."""
    k = 0
    while k < len(line.words):
        found = None if k in line.timed else _at(line, k)
        yield from found or ()
        k = found[-1].last if found else k + 1


def _at(line: Line, k: int) -> list[Phrase] | None:
    pair = _pair(line, k)
    if pair:
        return [pair]
    if line.is_who(k - 1, "seat") and line.words[k].gap.strip(" \n") in {"«", '"', "„"}:
        inside = place(line, k, k, ())
        if inside:
            return [inside]  # "в отеле «Президент»"
    lead = _lead(line, k)
    office = _office(line, k, lead)
    if office:
        return office
    name = name_at(line, k, titled=False)
    if name:
        return [_person(line, k, name, None, ())]
    found = _group(line, k, lead) or place(line, k, lead.last, lead.codes) or _thing(line, k) or _referring(line, k)
    return [found] if found else None


def _make(line: Line, kind: str, first: int, last: int, **more: object) -> Phrase:
    return Phrase(kind, first, last, line.words[first].start, line.words[last - 1].end, **more)  # type: ignore[arg-type]


def _words(line: Line, first: int, last: int) -> str:
    return line.scene.text.body[line.words[first].start : line.words[last - 1].end]


# --- what stands before a noun ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lead:
    """Adjectives from word k up to ``last``: states they tell, and whether a pronoun owns what follows."""

    last: int
    codes: tuple[str, ...] = ()
    own: bool = False


def _lead(line: Line, k: int) -> _Lead:
    codes: list[str] = []
    own, j = False, k
    while j < len(line.words) and j - k < 6 and (j == k or line.is_next(j, ",")) and j not in line.timed:
        adjective = labelled(line.hits[j], "adjective")
        if adjective:
            codes.append(adjective.value)
        elif line.lex.links["and"].match(line.low_of(j)) and codes and j + 1 < len(line.words):
            if not labelled(line.hits[j + 1], "adjective"):
                break
        elif line.is_who(j, "own"):
            own = True
        elif _is_head(line, j) or not line.is_who(j, "adjective"):
            break
        j += 1
    return _Lead(j, tuple(codes), own)


def _is_head(line: Line, k: int) -> bool:
    """A noun that may look like an adjective ("делегаций"), or a word that ends like one ("затем")."""
    heads = ("group", "ministry", "counterpart", "capital", "adverb")
    low = line.low_of(k)
    is_noun = line.lex.who["verb"].match(low) or any(p.match(low) for p in line.lex.nouns.values())
    return line.lex.titles.at(line.words, k) is not None or bool(is_noun) or any(line.is_who(k, h) for h in heads)


# --- offices and persons ------------------------------------------------------------------------------------------


def _office(line: Line, k: int, lead: _Lead) -> list[Phrase] | None:
    """[российский] ПРЕЗИДЕНТ [России] [Имя Фамилия]; ministers of several states come with their names one by one."""
    t = lead.last
    hit = line.lex.titles.at(line.words, t) if t < len(line.words) else None
    if hit is None and t < len(line.words) and line.is_who(t, "counterpart"):
        return _counterpart(line, k, lead)
    if hit is None or (t > k and not line.is_next(t)):
        return None
    shapes = [x.more.split() for x in hit.surfaces]
    numbers, post = {n for _, n in shapes}, hit.surfaces[0].value or None
    nominative, oblique = any(case == "0" for case, _ in shapes), any(case != "0" for case, _ in shapes)
    found, last = complement(line, hit.last, several="p" in numbers, is_posted=line.is_who(hit.last - 1, "posts"))
    codes = lead.codes + tuple(o.code for o in found if o.code not in lead.codes)
    is_plural = numbers == {"p"} or ("p" in numbers and (len(codes) > 1 or line.is_who(hit.last - 1, "several")))
    name = name_at(line, last, titled=True) if line.is_next(last) else None
    if name and not (nominative if name.nominative else oblique or name.nominative is None):
        name = None  # "принял у посла Судана Сергей Алейник"
    elif name is None and not is_plural:
        far = _far_name(line, last)
        name, last = (far, far.first) if far else (None, last)
    codes = codes[:1] if not is_plural else codes
    codes = codes or _sole(line, t, post) if not is_plural else codes
    if name and not is_plural:
        return [_person(line, k, name, post, codes, nominative)]
    organisation = next((o.body for o in found if o.body and line.book.bodies[o.body].kind == "organisation"), None)
    is_council = is_plural and line.is_who(k - 1, "council") and k - 1 not in line.timed
    if organisation and is_council:
        return [_make(line, "body", k - 1, last, parties=(_body(line, organisation, k, last),), codes=codes)]
    if organisation and (post == "official" or (is_plural and len(codes) == 1)):
        return [
            _make(
                line, "body", k, last, parties=(_body(line, organisation, k, last),), codes=codes, nominative=nominative
            )
        ]
    if is_plural:
        mixed = _interleaved(line, k, found[0], post, nominative) if len(found) == 1 else []
        if mixed:
            return mixed
        return _holders(line, k, last, post, codes, nominative)
    if post == "head" and any(line.is_who(j, "foreign_ministry") for j in range(hit.last, last)):
        post = "foreign minister"
    if codes and post == "head" and any(line.is_who(j, "service") for j in range(hit.last, last)):
        post = None
    if codes and post:
        who = holder(
            line,
            "leader" if post == "head" and not _is_body(line, found) else post,
            codes[0],
            _words(line, k, last),
            line.words[k].start,
        )
        return [_make(line, "office", k, last, parties=(who,), codes=codes, post=post, nominative=nominative)]
    if codes:
        who = Named(
            Party(kind="person", name=None, words=_words(line, k, last), country=codes[0]), None, line.words[k].start
        )
        return [_make(line, "office", k, last, parties=(who,), codes=codes, nominative=nominative)]
    ref = "owned" if lead.own else "office"
    return [_make(line, "office", k, last, ref=ref, post=post, nominative=nominative)]


def _sole(line: Line, k: int, post: str | None) -> tuple[str, ...]:
    """The state of a title that only one has."""
    own = tuple(code for pattern, code in line.lex.of if pattern.match(line.low, line.words[k].start))
    return own or tuple(line.lex.sole.get(post or "", ()))


def _is_body(line: Line, found: tuple[Owner, ...]) -> bool:
    return any(o.body for o in found)


def _person(
    line: Line, first: int, name: Name, post: str | None, codes: tuple[str, ...], nominative: bool | None = None
) -> Phrase:
    who = named_person(line, name, post, codes)
    case = nominative if post or nominative is not None else name.nominative
    return _make(
        line, "person", first, name.last, parties=(who,), codes=codes, post=who.party.role or post, nominative=case
    )


def _holders(line: Line, k: int, last: int, post: str | None, codes: tuple[str, ...], nominative: bool) -> list[Phrase]:
    """Offices of several states: the holders of the day; where as many names follow, those."""
    names = list(_list_of_names(line, last))
    if len(names) > 1:
        owned = codes if len(codes) == len(names) else codes * len(names) if len(codes) == 1 else ()
        return [
            _person(line, k if n == 0 else name.first, name, post, owned[n : n + 1], nominative)
            for n, name in enumerate(names)
        ]
    words, start = _words(line, k, last), line.words[k].start
    if not codes:
        return [_make(line, "office", k, last, ref="posts", post=post, nominative=nominative, plural=True)]
    one = "leader" if post == "head" else post
    who = tuple(holder(line, one, c, words, start) if one else state(line.scene, c, start) for c in codes)
    return [_make(line, "office", k, last, parties=who, codes=codes, post=post, nominative=nominative, plural=True)]


def _interleaved(line: Line, k: int, owner: Owner, post: str | None, nominative: bool) -> list[Phrase]:
    """ "с министрами Кубы Бруно Родригесом и Венесуэлы Иваном Хилем": each state with its name."""
    found: list[Phrase] = []
    first, one = k, owner
    while True:
        name = name_at(line, one.last, titled=True) if line.is_next(one.last) else None
        if name is None:
            break
        found.append(_person(line, first, name, post, (one.code,), nominative))
        j = name.last + (name.last < len(line.words) and bool(line.lex.links["and"].match(line.low_of(name.last))))
        more = state_at(line, j) or body_at(line, j) if j < len(line.words) else None
        if more is None:
            break
        first, one = j, more
    return found if len(found) > 1 else []


def _list_of_names(line: Line, k: int) -> Iterator[Name]:
    while k < len(line.words):
        if line.lex.links["and"].match(line.low_of(k)):
            k += 1
        name = (
            name_at(line, k, titled=True)
            if k < len(line.words) and line.words[k].gap.strip(" \n\u00a0:–—") in ("", ",")
            else None
        )
        if name is None:
            return
        yield name
        k = name.last


def _counterpart(line: Line, k: int, lead: _Lead) -> list[Phrase]:
    """ "с российским коллегой [Сергеем Лавровым]": the same office of another state."""
    last = lead.last + 1
    plural = line.is_who(lead.last, "counterparts")
    found, last = complement(line, last, several=False)
    if (
        last < len(line.words)
        and line.is_next(last)
        and line.is_who(last, "from")
        and owners(line, last + 1, several=True)[0]
    ):
        found, last = owners(line, last + 1, several=True)
    codes = tuple(dict.fromkeys((*lead.codes, *(o.code for o in found))))
    codes = codes if plural else codes[:1]
    nominative = line.is_who(lead.last, "counterpart_nominative")
    name = name_at(line, last, titled=True) if line.is_next(last) else None
    if name:
        return [_person(line, k, name, None, codes, nominative)]
    return [_make(line, "office", k, last, ref="counterpart", codes=codes, nominative=nominative, plural=plural)]


def _far_name(line: Line, last: int) -> Name | None:
    """The name behind a title's further words ("министр здравоохранения Имя Фамилия")."""
    for j in range(last, min(len(line.words), last + FAR)):
        if not line.is_next(j) or j in line.timed:
            return None
        name = name_at(line, j, titled=False)
        if name and (name.ids or name.last - name.first > 1):
            return name
        if not belongs(line, j) or line.lex.links["and"].match(line.low_of(j)):
            return None
    return None


# --- groups and states --------------------------------------------------------------------------------------------


def _pair(line: Line, k: int) -> Phrase | None:
    """ "российско-белорусские": both states."""
    codes, j = list[str](), k
    while (code := stem_of(line, j)) is not None:
        codes.append(code)
        j += 1
    last = labelled(line.hits[j], "adjective") if j < len(line.words) else None
    if not codes or last is None:
        return None
    both = (*codes, last.value)
    start = line.words[k].start
    return _make(
        line, "state", k, j + 1, parties=tuple(state(line.scene, c, start) for c in both), codes=both, post="pair"
    )


def _group(line: Line, k: int, lead: _Lead) -> Phrase | None:
    """A delegation, a side, a ministry with its states; the parties of a ministry are its states."""
    t = lead.last
    if t >= len(line.words) or (t > k and not line.is_next(t)):
        return None
    is_ministry = line.is_who(t, "ministry")
    if not is_ministry and not line.is_who(t, "group"):
        return None
    found, last = complement(line, t + 1, several=True)
    found, last = (found, last) if found or lead.codes else _capitals(line, t + 1)
    codes = tuple(dict.fromkeys((*lead.codes, *(o.code for o in found if o.code not in lead.codes))))
    start, words = line.words[k].start, _words(line, k, last)
    nominative = _group_case(line, k, t, is_ministry=is_ministry)
    if not codes and line.is_who(t + 1, "both") and line.is_who(t + 2, "lands"):
        return _make(
            line, "pronoun", k, t + 3, ref="pair", nominative=nominative, plural=True
        )  # "делегации двух стран"
    if not codes:
        if not is_ministry and line.is_who(t, "sides"):
            return None
        ref = "home" if is_ministry else "group"
        return _make(line, "group", k, last, ref=ref, nominative=nominative)
    if is_ministry or len(codes) > 1:
        parties = tuple(state(line.scene, c, start) for c in codes)
    else:
        code = codes[0]
        body = next((o.body for o in found if o.body), None)
        name = None if body else f"{words}"
        parties = (
            Named(
                Party(kind="group", name=name, words=words, country=code, sector=sector_of("", code, line.book)),
                None,
                start,
            ),
        )
    return _make(line, "group", k, last, parties=parties, codes=codes, nominative=nominative, plural=len(codes) > 1)


def _group_case(line: Line, k: int, t: int, *, is_ministry: bool) -> bool | None:
    """By the adjective before a delegation, else by its own ending; an abbreviation has none."""
    if k < t and line.is_who(k, "adjective_accusative"):
        return False
    if is_ministry:
        return None
    return True if line.is_who(t, "group_nominative") else False if line.is_who(t, "oblique") else None


def _capitals(line: Line, k: int) -> tuple[tuple[Owner, ...], int]:
    """Governments by their capitals ("делегации Москвы и Киева")."""
    found: list[Owner] = []
    last = k
    while k < len(line.words) and line.is_next(k):
        capital = labelled(line.hits[k], "capital")
        if not capital:
            break
        last = line.hits[k].last  # type: ignore[union-attr]
        found.append(Owner(capital.value, last))
        k = last + (last < len(line.words) and bool(line.lex.links["and"].match(line.low_of(last))))
    return tuple(found), last


def _thing(line: Line, k: int) -> Phrase | None:
    """A body or a state by itself."""
    start = line.words[k].start
    found = body_at(line, k)
    if found:
        who = _body(line, found.body or "", k, found.last)
        return _make(line, "body", k, found.last, parties=(who,), codes=(found.code,))
    land = state_at(line, k)
    if land:
        parties = (state(line.scene, land.code, start),)
        case = _is_nominative(line, land.code, _words(line, k, land.last))
        return _make(line, "state", k, land.last, parties=parties, codes=(land.code,), whole=True, nominative=case)
    return None


def _body(line: Line, id: str, first: int, last: int) -> Named:
    body = line.book.bodies[id]
    party = Party(
        kind="body",
        name=body.name,
        words=_words(line, first, last),
        entity=body.id,
        country=body.code,
        sector=body.sector,
    )
    return Named(party, None, line.words[first].start)


def _is_nominative(line: Line, code: str, words: str) -> bool | None:
    """Whether a state's name is not declined here; ``None`` for one that never is."""
    listed = {n.casefold(): n for n in line.book.states[code].names.get(line.lex.language, ())}
    name = listed.get(words.casefold())
    return (
        False
        if name is None
        else True
        if len(set(cases(name.split()[0], line.lex.language))) > 1 and not name.isupper()
        else None
    )


def _referring(line: Line, k: int) -> Phrase | None:
    """A pronoun, or a role that points back ("стороны", "гость")."""
    for ref in _REFERRING:
        if line.is_who(k, ref):
            return _make(
                line, "pronoun", k, k + 1, ref=ref, nominative=line.is_who(k, "subject"), plural=ref in {"pair", "they"}
            )
    return None
