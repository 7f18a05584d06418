"""Word files: paragraphs, headings, list items and table rows in their order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document as WordFile
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from dragoman.source import Extract, Part, Unreadable, assemble

VERSION = "1"
_HEADING = re.compile(r"(?:heading|заголовок|загаловак)\s*(\d)", re.IGNORECASE)
_LIST = re.compile(r"list|список|спис", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BROKEN = (  # what python-docx, zipfile and lxml raise for bytes they did not expect
    etree.LxmlError, zipfile.BadZipFile, zlib.error, AttributeError, LookupError, OSError, EOFError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip
_BOLD = 130  # characters; a longer bold paragraph is emphasis


def extract(data: bytes) -> Extract:
    """The body of the file; notes, headers and footers are left out. The archive must have been checked before.

    Its properties are not believed: they name whoever made the template, and the day of saving is no publication.
    Raises Unreadable: "broken docx", "no text".
    """
    try:
        file = docx.Document(io.BytesIO(data))
        if file.element.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("declares entities of its own, which may name files")
        body, blocks = assemble(_parts(file))
    except _BROKEN as error:
        raise Unreadable("broken docx", f"{type(error).__name__}: {error}") from error
    if not body:
        raise Unreadable("no text in the docx")
    return Extract("docx", VERSION, body, blocks)


def _parts(file: WordFile) -> Iterator[Part]:
    for element in file.iter_inner_content():
        if isinstance(element, Table):
            for row in element.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield Part("paragraph", " | ".join(filter(None, cells)))
        else:
            yield from _paragraph(element)


def _paragraph(paragraph: Paragraph) -> Iterator[Part]:
    words, style = " ".join(paragraph.text.split()), (paragraph.style.name or "") if paragraph.style else ""
    heading = _HEADING.match(style)
    if not words:
        return
    if style.casefold() in {"title", "название", "назва"}:
        yield Part("title", words, why="title style")
    elif heading:
        yield Part("heading", words, int(heading[1]), why="heading style")
    elif _LIST.match(style) or paragraph._p.find(f"{_W}pPr/{_W}numPr") is not None:
        yield Part("item", words)
    elif len(words) < _BOLD and words[-1] not in ".,;:" and all(run.bold for run in paragraph.runs if run.text.strip()):
        yield Part("heading", words, 6, why="bold line")
    else:
        yield from (Part("paragraph", " ".join(line.split())) for line in paragraph.text.split("\n"))
