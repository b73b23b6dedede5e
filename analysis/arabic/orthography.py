"""Arabic spelling: small pure steps that make spellings comparable and remember where a character came from.

Two strengths are offered. `normalize` undoes what typesetting adds (diacritics, tatweel, presentation forms, direction
marks, letters of the Persian and Urdu keyboards): what a parser should read. `key` goes further and folds the spellings
that Arabic writers themselves confuse (hamza on alef, final ya, ta marbuta), and Arabic and Persian digits: what a
lexicon should match on.

Source of the folding: Larkey, Ballesteros & Connell (2002), "Improving stemming for Arabic information retrieval",
doi:10.1145/564376.564425, whose normalisation it follows, with the hamza carriers waw and ya added.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# Combining marks of Arabic: harakat, tanwin, shadda, sukun, superscript alef, Quranic signs.
_DIACRITICS = r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
TATWEEL = "\u0640"
# Zero-width space/joiners, direction marks and isolates, soft hyphen, byte-order mark; what joins or selects shapes:
# the combining grapheme joiner, the Mongolian vowel separator, variation selectors, tags; interlinear marks.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef"
)
_DROPPED = re.compile(f"[{_DIACRITICS}{TATWEEL}{_INVISIBLE}]")
INVISIBLE = re.compile(f"[{_INVISIBLE}]")

_LETTERS = {
    "ی": "ي",
    "ے": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ګ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ۃ": "ة",
    "ۂ": "ه",
    "ٱ": "ا",
    "ٴ": "ء",  # the high hamza of Kazakh keyboards, where it stands after no letter that bears one
    **dict(zip("ٵٶٷٸ", "أؤؤئ", strict=True)),
}
# Hamza typed as a mark of its own after its bearer; without this it would be lost with the diacritics.
_COMPOSED = {"ا\u0653": "آ", "ا\u0654": "أ", "ا\u0655": "إ", "و\u0654": "ؤ", "ي\u0654": "ئ"}
_COMPOSED |= {pair[0] + "\u0674": letter for pair, letter in _COMPOSED.items() if pair[1] == "\u0654"}
_HAMZA_BEARERS = {pair[0] for pair in _COMPOSED}

# Letters repeated for emphasis (جدااااا). Of some, three in a row are sound: تتتبع, وووضع, للله.
_REPEATED = re.compile(r"([تولنمبكسف])\1{3,}|([ءآأؤإئابةثجحخدذرزشصضطظعغقهىيپچژکگی])\2{2,}")
# A small alef stands for a whole one where the Quran's spelling is followed, ٱلسَّمَٰوَٰتِ; a few words of everyday
# spelling have it in speech alone, هٰذا, and some writers mark it there.
SMALL_ALEF = "\u0670"
_PART_OF_WORD = rf"[\u0621-\u064a\u0671-\u06d3{_DIACRITICS}{_INVISIBLE}]"
_WORD = re.compile(f"{_PART_OF_WORD}+")
_UNWRITTEN_ALEF = re.compile(
    "(?:[وفبكلأا]|ال)*?(?:هذ[اهي].*|هذان|هذين|ه[ؤو]لا.*|هكذا|ه?[أا]نتم|ههنا|ذلك.*|[أا]ول[ئي]ك.*|لكن.*|[إا]له.*|لله?.*"
    "|(?:عبد)?الله.*|.*ا?لله|(?:عبد)?ا?لرحمن|رحمن|طه|يس)"
)

# Only compatibility forms of Arabic are unfolded: NFKC at large would also turn ½ or ™ into other words.
_PRESENTATION = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
_UNEVEN = re.compile(r"[\u0653-\u0655\u0670\u0674\ufb50-\ufdff\ufe70-\ufefc]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_PLAIN = re.compile(r"[ء-غف-يa-zA-Z0-9]*")
_VOWEL_SIGNS = re.compile(r"[\u064b-\u0652\u0640]")
_TATWEELS = re.compile(TATWEEL + "+")
_LETTER_OR_MARK = re.compile(
    r"[\u0610-\u061a\u0621-\u063f\u0641-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff"
    r"\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_FOLDED = {"أ": "ا", "إ": "ا", "آ": "ا", "ٲ": "ا", "ٳ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه"}


@dataclass(frozen=True)
class Normalized:
    """A normalised text and the way back to its source.

    Attributes
    ----------
    text : the normalised text, n characters.
    offsets : (n + 1,) int64, not decreasing; `offsets[i]` is the source position of character i, and `offsets[n]` is
        the length of the source.
    """

    text: str
    offsets: NDArray[np.int64]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source span of the normalised characters `start:end`, with the marks on its last letter."""
        if start >= end:
            position = int(self.offsets[start])
            return position, position
        return int(self.offsets[start]), int(self.offsets[end])


