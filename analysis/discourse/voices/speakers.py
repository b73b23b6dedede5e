"""Who says it: after the verb, before it, the subject of the governing verb, or somebody named before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.arabic.orthography import key
from analysis.discourse.naming import is_voice_word
from analysis.discourse.parsed import MARKS, Reading, whole_word_start
from analysis.discourse.people import GROUPS, HONORIFICS, PLACED, ROLES, TEXTS, can_speak, is_office
from analysis.discourse.phrases import (
    CALLED,
    COMPLEMENTISERS,
    NAME_PARTS,
    RELATIVES,
    SPEECHES,
    SURROUNDINGS,
    TIMES,
    Phrase,
    has_pronoun,
    is_adverbial,
    phrase_end,
)
from analysis.discourse.verbal_nouns import is_verbal_noun
from analysis.discourse.voices.cues import Cue
from analysis.discourse.voices.somebody import is_plural_of_people, names_somebody
from analysis.discourse.voices.subjects import is_to_me, subject_after
from analysis.discourse.word_lists import word_list

CLAUSE_STARTS = word_list("clause_starts")
FACTS = word_list("facts")
STANCES = word_list("stances")
CLAUSE_BOUNDS = CLAUSE_STARTS | COMPLEMENTISERS
# لكن دبلوماسيًا قال: after these the subject stands in the accusative.
GOVERNING = frozenset({"لكن", "ان", "بان", "لان"})
BREAKS = frozenset((":", "؛", "..", "...", "…", *MARKS))
SOURCE_WORDS = frozenset({"حسب", "وفق", "فق", "وفقا", "طبقا", "نقلا"})
NO_ANTECEDENTS = SOURCE_WORDS | SURROUNDINGS
# قدم الوفد الهدايا، مؤكدين: one body of people, which takes a plural
COLLECTIVES = frozenset({"وفد", "فريق", "جمهور", "شعب", "طاقم", "فرقه", "عايله", "اسره", "مجلس", "لجنه", "شباب", "جمع"})
SPEECH_HEADS = frozenset(
    {"تعليق", "تصريح", "تصريحات", "خطاب", "كلمه", "حديث", "موقف", "كلام", "اعلان", "تاكيد", "رد", "اعتراف"}
)


HELD = frozenset({"بيان", "مقال", "رساله", "مقابله", "حوار", "مقاله", "محاضره", "خطبه", "لقاء"})
LONGEST_NAME = 4
LONGEST_HOLDER = 20
WHEN = frozenset({"الوقت", "وقت", "اليوم", "العام", "الشهر", "الاسبوع", "الحين", "اللحظه"})
QUANTIFIERS = frozenset({"بعض", "معظم", "اغلب", "غالبيه", "جميع", "كل", "كافه", "عده", "مختلف", "ساير", "بقيه"})
KUNYAS = frozenset({"ام", "ابو", "ابا", "ابي"})
NOBODY = frozenset({"ما", "ذلك"})
SOME = frozenset({"بعض", "احد", "كثيرون", "اخرون", "الكثيرون", "الاخرون"})


@dataclass(frozen=True)
class Speaker:
    """A speaker: character span, the word that heads it, how it was found, and the gender that its verb shows."""

    start: int
    end: int
    head: int
    rule: str
    inferred: bool
    gender: str = ""


def named_after(reading: Reading, cue: int, stop: int) -> Speaker | None:
    """The noun phrase after a verb of saying: قال الوزير إن."""
    phrase = subject_after(reading, cue, stop)
    if phrase is None or _is_made(reading, phrase.first) or _is_object(reading, phrase.first):
        return None
    if reading.keys[cue].endswith("وا") and not _can_be_several(reading, phrase.first):
        return None  # دعوا رئيس الوزراء إلى: before its subject a verb has no plural
    return _speaker(reading, phrase, "after-verb", cue)


def _can_be_several(reading: Reading, position: int) -> bool:
    """قالوا محللين, قالوا الناس: in loose Arabic the subject of a plural verb may follow it."""
    word = reading.keys[position]
    plural = "Number=Plur" in (reading.feats[position] or "") or reading.upos[position] == "DET"
    return plural or word.removeprefix("ال") in GROUPS or word.endswith(("ون", "ين", "ات"))


def named_before(reading: Reading, cue: int, begin: int) -> Speaker | None:
    """The noun phrase before a verb of saying: المملكة أوضحت أن; of a relative clause, the noun it stands with."""
    if cue == begin or (reading.keys[cue - 1] == "ما" and reading.keys[cue - 2] == "في"):
        return None  # فيما أعلنت
    relative = next((i for i in range(cue - 1, max(begin, cue - 8), -1) if reading.keys[i] in RELATIVES), None)
    if relative is not None and not any(reading.upos[i] == "VERB" for i in range(relative, cue)):
        return _antecedent(reading, cue, relative, begin)
    first = _clause_start(reading, cue, begin)
    while first < cue and not (reading.is_nominal(first) or reading.upos[first] in ("DET",)):
        first += 1
    if first >= cue or reading.forms[cue - 1] == ":" or reading.keys[first] in TIMES:
        return None
    if reading.keys[first] in NOBODY or reading.keys[first].removeprefix("و") in SOURCE_WORDS:
        return None  # ما قيل …; ووفقا لكل ما ذكرناه
    if is_adverbial(reading, first) and reading.keys[max(begin, first - 1)] not in GOVERNING:
        return None
    if first > begin and reading.upos[first - 1] == "ADP":
        return None
    if any(reading.upos[i] in ("VERB", "AUX") and not _in_relative(reading, i, first) for i in range(first, cue)):
        return _body_beside(reading, cue, begin)
    if reading.forms[cue - 1] in ("،", ",") and not _names_somebody(reading, first):
        return None  # …، أكد أنه: a verb after a comma is not of the noun before it
    last = cue
    if reading.keys[last - 2 : last] in (["و", "هو"], ["و", "هي"]) and last - 2 > first:
        last -= 2  # المدرب وهو يقول
    while last > first + 1 and reading.upos[last - 1] in ("PUNCT", "CCONJ", "AUX", "PART"):
        last -= 1
    return _speaker(reading, Phrase(first, last), "before-verb", cue)


def subject_of_was(reading: Reading, cue: int) -> Speaker | None:
    """وكانت الوزيرة التي زارت البلدة، قد أكدت: the subject of كان at the sentence's head, however long it is."""
    begin = reading.begins[cue]
    if reading.keys[cue - 1] != "قد" or cue - 1 <= begin:
        return None
    verb = next((i for i in range(begin, min(begin + 2, cue)) if reading.keys[i] in ("كان", "كانت")), None)
    if (
        verb is None
        or verb + 1 >= cue - 1
        or not reading.is_nominal(verb + 1)
        or not _names_somebody(reading, verb + 1)
    ):
        return None
    relative = next((i for i in range(verb + 1, cue - 1) if reading.keys[i] in RELATIVES), cue - 1)
    if any(reading.upos[i] == "VERB" for i in range(verb + 1, relative)):
        return None
    last = phrase_end(reading, verb, verb + 1, relative)
    return _speaker(reading, Phrase(verb + 1, last), "before-verb", cue)


