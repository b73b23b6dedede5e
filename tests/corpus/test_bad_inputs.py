"""Whatever people have is read rightly, or a sentence says what is wrong: each input stands for its kind."""

import gzip
import io
import json
import os
import zipfile

import pandas as pd
import pytest

from analysis.corpus import Corpus, Document, read_corpus, stream_corpus, streaming
from analysis.errors import KhitabError

A = "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة."
B = "أعلنت البلدية إغلاق الطريق حتى إشعار آخر بسبب الأمطار."
C = "اختتم المؤتمر أعماله أمس بحضور وفود من الدول المشاركة."
PAGE = f"<html><head>{{head}}</head><body><article><p>{A * 3}</p><p>{B * 4}</p></article></body></html>"


@pytest.fixture
def read(tmp_path):
    """Write bytes, or text as UTF-8, under a name and read it."""

    def write_and_read(name, content, **options):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_corpus(path, **options)

    return write_and_read


def table(*rows, head="id,text,date"):
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n"


def said(corpus, words):
    return any(words in note for note in corpus.notes)


def texts(corpus):
    return [document.text for document in corpus.documents]


# Encodings


@pytest.mark.parametrize("odd", [1, 2, 3])
@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.txt"])
def test_a_row_in_another_encoding_is_named_and_mended_by_encoding(read, name, odd):
    rows = [f"{n},{text}" for n, text in enumerate((A, B, C, A + B), start=1)]
    if name == "t.jsonl":
        rows = [json.dumps({"id": n, "text": text}, ensure_ascii=False) for n, text in enumerate((A, B, C, A + B))]
    lines = (["id,text"] if name == "t.csv" else []) + rows
    place = odd + (name == "t.csv")
    raw = b"\n".join(line.encode("cp1256" if n == place else "utf-8") for n, line in enumerate(lines, start=1))
    with pytest.raises(KhitabError, match=rf"{name}, line {place}: written in windows-1256.*encoding='mixed'"):
        read(name, raw)
    corpus = read(name, raw, encoding="mixed")
    assert "\n".join(texts(corpus)).count("القافلة") == 2
    assert said(corpus, "read as mixed") or corpus.documents[0].metadata["encoding"] == "mixed"
    other = b"\n".join(line.encode("utf-8" if n == place else "cp1256") for n, line in enumerate(lines, start=1))
    with pytest.raises(KhitabError, match=rf"line {place}: written in utf-8"):
        read(name, other)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [A, "Khitab: " + A, "سلام"])
def test_wide_encodings_without_a_mark_are_told(read, codec, text):
    assert texts(read("t.txt", text.encode(codec))) == [text]


@pytest.mark.parametrize(
    "raw",
    [A.encode("utf-16-le")[:-1], b"\xff\xfe" + A.encode("utf-16-le")[:-1], A.encode()[:-2] + b"\xd8", A.encode()[1:]],
)
def test_text_cut_inside_a_character_is_an_error_that_names_the_byte(read, raw):
    with pytest.raises(KhitabError, match=r"t\.txt.*byte [\d,]+ is unreadable"):
        read("t.txt", raw)


@pytest.mark.parametrize("codec", ["iso8859-6", "cp720"])
def test_other_arabic_code_pages_are_named_and_read_when_told(read, codec):
    raw = "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة عبر الصحراء".encode(codec)
    with pytest.raises(KhitabError, match=f"they read as Arabic with encoding='{codec}'"):
        read("t.txt", raw)
    assert "القافلة" in read("t.txt", raw, encoding=codec).documents[0].text


def test_files_that_are_no_text_are_named(read):
    for start, kind in (
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"PK\x03\x04", "zip"),
        (b"{\\rtf1", "RTF"),
    ):
        with pytest.raises(KhitabError, match=rf"t\.txt: the file is an? .*{kind}"):
            read("t.txt", start + b"\x00\x01" * 40)
    with pytest.raises(KhitabError, match="nothing but NUL bytes"):
        read("t.txt", bytes(60))


def test_nul_bytes_inside_a_text_are_counted_and_mended_when_asked(read):
    assert said(read("t.txt", A.replace(" ", "\0")), "control characters (8 places, first in 't')")
    assert texts(read("t.txt", A.replace(" ", "\0"), repair="controls")) == [A]


