"""When something was: a day, an interval that holds it, or a stretch of days; open ends stay open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

Basis = Literal["stated", "heading", "relative", "event", "publication", "inferred"]
Precision = Literal["day", "week", "month", "season", "quarter", "year", "decade", "interval", "open", "unknown"]


class When(BaseModel):
    """Earliest and latest day; ``None`` is an open end, both ``None`` is unknown.

    ``lasts`` tells two readings of an interval apart: a visit of 29 June to 1 July *lasts* from the first
    day to the last; a meeting "in June" happened on *some* day between them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    earliest: date | None = None
    latest: date | None = None
    lasts: bool = False
    text: str | None = None
    basis: Basis | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} lies after latest {self.latest}")
        return self

    @classmethod
    def on(cls, day: date, *, text: str | None = None, basis: Basis | None = "stated") -> When:
        """One known day."""
        return cls(earliest=day, latest=day, text=text, basis=basis)

    @property
    def day(self) -> date | None:
        """The day, where it is known to be one."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def is_unknown(self) -> bool:
        return self.earliest is None and self.latest is None

    @property
    def width(self) -> int | None:
        """Days from first to last, both counted; ``None`` where an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def holds(self, day: date) -> bool:
        """True where ``day`` is not ruled out."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def meets(self, start: date | None, end: date | None) -> bool:
        """True where the interval and [start, end] may share a day; an unknown When shares every day."""
        return (self.latest is None or start is None or start <= self.latest) and (
            self.earliest is None or end is None or self.earliest <= end
        )

    def shift(self, days: int) -> When:
        """The same interval, ``days`` later (negative: earlier)."""
        step = timedelta(days=days)
        return self.model_copy(
            update={
                "earliest": self.earliest and self.earliest + step,
                "latest": self.latest and self.latest + step,
            }
        )