def _body_beside(reading: Reading, cue: int, begin: int) -> Speaker | None:
    """… بيانات كالعادة الولايات المتحدة تقول: after sentences without a stop, the body right before its verb."""
    for first in range(cue - 1, max(begin, cue - 5), -1):
        if not reading.is_nominal(first):
            return None
        subject = reading.heads[first] == cue and reading.deprel[first].startswith("nsubj")
        if subject and reading.ner[first].startswith("B-") and reading.upos[first - 1] != "ADP":
            return _speaker(reading, Phrase(first, cue), "before-verb", cue)
    return None


def _names_somebody(reading: Reading, first: int) -> bool:
    word = reading.keys[first]
    return can_speak(word) or reading.upos[first] in ("X", "PROPN", "DET") or word in NAME_PARTS or word.isascii()


def _antecedent(reading: Reading, cue: int, relative: int, begin: int) -> Speaker | None:
    last = relative
    while last > begin and reading.upos[last - 1] == "PUNCT":
        last -= 1
    first = last
    while first > begin and (
        (
            reading.is_nominal(first - 1)
            and reading.keys[first - 1] not in NO_ANTECEDENTS
            and reading.upos[first - 1] != "NUM"
        )
        or reading.upos[first - 1] == "DET"
        or (reading.keys[first - 1] == "و" and reading.is_nominal(first) and reading.is_nominal(first - 2))
    ):
        first -= 1
    if first + 1 < last and reading.upos[first] == "DET" and first > begin and reading.keys[first - 1] == "من":
        first += 1  # من هؤلاء النائب فلان الذي
    else:
        several = reading.keys[relative] in ("الذين", "اللواتي", "اللاتي")
        first = first if several else _office_before(reading, first, last, begin)
    first = _past_object(reading, first, last)
    if reading.keys[first].removeprefix("ال") in FACTS:
        # موقف وزير الخارجية فلان الذي أوضح: whose position it is.
        first = next((i for i in range(first + 1, last) if names_somebody(reading, i)), first)
    return _speaker(reading, Phrase(first, last), "relative", cue) if first < last else None


