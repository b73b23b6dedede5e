"""Noun phrases: where a noun phrase that begins here ends, by its words first and by the parse where words do not tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.discourse.reading import MARKS, Reading

COMPLEMENTISERS = frozenset({"ان", "بان"})
RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "اللواتي", "اللاتي"})
# When it was said, how and where: what stands between a verb of saying and its subject, or after it.
TIMES = frozenset(
    ["امس", "اليوم", "يوم", "مساء", "صباح", "ظهر", "ليل", "ليله", "الليله", "غدا", "الان", "لاحقا", "مساءا", "ايضا", "كذلك", "قبل", "بعد", "السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "حينها", "انذاك", "مجددا", "رسميا", "سابقا", "اخيرا", "حاليا", "مرارا", "بدوره", "بدورها", "هنا", "هناك", "ثم", "فيه", "فيها"]
)
PERIODS = frozenset(["الشهر", "الاسبوع", "العام", "السنه", "الموسم", "الصيف"])
NEAR = frozenset(["الماضي", "الماضيه", "المقبل", "المقبله", "الجاري", "الحالي", "القادم"])
OCCASIONS = frozenset(
    ["تصريح", "تصريحات", "تصريحاته", "كلمه", "كلمته", "كلمتها", "بيان", "حديث", "حديثه", "لقاء", "حوار", "مقابله", "مداخله", "موتمر", "خطاب", "بلاغ", "اتصال", "تقرير", "تدوينه", "تغريده", "تغريدات", "ختام", "بدايه", "مستهل", "رد", "اشاره", "سياق", "اطار", "معرض", "نهايه", "اجتماع", "جلسه", "ندوه", "خطبه", "رساله", "برنامج", "حسابه", "صفحته", "وقت", "ذات", "هذا"]
)
CIRCUMSTANCES = frozenset(
    ["خلال", "عقب", "لدي", "عند", "اثناء", "اثر", "منذ", "ضمن", "علي", "حول", "بشان", "عبر", "امام", "قبيل", "بعد", "قبل", "وسط", "فور", "ردا", "تعليقا", "تعقيبا", "جوابا", "بمناسبه", "بخصوص", "خاصه", "اضافه", "فضلا", "علاوه", "نظرا", "نتيجه"]
)
# لفت النظر, لفت الانتباه: the noun is part of the verb.
IDIOMS = frozenset(["النظر", "الانتباه", "الانظار", "نظر", "انتباه"])
# Parts of names that the tagger takes for conjunctions and verbs: أم باسم, أبو شعيب.
NAME_PARTS = frozenset({"ام", "ابو", "ابي", "ابا", "بن", "ابن", "بنت", "ال", "عبد"})
# Whom somebody speaks to: قال الوزير لصحيفة …; the phrase that names the speaker ends before.
ADDRESSEES = frozenset(
    ["صحيفه", "الصحيفه", "جريده", "وكاله", "وكالات", "قناه", "شبكه", "اذاعه", "تلفزيون", "مجله", "موقع", "مراسل", "مراسلنا", "مراسلتنا", "مراسله", "صحافيين", "صحفيين", "الصحافيين", "الصحفيين", "اعلاميين", "الاعلاميين", "وسايل", "برنامج", "نا"]
)
# وتابع حديثه قائلا: with its speech as object the verb itself says nothing.
SPEECHES = frozenset(["حديث", "كلام", "كلمه", "تصريح", "تصريحات", "خطاب", "مداخله", "قول"])
PERSONAL = frozenset({"هو", "هي", "هم", "هما", "انا", "نحن", "انت"})


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: words `first:last`, whose head is its first word."""

    first: int
    last: int


def subject_after(reading: Reading, cue: int, stop: int, *, bounded: bool = True) -> Phrase | None:
    """Find the noun phrase that a verb before it can have as its subject, among the words up to `stop`.

    Circumstances before it are passed over; nothing is found where the verb's subject is elided.
    """
    position = reading.next_token(cue)
    while position < stop:
        word = reading.keys[position]
        if reading.forms[position][0] in MARKS + "(،,-–":
            position += 1
        elif word in IDIOMS:
            position = reading.next_token(position)
        elif word in TIMES or word in CIRCUMSTANCES or reading.upos[position] in ("ADP", "ADV"):
            position = _after_circumstance(reading, cue, position, stop)
        elif _is_circumstantial(reading, position):
            return None
        elif word in PERIODS and position + 1 < stop and reading.keys[position + 1] in NEAR:
            position += 2
        elif word in PERSONAL | NAME_PARTS or reading.upos[position] == "DET" or reading.is_nominal(position):
            if reading.upos[position] == "PRON" or not _is_adverbial(reading, position):
                return Phrase(position, phrase_end(reading, cue, position, stop, bounded=bounded))
            position += 1
        elif position == reading.next_token(cue) and _is_name_tagged_verb(reading, position, stop):
            return Phrase(position, position + 1)
        else:
            return None
    return None


