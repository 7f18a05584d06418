"""Sets a review as one HTML file: offline, printable, without scripts; pictures are SVG drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import jinja2

from dragoman import wording
from dragoman.cited import Review, Table
from dragoman.when import When

WIDTH = 720
COLOURS = 11


def write(review: Review, out: Path) -> None:
    """Write the page to ``out``."""
    out.write_text(page(review), encoding="utf-8", newline="\n")


def page(review: Review) -> str:
    """The whole page. Everything that comes from documents or the user is escaped; only web addresses become links."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("dragoman.review"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("review.html.j2").render(
        review=review, bars=_bars(review.table), strip=_strip(review),
        generated=wording.dates(When.on(review.generated.date())), capital=lambda words: words[:1].upper() + words[1:],
        is_web=lambda address: address.startswith(("http://", "https://")),
        first={cite.number: line.cites[0].number for line in review.lines for cite in line.cites},
    )  # fmt: skip


# --- pictures -----------------------------------------------------------------------------------------------------
# Lengths are SVG user units; the picture is WIDTH wide and scales with the page.


@dataclass(frozen=True, slots=True)
class _Piece:
    x: float
    y: float
    width: float
    height: float
    colour: int
    label: str


@dataclass(frozen=True, slots=True)
class _Word:
    x: float
    y: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Picture:
    width: int
    height: float
    floor: float
    pieces: tuple[_Piece, ...]
    words: tuple[_Word, ...]
    ticks: tuple[_Word, ...] = ()


def _bars(table: Table) -> _Picture | None:
    """One bar a month, stacked by level, the number of contacts on top; nothing where nothing is counted."""
    if not table.total:
        return None
    step, floor = WIDTH / len(table.months), 190.0
    unit = min(24.0, 165 / max(map(sum, table.cells)))
    wide = min(64.0, step * 0.6)
    every = -(-len(table.months) * 56 // WIDTH)
    pieces, words = [], []
    for index, (month, counts) in enumerate(zip(table.months, table.cells, strict=True)):
        middle, top = step * (index + 0.5), floor
        for colour, (level, number) in enumerate(zip(table.levels, counts, strict=True)):
            if number:
                top -= number * unit
                label = f"{month}, {level}: {number}"
                size = max(number * unit - 1.5, 0.5)
                pieces.append(_piece(middle - wide / 2, top, wide, size, colour, label))
        if sum(counts):
            words.append(_Word(round(middle, 1), round(top - 6, 1), str(sum(counts)), strong=True))
        if index % every == 0:
            words.append(_Word(round(middle, 1), floor + 16, _short(month, len(table.months) > 1 and index > 0)))
    return _Picture(WIDTH, floor + 24, floor, tuple(pieces), tuple(words))


def _strip(review: Review) -> _Picture | None:
    """One lane a level, one mark a contact, along the days of the period."""
    table, left, lane = review.table, 130.0, 22.0
    if not table.moments:
        return None
    days = (review.end - review.start).days + 1
    step, floor = (WIDTH - left) / days, lane * len(table.levels)
    pieces = []
    for moment in table.moments:
        row = table.levels.index(moment.level)
        first, last = max(moment.start, review.start), min(moment.end, review.end)
        width = max(9.0, step * ((last - first).days + 1))
        middle = left + step * ((first - review.start).days + ((last - first).days + 1) / 2)
        pieces.append(_piece(min(middle - width / 2, WIDTH - width), lane * row + 6, width, 9.0, row, moment.text))
    words = tuple(_Word(0, lane * row + 15, level) for row, level in enumerate(table.levels))
    return _Picture(WIDTH, floor + 22, floor, tuple(pieces), words, tuple(_ticks(review.start, days, left, step)))


def _ticks(start: date, days: int, left: float, step: float) -> list[_Word]:
    """The first of each month, or of fewer months where they would stand too close."""
    firsts = [day for day in (start + timedelta(days=n) for n in range(days)) if day.day == 1]
    every = max(1, round(62 / (step * 30) + 0.5)) if step * 30 < 62 else 1
    return [
        _Word(
            round(left + step * (day - start).days, 1), 0, _short(f"{wording.MONTHS[day.month - 1]} {day.year}", True)
        )
        for day in firsts[::every]
    ]


def _piece(x: float, y: float, width: float, height: float, colour: int, label: str) -> _Piece:
    return _Piece(round(x, 1), round(y, 1), round(width, 1), round(height, 1), colour % COLOURS, label)


def _short(month: str, follows: bool) -> str:
    """ "Mar" for "March 2022"; the first month and each January keep their year."""
    name, _, year = month.partition(" ")
    return name[:3] if follows and name != "January" else f"{name[:3]} {year}"
