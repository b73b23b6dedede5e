"""Whom a phrase names: the bare name under which a speaker is counted, and what kind of speaker that is.

The kind is decided by what the phrase shows (a first name, an office, the noun that heads a body, a plural, a text, the
gender of the verb); what shows nothing is a person only if the tagger takes it for a name, else somebody unnamed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from analysis.arabic.orthography import key, normal
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.parsed import Reading
from analysis.discourse.people import (
    BODIES,
    GIVEN,
    GROUPS,
    HONORIFICS,
    NAME_HEADS,
    OFFICES,
    OUTLETS,
    PLACED,
    PLACES,
    RANKING,
    ROLES,
    SKIPPED,
    TEXTS,
)
from analysis.discourse.person_names import (
    NAME_STARTS,
    POSITIONS,
    QUANTIFIERS,
    RANKS,
    RELATIVE,
    TITLED,
    is_of_country,
    person_name,
)
from analysis.discourse.phrase_words import NAMES, PhraseWord, as_printed, phrase_parts
from analysis.discourse.phrases import REPORTERS
from analysis.discourse.verbal_nouns import is_verbal_noun

SpeakerKind = Literal["person", "institution", "group", "text", "unnamed"]
COURTESY = frozenset({"معالي", "سعاده", "فضيله", "سماحه", "سياده", "جلاله", "فخامه", "سمو"})
LETTERS = frozenset({"د", "م", "ا"})  # the letters that stand for titles: م. فلان
COMPANIES = frozenset({"شركه", "مجموعه", "موسسه"})
KIN = frozenset(
    {"عم", "خال", "والد", "والده", "شقيق", "شقيقه", "اخو", "اخت", "ابن", "ابنه", "نجل", "زوج", "زوجه", "جد", "محامي"}
)
LONGEST_OFFICE = 8
ABOUT_TEXTS = frozenset({"علي", "في", "عبر", "حول", "بشان", "الي"})
COURTESIES = COURTESY | LETTERS
PLAIN_OFFICES = OFFICES - HONORIFICS
HONORIFICS_AND_ROLES = HONORIFICS | ROLES
GIVEN_OR_RANKS = GIVEN | RANKS
LOCAL = frozenset({"سفاره", "قنصليه", "فرع", "مكتب", "شرطه", "بعثه", "قياده", "اداره", "مديريه"})
COUNTERS = QUANTIFIERS | {"كل", "جميع", "معظم", "كافه", "عده", "اغلب", "بقيه"}
COLLECTIVES = frozenset({key(word) for word in ("الفريق", "الاتحاد", "العالم")})


@dataclass(frozen=True)
class Identity:
    """A speaker as one would write it in a table: bare name and kind.

    `titles` are the keys of its titles, and of whole offices and their beginnings (وزير الداخلية); `named` says that a
    person's own name is given.
    """

    name: str
    kind: SpeakerKind
    titles: frozenset[str] = frozenset()
    named: bool = False


def identify(reading: Reading, first: int, start: int, end: int, gender: str) -> Identity:
    """Tell whom the phrase `start:end`, whose first word is `first`, names.

    `gender` is what the verb shows: a bare name that is no woman's with a feminine verb is a body (أعلنت سامسونغ).
    """
    parts = phrase_parts(reading, first, end)
    if not parts:
        return Identity(normal(reading.text[start:end]).strip(), "unnamed")
    head = parts[0]
    while len(head) > 1 and (head[0].key in SKIPPED or (head[0].key in ("كل", "كلا") and head[1].key == "من")):
        pair = head[0].key in ("كل", "كلا") and head[1].key == "من"
        head = head[2:] if pair and len(head) > 2 else head[1:]
        if pair:
            return Identity(as_printed(head), "person" if any(w.is_name or w.key in GIVEN for w in head) else "group")
    head = _without_courtesy(head)
    parts = [head, *parts[1:]]
    titles = frozenset(w.bare for part in parts for w in part if w.among(TITLED))
    if head[0].key.isdecimal() or head[0].tag in ("NUM", "SYM"):
        counted = list(takewhile(lambda word: word.key not in RELATIVE, head))
        return Identity(as_printed(counted), "group")  # 17% من الموظفين, مئات الطلاب
    fixed = _kind_by_head(head[1:] if head[0].key in RANKING and len(head) > 1 else head)
    if fixed is None and len(parts) == 1 and _is_of_somebody(head):
        return Identity(_name(head, "person"), "person", titles)
    person, sure = (None, False) if fixed else person_name(parts)
    if person and not sure and [word.ner for word in head[:2]] == ["B-ORG", "I-ORG"] and head[0].key not in GIVEN:
        return Identity(person, "institution", titles)  # أعلن سبورت رسيفي
    if person and not sure and head[0].quoted and not person.endswith("ي"):
        person = None
    seen = head[0].ner == "B-PER" or (head[0].tag in NAMES and head[0].key.startswith("ال") and head[0].key[-1] == "ي")
    if person and (sure or seen or gender != "Fem" or titles or " " in person):
        return Identity(person, "person", titles | _offices(parts, person), named=True)
    if person:
        # A bare name with a feminine verb is a body: أعلنت سامسونغ.
        return Identity(person, "institution", titles)
    kind = fixed or _kind_without_name(head, gender)
    if kind == "institution":
        titles |= {head[0].bare}  # so that الشركة is «نقل تونس»
    return Identity(_name(head, kind), kind, titles)


def _offices(parts: Sequence[Sequence[PhraseWord]], name: str) -> frozenset[str]:
    """The offices beside a name, each also cut short: who is وزير الداخلية المصري is وزير الداخلية afterwards."""
    first = key(name.split()[0])
    found: set[str] = set()
    for part in parts:
        words = [word.key for word in takewhile(lambda word: key(word.text) != first, part)]
        if words and part[0].among(POSITIONS):
            found |= {" ".join(words[:size]) for size in range(2, min(len(words), LONGEST_OFFICE) + 1)}
    return frozenset(found)


def _is_of_somebody(head: Sequence[PhraseWord]) -> bool:
    """محامي فلان, رئيس ريفر بليت: the name right after an office without article is of whom or what it serves.

    Not so where the recogniser sees a second name after it: مدرب تشيلسي مورينيو.
    """
    if len(head) < 2 or head[0].key not in PLAIN_OFFICES or head[0].owned or head[0].key in NAME_STARTS:
        return False
    if " ".join(word.key for word in head[:2]) in ("وكيل اعمال", "مدير اعمال"):
        return len(head) > 2 and (head[2].is_name or head[2].key in HONORIFICS)  # وكيل أعمال اللاعب فلان
    joined = any(word.joined for word in head)  # زوج المعلمة ووالد الطالبة فلان
    if head[0].key in KIN and head[1].key in HONORIFICS_AND_ROLES and len(head) > 2 and not joined:
        return True  # عم الشهيد فلان
    follower = head[1]
    named = follower.key in GIVEN or follower.key in NAME_HEADS or follower.is_name
    second = any(word.ner == "B-PER" or word.among(HONORIFICS) for word in head[2:])
    return named and not follower.preposition and not second and not follower.key.startswith("ال")


def _without_courtesy(head: list[PhraseWord]) -> list[PhraseWord]:
    """معالي وزير الصحة, صاحب السمو الملكي أمير المنطقة: what only honours says nothing of who it is."""
    if len(head) > 3 and head[0].key == "صاحب" and head[1].key in ("السمو", "المعالي", "الفضيله", "السعاده"):
        return head[3:] if head[2].key == "الملكي" else head[2:]
    return head[1:] if len(head) > 1 and head[0].key in COURTESIES else head


def _kind_by_head(head: Sequence[PhraseWord]) -> SpeakerKind | None:
    """The kind that a phrase's first word settles; None where a name may follow, or nothing is known."""
    word = head[0]
    second = head[1] if len(head) > 1 else None
    named = second is not None and (second.key in GIVEN_OR_RANKS or second.is_name)
    if word.key in HONORIFICS and (named or word.key not in COLLECTIVES):
        return None
    if _is_known_body(head):
        return "institution"
    if word.bare == "مجموعه" and (second is None or second.quoted or second.is_name or second.key.startswith("ال")):
        return "institution"  # مجموعة «باركليز»
    if word.bare in COUNTERS:
        return _kind_of_counted(next((w for w in head[1:3] if w.key != "من"), word))
    if word.among(GROUPS):
        return "group"
    if word.key in GIVEN or word.key in NAME_HEADS:
        return None
    if word.among(TEXTS) and not (word.tag in NAMES and named):
        return "text"
    if word.among(BODIES) or (word.key == "مدني" and second is not None and second.key in PLACES):
        return "institution"
    return None


