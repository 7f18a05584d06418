"""Word files."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from dragoman.read import docx as reader
from dragoman.source import Unreadable
from dragoman.text.blocks import blocks


def _saved(file: docx.document.Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_styles_bold_lines_lists_and_tables_come_back() -> None:
    file = docx.Document()
    file.core_properties.author, file.core_properties.title = "Template Maker", "Document1"
    file.add_paragraph("A Month of Talks", style="Title")
    file.add_paragraph("Author: Ada Example")
    file.add_heading("March", 1)
    file.add_heading("Meetings", 2)
    file.add_paragraph("On March 5, the envoys met.", style="List Bullet")
    file.add_paragraph().add_run("Telephone Calls").bold = True
    file.add_paragraph("On March 7, they spoke\nby telephone.")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "March 9", "A call"
    found = reader.extract(_saved(file))
    tree = blocks(found.body, found.blocks)
    assert (found.title, found.author) == (None, None)
    assert [(b.kind, b.level, b.parent, found.body[b.start : b.end]) for b in tree] == [
        ("title", 0, None, "A Month of Talks"),
        ("paragraph", 0, None, "Author: Ada Example"),
        ("heading", 1, None, "March"),
        ("heading", 2, 2, "Meetings"),
        ("item", 0, 3, "On March 5, the envoys met."),
        ("heading", 3, 3, "Telephone Calls"),
        ("paragraph", 0, 5, "On March 7, they spoke"),
        ("paragraph", 0, 5, "by telephone."),
        ("paragraph", 0, 5, "March 9 | A call"),
    ]


def _with(document: bytes) -> bytes:
    """A Word file whose main part is replaced."""
    file = docx.Document()
    file.add_paragraph("They met.")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_saved(file))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, document if info.filename == "word/document.xml" else old.read(info.filename))
    return out.getvalue()


WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"<w:document", "broken docx"),
        (b"", "broken docx"),
        (
            b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document ' + WORD
            + b"><w:body><w:p><w:r><w:t>before &x; after</w:t></w:r></w:p></w:body></w:document>",
            "declares entities of its own, which may name files",
        ),
        (b"<w:document " + WORD + b"><w:body/></w:document>", "no text in the docx"),
        (b"<w:document " + WORD + b"><w:body>" + b"<w:tbl><w:tr><w:tc>" * 300 + b"</w:tc></w:tr></w:tbl>" * 300, "broken docx"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused(document: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        reader.extract(_with(document))
    assert refusal.value.reason == reason
