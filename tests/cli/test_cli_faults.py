"""The command line where the terminal, the disk or the user's hand are at fault: one sentence, never a traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.cli import main

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("أكد الوزير التعاون.", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("evidence", "{corpus}", "--seed", "-1"), "--seed"),
        (("annotate", "{corpus}", "--model", ""), "no model is named"),
        (
            ("sample", "{corpus}", "--n", "1", "--sheet", "{corpus}/s.csv", "--out", "{corpus}/s.csv"),
            "overwrite the sheet",
        ),
        (("frames", "{corpus}/nothing"), "nothing"),
    ],
)
def test_a_mistake_is_told_with_its_reason_and_status_2(corpus, arguments, reason, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([argument.format(corpus=corpus) for argument in arguments])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert reason in told
    assert "Traceback" not in told


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_a_terminal_without_arabic_gets_what_it_can_show(encoding):
    code = "from analysis.cli import _write_what_can_be_written as make_ready; make_ready(); print('الأمن')"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith(b"\\u0627\\u0644")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_to_a_full_device_is_one_sentence():
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "analysis.cli", "--version"]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert done.returncode == 2
    assert "cannot be written (No space left on device)" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


SLOW = """
import time
from pathlib import Path
import analysis.cli as cli

@cli.app.command("wait")
def wait() -> None:
    Path({mark!r}).touch()
    time.sleep(60)

cli.main(["wait"])
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_is_one_sentence(tmp_path):
    mark = tmp_path / "begun"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", SLOW.format(mark=str(mark))]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)
    while not mark.exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.decode() == "khitab: interrupted; what was annotated so far is kept, and the same command goes on.\n"


def test_a_value_that_is_none_of_several_is_told_without_the_name_of_an_error(corpus, capsys):
    with pytest.raises(SystemExit):
        main(["frame-by-voice", str(corpus), "--by", "المتكلم"])
    told = capsys.readouterr().err
    assert told.startswith("khitab: Invalid value for '--by': 'المتكلم' is not one of 'speaker_name'")
