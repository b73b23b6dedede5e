"""The folder of a study: what is in it, its report, and its notebook on other corpora."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import annotate_into
from analysis.errors import KhitabError
from analysis.lexicon import default_lexicon, read_lexicon
from analysis.reporting import new_study
from analysis.site.notebook_page import build_page

TEXT = "أكد الوزير أهمية التعاون الأمني.\nوأضاف أن مكافحة الإرهاب تتطلب التعاون."
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def news(tmp_path):
    rows = "".join(f'd{n},"{TEXT}",{"الأفق" if n % 2 else "المدى"},2024-0{n % 3 + 1}-05\n' for n in range(9))
    path = tmp_path / "my news.csv"
    path.write_text("doc_id,text,source,date\n" + rows, encoding="utf-8")
    return path


def parameters(study: Path) -> str:
    notebook = json.loads((study / "notebooks" / "frames.ipynb").read_text("utf-8"))
    (cell,) = [cell for cell in notebook["cells"] if cell["metadata"].get("tags") == ["parameters"]]
    return "".join(cell["source"])


def test_a_study_has_its_corpus_its_lexicon_and_names_of_its_own(tmp_path, news):
    study = new_study(tmp_path / "my study", corpus=news, labels="en")
    assert (study / "corpus" / "my news.csv").read_bytes() == news.read_bytes()
    assert read_lexicon(study / "lexicon.toml").hash == default_lexicon().hash
    assert read_lexicon(study / "lexicon.toml").accuracy == default_lexicon().accuracy
    given: dict[str, object] = {}
    exec(parameters(study), given)
    assert (given["corpus"], given["by"], given["over"]) == ("../corpus/my news.csv", "source", "month")
    assert given["labels"] == "en"
    codebook = (study / "codebook.md").read_text("utf-8")
    assert all(f"`{frame}`" in codebook for frame in default_lexicon().frame_ids)
    for name in ("Makefile", "README.md", "codebook.md"):
        text = (study / name).read_text("utf-8")
        assert not {"{name}", "{corpus}", "{options}", "{frames}", "{python}", "{labels}"} & {
            word.strip("`,.") for word in text.split()
        }


def test_the_codebook_rules_on_bodies_as_the_lexicon_does_and_names_no_term_twice(tmp_path):
    codebook = (new_study(tmp_path / "study") / "codebook.md").read_text("utf-8")
    rule = codebook[codebook.index("2. Names of bodies") : codebook.index("3. ")]
    assert all(body in rule for body in ("مجلس الأمن", "الأمن العام", "مديرية الأمن", "وزارة الدفاع"))
    assert "تعاون (فعل)" in codebook
    for line in codebook.splitlines():
        if line.startswith("- Mark: "):
            terms = line.removeprefix("- Mark: ").removesuffix(" …").split("، ")
            assert len(terms) == len(set(terms)), line


def test_the_readme_scores_the_sheet_that_it_has_drawn(tmp_path):
    lines = (new_study(tmp_path / "study") / "README.md").read_text("utf-8").splitlines()
    (drawn,) = [line for line in lines if line.startswith("khitab sample")]
    (scored,) = [line for line in lines if line.startswith("khitab score")]
    assert re.search(r"--sheet (\S+)", drawn)[1] in scored.split()


def test_what_is_there_is_not_overwritten_and_what_is_not_there_is_named(tmp_path, news):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x")
    with pytest.raises(KhitabError, match="is there and holds something"):
        new_study(tmp_path / "full")
    with pytest.raises(KhitabError, match="no column 'author'"):
        new_study(tmp_path / "s", corpus=news, by="author")
    assert not (tmp_path / "s").exists()
    assert new_study(tmp_path / "empty").joinpath("corpus").is_dir()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="needs make, which is not installed")
def test_make_report_runs_in_a_new_study(tmp_path, news):
    study = new_study(tmp_path / "study", corpus=news, by="source", labels="en")
    given = {"PYTHONPATH": str(PROJECT), "PATH": str(tmp_path), "KHITAB_CACHE": str(tmp_path / "cache")}
    environment = given | {name: os.environ[name] for name in os.environ if name.endswith("_THREADS")}
    command = [shutil.which("make"), "report", f"PYTHON={sys.executable}"]
    done = subprocess.run(command, cwd=study, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no Chromium browser was found" in done.stderr
    html = (study / "report" / "index.html").read_text("utf-8")
    assert "khitab report &#x27;corpus/my news.csv&#x27; --lexicon lexicon.toml" in html


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["a folder of annotations", "one text", "a table with names of its own"])
def test_the_notebook_follows_the_corpus_that_it_is_given(tmp_path, news, kind, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    corpus = tmp_path / ("only.txt" if kind == "one text" else "words")
    if kind == "one text":
        corpus.write_text("ذهب الولد إلى المدرسة.", encoding="utf-8")
    elif kind == "a table with names of its own":
        corpus = tmp_path / "table.csv"
        corpus.write_text(news.read_text("utf-8").replace("source", "الصحيفة", 1), encoding="utf-8")
    else:
        annotate_into(news, corpus, workers=1)
    by = "الصحيفة" if kind == "a table with names of its own" else None
    study = new_study(tmp_path / "deep" / "study", corpus=corpus, by=by)
    build = study / "build"
    html = build_page(study / "notebooks" / "frames.ipynb", build).read_text("utf-8")
    page = re.sub(r'<details class="code">.*?</details>', "", html, flags=re.DOTALL)
    written = {path.name for path in (build / "tables").glob("*.csv")}
    if kind == "one text":
        assert "Nothing is compared" in page
        assert "There is no course of time" in page
        assert "so there is nothing to read" in page
        assert written == {"frames_rates.csv", "frames_hits.csv"}
    else:
        if by is None:
            assert not (study / "corpus").exists(), "annotations stay where they are"
            assert "CORPUS := ../../words" in (study / "Makefile").read_text("utf-8")
        assert "9 documents" in page
        assert re.search(r"Groups by\s+(<code>)?(source|الصحيفة)(</code>)?: 2", page)
        assert "Nothing is compared" not in page
        assert {"frames_groups.csv", "frames_differences.csv", "frames_periods.csv"} <= written
