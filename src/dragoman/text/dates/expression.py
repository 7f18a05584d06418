"""What a form found in a sentence says: its number, unit, hour and date, and the expression it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from dragoman.text.dates.classes import CHARS
from dragoman.text.dates.partial import Partial
from dragoman.text.dates.words import Word

Kind = Literal[
    "date", "range", "same", "shift", "ago", "deictic", "day word", "duration", "recent", "horizon", "set", "ref", "event",
    "feast", "clock", "any day",
]  # fmt: skip
Lead = Literal["since", "until", "by", "before", "after"]
Phase = Literal["start", "end", "whole", "before"]


class Expression(NamedTuple):
    """A time expression before it is anchored; ``start`` and ``end`` count from the sentence's first character.

    ``shift`` and ``same`` count from the date the story has reached, ``ago`` and ``deictic`` from the day of writing:
    ``steps`` units later (negative: earlier), ``None`` where the number is vague. ``ends`` are a range's two dates.
    ``hour`` is TimeML's part of the day (MO, NI) or the time (14:30). ``low``: of a horizon of ``steps`` units,
    the units after which it begins. ``ids``: the dated events or feasts that the words
    may name; ``phase`` which part of the event is meant, from which ``steps`` count. ``tail``: characters at the end
    that say no more than "year" ("12 березня 2022 року"), which the span of a time leaves out, as WikiWars-UA does.
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
    low: int | None = None
    ids: tuple[str, ...] = ()
    phase: Phase = "whole"
    tail: int = 0


class Found(NamedTuple):
    """A form found: words ``i`` to ``j`` of the sentence, and the names of their classes."""

    form: str
    sentence: str
    code: str
    words: Sequence[Word]
    i: int
    j: int
    names: Sequence[str]

    @property
    def start(self) -> int:
        return self.words[self.i].start

    @property
    def end(self) -> int:
        return self.words[self.j - 1].end

    def has(self, *names: str) -> bool:
        return any(name in names for name in self.names)

    def at(self, *names: str) -> Word | None:
        """The first word of one of these classes."""
        return next((self.words[self.i + k] for k, name in enumerate(self.names) if name in names), None)

    def number(self, *names: str) -> int | None:
        word = self.at(*names)
        return word.value if word is not None and isinstance(word.value, int) else None

    def part(self, i: int, j: int) -> Found:
        """Words ``i`` to ``j`` of the sentence as a form of their own."""
        return self._replace(i=i, j=j, names=self.names[i - self.i : j - self.i])

    def before(self, name: str, back: int = 1) -> bool:
        return self.i >= back and self.code[self.i - back] == CHARS[name]


UNITS = {f"U{unit}": unit for unit in ("S", "M", "H", "D", "W", "WE", "MO", "Q", "HALF", "Y", "DE", "CE")}
UNIT_NAMES = tuple(UNITS)
FAR = {"Y": 900, "DE": 90, "CE": 9}  # units counted before a date can leave the years 100 to 2999
_YEAR_THOUSAND = 1_000
_CLOCKUNIT_NAMES = {"S", "M", "H"}
_LEADS: Mapping[str, Lead] = MappingProxyType(
    {
        CHARS["since"]: "since",
        CHARS["to"]: "until",
        CHARS["by"]: "by",
        CHARS["before"]: "before",
        CHARS["after"]: "after",
    }
)
TURNS = {"this": 0, "current": 0, "last": -1, "past": -1, "latest": -1, "next": 1, "YEAR": 0}
Reading = Callable[[Found], Iterator[Expression]]


