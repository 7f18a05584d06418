"""Sets a review as a Word document with genuine numbered footnotes, in the styles of a given template."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from dragoman import wording
from dragoman.cited import Citation, Line, Review, Section, Table
from dragoman.when import When

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FORBIDDEN = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_AFTER = (
    "endnotePr",
    "compat",
    "docVars",
    "rsids",
    "themeFontLang",
    "clrSchemeMapping",
    "shapeDefaults",
    "decimalSymbol",
)
_MADE = (1980, 1, 1, 0, 0, 0)  # the day a zip file begins at: the same review gives the same bytes


class _Paper(NamedTuple):
    """The document and its styles, name to id: python-docx looks every style up anew, paragraph by paragraph."""

    document: Document
    styles: dict[str, str]


def write(review: Review, out: Path, template: Path | None = None) -> None:
    """Write the document to ``out``; ``template``: a DOCX whose styles, page, header and footer are used.

    python-docx 1.2 knows no footnotes, so their part is made here (ECMA-376 part 1, 17.11). Footnotes that stand in
    the template go with its text.
    """
    document = docx.Document(str(template) if template else None)
    _clear(document)
    for name, size in (("Footnote Text", 9), ("Footnote Reference", None)):
        _ensure_style(document, name, size)
    paper = _Paper(document, {style.name: style.style_id for style in document.styles if style.name})
    _frame(paper, review)
    for section in review.sections:
        _section(paper, section, 1, review.table)
    _closing(paper, review)
    _attach_footnotes(paper, review.citations)
    properties = document.core_properties
    properties.title, properties.author = _clean(review.title), _clean(review.author or "")
    properties.created = properties.modified = review.generated.replace(tzinfo=None)
    held = BytesIO()
    document.save(held)
    out.write_bytes(_repacked(held))


# --- the text -----------------------------------------------------------------------------------------------------


def _frame(paper: _Paper, review: Review) -> None:
    if review.series:
        _paragraph(paper, review.series, "Subtitle")
    _paragraph(paper, review.title, "Title")
    facts = [
        ("Author", review.author), ("Review period", review.period), ("States", ", ".join(review.about)),
        ("Drafted", wording.dates(When.on(review.generated.date()))), ("Rests on", review.clocks),
        ("See also", "; ".join(review.see_also)),
    ]  # fmt: skip
    for name, value in facts:
        if value:
            paragraph = _paragraph(paper, "", "Normal")
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(_clean(value))


def _section(paper: _Paper, section: Section, depth: int, table: Table) -> None:
    _paragraph(paper, section.title, f"Heading {depth}")
    if section.lead:
        _paragraph(paper, "", "Normal").add_run(_clean(section.lead)).italic = True
    for line in section.lines:
        _line(paper, line, 1)
    if section.id == "figures" and table.levels:
        _table(paper, table)
    for inner in section.sections:
        _section(paper, inner, depth + 1, table)


def _line(paper: _Paper, line: Line, depth: int) -> None:
    paragraph = _paragraph(paper, "", "List Bullet" if depth == 1 else f"List Bullet {min(depth, 3)}")
    if line.when:
        paragraph.add_run(_clean(f"{line.when[:1].upper()}{line.when[1:]}. ")).bold = True
    paragraph.add_run(_clean(line.text))
    for index, cite in enumerate(line.cites):
        _reference(paper, paragraph, cite.number, ", " if index else "")
    for remark in line.remarks:
        paragraph.add_run().add_break()
        paragraph.add_run(_clean(remark)).italic = True
    for inner in line.under:
        _line(paper, inner, depth + 1)


def _table(paper: _Paper, table: Table) -> None:
    _paragraph(paper, table.caption, "Caption")
    columns = zip(*table.cells, strict=True)
    rows = [
        ("Month", *table.levels, "All"),
        *((m, *map(str, n), str(sum(n))) for m, n in zip(table.months, table.cells, strict=True)),
        ("All", *(str(sum(column)) for column in columns), str(table.total)),
    ]
    grid = paper.document.add_table(rows=len(rows), cols=len(rows[0]))
    if "Table Grid" in paper.styles:
        grid.style = paper.document.styles["Table Grid"]
    for row, words in zip(grid.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    marker = grid.rows[0]._tr.get_or_add_trPr()
    marker.append(OxmlElement("w:tblHeader"))


def _closing(paper: _Paper, review: Review) -> None:
    _paragraph(paper, "Sources", "Heading 1")
    for source in review.sources:
        kind = f"repeats source {source.origin}" if source.origin else "repeats a document not cited here"
        parts = [source.title, source.publisher, source.published, source.language and f"language: {source.language}"]
        text = ", ".join(p for p in (*parts, source.address) if p)
        _paragraph(paper, f"{source.number}. {text}; {kind if source.repeats else 'independent origin'}", "Normal")
    if not review.sources:
        _paragraph(paper, "No document is cited.", "Normal")
    if review.unread:
        _paragraph(paper, "Not Read", "Heading 2")
        for line in review.unread:
            _paragraph(paper, line, "List Bullet")


# --- footnotes ----------------------------------------------------------------------------------------------------


def _reference(paper: _Paper, paragraph: Paragraph, number: int, before: str) -> None:
    """The raised number in the text; several at one place are told apart by a raised comma."""
    if before:
        paragraph.add_run(before).font.superscript = True
    run = paragraph.add_run()
    run._r.style = paper.styles["Footnote Reference"]
    run.font.superscript = True
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    run._r.append(mark)


def _attach_footnotes(paper: _Paper, cites: tuple[Citation, ...]) -> None:
    root = parse_xml(
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    for cite in cites:
        root.append(_footnote(paper, cite))
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    _declare_separators(paper.document)
    package = paper.document.part.package
    paper.document.part.relate_to(
        Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, package), RELATIONSHIP_TYPE.FOOTNOTES
    )


def _declare_separators(document: Document) -> None:
    """The settings name the two separators, at the place the schema wants them (ECMA-376 part 1, 17.15.1.78)."""
    settings = document.settings.element
    if settings.find(qn("w:footnotePr")) is None:
        marks = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        declared = parse_xml(f"<w:footnotePr {nsdecls('w')}>{marks}</w:footnotePr>")
        following = {qn(f"w:{name}") for name in _AFTER}
        place = next((i for i, node in enumerate(settings) if node.tag in following), len(settings))
        settings.insert(place, declared)


def _footnote(paper: _Paper, cite: Citation) -> BaseOxmlElement:
    ids = paper.styles
    note = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{cite.number}"><w:p><w:pPr><w:pStyle w:val="{ids["Footnote Text"]}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{ids["Footnote Reference"]}"/><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        "</w:p></w:footnote>"
    )
    for text, language in _words(cite):
        run, words = OxmlElement("w:r"), OxmlElement("w:t")
        if language:
            properties, mark = OxmlElement("w:rPr"), OxmlElement("w:lang")
            mark.set(qn("w:val"), language)
            properties.append(mark)
            run.append(properties)
        words.text = _clean(text)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        note[0].append(run)
    return note


def _words(cite: Citation) -> Iterator[tuple[str, str | None]]:
    """The footnote's words in order, each with its language where it is a quotation."""
    if cite.query:
        clocks = f" --as-of {cite.query.as_of}" if cite.query.as_of else ""
        clocks += f" --recorded {cite.query.recorded}" if cite.query.recorded is not None else ""
        ids = f": {', '.join(cite.query.ids)}" if cite.query.ids else ""
        number = f"{len(cite.query.ids)} record{'' if len(cite.query.ids) == 1 else 's'}"
        yield (
            f" dragoman {cite.query.command}{clocks} holds the {number} counted{ids}. Coverage: {cite.query.coverage}.",
            None,
        )
        return
    parts = [cite.title, cite.publisher, cite.published, cite.address]
    parts += [f"{row.dataset} {row.version}, row {row.key}" for row in cite.rows]
    yield f" {', '.join(p for p in parts if p)}{':' if cite.quotes else '.'}", None
    for quote in cite.quotes:
        yield f" “{quote.exact}”", cite.language


# --- the package --------------------------------------------------------------------------------------------------


def _clear(document: Document) -> None:
    """Drop the template's own text and footnotes; the page set-up with header and footer stays."""
    for element in list(document.element.body):
        if element.tag != qn("w:sectPr"):
            document.element.body.remove(element)
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            document.part.rels.pop(key)


def _ensure_style(document: Document, name: str, size: int | None) -> None:
    if name in {style.name for style in document.styles}:
        return
    kind = WD_STYLE_TYPE.PARAGRAPH if size else WD_STYLE_TYPE.CHARACTER
    style = document.styles.add_style(name, kind)
    if size:
        style.font.size = Pt(size)
    else:
        style.font.superscript = True


def _paragraph(paper: _Paper, text: str, style: str) -> Paragraph:
    """A paragraph in the style, or in the template's ordinary one where it has no such style."""
    made = paper.document.add_paragraph(_clean(text))
    if style in paper.styles:
        made._p.style = paper.styles[style]
    return made


def _clean(text: str) -> str:
    """The text on one line, without the characters that XML 1.0 forbids."""
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or not _FORBIDDEN.match(c))


def _repacked(held: BytesIO) -> bytes:
    """The same package with a fixed date on every part."""
    out = BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _MADE), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
