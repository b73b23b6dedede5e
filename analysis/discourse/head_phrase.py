"""The name of a speaker who is no named person: the phrase that says who it is, up to what only qualifies that."""

from collections.abc import Sequence
from itertools import takewhile

from analysis.corpus.written_dates import month_words
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.name_extent import GUESTS, QUANTIFIERS, WHO_OR_WHERE
from analysis.discourse.people import BODIES, HONORIFICS, OFFICES, OUTLETS, PLACED, PLACES, ROLES
from analysis.discourse.person_names import is_of_country
from analysis.discourse.phrase_words import NAMES, PhraseWord, as_printed
from analysis.discourse.phrases import REPORTERS, TIMES
from analysis.discourse.verbal_nouns import is_verbal_noun

COMPANIES = frozenset({"شركه", "مجموعه", "موسسه"})
OF_WHERE = frozenset({"من", "في"})
SAYING_WHAT = frozenset({"شركه", "مجموعه", "وكاله", "تنظيم", "حركه"})
PRESS = frozenset({"صحيفه", "جريده", "مجله", "قناه", "اذاعه", "نادي", "موقع"})
LOCAL = frozenset({"سفاره", "قنصليه", "فرع", "مكتب", "شرطه", "بعثه", "قياده", "اداره", "مديريه"})
REPEATED = frozenset({"ذاته", "ذاتها", "نفسه", "نفسها", "عينه", "عينها"})
DATES = month_words() | {"شهر", "عام", "سنه"}
DIRECTIONS = frozenset({"شمال", "جنوب", "شرق", "غرب", "وسط"})
OTHER = frozenset({"اخر", "اخري", "اخرون", "اخرين"})
FOUND = frozenset({"صادر", "صادره", "وارد", "وارده", "متوفر", "متوفره", "منشور", "منشوره", "متداول", "متداوله"})
COUNTED = QUANTIFIERS | {"احد", "احدي", "واحد", "اكثر", "كل", "جميع", "معظم", "غير", "اغلب", "جل", "جمع", "نحو", "اي"}
LED = frozenset({"رياسه", "اشراف", "رعايه", "عضويه", "حضور", "مشاركه"})
OVER = frozenset({"رقابه", "محافظه", "اشراف", "حفاظ", "سيطره", "قضاء"})
SIDES = frozenset({"جهه", "جانب", "ناحيه"})
WITH_FIXED_PREPOSITION = HONORIFICS | OFFICES | ROLES


def head_phrase(head: Sequence[PhraseWord], kind: str) -> str:
    """The words under which a body, a group, a text or somebody unnamed is counted, as printed.

    Of people without a name and of texts it is the noun with its genitive and adjectives (مصدر أمني, not where he works
    or whom he told); of a body its name, without whose country it is if it has a name of its own.
    """
    if kind == "institution" and len(head) > 1 and head[0].bare in COMPANIES and all(w.quoted for w in head[1:]):
        return as_printed(head[1:])  # شركة «نقل تونس»
    last = next((i for i in range(1, len(head)) if _leaves(head, i, kind)), len(head))
    if kind == "institution" and _only_says_what(head, last):
        return as_printed(list(takewhile(lambda word: not word.preposition, head[1:last])))
    if kind == "institution" and (own := _own_name(head, last)):
        return as_printed(head[own:last])
    if 2 < last < len(head) and head[last].preposition and kind != "institution" and _governs(head[last - 1]):
        last -= 1  # متحدث باسم الشركة المالكة لـ
    while last > 1 and (head[last - 1].tag in ("ADP", "CCONJ", "SCONJ") or _is_spare(head[last - 1], kind)):
        if head[0].key == "سي":
            break
        last -= 1
    return as_printed(head[:last])


def _only_says_what(head: Sequence[PhraseWord], last: int) -> bool:
    """شركة بوينغ, وكالة «رويترز»: before a name of its own, a noun that only says what it is is no part of it."""
    first = head[1] if last > 1 else None
    if first is None or head[0].bare not in SAYING_WHAT or first.key.startswith("ال"):
        return False
    return first.quoted or (first.tag in NAMES and first.key not in PLACES)


