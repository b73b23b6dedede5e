"""Noun phrases: where one that begins here ends, by its words first, by the parse where words do not tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.discourse.agreement import asks, begins_object
from analysis.discourse.naming import INSTITUTIONS, NAMING, TITLES, is_institution
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import HONORIFICS, PLACED, ROLES, can_speak, is_office
from analysis.discourse.verbal_nouns import is_verbal_noun
from analysis.discourse.word_lists import word_list

COMPLEMENTISERS = frozenset({"ان", "بان"})
RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "اللواتي", "اللاتي"})
CALLED = frozenset({"يسمي", "يعرف", "يدعي", "تسمي"})  # ما يسمى تنظيم كذا
NAMED_SO = frozenset({"يدعى", "تدعى"})  # as printed: يدعي claims
TIMES = word_list("times")
PERIODS = word_list("periods")
NEAR = word_list("near")
OCCASIONS = word_list("occasions")
CIRCUMSTANCES = word_list("circumstances")
IDIOMS = word_list("idioms")
NAME_PARTS = word_list("name_parts")
ADDRESSEES = word_list("addressees")
REPORTERS = word_list("reporters")
MEDIA = word_list("media")
SPEECHES = word_list("speeches")
STANCES = word_list("stances")
WHEN = OCCASIONS | TIMES
SURROUNDINGS = TIMES | CIRCUMSTANCES
HEADS = TITLES | INSTITUTIONS | NAME_PARTS
COUNTING = frozenset(
    {
        "عدد",
        "مجموعه",
        "كثير",
        "الكثير",
        "العديد",
        "عديد",
        "المءات",
        "الميات",
        "العشرات",
        "الالاف",
        "اكثر",
        "احد",
        "واحد",
        "قله",
        "كل",
        "جمع",
        "المزيد",
    }
)
ALONE = frozenset(
    {"البعض", "الكثيرون", "كثيرون", "اخرون", "الاخرون", "الجميع"}
)  # وصف البعض كتابك: nothing belongs to them
# after these a noun stands in the accusative: أحد عشر مدربا
NUMBERED = frozenset(
    {"عشر", "عشره", "عشرون", "عشرين", "ثلاثين", "ثلاثون", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين", "كم"}
)
OTHERS = frozenset({"مختلف", "جميع", "كافه", "عدد", "عددا", "بعض", "كل", "معظم", "عدم", "ضروره", "اهميه", "وجود", "ان"})
SAYING = frozenset({"قال", "قالت", "اكد", "اكدت", "اضاف", "اضافت", "اوضح", "اوضحت", "اعلن", "اعلنت", "قالوا", "اكدوا"})
DEMANDING = frozenset(
    {
        "طلب",
        "طلبت",
        "طلبوا",
        "يطلب",
        "تطلب",
        "طالب",
        "طالبت",
        "طالبوا",
        "يطالب",
        "تطالب",
        "التمس",
        "التمست",
        "تمني",
        "يتمني",
    }
)
PERSONAL = frozenset({"هو", "هي", "هم", "هما", "انا", "نحن", "انت"})


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: words `first:last`, whose head is its first word."""

    first: int
    last: int


def is_adverbial(reading: Reading, position: int) -> bool:
    """Say whether a nominal is an adverb by its ending: رسميا, مؤكدا (an indefinite accusative that is no name)."""
    form = reading.forms[position].rstrip("،,")
    return (form.endswith(("ًا", "اً")) and reading.upos[position] != "X") or (
        reading.upos[position] == "ADJ"
        and reading.keys[position].endswith("ا")
        and "Case=Acc" in reading.feats[position]
    )


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
        if word in NAME_PARTS or (reading.ner[position] == "I-PER" and reading.upos[position] == "ADP"):
            pass  # إيوان لاوسون: the first letter of a name, taken for a preposition
        elif form in ("،", ","):
            if not _goes_on_after_comma(reading, position + 1, stop):
                break
        elif (form in (":", "؛", ";", "-", "–") and (position + 1 >= stop or (form == ":" and not bounded))) or (
            word in RELATIVES and position + 1 < stop and reading.keys[position + 1] in SAYING
        ):
            break
        elif reading.forms[position] in NAMED_SO and position + 1 < stop and reading.ner[position + 1] == "B-PER":
            return _named_end(reading, position + 1, stop)  # امرأة من القرية تدعى سلمى الجبلي
        elif word in RELATIVES:
            return _relative_end(reading, position, stop)
        elif reading.keys[position] == "من" and position == first + 1 and reading.keys[first] in COUNTING:
            pass  # عدد من السكان
        elif word == "من" and reading.keys[cue] in DEMANDING and not _has_no_name(reading, first):
            break  # طالب المدرب من اللاعبين: of whom he asks it
        elif (
            not bounded
            and reading.upos[position] == "ADP"
            and (named := _office_and_name(reading, first, position, stop))
        ):
            position = named
            break
        elif (
            begins_object(reading, cue, first, position)
            or (asks(reading, cue) and has_pronoun(reading, position) and _is_closed(reading, position - 1))
            or (not bounded and reading.upos[position] == "ADP" and not _is_for(reading, first, position))
            or (not bounded and begins_new_phrase(reading, position))
            or (
                # دعت الوزارة مستعملي الطريق إلى: whom somebody asks.
                asks(reading, cue)
                and reading.keys[position].endswith("ي")
                and reading.ner[position] == "O"
                and "Number=Plur" in (reading.feats[position] or "")
                and begins_new_phrase(reading, position)
            )
        ):
            break
        elif reading.upos[position] == "ADP" or word in CIRCUMSTANCES:
            if _leaves(reading, cue, first, position, stop):
                break
        elif _ends_phrase(reading, position, stop):
            break
        position += 1
    return _trim(reading, first, position)


