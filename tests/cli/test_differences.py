"""Rates side by side on the command line."""

import io
import json

import pandas as pd
import pytest
from in_shell import run


@pytest.fixture
def news(tmp_path):
    rows = [
        {
            "source": "بتث"[i % 3],
            "date": f"2026-0{1 + i % 3}-{1 + i // 3:02}",
            "text": "عاد الأمن إلى البلاد." if i % 3 == 0 else "قال الوزير إن التعاون مستمر.",
        }
        for i in range(30)
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "news.csv", index=False)
    return tmp_path / "news.csv"


@pytest.mark.parametrize(("by", "first", "second"), [("source", "ب", "ت"), ("month", "2026-01", "2026-02")])
def test_two_sides_give_the_first_minus_the_second_with_interval_and_p(news, capsys, by, first, second):
    asked = ("compare", news, "--by", by, "--frame", "security", "--quiet")
    assert run(*asked, "--side", first, "--side", second, "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["group"], row["other"], row["n"], row["n_other"]) == (first, second, 10, 0)
    assert (row["documents"], row["documents_other"]) == (10, 10)
    assert row["difference"] == pytest.approx(row["rate"] - row["rate_other"])
    assert row["low"] <= row["difference"] <= row["high"]
    assert 0 < row["p"] < 0.05
    assert run(*asked, "--side", second, "--side", first, "--json") == 0
    (other,) = json.loads(capsys.readouterr().out)
    assert other["difference"] == pytest.approx(-row["difference"])


def test_groups_are_set_against_the_rest_or_against_one(news, capsys):
    asked = ("compare", news, "--by", "source", "--frame", "security", "--quiet", "--csv")
    assert run(*asked) == 0
    assert len(pd.read_csv(io.StringIO(capsys.readouterr().out))) == 3
    assert run(*asked, "--against", "ب") == 0
    assert set(pd.read_csv(io.StringIO(capsys.readouterr().out))["other"]) == {"ب"}
    assert run("compare", news, "--by", "year", "--against", "2026", "--quiet") == 2
    assert "1 group" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--side", "ب"), "give --side twice"),
        (("--side", "ب", "--side", "ت", "--against", "ث"), "no --against with it"),
        (("--side", "ب", "--side", "ج"), "has no group 'ج'; it has ب, ت, ث"),
        (("--against", "ج"), "there is no group 'ج'"),
    ],
)
def test_a_side_that_is_not_there_is_named(news, capsys, options, reason):
    assert run("compare", news, "--by", "source", *options, "--quiet") == 2
    said = capsys.readouterr().err
    assert reason in said
    assert len(said.strip().splitlines()) == 1


def test_keywords_of_one_group_against_one_other(news, capsys):
    asked = ("keyness", news, "--min-frequency", 1, "--quiet", "--csv")
    assert run(*asked, "--where", "source=ب", "--against", "source=ت") == 0
    one = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert run(*asked, "--where", "month=2026-01", "--against", "month=2026-02") == 0
    assert pd.read_csv(io.StringIO(capsys.readouterr().out)).equals(one)
    assert run(*asked, "--where", "source=ب") == 0
    rest = pd.read_csv(io.StringIO(capsys.readouterr().out))
    both = one.merge(rest, on="item", suffixes=("", "_rest"))
    assert (both["n_reference_rest"] == 2 * both["n_reference"]).all()
    assert run(*asked, "--general", "--against", "source=ت") == 2
    assert "the reference of --where" in capsys.readouterr().err
    assert run(*asked, "--where", "source=ب", "--against", "ت") == 2
    assert "must be of the form COLUMN=VALUE" in capsys.readouterr().err


def test_evidence_and_frames_of_a_month_and_a_tier(news, capsys):
    asked = ("--frame", "cooperation", "--quiet", "--json")
    assert run("evidence", news, "--where", "month=2026-02", *asked) == 0
    assert {row["source"] for row in json.loads(capsys.readouterr().out)} == {"ت"}
    assert run("frames", news, "--tier", "related", *asked) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("frames", news, "--tier", "core", *asked) == 0
    assert len(json.loads(capsys.readouterr().out)) == 20


def test_frames_by_who_speaks(news, capsys):
    asked = ("frame-by-voice", news, "--frame", "cooperation", "--quiet")
    assert run(*asked, "--by", "speaker_name", "--json") == 0
    rows = {row["voice"]: row["n"] for row in json.loads(capsys.readouterr().out)}
    assert rows["الوزير"] == 20
    assert rows["narrator"] == 0
    assert run(*asked, "--by", "speaker_name") == 0
    shown = capsys.readouterr().out
    assert "الوزير" in shown
    assert any(line.split()[:3] == ["narrator", "cooperation", "0"] for line in shown.splitlines()), "few voices: all"


def test_a_lexicon_with_a_frame_of_ones_own_says_which_frames_are_not_scored(news, tmp_path, capsys):
    from analysis import default_lexicon

    own = '\n[frames.sea]\nlabel_en = "Sea"\nlabel_ar = "البحر"\ncore = ["بحر"]\n'
    (tmp_path / "mine.toml").write_text(default_lexicon().path.read_text("utf-8") + own, encoding="utf-8")
    assert run("rates", news, "--lexicon", tmp_path / "mine.toml") == 0
    said = capsys.readouterr()
    assert "not scored, so nobody knows how right: البحر" in said.err
    head, *rows = said.out.splitlines()
    of_security = next(row for row in rows if row.startswith("security"))
    assert of_security.split()[-2:] == ["0.99", "1.00"]
    assert head.split()[-2:] == ["precision", "recall"]
    assert run("rates", news) == 0
    assert "not scored" not in capsys.readouterr().err