@lru_cache(maxsize=10_000)
def _normal_form(character: str) -> str:
    """Give what one source character becomes: nothing, itself, or (for ligatures) several letters."""
    if _DROPPED.match(character):
        return ""
    if _SPACES.match(character):
        return " "
    if _PRESENTATION.match(character):
        # NFKC writes an isolated mark as space + mark: the strip leaves nothing of it.
        letters = _DROPPED.sub("", unicodedata.normalize("NFKC", character)).strip()
        return "".join(_LETTERS.get(letter, letter) for letter in letters)
    return _LETTERS.get(character, character)


def normalize(text: str) -> Normalized:
    """Undo typesetting: drop diacritics, tatweel and invisible marks; unfold presentation forms; unify letter variants.

    Hamza, ta marbuta, alef maqsura, digits, punctuation and line breaks stay as they are.

    Returns
    -------
    Normalized: the text and an offset map into `text`. Marks before the first letter of a word belong to what stands
    before them; marks after a letter belong to that letter. Of a letter repeated for emphasis one is left. A small
    alef becomes a whole one, but in words of everyday spelling that are written without it (هٰذا).
    """
    even = _letter_for_letter(text)
    if even is not None:
        kept = np.ones(len(text) + 1, dtype=bool)
        kept[[mark.start() for mark in _DROPPED.finditer(text)]] = False
        return _without_emphasis(_DROPPED.sub("", even), np.flatnonzero(kept))
    pieces: list[str] = []
    offsets: list[int] = []
    otherwise = _small_alefs(text)
    composed = -1
    for position, character in enumerate(text):
        form = otherwise[position] if position in otherwise else _normal_form(character)
        if position == composed:
            form = ""
        elif form and character in _HAMZA_BEARERS and position + 1 < len(text):
            pair = _COMPOSED.get(character + text[position + 1])
            if pair is not None:
                form, composed = pair, position + 1
        pieces.append(form)
        offsets.extend([position] * len(form))
    offsets.append(len(text))
    return _without_emphasis("".join(pieces), np.asarray(offsets, dtype=np.int64))


def _without_emphasis(letters: str, offsets: NDArray[np.int64]) -> Normalized:
    """A normalised text without the letters that only lengthen a word."""
    gone = [place for run in _REPEATED.finditer(letters) for place in range(run.start() + _kept(run), run.end())]
    return Normalized(without_emphasis(letters), np.delete(offsets, gone)) if gone else Normalized(letters, offsets)


def _kept(run: re.Match[str]) -> int:
    """How many letters of a run belong to the word: two in الله, else one."""
    return 2 if run[0][0] == "ل" and run.string[run.end() : run.end() + 1] == "ه" else 1


def without_emphasis(text: str) -> str:
    """The text with one letter for each that is repeated for emphasis."""
    return _REPEATED.sub(lambda run: run[0][: _kept(run)], text)


def _small_alefs(text: str) -> dict[int, str]:
    """What becomes of small alefs, and of the و or ى that bears one in ٱلصَّلَوٰة and تَرَىٰه."""
    changed: dict[int, str] = {}
    if SMALL_ALEF not in text:
        return changed
    for word in _WORD.finditer(text):
        if SMALL_ALEF not in word[0] or _UNWRITTEN_ALEF.fullmatch("".join(map(_normal_form, word[0]))):
            continue
        for place in range(*word.span()):
            if text[place] == SMALL_ALEF:
                changed |= _small_alef(text, place, word.start(), word.end())
    return changed


def _small_alef(text: str, place: int, start: int, end: int) -> dict[int, str]:
    before = next((at for at in range(place - 1, start - 1, -1) if _normal_form(text[at])), None)
    if before is None or text[before] in "اآأإٱ":
        return {}
    if text[before] in "ىی":
        is_last = not any(_normal_form(char) for char in text[place + 1 : end])
        return {} if is_last else {before: "", place: "ا"}
    if text[before] == "و" and before == place - 1:
        return {before: "", place: "ا"}
    return {place: "ا"}


