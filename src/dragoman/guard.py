"""Work in child processes with limits: a child that dies, hangs or outgrows its memory costs one job, not the run."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType, TracebackType
from typing import Any, Generic, Literal, NamedTuple, Self, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")

_START = 120.0  # seconds a child may take until it is warm
_NONE = object()
_AHEAD = 8  # jobs a child that are taken from the source before their turn
# What a job may raise and its child survives. Anything else ends the child, which costs the same one job.
_SURVIVED = (
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, ImportError, LookupError, NameError,
    OSError, RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one child: address space in bytes, wall clock of one job in seconds, jobs until it is replaced."""

    memory: int = 3 << 30
    seconds: float = 120.0
    jobs: int = 500


class Failed(NamedTuple):
    """A job without an answer: ``what`` is "took too long", "took too much memory", "crashed" or "the process died"."""

    what: Literal["took too long", "took too much memory", "crashed", "the process died"]
    detail: str = ""


@dataclass(eq=False, slots=True)
class _Child:
    process: BaseProcess
    pipe: Connection
    until: float
    ready: bool = False
    job: int | None = None


class Guarded(Generic[Job, Answer]):
    """Children that do ``work``, each warmed up once by ``warm``; a context manager, leaving it ends them all.

    ``work`` and ``warm`` are functions of importable modules (not of the main script, which children never run).

    >>> import math
    >>> with Guarded(math.sqrt, size=1) as children:
    ...     [answer for _, answer in children.map([9.0, -1.0])]
    [3.0, Failed(what='crashed', detail='ValueError: math domain error')]
    """

    def __init__(
        self,
        work: Callable[[Job], Answer],
        *,
        size: int,
        limits: Limits = Limits(),
        warm: Callable[[], None] | None = None,
    ) -> None:
        self._work, self._warm, self._size, self._limits = work, warm, size, limits
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__])  # without this it would import the main script
        self._children: list[_Child] = []
        self._jobs: dict[int, Job] = {}
        self._numbers = count()
        self._begun: set[int] = set()
        self._done: dict[int, Answer | Failed] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in list(self._children):
            self._end(child)

    def map(self, jobs: Iterable[Job], label: Callable[[Job], str] = str) -> Iterator[tuple[str, Answer | Failed]]:
        """(label, answer or Failed) in the order of the jobs, taken lazily: at most eight a child lie in memory.

        A child found dead when it is given a job was killed while idle: that job is tried once more. Raises
        RuntimeError where a child cannot start at all.
        """
        source, more = iter(jobs), True
        waiting: deque[tuple[int, str]] = deque()
        again: list[int] = []
        self._jobs.clear()  # of an earlier map that was not read to its end
        while more or waiting:
            for child in self._idle(want=more or bool(again)):
                if again:
                    self._give(child, again.pop(0), again)
                    continue
                job = next(source, _NONE) if more and len(waiting) < self._size * _AHEAD else _NONE
                if job is _NONE:
                    more = more and len(waiting) >= self._size * _AHEAD
                    break
                number = next(self._numbers)
                self._jobs[number] = job  # type: ignore[assignment]
                waiting.append((number, label(self._jobs[number])))
                self._give(child, number, again)
            self._listen(again)
            while waiting and waiting[0][0] in self._done:
                number, name = waiting.popleft()
                self._jobs.pop(number)
                yield name, self._done.pop(number)

    def _idle(self, want: bool) -> list[_Child]:
        """Children that wait for a job; new ones are started while there are jobs."""
        while want and len(self._children) < self._size:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(
                target=_serve, args=(theirs, self._work, self._warm, self._limits), daemon=True
            )
            with _without_main():
                process.start()
            theirs.close()  # else the end of a dead child is never seen
            self._children.append(_Child(process, ours, time.monotonic() + _START))
        return [child for child in self._children if child.ready and child.job is None]

    def _give(self, child: _Child, number: int, again: list[int]) -> None:
        child.job, child.until = number, time.monotonic() + self._limits.seconds
        try:
            child.pipe.send(self._jobs[number])
        except OSError:
            self._lost(child, again)

    def _listen(self, again: list[int]) -> None:
        """Take the answers that are there, waiting for the first; end children whose time is over."""
        busy = {child.pipe: child for child in self._children if child.job is not None or not child.ready}
        if not busy:
            return
        pause = min(child.until for child in busy.values()) - time.monotonic()
        for pipe in wait(list(busy), max(0.0, pause)):
            child = busy[pipe]  # type: ignore[index]
            try:
                said, answer = child.pipe.recv()
            except (EOFError, OSError):
                self._lost(child, again)
                continue
            if said == "ready":
                child.ready = True
            elif said == "taken" and child.job is not None:
                self._begun.add(child.job)  # it began: a death from here on is its own
            else:
                self._settle(child, answer)
                if said == "last":
                    self._end(child)
        for child in [c for c in busy.values() if c in self._children and time.monotonic() > c.until]:
            if not child.ready:
                raise RuntimeError(f"a child was not ready after {_START:.0f} seconds")
            if child.job is not None:
                self._settle(child, self._too_long())
                self._end(child)

    def _settle(self, child: _Child, answer: Answer | Failed) -> None:
        number, child.job = child.job, None
        if number in self._jobs:
            self._done[number] = answer
            self._begun.discard(number)

    def _lost(self, child: _Child, again: list[int]) -> None:
        """The child died: its job failed, but where it never began it goes to another child, once."""
        child.process.join(5)
        code, number = child.process.exitcode, child.job
        if not child.ready:
            self._end(child)
            raise RuntimeError(f"a child ended with exit code {code} before it was ready: see its message above")
        if number in self._jobs and number not in self._begun:
            self._begun.add(number)
            again.append(number)
        elif code == -signal.SIGALRM:
            self._settle(child, self._too_long())
        else:
            self._settle(child, Failed("the process died", f"exit code {code}"))
        self._end(child)

    def _too_long(self) -> Failed:
        return Failed("took too long", f"more than {self._limits.seconds:g} seconds")

    def _end(self, child: _Child) -> None:
        child.process.kill()
        child.process.join()
        child.pipe.close()
        self._children.remove(child)


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main script: a child would run it again, and a script without a main guard would start children."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


