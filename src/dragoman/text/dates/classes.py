"""The classes of words that forms of time expressions are made of, one character each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Classes whose words carry a value. DAY 1–31 in digits, ORD the same with an ending (3rd), NTH in letters (third), COUNT a
# number in letters, NUM any other number, YEAR 1900–2039, OLD a number that may be an
# earlier or later year, BCYEAR one of three digits where years before Christ are told, YEARS a decade
# (1990s), SHORT a year of two digits ('96), ISO a whole date in digits, CLOCK a time of day, MAY and FALL a month's and
# a season's name that is also another word, PART early, mid, late; EVENT the name of a dated event, FEAST a day of the year; INSEASON
# and INDAYPART a season or part of the day with "in" inside the word (восени, вранці); LASTING a duration in one word
# (п'ятирічний), UNITLY its second half (6-денний); DOTTED 24.08, a day or a time; U… units of time.
VALUED = (
    "DAY", "ORD", "NTH", "COUNT", "NUM", "YEAR", "OLD", "BCYEAR", "YEARS", "SHORT", "ISO", "CLOCK", "MONTH", "MAY", "WEEKDAY",
    "WEEKDAYS", "SEASON", "FALL", "DAYPART", "DAYWORD", "YEARWORD", "SETWORD", "REF", "PART", "EVENT", "FEAST", "ROMAN", "QUARTER",
    "INSEASON", "INDAYPART", "LASTING", "UNITLY", "DOTTED",
    "US", "UM", "UH", "UD", "UW", "UWE", "UMO", "UQ", "UHALF", "UY", "UDE", "UCE",
)  # fmt: skip
# Classes of words without a value: the keys of a language's [time.words].
PLAIN = (
    "vague", "one", "the", "of", "this", "last", "past", "next", "recent", "same", "that", "ago", "earlier", "later",
    "before", "after", "every", "to", "and", "between", "from", "since", "by", "preposition", "long", "old", "year_mark",
    "of_this_year", "in", "into", "on", "at", "within", "in_time", "bc", "fiscal", "zone", "am", "pm", "hour_mark", "current", "latest",
    "first", "whole", "prewar", "period", "more", "half", "other", "very", "scale", "of_days", "half_of", "during", "century_mark", "rest", "ended", "when",
)  # fmt: skip
SIGNS = {"-": "dash", "–": "dash", "—": "dash", "−": "dash", ",": "comma", ".": "dot", "(": "open", ")": "close",
         ">": "gt", "+": "plus", "%": "percent", "$": "money", "€": "money", "£": "money", "/": "slash"}  # fmt: skip
# OTHER is a word that says nothing of time, NAME the same with a capital letter, OWNER one in the possessive, MARK any other sign.
_ALL = (
    *VALUED,
    *PLAIN,
    "dash",
    "comma",
    "dot",
    "open",
    "close",
    "gt",
    "plus",
    "percent",
    "money",
    "slash",
    "OTHER",
    "NAME",
    "OWNER",
    "MARK",
)
CHARS: Mapping[str, str] = MappingProxyType({name: chr(0xE000 + i) for i, name in enumerate(_ALL)})
NAMES: Mapping[str, str] = MappingProxyType({char: name for name, char in CHARS.items()})
