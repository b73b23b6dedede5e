"""The subject of a verb of saying among the words after it, past when, where and to whom it was said."""

from analysis.discourse.agreement import ASKING
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import can_be_man, is_office
from analysis.discourse.phrase_words import NAME_TOKENS, NAMES, SURNAMES
from analysis.discourse.phrases import (
    CALLED,
    CIRCUMSTANCES,
    IDIOMS,
    MEDIA,
    NAME_PARTS,
    PERSONAL,
    REPORTERS,
    SAYING,
    SURROUNDINGS,
    TIMES,
    Phrase,
    is_adverbial,
    phrase_end,
)
from analysis.discourse.word_lists import word_list

PERIODS = word_list("periods")
NEAR = word_list("near")
OWN_HEADS = PERSONAL | NAME_PARTS
MASCULINE_BODIES = frozenset(
    [
        "الحزب",
        "حزب",
        "البرلمان",
        "المجتمع",
        "المجلس",
        "مجلس",
        "النظام",
        "الجيش",
        "الاتحاد",
        "العالم",
        "الشعب",
        "النادي",
        "الجميع",
    ]
)
# Me and you after a preposition: the tagger takes some for names (قال لي).
TO_ME = frozenset(
    f"{word}{marks}" for word in ("علي", "إلي", "الي", "لدي") for marks in ("\u064e\u0651", "\u0651\u064e")
)
ADDRESSED = frozenset({"لي", "لك", "لنا", "لكم", "له", "لها", "لهم", "معي", "معك"})
DAYTIMES = (["مره"], ["يوم"], ["صباح"], ["مساء"], ["ليله"])
MANNERS = frozenset({"بنبره", "بصوت", "بلهجه", "بحسره", "بمراره", "بغضب", "بحزن", "بفخر", "بثقه", "بحماس", "بابتسامه"})
ABOUT = frozenset({"نحو", "حوالي", "قرابه", "زهاء"})


def subject_after(reading: Reading, cue: int, stop: int, *, bounded: bool = True) -> Phrase | None:
    """Find the noun phrase that a verb before it can have as its subject, among the words up to `stop`.

    Circumstances before it are passed over; nothing is found where the verb's subject is elided.
    """
    position = reading.next_token(cue)
    while position < stop:
        word = reading.keys[position]
        if is_to_me(reading, position):
            position = reading.next_token(position)
            continue
        if _begins_person(reading, position):
            return Phrase(position, phrase_end(reading, cue, position, stop, bounded=bounded))
        if reading.forms[position] == "(" and (close := _closing_bracket(reading, position, stop)):
            position = close + 1  # قال أمس السبت (18 يوليو) إن
        elif reading.forms[position][0] in MARKS + "(،,-–":
            position += 1
        elif word in ABOUT and position + 1 < stop and reading.upos[position + 1] == "NUM":
            # طالب نحو 500 متظاهر: a number of people.
            return Phrase(position, _counted_end(reading, position + 1, stop))
        elif word == "ذات" and reading.keys[position + 1 : position + 2] in DAYTIMES:
            position += 2  # سألني ذات مرة أحد المسؤولين
        elif word in IDIOMS or word in ADDRESSED or (word[0] == "ل" and word[1:] in MEDIA):  # قال لرويترز
            position = reading.next_token(position)
        elif word == "اكثر" and reading.keys[position + 1 : position + 3] == ["من", "مره"]:
            position += 3  # أعلنوا أكثر من مرة أن
        elif word == "ذلك" and reading.keys[cue] in SAYING and position + 1 < stop and reading.is_nominal(position + 1):
            position += 1  # أعلن ذلك مدير المركز
        elif word in MANNERS:
            position = _past_adjectives(reading, position + 1, stop)  # يقول بنبرة حزينة, left whole by the tokeniser
        elif word in TIMES or word in CIRCUMSTANCES or reading.upos[position] in ("ADP", "ADV"):
            first, position = position, _after_circumstance(reading, cue, position, stop)
            position = _after_reporter(reading, first, position, stop)
        elif _is_circumstantial(reading, position):
            return None
        elif (
            word == "مطلع"
            and reading.keys[position + 1 : position + 2]
            and reading.keys[position + 1] in PERIODS | TIMES
        ):
            position += 1  # أعلنت الوزارة مطلع الأسبوع الجاري
        elif word in PERIODS and position + 1 < stop and reading.keys[position + 1] in NEAR:
            position += 2
        elif word == "ما" and reading.keys[position + 1 : position + 2] and reading.keys[position + 1] in CALLED:
            # وأعلن ما يسمى تنظيم كذا مسؤوليته
            named = position + 2 + (reading.keys[position + 2 : position + 3] == ["ب"])
            if named >= stop:
                return None
            return Phrase(position, phrase_end(reading, cue, named, stop, bounded=False))
        elif (word == "من" and reading.upos[position] != "ADP") or _is_addressed(reading, cue, position):
            return None
        elif word in OWN_HEADS or reading.upos[position] == "DET" or reading.is_nominal(position):
            if reading.upos[position] == "PRON" or not is_adverbial(reading, position):
                return Phrase(position, phrase_end(reading, cue, position, stop, bounded=bounded))
            position += 1
        elif position == reading.next_token(cue) and _is_name_tagged_verb(reading, cue, position, stop):
            return Phrase(position, position + 1)
        else:
            return None
    return None


def is_to_me(reading: Reading, position: int) -> bool:
    """رد عليَّ سامر: with its vowel printed, what looks like the name علي is a preposition with a pronoun."""
    printed = reading.text[reading.starts[position] : reading.ends[position]]
    return printed in TO_ME


