"""Sheets: blind, safe to open, read back as coded, with errors that say where."""

import openpyxl
import pytest
from made import made_annotations

from analysis.cells import DANGEROUS, unguarded
from analysis.errors import KhitabError
from analysis.validation.files import read_table
from analysis.validation.read_codings import read_codings
from analysis.validation.sampling import draw_sample, whole_corpus
from analysis.validation.sheets import find_words, read_sheet, write_sheet

FRAMES = ["cooperation", "security"]


def fill(path, cells):
    """Write into a workbook as a coder would: {(row, heading): value}."""
    book = openpyxl.load_workbook(path)
    page = book.active
    head = [cell.value for cell in page[1]]
    for (row, heading), value in cells.items():
        page.cell(row, head.index(heading) + 1).value = value
    book.save(path)


@pytest.fixture
def danger():
    """Texts that a spreadsheet would run."""
    return made_annotations({"a": "=SUM(A1) تعاون", "b": "@cmd أمن أمن", "c": "-1+2 تعاون", "d": "'=1 كلمة"})


def test_no_cell_is_a_formula_and_the_page_runs_from_right_to_left(danger, tmp_path):
    path = write_sheet(whole_corpus(danger, FRAMES), danger, tmp_path / "sheet.xlsx", codebook="=قاعدة\nأخرى")
    book = openpyxl.load_workbook(path)
    assert book.active.sheet_view.rightToLeft
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(DANGEROUS))
    table = read_table(write_sheet(whole_corpus(danger, FRAMES), danger, tmp_path / "sheet.csv"), ["text"])
    assert not any(text.startswith(DANGEROUS) for text in table["text"])
    assert [unguarded(text) for text in table["text"]] == [danger.text(name) for name in "abcd"]


def test_the_same_sheet_is_the_same_bytes(danger, tmp_path, monkeypatch):
    first = write_sheet(whole_corpus(danger, FRAMES), danger, tmp_path / "one.xlsx").read_bytes()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_sheet(whole_corpus(danger, FRAMES), danger, tmp_path / "two.xlsx").read_bytes() == first


def test_sheets_are_blind(annotations, hits, tmp_path):
    sample = draw_sample(hits, annotations, FRAMES, 30)
    for name in ("sheet.csv", "sheet.xlsx"):
        path = write_sheet(sample, annotations, tmp_path / name)
        if name.endswith("csv"):
            table = read_table(path, ["item"])
        else:
            rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
            table = dict(zip(rows[0], zip(*rows[1:], strict=True), strict=True))
        assert list(table) == ["item", "text", "cooperation", "security", "unsure", "note"]
        for column in ("cooperation", "security", "unsure", "note"):
            assert not any(table[column])


def test_a_workbook_comes_back_as_coded(danger, tmp_path):
    sample = whole_corpus(danger, FRAMES)
    path = write_sheet(sample, danger, tmp_path / "sheet.xlsx")
    fill(path, {(2, "cooperation"): "تعاون", (3, "security"): "أمن#2", (3, "unsure"): "أمن#1", (4, "security"): 0})
    codings = read_sheet(path, sample, danger, "سلمى")
    assert list(codings.read["doc_id"]) == ["a", "b", "c"]
    marks = codings.marks[["doc_id", "start", "token", "frame", "unsure"]].to_numpy().tolist()
    assert marks == [
        ["a", 9, "تعاون", "cooperation", False],
        ["b", 9, "أمن", "security", False],
        ["b", 5, "أمن", "", True],
    ]
    assert codings.coders == ["سلمى"]


def test_sheets_are_read_like_coding_files(danger, tmp_path):
    sample = whole_corpus(danger, FRAMES)
    paths = [write_sheet(sample, danger, tmp_path / f"sheet-{name}.xlsx") for name in ("سلمى", "ليلى")]
    fill(paths[0], {(2, "cooperation"): "تعاون"})
    fill(paths[1], {(2, "cooperation"): "0"})
    both = read_codings(paths, danger, sample=sample)
    assert both.coders == ["سلمى", "ليلى"]
    assert len(both.marks) == 1
    with pytest.raises(
        KhitabError, match=r"a sheet is read with the annotations and the sample .* add --sample sample\.csv"
    ):
        read_codings(paths[0], danger)


def test_csv_with_semicolons_as_excel_saves_it(danger, tmp_path):
    sample = whole_corpus(danger, FRAMES)
    path = write_sheet(sample, danger, tmp_path / "sheet.csv")
    rows = read_table(path, ["item"])
    rows.loc[0, "cooperation"] = "تعاون"
    rows.to_csv(path, sep=";", index=False, encoding="utf-8-sig")
    assert len(read_sheet(path, sample, danger, "x").marks) == 1


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({(2, "cooperation"): "شراكة"}, "row 2, column 'cooperation': 'شراكة' is no word of the paragraph"),
        ({(3, "security"): "أمن"}, "'امن' stands 2 times in the paragraph but is written 1 time"),
        ({(3, "security"): "أمن#3"}, "the word stands 2 times"),
        ({(2, "cooperation"): "0", (2, "item"): 77}, "row 2: item '77' is not in the sample"),
        ({(2, "cooperation"): "0", (2, "text"): "نص آخر"}, "row 2: the text is not that of the sample"),
        ({(1, "security"): "peace", (2, "cooperation"): "0"}, "no column for the frame 'security'"),
    ],
)
def test_errors_name_row_and_column(danger, tmp_path, cells, message):
    sample = whole_corpus(danger, FRAMES)
    path = write_sheet(sample, danger, tmp_path / "sheet.xlsx")
    fill(path, cells)
    with pytest.raises(KhitabError, match=message):
        read_sheet(path, sample, danger, "x")


def test_other_endings_and_damaged_workbooks_are_refused(danger, tmp_path):
    sample = whole_corpus(danger, FRAMES)
    with pytest.raises(KhitabError, match=r"a sheet is \.csv or \.xlsx"):
        write_sheet(sample, danger, tmp_path / "sheet.ods")
    (tmp_path / "bad.xlsx").write_bytes(b"PK nonsense")
    with pytest.raises(KhitabError, match="cannot be read as a workbook"):
        read_sheet(tmp_path / "bad.xlsx", sample, danger, "x")


def test_words_are_found_however_they_are_spelt():
    text = "وبالتَّعاون نمضي إلى الأمن"
    tokens = [(0, 11), (12, 16), (17, 20), (21, 26)]
    assert [text[slice(*span)] for span in find_words("وبالتعاون، الأمن", text, tokens, "here")] == [
        "وبالتَّعاون",
        "الأمن",
    ]
    assert find_words("الأمن الأمن", "الأمن ثم الأمن", [(0, 5), (6, 8), (9, 14)], "here") == [(0, 5), (9, 14)]
