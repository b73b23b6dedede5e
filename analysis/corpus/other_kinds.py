"""Kinds of files that are not read, and what to do with each so that it is."""

from analysis.corpus.document_files import DOCUMENTS
from analysis.corpus.formats import SUFFIXES

_WORD = "open it in a word processor and save it as .docx or .txt"
_PACKED = "unpack it, and name the folder"
_TABLE = "write it as .csv, .xlsx or .parquet from the program that made it"
_MAILS = "save the text of each mail as .txt or .html, or all of them as rows of a table"
_REFERENCES = "export the references from their program as .csv, with the texts in a column"
_SUBTITLES = "save the words without the times as .txt"
_PLAIN = "its text without the marks can be saved as .txt"
MENDS = {
    **dict.fromkeys((".doc", ".odt", ".pages", ".wps", ".wpd", ".dot", ".docm"), _WORD),
    **dict.fromkeys((".rar", ".7z", ".tar", ".tgz", ".bz2", ".xz", ".zst"), _PACKED),
    **dict.fromkeys((".sav", ".dta", ".rds", ".rda", ".rdata", ".sas7bdat", ".por", ".feather", ".arrow"), _TABLE),
    **dict.fromkeys((".numbers", ".pkl", ".pickle", ".db", ".sqlite", ".sqlite3", ".mdb", ".accdb", ".dat"), _TABLE),
    **dict.fromkeys((".eml", ".msg", ".mbox", ".pst"), _MAILS),
    **dict.fromkeys((".ris", ".enw", ".bib", ".nbib", ".enl"), _REFERENCES),
    **dict.fromkeys((".srt", ".vtt", ".ass", ".sub", ".ttml", ".sbv"), _SUBTITLES),
    **dict.fromkeys((".md", ".markdown", ".tex", ".yaml", ".yml"), _PLAIN),
    **dict.fromkeys((".epub", ".mobi", ".azw3", ".djvu"), "convert the book into .txt or .html first"),
    **dict.fromkeys((".warc", ".arc", ".wacz"), "take the pages out as .html first, as with warcio"),
    **dict.fromkeys((".webarchive", ".maff"), "save the page as .html or .mhtml from the browser"),
    **dict.fromkeys((".js",), "take out what stands before the first [ or { and call it .json"),
    **dict.fromkeys(
        (".gdoc", ".gsheet"), "it is a link alone; download the document as .docx, the sheet as .csv or .xlsx"
    ),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic"), "a picture must be read by OCR first"),
    **dict.fromkeys((".mp3", ".mp4", ".wav", ".m4a", ".ogg"), "what is spoken must be written down first"),
}
KNOWN = ", ".join((*DOCUMENTS, *SUFFIXES, ".zip", ".gz"))


def known_mend(suffix: str) -> str:
    """What to do with a file of a kind that is not read; "" where no more is known than that it is not."""
    return MENDS.get(suffix.lower(), "")


def mend_of(suffix: str) -> str:
    """What to do with such a file, and the kinds that are read."""
    mend = known_mend(suffix)
    return f"{mend} (read are {KNOWN})" if mend else f"use {KNOWN}"
