"""A corpus read piece by piece is the corpus read at once."""

import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus, stream_corpus, streaming
from analysis.errors import KhitabError

ROWS = [
    {"id": f"n{n}", "نص": text, "المصدر": source, "تاريخ": date, "رقم الصفحة": page, "وسم": tag}
    for n, (text, source, date, page, tag) in enumerate(
        [
            ("وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة.", "البيان", "2025-02-01", "1", "007"),
            ("  ", "البيان", "", "2", "محلي"),
            ("أعلنت البلدية إغلاق الطريق\nحتى إشعار آخر، وقالت: «السلامة أولا».", "", "٢٠٢٥-٠٢-٠٣", "3", ""),
            ("عاد الوفد.", "الأنواء", "أمس", "4.5", "x;y"),
            ("", "", "", "5", ""),
            ("\u200f", "", "", "6", ""),
            ("اختتم المؤتمر, أعماله.", "بيارق", "2025-03-01", "7", "5"),
        ]
    )
]


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch):
    monkeypatch.setattr(streaming, "PIECE", 2)


def write_csv(path, **options):
    pd.DataFrame(ROWS).to_csv(path, index=False, **options)


def write_jsonl(path):
    rows = [dict(row) for row in ROWS]
    rows[1]["أجزاء"] = [1, 2]
    rows[3]["رقم الصفحة"] = 4
    rows[6]["نص"] += "\ud83d"
    path.write_text("\r\n".join(json.dumps(row) for row in rows) + "\n\n")


WRITERS = {
    "comma.csv": write_csv,
    "semicolon.csv": lambda path: write_csv(path, sep=";", encoding="utf-8-sig"),
    "windows.csv": lambda path: path.write_bytes(
        pd.DataFrame(ROWS)[["id", "نص", "المصدر"]].to_csv(index=False).encode("cp1256", "ignore")
    ),
    "utf16.tsv": lambda path: write_csv(path, sep="\t", encoding="utf-16"),
    "bare.csv": lambda path: write_csv(path, encoding="utf-16-le"),
    "lines.jsonl": write_jsonl,
    "plain.parquet": lambda path: pd.DataFrame(ROWS).to_parquet(path, row_group_size=3),
    "index.parquet": lambda path: pd.DataFrame(ROWS).set_index("id").to_parquet(path),
    "filtered.parquet": lambda path: pd.DataFrame(ROWS).iloc[2:].to_parquet(path),
    "typed.parquet": lambda path: (
        pd.DataFrame(ROWS).assign(n=[1, None, 3, 4, 5, 6, 7], at=pd.Timestamp("2025-01-01")).to_parquet(path)
    ),
    "only.parquet": lambda path: pd.DataFrame({"text": ["خبر", "", "نبأ"]}).to_parquet(path),
}


def plain(corpora):
    return [
        (d.doc_id, d.text, list(d.metadata), list(map(str, d.metadata.values()))) for c in corpora for d in c.documents
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_tables(tmp_path, name):
    path = tmp_path / name
    WRITERS[name](path)
    whole, stream = read_corpus(path), stream_corpus(path)
    pieces = list(stream)
    assert len(pieces) > 1
    assert plain(pieces) == plain([whole])
    assert stream.notes == whole.notes
    assert {(piece.name, piece.notes) for piece in pieces} == {(whole.name, whole.notes)}
    assert len(stream) == len(whole)
    types = [
        [type(value) for d in c for value in d.metadata.values()]
        for c in (whole.documents, sum((p.documents for p in pieces), ()))
    ]
    assert types[0] == types[1]
    assert plain(stream) == plain(pieces)  # a second time


def test_folders_and_single_files(tmp_path):
    for number in range(5):
        (tmp_path / f"f{number}.txt").write_text(f"الخبر رقم {number}.")
    (tmp_path / "documents.csv").write_text("doc_id,title,n\n" + "".join(f"f{n},عنوان {n},{n}\n" for n in range(4)))
    stream = stream_corpus(tmp_path)
    assert [len(piece) for piece in stream] == [2, 2, 1]
    assert plain(stream) == plain([read_corpus(tmp_path)])
    assert plain(stream_corpus(tmp_path / "f1.txt")) == plain([read_corpus(tmp_path / "f1.txt")])


def test_options_do_what_they_do_at_once(tmp_path):
    path = tmp_path / "t.csv"
    write_csv(path, encoding="utf-8")
    options = {"text": "المصدر", "doc_id": "رقم الصفحة", "name": "أخبار", "encoding": "UTF-8"}
    assert plain(stream_corpus(path, **options)) == plain([read_corpus(path, **options)])
    assert stream_corpus(path, **options).notes == read_corpus(path, **options).notes


ROW = "نص طويل,"
MISTAKES = {
    "empty.csv": "",
    "blank.csv": "\n \n",
    "header.csv": "text,doc_id\n",
    "textless.csv": "text,doc_id\n,a\n,b\n,c\n",
    "twice.csv": "text,doc_id\n" + "".join(f"{ROW}{n}\n" for n in "abcdefa"),
    "long.csv": "text,doc_id\n" + "".join(f"{ROW}{n}\n" for n in ["a", "b", "c", "d,x,y", "e"]),
    "open.csv": "text,doc_id\n" + "".join(f"{ROW}{n}\n" for n in ["a", "b", '"c', "d,x", "e"]),
    "odd.csv": "text,doc_id,constructed\n" + "".join(f"{ROW}{n}\n" for n in ["a,yes", "b,no", "c,maybe"]),
    "untold.csv": "a,b\nس,ص\n",
    "torn.jsonl": '{"text": "نص"}\n{"text": "نص"}\n{"text": "نص"}\n{"text\n',
    "bytes.csv": b"text,doc_id\n" + "نص طويل جدا,a\nنص,b\n".encode() + b"\xff,c\n",
    "damaged.parquet": b"PAR1 but not really",
    "kind.pdf": b"%PDF",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_in_the_same_words_before_the_first_piece(tmp_path, name):
    path, content = tmp_path / name, MISTAKES[name]
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(KhitabError) as whole:
        read_corpus(path)
    with pytest.raises(KhitabError) as piecewise:
        stream_corpus(path)
    assert str(piecewise.value) == str(whole.value)


def test_mistakes_in_folders_are_told_in_the_same_words(tmp_path):
    with pytest.raises(KhitabError, match="no such file"):
        stream_corpus(tmp_path / "nowhere")
    with pytest.raises(KhitabError, match=r"has no \.txt"):
        stream_corpus(tmp_path)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("" if name == "c" else "خبر")
    with pytest.raises(KhitabError, match=r"c\.txt: the file is empty"):
        stream_corpus(tmp_path, errors="raise")
    stream, whole = stream_corpus(tmp_path), read_corpus(tmp_path)
    assert (len(stream), stream.notes, stream.skipped) == (2, whole.notes, whole.skipped)
    assert plain(stream) == plain([whole])


def test_a_column_of_texts_is_read_in_batches(tmp_path, monkeypatch):
    path = tmp_path / "t.parquet"
    pd.DataFrame({"text": [f"خبر {n}" for n in range(10)]}).to_parquet(path)
    monkeypatch.setattr(pd, "read_parquet", lambda *_, **__: pytest.fail("the whole table was read"))
    assert [len(piece) for piece in stream_corpus(path)] == [2] * 5