def _letter_for_letter(text: str) -> str | None:
    """The text with letters and spaces unified, nothing dropped; None where one letter may become two, or two one."""
    if _UNEVEN.search(text):
        return None
    for letter, unified in _LETTERS.items():
        text = text.replace(letter, unified)
    return _SPACES.sub(" ", text)


def normal(text: str) -> str:
    """Give the normalised text alone, `normalize(text).text`, at once where no ligatures are to be unfolded."""
    bare = _VOWEL_SIGNS.sub("", text)
    if _PLAIN.fullmatch(bare) and not _REPEATED.search(bare):
        return bare
    even = _letter_for_letter(text)
    return normalize(text).text if even is None else without_emphasis(_DROPPED.sub("", even))


def fold(text: str) -> str:
    """Fold the letters that writers confuse: أ إ آ to ا, ؤ to و, ئ and ى to ي, ة to ه."""
    for letter, folded in _FOLDED.items():  # `translate` takes as long for a word, and forty times as long for a text
        text = text.replace(letter, folded)
    return text


def fold_hamzas(text: str) -> str:
    """Fold the alefs with hamza or madda, أ إ آ, to ا, and no other letter."""
    for letter in "أإآٲٳ":
        text = text.replace(letter, "ا")
    return text


@lru_cache(maxsize=100_000)
def printed(form: str) -> str:
    """Give the spelling on which printed words are compared: as `key`, but ة stays ة, ى stays ى, ؤ and ئ as they are.

    So `printed("الإرهابُ") == printed("الارهاب")`, while على and علي, مدرسة and مدرسه stay apart: these are other words
    too often for a search that promises the words as printed.
    """
    return fold_hamzas(normal(with_hyphens(form, dash_places(form)))).translate(_DIGITS).strip().lower()


def dash_places(text: str) -> list[int]:
    """Places of the tatweels that lengthen no letter, and so are a dash: الشرق ـ أوسطي, ٢٢ـ٢٨."""
    found: list[int] = []
    letter_before, seen = False, 0
    for run in _TATWEELS.finditer(text):
        letter_before = _ends_in_letter(text, seen, run.start(), letter_before)
        if not letter_before and not _LETTER_OR_MARK.match(_next_visible(text, run.end())):
            found += range(*run.span())
        seen = run.end()
    return found


def _ends_in_letter(text: str, start: int, end: int, before: bool) -> bool:
    """Whether the last character that shows in a stretch without tatweels is a letter; `before` where none shows."""
    for place in range(end - 1, start - 1, -1):
        if not _is_unseen(text[place]):
            return bool(_LETTER_OR_MARK.match(text[place]))
    return before


def _next_visible(text: str, start: int) -> str:
    """The first character from a place on that shows, other than a tatweel; "" without one."""
    return next((text[at] for at in range(start, len(text)) if text[at] != TATWEEL and not _is_unseen(text[at])), "")


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or bool(INVISIBLE.match(character))


def with_hyphens(text: str, places: Collection[int]) -> str:
    """The text with a hyphen at each of these places."""
    if not places:
        return text
    return "".join("-" if place in places else char for place, char in enumerate(text))


@lru_cache(maxsize=500_000)
def key(form: str) -> str:
    """Give the spelling on which lexicons match: normalised, folded, lower case for Latin, spaces trimmed.

    Two spellings of one word share a key: `key("الإرهاب") == key("الارهاب") == key("الإِرْهَـاب")`, and so do Arabic,
    Persian and Latin digits, `key("٢٠٣٠") == key("2030")`, and a tatweel that is a dash and a hyphen.
    """
    folded = fold(normal(with_hyphens(form, dash_places(form))))
    return without_emphasis(folded).translate(_DIGITS).strip().lower()


def keys(forms: Sequence[str]) -> list[str]:
    """Give the `key` of each of many forms, in a fraction of the time and without remembering them."""
    bare = _VOWEL_SIGNS.sub("", "\n".join(forms)).split("\n")
    if len(bare) != len(forms):  # line breaks within forms, or no forms
        return [key.__wrapped__(form) for form in forms]
    plain = [
        stripped if _PLAIN.fullmatch(stripped) and TATWEEL not in form else ""
        for form, stripped in zip(forms, bare, strict=True)
    ]
    folded = without_emphasis(fold(without_emphasis("\n".join(plain)))).lower().split("\n")
    return [of_plain or key.__wrapped__(form) for of_plain, form in zip(folded, forms, strict=True)]
