"""The text of Word documents, rich text and PDFs: what stands in them as text, in its order."""

import io
import logging
import re
import zipfile
from collections.abc import Callable

from analysis.corpus.source_files import FREE, MOST_TIMES
from analysis.corpus.spreadsheets import OLE
from analysis.corpus.word_documents import word_text
from analysis.errors import KhitabError
from analysis.wording import how_many

_DELETED = re.compile(rb"\\(?:deleted|v)(?![a-z0-9])")  # marks of rich text


def read_word(raw: bytes, place: str) -> tuple[str, list[str]]:
    """The paragraphs of a .docx, one a line, tables a row a line; headers, notes and comments are left out."""
    import docx

    if raw.startswith(OLE):
        raise KhitabError(
            f"{place}: the document is locked by a password, or an old .doc under a new name; open it and save it as "
            "an unlocked .docx."
        )
    check_packed(raw, place)
    try:
        text, notes = word_text(docx.Document(io.BytesIO(raw)), raw)
    except Exception as error:  # python-docx raises whatever the damaged archive makes it raise
        raise KhitabError(
            f"{place}: not a readable Word document ({error}); save it as .docx or .txt again."
        ) from error
    return text, [f"{place}: {note}" for note in notes]


def check_packed(raw: bytes, place: str) -> None:
    """Refuse an office file that would unpack to far more than a document holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            total = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        return  # the old formats are no archives
    bound = max(FREE, MOST_TIMES * len(raw))
    if total > bound:
        raise KhitabError(f"{place}: unpacks to {total:,} bytes, more than a document holds; save it anew.")


def read_pdf(raw: bytes, place: str) -> tuple[str, list[str]]:
    """The text layer of a PDF, page after page; pages that are pictures are named."""
    from pypdf import PdfReader

    if not raw.lstrip()[:5].startswith(b"%PDF"):
        raise KhitabError(f"{place}: the file is no PDF, whatever its name says; fetch it again.")
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # what it warns of are slips of the writer, one a line
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise KhitabError(f"{place}: the PDF is locked by a password; save it without one.")
        pages = [page.extract_text() for page in reader.pages]
    except KhitabError:
        raise
    except Exception as error:  # pypdf raises whatever the damaged file makes it raise
        raise KhitabError(f"{place}: not a readable PDF ({error}); print it to a new PDF or save its text.") from error
    empty = [number for number, text in enumerate(pages, start=1) if not text.strip()]
    if len(empty) == len(pages):
        raise KhitabError(
            f"{place}: the PDF has no text, its {len(pages):,} pages being pictures (scans); read them by OCR first."
        )
    named = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
    note = f"{place}: page {named} of {len(pages):,} has no text (a picture or blank); OCR reads scanned pages"
    return "\n".join(text for text in pages if text.strip()), [note] * bool(empty)


def read_rich_text(raw: bytes, place: str) -> tuple[str, list[str]]:
    """The text of an .rtf, a paragraph a line, cells of a table parted by |."""
    from striprtf.striprtf import rtf_to_text

    if not raw.lstrip()[:5].startswith(b"{\\rtf"):
        raise KhitabError(f"{place}: the file is no rich text, whatever its name says; save it as .rtf or .docx again.")
    try:
        text: str = rtf_to_text(raw.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf raises whatever the damaged file makes it raise
        raise KhitabError(f"{place}: not readable rich text ({error}); save it as .docx or .txt again.") from error
    marked, left = len(_DELETED.findall(raw)), raw.count(b"{\\footnote")
    notes = []
    if marked:
        pieces = how_many(marked, "piece")
        notes.append(f"{place}: {pieces} marked as deleted or hidden counted as text; accept changes, save as .docx")
    if left:
        notes.append(f"{place}: left out of its text: {how_many(left, 'footnote')}")
    return text, notes


OFFICE: dict[str, Callable[[bytes, str], tuple[str, list[str]]]] = {
    ".docx": read_word,
    ".rtf": read_rich_text,
    ".pdf": read_pdf,
}