def test_a_file_of_a_folder_is_read_by_its_own_bytes_whatever_is_said_of_all(tmp_path):
    (tmp_path / "a.txt").write_bytes(A.encode("cp1256"))
    (tmp_path / "b.txt").write_bytes(B.encode())
    (tmp_path / "documents.csv").write_text("doc_id,source\na,البيان\nb,الأنواء\n")
    corpus = read_corpus(tmp_path, encoding="cp1256")
    assert texts(corpus) == [A, B]
    assert list(corpus.metadata.source) == ["البيان", "الأنواء"]
    assert said(corpus, "b.txt: its bytes are utf-8")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_page_that_declares_another_charset_than_its_bytes_have_is_read_by_its_bytes(read, mark):
    corpus = read("p.html", mark + PAGE.format(head="<meta charset='windows-1256'>").encode())
    assert A in texts(corpus)[0]
    assert said(corpus, "the page declares windows-1256, but its bytes are utf-8")


# Tables


def test_a_quotation_mark_that_is_never_closed_swallows_no_document(read):
    apart = read("t.tsv", f'id\ttext\n1\t"{A}\n2\t{B}\n3\t{C}\n')
    assert texts(apart) == ['"' + A, B, C]
    assert said(apart, "a quotation mark in line 2 is never closed")
    closed_later = read("u.tsv", f'id\ttext\n1\t"{A}\n2\t{B}"\n3\t{C}\n')
    assert len(closed_later) == 3
    for rows in (f'1,"{A}\n2,{B}\n3,"{C}", قال\n', f'1,{A}\n2,"{B}\n3,{C}, قال\n', f'1,"{A}" قال\n2,{B}, ثم\n'):
        with pytest.raises(KhitabError, match=r"t\.csv: .*line \d: a quotation mark is opened and not closed"):
            read("t.csv", "id,text\n" + rows)


def test_line_breaks_and_marks_inside_quoted_cells_stay_text(read):
    corpus = read("t.csv", f'id,text\n1,"{A}\n\nقال: ""{B}"", ثم عاد"\n2,{C}\n')
    assert texts(corpus) == [f'{A}\n\nقال: "{B}", ثم عاد', C]
    lines = f"{A}\nأولا, ثانيا\nثالثا, رابعا"
    assert texts(read("u.csv", f'id,text\n1,"{lines}"\n2,{C}\n3,"{lines}"\n')) == [lines, C, lines]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "،"])
def test_any_separator_is_found(read, separator):
    corpus = read("t.csv", "\n".join(separator.join(row) for row in (("id", "text"), ("a", A), ("b", B))))
    assert ([d.doc_id for d in corpus.documents], texts(corpus)) == (["a", "b"], [A, B])


def test_one_column_may_hold_separators(read):
    corpus = read("t.csv", f"text\nقال، ثم, عاد\n{B}\n")
    assert texts(corpus) == ["قال، ثم, عاد", B]


@pytest.mark.parametrize("first", [f"1,{A}", f"2025-01-01,{A}", f"{A},البيان", A])
def test_a_table_without_a_header_is_named_and_read_with_header_false(read, first):
    content = f"{first}\n{first.replace(A, B).replace('1,', '2,')}\n"
    with pytest.raises(KhitabError, match="looks like data and no name of a column; header=False"):
        read("t.csv", content)
    assert texts(read("t.csv", content, header=False)) == [A, B]


def test_one_column_for_text_and_id_is_one_sentence(read):
    with pytest.raises(KhitabError, match="text= and doc_id= both name the column 'text'"):
        read("t.csv", table(("a", A, "")), text="text", doc_id="text")


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "xlsx", "csv"])
def test_ids_that_are_numbers_stay_whole_and_missing_ones_are_numbered(tmp_path, kind):
    rows = [{"id": 1, "text": A}, {"id": 2, "text": B}, {"id": None, "text": C}]
    path = tmp_path / f"t.{kind}"
    frame = pd.DataFrame(rows)
    if kind == "jsonl":
        path.write_text("\n".join(map(json.dumps, rows)))
    elif kind == "csv":
        frame.astype({"id": "Int64"}).to_csv(path, index=False)
    else:
        getattr(frame, "to_parquet" if kind == "parquet" else "to_excel")(path, index=False)
    corpus = read_corpus(path)
    assert [d.doc_id for d in corpus.documents] == ["1", "2", "t-3"]
    assert said(corpus, "1 row has no id and is numbered by row")


def test_columns_called_by_numbers_are_read(tmp_path):
    path = tmp_path / "t.xlsx"
    pd.DataFrame({"text": [A, B], 2024: [1, 2]}).to_excel(path, index=False)
    assert list(read_corpus(path).metadata["2024"]) == [1, 2]
    rows = {"text": [A, B], 2024: [1, 2]}
    pd.DataFrame(rows).rename(columns=str).to_json(tmp_path / "t.json")
    assert list(read_corpus(tmp_path / "t.json").metadata["2024"]) == [1, 2]


