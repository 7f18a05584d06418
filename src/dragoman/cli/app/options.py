"""What commands share: their options, the desk they look at, and the states they are about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.desk import Desk, open_desk

At = Annotated[Path, typer.Option("--desk", envvar="DRAGOMAN_DESK", help="The desk's file.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
About = Annotated[str, typer.Option(help="States that all take part, by code or name: BLR,RUS or Belarus,Russia.")]
From = Annotated[str | None, typer.Option("--from", help="First day, 2022-03-01.")]
To = Annotated[str | None, typer.Option("--to", help="Last day, 2022-03-31.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only what was public by this day.")]
Recorded = Annotated[int | None, typer.Option("--recorded", help="The desk as it stood at this journal entry.")]
Note = Annotated[str, typer.Option(help="Why, kept with the judgement.")]
Events = Annotated[list[str], typer.Argument(metavar="ID", help="Events, by id.")]
DESK = Path("desk.sqlite")


def existing(desk: Path) -> Desk:
    """A desk to look at; a misspelt path begins no empty one."""
    if not desk.exists():
        raise ValueError(f"no desk at {desk}; begin one with: dragoman add PATH --desk {desk}")
    return open_desk(desk)


def codes(about: str) -> list[str]:
    """The states of ``--about``."""
    return about.split(",")