def _own_name(head: Sequence[PhraseWord], last: int) -> int:
    """شركة الهواتف العملاقة سامسونغ: where the name of a company begins that closes a phrase on what it makes, or 0."""
    first = last
    while first > 1 and head[first - 1].tag in NAMES and not head[first - 1].key.startswith("ال"):
        first -= 1
    told = head[0].bare in COMPANIES and 1 < first < last and head[first - 1].key.startswith("ال")
    placed = any(word.key in PLACES or is_of_country(word.key) or word.ner.endswith("LOC") for word in head[first:last])
    return first if told and not placed and not any(word.preposition for word in head[1:first]) else 0


def _governs(word: PhraseWord) -> bool:
    """المالكة لـ, الخاصة بـ: a definite participle that needs what its preposition brings."""
    shaped = word.bare.startswith(("م", "خاص", "تابع", "صادر")) and not word.key.endswith(("ي", "يه"))
    return word.tag == "ADJ" and word.key.startswith("ال") and shaped and word.key != "المتحده"


def _leaves(head: Sequence[PhraseWord], i: int, kind: str) -> bool:
    """Say whether a word goes on to something that is no part of the name."""
    word = head[i]
    if word.key in WHO_OR_WHERE or word.key in REPEATED or word.key in ("البالغ", "البالغه") or word.key in GUESTS:
        return True
    if (word.key in ("نفس", "ذات", "عين") and word.owned) or (word.key == "ذات" and i + 1 == len(head)):
        return True
    if word.key == "في" and i + 1 < len(head) and head[i + 1].key in ("كل", "الجهه"):
        return True  # في كل من سوسة والمنستير
    if word.preposition and word.key.removeprefix("ال") in ("جهه", "مكان"):
        return True  # مراسل الإذاعة بالجهة
    if word.tag == "VERB" and len(head[0].key) > 3 and not word.ner.startswith("I-"):
        return True
    if kind == "institution":
        return _leaves_body(head, i)
    if kind == "person":
        return word.preposition and (head[0].key in REPORTERS or not head[0].among(WITH_FIXED_PREPOSITION))
    if word.quoted and not head[i - 1].quoted and kind == "unnamed" and i > 1:
        return True  # مصدر أمني "الجوهرة أف أم"
    if kind == "text" and word.key in ("صادر", "صادره"):
        return True
    if word.preposition and kind in ("unnamed", "group") and _is_told_by_place(head):
        return False  # مصدر من الحماية المدنية بالجهة, محلل بسوق المال: nothing else says who it is
    if word.preposition:
        of_body = kind == "text" and word.text.startswith("ل") and any(w.among(BODIES) for w in head[1:i])
        return not (_counts(head, i) or word.text.startswith("باسم") or of_body)
    return (kind == "group" and word.joined and i > 3) or _begins_another(head, i)


def _is_told_by_place(head: Sequence[PhraseWord]) -> bool:
    """Say whether where or of whom people are follows their noun at once: محلل بسوق المال, متعاملون في السوق.

    So too where their noun is counted: عدد من المشاركين في الحملة. An adjective or a genitive tells enough without it.
    """
    place = 1
    if head[0].among(COUNTED) and len(head) > 3 and head[1].key == "من" and not head[2].preposition:
        place = 3
    if place >= len(head) or head[place - 1].owned or head[0].key in REPORTERS:
        return False
    defined = place == 1 and head[0].key.startswith("ال")
    while defined and place + 1 < len(head) and head[place].tag == "ADJ" and head[place].key.startswith("ال"):
        place += 1  # المتهم الأول في القضية
    glued = head[place].preposition and head[place].tag != "ADP" and head[place].text.startswith("ب")
    glued = glued and not head[place].text.startswith("باسم")
    return glued or head[place].key in OF_WHERE


def _counts(head: Sequence[PhraseWord], i: int) -> bool:
    """عدد من المحتجين, المئات في المدينة: what is counted belongs to the word that counts it."""
    return head[0].among(COUNTED) and not any(word.preposition for word in head[1:i])


def _is_spare(word: PhraseWord, kind: str) -> bool:
    """مصدر عسكري آخر, نصفهم تقريبا, المعلومات المتوفرة لدى: others, about how many, or where a text was found."""
    if word.key == "تقريبا":
        return True
    return (word.key in OTHER and kind in ("unnamed", "group")) or (word.among(FOUND) and kind == "text")


def _leaves_body(head: Sequence[PhraseWord], i: int) -> bool:
    word = head[i]
    if word.quoted and not head[i - 1].quoted and i > 1 and head[i - 1].key.startswith("ال") and len(word.key) < 3:
        return True  # هيئة الإذاعة البريطانية "بي بي سي"
    if word.preposition:
        return _is_circumstance(head, i) or _is_of_place(head, i)
    known = i > 1 and _names_another(word) and " ".join(w.key for w in head[:i]) in OUTLETS
    return word.owned or known or _tells_more(head, i) or _begins_another(head, i)