def test_names_that_differ_by_nothing_visible_are_one_group(read):
    ways = ["البيان", "البيان ", "البيان\u00a0", "\u200fالبيان", "البيـان", "ﺍﻟﺒﻴﺎﻥ"]
    corpus = read("t.csv", table(*((n, A + str(n), way) for n, way in enumerate(ways)), head="id,text,source"))
    assert set(corpus.metadata.source) == {"البيان"}
    assert said(corpus, "6 values differ only by spaces or invisible signs and are read as 1, as 'البيان'")
    by_hand = Corpus("c", tuple(Document(str(n), A, {"outlet": way}) for n, way in enumerate(ways)))
    assert set(by_hand.metadata.outlet) == {"البيان"}
    assert said(by_hand, "differ only by spaces")


def test_names_that_differ_visibly_stay_apart(read):
    corpus = read("t.csv", table(("1", A, "الوطن"), ("2", B, "الوطن العربي"), ("3", C, "وطن"), head="id,text,source"))
    assert list(corpus.metadata.source) == ["الوطن", "الوطن العربي", "وطن"]
    assert not said(corpus, "differ only")


def test_metadata_of_mixed_kinds_and_lists_become_text_with_a_note():
    corpus = Corpus("c", tuple(Document(str(n), A, {"m": m, "l": [n]}) for n, m in enumerate((1, True, "x", None))))
    assert list(corpus.metadata["m"])[:3] == ["1", "True", "x"]
    assert list(corpus.metadata["l"]) == ["[0]", "[1]", "[2]", "[3]"]
    assert said(corpus, "holds numbers and text and truth values, all kept as text")
    corpus.metadata.groupby("l").size()
    assert corpus.select(["1"]).notes == corpus.notes


def test_half_characters_are_refused_by_name_or_replaced_with_a_note(tmp_path):
    with pytest.raises(KhitabError, match="half a character"):
        Document("a\ud800", A)
    corpus = Corpus("c", (Document("a", A, {"outlet": "س\ud800"}),))
    corpus.metadata.outlet[0].encode()
    assert said(corpus, "half characters")
    rows = [{"id": "a\ud800", "text": A, "tags": ["س\udc00"]}]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    read_corpus(tmp_path / "t.jsonl").metadata.to_parquet(tmp_path / "m.parquet")
    with open(os.fsencode(str(tmp_path / "f"))[:-1] + b"\xe1\xe2.txt", "wb") as file:
        file.write(A.encode())
    next(tmp_path.glob("*.txt")).rename(tmp_path / os.fsdecode(b"\xe1.txt"))
    (document,) = read_corpus(next(tmp_path.glob("*.txt"))).documents
    document.doc_id.encode()


def test_only_blank_documents_are_one_error(read, tmp_path):
    with pytest.raises(KhitabError, match="no row has any text"):
        read("t.csv", table(("1", " ", ""), ("2", "\u200f", "")))
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.txt").write_text(" \u200b\n")
    with pytest.raises(KhitabError, match=r"no file of 1 can be read; the first: .*is empty"):
        read_corpus(tmp_path / "f")


# Dates


def dates(read, *written, **options):
    rows = [json.dumps({"id": n, "text": A, "date": value}) for n, value in enumerate(written)]
    corpus = read("t.jsonl", "\n".join(rows), **options)
    return [None if day is pd.NaT else str(day.date()) for day in corpus.metadata.date], corpus


def test_hijri_dates_are_converted_where_plain_or_told_and_else_unknown_with_a_note(read):
    found, corpus = dates(read, "1436-10-20", "1436-10-21", None)
    assert found == ["2015-08-05", "2015-08-06", None]
    assert said(corpus, "Umm al-Qura")
    found, corpus = dates(read, "1436-10-20", "2015-08-06")
    assert found == [None, "2015-08-06"]
    assert said(corpus, "1 of 2 dates names no day")
    assert said(corpus, 'calendar="hijri" converts them')
    assert dates(read, "1436-10-20", "2015-08-06", calendar="hijri")[0] == ["2015-08-05", "2015-08-06"]
    assert dates(read, "20 شوال 1436 هـ", "5 أغسطس 2015")[0] == ["2015-08-05", "2015-08-05"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("٥ آب ٢٠٢٠", "2020-08-05"),
        ("18 جانفي 2017", "2017-01-18"),
        ("12 غشت 2019", "2019-08-12"),
        ("22 تشرين الثاني/نوفمبر 2025", "2025-11-22"),
        ("الجمعة 3 كانون الأول 2021", "2021-12-03"),
        ("9 ذي الحجة 1440", "2019-08-10"),
        ("1 جمادى الآخرة 1442 هـ", "2021-01-14"),
        ("April 3, 2025", "2025-04-03"),
        ("1er mars 2020", "2020-03-01"),
        ("Mon, 03 Apr 2025 22:00:00 GMT", "2025-04-03"),
        ("2025-01-01T23:30:00-05:00", "2025-01-01"),
        ("2025/1/5", "2025-01-05"),
        (20250101, "2025-01-01"),
        ("22/11/2025", "2025-11-22"),
        ("11/22/2025", "2025-11-22"),
    ],
)
def test_days_that_are_plain_are_read(read, written, day):
    assert dates(read, written)[0] == [day]


