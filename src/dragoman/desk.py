"""The one door: open a desk, add reports, show, search, judge, review, export. Knows files, clock and environment."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dragoman import lens
from dragoman.analyse import actors as actors_of
from dragoman.analyse import chronicle as chronicle_of
from dragoman.analyse import contacts as contacts_of
from dragoman.live import Cluster, judge
from dragoman.record import Bundle, Coded, Document, Event, Judgement, Link, Note, Problem, Statement
from dragoman.rows import Rows
from dragoman.store import Fault, Hit, Store

if TYPE_CHECKING:
    from dragoman.code import Coder
    from dragoman.source import Source

Day = date | str | None
CONTACTS = ("CONSULT",)


@dataclass(frozen=True, slots=True)
class Added:
    """What an ``add`` did: new documents, ones already there, records coded, problems met, last journal entry."""

    documents: int
    known: int
    records: int
    problems: tuple[Problem, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class Health:
    """What ``doctor`` found. ``head``: number and hash of the last journal entry, to be kept elsewhere."""

    faults: tuple[Fault, ...]
    head: tuple[int, str]
    counts: Mapping[str, int]


def open_desk(path: str | Path = "desk.sqlite", *, by: str | None = None) -> Desk:
    """Open a desk, or begin one where there is none. ``by``: the name judgements carry; else the login name."""
    return Desk(Store.open(path), by=by or getpass.getuser(), clock=lambda: datetime.now(UTC))


class Desk:
    """A record on disk and everything one can ask of it. Close it, or use it in a ``with`` block."""

    def __init__(self, store: Store, *, by: str, clock: Callable[[], datetime]) -> None:
        self._store, self._by, self._clock = store, by, clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    # --- putting in -----------------------------------------------------------------------------------------------

    def add(
        self,
        *paths: str | Path,
        workers: int = 1,
        stdin: bytes | None = None,
        progress: Callable[[str], None] = lambda address: None,
    ) -> Added:
        """Read files, folders, ``@lists``, ``-`` or http(s) addresses into the record.

        A file whose bytes are there and were read by these very coders is not read again. What cannot be read
        becomes a Problem and the run goes on. ``workers``: child processes; 0 reads in this process, unguarded.
        """
        from dragoman import run  # spaCy and the readers are only needed here

        at, known = self._clock(), 0
        versions, data = run.versions()

        def fresh() -> Iterator[Source | Problem]:
            nonlocal known
            for source in self._sources([str(p) for p in paths], at, stdin):
                if not isinstance(source, Problem) and self._store.is_current(run.document_id(source), versions, data):
                    known += 1
                    progress(source.address)
                else:
                    yield source

        documents = records = 0
        problems: list[Problem] = []
        for found in run.run(fresh(), workers=workers, at=at):
            if isinstance(found, Problem):
                problems.append(found)
                self._store.problem(found)
                progress(found.document)
                continue
            entry = self.append(found, at)
            documents, known = documents + (entry is not None), known + (entry is None)
            records += len(found.records) if entry is not None else 0
            problems += found.notices if entry is not None else ()
            progress(found.document.address or found.document.id)
        return Added(documents, known, records, tuple(problems), self._store.head()[0])

    def reread(
        self, *, coders: Mapping[str, Coder] | None = None, progress: Callable[[str], None] = lambda address: None
    ) -> Added:
        """Mark and code every stored text again; identities and judgements stick."""
        from dragoman import code, entry, run

        at, again, records = self._clock(), 0, 0
        for document in self._store.documents():
            if document.genre == entry.GENRE:
                continue
            made = run.again(document, self._store.text(document.id), code.CODERS if coders is None else coders)
            if self.append(made, at) is not None:
                again, records = again + 1, records + len(made.records)
            progress(document.address or document.id)
        return Added(again, 0, records, (), self._store.head()[0])

    def append(self, made: Bundle, at: datetime | None = None) -> int | None:
        """Keep one reading made elsewhere; its journal entry, or None where it is there already."""
        at = at or self._clock()
        entry = self._store.append(made, at, self._by)
        if entry is not None:
            for notice in made.notices:
                self._store.problem(notice)
        return entry

    def enter(self, fields: Mapping[str, str], *, note: str = "") -> str:
        """Enter an event by hand, with the fields and syntax of ``correct``; its id.

        It rests on your act alone, and is shown so.
        """
        from dragoman import entry

        made = entry.bundle(fields, note=note, by=self._by, at=self._clock())
        self.append(made)
        return made.records[0].id

    # --- showing --------------------------------------------------------------------------------------------------

    def contacts(
        self,
        *,
        about: Iterable[str] = (),
        actor: str | None = None,
        start: Day = None,
        end: Day = None,
        level: str | None = None,
        mode: str | None = None,
        planned: bool = False,
        as_of: Day = None,
        recorded: int | None = None,
    ) -> Rows[contacts_of.Contact]:
        """Who met, called or visited whom: one row an event, however many documents tell it.

        ``about``: country codes that all take part; ``actor``: a name or code; ``start``–``end``: days the event may
        fall on; ``planned``: also agreed, offered and refused meetings; ``as_of``: what was public by that day;
        ``recorded``: the desk as it stood at that journal entry.
        """
        types = () if planned else CONTACTS
        clusters = self._clusters(about, start, end, as_of, recorded, types=types)
        rows = contacts_of.contacts(clusters, planned=planned)
        kept = (
            row for row in rows
            if (level is None or row.level == level) and (mode is None or row.mode == mode) and (actor is None or contacts_of.takes_part(row, actor))
        )  # fmt: skip
        return Rows(kept)

    def chronicle(
        self,
        *,
        about: Iterable[str] = (),
        start: Day = None,
        end: Day = None,
        as_of: Day = None,
        recorded: int | None = None,
    ) -> Rows[chronicle_of.Entry]:
        """Every event as a dated English sentence, contacts and acts alike."""
        clusters = self._clusters(about, start, end, as_of, recorded)
        return Rows(chronicle_of.chronicle(clusters, self._store.statements(as_of=_day(as_of), recorded=recorded)))

    def actors(
        self,
        *,
        about: Iterable[str] = (),
        start: Day = None,
        end: Day = None,
        as_of: Day = None,
        recorded: int | None = None,
    ) -> Rows[actors_of.Actor]:
        """Everyone who takes part in an event: how often, first, last, with whom."""
        clusters = self._clusters(about, start, end, as_of, recorded)
        return Rows(actors_of.actors(clusters))

    def statements(self, *, as_of: Day = None, recorded: int | None = None) -> list[Statement]:
        """The statements coded so far, in document order."""
        return list(self._store.statements(as_of=_day(as_of), recorded=recorded))

    def documents(self) -> list[Document]:
        """Every document, in the order of ids."""
        return list(self._store.documents())

    def problems(self) -> list[Problem]:
        """What could not be read or coded, and why."""
        return list(self._store.problems())

    def search(self, query: str, *, limit: int = 10, as_of: Day = None, recorded: int | None = None) -> list[Hit]:
        """Sentences that answer the words, best first; other forms of a word count, in English, Russian, Ukrainian."""
        return self._store.search(query, limit=limit, as_of=_day(as_of), recorded=recorded)

    def titles(self) -> dict[str, str]:
        """What each document is called: its title, else its address."""
        return {d.id: d.title or d.address or d.id for d in self._store.documents()}

    def clusters(self, *, as_of: Day = None, recorded: int | None = None) -> list[Cluster]:
        """Every event with its reports and what they disagree on, at the clocks of ``contacts``."""
        return self._clusters((), None, None, as_of, recorded)

    def cluster(self, id: str) -> Cluster:
        """The event that holds this record, merged from all reports. Raises KeyError for an unknown id."""
        return lens.cluster_of(self._store, self._event(id))

    # --- judging --------------------------------------------------------------------------------------------------

    def accept(self, *ids: str, note: str = "") -> list[str]:
        """Confirm events; ids of the judgements."""
        return self._judged(lambda event: judge.accept(event, by=self._by, at=self._clock(), note=note), ids)

    def reject(self, *ids: str, note: str = "") -> list[str]:
        """Strike events out, every report of each; they come back only if a later reading says something else."""
        return self._judged(lambda event: judge.reject(event, by=self._by, at=self._clock(), note=note), ids)

    def correct(self, id: str, fields: Mapping[str, str], *, note: str = "") -> list[str]:
        """Set fields of an event, in every report of it and over every reading. Raises ValueError with the values allowed."""
        at, reports = self._clock(), self.cluster(id).reports
        made = [
            judge.correct(report.event, name, value, by=self._by, at=at, note=note)
            for report in reports
            for name, value in fields.items()
        ]
        self._store.judge(made, self._clock())
        return [judgement.id for judgement in made]

    def same(self, *ids: str, note: str = "") -> list[str]:
        """Say that these are one event."""
        return self._paired(judge.same, ids, note)

    def not_same(self, *ids: str, note: str = "") -> list[str]:
        """Say that these are different events; later reports cannot bring them together again."""
        return self._paired(judge.not_same, ids, note)

    def undo(self, id: str | None = None, *, note: str = "") -> list[str]:
        """Take back a judgement, or the last one made; nothing is erased, the inverse is added."""
        given = self._store.judgements()
        standing = [j for j in given if j.verdict != "undone" and j.id not in {u.undoes for u in given}]
        last = next((j for j in reversed(standing) if id is None or j.id == id), None)
        if last is None:
            raise KeyError(f"no judgement {id} to undo" if id else "nothing to undo")
        together = [j for j in standing if j.at == last.at and j.by == last.by] if id is None else [last]
        made = [judge.undo(j, by=self._by, at=self._clock(), note=note) for j in together]
        self._store.judge(made, self._clock())
        return [judgement.id for judgement in made]

    def note(self, body: str, *about: str) -> str:
        """Keep the analyst's own text; it is never evidence."""
        at = self._clock()
        made = Note(id=judge.note_id(body, self._by, at), about=about, body=body, by=self._by, at=at)
        self._store.note(made)
        return made.id

    # --- giving out -----------------------------------------------------------------------------------------------

    def review(
        self,
        out: str | Path,
        *,
        start: Day,
        end: Day,
        about: Iterable[str] = (),
        title: str | None = None,
        author: str | None = None,
        template: str | Path | None = None,
        as_of: Day = None,
        recorded: int | None = None,
    ) -> Path:
        """Write the periodic review of [start, end] as .html, .md or .docx, every line with its sentence; its path."""
        from dragoman import review
        from dragoman.analyse.coverage import coverage
        from dragoman.codebook import load

        out, first, last, states = Path(out), _day(start), _day(end), [code.upper() for code in about]
        if out.suffix not in review.WRITERS:
            raise ValueError(f"a review is written as {', '.join(review.WRITERS)}, not as {out.suffix or out.name}")
        if template is not None and out.suffix != ".docx":
            raise ValueError("a template needs a .docx review")
        if first is None or last is None or first > last:
            raise ValueError(f"a review needs a first and a last day, in order; not {start} and {end}")
        clusters = self._clusters(states, first, last, as_of, recorded, undated=True)
        told = {report.event.id for cluster in clusters for report in cluster.reports}
        documents, problems = (
            self._store.documents(as_of=_day(as_of), recorded=recorded),
            self._store.problems(recorded),
        )
        drafted = review.draft(
            clusters, self._store.statements(events=told, as_of=_day(as_of), recorded=recorded), documents,
            start=first, end=last, about=states, title=title, author=author or self._by,
            notes=self._store.notes(recorded), problems=problems,
            coverage=coverage(documents, clusters, problems=len(problems)), as_of=_day(as_of),
            recorded=recorded if recorded is not None else self._store.head()[0], names={code: state.name for code, state in load().states.items()}, made=self._clock(),
        )  # fmt: skip
        if template is not None:
            review.docx.write(drafted, out, Path(template))
        else:
            review.WRITERS[out.suffix](drafted, out)
        return out

    def export(self, format: str, out: str | Path, *, as_of: Day = None, recorded: int | None = None) -> int:
        """Write every event as ``jsonl`` (whole records), ``csv`` or ``parquet``; how many rows."""
        from dragoman.export import EXPORTS

        if format not in EXPORTS:
            raise ValueError(f"no export {format!r}; there are {', '.join(EXPORTS)}")
        clusters = self._clusters((), None, None, as_of, recorded)
        EXPORTS[format](clusters, Path(out))
        return len(clusters)

    def doctor(self, progress: Callable[[str], None] = lambda step: None) -> Health:
        """Check the whole desk: the journal's chain and every row against its entry."""
        return Health(tuple(self._store.verify(progress)), self._store.head(), self._store.counts())

    def rebuild(self, progress: Callable[[str], None] = lambda step: None) -> None:
        """Make everything that can be derived anew from the record."""
        self._store.rebuild(progress)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _sources(self, paths: Sequence[str], at: datetime, stdin: bytes | None) -> Iterator[Source | Problem]:
        from dragoman import read
        from dragoman.read import fetch

        for path in paths:
            if path.startswith(("http://", "https://")):
                yield fetch.fetch(path, at)
            else:
                yield from read.gather([path], at, stdin)

    def _clusters(
        self, about: Iterable[str], start: Day, end: Day, as_of: Day, recorded: int | None, **asked: Any
    ) -> list[Cluster]:
        return lens.clusters(
            self._store, about=about, start=_day(start), end=_day(end), as_of=_day(as_of), recorded=recorded, **asked
        )

    def _judged(self, verdict: Callable[[Event], Judgement], ids: Iterable[str]) -> list[str]:
        made = [verdict(report.event) for id in ids for report in self.cluster(id).reports]
        self._store.judge(made, self._clock())
        return [judgement.id for judgement in made]

    def _paired(self, verdict: Any, ids: Sequence[str], note: str) -> list[str]:
        if len(ids) < 2:
            raise ValueError("name two events or more")
        events = [self._event(id) for id in ids]
        at = self._clock()
        made = [verdict(events[0], other, by=self._by, at=at, note=note) for other in events[1:]]
        self._store.judge(made, at)
        return [judgement.id for judgement in made]

    def record(self, id: str) -> Coded | Link | None:
        """A record by its id, in the words of the newest reading that coded it."""
        return self._store.record(id)

    def _event(self, id: str) -> Event:
        record = self._store.record(id)
        if not isinstance(record, Event):
            raise KeyError(f"no event {id} on this desk")
        return record


def _day(day: Day) -> date | None:
    """A day from ``2022-03-11`` or a date. Raises ValueError in words."""
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise ValueError(f"{day!r} is not a day; write it as 2022-03-11") from error