def _past_object(reading: Reading, first: int, last: int) -> int:
    """ورأس الاجتماع رئيس الوفد الذي أوضح: an office without article right after an object begins the subject."""
    if reading.upos[first - 1] != "VERB" or not reading.keys[first].startswith("ال") or names_somebody(reading, first):
        return first
    for position in range(first + 1, last):
        word = reading.keys[position]
        if not word.startswith("ال"):
            return position if reading.upos[position] == "NOUN" and is_office(word) else first
    return first


def _office_before(reading: Reading, first: int, last: int, begin: int) -> int:
    """القيادي المستقيل مع الاتحاد محسن حسن، الذي: a title some words back heads a phrase with prepositions in it."""
    for position in range(first - 1, max(begin, last - 12) - 1, -1):
        if reading.upos[position] in ("VERB", "AUX", "PUNCT", "SCONJ"):
            return first
        word = reading.keys[position]
        if (word in HONORIFICS and word.startswith("ال")) or (word in ROLES and reading.upos[position + 1] != "NOUN"):
            return position
    return first


def _clause_start(reading: Reading, cue: int, begin: int) -> int:
    """The word after the last complementiser, clause conjunction or mark before the cue."""
    position = cue
    while position > begin:
        position -= 1
        if reading.keys[position : position + 1] == ["و"] and reading.keys[position + 1] in (
            "عن",
            "حول",
            "بشان",
            "بخصوص",
        ):
            return position + 1  # … نشطة، وعن الأسعار قال
        opening = _opening_of_name(reading, position, begin)
        if opening is not None:
            position = opening
            continue
        dots = reading.forms[position] == "." and position and reading.forms[position - 1] == "."
        if reading.keys[position] in CLAUSE_BOUNDS or reading.forms[position] in BREAKS or dots:
            return reading.next_token(position)
        if reading.keys[position] == "قد" and reading.text[reading.starts[position] : reading.ends[position]] == "لقد":
            return position + 1
        if (
            reading.forms[position] in ("،", ",")
            and position < cue - 1
            and not any(reading.keys[i] in RELATIVES for i in range(position, cue))
        ):
            nominal = position + 1 < cue and reading.is_nominal(position + 1)
            if not nominal or reading.keys[position + 1] in SOME:
                return position + 1
    return begin


def _opening_of_name(reading: Reading, closing: int, begin: int) -> int | None:
    """The mark that opens a name of a few words which a mark here closes: «إعداد القادة» يؤكد."""
    if reading.forms[closing] not in ("»", "”", '"', "›"):
        return None
    for position in range(closing - 1, max(begin, closing - LONGEST_NAME - 1) - 1, -1):
        if reading.forms[position][0] in MARKS:
            return position if position < closing - 1 else None
        if reading.upos[position] in ("VERB", "PUNCT", "PART", "SCONJ"):
            return None
    return None