def _is_name_tagged_verb(reading: Reading, position: int, stop: int) -> bool:
    """قال يعلون، إن: a name with the shape of a verb; punctuation or the thing said follows it at once."""
    return reading.upos[position] == "VERB" and (
        position + 1 >= stop or reading.upos[position + 1] == "PUNCT" or reading.keys[position + 1] in TIMES
    )


def _is_adverbial(reading: Reading, position: int) -> bool:
    """Say whether a nominal is an adverb by its ending: رسميا, مؤكدا (an indefinite accusative that is no name)."""
    form = reading.forms[position].rstrip("،,")
    return (form.endswith(("ًا", "اً")) and reading.upos[position] != "X") or (
        reading.upos[position] == "ADJ"
        and reading.keys[position].endswith("ا")
        and "Case=Acc" in reading.feats[position]
    )


def _is_circumstantial(reading: Reading, position: int) -> bool:
    """Say whether a participle tells how somebody speaks: قال مخاطبا المحطة; a subject would have come before it."""
    word = reading.keys[position]
    if word in ("قايلا", "قايله", "قايلين"):
        return True
    shaped = 4 < len(word) < 8 and word[0] == "م" and word[-1] == "ا" and word[-2] != "ي"
    return shaped and reading.upos[position] in ("ADJ", "NOUN", "VERB")


def _after_circumstance(reading: Reading, cue: int, position: int, stop: int) -> int:
    """Pass over a prepositional or temporal phrase that begins at `position`: to the subject after it, or to its end."""
    first = position
    while position < stop and (reading.upos[position] == "ADP" or reading.keys[position] in TIMES | CIRCUMSTANCES):
        position += 1
    if position < stop and reading.forms[position][0] in MARKS:
        return _after_mark(reading, position, stop)
    if (
        position > first
        and position < stop
        and reading.upos[first] != "ADP"
        and reading.keys[first] in TIMES
        and not _is_genitive(reading, position)
    ):
        return position
    position += 1
    while position < stop and reading.forms[position][0] not in "،,:":
        if reading.upos[position] in ("ADP", "ADV") or reading.keys[position] in TIMES | CIRCUMSTANCES:
            return position
        if _begins_subject(reading, cue, position):
            return position
        position += 1
    return position


def _after_mark(reading: Reading, position: int, stop: int) -> int:
    """Pass over a name in quotation marks: لـ«عكاظ»."""
    position += 1
    while position < stop and reading.forms[position][0] not in MARKS:
        position += 1
    return min(position + 1, stop)


def _is_genitive(reading: Reading, position: int) -> bool:
    return "Case=Gen" in reading.feats[position] or reading.keys[position] in TIMES


def _begins_subject(reading: Reading, cue: int, position: int) -> bool:
    """Say whether the subject of the cue begins here, after a circumstance: by title, by case, or by the parse."""
    from analysis.discourse.naming import TITLES

    word = reading.keys[position]
    if not reading.is_nominal(position):
        return False
    governed = reading.upos[position - 1] == "ADP" or "Definite=Cons" in (reading.feats[position - 1] or "")
    if word in TITLES and not governed and reading.tokens[position] != reading.tokens[position - 1]:
        return True
    return reading.heads[position] == cue and reading.deprel[position].startswith("nsubj")


def phrase_end(reading: Reading, cue: int, first: int, stop: int, *, bounded: bool = True) -> int:
    """Find the end of the noun phrase that begins at `first`, at most `stop`.

    `bounded` says that `stop` is where something else begins for sure; if not, a preposition or a new noun phrase ends
    this one.

    Appositions after a comma belong to it (الوزير، فلان، …), and so does a relative clause; what tells when or on
    which occasion somebody spoke does not.
    """
    position = _named_in_marks(reading, first, stop)
    while position < stop:
        word, form = reading.keys[position], reading.forms[position]
        if word in NAME_PARTS:
            pass
        elif form in ("،", ","):
            if not _goes_on_after_comma(reading, position + 1, stop):
                break
        elif form in (":", "؛", ";", "-", "–") and position + 1 >= stop:
            break
        elif word in RELATIVES:
            return _relative_end(reading, position, stop)
        elif not bounded and (reading.upos[position] == "ADP" or begins_new_phrase(reading, position)):
            break
        elif reading.upos[position] == "ADP" or word in CIRCUMSTANCES:
            if _leaves(reading, cue, first, position, stop):
                break
        elif (word in TIMES and word not in ("قبل", "بعد")) or word in COMPLEMENTISERS or reading.upos[position] in ("VERB", "AUX", "SCONJ", "PART") or (reading.upos[position] == "CCONJ" and not _coordinates(reading, position, stop)) or (_is_adverbial(reading, position) and reading.upos[position] == "ADJ" and reading.keys[position - 1] != ""):
            break
        position += 1
    return _trim(reading, first, position)


