"""Every number of a report is that of a table, and every link shows as many passages as it says."""

import itertools
import json
import re
import tomllib
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from made import made_annotations
from made_reports import CORPORA, ENGLISH, SAID, SECURITY, Page, Written

import analysis.reporting
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from analysis.plots.tables import read_saved
from analysis.rendering.labels import counted
from analysis.reporting import pdf, report
from analysis.reporting.page import FILTER_POLICY
from analysis.reporting.passages import MOST, drawn

LANGUAGES = ("en", "ar")
ARAB = str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬")
STORE = tomllib.loads((Path(analysis.reporting.__file__).parent / "prose.toml").read_text("utf-8"))
SENTENCES = [(section, name) for section in STORE for name in STORE[section]]


@pytest.mark.parametrize(("section", "name"), SENTENCES)
def test_every_sentence_is_there_in_both_languages_with_the_same_gaps_and_no_digits(section, name):
    pair = STORE[section][name]
    assert sorted(pair) == ["ar", "en"]
    gaps = [sorted(re.findall(r"\{(\w+)\}", pair[language])) for language in LANGUAGES]
    assert set(gaps[0]) == set(gaps[1])
    for said in pair.values():
        assert not re.search(r"\d", re.sub(r"<cite>.*?</cite>", "", said)), said


def shown_as(value, form: str, noun: str, labels: str) -> str:
    """How a cell is to be shown, written anew."""
    if pd.isna(value) or value == "":
        return "–"
    if noun:
        return counted(int(value), noun, labels)
    if form == "date":
        return str(value)[:10]
    number = float(value)
    if form == "p":
        return "< 0.001" if number < 0.001 else f"{number:.3f}" if number < 0.1 else f"{number:.2f}"
    if form == "share":
        return f"{number * 100:.1f}"
    return f"{number:.2f}".replace("-", "−") if form in ("rate", "measure") else f"{int(number):,}"


@pytest.mark.parametrize("labels", LANGUAGES)
@pytest.mark.parametrize("name", CORPORA)
def test_every_number_is_that_of_its_cell(written, name, labels):
    made = written(name, labels)
    assert len(made.index.data) >= (3 if name == "English text" else 60)
    for datum in made.index.data:
        cell = made.tables[datum.table][datum.column].iloc[datum.row]
        assert datum.text == shown_as(cell, datum.form, datum.noun, labels), datum
        if datum.value and datum.form != "date":
            assert float(datum.value) == pytest.approx(float(cell), rel=1e-9), datum


