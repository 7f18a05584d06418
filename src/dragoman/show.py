"""What the command line prints: tables for people, one JSON object a line for programs, counts at the end."""

from __future__ import annotations

import json as js
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text as Words

from dragoman.analyse.actors import Actor
from dragoman.analyse.chronicle import Entry
from dragoman.analyse.contacts import Contact
from dragoman.desk import Added, Health
from dragoman.record import Document, Problem, Statement
from dragoman.store import Hit
from dragoman.wording import dates

OUT = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=160)
ERR = Console(stderr=True, highlight=False)


@contextmanager
def progress(what: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A spinner with a count and the last name on standard error; silent where nobody watches."""
    if quiet or not ERR.is_terminal:
        yield lambda name: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed}"),
        TextColumn("{task.fields[last]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=ERR, transient=True) as bar:
        task = bar.add_task(what, total=None, last="")
        yield lambda name: bar.update(task, advance=1, last=os.path.basename(name)[:60])


def added(done: Added, *, json: bool) -> None:
    """The last line of ``add``; problems above it."""
    if json:
        _line({
            "documents": done.documents, "known": done.known, "records": done.records, "entry": done.entry,
            "problems": [p.model_dump(mode="json") for p in done.problems],
        })  # fmt: skip
        return
    for problem in done.problems:
        detail = f" ({problem.detail})" if problem.detail else ""
        ERR.print(f"problem: {problem.document}: {problem.reason}{detail}", style="yellow", markup=False)
    OUT.print(
        f"{_count(done.documents, 'document')} added, {done.known} already there, {_count(done.records, 'record')}, "
        f"{_count(len(done.problems), 'problem')}; journal at entry {done.entry}"
    )


def contacts(rows: Iterable[Contact], *, json: bool) -> None:
    """A line a contact, and below it what its reports do not agree on."""
    if json:
        return _lines(rows)
    shown = list(rows)
    for row in shown:
        days = _days(row.date_start, row.date_end)
        who = ", ".join(dict.fromkeys(p.name or "someone" for p in row.participants))
        where = ", ".join(filter(None, [row.place, f"host {row.host}" if row.host else None]))
        parts = [who, where, row.level or "level unknown", "" if row.status == "happened" else row.status]
        told = f"[{row.id}; {_count(row.origins, 'origin')} in {_count(len(row.documents), 'document')}]"
        OUT.print(
            Words.assemble(
                (f"{days:17}", "bold"), f" {row.mode or '':12} ", " · ".join(filter(None, parts)), ("  " + told, "dim")
            )
        )
        for field in sorted({d.field for d in row.disputed}):
            values = "; ".join(f"{d.value} ({d.documents})" for d in row.disputed if d.field == field)
            OUT.print(Words(f"{'':31}{field}: {values}", style="yellow"))
    OUT.print(_count(len(shown), "contact"))


def chronicle(rows: Iterable[Entry], titles: Mapping[str, str], *, json: bool) -> None:
    """Dated sentences by month, each with the documents that tell it."""
    if json:
        return _lines(rows)
    month, shown = "", list(rows)
    for row in shown:
        now = row.date_start.strftime("%B %Y") if row.date_start else "Not dated"
        if now != month:
            OUT.print(Words(f"\n{now}", style="bold"))
            month = now
        told = "; ".join(titles.get(d, d) for d in row.documents)
        OUT.print(Words.assemble("  ", row.line, (f"  [{row.id}; {told}]", "dim")))
    OUT.print(f"\n{_count(len(shown), 'event')}")


def actors(rows: Iterable[Actor], *, json: bool) -> None:
    """A table of actors, most events first."""
    if json:
        return _lines(rows)
    table, shown = _table("actor", "country", "events", "first", "last", "most often with"), list(rows)
    for row in shown:
        partners = ", ".join(f"{p.name} {p.events}" for p in row.partners[:3])
        table.add_row(row.name, row.country or "", str(row.events), str(row.first or ""), str(row.last or ""), partners)
    OUT.print(table)
    OUT.print(_count(len(shown), "actor"))


def statements(rows: Iterable[Statement], *, json: bool) -> None:
    """Speaker, day, and the words."""
    if json:
        return _lines(rows)
    shown = list(rows)
    for row in shown:
        speaker = row.speaker.name if row.speaker and row.speaker.name else "unnamed"
        OUT.print(Words.assemble((f"{speaker}, {dates(row.when)}: ", "bold"), " … ".join(s.exact for s in row.spans)))
    OUT.print(_count(len(shown), "statement"))


def documents(rows: Iterable[Document], *, json: bool) -> None:
    """Title, publisher, publication, language."""
    if json:
        return _lines(rows)
    table, shown = _table("id", "published", "language", "publisher", "title"), list(rows)
    for row in shown:
        table.add_row(
            row.id, dates(row.published), row.language or "", row.publisher or "", row.title or row.address or ""
        )
    OUT.print(table)
    OUT.print(_count(len(shown), "document"))


def problems(rows: Iterable[Problem], *, json: bool) -> None:
    """What could not be read, and why."""
    if json:
        return _lines(rows)
    table, shown = _table("stage", "reason", "what", "detail"), list(rows)
    for row in shown:
        table.add_row(row.stage, row.reason, row.document, row.detail[:80])
    OUT.print(table)
    OUT.print(_count(len(shown), "problem"))


def hits(rows: Iterable[Hit], documents: Mapping[str, Document], *, json: bool) -> None:
    """Sentences with their document."""
    if json:
        return _lines({"document": h.document, "start": h.start, "end": h.end, "quote": h.quote} for h in rows)
    shown = list(rows)
    for hit in shown:
        document = documents[hit.document]
        OUT.print(
            Words.assemble(
                hit.quote, (f"\n  {document.title or document.address}, {dates(document.published)}\n", "dim")
            )
        )
    OUT.print(_count(len(shown), "sentence"))


def judged(ids: list[str]) -> None:
    """The judgements made, and how to take them back."""
    OUT.print(f"{_count(len(ids), 'judgement')}: {', '.join(ids)}; take it back with: dragoman undo", markup=False)


def annotated(
    rows: Callable[[str, Iterable[str]], Iterator[dict[str, Any]]], layer: str, source: Path, target: Path
) -> None:
    """Write the rows and count those with a problem."""
    total = wrong = 0
    with (
        source.open(encoding="utf-8") as lines,
        target.open("w", encoding="utf-8") as out,
        progress("marking", quiet=False) as step,
    ):
        for row in rows(layer, lines):
            out.write(js.dumps(row, ensure_ascii=False) + "\n")
            total, wrong = total + 1, wrong + ("problem" in row)
            step(str(row["id"]))
    OUT.print(f"{_count(total, 'row')} written to {target}, {_count(wrong, 'problem')}")


def health(found: Health, *, json: bool) -> None:
    """Faults, counts, and the head of the journal."""
    seq, hash = found.head
    if json:
        faults = [{"what": f.what, "entry": f.seq, "detail": f.detail} for f in found.faults]
        return _line({"faults": faults, "head": {"entry": seq, "hash": hash}, "counts": dict(found.counts)})
    for fault in found.faults:
        OUT.print(f"fault at entry {fault.seq}: {fault.what} {fault.detail}", style="red", markup=False)
    OUT.print(", ".join(_count(count, name) for name, count in found.counts.items() if name != "lines"))
    OUT.print(f"journal: entry {seq}, {hash}\n(keep this line elsewhere: with it, a journal cut short is found)")
    OUT.print("the desk is whole" if not found.faults else _count(len(found.faults), "fault"))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("id", "date"))
    return table


def _days(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "unknown"
    if first == last:
        return str(first)
    same_year = first is not None and last is not None and first.year == last.year
    return f"{first or '…'}–{(str(last)[5:] if same_year else last) or '…'}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _lines(rows: Iterable[BaseModel | dict[str, Any]]) -> None:
    for row in rows:
        _line(row.model_dump(mode="json") if isinstance(row, BaseModel) else row)


def _line(row: dict[str, Any]) -> None:
    sys.stdout.write(js.dumps(row, ensure_ascii=False) + "\n")
