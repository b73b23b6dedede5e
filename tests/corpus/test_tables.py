import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.errors import KhitabError

ROWS = [
    {
        "id": "n1",
        "نص": "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة.",
        "المصدر": "البيان",
        "تاريخ": "2025-02-01",
    },
    {"id": "n2", "نص": "  ", "المصدر": "البيان", "تاريخ": ""},
    {"id": "n3", "نص": "أعلنت البلدية إغلاق الطريق\nحتى إشعار آخر.", "المصدر": "", "تاريخ": "٢٠٢٥-٠٢-٠٣"},
]


@pytest.fixture(params=["csv", "tsv", "excel.csv", "jsonl", "parquet"])
def table(request, tmp_path):
    frame = pd.DataFrame(ROWS)
    path = tmp_path / f"news.{request.param.rsplit('.', 1)[-1]}"
    match request.param:
        case "csv":
            frame.to_csv(path, index=False)
        case "tsv":
            frame.to_csv(path, index=False, sep="\t", encoding="utf-16")
        case "excel.csv":
            frame.to_csv(path, index=False, sep=";", encoding="utf-8-sig")
        case "jsonl":
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS))
        case "parquet":
            frame.to_parquet(path)
    return path


def test_all_tables_read_alike_with_columns_found_by_arabic_names(table):
    corpus = read_corpus(table)
    assert [d.doc_id for d in corpus.documents] == ["n1", "n3"]
    assert [d.text for d in corpus.documents] == [ROWS[0]["نص"], ROWS[2]["نص"]]
    assert list(corpus.metadata.source) == ["البيان", "unknown"]
    assert list(corpus.metadata.date) == [pd.Timestamp("2025-02-01"), pd.Timestamp("2025-02-03")]
    notes = "\n".join(corpus.notes)
    for said in ("'نص' is read as the text", "'id' is read as the doc_id", "'المصدر' is read as the source"):
        assert said in notes
    assert "1 of 3 rows has no text and is left out (row 2 below the header)" in notes


def test_columns_may_be_named(table):
    assert read_corpus(table, text="المصدر", doc_id="id").documents[0].text == "البيان"


@pytest.mark.parametrize("option", ["text", "doc_id"])
def test_a_missing_column_is_named_with_those_there_are(table, option):
    with pytest.raises(KhitabError, match=f"no column 'body'; {option}= takes one of: id, نص"):
        read_corpus(table, **{option: "body"})


def test_without_known_names_the_longest_column_is_the_text_and_said_so(tmp_path):
    path = tmp_path / "t.csv"
    pd.DataFrame(
        {"قسم": ["محلي", "محلي"], "مادة": ["كلام طويل عن أمور كثيرة " * 4, "خبر آخر لا يقل طولا عن سابقه " * 4]}
    ).to_csv(path, index=False)
    corpus = read_corpus(path)
    assert [d.doc_id for d in corpus.documents] == ["t-1", "t-2"]
    assert any("'مادة' is read as the text, being by far the longest" in note for note in corpus.notes)
    assert any("numbered by row" in note for note in corpus.notes)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        ("text,doc_id\n", "no rows"),
        ("text,doc_id\n,a\n", "no row has any text"),
        ("text,doc_id\nنص,a\nنص,a\n", "'a' occurs more than once"),
        ("doc_id,text,tag\n1,نص,x,\n2,نص,y,\n", "do not fit the header \\(rows have more cells"),
        ("a,b\nس,ص\n", "no column is plainly the text; name it with text=, one of: a, b"),
    ],
)
def test_mistakes_in_a_table_are_named(tmp_path, content, message):
    path = tmp_path / "t.csv"
    path.write_text(content)
    with pytest.raises(KhitabError, match=message) as error:
        read_corpus(path)
    assert str(path) in str(error.value)


@pytest.mark.parametrize("name", ["t.parquet", "t.jsonl"])
def test_a_damaged_table_is_an_error(tmp_path, name):
    (tmp_path / name).write_bytes(b"PAR1 but not really")
    with pytest.raises(KhitabError, match=name):
        read_corpus(tmp_path / name)


def test_real_news_tables_are_read_by_guessing_and_by_name(shared_dir):
    guessed = read_corpus(shared_dir / "news" / "antcorpus.parquet")
    named = read_corpus(shared_dir / "news" / "antcorpus.parquet", text="text", doc_id="doc_id")
    assert [d.text for d in guessed.documents] == [d.text for d in named.documents]
    assert len(guessed) == 10_161 - 23
    assert any("23 of 10,161 rows have no text" in note for note in guessed.notes)
    assert guessed.metadata.date.notna().all()


def test_half_characters_in_json_are_replaced_and_counted(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"doc_id": "a", "text": "خبر \\ud83d عاجل"}\n{"doc_id": "b", "text": "خبر \\ud83d\\ude00"}\n')
    corpus = read_corpus(path)
    assert [d.text for d in corpus.documents] == ["خبر \ufffd عاجل", "خبر 😀"]
    assert any("1 value holds half characters" in note for note in corpus.notes)


def test_document_ids_that_pandas_kept_as_the_index_are_read(tmp_path):
    frame = pd.DataFrame({"text": ["وصلت القافلة.", "عاد الوفد."]}, index=pd.Index(["p", "q"], name="doc_id"))
    frame.to_parquet(tmp_path / "t.parquet")
    assert [d.doc_id for d in read_corpus(tmp_path / "t.parquet").documents] == ["p", "q"]


def test_lists_and_mixed_types_in_metadata_become_text_that_can_be_grouped_and_saved(tmp_path):
    rows = [
        {"id": "a", "text": "وصلت القافلة.", "tags": ["سياسة", "أمن"], "rank": 1, "title": ["خبر"]},
        {"id": "b", "text": "عاد الوفد.", "tags": None, "rank": "أول", "title": None},
    ]
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    corpus = read_corpus(path)
    assert list(corpus.metadata["rank"]) == ["1", "أول"]
    assert corpus.metadata["tags"][0] == '["سياسة", "أمن"]'
    assert list(corpus.metadata["title"]) == ['["خبر"]', ""]
    assert corpus.metadata["tags"].isna()[1]
    assert any("'rank': holds numbers and text" in note for note in corpus.notes)
    corpus.metadata.to_parquet(tmp_path / "metadata.parquet")


@pytest.mark.parametrize("column", ["link", "الرابط", " رابط الخبر ", "URL"])
def test_addresses_are_found_by_what_people_call_them(tmp_path, column):
    path = tmp_path / "news.csv"
    path.write_text(f"text,{column}\nعاد الأمن.,https://x.org/1\n", encoding="utf-8")
    corpus = read_corpus(path)
    assert corpus.metadata["url"].tolist() == ["https://x.org/1"]
    assert any("is read as the url" in note for note in corpus.notes)