def _named_end(reading: Reading, position: int, stop: int) -> int:
    """The end of the name that a phrase itself gives: of its tagged words, else of one word."""
    last = position + 1
    while last < stop and (reading.ner[last] == "I-PER" or reading.keys[last - 1] in NAME_PARTS):
        last += 1
    return last


def _is_for(reading: Reading, first: int, position: int) -> bool:
    """المرصد الوطني لحقوق الطفل: what a body is for, after its noun and an adjective."""
    following = position + 1
    if reading.keys[position] != "ل" or position < first + 2 or following >= len(reading):
        return False
    body = is_institution(reading.keys[first]) and reading.upos[position - 1] == "ADJ"
    addressed = reading.keys[following] in MEDIA | REPORTERS or reading.keys[following].removeprefix("ال") in ADDRESSEES
    return body and reading.upos[following] == "NOUN" and not addressed


def _has_no_name(reading: Reading, first: int) -> bool:
    """مصدر من الوزارة, نواب من الكتلة: who is told only by where he is from."""
    word = reading.keys[first]
    return not word.startswith("ال") and (word in ROLES or "Definite=Ind" in (reading.feats[first] or ""))


def _office_and_name(reading: Reading, first: int, position: int, stop: int) -> int:
    """Give the end of the name that follows an office and what qualifies it, or 0: مدير الفرع في المحافظة فلان."""
    if not (is_office(reading.keys[first]) or reading.keys[first].removeprefix("ال") in ROLES):
        return 0
    if reading.keys[position] not in ("ب", "ل", "في", "علي"):
        return 0
    for name in range(position + 1, min(stop, position + 10)):
        if reading.ner[name] == "B-PER":
            before = reading.keys[name - 1]
            if reading.upos[name - 1] == "ADP" or is_office(before) or before in PLACED:
                return 0
            end = name + 1
            while end < stop and reading.ner[end] == "I-PER":
                end += 1
            return end
        if reading.upos[name] in ("VERB", "AUX", "SCONJ", "PUNCT", "PRON") or reading.keys[name] in WHEN:
            return 0
    return 0


def _ends_phrase(reading: Reading, position: int, stop: int) -> bool:
    """Say whether a word cannot be part of a noun phrase: a time, a clause's beginning, a verb, an adverb."""
    word, tag = reading.keys[position], reading.upos[position]
    if reading.ner[position] == "I-PER" and reading.ner[position - 1].endswith("PER"):
        return False  # عبدالرحمن صباح عيدان: a name like a time or a verb
    if word in COMPLEMENTISERS and is_acronym(reading, position):
        return False
    if reading.forms[position - 1][0] in MARKS and (reading.ner[position] != "O" or _stands_quoted(reading, position)):
        return False  # صحيفة «اليوم»
    if word[0] == "ل" and word[1:] in MEDIA:
        return True  # لرويترز, left whole by the tokeniser
    if word in PERIODS and reading.keys[position + 1 : position + 2] and reading.keys[position + 1] in NEAR:
        return True
    if word == "مطلع" and reading.keys[position + 1 : position + 2] and reading.keys[position + 1] in PERIODS | TIMES:
        return True
    if word in ("وقت", "حين", "ساعه", "يوم") and has_pronoun(reading, position):
        return True  # سألني المدير وقتها
    following = reading.keys[position + 1 : position + 3]
    if (word == "اكثر" and following == ["من", "مره"]) or (word == "اول" and following == ["من", "امس"]):
        return True
    prayed = (("الله", "تعالي"), ("الله", "ان"), ("الله", "عز"), ("الله", "سبحانه"))
    if word in ("المولي", "الباري") or (word, *following[:1]) in (("النقاب", "عن"), *prayed):
        return True  # كشف فلان النقاب عن; سأل فلان الله أن
    if word in ("نقلا", "وفقا", "طبقا") or (
        tag == "ADP" and reading.keys[position : reading.next_token(position)][1:2] == ["ان"]
    ):
        return True  # مصادر نقلا عن, الموقوفين بأن
    if word in SPEECHES and has_pronoun(reading, position):
        return True  # نقلا عن الوزير قوله
    if word in ("قايله", "قايلا", "قايلين", "قايلات"):
        return True  # وتابعت الوزيرة قائلة
    if word in REPORTERS or (tag in ("CCONJ", "ADP") and _cites_again(reading, position)):
        return True
    if (word in TIMES and word not in ("قبل", "بعد")) or (
        word in COMPLEMENTISERS and not is_acronym(reading, position)
    ):
        return True
    if tag == "CCONJ":
        return not _coordinates(reading, position, stop)
    if _tells_how(reading, position) or (tag == "NOUN" and reading.keys[position - 1] in ALONE):
        return True
    return tag in ("VERB", "AUX", "SCONJ", "PART") or (tag == "ADJ" and is_adverbial(reading, position))


