"""The bare name of a person in a noun phrase: after titles and offices, from a first name on, or as recognised."""

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
    keys_of,
)
from analysis.discourse.phrase_words import NAMES, PhraseWord, as_printed
from analysis.discourse.verbal_nouns import is_verbal_noun

RANKS = frozenset({"ركن", "اول", "طيار", "بحري", "مهندس", "متقاعد", "الركن", "الطيار", "دكتور", "طبيب"})
QUANTIFIERS = frozenset(
    {"بعض", "عدد", "مييات", "مءات", "المءات", "المييات", "عشرات", "الاف", "كثير", "عديد", "قليل", "مجموعه"}
)
QUALIFYING = keys_of("qualifying")
RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "حيث"})
BEARING = frozenset(
    {
        "اللواء", "العميد", "العقيد", "المقدم", "الرايد", "النقيب", "الملازم", "الرقيب", "العريف", "المشير",
        "الدكتور", "الدكتوره", "المهندس", "المهندسه", "الشيخ", "الاستاذ", "الاستاذه", "السيد", "السيده",
    }
)  # fmt: skip
ALSO_GIVEN = frozenset({"قايد", "امين", "حكيم", "نجم"})
ALSO_SURNAMES = frozenset({"السيد", "الشيخ", "القاضي", "الحاج", "الملا", "المستشار", "الفقيد", "الراحل"})
ALSO_THINGS = frozenset({"الحكم", "العالم", "الدولي", "الفريق", "الاداري", "الوكيل", "النجم"})
TITLED = OFFICES | HONORIFICS
POSITIONS = OFFICES | ROLES
POSTS = TITLED | ROLES
POSTS_AND_BODIES = POSTS | BODIES
LOCATED = BODIES | PLACED
LOCATED_OR_TITLED = LOCATED | HONORIFICS
COMMON = POSTS | BODIES | TEXTS | GROUPS | PLACED
NAME_STARTS = GIVEN | NAME_HEADS
LONGEST_APPOSED = 4
ENDING = ("VERB", "ADP", "PRON", "ADV", "PART", "SCONJ", "AUX", "DET")
NO_NAME_TAGS = ("SCONJ", "CCONJ", "PART", "PRON", "DET", "ADP")
STYLES = frozenset({("ايه", "الله"), ("حجه", "الاسلام"), ("حجه", "الله")})
GUESTS = frozenset({"ضيف", "ضيفه"})
SAYING = frozenset({"قايله", "قايلا", "مضيفه", "موكده", "مشيره", "موضحه", "مبينه", "لافته", "معتبره", "مشدده", "داعيه"})
KIN_AFTER_SON = frozenset({"عم", "خال", "خاله", "عمه", "اخ", "اخت", "شقيق", "شقيقه", "اخي", "اختي"})


def person_name(parts: Sequence[Sequence[PhraseWord]]) -> tuple[str | None, bool]:
    """The bare name of a person in a phrase: after the last honorific, from a first name on, or a run of names.

    Also says whether a title or first name shows that it is a person's.
    """
    for find in (_name_start, _run_of_names, _closing_name, _recognised, _apposed):
        for part in parts if find is not _apposed else parts[1:]:
            first = find(part)
            if first is not None:
                part, first = _named_elsewhere(parts, part, first) or (part, _first_tagged(part, first))
                first = _past_style(part, _with_first_half(part, first))
                last = _name_end(part, first)
                if last == first + 1 and _is_no_name(part, first):
                    continue
                return as_printed(part[first:last]), find is _name_start
    return None, False


def _is_no_name(part: Sequence[PhraseWord], first: int) -> bool:
    """Say whether a single word cannot be a name: a particle, or a role without title."""
    word = part[first]
    role = word.key in ROLES and word.key not in GIVEN and first == 0
    return word.tag in NO_NAME_TAGS or role


def _with_first_half(part: Sequence[PhraseWord], first: int) -> int:
    """صدر الدين, الصافي سعيد: what is the second half of a first name, or the second word of a name, begins none."""
    if first == 0 or part[first - 1].preposition or part[first - 1].among(COMMON):
        return first
    whole = part[first].ner == "I-PER" and part[first - 1].ner == "B-PER" and not _is_named_after(part, first - 1)
    if part[first].key == "الدين" or whole:
        return first - 1
    return first


