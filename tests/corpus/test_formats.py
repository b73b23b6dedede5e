"""The same texts in every format are the same documents."""

import gzip
import io
import json
import zipfile

import docx
import pandas as pd
import pytest

from analysis.corpus import read_corpus, stream_corpus
from analysis.errors import KhitabError

TEXTS = {
    "a": "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة، وقال قائدها: «الطريق آمن».\n"
    "وأضاف أن الوفد سيعود غدا إلى المدينة.",
    "b": "أعلنت البلدية إغلاق الطريق حتى إشعار آخر؛ ودعت السائقين إلى الحذر.\n"
    "واستمرت الأمطار حتى المساء في معظم المناطق.",
}
FRAME = pd.DataFrame({"doc_id": list(TEXTS), "text": list(TEXTS.values())})


def write_files(folder, encoding):
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_bytes(text.encode(encoding))


def write_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in TEXTS.items():
            archive.writestr(f"{name}.txt", text)


def write_word(folder):
    folder.mkdir()
    for name, text in TEXTS.items():
        document = docx.Document()
        for line in text.split("\n"):
            document.add_paragraph(line)
        document.save(folder / f"{name}.docx")


def write_pages(folder):
    folder.mkdir()
    for name, text in TEXTS.items():
        lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        (folder / f"{name}.html").write_text(f"<html><body><article>{lines}</article></body></html>")


def write_tei(folder):
    folder.mkdir()
    for name, text in TEXTS.items():
        lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{lines}</body></text></TEI>'
        (folder / f"{name}.xml").write_text(tei)


def write_mhtml(folder):
    folder.mkdir()
    for name, text in TEXTS.items():
        lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        page = f"<html><body><article>{lines}</article></body></html>"
        head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; "
        part = 'charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
        (folder / f"{name}.mhtml").write_bytes((head + part + page + "\n--x--\n").encode())


def _cells(row):
    paragraphs = ("".join(f"<text:p>{line}</text:p>" for line in cell.splitlines()) for cell in row)
    return "".join(f'<table:table-cell office:value-type="string">{p}</table:table-cell>' for p in paragraphs)


def write_ods(path):
    rows = "".join(f"<table:table-row>{_cells(row)}</table:table-row>" for row in [("doc_id", "text"), *TEXTS.items()])
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="s">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)


WRITERS = {
    "utf8": lambda path: write_files(path, "utf-8"),
    "windows": lambda path: write_files(path, "cp1256"),
    "wide": lambda path: write_files(path, "utf-16"),
    "t.csv": lambda path: FRAME.to_csv(path, index=False),
    "excel.csv": lambda path: FRAME.to_csv(path, index=False, sep=";", encoding="cp1256"),
    "t.tsv": lambda path: FRAME.to_csv(path, index=False, sep="\t"),
    "t.csv.gz": lambda path: path.write_bytes(gzip.compress(FRAME.to_csv(index=False).encode())),
    "t.xlsx": lambda path: FRAME.to_excel(path, index=False),
    "t.ods": write_ods,
    "t.json": lambda path: path.write_text(json.dumps(FRAME.to_dict("records"))),
    "columns.json": lambda path: path.write_text(json.dumps(FRAME.to_dict("list"), ensure_ascii=False)),
    "pandas.json": lambda path: FRAME.to_json(path),
    "wrapped.json": lambda path: path.write_text(json.dumps({"total": 2, "articles": FRAME.to_dict("records")})),
    "by_id.json": lambda path: path.write_text(json.dumps({k: {"text": v} for k, v in TEXTS.items()})),
    "t.jsonl": lambda path: FRAME.to_json(path, orient="records", lines=True),
    "t.parquet": lambda path: FRAME.to_parquet(path),
    "t.zip": write_zip,
    "word": write_word,
    "pages": write_pages,
    "saved": write_mhtml,
    "tei": write_tei,
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_texts_are_the_same_documents(tmp_path, name):
    path = tmp_path / name
    WRITERS[name](path)
    for corpora in ([read_corpus(path)], list(stream_corpus(path))):
        assert {d.doc_id: d.text for corpus in corpora for d in corpus.documents} == TEXTS


def pdf(*pages):
    """A PDF with a line of Latin text on each page; an empty string makes a page that is a picture."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        if text:
            font = DictionaryObject(
                {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
            )
            font[NameObject("/BaseFont")] = NameObject("/Helvetica")
            fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
            stream = DecodedStreamObject()
            stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
            page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_gives_its_text_layer_and_names_pages_without_one(tmp_path):
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf("The first page.", "", "The third page."))
    corpus = read_corpus(path)
    assert corpus.documents[0].text == "The first page.\nThe third page."
    assert any("page 2 of 3 has no text" in note for note in corpus.notes)
    path.write_bytes(pdf("", ""))
    with pytest.raises(KhitabError, match=r"r\.pdf: the PDF has no text, its 2 pages being pictures"):
        read_corpus(path)


def test_sheets_that_are_left_out_are_named(tmp_path):
    with pd.ExcelWriter(tmp_path / "t.xlsx") as book:
        FRAME.to_excel(book, index=False, sheet_name="أخبار")
        FRAME.to_excel(book, index=False, sheet_name="قديم")
    corpus = read_corpus(tmp_path / "t.xlsx")
    assert any("the sheet 'أخبار' is read and the others are left out: قديم" in note for note in corpus.notes)


def test_texts_cut_by_a_spreadsheet_are_noted(tmp_path):
    pd.DataFrame({"text": ["كلام " * 6554, "خبر"]}).assign(text=lambda t: t["text"].str[:32767]).to_csv(
        tmp_path / "t.csv", index=False
    )
    for corpus in (read_corpus(tmp_path / "t.csv"), stream_corpus(tmp_path / "t.csv")):
        assert any("1 text has the 32,767 characters at which a spreadsheet cuts" in note for note in corpus.notes)
