"""Mojibake: bytes of one encoding read as another and saved so (Ø§Ù„, ط§ظ„, ÇáÃãä), found and turned back.

A run of characters is turned back only where its bytes are a whole text in the other encoding, which chance hardly ever
makes them. The bytes that Windows-1252 leaves undefined are those of ftfy's "sloppy" codec, as programs wrote them.
"""

import re
from collections.abc import Iterator
from functools import cache

from analysis.corpus.mended import Mended, Piece, as_read, substituted

KINDS = ("utf-8 read as windows-1252", "utf-8 read as windows-1256", "windows-1256 read as windows-1252")
WINDOWS = "sloppy-windows-1252"
_ARABIC = re.compile("[\u0621-\u064a]")
# Windows-1256 read as 1252: three and more accented letters side by side, as no French or German word has them.
_SHIFTED = re.compile(r"[\u00c0-\u00ff]{3,}")


@cache
def _codes(codec: str) -> dict[str, int]:
    """The byte of each character beyond ASCII; control characters stand for their own, as in Latin-1."""
    from ftfy import bad_codecs

    bad_codecs.ok()
    return {chr(byte): byte for byte in range(0x80, 0xA0)} | {
        bytes([byte]).decode(codec): byte for byte in range(0x80, 0x100)
    }


def _class(codec: str, codes: range) -> str:
    return "".join(re.escape(char) for char, byte in _codes(codec).items() if byte in codes)


@cache
def _utf8_pattern(codec: str) -> re.Pattern[str]:
    """Two and more Arabic letters of UTF-8 read as this code page."""
    return re.compile(f"(?:[{_class(codec, range(0xD8, 0xDC))}][{_class(codec, range(0x80, 0xC0))}]){{2,}}")


@cache
def _run(codec: str) -> re.Pattern[str]:
    return re.compile(f"[{_class(codec, range(0x80, 0x100))}]+")


def count_mojibake(text: str) -> int:
    """How many runs of letters were read in the wrong encoding."""
    return sum(1 for _ in _damaged(text))


def _damaged(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    # An alef or a lam is in any Arabic text.
    if "Ø§" in text or "Ù„" in text or "Ù\x84" in text:
        yield from ((KINDS[0], match) for match in _utf8_pattern(WINDOWS).finditer(text))
    if "ط§" in text or "ظ„" in text:
        yield from ((KINDS[1], m) for m in _utf8_pattern("cp1256").finditer(text) if _turned(m.group(), "cp1256")[1])
    yield from ((KINDS[2], match) for match in _SHIFTED.finditer(text) if _reads_shifted(match.group()))


def _reads_shifted(run: str) -> bool:
    turned = _shifted(run)[0]
    return len(_ARABIC.findall(turned)) >= 0.9 * len(turned) and not _utf8_pattern(WINDOWS).search(run)


def mend_mojibake(text: str) -> Mended:
    """Turn back what is plainly mojibake; the rest stays as it is."""
    kinds = {kind for kind, _ in _damaged(text)}
    if not kinds:
        return as_read(text)
    if KINDS[0] in kinds:
        return substituted(text, _run(WINDOWS), lambda match: _turned(match.group(), WINDOWS)[0])
    if KINDS[1] in kinds:
        return substituted(text, _run("cp1256"), lambda match: _turned(match.group(), "cp1256")[0])
    return substituted(text, _run(WINDOWS), lambda match: _shifted(match.group()))


def _turned(run: str, codec: str) -> tuple[Piece, bool]:
    """A run whose bytes are UTF-8, with the place of each character's first byte; else the run itself."""
    raw = bytes(_codes(codec)[char] for char in run)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < 4:
            return (run, range(len(run))), False
        whole, _ = _turned(run[: error.start], codec)  # a run that was cut, or that ends in a character of its own
        return (whole[0] + run[error.start :], [*whole[1], *range(error.start, len(run))]), True
    places, place = [], 0
    for char in text:
        places.append(place)
        place += len(char.encode())
    return (text, places), True


def _shifted(run: str) -> Piece:
    return bytes(_codes(WINDOWS)[char] for char in run).decode("cp1256"), range(len(run))