def _in_relative(reading: Reading, position: int, first: int) -> bool:
    return any(reading.keys[i] in RELATIVES for i in range(max(first, position - 3), position))


def subject_before(
    reading: Reading, cue: int, begin: int, gender: str, number: str, *, inferred: bool = True, relative: bool = False
) -> Speaker | None:
    """The subject of the nearest verb before the cue that agrees: رحب المشير بالوفود، مؤكدًا."""
    for position in range(cue - 1, begin - 1, -1):
        if reading.upos[position] not in ("VERB", "AUX"):
            continue
        if reading.keys[position] in ("كان", "كانت", "قد") and not _adjacent_subject(reading, position, cue):
            continue
        if not relative and (reading.deprel[position].startswith("acl") or reading.keys[position - 1] in RELATIVES):
            continue
        if reading.keys[position - 1] in COMPLEMENTISERS and not inferred:
            # رفض المتحدث أن يعلق، قائلا: the participle goes with the verb that governs the clause.
            continue
        stop = min(cue, reading.stops[position])
        phrase = (
            _adjacent_subject(reading, position, stop)
            or _parsed_subject(reading, position, cue)
            or subject_after(reading, position, stop, bounded=False)
        )
        if phrase is not None and _may_be_object(reading, phrase.first):
            phrase = _person_after_object(reading, position, stop) or phrase
        if phrase is not None and _is_made(reading, phrase.first):
            continue  # أصدرت بيانا: what is made says nothing here
        if phrase is not None and (_is_object(reading, phrase.first) or _is_thing(reading, phrase.first)):
            continue
        if phrase is not None and reading.upos[phrase.first] == "DET":
            continue  # جاء ذلك في رسالة: "that" says nothing
        if phrase is not None:
            phrase = _whose_speech(reading, phrase)
        if phrase is None:
            speaker = named_before(reading, position, begin)
        else:
            speaker = _speaker(reading, phrase, "governing-verb", position)
        if speaker and reading.upos[speaker.head] == "DET":
            continue  # فهذا ليس من شأني
        if speaker and agrees(reading, speaker, gender, number):
            return replace(speaker, rule="governing-verb", inferred=inferred)
    return None


def _may_be_object(reading: Reading, position: int) -> bool:
    """Say whether a noun names nobody by what it means; that a newspaper is called so (الرأي) is not enough."""
    plain = reading.upos[position] == "NOUN" and reading.ner[position] == "O"
    return plain and not (can_speak(reading.keys[position]) or is_plural_of_people(reading, position))


def _person_after_object(reading: Reading, verb: int, stop: int) -> Phrase | None:
    """وافقتها الرأي أم سالم, نالت الجائزة سلمى الجبلي: a person's name right after a definite object is the subject."""
    position = reading.next_token(verb)
    first = position
    while position < stop and reading.upos[position] in ("NOUN", "ADJ") and reading.keys[position].startswith("ال"):
        if reading.ner[position] != "O":
            return None
        position += 1
    named = position + (reading.keys[position] in KUNYAS) if position < stop else stop
    if position == first or named >= stop or reading.ner[named] not in ("B-PER", "I-PER"):
        return None
    return Phrase(position, phrase_end(reading, verb, named, stop, bounded=False))


def _adjacent_subject(reading: Reading, verb: int, stop: int) -> Phrase | None:
    """A title, body or name right after a verb is its subject, wherever the parse hangs it."""
    first = reading.next_token(verb)
    if first < stop and is_to_me(reading, first):
        first = verb = reading.next_token(first)
        verb -= 1
    if first >= stop or first > verb + 1 or not reading.is_nominal(first) or reading.token_start(first) != first:
        return None
    if not can_speak(reading.keys[first]) and reading.keys[first] not in NAME_PARTS:
        return None
    if reading.deprel[first] in ("obj", "iobj") or "Case=Acc" in (reading.feats[first] or ""):
        return None
    return Phrase(first, phrase_end(reading, verb, first, stop, bounded=False))


def _is_made(reading: Reading, position: int) -> bool:
    word = reading.keys[position]
    return word.endswith("ا") and reading.upos[position] == "NOUN" and can_speak(word[:-1])