def _past_style(part: Sequence[PhraseWord], first: int) -> int:
    """آية الله خامنئي: a style of address of two words."""
    styled = first + 2 < len(part) and (part[first].key, part[first + 1].key) in STYLES
    return first + 2 if styled else first


def _named_elsewhere(
    parts: Sequence[Sequence[PhraseWord]], part: Sequence[PhraseWord], first: int
) -> tuple[Sequence[PhraseWord], int] | None:
    """النائب الديمقراطي، فلان: where one part is a name to the recogniser and what was taken for one is none."""
    governed = first > 0 and part[first - 1].tag == "ADP"  # مدير القطاع لدى الشركة، فلان
    if not governed and any(
        word.ner.endswith("PER") or word.key in GIVEN for word in part[first : _name_end(part, first)]
    ):
        return None
    return next(((other, 0) for other in parts[1:] if other[0].ner == "B-PER" and other is not part), None)


def _first_tagged(part: Sequence[PhraseWord], first: int) -> int:
    """Where the recogniser of names begins the person: لصحة بيشة حمدان الغامدي is حمدان of the place بيشة.

    It only moves a beginning that it does not take for a person's, or that it takes for one who works for the next:
    رئيس شركة فلان "علان".
    """
    starts = [i for i in range(first, _name_end(part, first)) if part[i].ner == "B-PER"]
    if not starts or (first == 0 and not part[0].key.startswith("ال")):
        return first
    titled = first > 0 and part[first - 1].key in HONORIFICS and part[first].tag != "VERB"
    if titled and starts[0] == first + 1 and not (part[first].preposition or part[first].key.startswith("ال")):
        return first  # المحامية بيان زهران
    told = part[first].ner[2:] != "PER" and part[first].key not in NAME_STARTS
    quoted = part[starts[-1]].quoted and not part[first].quoted
    return starts[-1] if quoted else starts[0] if told else first


def _name_end(part: Sequence[PhraseWord], first: int) -> int:
    last = first + 1
    while last < len(part):
        word = part[last]
        if word.key in GUESTS or _says(word) or _is_kin(part, last):
            break
        if word.tag == "NOUN" and word.ner == "O" and part[last - 1].ner.endswith("PER") and is_verbal_noun(word.key):
            break
        if part[last - 1].key in NAME_HEADS or (word.ner == "I-PER" and part[last - 1].ner.endswith("PER")):
            last += 1
            continue
        if _is_family_name(part, last) and last == first + 1:
            last += 1
            continue
        if _leaves_name(part, first, last):
            break
        family = word.key.startswith("ال") and last == first + 1 and not _begins_name(part, last + 1)
        if word.preposition or word.key in RELATIVE or word.tag in ENDING:
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


def _says(word: PhraseWord) -> bool:
    """فلان شارحا, فلانة قائلة: how somebody speaks, no name."""
    accusative = word.tag in ("ADJ", "NOUN") and "Case=Acc" in word.feats and "Definite=Ind" in word.feats
    return word.key in SAYING or (accusative and word.key.endswith("ا") and word.key not in GIVEN and word.ner == "O")


def _is_kin(part: Sequence[PhraseWord], position: int) -> bool:
    """فلان ابن عم التلميذ: whose relative he is."""
    kin = position + 1 < len(part) and part[position + 1].key in KIN_AFTER_SON
    return part[position].key in ("ابن", "ابنه", "بنت") and kin


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


def _is_family_name(part: Sequence[PhraseWord], position: int) -> bool:
    """نجيم بالضياف: at the end of a part and after one name, what looks like بـ with the article is a family name."""
    word = part[position]
    return word.preposition and word.text.startswith("بال") and position + 1 == len(part) and not word.among(LOCATED)


def _begins_name(part: Sequence[PhraseWord], position: int) -> bool:
    return position < len(part) and (part[position].key in GIVEN or part[position].is_name)