def stated(found: Found) -> Partial:
    """What the words state of a calendar date."""
    said: dict[str, object] = {}
    for k, name in enumerate(found.names):
        value = found.words[found.i + k].value
        if name == "ISO" and isinstance(value, date):
            return Partial(value.year, value.month, value.day)
        if name == "DOTTED" and found.form == "dotted":
            day, month = (int(part) for part in str(value).split("."))
            return Partial(month=month, day=day)
        key = {
            "YEAR": "year", "OLD": "year", "YEARS": "year", "DAY": "day", "ORD": "day", "MONTH": "month", "MAY": "month",
            "SEASON": "season", "FALL": "season", "INSEASON": "season", "PART": "part", "WEEKDAY": "weekday", "SHORT": "year",
        }.get(name)  # fmt: skip
        if name == "NTH" and isinstance(value, int) and found.names[k + 1 : k + 2] in (["MONTH"], ["MAY"]):
            key, value = "day", value + (found.number("COUNT") or 0)  # "двадцять першого серпня"
        if key is None or (name == "DAY" and found.names[k + 1 : k + 2] in (["am"], ["pm"], ["in"])):
            continue
        if name == "YEARS":
            said["span"] = 10
            value = value + 1900 if isinstance(value, int) and value < 100 else value
        if name == "SHORT" and isinstance(value, int):
            value += 2000 if value < 30 else 1900
        if key != "day" or "day" not in said:
            said[key] = value
    return Partial(**said)  # type: ignore[arg-type]


def lead(found: Found) -> Lead | None:
    """The preposition that makes the date a beginning or an end; none in "since 28 February, when they met"."""
    if found.code.startswith((CHARS["when"], CHARS["comma"] + CHARS["when"]), found.j):
        return None
    back = 2 if found.before("the") else 1
    return _LEADS.get(found.code[found.i - back]) if found.i >= back else None


def hour(found: Found) -> str:
    """TimeML's part of the day or the time that the words name; empty where they name none."""
    for k, name in enumerate(found.names):
        word = found.words[found.i + k]
        of_part = found.names[k + 1 : k + 4] == ["in", "the", "DAYPART"]  # "4 in the morning"
        if (
            name in ("CLOCK", "DOTTED")
            or of_part
            or found.names[k + 1 : k + 2] in (["am"], ["pm"], ["UH"], ["hour_mark"])
        ):
            text = (
                str(word.value).replace(".", ":")
                if name in ("CLOCK", "DOTTED")
                else f"{word.value:02d}:00"
                if isinstance(word.value, int)
                else ""
            )
            at, _, rest = str(text).partition(":")
            if not at.isdigit():
                return ""
            is_late = of_part and found.words[found.i + k + 3].value in ("AF", "EV")
            if (found.has("pm") or is_late) and int(at) < 12:
                at = f"{int(at) + 12:02d}"
            elif found.has("am") and int(at) == 12:
                at = "00"
            return f"{at}:{rest}" if int(at) <= 24 else ""
    part = found.at("DAYPART", "INDAYPART")
    return str(part.value) if part is not None else ""


def count(found: Found) -> int | None:
    """How many units; ``None`` where the number is vague or no whole one, 0 where none stands there."""
    total, k, names = 0, 0, list(found.names)
    if found.has("vague") or (found.has("half") and found.at(*UNIT_NAMES)):
        return None
    while k < len(names):
        value = found.words[found.i + k].value
        if names[k] in ("COUNT", "DAY", "NUM", "BCYEAR", "OLD"):
            if not isinstance(value, int):
                return None
            if names[k] == "COUNT" and value in (100, 1000) and 0 < total < 100:
                total *= value
            else:
                adds = total % 10 == 0 if total >= 20 > value else total % 100 == 0
                total = total + value if names[k] == "COUNT" and adds else value
        k += 1
    return total or (1 if found.has("one") else 0)


def period(number: str, unit: str) -> str:
    """TimeML duration; decades in years.

    >>> period("5", "H"), period("X", "MO"), period("2", "DE")
    ('PT5H', 'PXM', 'P20Y')
    """
    if unit == "DE" and number.isdigit():
        number, unit = f"{number}0", "Y"
    return f"PT{number}{unit}" if unit in _CLOCKUNIT_NAMES else f"P{number}{ {'MO': 'M', 'HALF': 'H'}.get(unit, unit) }"


def unit(found: Found) -> str:
    name = next((n for n in reversed(found.names) if n in UNITS), "")
    return UNITS.get(name, "")


def is_many(found: Found) -> bool:
    """True where the unit is in the plural, as its adjective tells where a case is written like the plural."""
    if (turn := found.at("last", "past", "next", "this", "recent")) is not None and turn.value:
        return turn.value == "many"
    return any(found.words[found.i + k].is_plural for k, n in enumerate(found.names) if n in UNITS)
