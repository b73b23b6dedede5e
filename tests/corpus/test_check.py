"""One page on a corpus before an hour is spent on it."""

import json

import pytest
from corpus.articles.exports import labelled
from corpus.test_formats import pdf

from analysis.cli import main
from analysis.corpus import check_corpus, read_corpus

REPORT = (
    "أعلنت وزارة النقل أمس افتتاح الطريق الجديد بين المدينتين بعد أعمال دامت ثلاث سنوات وخدمت عشرين قرية من قرى الوادي."
)
ROWS = [
    ("a", REPORT, "البيان", "2025-01-01"),
    ("b", REPORT, "البيان", "2025-01-02"),
    ("c", "عزز <b>الأمن</b> &amp; التعاون", "البيان", "2025-01-03"),
    ("d", "The minister said that the talks were held in the capital.", "الأنواء", "2025-01-06"),
    ("e", " ", "الأنواء", "2025-01-06"),
    ("f", "عاد الوفد أمس إلى المدينة بعد زيارة دامت يومين", "الأنواء", "03/04/2025"),
    ("g", "االتفاق على االرهاب واألمن", "الأنواء", "2025-01-07"),
]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,text,source,date\n" + "".join(",".join(row) + "\n" for row in ROWS))
    return path


def run(*arguments):
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return stopped.value.code or 0


def test_a_page_of_a_pdf_without_text_is_a_note_and_no_row(tmp_path):
    (tmp_path / "r.pdf").write_bytes(pdf("The first page.", ""))
    found = check_corpus(tmp_path)
    assert any("page 2 of 2 has no text" in note for note in found.notes)
    assert "no-text" not in set(found.findings["kind"])


def test_a_page_names_what_is_there_and_what_mends_it(table):
    found = check_corpus(table)
    summary = found.summary
    assert (summary["documents"], summary["groups"], summary["languages"]) == (6, 2, {"Arabic": 5, "English": 1})
    assert summary["dates"] == "2025-01-01 to 2025-01-07, no document on 2 days (2025-01-04 to 2025-01-05)"
    findings = found.findings.set_index("finding")
    assert findings.loc["copies of an earlier document (1 word for word)", "documents"] == 1
    assert findings.loc["not in Arabic", "first"] == "d"
    assert findings.loc["documents without a date", ["documents", "first"]].tolist() == [1, "f"]
    assert any("1 of 7 rows has no text" in finding for finding in findings.index)
    mends = set(findings["mend"])
    assert {'repair="markup"', 'repair="pdf-letters"'} <= mends
    assert found.by_group.set_index("group").loc["البيان", ["documents", "copies", "markup"]].tolist() == [3, 1, 1]
    assert not found.sound
    page = str(found)
    assert all(word in page for word in ("البيان", 'repair="markup"', "1 of 7 dates names no day", "first in d"))
    assert "<table" in found._repr_html_()


def test_a_path_and_the_corpus_read_from_it_are_found_the_same(table):
    one, other = check_corpus(table), check_corpus(read_corpus(table))
    assert one.summary == other.summary
    assert one.findings.equals(other.findings)
    assert one.by_group.equals(other.by_group)


def test_the_command_prints_a_page_or_json_and_its_status_tells(table, tmp_path, capsys):
    assert run("check", table) == 1
    assert "corpus:                 t" in capsys.readouterr().out
    assert run("check", table, "--json", "-o", tmp_path / "f.csv") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["summary"]["documents"], told["sound"]) == (6, False)
    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbffinding")
    (tmp_path / "sound.csv").write_text(f"id,text,date\n1,{REPORT},2025-01-01\n")
    assert run("check", tmp_path / "sound.csv") == 0
    assert run("check", tmp_path / "nowhere.csv") == 2


def test_articles_of_an_export_are_asked_for_on_the_command_line(tmp_path, capsys):
    path = tmp_path / "export.txt"
    path.write_text(labelled())
    asked = {"": 1, "lines": 3, "^={5,}$": 3, "keep": 1}
    for given, documents in asked.items():
        assert run("check", path, "--json", *(("--articles", given) if given else ())) in (0, 1)
        assert json.loads(capsys.readouterr().out)["summary"]["documents"] == documents
    assert run("check", path, "--articles", "line") == 2
    assert "--articles line is unknown" in capsys.readouterr().err


def test_a_run_over_a_bad_file_goes_on_and_lists_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("KHITAB_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("أكد الوزير أهمية التعاون الأمني.")
    (folder / "b.txt").write_bytes(b"%PDF-1.4")
    assert run("frames", folder, "--out", tmp_path / "out" / "hits.csv") == 3
    assert "تعاون" in (tmp_path / "out" / "hits.csv").read_text()
    listed = (tmp_path / "out" / "skipped.csv").read_text(encoding="utf-8-sig")
    assert listed.startswith("file,reason\nb.txt,")
    assert "1 file could not be read and is left out" in capsys.readouterr().err
    assert run("annotate", folder, "--into", tmp_path / "stored", "--workers", "1", "-q") == 3
    assert (tmp_path / "skipped.csv").exists()


def test_days_that_a_source_lacks_are_told_where_another_has_them(tmp_path):
    rows = [f"{name}{day},{REPORT} {name} {day},{name},2025-01-{day:02}" for name in "أب" for day in range(1, 11)]
    kept = [row for row in rows if row.split(",")[0] not in ("أ3", "أ4")]
    (tmp_path / "t.csv").write_text("\n".join(["id,text,source,date", *kept]))
    found = check_corpus(tmp_path / "t.csv")
    assert "no document on" not in str(found.summary["dates"])
    told = "days without a document of a source, between its first and its last: أ 2"
    assert told in found.findings["finding"].tolist()