def _name_start(part: Sequence[PhraseWord]) -> int | None:
    whole = len(part) > 1 and part[0].ner == "B-PER" and part[1].ner == "I-PER" and not part[0].key.startswith("ال")
    if whole and (part[0].key in GIVEN or part[0].key in ALSO_GIVEN):
        return 0  # سامر الزهري محامي المخرج هاني الجبلي
    if len(part) > 1 and part[0].key in ALSO_GIVEN and part[1].ner == "B-PER" and part[1].key.startswith("ال"):
        return 0  # قائد السبسي
    honoured = None
    for i, word in enumerate(part[:-1]):
        if word.preposition:
            continue
        if honoured is not None and any(between.preposition for between in part[honoured:i]):
            break  # الدكتور فلان استشاري بمجموعة الدكتور علان
        if honoured is not None and i > honoured and _begins_person(part, honoured) and word.key not in BEARING:
            break  # الدكتور فلان أستاذ علم النفس
        if i > 0 and word.key in ALSO_SURNAMES and part[i - 1].ner.endswith("PER"):
            continue  # الشيخ عبداللطيف السيد
        placed = i > 0 and part[i - 1].key in PLACED
        follower = part[i + 1]
        if word.key in HONORIFICS and not placed and not follower.preposition:
            seen = follower.ner == "B-PER"
            named = not follower.key.startswith("ال") and (seen or not follower.among(TITLED))
            if word.key in ("صاحب", "رجل") and not (follower.is_name or follower.key in NAME_STARTS):
                continue  # صاحب فكرة البرنامج
            first = i == 0 or part[i - 1].key in HONORIFICS
            surname = (
                follower.key.startswith("ال")
                and first
                and follower.key != "المفدي"
                and (seen or not _governs(part, i + 1))
                and (follower.is_name or _is_surname(word, follower) or _closes_rank(part, i))
            )
            if named or surname or (i == 0 and len(part) == 2 and follower.tag in NAMES):
                honoured = i + 1
    if honoured is not None and part[honoured].key not in ("باسم", "في"):
        return honoured
    for i, word in enumerate(part):
        before = part[i - 1] if i else None
        of_body = (
            before is not None
            and not (before.preposition or before.owned or before.ner.endswith("LOC"))
            and before.key in LOCATED
        )
        if word.preposition or (of_body and before is not None and not before.key.startswith("ال")):
            continue
        if before is not None and (before.key in NAME_HEADS or _is_named_after(part, i) or _names_body(part, i)):
            continue
        if before is not None and before.key in POSITIONS and is_of_country(word.key):
            continue  # مسؤول تركي
        if i + 1 < len(part) and part[i + 1].key in ("بن", "بنت") and not word.key.startswith("ال"):
            return i
        if word.key in GIVEN or (word.key in NAME_HEADS and len(word.key) > 2 and i + 1 < len(part)):
            return _first_of_name(part, i)
    return None


def _begins_person(part: Sequence[PhraseWord], position: int) -> bool:
    return part[position].ner == "B-PER" or part[position].key in NAME_STARTS


def _governs(part: Sequence[PhraseWord], position: int) -> bool:
    """المدير الجهوي للتجارة: an adjective of an office, with what the office is of."""
    return position + 1 < len(part) and part[position + 1].preposition


def _first_of_name(part: Sequence[PhraseWord], i: int) -> int:
    """Go back from a known first name to an unknown one before it: كفاح محمود."""
    first = i
    while first > 0:
        before = part[first - 1]
        if _is_named_after(part, first - 1):
            break
        known = before.among(COMMON)
        if known or before.preposition or before.joined or before.key.startswith("ال"):
            break
        if not (before.key in NAME_HEADS or before.tag in NAMES or first == 1) or before.tag in ("ADJ", "VERB", "ADP"):
            break
        first -= 1
    if first and first < i and part[first - 1].among(LOCATED) and not part[first - 1].key.startswith("ال"):
        return i  # مستشفى شارل نيكول هشام الجبلي: the body is named after somebody else
    return first


def _closes_rank(part: Sequence[PhraseWord], i: int) -> bool:
    """اللواء الطويل: what stands alone after a rank or a title of courtesy is a name, whatever the tagger says."""
    follower = part[i + 1]
    qualifies = follower.key in RANKS or follower.key in QUALIFYING or follower.among(TITLED)
    country = default_gazetteer().phrases.get((follower.key,))
    return (
        part[i].key in BEARING and i + 2 == len(part) and not qualifies and (not country or country[1] != "adjective")
    )


def _is_surname(title: PhraseWord, word: PhraseWord) -> bool:
    """الرئيس السبسي is a name, الرئيس المصري, الوزير الحالي and الحكم الابتدائي are not."""
    if not word.key.endswith("ي") or word.key in QUALIFYING:
        return False
    if title.key in ALSO_THINGS and word.ner != "B-PER":
        return False
    return not is_of_country(word.key)


