"""The live view: the newest readings under people's judgements, told once an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dragoman.live.judge import Judged, judged, raised, standing
from dragoman.live.merge import Cluster, Variant, merge
from dragoman.record import Fault, Judgement, Report

__all__ = ["Cluster", "Variant", "faults", "view"]


def view(reports: Iterable[Report], judgements: Iterable[Judgement] = (), *, rejected: bool = False) -> list[Cluster]:
    """Clusters of the reports as people left them, in order of first publication.

    Judgements in the order of the journal. Corrected reports are merged by their corrected values; rejected ones
    are left out before merging (``rejected``: kept, in clusters of their own, flagged "rejected"); what the newest
    reading dropped stays only where people accepted, corrected or joined it.

    >>> view([])
    []
    """
    decided = standing(judgements)
    found = [one for report in reports if (one := judged(report, decided)) is not None]
    shown = {one.report.event.id: one for one in found if not one.hidden}
    clusters = _merged(shown, decided.pairs)
    if rejected:
        hidden = {one.report.event.id: one for one in found if one.hidden}
        clusters += [replace(c, flags=(*c.flags, "rejected")) for c in _merged(hidden, decided.pairs)]
        clusters.sort(key=lambda c: (c.reports[0].document.public, c.id))
    return clusters


def faults(found: Iterable[Fault], judgements: Iterable[Judgement] = ()) -> list[tuple[Fault, tuple[str, ...]]]:
    """Faults that people did not dismiss, in their order, each with what they said of it.

    >>> faults([])
    []
    """
    decided = standing(judgements)
    return [(fault, flags) for fault in found if (flags := raised(fault, decided)) is not None]


def _merged(by_id: dict[str, Judged], pairs: Mapping[tuple[str, str], tuple[int, bool]]) -> list[Cluster]:
    firm = {name: one.firm for name, one in by_id.items() if one.firm}
    out = []
    for cluster in merge((one.report for one in by_id.values()), pairs, firm):
        members = [by_id[r.event.id] for r in cluster.reports]
        flags = tuple(dict.fromkeys(f for one in members for f in one.flags))
        changed = {k: v for one in members for k, v in one.changed.items()}
        out.append(replace(cluster, flags=flags, changed=changed) if flags or changed else cluster)
    return out
