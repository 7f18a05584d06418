"""``dragoman show``: the record, table by table."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import show
from dragoman.analyse.contacts import LEVELS, MODES
from dragoman.analyse.faults import SEVERITIES
from dragoman.cli.app.options import DESK, About, AsOf, At, From, Json, Recorded, To, codes, existing

shown = typer.Typer(
    no_args_is_help=True,
    help="Show the record: contacts, chronicle, actors, statements, faults, documents, problems, judgements, notes.",
)


@shown.command()
def contacts(
    desk: At = DESK,
    about: About = "",
    actor: Annotated[str | None, typer.Option(help="A name or code that takes part.")] = None,
    start: From = None,
    to: To = None,
    level: Annotated[str | None, typer.Option(help=f"{', '.join(LEVELS)}.")] = None,
    mode: Annotated[str | None, typer.Option(help=f"{', '.join(MODES)}.")] = None,
    planned: Annotated[bool, typer.Option(help="Also agreed, offered and refused meetings.")] = False,
    as_of: AsOf = None,
    recorded: Recorded = None,
    json: Json = False,
) -> None:
    """Who met, called, visited whom."""
    with existing(desk) as opened:
        rows = opened.contacts(
            about=codes(about), actor=actor, start=start, end=to, level=level, mode=mode, planned=planned,
            as_of=as_of, recorded=recorded,
        )  # fmt: skip
        show.contacts(rows, json=json)


@shown.command()
def chronicle(
    desk: At = DESK,
    about: About = "",
    start: From = None,
    to: To = None,
    type: Annotated[str, typer.Option(help="Only events of these PLOVER types: AGREE,REJECT.")] = "",
    as_of: AsOf = None,
    recorded: Recorded = None,
    json: Json = False,
) -> None:
    """Every event as a dated sentence, with the document behind it."""
    types = [word.strip().upper() for word in type.split(",") if word.strip()]
    with existing(desk) as opened:
        rows = opened.chronicle(about=codes(about), start=start, end=to, types=types, as_of=as_of, recorded=recorded)
        show.chronicle(rows, opened.documents({id for row in rows for id in row.documents}), json=json)


@shown.command()
def actors(
    desk: At = DESK, about: About = "", start: From = None, to: To = None, as_of: AsOf = None, recorded: Recorded = None, json: Json = False
) -> None:  # fmt: skip
    """Who takes part: how often, first, last."""
    with existing(desk) as opened:
        show.actors(opened.actors(about=codes(about), start=start, end=to, as_of=as_of, recorded=recorded), json=json)


@shown.command()
def statements(desk: At = DESK, as_of: AsOf = None, recorded: Recorded = None, json: Json = False) -> None:
    """Who said what, word for word."""
    with existing(desk) as opened:
        show.statements(opened.statements(as_of=as_of, recorded=recorded), json=json)


@shown.command()
def faults(
    desk: At = DESK,
    about: Annotated[str, typer.Option(help="States all named in the sentence, by code or name.")] = "",
    start: From = None,
    to: To = None,
    document: Annotated[list[str] | None, typer.Option(help="Only in this document, by id; may be repeated.")] = None,
    severity: Annotated[str | None, typer.Option(help=f"This grave or graver: {', '.join(SEVERITIES)}.")] = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    json: Json = False,
) -> None:
    """What is wrong in the sources by their own words; reject dismisses one."""
    with existing(desk) as opened:
        rows = opened.faults(
            about=codes(about), start=start, end=to, documents=document or (), severity=severity, as_of=as_of,
            recorded=recorded,
        )  # fmt: skip
        show.faults(rows, opened.documents({row.document for row in rows}), json=json)


@shown.command()
def documents(desk: At = DESK, json: Json = False) -> None:
    """What has been read."""
    with existing(desk) as opened:
        show.documents(opened.documents(), json=json)


@shown.command()
def problems(desk: At = DESK, json: Json = False) -> None:
    """What could not be read or coded, and why."""
    with existing(desk) as opened:
        show.problems(opened.problems(), json=json)


@shown.command()
def judgements(desk: At = DESK, json: Json = False) -> None:
    """What people decided about events, with the ids that undo takes."""
    with existing(desk) as opened:
        show.judgements(opened.judgements(), json=json)


@shown.command()
def notes(desk: At = DESK, recorded: Recorded = None, json: Json = False) -> None:
    """Your own texts that the review prints."""
    with existing(desk) as opened:
        show.notes(opened.notes(recorded), json=json)
