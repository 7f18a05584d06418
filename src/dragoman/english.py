"""English for printed lines: dates in long form, lists, verbs in their forms, one or many; words in data/prose/english.toml."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from dragoman.when import When

Form = Literal["past", "to", "doing"]
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEARS = 1_096  # days; the end of so wide an inference is only a habit of writing


# --- dates --------------------------------------------------------------------------------------------------------


def dates(when: When) -> str:
    """The interval in English: a day, a stretch of days, "on some day in …", "between …", or "date unknown".

    >>> dates(When.on(date(2022, 3, 11)))
    '11 March 2022'
    >>> dates(When(earliest=date(2022, 3, 1), latest=date(2022, 3, 31)))
    'on some day in March 2022'
    >>> dates(When(earliest=date(2022, 6, 29), latest=date(2022, 7, 1), lasts=True))
    'from 29 June to 1 July 2022'
    >>> dates(When(earliest=date(2021, 4, 4), latest=date(2021, 4, 10)))
    'between 4 and 10 April 2021'
    >>> dates(When(latest=date(2021, 4, 10))), dates(When())
    ('not later than 10 April 2021', 'date unknown')
    """
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return "date unknown"
    if first is None or last is None:
        return f"not earlier than {_day(first)}" if first else f"not later than {_day(last)}"
    if first == last:
        return _day(first)
    if (first.month, first.day) == (1, 1) and last == date(first.year, 12, 31):
        return f"{'throughout' if when.lasts else 'on some day in'} {first.year}"
    if first.day == 1 and last == date(first.year, first.month, monthrange(first.year, first.month)[1]):
        return f"{'throughout' if when.lasts else 'on some day in'} {MONTHS[first.month - 1]} {first.year}"
    start = _day(first)
    if first.year == last.year:
        start = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"from {start} to {_day(last)}" if when.lasts else f"between {start} and {_day(last)}"


def published(when: When) -> str:
    """When a document came out, and whether that was only inferred; of a stretch of years only where it begins.

    >>> published(When(earliest=date(2021, 4, 4), latest=date(2021, 4, 10), basis="inferred"))
    'between 4 and 10 April 2021 (inferred)'
    >>> published(When(earliest=date(2021, 4, 4), latest=date(2031, 4, 10), basis="inferred"))
    'not earlier than 4 April 2021 (inferred)'
    """
    if when.basis == "inferred" and when.earliest and (when.width or 0) > _YEARS:
        return f"{dates(When(earliest=when.earliest))} (inferred)"
    return f"{dates(when)} (inferred)" if when.basis == "inferred" else dates(when)


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


# --- names --------------------------------------------------------------------------------------------------------


def listing(names: Iterable[str]) -> str:
    """The names, each once, as English prints them.

    >>> listing(["Belarus", "Russia", "Belarus", "Armenia"])
    'Belarus, Russia and Armenia'
    """
    each = list(dict.fromkeys(names))
    return each[0] if len(each) == 1 else " and ".join([", ".join(each[:-1]), each[-1]]) if each else ""


def are_many(noun: str) -> bool:
    """True where a noun phrase is plural, by its last word before "of", "in" or "from".

    >>> [are_many(x) for x in ("six gunmen", "a group of miners", "the crisis", "armed forces of Chad", "nine of them")]
    [True, False, False, True, True]
    """
    words = noun.casefold().split()
    head = next((words[:i] for i, word in enumerate(words) if i and word in {"of", "in", "from"}), words)
    known = _words()["words"]
    if not head or head[0] in {"a", "an", "one"}:
        return False
    last = head[-1]
    if head[0] in known["numbers"] or last in known["plural"] or (head[0][0].isdigit() and head[0] != "1"):
        return True
    return last.endswith("s") and not last.endswith(("ss", "us")) and last not in known["singular"]


def inside(words: str) -> str | None:
    """The words of a text that name a party, as they stand inside a sentence; ``None`` where they name nobody there.

    >>> inside("More than 200 miners"), inside("Belarusian miners"), inside("They"), inside("those around him")
    ('more than 200 miners', 'Belarusian miners', None, None)
    """
    known, all_ = _words()["words"], words.split()
    first = all_[0].casefold() if all_ else ""
    if first in known["opening"] or (len(all_) < 2 and first in ("", *known["nobody"])):
        return None
    return words[:1].lower() + words[1:] if first in known["small"] else words


# --- verbs --------------------------------------------------------------------------------------------------------


def told(phrase: str, form: Form, *, many: bool = False, negated: bool = False) -> str:
    """The phrase with its verb in the form: past, "to …", "…ing". ``many``: the subject is plural.

    Two verbs joined by "or" are told alike.

    >>> told("impose a ban", "past"), told("impose a ban", "past", negated=True), told("impose a ban", "doing")
    ('imposed a ban', 'did not impose a ban', 'imposing a ban')
    >>> told("be in contact", "past", many=True), told("be in contact", "past", negated=True)
    ('were in contact', 'was not in contact')
    >>> told("deploy or test weapons", "past"), told("meet", "to", negated=True)
    ('deployed or tested weapons', 'not to meet')
    """
    verbs, rest = _parts(phrase)
    if form == "to":
        return f"{'not ' if negated else ''}to {phrase}"
    if form == "doing":
        return f"{'not ' if negated else ''}{_each(verbs, 2)}{rest}"
    if verbs == ["be"]:
        return f"{'were' if many else 'was'}{' not' if negated else ''}{rest}"
    return f"did not {phrase}" if negated else f"{_each(verbs, 0)}{rest}"


def turned(phrase: str) -> tuple[str, str]:
    """The passive: what the phrase's verb is done to, and the verb; no object where the phrase is only a verb.

    >>> turned("carry out an attack"), turned("expel")
    (('an attack', 'be carried out'), ('', 'be expelled'))
    """
    verbs, rest = _parts(phrase)
    first, _, behind = rest.strip().partition(" ")
    particle = f" {first}" if first in _words()["words"]["particles"] else ""
    return (behind if particle else rest.strip()), f"be {_each(verbs, 1)}{particle}"


def _parts(phrase: str) -> tuple[list[str], str]:
    """The verbs a phrase begins with, and the rest with the blank before it."""
    first, *others = phrase.split(" ")
    if len(others) > 1 and others[0] == "or":
        return [first, others[1]], "".join(f" {word}" for word in others[2:])
    return [first], "".join(f" {word}" for word in others)


def _each(verbs: Iterable[str], form: int) -> str:
    return " or ".join(_form(verb, form) for verb in verbs)


def _form(verb: str, form: int) -> str:
    """Past (0), past participle (1) or present participle (2) of a verb: irregular by the table, else by rule."""
    irregular: Mapping[str, list[str]] = _words()["verbs"]
    if verb in irregular:
        return irregular[verb][form]
    if form == 2:
        return f"{verb.removesuffix('e') if verb.endswith('e') and not verb.endswith('ee') else verb}ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ied"
    return f"{verb}{'d' if verb.endswith('e') else 'ed'}"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("dragoman").joinpath("data/prose/english.toml").read_text(encoding="utf-8"))
