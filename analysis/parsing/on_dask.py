"""Parsing over Dask: on all cores of a laptop, on an HPC system, in a cloud (docs/scale.md).

Texts travel to the workers and words come back, in order; this process alone writes, so results are those of the
local path byte for byte. Work of a worker that dies is given to another one. Workers must have the same Khitab and
model.
"""

import logging
import os
import platform
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from analysis.errors import KhitabError
from analysis.parsing.engine import load_engine
from analysis.parsing.fingerprint import producers
from analysis.parsing.model import ModelInfo, find_model
from analysis.parsing.parts import Part, parse_part
from analysis.parsing.workers import WORKER_ENVIRONMENT

if TYPE_CHECKING:
    from distributed import Client, Future, WorkerPlugin

BY_NAME = ("bundled", "official")  # models that each machine finds for itself
ENVIRON = "distributed.nanny.pre-spawn-environ"  # variables that workers start with
AHEAD = 2  # groups under way for each worker, so that none waits for the next
_one_at_a_time = Lock()  # an engine serves one thread


@contextmanager
def cluster(scheduler: Any = None, *, workers: int | None = None) -> "Iterator[Client]":
    """Open a Dask client.

    Parameters
    ----------
    scheduler : None for a cluster on this machine, of processes with one thread each; or the address of a
        `dask.distributed` scheduler ("tcp://host:8786"); or a cluster object, such as dask-jobqueue's SLURMCluster.
    workers : of the cluster on this machine; as many as there are cores if omitted.

    A script that opens a cluster on this machine must do so under `if __name__ == "__main__":`, as all Python that
    starts processes.

    Raises KhitabError where Dask is not installed or no scheduler answers.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise KhitabError("Dask is not installed; install it with pip install 'khitab[scale]'.") from error
    if scheduler is None:
        with ExitStack() as ends:
            ends.callback(_hear, only_errors=False)
            # Dask has its workers give memory back at once, and much of their time goes to fetching it anew.
            with dask.config.set({ENVIRON: {**dask.config.get(ENVIRON), **WORKER_ENVIRONMENT}}):
                local = LocalCluster(
                    n_workers=workers or os.cpu_count(), threads_per_worker=1, processes=True, dashboard_address=":0"
                )
            ends.enter_context(local)
            # A process that holds a model takes seconds to end, and its nanny warns that it kills it: no harm by then.
            ends.callback(_hear, only_errors=True)
            client = ends.enter_context(Client(local))
            client.register_plugin(_quiet_end())
            yield client
        return
    try:
        opened = _connected(scheduler)
    except (OSError, TimeoutError, ValueError) as error:
        raise KhitabError(
            f"{scheduler}: no Dask scheduler answers there ({type(error).__name__}); give the address that the "
            "scheduler prints when it starts, such as tcp://host:8786."
        ) from error
    with opened as client:
        yield client


def _connected(scheduler: Any) -> "Client":
    """A client of the scheduler; asked for again where the first greeting comes with other news.

    A scheduler that has just cancelled tasks may send word of them together with its greeting, and Dask's client then
    fails by an assertion that only one message came.
    """
    from distributed import Client

    try:
        return Client(scheduler)
    except AssertionError:
        return Client(scheduler)


def _hear(*, only_errors: bool) -> None:
    """Let this process hear of Dask's errors only, or of its warnings again."""
    for handler in logging.getLogger("distributed").handlers:
        (handler.addFilter if only_errors else handler.removeFilter)(_is_error)


def _is_error(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


def _quiet_end() -> "WorkerPlugin":
    """Let workers that are being closed not warn of the tasks they give up, nor of a heartbeat cut short."""
    from distributed import WorkerPlugin

    class QuietEnd(WorkerPlugin):  # type: ignore[misc]
        """Within the function, so that workers need not import Khitab to have it."""

        def setup(self, worker: Any) -> None:
            def is_news(record: logging.LogRecord) -> bool:
                expected = record.levelno < logging.ERROR or "during heartbeat" in record.getMessage()
                return not (expected and worker.status.name.startswith("clos"))

            for handler in logging.getLogger("distributed").handlers:
                handler.addFilter(is_news)

    return QuietEnd()


def parse_groups_on(client: "Client", groups: Iterable[dict[str, str]], *, model: ModelInfo) -> Iterator[Part]:
    """Parse groups of documents (text hash → text) on the workers, yielding one part each, in order.

    Groups are taken from the iterable a few ahead of the workers. What `annotate_into(…, client=…)` uses.
    """
    name = model.name if model.name in BY_NAME else str(model.folder)
    waiting: deque[Future] = deque()
    try:
        for texts in groups:
            waiting.append(client.submit(_parse, texts, name, model.fingerprint, producers(), pure=False))
            while len(waiting) >= AHEAD * max(1, sum(client.nthreads().values())):
                yield result_of(waiting.popleft())
        while waiting:
            yield result_of(waiting.popleft())
    finally:
        client.cancel(list(waiting))


def result_of(future: "Future") -> Any:
    """Wait for a result; the worker's own errors arrive as they are."""
    from distributed import CancelledError, KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        raise KhitabError(
            "several workers died of the same texts, mostly for want of memory; give each worker more "
            "(about 2 GB), and run the same again: what was finished is kept."
        ) from error
    except CancelledError as error:
        raise KhitabError(
            "the cluster is gone; start it anew and run the same again: what was finished is kept."
        ) from error


def _parse(texts: dict[str, str], model: str, fingerprint: str, made_by: str) -> Part:
    """On a worker: parse a group, with the model loaded the first time."""
    with _one_at_a_time:
        _use_one_thread()
        info = find_model(model)
        if (info.fingerprint, producers()) != (fingerprint, made_by):
            raise KhitabError(
                f"a worker on {platform.node()}: its Khitab or model {model!r} is not the one here, so that words "
                "would differ; install the same on all machines."
            )
        return parse_part(texts, load_engine(info))


@cache
def _use_one_thread() -> None:
    """Leave the cores to the other workers, where the cluster did not see to that."""
    import torch

    torch.set_num_threads(1)
