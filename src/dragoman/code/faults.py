"""Faults of a source that its own words give away: dates that contradict the heading, the speech or the calendar."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from dragoman.codebook import Codebook
from dragoman.mark.times import anchors, words
from dragoman.marks import Marks, Time
from dragoman.record import Block, Coding, Document, Fault, Span, Text, record_id
from dragoman.text.dates import Expression, Partial, find
from dragoman.when import When

CODER, VERSION = "faults", "1"
_YEAR = re.compile(r"\d{4}")
_VALUE = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_OPENING = {"“": "”", "«": "»", "„": "“”", '"': '"'}
_NEAR = 400  # characters between a count and the day that it is said to be
_QUOTATION = 4_000  # characters before a time in which its quotation must open
_SECTION = 400  # sentences before a speech in which its day must be named
_MARKS = re.compile('[“”«»„"]')
_BRACKET = re.compile(r"[(\[]\s*([^()\[\]]{0,24})$")
_APPOSITION = re.compile(r"\s*[,–—-]\s*([^,.;:–—-]{0,24}?)\s*$")
_DAYS = {"D": 1, "W": 7, "MO": 30}  # of a unit that people count back in
_SLACK = {"D": 1, "W": 4, "MO": 16}  # days by which a count in that unit may be rounded
_SHARE = 5  # of a longer count a fifth more


class _Doubt(NamedTuple):
    """The time that is doubted, what speaks against it as spans, why, how sure the rule is (0–1), and the days meant
    where the time's own are not known."""

    time: Time
    against: tuple[tuple[int, int], ...]
    why: str
    confidence: float
    when: When | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """A marked text with what the rules ask of it."""

    text: Text
    marks: Marks
    book: Codebook
    blocks: Sequence[Block]
    starts: Sequence[int]  # of the sentences
    dated: Mapping[int, list[Time]]  # times by sentence

    def words(self, start: int, end: int) -> str:
        return self.text.body[start:end]

    def language(self, sentence: int) -> str:
        return self.marks.sentences[sentence].language

    def cues(self, sentence: int) -> Mapping[str, Any] | None:
        return self.book.scales["faults"].get(self.language(sentence))

    def says(self, sentence: int, kind: str) -> bool:
        """True where the sentence has a cue of the kind, or its language has none that we know."""
        table, s = self.cues(sentence), self.marks.sentences[sentence]
        return table is None or bool(_pattern(tuple(table[kind])).search(self.words(s.start, s.end)))

    def opens(self, sentence: int, before: str) -> bool:
        """True where only a preposition that opens an item stands before the date."""
        table = self.cues(sentence)
        return table is not None and before.strip(" \t\n•·*-–—0123456789.)").casefold() in table["opens"]


def code(text: Text, document: Document, marks: Marks, book: Codebook) -> Iterator[Fault]:
    """Faults in text order; each names the words doubted and the words against them."""
    starts = [s.start for s in marks.sentences]
    dated: dict[int, list[Time]] = {}
    for time in marks.times:
        dated.setdefault(bisect_right(starts, time.start) - 1, []).append(time)
    page = _Page(text, marks, book, anchors.blocks(text), starts, dated)
    found = [(doubt, rule) for rule, raised in _RULES.items() for doubt in raised(page)]
    severity = {row["name"]: row["severity"] for row in book.scales["faults"]["rule"]}
    seen: Counter[str] = Counter()
    for doubt, rule in sorted(found, key=lambda f: (f[0].time.start, f[1])):
        n = bisect_right(starts, doubt.time.start) - 1
        trigger = text.span(doubt.time.start, doubt.time.end)
        anchor = f"{rule} {' '.join(trigger.exact.casefold().split())}"
        sentence = marks.sentences[n]
        yield Fault(
            id=record_id("fault", document.id, anchor, seen[anchor]), document=document.id, rule=rule,
            severity=severity[rule], when=doubt.when or doubt.time.when, about=_about(marks, n), trigger=trigger,
            against=tuple(_span(text, *a) for a in doubt.against), evidence=(text.span(sentence.start, sentence.end),),
            coding=Coding(coder=CODER, version=VERSION, confidence=doubt.confidence, reason=doubt.why),
        )  # fmt: skip
        seen[anchor] += 1


