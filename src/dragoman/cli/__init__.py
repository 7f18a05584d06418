"""The command line. It calls nothing but the desk; ``main`` turns mistakes into one clear line and an exit code.

Exit codes: 0 done; 1 done, with problems or faults; 2 not understood or not found; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import sys

from dragoman.cli.app import app


def main() -> None:
    """Run the command of ``sys.argv``."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    gc.set_threshold(200_000, 20, 20)  # an answer makes many small records and no cycles: a quarter of its time
    try:
        app()
    except BrokenPipeError:  # whoever read along has seen enough, as in "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (KeyError, ValueError, OSError, sqlite3.Error) as error:
        words: object = error.args[0] if isinstance(error, KeyError) and error.args else error
        if isinstance(error, OSError) and error.filename and error.strerror:
            words = f"{error.filename}: {error.strerror[:1].lower()}{error.strerror[1:]}"
        print(f"dragoman: {words}", file=sys.stderr)
        sys.exit(2)
    except SystemExit as end:
        if end.code == 130:  # what typer makes of Ctrl-C, without a word
            print("dragoman: stopped; what was read so far is in the desk", file=sys.stderr)
        raise
