"""Rows of an answer: a list of typed records that can also be had as a polars frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import polars

T = TypeVar("T")


class Rows(list[T], Generic[T]):
    """A list of typed rows; ``frame()`` is the same as a polars DataFrame."""

    def __init__(self, rows: Iterable[T], frame: Callable[[Sequence[T]], polars.DataFrame]) -> None:
        super().__init__(rows)
        self._frame = frame

    def frame(self) -> polars.DataFrame:
        """One column a field; nested rows stay nested."""
        return self._frame(self)
