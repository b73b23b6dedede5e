"""Decoding bytes whose encoding nobody wrote down, without ever guessing past the evidence.

Arabic text files come in UTF-8, UTF-16 and Windows-1256. The first two prove themselves; the last accepts
any bytes at all, so it is believed only where what it yields looks like Arabic.
"""

import codecs
import re
import unicodedata

from analysis.errors import KhitabError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
ARABIC = re.compile("[\u0600-\u06ff]")
LETTER = re.compile("[\u0621-\u064a]")
# Windows-1256 has French letters as well, but not inside Arabic words: there they are another code page's Arabic.
FOREIGN = re.compile("[\u0621-\u064a][×÷àâçèéêëîïôùûüœ]|[×÷àâçèéêëîïôùûüœ][\u0621-\u064a]")


def decode(raw: bytes, place: str, encoding: str | None = None) -> tuple[str, str]:
    """Decode `raw`; return the text, without a byte-order mark, and the encoding's name.

    `place` names the file in errors; `encoding`, if given, is taken as said.
    Raises KhitabError for an unknown encoding and for bytes that no supported encoding explains.
    """
    if encoding is not None:
        return _decode_as(raw, place, encoding), encoding.lower()
    for bom, codec, name in BOMS:
        if raw.startswith(bom):
            return _decode_as(raw, place, codec), name
    if bare := bare_utf16(raw):
        return _decode_as(raw, place, bare), bare
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(raw):
            raise KhitabError(
                f"{place}: the file is UTF-8 but byte {error.start:,} is unreadable; "
                "repair or re-save the file as UTF-8."
            ) from error
    text = raw.decode("cp1256")
    if not _looks_arabic(text):
        raise KhitabError(
            f"{place}: the bytes are not readable as UTF-8, UTF-16 or Windows-1256 Arabic; "
            "say which encoding it is with encoding=, or re-save the file as UTF-8."
        )
    return text, "windows-1256"


def _decode_as(raw: bytes, place: str, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except LookupError as error:
        raise KhitabError(f"{place}: the encoding {encoding!r} is unknown; use e.g. 'utf-8' or 'cp1256'.") from error
    except UnicodeDecodeError as error:
        raise KhitabError(
            f"{place}: byte {error.start:,} is unreadable as {encoding}; "
            "repair the file or name its true encoding with encoding=."
        ) from error


def bare_utf16(raw: bytes) -> str | None:
    """Name the byte order of UTF-16 without a mark: its high bytes are nearly all 00, 06 or 20."""
    if len(raw) < 4 or len(raw) % 2:
        return None
    for name, high in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[0::2])):
        # Single-byte text may be rich in spaces but never holds 00 or 06.
        telling = high.count(b"\x00") + high.count(b"\x06")
        if telling >= 0.5 * len(high) and telling + high.count(b"\x20") >= 0.9 * len(high):
            return name
    return None


def _mostly_utf8(raw: bytes) -> bool:
    """Do most bytes beyond ASCII form UTF-8 sequences, a few broken ones apart?"""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - broken > broken


def _looks_arabic(text: str) -> bool:
    beyond_ascii = [character for character in text if character > "\x7f"]
    if any(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f\v" for character in text):
        return False
    if len(FOREIGN.findall(text)) > 0.01 * len(LETTER.findall(text)):
        return False
    return sum(map(bool, map(ARABIC.match, beyond_ascii))) >= 0.6 * len(beyond_ascii)
