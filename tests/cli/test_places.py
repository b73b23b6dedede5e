"""Places in texts, as people get them on the command line and read them back."""

import io
import json
from functools import partial

import openpyxl
import pandas as pd
import pytest
from in_shell import run

read_xlsx = partial(pd.read_excel, engine="openpyxl")
ARTICLE = "زار الوزير المدينة.\nعاد الأمن إلى البلاد.\nوقال الوزير إن مكافحة الإرهاب تتطلب التعاون."


@pytest.fixture
def news(tmp_path):
    rows = [{"source": s, "date": f"2026-03-0{i}", "title": f"خبر {i}", "text": ARTICLE} for i, s in enumerate("بت", 1)]
    pd.DataFrame(rows).to_csv(tmp_path / "news.csv", index=False)
    return tmp_path / "news.csv"


@pytest.mark.parametrize("command", [("frames",), ("voices",), ("actors",), ("names",), ("frames", "--excluded")])
def test_rows_have_source_date_title_and_sentence(news, capsys, command):
    assert run(command[0], news, *command[1:], "--quiet", "--csv") == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert {"doc_id", "source", "date", "title", "paragraph", "sentence_text"} <= set(table)
    for row in table.to_dict("records"):
        assert row["sentence_text"] in ARTICLE


def test_paragraphs_are_counted_from_one_wherever_a_person_reads_them(news, tmp_path, capsys):
    asked = ("frames", news, "-f", "security", "--quiet")
    assert run(*asked) == 0
    head, first, _ = capsys.readouterr().out.splitlines()
    assert first.split()[head.split().index("paragraph")] == "2"
    assert run(*asked, "--json") == 0
    assert {row["paragraph"] for row in json.loads(capsys.readouterr().out)} == {2}
    for kind, number in (("csv", 2), ("xlsx", 2), ("json", 2), ("parquet", 1)):
        out = tmp_path / f"hits.{kind}"
        assert run(*asked, "--out", out) == 0
        read = {"csv": pd.read_csv, "xlsx": read_xlsx, "json": pd.read_json, "parquet": pd.read_parquet}[kind](out)
        assert set(read["paragraph"]) == {number}
    assert run("concordance", news, "الأمن", "--quiet", "--csv") == 0
    assert set(pd.read_csv(io.StringIO(capsys.readouterr().out))["paragraph"]) == {2}
    assert run("sql", news, "select min(paragraph) as paragraph from words", "--quiet", "--csv") == 0
    assert capsys.readouterr().out.split() == ["paragraph", "0"]  # as the query counts


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_written_table_opens_again(news, tmp_path, capsys, kind):
    hits, rates = tmp_path / f"hits.{kind}", tmp_path / f"rates.{kind}"
    assert run("frames", news, "-f", "terrorism", "--quiet", "--out", hits) == 0
    assert run("rates", news, "--by", "source", "--quiet", "--out", rates) == 0
    assert run("evidence", news, "--rows", hits, "--row", 2, "--quiet", "--json") == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["keyword"], line["source"], line["paragraph"]) == ("الإرهاب", "ت", 3)
    table = pd.read_csv(rates) if kind == "csv" else read_xlsx(rates) if kind == "xlsx" else pd.read_parquet(rates)
    number = 1 + table.index[(table["source"] == "ب") & (table["frame"] == "security")][0]
    assert run("evidence", news, "--rows", rates, "--row", number, "--quiet", "--json") == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["keyword"], line["source"]) == ("الأمن", "ب")


def test_rows_that_are_not_there_are_named(news, tmp_path, capsys):
    hits = tmp_path / "hits.csv"
    assert run("frames", news, "-f", "terrorism", "--quiet", "--out", hits) == 0
    assert run("evidence", news, "--rows", hits, "--row", 9, "--quiet") == 2
    assert "has 2 rows and no row 9" in capsys.readouterr().err
    assert run("evidence", news, "--row", 1, "--quiet") == 2
    assert "name its file with --rows" in capsys.readouterr().err
    assert run("evidence", news, "--rows", tmp_path / "hits.txt", "--quiet") == 2
    assert "give a .csv, .xlsx or .parquet file" in capsys.readouterr().err


def test_a_concordance_as_a_file_runs_around_the_key_word(news, tmp_path):
    out = tmp_path / "lines.xlsx"
    assert run("concordance", news, "الأمن", "--quiet", "--out", out) == 0
    page = openpyxl.load_workbook(out).active
    head = [cell.value for cell in page[1]]
    assert head[:8] == ["left", "keyword", "right", "source", "date", "title", "doc_id", "paragraph"]
    assert page.sheet_view.rightToLeft  # so that what stands before the key word is at its right, as in the text
    assert [cell.value.strip() for cell in page[2][:3]] == ["عاد", "الأمن", "إلى البلاد."]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        (("compare", "--by", "source", "-f", "security"), (("الأمن", "ب"), ("الأمن", "ت"))),
        (("frame-by-voice", "-f", "terrorism"), (("الإرهاب", "ب"), ("الإرهاب", "ت"))),
        (("keyness", "--where", "source=ب", "--item", "مكافحة"), (("مكافحة", "ب"), ("مكافحة", "ت"))),
        (("collocates", "مكافحة", "--min-frequency", "2"), None),
        (("dispersion", "مكافحة"), (("مكافحة", "ب"), ("مكافحة", "ت"))),
    ],
)
def test_rows_of_every_command_open_again_and_in_a_part(news, tmp_path, capsys, kind, asked, opened):
    table = tmp_path / f"table.{kind}"
    command, *options = asked
    assert run(command, news, *options, "--quiet", "--out", table) == 0
    read = pd.read_csv(table) if kind == "csv" else read_xlsx(table)
    number = 1 + read["n" if "n" in read else "n_target"].argmax()
    capsys.readouterr()
    assert run("evidence", news, "--rows", table, "--row", number, "--quiet", "--json") == 0
    lines = json.loads(capsys.readouterr().out)
    assert {line["source"] for line in lines} == {"ب", "ت"}
    if opened:
        assert tuple((line["keyword"], line["source"]) for line in lines) == opened
    if command == "keyness":
        assert run("evidence", news, "--rows", table, "--where", "source=ب", "--quiet", "--json") == 0
        (line,) = json.loads(capsys.readouterr().out)
        assert line["source"] == "ب"
