"""dragoman: a sourced, dated record of the diplomacy around a conflict.

``dragoman.open("desk.sqlite")`` is where to begin; docs/tutorial/first-desk.md shows the rest.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.desk import Desk

__all__ = ["__version__", "open"]

__version__ = version("dragoman")


def open(path: str | Path = "desk.sqlite", *, by: str | None = None) -> Desk:
    """The desk at ``path``, begun there if there is none; ``by``: the name your judgements carry, else your login."""
    from dragoman.desk import open_desk  # so that importing a part does not import the whole

    return open_desk(path, by=by)
