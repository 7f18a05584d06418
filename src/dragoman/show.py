"""What the command line prints: tables for people, one JSON object a line for programs, counts at the end."""

from __future__ import annotations

import json as js
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text as Words

from dragoman.analyse.actors import Actor
from dragoman.analyse.chronicle import Entry
from dragoman.analyse.contacts import Contact
from dragoman.analyse.faults import Doubt
from dragoman.done import Added, Health
from dragoman.record import Document, Judgement, Note, Problem, Statement
from dragoman.store import Hit
from dragoman.wording import MONTHS, dates, published

if TYPE_CHECKING:
    from dragoman.analyse.redate import Proposal

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


def added(done: Added, *, json: bool, again: bool = False) -> None:
    """The last line of ``add``; problems above it."""
    if json:
        _line({
            "documents": done.documents, "known": done.known, "records": done.records, "entry": done.entry,
            "problems": [p.model_dump(mode="json") for p in done.problems],
        })  # fmt: skip
        return
    if again:
        return OUT.print(
            f"{_count(done.documents, 'document')} came out differently, {_count(done.records, 'record')}; journal at entry {done.entry}"
        )
    if not (done.documents or done.known or done.problems):
        ERR.print("nothing to read there", style="yellow")
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
        parts = [
            who,
            where,
            row.level or "level unknown",
            "" if row.status == "happened" else row.status,
            "" if row.standing == "stated" else row.standing,
        ]
        told = f"[{row.id}; {_count(row.origins, 'origin')} in {_count(len(row.documents), 'document')}]"
        head = Words.assemble((f"{days:17}", "bold"), f" {row.mode or '':12} ")
        _hung(head, Words.assemble(" · ".join(filter(None, parts)), ("  " + told, "dim")), 31)
        for field in sorted({d.field for d in row.disputed}):
            values = "; ".join(f"{d.value} ({d.documents})" for d in row.disputed if d.field == field)
            _hung(Words(" " * 31), Words(f"{field}: {values}", style="yellow"), 33)
    OUT.print(_count(len(shown), "contact"))


def chronicle(rows: Iterable[Entry], documents: Iterable[Document], *, json: bool) -> None:
    """Dated sentences by month, each with the documents that tell it."""
    if json:
        return _lines(rows)
    titles = {d.id: d.title or d.address or d.id for d in documents}
    month, shown = "", list(rows)
    for row in shown:
        first = row.date_start or row.date_end
        now = f"{MONTHS[first.month - 1]} {first.year}" if first else "Not dated"
        if now != month:
            OUT.print(Words(f"\n{now}", style="bold"))
            month = now
        told = "; ".join(titles.get(d, d) for d in row.documents)
        _hung(Words("  "), Words.assemble(row.line, (f"  [{row.id}; {told}]", "dim")), 4)
    OUT.print(f"\n{_count(len(shown), 'event')}")


def actors(rows: Iterable[Actor], *, json: bool) -> None:
    """A table of actors, most events first."""
    if json:
        return _lines(rows)
    table, shown = _table("actor", "country", "events", "first", "last", "most often with"), list(rows)
    for row in shown:
        partners = ", ".join(f"{p.name} {p.events}" for p in row.partners[:3])
        table.add_row(row.name, row.country or "", str(row.events), str(row.first or ""), str(row.last or ""), partners)
    if shown:
        OUT.print(table)
    OUT.print(_count(len(shown), "actor"))


def statements(rows: Iterable[Statement], *, json: bool) -> None:
    """Speaker, day, and the words."""
    if json:
        return _lines(rows)
    shown = list(rows)
    for row in shown:
        speaker = row.speaker.name if row.speaker and row.speaker.name else "unnamed"
        words = " ".join(" … ".join(s.exact for s in row.spans).split())
        _hung(
            Words(""),
            Words.assemble((f"{speaker}, {dates(row.when)}: ", "bold"), words, (f"  [{row.document}]", "dim")),
            2,
        )
    OUT.print(_count(len(shown), "statement"))


