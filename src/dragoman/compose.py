"""Composing the periodic review: what the draft needs is gathered from the record, drafted, and set in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from dragoman import lens, review, spelling
from dragoman.analyse.coverage import coverage
from dragoman.codebook import load
from dragoman.record import Note
from dragoman.store import Store


def compose(
    store: Store, out: Path, *, start: date | None, end: date | None, about: Sequence[str], title: str | None,
    author: str, template: Path | None, series: str | None, see_also: Sequence[str], as_of: date | None,
    recorded: int | None, notes: Sequence[Note], made: datetime, house: Mapping[str, str],
) -> Path:  # fmt: skip
    """Write the review of [start, end] about these states; its path. ``house``: how names are printed.

    Raises ValueError for a kind of file that no review is written as, a template that does not fit it, and days that are
    missing or not in order.
    """
    if out.suffix not in review.WRITERS:
        raise ValueError(f"a review is written as {', '.join(review.WRITERS)}, not as {out.suffix or out.name}")
    if template is not None and out.suffix != ".docx":
        raise ValueError("a template needs a .docx review")
    if start is None or end is None or start > end:
        raise ValueError(f"a review needs a first and a last day, in order; not {start} and {end}")
    clusters = lens.clusters(store, about=about, start=start, end=end, as_of=as_of, recorded=recorded, undated=True)
    events = {report.event.id for cluster in clusters for report in cluster.reports}
    told = store.statements(events=events, as_of=as_of, recorded=recorded)
    told += lens.claims(store, clusters, as_of=as_of, recorded=recorded)
    documents, problems = store.documents(as_of=as_of, recorded=recorded), store.problems(recorded)
    said = spelling.statements({s.id: s for s in told}.values(), house)
    drafted = review.draft(
        spelling.clusters(clusters, house), said, documents,
        start=start, end=end, about=about, title=title, series=series, see_also=see_also, author=author, notes=notes,
        problems=problems, coverage=coverage(documents, clusters, problems=len(problems)), as_of=as_of,
        recorded=recorded if recorded is not None else store.head()[0],
        names={code: house.get(state.name, state.name) for code, state in load().states.items()}, made=made,
    )  # fmt: skip
    if template is not None:
        review.docx.write(drafted, out, template)
    else:
        review.WRITERS[out.suffix](drafted, out)
    return out