def _span(text: Text, start: int, end: int) -> Span:
    """A span without the blanks at its ends."""
    said = text.body[start:end]
    return text.span(start + len(said) - len(said.lstrip()), start + len(said.rstrip()))


def _about(marks: Marks, sentence: int) -> tuple[str, ...]:
    """Countries of those who are named in the sentence, in order of code."""
    named = (m for m in marks.mentions if m.sentence == sentence and not m.is_loose)
    return tuple(sorted({m.country for m in named if m.country}))


@lru_cache(maxsize=64)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(cues)})(?!\w)", re.IGNORECASE)


def _stated(page: _Page, time: Time, sentence: int) -> Expression | None:
    """What the words of a time say by themselves, where they are one expression."""
    vocabulary = words.load(page.book, page.language(sentence))
    said = list(find(page.words(time.start, time.end), vocabulary)) if vocabulary else []
    return said[0] if len(said) == 1 else None


def _day(page: _Page, time: Time) -> Partial | None:
    """The day a date names in so many words, its year as it was understood; not a range, a "next day", a feast."""
    value = _VALUE.fullmatch(time.value.partition("T")[0])
    if value is None or time.ends or time.when.basis == "relative":
        return None
    year, month, day = (int(part) if part.isdigit() else None for part in value.groups())
    numbers = {int(n) for n in re.findall(r"\d{1,2}(?!\d)", page.words(time.start, time.end))}
    return Partial(year, month, day) if day in numbers else None


# --- an item under the heading of another month ---------------------------------------------------------------------


class _Item(NamedTuple):
    """A block that opens a sentence with its first day; ``below``: the heading beneath the month's that it stands under."""

    time: Time
    sentence: int
    day: Partial
    below: int | None


class _Month(NamedTuple):
    """A heading that is a month, and the items under it in order."""

    block: int
    stated: Partial
    items: list[_Item]


def _heading_month(page: _Page) -> Iterator[_Doubt]:
    """Items whose first day lies in another month than their heading, among items that fit it.

    Left alone: what looks back or ahead, what also names the heading's month, another year, and a heading that as many
    items contradict as obey.
    """
    months, parts = _months(page), defaultdict[str, set[int]](set)
    for month in months:
        for below in {item.below for item in month.items if item.below is not None}:
            block = page.blocks[below]
            parts[page.words(block.start, block.end).strip().casefold()].add(month.block)
    for month in months:
        fits = [i for i in month.items if i.day.month == month.stated.month]
        years = {i.day.year for i in fits} | {month.stated.year}
        strays = [i for i in month.items if i.day.month != month.stated.month and _is_stray(page, i, month, years)]
        if not strays or len(strays) > max(len(fits), int(len(months) > 1)):
            continue
        for stray in strays:
            if not _is_enclosed(page, stray, month, fits, parts):
                continue
            heading = page.blocks[month.block]
            title = page.words(heading.start, heading.end).strip()
            why = f"a day of another month under the heading “{title}”; days that fit the heading: {len(fits)}"
            at = bisect_right(fits, stray.time.start, key=lambda i: i.time.start)
            near = min(fits[max(0, at - 1) : at + 1], key=lambda i: abs(i.time.start - stray.time.start), default=None)
            against = [(heading.start, heading.end), *([(near.time.start, near.time.end)] if near else [])]
            yield _Doubt(stray.time, tuple(against), why, 0.9)


