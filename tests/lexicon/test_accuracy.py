"""How right the frames of a lexicon are, kept beside its file and shown for the frames that are as they were."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import KhitabError
from analysis.lexicon import default_lexicon, read_lexicon
from analysis.lexicon.accuracy import Accuracy, FrameAccuracy, accuracy_path, write_accuracy

FRAME = '[frames.{0}]\nlabel_en = "{0}"\nlabel_ar = "{0}"\ncore = ["{1}"]\n'
TEXT = FRAME.format("a", "أمن") + FRAME.format("b", "سلام")
GOOD = FrameAccuracy(0.998, 0.9, 1.0, 0.95, 0.9, 1.0, 20, 19, 19, '60 "unseen" paragraphs', False, "60 فقرة")
POOR = replace(GOOD, precision=0.8, precision_low=0.7, precision_high=0.9, correct=15)
MIGRATION = '\n[frames.migration]\nlabel_en = "Migration"\nlabel_ar = "الهجرة"\ncore = ["هجرة", "مهاجر"]\n'


def keep(lexicon, accuracy):
    return write_accuracy(lexicon.path, lexicon.frame_hashes, accuracy)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def with_own_frame(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(default_lexicon().path.read_text(encoding="utf-8") + MIGRATION, encoding="utf-8")
    return read_lexicon(path)


def test_figures_are_read_with_the_frames_they_were_measured_with(file):
    assert read_lexicon(file).accuracy is None
    figures = Accuracy({"a": GOOD, "b": POOR})
    assert keep(read_lexicon(file), figures) == accuracy_path(file)
    assert read_lexicon(file).accuracy == figures
    file.write_text(TEXT.replace("سلام", "هدنة"), encoding="utf-8")
    assert read_lexicon(file).accuracy == Accuracy({"a": GOOD})
    assert [frame.id for frame in read_lexicon(file).unscored] == ["b"]


def test_what_decides_no_hit_changes_no_figures(file):
    keep(read_lexicon(file), Accuracy({"a": GOOD, "b": POOR}))
    said = TEXT.replace('label_en = "a"', 'label_en = "Safety"\ncolor = "#123456"')
    said = said.replace('["أمن"]', '[{ lemma = "أمن", note = "why", examples = ["حفظ الأمن"] }]')
    file.write_text("# a comment\n" + said + FRAME.format("c", "بحر"), encoding="utf-8")
    assert set(read_lexicon(file).accuracy.frames) == {"a", "b"}


def test_whether_names_count_is_part_of_what_decides(file):
    keep(read_lexicon(file), Accuracy({"a": GOOD, "b": POOR}))
    file.write_text("names = false\n" + TEXT, encoding="utf-8")
    assert read_lexicon(file).accuracy is None


def test_words_of_a_field_are_part_of_the_frames_that_refer_to_it(file):
    text = '[fields]\nsea = ["{}"]\n' + FRAME.format("a", "أمن")
    text += '[frames.b]\nlabel_en = "b"\nlabel_ar = "b"\n'
    text += 'core = [{{ lemma = "سلام", requires = {{ paragraph = ["@sea"] }} }}]\n'
    file.write_text(text.format("بحر"), encoding="utf-8")
    keep(read_lexicon(file), Accuracy({"a": GOOD, "b": POOR}))
    assert set(read_lexicon(file).accuracy.frames) == {"a", "b"}
    file.write_text(text.format("شاطئ"), encoding="utf-8")
    assert set(read_lexicon(file).accuracy.frames) == {"a"}


def test_a_frame_beside_those_of_the_default_lexicon_takes_nothing_from_them(with_own_frame):
    assert with_own_frame.accuracy == default_lexicon().accuracy
    assert with_own_frame.provenance["accuracy_unscored"] == "Migration"
    assert with_own_frame.provenance["accuracy_unscored_ar"] == "الهجرة"
    assert default_lexicon().provenance["accuracy_precision"] == with_own_frame.provenance["accuracy_precision"]


def test_frames_scored_on_a_sample_of_ones_own_stand_beside_the_others(with_own_frame):
    own = replace(GOOD, sample="40 paragraphs")
    keep(with_own_frame, Accuracy({"migration": own}))
    lexicon = read_lexicon(with_own_frame.path)
    assert lexicon.accuracy.frames["migration"] == own
    assert not lexicon.unscored
    assert lexicon.provenance["accuracy_sample"].endswith("; 40 paragraphs")
    keep(lexicon, Accuracy({"security": POOR}))  # what was kept before stays
    again = read_lexicon(with_own_frame.path).accuracy.frames
    assert (again["migration"], again["security"]) == (own, POOR)


def test_selected_frames_bear_the_hash_of_their_lexicon_and_their_own_figures(with_own_frame):
    chosen = with_own_frame.select("الأمن", "migration")
    assert chosen.hash == with_own_frame.hash == chosen.select("migration").hash
    assert list(chosen.accuracy.frames) == ["security"]
    assert with_own_frame.select("migration").accuracy is None


def test_provenance_gives_ranges_and_names_frames_that_are_low(file):
    seen = {"a": replace(GOOD, seen=True), "b": replace(POOR, seen=True)}
    keep(read_lexicon(file), Accuracy(seen))
    lexicon = read_lexicon(file)
    said = lexicon.provenance
    assert (said["accuracy_precision"], said["accuracy_recall"]) == ("0.80–1.00", "0.95")
    assert (said["accuracy_low"], said["accuracy_seen"]) == ("b", True)
    assert lexicon.select("a").provenance["accuracy_low"] == ""


@pytest.mark.parametrize(("recall", "is_low"), [(0.894, True), (0.895, False), (0.9, False)])
def test_the_mark_goes_by_the_figure_as_it_is_shown(recall, is_low):
    assert replace(GOOD, recall=recall).is_low == is_low


def test_a_file_of_another_form_is_named(file):
    accuracy_path(file).write_text("sample = 3", encoding="utf-8")
    with pytest.raises(KhitabError, match=r"mine.accuracy.toml: is no file of accuracy figures"):
        read_lexicon(file)
    assert Path(file).exists()
