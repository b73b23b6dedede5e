"""Where the name of a person begins and ends in a phrase, once a word of it is found."""

from collections.abc import Sequence

from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.people import (
    BODIES,
    GIVEN,
    GROUPS,
    HONORIFICS,
    NAME_HEADS,
    OFFICES,
    PLACED,
    PLACES,
    ROLES,
    TEXTS,
)
from analysis.discourse.phrase_words import NAMES, PhraseWord
from analysis.discourse.phrases import RELATIVES
from analysis.discourse.verbal_nouns import is_verbal_noun

QUANTIFIERS = frozenset(
    {"بعض", "عدد", "ميات", "مييات", "مءات", "المءات", "المييات", "عشرات", "الاف", "كثير", "عديد", "قليل", "مجموعه"}
)
WHO_OR_WHERE = RELATIVES | {"حيث"}
TITLED = OFFICES | HONORIFICS
POSTS = TITLED | ROLES
POSTS_AND_BODIES = POSTS | BODIES
LOCATED = BODIES | PLACED
COMMON = POSTS | BODIES | TEXTS | GROUPS | PLACED
NAME_STARTS = GIVEN | NAME_HEADS
ENDING = ("VERB", "ADP", "PRON", "ADV", "PART", "SCONJ", "AUX", "DET")
NO_NAME_TAGS = ("SCONJ", "CCONJ", "PART", "PRON", "DET", "ADP")
STYLES = frozenset({("ايه", "الله"), ("حجه", "الاسلام"), ("حجه", "الله")})
DEVOUT = frozenset({"لله", "بالله"})  # المنتصر لله
IN_PHRASES = frozenset({"مناسبه", "خصوص", "قول", "جهه", "مكان", "تالي", "مقابل", "فعل", "تاكيد", "طبع"})
GUESTS = frozenset({"ضيف", "ضيفه"})
ALSO_GIVEN = frozenset({"قايد", "امين", "حكيم", "نجم"})
AMONG_OTHERS = frozenset({"اكبر", "احد", "احدي", "ابرز", "اهم"})  # فلان أحد المشاركين
SPEAKING = frozenset(
    {"شارحا", "قايله", "قايلا", "مضيفه", "موكده", "مشيره", "موضحه", "مبينه", "لافته", "معتبره", "مشدده", "داعيه"}
)
KINSHIP = frozenset({"قريب", "قريبه", "شقيق", "شقيقه", "والد", "والده", "زوج", "زوجه", "نجل", "صديق"})
KIN_AFTER_SON = frozenset({"عم", "خال", "خاله", "عمه", "اخ", "اخت", "شقيق", "شقيقه", "اخي", "اختي"})


def with_first_half(part: Sequence[PhraseWord], first: int) -> int:
    """صدر الدين, الصافي سليم: what is the second half of a first name, or the second word of a name, begins none."""
    if first > 1 and part[first - 1].text in DEVOUT and not part[first - 2].among(COMMON):
        return first - 2  # منتصر بالله الجبلي
    if first == 0 or part[first - 1].preposition or part[first - 1].among(COMMON):
        return first
    whole = part[first].ner == "I-PER" and part[first - 1].ner == "B-PER" and not is_named_after(part, first - 1)
    if part[first].key in ("الدين", "الله") or part[first].text in DEVOUT or whole:
        return first - 1
    return first


def past_style(part: Sequence[PhraseWord], first: int) -> int:
    """آية الله الجبلي, التشيكي المعروف يوزف: past a style of address of two words, and past whose country it is."""
    styled = first + 2 < len(part) and (part[first].key, part[first + 1].key) in STYLES
    if styled:
        return first + 2
    country = default_gazetteer().phrases.get((part[first].key,))
    if country is None or country[1] != "adjective" or not part[first].key.startswith("ال"):
        return first
    named = (i for i in range(first + 1, min(first + 4, len(part))) if not part[i].key.startswith("ال"))
    return next((i for i in named if part[i].ner.endswith("PER")), first)


def is_no_name(part: Sequence[PhraseWord], first: int) -> bool:
    """Say whether a single word cannot be a name: a particle, or a role without title."""
    word = part[first]
    role = word.key in ROLES and word.key not in GIVEN and first == 0
    return word.tag in NO_NAME_TAGS or role


def first_tagged(part: Sequence[PhraseWord], first: int) -> int:
    """Where the recogniser of names begins the person: لصحة بيشة حمدان الغامدي is حمدان of the place بيشة.

    It only moves a beginning that it does not take for a person's, or that it takes for one who works for the next:
    رئيس شركة فلان "علان".
    """
    starts = [i for i in range(first, name_end(part, first)) if part[i].ner == "B-PER"]
    if not starts or (first == 0 and not part[0].key.startswith("ال")):
        return first
    titled = first > 0 and part[first - 1].key in HONORIFICS and part[first].tag != "VERB"
    if titled and starts[0] == first + 1 and not (part[first].preposition or part[first].key.startswith("ال")):
        return first  # المحامية بيان زهران
    told = part[first].ner[2:] != "PER" and part[first].key not in NAME_STARTS | ALSO_GIVEN
    quoted = part[starts[-1]].quoted and not part[first].quoted
    return starts[-1] if quoted else starts[0] if told else first


