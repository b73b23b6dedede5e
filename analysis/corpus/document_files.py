"""Files that hold one document each, or the articles of a press archive: text, web pages, Word, RTF, PDF and XML."""

from collections.abc import Mapping

from analysis.corpus.articles import KEEP, Found, articles_in, documents_of, may_hold_articles
from analysis.corpus.documents import Document, is_blank
from analysis.corpus.encodings import decode_by_its_bytes
from analysis.corpus.office_files import OFFICE
from analysis.corpus.page_paragraphs import plain_text
from analysis.corpus.pages import decode_page, read_archived_page, read_page
from analysis.corpus.reading_options import ReadingOptions
from analysis.corpus.source_files import SourceFile
from analysis.corpus.xml_files import read_xml
from analysis.errors import KhitabError

TEXTS = (".txt", ".text")
PAGES = (".html", ".htm", ".xhtml")
ARCHIVED = (".mhtml", ".mht")
DOCUMENTS = (*TEXTS, *PAGES, *ARCHIVED, ".docx", ".rtf", ".pdf", ".xml")
NOTHING: Mapping[str, object] = {}


def read_documents(
    file: SourceFile, metadata: Mapping[str, object], options: ReadingOptions
) -> tuple[list[Document], list[str]]:
    """Read the document of a file, or the articles that it holds, and notes on what in it was left out or settled.

    Raises KhitabError for a file that is damaged, no text, or empty.
    """
    place, raw = file.place, file.read()
    if file.suffix in PAGES and options.articles != KEEP:
        html, found, notes = decode_page(raw, place, options.encoding)
        if (options.articles or may_hold_articles(html, page=True)) and (
            several := _articles(plain_text(html), place, options)
        ):
            return _split(*several, file, {**metadata, "encoding": found}, notes, options)
    text, stated, found, notes = _one_text(file.suffix, raw, place, options.encoding)
    if is_blank(text):
        raise KhitabError(f"{place}: the file is empty; fill it or take it out of the folder.")
    if file.suffix not in ARCHIVED and (several := _articles(text, place, options)):
        return _split(*several, file, {**metadata, "encoding": found}, notes, options)
    if options.articles not in (None, KEEP):
        notes = [*notes, f"{place}: no marks of articles={options.articles!r} are found, so it is one document"]
    return [Document(file.stem, text, {**stated, **metadata, "encoding": found})], notes


def _one_text(
    suffix: str, raw: bytes, place: str, encoding: str | None
) -> tuple[str, Mapping[str, object], str, list[str]]:
    """The text of a file, the metadata that it states, its encoding, and notes."""
    if suffix in PAGES:
        return read_page(raw, place, encoding)
    if suffix in ARCHIVED:
        return read_archived_page(raw, place, encoding)
    if suffix in OFFICE:
        text, notes = OFFICE[suffix](raw, place)
        return text, NOTHING, suffix[1:], notes
    if suffix == ".xml":
        return *read_xml(raw, place), []
    text, found = decode_by_its_bytes(raw, place, encoding)
    if encoding is not None and found != encoding.lower():
        return text, NOTHING, found, [f"{place}: its bytes are {found}, so it is read as that and not as {encoding}"]
    return text, NOTHING, found, []


def _articles(text: str, place: str, options: ReadingOptions) -> tuple[str, Found] | None:
    try:
        found = articles_in(text, options.articles)
    except KhitabError as error:
        raise KhitabError(f"{place}: {error}") from error
    return (text, found) if found is not None else None


def _split(
    text: str, found: Found, file: SourceFile, metadata: Mapping[str, object], notes: list[str], options: ReadingOptions
) -> tuple[list[Document], list[str]]:
    about = {**metadata, "file": file.name}
    documents, more = documents_of(text, found, file.stem, file.place, about, options.dates)
    return documents, [*notes, *more]
