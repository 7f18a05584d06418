"""Every command: its options, its help, its last line."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman import __version__, show
from dragoman.cli.app.options import DESK, About, AsOf, At, Events, Json, Note, Recorded, codes, existing
from dragoman.cli.app.shown import shown
from dragoman.desk import open_desk

app = typer.Typer(
    name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="The desk of an analyst who follows the diplomacy around a conflict: put reports in, get a sourced, dated record out.",
)  # fmt: skip
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


class Format(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    plover = "plover"
    cameo = "cameo"


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
    with existing(desk) as opened, show.progress("reading again", quiet=json) as step:
        done = opened.reread(progress=step)
    show.added(done, json=json, again=True)


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
    with existing(desk) as opened:
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
    with existing(desk) as opened:
        where = opened.review(
            out, start=start, end=to, about=codes(about), title=title, author=author, template=template,
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
    with existing(desk) as opened:
        made = opened.note(words, *(event or ()))
    typer.echo(f"note {made}; take it back with: dragoman undo {made}")


@app.command()
def correct(
    id: Annotated[str, typer.Argument(metavar="ID", help="The event's or document's id.")],
    fields: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE", help="FIELD=VALUE, such as date=2022-03-11 place=Minsk.")
    ],
    desk: At = DESK,
    note: Note = "",
) -> None:
    """Set fields of an event, or of a document when it was published; the correction outlasts every later reading."""
    with existing(desk) as opened:
        show.judged(opened.correct(id, _fields(fields), note=note))


@app.command()
def accept(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Confirm events, or faults of a source."""
    with existing(desk) as opened:
        show.judged(opened.accept(*ids, note=note))


@app.command()
def reject(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Strike events out, or dismiss faults of a source."""
    with existing(desk) as opened:
        show.judged(opened.reject(*ids, note=note))


@app.command()
def same(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Say that these are one event."""
    with existing(desk) as opened:
        show.judged(opened.same(*ids, note=note))


@app.command("not-same")
def not_same(ids: Events, desk: At = DESK, note: Note = "") -> None:
    """Say that these are different events."""
    with existing(desk) as opened:
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
    with existing(desk) as opened:
        made = opened.undo(id, note=note)
    if made[0].startswith("n-"):
        typer.echo("the note is taken back")
    else:
        show.judged(made, undoing=True)


@app.command()
def redate(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Documents; without: all.")] = None,
    accept: Annotated[bool, typer.Option(help="Take the proposals for these documents over.")] = False,
    every: Annotated[bool, typer.Option("--all", help="With --accept: take all proposals over.")] = False,
    desk: At = DESK,
    note: Note = "",
    json: Json = False,
) -> None:
    """Propose when undated documents came out, from what the desk knows; nothing is changed without --accept."""
    if every and not accept:
        raise ValueError("--all takes all proposals over: say --accept --all, or leave it out to see them")
    with existing(desk) as opened:
        rows = opened.redate(*(ids or ()))
        if not accept:
            return show.proposals(rows, json=json)
        if not ids and not every:
            raise ValueError("name the documents to date, or say --all")
        show.judged(opened.accept_dates(*(ids or [row.document for row in rows if row.value]), note=note))


@app.command()
def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl (whole records), csv, parquet, plover (JSON Lines) or cameo (tab-separated).")], out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")], desk: At = DESK, as_of: AsOf = None, recorded: Recorded = None
) -> None:  # fmt: skip
    """Write every event as jsonl, csv or parquet, or in the form of PLOVER or CAMEO data."""
    with existing(desk) as opened:
        done = opened.export(format.value, out, as_of=as_of, recorded=recorded)
    left = ", ".join(f"{count} {reason}" for reason, count in done.left_out.items())
    typer.echo(f"{done.events} events written to {out}{f'; left out: {left}' if left else ''}")


@app.command()
def annotate(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl")],
    layer: Annotated[str, typer.Option(help="times, mentions, attributions, relation or events.")],
) -> None:
    """Mark rows of text with one layer, in the form others measure."""
    from dragoman.annotate import annotate as rows

    if target.exists() and target.samefile(source):
        raise ValueError(f"{target} would be written over while it is read; name another file for the rows")
    with source.open(encoding="utf-8", errors="surrogateescape") as lines:
        show.annotated(rows(layer, lines), target)


@app.command()
def who(
    office: Annotated[
        str, typer.Argument(metavar="OFFICE", help='"president", "foreign minister", "ambassador to Russia".')
    ],
    state: Annotated[str, typer.Argument(metavar="STATE", help="A state or body: BLR, Belarus, Belarusian, NATO.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day, 2022-03-11.")],
    json: Json = False,
) -> None:
    """Say who held an office that day, by the tables of the program; what they do not surely tell is unknown."""
    from dragoman.who import who as held

    show.holder(*held(office, state, day), json=json)


@app.command()
def spelling(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A person, state, body or place.")] = None,
    house: Annotated[str | None, typer.Argument(metavar="[SPELLING]", help="As this desk is to print it.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Print NAME in the canonical spelling again.")] = False,
    desk: At = DESK,
    json: Json = False,
) -> None:
    """Show this desk's house spellings, or set one: how names are printed; the record is not touched."""
    with existing(desk) as opened:
        if name is None:
            return show.spellings(opened.spellings(), json=json)
        if (house is None) != remove:
            raise ValueError(f"say how {name} is to be printed, or --remove")
        known = opened.spell(name, house)
    typer.echo(f"{known} is printed as {house or known}; the record keeps {known}")


@app.command()
def doctor(
    desk: At = DESK,
    rebuild: Annotated[bool, typer.Option(help="Also make everything derived anew.")] = False,
    json: Json = False,
) -> None:
    """Check the desk, row by row against the journal, and print the head to keep elsewhere."""
    with existing(desk) as opened, show.progress("checking", quiet=json) as step:
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


def _fields(pairs: list[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise ValueError(f"{pair!r} is not FIELD=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)
