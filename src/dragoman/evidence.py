"""What an entry rests on: words of a text, a row of a data set, a person's act, a question put to the record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Value(BaseModel):
    """Frozen, keyword-only, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Value):
    """Words of one text: W3C position and quote selectors; offsets in code points, half-open."""

    kind: Literal["span"] = "span"
    document: str
    text: str
    start: int = Field(ge=0)
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @model_validator(mode="after")
    def _length_fits(self) -> Span:
        if self.end - self.start != len(self.exact):
            raise ValueError(f"span {self.start}–{self.end} does not fit {len(self.exact)} characters of {self.text}")
        return self


class Row(Value):
    """A row of a public data set."""

    kind: Literal["row"] = "row"
    dataset: str
    version: str
    key: str


class Act(Value):
    """What a person or a rule did."""

    kind: Literal["act"] = "act"
    who: str
    at: datetime
    note: str = ""


class Query(Value):
    """A question put to the record: the command, its clocks, what it returned, and what had been read by then."""

    kind: Literal["query"] = "query"
    command: str
    as_of: date | None = None
    recorded: int | None = None
    ids: tuple[str, ...] = ()
    coverage: str = ""


Evidence = Annotated[Span | Row | Act | Query, Field(discriminator="kind")]


class Coding(Value):
    """Which coder said so, how sure it was (0–1), and why, in one line."""

    coder: str
    version: str
    confidence: float = Field(ge=0, le=1)
    reason: str = ""
