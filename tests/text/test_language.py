"""Languages told apart by model and alphabet."""

from __future__ import annotations

import pytest

from dragoman.text.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two ministers met in Vienna and agreed to meet again.", "en"),
        ("Министры встретились в Вене и договорились о новой встрече.", "ru"),
        ("Переговоры прошли в Минске", "ru"),
        ("Міністри зустрілися у Відні й домовилися про нову зустріч.", "uk"),
        ("Посол їде до Києва", "uk"),
        ("Міністры сустрэліся ў Вене і дамовіліся пра новую сустрэчу.", "be"),
        ("Перамовы прайшлі ў Мінску", "be"),
        ("Die Minister trafen sich in Wien und vereinbarten ein neues Treffen.", "de"),
        ("Министрите се срещнаха във Виена и се договориха за нова среща.", "bg"),
        ("12.03.2022 – 15:30", None),
        ("OK", None),
        ("", None),
    ],
)
def test_languages_are_told_apart(text: str, language: str | None) -> None:
    assert identify(text) == language


def test_a_menu_at_the_top_does_not_hide_the_language_of_the_text() -> None:
    menu = "Home News About Contact\n" * 20
    assert identify(menu + "Міністри зустрілися у Відні й домовилися про нову зустріч. " * 100) == "uk"