def _begins_person(reading: Reading, position: int) -> bool:
    """قال علي الأحمدي, قال بلقاسم: a first name that looks like a preposition, or like one with a noun.

    So does one that looks like a verb, before the rest of the name: يقول يزيد بن سالم.
    """
    if reading.upos[position] == "ADP" and reading.token_key(position) in SURNAMES:
        return True  # وبيّن بالطيب
    if reading.ner[position] != "B-PER":
        return False
    following = reading.next_token(position)
    if reading.upos[position] == "VERB":
        return following < len(reading) and (reading.keys[following] in ("بن", "بنت") or _goes_on(reading, following))
    return (
        reading.upos[position] in NAMES and (reading.keys[position] not in ADDRESSED or _goes_on(reading, following))
    ) or (reading.upos[position] == "ADP" and reading.token_key(position) in NAME_TOKENS)


def _past_adjectives(reading: Reading, position: int, stop: int) -> int:
    while position < stop and reading.upos[position] == "ADJ" and not reading.keys[position].startswith("ال"):
        position += 1
    return position


def _goes_on(reading: Reading, position: int) -> bool:
    return position < len(reading) and reading.ner[position] == "I-PER"


def _closing_bracket(reading: Reading, position: int, stop: int) -> int:
    """Where a bracket that begins with a number closes, or 0: it tells a date or an age, nobody who speaks."""
    if position + 1 >= stop or reading.upos[position + 1] != "NUM":
        return 0
    return next((i for i in range(position + 1, min(stop, position + 9)) if reading.forms[i] == ")"), 0)


def _is_addressed(reading: Reading, cue: int, position: int) -> bool:
    """Say whether a noun right after a verb is its object, since the verb does not agree: دعا الحكومة إلى, وحث الأسر.

    Before its subject a verb agrees with it in gender, so that a masculine form has no noun in ta marbuta for subject.
    """
    if reading.upos[cue] != "VERB" or reading.upos[position] != "NOUN":
        return False
    word = reading.keys[position]
    if can_be_man(word) and word not in ("جميع", "كل", "كافه"):
        return False
    masculine = (
        position == reading.next_token(cue)
        and "Gender=Masc" in (reading.feats[cue] or "")
        and not reading.keys[cue].endswith("ت")
    )
    if masculine and word.endswith("ه") and reading.keys[cue][:1] != "ت":
        return True
    asked = bool({reading.keys[cue], reading.token_key(cue)} & ASKING)
    if asked and reading.keys[position : position + 2] == ["المجتمع", "الدولي"]:
        return True  # ودعا المجتمع الدولي للتحرك
    if asked and masculine and word.endswith("ات") and word.startswith("ال"):
        return True  # دعا المنشآت
    if asked and word in ("جميع", "كل", "كافه"):
        return True
    if is_office(word):
        return False
    feminine = reading.keys[cue].endswith("ت")
    if asked and feminine and word in MASCULINE_BODIES:
        return True  # طالبت الحزب
    if position != reading.next_token(cue):
        return False
    accusative = reading.deprel[position] == "obj" or (word.endswith("ين") and word.startswith("ال"))
    return asked and accusative


def _counted_end(reading: Reading, position: int, stop: int) -> int:
    while position < stop and (reading.upos[position] == "NUM" or reading.upos[position - 1] == "NUM"):
        position += 1
    return position


def _is_name_tagged_verb(reading: Reading, cue: int, position: int, stop: int) -> bool:
    """قال يعلون، إن: a name with the shape of a verb; punctuation or the thing said follows it at once."""
    named = reading.heads[position] == cue and reading.deprel[position].startswith("nsubj")
    return reading.upos[position] == "VERB" and (
        (named and position + 1 < len(reading) and reading.upos[position + 1] == "ADP")  # وتشير تاتشر في مذكراتها
        or position + 1 >= stop
        or reading.upos[position + 1] == "PUNCT"
        or reading.keys[position + 1] in TIMES
    )


def _is_circumstantial(reading: Reading, position: int) -> bool:
    """Say whether a participle tells how somebody speaks: قال مخاطبا المحطة; a subject would have come before it."""
    word = reading.keys[position]
    if word in ("قايلا", "قايله", "قايلين"):
        return True
    if word in REPORTERS:
        return False  # قال مراسلنا
    shaped = 4 < len(word) < 8 and word[0] == "م" and word[-1] == "ا" and word[-2] != "ي"
    return shaped and reading.upos[position] in ("ADJ", "NOUN", "VERB")


def _after_circumstance(reading: Reading, cue: int, position: int, stop: int) -> int:
    """Pass over a circumstance that begins at `position`: to the subject after it, or to its end."""
    first = position
    while position < stop and (reading.upos[position] == "ADP" or reading.keys[position] in SURROUNDINGS):
        position += 1
    while first < position < stop and reading.keys[position] in NEAR:
        position += 1  # أعلنت الخميس الماضي
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
        if reading.upos[position] in ("ADP", "ADV") or reading.keys[position] in SURROUNDINGS:
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


def _after_reporter(reading: Reading, first: int, position: int, stop: int) -> int:
    """Pass over the name of a reporter who is spoken to: أضاف في تصريح لمراسلة الإذاعة، فلانة، أن."""
    reporter = not REPORTERS.isdisjoint(reading.keys[first:position])
    if not reporter or position >= stop or reading.forms[position] not in ("،", ","):
        return position
    return next((i for i in range(position + 1, min(stop, position + 6)) if reading.forms[i] in ("،", ",")), position)


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
    pronoun = reading.upos[position - 2 : position] == ["ADP", "PRON"]
    if reading.ner[position] == "B-PER" and pronoun and reading.tokens[position - 1] == reading.tokens[position - 2]:
        return True  # حسب ما أفاد به سامي الزهري
    return reading.heads[position] == cue and reading.deprel[position].startswith("nsubj")
