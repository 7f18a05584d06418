"""Who held an office, asked in a person's words."""

from __future__ import annotations

import pytest

from dragoman.who import who


@pytest.mark.parametrize(
    ("office", "state", "day", "name"),
    [
        ("president", "BLR", "2019-05-01", "Alexander Lukashenko"),
        ("foreign minister", "Belarus", "2019-05-01", "Vladimir Makei"),
        ("minister of foreign affairs", "Belarusian", "2019-05-01", "Vladimir Makei"),
        ("foreign minister of Belarus", "Belarus", "2019-05-01", "Vladimir Makei"),
        ("secretary of state", "USA", "2019-05-01", "Mike Pompeo"),
        ("secretary of state", "France", "2019-05-01", None),
        ("ambassador to Russia", "Belarus", "2021-05-01", "Vladimir Semashko"),
        ("ambassador to Moscow", "Belarus", "2021-05-01", "Vladimir Semashko"),
        ("secretary general", "NATO", "2019-05-01", "Jens Stoltenberg"),
        ("secretary-general", "United Nations", "2019-05-01", "Antonio Guterres"),
        ("high representative", "EU", "2021-05-01", "Josep Borrell"),
        ("leader", "German", "2019-05-01", "Angela Merkel"),
        ("president", "Abkhazia", "2021-05-01", "Aslan Bzhania"),
        ("grand vizier", "Turkey", "2019-05-01", None),
        ("president", "Atlantis", "2019-05-01", None),
        ("president", "Belarus", "1900-05-01", None),
    ],
)
def test_the_holder_that_day_or_nobody(office: str, state: str, day: str, name: str | None) -> None:
    assert who(office, state, day).name == name


@pytest.mark.parametrize(
    ("office", "state", "words"),
    [
        ("president", "Atlantis", "no state or body 'Atlantis' is known"),
        ("grand vizier", "Turkey", "no office 'grand vizier' is known"),
        ("president", "Belarus", "who was president (Belarus) on 1900-05-01 is not known"),
    ],
)
def test_what_is_not_known_is_said(office: str, state: str, words: str) -> None:
    assert who(office, state, "1900-05-01").words == words


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'2019-13-01' is not a day"):
        who("president", "Belarus", "2019-13-01")
