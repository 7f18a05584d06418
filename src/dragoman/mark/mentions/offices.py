"""Offices without a name: "the Belarusian president", "his Russian counterpart", "the two ministers", "the parties"."""

from __future__ import annotations

from dragoman.codebook import Codebook
from dragoman.mark.mentions.line import Phrase
from dragoman.mark.mentions.memory import Actor, Memory, Spot
from dragoman.mark.mentions.people import role_of, sector_of
from dragoman.marks import Mention
from dragoman.record import Tenure
from dragoman.when import When

_LEADERS = (
    "president", "supreme leader", "chancellor", "prime minister", "monarch", "emir", "de facto president", "head",
)  # fmt: skip
_ANEW = {"new", "newly", "appointed", "future", "acting", "another", "every", "any", "a", "an"}
_NOBODY = ("official", "expert", "representative", "commander")


def office(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
    """The holder of one office at the date; country and level alone where the table does not know."""
    book, index = memory.book, spot.sentence
    post, of, level = phrase.post, phrase.of[0] if phrase.of else None, phrase.level
    if phrase.kind == "counterpart":
        before = memory.before(index, of)
        if before is None:
            return spot.mention("office", "counterpart of nobody named before", country=of, sector="GOV")
        post, level = before.post, before.level
        if of is None:
            why = "counterpart whose state is not said"
            return spot.mention("office", why, sector="GOV", role=post, level=level)
    if post is None:
        return None
    if phrase.pronoun and of is None and memory.people:
        of = memory.people[-1].country
    if of == "last":
        of = memory.states[-1][1] if memory.states else None
    if of is None or of == "both":
        return _again(phrase, post, spot, memory)
    sector = sector_of(post, of, book)
    if phrase.modifiers & {"former", "ex"}:
        role = role_of(phrase, book)
        return spot.mention("office", "former office", country=of, sector=sector, role=role)
    found = _current(phrase, post, of, spot.when, memory)
    ids = tuple(dict.fromkeys(t.holder for t in found))
    if len(ids) == 1:
        tenure = found[0]
        memory.people.append(Actor(index, ids[0], tenure.post, of, tenure.level))
        return spot.mention(
            "office", f"{tenure.post} of {of} at that date", entity=ids[0], name=book.persons[ids[0]].name, country=of,
            sector=sector, role=tenure.post, level=tenure.level,
        )  # fmt: skip
    if not ids and phrase.kind == "office" and not (phrase.region or phrase.to or phrase.modifiers & _ANEW):
        known = _of_state(memory, post, of, index)
        if known is not None:
            return _same_again(known, post, spot, memory)
    memory.people.append(Actor(index, f"{post}@{of}", post, of, level))
    role = role_of(phrase, book) if phrase.kind == "office" else post
    why = "several holders possible" if ids else "office whose holder is not known"
    return spot.mention("office", why, country=of, sector=sector, role=role, level=level, rivals=ids)


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
    """ "the president", without a state: the last person of that office, if the sentence names only one."""
    book, index = memory.book, spot.sentence
    recent = [a for a in reversed(memory.people) if a.at >= index - 6 and a.post and fits(a.post, post)]
    if not recent or phrase.region or phrase.to or post in _NOBODY:
        role, sector = role_of(phrase, book), sector_of(post, None, book)
        return spot.mention("office", "office without a state", sector=sector, role=role, level=phrase.level)
    latest = [a for a in recent if a.at == recent[0].at]
    ids = tuple(dict.fromkeys(a.who for a in latest))
    if len(ids) > 1:
        why = "several persons with that office just before"
        known = tuple(i for i in ids if i.startswith("per:"))
        return spot.mention("office", why, sector="GOV", role=post, level=phrase.level, rivals=known)
    return _same_again(latest[0], post, spot, memory)


def _of_state(memory: Memory, post: str, of: str, index: int) -> Actor | None:
    """ "the Russian minister": the last person of that state and office in this or the six sentences before."""
    if post in _NOBODY:
        return None
    recent = (a for a in reversed(memory.people) if a.country == of and a.post and "@" not in a.who)
    return next((a for a in recent if a.at >= index - 6 and fits(a.post or "", post)), None)


def _same_again(last: Actor, post: str, spot: Spot, memory: Memory) -> Mention:
    book = memory.book
    listed = book.persons.get(last.who)
    memory.people.append(last._replace(at=spot.sentence))
    name = listed.name if listed else last.who if "@" not in last.who else None
    return spot.mention(
        "office", "the last person named with that office", entity=listed.id if listed else None, name=name,
        country=last.country, sector=sector_of(last.post or post, last.country, book), role=last.post, level=last.level,
    )  # fmt: skip


def fits(known: str, asked: str) -> bool:
    """True where a person of office ``known`` may be called ``asked``.

    >>> fits("foreign minister", "minister"), fits("prime minister", "minister"), fits("president", "leader")
    (True, False, True)
    """
    if asked == "leader":
        return known in _LEADERS
    if asked == "minister":
        return "minister" in known and "prime" not in known
    return known == asked or known.removeprefix("de facto ") == asked or known.startswith(asked + " ")


def holders(book: Codebook, post: str, of: str, when: When) -> tuple[Tenure, ...]:
    """Holders of the post in the interval; "leader" is the leading post of that state."""
    if post != "leader":
        found = book.holders(post, of, when)
        return found or (() if post.startswith("de facto") else book.holders(f"de facto {post}", of, when))
    state = book.states.get(of)
    order = ((state.leader,) if state and state.leader else ()) + _LEADERS
    return next((found for p in order if (found := book.holders(p, of, when))), ())


def offices(phrase: Phrase, spot: Spot, memory: Memory) -> Mention | None:
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
