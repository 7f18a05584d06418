"""Every command: its options, its help, its last line."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman import show
from dragoman.desk import Desk, open_desk

app = typer.Typer(
    name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="The desk of an analyst who follows the diplomacy around a conflict: put reports in, get a sourced, dated record out.",
)  # fmt: skip
shown = typer.Typer(
    no_args_is_help=True, help="Show the record: contacts, chronicle, actors, statements, documents, problems."
)
app.add_typer(shown, name="show")

At = Annotated[Path, typer.Option("--desk", envvar="DRAGOMAN_DESK", help="The desk's file.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
About = Annotated[str, typer.Option(help="Country codes that all take part, such as BLR,RUS.")]
From = Annotated[str | None, typer.Option("--from", help="First day, 2022-03-01.")]
To = Annotated[str | None, typer.Option("--to", help="Last day, 2022-03-31.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only what was public by this day.")]
Recorded = Annotated[int | None, typer.Option("--recorded", help="The desk as it stood at this journal entry.")]
Note = Annotated[str, typer.Option(help="Why, kept with the judgement.")]
DESK = Path("desk.sqlite")


class Format(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


@app.command()
def add(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, @list files, - for standard input, http(s) addresses.")
    ],
    desk: At = DESK,
    workers: Annotated[int, typer.Option(min=0, help="Child processes that read; 0 reads in this one, unguarded.")] = 1,
    json: Json = False,
) -> None:
    """Read reports into the record; what was there already is not read again."""
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    with open_desk(desk) as opened, show.progress("reading", quiet=json) as step:
        done = opened.add(*paths, workers=workers, stdin=stdin, progress=step)
    show.added(done, json=json)
    raise typer.Exit(int(bool(done.problems)))


@app.command()
def reread(desk: At = DESK, json: Json = False) -> None:
    """Mark and code every stored text again; judgements stick."""
    with open_desk(desk) as opened, show.progress("reading again", quiet=json) as step:
        done = opened.reread(progress=step)
    show.added(done, json=json)


@shown.command()
def contacts(
    desk: At = DESK,
    about: About = "",
    actor: Annotated[str | None, typer.Option(help="A name or code that takes part.")] = None,
    start: From = None,
    to: To = None,
    level: Annotated[str | None, typer.Option(help="Such as 'heads of state'.")] = None,
    mode: Annotated[
        str | None, typer.Option(help="meet, visit, phone, video, letter, negotiate, multilateral, third-party.")
    ] = None,
    planned: Annotated[bool, typer.Option(help="Also agreed, offered and refused meetings.")] = False,
    as_of: AsOf = None,
    recorded: Recorded = None,
    json: Json = False,
) -> None:
    """Who met, called, visited whom."""
    with _existing(desk) as opened:
        rows = opened.contacts(
            about=_codes(about), actor=actor, start=start, end=to, level=level, mode=mode, planned=planned,
            as_of=as_of, recorded=recorded,
        )  # fmt: skip
        show.contacts(rows, json=json)


@shown.command()
def chronicle(
    desk: At = DESK, about: About = "", start: From = None, to: To = None, as_of: AsOf = None, recorded: Recorded = None, json: Json = False
) -> None:  # fmt: skip
    """Every event as a dated sentence, with the document behind it."""
    with _existing(desk) as opened:
        rows = opened.chronicle(about=_codes(about), start=start, end=to, as_of=as_of, recorded=recorded)
        show.chronicle(rows, opened.titles(), json=json)


@shown.command()
def actors(
    desk: At = DESK, about: About = "", start: From = None, to: To = None, as_of: AsOf = None, recorded: Recorded = None, json: Json = False
) -> None:  # fmt: skip
    """Who takes part: how often, first, last."""
    with _existing(desk) as opened:
        show.actors(opened.actors(about=_codes(about), start=start, end=to, as_of=as_of, recorded=recorded), json=json)


@shown.command()
def statements(desk: At = DESK, as_of: AsOf = None, recorded: Recorded = None, json: Json = False) -> None:
    """Who said what, word for word."""
    with _existing(desk) as opened:
        show.statements(opened.statements(as_of=as_of, recorded=recorded), json=json)


@shown.command()
def documents(desk: At = DESK, json: Json = False) -> None:
    """What has been read."""
    with _existing(desk) as opened:
        show.documents(opened.documents(), json=json)


@shown.command()
def problems(desk: At = DESK, json: Json = False) -> None:
    """What could not be read or coded, and why."""
    with _existing(desk) as opened:
        show.problems(opened.problems(), json=json)


@app.command()
def search(
    words: Annotated[str, typer.Argument(help='Words, or a "phrase"; other forms of a word count too.')],
    desk: At = DESK,
    limit: Annotated[int, typer.Option(min=1)] = 10,
    as_of: AsOf = None,
    recorded: Recorded = None,
    json: Json = False,
) -> None:
    """Find sentences, in English, Russian and Ukrainian by any form of a word."""
    with _existing(desk) as opened:
        show.hits(
            opened.search(words, limit=limit, as_of=as_of, recorded=recorded),
            {d.id: d for d in opened.documents()},
            json=json,
        )


@app.command()
def review(
    start: Annotated[str, typer.Option("--from", help="First day of the period.")],
    to: Annotated[str, typer.Option("--to", help="Last day of the period.")],
    out: Annotated[Path, typer.Option(help="review.html, review.md or review.docx.")] = Path("review.html"),
    desk: At = DESK,
    about: About = "",
    title: Annotated[str | None, typer.Option()] = None,
    author: Annotated[str | None, typer.Option()] = None,
    template: Annotated[Path | None, typer.Option(help="A .docx whose styles are used.")] = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
) -> None:
    """Draft the periodic review; every line leads to its sentence."""
    with _existing(desk) as opened:
        where = opened.review(
            out, start=start, end=to, about=_codes(about), title=title, author=author, template=template,
            as_of=as_of, recorded=recorded,
        )  # fmt: skip
    typer.echo(f"review written to {where}")


@app.command()
def enter(
    fields: Annotated[
        list[str],
        typer.Argument(
            help='FIELD=VALUE, such as date=2022-03-11 mode=meet actors="Vladimir Putin (RUS, president); BLR".'
        ),
    ],
    desk: At = DESK,
    note: Note = "",
) -> None:
    """Enter an event by hand; it rests on your act and is shown so."""
    with open_desk(desk) as opened:
        typer.echo(opened.enter(_fields(fields), note=note))


@app.command()
def correct(
    id: Annotated[str, typer.Argument(help="The event's id.")],
    fields: Annotated[list[str], typer.Argument(help="FIELD=VALUE, such as date=2022-03-11 place=Minsk.")],
    desk: At = DESK,
    note: Note = "",
) -> None:
    """Set fields of an event; the correction outlasts every later reading."""
    with _existing(desk) as opened:
        show.judged(opened.correct(id, _fields(fields), note=note))


@app.command()
def accept(ids: list[str], desk: At = DESK, note: Note = "") -> None:
    """Confirm events."""
    with _existing(desk) as opened:
        show.judged(opened.accept(*ids, note=note))


@app.command()
def reject(ids: list[str], desk: At = DESK, note: Note = "") -> None:
    """Strike events out."""
    with _existing(desk) as opened:
        show.judged(opened.reject(*ids, note=note))


@app.command()
def same(ids: list[str], desk: At = DESK, note: Note = "") -> None:
    """Say that these are one event."""
    with _existing(desk) as opened:
        show.judged(opened.same(*ids, note=note))


@app.command("not-same")
def not_same(ids: list[str], desk: At = DESK, note: Note = "") -> None:
    """Say that these are different events."""
    with _existing(desk) as opened:
        show.judged(opened.not_same(*ids, note=note))


@app.command()
def undo(
    id: Annotated[str | None, typer.Argument(help="The judgement; the last one if left out.")] = None,
    desk: At = DESK,
    note: Note = "",
) -> None:
    """Take back a judgement."""
    with _existing(desk) as opened:
        show.judged(opened.undo(id, note=note))


@app.command()
def export(
    format: Format, out: Annotated[Path, typer.Argument()], desk: At = DESK, as_of: AsOf = None, recorded: Recorded = None
) -> None:  # fmt: skip
    """Write every event as jsonl, csv or parquet."""
    with _existing(desk) as opened:
        typer.echo(f"{opened.export(format.value, out, as_of=as_of, recorded=recorded)} events written to {out}")


@app.command()
def annotate(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl")],
    layer: Annotated[str, typer.Option(help="times, mentions, attributions or events.")],
) -> None:
    """Mark rows of text with one layer, in the form others measure."""
    from dragoman.annotate import annotate as rows

    show.annotated(rows, layer, source, target)


@app.command()
def doctor(
    desk: At = DESK,
    rebuild: Annotated[bool, typer.Option(help="Also make everything derived anew.")] = False,
    json: Json = False,
) -> None:
    """Check the desk, row by row against the journal, and print the head to keep elsewhere."""
    with _existing(desk) as opened, show.progress("checking", quiet=json) as step:
        if rebuild:
            opened.rebuild(step)
        health = opened.doctor(step)
    show.health(health, json=json)
    raise typer.Exit(int(bool(health.faults)))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Reports to read.")] = Path("samples"),
    out: Annotated[Path, typer.Option()] = Path("review.html"),
    desk: At = Path("demo.sqlite"),
) -> None:
    """Read the samples, print the chronicle, write the review and say where."""
    with open_desk(desk) as opened:
        with show.progress("reading", quiet=False) as step:
            done = opened.add(folder, workers=2, progress=step)
        show.chronicle(opened.chronicle(), opened.titles(), json=False)
        where = opened.review(out, start="2022-01-01", end="2022-12-31", title="Review of the samples")
    show.added(done, json=False)
    typer.echo(f"review of 2022 written to {where.resolve()}; open it in a browser")


def _existing(desk: Path) -> Desk:
    """A desk to look at; a misspelt path begins no empty one."""
    if not desk.exists():
        raise ValueError(f"no desk at {desk}; begin one with: dragoman add PATH --desk {desk}")
    return open_desk(desk)


def _codes(about: str) -> list[str]:
    return [code.strip().upper() for code in about.split(",") if code.strip()]


def _fields(pairs: list[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise ValueError(f"{pair!r} is not FIELD=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)