def _is_object(reading: Reading, position: int) -> bool:
    """لم أجد شيئا، فقال: an indefinite accusative, and ما, are nobody who speaks."""
    word = reading.keys[position]
    if has_pronoun(reading, position) and word in SPEECHES:
        return True  # وأضاف قوله إن
    if has_pronoun(reading, position) and not can_speak(word) and (word in STANCES or is_verbal_noun(word)):
        return True  # وأكدت حرصها على
    shaped = word.endswith("ا") and reading.upos[position] == "NOUN" and "Case=Acc" in (reading.feats[position] or "")
    if word == "ما" and reading.keys[position + 1 : position + 2] and reading.keys[position + 1] in CALLED:
        return False  # أعلن ما يسمى تنظيم كذا
    if word in ("هذا", "تلك") and reading.keys[position + 1].startswith("ال") and reading.is_nominal(position + 1):
        return False  # أشارت تلك المصادر
    return word in ("ما", "ذلك", "هذا", "تلك", "عددا", "جمعا") or (
        shaped and reading.ner[position] == "O" and not can_speak(word)
    )


def _is_thing(reading: Reading, position: int) -> bool:
    """ارتفع الإنفاق, بلغ 900 ألف سائح: what names nobody is no subject that goes on to speak."""
    if reading.keys[position] in KUNYAS and reading.ner[position + 1].endswith("PER"):
        return False
    return not (names_somebody(reading, position) or reading.upos[position] == "PRON")


def speech_holder(reading: Reading, cue: int) -> Speaker | None:
    """خطاب الرئيس في العاصمة الذي قال فيه إن: whose the speech is in which something is said."""
    after = reading.next_token(reading.next_token(cue))  # past فيه
    named = after < len(reading) and reading.is_nominal(after) and names_somebody(reading, after)
    if reading.keys[cue - 2] in WHEN | TIMES or named:
        return None  # في الوقت الذي طالب فيه النواب
    for position in range(cue - 2, max(reading.begins[cue], cue - LONGEST_HOLDER) - 1, -1):
        if reading.upos[position] in ("VERB", "AUX", "SCONJ"):
            return None
        inner = position + 1
        if reading.keys[position] in SPEECH_HEADS | HELD and reading.is_nominal(inner):
            if not (names_somebody(reading, inner) or can_speak(reading.keys[inner])):
                return None
            last = phrase_end(reading, position, inner, cue - 1, bounded=False)
            return _speaker(reading, Phrase(inner, last), "relative", cue)
    return None


def maker_of_text(reading: Reading, cue: int, gender: str, number: str) -> Speaker | None:
    """وفي بيان أصدرته الوزارة أكدت أن: who made the text that opens the sentence says what is said in it."""
    begin = reading.begins[cue]
    place = begin + (reading.upos[begin] == "CCONJ")
    if reading.keys[place] not in ("في", "خلال") or place + 3 >= cue:
        return None
    if reading.keys[place + 1] not in SPEECH_HEADS | HELD:
        return None
    made = next((i for i in range(place + 2, min(place + 6, cue)) if reading.upos[i] == "VERB"), cue)
    if made >= cue or reading.deprel[made] in ("root", "parataxis"):
        return None
    phrase = _adjacent_subject(reading, made, cue) or subject_after(reading, made, cue, bounded=False)
    if phrase is None or not names_somebody(reading, phrase.first):
        return None
    speaker = replace(_speaker(reading, phrase, "governing-verb", made), inferred=True)
    return speaker if agrees(reading, speaker, gender, number) else None


def _whose_speech(reading: Reading, phrase: Phrase) -> Phrase:
    """ويأتي تعليق السفير …، دعا فيه: of a speech it is the one who holds it who says."""
    inner = phrase.first + 1
    if reading.keys[phrase.first] in SPEECH_HEADS and inner < phrase.last and can_speak(reading.keys[inner]):
        return Phrase(inner, phrase.last)
    return phrase


