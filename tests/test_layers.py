"""The architecture as a test: imports run one way, files stay small, names say what a thing is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "dragoman"
LAYERS = [
    "when", "evidence", "record", "marks", "source", "text", "codebook", "carry", "guard", "read", "mark", "code", "store", "live",
    "lens", "asked", "who", "spelling", "english", "wording", "cited", "analyse", "rows", "review", "export", "compose", "run", "annotate", "entry", "redate", "done", "adding", "desk", "show", "cli",
]  # fmt: skip
FILES = sorted(SRC.rglob("*.py"))
BANNED = ("Manager", "Handler", "Helper", "Util", "Processor", "Engine", "Service", "Factory", "Base", "Info")
SHAPELESS = {"utils", "util", "common", "helpers", "base", "misc"}


def _module(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(SRC).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def _imports(path: Path) -> Iterator[tuple[str, ...]]:
    """Own modules a file imports, as parts below ``dragoman``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = node.module.split(".")
            package = SRC.joinpath(*inner[1:])
            names = [
                f"{node.module}.{alias.name}" if (package / f"{alias.name}.py").exists() or (package / alias.name).is_dir() else node.module
                for alias in node.names
            ]  # fmt: skip
        else:
            continue
        yield from (tuple(name.split(".")[1:]) for name in names if name.split(".")[0] == "dragoman")


def faults(path: Path) -> list[str]:
    """What a file breaks of the import rules."""
    here, found = _module(path), []
    if not here:
        return []
    if here[0] not in LAYERS:
        return [f"{path.name}: {here[0]} is not a layer"]
    for there in _imports(path):
        if not there:
            continue
        if LAYERS.index(there[0]) > LAYERS.index(here[0]):
            found.append(f"{'.'.join(here)} imports {'.'.join(there)} from a later layer")
        elif there[0] == here[0] and len(here) > 1 and len(there) > 1 and there[1] != here[1]:
            found.append(f"{'.'.join(here)} imports its sibling {'.'.join(there)}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(p.relative_to(SRC).parts))
def test_imports_run_one_way(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(p.relative_to(SRC).parts))
def test_a_file_is_one_idea_of_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(p.relative_to(SRC).parts))
def test_names_say_what_a_thing_is(path: Path) -> None:
    tree = ast.parse(path.read_text())
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    assert not {name for name in names if name.endswith(BANNED) or name.startswith("process_") or name.endswith("_v2")}
    assert path.stem not in SHAPELESS


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(p.relative_to(SRC).parts))
def test_no_handler_swallows_everything(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ExceptHandler) and path.name != "guard.py":
            caught = [] if node.type is None else [n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)]
            assert caught, f"{path.name}:{node.lineno} catches everything"
            assert not {"Exception", "BaseException"} & set(caught), f"{path.name}:{node.lineno} catches Exception"


def test_the_rules_catch_planted_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "dates.py").write_text("from dragoman.store import Store\nfrom dragoman.text import names\n")
    (tmp_path / "text" / "names.py").write_text("")
    monkeypatch.setattr(f"{__name__}.SRC", tmp_path)
    assert len(faults(tmp_path / "text" / "dates.py")) == 2
