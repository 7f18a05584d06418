from __future__ import annotations

import pytest
from pydantic import ValidationError

from dragoman.cited import Citation, Line, Quoted
from dragoman.record import Query, Row

QUOTE = Citation(number=1, quotes=(Quoted(exact="They met.", start=0, end=9),))
ROW = Citation(number=2, rows=(Row(dataset="votes", version="1", key="7"),))
COUNT = Citation(number=3, query=Query(command="show contacts"))


@pytest.mark.parametrize(
    ("kind", "cites", "complaint"),
    [
        ("coded", (), "a coded line needs a sentence or a data row"),
        ("coded", (COUNT,), "a coded line needs a sentence or a data row"),
        ("counted", (), "a counted line needs its query"),
        ("counted", (QUOTE,), "a counted line needs its query"),
        ("own", (QUOTE,), "the analyst's own line cites nothing by itself"),
    ],
)
def test_a_line_without_what_it_rests_on_cannot_be_made(kind: str, cites: tuple[Citation, ...], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Line.model_validate({"kind": kind, "text": "They met.", "cites": cites})


@pytest.mark.parametrize(
    ("kind", "cites"), [("coded", (QUOTE,)), ("coded", (ROW,)), ("counted", (COUNT,)), ("own", ())]
)
def test_a_line_with_what_it_rests_on_can_be_made(kind: str, cites: tuple[Citation, ...]) -> None:
    assert Line.model_validate({"kind": kind, "text": "They met.", "cites": cites}).cites == cites


def test_a_citation_of_nothing_cannot_be_made() -> None:
    with pytest.raises(ValidationError, match="citation 4 holds no sentence, no row and no query"):
        Citation(number=4, title="An empty page")
