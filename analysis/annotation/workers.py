"""Parsing groups of documents in order, in this process or on several processes with one thread each.

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
from pathlib import Path
from typing import Any

from analysis.annotation.engine import load_engine
from analysis.annotation.model import ModelInfo
from analysis.annotation.parsing import parse_part
from analysis.annotation.parts import Part
from analysis.errors import KhitabError

# A process takes some seconds to load the model, and about this much memory; words a second do not pay for it below.
STARTING_PAYS = 250_000  # characters, about 40,000 words
WORKER_BYTES = 1_500_000_000


def suitable_workers(characters: int) -> int:
    """Say how many processes suit a text of so many characters on this machine: one a core, if memory allows."""
    if characters < STARTING_PAYS:
        return 1
    return max(1, min(_cores(), _free_bytes() // WORKER_BYTES))


def parse_groups(groups: Iterable[dict[str, str]], model: ModelInfo, *, workers: int = 1) -> Iterator[Part]:
    """Parse groups of documents (text hash → text), yielding one part each, in order.

    Groups are taken from the iterable as they are needed, so a corpus larger than memory can be streamed through.
    Raises KhitabError if a process dies twice over the same group, for want of memory most likely.
    """
    if workers < 1:
        raise KhitabError(f"annotate: workers={workers} is not possible; name at least 1.")
    if workers == 1:
        yield from map(_parser(model), groups)
    else:
        yield from _parse_elsewhere(groups, model, workers)


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


def _parse_elsewhere(groups: Iterable[dict[str, str]], model: ModelInfo, workers: int) -> Iterator[Part]:
    waiting: deque[tuple[dict[str, str], Future[Part]]] = deque()
    executor = _executor(workers)
    died = 0
    left = iter(groups)
    try:
        while True:
            try:
                # One group more than there are processes, so that none is idle while a part is stored.
                while len(waiting) <= workers and (group := next(left, None)) is not None:
                    waiting.append((group, _submit(executor, group, model)))
                if not waiting:
                    executor.shutdown(wait=True)
                    return
                part = waiting[0][1].result()
            except BrokenExecutor as error:
                died += 1
                if died > 1:
                    raise KhitabError(
                        "annotate: a parsing process died twice over the same documents, for want of memory most "
                        "likely; parse in this one with workers=1."
                    ) from error
                executor.shutdown(wait=False, kill_workers=True)
                executor = _executor(workers)
                waiting = deque((group, _submit(executor, group, model)) for group, _ in waiting)
                continue
            died = 0
            waiting.popleft()
            yield part
    except BaseException:
        executor.shutdown(wait=False, kill_workers=True)
        raise


def _submit(executor: Any, group: dict[str, str], model: ModelInfo) -> "Future[Part]":
    """Hand a group over; to an executor that has just broken as well, whose failure its result then tells."""
    try:
        submitted: Future[Part] = executor.submit(_parse_here, group, model)
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


def _parse_here(texts: dict[str, str], model: ModelInfo) -> Part:
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