def name_end(part: Sequence[PhraseWord], first: int) -> int:
    """Give where the name that begins at a word ends: before an office, a verb, a relative, what qualifies no name."""
    last = first + 1
    while last < len(part):
        word = part[last]
        if part[first].quoted and not word.quoted:
            break  # «دونيس» التمارين
        if word.quoted and not part[first].quoted and word.among(POSTS):
            break  # مها الجبلي "معلمة"
        told = word.ner == "O" and word.tag == "ADJ" and word.key.startswith("الم") and not word.key.endswith("ي")
        if told and part[first].key not in GIVEN:
            break  # دييغونا المتوج
        if word.key in ALSO_GIVEN and last + 1 < len(part) and part[last + 1].tag in NAMES:
            last += 1
            continue  # حافظ قائد الجبلي
        if word.key in KINSHIP and last + 1 < len(part) and word.ner != "I-PER":
            break  # سامر الجبلي قريب الضحية
        if word.key in GUESTS or (word.key in AMONG_OTHERS and word.ner == "O") or _says(word) or _is_kin(part, last):
            break
        if word.tag == "NOUN" and word.ner == "O" and part[last - 1].ner.endswith("PER") and is_verbal_noun(word.key):
            break
        if part[last - 1].key in NAME_HEADS or (word.ner == "I-PER" and part[last - 1].ner.endswith("PER")):
            last += 1
            continue
        if _is_family_name(part, last) and (last == first + 1 or word.text.startswith("بو")):
            last += 1
            continue
        if _leaves_name(part, first, last):
            break
        if word.key.startswith("ال") and word.key.endswith("ه") and word.ner == "O" and last > first + 1:
            break  # آمنة الجبلي المقررة الثانية
        family = word.key.startswith("ال") and last == first + 1 and not begins_name(part, last + 1)
        if (word.preposition and word.text not in DEVOUT) or word.key in WHO_OR_WHERE or word.tag in ENDING:
            break
        if word.key.startswith("ال") and word.bare in QUANTIFIERS:
            break
        # محمد رحيم أمين: what closes a name is part of it, though it may be an office elsewhere.
        closing = last + 1 == len(part) or (last == first + 1 and part[last + 1].among(TITLED))
        if word.among(POSTS_AND_BODIES) and not (
            word.key in NAME_STARTS or family or (closing and not word.key.startswith("ال"))
        ):
            break
        if word.joined and not (word.tag in ("NOUN", "ADJ", *NAMES) and last + 1 < len(part) and last > first + 1):
            break
        last += 1
    return last


def _leaves_name(part: Sequence[PhraseWord], first: int, last: int) -> bool:
    """Say whether a word after a name that the recogniser closed tells who bears it: فلان مقدم برنامج, المتخصص في."""
    word = part[last]
    if not part[last - 1].ner.endswith("PER") or word.ner != "O" or last + 1 >= len(part) or word.key in NAME_STARTS:
        return False
    follower = part[last + 1]
    if word.key.startswith("ال"):
        return follower.preposition and word.tag in ("NOUN", "ADJ") and word.key.startswith(("الم", "البالغ"))
    governs = follower.tag == "NOUN" or follower.key.startswith("ال") or follower.ner in ("B-PER", "B-LOC")
    titled = follower.among(POSTS) or word.key.endswith("ي")  # فلان وزيري المدير العام
    return governs and not titled and (word.tag == "NOUN" or last > first + 1)


def _says(word: PhraseWord) -> bool:
    """فلان شارحا, فلانة قائلة: how somebody speaks, no name."""
    accusative = word.tag == "ADJ" and "Case=Acc" in word.feats and "Definite=Ind" in word.feats
    return word.key in SPEAKING or (accusative and word.key.endswith("ا") and word.key not in GIVEN and word.ner == "O")


def _is_kin(part: Sequence[PhraseWord], position: int) -> bool:
    """فلان ابن عم التلميذ: whose relative he is."""
    kin = position + 1 < len(part) and part[position + 1].key in KIN_AFTER_SON
    return part[position].key in ("ابن", "ابنه", "بنت") and kin


def _is_family_name(part: Sequence[PhraseWord], position: int) -> bool:
    """نجيم بالضياف, رضا بزنادة: at a part's end after one name, what looks like بـ with a noun is a family name."""
    word = part[position]
    closes = position + 1 == len(part) or part[position + 1].among(TITLED)  # تاتيانا باليرمو أمينة العلاقات
    if not (word.preposition and word.text.startswith("ب") and closes):
        return False
    after_first = part[position - 1].key in GIVEN and not word.key.startswith("ال") and not word.owned
    placed = word.among(LOCATED) or word.bare in IN_PHRASES or word.key in PLACES or word.ner.endswith("LOC")
    country = default_gazetteer().phrases.get((word.key,))
    return (after_first or word.text.startswith(("بال", "بو"))) and not placed and country is None


def begins_name(part: Sequence[PhraseWord], position: int) -> bool:
    """Say whether a word of a part is a first name, or one that the tagger takes for a name."""
    return position < len(part) and (part[position].key in GIVEN or part[position].is_name)


def is_named_after(part: Sequence[PhraseWord], i: int) -> bool:
    """جامعة الملك فيصل: the name after an honorific in the name of a body is the body's."""
    return i > 1 and part[i - 1].key in HONORIFICS and part[i - 2].key in PLACED
