"""Whom a phrase names: the bare name under which a speaker is counted, and what kind of speaker that is.

The kind is decided by what the phrase shows (a first name, an office, the noun that heads a body, a plural, a text, the
gender of the verb); what shows nothing is a person only if the tagger takes it for a name, else somebody unnamed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from analysis.arabic.orthography import key, normal
from analysis.discourse.actor_kinds import country_phrases
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.head_phrase import head_phrase
from analysis.discourse.name_extent import ALSO_GIVEN, NAME_STARTS, QUANTIFIERS, TITLED, WHO_OR_WHERE
from analysis.discourse.naming import SAME
from analysis.discourse.parsed import Reading
from analysis.discourse.people import (
    BODIES,
    BODIES_THAT_SPEAK,
    GIVEN,
    GROUPS,
    HONORIFICS,
    NAME_HEADS,
    OFFICES,
    OUTLETS,
    PLACES,
    RANKING,
    ROLES,
    SKIPPED,
    TEXTS,
)
from analysis.discourse.person_names import POSITIONS, RANKS, person_name
from analysis.discourse.phrase_words import NAMES, PhraseWord, as_printed, phrase_parts
from analysis.discourse.phrases import REPORTERS
from analysis.discourse.verbal_nouns import is_verbal_noun

SpeakerKind = Literal["person", "institution", "group", "text", "unnamed"]
COURTESY = frozenset({"معالي", "سعاده", "فضيله", "سماحه", "سياده", "جلاله", "فخامه", "سمو"})
LETTERS = frozenset({"د", "م", "ا"})  # the letters that stand for titles: م. فلان
KIN = frozenset(
    {"عم", "خال", "والد", "والده", "شقيق", "شقيقه", "اخو", "اخت", "ابن", "ابنه", "نجل", "زوج", "زوجه", "جد", "محامي"}
)
LONGEST_OFFICE = 8
LONGEST_NAME = 4
CALLED = frozenset({"يدعي", "تدعي", "المدعو", "المدعوه"})
SOURCES = frozenset({"مصدر", "مصادر"})
UNKNOWN = frozenset({"متهم", "متهمه", "موقوف", "جاني", "ضحيه", "شاب", "شابه", "رجل", "امراه", "فتاه", "زبون", "سايق"})
# What somebody is who holds no post: صاحب المحل, المتهم الأول, القيادي في الحركة.
NO_POSTS = UNKNOWN | {"صاحب", "صاحبه", "بايع", "بايعه", "قيادي", "قياديه", "حريف", "حريفه"}
OFFICIALS = frozenset({key(word) for word in ("مسؤولون", "مسؤولين", "مسؤولو", "مسئولون", "مسئولين", "مسئولو")})
KUNYAS = frozenset({"ام", "ابو", "ابا", "ابي"})
CLUBS_AS = frozenset({"بطل", "متصدر", "وصيف", "حامل", "غريم"})
ONE_OF = frozenset({"احد", "احدي"})
COURTESIES = COURTESY | LETTERS
PLAIN_OFFICES = OFFICES - HONORIFICS
HONORIFICS_AND_ROLES = HONORIFICS | ROLES
GIVEN_OR_RANKS = GIVEN | RANKS
COUNTERS = QUANTIFIERS | {"كل", "جميع", "معظم", "كافه", "عده", "اغلب", "بقيه", "جل"}
PARTS_OF_SEVERAL = COUNTERS | {"نصف", "ثلث", "ربع", "غالبيه", "اكثر", "اغلبيه", "كثيرون", "كلا"}
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
    same = head[0]
    while len(head) > 1 and (head[0].key in SKIPPED or (head[0].key in ("كل", "كلا") and head[1].key == "من")):
        pair = head[0].key in ("كل", "كلا") and head[1].key == "من"
        head = head[2:] if pair and len(head) > 2 else head[1:]
        if pair:
            return Identity(as_printed(head), "person" if any(w.is_name or w.key in GIVEN for w in head) else "group")
    if head[0].key in COURTESY and head[0].owned and not any(word.among(HONORIFICS) for word in head[1:]):
        return Identity(as_printed(head[:1]), "person")  # سموه, معاليه
    head = _without_courtesy(head)
    if (called := _is_called(head)) is not None:
        return Identity(called, "person", named=True)
    parts = [head, *parts[1:]]
    if head[0].key in KUNYAS and 1 < len(head) < 4 and not any(w.preposition or w.among(BODIES) for w in head[1:]):
        return Identity(as_printed(head), "person", named=True)  # أم سالم
    if len(head) > 2 and head[1].key in CLUBS_AS and head[0].key not in GIVEN and not head[0].key.startswith("ال"):
        return Identity(head[0].text, "institution")  # أعلن يوفنتوس بطل الدوري
    titles = frozenset(w.bare for part in parts for w in part if w.among(TITLED) and w.key not in REPORTERS)
    if head[0].key[0].isdecimal() or head[0].tag in ("NUM", "SYM"):
        counted = list(takewhile(lambda word: word.key not in WHO_OR_WHERE, head))
        return Identity(as_printed(counted), "group")  # 17% من الموظفين, مئات الطلاب
    if len(head) == 1 and ((head[0].key in KIN and head[0].owned) or head[0].bare in UNKNOWN):
        return Identity(as_printed(head), "unnamed", titles)  # شقيقه, المتهم
    fixed = _kind_by_head(head[1:] if head[0].key in RANKING and len(head) > 1 else head)
    if fixed is None and len(parts) == 1 and _is_of_somebody(head) and head[0].key not in ALSO_GIVEN:
        return Identity(head_phrase(head, "person"), "person", titles)
    person, sure = (None, False) if fixed else person_name(_before_relative(parts))
    if person and not sure and [word.ner for word in head[:2]] == ["B-ORG", "I-ORG"] and head[0].key not in GIVEN:
        return Identity(head_phrase(head, "institution"), "institution", titles)  # أعلن سبورت رسيفي
    if person and not sure and _is_of_land(head):
        return Identity(head[0].text, "institution")  # ذكرت الغارديان البريطانية
    if person and not sure and head[0].quoted and not person.endswith("ي"):
        person = None
    seen = head[0].ner == "B-PER" or (head[0].tag in NAMES and head[0].key.startswith("ال") and head[0].key[-1] == "ي")
    if person and (sure or seen or gender != "Fem" or titles or " " in person):
        titles -= {key(word) for word in person.split()}  # قائد الجبلي
        return Identity(person, "person", titles | _offices(parts, person), named=True)
    if person:
        # A bare name with a feminine verb is a body: أعلنت سامسونغ.
        return Identity(person, "institution", titles)
    kind = fixed or _kind_without_name(head, gender)
    if kind == "institution":
        titles |= {head[0].bare}  # so that الشركة is «نقل تونس»
    name = head_phrase(head, kind)
    if same.key == SAME and kind == "unnamed":
        name = f"{same.text} {name}"  # who is not named before stays the same source
    return Identity(name, kind, titles)


def _before_relative(parts: Sequence[Sequence[PhraseWord]]) -> Sequence[Sequence[PhraseWord]]:
    """الشخصين اللذين اغتالا فلانا: whom a relative clause tells of is somebody else."""
    plain = list(takewhile(lambda word: word.key not in WHO_OR_WHERE, parts[0]))
    several = bool(plain) and plain[0].key.endswith(("ين", "ان", "ون")) and not plain[0].key.endswith("يين")
    return [plain] if several and len(plain) < len(parts[0]) else parts


def _is_called(head: Sequence[PhraseWord]) -> str | None:
    """امرأة من القرية تدعى سلمى الجبلي: the name that the phrase itself gives."""
    for i, word in enumerate(head[1:-1], start=1):
        if word.key in CALLED and not head[i + 1].preposition:
            return as_printed(head[i + 1 : i + 1 + LONGEST_NAME])
    return None


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
    if (
        len(head) < 2
        or head[0].key not in PLAIN_OFFICES
        or head[0].key.startswith("ال")
        or head[0].owned
        or head[0].key in NAME_STARTS
    ):
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
    if word.bare in SOURCES:
        return "unnamed"
    if word.bare in OFFICIALS:
        return "unnamed"  # مسؤولون أمميون
    if word.owned and word.bare in PARTS_OF_SEVERAL:
        return "group"  # نصفهم, معظمهم
    if word.bare in COUNTERS:
        return _kind_of_counted(next((w for w in head[1:3] if w.key != "من"), word))
    if word.key in ONE_OF and second is not None:
        counted = _kind_of_counted(second)
        return counted if counted in ("institution", "text") else None  # إحدى الصحف
    if word.among(GROUPS):
        whole = second is not None and word.ner == "B-PER" and second.ner == "I-PER"  # مرضي الجبلي
        return None if whole or (second is not None and second.text == "آل") else "group"  # ملاك آل سالم
    if word.key in GIVEN or word.key in NAME_HEADS:
        return None
    if word.bare == "نظام" and (word.key != word.bare or (second is not None and second.is_name)):
        return "institution"  # النظام السوري, نظام فلان; نظام المرور is a text
    if word.among(TEXTS) and not (word.tag in NAMES and named):
        return "text"
    if word.among(BODIES | BODIES_THAT_SPEAK) or _singular(word.bare) in BODIES:
        return "institution"
    if word.key == "مدني" and second is not None and second.key in PLACES:
        return "institution"
    return None


def _singular(word: str) -> str:
    """The noun of a dual in a construct or with article: صحيفتا, الوزارتان."""
    for ending in ("تا", "تي", "تان", "تين"):
        if word.endswith(ending):
            return word.removesuffix(ending) + "ه"
    return ""


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
    if (
        any(" ".join(words[:size]) in OUTLETS for size in {2, 3, len(words)})
        or words[0].isascii()
        or (len(words) > 1 and all(len(w) <= 2 for w in words))
    ):
        return True
    known = default_gazetteer().phrases
    if words in country_phrases():
        return True
    return any((match := known.get(words[:size])) is not None and match[1] != "adjective" for size in (len(words), 1))


def _kind_without_name(head: Sequence[PhraseWord], gender: str) -> SpeakerKind:
    word = head[0]
    if word.key in COURTESY and word.owned:
        return "person"  # فضيلته, معاليه
    if word.bare in NO_POSTS and not word.quoted and word.ner != "B-PER":
        return "unnamed"
    if word.bare in ("مراسل", "مراسله") and not word.owned and _names_medium(head[1:]):
        return "person"  # مراسل «الجوهرة» بالجهة: the one who has that post
    if word.quoted and not word.among(HONORIFICS_AND_ROLES | OFFICES):
        family = len(head) == 1 and word.key.endswith("ي") and not word.among(BODIES)
        return "person" if family else "institution"
    if word.key in REPORTERS:
        return "unnamed"  # مراسلنا
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
        return "text" if _are_words(word) else "group"
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
    agency = len(head) == 1 and word.key.startswith("ال") and word.key.endswith("يه") and word.ner != "B-PER"
    if agency:
        return "institution"  # وفقا للألمانية
    if word.tag in NAMES or (word.key.startswith("ال") and word.key.endswith("ي")):
        return "institution" if gender == "Fem" and word.ner != "B-PER" else "person"
    if word.key.startswith("ال") and is_verbal_noun(word.bare):
        return "institution"  # التعليم, الاقتصاد: the ministry
    of_one = len(head) > 1 and head[1].key.startswith("ال") and head[1].tag == "NOUN"  # مقدم البرنامج
    return "person" if word.key.startswith("ال") or of_one else "unnamed"


def _names_medium(words: Sequence[PhraseWord]) -> bool:
    """«الجوهرة», وكالة كذا, or an outlet of the list, that a reporter works for."""
    keys = [word.key for word in words]
    listed = any(" ".join(keys[:size]) in OUTLETS for size in range(1, min(len(keys), LONGEST_NAME) + 1))
    return listed or any(word.quoted or word.among(BODIES) for word in words)


def _is_of_land(head: Sequence[PhraseWord]) -> bool:
    """الغارديان البريطانية: a name with the feminine adjective of a country is a newspaper's or company's."""
    feminine = len(head) == 2 and head[1].key.endswith("يه") and head[1].key.startswith("ال")
    found = default_gazetteer().phrases.get((head[1].key,)) if feminine else None
    return (
        found is not None
        and found[1] == "adjective"
        and head[0].key not in GIVEN
        and not head[0].among(ROLES | OFFICES)
    )


def _are_words(word: PhraseWord) -> bool:
    """تطمينات, تحريات: a sound feminine plural is of people only where its singular is (ناشطات)."""
    return word.key.endswith("ات") and word.bare[:-2] + "ه" not in ROLES | OFFICES | HONORIFICS


def _is_any(head: Sequence[PhraseWord]) -> bool:
    """وزير إسرائيلي, رئيس سابق: an office with neither article nor genitive is held by nobody that one could name."""
    if head[0].owned or head[0].key.startswith("ال"):
        return False
    if len(head) == 1 or (head[1].preposition and head[1].key in ("في", "من", "ب")):
        return True
    return head[1].tag == "ADJ" and not head[1].key.startswith("ال") and head[1].key != "عام"
