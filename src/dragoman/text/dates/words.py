"""The words of a sentence as one sign each: what a word means for a date, whatever the language.

A grammar over some ninety classes of words is short, the same for every language, and quick: the expressions are searched
in a string that has one character a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from dragoman.text.dates.classes import CHARS, PLAIN, SIGNS, VALUED
from dragoman.text.dates.grammar import Grammar

Value = int | str | date | tuple[str, ...] | None

_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|[сцб]\.\s?[гр]\.|(?<!\w)[ap]\.\s?m\b\.?|(?<!\w)[Bb]\.\s?[Cc]\b\.?(?:\s?E\b\.?)?"
    r"|['’]\d\d(?![\w'’])|\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d+(?:[.,:]\d+)*(?:[^\W\d_]+|-(?!day)[^\W\d_]{1,3}(?![\w-]))?"
    r"|[^\W\d_]+\d?(?!\w)(?:['’ʼ][^\W\d_]+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[^\w\s]"
)
_THOUSANDS = re.compile(r"\d+(?:,\d{3})*$")  # 1,5 is no whole number
_DOTTED = re.compile(r"[0-3]\d\.[0-5]\d$")
_DIGITS = re.compile(r"(\d+)-?([^\W\d_]*)$")
_OLD_YEAR = re.compile(r"(?<=\s)1[0-8]\d\d(?!\w)")
_LAST_WORD = re.compile(r"([^\W\d_]+)[.,]?\s$")
_WORD_REACH = 24  # characters before a year in which the word before it begins
_BC = re.compile(r"\d\s?B\.?\s?C|\b[дД][оа]\s+н(?:\.\s?[еэ]\b|аш\w{2,3}\s+[еэ]р)")
_TWICE = 2
_ROMAN = re.compile(r"(X{0,2})(IX|IV|V?I{0,3})$")
_QUARTER = re.compile(r"[Qq]([1-4])$|([1-4])[Qq]$")
_APOSTROPHE = str.maketrans("’ʼ", "''")
_LATIN = str.maketrans("ХІ", "XI")  # Roman numerals typed with Cyrillic letters
_YEARS = range(1900, 2040)
_DISTANT = range(1000, 2100)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_BEFORE_YEARS = frozenset(
    CHARS[n] for n in ("MONTH", "MAY", "in", "into", "since", "by", "between", "from", "of", "PART")
)
_WITH_POSSESSIVE = frozenset(
    CHARS[n] for n in VALUED if n[0] == "U" or n in ("WEEKDAY", "DAYWORD", "MONTH", "SEASON", "FALL")
)


class Word(NamedTuple):
    """A token's place, in code points, and what it means: a month's number, a unit's TimeML letters, a day."""

    start: int
    end: int
    value: Value
    is_plural: bool = False


class Vocabulary(NamedTuple):
    """The time words of one language, from the [time] table of its file.

    ``meanings``: casefolded word to class and value; ``capital``: only where written with a capital letter;
    ``phrases``: first word to the numbers of words, largest first, and the phrases that it may open.
    """

    meanings: Mapping[str, tuple[str, Value]]
    capital: Mapping[str, tuple[str, Value]]
    phrases: Mapping[str, tuple[tuple[int, ...], Mapping[tuple[str, ...], tuple[str, Value]]]]
    grammar: Grammar
    plurals: frozenset[str]
    ordinals: frozenset[str]
    decades: frozenset[str]
    counts: frozenset[str]
    year_marks: frozenset[str]
    is_dotted: bool
    names: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    saying: frozenset[str]
    past_endings: tuple[str, ...]
    review: re.Pattern[str]
    digest: re.Pattern[str]
    byline: re.Pattern[str]


_GROUPS = (
    ("NTH", "ordinals"), ("COUNT", "numbers"), ("DAYWORD", "days"), ("YEARWORD", "years"), ("SETWORD", "sets"),
    ("DAYPART", "day_parts"), ("INDAYPART", "in_day_parts"), ("INSEASON", "in_seasons"), ("LASTING", "lasting"),
    ("CLOCK", "clock_words"), ("YEARS", "decades"),
)  # fmt: skip