def test_arabic_digits_by_one_switch_on_every_page_and_figure(tmp_path):
    report(CORPORA["eight sources"](), tmp_path / "r", numerals="arab", pdf=False, progress=False)
    made = Written(tmp_path / "r")
    assert "٨ مصادر" in made.index.text
    assert "%" not in made.index.text
    samples = re.findall('<bdi class="name" lang="ar">(.*?)</bdi>', (made.folder / "index.html").read_text("utf-8"))
    assert samples
    assert not re.search("[0-9]", "".join(samples)), "on what the lexicon was measured"
    for datum in made.index.data:
        assert not re.search(r"[0-9,.]", datum.text), datum
        if datum.value and datum.form in ("count", "rate") and not datum.noun and datum.text != "–":
            read = float(datum.text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩٫−", "0123456789.-", "٬")))
            assert read == pytest.approx(float(datum.value), abs=0.00501 if datum.form == "rate" else 0)
    figures = sorted((made.folder / "figures").glob("*.svg"))
    assert [figure.stem for figure in figures] == ["rates", "rates_by_month", "rates_by_source"]
    for figure in figures:  # each mark is a link that says its number, to so many passages
        links = re.findall(r'<a xlink:href="../(passages/[^"]+)" aria-label="([^"]+)"', figure.read_text("utf-8"))
        assert len(links) >= 4
        for href, said in links:
            assert not re.search("[0-9]", re.sub("صحيفة [0-9]", "", said)), said
            number = len(made.behind(unescape(href)))
            assert number == MOST or counted(number, "hit", "ar").translate(ARAB) in said, (href, said)
    for page in made.folder.rglob("*.html"):
        assert '<html dir="rtl" lang="ar" data-numerals="arab">' in page.read_text("utf-8")
    assert "counter(page, arabic-indic)" in (made.folder / "assets" / "report.css").read_text("utf-8")


@pytest.mark.parametrize("labels", LANGUAGES)
@pytest.mark.parametrize("name", CORPORA)
def test_no_number_of_the_prose_stands_outside_a_table(written, name, labels):
    said = written(name, labels).index.prose
    assert len(said) > 3
    for sentence in said:
        assert not re.search(r"[0-9٠-٩]", sentence), sentence


@pytest.mark.parametrize("labels", LANGUAGES)
@pytest.mark.parametrize("name", CORPORA)
def test_every_number_opens_into_as_many_passages_as_it_says(written, name, labels):
    made = written(name, labels)
    opened = list(made.opened())
    assert len(opened) > 15 or name == "English text"
    for datum in opened:
        number, shown = int(float(datum.value)), len(made.behind(datum.href))
        assert min(number, MOST) <= shown <= number, datum
    for place in {*made.index.links, *(f"passages/{link}" for page in made.pages.values() for link in page.links)}:
        if not place.startswith(("#", "passages/#", "http", "passages/http")):
            target = (made.folder / place.partition("#")[0]).resolve()
            assert target.is_file(), place


@pytest.mark.parametrize("name", CORPORA)
def test_what_no_other_table_holds_is_counted_right(written, name):
    made = written(name)
    tables, facts = made.tables, made.tables["summary"].set_index("name")["value"]
    documents = CORPORA[name]().documents
    assert int(facts["documents"]) == len(documents) == tables["corpus"]["documents"].sum()
    assert int(facts["words"]) == documents["n_words"].sum() == tables["corpus"]["words"].sum()
    assert int(facts["undated"]) == documents["date"].isna().sum()
    for table in ("differences", "changes", "period differences"):
        if table in tables:
            p = tables[table]["p_adjusted"].dropna()
            assert int(facts[f"{table} tested"]) == len(p)
            assert int(facts[f"{table} supported"]) == (p <= 0.05).sum()
    if "attributions" in tables:
        assert int(facts["attributions"]) == len(tables["attributions"])
        given = tables["voices"].query("kind != 'narrator'")["words"].sum()
        assert int(facts["attributed words"]) == given
        assert float(facts["attributed share"]) == pytest.approx(given / documents["n_words"].sum())
        assert tables["voices"]["words"].sum() == documents["n_words"].sum()
        assert int(facts["excluded"]) == len(tables["excluded"])


def prose_of(made: Written) -> str:
    return made.index.text


def test_one_article_has_no_intervals_and_is_compared_with_nothing(written):
    made = written("one article")
    said = prose_of(made)
    assert "It describes this text alone, and compares it with no other." in said
    assert "There are no intervals" in said
    assert "The rates hold the lexicon’s own errors" in said
    assert "The intervals do not hold" not in said
    assert "One text says nothing about others" in said
    assert not {"groups", "periods", "keywords"} & set(headings_of(made))
    assert not {"groups", "differences", "periods", "keywords"} & set(made.tables)
    assert made.tables["rates"]["low"].isna().all()
    assert "interval is how" not in said


@pytest.mark.parametrize("labels", ["ar", "en"])
def test_a_key_shows_the_colours_of_attributions(written, labels):
    made = written("eight sources", labels)
    html = (made.folder / "passages" / "voices.html").read_text("utf-8")
    key = re.search(r"<p>[^<]*(<mark.*?)</p>", html)[1]
    colours = set(re.findall(r"inset 0 -2px (#\w{6})", key))
    assert len(colours) == 3
    assert colours == set(re.findall(r"inset 0 -2px (#\w{6})", html.partition(key)[2]))


def test_recall_has_one_arabic_name():
    top = Path(analysis.reporting.__file__).parents[1]
    files = [top / "reporting/prose.toml", top / "rendering/phrases.toml", top / "validation/methods.py"]
    assert not [path.name for path in files if "ستيعاب" in path.read_text("utf-8")]


def test_workbooks_name_the_frames_in_the_language_of_the_report(written):
    made = written("eight sources", "ar")
    table = read_saved(made.folder / "tables" / "groups.xlsx")
    assert dict(zip(table["frame"], table["frame_label"], strict=True))["security"] == "الأمن"
    assert "frame_label" not in made.tables["groups"]


def headings_of(made):
    """The ids of the sections."""
    return re.findall(r'<section id="(\w+)"', (made.folder / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("labels", ["ar", "en"])
@pytest.mark.parametrize("name", CORPORA)
def test_no_section_is_empty_and_no_sentence_stands_twice(written, name, labels):
    made = written(name, labels)
    html = (made.folder / "index.html").read_text("utf-8")
    for body in re.findall(r"<section id=.*?</h2>(.*?)</section>", html, flags=re.S):
        assert re.sub(r"<[^>]+>|\s", "", body)
    prose = [
        " ".join(re.sub(r"<[^>]+>", "", p).split()) for p in re.findall(r'<p class="prose">(.*?)</p>', html, flags=re.S)
    ]
    assert len(prose) == len(set(prose))


def test_two_months_of_one_source_are_compared_and_make_no_course(written):
    made = written("two months")
    said = prose_of(made)
    assert said.count("All documents are of one group") == 1
    assert "keywords" not in headings_of(made)
    assert "Two periods can be compared; they do not make a course." in said
    differences = made.tables["period differences"]
    sure = differences[differences["p_adjusted"] <= 0.05]
    assert {"security", "terrorism"} <= set(sure["frame"])
    for word, rows in (("less", sure[sure["difference"] < 0]), ("more", sure[sure["difference"] > 0])):
        assert said.count(f"is {word} frequent in 2024-01 than in 2024-02") == len(rows)
    assert "changes" not in made.tables
    assert "groups" not in made.tables


def test_without_dates_there_is_no_course(written):
    made = written("no dates")
    said = prose_of(made)
    assert "No text has a known date." in said
    assert "No document has a known date" in said
    assert "periods" not in made.tables
    assert "The two groups were compared" in said
    assert "2 sources" in said


def test_eight_sources_are_set_apart_and_the_one_that_writes_otherwise_is_found(written):
    made = written("eight sources")
    said = prose_of(made)
    assert "8 sources" in said
    sure = made.tables["differences"].query("p_adjusted <= 0.05")
    assert ("صحيفة 4", "security") in set(zip(sure["group"], sure["frame"], strict=True))
    assert "unknown" not in set(made.tables["groups"]["source"])
    words = made.tables["keywords"].query("group == 'صحيفة 4'")
    assert words["spelling"].iloc[0] == "المناخ"
    assert (made.tables["keywords"]["lrc"] > 0).all()
    tested = made.tables["keywords"]["p_documents_adjusted"].dropna()
    if tested.empty:
        assert "documents, which are too few to be tested" in said
    else:
        supported = int((tested <= 0.05).sum())
        assert f"a test over documents supports {supported} of the {len(tested)} as well" in said
    assert "left out of the comparison: 2 documents" in said
    assert "Without a known date: 1 document" in said
    headings = made.pages["frame-security.html"].headings
    assert [h.split(" (")[0] for h in headings[1:]] == [*(f"صحيفة {k}" for k in range(1, 9)), "source not named"]


def test_english_text_is_not_counted(written):
    made = written("English text")
    said = prose_of(made)
    assert "no text of the corpus is in Arabic (3 documents)" in said
    assert "one of grammar" not in said
    assert "do not meet" not in said
    assert "accuracy" not in made.tables
    assert not made.pages
    assert {"rates", "hits", "voices"} & set(made.tables) == set()
    assert "Documents that are not in Arabic: 3 documents." in said


def test_the_arabic_edition_is_arabic(written):
    for name in CORPORA:
        made = written(name, "ar")
        html = (made.folder / "index.html").read_text("utf-8")
        assert '<html dir="rtl" lang="ar">' in html
        for sentence in made.index.prose:
            plain = re.sub(r"\bp\b|PDF|CSV|Excel|JavaScript|HTML|Markdown|source|date|%", "", sentence)
            assert not re.search(r"[A-Za-z]{2,}", plain), sentence


def test_the_methods_paragraph_states_the_provenance(written):
    for name in ("one article", "eight sources"):
        made = written(name)
        known = json.loads((made.folder / "tables" / "rates.provenance.json").read_text("utf-8"))
        quoted = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", (made.folder / "index.html").read_text("utf-8"))[1]
        for value in (f"{known['documents']:,}", f"{known['words']:,}", known["lexicon_hash"][:8], known["version"]):
            assert str(value) in quoted


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_names_and_texts_that_look_like_html_are_shown_and_never_run(tmp_path):
    known = {
        f"d{number}": {"source": HOSTILE if number % 2 else "=1+1", "title": HOSTILE, "url": "javascript:alert(1)"}
        for number in range(6)
    }
    lines = f"{SAID}\n{SECURITY} <script>alert(3)/X/dep/1"
    made = made_annotations({f"d{number}": lines for number in range(6)}, known, name=HOSTILE)
    folder = tmp_path / "report"
    report(made, folder, labels="en", title=HOSTILE, command=HOSTILE, figures=False, pdf=False, progress=False)
    pages = [Page(path) for path in folder.rglob("*.html")]
    assert len(pages) > 9
    for page in pages:
        scripts = [attributes for tag, attributes in page.tags if tag == "script"]
        assert len(scripts) == (page.path.name != "index.html")
        assert not [tag for tag, attributes in page.tags if tag == "img" or "onerror" in attributes]
        assert not [link for link in page.links if link.startswith("javascript:")]
    sources = (folder / "tables" / "groups.csv").read_text("utf-8-sig")
    assert "\n'=1+1," in sources


def test_pages_run_one_script_that_is_named_by_its_hash(written):
    made = written("eight sources")
    for page in made.pages.values():
        (policy,) = [a["content"] for tag, a in page.tags if tag == "meta" and "Policy" in a.get("http-equiv", "")]
        assert policy == FILTER_POLICY
        assert policy.count("sha256-") == 1
        assert "default-src 'none'" in policy
        loaded = [a.get("src") or a.get("href") for tag, a in page.tags if tag in ("script", "link", "img")]
        assert [one for one in loaded if one] == ["data:,", "../assets/report.css"]


@pytest.mark.parametrize("name", CORPORA)
def test_pages_say_what_they_are_to_those_who_do_not_see_them(written, name):
    made = written(name, "ar")
    for page in (made.index, *made.pages.values()):
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids))
        assert sum(tag == "h1" for tag, _ in page.tags) == 1
        assert sum(tag == "main" for tag, _ in page.tags) == 1
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        assert sum(tag == "table" for tag, _ in page.tags) == sum(tag == "caption" for tag, _ in page.tags)
        assert all(a.get("scope") for tag, a in page.tags if tag == "th")
        hidden = [a for tag, a in page.tags if tag == "a" and a.get("aria-hidden")]
        assert all(a.get("tabindex") == "-1" for a in hidden)


def test_of_very_many_passages_some_of_each_number_are_drawn():
    hits = pd.DataFrame({"tier": ["core"] * 900 + ["related"] * 3, "group": ["a"] * 890 + ["b"] * 13})
    chosen = hits[drawn(hits, [["tier"], ["tier", "group"]], most=20)]
    assert chosen.groupby(["tier", "group"]).size().to_dict() == {
        ("core", "a"): 20,
        ("core", "b"): 10,
        ("related", "b"): 3,
    }


def test_a_report_replaces_the_one_before_and_nothing_else(tmp_path, written):
    folder = tmp_path / "report"
    quiet = {"figures": False, "pdf": False, "progress": False}
    report(CORPORA["no dates"](), folder, **quiet)
    assert (folder / "tables" / "groups.csv").is_file()
    (folder / "mine.txt").write_text("kept")
    report(CORPORA["no dates"](), folder, by="none", **quiet)
    assert not (folder / "tables" / "groups.csv").exists()
    assert (folder / "mine.txt").read_text() == "kept"


def test_a_page_of_somebody_else_is_not_overwritten(tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(KhitabError, match="name another folder"):
        report(CORPORA["no dates"](), tmp_path, pdf=False, progress=False)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_only_documents_of_some_values_are_read(tmp_path):
    quiet = {"figures": False, "pdf": False, "progress": False, "labels": "en"}
    made = report(CORPORA["eight sources"](), tmp_path / "r", where={"source": "صحيفة 4"}, **quiet)
    assert made.tables["corpus"]["documents"].tolist() == [10]
    assert "Only" not in prose_of(Written(made.folder))
    assert "source = صحيفة 4" in prose_of(Written(made.folder))
    with pytest.raises(KhitabError, match="no document has source = x"):
        report(CORPORA["eight sources"](), tmp_path / "s", where={"source": "x"}, **quiet)
    with pytest.raises(KhitabError, match="no column 'author'"):
        report(CORPORA["eight sources"](), tmp_path / "s", by="author", **quiet)


def test_without_a_browser_one_sentence_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_ON_MACS", ())
    monkeypatch.setattr(pdf, "_ON_WINDOWS", ())
    made = report(CORPORA["one article"](), tmp_path / "report", figures=False)
    assert made.pdf is None
    assert "no Chromium browser was found" in made.notes[0]
    assert "no Chromium browser was found" in capsys.readouterr().err
    assert "report.pdf" not in (tmp_path / "report" / "index.html").read_text("utf-8")


def test_a_corpus_in_memory_is_read_annotated_and_checked(tmp_path):
    text = "أكد الوزير أهمية التعاون الأمني.\nوأضاف أن مكافحة الإرهاب تتطلب التعاون."
    corpus = Corpus("news", (Document("a", text), Document("b", f"<b>{text}</b>"), Document("c", ENGLISH)))
    made = report(corpus, tmp_path / "r", labels="en", pdf=False, progress=False)
    said = prose_of(Written(made.folder))
    assert "Tags, entities or marks of HTML and Markdown: 1 document, 2 places. --repair markup" in said
    assert "Documents that are not in Arabic: 1 document." in said
    assert {path.suffix for path in (made.folder / "figures").iterdir()} == {".svg", ".png", ".pdf"}


def test_a_page_of_some_passages_names_the_table_that_has_all_of_them(tmp_path, monkeypatch):
    some = lambda hits, cells: drawn(hits, cells, most=1)  # noqa: E731
    monkeypatch.setattr("analysis.reporting.passage_pages.drawn", some)
    report(CORPORA["no dates"](), tmp_path / "r", figures=False, pdf=False, progress=False)
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "r" / "passages").glob("*.html")}
    told = {page: re.findall(r"\.\./tables/(\w+\.csv)", text) for page, text in pages.items()}
    assert {table for tables in told.values() for table in tables} <= {
        path.name for path in (tmp_path / "r" / "tables").iterdir()
    }
    assert any("hits.csv" in tables for page, tables in told.items() if page.startswith("frame-"))
    assert all(tables in ([], ["attributions.csv"]) for page, tables in told.items() if page == "voices")
    assert not any(told[page] for page in told if page.startswith("words-"))
