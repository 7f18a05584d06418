"""The record on disk: append, read back, search, both clocks. The only place that knows SQL.

``ledger`` and ``journal`` are the record; ``editions``, ``reports``, ``near`` and ``search`` are projections of it,
kept up to date in the same transaction and rebuildable at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import sqlalchemy as sa

from dragoman import carry
from dragoman.record import (
    Bundle,
    Document,
    Event,
    Fault,
    Judgement,
    Link,
    Note,
    Problem,
    Reading,
    Report,
    Statement,
    Text,
)
from dragoman.store import editions, journal, ledger, near, reports, search
from dragoman.store.answers import Damage, Hit
from dragoman.store.file import NotADeskError, open_file

__all__ = ["Damage", "Hit", "NotADeskError", "Store"]

_EPOCH = datetime(1970, 1, 1)


class Store:
    """A desk's record. Open it, and close it; several processes may have it open and write.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "desk.sqlite") as store:
    ...     store.note(Note(id="n-1", body="Ask Minsk.", by="ana", at=datetime(2022, 3, 11)))
    ...     store.head()[0], [note.body for note in store.notes()], list(store.verify())
    (1, ['Ask Minsk.'], [])
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(reads=True)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Store:
        """The record at ``path``, begun there if ``create`` and there is none.

        Raises FileNotFoundError, and NotADeskError for a file that is none of ours or of a newer program.
        """
        return cls(open_file(Path(path), create=create, prepare=search.create))

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- in -------------------------------------------------------------------------------------------------------

    def append(self, bundle: Bundle, at: datetime, by: str) -> int | None:
        """The journal entry of this reading, or ``None`` where the document was last read from the same text by the
        same coders with the same data, knowing the same. What was coded before at the same words keeps its id."""
        return self.extend([bundle], at, by)[0]

    def extend(self, bundles: Iterable[Bundle], at: datetime, by: str) -> list[int | None]:
        """The same for many documents, all or none of them, in one transaction: for loading in bulk."""
        with self._engine.begin() as connection:
            made = [_append(connection, bundle, at, by) for bundle in bundles]
            _project(connection, [one for one in made if one])
        return [one.row.seq if one else None for one in made]

    def judge(self, judgements: Sequence[Judgement], at: datetime) -> int:
        """Journal judgements; how many were not there yet."""
        with self._engine.begin() as connection:
            return sum(_write(connection, "judgement", made, made.by, at) for made in judgements)

    def note(self, note: Note) -> None:
        """Journal an analyst's note."""
        with self._engine.begin() as connection:
            _write(connection, "note", note, note.by, note.at)

    def problem(self, problem: Problem, at: datetime | None = None) -> bool:
        """Journal a problem; False where the very same one is on file."""
        with self._engine.begin() as connection:
            return _write(connection, "problem", problem, "", at or problem.at or _EPOCH)

    # --- out ------------------------------------------------------------------------------------------------------

    def reports(
        self, *, states: Collection[str] = (), types: Collection[str] = (), modes: Collection[str] = (),
        start: date | None = None, end: date | None = None, as_of: date | None = None, recorded: int | None = None,
        ids: Collection[str] = (), documents: Collection[str] = (), wide: bool = False,
    ) -> list[Report]:  # fmt: skip
        """Reports that fit all that is asked, at both clocks, in the order of recording.

        ``states``: all of them among the countries of actors, recipients and host. ``start``, ``end``: the report's
        When may share a day with them; where one of its ends is open or it is unknown, only if ``wide``.
        Beyond the question come reports whose filtered fields somebody corrected, and those judged the same as one
        that fits, so that a view can apply what people said. Reports no longer coded come, ``dropped``, where a
        judgement (accepted, corrected, same) stands on them.
        """
        with self._reader.connect() as connection:
            asked = reports.Filter(
                states=states, types=types, modes=modes, start=start, end=end, as_of=as_of, recorded=recorded,
                ids=ids, keys=_ranges(connection, documents), wide=wide,
            )  # fmt: skip
            return _reports(connection, reports.find(connection, asked), asked)

    def stream(self, *, as_of: date | None = None, recorded: int | None = None) -> Iterator[Report]:
        """All reports at the clocks in flat memory, by the set of their states, then by first day."""
        asked = reports.Filter(as_of=as_of, recorded=recorded)
        with self._reader.connect() as connection:
            for part in reports.stream(connection, asked):
                yield from _reports(connection, part, asked)

    def statements(
        self, *, events: Collection[str] | None = None, documents: Collection[str] = (), as_of: date | None = None,
        recorded: int | None = None,
    ) -> list[Statement]:  # fmt: skip
        """Statements said on these events or in these documents, or all; kept ones by the rule of ``reports``."""
        if events is not None and not events:
            return []
        with self._reader.connect() as connection:
            keys = _ranges(connection, documents)
            asked = reports.Filter(kind="statement", about=events or (), keys=keys, as_of=as_of, recorded=recorded)
            return [record for record in _found(connection, asked) if isinstance(record, Statement)]

    def links(
        self, *, sources: Collection[str] = (), as_of: date | None = None, recorded: int | None = None
    ) -> list[Link]:
        """Links from these records, or all."""
        with self._reader.connect() as connection:
            asked = reports.Filter(kind="link", about=sources, as_of=as_of, recorded=recorded)
            return [record for record in _found(connection, asked) if isinstance(record, Link)]

    def faults(
        self, *, states: Collection[str] = (), start: date | None = None, end: date | None = None,
        as_of: date | None = None, recorded: int | None = None,
    ) -> list[Fault]:  # fmt: skip
        """Faults of sources that fit, by the rule of ``reports``; with days asked for, those whose days are known."""
        with self._reader.connect() as connection:
            asked = reports.Filter("fault", states, start=start, end=end, as_of=as_of, recorded=recorded)
            return [record for record in _found(connection, asked) if isinstance(record, Fault)]

    def record(self, id: str, recorded: int | None = None) -> ledger.Record | None:
        """The latest version of a record, though it be no longer coded; ``None`` for an unknown id."""
        with self._reader.connect() as connection:
            keys = ledger.versions(connection, id, recorded)
            return ledger.records(connection, keys[-1:])[keys[-1]] if keys else None

    def document(self, id: str, recorded: int | None = None) -> Document | None:
        """A document as its newest reading describes it."""
        return next(iter(self.documents(ids=[id], recorded=recorded)), None)

    def documents(
        self, *, ids: Collection[str] | None = None, as_of: date | None = None, recorded: int | None = None
    ) -> list[Document]:
        """Documents at the clocks, in the order of ids."""
        with self._reader.connect() as connection:
            keys = None if ids is None else ledger.document_keys(connection, ids)
            counting = editions.counting(connection, recorded=recorded, as_of=as_of, documents=keys)
            found = ledger.sources(connection, [edition.reading for edition in counting])
            return sorted(found.values(), key=lambda document: document.id)

    def text(self, id: str) -> Text:
        """A text by its id, or the newest text of a document by the document's. Raises KeyError for neither."""
        with self._reader.connect() as connection:
            found = ledger.text(connection, id)
            if found is None and (last := ledger.current(connection, id)):
                found = ledger.text(connection, last.text_id)
            if found is None:
                raise KeyError(f"no text or document {id} on this desk")
            return found

    def readings(self, document: str) -> list[tuple[int, Reading]]:
        """Journal entry and reading, oldest first."""
        with self._reader.connect() as connection:
            return [(seq, reading) for seq, _, reading in ledger.readings_of(connection, document)]

    def is_current(self, document: str, coders: tuple[tuple[str, str], ...], data: str) -> bool:
        """True where the document was last read by these coders with this data."""
        with self._reader.connect() as connection:
            last = ledger.current(connection, document)
        return last is not None and (last.body.coders, last.body.data) == (coders, data)

    def marks(self, reading: str) -> bytes:
        """The packed marks of a reading. Raises KeyError for an unknown one."""
        with self._reader.connect() as connection:
            found = ledger.marks(connection, reading)
        if found is None:
            raise KeyError(f"no reading {reading} on this desk")
        return found

    def judgements(self, recorded: int | None = None) -> list[Judgement]:
        """All judgements, undone ones and undoings too, in the order they were made."""
        with self._reader.connect() as connection:
            return [made for _, made in ledger.judgements(connection, recorded)]

    def notes(self, recorded: int | None = None) -> list[Note]:
        with self._reader.connect() as connection:
            return [Note.model_validate_json(body) for body in ledger.bodies(connection, ledger.NOTE, recorded)]

    def problems(self, recorded: int | None = None) -> list[Problem]:
        with self._reader.connect() as connection:
            return [Problem.model_validate_json(body) for body in ledger.bodies(connection, ledger.PROBLEM, recorded)]

    def near(self, document: str) -> dict[str, float]:
        """Near-duplicates of a document, and the containment, 0–1."""
        with self._reader.connect() as connection:
            keys = ledger.document_keys(connection, [document])
            linked = near.near(connection, keys[0]) if keys else {}
            names = ledger.document_names(connection, linked)
            return {names[key]: containment for key, containment in sorted(linked.items())}

    def search(
        self, query: str, *, limit: int = 10, language: str | None = None, as_of: date | None = None,
        recorded: int | None = None,
    ) -> list[Hit]:  # fmt: skip
        """Sentences of the newest texts, best first: all words, then some; ``language``: of the documents."""
        with self._reader.connect() as connection:
            visible = partial(editions.visible, connection, recorded=recorded, as_of=as_of, language=language)
            matches = search.find(connection, query, limit=limit, visible=visible)
            texts = ledger.sentences(connection, {match.lines for match in matches})
            hits = []
            for match in matches:
                text, sentences = texts[match.lines]
                sentence = sentences[match.place]
                quote = text.body[sentence.start : sentence.end]
                hits.append(Hit(text.document, sentence.start, sentence.end, quote, match.score))
            return hits

    # --- the record as a whole --------------------------------------------------------------------------------------

    def head(self) -> tuple[int, str]:
        """Number and hash of the last journal entry, to be kept outside."""
        with self._reader.connect() as connection:
            return journal.head(connection)

    def counts(self) -> dict[str, int]:
        """Rows of every table of the record."""
        with self._reader.connect() as connection:
            return ledger.totals(connection)

    def verify(self, progress: Callable[[str], None] = lambda step: None) -> Iterator[Damage]:
        """What was changed, deleted or added behind the journal's back. A cut-off end shows only against ``head``."""
        with self._reader.connect() as connection:
            seen = dict.fromkeys(ledger.META.tables, 0)
            last = None
            for entry in journal.entries(connection):
                if wrong := journal.broken(entry, last):
                    yield Damage("journal", entry.seq, wrong)
                payload, counted = ledger.payload(connection, entry.kind, entry.seq)
                if payload != entry.payload:
                    yield Damage(entry.kind, entry.seq, f"rows of {entry.subject} are not those that were recorded")
                for table, count in counted.items():
                    seen[table] += count
                if entry.seq % 1000 == 0:
                    progress(f"entry {entry.seq}")
                last = entry
            for table, count in ledger.totals(connection).items():
                if count != seen[table]:
                    yield Damage(table, 0, f"{count} rows, but the journal knows {seen[table]}")

    def rebuild(self, progress: Callable[[str], None] = lambda step: None) -> None:
        """Make all projections anew from the record, in one transaction."""
        with self._engine.begin() as connection:
            for projection in (editions, reports, search):
                projection.clear(connection)
            last: dict[int, tuple[int, int | None]] = {}  # of each document: keys of its last reading and its lines
            for rows in ledger.readings(connection):
                records = groupby(
                    ledger.items(connection, rows[0].key, rows[-1].key), lambda item: ledger.reading_of(item[0])
                )
                by_reading = {reading: list(items) for reading, items in records}
                fresh = []
                for row in rows:
                    before, lines = last.get(row.document, (None, None))
                    fresh.append(_Fresh(row, by_reading.get(row.key, ()), before, lines))
                    last[row.document] = row.key, row.lines
                _project(connection, fresh)
                progress(f"reading {rows[-1].key}")
            for seq, made in list(ledger.judgements(connection, None)):
                reports.judge(connection, made, seq)
            progress("near-duplicates")
            rows_of = (row for rows in ledger.readings(connection) for row in rows if last[row.document][0] == row.key)
            near.rebuild(connection, ((row.document, row.name, row.shingles) for row in rows_of))


