"""Parsing groups of documents in order, in this process alone or with others beside it, one thread each.

Networks as small as these gain little from threads, so each process has one; figures are in benchmarks/results.md
(`annotation_speed`). Since every layout computes with one thread, all give the same words.
"""

from collections.abc import Iterable, Iterator

from analysis.errors import KhitabError
from analysis.memory import free_bytes
from analysis.parsing.model import ModelInfo
from analysis.parsing.parse import parser
from analysis.parsing.parts import Part
from analysis.parsing.workers import Shared

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