def _months(page: _Page) -> list[_Month]:
    """Month headings with the items they govern, as the reader of times lets them govern."""
    sentences: dict[int, list[int]] = {}
    for n, sentence in enumerate(page.marks.sentences):
        sentences.setdefault(sentence.block, []).append(n)
    months: list[_Month] = []
    governing, below = False, None
    apart = False  # under a heading that names a time of its own
    for n, block in enumerate(page.blocks):
        if block.kind in ("heading", "title"):
            language = page.language(sentences[n][0]) if n in sentences else ""
            stated = anchors.heading(page.text, block, language, page.book)
            apart = stated is None and any(page.dated.get(s) for s in sentences.get(n, ()))
            if stated is not None:
                governing, below = bool(stated.month and not stated.day), None
                months += [_Month(n, stated, [])] if governing else []
            elif governing and block.level < page.blocks[months[-1].block].level:
                governing = False
            else:
                below = n
        elif governing and not apart and block.kind in ("paragraph", "item"):
            item = _item(page, sentences.get(n, ()), below, months[-1].stated.month)
            months[-1].items.extend([item] if item else [])
    return months


def _item(page: _Page, sentences: Sequence[int], below: int | None, month: int | None) -> _Item | None:
    """The first day of a block, where it opens a sentence; a block that names the heading's month is judged by that."""
    days = [(n, time, day) for n in sentences for time in page.dated.get(n, ()) if (day := _day(page, time))]
    if not days:
        return None
    n, time, day = days[0]
    named = {
        int(m) for s in sentences for t in page.dated.get(s, ()) for m in re.findall(r"-(\d\d)(?=$|[-T/])", t.value)
    }
    if day.month != month and month in named:
        return None
    before = page.words(page.marks.sentences[n].start, time.start)
    return _Item(time, n, day, below) if page.opens(n, before) else None


def _is_stray(page: _Page, item: _Item, month: _Month, years: set[int | None]) -> bool:
    """True where neither tense nor year explains the other month."""
    told = month.stated.year or next((year for year in years if year), None)
    if (
        item.day.year
        and told
        and abs((item.day.year - told) * 12 + (item.day.month or 0) - (month.stated.month or 0)) > 11
    ):
        return False
    if item.time.anchor == "explicit" and item.day.year not in years:
        return False
    return not (page.says(item.sentence, "back") or page.says(item.sentence, "ahead"))


def _is_enclosed(
    page: _Page, stray: _Item, month: _Month, fits: Sequence[_Item], parts: Mapping[str, set[int]]
) -> bool:
    """True where the month surely still governs the stray: no heading between them that could begin something else,
    or one that other months have too, or that has fitting items, or after which fitting items come. ``parts``: of every
    such heading the months that have it."""
    if stray.below is None:
        return True
    block = page.blocks[stray.below]
    title = page.words(block.start, block.end)
    table = page.cues(stray.sentence)
    if table is None or _pattern(tuple(table["past"])).search(title):
        return False
    deeper = block.level > page.blocks[month.block].level
    after = bool(fits) and (fits[-1].time.start > stray.time.start or fits[-1].below == stray.below)
    return deeper or after or len(parts[title.strip().casefold()]) > 1


# --- two days in one speech -----------------------------------------------------------------------------------------


def _speech_day(page: _Page) -> Iterator[_Doubt]:
    """ "Two days ago" in a quotation of a known day that names another day for it, in a bracket or in apposition."""
    for n, times in page.dated.items():
        for time, after in pairwise([*times, *page.dated.get(n + 1, [])[:1]]):
            if (named := _named(page, n, time, after)) is None:
                continue
            said = _stated(page, time, n)
            if said is None or said.kind != "ago" or not said.steps or said.unit not in _DAYS:
                continue
            opened = _opened(page, n, time, named)
            spoken = _spoken(page, n, opened) if opened is not None else None
            if spoken is None:
                continue
            day, there = _day(page, spoken), _day(page, named)
            late, early = _calendar(day, there), _calendar(there, day)
            back = -said.steps * _DAYS[said.unit]
            if late is None or early is None or early > late or back >= late.toordinal():
                continue
            meant = late - timedelta(days=back)
            slack = _SLACK[said.unit] - said.steps * _DAYS[said.unit] // _SHARE
            if abs((meant - early).days) > slack:
                why = f"said on {_short(late, day)} it means {_short(meant, day)}, and the speech names {_short(early, day)}"
                between = When(earliest=min(meant, early), latest=max(meant, early), basis="relative")
                known = between if day and day.year else None
                yield _Doubt(time, ((named.start, named.end), (spoken.start, spoken.end)), why, 0.8, known)


