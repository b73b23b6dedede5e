"""However the work is dealt out, and whatever dies on the way, the same parts come back in order."""

import os
import signal
import subprocess
import sys

import pytest

from analysis import KhitabError
from analysis.parsing import workers
from analysis.parsing.model import find_model

GROUPS = [
    {"أ": "عقد مجلس الأمن جلسة حول الأمن الإقليمي.\nوقال المتحدث إن التعاون مستمر."},
    {"ب": "زار الوفد المدينة وبحث التعاون مع الوزير.", "ج": "ISPR"},
    {"د": "«الأمن» أولا، ثم الاقتصاد؛ هكذا قال."},
    {"ه": "نعم"},
]


@pytest.fixture(scope="module")
def expected():
    return list(workers.parse_groups(GROUPS, find_model()))


def same(found, expected) -> bool:
    return [part.rows for part in found] == [part.rows for part in expected] and all(
        one.table.equals(other.table) for one, other in zip(found, expected, strict=True)
    )


@pytest.mark.slow
def test_processes_give_the_same_parts_in_order(expected):
    assert same(list(workers.parse_groups(GROUPS, find_model(), workers=2)), expected)


@pytest.mark.slow
def test_this_process_parses_while_another_starts(expected, monkeypatch):
    here, parse_here = [], workers.Shared.parse_here

    def noted(self, group):
        here.append(group)
        return parse_here(self, group)

    monkeypatch.setattr(workers.Shared, "parse_here", noted)
    assert same(list(workers.parse_groups(GROUPS, find_model(), workers=2)), expected)
    assert here, "the model is loaded here already, and the other process still imports it"


@pytest.mark.slow
def test_groups_of_a_killed_process_are_parsed_again(expected):
    psutil = pytest.importorskip("psutil")
    parts = workers.parse_groups(GROUPS, find_model(), workers=2)
    found = [next(parts)]
    killed = [child for child in psutil.Process().children() if "popen_loky" in " ".join(child.cmdline())]
    assert len(killed) == 1, "this process is the second"
    for process in killed:
        process.kill()
    assert same(found + list(parts), expected)


@pytest.mark.slow
def test_a_group_that_kills_its_process_twice_is_told(monkeypatch):
    monkeypatch.setattr(workers, "_parse_there", _die)
    with pytest.raises(KhitabError, match="workers=1"):
        list(workers.parse_groups(GROUPS, find_model(), workers=2))


def _die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="processes on Windows keep a dead parent's number")
def test_processes_end_with_the_one_that_started_them():
    psutil = pytest.importorskip("psutil")
    script = (
        "from analysis.parsing.model import find_model\n"
        "from analysis.parsing.workers import parse_groups\n"
        "groups = ({str(n): 'نعم'} for n in range(10**9))\n"
        "for part in parse_groups(groups, find_model(), workers=2): print('parsed', flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    workers_left = [c for c in psutil.Process(process.pid).children() if "popen_loky" in " ".join(c.cmdline())]
    assert len(workers_left) == 1
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(workers_left, timeout=30)
    assert not alive


def test_groups_are_taken_as_they_are_needed():
    taken = []

    def groups():
        for number, group in enumerate(GROUPS):
            taken.append(number)
            yield group

    parts = workers.parse_groups(groups(), find_model())
    next(parts)
    assert taken == [0]


@pytest.mark.parametrize(
    ("characters", "cores", "free", "expected"),
    [
        (10, 8, 100e9, 1),  # starting a process would take longer than the work
        (10**7, 8, 100e9, 8),
        (10**7, 8, 5e9, 3),  # memory for three
        (10**7, 8, 0, 1),
    ],
)
def test_workers_suit_text_cores_and_memory(characters, cores, free, expected, monkeypatch):
    monkeypatch.setattr(workers, "_cores", lambda: cores)
    monkeypatch.setattr(workers, "free_bytes", lambda: int(free))
    assert workers.suitable_workers(characters) == expected


def test_no_workers_are_an_error():
    with pytest.raises(KhitabError, match="at least 1"):
        list(workers.parse_groups(GROUPS, find_model(), workers=0))
