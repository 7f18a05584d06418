"""The forms a time expression takes, as one grammar over the letters of words.py, the same for every language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from dragoman.text.dates.partial import Partial
from dragoman.text.dates.words import Vocabulary, Word, letters

Kind = Literal["date", "range", "same", "shift", "ago", "deictic", "duration", "recent", "set", "ref", "day word"]
Lead = Literal["since", "until", "by"]


class Expression(NamedTuple):
    """A time expression before it is anchored; ``start`` and ``end`` count from the sentence's first character.

    ``shift`` counts from the date the story has reached, ``ago`` and ``deictic`` from the day of writing: ``steps``
    units later (negative: earlier), ``None`` where the number is vague. ``ends`` are a range's two dates. ``hour`` is TimeML's
    part of the day (MO, NI).
    """

    start: int
    end: int
    kind: Kind
    first: Partial = Partial()
    last: Partial | None = None
    unit: str = ""
    steps: int | None = None
    lead: Lead | None = None
    hour: str = ""
    ends: tuple[tuple[int, int], tuple[int, int]] | None = None
    value: str = ""


_M = r"[Mm]\.?"
_Y = r"[yz]G?"
_D = r"t?[do]"
_FULL = rf"(?:(?:t?Hf)?(?:W,?)?(?:{_D}f?{_M}(?:,?f?{_Y}|c)?|{_M}{_D}(?:,?{_Y})?)|Z)"
_PART = r"(?:t?Pf?t?|P-)?"
_MONTH = rf"{_PART}{_M},?f?{_Y}"
_SEASON = rf"{_PART}t?Sf?t?{_Y}"
_ANY = rf"(?:{_FULL}|{_MONTH}|{_SEASON}|{_PART}t?{_Y}|{_PART}{_M})"
# A bare year needs something before it that years stand after: "Resolution 2202", "Strength – 2022" are no dates.
_YEAR_AFTER = r"(?:(?<=[pjOfFBiYrtkPlxAbnuhsT&(])|(?<=^))"
_COUNT = r"(?:[awV#d]|aV|Vf|aVf)"
_RULES = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            # 5–7 March 2022, March 5–7, from 29 June to 1 July, between 2014 and 2020
            "days": rf"(?<=[BFi]){_D}&{_D}f?{_M}(?:,?{_Y})?|{_D}[-r]{_D}f?{_M}(?:,?f?{_Y})?|{_M}{_D}[-r]{_D}(?:,?{_Y})?",
            "days_listed": rf"{_D}(?:,{_D})*&{_D}f?{_M}(?:,?{_Y})?|{_M}{_D}(?:,{_D})*&{_D}(?:,?{_Y})?(?![_U])",
            "between": rf"(?<=[BFi]){_ANY}&{_ANY}",
            "range": rf"{_ANY}[-r]{_ANY}",
            "date": _FULL,
            "month": rf"{_MONTH}|{_PART}M\.?|(?:t?Pf?t?|P-)m|(?<=[pjOfFBiYr&])m|^m$",
            "season": rf"{_SEASON}|t?Pf?t?S|(?<=[pj])t?S(?!f)",
            "decade": rf"{_PART}t?KG?",
            "same": r"[tqh]?s+[UMm]|qU",
            "shift": rf"t[xl]U|(?:{_COUNT}|t)U(?:[bA]|[nu](?=$|[.,)]))|E{_COUNT}?U",
            "ago": rf"{_COUNT}?Ug",
            "span": r"t?[lx](?:[wdV]|Vf)U",
            "deictic": r"[hlx][UWMmS]",
            "recent": r"RU",
            "duration": rf"{_COUNT}-?U|#-[d#]U|d-dU|U-L",
            "weekday": r"WH?",
            "set": r"eU|v",
            "today": r"TH?|[hl]H",
            "ref": r"N",
            "nth": r"(?<=O)to(?=$|[,.)])",
            "year": rf"{_PART}(?:{_YEAR_AFTER}yG?|[yz]G)(?![-#dU%])|P-y|(?<=[jOi(])z(?=$|[.,)])|[hlx]G|J",
        }.items()
    )
)
_SOMETHING = re.compile(r"[MmWSTNUZKyvGHJo]")
_LEADS: dict[str, Lead] = {"i": "since", "r": "until", "Y": "by"}
_FAR = {"Y": 900, "DE": 90}  # units counted before a date can leave the years 100 to 2999
_TIME_UNITS = {"S", "M", "H"}


def find(sentence: str, language: Vocabulary) -> Iterator[Expression]:
    """Time expressions of one sentence in order, not overlapping.

    >>> from dragoman import codebook
    >>> from dragoman.text.dates.words import vocabulary
    >>> words = vocabulary(codebook.load().language("en")["time"])
    >>> [(e.kind, e.first.value) for e in find("They met on March 11 and again in late June 2022.", words)]
    [('date', 'XXXX-03-11'), ('date', '2022-06')]
    """
    code, words = letters(sentence, language)
    if not _SOMETHING.search(code):
        return
    for match in _RULES.finditer(code):
        name = match.lastgroup or ""
        i, j = match.span()
        if code[j - 1] in ".,-(" and name != "duration":
            j -= 1
        if name == "days_listed":
            yield from _listed(code, words, i, j)
        elif name in ("days", "between", "range"):
            yield from _range(code, words, i, j, name)
        elif (made := _expression(name, code, words, i, j, sentence)) is not None:
            yield made


def _partial(code: str, words: Sequence[Word], i: int, j: int) -> Partial:
    """What the words state of a date."""
    said: dict[str, object] = {}
    for k in range(i, j):
        letter, value = code[k], words[k].value
        if letter == "Z" and isinstance(value, date):
            return Partial(value.year, value.month, value.day)
        key = {"y": "year", "z": "year", "K": "year", "d": "day", "o": "day", "M": "month", "m": "month", "S": "season",
               "P": "part", "W": "weekday"}.get(letter)  # fmt: skip
        if key:
            said[key] = value
        if letter == "K":
            said["span"] = 10
    return Partial(**said)  # type: ignore[arg-type]


def _lead(code: str, i: int) -> Lead | None:
    """The preposition that makes the date a beginning or an end."""
    before = code[i - 1] if i else ""
    return _LEADS.get(code[i - 2] if before == "t" and i > 1 else before)


def _range(code: str, words: Sequence[Word], i: int, j: int, name: str) -> Iterator[Expression]:
    """One expression from the first day to the last; two where the words are no range after all."""
    marks = "&" if name == "between" else "-r" if name == "range" else "-r&"
    cut = next(k for k in range(i + 1, j) if code[k] in marks)
    first, last = _partial(code, words, i, cut), _partial(code, words, cut + 1, j)
    if name == "days":  # the month stands once: with the second day, or with the first
        month, year = first.month or last.month, last.year
        first, last = first._replace(month=month, year=year), last._replace(month=month)
    elif last.month is None and last.day is None and first.year is None and first.month:
        yield Expression(words[i].start, words[cut - 1].end, "date", first, lead=_lead(code, i))
        yield Expression(words[cut + 1].start, words[j - 1].end, "date", last)
        return
    if first.is_real and last.is_real:
        ends = (words[i].start, words[cut - 1].end), (words[cut + 1].start, words[j - 1].end)
        yield Expression(words[i].start, words[j - 1].end, "range", first, last, ends=ends)


def _listed(code: str, words: Sequence[Word], i: int, j: int) -> Iterator[Expression]:
    """ "5, 7 and 9 March": each day by itself, the first or last with the words of the month; "5 and 6 March" lasts."""
    whole = _partial(code, words, i, j)
    days = [k for k in range(i, j) if code[k] in "do"]
    numbers = [_whole(words[k]) for k in days]
    if len(days) == 2 and numbers[1] - numbers[0] == 1:
        first, last = (whole._replace(day=number) for number in numbers)
        if first.is_real and last.is_real:
            ends = (words[i].start, words[days[0]].end), (words[days[1]].start, words[j - 1].end)
            yield Expression(words[i].start, words[j - 1].end, "range", first, last, ends=ends)
            return
    for k in days:
        start, end = (i if k == days[0] else k), (j - 1 if k == days[-1] else k)
        stated = whole._replace(day=_whole(words[k]))
        if stated.is_real:
            yield Expression(words[start].start, words[end].end, "date", stated)


def _expression(name: str, code: str, words: Sequence[Word], i: int, j: int, sentence: str) -> Expression | None:
    """The expression that words i to j are, or ``None`` where they only look like one."""
    start, end, here = words[i].start, words[j - 1].end, code[i:j]
    hour = next((str(words[k].value) for k in range(i, j) if code[k] == "H"), "")
    if here == "J":
        return Expression(start, end, "deictic", unit="Y", steps=_whole(words[i]))
    if name == "year" and here[-1] == "G" and here[0] in "hlx":
        return Expression(start, end, "deictic", unit="Y", steps={"h": 0, "l": -1, "x": 1}[here[0]])
    if name in ("date", "month", "season", "decade", "year", "nth"):
        made = _partial(code, words, i, j)
        if here == "m" and code[j : j + 1] == "_" and sentence[words[j].start].isupper():
            return None  # "by May Novak"
        if name == "date":
            if made.year is None and _counts_something(code, words, i, j, sentence):
                made, end = made._replace(day=None), words[j - 2].end
            if not made.is_real:
                return None
            if made.year is None and code[j : j + 1] in ("#", "z"):
                return None  # "May 480 BC"
        return Expression(start, end, "date", made, lead=_lead(code, i), hour=hour)
    if name == "today":
        step = _whole(words[i]) if here[0] == "T" else 0 if here[0] == "h" else -1
        return Expression(start, end, "day word", unit="D", steps=step, hour=hour)
    if name == "ref":
        return Expression(start, end, "ref", value=str(words[i].value))
    if name == "weekday":
        return Expression(start, end, "deictic", Partial(weekday=_whole(words[i])), unit="D", hour=hour)
    if name == "set":
        return Expression(
            start, end, "set", value=str(words[j - 1].value) if here == "v" else _period("1", words[j - 1])
        )
    unit = next((str(words[k].value) for k in range(i, j) if code[k] == "U"), "")
    count = (
        None
        if "V" in here
        else next((_whole(words[k]) for k in range(i, j) if code[k] in "wd#y"), 1 if "a" in here else 0)
    )
    if name in ("shift", "ago", "span") and count and count > _FAR.get(unit, 999):
        return None  # "5000 years ago" leaves the calendar
    if name == "same":
        month = next((k for k in range(i, j) if code[k] in "Mm"), None)
        return Expression(
            start, end, "same", Partial(month=_whole(words[month])) if month else Partial(), unit=unit or "MO"
        )
    some = next((words[k] for k in range(i, j) if words[k].is_plural), None)
    if some and here[-1] == "U" and here.lstrip("t")[:-1] in ("l", "x") and name in ("shift", "deictic"):
        kind: Kind = "recent" if "l" in here else "duration"  # "the last months"
        return Expression(start, end, kind, unit=unit, value=_period("X", some))
    if name == "shift":
        sign = -1 if here[-1] in "bn" or here.startswith("tl") else 1
        number = count or (1 if here[0] == "t" or here == "EU" else None)
        return Expression(start, end, "shift", unit=unit, steps=None if number is None else sign * number)
    if name == "ago":
        return Expression(start, end, "ago", unit=unit, steps=None if count is None else -(count or 1))
    if name == "deictic" and unit == "D":  # "next day", "в этот день" count from the story; "last day" of what?
        if here[0] == "l":
            return None
        return Expression(start, end, "same" if here[0] == "h" else "shift", unit=unit, steps=1)
    if name == "deictic":
        made, step = _partial(code, words, i, j), {"h": 0, "l": -1, "x": 1}[here[0]]
        return Expression(start, end, "deictic", made, unit=unit, steps=step)
    if unit == "Q" or (unit == "S" and "a" in here):
        return None  # "three-quarters of them", "a second round"
    said = "X" if not count or name == "recent" or here.startswith("U") else str(count)
    if name == "duration" and "-" in here and count and here[-1] == "U" and here[-2] in "d#":
        said = str(_whole(words[j - 2]))  # 3-12 months
    kind = "recent" if name in ("span", "recent") and "x" not in here else "duration"
    return Expression(start, end, kind, unit=unit, steps=count, value=_period(said, words[i + here.index("U")]))


def _counts_something(code: str, words: Sequence[Word], i: int, j: int, sentence: str) -> bool:
    """True for "in July 12 states", where the number belongs to the noun after it and not to the month."""
    if code[j - 1] != "d" or code[j : j + 1] != "_" or code[i - 1 : i] != "j":
        return False
    after = sentence[words[j].start : words[j].end]
    return after.islower() and after.endswith("s")


def _whole(word: Word) -> int:
    assert isinstance(word.value, int)
    return word.value


def _period(number: str, unit: Word) -> str:
    """TimeML duration.

    >>> _period("5", Word(0, 5, "H")), _period("X", Word(0, 5, "MO"))
    ('PT5H', 'PXM')
    """
    letter = str(unit.value)
    if letter in _TIME_UNITS:
        return f"PT{number}{letter}"
    return f"P{number}{ {'MO': 'M', 'Q': 'Q'}.get(letter, letter) }"
