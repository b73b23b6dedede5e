"""Saved tables: the same values back from every form, and no cell that a spreadsheet runs."""

from functools import partial

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cells import DANGEROUS
from analysis.errors import KhitabError
from analysis.plots.tables import read_saved, save_table

read_xlsx = partial(pd.read_excel, engine="openpyxl")
TEXTS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tأمن", "'=1", "أمن", "", "＝1"]


def table_of(**columns):
    table = pd.DataFrame(columns)
    table.attrs["provenance"] = {"corpus": "=corpus"}
    return table


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_every_form_gives_the_values_back(tmp_path, kind):
    saved = table_of(text=TEXTS, n=range(9), rate=[0.5] * 9, **{"=heading": ["@x"] * 9})
    save_table(saved, "t", tmp_path, kinds=[kind])
    read = read_saved(tmp_path / f"t.{kind}").fillna({"text": ""})
    assert read["text"].tolist() == TEXTS
    assert list(read) == list(saved)
    assert read["n"].tolist() == list(range(9))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_people_read_paragraphs_counted_from_one_and_memory_gets_its_numbers_back(tmp_path, kind):
    save_table(table_of(paragraph=[0, 4], sentence=[0, 7], start=[0, 3]), "t", tmp_path, kinds=[kind])
    path = tmp_path / f"t.{kind}"
    written = {"csv": pd.read_csv, "xlsx": read_xlsx, "parquet": pd.read_parquet}[kind](path)
    assert written["paragraph"].tolist() == ([0, 4] if kind == "parquet" else [1, 5])
    read = read_saved(path)
    assert (read["paragraph"].tolist(), read["sentence"].tolist()) == ([0, 4], [0, 7])


def test_no_cell_begins_as_a_formula_does(tmp_path):
    save_table(table_of(text=TEXTS, **{"=heading": ["@x"] * 9}), "t", tmp_path, kinds=["csv", "xlsx"])
    raw = pd.read_csv(tmp_path / "t.csv", encoding="utf-8-sig", dtype="str", keep_default_na=False)
    assert not any(cell.startswith(DANGEROUS) for row in [list(raw), *raw.values.tolist()] for cell in row)
    page = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert page.sheet_view.rightToLeft
    for row in page.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(DANGEROUS)


@settings(max_examples=60)
@given(st.lists(st.text(st.sampled_from("=+-@'\t\r＝أمن ") | st.characters(codec="utf-8"), max_size=12), min_size=1))
def test_any_text_comes_back_from_csv(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("t")
    kept = [text for text in texts if "\r" not in text and "\n" not in text and "\0" not in text]
    save_table(table_of(text=["أ", *kept]), "t", folder, kinds=["csv"])
    plain = {"dtype": "str", "keep_default_na": False, "skip_blank_lines": False}
    read = pd.read_csv(folder / "t.csv", encoding="utf-8-sig", **plain)
    from analysis.cells import unguarded_table

    assert unguarded_table(read)["text"].tolist() == ["أ", *kept]


def test_workbooks_hold_numbers_days_and_nothing_as_such_and_the_same_table_is_the_same_bytes(tmp_path):
    table = table_of(
        day=[pd.Timestamp("2026-01-02"), pd.NaT],
        n=pd.array([2**60, None], "Int64"),
        x=[float("inf"), 0.5],
        many=[[1, 2], None],
        yes=[True, False],
    )
    first = [path.read_bytes() for path in save_table(table, "a", tmp_path, kinds=["xlsx"])]
    assert first == [path.read_bytes() for path in save_table(table, "b", tmp_path, kinds=["xlsx"])]
    read = read_xlsx(tmp_path / "a.xlsx")
    assert read["day"].tolist()[0] == pd.Timestamp("2026-01-02")
    assert read["x"].tolist() == [float("inf"), 0.5]
    assert read["yes"].tolist() == [True, False]


@pytest.mark.parametrize("name", ["../x", "a/b", "..", "", "\\x", "C:x", "a\0b", "/etc/passwd", "x" * 300, "a\nb"])
def test_a_name_leads_nowhere_else(tmp_path, name):
    with pytest.raises(KhitabError, match="cannot name a file"):
        save_table(table_of(a=[1]), name, tmp_path / "in")
    assert list(tmp_path.rglob("*")) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KhitabError, match="cannot be written"):
        save_table(table_of(a=[1]), "t", tmp_path / "file" / "x")


def test_a_kind_that_is_none_is_one_sentence(tmp_path):
    with pytest.raises(KhitabError, match="use some of csv, parquet, xlsx"):
        save_table(table_of(a=[1]), "t", tmp_path, kinds=["doc"])