def _names_another(word: PhraseWord) -> bool:
    """طيران ناس الناقل الوطني, آفاق تونس أول حزب: what tells of a body that its name has ended."""
    return word.tag == "NOUN" or (word.tag == "ADJ" and not word.key.startswith("ال"))


def _is_circumstance(head: Sequence[PhraseWord], i: int) -> bool:
    """Say whether a preposition begins what a body does or when, and not what it is of: إلى توحيد, بأشد العبارات."""
    word = head[i]
    noun = head[i + 1] if word.tag == "ADP" and i + 1 < len(head) else word
    before = head[i - 1]
    if before.tag == "ADJ" and before.bare.startswith(("م", "تابع", "عامل")) and before.key.startswith("ال"):
        return False  # المنظمات المعنية بالأسرى, المنظمة الخيرية التابعة لـ
    if i == 1 and head[0].key.startswith("ال"):
        return True  # الوزارة لرعاياها, المملكة بأشد العبارات
    if word.key == "علي" and (is_verbal_noun(before.bare) or before.bare in OVER):
        return False  # لجنة الرقابة على المنشطات
    if word.key in ("الي", "علي") or (noun.key in SIDES or noun.key in TIMES):
        return True
    if word.text.startswith("ب") and noun.key in LED:
        return True  # إدارة النادي برئاسة فلان
    if word.key == "عن":
        return not is_verbal_noun(head[i - 1].bare)  # منظمة الدفاع عن المستهلك
    return word.text.startswith("ب") and (noun.key[0].isdecimal() or is_verbal_noun(noun.key))


def _begins_another(head: Sequence[PhraseWord], i: int) -> bool:
    """Say whether a noun without article after a definite one begins another phrase: الهيئة العامة | اعتماد اللوائح."""
    word, before = head[i], head[i - 1]
    closed = before.key.startswith("ال") or (before.tag in NAMES and i > 1)
    if closed and (word.tag == "DET" or word.key in ("هذا", "هذه")):
        return True
    if word.quoted or word.preposition or word.key in ("شبه", "غير") or word.key.startswith("ال"):
        return False
    if word.joined:
        return word.tag == "NOUN" and before.tag in NAMES  # ريال مدريد وصيف البطل
    return closed and word.tag == "NOUN" and word.ner == "O" and len(word.key) > 2


def _is_of_place(head: Sequence[PhraseWord], i: int) -> bool:
    """هيئة العلماء بالسعودية, اللجنة الفنية بالنادي: where or of whom a body is that has its own name before."""
    word = head[i]
    if i < 2 or head[0].bare in LOCAL or not word.preposition:
        return False
    noun = head[i + 1] if word.tag == "ADP" and i + 1 < len(head) else word
    glued = word.tag != "ADP" and word.text.startswith("ب")
    if not (glued or word.key == "في"):
        return False
    country = default_gazetteer().phrases.get((noun.key,))
    if noun.key in DATES or noun.key in DIRECTIONS:
        return True
    placed = (country is not None and country[1] != "adjective") or noun.key in PLACES or noun.ner == "B-LOC"
    return (placed and not noun.among(PLACED)) or (noun.key.startswith("ال") and noun.among(BODIES))


def _tells_more(head: Sequence[PhraseWord], i: int) -> bool:
    """جامعة برمنغهام البريطانية, صحيفة «ميرور» الشعبية: what only qualifies a body that has a name of its own."""
    word, before = head[i], head[i - 1]
    if not word.key.startswith("ال") or head[0].key.startswith("ال"):
        return False
    if word.bare == "رسمي" or word.bare == "رسميه":
        return i > 1 and (is_of_country(before.key) or before.tag in NAMES)
    if before.quoted and not word.quoted:
        return word.tag == "ADJ" or word.key.endswith(("ي", "يه"))
    if head[0].bare in PRESS and i > 1 and i + 1 == len(head):
        told = word.tag == "ADJ" and word.key.endswith(("ي", "يه")) and not before.key.startswith("ال")
        return told or ((i == 2 or before.tag in NAMES) and is_of_country(word.key))  # صحيفة الرياض السعودية
    own = before.key.isascii() or (before.tag in NAMES and not before.key.startswith("ال"))
    return own and is_of_country(word.key)