def test_a_day_that_could_be_two_is_unknown_unless_the_column_or_the_scholar_decides(read):
    found, corpus = dates(read, "03/04/2025", "04/04/2025")
    assert found == [None, "2025-04-04"]
    assert said(corpus, "1 of 2 dates names no day or leaves open which it is")
    assert dates(read, "03/04/2025", "22/04/2025")[0] == ["2025-04-03", "2025-04-22"]
    assert dates(read, "03/04/2025", "04/22/2025")[0] == ["2025-03-04", "2025-04-22"]
    assert dates(read, "03/04/2025", "04/22/2025", "22/05/2025")[0] == [None, "2025-04-22", "2025-05-22"]
    assert dates(read, "03/04/2025", dayfirst=True)[0] == ["2025-04-03"]
    assert dates(read, "03/04/2025", dayfirst=False)[0] == ["2025-03-04"]
    page = read("p.html", PAGE.format(head="<meta property='article:published_time' content='03/04/2025'>"))
    assert page.metadata.date.isna().all()
    assert said(page, "'03/04/2025' leaves open which number is the day")
    by_hand = Corpus("c", (Document("a", A, {"date": "03/04/2025"}), Document("b", B, {"date": 20250101})))
    assert list(by_hand.metadata.date) == [pd.NaT, pd.Timestamp("2025-01-01")]
    assert said(by_hand, "1 of 2 dates")


def test_numbers_of_days_and_seconds_are_read_where_the_whole_column_is_such(read):
    assert dates(read, 45000, "45001")[0] == ["2023-03-15", "2023-03-16"]
    assert dates(read, 1600000000, 1600100000)[0] == ["2020-09-13", "2020-09-14"]
    assert dates(read, 45000, "2023-03-16")[0] == [None, "2023-03-16"]
    assert dates(read, 2023, 2024)[0] == [None, None]


def test_times_with_and_without_zones_and_words_in_one_column(read):
    found, corpus = dates(read, "2025-01-01T10:00:00+03:00", "2025-01-02 08:00", "yesterday", "أمس", "")
    assert found == ["2025-01-01", "2025-01-02", None, None, None]
    assert said(corpus, "2 of 5 dates")


def test_times_of_a_table_that_have_a_zone_keep_the_day_that_it_gives(tmp_path):
    stamps = pd.to_datetime(["2025-01-01 23:30", "2025-06-01 01:00"]).tz_localize("Asia/Riyadh")
    pd.DataFrame({"text": [A, B], "date": stamps}).to_parquet(tmp_path / "t.parquet")
    assert [str(d.date()) for d in read_corpus(tmp_path / "t.parquet").metadata.date] == ["2025-01-01", "2025-06-01"]


# Folders and archives


def test_what_lies_beside_the_documents_is_read_or_named(read, tmp_path):
    folder = tmp_path / "f"
    read("f/a.txt", A)
    read("f/2024/b.txt", B)
    read("f/2025/b.txt", C)
    (folder / "README.md").write_text("# أخبار")
    (folder / "notes.odt").write_text("PK")
    (folder / "table.csv").write_text("id,text\n1,x\n")
    corpus = read_corpus(folder)
    assert [d.doc_id for d in corpus.documents] == ["2024/b", "2025/b", "a"]
    assert list(corpus.metadata.folder) == ["2024", "2025", ""]
    assert said(corpus, "2 files are no documents that are read, left out: notes.odt, table.csv")


def test_a_folder_of_tables_is_one_corpus(read, tmp_path):
    read("f/jan.csv", table(("1", A, "2025-01-01")))
    read("f/feb.json", json.dumps([{"id": 1, "text": B}]))
    corpus = read_corpus(tmp_path / "f")
    assert [d.doc_id for d in corpus.documents] == ["1", "jan/1"]
    assert list(corpus.metadata.file) == ["feb.json", "jan.csv"]


