"""People's judgements: making them, and laying them over what was coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dragoman.live.judge.fields import basis, correct_field, publication
from dragoman.live.judge.standing import Standing, standing, to_undo
from dragoman.record import Coded, Document, Event, Fault, Judgement, Known, Report, Verdict, digest

__all__ = [
    "Judged", "Standing", "accept", "basis", "correct", "correct_field", "date", "judged", "known", "not_same", "note_id", "raised", "reject",
    "same", "standing", "to_undo", "undo",
]  # fmt: skip

PUBLISHED = "published"
KEPT = "kept by judgement"
CHANGED = "changed since rejected"
CHANGED_ACCEPTED = "changed since accepted"
CHANGED_DISMISSED = "changed since dismissed"


@dataclass(frozen=True, slots=True)
class Judged:
    """A report under people's judgements. ``firm``: field -> place in the journal of the correction that set it;
    ``changed``: field -> (then, now), where a judgement was about something else; ``hidden``: rejected."""

    report: Report
    firm: Mapping[str, int] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    hidden: bool = False


def judged(report: Report, decided: Standing) -> Judged | None:
    """The report as people left it, or ``None`` where the newest reading dropped it and nobody's work rests on it.

    A rejection holds while type, parties and status are those it was made about; else the item is back with the
    difference. Corrections that no longer fit a field's rules raise ``ValueError``: the journal is checked on entry.
    """
    event = report.event
    verdict = decided.verdicts.get(event.id)
    corrections = decided.corrections.get(event.id, {})
    rejected = verdict is not None and verdict.verdict == "rejected"
    flags: list[str] = []
    if report.dropped:
        if rejected or not decided.keeps(event.id):
            return None
        flags.append(KEPT)
    if verdict is None and not corrections:
        return Judged(report, flags=tuple(flags))

    changed: dict[str, tuple[str, str]] = {}
    if verdict is not None and verdict.verdict in ("rejected", "accepted") and verdict.basis:
        changed = _difference(verdict.basis, basis(event))
        if changed:
            flags.append(CHANGED if rejected else CHANGED_ACCEPTED)
    if verdict is not None and verdict.verdict == "accepted":
        flags.append("accepted")
    if corrections:
        flags.append("corrected")
    firm: dict[str, int] = {}
    for name, (place, judgement) in corrections.items():
        event = correct_field(event, name, judgement.value or "unknown")
        for touched in ("actors", "recipients") if name in ("actors", "participants") else (name,):
            firm[touched] = max(place, firm.get(touched, -1))
    return Judged(report._replace(event=event), firm, tuple(flags), changed, hidden=rejected and not changed)


def raised(fault: Fault, decided: Standing) -> tuple[str, ...] | None:
    """What people said of a fault, as flags; ``None`` where they dismissed it, as long as it doubts the same words
    for the same reason."""
    verdict = decided.verdicts.get(fault.id)
    if verdict is None:
        return ()
    if verdict.verdict == "accepted":
        return ("accepted",)
    return None if verdict.content == fault.content_hash else (CHANGED_DISMISSED,)


def _difference(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Type, parties and status that differ; a changed mode alone does not bring a rejected item back."""
    return {
        key: (_said(then[key]), _said(now[key]))
        for key in ("type", "actors", "status")
        if key in then and _said(then[key]) != _said(now[key])
    }


def _said(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


# --- making judgements ------------------------------------------------------------------------------------------------


def accept(record: Coded, *, by: str, at: datetime, note: str = "") -> Judgement:
    """A judgement that the record is right as coded; where a later reading codes it otherwise, that is shown."""
    return _judgement("accepted", (record.id,), by, at, note, content=record.content_hash, basis=_rest(record))


def reject(record: Coded, *, by: str, at: datetime, note: str = "") -> Judgement:
    """A judgement that the record is wrong; it holds while type, parties and status stay what they are now. A fault
    is dismissed: the source is right after all; that holds while the same words are doubted."""
    verdict: Verdict = "dismissed" if isinstance(record, Fault) else "rejected"
    return _judgement(verdict, (record.id,), by, at, note, content=record.content_hash, basis=_rest(record))


def correct(event: Event, name: str, value: str, *, by: str, at: datetime, note: str = "") -> Judgement:
    """A judgement that sets one field; ``ValueError`` where ``correct_field`` refuses field or value."""
    correct_field(event, name, value)
    content = event.content_hash
    return _judgement("corrected", (event.id,), by, at, note, content=content, field=name, value=value)


def date(document: Document, value: str, *, by: str, at: datetime, note: str = "") -> Judgement:
    """A judgement that tells when the document came out; ``ValueError`` where the value is not understood."""
    publication(value)
    return _judgement("corrected", (document.id,), by, at, note, field=PUBLISHED, value=value)


def known(decided: Standing) -> dict[str, Known]:
    """What people said of documents, by id."""
    told = {id: fields[PUBLISHED][1].value for id, fields in decided.corrections.items() if PUBLISHED in fields}
    return {id: Known(published=publication(value)) for id, value in told.items() if value}


def same(one: Coded, other: Coded, *, by: str, at: datetime, note: str = "") -> Judgement:
    """A judgement that both reports tell one event."""
    return _judgement("same", _two(one, other), by, at, note)


def not_same(one: Coded, other: Coded, *, by: str, at: datetime, note: str = "") -> Judgement:
    """A judgement that the two reports tell different events."""
    return _judgement("not-same", _two(one, other), by, at, note)


def undo(judgement: Judgement, *, by: str, at: datetime, note: str = "") -> Judgement:
    """A judgement that takes another one back; undoing an undoing brings the first one back."""
    return _judgement("undone", judgement.about, by, at, note, undoes=judgement.id)


def note_id(body: str, by: str, at: datetime) -> str:
    """The id of an analyst's note."""
    return f"n-{digest('note', body, by, at.isoformat(), length=12)}"


def _rest(record: Coded) -> dict[str, object]:
    return basis(record) if isinstance(record, Event) else {}


def _two(one: Coded, other: Coded) -> tuple[str, ...]:
    if one.id == other.id:
        raise ValueError(f"same and not-same speak of two reports, not of {one.id} and itself")
    return tuple(sorted((one.id, other.id)))


def _judgement(verdict: Verdict, about: tuple[str, ...], by: str, at: datetime, note: str, **fields: Any) -> Judgement:
    told = [fields.get("field"), fields.get("value"), fields.get("undoes")]
    name = f"j-{digest(verdict, about, by, at.isoformat(), note, told, length=12)}"
    return Judgement(id=name, about=about, verdict=verdict, by=by, at=at, note=note, **fields)
