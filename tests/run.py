"""Run lint, types and tests; the last line counts what passed, failed and was skipped, and names the skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


class Tally:
    """Counts outcomes and keeps the names of skipped tests."""

    def __init__(self) -> None:
        self.passed = self.failed = 0
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)
        elif report.failed:
            self.failed += 1
        elif report.when == "call":
            self.passed += 1

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed += 1
        elif report.skipped:
            self.skipped.append(report.nodeid)


def main() -> int:
    os.chdir(ROOT)
    checks = [["ruff", "check", "-q", "."], ["ruff", "format", "--check", "-q", "."], ["mypy"]]
    broken = 0
    for check in checks:
        print("·", *check, flush=True)
        broken += subprocess.run([sys.executable, "-m", *check], check=False).returncode != 0
    tally = Tally()
    chosen = [] if "--all" in sys.argv else ["-m", "not slow and not browser"]
    spread = ["-n", "2", "--dist", "loadfile"]  # two processes; the tests of a file share what they set up
    status = pytest.main(["tests", "docs", "src", "--doctest-modules", *spread, *chosen], plugins=[tally])
    if status == pytest.ExitCode.NO_TESTS_COLLECTED:
        tally.failed += 1
    if tally.skipped:
        print("skipped:", ", ".join(tally.skipped))
    failed = tally.failed + broken + (status in (2, 3, 4))
    if os.environ.get("DRAGOMAN_NO_SKIPS") and tally.skipped:
        failed += 1
    print(f"{tally.passed} passed, {failed} failed, {len(tally.skipped)} skipped")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
