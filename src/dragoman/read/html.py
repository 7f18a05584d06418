"""Web pages: the article with its headings and lists, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from dragoman.record import BlockKind
from dragoman.source import Extract, Part, Unreadable, assemble
from dragoman.when import When

VERSION = "1"
DEPTH = 250  # tags inside one another; pages have 10 to 60, and at 256 libxml2 drops the rest without a word
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_COVERAGE = 0.5  # of the characters that stand in paragraphs of the page; below, the article finder lost the text
_PARAGRAPH = 80  # characters; shorter pieces of a page are mostly menus
_SKIP = re.compile(
    r"script|style|noscript|template|svg|iframe|select|button|nav|footer|aside|form|head|math|object|video|audio|textarea"
)
_BLOCK = re.compile(
    r"p|div|h[1-6]|li|[uod]l|d[td]|[bh]r|table|t[rdh]|tbody|thead|section|article|main|header|blockquote|pre|figure"
    r"|figcaption|body|html|center|address|caption"
)
_SHAPED = re.compile(r"h[1-6]|li|p|div|t[dh]|blockquote|[uo]l")  # what decides whether words are a heading, an item
_HEADING = re.compile(r"h([1-6])")
_BOLD = 130  # characters; a longer bold paragraph is emphasis


def extract(markup: str, latest: date) -> Extract:
    """The article of a page; where the article finder keeps too little, all visible text but menus.

    ``latest``: a day of publication after it is not believed. Raises Unreadable: "nested too deep", "no text".

    >>> page = "<html><title>Talks in Oslo</title><body><h2>March</h2><p>The envoys met in Oslo.</p></body></html>"
    >>> extract(page, date(2024, 5, 2)).body
    'Talks in Oslo\\n\\nMarch\\n\\nThe envoys met in Oslo.'
    """
    tree = _parse(markup)
    visible = list(_walk(tree))
    parts, stated = _found(tree, latest)
    if _letters(parts) < _COVERAGE * _letters(visible) or not parts:
        parts = visible
    title = " ".join(stated.title.split()) or None if stated.title else None
    body, blocks = assemble(_titled(parts, title))
    if not any(part.words.strip() for part in parts):
        raise Unreadable("no text in the page")
    published = When.on(date.fromisoformat(stated.date), basis="publication") if stated.date else When()
    return Extract("html", VERSION, body, blocks, title, stated.author, stated.sitename, published)


def _found(tree: lxml_html.HtmlElement, latest: date) -> tuple[list[Part], trafilatura.settings.Document]:
    """What the article finder keeps, and what the page says of itself; nothing where it breaks on the page."""
    config = {"extensive_search": False, "original_date": True, "max_date": latest.isoformat()}
    try:
        article = trafilatura.bare_extraction(deepcopy(tree), include_comments=False, include_formatting=True)
        stated = trafilatura.extract_metadata(deepcopy(tree), date_config=config)
        body = article.body if isinstance(article, trafilatura.settings.Document) else None
        return list(_article(body)) if body is not None else [], stated
    except (etree.LxmlError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return [], trafilatura.settings.Document()


def fragment(markup: str) -> str:
    """The text of a piece of HTML (a feed entry's), one paragraph a line with blank lines between.

    >>> fragment("<p>They met.</p><p>They <b>agreed</b>.</p>")
    'They met.\\n\\nThey agreed.'
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    return assemble(_walk(_parse(f"<html><body>{markup}</body></html>")))[0]


def _parse(markup: str) -> lxml_html.HtmlElement:
    if _ENTITY.search(markup):
        raise Unreadable("declares entities of its own, which may name files")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = lxml_html.document_fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("not readable as html", str(error)) from error
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH:
            raise Unreadable(f"nested too deep: more than {DEPTH} tags inside one another")
    return tree


def _letters(parts: list[Part]) -> int:
    return sum(len(part.words) for part in parts if len(part.words) >= _PARAGRAPH)


def _titled(parts: list[Part], title: str | None) -> Iterator[Part]:
    """The parts with the page's title first, or the heading that says the same marked as the title."""
    if title is None:
        yield from parts
        return
    first = next((i for i, part in enumerate(parts[:5]) if _alike(part.words, title)), None)
    if first is None:
        yield Part("title", title, why="title of the page")
    for i, part in enumerate(parts):
        yield part._replace(kind="title", level=0, why="title of the page") if i == first else part


def _alike(words: str, title: str) -> bool:
    one, two = (" ".join(text.casefold().split()) for text in (words, title))
    return one == two or (len(one) > 15 and two.startswith(one))


def _article(body: etree._Element) -> Iterator[Part]:
    """Parts of the article finder's tree: head, p, list/item, quote, table, with lb between lines."""
    for element in body:
        if element.tag == "head":
            level = _HEADING.match(element.get("rend", ""))
            yield Part("heading", _flat(element), int(level[1]) if level else 3, why="heading of the page")
        elif element.tag == "list":
            yield from (Part("item", _flat(item, nested=False)) for item in element.iter("item"))
        elif element.tag in {"quote", "div"} and len(element):
            yield from _lines(element.text or "", False)
            yield from _article(element)
        elif element.tag == "table":
            for row in element.iter("row"):
                yield Part("paragraph", " | ".join(filter(None, (_flat(cell) for cell in row.iter("cell")))))
        else:
            yield from _lines(_flat(element, breaks=True), _is_bold(element))
        yield from _lines(element.tail or "", False)


def _flat(element: etree._Element, *, breaks: bool = False, nested: bool = True) -> str:
    """The words of an element, white space made one; with ``breaks`` line breaks kept as such."""
    words = element.text or ""
    for child in element:
        if child.tag == "lb":
            words += "\n" if breaks else " "
        elif nested or child.tag != "list":
            words += _flat(child, breaks=breaks, nested=nested)
        words += child.tail or ""
    return words


def _lines(words: str, bold: bool) -> Iterator[Part]:
    for line in words.split("\n") if "\n" in words else [words]:
        flat = " ".join(line.split())
        if flat:
            yield _bold_line(flat) if bold else Part("paragraph", flat)


def _bold_line(flat: str) -> Part:
    """A short bold line without a full stop is what pages use for a heading."""
    is_heading = len(flat) < _BOLD and flat[-1] not in ".,;:"
    return Part("heading", flat, 6, why="bold line") if is_heading else Part("paragraph", flat)


def _is_bold(element: etree._Element) -> bool:
    inner = [child for child in element if child.tag == "hi" and "#b" in child.get("rend", "")]
    loose = (element.text or "") + "".join((child.tail or "") for child in element)
    return bool(inner) and len(inner) == len(element) and not loose.strip()


def _walk(tree: etree._Element) -> Iterator[Part]:
    """Every visible piece of the page in order, menus and forms left out; no recursion, the page may be deep."""
    words: list[str] = []
    shape: list[tuple[BlockKind, int]] = [("paragraph", 0)]
    skipped = 0

    def flush() -> Iterator[Part]:
        flat = " ".join("".join(words).split())
        words.clear()
        if flat:
            kind, level = shape[-1]
            yield Part(kind, flat, level, why="heading of the page" if kind == "heading" else "")

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        skip, block = bool(_SKIP.fullmatch(tag)), bool(_BLOCK.fullmatch(tag))
        skipped -= skip and event == "end"
        if block and not skipped:
            yield from flush()
            if _SHAPED.fullmatch(tag) and event == "end":
                shape.pop()
            elif _SHAPED.fullmatch(tag):
                shape.append(_shape(tag, shape[-1]))
        skipped += skip and event == "start"
        if not skipped:
            words.append((element.text if event == "start" else element.tail) or "")
    yield from flush()


def _shape(tag: str, outer: tuple[BlockKind, int]) -> tuple[BlockKind, int]:
    """Kind and level of the words inside a tag; a paragraph inside a list item is part of the item."""
    heading = _HEADING.fullmatch(tag)
    if heading:
        return "heading", int(heading[1])
    return ("item", 0) if tag == "li" or (outer[0] == "item" and tag in {"p", "div"}) else ("paragraph", 0)
