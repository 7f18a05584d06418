"""Whole files in tests/golden, kept as they print; `GOLDEN=write pytest tests/review/test_golden.py` makes them anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import docx as word
import pytest
from lxml import etree

from dragoman.cited import Review
from dragoman.review import docx, html, markdown

GOLDEN = Path(__file__).parent.parent / "golden"


def _word(review: Review, folder: Path) -> str:
    """Style and words of every paragraph, then the table, then the footnotes."""
    docx.write(review, folder / "review.docx")
    made = word.Document(str(folder / "review.docx"))
    rows = [f"[{p.style.name if p.style else ''}] {p.text}" for p in made.paragraphs]
    rows += [" | ".join(cell.text for cell in row.cells) for table in made.tables for row in table.rows]
    notes = next(p for p in made.part.package.iter_parts() if str(p.partname) == "/word/footnotes.xml")
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for note in etree.fromstring(notes.blob):
        rows.append(f"[{note.get(w + 'id')}]{''.join(t.text or '' for t in note.iter(w + 't'))}")
    return "\n".join(rows) + "\n"


def _html(review: Review, folder: Path) -> str:
    html.write(review, folder / "review.html")
    return (folder / "review.html").read_text(encoding="utf-8")


def _markdown(review: Review, folder: Path) -> str:
    markdown.write(review, folder / "review.md")
    return (folder / "review.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "made"), [("review.html", _html), ("review.md", _markdown), ("review.docx.txt", _word)]
)
def test_the_review_is_printed_as_before(
    review: Review, tmp_path: Path, name: str, made: Callable[[Review, Path], str]
) -> None:
    found = made(review, tmp_path)
    if os.environ.get("GOLDEN") == "write":
        (GOLDEN / name).write_text(found, encoding="utf-8")
    assert found == (GOLDEN / name).read_text(encoding="utf-8")