def is_first_person(reading: Reading, cue: int) -> bool:
    """Say whether a verb is of a first person: by its features, its shape (قلت), or the company of أنا and ـي.

    Without vowels وعدت is she or I; where nobody is named after it and the sentence speaks of me or us, it is I.
    """
    if "Person=1" in (reading.feats[cue] or ""):
        return True
    before = set(reading.keys[max(reading.begins[cue], cue - 2) : cue])
    if before & {"كنت", "كنا"} and reading.keys[cue].endswith(("ت", "نا")):
        return True  # كنت قد اقترحت
    word = reading.keys[cue].removeprefix("و").removeprefix("ف") if len(reading.keys[cue]) > 3 else reading.keys[cue]
    if word in (
        "قلت",
        "قلنا",
        "افدت",
        "افدنا",
        "اجبت",
        "اجبنا",
        "اشرت",
        "اشرنا",
        "اضفت",
        "اضفنا",
        "عدت",
        "رايت",
        "دعوت",
        "دعونا",
        "رويت",
        "حكيت",
    ):
        return True
    if not word.endswith(("ت", "نا")) or word[-3:-2] == "ا" or reading.upos[cue] not in ("VERB", "X"):
        return False
    if subject_after(reading, cue, min(reading.stops[cue], cue + 4)) is not None:
        return False
    return any("Person=1" in (reading.feats[i] or "") for i in _around(reading, cue))


def _around(reading: Reading, cue: int) -> range:
    """The words near a cue that are the narrator's: up to the nearest mark or colon."""
    first, last = max(reading.begins[cue], cue - 12), min(reading.stops[cue], cue + 6, len(reading))
    begin = next((i + 1 for i in range(cue - 1, first - 1, -1) if reading.forms[i] in BREAKS), first)
    end = next((i for i in range(cue + 1, last) if reading.forms[i] in BREAKS), last)
    return range(begin, end)


def is_printed_passive(reading: Reading, cue: int) -> bool:
    """Say whether the source prints a passive: سُئل, ويُتوقع; its grammatical subject is nobody who speaks."""
    token = reading.text[reading.starts[cue] : reading.ends[cue]]
    stem = token[1:] if token[0] in "وف" and len(token) > 4 else token
    present = stem[:1] in "يت"
    return stem[1:2] == "\u064f" and (not present or key(stem)[1:2] == "ت")


def topic_of(reading: Reading, cue: int) -> Speaker | None:
    """The topic that أما sets: أما الكاتب فقال, أما ليبيريا فبعد أن أعلنت."""
    topic = next((i for i in range(cue - 1, reading.begins[cue] - 1, -1) if reading.keys[i] == "اما"), None)
    if topic is None or topic + 1 >= cue:
        return None
    stop = next((i for i in range(topic + 1, cue) if reading.keys[i] == "ف"), cue)
    if not reading.is_nominal(topic + 1):
        return None
    return _speaker(reading, Phrase(topic + 1, phrase_end(reading, cue, topic + 1, stop)), "topic", cue)


def mentioned_before(reading: Reading, cue: int, begin: int, gender: str, number: str) -> Speaker | None:
    """The nearest word before that names a kind of voice and agrees, where nothing better is known."""
    for position in range(cue - 1, begin - 1, -1):
        known = is_voice_word(reading.keys[position]) or (number == "Plur" and _is_of_people(reading, position))
        if known and reading.is_nominal(position):
            last = phrase_end(reading, cue, position, cue, bounded=False)
            several = position > begin and reading.keys[position - 1] in QUANTIFIERS and number == "Plur"
            phrase = Phrase(position - several, last)  # بعض المتشائمين
            speaker = replace(_speaker(reading, phrase, "mentioned", cue), inferred=True, gender="")
            if number == "Plur" and agrees(reading, speaker, gender, number):
                return speaker
    return None


def _is_of_people(reading: Reading, position: int) -> bool:
    """أن المهاجرين لم يحملوا وثائق، وصرحوا: a definite sound plural."""
    word = reading.keys[position]
    plural = "Number=Plur" in (reading.feats[position] or "") and reading.upos[position] == "NOUN"
    return plural and word.startswith("ال") and word.endswith(("ون", "ين"))


