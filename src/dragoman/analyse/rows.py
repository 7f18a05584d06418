"""Rows as plain JSON values and as polars frames."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dragoman.live import Cluster
from dragoman.record import Value

Cell = str | int | float | bool | None

if TYPE_CHECKING:
    import polars


def plain(row: Value | Cluster) -> dict[str, Any]:
    """The row as JSON values, nothing lost: a cluster is its merged event, its reports whole, and their documents.

    >>> from dragoman.record import Row
    >>> plain(Row(dataset="treaties", version="3", key="17"))
    {'kind': 'row', 'dataset': 'treaties', 'version': '3', 'key': '17'}
    """
    if isinstance(row, Value):
        return row.model_dump(mode="json")
    reports = [
        {
            "event": r.event.model_dump(mode="json"), "document": r.document.model_dump(mode="json"),
            "origin": r.origin, "recorded": r.recorded, "dropped": r.dropped,
        }
        for r in row.reports
    ]  # fmt: skip
    disputed = [
        {"field": field, "value": v.value, "reports": list(v.reports)}
        for field, variants in row.disputed.items() for v in variants
    ]  # fmt: skip
    event = row.event.model_dump(mode="json") | {"id": row.id}
    return event | {"origins": row.origins, "disputed": disputed, "flags": list(row.flags), "reports": reports}


def table(rows: Iterable[Value | Cluster]) -> tuple[list[str], list[dict[str, Cell]]]:
    """Columns in the order they first come, and one flat row a record that has them all.

    Inner fields are columns like ``when.earliest``; lists are joined with "; ", parties by name, evidence by its
    words, the reports of a cluster by their documents' titles.

    >>> from dragoman.analyse.actors import Actor, Partner
    >>> row = Actor(
    ...     name="Russia",
    ...     kind="state",
    ...     country="RUS",
    ...     events=2,
    ...     first=None,
    ...     last=None,
    ...     partners=(Partner(name="Belarus", events=2), Partner(name="Ukraine", events=1)),
    ... )
    >>> table([row])[1][0]["partners"]
    'Belarus; Ukraine'
    """
    found = [dict(_cells(plain(row), "")) for row in rows]
    named = dict.fromkeys(name for row in found for name in row)
    inner = {name.rpartition(".")[0] for name in named}
    columns = [name for name in named if name not in inner]
    return columns, [{name: row.get(name) for name in columns} for row in found]


def frame(rows: Iterable[Value]) -> polars.DataFrame:
    """One row a record, one column a field: dates as dates, lists as lists; no rows give a frame without columns.

    >>> from dragoman.analyse.actors import Actor
    >>> row = Actor(name="Russia", kind="state", country="RUS", events=2, first=None, last=None, partners=())
    >>> frame([row]).select("name", "events").rows()
    [('Russia', 2)]
    """
    import polars

    given = [row.model_dump() for row in rows]
    return polars.from_dicts(given, infer_schema_length=None) if given else polars.DataFrame()


def _cells(value: dict[str, Any], above: str) -> Iterator[tuple[str, Cell]]:
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from _cells(inner, f"{above}{name}.")
        else:
            yield above + name, _joined(inner) if isinstance(inner, list) else inner


def _joined(values: list[Any]) -> str:
    return "; ".join(_named(value) for value in values)


def _named(value: Any) -> str:
    """The words an inner record is known by: its name, quotation or title, else all of it as JSON."""
    if not isinstance(value, dict):
        return str(value)
    if isinstance(value.get("document"), dict):
        return str(value["document"]["title"] or value["document"]["address"] or value["document"]["id"])
    known = (value.get(key) for key in ("name", "words", "quote", "exact", "title", "document"))
    return next((word for word in known if isinstance(word, str)), json.dumps(value, ensure_ascii=False))
