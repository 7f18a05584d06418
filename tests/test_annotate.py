"""Annotation rows: every layer, offsets that quote the text, and a problem instead of a crash."""

from __future__ import annotations

import json

import pytest

from dragoman.annotate import LAYERS, annotate

TEXT = 'On 18 May 2018 Angela Merkel met Vladimir Putin in Sochi. "We have different views", she said. They spoke again on 3 June.'


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_answers_with_the_row_s_id(layer: str) -> None:
    rows = list(annotate(layer, [json.dumps({"id": 7, "text": TEXT, "date": "2018-06-04"})]))
    assert [row["id"] for row in rows] == [7]
    assert "problem" not in rows[0]


def test_offsets_quote_the_text() -> None:
    [row] = annotate("times", [json.dumps({"id": 1, "text": TEXT, "date": "2018-06-04"})])
    found = [(TEXT[t["start"] : t["end"]], t["value"], t["earliest"]) for t in row["timexes"]]
    assert found[0] == ("18 May 2018", "2018-05-18", "2018-05-18")
    assert ("3 June", "2018-06-03", "2018-06-03") in found
    assert row["published"] == {"earliest": "2018-06-04", "latest": "2018-06-04"}


def test_without_a_date_the_day_of_reading_is_never_taken() -> None:
    [row] = annotate(
        "times", [json.dumps({"id": 1, "text": "The two presidents met on 3 June and spoke again yesterday."})]
    )
    assert row["published"] is None
    assert {(t["earliest"], t["latest"]) for t in row["timexes"]} == {(None, None)}


def test_an_inferred_publication_names_the_words_it_rests_on() -> None:
    body = "The ministers have spoken nine times in 2019."
    [row] = annotate("times", [json.dumps({"id": 1, "text": body})])
    assert row["published"] == {"earliest": "2019-01-01", "latest": "2019-12-31"}
    assert {(g["bound"], g["day"], body[g["start"] : g["end"]]) for g in row["grounds"]} == {
        ("earliest", "2019-01-01", "2019"),
        ("latest", "2019-12-31", "2019"),
    }


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        '{"id": 1}',
        '{"id": 1, "text": "  "}',
        '{"id": 1, "text": 3}',
        '{"id": 1, "text": "x", "date": "soon"}',
        '{"id": 1, "text": "They met \\ud800."}',
        '{"id": "\\udc80", "text": "They met."}',
        '{"id": 1, "text": "They met \udcff."}',  # a byte that is no UTF-8, as the command reads it
        "[" * 100_000,
    ],
)
def test_a_row_that_cannot_be_read_says_so(line: str) -> None:
    [row] = annotate("times", [line])
    assert row["problem"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"text": "Hungary refused to receive the Ukrainian delegation.", "source_spans": [[0, 7]], "target_spans": [[27, 51]]},
            {"id": 1, "type": "REJECT"},
        ),
        (
            {"text": "Rebels in the north freed eleven aid workers.", "source_spans": [[0, 6]], "target_spans": [[26, 44]]},
            {"id": 1, "type": "RETREAT"},
        ),
        ({"text": "Hungary refused.", "source_spans": [[0, 99]]}, {"id": 1, "problem": "a span is not inside the text"}),
        (
            {"text": "Hungary refused.", "source_spans": 7, "target_spans": []},
            {"id": 1, "problem": "source_spans and target_spans are lists of [start, end]"},
        ),
    ],
)  # fmt: skip
def test_a_relation_is_typed_between_two_given_parties(row: dict[str, object], expected: dict[str, object]) -> None:
    assert list(annotate("relation", [json.dumps({"id": 1, **row})])) == [expected]