def faults(rows: Iterable[Doubt], documents: Iterable[Document], *, json: bool) -> None:
    """The words doubted and why, and below them what speaks against them."""
    if json:
        return _lines(rows)
    shown, titles = list(rows), {d.id: d.title or d.address or d.id for d in documents}
    for row in shown:
        told = f"[{'; '.join([row.id, titles.get(row.document, row.document), *row.flags])}]"
        words = " ".join(row.quote.split())
        head = Words.assemble((f"{row.severity:7}", "bold"), f" {row.rule:14} ")
        _hung(head, Words.assemble((f"“{words}”: ", "bold"), row.why, (f"  {told}", "dim")), 23)
        _hung(Words(" " * 23), Words(" ".join(row.sentence.split()), style="dim"), 23)
        for quote in row.against:
            _hung(Words(" " * 23), Words(f"against: “{' '.join(quote.quote.split())}”", style="yellow"), 25)
    OUT.print(_count(len(shown), "fault"))


def documents(rows: Iterable[Document], *, json: bool) -> None:
    """Publication, language, title, publisher and address; below, what an inferred publication rests on."""
    if json:
        return _lines(rows)
    shown = list(rows)
    for row in shown:
        named = [row.title, row.publisher, row.address if row.address != row.title else None]
        told = " · ".join(
            [", ".join([published(row.published), row.language or "language unknown"]), *filter(None, named)]
        )
        _hung(Words(f"{row.id}  ", style="bold"), Words(told), 20)
        for ground in row.grounds:
            side = "not before" if ground.bound == "earliest" else "not after"
            _hung(Words(" " * 20), Words(f"{side} {ground.day}: {' '.join(ground.why.split())}", style="dim"), 22)
    OUT.print(_count(len(shown), "document"))


def problems(rows: Iterable[Problem], *, json: bool) -> None:
    """What could not be read, and why."""
    if json:
        return _lines(rows)
    table, shown = _table("stage", "reason", "what", "detail"), list(rows)
    for row in shown:
        table.add_row(row.stage, row.reason, row.document, row.detail[:80])
    if shown:
        OUT.print(table)
    OUT.print(_count(len(shown), "problem"))


def hits(rows: Iterable[Hit], documents: Iterable[Document], *, json: bool) -> None:
    """Sentences with their document."""
    if json:
        return _lines({"document": h.document, "start": h.start, "end": h.end, "quote": h.quote} for h in rows)
    shown, known = list(rows), {d.id: d for d in documents}
    for hit in shown:
        document = known[hit.document]
        OUT.print(
            Words.assemble(
                hit.quote, (f"\n  {document.title or document.address}, {published(document.published)}\n", "dim")
            )
        )
    OUT.print(_count(len(shown), "sentence"))


def judged(ids: list[str], *, undoing: bool = False) -> None:
    """The judgements made, and how to take them back; an undoing is taken back by its id."""
    back = f"dragoman undo{f' {ids[0]}' if undoing else ''}"
    OUT.print(f"{_count(len(ids), 'judgement')}: {', '.join(ids)}; take it back with: {back}", markup=False)


def judgements(rows: Iterable[Judgement], *, json: bool) -> None:
    """Who judged what, newest last; one that was taken back says so."""
    if json:
        return _lines(rows)
    shown = list(rows)
    gone = {row.undoes for row in shown}
    for row in shown:
        told = [
            row.verdict,
            " ".join(row.about),
            f"{row.field}={row.value}" if row.field else "",
            row.undoes and f"takes back {row.undoes}",
        ]
        said = " · ".join(
            filter(
                None, [*told, f"{row.by}, {row.at:%Y-%m-%d %H:%M}", row.note, "taken back" if row.id in gone else ""]
            )
        )
        _hung(Words(f"{row.id}  ", style="bold"), Words(said, style="dim" if row.id in gone else ""), 16)
    OUT.print(_count(len(shown), "judgement"))