def _named_in_marks(reading: Reading, first: int, stop: int) -> int:
    """Give the word after a name in quotation marks that begins at `first`, else the word after the first."""
    if first > 0 and reading.forms[first - 1][0] in MARKS:
        for position in range(first, min(stop, first + 8)):
            if reading.forms[position][0] in MARKS:
                return position + 1
    return first + 1


def _goes_on_after_comma(reading: Reading, position: int, stop: int) -> bool:
    """Say whether an apposition follows: a nominal that is no circumstance, and a comma or the thing said after it."""
    if position >= stop or not reading.is_nominal(position):
        return False
    return reading.keys[position] not in TIMES | CIRCUMSTANCES and not _is_adverbial(reading, position)


def begins_new_phrase(reading: Reading, position: int) -> bool:
    """Say whether a noun cannot belong to the noun phrase before it.

    A construct chain ends with its first definite member; a noun without article after that begins another phrase,
    unless it is a title or a name in apposition.
    """
    from analysis.discourse.naming import INSTITUTIONS, NAMING, TITLES

    word, before = reading.keys[position], position - 1
    if reading.upos[position] != "NOUN" or word.startswith(("ال", "لل")) or word in TITLES | INSTITUTIONS | NAME_PARTS:
        return False
    if reading.tokens[position] == reading.tokens[before] or reading.forms[before] in ("،", ","):
        return False
    if word in SPEECHES and has_pronoun(reading, position):
        return True
    closed = (
        reading.keys[before].startswith("ال")
        or reading.upos[before] in ("X", "PROPN", "PRON")
        or (reading.upos[before] == "ADJ" and "Definite=Cons" in (reading.feats[position] or ""))
        or (reading.forms[before][0] in MARKS and reading.keys[before - 1] not in NAMING)
    )
    return (closed and "Case=Gen" not in (reading.feats[position] or "")) or (closed and has_pronoun(reading, position))


def has_pronoun(reading: Reading, position: int) -> bool:
    """Say whether a pronoun is glued to a word."""
    following = position + 1
    return (
        following < len(reading)
        and reading.tokens[following] == reading.tokens[position]
        and reading.upos[following] == "PRON"
    )


def _leaves(reading: Reading, cue: int, first: int, position: int, stop: int) -> bool:
    """Say whether a preposition inside a phrase begins a circumstance of the verb instead of qualifying the noun."""
    word = reading.keys[position]
    following = next((i for i in range(position + 1, min(position + 3, stop)) if reading.upos[i] != "ADP"), None)
    if following is None:
        return True
    if word in CIRCUMSTANCES and word not in ("علي", "حول", "بشان", "عبر", "منذ"):
        return True
    if reading.keys[following] in OCCASIONS | TIMES:
        return True
    if reading.forms[position].startswith("ل") and (
        reading.keys[following].removeprefix("ل") in ADDRESSEES or reading.forms[following][0] in MARKS
    ):
        return True
    head = reading.heads[following]
    return head == cue and word not in ("من", "ب") and reading.deprel[following] in ("obl", "obl:arg")


def _coordinates(reading: Reading, position: int, stop: int) -> bool:
    return (
        reading.keys[position] == "و"
        and position + 1 < stop
        and reading.is_nominal(position + 1)
        and reading.tokens[position] == reading.tokens[position + 1]
    )


def _relative_end(reading: Reading, position: int, stop: int) -> int:
    while position < stop and reading.forms[position] not in ("،", ",", ":"):
        position += 1
    return position


def _trim(reading: Reading, first: int, last: int) -> int:
    """Leave out punctuation at the end, but for a bracket or mark that was opened inside."""
    while last > first + 1 and reading.upos[last - 1] == "PUNCT":
        form = reading.forms[last - 1]
        inside: Sequence[str] = reading.forms[first : last - 1]
        if (form == ")" and "(" in inside) or (form[0] in MARKS and sum(f[0] in MARKS for f in inside) % 2):
            break
        last -= 1
    return last
