"""The parts of a text as a tree: title, headings, list items, paragraphs, captions, and boilerplate marked as such."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

from dragoman.record import Block, BlockKind

_LINE = re.compile(r"[^\r\n\f\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_ITEM = re.compile(r"(?:[•·▪●◦‣■*–—-]|\(?\d{1,2}[.)]|\(?[a-zа-яіїєґў]\))[^\S\n]+\S", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|[IVX]{1,5}\.)[^\S\n]+\S")
_KEY = re.compile(r"([^\W\d_][\w ’'-]{1,28}):[^\S\n]+\S")
_DATE_WORDS = re.compile(
    r"(?<=\d)(?:st|nd|rd|th)\b|[\s\d,.:–—/-]+|\b(?:year|the|and|of|to|from|года|году|год|рік|року|годзе|г|р)\b\.?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = re.compile(r"(?:a|an|and|as|at|by|for|from|in|of|on|or|over|per|the|to|vs|via|with|amid)\Z", re.IGNORECASE)
_FRONT = re.compile(r"\s*---[^\S\n]*\r?\n(?:[^\n]*\n){0,40}?---[^\S\n]*(?:\r?\n|\Z)")

_WHY = ("closing section", "year", "month", "capitals", "short line", "day")  # a heading of plain text, by its rank
_HEADING = 130  # characters; a longer line is prose
_HEADING_WORDS = 18
_WRAPPED = (45, 100)  # characters of the longest line of a text whose lines were broken by hand
_HEADER_LINES = 30  # lines from the top in which "Key: value" says what the document is
_LAST_THIRD = 2 / 3


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    why: str
    longest: int
    at_end: bool


class _Lore(NamedTuple):
    boilerplate: tuple[_Rule, ...]
    captions: tuple[_Rule, ...]
    closing: frozenset[str]
    keys: frozenset[str]
    months: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block in the making. ``rank`` orders headings: closing 0, year 1, month 2, capitals 3, other 4, day 5."""

    kind: BlockKind
    start: int
    end: int
    why: str = ""
    level: int = 0
    rank: int = 0
    page: int | None = None
    after_blank: bool = False


