"""Memory: how much of it can be had now, and what it looks like when there is none."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import KhitabError

_SAID_OF_MEMORY = re.compile(r"alloc|[Oo]ut of memory|Cannot allocate|failed to map|new thread|bad_alloc|cannot map")
_TOO_LITTLE = (
    "annotate: there is not enough memory to parse, which takes about 2 GB; close other programs, raise the limit "
    "(ulimit -v), or use workers=1."
)
UNKNOWN = 3_000_000_000  # bytes, where the system does not say
OWN_GROUPS, GROUPS = Path("/proc/self/cgroup"), Path("/sys/fs/cgroup")
# Files of a control group: its limit, what is used of it; and, in its statistics, files that are held and not in use.
VERSION_1 = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
VERSION_2 = ("memory.max", "memory.current", "inactive_file")


def free_bytes() -> int:
    """Give the bytes that can be had now: of the machine, of the container, of what this process may address."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            available = next(line for line in file if line.startswith("MemAvailable:"))
        free = int(available.split()[1]) * 1024
    except (OSError, StopIteration):
        return UNKNOWN
    return max(0, min([free, *_left_in_container(), *_left_to_process()]))


def _left_in_container() -> list[int]:
    """What the control groups of this process leave, its own and those above it, of either version."""
    return [left for folder, names in _control_groups() if (left := _left_in(folder, names)) is not None]


def _control_groups() -> Iterator[tuple[Path, tuple[str, str, str]]]:
    try:
        lines = OWN_GROUPS.read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        root = GROUPS / "memory" if controllers else GROUPS
        group = root / path.lstrip("/")
        # A container that is not shown the path of its group finds the group itself at the root.
        for folder in dict.fromkeys((group, *group.parents, root)):
            if folder == root or root in folder.parents:
                yield folder, VERSION_1 if controllers else VERSION_2


def _left_in(folder: Path, names: tuple[str, str, str]) -> int | None:
    """What is left in a control group; files that are held in memory give way when it is needed."""
    try:
        limit, used, statistics = ((folder / name).read_text() for name in (*names[:2], "memory.stat"))
        held = dict(line.split() for line in statistics.splitlines()).get(names[2], 0)
        return None if limit.strip() == "max" else int(limit) - int(used) + int(held)
    except (OSError, ValueError):
        return None


def _left_to_process() -> list[int]:
    try:
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        return [] if limit == resource.RLIM_INFINITY else [limit - pages * resource.getpagesize()]
    except (ImportError, OSError, ValueError):
        return []


def is_memory(error: BaseException) -> bool:
    """Whether an error tells of memory that could not be had; libraries tell it in many ways."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, MemoryError) or (isinstance(seen, OSError) and seen.errno == 12):
            return True
        if isinstance(seen, (RuntimeError, ImportError, OSError)) and _SAID_OF_MEMORY.search(str(seen)):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


@contextmanager
def told_as_memory(needed: int = 0) -> Iterator[None]:
    """Let a lack of memory be one sentence.

    Parameters
    ----------
    needed : bytes that a limit on the process must leave, asked beforehand: where memory ends inside a compiled
        library, the process dies without a word.
    """
    if any(left < needed for left in _left_to_process()):
        raise KhitabError(_TOO_LITTLE)
    try:
        yield
    except Exception as error:
        if not is_memory(error):
            raise
        raise KhitabError(_TOO_LITTLE) from error
