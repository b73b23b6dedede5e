"""One count of frames in a process of its own, from stored parts: `python -m benchmarks._cold FOLDER` prints JSON.

Seconds begin once Khitab is imported, and include reading the manifest, the parts and the lexicon. Peak memory is the
process's, import included.
"""

import json
import resource
import subprocess
import sys
import time

from analysis import default_lexicon, find_frames, frame_rates
from analysis.annotation.stored.annotations import open_annotations


def measure(folder: str) -> dict[str, float]:
    """Count, and say what it took: seconds of the clock and of the processor, megabytes."""
    imported = _peak()
    clock, processor = time.perf_counter(), time.process_time()
    annotations = open_annotations(folder)
    hits = find_frames(annotations, default_lexicon())
    seconds, processor_seconds = time.perf_counter() - clock, time.process_time() - processor
    counted = _peak()
    clock = time.perf_counter()
    frame_rates(hits, annotations)
    return {
        "words": int(annotations.provenance["words"]),
        "hits": len(hits),
        "seconds": seconds,
        "processor_seconds": processor_seconds,
        "rates_seconds": time.perf_counter() - clock,
        "imported_mb": imported,
        "peak_mb": counted,
        "hits_mb": float(hits.memory_usage(deep=True).sum()) / 2**20,
    }


def measured(folder: object) -> dict[str, float]:
    """`measure` in a fresh process."""
    command = [sys.executable, "-m", "benchmarks._cold", str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def _peak() -> float:
    """Highest resident megabytes of this process.

    Linux counts what a process had before it became this program into `ru_maxrss`, so its own account is asked first.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) / 2**10
    except (OSError, StopIteration):  # macOS counts in bytes
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