def _stands_quoted(reading: Reading, position: int) -> bool:
    """Say whether a word stands alone in marks right after the noun of a body: it is that body's name."""
    closed = position + 1 < len(reading) and reading.forms[position + 1][0] in MARKS
    return closed and position > 1 and is_institution(reading.keys[position - 2])


def _tells_how(reading: Reading, position: int) -> bool:
    """قال الوزير مخاطبا البرلمان, اعتبرته البلدية تجاهلا: an accusative after a phrase that does not stand in it."""
    word, before = reading.keys[position], reading.keys[position - 1]
    feats = reading.feats[position] or ""
    accusative = word.endswith("ا") and "Case=Acc" in feats and "Definite=Ind" in feats
    own = accusative and reading.upos[position] == "NOUN"
    if own and before.startswith("ال") and reading.upos[position - 1] == "NOUN" and reading.ner[position] == "O":
        return True
    shaped = 4 < len(word) < 8 and word[0] == "م" and word[-1] == "ا" and word[-2] not in "اي"
    return shaped and reading.ner[position] == "O" and not before.endswith("ا") and before not in NUMBERED


def is_acronym(reading: Reading, position: int) -> bool:
    """سي إن إن, بي ان سبورت: here إن is a letter."""
    foreign = "Foreign=Yes" in (reading.feats[position] or "") or reading.ner[position].startswith("I-")
    around = reading.keys[max(0, position - 2) : position + 2]
    return foreign or any(letters in (["سي", "ان", "ان"], ["سي", "ان", "بي"]) for letters in (around[:3], around[1:]))


def _cites_again(reading: Reading, position: int) -> bool:
    """Say whether another source begins: بحسب المنظمة ونقلا عن الوكالة."""
    following = reading.keys[position : position + 3]
    return any(word in ("نقلا", "وفقا", "وفق", "حسب", "طبقا") for word in following)


def _named_in_marks(reading: Reading, first: int, stop: int) -> int:
    """Give the word after a name in quotation marks that begins at `first`, else the word after the first."""
    if first > 0 and reading.forms[first - 1][0] in MARKS:
        for position in range(first, min(stop, first + 8)):
            if reading.forms[position][0] in MARKS:
                return position + 1
    return first + 1


def _goes_on_after_comma(reading: Reading, position: int, stop: int) -> bool:
    """Say whether an apposition follows: a nominal that is no circumstance, and a comma or the thing said after it."""
    if reading.keys[position : position + 1] == ["و"] and position + 1 < stop:
        return is_office(reading.keys[position + 1])  # رئيس اللجنة، ومدير الصندوق
    if position >= stop or not reading.is_nominal(position):
        return False
    word = reading.keys[position]
    if word in OTHERS or word in MEDIA or is_verbal_noun(word):
        # أفاد المحامي، الجوهرة أف أم، أن: whom it was said to; …، مختلف جوانب; …، رفض: what is said or done.
        return False
    return word not in SURROUNDINGS and not is_adverbial(reading, position)


def begins_new_phrase(reading: Reading, position: int) -> bool:
    """Say whether a noun cannot belong to the noun phrase before it.

    A construct chain ends with its first definite member; a noun without article after that begins another phrase,
    unless it is a title or a name in apposition.
    """
    word, before = reading.keys[position], position - 1
    if reading.upos[position] != "NOUN" or word.startswith(("ال", "لل")) or word in HEADS:
        return False
    if reading.tokens[position] == reading.tokens[before] or reading.forms[before] in ("،", ","):
        return False
    if word in SPEECHES and has_pronoun(reading, position):
        return True
    if word.endswith("ا") and can_speak(word[:-1]):
        return True  # أصدرت الجامعة بلاغا: an indefinite accusative is the object
    closed = (
        reading.keys[before].startswith("ال")
        or reading.upos[before] in ("X", "PROPN", "PRON")
        or (reading.upos[before] == "ADJ" and "Definite=Cons" in (reading.feats[position] or ""))
        or (reading.forms[before][0] in MARKS and reading.keys[before - 1] not in NAMING)
    )
    return (closed and "Case=Gen" not in (reading.feats[position] or "")) or (closed and has_pronoun(reading, position))


