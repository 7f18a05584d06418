"""PLOVER JSON Lines, for whoever reads POLECAT and its kin: one record an event, by the PLOVER manual (5e0c24fba623)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.analyse.reduce import Reduced, reduced
from dragoman.codebook import load
from dragoman.live import Cluster
from dragoman.record import Event, Party, Report, Row, Span, Value

_CODER = "dragoman"


def write(rows: Iterable[Value | Cluster], out: Path) -> Mapping[str, int]:
    """Write each event as one line of JSON; how many were left out, by reason: those without a day, and of a type that a
    person set and PLOVER does not have.

    What did not plainly happen has an auxiliary mode beside its own: future, hypothetical or negation (see
    ``analyse.reduce``). ``text`` is the sentence of the first report, ``text_info`` its code points in that document,
    ``event_text`` the words that make it an event; an event from a data set has its row in ``comment`` in their place.
    A day that is only known to lie between two is ``date`` and ``enddate``, and the comment says so.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     dict(write([], Path(folder) / "events.jsonl"))
    {}
    """
    left: Counter[str] = Counter()
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            if reason := _refused(row):
                left[reason] += 1
            elif isinstance(row, Cluster):
                file.write(json.dumps(_record(row), ensure_ascii=False) + "\n")
    return left


def _refused(row: Value | Cluster) -> str | None:
    if not isinstance(row, Cluster):
        return "no event"
    when = row.event.when
    if when.earliest is None or (when.latest is None and not when.lasts):
        return "without a day"
    return None if row.event.type.lower() in load().codebook else "of a type that PLOVER does not have"


def _record(cluster: Cluster) -> dict[str, Any]:
    """Fields in the manual's order; lists always, other fields only where something is known."""
    event, plain, table = cluster.event, reduced(cluster.event), load().scales["exchange"]["plover"]
    report = next((r for r in cluster.reports if _sentence(r.event)), cluster.reports[0])
    mode, when = _mode(event, plain, table), event.when
    return _known({
        "id": cluster.id,
        "date": str(when.earliest),
        "enddate": str(when.latest) if when.latest and when.latest != when.earliest else None,
        "actor": [_entity(party, table) for party in event.actors],
        "recipient": [_entity(party, table) for party in event.recipients],
        "event": [plain.type],
        "mode": [*([mode] if mode else []), *plain.auxiliary],
        "context": [context for context in event.contexts if context in table["contexts"].split()],
        "event_loc": _known({"name": event.place, "country": event.place_country}) or None,
        "event_text": report.event.trigger.exact if _sentence(report.event) else None,
        "quad_code": table["quads"][load().codebook[plain.type.lower()]["quad"] - 1],
        "event_scale": _scale(plain.type, mode, table["scores"]),
        **_cited(report),
        "comment": "; ".join(_remarks(cluster)) or None,
        "coder": report.event.coding.coder,
        "coded_date": str(report.document.retrieved.date()),
    })  # fmt: skip


def _cited(report: Report) -> dict[str, Any]:
    """The sentence with its place, and the document with the codebook."""
    sentence, document = _sentence(report.event), report.document
    return {
        "text": sentence and sentence.exact,
        "text_info": sentence and {"start": sentence.start, "end": sentence.end},
        "cite_info": _known({
            "url": document.address, "title": document.title, "language": document.language, "coder": _CODER,
            "codebook": load().scales["exchange"]["plover"]["codebook"], "version": report.event.coding.version,
        }),
    }  # fmt: skip


def _sentence(event: Event) -> Span | None:
    return next((e for e in event.evidence if isinstance(e, Span)), None)


def _mode(event: Event, plain: Reduced, table: Mapping[str, Any]) -> str | None:
    """PLOVER's mode; talks under the roof of a third country are "third-party"."""
    if plain.mode is None:
        return None
    sides = {party.country for party in event.parties}
    if plain.mode == "negotiate" and event.host and event.host.country and event.host.country not in sides:
        return "third-party"
    mode = str(table["modes"].get(f"{plain.type}/{plain.mode}", plain.mode))
    return mode if f"{plain.type}/{mode}" in {*table["scores"], *table["unscored"]} else None


def _scale(type: str, mode: str | None, scores: Mapping[str, float]) -> float:
    return scores.get(f"{type}/{mode}", scores[type] if type in scores else load().codebook[type.lower()]["score"])


def _entity(party: Party, table: Mapping[str, Any]) -> dict[str, Any]:
    """A partially recognised entity has its parent state's code and the sector PRE; a body without a code is IGO, NGO
    or, where it bears arms, IMG."""
    state = load().states.get(party.country or "")
    sectors = [party.sector] if party.sector in table["sectors"].split() else []
    code = state and (state.parent or table["codes"].get(state.code, state.code))
    if code is None and (party.country or party.sector in ("IGO", "NGO")):
        armed = "IMG" if party.sector in ("REB", "UAF", "PRM") else "IGO"
        code = table["codes"].get(party.country, "NGO" if party.sector == "NGO" else armed)
    if state and state.parent:
        sectors.append("PRE")
    return _known(
        {"code": code, "sector": sectors or None, "entity_text": party.name or party.words, "office": party.role}
    )


def _remarks(cluster: Cluster) -> Iterator[str]:
    event, rows = cluster.event, [e for e in cluster.event.evidence if isinstance(e, Row)]
    if event.standing != "stated":
        yield event.standing
    if event.when.day is None and not event.when.lasts:
        yield "on some day from date to enddate"
    if len(cluster.reports) > 1:
        yield f"{len(cluster.reports)} reports of {cluster.origins} origin{'' if cluster.origins == 1 else 's'}"
    if rows:
        yield f"row {rows[0].key} of {rows[0].dataset} ({rows[0].version})"


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
