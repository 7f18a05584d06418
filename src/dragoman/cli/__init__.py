"""The command line. It calls nothing but the desk; ``main`` turns mistakes into one clear line and an exit code.

Exit codes: 0 done; 1 done, with problems or faults; 2 not understood or not found.
"""

from __future__ import annotations

import os
import sqlite3
import sys

from dragoman.cli.app import app


def main() -> None:
    """Run the command of ``sys.argv``."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    try:
        app()
    except (KeyError, ValueError, OSError, sqlite3.Error) as error:
        words = error.args[0] if isinstance(error, KeyError) and error.args else error
        print(f"dragoman: {words}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("dragoman: stopped; what was read so far is in the desk", file=sys.stderr)
        sys.exit(130)
