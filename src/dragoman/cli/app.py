"""Every command: its options, its help, its last line."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman import __version__, show
from dragoman.analyse.contacts import LEVELS, MODES
from dragoman.desk import Desk, open_desk

app = typer.Typer(
    name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="The desk of an analyst who follows the diplomacy around a conflict: put reports in, get a sourced, dated record out.",
)  # fmt: skip
shown = typer.Typer(
    no_args_is_help=True,
    help="Show the record: contacts, chronicle, actors, statements, documents, problems, judgements, notes.",
)
app.add_typer(shown, name="show")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass


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


class Format(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


@app.command()
def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, @list files, - for standard input, http(s) addresses."),
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
    if done.documents and not json:
        typer.echo(f"next: dragoman show contacts{f' --desk {desk}' if desk != DESK else ''}", err=True)
    raise typer.Exit(int(bool(done.problems)))


@app.command()
def reread(desk: At = DESK, json: Json = False) -> None:
    """Mark and code every stored text again; judgements stick."""
    with _existing(desk) as opened, show.progress("reading again", quiet=json) as step:
        done = opened.reread(progress=step)
    show.added(done, json=json, again=True)


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
        show.chronicle(rows, opened.documents({id for row in rows for id in row.documents}), json=json)


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


@shown.command()
def judgements(desk: At = DESK, json: Json = False) -> None:
    """What people decided about events, with the ids that undo takes."""
    with _existing(desk) as opened:
        show.judgements(opened.judgements(), json=json)


@shown.command()
def notes(desk: At = DESK, recorded: Recorded = None, json: Json = False) -> None:
    """Your own texts that the review prints."""
    with _existing(desk) as opened:
        show.notes(opened.notes(recorded), json=json)


@app.command()
def search(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help='Words, or a "phrase"; other forms of a word count too.')
    ],
    desk: At = DESK,
    limit: Annotated[int, typer.Option(min=1, help="How many sentences.")] = 10,
    as_of: AsOf = None,
    recorded: Recorded = None,
    json: Json = False,
) -> None:
    """Find sentences, in English, Russian and Ukrainian by any form of a word."""
    with _existing(desk) as opened:
        if not words.strip(' "'):
            raise ValueError("a search needs a word")
        found = opened.search(words, limit=limit, as_of=as_of, recorded=recorded)
        show.hits(found, opened.documents({hit.document for hit in found}), json=json)


@app.command()
def review(
    start: Annotated[str, typer.Option("--from", help="First day of the period.")],
    to: Annotated[str, typer.Option("--to", help="Last day of the period.")],
    out: Annotated[Path, typer.Option(help="review.html, review.md or review.docx.")] = Path("review.html"),
    desk: At = DESK,
    about: About = "",
    title: Annotated[str | None, typer.Option(help="Else Review of Contacts.")] = None,
    author: Annotated[str | None, typer.Option(help="Else your login name.")] = None,
    template: Annotated[Path | None, typer.Option(help="A .docx whose styles are used.")] = None,
    series: Annotated[str | None, typer.Option(help="The series it appears in, printed above the title.")] = None,
    see_also: Annotated[
        list[str] | None, typer.Option(help="Another publication to name at the head; may be repeated.")
    ] = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
) -> None:
    """Draft the periodic review; every line leads to its sentence."""
    with _existing(desk) as opened:
        where = opened.review(
            out, start=start, end=to, about=_codes(about), title=title, author=author, template=template,
            series=series, see_also=see_also or (), as_of=as_of, recorded=recorded,
        )  # fmt: skip
    typer.echo(f"review written to {where}")


@app.command()
def enter(
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE",
            help='FIELD=VALUE, such as date=2022-03-11 mode=meet actors="Vladimir Putin (RUS, president); BLR".',
        ),
    ],
    desk: At = DESK,
    note: Note = "",
) -> None:
    """Enter an event by hand and print its id; it rests on your act and is shown so. To take it back, reject it."""
    with open_desk(desk) as opened:
        typer.echo(opened.enter(_fields(fields), note=note))


@app.command()
def note(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="One to three sentences of your own.")],
    event: Annotated[
        list[str] | None, typer.Option(help="An event it is about; may be repeated. Without: a key consideration.")
    ] = None,
    desk: At = DESK,
) -> None:
    """Keep your own text; the review prints it under its event, or among the key considerations."""
    with _existing(desk) as opened:
        made = opened.note(words, *(event or ()))
    typer.echo(f"note {made}; take it back with: dragoman undo {made}")


@app.command()
def correct(
    id: Annotated[str, typer.Argument(metavar="ID", help="The event's id.")],
    fields: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE", help="FIELD=VALUE, such as date=2022-03-11 place=Minsk.")
    ],
    desk: At = DESK,
    note: Note = "",
) -> None:
    """Set fields of an event; the correction outlasts every later reading."""
    with _existing(desk) as opened:
        show.judged(opened.correct(id, _fields(fields), note=note))


@app.command()
def accept(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Confirm events."""
    with _existing(desk) as opened:
        show.judged(opened.accept(*ids, note=note))


@app.command()
def reject(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Strike events out."""
    with _existing(desk) as opened:
        show.judged(opened.reject(*ids, note=note))


@app.command()
def same(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Say that these are one event."""
    with _existing(desk) as opened:
        show.judged(opened.same(*ids, note=note))


@app.command("not-same")
def not_same(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Say that these are different events."""
    with _existing(desk) as opened:
        show.judged(opened.not_same(*ids, note=note))


@app.command()
def undo(
    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="The judgement or note; else all that the last command judged.")
    ] = None,
    desk: At = DESK,
    note: Note = "",
) -> None:
    """Take back a judgement or a note."""
    with _existing(desk) as opened:
        made = opened.undo(id, note=note)
    if made[0].startswith("n-"):
        typer.echo("the note is taken back")
    else:
        show.judged(made, undoing=True)


@app.command()
def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl (whole records), csv or parquet.")], out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")], desk: At = DESK, as_of: AsOf = None, recorded: Recorded = None
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

    if target.exists() and target.samefile(source):
        raise ValueError(f"{target} would be written over while it is read; name another file for the rows")
    with source.open(encoding="utf-8", errors="surrogateescape") as lines:
        show.annotated(rows(layer, lines), target)


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
        show.chronicle(opened.chronicle(), opened.documents(), json=False)
        where = opened.review(out, start="2022-01-01", end="2022-12-31", title="Review of the samples")
    show.added(done, json=False)
    typer.echo(f"review of 2022 written to {where.resolve()}; open it in a browser")


def _existing(desk: Path) -> Desk:
    """A desk to look at; a misspelt path begins no empty one."""
    if not desk.exists():
        raise ValueError(f"no desk at {desk}; begin one with: dragoman add PATH --desk {desk}")
    return open_desk(desk)


def _codes(about: str) -> list[str]:
    return about.split(",")


def _fields(pairs: list[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise ValueError(f"{pair!r} is not FIELD=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)