def _kind_of_counted(word: PhraseWord) -> SpeakerKind:
    """بعض الصحف, بعض الدراسات, بعض المصادر, بعض الناس."""
    if word.bare in ("مصادر", "مصدر"):
        return "unnamed"
    if word.among(TEXTS):
        return "text"
    return "institution" if word.among(BODIES) and not word.among(GROUPS) else "group"


def _is_known_body(head: Sequence[PhraseWord]) -> bool:
    """Say whether a phrase is a medium, company, country or capital by its whole name."""
    words = tuple(word.key for word in head)
    if " ".join(words) in OUTLETS or words[0].isascii() or (len(words) > 1 and all(len(w) <= 2 for w in words)):
        return True
    known = default_gazetteer().phrases
    return any((match := known.get(words[:size])) is not None and match[1] != "adjective" for size in (len(words), 1))


def _kind_without_name(head: Sequence[PhraseWord], gender: str) -> SpeakerKind:
    word = head[0]
    if word.key in COURTESY and word.owned:
        return "person"  # فضيلته, معاليه
    if word.quoted:
        family = len(head) == 1 and word.key.endswith("ي") and not word.among(BODIES)
        return "person" if family else "institution"
    if word.key in REPORTERS:
        return "person"  # مراسلنا
    if word.tag == "VERB":
        return "person"  # تشير تاتشر: a name of the shape of a verb
    if word.tag == "PRON":
        return "group" if word.key in ("هم", "هن", "نحن") else "person"
    if word.bare in OFFICES and word.bare != word.key and "Number=Plur" not in word.feats:
        return "person"  # الأمين العام
    if word.ner == "B-PER" and word.key not in ROLES:
        return "institution" if gender == "Fem" and len(head) == 1 else "person"
    plural = "Number=Plur" in word.feats or word.key.endswith(("ون", "ين")) or word.key.endswith("يو")
    if plural and word.tag not in NAMES and len(word.key) > 4:
        return "unnamed" if word.bare == "مصادر" else "group"
    if word.bare in ("مصدر", "مصادر"):
        return "unnamed"
    if word.key in ROLES and (len(head) == 1 or head[1].preposition) and not word.owned:
        return "unnamed"
    if word.key in OFFICES:
        return "unnamed" if _is_any(head) else "person"
    if word.key == "مسوول" and len(head) > 1 and head[1].key.startswith("ال") and head[1].tag == "NOUN":
        return "person"  # مسؤول الإعلام
    if word.key in ROLES and not word.key.startswith("ال"):
        return "unnamed"
    if word.key.startswith("ال") and word.among(HONORIFICS_AND_ROLES):
        return "person"
    if word.tag in NAMES or (word.key.startswith("ال") and word.key.endswith("ي")):
        return "institution" if gender == "Fem" and word.ner != "B-PER" else "person"
    if word.key.startswith("ال") and is_verbal_noun(word.bare):
        return "institution"  # التعليم, الاقتصاد: the ministry
    of_one = len(head) > 1 and head[1].key.startswith("ال") and head[1].tag == "NOUN"  # مقدم البرنامج
    return "person" if word.key.startswith("ال") or of_one else "unnamed"


