"""Over Dask: the same bytes as here, whatever happens to the workers."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest
from made_parts import cut_small

from analysis.annotation.stored import on_dask as each_part
from analysis.annotation.stored import run
from analysis.annotation.stored.annotate_into import annotate_into
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from analysis.frames.find import find_frames
from analysis.frames.rates import count_frames, frame_rates
from analysis.lexicon import default_lexicon
from analysis.parsing import on_dask
from analysis.parsing.model import find_model
from analysis.parsing.on_dask import cluster

PROJECT = Path(__file__).parents[2]
TEXTS = [
    f"بحث الوزير مع نظيره التعاون الأمني بين البلدين في اللقاء رقم {number}.\nودان الإرهاب بكل أشكاله ودعا إلى التعاون."
    for number in range(24)
]
CORPUS = Corpus(
    "talks",
    tuple(Document(f"d{n}", text, {"source": "بيارق" if n % 2 else "الأنواء"}) for n, text in enumerate(TEXTS)),
)


@pytest.fixture(scope="module")
def client():
    pytest.importorskip("distributed")
    with cluster(workers=2) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    cut_small(monkeypatch, 300, 300, 700, 150)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    folder = tmp_path_factory.mktemp("local")
    with pytest.MonkeyPatch.context() as patch:
        cut_small(patch, 300, 300, 700, 150)
        return annotate_into(CORPUS, folder, workers=1, progress=False)


@pytest.mark.slow
def test_words_frames_and_rates_are_those_of_the_local_path(client, local, tmp_path):
    stored = annotate_into(CORPUS, tmp_path / "f", client=client, progress=False)
    assert len(stored.manifest.parts) > 2
    assert contents(tmp_path / "f") == contents(local.folder)
    lexicon = default_lexicon()
    here, there = find_frames(local, lexicon), find_frames(stored, lexicon, client=client)
    assert len(here) > 48
    pd.testing.assert_frame_equal(there, here)
    assert there.attrs == here.attrs
    options = {"by": "source", "n_resamples": 200, "tier": "each"}
    rates = frame_rates(count_frames(stored, lexicon, client=client), stored, **options)
    pd.testing.assert_frame_equal(rates, frame_rates(here, local, **options))
    assert rates.attrs == frame_rates(here, local, **options).attrs


@pytest.mark.slow
def test_workers_send_counts_by_document_and_not_hits(client, local, monkeypatch):
    sent = []
    real = each_part.result_of
    monkeypatch.setattr(each_part, "result_of", lambda future: sent.append(real(future)) or sent[-1])
    lexicon = default_lexicon()
    count_frames(local, lexicon, client=client)
    hits = find_frames(local, lexicon)
    assert sum(table["n_hits"].sum() for table in sent) == len(hits)
    assert sum(map(len, sent)) == len(hits[["doc_id", "frame", "tier"]].drop_duplicates()) < len(hits)


@pytest.mark.slow
def test_one_count_after_another_finds_the_same(client, local):
    # Each count hands the lexicon over anew; the end of one must not take it from the next.
    first = find_frames(local, default_lexicon(), client=client)
    for _ in range(5):
        pd.testing.assert_frame_equal(find_frames(local, default_lexicon(), client=client), first)


@pytest.mark.slow
def test_a_worker_killed_half_way_loses_and_doubles_nothing(client, local, tmp_path, monkeypatch):
    pids = list(client.run(os.getpid).values())
    taken = []
    real = run.Run.take

    def take(run, part):
        taken.append(list(part.rows))
        if len(taken) == 5:
            os.kill(pids[0], signal.SIGKILL)
        real(run, part)

    monkeypatch.setattr(run.Run, "take", take)
    annotate_into(CORPUS, tmp_path / "f", client=client, progress=False)
    assert contents(tmp_path / "f") == contents(local.folder)
    keys = [key for rows in taken for key in rows]
    assert len(keys) == len(set(keys)) == len(CORPUS)
    assert pids[0] not in client.run(os.getpid).values()


@pytest.mark.slow
def test_errors_of_workers_arrive_in_their_own_words(client, local, tmp_path, monkeypatch):
    model = find_model("bundled")
    other = type(model)("bundled", "0" * 64, model.folder)
    with pytest.raises(KhitabError, match="is not the one here"):
        list(on_dask.parse_groups_on(client, [{"key": "نص"}], model=other))
    monkeypatch.setattr(type(local.folder), "resolve", lambda self: tmp_path / "nowhere")
    with pytest.raises(KhitabError, match="cannot see this folder"):
        find_frames(local, default_lexicon(), client=client)


@pytest.mark.slow
def test_groups_are_taken_as_workers_need_them(client):
    asked = []

    def groups():
        for number in range(40):
            asked.append(number)
            yield {str(number): f"الخبر رقم {number}."}

    parts = on_dask.parse_groups_on(client, groups(), model=find_model("bundled"))
    assert list(next(parts).rows) == ["0"]
    assert len(asked) <= 2 * on_dask.AHEAD
    parts.close()


@pytest.mark.slow
def test_a_scheduler_is_known_by_its_address_or_a_cluster_by_itself(client):
    for scheduler in (client.scheduler.address, client.cluster):
        with cluster(scheduler) as other:
            assert other.submit(len, "خطاب").result() == 4
    assert client.submit(len, "خطاب").result() == 4  # still there


def test_a_greeting_that_comes_with_other_news_is_asked_for_again(monkeypatch):
    distributed = pytest.importorskip("distributed")
    asked = []

    def connect(scheduler):
        asked.append(scheduler)
        assert len(asked) > 1, "two messages at once"
        return nullcontext("a client")

    monkeypatch.setattr(distributed, "Client", connect)
    with cluster("tcp://127.0.0.1:8786") as client:
        assert client == "a client"
    assert asked == ["tcp://127.0.0.1:8786"] * 2


@pytest.mark.slow
def test_a_cluster_that_goes_is_one_sentence():
    pytest.importorskip("distributed")
    with cluster(workers=1) as client:
        future = client.submit(time.sleep, 60)
        threading.Timer(0.5, lambda: client.cancel([future], force=True)).start()
        with pytest.raises(KhitabError, match="the cluster is gone"):
            on_dask.result_of(future)


# A worker closed while it is at work: it gives its task up, and must be killed.
CLOSED_AT_WORK = """
import logging, time
from analysis.parsing.on_dask import cluster

