"""The table of forms as one regular expression over the signs of words.py."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dragoman.text.dates.classes import CHARS

_NAME = re.compile(r"[A-Za-z_]+")
_GROUP = re.compile(r"\((?!\?)")


class Form(NamedTuple):
    """One row of the table: how it is read, and examples as (language, sentence with brackets, value)."""

    name: str
    kind: str
    section: str
    pattern: str
    examples: tuple[tuple[str, str, str], ...]


class Grammar(NamedTuple):
    """``pattern`` names its groups after the forms."""

    pattern: re.Pattern[str]
    forms: Mapping[str, Form]


def grammar(table: Mapping[str, Any]) -> Grammar:
    """Compile data/when/forms.toml; raises ValueError for a word that is neither a class nor a part.

    >>> made = grammar({"parts": {"D": "DAY|ORD"}, "form": [{"name": "days", "kind": "x", "pattern": "(D) dash (D)"}]})
    >>> made.pattern.fullmatch(CHARS["DAY"] + CHARS["dash"] + CHARS["ORD"]).lastgroup
    'days'
    """
    parts: dict[str, str] = {}
    for name, pattern in table["parts"].items():
        compiled = _compiled(pattern, parts)
        parts[name] = compiled if pattern.startswith("(?<") else f"(?:{compiled})"
    forms = {}
    for row in table["form"]:
        examples = tuple((e[0], e[1], e[2]) for e in row.get("examples", ()))
        forms[row["name"]] = Form(row["name"], row["kind"], row.get("section", ""), row["pattern"], examples)
    whole = "|".join(f"(?P<{form.name}>{_compiled(form.pattern, parts)})" for form in forms.values())
    return Grammar(re.compile(whole), forms)


def _compiled(pattern: str, parts: Mapping[str, str]) -> str:
    def sign(match: re.Match[str]) -> str:
        name = match[0]
        if name in parts:
            return parts[name]
        if name not in CHARS:
            raise ValueError(f"forms: {name!r} is neither a class of words nor a part")
        return CHARS[name]

    grouped = _GROUP.sub("(?:", pattern)
    return "".join(_NAME.sub(sign, grouped).split())


def chosen(names: Sequence[str]) -> str:
    """A character class of the signs of these names."""
    return "[" + "".join(CHARS[name] for name in names) + "]"
