from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.analyse.contacts import contacts
from dragoman.analyse.rows import frame, plain, table
from dragoman.live import Cluster
from dragoman.record import Document, Event


def test_a_frame_keeps_dates_and_lists(clusters: Sequence[Cluster]) -> None:
    table = frame(contacts(clusters))
    first = table.filter(table["id"] == "e-geneva").select("date_start", "origins", "participants").to_dicts()[0]
    assert (first["date_start"], first["origins"]) == (date(2022, 1, 10), 2)
    assert [p["name"] for p in first["participants"]] == ["Wendy Sherman", "Sergei Ryabkov"]


def test_a_cluster_as_plain_values_gives_its_reports_back(clusters: Sequence[Cluster]) -> None:
    for cluster in clusters:
        kept = plain(cluster)["reports"]
        assert [Event.model_validate(r["event"]) for r in kept] == [r.event for r in cluster.reports]
        assert [Document.model_validate(r["document"]) for r in kept] == [r.document for r in cluster.reports]


def test_a_table_joins_lists_and_names_inner_fields(clusters: Sequence[Cluster]) -> None:
    columns, cells = table(clusters)
    assert "host" not in columns
    assert all(list(row) == columns for row in cells)
    geneva = next(row for row in cells if row["id"] == "e-geneva")
    assert {name: geneva[name] for name in ("when.earliest", "actors", "host.name", "reports", "origins")} == {
        "when.earliest": "2022-01-10", "actors": "Wendy Sherman; Sergei Ryabkov", "host.name": None,
        "reports": "Contacts <script>alert(1)</script> of the winter; Talks & more talks; javascript:alert(2)",
        "origins": 2,
    }  # fmt: skip