def blocks(body: str, known: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Blocks in text order, not overlapping; every character that is not white space lies in exactly one.

    ``known``: what the file format itself marks (HTML, DOCX, PDF), in order; its headings and items are believed.
    ``parent`` is the governing heading, or for a list item the paragraph that introduces it and ends in a colon.
    A block's ``why`` says by which rule it was marked. Headings of plain text get level 1, under months level 2.

    >>> body = "Talks of the Week\\n\\nMarch\\n\\nMeetings of Ministers\\n\\n• On March 5, they met in Oslo.\\n\\nSubscribe"
    >>> [(b.kind, b.level, b.parent, b.why) for b in blocks(body)]  # doctest: +NORMALIZE_WHITESPACE
    [('title', 0, None, 'first line'), ('heading', 1, None, 'month'), ('heading', 2, 1, 'short line'),
     ('item', 0, 2, ''), ('boilerplate', 0, None, 'subscription')]
    """
    pieces = [_stated(body, b) for b in known] or list(_pieces(body))
    pieces = _headings(body, _marked(body, pieces))
    pieces = _levels(_titles(body, pieces))
    pieces = _tail(body, pieces)
    return tuple(_tree(body, pieces))


def _stated(body: str, block: Block) -> _Piece:
    """What a format marks; a paragraph that begins with a bullet is an item all the same."""
    is_item = block.kind == "paragraph" and _ITEM.match(body, block.start, block.end)
    kind: BlockKind = "item" if is_item else block.kind
    return _Piece(kind, block.start, block.end, block.why, block.level, 0, block.page, after_blank=True)


# --- lines to pieces ----------------------------------------------------------------------------------------------


def _pieces(body: str) -> Iterator[_Piece]:
    """One piece a line, or a paragraph where its lines were broken by hand."""
    at = 0
    front = _FRONT.match(body)
    if front:
        at = front.end()
        yield _Piece("boilerplate", *_trim(body, 0, at), why="front matter")
    width = _wrap(body, at)
    start = end = -1
    after_blank = True
    for left, right, blank in _lines(body, at):
        if start >= 0 and not blank and _continues(body, start, end, left, right, width):
            end = right
            continue
        if start >= 0:
            yield _piece(body, start, end, after_blank)
        start, end, after_blank = left, right, blank
    if start >= 0:
        yield _piece(body, start, end, after_blank)


def _lines(body: str, at: int) -> Iterator[tuple[int, int, bool]]:
    """Trimmed lines that are not blank, and whether a blank line (or the beginning) stands before."""
    last = None
    for match in _LINE.finditer(body, at):
        left, right = _trim(body, match.start(), match.end())
        if left < right:
            yield left, right, last is None or len(_BREAK.findall(body, last, left)) > 1 or "\f" in body[last:left]
            last = right


def _trim(body: str, left: int, right: int) -> tuple[int, int]:
    words = body[left:right]
    left += len(words) - len(words.lstrip())
    return left, left + len(words.strip())


def _wrap(body: str, at: int) -> int | None:
    """Width in characters to which lines were broken by hand; ``None`` where a line is a paragraph.

    Broken by hand: no line is long, and most lines followed by another without a blank line between are so full
    that the next word would not have fitted.
    """
    lines = list(_lines(body, at))
    width = max((right - left for left, right, _ in lines), default=0)
    if not _WRAPPED[0] <= width <= _WRAPPED[1]:
        return None
    full = breaks = 0
    for (left, right, _), (start, stop, blank) in pairwise(lines):
        if not blank and not _ITEM.match(body, start, stop):
            breaks += 1
            full += right - left + 1 + len(body[start:stop].split(None, 1)[0]) > width * 0.9
    return width if breaks >= 2 and full > breaks / 2 else None


def _continues(body: str, start: int, end: int, left: int, right: int, width: int | None) -> bool:
    """Whether the line [left, right) goes on with the piece that ended at ``end``, no blank line between."""
    if _ITEM.match(body, left, right) or _MARKDOWN.match(body, left) or _MARKDOWN.match(body, start):
        return False
    if width is None:
        # an invitation broken in two: "Follow us …" / "and support our work"
        return body[left].islower() and end - start < 60 and bool(_match(_lore().boilerplate, body[start:end], False))
    line = max(body.rfind("\n", start, end) + 1, start)
    if end - line + 1 + len(body[left:right].split(None, 1)[0]) > width * 0.85:
        return True
    return body[left].islower() and body[end - 1] not in ".!?:;"


def _piece(body: str, start: int, end: int, after_blank: bool) -> _Piece:
    hashes = _MARKDOWN.match(body, start, end)
    kind: BlockKind = "heading" if hashes else "item" if _ITEM.match(body, start, end) else "paragraph"
    why, level = ("markdown", len(hashes[1])) if hashes else ("", 0)
    return _Piece(kind, start, end, why, level, after_blank=after_blank)


# --- boilerplate and captions -------------------------------------------------------------------------------------


def _marked(body: str, pieces: list[_Piece]) -> list[_Piece]:
    """Pieces with captions and boilerplate marked by the patterns of data/boilerplate.toml."""
    lore = _lore()
    found: list[_Piece] = []
    header = True
    for number, piece in enumerate(pieces):
        line = body[piece.start : piece.end] if piece.end - piece.start <= 700 else ""
        kind, why = piece.kind, piece.why
        key, opens = _KEY.match(line), not found or found[-1].kind == "boilerplate"
        if piece.kind == "boilerplate" or not line:
            header = header and piece.kind == "boilerplate"
        elif sum(map(str.isalnum, line)) < 2:
            kind, why = "boilerplate", "stray characters"
        elif header and number < _HEADER_LINES and key and key[1].strip().casefold() in lore.keys and "\n" not in line:
            # a key that opens the file is front matter; one under a title is a line of the text as well
            kind, why = ("boilerplate", "front matter") if opens else ("paragraph", "header line")
        elif why := _match(lore.captions, line, False):
            kind, why = "caption", piece.why or "caption"
        elif why := _match(lore.boilerplate, line, piece.start > len(body) * _LAST_THIRD):
            kind = "boilerplate"
        else:
            why = piece.why
            header = header and len(line) < _HEADING
        found.append(replace(piece, kind=kind, why=why))
    return found


def _match(rules: Sequence[_Rule], line: str, at_end: bool) -> str:
    """Why the line is boilerplate or a caption; "" where it is neither."""
    flat = " ".join(line.split())
    for rule in rules:
        if len(flat) <= rule.longest and (at_end or not rule.at_end) and rule.pattern.fullmatch(flat):
            return rule.why
    return ""


def _tail(body: str, pieces: list[_Piece]) -> list[_Piece]:
    """Short unfinished lines after the last paragraph, from the first boilerplate line on, are the page's own."""
    last = max((i for i, p in enumerate(pieces) if p.kind != "boilerplate" and _is_prose(body, p)), default=-1)
    inside = False
    for i in range(last + 1, len(pieces)):
        inside = inside or pieces[i].kind == "boilerplate"
        if inside and pieces[i].kind in {"paragraph", "heading", "title"}:
            pieces[i] = replace(pieces[i], kind="boilerplate", why="site navigation", level=0)
    return pieces


def _is_prose(body: str, piece: _Piece) -> bool:
    line = body[piece.start : piece.end].rstrip("\"'”’»)")
    return piece.kind == "item" or piece.end - piece.start > _HEADING or line.endswith((".", "!", "?", "…", ":", ";"))


# --- headings and title -------------------------------------------------------------------------------------------


def _headings(body: str, pieces: list[_Piece]) -> list[_Piece]:
    """Short lines that stand over text become headings; in a run of four or more only the last one can."""
    lore = _lore()
    stated = sum(piece.kind == "heading" for piece in pieces) > 1  # then short lines are lines; one may be the title
    top = next((p for p in pieces if p.kind != "boilerplate"), None)
    ranks = [_rank(body, p, lore, p is top) if p.kind == "heading" or not stated else None for p in pieces]
    prose = next((i for i, p in enumerate(pieces) if ranks[i] is None and p.kind != "boilerplate"), len(pieces))
    run = 0
    for i in range(len(pieces) - 1, -1, -1):
        kind = pieces[i].kind
        if kind in {"boilerplate", "caption"}:
            continue
        if ranks[i] is None:
            run = 1  # text that a heading may stand over
            continue
        strong = ranks[i] in {0, 1, 2, 3} or kind == "heading"
        if kind == "title":
            continue
        if run and (strong or run <= 3 or pieces[i].after_blank or i < prose):
            rank = ranks[i] or 0
            pieces[i] = replace(pieces[i], kind="heading", rank=rank, why=pieces[i].why or _WHY[rank])
            run += 1
        elif kind == "heading" and not run:
            pieces[i] = replace(pieces[i], kind="paragraph", why="")
    return pieces


def _rank(body: str, piece: _Piece, lore: _Lore, on_top: bool) -> int | None:
    """The rank of a line that looks like a heading, else ``None``."""
    line = " ".join(body[piece.start : piece.end].lstrip("# ").split())
    if piece.kind == "heading":
        return _month_rank(line, lore) or (0 if line.casefold().rstrip("?!:") in lore.closing else 4)
    if piece.kind == "item" and not (_NUMBERED.match(line) and piece.after_blank and _is_titled(line)):
        return None
    if piece.kind not in {"paragraph", "item"} or piece.why or len(line) > _HEADING:
        return None
    month = _month_rank(line, lore)
    if month:
        return month
    words = _WORD.findall(line)
    end = line.rstrip("\"'”’»)")[-1:]
    if not words or len(words) > _HEADING_WORDS or end in ".,;:…_–—-":
        return None
    if line.casefold().rstrip("?!") in lore.closing:
        return 0
    if "|" in line or "@" in line or line[0] in "“\"«'‘`(>" or "://" in line or _is_header(line, lore, on_top):
        return None
    first = line.lstrip("0123456789IVX.) ")[:1] or line[0]
    if first.islower():
        return None
    if not any(map(str.islower, line)) and sum(map(len, words)) > 3:
        return 3
    return 4


def _is_header(line: str, lore: _Lore, on_top: bool) -> bool:
    """True for "Review period: …", not for a title with a colon in it."""
    key = _KEY.match(line)
    if key is None:
        return False
    return key[1].strip().casefold() in lore.keys or any(map(str.isdigit, line)) or not (on_top or _is_titled(line))


def _month_rank(line: str, lore: _Lore) -> int | None:
    """1 for a line that is a year, 2 for one or more months with or without a year, 5 for a day."""
    words = [word.casefold() for word in _WORD.findall(_DATE_WORDS.sub(" ", line))]
    if re.fullmatch(r"(?:19|20)\d\d(?:\s*(?:год|рік|year))?", line):
        return 1
    numbers = [int(number) for number in re.findall(r"\d+", line)]
    if not words or not all(word in lore.months for word in words):
        return None
    return 2 if all(1900 < number < 2100 for number in numbers) else 5


def _is_titled(line: str) -> bool:
    """True where most of the longer words begin with a capital, or all letters are capitals, and no stop ends it."""
    words = [word for word in _WORD.findall(line) if not _SMALL.match(word)]
    capitals = sum(word[0].isupper() for word in words)
    return len(line) < _HEADING and line[-1] not in ".,;:" and capitals > len(words) / 2


def _titles(body: str, pieces: list[_Piece]) -> list[_Piece]:
    """The headings on top of everything are the title, but for the one that stands right over the text below them.

    A day under the title, the only one that stands as a heading, says when the text was made: a header line.
    """
    days = [i for i, piece in enumerate(pieces) if piece.kind == "heading" and piece.rank == 5]
    top: list[int] = []
    for i, piece in enumerate(pieces):
        if days == [i] and top:
            pieces[i] = replace(piece, kind="paragraph", level=0, why="header line")
            break
        if piece.kind == "title" or (piece.kind == "heading" and piece.rank == 4 and (piece.level <= 1 or not top)):
            top.append(i)
        elif piece.kind not in {"boilerplate", "caption"}:
            break
    for i in top[:2]:
        below = next((p for p in pieces[i + 1 :] if p.kind not in {"boilerplate", "caption"}), pieces[i])
        over_header = below.why in {"header line", "month", "year"} or _KEY.match(body, below.start) is not None
        if i == top[0] or over_header:
            why = "first line" if pieces[i].why == "short line" else pieces[i].why
            pieces[i] = replace(pieces[i], kind="title", level=0, why=why)
    return pieces


def _levels(pieces: list[_Piece]) -> list[_Piece]:
    """Level of a heading: its depth. What the format states decides first; among equals the rank nests (a meeting
    under its month), but where nothing is stated a month, a year or capitals above are needed for that."""
    opened: list[tuple[int, int]] = []
    for i, piece in enumerate(pieces):
        if piece.kind != "heading":
            continue
        key = (piece.level, piece.rank)
        while opened and opened[-1] >= key:
            opened.pop()
        # a closing section governs its equals only where one stands right under it ("Forecast" / "Next month")
        if piece.rank == 0 and opened and opened[-1][0] == piece.level:
            opened.pop()
        pieces[i] = replace(piece, level=len(opened) + 1)
        below = pieces[i + 1] if i + 1 < len(pieces) else piece
        if piece.rank or (below.kind == "heading" and below.level == piece.level) or piece.level:
            opened.append(key if piece.rank or below.kind == "heading" else (piece.level, 9))
    return pieces


def _tree(body: str, pieces: Sequence[_Piece]) -> Iterator[Block]:
    """Blocks with their parents."""
    above: list[tuple[int, int]] = []  # (level, index) of the headings still open
    intro: int | None = None
    for i, piece in enumerate(pieces):
        parent = above[-1][1] if above else None
        if piece.kind == "heading":
            while above and above[-1][0] >= piece.level:
                above.pop()
            parent = above[-1][1] if above else None
            above.append((piece.level, i))
            intro = None
        elif piece.kind == "item":
            parent = parent if intro is None else intro
        elif piece.kind == "paragraph":
            intro = i if body[piece.end - 1] == ":" else None
        else:
            parent = None if piece.kind in {"title", "boilerplate"} else parent
        yield Block(
            kind=piece.kind, start=piece.start, end=piece.end, level=piece.level, parent=parent,
            page=piece.page, why=piece.why,
        )  # fmt: skip


@lru_cache(maxsize=1)
def _lore() -> _Lore:
    """The patterns of data/boilerplate.toml, and the month names of every language in data/lang."""
    data = resources.files("dragoman") / "data"
    table = tomllib.loads((data / "boilerplate.toml").read_text(encoding="utf-8"))
    months: set[str] = set()
    for path in (data / "lang").iterdir():
        if path.name.endswith(".toml"):
            rows = tomllib.loads(path.read_text(encoding="utf-8")).get("time", {}).get("months", [])
            months.update(name.casefold() for row in rows for name in row)
    keys = {key for name, row in table["keys"].items() if name != "source" for key in row}
    return _Lore(
        tuple(_rules(table["line"])), tuple(_rules(table["caption"])),
        frozenset(table["sections"]["closing"]), frozenset(keys), frozenset(months),
    )  # fmt: skip


def _rules(rows: Sequence[dict[str, Any]]) -> Iterator[_Rule]:
    for row in rows:
        pattern = re.compile("|".join(f"(?:{one})" for one in row["patterns"]), re.IGNORECASE)
        yield _Rule(pattern, row.get("why", "caption"), row["longest"], row.get("zone") == "end")
