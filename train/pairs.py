"""Training rows of the relation model: labelled pairs of two sources, and pairs without a label for the teacher."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.mark.relation import STANDINGS, STATUSES, Marked, Span
from dragoman.marks import TYPES

YIELD = ("CONCEDE", "RETREAT")  # PLV does not tell them apart
NONE = len(TYPES)
_PROPER = re.compile(r"(?:the )?[A-Z][\w.'-]*(?:(?: of| and| the)? [A-Z][\w.'-]*)*")
_WORD = re.compile(r"\b[a-z]{4,}\b")


@dataclass(frozen=True)
class Pair:
    """A marked sentence and what is known of it; ``kinds`` are positions in TYPES (NONE after them), any of which is
    right; empty: no label. -1: unknown."""

    id: str
    marked: Marked
    kinds: tuple[int, ...] = ()
    status: int = -1
    standing: int = -1
    negated: int = -1


def plv(path: Path) -> list[Pair]:
    """Labelled pairs of PLV, in the order of the file."""
    found = []
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        names = YIELD if row["label"] == "YIELD" else (row["label"],)
        spans = [tuple(map(tuple, row[key])) for key in ("source_spans", "target_spans")]
        found.append(Pair(row["id"], Marked(row["text"], *spans), tuple(TYPES.index(name) for name in names)))
    return found


def own(folder: Path) -> list[Pair]:
    """Pairs of the project's own sentences, without the trigger and with it, and rows whose trigger begins no event."""
    found: list[Pair] = []
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            events = [(event, *_parts(row["text"], event)) for event in row["events"]]
            for number, (event, actors, recipients, trigger) in enumerate(events):
                kind = (TYPES.index(event["type"]),)
                known = (
                    STATUSES.index(event["status"]),
                    STANDINGS.index(event["standing"]),
                    int(bool(event.get("negated"))),
                )
                name = f"{row['id']}/{number}"
                if not recipients and len(actors) > 1:  # a joint act, as PLV marks it
                    found.append(Pair(name, Marked(row["text"], actors[:1], actors[1:2]), kind))
                elif actors:
                    found.append(Pair(name, Marked(row["text"], actors[:1], recipients[:1]), kind))
                found.append(Pair(f"{name}t", Marked(row["text"], actors, recipients, trigger), kind, *known))
            found += _nothing(row["id"], row["text"], events)
    return found


def _parts(text: str, event: dict[str, Any]) -> tuple[tuple[Span, ...], tuple[Span, ...], Span]:
    actors, recipients = (tuple(_span(text, quote) for quote in event[key]) for key in ("actors", "recipients"))
    return actors, recipients, _span(text, event["trigger"])


def _span(text: str, quote: str) -> Span:
    """Where a quote stands; "Kyiv#2" is the second Kyiv."""
    quote, _, number = quote.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def _nothing(row: str, text: str, events: Sequence[tuple[Any, ...]]) -> Iterator[Pair]:
    """Rows whose trigger begins no event: another word of the sentence, two where it has three events."""
    dice = random.Random(row)
    parties = sorted({span for _, actors, recipients, _ in events for span in (*actors, *recipients)}) or proper(text)
    taken = [*parties, *(trigger for *_, trigger in events)]
    words = [m.span() for m in _WORD.finditer(text) if not any(m.start() < b and a < m.end() for a, b in taken)]
    for number, trigger in enumerate(dice.sample(words, min(len(words), len(events) // 3 + 1))):
        chosen = dice.sample(parties, min(len(parties), dice.choice((1, 2, 2))))
        yield Pair(f"{row}/n{number}", Marked(text, tuple(chosen[:1]), tuple(chosen[1:]), trigger), (NONE,))


def proper(text: str) -> list[Span]:
    """Runs of capitalised words, a stand-in for parties where none are marked."""
    return [m.span() for m in _PROPER.finditer(text) if m.end() - m.start() > 3]


def unlabelled(texts: Sequence[str], labelled: Sequence[Pair]) -> list[Pair]:
    """Pairs for the teacher alone: labelled pairs turned round, and two names of every text."""
    dice = random.Random(0)
    found = [
        Pair(f"{pair.id}~", pair.marked._replace(actors=pair.marked.recipients, recipients=pair.marked.actors))
        for pair in labelled
        if pair.marked.trigger is None and pair.marked.recipients
    ]
    for number, text in enumerate(texts):
        names = proper(text)
        if len(names) > 1:
            one, two = dice.sample(names, 2)
            found.append(Pair(f"u{number}", Marked(text, (one,), (two,))))
    return found


def alike(text: str) -> str:
    """The letters and digits of a text, by which the same sentence is known in two collections."""
    return re.sub(r"\W+", "", text.casefold())
