"""Codings as people hand them in: understood, or refused in a sentence that names the place."""

import json

import openpyxl
import pandas as pd
import pytest
from made import made_annotations
from made_codings import coded_as

from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import read_gold_frames, score_frames
from analysis.validation.adjudication import read_adjudication, write_adjudication
from analysis.validation.codings import join_codings
from analysis.validation.files import read_sample, said_yes, write_codings, write_sample
from analysis.validation.read_codings import read_codings
from analysis.validation.sampling import draw_sample, whole_corpus
from analysis.validation.sheets import write_sheet

FRAMES = ["cooperation", "security"]


@pytest.fixture
def annotations():
    return made_annotations({"=a": "تعاون الوفد .\nأمن البلد تعاون", "@b": "كلمة أمن"})


def filled(path, row, heading, value):
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    table.loc[row, heading] = value
    return table


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("note", ["", "صعب"])
def test_a_sheet_that_nobody_coded_says_so(annotations, tmp_path, kind, note):
    sample = whole_corpus(annotations, FRAMES)
    path = write_sheet(sample, annotations, tmp_path / f"sheet-SM.{kind}")
    if kind == "csv":
        filled(path, 0, "note", note).to_csv(path, index=False, encoding="utf-8-sig")
    with pytest.raises(KhitabError, match="nothing is coded yet"):
        read_codings(path, annotations, sample=sample)


@pytest.mark.parametrize("cell", ["نعم", "y", "Y", "YES", "oui", "1.0", "1", "x", "X", "✓", "True", " yes "])
def test_yes_is_understood(cell):
    assert said_yes(cell, "here", "unsure")


@pytest.mark.parametrize("cell", ["", " ", "no", "0", "0.0", "لا", "False", "-"])
def test_no_is_understood(cell):
    assert not said_yes(cell, "here", "unsure")


def test_what_is_neither_names_the_cell(annotations, tmp_path):
    path = write_codings(coded_as(annotations, {"تعاون": "cooperation"}), tmp_path / "c.csv")
    filled(path, 0, "unsure", "ربما").to_csv(path, index=False)
    with pytest.raises(KhitabError, match=r"c\.csv, row 2, column 'unsure': 'ربما' is neither yes nor no"):
        read_codings(path, annotations)


def test_a_paragraph_changed_by_hand_names_the_row(annotations, tmp_path):
    path = write_codings(coded_as(annotations, {"تعاون": "cooperation"}), tmp_path / "c.csv")
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    row = table.index[(table["token"] == "تعاون") & (table["paragraph"] == "1")][0]
    filled(path, row, "paragraph", "0").to_csv(path, index=False)
    with pytest.raises(KhitabError, match=rf"row {row + 2}: 'تعاون' stands in paragraph 1 of '=a', not in 0"):
        read_codings(path, annotations)


