"""Names across spellings: equal keys for one person, different keys for two, slips, case forms."""

from __future__ import annotations

import pytest

from dragoman.text.names import cases, forms, is_typo, key, latin


@pytest.mark.parametrize(
    "spellings",
    [
        ("Lukashenko", "Lukashenka", "Лукашенко", "Лукашэнка"),
        ("Makei", "Makey", "Mackay", "Макей"),
        ("Lavrov", "Лавров", "Лаўроў"),
        ("Tikhanovskaya", "Tsikhanouskaya", "Тихановская", "Ціханоўская"),
        ("Aleksander", "Alexander", "Aliaksandr", "Александр", "Аляксандр", "Олександр"),
        ("Dmitry", "Dzmitry", "Дмитрий", "Дзмітрый"),
        ("Zelensky", "Zelenskyy", "Зеленский"),
        ("Shoigu", "Шойгу"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert {key(s) for s in spellings} == {key(spellings[0])}


def test_different_surnames_have_different_keys() -> None:
    names = [
        "Lukashenko",
        "Putin",
        "Lavrov",
        "Makei",
        "Gryzlov",
        "Rudenko",
        "Ryabkov",
        "Medinsky",
        "Zelensky",
        "Kuleba",
        "Macron",
        "Merkel",
        "Scholz",
        "Erdogan",
        "Tokayev",
        "Aliyev",
        "Pashinyan",
        "Sandu",
        "Duda",
        "Tusk",
        "Orban",
        "Stoltenberg",
        "Guterres",
        "Blinken",
        "Rubio",
        "Lavrentyev",
        "Shoigu",
        "Peskov",
    ]
    assert len({key(n) for n in names}) == len(names)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Luksahenko", "Lukashenko", True),
        ("Tokaev", "Tokayev", True),
        ("Gusev", "Gudkov", False),
        ("Lukin", "Putin", False),
        ("Duda", "Dudo", False),
        ("Mirziyoev", "Mirziyoyev", True),
    ],
)
def test_a_slip_is_small_and_short_names_have_none(one: str, other: str, expected: bool) -> None:
    assert is_typo(one, other) is expected


@pytest.mark.parametrize(
    ("word", "language", "instrumental"),
    [
        ("Путин", "ru", "Путиным"),
        ("Лукашенко", "ru", "Лукашенко"),
        ("Мединский", "ru", "Мединским"),
        ("Захарова", "ru", "Захаровой"),
        ("Россия", "ru", "Россией"),
        ("Україна", "uk", "Україною"),
        ("Порошенко", "uk", "Порошенком"),
        ("Кулеба", "uk", "Кулебою"),
        ("посол", "ru", "послом"),
        ("Беларусь", "ru", "Беларусью"),
        ("Лаўроў", "be", "Лаўровым"),
        ("Merkel", "en", "Merkel"),
    ],
)
def test_the_instrumental_after_a_meeting_with_somebody(word: str, language: str, instrumental: str) -> None:
    assert cases(word, language)[4] == instrumental
    assert instrumental in forms(word, language)


def test_latin_letters_are_plain() -> None:
    assert latin("Čaputová Ґалаґан Соловьёв") == "caputova galagan solovev"