def person_before(reading: Reading, cue: int, begin: int, gender: str, number: str) -> Speaker | None:
    """The nearest person named before by name, where no verb's subject agrees: التقت الصحيفة بفلان، وقال.

    A name does not show its gender, so that only masculine verbs, the usual case, take one.
    """
    if gender != "Masc" or number in ("Plur", "Dual"):
        return None
    for position in range(cue - 1, begin - 1, -1):
        if reading.ner[position] == "B-PER" and not _names_a_body(reading, position):
            last = position + 1
            while last < cue and (reading.ner[last] == "I-PER" or reading.keys[last - 1] in ("بن", "بنت", "ابن")):
                last += 1
            head = position
            while head > begin and is_office(reading.keys[head - 1]) and reading.is_nominal(head - 1):
                head -= 1
            start, end = reading.span(reading.token_start(head), last)
            return Speaker(whole_word_start(reading.text, start), end, head, "mentioned", True, gender)
    return None


def _names_a_body(reading: Reading, position: int) -> bool:
    """جامعة الملك فيصل, مركز فلان."""
    before = position - 1
    while before > 0 and reading.keys[before] in HONORIFICS:
        before -= 1
    return before >= 0 and reading.keys[before] in PLACED


def _parsed_subject(reading: Reading, verb: int, stop: int) -> Phrase | None:
    """The subject that the parse gives a verb."""
    low, high = max(0, verb - 25), min(stop, verb + 25)
    for i in range(low, high):
        if reading.heads[i] == verb and reading.deprel[i] == "nsubj" and reading.is_nominal(i):
            first = i
            while (
                first - 1 > low
                and first - 1 != verb
                and reading.upos[first - 1] == "X"
                and reading.heads[first - 1] == first
            ):
                first -= 1
            last = verb if first < verb else min(stop, reading.stops[verb])
            return Phrase(first, phrase_end(reading, verb, first, last, bounded=False))
    return None


def genitive_after(reading: Reading, cue: int, stop: int) -> Speaker | None:
    """The noun phrase that a noun or preposition governs: تصريحات الوزير, بحسب الوكالة."""
    first = reading.next_token(cue)
    while first < stop and (reading.forms[first][0] in MARKS or _stands_alone(reading, first)):
        first += 1
    if first >= stop:
        return None
    head = first + 1 if reading.upos[first] == "ADP" and first + 1 < stop else first
    if reading.keys[head : head + 2] in (["كل", "ما"], ["جميع", "ما"]):
        return None  # وفقا لكل ما ذكرناه
    if not (reading.is_nominal(head) or reading.upos[head] in ("PRON", "DET") or reading.forms[head] in MARKS):
        return None
    last = phrase_end(reading, cue, head, stop)
    before = reading.token_start(cue) - 1
    if before >= 0 and reading.forms[before] in ("،", ","):
        last = _within_commas(reading, head, last)
    return _speaker(reading, Phrase(first, last), "genitive", cue)


def _within_commas(reading: Reading, head: int, last: int) -> int:
    """وبلغت الميزانية، حسب الدراسة، 550 مليونا: a source between commas ends at the second, but for its name."""
    for comma in range(head + 1, last - 1):
        following = comma + 1
        named = reading.ner[following].endswith("PER") or is_office(reading.keys[following])
        if reading.forms[comma] in ("،", ",") and not named and reading.upos[following] != "X":
            return comma
    return last


def phrase_speaker(reading: Reading, first: int, stop: int, cue: int) -> Speaker:
    """The noun phrase that begins at `first`, as a speaker."""
    return _speaker(reading, Phrase(first, phrase_end(reading, cue, first, stop)), "genitive", cue)


def _stands_alone(reading: Reading, position: int) -> bool:
    """Say whether a preposition is a token of its own, as لـ before a quotation mark: it is no part of the name."""
    return (
        reading.upos[position] == "ADP"
        and reading.next_token(position) == position + 1 == reading.token_start(position) + 1
    )


