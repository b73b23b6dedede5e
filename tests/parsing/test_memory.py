"""Too little memory is one sentence, and no more processes are started than can be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.errors import KhitabError
from analysis.memory import is_memory, told_as_memory
from analysis.parsing import workers

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("can't start new thread"),
        OSError(12, "Cannot allocate memory"),
        ImportError("libtorch_cpu.so: failed to map segment from shared object"),
        RuntimeError("std::bad_alloc"),
    ],
)
def test_lack_of_memory_is_one_sentence(error):
    assert is_memory(error)

    def fail():
        with told_as_memory():
            raise error

    with pytest.raises(KhitabError, match="not enough memory to parse"):
        fail()


def test_other_errors_stay_what_they_are():
    def fail():
        with told_as_memory():
            raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        fail()


@pytest.mark.parametrize(
    ("asked", "cores", "free", "groups", "expected"),
    [(500, 8, 100e9, 2, 2), (500, 8, 100e9, None, 8), (500, 8, 3e9, None, 2), (2, 8, 100e9, 9, 2), (500, 8, 0, 0, 1)],
)
def test_workers_are_bounded_by_cores_memory_and_documents(monkeypatch, asked, cores, free, groups, expected):
    monkeypatch.setattr("loky.cpu_count", lambda **_: cores)
    monkeypatch.setattr(workers, "free_bytes", lambda: int(free))
    assert workers.possible_workers(asked, groups) == expected


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of Linux")
@pytest.mark.parametrize("gigabytes", [1, 2, 3])
def test_a_limit_of_address_space_is_one_sentence_or_enough(tmp_path, gigabytes):
    (tmp_path / "a.txt").write_text("أكد الوزير التعاون.", encoding="utf-8")
    command = f"ulimit -v {gigabytes * 1_000_000}; exec {sys.executable} -m analysis.cli frames {tmp_path}"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "KHITAB_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment, check=False)
    told = done.stderr.decode()
    assert "Traceback" not in told
    assert done.returncode == 0 or "memory" in told
