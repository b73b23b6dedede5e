"""The words of a noun phrase as names are read from them: printed form, key, tag, and what is glued to each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.arabic.orthography import key, normal
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import BODIES, GIVEN, GROUPS, HONORIFICS, OFFICES, ROLES, can_speak

NAMES = ("X", "PROPN")
COMMANDER = "قايد"
DASHES = ("-", "–", "—")
SPLITTING = ("،", ",", "؛", ";", "/", *DASHES)
NO_NAMES = OFFICES | BODIES | GROUPS
USUAL_ROLES = ROLES - GIVEN  # أخصائي; الشاهد may be a name
BROKEN_PLURAL = re.compile("..ا.ين")
SHORT = frozenset({"النص", "الحي", "الحج"})  # definite nouns of two letters; الله and التي are none
# Family names made of بـ and a word with the article, as they are common in the Maghreb.
SURNAMES = frozenset({"بالحاج", "بالطيب", "بالشيخ", "بالضياف", "بالرايس", "بالاخضر", "باللطيف", "بالعم"})
NAME_TOKENS = (GIVEN - {"باسم"}) | {"فان"}  # what is a name though the parser takes a clitic off: بسمة, فان غال


@dataclass(frozen=True)
class PhraseWord:
    """One printed word of a phrase.

    `preposition`: it is one, or has one glued on; `joined`: with و glued on; `owned`: with a pronoun; `quoted`: inside
    quotation marks; `ner`: the name that it is part of.
    """

    text: str
    key: str
    tag: str
    feats: str
    quoted: bool
    preposition: bool
    joined: bool
    owned: bool
    ner: str

    @property
    def bare(self) -> str:
        """The key without article."""
        return self.key[2:] if self.key.startswith("ال") and (len(self.key) > 4 or self.key in SHORT) else self.key

    def among(self, words: frozenset[str]) -> bool:
        """Say whether the word, with or without article, is in a list."""
        return self.key in words or self.bare in words

    @property
    def is_name(self) -> bool:
        """Say whether the tagger takes the word for a name, and no list for another word."""
        return self.tag in NAMES and self.key.isalpha() and self.key not in USUAL_ROLES and not self.among(NO_NAMES)


def phrase_parts(reading: Reading, first: int, end: int) -> list[list[PhraseWord]]:
    """The words of a phrase, split at its commas and brackets; a preposition glued to the first is left out."""
    parts: list[list[PhraseWord]] = [[]]
    quoted = _opens_before(reading, first)
    bracket = False
    position = first
    while position < len(reading) and reading.starts[position] < end:
        following = reading.next_token(position)
        form = reading.forms[position]
        if form[0] in MARKS and len(form) == 1:
            quoted = not quoted
        elif form in ("(", "["):
            named = not bracket and _names_in_brackets(reading, position, parts[-1])
            bracket, quoted = not named, quoted or named
        elif form in (")", "]"):
            if not bracket and not quoted:
                break  # closes what was opened before the phrase
            quoted = quoted and bracket
            bracket = False
        elif form[0] in ":…" or form in ("..", "...", "؟"):
            break  # المرصد: «ما …
        elif reading.upos[position] == "PUNCT" or form in DASHES:
            if form in SPLITTING and parts[-1] and not (form in DASHES and _joins_letters(reading, position)):
                parts.append([])
        elif not bracket:
            parts[-1].append(_word(reading, position, following, first, quoted))
        position = following
    return [part for part in parts if part]


def _joins_letters(reading: Reading, position: int) -> bool:
    """Say whether a dash stands inside a word: الأميركي-التركي; one that touches a word on one side begins an aside."""
    around = reading.text[reading.starts[position] - 1 : reading.ends[position] + 1]
    return len(around) == 3 and around[0].isalnum() and around[2].isalnum()


def _names_in_brackets(reading: Reading, position: int, before: Sequence[PhraseWord]) -> bool:
    """مدير (كفيف), الدكتورة (فلانة): brackets right after a head that needs a name hold it, as marks would."""
    following = position + 1
    if not 0 < len(before) < 3 or following >= len(reading) or not reading.keys[following].isalpha():
        return False
    head = before[0]
    if len(before) == 2 and (before[1].key.startswith("ال") or before[1].tag != "NOUN" or head.key not in BODIES):
        return False  # وكالة أنباء (فلانة)
    needs = head.key in HONORIFICS or (not head.key.startswith("ال") and (head.key in OFFICES or head.key in BODIES))
    return needs and not reading.keys[following].isascii()


def _opens_before(reading: Reading, first: int) -> bool:
    """Say whether the mark before a phrase opens a quotation: not of أكد لـ"الصحيفة" مصدر أمني."""
    if first == 0 or reading.forms[first - 1][0] not in MARKS:
        return False
    mark = reading.forms[first - 1][0]
    if mark != '"':
        return mark not in "»”›"
    return sum(reading.forms[i][0] == mark for i in range(reading.begins[first], first)) % 2 == 1


def _word(reading: Reading, position: int, following: int, first: int, quoted: bool) -> PhraseWord:
    main = position
    while main + 1 < following and reading.upos[main] in ("ADP", "CCONJ", "SCONJ", "PART"):
        main += 1
    token = key(reading.text[reading.starts[position] : reading.ends[position]])
    divided = main > position or (position == first and reading.token_start(position) < position)  # ب|شير
    titled = position > 0 and reading.keys[position - 1] in HONORIFICS and token.startswith(("بل", "بو"))  # بلحسن
    if (divided and token in SURNAMES) or (main > position != first and reading.ner[position].endswith("-PER")):
        # بتال, لقطاري: where the recogniser counts the first letter in, it is none of a preposition.
        ner = reading.ner[position] if reading.ner[position].endswith("-PER") else "B-PER"
        return PhraseWord(_token_text(reading, position), token, "PROPN", "", quoted, False, False, False, ner)
    if divided and (titled or token in NAME_TOKENS) and _may_be_name(reading, following):
        return PhraseWord(_token_text(reading, position), token, "PROPN", "", quoted, False, False, False, "B-PER")
    glued = main > position and position != first
    text = reading.text[reading.starts[position] : reading.ends[position]]
    if position == first and (main > position or reading.token_start(position) < position):
        text = _without_preposition(reading, main)  # للمصادر, لـISPR
        if text.startswith("لل") and reading.forms[main].startswith("ال"):
            text = reading.forms[main]
    preposition = reading.upos[position] == "ADP" and position != first
    word = reading.keys[main].strip(".") or reading.keys[main]
    if word == "امر" and reading.forms[main].startswith("آ"):
        word = COMMANDER  # آمر الغرفة: the key does not tell him from an order, أمر
    if word.endswith("ا") and reading.upos[main] == "NOUN" and can_speak(word[:-1]):
        word = word[:-1]  # تقريرا
    return PhraseWord(
        text=normal(text).strip(MARKS),
        key=word,
        tag=reading.upos[main],
        feats=reading.feats[main] or "",
        quoted=quoted,
        preposition=preposition,
        joined=glued and reading.upos[position] == "CCONJ",
        owned=following > main + 1 and reading.upos[following - 1] == "PRON",
        ner=reading.ner[main],
    )


def _may_be_name(reading: Reading, position: int) -> bool:
    if position >= len(reading):
        return False
    return reading.upos[position] in NAMES or reading.ner[position].endswith("PER") or reading.keys[position] in GIVEN


def _token_text(reading: Reading, position: int) -> str:
    """A surface token as printed: بسمة, which the parser may take apart."""
    return normal(reading.text[reading.starts[position] : reading.ends[position]])


def _without_preposition(reading: Reading, main: int) -> str:
    """A word as the source prints it, without the preposition glued to it; as the parser gives it if that is cut."""
    form = reading.forms[main]
    end = reading.ends[main]
    printed = reading.text[max(reading.starts[main], end - len(form)) : end]
    return printed if reading.next_token(main) == main + 1 else form


def as_printed(words: Sequence[PhraseWord]) -> str:
    """Words as one would write them in a table: in the nominative where letters show the case, without punctuation.

    So the same people are one row, whichever case they stand in: المشاركين as المشاركون, مصدرا أمنيا as مصدر أمني.
    """
    plural = words[0].tag == "NOUN" and _is_oblique_plural(words[0])
    text = f"{words[0].text[:-2]}ون" if plural else _without_alef(words[0], ("NOUN",))
    for before, word in pairwise(words):
        plural = plural and word.tag == "ADJ" and _is_oblique_plural(word)
        told = before.tag in ("NOUN", "ADJ") and not before.key.startswith("ال")
        if plural:
            text += f" {word.text[:-2]}ون"  # مسؤولين أمنيين
        else:
            text += " " + (_without_alef(word, ("ADJ",)) if told else word.text)  # برلمانيا شهيرا
    return text.partition("،")[0].strip().strip("،,.:؛«»“”\"'-– ")


def _is_oblique_plural(word: PhraseWord) -> bool:
    """المشاركين, not قوانين or ملايين, whose ين belongs to the stem."""
    sound = word.bare.endswith("ين") and len(word.bare) > 4 and not BROKEN_PLURAL.fullmatch(word.bare)
    return sound and "Number=Plur" in word.feats and not word.owned and word.text.endswith("ين")


def _without_alef(word: PhraseWord, tags: Sequence[str]) -> str:
    """An indefinite accusative without its alef."""
    accusative = word.tag in tags and "Case=Acc" in word.feats and not word.owned  # not بلادنا
    return word.text[:-1] if accusative and word.text.endswith("ا") and not word.text.startswith("ال") else word.text
