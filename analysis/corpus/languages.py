"""The language of a document, by its letters and its small words: enough to tell what Khitab cannot read.

No model is needed for that: which script most letters are in, and whose small words stand among them.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

BEGINNING = 2_000  # characters that are looked at
NAMES = {
    "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "ckb": "Kurdish", "en": "English", "fr": "French", "de": "German",
    "es": "Spanish", "tr": "Turkish", "he": "Hebrew", "latin": "another language in Latin letters",
    "other": "another script", "none": "no language",
}  # fmt: skip
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
# Letters of Persian, Urdu and Kurdish that Arabic has not, apart from those of Persian keyboards (ک, ی).
_NOT_ARABIC = re.compile("[پچژگٹڈڑںھہےۆێەڕڵ]")


def language_of(text: str) -> str:
    """The language's code, or "latin", "other" or "none" where it is not one of those known here.

    >>> language_of("The minister said that the talks were held in the capital.")
    'en'
    """
    start = text[:BEGINNING]
    arabic = len("".join(_ARABIC.findall(start)))
    letters = 0 if arabic * 2 >= len(start) else len(_LETTER.findall(start))
    if not letters and not arabic:
        return "none"
    latin = len(_LATIN.findall(start)) if letters else 0
    if arabic * 2 >= letters:
        return _among(start, ("ar", "fa", "ur", "ckb")) if len(_NOT_ARABIC.findall(start)) > 0.01 * arabic else "ar"
    if latin * 2 >= letters:
        return _among(start.casefold(), ("en", "fr", "de", "es", "tr"))
    return "he" if len(_HEBREW.findall(start)) * 2 >= letters else "ar" if arabic > latin else "other"


def _among(text: str, codes: tuple[str, ...]) -> str:
    words = _WORD.findall(text)
    found = {code: sum(word in _small_words()[code] for word in words) for code in codes}
    best = max(codes, key=lambda code: found[code])
    fallback = "latin" if "en" in codes else "ar"
    return best if found[best] else fallback


@cache
def _small_words() -> dict[str, frozenset[str]]:
    words = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))
    return {code: frozenset(of_language) for code, of_language in words.items()}
