"""Too little memory is one sentence, and no more processes are started than can be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import memory
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


@pytest.fixture
def control_group(tmp_path, monkeypatch):
    """Write a control group of a version, as the kernel shows it to a process whose group has this path."""
    monkeypatch.setattr(memory, "OWN_GROUPS", tmp_path / "cgroup")
    monkeypatch.setattr(memory, "GROUPS", tmp_path)

    def write(version, folder, limit, used, held=0, path="/"):
        (tmp_path / "cgroup").write_text(f"0::{path}\n" if version == 2 else f"3:cpu:/x\n5:memory:{path}\n0::/\n")
        group = (tmp_path if version == 2 else tmp_path / "memory") / folder
        group.mkdir(parents=True, exist_ok=True)
        names = memory.VERSION_2 if version == 2 else memory.VERSION_1
        (group / names[0]).write_text(f"{limit}\n")
        (group / names[1]).write_text(f"{used}\n")
        (group / "memory.stat").write_text(f"anon 1\n{names[2]} {held}\n")

    return write


@pytest.mark.parametrize("version", [1, 2])
def test_the_limit_of_a_container_is_obeyed(control_group, monkeypatch, version):
    control_group(version, ".", 1_000_000, 900_000)
    assert memory.free_bytes() == 100_000
    control_group(version, ".", 1_000_000, 900_000, held=300_000)
    assert memory.free_bytes() == 400_000
    control_group(version, ".", 1_000_000, 2_000_000)
    assert memory.free_bytes() == 0
    monkeypatch.setattr("loky.cpu_count", lambda **_: 8)
    assert workers.possible_workers(500, 9) == 1


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("above", [".", "jobs"])
def test_so_is_that_of_a_group_above_and_of_a_container_that_is_not_shown_its_path(control_group, version, above):
    control_group(version, above, 1_000_000, 900_000, path="/jobs/17")
    assert memory.free_bytes() == 100_000
    control_group(version, "jobs/17", 500_000, 450_000, path="/jobs/17")
    assert memory.free_bytes() == 50_000


@pytest.mark.parametrize(("version", "none"), [(1, 2**63 - 4096), (2, "max")])
def test_a_group_without_a_limit_leaves_all(control_group, version, none):
    control_group(version, ".", none, 900_000)
    assert memory.free_bytes() > 1_000_000


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
