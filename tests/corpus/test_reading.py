import pandas as pd
import pytest

from analysis.corpus import Corpus, Document, read_corpus
from analysis.errors import KhitabError

FIRST = "زار الوفد الميناء يوم الأحد.\r\n\r\nواطلع على سير العمل.\n"
SECOND = "اتفق البلدان على تبادل الخبرات."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_bytes(FIRST.encode())
    (tmp_path / "a.txt").write_bytes(SECOND.encode("cp1256"))
    return tmp_path


def test_a_folder_gives_its_files_in_order_with_their_text_untouched(folder):
    corpus = read_corpus(folder)
    assert [d.doc_id for d in corpus.documents] == ["a", "b"]
    assert [d.text for d in corpus.documents] == [SECOND, FIRST]
    assert corpus.name == folder.name
    assert list(corpus.metadata.encoding) == ["windows-1256", "utf-8"]
    assert corpus.notes == ("1 file read as utf-8", "1 file read as windows-1256")
    assert corpus.skipped == ()


def test_the_conference_report_keeps_its_bytes(ispr_path):
    (document,) = read_corpus(ispr_path).documents
    assert document.text.encode() == (ispr_path / "ispr-conference.txt").read_bytes()
    assert document.metadata["source"] == "unknown"
    assert document.metadata["date"] is pd.NaT


def test_documents_csv_gives_metadata_by_file_name(folder):
    (folder / "documents.csv").write_text(
        "doc_id,العنوان,date,source,constructed,pages,code\na,زيارة,2025-11-22,النهار,نعم,3,007\nb.txt,,03/04/2025,,no,12,010\n"
    )
    corpus = read_corpus(folder)
    table = corpus.metadata.set_index("doc_id")
    assert list(table.title) == ["زيارة", ""]
    assert table.date["a"] == pd.Timestamp("2025-11-22")
    assert table.date.isna()["b"]
    assert list(table.source) == ["النهار", "unknown"]
    assert list(table.constructed) == [True, False]
    assert list(table.pages) == [3, 12]
    assert list(table.code) == ["007", "010"], "codes are no numbers"
    assert any("'03/04/2025'" in note and "1 of 2 dates" in note for note in corpus.notes)
    assert any("'العنوان' is read as the title" in note for note in corpus.notes)


def test_a_file_without_a_row_is_noted(folder):
    (folder / "documents.csv").write_text("doc_id,title\na,زيارة\n")
    assert any("1 file has no row, the first being 'b'" in note for note in read_corpus(folder).notes)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("doc_id,title\nc,x\n", "row 'c' has no file c.txt"),
        ("doc_id,title\na,x\na,y\n", "'a' occurs more than once"),
        ("doc_id,title\n,x\n", "a row has no id"),
        ("key,title\na,x\n", "no column doc_id"),
        ("doc_id,constructed\na,perhaps\n", "'perhaps' is neither true nor false"),
        ("doc_id,title\na,x,y,z\nb\na,b,c,d,e\n", "do not fit the header"),
        ("", "the file is empty"),
    ],
)
def test_mistakes_in_documents_csv_are_named(folder, rows, message):
    (folder / "documents.csv").write_text(rows)
    with pytest.raises(KhitabError, match=message) as error:
        read_corpus(folder)
    assert str(folder / "documents.csv") in str(error.value)


def test_an_empty_file_in_a_folder_is_left_out_by_name_or_an_error(folder):
    (folder / "c.txt").write_text(" \n\ufeff")
    corpus = read_corpus(folder)
    assert [document.doc_id for document in corpus.documents] == ["a", "b"]
    assert [skipped.file for skipped in corpus.skipped] == ["c.txt"]
    assert any("1 file" in note and "c.txt: the file is empty" in note for note in corpus.notes)
    with pytest.raises(KhitabError, match=r"c\.txt: the file is empty"):
        read_corpus(folder, errors="raise")


def test_two_files_of_one_name_are_an_error(folder):
    (folder / "a.html").write_text("<html></html>")
    with pytest.raises(KhitabError, match="two files are called 'a'"):
        read_corpus(folder)


def test_what_cannot_be_read_is_named(tmp_path):
    with pytest.raises(KhitabError, match="no such file"):
        read_corpus(tmp_path / "nowhere")
    with pytest.raises(KhitabError, match=r"no \.txt or \.html"):
        read_corpus(tmp_path)
    (tmp_path / "report.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(KhitabError, match="files of this kind"):
        read_corpus(tmp_path / "report.doc")


def test_a_file_that_cannot_be_opened_is_named(folder):
    (folder / "c.txt").symlink_to(folder / "gone.txt")
    assert "c.txt: the file cannot be opened" in read_corpus(folder).skipped[0].reason
    with pytest.raises(KhitabError, match=r"c\.txt: the file cannot be opened"):
        read_corpus(folder, errors="raise")


def test_a_single_file_is_a_corpus_of_one(folder):
    corpus = read_corpus(folder / "a.txt", name="زيارات")
    assert (corpus.name, len(corpus)) == ("زيارات", 1)


def test_a_corpus_has_unique_ids_and_selects_in_its_own_order():
    documents = tuple(Document(name, "نص") for name in "abc")
    corpus = Corpus("c", documents)
    assert [d.doc_id for d in corpus.select(["c", "a"]).documents] == ["a", "c"]
    with pytest.raises(KhitabError, match="no document is called 'z'"):
        corpus.select(["z"])
    with pytest.raises(KhitabError, match="'a' occurs more than once"):
        Corpus("c", (*documents, documents[0]))


def test_half_a_character_is_told_before_anything_is_made_of_it():
    with pytest.raises(KhitabError, match=r"document 'a': the text holds half a character .* at 3"):
        Document("a", "نص \ud800")


def test_metadata_of_a_corpus_made_by_hand_has_the_known_columns():
    table = Corpus("c", (Document("a", "نص", {"outlet": "x"}), Document("b", "نص"))).metadata
    assert list(table.columns) == ["doc_id", "title", "date", "source", "constructed", "outlet"]
    assert table.date.dtype.kind == "M"
    assert not table.constructed.any()


PAGE = """<html><head><title>افتتاح الجسر</title><meta charset="windows-1256">
<meta property="og:site_name" content="صحيفة المثال">
<meta property="article:published_time" content="2024-05-03T10:00:00+03:00">
</head><body><nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav><article><h1>افتتاح الجسر</h1>
<p>افتتح المحافظ صباح اليوم الجسر الجديد الذي يربط ضفتي النهر بعد ثلاث سنوات من العمل المتواصل.</p>
<p>وقال في كلمته إن المشروع سيخفف الازدحام ويقرب القرى من المدارس والأسواق والمستشفيات.</p></article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_pages_give_their_main_text_and_what_they_say_of_themselves(tmp_path):
    (tmp_path / "bridge.html").write_bytes(PAGE.encode("cp1256"))
    (document,) = read_corpus(tmp_path).documents
    assert "افتتح المحافظ صباح اليوم" in document.text
    assert "جميع الحقوق" not in document.text
    assert document.metadata["title"] == "افتتاح الجسر"
    assert document.metadata["date"] == pd.Timestamp("2024-05-03")
    assert document.metadata["source"] == "صحيفة المثال"
    assert document.metadata["encoding"] == "windows-1256"


def test_a_page_without_text_is_an_error(tmp_path):
    (tmp_path / "empty.html").write_text("<html><body></body></html>")
    with pytest.raises(KhitabError, match=r"empty\.html: no main text"):
        read_corpus(tmp_path / "empty.html")