def _speaker(reading: Reading, phrase: Phrase, rule: str, cue: int) -> Speaker:
    first = reading.token_start(phrase.first)
    start, end = reading.span(first, phrase.last)
    while reading.text[start] in MARKS or reading.text[start].isspace():
        start += 1
    article = reading.text[: start - 1].endswith("الـ") and reading.text[start - 1] in MARKS
    start -= 4 * article  # الـ«بي بي سي»
    start = _without_clitic(reading, first, whole_word_start(reading.text, start))
    return Speaker(start, end, phrase.first, rule, False, gender_of(reading, cue) or gender_of(reading, phrase.first))


def _without_clitic(reading: Reading, first: int, start: int) -> int:
    """وفقا لصحيفة, نقلا عن: a preposition glued to a noun is no part of who says it.

    Before the article its letters are the noun's too (للدراسة), so that the token stays whole.
    """
    glued = reading.upos[first] == "ADP" and reading.next_token(first) > first + 1 and start == reading.starts[first]
    if not glued or reading.keys[first] not in ("ل", "ب") or reading.text[start] not in "لب":
        return start
    noun = first + 1
    whole = reading.upos[noun] in ("PRON", "DET") or reading.forms[noun].startswith("ال")
    return start if whole or reading.ner[first].endswith("PER") else start + 1


def gender_of(reading: Reading, position: int) -> str:
    """The gender that a word shows: "Fem", "Masc" or nothing."""
    feats = reading.feats[position] or ""
    if reading.keys[position].endswith("ه") and reading.upos[position] in ("NOUN", "ADJ"):
        return "Fem"
    return "Fem" if "Gender=Fem" in feats else "Masc" if "Gender=Masc" in feats else ""


def agrees(reading: Reading, speaker: Speaker, gender: str, number: str) -> bool:
    """Say whether an earlier speaker can be the subject of a cue of this gender and number."""
    if number == "Dual":
        head = reading.keys[speaker.head]
        return head.endswith(("ان", "ين")) or "Number=Dual" in (reading.feats[speaker.head] or "")
    if number == "Plur":
        head = reading.keys[speaker.head]
        if head.removeprefix("ال") in TEXTS:
            return False  # معلومات … وصرحوا
        return (
            head.endswith(("ون", "ين", "ات", "وا"))
            or "Number=Plur" in (reading.feats[speaker.head] or "")
            or head in QUANTIFIERS | {"عدد", "اهالي"}
            or head.removeprefix("ال") in COLLECTIVES
        )
    if number == "Sing" and gender == "Masc" and _is_several(reading, speaker.head):
        return False
    return not gender or not speaker.gender or gender == speaker.gender


def _is_several(reading: Reading, position: int) -> bool:
    """العلماء … قال: a plural of people is not the subject of a later verb in the singular."""
    word = reading.keys[position].removeprefix("ال")
    sound = word.endswith(("ون", "ين")) and reading.upos[position] == "NOUN"
    return (word in GROUPS or sound) and "Number=Plur" in (reading.feats[position] or "")


def cue_agreement(reading: Reading, cue: int, entry: Cue) -> tuple[str, str]:
    """Gender and number that a cue shows by its ending."""
    word = reading.keys[cue] if len(reading.keys[cue]) > 2 else reading.token_key(cue)
    if entry.kind == "participle":
        if word.endswith(("ين", "ون")):
            return "", "Plur"
        return ("Fem" if word.endswith(("ه", "ات")) else "Masc"), ""
    if word.endswith(("وا", "ون")):
        return "", "Plur"
    if entry.kind == "verb" and word.endswith(("ا", "ان")) and "Number=Dual" in (reading.feats[cue] or ""):
        return gender_of(reading, cue), "Dual"
    return gender_of(reading, cue), "Sing" if entry.kind == "verb" else ""


def last_speaker(reading: Reading, speakers: Sequence[Speaker], gender: str, number: str) -> Speaker | None:
    """The nearest speaker before, of those given in order, that agrees."""
    for speaker in reversed(speakers):
        if agrees(reading, speaker, gender, number):
            return speaker
    return None
