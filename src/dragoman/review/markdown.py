"""Sets a review as Markdown with numbered footnotes: title, publisher, date, address, sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dragoman import wording
from dragoman.cited import Citation, Line, Review, Section, Source, Table
from dragoman.when import When

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_BEGINNING = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def write(review: Review, out: Path) -> None:
    """Write the text to ``out``."""
    out.write_text(text(review), encoding="utf-8", newline="\n")


def text(review: Review) -> str:
    """The whole review; words of documents and of the user are escaped, so that they stay words."""
    return "\n".join(_parts(review)).rstrip() + "\n"


def _parts(review: Review) -> Iterator[str]:
    if review.series:
        yield f"*{_plain(review.series)}*\n"
    yield f"# {_plain(review.title)}\n"
    facts = [
        ("Author", review.author), ("Review period", review.period), ("States", ", ".join(review.about)),
        ("Drafted", wording.dates(When.on(review.generated.date()))), ("Rests on", review.clocks),
        ("See also", "; ".join(review.see_also)),
    ]  # fmt: skip
    yield "\n".join(f"- **{name}:** {_plain(value)}" for name, value in facts if value) + "\n"
    for section in review.sections:
        yield from _section(section, 2, review.table)
    yield "## Sources\n"
    yield (
        "\n".join(_source(source) for source in review.sources) + "\n" if review.sources else "No document is cited.\n"
    )
    if review.unread:
        yield "### Not Read\n"
        yield "\n".join(f"- {_plain(line)}" for line in review.unread) + "\n"
    for cite in review.citations:
        yield f"[^{cite.number}]: {_footnote(cite)}"


def _section(section: Section, depth: int, table: Table) -> Iterator[str]:
    yield f"{'#' * depth} {_plain(section.title)}\n"
    if section.lead:
        yield f"*{_plain(section.lead)}*\n"
    if section.lines:
        yield "\n".join(row for line in section.lines for row in _line(line, 0)) + "\n"
    if section.id == "figures" and table.levels:
        yield "\n".join(_table(table)) + "\n"
    for inner in section.sections:
        yield from _section(inner, depth + 1, table)


def _line(line: Line, depth: int) -> Iterator[str]:
    when = f"**{_plain(line.when[:1].upper() + line.when[1:])}.** " if line.when else ""
    marks = "".join(f"[^{cite.number}]" for cite in line.cites)
    yield f"{'  ' * depth}- {when}{_plain(line.text)}{marks}"
    for remark in line.remarks:
        yield f"{'  ' * (depth + 1)}- *{_plain(remark)}*"
    for inner in line.under:
        yield from _line(inner, depth + 1)


def _table(table: Table) -> Iterator[str]:
    yield f"{_plain(table.caption)}:\n"
    yield f"| Month | {' | '.join(table.levels)} | All |"
    yield f"| --- |{' ---: |' * (len(table.levels) + 1)}"
    for month, counts in zip(table.months, table.cells, strict=True):
        yield f"| {month} | {' | '.join(map(str, counts))} | {sum(counts)} |"
    columns = zip(*table.cells, strict=True)
    yield f"| All | {' | '.join(str(sum(column)) for column in columns)} | {table.total} |"


def _footnote(cite: Citation) -> str:
    if cite.query:
        clocks = f" --as-of {cite.query.as_of}" if cite.query.as_of else ""
        clocks += f" --recorded {cite.query.recorded}" if cite.query.recorded is not None else ""
        ids = f": {', '.join(cite.query.ids)}" if cite.query.ids else ""
        number = f"{len(cite.query.ids)} record{'' if len(cite.query.ids) == 1 else 's'}"
        return f"`dragoman {cite.query.command}{clocks}` holds the {number} counted{_plain(ids)}. Coverage: {_plain(cite.query.coverage)}."
    parts = [f"*{_plain(cite.title or '')}*", *(_plain(p) for p in (cite.publisher, cite.published, cite.address) if p)]
    parts += [_plain(f"{row.dataset} {row.version}, row {row.key}") for row in cite.rows]
    quotes = " ".join(f"“{_plain(quote.exact)}”" for quote in cite.quotes)
    return f"{', '.join(parts)}{': ' if quotes else ''}{quotes}"


def _source(source: Source) -> str:
    parts = [f"*{_plain(source.title)}*", *(_plain(p) for p in (source.publisher, source.published) if p)]
    parts += [f"language: {source.language}"] if source.language else []
    parts += [_plain(source.address)] if source.address else []
    kind = f"repeats source {source.origin}" if source.origin else "repeats a document not cited here"
    return f"{source.number}. {', '.join(parts)}; {kind if source.repeats else 'independent origin'}"


def _plain(words: str) -> str:
    """The words as Markdown that shows them and nothing else, on one line."""
    return _BEGINNING.sub(r"\1\\\2\3", _SPECIAL.sub(r"\\\1", " ".join(words.split())))
