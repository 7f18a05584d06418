"""A contact as one clause tells it: its mode, who takes part, where, when, and whether it is told as done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.code.contacts.slavic.clauses import Clause, Cue, cues
from dragoman.code.contacts.slavic.line import Line, Phrase
from dragoman.code.contacts.slavic.setting import is_of_trip, places_of, shift_of, time_of
from dragoman.code.contacts.slavic.takers import NEAR, TAKING, VISITS, Taker, takers_of, without
from dragoman.code.contacts.slavic.told import STRONG, is_undone, status_of
from dragoman.mark.scene import Named
from dragoman.marks import Time
from dragoman.record import Status

_TELLING = {"speak", "meet", "host", "hosted", "arrive", "visit"}
_IT = {"he", "she", "they", "which"}


@dataclass(slots=True)
class Draft:
    """``mode`` "talk" fits every mode. ``takers``: who takes part; ``goals``: where somebody goes; ``joins``: it only adds
    people to the contact before; ``apart``: with each of them alone; ``own``: the subject is told in the clause."""

    s: int
    start: int
    end: int
    mode: str
    status: Status
    takers: list[Taker]
    frames: frozenset[str]
    goals: list[Phrase] = field(default_factory=list)
    places: list[Phrase] = field(default_factory=list)
    time: Time | None = None
    joins: bool = False
    apart: bool = False
    each: bool = False
    own: bool = True
    many: bool = False
    relative: bool = False
    earlier: bool = False
    elliptic: bool = False
    weak: bool = False
    past: bool = False
    there: bool = False
    oblique: bool = False
    purpose: bool = False
    shift: int = 0
    hosts: list[Named] = field(default_factory=list)
    parties: list[Named] = field(default_factory=list)
    subjects: list[Named] = field(default_factory=list)
    mediators: list[Named] = field(default_factory=list)


def drafts_of(line: Line, clause: Clause, phrases: Sequence[Phrase], before: Draft | None = None) -> list[Draft]:
    """The contacts of a clause, none where it says that there was none; ``before``: the draft of the clause before.

    Two where one comes after the other: "После разговора с Нарендрой Моди он принял Сирила Рамафосу".
    """
    read = cues(line, clause.spans)
    nouns = {c: _told_as(line, c, phrases) for c in read if c.frame == "noun"}
    whole = " ".join(line.low[a:b] for a, b in clause.spans)
    is_wired = any(line.lex.media[m].search(whole) for m in ("phone", "video"))
    found = [c for c in read if nouns.get(c, "verb") and (c.frame != "inform" or is_wired)]
    inside = [p for p in phrases if clause.holds(p.start)]
    if any(c.frame in _TELLING or (nouns.get(c) and not _is_reported(line, c)) for c in read):
        nouns |= {c: "" for c in nouns if _is_reported(line, c)}
        found = [c for c in found if nouns.get(c, "verb")]
    topics = [c for c in read if c.frame == "noun" and not nouns[c]]
    words = "".join(line.low[a:b] for a, b in without(clause.spans, topics))
    takers = takers_of(line, clause, inside, phrases, found, topics)
    main = _main(line, clause, found, takers, words, nouns)
    if main is None:
        beside = _beside(line, clause, inside, takers)
        return [beside] if beside else []
    if is_undone(line, words, main, found):
        return []
    alone = main.frame == "meet" and not any(t.link == "with" for t in takers)
    at_it = alone or main.frame in {"attend", "sit", "convene"} or main.mode in {"multilateral", "video"}
    takers = [Taker(t.phrase, "of") if t.link == "occasion" else t for t in takers if at_it or t.link != "occasion"]
    earlier = next((c for c in found if nouns.get(c) == "after" and c.mode != "visit" and main.frame in STRONG), None)
    if earlier:
        company = [t for t in takers if t.link == "with" and 0 < t.phrase.start - earlier.end < NEAR]
        subjects = [t for t in takers if t.link == "free" and t.phrase.nominative is True]
        if company and subjects:
            found = [c for c in found if c is not earlier]
            first = Draft(
                line.s, earlier.start, earlier.end, earlier.mode, "happened", [*subjects, *company], frozenset({"noun"})
            )
            words = "".join(line.low[a:b] for a, b in without(clause.spans, [*topics, earlier]))
            rest = _draft(
                line, clause, phrases, found, nouns, words, [t for t in takers if t not in company], main, before
            )
            return [first, *([rest] if rest else [])]
    made = _draft(line, clause, phrases, found, nouns, words, takers, main, before)
    return [made] if made else []


def _draft(
    line: Line, clause: Clause, phrases: Sequence[Phrase], found: list[Cue], nouns: Mapping[Cue, str], words: str,
    takers: list[Taker], main: Cue, before: Draft | None,
) -> Draft | None:  # fmt: skip
    lex, told = line.lex, set(nouns.values())
    status = status_of(line, words, main, found, amid=bool(told & {"amid", "after"}), agreed="agreed" in told)
    is_purpose = before is not None and bool(lex.links["purpose"].match(words.lstrip()))
    if before and is_purpose:
        status = before.status  # "приехал, чтобы поговорить с …"
    if status is None:
        return None
    time = time_of(line, clause, main.start)
    if main.tense == "infinitive" and status == "planned" and time is None and all(t.phrase.ref for t in takers):
        return None  # "министры условились продолжить контакты"
    inside = [p for p in phrases if clause.holds(p.start)]
    goals, places = places_of(line, clause, [p for p in inside if not is_of_trip(line, p, found)], found)
    mode = _mode(line, words, found, main, goals, takers)
    if (
        mode == "meet"
        and main.frame == "meet"
        and nouns
        and any(c.mode == "multilateral" and not told for c, told in nouns.items())
    ):
        mode = "multilateral" if lex.told["gathered"].search(line.low[main.start : main.end]) else mode
    joins = _joins(line, words, found, takers)
    if main.frame == "carry":
        takers = []  # "он длился": the pronoun is the talk
    made = Draft(line.s, main.start, main.end, mode, status, takers, frozenset(c.frame for c in found), joins=joins)
    made.goals, made.places, made.time = goals, places, time
    if clause.hangs and not made.places and lex.links["where"].match(words.lstrip()):
        made.places = [p for p in phrases if p.kind == "place" and p.end <= clause.start][-1:]
    made.places = (
        made.places
        or places_of(
            line,
            clause,
            [p for p in phrases if clause.holds(p.start, aside=True) and not is_of_trip(line, p, found)],
            (),
        )[1]
    )
    direct = [t for t in takers if t.link == "with" and lex.ends["with"].search(line.before(t.phrase.first))]
    made.each = len(direct) > 1 and len(direct) == sum(t.link == "with" for t in takers)
    is_joint = bool(lex.told["together"].search(words)) or any(t.link == "head" for t in takers)
    made.apart = not is_joint and (
        made.each
        or bool(lex.told["apart"].search(line.low, clause.start, line.span[1]))
        or any(c.frame == "noun" and lex.told["plural_talks"].search(line.low, c.start, c.end) for c in found)
        or (main.frame == "meet" and mode == "meet" and _is_single(takers))
    )
    made.own = any(t.link == "free" and t.phrase.nominative is not False and t.phrase.kind != "state" for t in takers)
    made.many = bool(lex.who["plural_verb"].search(line.low[main.start : main.end]))
    made.relative = clause.hangs
    made.earlier = bool(lex.links["before"].search(words))
    made.oblique, made.purpose = clause.oblique, is_purpose
    made.shift = shift_of(line, clause, time)
    made.there = bool(lex.links["there"].search(words))
    made.past = bool(lex.told["past"].search(words))
    return made


def _beside(line: Line, clause: Clause, inside: Sequence[Phrase], takers: list[Taker]) -> Draft | None:
    """Two who do something together ("осмотрел с ним выставку"): no contact by itself, but more of one told before."""
    people = [t for t in takers if t.phrase.kind in {"person", "office", "pronoun"}]
    free = [t for t in people if t.link == "free" and t.phrase.nominative is not False]
    words = " ".join(line.low[a:b] for a, b in clause.spans)
    wire = next((m for m in ("video", "phone") if line.lex.media[m].search(words)), None)
    if not free or (len(free) < 2 and not wire and not any(t.link == "with" for t in people)):
        return None
    first = takers[0].phrase
    made = Draft(line.s, first.start, first.end, "talk", "happened", takers, frozenset(), weak=True)
    made.places = places_of(line, clause, inside, ())[1]
    made.time = time_of(line, clause)
    if wire and all(t.link == "free" for t in people) and not line.lex.told["negation"].search(words):
        made.mode, made.weak = wire, False  # "согласовали по видеосвязи …"
    return made


def _is_single(takers: Sequence[Taker]) -> bool:
    """One who meets several others one by one."""
    subjects = [t for t in takers if t.link == "free"]
    return (
        len(subjects) <= 1
        and not any(t.phrase.plural for t in subjects)
        and not any(t.link == "between" for t in takers)
    )


# --- which words tell it ------------------------------------------------------------------------------------------


def _told_as(line: Line, cue: Cue, phrases: Sequence[Phrase]) -> str:
    """How a noun is told: "amid" a contact that takes place, "named" where a verb must tell, "" where it is only a topic."""
    lex, k = line.lex, line.at(cue.start)
    if any(p.start < cue.start < p.end and p.kind != "place" for p in phrases):
        return ""  # "спикер Национальной ассамблеи"
    for j in range(k - 1, -1, -1):
        if not line.is_next(j + 1, "-"):
            return "named"
        before = line.low[line.span[0] : line.words[j].end] + " "
        if lex.ends["attended"].search(before) or (cue.mode == "video" and lex.ends["wire"].search(before)):
            return "named"
        if lex.ends["agreed"].search(before):
            return "agreed"
        if lex.ends["reported"].search(before) or (
            cue.mode in {"talk", "phone", "meet", "letter"} and lex.ends["within"].search(before)
        ):
            return "amid"
        if lex.ends["aside"].search(before) or (
            lex.ends["setting"].search(before) and cue.mode in {"visit", "multilateral"}
        ):
            return ""
        if cue.mode == "multilateral" and lex.ends["off"].search(before):
            return ""
        if lex.ends["following"].search(before):
            return "after"
        if lex.ends["amid"].search(before):
            is_going = lex.ends["on"].search(before) and not lex.who["locative"].match(line.low_of(k))
            return "amid" if not is_going else "" if cue.mode == "multilateral" else "named"
        if lex.ends["with"].search(before) or lex.ends["withdrawn"].search(before):
            return "named"
        if lex.who["prepared"].match(line.low_of(j)) and _is_planned(line, line.words[j].end, cue.start):
            return "named"  # "согласована дата визита"
        if lex.ends["about"].search(before) and lex.told["ahead"].search(line.low, line.words[j].end, cue.start):
            return "agreed"  # "сообщил о предстоящем визите"
        if lex.ends["about"].search(before) or lex.topics.match(line.low_of(j)):
            return ""
        if not (line.is_who(j, "adjective") or line.is_who(j, "ordinal")):
            break
    return "" if lex.ends["discussed"].search(line.low[line.span[0] : cue.start]) else "named"


def _is_reported(line: Line, cue: Cue) -> bool:
    """ "рассказал о контактах с …"."""
    return bool(line.lex.ends["reported"].search(line.low[line.span[0] : cue.start]))


def _is_planned(line: Line, start: int, end: int) -> bool:
    """A word that plans, outside of a stretch of the sentence."""
    return any(not start <= m.start() < end for m in line.lex.told["planned"].finditer(line.low, *line.span))


def _main(
    line: Line, clause: Clause, found: Sequence[Cue], takers: Sequence[Taker], words: str, told: Mapping[Cue, str]
) -> Cue | None:
    """The cue that carries the contact."""
    talks = [c for c in found if c.frame == "speak" or (c.frame == "noun" and c.mode not in {"multilateral", "visit"})]
    if talks and any(t.link == "with" for t in takers):  # "на саммите … провёл переговоры с …"
        found = [c for c in found if c.mode != "multilateral" or told.get(c) != "amid"]
    people = [t for t in takers if t.link in TAKING and t.phrase.kind in {"person", "office", "group", "pronoun"}]
    able = [c for c in found if c.frame in STRONG and _fits(line, clause, c, people)]
    nouns = [c for c in found if c.frame == "noun"]
    carried = [c for c in found if c.frame in {"carry", "hold"}]
    if able:
        return next((c for c in able if c.frame == "invite"), able[0])
    ahead = any(line.lex.told[k].search(words) for k in ("planned", "called_off", "offered"))
    if nouns and (carried or people or ahead or any(c.frame in {"speak", "attend"} for c in found) or len(takers) > 1):
        return next((c for c in nouns if c.mode not in {"visit", "talk"}), nouns[0])
    if (
        nouns
        and len(found) == len(nouns)
        and not any(line.is_who(k, "verb") for k, w in enumerate(line.words) if clause.holds(w.start))
    ):
        return nouns[0]  # "Встреча в Минске: …"
    spoken = [c for c in found if c.frame in {"speak", "inform", "attend", "lead", "mediate"}]
    return spoken[0] if spoken else _goes_on(clause, found, takers)


def _goes_on(clause: Clause, found: Sequence[Cue], takers: Sequence[Taker]) -> Cue | None:
    """ "Он длился час", "они прошли 21 марта": the contact told before, by a pronoun and a verb that carries it."""
    carried = [c for c in found if c.frame == "carry"]
    is_it = any(t.phrase.ref in _IT and t.link == "free" for t in takers)
    return carried[0] if carried and (is_it or (clause.joined and not takers)) else None


def _fits(line: Line, clause: Clause, cue: Cue, people: Sequence[Taker]) -> bool:
    """A host needs a guest: "принял закон" and "встретил утро" tell no contact."""
    if cue.frame == "host" and _has_occasion(line, cue):
        return False
    if cue.frame in {"host", "hosted"}:
        others = [
            t
            for t in people
            if t.phrase.nominative is not True or t.phrase.kind == "pronoun" or t.phrase.ref == "which"
        ]
        return bool(others) and (len(people) > 1 or people[0].phrase.nominative is not True)
    return cue.frame not in {"convene", "invite"} or len(people) > 1 or (clause.joined and bool(people))


def _has_occasion(line: Line, cue: Cue) -> bool:
    """ "Астана приняла первый саммит": the object is the contact itself."""
    k = line.at(cue.end)
    while (
        k < len(line.words)
        and line.is_next(k)
        and (line.is_who(k, "adjective") or line.is_who(k, "ordinal"))
        and not line.words[k].is_capital
    ):
        k += 1
    return k < len(line.words) and any(
        p.match(line.low, line.words[k].start)
        for m, p in line.lex.nouns.items()
        if m in {"multilateral", "negotiate", "meet"}
    )


def _joins(line: Line, words: str, found: Sequence[Cue], takers: Sequence[Taker]) -> bool:
    """Words that only add people to a contact told before: heads of delegations, mediators, who took part in it."""
    frames = {c.frame for c in found if c.frame != "noun"}
    occasion = any(c.frame == "noun" and c.mode == "multilateral" for c in found) or any(
        t.phrase.kind == "body" for t in takers
    )
    if line.lex.links["itself"].search(words):
        return True  # "… приветствовал на нём …"
    return bool(frames & {"lead", "mediate"}) or ("attend" in frames and not occasion)


def _mode(
    line: Line, words: str, found: Sequence[Cue], main: Cue, goals: Sequence[Phrase], takers: Sequence[Taker]
) -> str:
    lex, frames = line.lex, {c.frame for c in found}
    is_hosted = any(t.link in {"to", "at"} for t in takers)
    modes = {c.mode for c in found if c.frame == "noun"}
    talks = bool(
        modes & {"meet", "talk", "negotiate", "multilateral", "phone", "video"}
        or frames & {"speak", "meet", "sit", "attend"}
    )
    if "video" in modes or (talks and lex.media["video"].search(words)):
        return "video"
    if "phone" in modes or lex.media["phone"].search(words):
        return "phone"
    if "credentials" in modes:
        return "visit"
    if "letter" in modes and not frames & (STRONG | {"speak"}):
        return "letter"
    if main.frame == "invite":
        return next((m for m in ("negotiate", "multilateral") if m in modes), "meet" if "meet" in frames else "visit")
    if (
        frames & {"visit", "arrive"}
        and main.frame in {"visit", "arrive"}
        and not goals
        and "visit" not in modes
        and not is_hosted
    ):
        return "talk"  # "посетили строительные объекты"
    if frames & VISITS and (main.frame in VISITS or "visit" in modes):
        return "visit"
    if "visit" in modes and main.frame not in {"meet"} and not modes & {"multilateral"}:
        return "visit"
    if "third-party" in lex.media and lex.media["third-party"].search(words):
        return "third-party"
    if "negotiate" in modes:
        return "negotiate"
    if "multilateral" in modes or "convene" in frames:
        return "multilateral"
    if "sit" in frames or ("meet" in modes and any(t.phrase.kind == "body" and t.link == "of" for t in takers)):
        return "multilateral"
    if "meet" in modes or "meet" in frames:
        return "third-party" if lex.links["mediated"].search(words) else "meet"
    return "talk"
