"""The samples and the gold made from them: headers, sentences, counts, and that the words are our own."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").iterdir())
GOLD = ROOT / "tests" / "gold"
SEEDS = ROOT.parent / "shared" / "seeds"
GENRES = {"news", "brief", "note", "review", "communiqué"}
KEYS = {"title", "date", "publisher", "genre", "language", "rests on"}
MODES = {"meet", "visit", "phone", "video", "letter", "negotiate", "multilateral", "third-party"}
STATUSES = {"happened", "under way", "planned", "offered", "called off", "hypothetical"}
STANDINGS = {"stated", "claimed", "unconfirmed", "denied", "confirmed"}
LANGUAGES = ("en", "ru", "uk")
RUN = 8  # words in a row that two texts may not share


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text().splitlines()]


def header(path: Path) -> dict[str, str]:
    """Key and value of the header block, or of the meta elements of a page."""
    text = path.read_text()
    if path.suffix == ".html":
        found = dict(re.findall(r'<meta name="([^"]+)" content="([^"]+)">', text))
        return found | dict(re.findall(r"<(title)>([^<]+)", text)) | dict(re.findall(r'<html (lang)="(..)"', text))
    return {key: value.strip() for key, value in (line.split(":", 1) for line in text.split("---\n")[1].splitlines())}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


EVENTS = rows("samples/events.jsonl")


def test_there_are_thirty_samples_in_three_formats_and_three_languages() -> None:
    assert Counter(path.suffix for path in SAMPLES) == {".md": 25, ".txt": 4, ".html": 1}
    spoken = Counter(header(path).get("language") or header(path)["lang"] for path in SAMPLES)
    assert spoken == {"en": 26, "ru": 2, "uk": 2}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_header_names_its_source_and_only_dates_that_exist(path: Path) -> None:
    found = header(path)
    assert set(found) - {"lang"} <= KEYS
    assert KEYS - {"date", "language"} <= set(found)
    assert found["genre"] in GENRES
    assert re.fullmatch(r".+\d{4}.*; checked: memory", found["rests on"])
    if "date" in found:
        assert path.name.startswith(date.fromisoformat(found["date"]).isoformat()), "the file is named after its date"


def test_two_notes_carry_no_date() -> None:
    assert [path.name for path in SAMPLES if "date" not in header(path)] == [
        "minsk-documents-note.txt",
        "vatican-fifteen-minutes.md",
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_short(path: Path) -> None:
    body = path.read_text().split("---\n", 2)[-1]
    longest = 850 if header(path)["genre"] == "review" else 350
    assert 100 <= len(words(body)) <= longest


def test_every_gold_sentence_stands_in_its_sample() -> None:
    assert [row for row in EVENTS if row["sentence"] not in (ROOT / "samples" / row["file"]).read_text()] == []


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["event"])
def test_a_gold_row_uses_the_closed_lists(row: dict[str, Any]) -> None:
    assert row["mode"] in MODES
    assert row["status"] in STATUSES
    assert row["standing"] in STANDINGS
    assert (row["date_start"] or "") <= (row["date_end"] or "")
    assert row["date_start"] or row["optional"] or row["status"] != "happened"


def test_only_optional_rows_tell_of_what_only_might_be_without_a_day() -> None:
    assert {row["status"] for row in EVENTS} == {"happened", "planned", "offered", "called off", "hypothetical"}
    assert {row["standing"] for row in EVENTS} == {"stated", "claimed", "denied"}


def test_ten_pairs_look_alike_and_are_different_events() -> None:
    pairs = rows("samples/lookalikes.jsonl")
    told = {row["event"] for row in EVENTS}
    assert len({frozenset((pair["a"], pair["b"])) for pair in pairs}) == 10
    assert all(pair["a"] != pair["b"] and {pair["a"], pair["b"]} <= told for pair in pairs)


def test_ten_events_are_told_by_two_samples_that_disagree() -> None:
    found = rows("samples/disagreements.jsonl")
    assert len({row["event"] for row in found}) == 10
    for row in found:
        values = {}
        for told in EVENTS:
            if told["event"] == row["event"] and told["file"] in row["files"]:
                values[told["file"]] = _value(told, row["field"])
        assert set(values) == set(row["files"])
        assert len(set(values.values())) == 2, row


def _value(row: dict[str, Any], field: str) -> str:
    if field == "day":
        return f"{row['date_start']}/{row['date_end']}"
    if field == "participants":
        return ", ".join(sorted(person["name"] for person in row["participants"]))
    if field == "count":
        return str(re.findall(r"forty(?:-two)?", row["sentence"]))
    return str(row.get(field))


def test_events_of_several_samples_are_there_to_be_merged() -> None:
    told: dict[str, set[str]] = {}
    for row in EVENTS:
        if row["status"] == "happened" and row["standing"] == "stated":
            told.setdefault(row["event"], set()).add(row["file"])
    assert sum(len(list(combinations(files, 2))) for files in told.values()) >= 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_queries_have_their_sentence_among_sixty(language: str) -> None:
    queries = rows(f"search/{language}.jsonl")
    text = (GOLD / "search" / f"corpus_{language}.md").read_text()
    assert len({row["query"] for row in queries}) == 40
    assert [row for row in queries if text.count(row["sentence"]) != 1 or row["file"] != f"corpus_{language}.md"] == []
    assert len(re.findall(r"[.!?](?=\s)", text.split("---\n", 2)[2])) >= 60


def test_a_clock_case_asks_only_for_what_its_documents_tell() -> None:
    cases = rows("clocks/cases.jsonl")
    assert len({case["id"] for case in cases}) == 12
    for case in cases:
        documents = {document["key"]: document for document in case["documents"]}
        told = {event["key"] for document in documents.values() for event in document["events"]}
        assert [step["entry"] for step in case["journal"]] == list(range(1, len(case["journal"]) + 1))
        assert {step["add"] for step in case["journal"] if "add" in step} == set(documents)
        assert all(event["sentence"] in d["text"] for d in documents.values() for event in d["events"])
        for question in case["questions"]:
            assert set(question["seen"]) <= told
            assert question["why"]


def own_texts() -> Iterator[tuple[str, str]]:
    for path in (*SAMPLES, *(GOLD / "search").glob("corpus_*.md")):
        yield path.name, path.read_text()
    for case in rows("clocks/cases.jsonl"):
        yield case["id"], " ".join(document["text"] for document in case["documents"])


def test_no_eight_words_in_a_row_are_taken_from_the_texts_next_door() -> None:
    """Where the folder with other people's texts is not there, there is nothing to compare with."""
    theirs = {run for path in SEEDS.rglob("*.txt") for run in runs(path.read_text(errors="replace"))}
    if SEEDS.exists():
        assert len(theirs) > 1_000
    assert [(name, " ".join(run)) for name, text in own_texts() for run in runs(text) & theirs] == []