def _is_closed(reading: Reading, position: int) -> bool:
    """دعا الوزير نظيره: a noun with a pronoun after a definite word is whom the verb asks."""
    return reading.keys[position].startswith("ال") or reading.upos[position] in ("X", "PROPN")


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
    if word == "ك":
        return True  # تقرير المدعي كحادث عرضي
    if word == "لدي" and is_office(reading.keys[reading.next_token(cue)]):
        return False  # مدير القطاع لدى الشركة
    following = next((i for i in range(position + 1, min(position + 3, stop)) if reading.upos[i] != "ADP"), None)
    if following is None:
        return True
    if word in CIRCUMSTANCES and word not in ("علي", "حول", "بشان", "عبر", "منذ"):
        return True
    if reading.keys[following] in WHEN or (reading.keys[following] in SPEECHES and has_pronoun(reading, following)):
        return True
    if reading.forms[position].startswith("ل") and (
        reading.keys[following].removeprefix("ل") in ADDRESSEES or reading.forms[following][0] in MARKS
    ):
        return True
    if word == "من" and reading.keys[following] in ("جهه", "جانب", "ناحيه", "خلال") and has_pronoun(reading, following):
        return True  # من جهتها
    after = reading.keys[following + 1 : following + 2]
    if word == "من" and reading.keys[following] in ("جهه", "جانب", "ناحيه") and after in (["اخري"], ["اخر"], ["ثانيه"]):
        return True  # من جهة أخرى
    if word == "علي" and reading.keys[following] in STANCES:
        return True  # شددت الوكالة على ضرورة
    defended = is_verbal_noun(reading.keys[position - 1].removeprefix("ال"))  # منظمة الدفاع عن المستهلك
    if word == "عن" and reading.keys[first].removeprefix("ال") in INSTITUTIONS and not defended:
        return True  # نقلت الصحيفة عن علماء
    outlet = {reading.keys[following], "ال" + reading.keys[following]} & MEDIA
    if word == "ل" and (outlet or reading.keys[following].removeprefix("ال") in ADDRESSEES):
        return True  # للجوهرة, للصحفيين: whom it was said to
    if word == "ل" and (reading.keys[following] in REPORTERS or _is_bare_name(reading, first, position)):
        return True  # قال فلان لهيئة الإذاعة
    if word == "ب" and reading.keys[following] in (
        "شده",
        "قوه",
        "حزم",
        "وضوح",
        "صراحه",
        "اختصار",
        "حده",
        "اشد",
        "اقوي",
        "شكل",
        "القول",
        "التاكيد",
        "الفعل",
        "الطبع",
    ):
        return True
    if word == "عن" and reading.upos[position - 1 - (reading.forms[position - 1][0] in MARKS)] in ("X", "PROPN"):
        return True  # قال فلان عن العقد: what it is about
    if word in ("حول", "بشان") and (position == first + 1 or _is_bare_name(reading, first, position)):
        return True  # صرح به فلان حول
    if word in ("عن", "ل", "ب") or (word == "في" and is_institution(reading.keys[following])):
        # خبير في جامعة …, بيان صادر عن …: what qualifies an office, whatever the parse hangs it on.
        return False
    head = reading.heads[following]
    return head == cue and word not in ("من", "ب") and reading.deprel[following] in ("obl", "obl:arg")


def _is_bare_name(reading: Reading, first: int, last: int) -> bool:
    return all(reading.ner[i].endswith("PER") or reading.upos[i] in ("X", "PROPN") for i in range(first, last))


def _coordinates(reading: Reading, position: int, stop: int) -> bool:
    return (
        reading.keys[position] == "و"
        and position + 1 < stop
        and reading.is_nominal(position + 1)
        and reading.tokens[position] == reading.tokens[position + 1]
        and not _begins_clause(reading, position + 1)
    )


def _begins_clause(reading: Reading, position: int) -> bool:
    """وهاتف الرئيس نظيره: what looks like a noun that cannot speak, right before a title, is a verb with its object."""
    word, following = reading.keys[position], reading.keys[position + 1 : position + 2]
    if reading.upos[position] != "NOUN" or word.startswith("ال") or can_speak(word) or not following:
        return False
    return following[0].startswith("ال") and following[0] in HONORIFICS and is_office(following[0])


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