def _append(connection: sa.Connection, bundle: Bundle, at: datetime, by: str) -> _Fresh | None:
    last = ledger.current(connection, bundle.document.id)
    made = bundle.reading
    told = (bundle.text.id, made.coders, made.data, made.known)
    if last and (last.text_id, last.body.coders, last.body.data, last.body.known) == told:
        return None
    if last:  # without a date of publication the first retrieving tells since when it is public: it stays
        kept = min(ledger.sources(connection, [last.key])[last.key].retrieved, bundle.document.retrieved)
        bundle = bundle.model_copy(update={"document": bundle.document.model_copy(update={"retrieved": kept})})
    former = ledger.former(connection, last.document) if last else []
    records = carry.carry(former, bundle.records, bundle.text).records
    seq = journal.head(connection)[0] + 1
    placed = ledger.put(connection, seq, bundle, records, last)
    row = ledger.Row(
        placed.reading, placed.document, bundle.document.id, placed.lines, seq, bundle.document, bundle.shingles
    )
    if last is None or last.shingles != bundle.shingles:
        earlier, held = last.shingles if last else (), partial(ledger.shingles_of, connection)
        near.put(connection, row.document, row.name, bundle.shingles, earlier=earlier, held=held)
    payload = ledger.payload(connection, "document", seq)[0]
    journal.write(connection, seq=seq, at=at, by=by, kind="document", subject=bundle.document.id, payload=payload)
    return _Fresh(row, placed.records, last and last.key, last and last.lines)


