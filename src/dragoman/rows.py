"""Rows of an answer: a list of typed records that can also be had as a polars frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dragoman.analyse import rows
from dragoman.record import Value

if TYPE_CHECKING:
    import polars

T = TypeVar("T", bound=Value)


class Rows(list[T]):
    """A list of typed rows; ``frame()`` gives the same as a polars DataFrame, one column a field.

    >>> from dragoman.record import Row
    >>> Rows([Row(dataset="treaties", version="3", key="17")]).frame().shape
    (1, 4)
    """

    def frame(self) -> polars.DataFrame:
        """Dates as dates, lists as lists; no rows give a frame without columns."""
        return rows.frame(self)
