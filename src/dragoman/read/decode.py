"""Bytes to text: which encoding it is, decided by the bytes; what cannot be decided is refused, not guessed."""

from __future__ import annotations

import codecs
import re

from dragoman.source import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ENOUGH = 200_000  # bytes that are looked at when encodings are weighed
_WORD = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў]{3,}")
_LATIN = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]{1,2}(?=[A-Za-z\s.,;:!?])")
# The ten commonest letters are two thirds of any Russian or Ukrainian text (Russian National Corpus, letter counts);
# the right table of two gives them, the wrong one gives capitals and rare letters.
_COMMON = frozenset("оеаинтсрвлі")
_PLAUSIBLE = 0.5  # share of common letters among Cyrillic ones
_MARGIN = 0.15


def decode(data: bytes, declared: str | None = None) -> str:
    """The text, without a byte order mark and otherwise unchanged: line ends stay as they are.

    UTF-8, or what a byte order mark says; then what the file ``declared`` of itself; then cp1251 or koi8-u where one
    of them gives words of Cyrillic and the other does not, or cp1252 where stray high bytes stand in Latin words.
    Raises Unreadable: "empty", "binary, not text", "encoding not known".

    >>> decode("Міністри зустрілися у Відні".encode("cp1251"))
    'Міністри зустрілися у Відні'
    """
    if not data.strip():
        raise Unreadable("empty")
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name)
    sample = data[:_ENOUGH]
    if len(_CONTROLS.findall(sample)) > len(sample) / 1000:
        raise Unreadable("binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    if declared and _is_known(declared) and codecs.lookup(declared).name != "utf-8":
        return _strict(data, declared)
    if declared and first > 1000 and data.count(b"\xef\xbf\xbd") == 0 and _few_faults(data):
        return data.decode("utf-8", errors="replace")  # a page that says UTF-8 and has a letter cut in two
    return _strict(data, _weighed(sample))


def _is_known(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding not known", f"not {encoding}: {error.reason} at byte {error.start}") from error
    if not text.strip("\ufeff \t\r\n"):
        raise Unreadable("empty")
    return text


def _few_faults(data: bytes) -> bool:
    return data.decode("utf-8", errors="replace").count("\ufffd") <= len(data) / 2000


def _weighed(sample: bytes) -> str:
    """The one encoding that makes words of the high bytes."""
    high = sum(byte >= 0x80 for byte in sample)
    if len(_LATIN.findall(sample)) >= high * 0.5 and high < len(sample) / 10:
        return "cp1252"
    if high and not any(byte >= 0xC0 for byte in sample):  # quotation marks and dashes, the same in cp1251
        return "cp1252"
    scores = {name: _plausible(sample.decode(name, errors="replace")) for name in ("cp1251", "koi8-u")}
    best, other = sorted(scores, key=lambda name: -scores[name])
    if scores[best] >= _PLAUSIBLE and scores[best] - scores[other] >= _MARGIN:
        return best
    raise Unreadable("encoding not known", f"neither UTF-8 nor Cyrillic: {scores}")


def _plausible(text: str) -> float:
    """Share, 0–1, of the commonest letters, in lower case, among all letters that are not ASCII."""
    foreign = sum(ord(letter) >= 0x80 for letter in text)
    letters = "".join(_WORD.findall(text))
    return sum(letter in _COMMON for letter in letters) / foreign if foreign else 0.0
