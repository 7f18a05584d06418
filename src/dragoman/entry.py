"""An event entered by hand: the fields of ``correct``, resting on a person's act alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from dragoman.live import judge
from dragoman.record import Act, Block, Bundle, Coding, Document, Event, Reading, Text, digest, record_id
from dragoman.when import When

GENRE = "entry"


def bundle(fields: Mapping[str, str], *, note: str, by: str, at: datetime) -> Bundle:
    """The entry as a document of its own, so that it is dated, merged, corrected and undone like any report.

    Raises ValueError where a field or value is not understood, or the event names no actor or no type.
    """
    body = "\n".join([f"{name}: {value}" for name, value in fields.items()] + ([note] if note else []))
    sha = hashlib.sha256(f"{at.isoformat()}\n{body}".encode()).hexdigest()
    document = Document(
        id="d-" + sha[:16], sha256=sha, title=f"Entered by {by}", author=by, language="en", genre=GENRE,
        published=When.on(at.date(), basis="publication"), retrieved=at,
    )  # fmt: skip
    text = Text(
        id="t-" + digest(document.id, GENRE, "1", length=12), document=document.id, reader=GENRE, version="1",
        sha256=hashlib.sha256(body.encode()).hexdigest(), language="en", body=body,
        blocks=(Block(kind="paragraph", start=0, end=len(body)),),
    )  # fmt: skip
    event = Event(
        id=record_id("event", document.id, GENRE, 0), document=document.id, type="CONSULT",
        trigger=text.span(0, len(body)), evidence=(Act(who=by, at=at, note=note),),
        coding=Coding(coder=by, version="1", confidence=1, reason="entered by hand"),
    )  # fmt: skip
    for name, value in fields.items():
        try:
            event = judge.correct_field(event, name, value)
        except ValueError as error:  # there is no event yet whose id would mean anything
            raise ValueError(str(error).replace(f" of {event.id}", "")) from error
    if not event.actors:
        raise ValueError('an event needs actors, for example actors="Vladimir Putin (RUS, president); BLR"')
    reading = Reading(
        id="r-" + digest(text.id, GENRE, length=12), document=document.id, text=text.id, coders=((GENRE, "1"),), data=""
    )
    return Bundle(document=document, text=text, reading=reading, records=(event,))