def notes(rows: Iterable[Note], *, json: bool) -> None:
    """The analyst's own texts."""
    if json:
        return _lines(rows)
    shown = list(rows)
    for row in shown:
        told = "; ".join(
            filter(None, [f"{row.by}, {row.at:%Y-%m-%d}", f"about {', '.join(row.about)}" if row.about else ""])
        )
        _hung(Words(f"{row.id}  ", style="bold"), Words.assemble(row.body, (f"  [{told}]", "dim")), 16)
    OUT.print(_count(len(shown), "note"))


def spellings(table: Mapping[str, str], *, json: bool) -> None:
    """Canonical names and how the desk prints them."""
    if json:
        return _lines({"name": name, "spelling": house} for name, house in table.items())
    for name, house in table.items():
        OUT.print(f"{name} → {house}", markup=False)
    OUT.print(_count(len(table), "house spelling"))


def holder(name: str | None, words: str, *, json: bool) -> None:
    """Who held an office, or that it is not known."""
    if json:
        sys.stdout.write(js.dumps(None if name is None else {"name": name}, ensure_ascii=False) + "\n")
    else:
        OUT.print(words, markup=False)


def annotated(rows: Iterable[dict[str, Any]], target: Path) -> None:
    """Write the rows and count those with a problem."""
    total = wrong = 0
    with target.open("w", encoding="utf-8") as out, progress("marking", quiet=False) as step:
        for row in rows:
            out.write(js.dumps(row, ensure_ascii=False) + "\n")
            total, wrong = total + 1, wrong + ("problem" in row)
            step(str(row["id"]))
    OUT.print(f"{_count(total, 'row')} written to {target}, {_count(wrong, 'problem')}")


def health(found: Health, *, json: bool) -> None:
    """Faults, counts, and the head of the journal."""
    seq, hash = found.head
    if json:
        faults = [{"what": f.what, "entry": f.seq, "detail": f.detail} for f in found.faults]
        offices = {"sourced": found.sourced, "memory": found.remembered}
        head = {"entry": seq, "hash": hash}
        return _line({"faults": faults, "head": head, "counts": dict(found.counts), "offices": offices})
    for fault in found.faults:
        OUT.print(f"fault at entry {fault.seq}: {fault.what} {fault.detail}", style="red", markup=False)
    OUT.print(", ".join(_count(count, name) for name, count in found.counts.items() if name != "lines"))
    told = f"{found.sourced:,} with a source, {found.remembered:,} from memory alone"
    OUT.print(f"holders of offices in the tables: {told}")
    OUT.print(f"journal: entry {seq}, {hash}\n(keep this line elsewhere: with it, a journal cut short is found)")
    OUT.print("the desk is whole" if not found.faults else _count(len(found.faults), "fault"))


def proposals(rows: Iterable[Proposal], *, json: bool) -> None:
    """A line a document: when it came out as known and as proposed, and below it why."""
    if json:
        return _lines(rows)
    shown = list(rows)
    for row in shown:
        now = _days(row.now.earliest, row.now.latest)
        told = "contradictory" if row.value is None else _days(row.earliest, row.latest)
        head = Words(f"{row.document}  ", style="bold")
        _hung(head, Words.assemble(f"{now} → ", (told, "bold"), (f"  [{row.title or 'untitled'}]", "dim")), 20)
        for reason in row.because:
            _hung(Words(" " * 20), Words(f"{reason.bound} {reason.day}: {reason.why}", style="yellow"), 22)
    OUT.print(_count(len(shown), "proposal"))


def _hung(head: Words, body: Words, indent: int) -> None:
    """The head, and the body beside it; later lines begin at the indent."""
    for number, line in enumerate(body.wrap(OUT, max(OUT.width - max(indent, head.cell_len), 20))):
        line.rstrip()
        OUT.print(Words.assemble(head if number == 0 else " " * indent, line), soft_wrap=True)


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
