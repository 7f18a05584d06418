"""``annotate``: one layer of marks or codes over rows of text, the fixed form in which others measure it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from dragoman import read, run
from dragoman.codebook import load
from dragoman.mark import relation, scene
from dragoman.mark.relation import Marked
from dragoman.marks import Marks
from dragoman.record import Document, Event, Party, Problem, Span, Text
from dragoman.source import Source
from dragoman.when import When

LAYERS = ("times", "mentions", "attributions", "relation", "events")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # a row without a date has none: never the day of reading


def annotate(layer: str, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Rows ``{"id","text","date"?}`` as JSON lines in; the same ids with the layer out, offsets in code points.

    A row that cannot be read gives ``{"id","problem"}``. Raises ValueError for an unknown layer.
    """
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    return (_row(layer, line, number) for number, line in enumerate(lines, 1) if line.strip())


def _row(layer: str, line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()  # half a surrogate pair is no text and cannot be written
        id, words = row["id"], row["text"]
        published = When.on(date.fromisoformat(row["date"][:10]), basis="publication") if row.get("date") else When()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = str(error).encode("ascii", "backslashreplace").decode()
        return {"id": f"line {number}", "problem": f"not a row with id and text: {why}"}
    if not isinstance(words, str) or not words.strip():
        return {"id": id, "problem": "empty text"}
    if layer == "relation":
        return {"id": id, **_relation(row, words)}
    found = next(read.read(Source(address=str(id), data=words.encode(), media="text/plain", retrieved=EPOCH)))
    if isinstance(found, Problem):
        return {"id": id, "problem": found.reason}
    document, text = found
    if text.body != words:
        return {"id": id, "problem": "the text changed when it was read"}
    text = text if text.language else text.model_copy(update={"language": "en"})
    if not published.is_unknown:
        document = document.model_copy(update={"published": published})
    made = run.timed(document, text) if layer == "times" else run.marked(document, text, every=layer == "mentions")
    return {"id": id, **_LAYER[layer](*made)}


def _relation(row: Mapping[str, Any], words: str) -> dict[str, Any]:
    """The PLOVER type between two given parties; giving way in word and in deed weigh together against the others."""
    spans = [row.get(name) for name in ("source_spans", "target_spans")]
    try:
        actors, recipients = (tuple((int(a), int(b)) for a, b in found or ()) for found in spans)
    except (TypeError, ValueError):
        return {"problem": "source_spans and target_spans are lists of [start, end]"}
    if not all(0 <= a < b <= len(words) for a, b in (*actors, *recipients)):
        return {"problem": "a span is not inside the text"}
    [shares] = relation.types([Marked(words, actors, recipients)])
    yields = {name: shares.pop(name) for name in ("CONCEDE", "RETREAT")}
    best = max(shares, key=lambda name: shares[name])
    if sum(yields.values()) > shares[best]:
        best = max(yields, key=lambda name: yields[name])
    return {"type": best}


def _times(document: Document, text: Text, marks: Marks) -> dict[str, Any]:
    rows = []
    for t in marks.times:
        for start, end, value in t.ends or ((t.start, t.end, t.value),):  # a range is one Time, but two timexes
            rows.append({
                "start": start, "end": end, "type": t.type, "value": value, "edtf": t.when.edtf,
                "earliest": _iso(t.when.earliest), "latest": _iso(t.when.latest), "anchor": t.anchor,
            })  # fmt: skip
    told = document.published
    published = None if told.is_unknown else {"earliest": _iso(told.earliest), "latest": _iso(told.latest)}
    grounds = [{**g.model_dump(), "day": _iso(g.day)} for g in document.grounds]
    return {"timexes": rows, "published": published, "grounds": grounds}


def _mentions(document: Document, text: Text, marks: Marks) -> dict[str, Any]:
    fields = ("start", "end", "kind", "sense", "entity", "name", "country", "sector")
    rows = []
    pronouns = scene.pronouns(scene.look(text, marks, load()))
    for m in sorted((*marks.mentions, *pronouns), key=lambda m: (m.start, -m.end)):
        row = {name: getattr(m, name) for name in fields}
        if m.rivals and m.entity is None:
            row["name"] = None  # a surname that several share names nobody
        states = [r for r in m.rivals if len(r) == 3 and r.isupper()] if m.country is None else []
        # "U.S. and Russian negotiators": one row a state
        rows += [row | {"country": _country(code)} for code in states or (m.country,)]
    return {"mentions": rows}


def _attributions(document: Document, text: Text, marks: Marks) -> dict[str, Any]:
    rows = []
    for a in marks.attributions:
        who = marks.mentions[a.speaker] if a.speaker is not None else None
        rows.append({
            "source": [list(s) for s in a.source], "cue": [list(s) for s in a.cue], "content": [list(s) for s in a.content],
            "kind": a.kind, "act": "say", "speaker": who and who.name, "country": who and who.country,
        })  # fmt: skip
    return {"attributions": rows}


def _events(document: Document, text: Text, marks: Marks) -> dict[str, Any]:
    return {"events": [_event(e, marks) for e in run.coded(document, text, marks) if isinstance(e, Event)]}


def _event(event: Event, marks: Marks) -> dict[str, Any]:
    sentence = next(e for e in event.evidence if isinstance(e, Span))

    def spans(parties: tuple[Party, ...]) -> list[list[int]]:
        return sorted({tuple(span): span for p in parties for span in _where(p, sentence, marks)}.values())

    def rows(parties: tuple[Party, ...]) -> list[dict[str, str | None]]:
        return [{"name": p.name, "country": _country(p.country), "sector": p.sector} for p in parties]

    # Others score dyads: of a joint act ("A and B signed") the later parties stand in the recipients' spans as well.
    towards = event.recipients or event.actors[1:]
    return {
        "type": event.type, "mode": event.mode, "status": event.status, "standing": event.standing, "negated": event.negated,
        "actor": spans(event.actors), "trigger": [[event.trigger.start, event.trigger.end]],
        "recipient": spans(towards), "actors": rows(event.actors), "recipients": rows(event.recipients),
        "earliest": _iso(event.when.earliest), "latest": _iso(event.when.latest),
        "place": event.place, "level": event.level,
    }  # fmt: skip


def _where(party: Party, sentence: Span, marks: Marks) -> list[list[int]]:
    """Where a sentence names a party: its own words, else every mention of its name."""
    at = re.search(rf"(?<!\w){re.escape(party.words)}(?!\w)", sentence.exact) if party.words else None
    if at:
        return [[sentence.start + at.start(), sentence.start + at.end()]]
    return [
        [m.start, m.end]
        for m in marks.mentions
        if party.name and m.name == party.name and sentence.start <= m.start < sentence.end
    ]


def _country(code: str | None) -> str | None:
    """PLOVER's actor code: ISO 3166, the parent state of a de facto entity, EUR, UNO, IGO for other bodies of states."""
    if code is None:
        return None
    book = load()
    codes = book.scales["exchange"]["plover"]["codes"]
    state = book.states.get(code)
    return str((state.parent or codes.get(code, code)) if state else codes.get(code, "IGO"))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_LAYER = {"times": _times, "mentions": _mentions, "attributions": _attributions, "events": _events}
