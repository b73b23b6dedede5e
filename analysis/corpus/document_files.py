"""Files that hold one document each: text, web pages, Word documents, PDFs and XML."""

from collections.abc import Mapping

from analysis.corpus.documents import Document, is_blank
from analysis.corpus.encodings import decode_by_its_bytes
from analysis.corpus.office_files import read_pdf, read_word
from analysis.corpus.pages import read_archived_page, read_page
from analysis.corpus.source_files import SourceFile
from analysis.corpus.xml_files import read_xml
from analysis.errors import KhitabError

TEXTS = (".txt", ".text")
PAGES = (".html", ".htm", ".xhtml")
ARCHIVED = (".mhtml", ".mht")
DOCUMENTS = (*TEXTS, *PAGES, *ARCHIVED, ".docx", ".pdf", ".xml")


def read_document(
    file: SourceFile, metadata: Mapping[str, object], encoding: str | None, doc_id: str | None = None
) -> tuple[Document, list[str]]:
    """Read one document, and notes on what in it was left out or settled.

    Raises KhitabError for a file that is damaged, no text, or empty.
    """
    suffix, place = file.suffix, file.place
    raw = file.read()
    stated: dict[str, object] = {}
    notes: list[str] = []
    if suffix in PAGES or suffix in ARCHIVED:
        text, stated, found, notes = (read_page if suffix in PAGES else read_archived_page)(raw, place, encoding)
    elif suffix == ".docx":
        (text, notes), found = read_word(raw, place), "docx"
    elif suffix == ".pdf":
        (text, notes), found = read_pdf(raw, place), "pdf"
    elif suffix == ".xml":
        text, stated, found = read_xml(raw, place)
    else:
        text, found = decode_by_its_bytes(raw, place, encoding)
        if encoding is not None and found != encoding.lower():
            notes = [f"{place}: its bytes are {found}, so it is read as that and not as {encoding}"]
    if is_blank(text):
        raise KhitabError(f"{place}: the file is empty; fill it or take it out of the folder.")
    return Document(doc_id or file.stem, text, {**stated, **metadata, "encoding": found}), notes
