"""Offices without a name: "the Belarusian president", "his Russian counterpart", "the former chancellor", "the host"."""

from __future__ import annotations

from datetime import timedelta

from dragoman.mark.mentions.holders import fits, followed, former, holders, leads, next_holder, nth_holder, preceded
from dragoman.mark.mentions.line import Phrase
from dragoman.mark.mentions.memory import Actor, Memory, Spot
from dragoman.mark.mentions.people import role_of, sector_of
from dragoman.mark.mentions.relations import relation
from dragoman.marks import Mention
from dragoman.record import Tenure
from dragoman.when import When

_ANEW = {"new", "newly", "appointed", "elected", "future", "acting", "another", "every", "any", "a", "an"}
_COMING = {"new", "newly", "appointed", "elected", "incoming", "elect", "next", "future", "designated", "designate"}
_NOW = {"current", "present", "incumbent", "sitting"}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_OUSTED = {"ousted", "deposed", "toppled", "impeached", "unseated"}
_INTERIM = {"acting", "interim", "caretaker", "provisional"}
_NOBODY = ("official", "expert", "representative", "commander")
_OTHERWISE: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("spokesman", "president"): ("presidential spokesman",), ("spokesman", "foreign minister"): ("foreign ministry spokesman",),
    ("spokesman", "defence minister"): ("defence ministry spokesman",),
    ("head of the presidential administration", None): ("head of the presidential office",),
    ("secretary general", None): ("director general", "managing director"),
    ("permanent representative", None): ("ambassador",), ("special envoy", None): ("ambassador",),
    ("head", None): ("secretary general", "director general", "managing director"),
}  # fmt: skip
"""What an office is also called where nobody holds it by the first name: "Putin's spokesman", "the head of NATO"."""
_LATELY = 60  # days after which an office left empty no longer names who held it
_FRESH = 400  # days for which a holder is new


