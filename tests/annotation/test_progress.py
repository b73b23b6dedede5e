"""The progress bar: documents, words a second and the time left."""

from analysis.annotation import progress
from analysis.annotation.progress import Progress


def test_skipped_documents_count_but_do_not_hasten_the_time_left(capsys):
    with Progress(1000, shown=True) as bar:
        bar.skip(900)
        bar._bar.start_t -= 50  # as if the 50 documents to come took 50 seconds
        bar.update(50, 5_000)
        state = bar._bar.format_dict
        assert (state["n"], state["initial"], state["total"]) == (950, 900, 1000)
        line = bar._bar.format_meter(**{**state, "rate": None})
    assert "950/1000" in line
    assert "<00:50" in line  # 50 documents at one a second
    assert "100 words/s" in line
    assert "1000" in capsys.readouterr().err


def test_nothing_is_shown_unless_asked(capsys, monkeypatch):
    monkeypatch.setattr(progress, "_bar", lambda _: 1 / 0)
    with Progress(3, shown=False) as bar:
        bar.skip(1)
        bar.update(2, 10)
    assert capsys.readouterr().err == ""
