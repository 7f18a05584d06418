"""Which encoding bytes are in."""

from __future__ import annotations

import random

import pytest

from dragoman.read.decode import decode
from dragoman.source import Unreadable

RU = "5 марта министр иностранных дел принял посла соседней страны. Стороны обсудили ход переговоров и обмен пленными."
UK = "5 березня міністр закордонних справ прийняв посла сусідньої країни. Сторони обговорили перебіг перемовин і обмін полоненими."
EN = "“No deal yet,” the minister said – and left."


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        *((RU, e) for e in ("utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r")),
        *((UK, e) for e in ("utf-8", "utf-16", "cp1251", "koi8-u")),
        *((EN, e) for e in ("utf-8", "cp1252", "utf-16")),
        (RU.upper(), "utf-8"),
        ("The café in Besançon was closed, so they met at the hôtel of the mayor.", "cp1252"),
        ("line one\r\nline two\rline three\n\n", "utf-8"),
    ],
)
def test_the_text_comes_back_unchanged(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding)) == words


def test_what_a_page_declares_is_tried_before_guessing() -> None:
    assert decode("Сход".encode("iso8859-5"), "iso-8859-5") == "Сход"
    assert decode(RU.encode("cp1251"), "utf-8") == RU
    assert decode(RU.encode("cp1251"), "no-such-encoding") == RU


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (random.Random(1).randbytes(4000), "binary, not text"),
        (bytes(range(32)) * 40, "binary, not text"),
        (EN.encode("utf-16-le"), "binary, not text"),  # no byte order mark: could be anything
        ("日本の外相は会談した。".encode("shift-jis"), "encoding not known"),
        (b"\xff\xfe\x00", "encoding not known"),
        ("Στις συνομιλίες δεν υπήρξε συμφωνία".encode("cp1253"), "encoding not known"),
    ],
)
def test_what_cannot_be_decided_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        decode(data)
    assert refusal.value.reason == reason
