"""How right a lexicon is, kept beside its file and shown only for the lexicon it was measured with."""

from pathlib import Path

import pytest

from analysis.errors import KhitabError
from analysis.lexicon import read_lexicon
from analysis.lexicon.accuracy import Accuracy, FrameAccuracy, accuracy_path, write_accuracy

FRAME = '[frames.{0}]\nlabel_en = "{0}"\nlabel_ar = "{0}"\ncore = ["{1}"]\n'
TEXT = FRAME.format("a", "أمن") + FRAME.format("b", "سلام")
GOOD = FrameAccuracy(0.999, 0.9, 1.0, 0.95, 0.9, 1.0, 20, 19, 19)
POOR = FrameAccuracy(0.8, 0.7, 0.9, 0.95, 0.9, 1.0, 20, 19, 15)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_figures_are_read_with_the_lexicon_they_were_measured_with(file):
    assert read_lexicon(file).accuracy is None
    figures = Accuracy('60 "unseen" paragraphs', False, {"a": GOOD, "b": POOR}, sample_ar="60 فقرة")
    assert write_accuracy(file, read_lexicon(file).hash, figures) == accuracy_path(file)
    assert read_lexicon(file).accuracy == figures
    file.write_text(TEXT.replace("سلام", "هدنة"), encoding="utf-8")
    assert read_lexicon(file).accuracy is None


def test_provenance_gives_ranges_rounded_down_and_names_frames_that_are_low(file):
    figures = Accuracy("60 paragraphs", seen=True, frames={"a": GOOD, "b": POOR})
    write_accuracy(file, read_lexicon(file).hash, figures)
    lexicon = read_lexicon(file)
    said = lexicon.provenance
    assert (said["accuracy_precision"], said["accuracy_recall"]) == ("0.80–0.99", "0.95")
    assert (said["accuracy_low"], said["accuracy_seen"]) == ("b", True)
    assert lexicon.select("a").provenance["accuracy_low"] == ""


def test_a_file_of_another_form_is_named(file):
    accuracy_path(file).write_text("lexicon_hash = 3", encoding="utf-8")
    assert read_lexicon(file).accuracy is None
    accuracy_path(file).write_text("sample = 3", encoding="utf-8")
    with pytest.raises(KhitabError, match=r"mine.accuracy.toml: is no file of accuracy figures"):
        read_lexicon(file)
    assert Path(file).exists()
