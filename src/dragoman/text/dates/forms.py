"""Time expressions of a sentence: the forms of data/when/forms.toml found, and what their words state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.text.dates.calendar import CALENDAR
from dragoman.text.dates.classes import NAMES
from dragoman.text.dates.expression import Expression, Found
from dragoman.text.dates.grammar import chosen
from dragoman.text.dates.relative import RELATIVE
from dragoman.text.dates.words import Vocabulary, signs

_SOMETHING = re.compile(
    chosen((
        "MONTH", "MAY", "WEEKDAY", "WEEKDAYS", "SEASON", "FALL", "DAYPART", "DAYWORD", "YEARWORD", "SETWORD", "REF", "YEAR", "OLD", "BCYEAR",
        "YEARS", "ORD", "ISO", "CLOCK", "QUARTER", "EVENT", "FEAST", "US", "UM", "UH", "UD", "UW", "UWE", "UMO", "UQ", "UHALF",
        "UY", "UDE", "UCE", "bc", "am", "pm", "prewar", "past", "SHORT", "INSEASON", "INDAYPART", "LASTING", "UNITLY",
        "DOTTED", "century_mark", "period",
    ))
)  # fmt: skip
_READINGS = {**CALENDAR, **RELATIVE}
_LOOSE = frozenset(("dot", "comma", "dash", "open"))


def find(sentence: str, language: Vocabulary, centuries: frozenset[int] = frozenset()) -> Iterator[Expression]:
    """Time expressions of one sentence in order, not overlapping.

    ``centuries``: those in which a bare four-digit number of this text is a year, such as 17 for 1700–1799.

    >>> from dragoman import codebook
    >>> from dragoman.text.dates import grammar, vocabulary
    >>> book = codebook.load()
    >>> words = vocabulary(book.language("en")["time"], grammar(book.forms))
    >>> [(e.kind, e.first.value) for e in find("They met on March 11 and again in late June 2022.", words)]
    [('date', 'XXXX-03-11'), ('date', '2022-06')]
    """
    code, words = signs(sentence, language, centuries)
    if not _SOMETHING.search(code):
        return
    for match in language.grammar.pattern.finditer(code):
        name = match.lastgroup or ""
        i, j = match.span()
        if i == j:
            continue
        names = [NAMES[char] for char in code[i:j]]
        if names[-1] in _LOOSE:
            j, names = j - 1, names[:-1]
        read = _READINGS.get(language.grammar.forms[name].kind)
        if read is not None and names:
            yield from read(Found(name, sentence, code, words, i, j, names))