def _calendar(one: Partial | None, other: Partial | None) -> date | None:
    """The day, in the other's year where it has none of its own; where neither has one, in a leap year."""
    if one is None or other is None or not one.month or not one.day:
        return None
    found = one._replace(year=one.year or other.year or 2000).days
    return found[0] if found else None


def _short(day: date, told: Partial | None) -> str:
    return day.isoformat() if told and told.year else day.isoformat()[5:]


def _named(page: _Page, sentence: int, ago: Time, after: Time) -> Time | None:
    """The time after it, in this sentence or the next, where a bracket opens with it or it stands in apposition: a day
    said to be that day."""
    if not 0 <= after.start - ago.end < _NEAR or _day(page, after) is None:
        return None
    between = page.words(ago.end, after.start)
    before = _BRACKET.search(between) or _APPOSITION.fullmatch(between)
    return after if before and page.opens(sentence, before[1]) else None


def _opened(page: _Page, sentence: int, ago: Time, named: Time) -> int | None:
    """Where the one quotation opens that holds both times; marks of one kind within it count as words."""
    block = page.blocks[page.marks.sentences[sentence].block]
    first = max(block.start, ago.start - _QUOTATION)
    opened, closing = None, ""
    for match in _MARKS.finditer(page.text.body, first, min(named.end, block.end)):
        at, sign = match.start(), match[0]
        if opened is not None and sign in closing:
            if at >= ago.start:
                return None
            opened = None
        elif opened is None and sign in _OPENING and at < ago.start and (sign != '"' or first == block.start):
            opened, closing = at + 1, _OPENING[sign]
    return opened


def _spoken(page: _Page, sentence: int, opened: int) -> Time | None:
    """The one day by which the text introduces the speech: in the sentence before the quotation opens, else the only
    day that a sentence of the section opens with before it."""
    holder = bisect_right(page.starts, opened) - 1
    own = [t for t in page.dated.get(holder, ()) if t.end <= opened]
    if own:
        return own[0] if len(own) == 1 and _day(page, own[0]) else None
    if page.says(holder, "back"):
        return None
    top = page.marks.sentences[sentence].block
    while top > 0 and page.blocks[top].kind not in ("heading", "title"):
        top -= 1
    found: dict[tuple[int | None, int | None, int | None], Time] = {}
    for n in range(holder - 1, -1, -1):
        s = page.marks.sentences[n]
        if s.block < top:
            break
        if holder - n > _SECTION or len(found) > 1:
            return None
        for time in page.dated.get(n, ())[:1]:
            if page.opens(n, page.words(s.start, time.start)) and (day := _day(page, time)):
                found[day.year, day.month, day.day] = time
    return next(iter(found.values())) if len(found) == 1 else None


# --- the calendar ---------------------------------------------------------------------------------------------------


def _weekday(page: _Page) -> Iterator[_Doubt]:
    """A weekday beside a full date that was another weekday."""
    for n, times in page.dated.items():
        for time in times:
            said = _stated(page, time, n) if _YEAR.search(page.words(time.start, time.end)) else None
            days = said.first.days if said and said.kind == "date" and said.first.day else None
            if said and days and said.first.weekday not in (None, days[0].weekday()):
                yield _Doubt(time, (), f"{days[0]} was a {days[0]:%A}", 0.9)


def _order(page: _Page) -> Iterator[_Doubt]:
    """A range between two full dates that ends before it begins."""
    for n, times in page.dated.items():
        for time in times:
            said = _stated(page, time, n) if _YEAR.search(page.words(time.start, time.end)) else None
            if said is None or said.kind != "range" or said.last is None:
                continue
            first, last = said.first.days, said.last.days
            if first and last and last[1] < first[0]:
                yield _Doubt(time, (), f"it begins on {first[0]} and ends on {last[1]}", 0.9)


_RULES: Mapping[str, Callable[[_Page], Iterator[_Doubt]]] = {
    "heading month": _heading_month, "speech day": _speech_day, "weekday": _weekday, "order": _order,
}  # fmt: skip
