"""Which of people's judgements stand: what was taken back is gone, and the last word wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.record import Judgement


@dataclass(frozen=True, slots=True)
class Standing:
    """``verdicts``: id -> the last accepted, rejected or dismissed; ``corrections``: id -> field -> (place in
    the journal, judgement); ``pairs``: two ids in order -> (place in the journal, judged the same)."""

    verdicts: Mapping[str, Judgement]
    corrections: Mapping[str, Mapping[str, tuple[int, Judgement]]]
    pairs: Mapping[tuple[str, str], tuple[int, bool]]

    def keeps(self, name: str) -> bool:
        """True where people's work rests on the item, so that a reading which drops it does not remove it."""
        verdict = self.verdicts.get(name)
        return (
            (verdict is not None and verdict.verdict == "accepted")
            or name in self.corrections
            or any(same and name in pair for pair, (_, same) in self.pairs.items())
        )


def standing(judgements: Iterable[Judgement]) -> Standing:
    """What people decided, as it stands after the last of ``judgements`` (in the order of the journal).

    An undone judgement counts as never made; undoing the undoing brings it back, at its old place.
    Among accepted, rejected and dismissed the last wins, among corrections the last of each field, among
    same and not-same the last on each pair. A judgement about three ids speaks of all three pairs.

    >>> from datetime import datetime
    >>> at = datetime(2024, 5, 1)
    >>> no = Judgement(id="j-1", about=("e-1",), verdict="rejected", by="ana", at=at)
    >>> back = Judgement(id="j-2", about=("e-1",), verdict="undone", undoes="j-1", by="ana", at=at)
    >>> list(standing([no]).verdicts), list(standing([no, back]).verdicts)
    (['e-1'], [])
    """
    order = list(judgements)
    gone = _taken_back(order)
    verdicts: dict[str, Judgement] = {}
    corrections: dict[str, dict[str, tuple[int, Judgement]]] = defaultdict(dict)
    pairs: dict[tuple[str, str], tuple[int, bool]] = {}
    for place, judgement in enumerate(order):
        if judgement.id in gone:
            continue
        if judgement.verdict in ("accepted", "rejected", "dismissed"):
            verdicts.update(dict.fromkeys(judgement.about, judgement))
        elif judgement.verdict == "corrected" and judgement.field is not None:
            field = "when" if judgement.field == "date" else judgement.field
            for name in judgement.about:
                corrections[name].pop(field, None)
                corrections[name][field] = (place, judgement)
        elif judgement.verdict in ("same", "not-same"):
            ids = sorted(set(judgement.about))
            for i, a in enumerate(ids):
                for b in ids[i + 1 :]:
                    pairs[a, b] = (place, judgement.verdict == "same")
    return Standing(verdicts, dict(corrections), pairs)


def to_undo(judgements: Iterable[Judgement], id: str | None = None) -> list[Judgement]:
    """What undoing takes back: the judgement of that id (an undoing too), else all that were last made at once.

    Raises KeyError where none stands.

    >>> to_undo([])
    Traceback (most recent call last):
    ...
    KeyError: 'nothing to undo'
    """
    order = list(judgements)
    gone = _taken_back(order)
    found = [j for j in order if j.id not in gone and (j.verdict != "undone" if id is None else j.id == id)]
    if not found:
        raise KeyError(f"no judgement {id} stands to be undone" if id else "nothing to undo")
    return [j for j in found if (j.at, j.by) == (found[-1].at, found[-1].by)]


def _taken_back(order: Sequence[Judgement]) -> set[str]:
    """Ids of the judgements that do not stand; an undoing that was itself taken back takes nothing back."""
    gone: set[str] = set()
    for judgement in reversed(order):
        if judgement.undoes and judgement.id not in gone:
            gone.add(judgement.undoes)
    return gone
