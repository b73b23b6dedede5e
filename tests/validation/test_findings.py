"""Voices, actors and grammar are coded, scored and corrected as frames are."""

import csv

import pandas as pd
import pytest
from made import made_annotations

from analysis.errors import KhitabError
from analysis.validation.correct_shares import correct_shares
from analysis.validation.correction import correct_rates
from analysis.validation.finding_sheets import read_finding_sheet, write_finding_sheet
from analysis.validation.findings import KINDS, label_findings
from analysis.validation.read_codings import read_codings
from analysis.validation.sampling import draw_sample, whole_corpus
from analysis.validation.scores import score_codings
from analysis.validation.session import CodingSession

DOCUMENTS = 24


@pytest.fixture(scope="module")
def annotations():
    """Each document has two hits, on its second and fourth word, in one paragraph."""
    return made_annotations({f"d{i:02}": "ليس أمن ولكن تعاون قائم" for i in range(DOCUMENTS)})


def grammar(negated):
    """Hits of every document; of the first words those of `negated` are found negated."""
    rows = [
        {"doc_id": f"d{i:02}", "word": word, "negated": word == 1 and i in negated, "passive": "", "rules": "action",
         "nominalisation": "itself" if word == 3 else "", "agent": "deleted" if word == 3 else "", "modality": "",
         "future": False, "conditional": False}
        for i in range(DOCUMENTS) for word in (1, 3)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def answered(path, answers, right="yes"):
    """Fill a sheet in as a coder would: {(item, finding): {column: cell}}; all else is confirmed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["right"] = "0" if row["finding"] == "missed" else right
        row |= answers.get((row["item"], row["finding"]), {})
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def found():
    return grammar(set(range(12)))


def coded(annotations, found, tmp_path, answers):
    sample = whole_corpus(annotations, ["hit"])
    path = write_finding_sheet(sample, found, annotations, tmp_path / "sheet-س.csv", "grammar")
    return sample, read_finding_sheet(answered(path, answers), sample, found, annotations, "س", "grammar")


def test_labels_stand_on_printed_tokens(annotations, found):
    labels = label_findings(found, annotations, "grammar")
    first = labels[labels["doc_id"] == "d00"]
    assert list(zip(first["surface"], first["frame"], strict=True)) == [
        ("أمن", "hit"), ("أمن", "negated"),
        ("تعاون", "hit"), ("تعاون", "nominalisation=itself"), ("تعاون", "agent=deleted"),
    ]  # fmt: skip


def test_a_sheet_has_a_row_for_each_finding_and_one_for_what_is_missed(annotations, found, tmp_path):
    path = write_finding_sheet(whole_corpus(annotations, ["hit"]), found, annotations, tmp_path / "s.csv", "grammar")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["item"] == "1"]
    assert [row["finding"] for row in rows] == ["1", "2", "missed"]
    assert rows[0]["text"] == "ليس 【أمن】 ولكن تعاون قائم"
    assert (rows[0]["negated"], rows[1]["agent"], rows[0]["right"]) == ("yes", "deleted", "")


def test_what_is_confirmed_is_right_and_what_is_corrected_is_not(annotations, found, tmp_path):
    answers = {("1", "1"): {"negated": "no"}, ("13", "1"): {"negated": "نعم"}, ("2", "missed"): {"right": "قائم"}}
    _, codings = coded(annotations, found, tmp_path, answers)
    scores = score_codings(codings, annotations, label_findings(found, annotations, "grammar"), n_resamples=20)
    scores = scores.set_index("frame")
    assert scores.loc["negated", "precision"] == pytest.approx(11 / 12)
    assert scores.loc["negated", "recall"] == pytest.approx(11 / 12)
    assert scores.loc["hit", "recall"] == pytest.approx(48 / 49)
    assert scores.loc["agent=deleted", "f1"] == 1


def test_a_missed_word_that_stands_twice_is_the_one_that_was_not_found(tmp_path):
    twice = made_annotations({f"d{i:02}": "أمن ثم أمن" for i in range(8)})
    found = grammar(range(0)).query("word == 1").assign(word=0).iloc[:8]
    answers = {("1", "missed"): {"right": "أمن"}}
    sample, codings = coded(twice, found, tmp_path, answers)
    own = codings.marks[codings.marks["doc_id"] == sample.paragraphs["doc_id"].iloc[0]]
    assert own.query("frame == 'hit'")["start"].tolist() == [0, 7]


def test_a_wrong_finding_has_no_labels_and_a_doubtful_one_is_not_scored(annotations, found, tmp_path):
    answers = {("1", "1"): {"right": "no"}, ("2", "1"): {"right": "?"}}
    _, codings = coded(annotations, found, tmp_path, answers)
    scores = score_codings(codings, annotations, label_findings(found, annotations, "grammar"), n_resamples=20)
    scores = scores.set_index("frame")
    assert (scores.loc["hit", "n_found"], scores.loc["hit", "correct"]) == (47, 46)
    assert (scores.loc["negated", "n_found"], scores.loc["negated", "correct"]) == (11, 10)


def test_shares_are_corrected_by_what_was_coded(annotations, found, tmp_path):
    answers = {(str(item), "1"): {"negated": "no"} for item in range(1, 7)}
    _, codings = coded(annotations, found, tmp_path, answers)
    labels = label_findings(found, annotations, "grammar")
    row = correct_shares(labels, annotations, codings).set_index("frame").loc["negated"]
    assert row["raw"] == pytest.approx(12 / 48)
    assert row["rate"] == pytest.approx(6 / 48)
    assert row["low"] <= row["rate"] <= row["high"] <= 1
    rates = correct_rates(labels, annotations, codings, frames=["negated"], per=1, n_resamples=20)
    assert rates["rate"].iloc[0] * DOCUMENTS * 5 == pytest.approx(6)


def test_shares_of_some_hits_take_the_marks_on_those_alone(annotations, found, tmp_path):
    _, codings = coded(annotations, found, tmp_path, {})
    first = label_findings(found[found["word"] == 1], annotations, "grammar")
    table = correct_shares(first, annotations, codings).set_index("frame")
    assert table.loc["negated", "rate"] == pytest.approx(12 / 24)
    assert table.loc["agent=deleted", "rate"] == 0


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({("1", "1"): {"right": ""}}, "`right` is empty"),
        ({("1", "missed"): {"right": ""}}, "the words that were missed, or 0"),
        ({("1", "1"): {"passive": "half"}}, "'half' is unknown"),
        ({("1", "1"): {"right": "maybe"}}, "neither yes nor no"),
        ({("1", "2"): {"finding": "3"}}, "not those of the table"),
        ({("1", "missed"): {"right": "سلام"}}, "no word of the paragraph"),
        ({("1", "1"): {"item": "99"}}, "not those of the table|not in the sample"),
    ],
)
def test_a_wrong_cell_is_named(annotations, found, tmp_path, answers, error):
    with pytest.raises(KhitabError, match=error):
        coded(annotations, found, tmp_path, answers)


def test_an_untouched_sheet_is_not_coded(annotations, found, tmp_path):
    sample = whole_corpus(annotations, ["hit"])
    path = write_finding_sheet(sample, found, annotations, tmp_path / "s.xlsx", "grammar")
    with pytest.raises(KhitabError, match="nothing is coded yet"):
        read_finding_sheet(path, sample, found, annotations, "س", "grammar")


def test_sheets_of_findings_are_told_by_their_columns(annotations, found, tmp_path):
    sample = draw_sample(label_findings(found, annotations, "grammar"), annotations, ["hit"], 10)
    path = write_finding_sheet(sample, found, annotations, tmp_path / "sheet-منى.csv", "grammar")
    codings = read_codings(answered(path, {}), annotations, sample=sample, found=found)
    assert (codings.coders, len(codings.read)) == (["منى"], 10)
    assert codings.frames == KINDS["grammar"].labels
    with pytest.raises(KhitabError, match="sheet of grammar"):
        read_codings(path, annotations, sample=sample)


def test_names_of_speakers_are_right_or_wrong(annotations, tmp_path):
    voices = pd.DataFrame({
        "doc_id": ["d00", "d01"], "word": [1, 1], "type": ["direct", "indirect"], "speaker_kind": ["person", None],
        "speaker_name": ["أمين", None], "speaker": ["أمين", None], "content": ["كذا", "كذا"], "cue_lemma": ["قال"] * 2,
    })  # fmt: skip
    sample = whole_corpus(annotations.select(["d00", "d01"]), ["voice"])
    path = write_finding_sheet(sample, voices, annotations, tmp_path / "s.csv", "voices")
    answered(path, {("1", "1"): {"name": "أمينة"}})
    codings = read_finding_sheet(path, sample, voices, annotations, "س", "voices")
    assert sorted(codings.marks["frame"]) == ["kind=person", "type=direct", "type=indirect", "voice", "voice"]


def test_the_widget_shows_what_was_found_until_it_is_answered(annotations, found, tmp_path):
    labels = label_findings(found, annotations, "grammar")
    sample = whole_corpus(annotations, ["hit", "negated"])
    session = CodingSession.open(sample, annotations, "س", tmp_path, found=labels)
    assert session.marks_at(0) == {1: ["hit", "negated"], 3: ["hit"]}
    session.answer(0, {1: ["hit"]})
    again = CodingSession.open(sample, annotations, "س", tmp_path, found=labels)
    assert again.marks_at(0) == {1: ("hit",)}
    assert again.next_position == 1
    assert CodingSession.open(sample, annotations, "م", tmp_path).marks_at(0) == {}


def test_a_table_of_something_else_is_refused(annotations):
    with pytest.raises(KhitabError, match="no column 'agent'"):
        label_findings(pd.DataFrame({"doc_id": ["d00"], "word": [1]}), annotations, "grammar")