def office(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
    """The holder of one office at the date; country and level alone where the table does not know."""
    book, index = memory.book, spot.sentence
    if phrase.kind == "relation":
        return relation(phrase, spot, memory)
    if phrase.kind == "counterpart":
        return _counterpart(phrase, spot, memory)
    post, of = phrase.post, phrase.of[0] if phrase.of else None
    if post is None:
        return None
    if phrase.pronoun and of is None:
        word = memory.body[spot.start : spot.end].split()[0].casefold()
        last_state = memory.states[-1] if word == "its" and memory.states else None
        if last_state and not (memory.people and memory.people[-1].at > last_state[0]):
            of = last_state[1]
        elif memory.people:
            of = memory.people[-1].country
    if of == "last":
        of = memory.states[-1][1] if memory.states else None
    if phrase.modifiers & book.words["formerly"] - {"previous"}:
        return _former(phrase, post, None if of == "both" else of, spot, memory)
    if of is None or of == "both":
        return _again(phrase, post, spot, memory)
    ids, why = _sure(phrase, post, of, spot, memory)
    if len(ids) == 1:
        return _held(ids[0], why, post, of, spot, memory)
    if not ids and phrase.kind == "office" and not (phrase.region or phrase.to or phrase.modifiers & _ANEW):
        known = _of_state(memory, phrase, post, of, index)
        if known is not None:
            return _same_again(known, post, spot, memory)
    memory.people.append(Actor(index, f"{post}@{of}", post, of, phrase.level))
    role = role_of(phrase, book) if phrase.kind == "office" else post
    return spot.mention(
        "office", why, country=of, sector=sector_of(post, of, book), role=role, level=phrase.level, rivals=ids
    )


def _sure(phrase: Phrase, post: str, of: str, spot: Spot, memory: Memory) -> tuple[tuple[str, ...], str]:
    """Whom the office, as it is called, may mean that day, and why."""
    book, when, called = memory.book, spot.when, phrase.modifiers
    if called & _INTERIM:
        acting = book.holders(f"acting {post}", of, when)
        found = acting or tuple(t for t in holders(book, post, of, when) if t in followed(book, t, when, _FRESH // 2))
        return _ids(found), f"acting {post} of {of} at that date" if len(found) == 1 else "acting: who, is not known"
    if called & {"a", "an"}:
        return (), "any holder of the office"
    if (nth := called & set(_NTH)) and phrase.level != "deputy ministers":
        word = min(nth)
        found = nth_holder(book, post, of, _NTH[word])
        return _ids(found), f"the {word} {post} of {of}" if found else f"the {word} holder is not known"
    if "previous" in called:
        found = tuple(t for one in holders(book, post, of, when) for t in preceded(book, one))
        return _ids(found), f"{post} of {of} before the one of that date"
    if called & _COMING:
        return _coming(phrase, post, of, spot, memory)
    if "then" in called and when.basis == "publication":
        found = tuple(t for t in former(book, post, of, when) if t.holder in memory.about)
        return _ids(found), f"{post} of {of} then, named in the text" if found else "then: when, is not said"
    found = _current(phrase, post, of, when, memory)
    for other in _OTHERWISE.get((post, _post_of(phrase, memory)), _OTHERWISE.get((post, None), ())):
        if other == "ambassador" and phrase.to not in {body.code for body in book.bodies.values()}:
            continue  # an envoy to a state need not be its ambassador
        found = found or _current(phrase, other, of, when, memory)
    if len(found) == 1 and not phrase.to and when.day is not None:
        before = [t for t in preceded(book, found[0]) if found[0].when.earliest == when.day]
        if "outgoing" in called:
            found = tuple(before) or found
        elif before and found[0].holder not in memory.about:
            return _ids((*before, *found)), "the day the office changed hands"
    if not found and not phrase.to and when.earliest is not None:
        lately = when.earliest - timedelta(_LATELY)
        found = tuple(t for t in former(book, post, of, when) if t.holder in memory.about and t.when.latest >= lately)  # type: ignore[operator]
        return _ids(found), f"{post} of {of} until a few weeks before" if found else _unsure(found)
    return _ids(found), f"{found[0].post} of {of} at that date" if len(_ids(found)) == 1 else _unsure(found)


def _post_of(phrase: Phrase, memory: Memory) -> str | None:
    """The office of the person whose aide it is: of an owner named, or of the last person for "his spokesman"."""
    return memory.people[-1].post if (phrase.owner or phrase.pronoun) and memory.people else None


def _unsure(found: tuple[Tenure, ...]) -> str:
    return "several holders possible" if found else "office whose holder is not known"


def _ids(found: tuple[Tenure, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.holder for t in found))


def _held(who: str, why: str, post: str, of: str, spot: Spot, memory: Memory) -> Mention:
    """The mention of the one person; the role is the tenure's at that date, else as the text calls it."""
    book = memory.book
    rows = [t for t in book.offices(who, spot.when) if t.of == of and fits(t.post, post)]
    role, level = (rows[-1].post, rows[-1].level) if rows else (post, None)
    memory.people.append(Actor(spot.sentence, who, role, of, level))
    return spot.mention(
        "office", why, entity=who, name=book.persons[who].name, country=of, sector=sector_of(post, of, book),
        role=role, level=level,
    )  # fmt: skip


def _coming(phrase: Phrase, post: str, of: str, spot: Spot, memory: Memory) -> tuple[tuple[str, ...], str]:
    """ "the new president": who took office within a year; else who takes it next, where the text names him or calls
    him elected."""
    book, when = memory.book, spot.when
    if when.is_unknown:
        return (), "new: when, is not said"
    if phrase.modifiers & {"new", "newly", "appointed", "elected"}:
        fresh = [t for t in holders(book, post, of, when) if t in followed(book, t, when, _FRESH)]
        if fresh:
            return _ids(tuple(fresh)), f"{post} of {of} since less than a year"
    following = next_holder(book, post, of, when)
    if following and (following.holder in memory.about or phrase.modifiers & {"elect", "incoming"}):
        return (following.holder,), f"next {post} of {of}"
    return (), "new: who, is not known"


def _former(phrase: Phrase, post: str, of: str | None, spot: Spot, memory: Memory) -> Mention:
    """The one person of the text who held the office before; of no state, the one named before this."""
    book, index = memory.book, spot.sentence
    near = memory.about if of else {a.who for a in memory.people if a.at >= index - 6}
    found = {t.holder: t for t in former(book, post, of, spot.when) if t.holder in near}
    role = role_of(phrase, book) or post
    role = role if role.startswith("former") else f"former {role}"
    if len(found) == 1:
        ((who, tenure),) = found.items()
        country = of or tenure.of
        memory.formers.append((index, tenure.post, country))
        memory.people.append(Actor(index, who, None, country, None))
        return spot.mention(
            "office", "the person of the text who held it before", entity=who, name=book.persons[who].name,
            country=country, sector=sector_of(post, country, book), role=role,
        )  # fmt: skip
    if of and not found and phrase.modifiers & _OUSTED and spot.when.earliest:
        lately = spot.when.earliest - timedelta(_FRESH)
        ended = [t for t in former(book, post, of, spot.when) if t.when.latest and t.when.latest >= lately]
        if ended:  # "the ousted Ukrainian president": the last one
            last = max(ended, key=lambda t: t.when.latest or spot.when.earliest or lately)
            return spot.mention(
                "office", f"the last {post} of {of} before that date", entity=last.holder,
                name=book.persons[last.holder].name, country=of, sector=sector_of(post, of, book), role=role,
            )  # fmt: skip
    if of:
        memory.formers.append((index, post, of))
    why = "several who held it before" if found else "former office"
    return spot.mention(
        "office", why, country=of, sector=sector_of(post, of, book), role=role, rivals=tuple(sorted(found))
    )


def _counterpart(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
    """Who holds the same office in the other state; of a leader whose office the other state lacks, its leader."""
    book, index, of = memory.book, spot.sentence, phrase.of[0] if phrase.of else None
    before = memory.before(index, of)
    if before is None or (phrase.value == "one" and before.at != index):
        return spot.mention("office", "counterpart of nobody named before", country=of, sector="GOV")
    post = before.post or ""
    if of is None:
        why = "counterpart whose state is not said"
        return spot.mention("office", why, sector="GOV", role=post, level=before.level)
    found = _current(phrase, post, of, spot.when, memory)
    if leads(book, before.who, post, before.country, spot.when):
        leader = holders(book, "leader", of, spot.when)
        found = tuple(dict.fromkeys((*found, *leader)))
    ids, sector = _ids(found), sector_of(post, of, book)
    if len(ids) == 1:
        why = f"{found[0].post} of {of} at that date, as the counterpart's office"
        return _held(ids[0], why, found[0].post, of, spot, memory)
    memory.people.append(Actor(index, f"{post}@{of}", post, of, before.level))
    return spot.mention("office", _unsure(found), country=of, sector=sector, role=post, level=before.level, rivals=ids)


def _current(phrase: Phrase, post: str, of: str, when: When, memory: Memory) -> tuple[Tenure, ...]:
    """Who may hold it: by the date, and where that leaves none or several, those whom the text names."""
    book = memory.book
    if phrase.to:
        target = book.states[phrase.to].name if phrase.to in book.states else phrase.to
        return book.holders(f"{post} to {target}", of, when) if not when.is_unknown else ()
    if phrase.region or (post, of) in book.shared:
        return ()
    found = holders(book, post, of, when)
    if when.is_unknown or len(found) != 1:
        named = {t.holder: t for t in (found or holders(book, post, of, When())) if t.holder in memory.named}
        found = tuple(named.values()) or (found if not when.is_unknown else ())
    return found


def _again(phrase: Phrase, post: str, spot: Spot, memory: Memory) -> Mention:
    """ "the president", without a state: the last person of that office, if the sentence names only one; "the current
    one" or "the new one": of the state spoken of."""
    book, index = memory.book, spot.sentence
    role, sector = role_of(phrase, book), sector_of(post, None, book)
    recent = [a for a in reversed(memory.people) if a.at >= index - 6 and a.post and fits(a.post, post)]
    if phrase.modifiers & (_NOW | _COMING) or not recent:
        of = _spoken_of(post, index, memory, wide=bool(phrase.modifiers & (_NOW | _COMING)))
        if of is not None:
            held, state = of
            ids, why = _sure(phrase, held, state, spot, memory)
            if len(ids) == 1:
                return _held(ids[0], why, held, state, spot, memory)
    only = {t.of for t in book.tenures if t.post == post} if not recent and "the" in phrase.modifiers else set()
    if len(only) == 1 and not (phrase.region or phrase.to):  # "the pope"
        (state,) = only
        ids, why = _sure(phrase, post, state, spot, memory)
        if len(ids) == 1:
            return _held(ids[0], why, post, state, spot, memory)
    if not recent or phrase.region or phrase.to or post in _NOBODY or phrase.modifiers & (_NOW | _COMING):
        return spot.mention("office", "office without a state", sector=sector, role=role, level=phrase.level)
    latest = [a for a in recent if a.at >= recent[0].at - 1]
    if len({a.country for a in latest}) == 1:
        latest = [a for a in latest if a.at == recent[0].at]
    ids = tuple(dict.fromkeys(a.who for a in latest))
    if len(ids) > 1:
        why = "several persons with that office just before"
        known = tuple(i for i in ids if i.startswith("per:"))
        return spot.mention("office", why, sector="GOV", role=post, level=phrase.level, rivals=known)
    return _same_again(latest[0], post, spot, memory)


def _spoken_of(post: str, index: int, memory: Memory, *, wide: bool) -> tuple[str, str] | None:
    """Office and state of the last such former office ("the former German chancellor … the chancellor"); ``wide``: also
    of the last person who held it."""
    told = [(at, held, of) for at, held, of in memory.formers if at >= index - 6 and fits(held, post)]
    if wide:
        told += [(a.at, a.post, a.country) for a in memory.people if a.post and a.country and fits(a.post, post)]
    told.sort(key=lambda one: one[0])
    return told[-1][1:] if told and len({one[2] for one in told if one[0] == told[-1][0]}) == 1 else None


def _of_state(memory: Memory, phrase: Phrase, post: str, of: str, index: int) -> Actor | None:
    """ "the Russian minister": the last person of that state and office in this or the six sentences before.

    "Lukashenko's aide": else the only other person of that state just before, if no office of his is known.
    """
    if post in _NOBODY:
        return None
    recent = (a for a in reversed(memory.people) if a.country == of and a.post and "@" not in a.who)
    known = next((a for a in recent if a.at >= index - 6 and fits(a.post or "", post)), None)
    if known is not None or phrase.owner is None:
        return known
    owner = memory.people[-1].who
    others = {a.who: a for a in memory.people if a.at >= index - 1 and a.country == of and a.who != owner}
    free = [a for a in others.values() if a.post is None and "@" not in a.who]
    return free[0] if len(free) == len(others) == 1 else None


def _same_again(last: Actor, post: str, spot: Spot, memory: Memory) -> Mention:
    book = memory.book
    listed = book.persons.get(last.who)
    memory.people.append(last._replace(at=spot.sentence))
    name = listed.name if listed else last.who if "@" not in last.who else None
    return spot.mention(
        "office", "the last person named with that office", entity=listed.id if listed else None, name=name,
        country=last.country, sector=sector_of(last.post or post, last.country, book), role=last.post or post,
        level=last.level,
    )  # fmt: skip


def several(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
    """Several holders at once: ``rivals`` are the persons where all are known, else the states."""
    book, post, index = memory.book, phrase.post, spot.sentence
    if phrase.kind == "parties":
        pair = memory.last_pair(index, phrase.value in ("parties", "sides"))
        kind = "persons" if pair and pair[0].startswith("per:") else "states"
        return spot.mention("office", f"the last two {kind} named" if pair else "parties not named", rivals=pair)
    if post is None:
        return None
    codes = memory.last_states(index) if "both" in phrase.of else phrase.of
    level = "heads of state" if post == "leader" else phrase.level
    if len(codes) == 1:
        why = "several offices of one state"
        return spot.mention("office", why, country=codes[0], sector="GOV", role=post, level=level)
    if codes:
        found = [{t.holder for t in holders(book, post, code, spot.when)} for code in codes]
        is_known = not spot.when.is_unknown and all(len(ids) == 1 for ids in found)
        rivals = tuple(next(iter(ids)) for ids in found) if is_known else tuple(codes)
        for code, who in zip(codes, rivals, strict=True):
            memory.people.append(Actor(index, who if is_known else f"{post}@{code}", post, code, level))
        return spot.mention("office", "offices of several states", sector="GOV", role=post, level=level, rivals=rivals)
    if not (phrase.modifiers & {"the", "both", "two"} or index == 0):
        return spot.mention("office", "offices in general", sector="GOV", role=post, level=level)
    last: dict[str | None, Actor] = {}
    for actor in reversed(memory.people):
        if actor.post and fits(actor.post, post) and actor.who not in {a.who for a in last.values()}:
            last.setdefault(actor.country, actor)
        if len(last) == 2:
            break
    pair = tuple(sorted(a.who for a in last.values()))
    if len(pair) < 2 or any(not who.startswith("per:") for who in pair):
        return spot.mention("office", "offices of states not named", sector="GOV", role=post, level=level)
    lower = max(last.values(), key=lambda a: book.levels.get(a.level or "", 0))
    role = lower.post if post in ("minister", "leader") else post
    why = "the last two persons with that office"
    return spot.mention("office", why, sector="GOV", role=role, level=lower.level, rivals=pair)