def test_a_bad_file_stops_nothing_and_is_named(read, tmp_path):
    read("f/a.txt", A)
    for name, raw in (("b.txt", b"%PDF-1.4"), ("c.docx", b"PK"), ("d.pdf", b"no"), ("e.xml", b"<a>"), ("g.txt", b"")):
        (tmp_path / "f" / name).write_bytes(raw)
    corpus = read_corpus(tmp_path / "f")
    assert [d.doc_id for d in corpus.documents] == ["a"]
    assert [skipped.file for skipped in corpus.skipped] == ["b.txt", "c.docx", "d.pdf", "e.xml", "g.txt"]
    assert all(skipped.reason.count(skipped.file) for skipped in corpus.skipped)
    assert said(corpus, "cannot be read: 5 files")
    with pytest.raises(KhitabError, match=r"b\.txt"):
        read_corpus(tmp_path / "f", errors="raise")


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_archives_unpack_within_bounds_and_inside_the_corpus(read, tmp_path):
    corpus = read("z.zip", zipped(**{"2024/a.txt": A, "../../up.txt": B, "bomb.txt": bytes(70 << 20)}))
    assert [d.doc_id for d in corpus.documents] == ["up", "2024/a"]
    assert "unpacks to more than" in corpus.skipped[0].reason
    with pytest.raises(KhitabError, match="unpacks to more than"):
        read("bomb.txt.gz", gzip.compress(b"a" * (70 << 20)))
    for name in ("bad.zip", "bad.csv.gz", "bad.xlsx", "bad.ods", "bad.docx", "bad.pdf"):
        with pytest.raises(KhitabError, match=name):
            read(name, b"PK\x03\x04 but not really")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["z.zip", "bomb.txt.gz", "bad.zip", "bad.csv.gz", "bad.xlsx", "bad.ods", "bad.docx", "bad.pdf"]
    )


def test_no_entity_of_xml_is_expanded_or_fetched(read, tmp_path):
    (tmp_path / "secret").write_text("سر")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 60))
    body = f"<TEI><text><body><p>{A} &e9; &f;</p><p>{B}</p></body></text></TEI>"
    corpus = read("t.xml", f'<!DOCTYPE TEI [<!ENTITY e9 "سر"><!ENTITY f SYSTEM "file://{tmp_path}/secret">]>{body}')
    assert texts(corpus) == [f"{A}\n{B}"]
    with pytest.raises(KhitabError, match=r"t\.xml: not well-formed XML"):
        read("t.xml", f'<!DOCTYPE TEI [<!ENTITY e0 "x">{bomb}]>{body.replace("&e9;", "&e59;")}')


def test_a_file_changed_between_two_passes_is_an_error_naming_it(tmp_path, monkeypatch):
    monkeypatch.setattr(streaming, "PIECE", 1)
    for name in ("t.jsonl", "t.csv"):
        rows = (
            [json.dumps({"id": n, "text": A}) for n in range(3)]
            if name == "t.jsonl"
            else ["id,text", f"1,{A}", f"2,{B}"]
        )
        (tmp_path / name).write_text("\n".join(rows))
        stream = stream_corpus(tmp_path / name)
        (tmp_path / name).write_text("\n".join([rows[0], *reversed(rows[1:]), rows[1]]))
        with pytest.raises(KhitabError, match=rf"{name}: the file was changed while it was being read"):
            list(stream)


def test_languages_other_than_arabic_are_told_by_document(read):
    english = "The minister said that the talks were held in the capital on Monday."
    french = "Le ministre a dit que les travaux sur la route sont en cours dans la région."
    corpus = read("t.csv", table(("1", A, ""), ("2", english, ""), ("3", french, "")))
    assert said(corpus, "2 of 3 documents are not in Arabic (1 English, 1 French), the first being '2'")
    assert not said(read("u.csv", table(("1", A, ""), ("2", "قال المدرب للاعبيه: yes we can", ""))), "not in Arabic")


def test_a_link_to_a_folder_is_named_as_left_out(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "b.txt").write_text("نص بعيد")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.txt").write_text("نص قريب")
    (tmp_path / "here" / "more").symlink_to(tmp_path / "far", target_is_directory=True)
    corpus = read_corpus(tmp_path / "here")
    assert [document.doc_id for document in corpus.documents] == ["a"]
    assert any("left out" in note and "more" in note for note in corpus.notes)