def is_of_country(word: str) -> bool:
    """Say whether a key is the adjective of a country: تركي, المصري."""
    found = default_gazetteer().phrases.get((word,))
    return found is not None and found[1] == "adjective"


def _is_named_after(part: Sequence[PhraseWord], i: int) -> bool:
    """جامعة الملك فيصل: the name after an honorific in the name of a body is the body's."""
    return i > 1 and part[i - 1].key in HONORIFICS and part[i - 2].key in PLACED


def _names_body(part: Sequence[PhraseWord], i: int) -> bool:
    """منسق العلاقات بمنظمة "أنا يقظ": what stands in marks after the noun of a body is its name."""
    return i > 0 and part[i].quoted and not part[i - 1].quoted and part[i - 1].among(BODIES)


def _run_of_names(part: Sequence[PhraseWord]) -> int | None:
    """Where words that the tagger takes for names begin, at the part's head or at its end."""
    if part[0].is_name and not part[0].preposition:
        return 0
    first = len(part)
    while first > 0 and part[first - 1].is_name and not part[first - 1].preposition:
        first -= 1
    while first < len(part) and part[first].key.startswith("ال"):
        first += 1
    if first < len(part) and (part[first].ner in ("B-ORG", "B-LOC") or (part[first].quoted and part[first - 1].quoted)):
        return None  # مراسل "الجوهرة أف أم"
    if first == 0 or first >= len(part) or _is_named_after(part, first):
        return None
    before = part[first - 1]
    if _names_body(part, first):
        return None
    after_body = (before.among(LOCATED) and not before.key.startswith("ال")) or before.key == "لدي"
    if after_body:
        return first + 1 if len(part) - first > 2 else None
    if " ".join(word.key for word in part[first:]) in PLACES or not part[0].among(TITLED):
        return None
    return first


def _closing_name(part: Sequence[PhraseWord]) -> int | None:
    """المتحدث باسم وزارة العمل تيسير المفرج: after a definite word, two words of which the last has the article."""
    if len(part) < 4 or not part[0].among(POSTS):
        return None
    before, first, last = part[-3:]
    known = COMMON
    named = not first.key.startswith("ال") and not first.among(known) and not first.preposition and not first.joined
    closed = before.key.startswith("ال") and last.key.startswith("ال") and not last.preposition
    return len(part) - 2 if named and closed and first.tag in ("NOUN", "ADJ", *NAMES) else None


def _recognised(part: Sequence[PhraseWord]) -> int | None:
    """المصورة آلاء كتبي: what the recogniser takes for a person at a part's end, after a definite word or office."""
    first = next((i for i in range(len(part) - 1, 0, -1) if part[i].ner == "B-PER"), 0)
    rest = [i for i in range(first + 1, len(part)) if part[i].ner != "I-PER"]
    if first == 0 or part[first].preposition or (rest and not (part[rest[0]].among(POSTS) and rest[0] > first + 1)):
        return None
    first = _first_unseen(part, first)
    before = part[first - 1]
    if _names_body(part, first):
        return None
    definite = before.key.startswith("ال") and not before.preposition
    qualified = part[0].among(POSITIONS) and not before.among(LOCATED_OR_TITLED) and first > 1
    return first if (definite and (first <= 3 or qualified)) or (qualified and before.tag != "ADP") else None


def _apposed(part: Sequence[PhraseWord]) -> int | None:
    """مديرة المدرسة، فريدة التركي: a short apposition that ends as a person's name is one as a whole."""
    seen = 1 < len(part) <= LONGEST_APPOSED and part[-1].ner.endswith("PER")
    strange = any(word.among(COMMON) or word.preposition or word.joined or word.owned for word in part)
    return 0 if seen and not strange and not part[0].key.startswith("ال") else None


def _first_unseen(part: Sequence[PhraseWord], first: int) -> int:
    """رئيسة جمعية المحبة سعيدة حقي: a word without article between a definite one and a name is the first name."""
    known = COMMON
    start = first
    while start > 1 and not (part[start - 1].key.startswith("ال") or part[start - 1].ner != "O"):
        word = part[start - 1]
        if word.among(known - {"قايد"}) or word.preposition or word.joined or word.owned:
            return first
        start -= 1
    closed = start > 0 and (part[start - 1].key.startswith("ال") or part[start - 1].ner.endswith("LOC"))
    return start if closed and first - start <= 2 else first
