"""What `khitab figures` draws."""

import re

from made import made_annotations

from analysis.lexicon import default_lexicon
from analysis.plots import standard


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_one_frame_has_no_figure_of_company(tmp_path):
    annotations = made_annotations({"a": "الإرهاب خطر", "b": "مكافحة الإرهاب"})
    one = default_lexicon().select("terrorism")
    standard.standard_figures(annotations, one, tmp_path)
    assert "positions.svg" in names(tmp_path)
    assert not any(name.startswith("cooccurrence") for name in names(tmp_path))


def test_passages_are_bounded_and_the_page_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(standard, "MOST_PASSAGES", 2)
    annotations = made_annotations({"a": "الإرهاب ثم الإرهاب ثم الإرهاب"})
    standard.standard_figures(annotations, default_lexicon(), tmp_path, labels="en")
    page = (tmp_path / "evidence.html").read_text("utf-8")
    assert len(re.findall(r"<li[ >]", page)) == 2
    assert "2 of 3" in page
