"""Mentions: own sentences with their expected persons, offices, governments and places."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.codebook import load
from dragoman.mark import times
from dragoman.mark.mentions import mark
from dragoman.marks import Mention
from dragoman.record import Block, Text
from dragoman.text import sentences
from dragoman.when import When

GOLD = Path(__file__).parents[1] / "gold" / "mentions" / "en.jsonl"
FLOOR = 0.95  # share of the gold's mentions right in every field
FIELDS = ("entity", "name", "country", "role", "level", "sense")


def marked(body: str, published: When | None = None, language: str = "en") -> tuple[Mention, ...]:
    blocks = (Block(kind="paragraph", start=0, end=len(body)),)
    text = Text(
        id="t", document="d", reader="test", version="1", sha256="0", body=body, language=language, blocks=blocks
    )
    book = load()
    split = sentences.split(body, blocks, language)
    return mark(text, split, times.mark(text, split, published or When(), book), book, published=published)


def named(body: str, language: str = "en", day: date | None = None) -> list[tuple[str, str | None, str]]:
    published = When.on(day, basis="publication") if day else None
    return [(body[m.start : m.end], m.entity, m.sense) for m in marked(body, published, language)]


def misses() -> tuple[int, list[str]]:
    total, wrong = 0, []
    for line in GOLD.read_text().splitlines():
        row = json.loads(line)
        found = marked(row["text"], When.on(date.fromisoformat(row["published"]), basis="publication"))
        for expected in row["mentions"]:
            total += 1
            start = row["text"].index(expected["words"])
            at = next((m for m in found if m.start < start + len(expected["words"]) and m.end > start), None)
            got = {f: getattr(at, f) for f in FIELDS} if at else None
            want = {f: expected[f] for f in FIELDS}
            if want["entity"] and want["entity"].startswith("org:") and want["name"] is None and got:
                want["name"] = got["name"]
            rivals = set(expected.get("rivals", ()))
            if got != want or (rivals and at and set(at.rivals) != rivals):
                wrong.append(f"{row['id']} {expected['words']!r}: {got} is not {want}")
    return total, wrong


def test_the_gold_is_reached() -> None:
    total, wrong = misses()
    assert total >= 100
    assert 1 - len(wrong) / total >= FLOOR, "\n".join(wrong)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # another given name is another person
        ("Akylbek Zhaparov visited Baku.", [("Akylbek Zhaparov", None, "actor"), ("Baku", "plc:baku", "place")]),
        ("Dismissing Lukashenko was easy.", [("Lukashenko", "per:lukashenko-alexander", "actor")]),
        # months, verbs and adjectives are nobody
        ("In May he may go to China.", [("China", "CHN", "place")]),
        ("The official visit ended.", []),
        # a compound is not an act of the state
        ("A Kremlin-backed candidate won.", []),
        # possessives act, prepositions hold
        ("He took part in Minsk's plan.", [("Minsk", "BLR", "actor")]),
        ("They signed the Minsk agreements.", [("Minsk", "plc:minsk", "place")]),
        ("The Belarusian capital was quiet.", [("Belarusian capital", "plc:minsk", "place")]),
        ("He sat in the Kremlin.", [("Kremlin", "plc:kremlin", "place")]),
        # the slip of a known name with the right given name only
        ("Aleksander Luksahenko spoke.", [("Aleksander Luksahenko", "per:lukashenko-alexander", "actor")]),
        ("Piotr Luksahenko spoke.", [("Piotr Luksahenko", None, "actor")]),
    ],
)
def test_who_acts_and_what_is_a_place(body: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert named(body) == expected


def test_two_people_of_one_surname_stay_rivals() -> None:
    found = marked("Lech Kaczynski met Jaroslaw Kaczynski in Warsaw. Kaczynski then left.")
    assert (found[-1].entity, set(found[-1].rivals)) == (None, {"per:kaczynski-lech", "per:kaczynski-jaroslaw"})


def test_a_year_in_passing_does_not_date_the_offices_that_follow() -> None:
    found = marked(
        "On 30 June 2022 Sergey Lavrov recalled the summit of 2008. He then met his Belarusian counterpart.", None
    )
    assert found[-1].entity == "per:makei-vladimir"


def test_names_of_several_ministers_take_their_states_in_order() -> None:
    body = "The ministers of defence of Kazakhstan and Uzbekistan, Ruslan Zhaksylykov and Bakhodir Kurbanov, met."
    assert [(m.name, m.country, m.level) for m in marked(body)] == [
        ("Ruslan Zhaksylykov", "KAZ", "military"),
        ("Bakhodir Kurbanov", "UZB", "military"),
    ]


def test_a_title_against_the_table_is_named_in_the_reason() -> None:
    (found,) = marked("The Belarusian Foreign Minister, Yevgeny Shestakov, spoke on 29 June 2022.")
    assert (found.role, found.level) == ("deputy foreign minister", "deputy ministers")
    assert found.reason.endswith("the text says foreign minister")


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        (
            "ru",
            "Министр иностранных дел России Сергей Лавров принял в Москве посла Белоруссии Владимира Семашко.",
            ["per:lavrov-sergey", "plc:moscow", "per:semashko-vladimir"],
        ),
        ("ru", "Президент РФ говорил с Лукашенко 11 марта 2022 года.", ["per:putin-vladimir", "per:lukashenko-alexander"]),
        ("ru", "Делегация МИД Армении прибыла в Тбилиси.", [None, "plc:tbilisi"]),
        (
            "uk",
            "Президент України Володимир Зеленський зустрівся у Києві з Анджеєм Дудою.",
            ["per:zelensky-volodymyr", "plc:kyiv", "per:duda-andrzej"],
        ),
        ("uk", "Міністр закордонних справ Дмитро Кулеба говорив з Ентоні Блінкеном.", ["per:kuleba-dmytro", "per:blinken-antony"]),
        ("be", "Прэзідэнт Беларусі Аляксандр Лукашэнка прыняў Сяргея Лаўрова.", ["per:lukashenko-alexander", "per:lavrov-sergey"]),
    ],
)  # fmt: skip
def test_slavic_cases_and_titles(language: str, body: str, expected: list[str | None]) -> None:
    assert [m.entity for m in marked(body, None, language)] == expected


def test_mentions_do_not_overlap_whatever_the_text() -> None:
    body = "The of President to, the Ambassador of of Belarus, Mr. , his counterpart's (Putin, the— of the Penza region"
    found = marked(body)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.start < m.end and m.reason for m in found)


if __name__ == "__main__":
    total, wrong = misses()
    print(f"mentions: {total - len(wrong)} of {total} right in every field", *wrong, sep="\n")
