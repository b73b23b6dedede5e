"""Old Arabic code pages, told apart by how often each letter would occur.

Every one of them reads any bytes, and all but one as nonsense: so many ظ and ض and so few ا and ل as no Arabic text
has. A page is named in the error; it is used only when the scholar gives it as `encoding=`.
"""

import math
import re
import unicodedata

PAGES = ("cp1256", "iso8859-6", "cp864", "cp720", "mac_arabic")
MARGIN = 0.4  # natural logarithms a letter by which another page must surpass Windows-1256
FLOOR = -3.7  # Arabic news has about -3.1 in its own page; what is less Arabic is none
SURE, LONG = -3.4, 40  # what is plainly Arabic, in so many bytes beyond ASCII
SAMPLE = 100_000  # bytes
HIGH_RUN = re.compile(rb"[\x80-\xff]+")

# Letters of a thousand in Arabic news, counted in 2,000 reports of SaudiNewsNet and the ANT corpus, alefs together.
PER_THOUSAND = {
    "ا": 181, "ل": 117, "ي": 75, "م": 66, "و": 54, "ن": 50, "ت": 46, "ر": 45, "ب": 35, "ة": 35, "ع": 34, "د": 31,
    "ف": 25, "س": 25, "ه": 24, "ق": 22, "ح": 18, "ك": 17, "ج": 15, "ش": 10, "ط": 9, "ص": 9, "خ": 8, "ى": 8,
    "ض": 7, "ز": 7, "ذ": 6, "ث": 5, "ئ": 4, "غ": 4, "ء": 3, "ظ": 2, "ؤ": 1,
}  # fmt: skip
BARE = str.maketrans("أإآٱ", "اااا")
PUNCTUATION = set("،؛؟«»“”‘’–—…•\u00a0\u200f\u200e\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652%٪٠١٢٣٤٥٦٧٨٩")


def likeliest(raw: bytes) -> str | None:
    """The code page in which the bytes beyond ASCII are the most Arabic; None where none plainly is.

    Pages that agree in their letters (ISO 8859-6 and that of the old Macintosh) are told apart by the rest alone, the
    first being named where they do not differ.
    """
    sample = raw[:SAMPLE]
    runs = [len(run) for run in HIGH_RUN.findall(sample)]
    if sum(length for length in runs if length > 1) < 0.7 * sum(runs):
        return None  # accents inside words of Latin letters
    scores = {page: _score(sample, page) for page in PAGES}
    best = max(PAGES, key=lambda page: (round(scores[page], 2), page == "cp1256", -PAGES.index(page)))
    if scores[best] < FLOOR:
        return None if best != "cp1256" else best
    return best if best == "cp1256" or scores[best] - scores["cp1256"] > MARGIN else "cp1256"


def belies(raw: bytes) -> bool:
    """Is a long text that could be Windows-1256 far likelier in another page?"""
    if len(b"".join(HIGH_RUN.findall(raw[:SAMPLE]))) < LONG:
        return False
    likely = likeliest(raw)
    if likely in (None, "cp1256"):
        return False
    return _score(raw[:SAMPLE], str(likely)) > max(SURE, _score(raw[:SAMPLE], "cp1256") + 2 * MARGIN)


def _score(raw: bytes, page: str) -> float:
    """Mean logarithm of the frequency of each character beyond ASCII."""
    text = raw.decode(page, errors="replace")
    shown = "".join(unicodedata.normalize("NFKC", char) for char in text) if page == "cp864" else text
    letters = [char for char in shown.translate(BARE) if char > "\x7f"]
    if not letters:
        return -math.inf
    return sum(_log_frequency(char) for char in letters) / len(letters)


def _log_frequency(char: str) -> float:
    if char in PER_THOUSAND:
        return math.log(PER_THOUSAND[char] / 1000)
    return math.log(0.003 if char in PUNCTUATION or char.isalpha() else 0.0002)
