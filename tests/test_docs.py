"""Generated pages are fresh, and what the docs name exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_reference_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_path_the_docs_link_to_exists() -> None:
    missing = [
        (page.name, target)
        for page in PAGES
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert missing == []


def test_every_command_named_in_the_docs_exists() -> None:
    known = set(
        re.findall(r"^## dragoman ((?:show )?[a-z-]+)", (ROOT / "docs/reference/command-line.md").read_text(), re.M)
    )
    named = {
        " ".join(words.split()[: 2 if words.startswith("show ") else 1])
        for page in PAGES
        for words in re.findall(r"^\$? ?dragoman ([a-z-]+(?: [a-z-]+)?)", page.read_text(), re.M)
    }
    assert named - known - {"show"} == set()
