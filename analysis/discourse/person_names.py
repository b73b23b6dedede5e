"""The bare name of a person in a noun phrase: after titles and offices, from a first name on, or as recognised."""

from collections.abc import Sequence

from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.name_extent import (
    ALSO_GIVEN,
    COMMON,
    DEVOUT,
    LOCATED,
    NAME_STARTS,
    POSTS,
    TITLED,
    first_tagged,
    is_named_after,
    is_no_name,
    name_end,
    past_style,
    with_first_half,
)
from analysis.discourse.people import (
    BODIES,
    GIVEN,
    HONORIFICS,
    NAME_HEADS,
    OFFICES,
    PLACED,
    PLACES,
    ROLES,
    keys_of,
)
from analysis.discourse.phrase_words import NAMES, PhraseWord, as_printed

RANKS = frozenset({"ركن", "اول", "طيار", "بحري", "مهندس", "متقاعد", "الركن", "الطيار", "دكتور", "طبيب"})
QUALIFYING = keys_of("qualifying")
BEARING = frozenset(
    {
        "اللواء", "العميد", "العقيد", "المقدم", "الرايد", "النقيب", "الملازم", "الرقيب", "العريف", "المشير",
        "الدكتور", "الدكتوره", "المهندس", "المهندسه", "الشيخ", "الاستاذ", "الاستاذه", "السيد", "السيده",
    }
)  # fmt: skip
ALSO_SURNAMES = frozenset({"السيد", "الشيخ", "القاضي", "الحاج", "الملا", "المستشار", "الفقيد", "الراحل"})
ALSO_THINGS = frozenset({"الحكم", "العالم", "الدولي", "الفريق", "الاداري", "الوكيل", "النجم"})
POSITIONS = OFFICES | ROLES
LOCATED_OR_TITLED = LOCATED | HONORIFICS
LONGEST_APPOSED = 4


def person_name(parts: Sequence[Sequence[PhraseWord]]) -> tuple[str | None, bool]:
    """The bare name of a person in a phrase: after the last honorific, from a first name on, or a run of names.

    Also says whether a title or first name shows that it is a person's.
    """
    for find in (_name_start, _run_of_names, _closing_name, _recognised, _apposed):
        for part in parts if find is not _apposed else parts[1:]:
            first = find(part)
            if first is not None:
                part, first = _named_elsewhere(parts, part, first) or (part, first_tagged(part, first))
                first = past_style(part, with_first_half(part, first))
                last = name_end(part, first)
                if last == first + 1 and is_no_name(part, first):
                    continue
                return as_printed(part[first:last]), find is _name_start
    return None, False


def _named_elsewhere(
    parts: Sequence[Sequence[PhraseWord]], part: Sequence[PhraseWord], first: int
) -> tuple[Sequence[PhraseWord], int] | None:
    """النائب الديمقراطي، فلان: where one part is a name to the recogniser and what was taken for one is none."""
    governed = first > 0 and part[first - 1].tag == "ADP"  # مدير القطاع لدى الشركة، فلان
    if not governed and any(
        word.ner.endswith("PER") or word.key in GIVEN for word in part[first : name_end(part, first)]
    ):
        return None
    return next(((other, 0) for other in parts[1:] if other[0].ner == "B-PER" and other is not part), None)


def _name_start(part: Sequence[PhraseWord]) -> int | None:
    whole = len(part) > 1 and part[0].ner == "B-PER" and part[1].ner == "I-PER" and not part[0].key.startswith("ال")
    if whole and (part[0].key in GIVEN or part[0].key in ALSO_GIVEN or not part[0].among(COMMON)):
        return 0  # سامر الزهري محامي المخرج هاني الجبلي
    if len(part) > 1 and part[0].key in ALSO_GIVEN and part[1].ner == "B-PER" and part[1].key.startswith("ال"):
        return 0  # قائد الجبلي
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
            several = "Number=Plur" in follower.feats and follower.tag == "NOUN" and not seen  # المذيعة | عناوين الصحف
            named = not follower.key.startswith("ال") and (seen or not (several or follower.among(TITLED)))
            elsewhere = not seen and any(word.ner == "B-PER" for word in part[i + 2 :])  # الروائي التشيكي ميلان
            if word.key in ("صاحب", "رجل") and not (follower.is_name or follower.key in NAME_STARTS):
                continue  # صاحب فكرة البرنامج
            first = i == 0 or part[i - 1].key in HONORIFICS
            surname = (
                follower.key.startswith("ال")
                and first
                and follower.key != "المفدي"
                and not elsewhere
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
        if before is not None and (before.key in NAME_HEADS or is_named_after(part, i) or _names_body(part, i)):
            continue
        if before is not None and before.key in POSITIONS and is_of_country(word.key):
            continue  # مسؤول تركي
        if (
            i + 1 < len(part)
            and _is_called_after(part[i + 1])
            and not (word.key.startswith("ال") or word.among(COMMON))
        ):
            return i
        if word.key in GIVEN or (word.key in NAME_HEADS and len(word.key) > 2 and i + 1 < len(part)):
            return _first_of_name(part, i)
    return None


def _begins_person(part: Sequence[PhraseWord], position: int) -> bool:
    return part[position].ner == "B-PER" or part[position].key in NAME_STARTS


def _governs(part: Sequence[PhraseWord], position: int) -> bool:
    """المدير الجهوي للتجارة: an adjective of an office, with what the office is of."""
    return position + 1 < len(part) and part[position + 1].preposition


def _is_called_after(word: PhraseWord) -> bool:
    """فلان بن فلان, ملاك آل سالم: what stands between a first name and that of a father or house."""
    return word.key in ("بن", "بنت") or word.text == "آل"


def _first_of_name(part: Sequence[PhraseWord], i: int) -> int:
    """Go back from a known first name to an unknown one before it: كفاح محمود."""
    first = i
    while first > 0:
        before = part[first - 1]
        if is_named_after(part, first - 1):
            break
        known = before.among(COMMON) and before.key not in ALSO_GIVEN  # جبهة العند قائد نصر
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
    surname = not country or country[1] != "adjective" or part[i].key.startswith(("الدكتور", "المهندس", "الشيخ"))
    return part[i].key in BEARING and i + 2 == len(part) and not qualifies and surname


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


def _names_body(part: Sequence[PhraseWord], i: int) -> bool:
    """منسق العلاقات بمنظمة "أنا حر": what stands in marks after the noun of a body is its name."""
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
    if first == 0 or first >= len(part) or is_named_after(part, first):
        return None
    if first > 2 and part[first - 1].key in ALSO_GIVEN and part[first - 2].key.startswith("ال"):
        return first - 1  # جبهة العند قائد نصر
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
    if rest and part[rest[0]].text.startswith("بو") and name_end(part, first) == len(part):
        rest = []  # لمياء الجبلي بوجناح
    apposed = bool(rest) and rest[0] > first + 1 and (part[rest[0]].among(POSTS) or part[0].key in HONORIFICS)
    if first == 0 or part[first].preposition or (rest and not apposed):
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
    devout = len(part) > 1 and part[1].text in DEVOUT
    strange = any(
        word.among(COMMON) or (word.preposition and word.text not in DEVOUT) or word.joined or word.owned
        for word in part
    )
    return 0 if seen and not strange and (devout or not part[0].key.startswith("ال")) else None


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