def say(text):
    logging.getLogger("distributed.worker").warning(text)

if __name__ == "__main__":
    with cluster(workers=1) as client:
        client.run(say, "a warning of a worker at work")
        future = client.submit(time.sleep, 60)
        while not any(client.processing().values()):
            time.sleep(0.1)
    logging.getLogger("distributed.nanny").warning("a warning afterwards")
"""


@pytest.mark.slow
def test_closing_says_nothing_and_what_comes_before_and_after_is_heard(tmp_path):
    pytest.importorskip("distributed")
    script = tmp_path / "script.py"
    script.write_text(CLOSED_AT_WORK)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0
    said = [line.rpartition(" - ")[2] for line in (done.stdout + done.stderr).splitlines()]
    assert said == ["a warning of a worker at work", "a warning afterwards"]


def test_errors_are_heard_while_a_cluster_closes(capsys):
    pytest.importorskip("distributed")
    handler = logging.StreamHandler(sys.stderr)
    logger = logging.getLogger("distributed")
    logger.addHandler(handler)
    try:
        on_dask._hear(only_errors=True)
        logging.getLogger("distributed.nanny").warning("still alive")
        logging.getLogger("distributed.nanny").error("a real error")
        on_dask._hear(only_errors=False)
        logging.getLogger("distributed.nanny").warning("heard again")
    finally:
        on_dask._hear(only_errors=False)
        logger.removeHandler(handler)
    assert [line for line in capsys.readouterr().err.splitlines() if " - " not in line] == [
        "a real error",
        "heard again",
    ]


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(KhitabError, match=r"pip install 'khitab\[scale\]'"), cluster():
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_no_scheduler_there(address, monkeypatch):
    dask = pytest.importorskip("dask")
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "0.5s"}),
        pytest.raises(KhitabError, match="no Dask scheduler answers there"),
        cluster(address),
    ):
        pass
