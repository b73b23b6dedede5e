"""`khitab check`: advice that can be typed, and the page of texts as they would be mended."""

import io
import json
from functools import partial

import pandas as pd
import pytest
from in_shell import run

read_xlsx = partial(pd.read_excel, engine="openpyxl")


@pytest.fixture
def table(tmp_path):
    row = {"source": "الأفق", "date": "2026-03-01", "text": "<p>عاد الأمن إلى البلاد &amp; إلى المدينة</p>"}
    pd.DataFrame([row, row]).to_csv(tmp_path / "my news.csv", index=False)
    return tmp_path / "my news.csv"


def test_advice_is_given_as_options_and_as_a_command(table, capsys):
    assert run("check", table) == 1
    said = capsys.readouterr()
    assert "→ --repair markup" in said.out
    assert "→ --duplicates drop, or --duplicates cluster and --clusters cluster" in said.out
    assert 'repair="' not in said.out
    assert f"khitab report '{table}' --repair markup --duplicates drop" in said.err


def test_what_is_advised_can_be_tried_and_leaves_nothing_to_mend(table, capsys):
    assert run("check", table, "--repair", "markup", "--duplicates", "drop", "-q") == 0
    assert capsys.readouterr().out == ""
    assert run("check", table, "--repair", "nonsense") == 2
    assert "--repair nonsense is unknown" in capsys.readouterr().err


def test_quiet_prints_what_is_to_be_mended_alone(table, capsys):
    assert run("check", table, "-q") == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert said[0].endswith(": --repair markup")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_findings_come_in_every_form(table, tmp_path, capsys, kind):
    out = tmp_path / f"found.{kind}"
    assert run("check", table, "-q", "--out", out) == 1
    read = {"csv": pd.read_csv, "xlsx": read_xlsx, "json": pd.read_json}[kind](out)
    assert "markup" in set(read["kind"])
    capsys.readouterr()
    assert run("check", table, "--csv") == 1
    assert "markup" in set(pd.read_csv(io.StringIO(capsys.readouterr().out))["kind"])
    assert run("check", table, "--json") == 1
    assert json.loads(capsys.readouterr().out)["summary"]["documents"] == 2


def test_tokens_are_counted_of_the_texts_as_mended(table, capsys):
    counted = []
    for repair in ((), ("--repair", "markup")):
        run("check", table, *repair, "--json")
        counted.append(json.loads(capsys.readouterr().out)["summary"]["tokens"])
    assert counted == [18, 12]  # p, amp and p are no words of either text
