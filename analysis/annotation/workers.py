"""Parsing groups of documents in order, in this process alone or with others beside it, one thread each.

Networks as small as these gain little from threads, so each process has one; figures are in benchmarks/results.md
(`annotation_speed`). Since every layout computes with one thread, all give the same words.
"""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.annotation.engine import load_engine
from analysis.annotation.model import ModelInfo
from analysis.annotation.parsing import parse_part
from analysis.annotation.parts import Part
from analysis.errors import KhitabError

# A process takes some seconds to load the model, and about this much memory; words a second do not pay for it below.
STARTING_PAYS = 100_000  # characters, about 17,000 words
AHEAD = 2  # groups that each other process has or waits for, so that it is not idle while this one parses
WORKER_BYTES = 1_500_000_000


def suitable_workers(characters: int) -> int:
    """Say how many processes suit a text of so many characters on this machine: one a core, if memory allows.

    The process that asks is one of them.
    """
    if characters < STARTING_PAYS:
        return 1
    return max(1, min(_cores(), _free_bytes() // WORKER_BYTES))


def parse_groups(groups: Iterable[dict[str, str]], model: ModelInfo, *, workers: int = 1) -> Iterator[Part]:
    """Parse groups of documents (text hash → text), yielding one part each, in order.

    This process parses as well while `workers` - 1 others do, which saves waiting for them to start. Groups are taken
    from the iterable as they are needed, so a corpus larger than memory can be streamed through.
    Raises KhitabError if a process dies twice over the same group, for want of memory most likely.
    """
    if workers < 1:
        raise KhitabError(f"annotate: workers={workers} is not possible; name at least 1.")
    if workers == 1:
        yield from map(_parser(model), groups)
    else:
        yield from _Shared(groups, model, workers - 1).parts()


def _parser(model: ModelInfo) -> Any:
    engine = load_engine(model)

    def parse(texts: dict[str, str]) -> Part:
        with one_thread():
            return parse_part(texts, engine)

    return parse


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute with one thread."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@dataclass
class _Task:
    """A group, and its part as another process or this one makes it."""

    group: dict[str, str]
    part: "Future[Part]"


class _Shared:
    """Groups in order, shared out between this process and others."""

    def __init__(self, groups: Iterable[dict[str, str]], model: ModelInfo, others: int) -> None:
        self.left, self.model, self.others = iter(groups), model, others
        self.executor = _executor(others)
        self.waiting: deque[_Task] = deque()
        self.spare = False  # whether a process may still be at work on a group that was parsed here meanwhile

    def parts(self) -> Iterator[Part]:
        """Yield the parts; then, or if anything goes wrong, let the processes go."""
        died = 0
        try:
            while True:
                self.submit()
                if not self.waiting:
                    break
                if not self.waiting[0].part.done() and self.help():
                    continue
                try:
                    part = self.waiting[0].part.result()
                except BrokenExecutor as error:
                    died += 1
                    if died > 1:
                        raise KhitabError(
                            "annotate: a parsing process died twice over the same documents, for want of memory most "
                            "likely; parse in this one with workers=1."
                        ) from error
                    self.start_again()
                    continue
                died = 0
                self.waiting.popleft()
                yield part
        except BaseException:
            self.executor.shutdown(wait=False, kill_workers=True)
            raise
        self.executor.shutdown(wait=not self.spare, kill_workers=self.spare)

    def submit(self) -> None:
        """Hand groups over until each other process has one and another to go on with."""
        given = sum(not task.part.done() for task in self.waiting)
        while given < AHEAD * self.others and (group := next(self.left, None)) is not None:
            self.waiting.append(_Task(group, _submit(self.executor, group, self.model)))
            given += 1

    def help(self) -> bool:
        """Parse a group here: a new one, else the last that others have not finished; False if there is none."""
        if sum(task.part.done() for task in self.waiting) > AHEAD * self.others:
            return False  # the first group takes long; memory must not fill with parts that wait for it
        if (group := next(self.left, None)) is not None:
            self.waiting.append(_Task(group, _done(self.parse_here(group))))
            return True
        # Each process is at one of these; those beyond lie waiting, and it does not matter who is faster.
        unfinished = [task for task in self.waiting if not task.part.done()]
        if len(unfinished) <= self.others:
            return False
        if not unfinished[-1].part.cancel():
            self.spare = True
        unfinished[-1].part = _done(self.parse_here(unfinished[-1].group))
        return True

    def parse_here(self, group: dict[str, str]) -> Part:
        """Parse a group in this process, which loads the model for its first."""
        part: Part = _parser(self.model)(group)
        return part

    def start_again(self) -> None:
        """Replace processes of which one has died, and hand them what is not done."""
        self.executor.shutdown(wait=False, kill_workers=True)
        self.executor = _executor(self.others)
        for task in self.waiting:
            if not task.part.done() or task.part.exception() is not None:
                task.part = _submit(self.executor, task.group, self.model)


def _done(part: Part) -> "Future[Part]":
    future: Future[Part] = Future()
    future.set_result(part)
    return future


def _submit(executor: Any, group: dict[str, str], model: ModelInfo) -> "Future[Part]":
    """Hand a group over; to an executor that has just broken as well, whose failure its result then tells."""
    try:
        submitted: Future[Part] = executor.submit(_parse_there, group, model)
    except BrokenExecutor as error:
        submitted = Future()
        submitted.set_exception(error)
    return submitted


def _executor(workers: int) -> Any:
    from loky import ProcessPoolExecutor

    return ProcessPoolExecutor(
        max_workers=workers, initializer=_begin, initargs=(os.getpid(),), env={"OMP_NUM_THREADS": "1"}
    )


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the process that was asked, which then stops the others; and end when that one is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _parse_there(texts: dict[str, str], model: ModelInfo) -> Part:
    part: Part = _parser(model)(texts)
    return part


def _cores() -> int:
    from loky import cpu_count

    # Within what the process may use; a second thread of the same core gains next to nothing here.
    return int(cpu_count(only_physical_cores=True))


def _free_bytes() -> int:
    """Memory that can be had now; where the system does not say, enough for two processes."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            available = next(line for line in file if line.startswith("MemAvailable:"))
        free = int(available.split()[1]) * 1024
    except (OSError, StopIteration):
        return 2 * WORKER_BYTES
    try:  # of a container, which meminfo knows nothing of
        limit, used = (Path("/sys/fs/cgroup", name).read_text() for name in ("memory.max", "memory.current"))
        return free if limit.strip() == "max" else min(free, int(limit) - int(used))
    except (OSError, ValueError):
        return free
