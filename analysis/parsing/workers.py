"""Groups of documents shared out between this process and others: order kept, none lost, the dead replaced."""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from typing import Any

from analysis.errors import KhitabError
from analysis.memory import free_bytes
from analysis.parsing.model import ModelInfo
from analysis.parsing.parts import Part, parser

AHEAD = 2  # groups that each other process has or waits for, so that it is not idle while this one parses
# One thread each; and glibc keeps the memory that a batch has used for the next one: to fetch it anew costs 5 %. The
# second number is the largest that all its versions take; if they refuse it, they fetch every tensor anew.
WORKER_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "MALLOC_TRIM_THRESHOLD_": str(10**9),
    "MALLOC_MMAP_THRESHOLD_": str(2**25),
}
HELD = 24  # parts that may wait here for an earlier one, which bounds memory: a megabyte or so each


@dataclass
class _Task:
    """A group, and its part as another process or this one makes it; `died` if a process that had it died."""

    group: dict[str, str]
    part: "Future[Part]"
    died: bool = False

    @property
    def open(self) -> bool:
        """Whether another process has it or is to have it again."""
        return not self.part.done() or self.broken

    @property
    def broken(self) -> bool:
        """Whether the process that had it has died."""
        return self.part.done() and isinstance(self.part.exception(), BrokenExecutor)


class Shared:
    """Groups in order, parsed by `others` processes and by this one."""

    def __init__(self, groups: Iterable[dict[str, str]], model: ModelInfo, others: int) -> None:
        self.left, self.model, self.others = iter(groups), model, others
        self.executor = _executor(others)
        self.waiting: deque[_Task] = deque()
        self.failure: Exception | None = None  # of the groups' source: told when all before it is parsed
        self.twice = False  # whether a process may still be at work on a group that was parsed here meanwhile

    def parts(self) -> Iterator[Part]:
        """Yield the parts; then, or if anything goes wrong, let the processes go."""
        try:
            while True:
                self.submit()
                if not self.waiting:
                    break
                first = self.waiting[0]
                if not first.part.done() and self.help():
                    continue
                try:
                    part = first.part.result()
                except BrokenExecutor as error:
                    if first.died:
                        raise KhitabError(
                            "annotate: a parsing process died twice over the same documents, for want of memory most "
                            "likely; parse in this one with workers=1."
                        ) from error
                    self.start_again()
                    continue
                self.waiting.popleft()
                yield part
            if self.failure is not None:
                raise self.failure
        except BaseException:
            self.executor.shutdown(wait=False, kill_workers=True)
            raise
        self.executor.shutdown(wait=not self.twice, kill_workers=self.twice)

    def next_group(self) -> dict[str, str] | None:
        """Take a group from the source, or None if it has no more or has failed."""
        if self.failure is None:
            try:
                return next(self.left, None)
            except Exception as error:  # whatever it is, what came before it is not lost
                self.failure = error
        return None

    def submit(self) -> None:
        """Hand groups over until each other process has one and another to go on with."""
        given = sum(task.open for task in self.waiting)
        while given < AHEAD * self.others and (group := self.next_group()) is not None:
            self.waiting.append(_Task(group, _submit(self.executor, group, self.model)))
            given += 1

    def help(self) -> bool:
        """Parse a group here: a new one, else the last that others have not finished; False if there is none."""
        if sum(task.part.done() for task in self.waiting) >= HELD:
            return False  # the first group takes long
        if (group := self.next_group()) is not None:
            self.waiting.append(_Task(group, self.parse_here(group)))
            return True
        # Others are at the first of these. The last may be parsed twice: whoever ends first, the part is the same.
        # What a process died of is left to the others, for it might take this one along.
        unfinished = [task for task in self.waiting if not task.part.done()]
        if len(unfinished) <= self.others or unfinished[-1].died:
            return False
        unfinished[-1].part, self.twice = self.parse_here(unfinished[-1].group), True
        return True

    def parse_here(self, group: dict[str, str]) -> "Future[Part]":
        """Parse a group in this process, which loads the model for its first; a failure is told in its turn."""
        part: Future[Part] = Future()
        try:
            part.set_result(parser(self.model)(group))
        except Exception as error:
            part.set_exception(error)
        return part

    def start_again(self) -> None:
        """Replace processes of which one has died, and hand them what is not done."""
        self.executor.shutdown(wait=False, kill_workers=True)
        self.executor = _executor(self.others)
        for task in self.waiting:
            if task.open:
                task.part, task.died = _submit(self.executor, task.group, self.model), True


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

    return ProcessPoolExecutor(max_workers=workers, initializer=_begin, initargs=(os.getpid(),), env=WORKER_ENVIRONMENT)


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the process that was asked, which then stops the others; and end when that one is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def _parse_there(texts: dict[str, str], model: ModelInfo) -> Part:
    return parser(model)(texts)


# A process takes some seconds to load the model, and about this much memory; words a second do not pay for it below.
STARTING_PAYS = 100_000  # characters, about 17,000 words
WORKER_BYTES = 1_500_000_000


def suitable_workers(characters: int) -> int:
    """Say how many processes suit a text of so many characters on this machine: one a core, if memory allows.

    The process that asks is one of them.
    """
    if characters < STARTING_PAYS:
        return 1
    return max(1, min(_cores(), free_bytes() // WORKER_BYTES))


def possible_workers(asked: int, groups: int | None = None) -> int:
    """Say how many of the processes that were asked for there can be: no more than cores, memory and work allow.

    `groups` is how many groups of documents there are, where that is known.
    """
    if asked < 1:
        raise KhitabError(f"annotate: workers={asked} is not possible; name at least 1.")
    from loky import cpu_count

    bounds = [asked, max(1, int(cpu_count())), max(1, free_bytes() // WORKER_BYTES)]
    return min(bounds if groups is None else [*bounds, max(1, groups)])


def parse_groups(groups: Iterable[dict[str, str]], model: ModelInfo, *, workers: int = 1) -> Iterator[Part]:
    """Parse groups of documents (text hash → text), yielding one part each, in order.

    This process parses as well while `workers` - 1 others do, which saves waiting for them to start. Groups are taken
    from the iterable as they are needed, so a corpus larger than memory can be streamed through.
    Raises KhitabError if a process dies twice over the same group, for want of memory most likely.
    """
    if workers < 1:
        raise KhitabError(f"annotate: workers={workers} is not possible; name at least 1.")
    if workers == 1:
        yield from map(parser(model), groups)
    else:
        yield from Shared(groups, model, workers - 1).parts()


def _cores() -> int:
    from loky import cpu_count

    # Within what the process may use; a second thread of the same core gains next to nothing here.
    return int(cpu_count(only_physical_cores=True))