def vocabulary(
    table: Mapping[str, Any],
    grammar: Grammar,
    events: Mapping[tuple[str, ...], tuple[str, ...]] = MappingProxyType({}),
    feasts: Mapping[tuple[str, ...], tuple[str, ...]] = MappingProxyType({}),
) -> Vocabulary:
    """Compile a [time] table; a word that has two meanings keeps the first. ``events`` and ``feasts``: words to ids."""
    plain: dict[str, tuple[str, Value]] = {}
    capital: dict[str, tuple[str, Value]] = {}
    phrases: dict[str, dict[tuple[str, ...], tuple[str, Value]]] = {}

    def add(form: str, name: str, value: Value, into: dict[str, tuple[str, Value]] = plain) -> None:
        meaning = CHARS[name], value
        low = form.casefold()
        words = tokens(form)
        if len(words) > 1:
            phrases.setdefault(words[0], {}).setdefault(words, meaning)
        else:
            into.setdefault(low, meaning)

    doubtful = {name.casefold() for name in table["doubtful_months"]}
    names = capital if table["capitals"] else plain
    for number, row in enumerate(table["months"]):
        for name in row:
            add(name, "MAY" if name.casefold() in doubtful else "MONTH", number + 1, names)
    for number, row in enumerate(table["weekdays"]):
        for name in row:
            add(name, "WEEKDAY", number, names)
    for number, row in enumerate(table.get("weekdays_plural", ())):
        for name in row:
            add(name, "WEEKDAYS", number, names)
    for unit, forms in table["units"].items():
        for form in forms:
            add(form, f"U{unit}", unit)
    for season, forms in table["seasons"].items():
        for form in forms:
            add(form, "FALL" if form in table.get("doubtful_seasons", ()) else "SEASON", season)
    for form, name, value in _inflected(table.get("adjectives", {})):
        plain.setdefault(form, (CHARS[name], value))
    for name, group in _GROUPS:
        for form, value in table.get(group, {}).items():
            add(form, name, value)
    words = table["words"]
    for form in words.get("nothing", ()):
        add(form, "OTHER", None)
    for part, key in (("START", "early"), ("MID", "middle"), ("END", "late")):
        for form in words.get(key, ()):
            add(form, "PART", part)
    for ref, key in (("PRESENT_REF", "now"), ("PAST_REF", "lately"), ("FUTURE_REF", "soon")):
        for form in words.get(key, ()):
            add(form, "REF", ref)
    for name in PLAIN:
        for form in words.get(name, ()):
            add(form, name, None)
    for name, rows in (("EVENT", events), ("FEAST", feasts)):
        for parts, ids in rows.items():
            phrases.setdefault(parts[0], {}).setdefault(tuple(parts), (CHARS[name], ids))
    by_length = {first: (tuple(sorted({len(p) for p in rows}, reverse=True)), rows) for first, rows in phrases.items()}
    return Vocabulary(
        plain, capital, by_length, grammar, frozenset(table["plurals"]), frozenset(table["ordinal_endings"]), frozenset(table["decade_endings"]),
        frozenset(table.get("count_endings", ())), frozenset(words.get("year_mark", ())), table.get("dotted_dates", False), frozenset(table.get("names", ())),
        frozenset(table["future"]), frozenset(table["past"]), frozenset(table.get("saying", ())), tuple(table["past_endings"]), _any(table["review"]), _any(table["digest"]), _any(table["byline"]),
    )  # fmt: skip


def _inflected(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Value]]:
    """Adjectives from stems and endings: ordinals, "last" and "next", and durations such as "п'ятирічний" (P5Y)."""
    endings = table.get("endings", ())
    for stem, number in table.get("ordinals", {}).items():
        yield from ((stem + ending, "NTH", number) for ending in endings)
    for stem, value in table.get("sets", {}).items():
        yield from ((stem + ending, "SETWORD", value) for ending in endings)
    for name, stems in table.get("words", {}).items():
        yield from ((s + e, name, "many" if e in table["plural_endings"] else "one") for s in stems for e in endings)
    for stem, unit in table.get("units", {}).items():
        clock = "T" if unit in ("H", "M", "S") else ""
        yield from ((stem + ending, "UNITLY", unit) for ending in endings)
        for number_stem, number in table.get("numbers", {}).items():
            value = f"P{clock}{number}{'M' if unit == 'MO' else unit}"
            yield from ((number_stem + stem + ending, "LASTING", value) for ending in endings)