class _Fresh(NamedTuple):
    """A reading to be projected; ``before``, ``lines``: keys of the reading it replaces and of that one's lines."""

    row: ledger.Row
    records: Sequence[tuple[int, ledger.Record]]
    before: int | None
    lines: int | None


def _project(connection: sa.Connection, fresh: Sequence[_Fresh]) -> None:
    """Bring the projections, but for near-duplicates, up to date with some readings."""
    reports.put(connection, ((f.row.seq, f.row.source.public, f.records) for f in fresh))
    rows = [(f.row, f.row.source) for f in fresh]
    editions.put(
        connection, (editions.Fresh(r.key, r.document, r.lines, r.seq, of.public, of.language) for r, of in rows)
    )
    for f in fresh:
        if f.before is not None:
            reports.end(connection, ledger.keys_of(f.before), f.row.seq)
            editions.end(connection, f.before, f.row.seq)
    unseen = {f.row.lines for f in fresh if f.row.lines is not None and f.row.lines != f.lines}
    texts = ledger.sentences(connection, unseen)
    search.put(connection, {lines: texts[lines][1] for lines in sorted(unseen)})


def _write(connection: sa.Connection, kind: str, made: Judgement | Note | Problem, by: str, at: datetime) -> bool:
    """Journal something that stands for itself; False where it is already there."""
    seq = journal.head(connection)[0] + 1
    if not ledger.put_single(connection, seq, made):
        return False
    if isinstance(made, Judgement):
        reports.judge(connection, made, seq)
    payload = ledger.payload(connection, kind, seq)[0]
    journal.write(connection, seq=seq, at=at, by=by, kind=kind, subject=made.id, payload=payload)
    return True


