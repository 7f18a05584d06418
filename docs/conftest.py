"""Every ``python`` and ``console`` block of the docs runs, in a fresh folder that holds the samples.

A ``toml`` block that opens with ``# FILE, below "LINE"`` or ``# FILE, at the end`` is entered there, in a copy of the sources.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent.parent


def console(example: Example) -> str | None:
    """Run each ``$ command``; what stands below it must be what it prints, ``…`` for anything."""
    command, want = "", ""
    for line in [*example.parsed.splitlines(), "$ "]:
        if not line.startswith("$ "):
            want += line + "\n"
            continue
        if command:
            done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
            if done.returncode > 1:
                return f"{command}\nexit {done.returncode}: {done.stderr}"
            if not _fits(want.split(), done.stdout.split()):
                return f"{command}\nexpected:\n{want}\ngot:\n{done.stdout}"
        command, want = line[2:], ""
    return None


def _fits(want: list[str], got: list[str]) -> bool:
    if "…" not in want:
        return not want or want == got
    at = want.index("…")
    if want[:at] != got[:at]:
        return False
    rest = want[at + 1 :]
    return not rest or any(_fits(rest, got[i:]) for i in range(at, len(got) + 1))


_WHERE = re.compile(r'# (src/\S+), (?:below "(.+)"|at the end)')


def edit(example: Example) -> str | None:
    """Enter the rows of a block in the file it names; from then on the console runs the changed program."""
    first, *rows = example.parsed.splitlines()
    told = _WHERE.fullmatch(first)
    if told is None:
        return None
    if not Path("src").exists():
        shutil.copytree(ROOT / "src", "src", ignore=shutil.ignore_patterns("__pycache__"))
        os.environ["PYTHONPATH"] = str(Path("src").absolute())
    path, line = Path(told[1]), told[2]
    text = path.read_text("utf-8")
    if line is None:
        path.write_text("\n".join([text, *rows, ""]), "utf-8")
        return None
    if text.splitlines().count(line) != 1:
        return f"{path} has not one line {line!r}"
    before, after = f"\n{text}".split(f"\n{line}\n")
    path.write_text("\n".join([before, line, *rows, after]).lstrip("\n"), "utf-8")
    return None


def enter(namespace: dict[str, Any]) -> None:
    """A fresh folder with the samples, and the program on the path."""
    namespace["_before"] = os.getcwd(), os.environ["PATH"], os.environ.get("PYTHONPATH")
    folder = Path(tempfile.mkdtemp(prefix="dragoman-docs-"))
    shutil.copytree(ROOT / "samples", folder / "samples")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.chdir(folder)


def leave(namespace: dict[str, Any]) -> None:
    """Back to where it began."""
    folder = os.getcwd()
    before, os.environ["PATH"], path = namespace["_before"]
    if path is None:
        os.environ.pop("PYTHONPATH", None)
    else:
        os.environ["PYTHONPATH"] = path
    os.chdir(before)
    shutil.rmtree(folder, ignore_errors=True)


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("console", console), CodeBlockParser("toml", edit), SkipParser()],
    patterns=["*.md"],
    setup=enter,
    teardown=leave,
).pytest()