def tokens(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as ``signs`` compares them.

    >>> tokens("Russia’s full-scale war")
    ("russia's", 'full', '-', 'scale', 'war')
    """
    return tuple(_TOKEN.findall(phrase.casefold().translate(_APOSTROPHE)))


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    """One of the phrases as whole words."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def signs(sentence: str, vocabulary: Vocabulary, centuries: frozenset[int] = frozenset()) -> tuple[str, list[Word]]:
    """One sign of ``CHARS`` a token, and the tokens. ``centuries``: such as 17 for 1700–1799, in which a bare number is a year; -1
    for numbers of three digits that may be years before Christ.
    """
    matches = list(_TOKEN.finditer(sentence))
    lows = [m[0].casefold().translate(_APOSTROPHE) for m in matches]
    found: list[str] = []
    words: list[Word] = []
    phrases = vocabulary.phrases
    k = 0
    while k < len(matches):
        match, low = matches[k], lows[k]
        if (opened := phrases.get(low)) is not None:
            lengths, rows = opened
            said = next((said for n in lengths if (said := tuple(lows[k : k + n])) in rows), ())
            if said:
                length, (char, value) = len(said), rows[said]
                found.append(char)
                words.append(Word(match.start(), matches[k + length - 1].end(), value))
                k += length
                continue
        char, value, end = _meaning(match[0], low, match.end(), vocabulary, centuries)
        if char == _YEAR_UNIT and low in vocabulary.year_marks and _follows_year(found, low in vocabulary.plurals):
            char = _YEAR_MARK
        if char == _COUNT and value in _SPOKEN and (spoken := _spoken_year(lows[k : k + 4], value, vocabulary)):
            found.append(CHARS["YEAR"])
            words.append(Word(match.start(), matches[k + spoken[1] - 1].end(), spoken[0]))
            k += spoken[1]
            continue
        found.append(char)
        words.append(Word(match.start(), end, value, low in vocabulary.plurals))
        k += 1
    return "".join(found), words


_YEAR_UNIT, _YEAR_MARK = CHARS["UY"], CHARS["year_mark"]
_UNSURE_YEARS = frozenset((CHARS["OLD"], CHARS["BCYEAR"]))
_YEAR_SIGNS = frozenset(CHARS[name] for name in ("YEAR", "OLD", "BCYEAR", "SHORT", "YEARS"))
_JOINS = frozenset(CHARS[name] for name in ("dash", "and", "to"))


def _follows_year(found: Sequence[str], is_plural: bool) -> bool:
    """True where "року" belongs to a year: "1944 року", "1788–1792 років", but not "1500 років"."""
    if not found or found[-1] not in _YEAR_SIGNS:
        return False
    return found[-1] not in _UNSURE_YEARS or not is_plural or (len(found) > 1 and found[-2] in _JOINS)


_OTHER, _NAME, _COUNT = CHARS["OTHER"], CHARS["NAME"], CHARS["COUNT"]
_SPOKEN = (18, 19, 20)


def _spoken_year(lows: Sequence[str], century: Value, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """The year and the number of words of "nineteen ninety-six"; ``None`` where it is none."""
    known = [vocabulary.meanings.get(low, ("", None)) for low in lows]
    values = [value if char == _COUNT else low for (char, value), low in zip(known, lows, strict=True)]
    tens = values[1] if len(values) > 1 else None
    if not (isinstance(century, int) and isinstance(tens, int) and 10 <= tens < 100):
        return None
    one = values[3] if len(values) > 3 and values[2] == "-" else values[2] if len(values) > 2 else None
    if tens >= 20 and isinstance(one, int) and one < 10:
        return 100 * century + tens + one, 4 if values[2] == "-" else 3
    return 100 * century + tens, 2


def centuries(body: str, vocabulary: Vocabulary) -> frozenset[int]:
    """Centuries (17 for 1700–1799) of years that months and prepositions stand before twice; -1 where years are BC."""
    seen: Counter[int] = Counter()
    for match in _OLD_YEAR.finditer(body):
        before = _LAST_WORD.search(body, max(0, match.start() - _WORD_REACH), match.start())
        word = before[1] if before else ""
        known = vocabulary.meanings.get(word.casefold()) or vocabulary.capital.get(word.casefold())
        if known is not None and known[0] in _BEFORE_YEARS:
            seen[int(match[0][:2])] += 1
    seen[-1] = sum(1 for _ in islice(_BC.finditer(body), _TWICE))
    return frozenset(century for century, times in seen.items() if times >= _TWICE)


def _meaning(
    token: str, low: str, end: int, vocabulary: Vocabulary, centuries: frozenset[int]
) -> tuple[str, Value, int]:
    first = token[0]
    if first.isdigit():
        name, value = _number(token, vocabulary, centuries)
        if name == "OTHER" and token[4:5] == "-" and token[:4].isdigit():  # "2 October 1950-the day after …"
            year, number = _number(token[:4], vocabulary, centuries)
            if year in ("YEAR", "OLD"):
                return CHARS[year], number, end - len(token) + 4
        return CHARS[name], value, end
    if not first.isalpha():
        if first in "'’" and len(token) == 3:
            return CHARS["SHORT"], int(token[1:]), end
        return CHARS[SIGNS.get(token, "MARK")], None, end
    known = vocabulary.meanings.get(low)
    if known is not None and low in vocabulary.names and first.isupper():
        return _NAME, None, end
    if known is None and first.isupper():
        known = vocabulary.capital.get(low)
        if known is None and first in "XVIQХІ":
            known = _capitals(token.translate(_LATIN))
    if known is not None:
        return *known, end
    if low.endswith("'s"):  # "Monday's talks", "last year's agreement"
        known = vocabulary.meanings.get(low[:-2]) or (vocabulary.capital.get(low[:-2]) if first.isupper() else None)
        if known and known[0] in _WITH_POSSESSIVE:
            return *known, end - 2
        return CHARS["OWNER"], None, end
    return (_NAME if first.isupper() else _OTHER), None, end


def _capitals(token: str) -> tuple[str, Value] | None:
    """Roman numerals and quarters: "XIX", "Q3"."""
    if match := _QUARTER.match(token):
        return CHARS["QUARTER"], int(match[1] or match[2])
    if len(token) <= 6 and (match := _ROMAN.match(token)):
        ones = {"IX": 9, "IV": 4}.get(match[2]) or sum(_ROMAN_DIGITS[c] for c in match[2])
        return CHARS["ROMAN"], 10 * len(match[1]) + ones
    return None


def _number(token: str, vocabulary: Vocabulary, centuries: frozenset[int]) -> tuple[str, Value]:
    """A year, a day, an ordinal, a decade, a time of day, a whole date, or just a number."""
    if match := _DIGITS.match(token):
        number, ending = int(match[1]) if len(match[1]) < 9 else 0, match[2].casefold()
        if not ending:
            if len(token) == 4 and (number in _YEARS or number // 100 in centuries):
                return "YEAR", number
            if len(token) == 4 and number in _DISTANT:
                return "OLD", number
            if len(token) == 3 and -1 in centuries:
                return "BCYEAR", number
            return ("DAY", number) if len(token) <= 2 and 1 <= number <= 31 else ("NUM", number)
        if ending in vocabulary.ordinals and 1 <= number <= 31:
            return "ORD", number
        if ending in vocabulary.counts and 0 < number < 1000 and (number % 10 or ending not in vocabulary.decades):
            return ("DAY" if number <= 31 else "NUM"), number
        if ending in vocabulary.ordinals and "-" in token and number in _DISTANT:
            return "YEAR", number
        if ending in vocabulary.decades and number % 10 == 0 and (number in _DISTANT or 0 < number < 1000):
            return "YEARS", number
        if match := _QUARTER.match(token):
            return "QUARTER", int(match[2])
        if ending in ("am", "pm") and 1 <= number <= 12:
            return "CLOCK", f"{number % 12 + 12 * (ending == 'pm'):02d}:00"
        return "OTHER", None
    try:
        if token[4:5] == "-":
            return "ISO", date.fromisoformat(token)
        if ":" in token:
            parts = token.split(":")
            good = len(parts) in (2, 3) and int(parts[0]) <= 24 and all(len(p) == 2 and int(p) < 60 for p in parts[1:])
            return ("CLOCK", f"{int(parts[0]):02d}:{':'.join(parts[1:])}") if good else ("OTHER", None)
        if vocabulary.is_dotted and _DOTTED.match(token):
            return "DOTTED", token
        parts = token.split(".")
        if len(parts) == 3 and len(parts[2]) == 4:
            return "ISO", date(int(parts[2]), int(parts[1]), int(parts[0]))
        return "NUM", int(token.replace(",", "")) if _THOUSANDS.match(token) else None
    except ValueError:  # 45.13.2022, 14:3x: numbers, not days
        return "OTHER", None