def _ranges(connection: sa.Connection, documents: Collection[str]) -> list[tuple[int, int]] | None:
    """Ranges of record keys that belong to documents; ``None`` where none is asked for."""
    if not documents:
        return None
    return [ledger.keys_of(key) for document in documents for _, key, _ in ledger.readings_of(connection, document)]


def _found(connection: sa.Connection, asked: reports.Filter) -> list[ledger.Record]:
    """Records in the order of recording."""
    found = ledger.records(connection, [f.key for f in reports.find(connection, asked)])
    return [record for _, record in sorted(found.items())]


def _reports(connection: sa.Connection, found: list[reports.Found], asked: reports.Filter) -> list[Report]:
    """Records and their documents, with origins as they were at the clocks."""
    events = ledger.records(connection, [f.key for f in found])
    readings = {ledger.reading_of(f.key) for f in found}
    sources = ledger.sources(connection, readings)
    keys = ledger.documents_of(connection, readings)

    def seen(documents: Collection[int]) -> set[int]:
        counting = editions.counting(connection, recorded=asked.recorded, as_of=asked.as_of, documents=documents)
        return {edition.document for edition in counting}

    now = asked.recorded is None and asked.as_of is None
    origins = near.origins(connection, set(keys.values()), None if now else seen)
    rows = []
    for f in found:
        event, reading = events[f.key], ledger.reading_of(f.key)
        if isinstance(event, Event):
            rows.append(Report(event, sources[reading], origins[keys[reading]], f.since, f.dropped))
    return rows
