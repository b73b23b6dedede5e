"""A run that is killed by the system, for real, and one that goes on after it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.annotation.stored.annotations import open_annotations

PROJECT = Path(__file__).parents[3]
# A run as a user's script would make it, with a parser slow enough to be killed at work, and small parts.
SCRIPT = """
import sys, time
sys.path[:0] = [{project!r}, {tests!r}]
from analysis.annotation.stored import annotate_into as storing
from types import SimpleNamespace
from made import MODEL
from made_parts import cut_small
import test_stored
cut_small(SimpleNamespace(setattr=setattr), 200, 100, 400, 60)
storing.find_model = lambda _: MODEL

def parse(groups, model, workers=1):
    for texts in groups:
        time.sleep(0.05)
        with open({log!r}, "a") as log:
            log.writelines(key + "\\n" for key in texts)
        yield test_stored.made_part(texts)

storing.parse_groups = parse
storing.annotate_into({source!r}, {folder!r}, progress=False)
"""


def command(tmp_path, folder):
    parts = {"project": str(PROJECT), "tests": str(PROJECT / "tests"), "source": str(tmp_path / "corpus.jsonl")}
    script = SCRIPT.format(**parts, folder=str(folder), log=str(folder) + ".log")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "tests" / "annotation")}
    return {"args": [sys.executable, "-c", script], "env": environment}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


@pytest.mark.slow
def test_killed_again_and_again_it_loses_and_doubles_nothing(tmp_path):
    texts = [f"أعلن الوزير الخبر رقم {number}" for number in range(120)]
    rows = [json.dumps({"doc_id": f"d{number}", "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows))
    subprocess.run(**command(tmp_path, tmp_path / "whole"), check=True)

    folder, log, kills = tmp_path / "killed", tmp_path / "killed.log", 0
    while True:
        before = log.read_text().count("\n") if log.exists() else 0
        process = subprocess.Popen(**command(tmp_path, folder))
        while process.poll() is None:
            if log.exists() and log.read_text().count("\n") >= before + 25 + kills:
                process.send_signal(signal.SIGKILL)
                process.wait()
            time.sleep(0.01)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
        kills += 1
        if (folder / "manifest-unfinished.jsonl").exists():  # what is there can be read at any moment
            ids = list(open_annotations(folder).load().documents["doc_id"])
            assert ids == [f"d{number}" for number in range(len(ids))]
    assert kills >= 3
    assert contents(folder) == contents(tmp_path / "whole")
    parsed = log.read_text().split()
    # Each kill can cost the group that was being parsed or written, of at most two texts.
    assert len(parsed) - len(set(parsed)) <= 2 * kills
