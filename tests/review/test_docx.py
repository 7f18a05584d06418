from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx as word
import pytest
from docx.shared import Pt
from lxml import etree

from dragoman.cited import Review
from dragoman.review import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def path(review: Review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("word") / "review.docx"
    docx.write(review, out)
    return out


def _part(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def test_footnotes_are_genuine_and_in_the_order_of_the_text(review: Review, path: Path) -> None:
    called = [int(n.get(f"{W}id")) for n in _part(path, "word/document.xml").iter(f"{W}footnoteReference")]
    notes = {int(n.get(f"{W}id")): n for n in _part(path, "word/footnotes.xml")}
    assert called == [cite.number for cite in review.citations]
    assert list(notes) == [-1, 0, *called]
    for cite in review.citations:
        assert notes[cite.number].find(f".//{W}footnoteRef") is not None
        words = "".join(t.text for t in notes[cite.number].iter(f"{W}t"))
        for quote in cite.quotes:
            assert f"“{quote.exact}”" in words
        assert not cite.query or cite.query.coverage in words


def test_the_package_declares_its_footnotes(path: Path) -> None:
    types = {n.get("PartName"): n.get("ContentType") for n in _part(path, "[Content_Types].xml")}
    assert types["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    targets = [n.get("Target") for n in _part(path, "word/_rels/document.xml.rels")]
    assert targets.count("footnotes.xml") == 1
    settings = _part(path, "word/settings.xml")
    assert [n.get(f"{W}id") for n in settings.find(f"{W}footnotePr")] == ["-1", "0"]


def test_the_document_opens_again_with_headings_lists_and_the_table(review: Review, path: Path) -> None:
    made = word.Document(str(path))
    styles = {p.style.name for p in made.paragraphs if p.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Bullet 2", "Normal"} <= styles
    [table] = made.tables
    assert [cell.text for cell in table.rows[-1].cells] == ["All", "3", "2", "2", "1", "1", "9"]
    assert made.core_properties.title == "Winter <script>"


def test_the_same_review_gives_the_same_bytes(review: Review, path: Path, tmp_path: Path) -> None:
    docx.write(review, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == path.read_bytes()


def test_a_template_gives_its_styles_and_not_its_words(review: Review, path: Path, tmp_path: Path) -> None:
    template = word.Document(str(path))
    template.add_paragraph("Words of the template")
    template.styles["Heading 1"].font.size = Pt(31)
    template.sections[0].header.paragraphs[0].text = "House of Reviews"
    template.save(str(tmp_path / "house.docx"))
    docx.write(review, tmp_path / "out.docx", template=tmp_path / "house.docx")
    made = word.Document(str(tmp_path / "out.docx"))
    assert made.styles["Heading 1"].font.size == Pt(31)
    assert made.sections[0].header.paragraphs[0].text == "House of Reviews"
    assert "Words of the template" not in [p.text for p in made.paragraphs]
    assert len(_part(tmp_path / "out.docx", "word/footnotes.xml")) == len(review.citations) + 2
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        assert len(package.namelist()) == len(set(package.namelist()))


def test_a_template_without_list_styles_is_good_enough(review: Review, tmp_path: Path) -> None:
    template = word.Document()
    for name in ("List Bullet", "List Bullet 2", "Subtitle", "Table Grid", "Caption"):
        template.styles[name].delete()
    template.save(str(tmp_path / "bare.docx"))
    docx.write(review, tmp_path / "out.docx", template=tmp_path / "bare.docx")
    assert {p.style.name for p in word.Document(str(tmp_path / "out.docx")).paragraphs if p.style} == {
        "Title", "Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4",
    }  # fmt: skip


def test_control_characters_do_not_break_the_package(review: Review, tmp_path: Path) -> None:
    docx.write(review.model_copy(update={"title": "a\x00b\x0bc\ufffe"}), tmp_path / "out.docx")
    assert word.Document(str(tmp_path / "out.docx")).paragraphs[1].text == "ab c"