@pytest.mark.parametrize("encoding", ["cp1256", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_sheets_as_excel_saves_them_are_read(tmp_path, encoding, separator):
    annotations = made_annotations({"a": "تعاون الوفد ﷺ 🔥 .", "b": "كلمة أمن"})
    sample = whole_corpus(annotations, FRAMES)
    path = write_sheet(sample, annotations, tmp_path / "sheet-SM.csv")
    table = filled(path, 0, "cooperation", "تعاون")
    table.loc[1, "security"] = "أمن"
    table = table[list(table.columns[::-1])]  # in another order
    raw = table.to_csv(index=False, sep=separator, lineterminator="\r\n")
    path.write_bytes(raw.encode(encoding, "replace"))
    codings = read_codings(path, annotations, sample=sample)
    assert codings.marks[["doc_id", "token", "frame"]].to_numpy().tolist() == [
        ["a", "تعاون", "cooperation"],
        ["b", "أمن", "security"],
    ]


def test_a_sheet_with_merged_headings_and_empty_columns_is_read(annotations, tmp_path):
    sample = whole_corpus(annotations, FRAMES)
    path = write_sheet(sample, annotations, tmp_path / "sheet-SM.xlsx")
    book = openpyxl.load_workbook(path)
    page = book.active
    page.insert_cols(1)
    page.cell(2, 4).value = "تعاون"
    page.merge_cells("I1:K1")
    book.save(path)
    assert read_codings(path, annotations, sample=sample).marks["token"].tolist() == ["تعاون"]


@pytest.mark.parametrize("name", ["none", "text", "item", "note", "unsure"])
def test_frames_that_mean_something_else_are_refused(annotations, name):
    hits = pd.DataFrame({"doc_id": [], "frame": [], "tier": [], "start": [], "end": []})
    hits.attrs["frames"] = [name]
    with pytest.raises(KhitabError, match=f"cannot be called '{name}'"):
        draw_sample(hits, annotations, [name], 1, design="random")


def gold(tmp_path, *rows):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


HIT = {"frame": "security", "start": 0, "end": 3}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([{"id": "a", "text": "", "hits": []}], "line 1: the text is empty"),
        ([{"id": "a", "text": " \n", "hits": []}], "line 1: the text is empty"),
        ([{"id": "a", "text": "أمن", "hits": [HIT, HIT]}], "is coded twice"),
        ([{"id": "a", "text": "أمن", "hits": []}] * 2, "line 2: the id 'a' is there already"),
    ],
)
def test_faults_of_gold_files_name_the_line(tmp_path, rows, reason):
    with pytest.raises(KhitabError, match=reason):
        read_gold_frames(gold(tmp_path, *rows))


def test_a_misspelt_frame_is_no_recall_of_zero(tmp_path):
    read = read_gold_frames(gold(tmp_path, {"id": "a", "text": "أمن", "hits": [{**HIT, "frame": "securty"}]}))
    hits = pd.DataFrame({"doc_id": [], "frame": [], "tier": [], "start": [], "end": [], "term": []})
    hits.attrs["frames"] = ["security"]
    with pytest.raises(KhitabError, match="the frame 'securty', which the lexicon has not"):
        score_frames(read, hits)


def test_samples_codings_and_adjudications_are_guarded_and_come_back(annotations, tmp_path):
    sample = whole_corpus(annotations, FRAMES)
    one, two = (
        coded_as(annotations, {"تعاون": frame}, coder) for frame, coder in (("cooperation", "=A"), ("security", "@B"))
    )
    paths = [
        write_sample(sample, tmp_path / "sample.csv"),
        write_codings(one, tmp_path / "one.csv"),
        write_adjudication(join_codings([one, two]), annotations, tmp_path / "settle.csv"),
    ]
    for path in paths:
        for row in pd.read_csv(path, dtype="str", keep_default_na=False, header=None, encoding="utf-8-sig").to_numpy():
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert read_sample(paths[0]).paragraphs["doc_id"].tolist() == sample.paragraphs["doc_id"].tolist()
    back = read_codings(paths[1], annotations)
    assert back.coders == ["=A"]
    assert back.marks["doc_id"].tolist() == one.marks["doc_id"].tolist()
    table = pd.read_csv(paths[2], dtype="str", keep_default_na=False, encoding="utf-8-sig")
    table["decision"] = "security"
    table.to_csv(paths[2], index=False)
    settled = read_adjudication(paths[2], join_codings([one, two]), annotations)
    assert set(settled.marks["frame"]) == {"security"}


def test_a_place_that_cannot_be_written_is_one_sentence(annotations, tmp_path):
    (tmp_path / "file").write_text("")
    sample = whole_corpus(annotations, FRAMES)
    for write in (
        lambda path: write_sample(sample, path / "s.csv"),
        lambda path: write_sheet(sample, annotations, path / "s.csv"),
        lambda path: write_sheet(sample, annotations, path / "s.xlsx"),
    ):
        with pytest.raises(KhitabError, match="cannot be written"):
            write(tmp_path / "file")
