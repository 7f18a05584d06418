"""The one door: open a desk, add reports, show, search, judge, review, export. Knows files, clock and environment."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dragoman import asked, lens, live, spelling
from dragoman.analyse import actors as actors_of
from dragoman.analyse import chronicle as chronicle_of
from dragoman.analyse import contacts as contacts_of
from dragoman.analyse import faults as faults_of
from dragoman.asked import Day
from dragoman.codebook import load
from dragoman.done import Added, Exported, Health
from dragoman.live import Cluster, judge
from dragoman.record import Bundle, Document, Event, Fault, Judgement, Note, Problem, Record, Statement
from dragoman.rows import Rows
from dragoman.store import Hit, Store

if TYPE_CHECKING:
    from dragoman.analyse.redate import Proposal
    from dragoman.code import Coder


def open_desk(path: str | Path = "desk.sqlite", *, by: str | None = None) -> Desk:
    """Open a desk, or begin one where there is none. ``by``: the name judgements carry; else the login name."""
    by = by or _login()  # before the file is opened: it may fail
    return Desk(Store.open(path), by=by, clock=lambda: datetime.now(UTC), spellings=spelling.beside(Path(path)))


class Desk:
    """A record on disk and everything one can ask of it. Close it, or use it in a ``with`` block."""

    def __init__(self, store: Store, *, by: str, clock: Callable[[], datetime], spellings: Path | None = None) -> None:
        self._store, self._by, self._clock, self._spellings = store, by, clock, spellings

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
        from dragoman import adding  # spaCy and the readers are only needed here

        named = [str(path) for path in paths]
        return adding.add(
            self._store, self.append, named, self._clock(), workers=workers, stdin=stdin, progress=progress
        )

    def reread(
        self, *, coders: Mapping[str, Coder] | None = None, progress: Callable[[str], None] = lambda address: None
    ) -> Added:
        """Mark and code every stored text again; identities and judgements stick."""
        from dragoman import code, entry, redate
        from dragoman.read import tables

        at, again, records, told = self._clock(), 0, 0, redate.known(self._store)
        for document in self._store.documents():
            if self._store.text(document.id).reader in {entry.GENRE, tables.READER}:
                continue
            made = redate.again(self._store, document, code.CODERS if coders is None else coders, told)
            if self.append(made, at) is not None:
                again, records = again + 1, records + len(made.records)
            progress(document.address or document.id)
        return Added(again, 0, records, (), self._store.head()[0])

    def append(self, made: Bundle, at: datetime | None = None) -> int | None:
        """Keep one reading made elsewhere; its journal entry, or None where it is there already."""
        from dragoman import redate

        return self._store.append(redate.kept(self._store, made), at or self._clock(), self._by)

    def enter(self, fields: Mapping[str, str], *, note: str = "") -> str:
        """Enter an event by hand, with the fields and syntax of ``correct``; its id.

        It rests on your act alone, and is shown so. ``reject`` takes it back.
        """
        from dragoman import entry

        made = entry.bundle(fields, note=note, by=self._by, at=self._clock())
        self.append(made)
        return made.records[0].id

    # --- showing --------------------------------------------------------------------------------------------------

    def contacts(
        self, *, about: Iterable[str] = (), actor: str | None = None, start: Day = None, end: Day = None,
        level: str | None = None, mode: str | None = None, planned: bool = False, as_of: Day = None,
        recorded: int | None = None,
    ) -> Rows[contacts_of.Contact]:  # fmt: skip
        """Who met, called or visited whom: one row an event, however many documents tell it.

        ``about``: country codes that all take part; ``actor``: a name or code; ``start``–``end``: days the event may
        fall on; ``planned``: also agreed, offered and refused meetings; ``as_of``: what was public by that day;
        ``recorded``: the desk as it stood at that journal entry.
        """
        clusters = self._clusters(about, start, end, as_of, recorded, types=() if planned else ("CONSULT",))
        rows = list(contacts_of.contacts(clusters, planned=planned))
        names = spelling.asked(actor, self.spellings())
        kept = {row.id for name in names for row in contacts_of.fitting(rows, actor=name, level=level, mode=mode)}
        return Rows(row for row in rows if row.id in kept)

    def chronicle(
        self, *, about: Iterable[str] = (), start: Day = None, end: Day = None, types: Sequence[str] = (),
        as_of: Day = None, recorded: int | None = None,
    ) -> Rows[chronicle_of.Entry]:  # fmt: skip
        """Every event as a dated English sentence, contacts and acts alike; ``types``: only of these PLOVER types."""
        clusters = self._clusters(about, start, end, as_of, recorded)
        said = lens.claims(self._store, clusters, as_of=asked.day(as_of), recorded=recorded)
        said = spelling.statements(said, self.spellings())
        return Rows(chronicle_of.chronicle(clusters, said, types=types))

    def actors(
        self, *, about: Iterable[str] = (), start: Day = None, end: Day = None, as_of: Day = None,
        recorded: int | None = None,
    ) -> Rows[actors_of.Actor]:  # fmt: skip
        """Everyone who takes part in an event: how often, first, last, with whom."""
        clusters = self._clusters(about, start, end, as_of, recorded)
        return Rows(actors_of.actors(clusters))

    def statements(self, *, as_of: Day = None, recorded: int | None = None) -> list[Statement]:
        """The statements coded so far, in document order."""
        told = self._store.statements(as_of=asked.day(as_of), recorded=self._entry(recorded))
        return spelling.statements(told, self.spellings())

    def faults(
        self, *, about: Iterable[str] = (), start: Day = None, end: Day = None, documents: Iterable[str] = (),
        severity: str | None = None, as_of: Day = None, recorded: int | None = None,
    ) -> Rows[faults_of.Doubt]:  # fmt: skip
        """What is wrong in the sources by their own words, and what speaks against it; not what was dismissed.

        ``about``: country codes all named in the sentence; ``start``–``end``: days the words doubted may mean;
        ``documents``: only these; ``severity``: this grave or graver.
        """
        asked.one_of("severity", severity, faults_of.SEVERITIES)
        (first, last), entry = asked.period(start, end), self._entry(recorded)
        found = self._store.faults(
            states=asked.states(about), start=first, end=last, as_of=asked.day(as_of), recorded=entry
        )
        raised = live.faults(found, self._store.judgements(entry))
        return Rows(faults_of.faults(raised, documents=set(documents), severity=severity))

    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        """Every document, or those of these ids, in the order of ids."""
        return self._store.documents(ids=None if ids is None else list(ids))

    def problems(self) -> list[Problem]:
        """What could not be read or coded, and why."""
        return self._store.problems()

    def judgements(self) -> list[Judgement]:
        """Every judgement in the order they were made, undone ones and undoings too."""
        return self._store.judgements()

    def notes(self, recorded: int | None = None) -> list[Note]:
        """The analyst's own texts that stand; one without words takes back the notes it is about."""
        made = self._store.notes(recorded)
        gone = {id for note in made if not note.body for id in note.about}
        return [note for note in made if note.body and note.id not in gone]

    def search(self, query: str, *, limit: int = 10, as_of: Day = None, recorded: int | None = None) -> list[Hit]:
        """Sentences that answer the words, best first; other forms of a word count, in English, Russian, Ukrainian."""
        return self._store.search(query, limit=limit, as_of=asked.day(as_of), recorded=self._entry(recorded))

    def clusters(self, *, as_of: Day = None, recorded: int | None = None) -> list[Cluster]:
        """Every event with its reports and what they disagree on, at the clocks of ``contacts``."""
        return self._clusters((), None, None, as_of, recorded)

    def cluster(self, id: str) -> Cluster:
        """The event that holds this record, merged from all reports. Raises KeyError for an unknown id."""
        return lens.cluster_of(self._store, self._event(id))

    # --- judging --------------------------------------------------------------------------------------------------

    def accept(self, *ids: str, note: str = "") -> list[str]:
        """Confirm events or faults; ids of the judgements."""
        return self._judged(judge.accept, ids, note)

    def reject(self, *ids: str, note: str = "") -> list[str]:
        """Strike events out, every report of each, or dismiss faults; they come back only if a later reading says
        something else."""
        return self._judged(judge.reject, ids, note)

    def correct(self, id: str, fields: Mapping[str, str], *, note: str = "") -> list[str]:
        """Set fields of an event, in every report of it and over every reading; or of a document when it was
        ``published``: its text is read again with that date. Raises ValueError with the values allowed."""
        if document := self._store.document(id):
            if set(fields) != {judge.PUBLISHED} or document.genre in {"entry", "event table"}:
                raise ValueError(f"of document {id} only published can be corrected, and not of an entry or a table")
            value, at = fields[judge.PUBLISHED], self._clock()
            return self._kept([judge.date(document, value, by=self._by, at=at, note=note)])
        at, reports = self._clock(), self._as_coded([id])
        made = (
            judge.correct(r, f, value, by=self._by, at=at, note=note) for r in reports for f, value in fields.items()
        )
        return self._kept(made)

    def redate(self, *ids: str) -> Rows[Proposal]:
        """What the other documents tell of those that do not state when they came out, or of these; nothing is changed.
        Raises KeyError for an unknown document."""
        from dragoman import redate

        for id in ids:
            if self._store.document(id) is None:
                raise KeyError(f"no document {id} on this desk")
        return Rows(row for row in redate.proposals(self._store) if not ids or row.document in ids)

    def accept_dates(self, *ids: str, note: str = "") -> list[str]:
        """Take the proposals for these documents over as corrections; ids of the judgements. Raises KeyError where
        there is none, ValueError where its reasons contradict each other."""
        offered, at, made = {row.document: row for row in self.redate()}, self._clock(), []
        for id in dict.fromkeys(ids):
            if id not in offered:
                raise KeyError(f"there is no proposal for a document {id}; see dragoman redate")
            if (value := offered[id].value) is None:
                raise ValueError(f"the reasons for {id} contradict each other; date it with: correct {id} published=…")
            why = note or "; ".join(reason.why for reason in offered[id].because)
            made.append(judge.date(self._store.documents(ids=[id])[0], value, by=self._by, at=at, note=why))
        return self._kept(made)

    def same(self, *ids: str, note: str = "") -> list[str]:
        """Say that these are one event."""
        return self._paired(judge.same, ids, note)

    def not_same(self, *ids: str, note: str = "") -> list[str]:
        """Say that these are different events; later reports cannot bring them together again."""
        return self._paired(judge.not_same, ids, note)

    def undo(self, id: str | None = None, *, note: str = "") -> list[str]:
        """Take back a judgement (an undoing too), a note, or all that the last command judged; nothing is erased, the
        inverse is added. Raises KeyError where there is nothing to take back."""
        if id in {note.id for note in self.notes()}:
            return [self._noted("", (str(id),))]
        at, standing = self._clock(), judge.to_undo(self._store.judgements(), id)
        return self._kept(judge.undo(j, by=self._by, at=at, note=note) for j in standing)

    def note(self, body: str, *about: str) -> str:
        """Keep the analyst's own text, about these events or the whole; its id. It is never evidence."""
        if not body.strip():
            raise ValueError("a note needs words")
        return self._noted(body, tuple(self._event(id).id for id in about))

    def _noted(self, body: str, about: tuple[str, ...]) -> str:
        at = self._clock()
        made = Note(id=judge.note_id(body, self._by, at), about=about, body=body, by=self._by, at=at)
        self._store.note(made)
        return made.id

    # --- giving out -----------------------------------------------------------------------------------------------

    def review(
        self, out: str | Path, *, start: Day, end: Day, about: Iterable[str] = (), title: str | None = None,
        author: str | None = None, template: str | Path | None = None, series: str | None = None,
        see_also: Sequence[str] = (), as_of: Day = None, recorded: int | None = None,
    ) -> Path:  # fmt: skip
        """Write the periodic review of [start, end] as .html, .md or .docx, every line with its sentence; its path."""
        from dragoman.compose import compose

        return compose(
            self._store, Path(out), start=asked.day(start), end=asked.day(end), about=asked.states(about), title=title,
            author=author or self._by, template=None if template is None else Path(template), series=series,
            see_also=see_also, as_of=asked.day(as_of), recorded=self._entry(recorded), notes=self.notes(recorded),
            made=self._clock(), house=self.spellings(),
        )  # fmt: skip

    def spellings(self) -> Mapping[str, str]:
        """How this desk prints names, by canonical name; kept in a file beside it, not in the record."""
        return spelling.read(self._spellings) if self._spellings else {}

    def spell(self, name: str, house: str | None) -> str:
        """Print a name in the house's spelling from now on, or (``None``) in the canonical one again; the canonical name."""
        if self._spellings is None:
            raise ValueError("this desk has no place for a list of spellings")
        name = spelling.canonical(name)
        spelling.write(self._spellings, name, house)
        return name

    def export(self, format: str, out: str | Path, *, as_of: Day = None, recorded: int | None = None) -> Exported:
        """Write every event as ``jsonl`` (whole records), ``csv``, ``parquet``, ``plover`` or ``cameo``."""
        from dragoman.export import EXPORTS

        if format not in EXPORTS:
            raise ValueError(f"no export {format!r}; there are {', '.join(EXPORTS)}")
        clusters = self._clusters((), None, None, as_of, recorded)
        left = EXPORTS[format](clusters, Path(out))
        return Exported(len(clusters) - sum(left.values()), left)

    def doctor(self, progress: Callable[[str], None] = lambda step: None) -> Health:
        """Check the whole desk: the journal's chain and every row against its entry."""
        remembered = [tenure.source == "memory" for tenure in load().tenures]
        return Health(
            tuple(self._store.verify(progress)), self._store.head(), self._store.counts(),
            sourced=len(remembered) - sum(remembered), remembered=sum(remembered),
        )  # fmt: skip

    def rebuild(self, progress: Callable[[str], None] = lambda step: None) -> None:
        """Make everything that can be derived anew from the record."""
        self._store.rebuild(progress)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _clusters(
        self, about: Iterable[str], start: Day, end: Day, as_of: Day, recorded: int | None, **wanted: Any
    ) -> list[Cluster]:
        first, last = asked.period(start, end)
        found = lens.clusters(
            self._store, about=asked.states(about), start=first, end=last, as_of=asked.day(as_of),
            recorded=self._entry(recorded), **wanted,
        )  # fmt: skip
        return spelling.clusters(found, self.spellings())

    def _entry(self, recorded: int | None) -> int | None:
        """The journal entry asked for. Raises ValueError for one that is not there: it may yet come to be, and say more."""
        if recorded is not None and recorded not in range(self._store.head()[0] + 1):
            raise ValueError(f"there is no journal entry {recorded}; the last is {self._store.head()[0]}")
        return recorded

    def _as_coded(self, ids: Iterable[str]) -> list[Event]:
        """Every report of these events as the reading has it: a judgement on top of corrections would not rest on it."""
        reports = dict.fromkeys(report.event.id for id in ids for report in self.cluster(id).reports)
        return [self._event(report) for report in reports]

    def _judged(self, verdict: Callable[..., Judgement], ids: Iterable[str], note: str) -> list[str]:
        at = self._clock()
        faults = [found for id in dict.fromkeys(ids) if isinstance(found := self._store.record(id), Fault)]
        events = self._as_coded(id for id in ids if id not in {fault.id for fault in faults})
        return self._kept(verdict(one, by=self._by, at=at, note=note) for one in (*faults, *events))

    def _paired(self, verdict: Callable[..., Judgement], ids: Sequence[str], note: str) -> list[str]:
        events = [self._event(id) for id in dict.fromkeys(ids)]
        if len(events) < 2:
            raise ValueError("name two events or more")
        at = self._clock()
        return self._kept(verdict(*pair, by=self._by, at=at, note=note) for pair in combinations(events, 2))

    def _kept(self, judgements: Iterable[Judgement]) -> list[str]:
        """Ids of the judgements, all journaled in one transaction; documents they date are read again."""
        made = list(judgements)
        self._store.judge(made, self._clock())
        if dated := self._store.documents(ids={id for judgement in made for id in judgement.about}):
            from dragoman import code, redate

            told = redate.known(self._store)
            for document in dated:
                self.append(redate.again(self._store, document, code.CODERS, told))
        return [judgement.id for judgement in made]

    def record(self, id: str) -> Record | None:
        """A record by its id, in the words of the newest reading that coded it."""
        return self._store.record(id)

    def _event(self, id: str) -> Event:
        record = self._store.record(id)
        if not isinstance(record, Event):
            raise KeyError(f"no event {id} on this desk")
        return record


def _login() -> str:
    """The login name, or the number of a user who has none, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # KeyError until Python 3.12
        return f"user {os.getuid()}"
