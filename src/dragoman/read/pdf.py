"""PDF files: lines back to paragraphs, by where they stand on the page; pages kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_int, create_string_buffer
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from dragoman.source import Extract, Part, Unreadable, assemble

VERSION = "1"
PAGES = 2_000
_ITEM = re.compile(r"(?:[•·▪●◦‣■–—-]|\(?\d{1,2}[.)]|\(?[a-zа-я]\))\s+\S")
_HYPHENS = "\x02\ufffe"  # how pdfium shows a hyphen at the end of a line
_ENDS = (".", "!", "?", ":", ";", "”", '"', "»", "…")
_HEADING = 130  # characters
_KEEPS = {
    "long",
    "short",
    "high",
    "low",
    "well",
    "self",
    "vice",
    "two",
    "three",
    "cross",
    "half",
    "non",
}  # -term, -level


class _Line(NamedTuple):
    words: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    bold: bool


def extract(data: bytes) -> Extract:
    """Paragraphs, headings (larger or bold lines) and list items; running headers and page numbers as boilerplate.

    A word broken at the end of a line is joined; its hyphen stays where the text elsewhere writes it so, or where it
    belongs to a compound. The file's properties are not believed: they name a template more often than the text.
    Raises Unreadable: "password needed", "broken pdf", "no text".
    """
    lines = list(_lines(data))
    if not lines:
        raise Unreadable("no text in the pdf: its pages may be pictures")
    running = _running(lines)
    size = Counter(round(line.size, 1) for line in lines for _ in range(len(line.words))).most_common(1)[0][0]
    whole = " ".join(line.words for line in lines).casefold()
    parts = _joined([_part(group, size, running, whole) for group in _paragraphs(lines, size, running)], whole)
    body, blocks = assemble(parts)
    return Extract("pdf", VERSION, body, blocks)


def _lines(data: bytes) -> Iterator[_Line]:
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "password needed" if "password" in str(error).lower() else "broken pdf"
        raise Unreadable(reason, str(error)) from error
    try:
        if len(file) > PAGES:
            raise Unreadable(f"too large: more than {PAGES} pages", str(len(file)))
        for number in range(len(file)):
            page = file[number]
            text = page.get_textpage()
            yield from _page_lines(text.raw, number + 1)
            text.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken pdf", str(error)) from error
    finally:
        file.close()


def _page_lines(text: Any, page: int) -> Iterator[_Line]:
    start, letters = 0, []
    count = pdfium.FPDFText_CountChars(text)
    for i in range(count + 1):
        code = pdfium.FPDFText_GetUnicode(text, i) if i < count else 10
        if chr(code) in _HYPHENS:  # pdfium then gives no line end
            letters.append("\x02")
        elif code not in (10, 13):
            letters.append(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " ")
            continue
        words = "".join(letters)
        seen = [start + k for k, letter in enumerate(letters) if not letter.isspace() and letter not in _HYPHENS]
        if seen:
            left, bottom, _ = _box(text, seen[0])
            _, _, right = _box(text, seen[-1])
            bold = all(_is_bold(text, k) for k in (seen[0], seen[len(seen) // 2], seen[-1]))
            size = float(pdfium.FPDFText_GetFontSize(text, seen[0]))
            yield _Line(" ".join(words.split()), page, left, right, bottom, size, bold)
        start, letters = i + 1, []


def _box(text: Any, at: int) -> tuple[float, float, float]:
    """Left, baseline and right of a character, in points from the lower left corner."""
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    return left.value, y.value, right.value


def _is_bold(text: Any, at: int) -> bool:
    name, flags = create_string_buffer(100), c_int()
    pdfium.FPDFText_GetFontInfo(text, at, name, len(name), flags)
    return pdfium.FPDFText_GetFontWeight(text, at) >= 600 or b"bold" in name.value.lower()


def _running(lines: Sequence[_Line]) -> frozenset[int]:
    """Indexes of page numbers, and of first and last lines that stand on three pages or more."""
    edges = [
        i for i, line in enumerate(lines)
        if i == 0 or i == len(lines) - 1 or lines[i - 1].page != line.page or lines[i + 1].page != line.page
    ]  # fmt: skip
    seen = Counter(re.sub(r"\d+", "#", lines[i].words) for i in edges)
    return frozenset(
        i for i in edges
        if (seen[re.sub(r"\d+", "#", lines[i].words)] >= 3 or re.fullmatch(r"\W*(?:page )?\d{1,4}\W*", lines[i].words, re.IGNORECASE))
        and (lines[-1].page > 1 or lines[i].words.strip("-– ").isdigit())
    )  # fmt: skip


def _paragraphs(lines: Sequence[_Line], size: float, running: frozenset[int]) -> Iterator[list[tuple[int, _Line]]]:
    """Lines that belong together, each with its index."""
    drops = [a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom]
    pitch = min(sorted(drops)[len(drops) // 4], size * 1.9) if drops else size * 1.2  # of lines inside paragraphs
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    right = max(line.right for line in lines)
    group: list[tuple[int, _Line]] = []
    for i, line in enumerate(lines):
        if group and _breaks(group[-1][1], line, group[-1][0] in running or i in running, pitch, left, right):
            yield group
            group = []
        group.append((i, line))
    yield group


def _breaks(above: _Line, line: _Line, running: bool, pitch: float, left: float, right: float) -> bool:
    """Whether a new paragraph begins with the line."""
    return (
        running
        or above.page != line.page
        or above.bottom - line.bottom > pitch * 1.35
        or abs(above.size - line.size) > 0.08 * above.size
        or above.bold != line.bold
        or _ITEM.match(line.words) is not None
        or (line.left - above.left > 0.8 * line.size and above.words.endswith(_ENDS) and above.left - left < 2)
        or (above.words.endswith(_ENDS) and above.right < left + 0.8 * (right - left))
    )


def _part(group: list[tuple[int, _Line]], size: float, running: frozenset[int], whole: str) -> Part:
    words, (index, first) = "", group[0]
    for _, line in group:
        words = _glued(words, line.words, whole)
    is_short = len(words) < _HEADING and not words.endswith((".", ",", ";", ":"))
    if index in running:
        return Part("boilerplate", words, page=first.page, why="running header or page number")
    if is_short and first.size > 1.12 * size:
        return Part("heading", words, 1 if first.size > 1.5 * size else 2, first.page, "larger letters")
    if is_short and first.bold and not _ITEM.match(words):
        return Part("heading", words, 6, first.page, "bold line")
    return Part("item" if _ITEM.match(words) else "paragraph", words, page=first.page)


def _joined(parts: list[Part], whole: str) -> list[Part]:
    """Parts with a paragraph that a page break cut in two made one again; it keeps the page it begins on."""
    found: list[Part] = []
    for part in parts:
        above = next((i for i in range(len(found) - 1, -1, -1) if found[i].kind != "boilerplate"), None)
        if (
            above is not None
            and part.kind == "paragraph"
            and found[above].kind in {"paragraph", "item"}
            and found[above].page != part.page
            and not found[above].words.endswith(_ENDS)
            and part.words[:1].islower()
        ):
            found[above] = found[above]._replace(words=_glued(found[above].words, part.words, whole))
        else:
            found.append(part)
    return [part._replace(words=part.words.rstrip(_HYPHENS)) for part in found]


def _glued(above: str, line: str, whole: str) -> str:
    """Two lines as one; a word broken between them is joined."""
    if not above:
        return line
    end = above[-1]
    if end not in _HYPHENS and not (end == "-" and above[-2:-1].isalpha() and line[:1].isalpha()):
        return f"{above} {line}"
    one = re.search(r"[^\W_]*$", above[:-1])
    two = re.match(r"[^\W_]*", line)
    first, second = (one[0] if one else ""), (two[0] if two else "")
    compound = (
        second[:1].isupper()
        or first.isdigit()
        or (first.casefold() in _KEEPS and len(second) >= 4)
        or (f"{first}-{second}".casefold() in whole and f"{first}{second}".casefold() not in whole)
    )
    return above[:-1] + ("-" if compound else "") + line
