"""Near-duplicates: sixty pairs made from twenty texts of ours by copying, editing, cutting and quoting."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.text.shingles import SAME, containment, shingles

GOLD = Path(__file__).parents[1] / "gold" / "near_duplicates"
TEXTS = {row["id"]: row["text"] for row in map(json.loads, (GOLD / "texts.jsonl").read_text("utf-8").splitlines())}
PAIRS = [json.loads(line) for line in (GOLD / "pairs.jsonl").read_text("utf-8").splitlines()]
FRAME = "As {} wrote in its summary of the week, quoted here without comment: {}"


def made(kind: str, a: str, b: str) -> str:
    """The second text of a pair."""
    words = TEXTS[a].split()
    chance = random.Random(f"{kind} {a}")
    if kind == "copy":
        return "  ".join(words).upper() + "\nRead by nobody."
    if kind == "edited":
        changed = set(chance.sample(range(len(words)), round(len(words) * 0.05)))
        return " ".join("otherwise" if i in changed else word for i, word in enumerate(words))
    if kind == "half":
        return " ".join(words[len(words) // 2 :])
    if kind == "excerpt":
        length = round(len(words) * 0.15)
        start = chance.randrange(len(words) - length)
        return FRAME.format("the desk", " ".join(words[start : start + length]))
    return str(TEXTS[b])


def test_58_of_60_pairs_are_told_right() -> None:
    wrong = [
        (pair["kind"], pair["a"], value)
        for pair in PAIRS
        if (
            (value := containment(shingles(TEXTS[pair["a"]]), shingles(made(pair["kind"], pair["a"], pair["b"]))))
            >= SAME
        )
        != pair["same"]
    ]
    assert len(PAIRS) == 60
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("kind", ["copy", "edited", "half", "excerpt"])
def test_copies_of_long_texts_are_found_on_samples(kind: str) -> None:
    long = " ".join(TEXTS[name] for name in sorted(TEXTS)[:6])
    TEXTS["long"] = long
    assert len(long.split()) > 600
    assert containment(shingles(long), shingles(made(kind, "long", "long"))) > 2 * SAME


def test_two_reports_that_share_a_stock_sentence_are_two_origins() -> None:
    stock = "The sides discussed the current state and the prospects of bilateral cooperation and exchanged views on topical issues of the international agenda."
    one, two = (TEXTS[name] + " " + stock for name in ("minsk14a", "pretoria22"))
    assert 0 < containment(shingles(one), shingles(two)) < SAME / 2


def test_hashes_are_the_same_on_every_machine_and_fit_a_signed_column() -> None:
    assert shingles("The envoys met in Oslo.") == (574155233090503498,)
    assert all(0 <= value < 2**63 for value in shingles(TEXTS["minsk14a"]))


@pytest.mark.parametrize(("words", "least"), [(150, 100), (400, 60), (4000, 700)])
def test_a_text_keeps_enough(words: int, least: int) -> None:
    chance = random.Random(words)
    body = " ".join(str(chance.random()) for _ in range(words // 2))
    assert least <= len(shingles(body)) <= max(256, words // 2)


@given(st.text(), st.text())
def test_containment_is_a_share_and_knows_no_order(a: str, b: str) -> None:
    one, two = shingles(a), shingles(b)
    assert 0 <= containment(one, two) <= 1
    assert containment(one, two) == containment(two, one)
    assert containment(one, one) == (1.0 if re.search(r"\w", a) else 0.0)
