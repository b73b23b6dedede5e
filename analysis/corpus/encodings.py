"""Decoding bytes whose encoding nobody wrote down, without ever guessing past the evidence.

Arabic text files come in UTF-8, UTF-16, UTF-32 and Windows-1256. The first three prove themselves; the last accepts
any bytes at all, so it is believed only where what it yields looks like Arabic, and more so than in any other Arabic
code page. A file whose lines are in two encodings is refused with the lines named, or read line by line when told.
"""

import codecs
import re
import unicodedata

from analysis.corpus.code_pages import belies, likeliest
from analysis.errors import KhitabError

MIXED = "mixed"
"""The encoding of a file whose lines are each in UTF-8 or in Windows-1256."""

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
HIGH = re.compile(rb"[\x80-\xff]")

# How files begin that are no text, whatever their names say.
SIGNATURES = (
    (b"%PDF", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a zip archive (as .docx, .xlsx and .ods are)", "its own"),
    (b"\xff\xd8\xff", "a JPEG picture", ""),
    (b"\x89PNG", "a PNG picture", ""),
    (b"GIF8", "a GIF picture", ""),
    (b"\x1f\x8b", "a gzip archive", ".gz"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", ".doc or .xls"),
    (b"{\\rtf", "a rich text file (RTF)", ""),
    (b"PAR1", "a Parquet table", ".parquet"),
    (b"SQLite format", "a database", ""),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"Rar!", "a RAR archive", ""),
    (b"7z\xbc\xaf", "a 7z archive", ""),
)


def decode(raw: bytes, place: str, encoding: str | None = None) -> tuple[str, str]:
    """Decode `raw`; return the text, without a byte-order mark, and the encoding's name.

    `place` names the file in errors; `encoding`, if given, is taken as said ("mixed": each line by its own bytes).
    Raises KhitabError for an unknown encoding and for bytes that are no text or that no supported encoding explains.
    """
    refuse_other_kinds(raw, place)
    if encoding is not None:
        if encoding.lower() == MIXED:
            return _line_by_line(raw, place), MIXED
        return _decode_as(raw, place, encoding), encoding.lower()
    for bom, codec, name in BOMS:
        if raw.startswith(bom):
            return _decode_as(raw, place, codec), name
    if bare := bare_wide(raw):
        return _decode_as(raw, place, bare), bare
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        refuse_mixed_lines(raw, place)
        if _mostly_utf8(raw):
            cut = error.start >= len(raw) - 3
            raise KhitabError(
                f"{place}: the file is UTF-8 but byte {error.start:,} is unreadable"
                f"{', the file breaking off in the middle of a character' if cut else ''}; "
                "repair or re-save the file as UTF-8."
            ) from error
    return _legacy(raw, place), "windows-1256"


def proves_utf8(raw: bytes) -> bool:
    """Can the bytes be nothing but UTF-8: by a mark at their start, or by many letters beyond ASCII that fit?"""
    if raw.startswith(codecs.BOM_UTF8):
        return True
    if len(HIGH.findall(raw[:100_000])) < 6:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_by_its_bytes(raw: bytes, place: str, encoding: str | None) -> tuple[str, str]:
    """Decode one of many files: as said, but by its own bytes where they prove to be UTF-8 or carry a mark."""
    if encoding is not None and (proves_utf8(raw) or any(raw.startswith(bom) for bom, *_ in BOMS)):
        return decode(raw, place)
    return decode(raw, place, encoding)


def refuse_other_kinds(raw: bytes, place: str) -> None:
    """Refuse what is no text at all."""
    for start, kind, ending in SIGNATURES:
        if raw.startswith(start):
            mend = f"rename it so that it ends in {ending}" if ending else "take it out, or save its text as .txt"
            raise KhitabError(f"{place}: the file is {kind}, not text; {mend}.")
    if raw and not raw.strip(b"\x00"):
        raise KhitabError(f"{place}: the file holds nothing but NUL bytes; fetch it again.")


def _legacy(raw: bytes, place: str) -> str:
    text = raw.decode("cp1256")
    if _looks_arabic(text) and not belies(raw):
        return text
    likely = likeliest(raw)
    known = f"; they read as Arabic with encoding={likely!r}" if likely not in (None, "cp1256") else ""
    raise KhitabError(
        f"{place}: the bytes are not readable as UTF-8, UTF-16 or Windows-1256 Arabic{known}; "
        "say which encoding it is with encoding=, or re-save the file as UTF-8."
    )


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
    except (UnicodeError, ValueError) as error:
        raise KhitabError(f"{place}: the bytes are unreadable as {encoding}; name the true encoding.") from error


def bare_wide(raw: bytes) -> str | None:
    """Name the byte order of UTF-16 or UTF-32 without a mark: most of its high bytes are 00, 06, 20, FB or FE."""
    whole = raw[: len(raw) // 4 * 4]
    if len(whole) >= 8:
        for name, zeros in (("utf-32-le", whole[3::4] + whole[2::4]), ("utf-32-be", whole[0::4] + whole[1::4])):
            if not zeros.strip(b"\x00"):
                return name
    even = raw[: len(raw) // 2 * 2]
    if len(even) < 4:
        return None
    for name, high in (("utf-16-le", even[1::2]), ("utf-16-be", even[0::2])):
        # Single-byte text may be rich in spaces but never holds 00 or 06.
        telling = high.count(b"\x00") + high.count(b"\x06")
        shaped = high.count(b"\xfe") + high.count(b"\xfb")
        if telling + shaped >= 0.5 * len(high) and telling + shaped + high.count(b"\x20") >= 0.9 * len(high):
            if not telling or (shaped and telling + high.count(b"\x20") < 0.05 * len(high)):
                continue  # FE and FB are letters of Windows-1256
            return name
    return None


def line_kinds(lines: list[bytes]) -> list[str | None]:
    """For each line "utf-8" or "windows-1256" where its bytes prove that it is the one and not the other."""
    return [_line_kind(line) for line in lines]


def _line_kind(line: bytes) -> str | None:
    high = len(HIGH.findall(line))
    if not high:
        return None
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return None if high < 4 or _mostly_utf8(line) else "windows-1256"
    return "utf-8" if high >= 4 else None  # bytes of Windows-1256 hardly ever fit together so


def mixed_lines(raw: bytes) -> tuple[list[int], str] | None:
    """The numbers (from 1) of the lines in the rarer of two encodings, and its name; None where there is but one."""
    kinds = line_kinds(raw.split(b"\n"))
    numbers = {kind: [n for n, found in enumerate(kinds, start=1) if found == kind] for kind in set(kinds) - {None}}
    if len(numbers) < 2:
        return None
    rarer = min(numbers, key=lambda kind: len(numbers[kind]))
    return numbers[rarer], str(rarer)


def refuse_mixed_lines(raw: bytes, place: str) -> None:
    """Refuse a file of which some lines are UTF-8 and others Windows-1256, naming those that are fewer."""
    found = mixed_lines(raw)
    if found is None:
        return
    numbers, kind = found
    others = "windows-1256" if kind == "utf-8" else "utf-8"
    named = ", ".join(f"{number:,}" for number in numbers[:5]) + (" …" if len(numbers) > 5 else "")
    raise KhitabError(
        f"{place}, line {named}: written in {kind} where the other lines are {others}; encoding={MIXED!r} reads each "
        "line by its own bytes, or re-save the file as UTF-8."
    )


def _line_by_line(raw: bytes, place: str) -> str:
    """Each line by its own bytes."""
    lines = raw.removeprefix(codecs.BOM_UTF8).split(b"\n")
    return "\n".join(_one_line(line, f"{place}, line {number:,}") for number, line in enumerate(lines, start=1))


def _one_line(line: bytes, place: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        if _mostly_utf8(line):
            return _decode_as(line, place, "utf-8")
        return line.decode("cp1256")


def _mostly_utf8(raw: bytes) -> bool:
    """Do most bytes beyond ASCII form UTF-8 sequences, a few broken ones apart?"""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - broken > broken


def _looks_arabic(text: str) -> bool:
    beyond_ascii = [character for character in text if character > "\x7f"]
    if any(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f\v\x00" for character in text):
        return False
    if len(FOREIGN.findall(text)) > 0.01 * len(LETTER.findall(text)):
        return False
    return sum(map(bool, map(ARABIC.match, beyond_ascii))) >= 0.6 * len(beyond_ascii)
