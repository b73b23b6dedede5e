"""The command line: what it prints, what it writes, and how it answers mistakes."""

import io
import json
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest
from in_shell import run

from analysis.cli import compare
from analysis.context.relations import RELATIONS


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    text = "أكد الوزير أهمية التعاون الأمني.\nوأضاف أن مكافحة الإرهاب تتطلب التعاون."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return folder


def test_version(capsys):
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("khitab 0.")


@pytest.mark.parametrize("question", [["--version"], ["--help"], ["rates", "--help"]])
def test_a_question_about_khitab_loads_nothing_that_answers_are_made_with(question):
    code = (
        "import sys\nfrom analysis.cli import main\n"
        f"try:\n    main({question!r})\nexcept SystemExit:\n    pass\n"
        "print('loaded:', *sorted({'matplotlib', 'scipy', 'pandas', 'torch', 'stanza', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *answer, loaded = done.stdout.splitlines()
    assert answer
    assert loaded == "loaded:"


@pytest.mark.parametrize(
    "command",
    [
        ["rates"],
        ["evidence", "--frame", "security"],
        ["concordance", "الأمن"],
        ["keyness", "--where", "doc_id=a", "--against", "doc_id=b"],
        ["check"],
    ],
    ids=lambda command: command[0],
)
def test_what_is_annotated_is_counted_without_what_parses_or_draws(corpus, command):
    (corpus / "b.txt").write_text("زار الوفد المدينة وتحدث عن الأمن.", encoding="utf-8")
    assert run("annotate", corpus, "--quiet") == 0
    name, *options = command
    needless = {"torch", "stanza", "spacy", "matplotlib", "statsmodels", "networkx", "duckdb", "trafilatura", "lxml"}
    needless |= {"scipy"} if name == "check" else set()
    code = (
        "import sys\nfrom analysis.cli import main\n"
        f"try:\n    main({[name, str(corpus), *options]!r})\nexcept SystemExit as done:\n    assert not done.code\n"
        f"print('loaded:', *sorted({needless!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_help_names_the_relations_that_there_are():
    assert ", ".join(relation.name for relation in RELATIONS) == compare._RELATIONS


def test_frames_are_printed_and_written(corpus, tmp_path, capsys):
    out = tmp_path / "hits.csv"
    assert run("frames", corpus, "--quiet", "--frame", "security", "--frame", "terrorism", "--out", out) == 0
    hits = pd.read_csv(out)
    core = hits[hits["tier"] == "core"]
    assert list(core["surface"]) == ["الأمني", "الإرهاب"]
    assert run("rates", corpus, "--quiet", "--frame", "terrorism") == 0
    assert "terrorism" in capsys.readouterr().out


def test_an_event_is_told_by_window_and_by_day(tmp_path, capsys):
    rows = [
        f"{k},2026-03-{1 + k // 4:02},{'عزز الأمن الحدود.' if k >= 40 else 'زار الوزير المدينة.'}" for k in range(80)
    ]
    news = tmp_path / "news.csv"
    news.write_text("id,date,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    out = tmp_path / "event.csv"
    asked = ["event", news, "2026-03-11", "--frame", "security", "--before", 5, "--after", 5, "--quiet"]
    assert run(*asked, "--out", out, "--figure", tmp_path / "event.svg") == 0
    (row,) = pd.read_csv(out).to_dict("records")
    assert (row["n_before"], row["n_after"], row["days_after"]) == (0, 20, 5)
    assert (tmp_path / "event.svg").stat().st_size > 1000
    assert run(*asked, "--days") == 0
    assert "2026-03-06" in capsys.readouterr().out


def test_evidence_as_a_page(corpus, tmp_path):
    out = tmp_path / "evidence.html"
    assert run("evidence", corpus, "--quiet", "--frame", "cooperation", "--out", out) == 0
    page = out.read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert "التعاون" in page


def test_figures_and_their_tables(corpus, tmp_path):
    assert run("figures", corpus, "--quiet", "--labels", "en", "--out", tmp_path / "figures") == 0
    names = {path.name for path in (tmp_path / "figures").iterdir()}
    assert {"rates.svg", "rates.png", "rates.pdf", "rates.csv", "hits.parquet", "evidence.html"} <= names


def test_score_frames_as_json(tmp_path, capsys):
    gold = tmp_path / "gold.jsonl"
    row = {"id": "p", "text": "عزز الأمن أمس.", "hits": [{"frame": "security", "start": 4, "end": 9, "token": "الأمن"}]}
    gold.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert run("score-frames", gold, "--json") == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores == {"frames": {"security": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "n_gold": 1}}}
    assert run("score-frames", gold, "--csv") == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert table.set_index("frame").loc["security", "precision"] == 1
    assert run("score-frames", gold, "--csv", "--json") == 2


@pytest.mark.parametrize(
    ("prepare", "arguments", "message"),
    [
        (lambda f: (f / "a.txt").write_bytes(b""), ["frames", "{}"], "a.txt"),
        (lambda f: (f / "a.txt").write_bytes(b"\x81\x00\xff\xfe\x00\x01"), ["frames", "{}"], "a.txt"),
        (lambda f: (f / "t.csv").write_text("id,title\n1,x\n"), ["frames", "{}/t.csv"], "t.csv"),
        (
            lambda f: (f / "t.csv").write_text("doc_id,text\n1,أمن\n1,سلام\n", encoding="utf-8"),
            ["frames", "{}/t.csv"],
            "'1'",
        ),
        (
            lambda f: (f / "l.toml").write_text("[frames.a\n"),
            ["frames", "{}", "--lexicon", "{}/l.toml"],
            "l.toml: is not valid TOML",
        ),
        (lambda f: None, ["frames", "{}", "--model", "{}/absent"], "absent"),
        (lambda f: None, ["frames", "{}/absent"], "absent"),
        (lambda f: None, ["frames", "{}", "--frame", "war"], "no frame 'war'"),
        (lambda f: None, ["rates", "{}", "--by", "outlet"], "no column 'outlet'"),
        (lambda f: None, ["evaluate-model", "--treebank", "{}/absent.conllu"], "absent.conllu"),
        (lambda f: None, ["keyness", "{}"], "say what to compare with"),
        (lambda f: None, ["keyness", "{}", "--where", "outlet=x"], "news: the documents have no column 'outlet'"),
        (lambda f: None, ["collocates", "{}", "تعاون", "--relation", "foo"], "use one of modifier"),
        (lambda f: None, ["collocates", "{}", "سلام"], "nothing in news is printed سلام"),
        (lambda f: None, ["collocates", "{}", '[key="سلام"]'], 'no word has key="سلام"'),
        (lambda f: None, ["annotate", "{}", "--out", "{}/words.txt"], "end its name in .csv"),
    ],
)
def test_a_mistake_is_one_sentence_and_status_2(corpus, capsys, prepare, arguments, message):
    prepare(corpus)
    before = sorted(corpus.iterdir())
    assert run(*(argument.replace("{}", str(corpus)) for argument in arguments), *_quiet(arguments)) == 2
    said = capsys.readouterr().err.strip()
    assert message in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1
    assert sorted(corpus.iterdir()) == before


def _quiet(arguments):
    return [] if arguments[0] == "evaluate-model" else ["--quiet"]


def test_the_installed_command_runs():
    done = subprocess.run(
        [sys.executable, "-m", "analysis.cli", "--version"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith("khitab")


def test_figures_of_a_corpus_without_hits_are_drawn(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("ذهب الولد إلى المدرسة.", encoding="utf-8")
    assert run("figures", tmp_path / "a.txt", "--quiet", "--out", tmp_path / "out") == 0
    assert {"rates.svg", "rates.csv", "hits.csv"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert not (tmp_path / "out" / "cooccurrence.svg").exists()


def test_a_folder_that_cannot_be_made_is_named(corpus, capsys):
    assert run("figures", corpus, "--quiet", "--out", corpus / "a.txt") == 2
    assert "a.txt: this folder cannot be made" in capsys.readouterr().err


def test_a_folder_in_the_place_of_the_output_is_named_and_nothing_is_left_behind(corpus, tmp_path, capsys):
    (tmp_path / "hits.csv").mkdir()
    assert run("frames", corpus, "--quiet", "--out", tmp_path / "hits.csv") == 2
    assert "hits.csv: the file cannot be written" in capsys.readouterr().err
    assert not [*tmp_path.glob(".hits*"), *tmp_path.glob(".writing-*")]


def test_a_concordance_takes_words_as_they_are_printed(corpus, capsys):
    for query, printed in (
        ("أهمّية", "أهمية"),
        ("التعاون الأمني", "التعاون الأمني"),
        ('"مكافحة الارهاب"', "مكافحة الإرهاب"),
    ):
        assert run("concordance", corpus, query, "--quiet") == 0
        assert printed in capsys.readouterr().out
    assert run("concordance", corpus, "[lema='تعاون']", "--quiet") == 2
    assert "such as head.lemma." in capsys.readouterr().err


def test_a_concordance_of_no_match_says_so_and_keeps_its_columns(corpus, tmp_path, capsys):
    assert run("concordance", corpus, "زرافة", "--quiet") == 0
    said = capsys.readouterr()
    assert "(no rows)" in said.out
    assert "nothing in news is printed زرافة" in said.err
    for name, query in (("none", "زرافة"), ("some", "أهمية")):
        assert run("concordance", corpus, query, "--quiet", "--out", tmp_path / f"{name}.csv") == 0
    none, some = (pd.read_csv(tmp_path / f"{name}.csv") for name in ("none", "some"))
    assert (len(none), len(some) > 0) == (0, True)
    assert list(none.columns) == list(some.columns)


def test_collocates_are_shown_in_few_columns_and_written_in_all(corpus, tmp_path, capsys):
    asked = ["collocates", corpus, '[form=".*تعاون"]', "--quiet"]
    assert run(*asked, "--min-frequency", 1) == 0
    shown = capsys.readouterr()
    assert shown.out.split()[:10] == [
        "node", "spelling", "printed", "n", "n_collocate",
        "expected", "log_dice", "log_likelihood", "p_adjusted", "documents",
    ]  # fmt: skip
    assert "columns; --csv or --out writes all" in shown.err
    assert run(*asked, "--min-frequency", 1, "--out", tmp_path / "c.csv") == 0
    assert {"mi", "note"} <= set(pd.read_csv(tmp_path / "c.csv").columns)
    capsys.readouterr()
    assert run(*asked, "--min-frequency", 9) == 0
    assert "occurs 2 times; nothing reaches --min-frequency 9" in capsys.readouterr().err


def test_tables_are_printed_for_programs_too(corpus, tmp_path, capsys):
    assert run("concordance", corpus, "التعاون", "--quiet", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["keyword"] for row in rows] == ["التعاون", "التعاون"]
    assert run("frames", corpus, "--quiet", "--csv") == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert {"doc_id", "surface", "start"} <= set(table.columns)
    for wrong in (["--json", "--csv"], ["--json", "--out", tmp_path / "x.csv"]):
        assert run("frames", corpus, "--quiet", *wrong) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_words_and_phrases_are_dispersed_sketched_and_compared(corpus, capsys):
    (corpus / "b.txt").write_text("قال الوزير إن السلام قريب.", encoding="utf-8")
    assert run("dispersion", corpus, "التعاون", "مكافحة الإرهاب", "زرافة", "--quiet", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["n"] for row in rows] == [2, 1, 0]
    assert "nothing in news is printed زرافة" in rows[2]["note"]
    assert run("word-sketch", corpus, "التعاون", "--min-frequency", 1, "--quiet") == 0
    assert "modifier" in capsys.readouterr().out
    asked = ["keyness", corpus, "--where", "doc_id=a", "--quiet", "--json"]
    assert run(*asked, "--item", "مكافحة الإرهاب", "--item", "السلام") == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["item"]: (row["n_target"], row["n_reference"]) for row in rows} == {
        "مكافحة الإرهاب": (1, 0),
        "السلام": (0, 1),
    }
    assert run(*asked, "--min-frequency", 1, "--stop", "function", "--stop", "قال", "--pos", "NOUN", "--no-names") == 0
    items = {row["item"] for row in json.loads(capsys.readouterr().out)}
    assert "تعاون" in items
    assert not {"قال", "ان"} & items


def test_keyness_is_shown_rounded(corpus, capsys):
    (corpus / "b.txt").write_text("قال الوزير إن السلام قريب.", encoding="utf-8")
    assert run("keyness", corpus, "--where", "doc_id=a", "--min-frequency", 1, "--quiet") == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert len(header.split()) == 9
    assert rows
    assert not any("e-0" in row for row in rows)


def test_codings_that_list_marks_only_are_told_of_unless_all_was_read(corpus, tmp_path, capsys):
    text = (corpus / "a.txt").read_text(encoding="utf-8")
    start = text.index("التعاون")
    for coder in ("s", "m"):
        row = f"a,0,{start},{start + 7},التعاون,cooperation,{coder}\n"
        header = "doc_id,paragraph,start,end,token,frame,coder\n"
        (tmp_path / f"{coder}.csv").write_text(header + row, encoding="utf-8")
    asked = ["agreement", corpus, tmp_path / "s.csv", tmp_path / "m.csv"]
    assert run(*asked) == 0
    assert "add --complete if every paragraph was read" in capsys.readouterr().err
    assert run(*asked, "--complete") == 0
    assert "--complete" not in capsys.readouterr().err


def test_voices_actors_and_grammar_are_sampled_and_scored(tmp_path, capsys):
    corpus = tmp_path / "texts.csv"
    rows = "".join(f"d{i},قال الوزير إن التعاون مستمر مع الشرطة.\n" for i in range(10))
    corpus.write_text(f"id,text\n{rows}", encoding="utf-8")
    for what in ("voices", "actors", "grammar"):
        sheet, sample = tmp_path / f"{what}-س.csv", tmp_path / f"{what}-sample.csv"
        drawn = ("--n", 10, "--what", what, "--sheet", sheet, "--out", sample, "--quiet")
        assert run("sample", corpus, *drawn) == 0
        filled = pd.read_csv(sheet, dtype="str", keep_default_na=False)
        right = ["0" if finding == "missed" else "yes" for finding in filled["finding"]]
        filled.assign(right=right).to_csv(sheet, index=False)
        capsys.readouterr()
        assert run("score", corpus, sheet, "--sample", sample, "--what", what, "--json", "--quiet") == 0
        scores = {row["frame"]: row for row in json.loads(capsys.readouterr().out)}
        label = {"voices": "voice", "actors": "actor", "grammar": "hit"}[what]
        assert (scores[label]["n_coded"], scores[label]["precision"]) == (scores[label]["n_found"], 1)
    assert run("score", corpus, sheet, "--sample", sample, "--what", "grammar", "--shares", "--quiet") == 0
    assert "negated" in capsys.readouterr().out
    assert run("score", corpus, sheet, "--sample", sample, "--what", "actors", "--shares") == 2


def test_words_are_exported_and_an_export_stands_for_the_corpus(corpus, tmp_path, capsys):
    conllu, vertical = tmp_path / "x.conllu", tmp_path / "x.vert"
    assert run("export", corpus, "--conllu", conllu, "--vertical", vertical, "--quiet") == 0
    counted = []
    for given in (corpus, conllu, vertical):
        capsys.readouterr()
        assert run("rates", given, "--quiet", "--json") == 0
        counted.append([(row["frame"], row["n"]) for row in json.loads(capsys.readouterr().out)])
    assert counted[0] == counted[1] == counted[2]
    assert sum(n for _, n in counted[0]) > 1
    assert run("rates", conllu, "--model", "bundled") == 2
    assert "its words are annotated already" in capsys.readouterr().err
    assert run("export", corpus, "--quiet") == 2
    assert "give --conllu FILE or --vertical FILE" in capsys.readouterr().err


def test_keyness_and_workbooks_take_clusters(corpus, tmp_path):
    (corpus / "b.txt").write_text("قال الوزير إن السلام قريب.", encoding="utf-8")
    asked = ["keyness", corpus, "--where", "doc_id=a", "--min-frequency", 1, "--quiet", "--out", tmp_path / "k.xlsx"]
    assert run(*asked, "--duplicates", "cluster", "--clusters", "cluster") == 0
    assert openpyxl.load_workbook(tmp_path / "k.xlsx").active.sheet_view.rightToLeft
    assert run(*asked, "--clusters", "author") == 2


@pytest.fixture
def table(tmp_path):
    """Twelve articles in a table whose columns have Arabic names."""
    rows = [f"{'الأفق' if i % 2 else 'المدى'},2026-03-{i + 1:02},خبر,{_ARTICLE},https://x.org/{i}" for i in range(12)]
    path = tmp_path / "news.csv"
    path.write_text("\n".join(["الصحيفة,تاريخ النشر,العنوان,النص,الرابط", *rows]), encoding="utf-8")
    return path


_ARTICLE = "أكد الوزير أهمية الأمن. وأضاف أن مكافحة الإرهاب تتطلب التعاون."


def test_columns_and_frames_are_known_by_the_names_that_scholars_give_them(table, capsys):
    counted = {}
    for column in ("source", "الصحيفة"):
        assert run("rates", table, "--by", column, "-f", "الأمن", "--quiet", "--json") == 0
        rows = json.loads(capsys.readouterr().out)
        assert {row["frame"] for row in rows} == {"security"}
        counted[column] = {row[column]: row["n"] for row in rows}
    assert counted["source"] == counted["الصحيفة"] == {"الأفق": 6, "المدى": 6}
    assert run("evidence", table, "-f", "الإرهاب", "--where", "الصحيفة=الأفق", "--quiet", "--json") == 0
    assert {row["source"] for row in json.loads(capsys.readouterr().out)} == {"الأفق"}
    assert run("rates", table, "-f", "الحرب", "--quiet") == 2
    assert "security (الأمن)" in capsys.readouterr().err


def test_what_is_printed_elsewhere_than_in_a_terminal_has_no_marks_and_marks_typed_are_ignored(table, capsys):
    assert run("evidence", table, "-f", "security", "--quiet") == 0
    assert not {*"\u200e\u200f"} & {*capsys.readouterr().out}
    asked = ["evidence", table, "-f", "\u200esecurity", "--where", "doc_id=\u200enews-3\u200e"]
    assert run(*asked, "--quiet", "--json") == 0
    assert {row["doc_id"] for row in json.loads(capsys.readouterr().out)} == {"news-3"}


def test_rates_are_corrected_by_a_sheet_of_all_frames(table, tmp_path, capsys):
    sheet, drawn = tmp_path / "sheet-س.xlsx", tmp_path / "sample.csv"
    assert run("sample", table, "--n", 12, "--sheet", sheet, "--out", drawn, "--quiet") == 0
    book = openpyxl.load_workbook(sheet)
    assert book.sheetnames == ["تعليمات", "coding"]
    page = book["coding"]
    head = [cell.value for cell in page[1]]
    assert len([name for name in head if name.endswith("]")]) == 9
    for row in range(2, page.max_row + 1):
        page.cell(row, head.index("الأمن [security]") + 1).value = "الأمن"
    book.save(sheet)
    capsys.readouterr()
    asked = ["score", table, sheet, "--sample", drawn, "--quiet", "--json"]
    assert run(*asked, "--corrected", "-f", "security") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["frame"], row["n"], row["coded"]) == ("security", 12, 12)
    assert "precision" not in row
    assert run(*asked, "--by", "source") == 2
    assert "add --corrected" in capsys.readouterr().err
    written = tmp_path / "methods.txt"
    for more, said in (((), "Intervals of the rates"), (("--corrected",), "rates were not corrected")):
        assert run(*asked[:-1], "--methods", "-f", "security", "--labels", "en", "--out", written, *more) == 0
        text = written.read_text("utf-8")
        assert "precision 1.00" in text
        assert said in text
    assert run(*asked[:-1], "--methods", "-f", "security") == 0
    assert "الاستدعاء" in capsys.readouterr().out
    assert run(*asked[:-1], "--methods", "--terms") == 2


def test_a_list_of_keywords_that_is_empty_says_why(corpus, capsys):
    assert run("keyness", corpus, "--general") == 0
    assert "no word that was asked for reaches --min-frequency 5" in capsys.readouterr().err


def test_a_sentence_with_several_hits_is_drawn_once_and_days_have_no_hours(tmp_path, capsys):
    rows = [f"{i},2026-03-{i + 1:02},عاد الأمن إلى الحدود وعم الأمن البلاد." for i in range(4)]
    (tmp_path / "t.csv").write_text("\n".join(["id,date,text", *rows]), encoding="utf-8")
    asked = ["evidence", tmp_path / "t.csv", "-f", "security", "--limit", 4, "--quiet"]
    assert run(*asked, "--json") == 0
    drawn = json.loads(capsys.readouterr().out)
    assert sorted(row["doc_id"] for row in drawn) == ["0", "1", "2", "3"]
    assert run(*asked) == 0
    shown = capsys.readouterr().out
    assert "2026-03-01" in shown
    assert "00:00" not in shown
