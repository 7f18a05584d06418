"""What time expressions state, before anything anchors them."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from babel.dates import get_day_names, get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import codebook
from dragoman.text.dates import Partial, Vocabulary, centuries, find, grammar, shifted, vocabulary

BOOK = codebook.load()


@cache
def words(language: str) -> Vocabulary:
    return vocabulary(BOOK.language(language)["time"], grammar(BOOK.forms))


def found(language: str, sentence: str) -> list[tuple[str, str, str]]:
    return [
        (sentence[e.start : e.end], e.kind, e.value or (e.first.value + (f"/{e.last.value}" if e.last else "")))
        for e in find(sentence, words(language))
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The treaty of 11 March 2022 holds.", [("11 March 2022", "date", "2022-03-11")]),
        ("Signed on March 11, 2022, it holds.", [("March 11, 2022", "date", "2022-03-11")]),
        (
            "See 2022-03-11 and 12.03.2022.",
            [("2022-03-11", "date", "2022-03-11"), ("12.03.2022", "date", "2022-03-12")],
        ),
        ("They met on Friday, 3 May.", [("Friday, 3 May", "date", "XXXX-05-03")]),
        ("It fell on the 15th of May.", [("the 15th of May", "date", "XXXX-05-15")]),
        ("Talks ran on June 29-July 1.", [("June 29-July 1", "range", "XXXX-06-29/XXXX-07-01")]),
        ("The visit of 10–12 March ended.", [("10–12 March", "range", "XXXX-03-10/XXXX-03-12")]),
        ("From 29 to 31 March 2024 they talked.", [("29 to 31 March 2024", "range", "2024-03-29/2024-03-31")]),
        ("Between 2014 and 2020 it slept.", [("2014 and 2020", "range", "2014/2020")]),
        ("In late June 2022 and mid-July.", [("late June 2022", "date", "2022-06"), ("mid-July", "date", "XXXX-07")]),
        ("Since summer 2014 it has hosted talks.", [("summer 2014", "date", "2014-SU")]),
        ("Russia's 1999 treaty and the 1990s.", [("1999", "date", "1999"), ("the 1990s", "date", "199")]),
        ("A day later, two weeks ago.", [("A day later", "shift", "XXXX"), ("two weeks ago", "ago", "XXXX")]),
        ("It lasted five hours.", [("five hours", "duration", "PT5H")]),
        ("The outlook (3-12 months) is dim.", [("3-12 months", "horizon", "P12M")]),
        ("In the past eight months nothing moved.", [("the past eight months", "recent", "P8M")]),
        ("In the last months, per day.", [("the last months", "recent", "PXM"), ("per day", "set", "P1D")]),
        (
            "On 5, 7 and 9 March 2024.",
            [("5", "date", "2024-03-05"), ("7", "date", "2024-03-07"), ("9 March 2024", "date", "2024-03-09")],
        ),
        ("On March 5 and 7 in Minsk.", [("March 5", "date", "XXXX-03-05"), ("7", "date", "XXXX-03-07")]),
        ("In mid-2007 and in 1797.", [("mid-2007", "date", "2007"), ("1797", "date", "1797")]),
        ("They talk every month.", [("every month", "set", "P1M")]),
        ("In July 12 states signed.", [("July", "date", "XXXX-07")]),
        ("The battle of 5 May 480 BC is long past.", [("5 May 480 BC", "date", "BC0480-05-05")]),
        ("In May 1812 the army stood there.", [("May 1812", "date", "1812-05")]),
    ],
)
def test_english_forms(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("en", sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The resolution was backed by 141 states and opposed by 5.",
        "They signed 28 agreements at the IX Forum.",
        "It may be that May Novak will march on.",
        "The column drove 2,000km with 2000 trucks.",
        "The exercise Steppe Shield – 2022 ended.",
        "Resolution 1960 and flight MH 2015 are numbers.",
        "On 31 April nothing can happen.",
        "The score was 12-7 after 45.13.2022 points.",
        "Three-quarters of them asked for a second round.",
        "A note by May Novak on August Berg.",
        "The fall of the government surprised nobody.",
    ],
)
def test_numbers_and_names_are_no_times(sentence: str) -> None:
    assert found("en", sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("ru", "Встреча 12 марта 2025 года прошла.", [("12 марта 2025 года", "date", "2025-03-12")]),
        ("ru", "С 29 июня по 1 июля он был там.", [("29 июня по 1 июля", "range", "XXXX-06-29/XXXX-07-01")]),
        ("ru", "В прошлом году и на следующий день.", [("прошлом году", "deictic", "XXXX"), ("следующий день", "shift", "XXXX")]),
        ("ru", "В тот же день, 5-го мая.", [("тот же день", "same", "XXXX"), ("5-го мая", "date", "XXXX-05-05")]),
        ("ru", "Летом 2014 г. и в 1990-х годах.", [("Летом 2014 г", "date", "2014-SU"), ("1990-х годах", "date", "199")]),
        ("uk", "Зустріч 12 березня відбулася вчора.", [("12 березня", "date", "XXXX-03-12"), ("вчора", "day word", "XXXX")]),
        ("uk", "Два дні тому, у травні 2024 року.", [("Два дні тому", "ago", "XXXX"), ("травні 2024 року", "date", "2024-05")]),
        ("uk", "Торік і того ж дня.", [("Торік", "deictic", "XXXX"), ("того ж дня", "same", "XXXX")]),
        ("uk", "В ніч на 24 лютого 2022 року.", [("ніч на 24 лютого 2022 року", "date", "2022-02-24")]),
        ("uk", "Двадцять першого червня 1941 року.", [("Двадцять першого червня 1941 року", "date", "1941-06-21")]),
        ("uk", "У 1918–1920 роках і 1812 року.", [("1918–1920 роках", "range", "1918/1920"), ("1812 року", "date", "1812")]),
        ("uk", "Через кілька тижнів, за два роки.", [("Через кілька тижнів", "duration", "PXW"), ("за два роки", "duration", "P2Y")]),
        ("uk", "За два дні до цього і того ж року.", [("За два дні до цього", "shift", "XXXX"), ("того ж року", "same", "XXXX")]),
        ("uk", "Тригодинну розмову, 6-денну облогу.", [("Тригодинну", "duration", "PT3H"), ("6-денну", "duration", "P6D")]),
        ("uk", "Минулі тижні й на минулому тижні.", [("Минулі тижні", "recent", "PXW"), ("минулому тижні", "deictic", "XXXX")]),
        ("uk", "У другій половині ХІХ століття.", [("другій половині ХІХ століття", "date", "18")]),
        ("uk", "У 30-х роках, у 2010-му році.", [("30-х роках", "date", "193"), ("2010-му році", "date", "2010")]),
        ("uk", "Сто двадцять п'ять днів, щодня.", [("Сто двадцять п'ять днів", "duration", "P125D"), ("щодня", "set", "P1D")]),
        ("uk", "Приймали до 25.02 о 14.30.", [("25.02", "date", "XXXX-02-25"), ("14.30", "clock", "XXXX")]),
        ("uk", "Битва 480 року до н. е. у протоці.", [("480 року до н. е.", "date", "BC0480")]),
        ("uk", "Навесні 217 року до н. е. і в III ст. до н.е.", [("Навесні 217 року до н. е.", "date", "BC0217-SP"), ("III ст. до н.е.", "date", "BC02")]),
        ("uk", "Битва 6 (16) травня 1648 року.", [("6 (16) травня 1648 року", "date", "1648-05-16")]),
        ("uk", "У ніч на середу, о 5-й годині вечора.", [("ніч на середу", "deictic", "XXXX"), ("5-й годині вечора", "clock", "XXXX")]),
        ("uk", "У тому ж році, 5 травня минулого року.", [("тому ж році", "same", "XXXX"), ("5 травня минулого року", "deictic", "XXXX-05-05")]),
        ("ru", "1,5 года, трое суток, год спустя.", [("1,5 года", "duration", "PXY"), ("трое суток", "duration", "P3D"), ("год спустя", "shift", "XXXX")]),
        ("ru", "В середине 90-х, в 20-х числах марта.", [("середине 90-х", "date", "199"), ("марта", "date", "XXXX-03")]),
        ("ru", "В 14 часов, в первом квартале 2021 года.", [("14 часов", "clock", "XXXX"), ("первом квартале 2021 года", "date", "2021-Q1")]),
        ("ru", "В ночь с 7 на 8 августа 2008 года.", [("ночь с 7 на 8 августа 2008 года", "range", "2008-08-07/2008-08-08")]),
        ("ru", "За последние три года, спустя месяц.", [("последние три года", "recent", "P3Y"), ("спустя месяц", "shift", "XXXX")]),
        ("ru", "Весной вернулись, летом 2020-го.", [("Весной", "date", "XXXX-SP"), ("летом 2020-го", "date", "2020-SU")]),
        ("be", "У ноч на 24 лютага, праз два дні.", [("ноч на 24 лютага", "date", "XXXX-02-24"), ("праз два дні", "shift", "XXXX")]),
        ("be", "Трохдзённы візіт, на мінулым тыдні.", [("Трохдзённы", "duration", "P3D"), ("мінулым тыдні", "deictic", "XXXX")]),
        ("be", "Сустрэча 12 сакавіка 2025 года, учора.", [("12 сакавіка 2025 года", "date", "2025-03-12"), ("учора", "day word", "XXXX")]),
    ],
)  # fmt: skip
def test_slavic_forms(language: str, sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(language, sentence) == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("uk", "Перша половина матчу завершилася на півдні країни."),
        ("uk", "53-річний Петро Коваль живе у будинку 12."),
        ("uk", "У вас 15 гривень, 24.02 млн доларів і 99.99 відсотка."),
        ("uk", "У роки війни й у дні миру жили інакше, в той час як інші мовчали."),
        ("ru", "Защита окружающей среды и первая половина матча."),
        ("ru", "Тридцатилетний Иван Петров и 2000 солдат."),
        ("ru", "Марта Коваль и Август Берг работают без выходных."),
        ("ru", "ВС страны и СБ ООН открыли пять летних лагерей."),
        ("be", "Тысячы людзей прыйшлі на плошчу ў поўдні горада."),
    ],
)
def test_slavic_words_that_are_no_times(language: str, sentence: str) -> None:
    assert found(language, sentence) == []


def test_a_number_after_a_small_month_belongs_to_the_noun() -> None:
    assert found("uk", "У вересні 15 держав підписали.") == [("вересні", "date", "XXXX-09")]


@pytest.mark.parametrize("language", ["uk", "ru", "be"])
def test_every_case_of_every_month_stands_after_a_day_in_letters(language: str) -> None:
    for number, cases in enumerate(BOOK.language(language)["time"]["months"]):
        first = {"uk": "Першого", "ru": "Первого", "be": "Першага"}[language]
        for case in cases:
            assert found(language, f"{first} {case} 2020") == [
                (f"{first} {case} 2020", "date", f"2020-{number + 1:02d}-01")
            ]


@pytest.mark.parametrize("language", ["en", "ru", "uk", "be"])
def test_every_month_and_weekday_of_cldr_is_known(language: str) -> None:
    for context in ("format", "stand-alone"):
        for month, name in get_month_names("wide", context, language).items():
            assert found(language, f"5 {name} 2020")[0][2] == f"2020-{month:02d}-05"
        for weekday, name in get_day_names("wide", context, language).items():
            assert [e.first.weekday for e in find(f"— {name}", words(language))] == [weekday]


PARTIALS = st.builds(
    Partial, year=st.integers(1000, 2100), month=st.integers(1, 12), day=st.integers(1, 28) | st.none(),
    part=st.none() | st.sampled_from(("START", "MID", "END")),
)  # fmt: skip


@given(PARTIALS)
def test_the_days_of_a_partial_lie_in_its_month(partial: Partial) -> None:
    days = partial.days
    assert days is not None
    assert days[0] <= days[1]
    assert {(d.year, d.month) for d in days} == {(partial.year, partial.month)}


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["D", "W", "MO", "Q", "Y", "DE"]),
    st.integers(-40, 40),
)
def test_shifting_by_one_unit_lands_in_the_unit_beside(day: date, unit: str, count: int) -> None:
    here, there = shifted(day, unit, count), shifted(day, unit, count + 1)
    assert here[0] <= here[1]
    assert here[1] + timedelta(days=1) == there[0]


@given(st.text(alphabet="May March 12 2022 the of - , . week last a day", max_size=200))
def test_expressions_are_in_order_and_do_not_overlap(sentence: str) -> None:
    places = [(e.start, e.end) for e in find(sentence, words("en"))]
    assert all(start < end for start, end in places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))


FRAGMENTS = [
    "1", "12", "1999", "480", "45.13.2022", "1.1.1.1", "1,2,3", ".", ",", "-", "–", "(", ">", "March", "May", "12 March", "the",
    "early", "end of the", "and", "to", "few", "a", "of", "week", "ago", "last", "same", "2014 –", "third", "quarter", "noon",
    "'96", "BC", "x", "MMXX", "9 a.m.", "nineteen ninety", "Friday", "every", "this", "year", "1730s", "aaaaaaaaaaaaaaaa1",
]  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6), st.sampled_from([" ", ""]))
def test_the_time_grows_with_the_text_whatever_stands_in_it(fragments: list[str], gap: str) -> None:
    unit = gap.join(fragments) + gap

    def seconds(size: int) -> float:
        sentence = unit * (size // len(unit))
        began = time.process_time()
        list(find(sentence, words("en"), centuries(sentence, words("en"))))
        return time.process_time() - began

    assert min(seconds(80_000), seconds(80_000)) < 10 * min(seconds(20_000), seconds(20_000)) + 0.3