def _is_any(head: Sequence[PhraseWord]) -> bool:
    """وزير إسرائيلي, رئيس سابق: an office with neither article nor genitive is held by nobody that one could name."""
    if head[0].owned or head[0].key.startswith("ال"):
        return False
    if len(head) == 1 or (head[1].preposition and head[1].key in ("في", "من", "ب")):
        return True
    return head[1].tag == "ADJ" and not head[1].key.startswith("ال") and head[1].key != "عام"


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
    placed = (country is not None and country[1] != "adjective") or noun.key in PLACES or noun.ner == "B-LOC"
    return (placed and not noun.among(PLACED)) or (noun.key.startswith("ال") and noun.among(BODIES))


def _tells_country(head: Sequence[PhraseWord], i: int) -> bool:
    """جامعة برمنغهام البريطانية, صحيفة «ميرور» البريطانية: whose country a body is that has a name of its own."""
    word, before = head[i], head[i - 1]
    if not word.key.startswith("ال") or head[0].key.startswith("ال") or i + 1 < len(head):
        return False
    if word.bare == "رسمي" or word.bare == "رسميه":
        return i > 1 and is_of_country(before.key)
    own = before.quoted or before.key.isascii() or (before.tag in NAMES and not before.key.startswith("ال"))
    return own and not word.quoted and is_of_country(word.key)


def _name(head: Sequence[PhraseWord], kind: SpeakerKind) -> str:
    """The name of what is no named person: the phrase up to what only qualifies it."""
    quoted = next((i for i, word in enumerate(head) if word.quoted), 0)
    company = head[0].bare in COMPANIES
    if kind == "institution" and quoted == 1 and company and all(word.quoted for word in head[1:]):
        return as_printed(head[1:])  # شركة «نقل تونس»
    last = len(head)
    for i, word in enumerate(head):
        if i == 0:
            continue
        bare = word.preposition and word.key in ("ه", "ها", "هم") and not head[0].among(QUANTIFIERS) and kind == "group"
        if (
            word.key in RELATIVE
            or (
                word.key == "في" and i + 1 < len(head) and head[i + 1].key in ("كل", "الجهه")
            )  # في كل من سوسة والمنستير
            or (word.preposition and word.key.removeprefix("ال") in ("جهه", "مكان"))  # مراسل الإذاعة بالجهة
            or (kind == "text" and (word.key in ("صادر", "صادره") or (word.preposition and word.key in ABOUT_TEXTS)))
            or (word.key == "ذات" and i + 1 == len(head))
            or word.key in ("ذاته", "ذاتها", "نفسه", "نفسها", "عينه")
            or (word.key in ("نفس", "ذات", "عين") and word.owned)
            or bare
            or word.key in ("البالغ", "البالغه")
            or (kind == "institution" and (_is_of_place(head, i) or _tells_country(head, i)))
            or (word.tag == "VERB" and len(head[0].key) > 3)
        ):
            last = i
            break
        qualifies = (
            word.preposition and kind == "group" and word.key == "من" and i > 1 and not head[0].among(QUANTIFIERS)
        )
        if qualifies or (word.joined and kind == "group" and i > 3):
            last = i
            break
    while last > 1 and head[last - 1].tag in ("ADP", "CCONJ", "SCONJ") and head[0].key != "سي":
        last -= 1
    return as_printed(head[:last])