# --- in the child -------------------------------------------------------------------------------------------------


def _serve(pipe: Connection, work: Callable[[Any], Any], warm: Callable[[], None] | None, limits: Limits) -> None:
    """Answer jobs until their number is reached or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets Ctrl-C and ends us
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    threading.Thread(target=_watch, daemon=True).start()
    if warm is not None:
        warm()  # imports and models come before the limits
    for limit, most in (
        (resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)
    ):  # fmt: skip
        resource.setrlimit(limit, (most, most))
    pipe.send(("ready", None))
    for number in range(limits.jobs):
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        except MemoryError:
            pipe.send(("done", Failed("took too much memory", "the job itself does not fit")))
            continue
        # a child whose parent was killed has nobody who stops it: the alarm ends it in the middle of anything
        signal.setitimer(signal.ITIMER_REAL, limits.seconds * 1.5 + 1)
        pipe.send(("taken", None))
        answer = _answer(work, job, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        said = "last" if number + 1 == limits.jobs else "done"
        try:
            pipe.send((said, answer))
        except (TypeError, AttributeError, ValueError, MemoryError, pickle.PicklingError) as error:
            pipe.send((said, Failed("crashed", f"the answer cannot be sent: {error}"[:300])))
    pipe.close()


def _answer(work: Callable[[Any], Any], job: Any, limits: Limits) -> Any:
    try:
        return work(job)
    except MemoryError:
        return Failed("took too much memory", f"more than {limits.memory >> 20} MiB of address space")
    except _SURVIVED as error:
        frames = traceback.extract_tb(error.__traceback__)[1:]
        place = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
        return Failed("crashed", f"{type(error).__name__}: {error}"[:300] + place)


def _watch() -> None:
    """End this process when the parent is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
