from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dragoman.analyse.coverage import coverage
from dragoman.live import Cluster
from dragoman.record import Document


def test_a_month_is_covered_by_what_was_published_in_it_or_tells_of_it(
    clusters: Sequence[Cluster], documents: Mapping[str, Document]
) -> None:
    read = coverage(documents.values(), clusters, problems=1)
    assert read.within(date(2021, 11, 20), date(2022, 3, 1)) == (
        "5 documents read (2 without a known date), 1 not readable; documents that speak for November 2021: 0, December 2021: 1, "
        "January 2022: 4, February 2022: 3, March 2022: 0"
    )


def test_events_of_documents_outside_the_clock_cover_nothing(
    clusters: Sequence[Cluster], documents: Mapping[str, Document]
) -> None:
    assert coverage([documents["d-ru"]], clusters).months == (((2022, 1), 1),)
