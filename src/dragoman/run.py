"""Whole reading: bytes in, one Bundle or Problem a document out, serial or in guarded child processes."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from itertools import chain

from dragoman import code, guard, mark, read
from dragoman.code import Coder
from dragoman.codebook import Codebook, load
from dragoman.mark import parse, triggers
from dragoman.marks import Attribution, Marks, Mention, Sentence, Time
from dragoman.read import tables
from dragoman.record import Bundle, Document, Indexed, Problem, Reading, Record, Text, digest
from dragoman.source import Source
from dragoman.text import lemma, shingles
from dragoman.when import When

CODED_LANGUAGES = {"en", "ru", "uk"}
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


def bundle(
    document: Document,
    text: Text,
    book: Codebook,
    parser: parse.Parser,
    coders: Mapping[str, Coder] = code.CODERS,
) -> Bundle:
    """Mark and code one text: everything the record keeps of one pass, and what search needs.

    A document without a stated publication date takes it from its byline, else from what the text says.
    """
    document = mark.dated(text, document, book)
    marks = mark.mark(text, document, book, parser, triggers.load())
    records = code.code(text, document, marks, book, coders=coders)
    made, data = versions(coders)
    reading = Reading(
        id="r-" + digest(text.id, made, data, length=12), document=document.id, text=text.id, coders=made, data=data,
    )  # fmt: skip
    return Bundle(
        document=document, text=text, reading=reading, records=records, marks=_packed(marks),
        sentences=tuple(_indexed(text, marks)), shingles=shingles.shingles(_own_words(text)),
        notices=tuple(_notices(document)),
    )  # fmt: skip


def marked(document: Document, text: Text, *, every: bool = False) -> tuple[Document, Text, Marks]:
    """The document with its publication as read or inferred, its text, and the marks on it; ``every``: all parsed."""
    book, parser = _loaded()
    document = mark.dated(text, document, book)
    return document, text, mark.mark(text, document, book, parser, triggers.load(), every=every)


def timed(document: Document, text: Text) -> tuple[Document, Text, Marks]:
    """The same with the times alone: no parser is needed."""
    document = mark.dated(text, document, load())
    return document, text, mark.timed(text, document, load())


def coded(document: Document, text: Text, marks: Marks) -> tuple[Record, ...]:
    """The records of a marked text by the coders in use."""
    return code.code(text, document, marks, _loaded()[0])


def again(document: Document, text: Text, coders: Mapping[str, Coder]) -> Bundle:
    """A stored text marked and coded once more."""
    return bundle(document, text, *_loaded(), coders)


def versions(coders: Iterable[str] = code.CODERS) -> tuple[tuple[tuple[str, str], ...], str]:
    """Names and versions of markers and coders, and the digest of the data: what a Reading rests on."""
    made = {**read.VERSIONS, **mark.VERSIONS, **{name: code.VERSIONS.get(name, "0") for name in coders}}
    return tuple(sorted(made.items())), load().digest


def expected(source: Source) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Document, coders and data that its Reading will have, if the source holds one document (an archive or a feed holds
    several): ``versions``, or those of the reader of event tables."""
    document = "d-" + hashlib.sha256(source.data).hexdigest()[:16]
    return document, *(tables.rests_on() if tables.is_table(source) else versions())


def read_whole(
    source: Source, book: Codebook, parser: parse.Parser, coders: Mapping[str, Coder] = code.CODERS
) -> Iterator[Bundle | Problem]:
    """Everything one source holds (a feed or an archive holds several documents), in its order."""
    imported = tables.bundles(source)
    if imported is not None:
        yield from imported
        return
    for found in read.read(source):
        if isinstance(found, Problem):
            yield found
        else:
            yield bundle(*found, book, parser, coders)


def work(source: Source) -> list[Bundle | Problem]:
    """What a child process does with one source."""
    return list(read_whole(source, *_loaded()))


def warm() -> None:
    """Load models and tables before limits are set and the first source comes."""
    _loaded()


def run(sources: Iterable[Source | Problem], *, workers: int, at: datetime) -> Iterator[Bundle | Problem]:
    """Read all sources in their order; ``workers`` guarded children, or 0 for this very process.

    A child that dies, hangs or outgrows its memory costs one source: it becomes a Problem.
    """
    if workers == 0:
        for source in sources:
            if isinstance(source, Problem):
                yield source
            else:
                yield from work(source)
        return
    todo = iter(sources)
    first = next(todo, None)
    if first is None:  # nothing new: no child need start
        return
    os.environ.update(THREADS)
    with guard.Guarded(_job, size=workers, warm=warm) as children:
        for address, answer in children.map(chain([first], todo), label=_address):
            if isinstance(answer, guard.Failed):
                yield Problem(
                    id="p-" + digest(address, "read", answer.what, length=12),
                    document=address, stage="read", reason=answer.what, detail=answer.detail, at=at,
                )  # fmt: skip
            else:
                yield from answer


def _job(source: Source | Problem) -> list[Bundle | Problem]:
    return [source] if isinstance(source, Problem) else work(source)


def _address(source: Source | Problem) -> str:
    return source.document if isinstance(source, Problem) else source.address


@lru_cache(maxsize=1)
def _loaded() -> tuple[Codebook, parse.Parser]:
    os.environ.update(THREADS)
    return load(), parse.load()


def _indexed(text: Text, marks: Marks) -> Iterator[Indexed]:
    for sentence in marks.sentences:
        words = text.body[sentence.start : sentence.end]
        yield Indexed(sentence.start, sentence.end, words, lemma.lemmas(words, sentence.language))


def _own_words(text: Text) -> str:
    return "\n".join(text.body[b.start : b.end] for b in text.blocks if b.kind != "boilerplate")


def _notices(document: Document) -> Iterator[Problem]:
    if document.language not in CODED_LANGUAGES:
        reason = f"language not supported: {document.language or 'unknown'}"
        yield Problem(
            id="p-" + digest(document.id, "mark", reason, length=12),
            document=document.id, stage="mark", reason=reason, detail="kept and searchable, not coded",
            at=document.retrieved,
        )  # fmt: skip


def _packed(marks: Marks) -> bytes:
    """Marks without the parses (they can be made again): compressed JSON, a list of fields and rows for each kind."""
    kept = {
        kind: {"fields": [f.name for f in fields(made)], "rows": [[getattr(m, f.name) for f in fields(made)] for m in rows]}
        for kind, made, rows in (
            ("sentences", Sentence, marks.sentences), ("times", Time, marks.times),
            ("mentions", Mention, marks.mentions), ("attributions", Attribution, marks.attributions),
        )
    }  # fmt: skip
    return zlib.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":"), default=_plain).encode(), 6)


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, When) else str(value)
