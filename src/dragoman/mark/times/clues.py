"""What the words of a text say about the day it was written: dates told or planned, counted months, habits of writing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from dragoman.codebook import Codebook
from dragoman.mark.times.anchors import blocks, review_period
from dragoman.marks import Sentence, Time
from dragoman.record import Text
from dragoman.when import When

SURE, STRONG, USUAL, LAST = 3, 2, 1, 0
Tense = Literal["told", "ahead", "due", "limit", "now", "since", "law", "open", "vague"]
TOLD: frozenset[Tense] = frozenset(("told", "now", "open", "since", "law"))
Spans = tuple[tuple[date, date], ...]

_BEFORE, _AFTER = 16, 8  # words round a date in which the verb of its clause stands
_AROUND = 240  # code points of a sentence that are read on either side of a date
_COUNTED = 60  # code points before a year in which "nine times" stands
_CLOSE = 7  # words round a bare year in which it must stand
_DAY_WORDS = 3  # "today" in an analysis may be these years; said so often it is a day
_MONEY_WORDS, _MONEY_REACH = 4, 400  # words on money a text has at least, and one in so many code points
_NEGATED = re.compile(r"n['’]t\b|\bnot\b")
_ADJECTIVE = re.compile(r"(?:\bthe|\ban?|['’]s?) $")
_CLAUSE = re.compile(r"[,;:()–—]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[©%$]")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Clue(NamedTuple):
    """Days on which the text may have been written by one piece of evidence; ``tier``: SURE to LAST (only where an
    end would stay open); ``start`` and ``end`` in code points; ``why`` in plain words, with {} for the days of
    ``events`` (span and name each) that lie in what is inferred in the end."""

    spans: Spans
    tier: int
    start: int
    end: int
    why: str
    events: tuple[tuple[date, date, str], ...] = ()


class Dated(NamedTuple):
    """A date that names its year: first and last day, "D", "MO", "Y" or "DE", and how the sentence speaks of it."""

    time: Time
    low: date
    high: date
    unit: str
    tense: Tense


@dataclass(frozen=True, eq=False)
class Page:
    """A text with its sentences and times, and the words of its language that dating needs."""

    text: Text
    sentences: Sequence[Sentence]
    times: Sequence[Time]
    book: Codebook
    cues: Mapping[str, tuple[str, ...]]
    margins: Mapping[str, tuple[float, float]]

    @cached_property
    def starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence(self, at: int) -> Sentence:
        """The sentence that holds an offset."""
        return self.sentences[max(0, bisect_right(self.starts, at) - 1)]

    def around(self, time: Time) -> tuple[str, str]:
        """The words of its sentence before and after a time, in lower case; of a long one those beside it."""
        s, body = self.sentence(time.start), self.text.body
        start, end = max(s.start, time.start - _AROUND), min(s.end, time.end + _AROUND)
        return body[start : time.start].casefold(), body[time.end : end].casefold()

    def says(self, name: str, words: str) -> bool:
        """True where one of the cues stands in ``words`` as a whole word."""
        return bool((found := _any(self.cues.get(name, ()))) and found.search(words))

    @cached_property
    def review(self) -> When | None:
        """The period under review."""
        return review_period(self.text, self.sentences, self.book)

    @cached_property
    def own(self) -> list[Time]:
        """Times outside boilerplate."""
        pieces = blocks(self.text)
        return [t for t in self.times if pieces[self.sentence(t.start).block].kind != "boilerplate"]

    @cached_property
    def dated(self) -> list[Dated]:
        """Every date that names its year, or stands below a heading that does."""
        return [d for t in self.own if (d := _dated(self, t)) is not None]

    @cached_property
    def told(self) -> list[Dated]:
        return [d for d in self.dated if d.tense in TOLD]

    @cached_property
    def _places(self) -> list[int]:
        return [d.time.start for d in self.dated]

    def nearby(self, time: Time, back: int = 8, on: int = 8) -> list[Dated]:
        """The dates before and after a time, in text order, so many at most."""
        at = bisect_right(self._places, time.start)
        return self.dated[max(0, at - back) : at + on]

    def names_year(self, sentence: Sentence) -> bool:
        """True for a sentence with a date that names its year."""
        at = bisect_left(self._places, sentence.start)
        return at < len(self._places) and self._places[at] < sentence.end

    @cached_property
    def is_news(self) -> bool:
        """True where weekdays or dates stand without a year, as they do when the year is that of the paper."""
        bare = [t for t in self.own if t.value.startswith("XXXX") and t.type in ("DATE", "TIME")]
        if self.is_accounts or any(t.value[5:7].isdigit() or weekday(self, t) is not None for t in bare):
            return True
        return sum(t.value.startswith("XXXX-XX-XX") for t in bare) >= _DAY_WORDS

    @cached_property
    def is_accounts(self) -> bool:
        """True for a report on a firm's money."""
        found = _any(self.cues.get("accounts", ()))
        if found is None:
            return False
        words = sum(1 for _ in found.finditer(self.text.body.casefold()))
        return words >= max(_MONEY_WORDS, len(self.text.body) // _MONEY_REACH)


@lru_cache(maxsize=256)
def _any(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """One of the words as a whole."""
    if not words:
        return None
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


# --- days ---------------------------------------------------------------------------------------------------------


def months(day: date, count: float) -> date:
    """``count`` months later, whole months by the calendar and the rest in days; never beyond the calendar.

    >>> months(date(2020, 8, 31), 6), months(date(2020, 8, 9), 7.5)
    (datetime.date(2021, 2, 28), datetime.date(2021, 3, 24))
    """
    whole = int(count // 1)
    number = min(max(day.year * 12 + day.month - 1 + whole, 12), 9998 * 12)
    year, month = number // 12, number % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last)) + timedelta(days=round((count - whole) * 30.44))


def between(low: date | None, high: date | None) -> Spans:
    """One stretch of days; ``None`` is an open end."""
    first, last = low or date.min, high or date.max
    return ((first, last),) if first <= last else ()


def joined(spans: Spans) -> Spans:
    """The spans in order, those that overlap as one: a day counts once for a clue."""
    out: list[tuple[date, date]] = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return tuple(out)


def within(day: Dated, margin: tuple[float, float]) -> Spans:
    """Months after the date, from the least to the most."""
    return between(months(day.low, margin[0]), months(day.high, margin[1]))


# --- dates and how they are spoken of -----------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _lexicon(book: Codebook, language: str) -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, str]]:
    """Weekdays from 0, number words and units (D, W, M, Y) of a language."""
    table = book.language(language).get("time", {})
    days = {word.casefold(): number for number, row in enumerate(table.get("weekdays", ())) for word in row}
    numbers = {word: value for word, value in table.get("numbers", {}).items() if isinstance(value, int)}
    units = {
        word: unit for key, unit in (("D", "D"), ("W", "W"), ("MO", "M"), ("Y", "Y"))
        for word in table.get("units", {}).get(key, ())
    }  # fmt: skip
    return days, numbers, units


def weekday(page: Page, time: Time) -> int | None:
    """The weekday, from 0, that a time's words name."""
    days = _lexicon(page.book, page.sentence(time.start).language)[0]
    words = page.text.body[time.start : time.end].casefold() if time.type in ("DATE", "TIME") else ""
    return next((days[w] for w in _WORD.findall(words) if w in days), None)


def count(page: Page, words: str) -> tuple[int, str] | None:
    """The number and unit (D, W, M, Y) of words such as "four years ago"; ``None`` where there is none."""
    _, numbers, units = _lexicon(page.book, page.sentences[0].language)
    found = _WORD.findall(words.replace("-", " "))
    number = next((_small(w) if w.isdecimal() else numbers[w] for w in found if w.isdecimal() or w in numbers), 0)
    unit = next((units[w] for w in found if w in units), None)
    return (number, unit) if 0 < number < 200 and unit else None


def _small(digits: str) -> int:
    return int(digits) if len(digits) < 4 else 0


def _dated(page: Page, time: Time) -> Dated | None:
    when, value = time.when, time.value.rpartition("/")[2]
    words = page.text.body[time.start : time.end]
    if time.type not in ("DATE", "TIME") or not value[:3].isdigit() or not (when.earliest or when.latest):
        return None
    named = _YEAR.search(words)
    if named is None and not time.anchor.startswith(("heading", "review", "event")):
        return None
    low, high = when.earliest or when.latest, when.latest or when.earliest
    assert low
    assert high
    head = value.partition("T")[0]
    unit = "D" if len(head) == 10 and head[8:].isdigit() else "MO" if len(head) > 4 else "Y" if len(head) == 4 else "DE"
    return Dated(time, low, high, unit, tense(page, time, unit))


def tense(page: Page, time: Time, unit: str) -> Tense:
    """How the sentence speaks of a date: told, planned, a limit, of the year that still runs, or none of them."""
    before, after = page.around(time)
    behind = _WORD.findall(before[-200:])[:-_BEFORE:-1]  # nearest first
    beyond = _WORD.findall(after[:100])[:_AFTER]
    if page.says("laws", before[-20:].replace("the ", "")):
        return "law"
    if page.says("due", " ".join(behind[: 7 if unit == "Y" else 3])):
        return "due"
    verb, later = _verb(behind, page.cues), _verb(beyond, page.cues, "saying")
    if verb in ("ahead", "maybe") and page.says("saying", " ".join(behind[:2])):
        return "ahead" if later == "ahead" else "open"  # "“We will be members”, she said in 2021"
    if unit != "Y" and page.says("since", " ".join(behind[:8])):
        return "told" if page.says("since", " ".join(behind[:2])) else "since"  # "since it entered production in 1947"
    if unit == "Y" and _ADJECTIVE.search(before):  # "the 1994 act": the verb does not say when
        of_accounts = page.says("accounts", " ".join(beyond[:4]))
        return "ahead" if of_accounts and "ahead" in (verb, _verb(beyond[2:], page.cues)) else "open"
    if page.says("limits", " ".join(behind[:2])):
        ahead = verb in ("ahead", "maybe") or later == "ahead" or _NEGATED.search(before[-60:])
        return "limit" if ahead else "vague"
    if page.says("since", " ".join(behind[:1])):
        return "since"
    if unit == "Y" and verb == "perfect" and page.says("times", before[-_COUNTED:]):
        clause = _WORD.findall(_CLAUSE.split(before)[-1])[::-1]
        return "now" if _verb(clause, page.cues) == "perfect" else "told"
    first = verb or later
    if first in ("ahead", "maybe"):
        return "ahead" if first == "ahead" else "open"
    near = verb if unit in ("D", "MO") else _verb(behind[:_CLOSE], page.cues) or _verb(beyond[:_CLOSE], page.cues)
    return "told" if near and unit != "DE" and not page.says("fiscal", " ".join(behind[:2])) else "open"


def _verb(words: Sequence[str], cues: Mapping[str, tuple[str, ...]], more: str = "") -> str | None:
    """What the nearest verb says, the words being ordered by nearness: "told", "perfect", "ahead" or "maybe"."""
    planned, maybe, told, perfect, aims = (
        cues.get(name, ()) for name in ("planned", "maybe", "told", "perfect", "infinitive")
    )
    told = (*told, *cues.get(more, ()))
    for i, word in enumerate(words):
        if word in planned:
            return "ahead"
        if word in maybe:
            return "maybe"
        if i and word in aims and words[i - 1].isalpha() and words[i - 1] not in cues.get("articles", ()):
            return "ahead" if any(w in planned for w in words[i + 1 : i + 4]) else "maybe"
        if word in perfect:
            return "perfect"
        if word in told or (len(word) > 4 and word.endswith(tuple(cues.get("told_endings", ("\n",))))):
            helpers = words[i + 1 : i + 4]
            ahead, now = any(w in planned for w in helpers), any(w in perfect for w in helpers[:2])
            open_ = any(w in maybe for w in helpers)
            return "ahead" if ahead else "maybe" if open_ else "perfect" if now else "told"
    return None
