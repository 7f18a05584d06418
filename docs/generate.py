"""Write the generated pages of docs/reference: the command line and the JSON Schema of the records.

``python docs/generate.py`` writes them; ``--check`` fails where one is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from dragoman import record
from dragoman.cli.app import app

REFERENCE = Path(__file__).parent / "reference"
RECORDS = (
    "Document",
    "Text",
    "Reading",
    "Event",
    "Statement",
    "Link",
    "Entity",
    "Tenure",
    "Judgement",
    "Note",
    "Problem",
)


def command_line() -> str:
    """The commands with their options, as Markdown."""
    lines = ["# The command line", "", "Generated from the program by `python docs/generate.py`.", ""]
    return "\n".join([*lines, *_command("dragoman", get_command(app))])


def _command(name: str, command: Any) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if inner:
        yield from (line for sub in inner for line in _command(f"{name} {sub}", inner[sub]))
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    yield f"## {name} {' '.join((p.metavar or p.name.upper()) for p in arguments)}".rstrip()
    yield ""
    yield (command.help or "").strip()
    yield ""
    for p in command.params:
        words = (p.help or "").strip()
        if p.param_type_name == "argument":
            if words:
                yield f"* `{(p.metavar or p.name.upper())}` – {words}"
        elif p.name != "help":
            default = f" (default `{p.default}`)" if p.default not in (None, False, "") else ""
            yield f"* `{p.opts[0]}`{' – ' + words if words else ''}{default}"
    yield ""


def schema() -> str:
    """JSON Schema of every record type."""
    made = {name: getattr(record, name).model_json_schema() for name in RECORDS}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


PAGES = {"command-line.md": command_line, "records.schema.json": schema}


def main() -> int:
    stale = []
    for name, page in PAGES.items():
        path, made = REFERENCE / name, page()
        if "--check" in sys.argv:
            stale += [] if path.exists() and path.read_text() == made else [name]
        else:
            path.write_text(made)
    print(f"stale: {', '.join(stale)}; run python docs/generate.py" if stale else "reference pages are up to date")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
