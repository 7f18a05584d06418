from __future__ import annotations

from collections.abc import Sequence

from dragoman.analyse.chronicle import chronicle
from dragoman.live import Cluster
from dragoman.record import Statement


def test_every_event_is_one_dated_sentence(clusters: Sequence[Cluster], statements: Sequence[Statement]) -> None:
    assert [row.line for row in chronicle(reversed(clusters), statements)] == [
        "Between 1 December 2021 and 28 February 2022: Sergei Ryabkov (deputy foreign minister) and Wendy Sherman "
        "(deputy foreign minister) spoke by telephone.",
        "2 December 2021: Antony Blinken (foreign minister) met Sergey Lavrov (foreign minister) in Stockholm.",
        "7 December 2021: Joe Biden and Vladimir Putin agreed to hold talks.",
        "7 December 2021: Joe Biden and Vladimir Putin spoke by video link (two hours).",
        "30 December 2021: Joe Biden spoke by telephone with Vladimir Putin (fifty minutes).",
        "On some day in January 2022: Claimed by a Russian newspaper: Jake Sullivan (national security adviser) hosted "
        "Anatoly Antonov (ambassador).",
        "10 January 2022: Wendy Sherman (deputy foreign minister) and Sergei Ryabkov (deputy foreign minister) held talks "
        "in Geneva (seven hours).",
        "12 January 2022: NATO and Russia took part in the NATO-Russia Council in Brussels.",
        "21 January 2022: Sergey Lavrov (foreign minister) met Antony Blinken (foreign minister) in Geneva.",
        "3 February 2022: The United States expressed support for Ukraine.",
        "12 February 2022: Joe Biden spoke by telephone with Vladimir Putin.",
        "14 February 2022: Russia wrote to the United States.",
        "Between 21 and 27 February 2022: Planned: Antony Blinken (foreign minister) to meet Sergey Lavrov "
        "(foreign minister).",
        "22 February 2022: Called off by Antony Blinken: a meeting with Sergey Lavrov (foreign minister).",
        "Date unknown: Denied by Russia: an envoy of the Kremlin visited the United States.",
    ]


def test_only_events_of_the_types_asked_for(clusters: Sequence[Cluster]) -> None:
    assert [row.id for row in chronicle(clusters, types=["SUPPORT", "REJECT"])] == ["e-set", "e-off"]


def test_who_claims_stays_open_without_the_statements(clusters: Sequence[Cluster]) -> None:
    found = {row.id: row.claimed_by for row in chronicle(clusters) if row.standing != "stated"}
    assert found == {"e-claim": None, "e-denied": None}
