"""What a candidate must have around it to be a saying: each question that the rules ask, one function."""

from analysis.discourse.naming import is_voice_word
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import BODIES, PLACED, TEXTS, can_speak
from analysis.discourse.phrases import COMPLEMENTISERS, RELATIVES
from analysis.discourse.rules import Rule
from analysis.discourse.verbal_nouns import is_verbal_noun
from analysis.discourse.voices.cues import Cue, CueBook
from analysis.discourse.voices.quotes import Complement
from analysis.discourse.voices.somebody import is_plural_of_people, names_somebody
from analysis.discourse.voices.speakers import is_printed_passive, named_after, named_before
from analysis.discourse.voices.titles import only_somebody_does, opens_title, verb_with_subject
from analysis.discourse.word_lists import word_list

JOINTS = word_list("joints")
POINTERS = word_list("pointers")
SIMPLE_PREPOSITIONS = frozenset(["من", "في", "ب", "ل", "عن", "علي", "الي", "ك"])
PLAIN_PREPOSITIONS = frozenset({"علي", "الي", "عن"})  # مؤكدة على, كاشفة عن: no adjective takes them
LONGEST_ASKED = 16  # words between a participle of asking and the preposition: who is asked
MEANS = frozenset(
    {"فرصه", "مناسبه", "وسيله", "سبيل", "طريقه", "مجال", "محاوله"}
)  # فرصة للتأكيد على: nobody's words yet
MAY_BE_SAID = frozenset({"يمكن", "يمكننا", "يمكنني", "ينبغي", "يجب", "نستطيع", "اريد", "نريد", "اود", "نود"})
TEXTS_SENT = frozenset({"بيان", "بلاغ", "رساله", "برقيه", "تقرير", "خبر", "تصريح", "كلمه", "خطاب"})
WAS = frozenset({"كان", "كانت", "كانوا", "يكون", "تكون", "ظل", "ظلت", "بات", "اصبح", "اصبحت", "مازال", "يبقي"})
NOTICE = ("نظر", "انتباه")  # لفت الانتباه إلى is a saying, لفت انتباهي أن is none
WHAT = frozenset(["ما", "لما", "مما", "بما", "عما"])


def is_beside(reading: Reading, position: int, rule: Rule) -> bool:
    """Say whether a saying stands beside the one before it; a bare verb after its subject stands inside it."""
    start = joint(reading, position)
    if start > reading.begins[position] and reading.keys[start - 1] in RELATIVES:
        return False  # المصادر التي كانت تتحدث
    if rule.needs in ("none", "as"):
        return rule.needs == "as" or reading.keys[joint(reading, position)] in {"حسب", "وفق", "فق", "وفقا", "ب", "كما"}
    if rule.needs == "clause":
        return False
    if rule.needs in ("speaker", "source") or "participle" in rule.name:
        return True
    if reading.keys[position].endswith("وا") and reading.forms[position - 1] in ("،", ","):
        return True
    if 0 < start < position and _is_aux_of_subject(reading, start, position):
        return False
    return (
        joint(reading, position) < position or reading.begins[position] == position or has_glued_and(reading, position)
    )


def _is_aux_of_subject(reading: Reading, start: int, position: int) -> bool:
    """كانت هي وزوجها قد تعهدا: only قد and كان between the subject and its verb join it to nothing."""
    only = all(reading.keys[i] in ("قد", "كان", "كانت") for i in range(start, position))
    noun = reading.is_nominal(start - 1) or reading.keys[start - 1] in ("كانا", "كانوا", "كانتا")
    return only and start > reading.begins[position] and noun


def has_glued_and(reading: Reading, position: int) -> bool:
    """The expander of clitics left the conjunction on: واعتبرت."""
    word = reading.keys[position]
    return (
        len(word) > 4
        and word[0] in "وف"
        and reading.token_start(position) == position == reading.next_token(position) - 1
    )


def joint(reading: Reading, position: int) -> int:
    """Go back from a cue over the words that join it to what is before."""
    position = reading.token_start(position)
    begin = reading.begins[position]
    while position > begin:
        before, word = reading.keys[position - 1], reading.keys[position]
        if position - 2 >= begin and reading.upos[position - 1] == "PRON" and reading.keys[position - 2] == "لكن":
            position -= 2  # لكنه قال
            continue
        if before not in JOINTS or (before == "في" and word not in ("حين", "ما")):
            break
        if before in ("كان", "كانت") and word in POINTERS:
            break  # أينما كانت وفق قوله
        position -= 1
    return position


def is_aside(reading: Reading, position: int) -> bool:
    """كما at a sentence's head means "also" (كما أكد المشاركون عزمهم); as an aside it needs somebody who says it."""
    first = joint(reading, position)
    if first == reading.begins[position] or reading.forms[first - 1][0] in MARKS:
        return False
    speaker = named_after(reading, position, reading.stops[position])
    if speaker is None:
        return False
    return can_speak(reading.keys[speaker.head]) or reading.upos[speaker.head] in ("X", "PROPN", "PRON", "ADJ")


def fits_tightly(reading: Reading, position: int, rule: Rule, entry: Cue, complement: Complement) -> bool:
    """Ask more of words that often mean something else, where only a noun phrase follows."""
    before = reading.keys[position - 1] if position > 0 else ""
    if (
        before in SIMPLE_PREPOSITIONS
        and reading.upos[position - 1] != "X"  # بن علي يقول
        and entry.kind != "noun"
        and not _comes_to_say(reading, position, entry, complement)
    ):
        return False
    if entry.kind == "verb" and _is_shown(reading, position):
        return False
    after = reading.next_token(position)
    if entry.lemma == "لفت" and after < len(reading) and reading.keys[after].startswith(NOTICE):
        return False  # وجهت الهيئة لفت نظر: a noun; لفت نظري أن: what somebody noticed
    if rule.name == "feminine-participle" and entry.lemma == "دعا" and not _calls(reading, position, complement):
        return False
    moved = before in ("ما", "مما") and reading.keys[max(0, position - 2)] not in ("في", "بين")  # not وفيما دعوا
    if entry.lemma == "دعا" and moved and complement.how == "preposition":
        return False  # وهو ما دعاها إلى الاستعانة
    if before == "لن" and "Person=1" not in (reading.feats[position] or ""):
        return False  # لن تعلن قيامها
    if entry.kind == "participle" and before in WAS:
        return False  # بعد أن كان مهددا بالهبوط: a predicate
    relative = any(reading.keys[i] in RELATIVES for i in range(after, complement.stop))
    if entry.lemma == "أقر" and complement.how in ("that", "quote") and relative:
        return False  # أقروا وثيقة الإعلان التي …
    if entry.lemma == "عد" and reading.keys[after : after + 1] in (["من"], ["الي"]):
        return False  # عدت من السفر
    if entry.lemma == "تمنى" and reading.keys[after : after + 1] == ["لو"]:
        return False  # أتمنى لو أنني: a wish
    if entry.lemma == "أصر" and complement.how == "that" and _is_present(reading, complement.first):
        return False  # أصر على أن يكون شاهدا: he would have it so
    if entry.lemma == "حدث" and complement.how != "colon" and reading.upos[position + 1 : position + 2] != ["PRON"]:
        return False  # ما حدث «تشنج بسيط»
    if entry.lemma in ("شكا", "اشتكي", "اشتكى") and complement.how == "preposition" and _is_of_body(reading, position):
        return False  # المستشفى يشكو من نقص
    if rule.name == "feminine-participle" and entry.lemma == "ذكّر" and complement.stop > after:
        return False  # مذكرة تفاهم
    if entry.lemma == "جدد" and entry.kind == "participle" and complement.stop > after:
        return False  # يفوز بمكانه مجددا: again
    if entry.lemma in ("نقل", "عبر") and complement.how == "that" and _carries(reading, position, complement):
        return False
    if entry.lemma == "طالب" and opens_title(reading, position):
        return False  # طالب يفوز بجائزة: a student; titles tell in the present
    if entry.lemma == "وجه" and not _directs(reading, position, complement):
        return False
    if entry.kind == "verb" and complement.how == "that" and _shows(reading, position):
        return False
    if (
        entry.lemma == "خلص"
        and not {"الي", "ان"} & set(reading.keys[after : after + 1])
        and reading.keys[complement.stop : complement.stop + 1] != ["الي"]
    ):
        return False  # يخلصون من المعرفة
    if before in ("يكن", "تكن") and entry.lemma == "توقع":
        return False  # لم يكن يتوقع أن: thought
    if before in RELATIVES and complement.how == "that" and complement.stop > after > position + 1:
        return False  # اليوم الذي ننتظره لن نتردد بأن نقول
    if entry.lemma == "علق" and is_printed_passive(reading, position):
        return False  # وعُلقت لافتة: hung
    if entry.lemma == "عاد" and "الي" in reading.keys[after : complement.stop]:
        return False  # تعود إلى عصر …: it dates from
    if entry.lemma == "رحب" and complement.how == "preposition" and not _is_of_action(reading, complement):
        return False  # رحب الوزير بالوفد: he received them
    if entry.lemma == "تعهد" and entry.kind == "verb" and _takes_charge(reading, complement):
        return False
    if before == "لم" and entry.lemma in ("عد", "وعد"):
        return False  # لم يعد: no longer
    if before == "ان" and entry.cue_class == "claim" and _may_be(reading, position):
        return False  # أن يروا الطريق, لا يأمنان أن يعتبر
    if entry.kind == "participle" and complement.how == "colon" and _has_verb(reading, position + 1, complement.stop):
        return False  # محاضرة مفيدة …، والأسئلة تتمحور حول:
    if entry.lemma in ("طلب", "فضل", "رفض") and _asks_for_silence(reading, after):
        return False
    own = "Person=1" in (reading.feats[position] or "")
    if not own and (before in ("س", "سوف") or (rule.name == "finite-verb" and _is_future(reading, position))):
        return False
    if _is_short_quote(reading, complement):
        return False
    if entry.ambiguous and entry.kind == "verb" and _does_something_else(reading, position, complement):
        return False
    if entry.cue_class == "claim" and complement.how == "that" and _clause_between(reading, position, complement):
        return False
    if rule.name == "feminine-participle" and reading.upos[position - 1] == "AUX":
        return False  # ستكون معلنة: a predicate
    if (
        rule.name == "feminine-participle"
        and reading.upos[position] == "NOUN"
        and _is_noun(reading, position, complement)
    ):
        return False
    if complement.how not in ("object", "preposition"):
        return _near_enough(reading, position, entry, complement)
    if entry.ambiguous and complement.how == "object":
        titled = verb_with_subject(reading, position) == position and _follows_voice(reading, position)
        return titled or _has_voice_as_subject(reading, position, complement)
    if rule.name == "feminine-participle":
        after_comma = reading.upos[position - 1] == "PUNCT"
        governed = complement.how == "preposition" and reading.keys[complement.stop] in PLAIN_PREPOSITIONS
        near = complement.stop - reading.next_token(position)
        if (
            entry.cue_class == "ask"
            and complement.how == "preposition"
            and reading.forms[position - 1] in ("،", ",", "؛")
        ):
            return near <= LONGEST_ASKED  # مطالبة في الوقت نفسه الجميع بالابتعاد
        return (near == 0 and (after_comma or governed)) or (
            0 < near <= 3 and governed and not _has_verb(reading, position + 1, complement.stop)
        )
    if entry.kind == "participle":
        asked = entry.cue_class == "ask" and complement.how == "preposition"  # مطالبا الإدارة الجهوية للصحة بتوفير
        return complement.stop <= position + (LONGEST_ASKED if asked else 4)
    if "Aspect=Imp" in (reading.feats[position] or ""):
        # تشير البوصلة إلى الشمال: in the present only a subject after the verb makes pointing a saying.
        alone = joint(reading, position) < position or reading.begins[position] == position
        alone = alone or before == ":"  # سادسا: تؤكد الوزارة على
        if alone and named_after(reading, position, complement.stop) is not None:
            return True
        return own or _follows_voice(reading, position) or _heads_title(reading, position, entry)
    return True


def _clause_between(reading: Reading, position: int, complement: Complement) -> bool:
    """التي تعتبر هدفا، …، فقد آثر أن: a clause between a verb of opinion and أن shows that أن is of that clause."""
    first = position + 1
    for i in range(first, complement.stop):
        if reading.keys[i] in RELATIVES:
            return False
        if reading.upos[i] == "VERB" and i > first and reading.deprel[i] not in ("acl", "acl:relcl"):
            return True
    return False


def _is_noun(reading: Reading, position: int, complement: Complement) -> bool:
    """رفعوا لافتة كتب عليها «…»: a noun of the shape of a participle, of which something else is told."""
    return reading.forms[position - 1] not in ("،", ",", "؛", "-") and _has_verb(reading, position + 1, complement.stop)


def _may_be(reading: Reading, position: int) -> bool:
    """A present after أن is what may be; not so after قبل and إلى, which tell when."""
    present = "Aspect=Imp" in (reading.feats[position] or "")
    return present and reading.keys[max(0, position - 2)] not in ("قبل", "الي", "علي")


def _has_verb(reading: Reading, first: int, last: int) -> bool:
    return any(reading.upos[i] in ("VERB", "AUX") for i in range(first, last))


def _directs(reading: Reading, position: int, complement: Complement) -> bool:
    """وجه الأمير بتشكيل لجنة: an action after ب, with nothing sent to anybody on the way."""
    sent = any(reading.upos[i] == "ADP" for i in range(reading.next_token(position), complement.stop))
    return _is_of_action(reading, complement) and not sent and reading.keys[position - 1] not in RELATIVES


def _is_of_action(reading: Reading, complement: Complement) -> bool:
    """Say whether the thing said begins with a verbal noun."""
    near = range(complement.first, min(complement.first + 2, len(reading)))
    return is_verbal_noun(next((reading.keys[i].removeprefix("ال") for i in near if reading.is_nominal(i)), ""))


def _takes_charge(reading: Reading, complement: Complement) -> bool:
    """تعهدت فرقة الأبحاث بالبحث في القضية: of a case, to take it on."""
    words = {
        reading.keys[i].removeprefix("ال") for i in range(complement.first, min(complement.first + 2, len(reading)))
    }
    return complement.how == "preposition" and bool(words & {"بحث", "ملف", "قضيه", "موضوع", "تحقيق"})


def _comes_to_say(reading: Reading, position: int, entry: Cue, complement: Complement) -> bool:
    """جاء الوزير ليؤكد أن: a present after ل with a clause or quotation."""
    present = reading.keys[position - 1] == "ل" and "Aspect=Imp" in (reading.feats[position] or "")
    plain = entry.kind == "verb" and not entry.ambiguous and entry.cue_class in ("say", "announce", "stress")
    return present and plain and complement.how in ("that", "quote", "colon")


def _asks_for_silence(reading: Reading, after: int) -> bool:
    """مصدر طلب عدم الكشف عن هويته: a source that wants no name says nothing by it."""
    near = reading.keys[after : after + 3]
    return bool({"عدم", "الافصاح", "الكشف", "ذكر"} & set(near[:1])) and bool(
        {"الكشف", "ذكر", "نشر", "الافصاح", "كشف", "عن", "اسم"} & set(near[1:])
    )


def _follows_voice(reading: Reading, position: int) -> bool:
    """سعيدان يدعو الحكومة إلى: a present after its subject, where that can speak."""
    speaker = named_before(reading, position, reading.begins[position])
    if speaker is None:
        return False
    head = speaker.head
    counted = reading.upos[head] == "NUM" and head + 1 < position and reading.is_nominal(head + 1)  # 40 نائبا يهددون
    return names_somebody(reading, head + 1 if counted else head)


def _heads_title(reading: Reading, position: int, entry: Cue) -> bool:
    """الخدمة المدنية تعلن النتائج: in a title, whoever does what only somebody does needs no list."""
    verb = verb_with_subject(reading, position)
    if verb < 0:
        return False
    return only_somebody_does(reading, position, entry.lemma) or (verb != position and _follows_voice(reading, verb))


def _does_something_else(reading: Reading, position: int, complement: Complement) -> bool:
    """نشر صورا … بأنها; بلاغ نشرته الوزارة، أن: with an object of its own an ambiguous verb is no saying."""
    if reading.keys[position][1:] == "طمين" or reading.lemmas[position] in ("طمان", "اطمان"):
        return False  # تطمئن الدول بأن
    taken_up = reading.next_token(position) > position + 1 and reading.deprel[position].startswith("acl")
    if taken_up or complement.how == "object":
        return taken_up
    return any(
        reading.heads[i] == position and reading.deprel[i] == "obj" and reading.upos[i] == "NOUN"
        for i in range(position + 1, complement.stop)
    )


def _is_shown(reading: Reading, position: int) -> bool:
    """مما يكشف, ما يؤكد أن, الأمر الذي يؤكد: what an event shows is nobody's word."""
    before = reading.keys[position - 1] if position else ""
    earlier = reading.keys[position - 2] if position > 1 else ""
    if before == "ما" and earlier == "بين":
        return False  # بينما يرى الفقهاء أن
    present = "Aspect=Imp" in (reading.feats[position] or "")
    taken_up = reading.next_token(position) > position + 1
    if before == "مما" or (
        before == "ما" and earlier == "من" and reading.tokens[position - 1] == reading.tokens[position - 2]
    ):
        return True
    if before in ("ما", "بما") and present and not taken_up and earlier not in ("حسب", "وفق", "فق", "وفقا", "ل", "ب"):
        return True
    return before in RELATIVES and earlier in ("الامر", "الشيء", "الحال")


def _shows(reading: Reading, position: int) -> bool:
    """بطاقة هوية تشير إلى أنه: a verb that tells of an indefinite thing right before it is nobody's word."""
    noun = reading.heads[position]
    right_before = reading.token_start(position) == position and max(0, position - 3) <= noun < position
    if reading.deprel[position] != "acl" or not right_before:
        return False
    indefinite = "Definite=Def" not in (reading.feats[noun] or "")
    thing = indefinite and reading.upos[noun] == "NOUN" and reading.ner[noun] == "O"
    word = reading.keys[noun].removesuffix("ا")
    return thing and not (names_somebody(reading, noun) or can_speak(word) or word in TEXTS)


def _is_future(reading: Reading, position: int) -> bool:
    """What somebody is going to say has not been said: ستواصل, with س left on the verb."""
    word = reading.keys[position]
    return "Aspect=Imp" in (reading.feats[position] or "") and word[0] == "س" and word[1:2] in "يتنا"


def _is_short_quote(reading: Reading, complement: Complement) -> bool:
    """One or two quoted words without a colon are a name."""
    quote = complement.quote
    if complement.how != "quote" or quote is None or reading.forms[min(complement.stop, len(reading) - 1)] == ":":
        return False
    return len(reading.text[quote.inner_start : quote.inner_end].split()) < 3


def _has_voice_as_subject(reading: Reading, position: int, complement: Complement) -> bool:
    """كشف الوزير أسماء, خبير يكشف أسرار: an object of a word of many meanings is said only by who can speak."""
    if reading.upos[position] != "VERB":
        return False
    first = reading.next_token(position)
    if first < complement.stop:
        if is_voice_word(reading.keys[first]) or names_somebody(reading, first):
            return True
        after = named_after(reading, position, complement.stop) if reading.upos[first] == "ADP" else None
        return after is not None and can_speak(reading.keys[after.head])  # كشفت لـ«الصحيفة» مصادر، توصل
    if reading.upos[position - 1] == "PRON" and reading.keys[position - 2] in COMPLEMENTISERS:
        return True  # أعلن الوزير أنه طلب تحقيقا
    before = named_before(reading, position, reading.begins[position])
    return before is not None and can_speak(reading.keys[before.head])


def _near_enough(reading: Reading, position: int, entry: Cue, complement: Complement) -> bool:
    """What texts say (جاء في البيان أن) stands close; a long way off it is another clause."""
    if entry.kind == "participle" and _has_verb_outside_relatives(reading, position, complement.stop):
        return False
    if (
        complement.how == "quote"
        and complement.stop > position
        and reading.forms[complement.stop : complement.stop + 1] != [":"]
    ):
        if _has_verb_outside_relatives(reading, position + 1, complement.stop):
            return False
        relative = any(reading.keys[i] in RELATIVES for i in range(position + 1, complement.stop))
        long = complement.quote is not None and complement.quote.inner_end - complement.quote.inner_start > 30
        plain = long and entry.takes >= {"that", "quote"} and not entry.ambiguous
        if relative and reading.forms[complement.stop - 1] not in ("،", ",") and not plain:
            return False
    if not entry.place:
        return True
    if complement.stop - position > 14:
        return False
    if entry.lemma == "علم":
        return any(reading.keys[i] == entry.place for i in range(position + 1, complement.stop - 1))
    return reading.keys[reading.next_token(position)] == entry.place


def _has_verb_outside_relatives(reading: Reading, first: int, last: int) -> bool:
    """A verb between cue and quotation, in no relative clause, has the better claim to the quotation."""
    for i in range(first, last):
        if reading.keys[i] in RELATIVES:
            return False
        if reading.upos[i] == "VERB" and reading.deprel[i] not in ("acl", "acl:relcl") and i > first:
            return True
    return False


def points_back(reading: Reading, position: int) -> bool:
    """ما is a relative pronoun here, not a negation: something points at it, or a pronoun takes it up."""
    what = next((i for i in range(position - 1, max(-1, position - 5), -1) if reading.keys[i] in WHAT), None)
    feats = reading.feats[position] or ""
    if what is None or "Person=1" in feats or ("Aspect=Imp" in feats and reading.keys[position][0] == "ن"):
        return False
    if what > 0 and reading.keys[what - 1] in (
        "اكثر",
        "اهم",
        "ابرز",
        "كل",
        "معظم",
        "جميع",
        "بعض",
        "اغلب",
        "اخر",
        "احدث",
        "اول",
        "اغرب",
        "اقل",
    ):
        return False
    if what > 0 and reading.tokens[what - 1] == reading.tokens[what] and reading.keys[what - 1] in ("في", "من"):
        return False
    if reading.keys[what] == "مما":
        # مما يؤكد أن: what events show, nobody's word.
        return False
    taken_up = any(reading.upos[i] == "PRON" for i in range(position + 1, min(position + 3, len(reading))))
    sourced = any(reading.keys[i] in ("حسب", "وفق", "فق", "وفقا", "طبقا") for i in range(max(0, what - 3), what))
    sourced = sourced or (what > 0 and reading.keys[what - 1] == "علي")
    if taken_up or sourced:
        return True
    past = "Aspect=Perf" in feats
    return past and named_after(reading, position, min(reading.stops[position], position + 6)) is not None


def is_voice(reading: Reading, position: int, entry: Cue, book: CueBook) -> bool:
    """Say whether what a preposition of source governs can speak."""
    first = position + 1
    if entry.place:
        if first >= len(reading) or reading.keys[first] not in (entry.place, "لـ"):
            return bool(entry.place == "ل" and first < len(reading) and reading.forms[first].startswith(("لل", "لـ")))
        first += 1
    while first < len(reading) and (reading.forms[first][0] in (*MARKS, "(") or reading.keys[first] == "ل"):
        first += 1
    while first < len(reading) and reading.keys[first] in ("ذات", "نفس", "اخر", "احدث", "بعض", "اول"):
        first += 1
    if first >= len(reading) or reading.paragraphs[first] != reading.paragraphs[position]:
        return False
    word = reading.keys[first]
    bare = word.removeprefix("ال")
    if word in ("مجموعه", "عدد", "جمله") and any(
        k.removeprefix("ال") in book.norms for k in reading.keys[first + 1 : first + 3]
    ):
        return False
    counted = word == "عدد" and reading.keys[first + 1 : first + 2] == ["من"] and first + 2 < len(reading)
    if counted and names_somebody(reading, first + 2):
        return True  # حسب عدد من المشاركين
    if word == "نص" and {k.removeprefix("ال") for k in reading.keys[first + 1 : first + 2]} & TEXTS_SENT:
        return True  # وفق نص البيان
    if {word, bare} & book.norms or reading.upos[first] in ("VERB", "PUNCT", "NUM", "ADP", "SCONJ"):
        return False
    if is_voice_word(word) or can_speak(word) or is_plural_of_people(reading, first):
        return True
    following = reading.forms[first + 1 : first + 2]
    if word.startswith("ال") and word.endswith("ي") and len(word) > 5 and following in (["،"], [","], ["."]):
        return True  # وفقا للوشاحي، فقد
    # An adjective after a preposition is a name: وفقًا للزكري.
    return reading.upos[first] in ("X", "PROPN") or word.isascii() or (reading.upos[first] == "ADJ" and word != bare)


def _is_of_body(reading: Reading, position: int) -> bool:
    """A body before or right after a verb: it lacks what it "complains" of."""
    after = reading.next_token(position)
    near = [reading.keys[i].removeprefix("ال") for i in (position - 1, after) if 0 <= i < len(reading)]
    speaker = named_before(reading, position, reading.begins[position])
    heads = near + ([reading.keys[speaker.head].removeprefix("ال")] if speaker is not None else [])
    return any(word in BODIES | PLACED for word in heads)


def _is_present(reading: Reading, position: int) -> bool:
    verb = position < len(reading) and reading.upos[position] in ("VERB", "AUX")
    return verb and "Aspect=Imp" in (reading.feats[position] or "")


def _calls(reading: Reading, position: int, complement: Complement) -> bool:
    """، داعية المواطنين إلى, not الشيخ فلان، داعية إسلامي: after a comma, with what she calls for."""
    comma = reading.forms[position - 1] in ("،", ",", "؛")
    return comma and complement.how in ("preposition", "that")


def _carries(reading: Reading, position: int, complement: Complement) -> bool:
    """نقل الجرحى إلى المستشفى، وتبين أن; نعبر الشارع … إن: with a goal or an object of its own no saying."""
    between = range(reading.next_token(position), complement.stop)
    goal = any(reading.keys[i] == "الي" for i in between) and not any(reading.keys[i] == "عن" for i in between)
    return goal or ("Person=1" in (reading.feats[position] or "") and len(between) > 2)


def _is_aim(reading: Reading, position: int) -> bool:
    """Say whether ل is glued to a noun of saying: للمطالبة."""
    glued = position > 0 and reading.tokens[position - 1] == reading.tokens[position]
    if not (glued and reading.keys[position - 1] == "ل"):
        return False
    return not any(reading.keys[i].removesuffix("ا") in MEANS for i in range(max(0, position - 7), position))


def _is_somebodys(reading: Reading, position: int, complement: Complement) -> bool:
    """دعوات المنظمات إلى …: a noun of asking with a preposition says something only if it is somebody's, or their aim.

    Their aim is a noun after ل at once followed by its preposition: تظاهروا للمطالبة بـ.
    """
    first = reading.next_token(position)
    if first >= len(reading):
        return False
    aim = _is_aim(reading, position) and complement.stop == first
    near = complement.stop <= first + 2
    mine = near and any(reading.upos[i] == "PRON" for i in range(position + 1, first))
    owner = reading.is_nominal(first) and complement.stop > first and not reading.keys[position].startswith("ال")
    return aim or mine or (owner and reading.upos[first] != "ADJ")


def _tells_of_noun(reading: Reading, position: int) -> bool:
    """في اجتماع خصص لـ: a verb right after the indefinite noun that it tells of."""
    noun = reading.heads[position]
    near = reading.deprel[position].startswith("acl") and max(0, position - 2) <= noun < position
    return near and not reading.keys[noun].startswith("ال")


def _is_relayed(reading: Reading, position: int) -> bool:
    """نقلت الوكالة عن الزهري القول إن: whose words a verb passes on."""
    before = range(max(0, position - 12), position)  # نقلت بي.بي.سي عن الزهري: over the stops of letters
    verb = next((i for i in before if reading.keys[i].removeprefix("و") in ("نقل", "نقلت", "ينقل", "تنقل")), None)
    return verb is not None and "عن" in reading.keys[verb:position]


def clause_belongs(reading: Reading, position: int, complement: Complement, entry: Cue) -> bool:
    """A clause or quotation is the noun's only if nothing but the noun's own phrase stands between."""
    if reading.ner[position] not in ("O", ""):
        return False  # نداء تونس: part of a name
    between = range(reading.next_token(position), complement.stop)
    before = reading.keys[position - 1] if position else ""
    if entry.lemma == "قول" and before in MAY_BE_SAID:
        return False  # أقل ما يمكن قوله
    if entry.lemma == "القول":
        near = complement.stop <= reading.next_token(position) + 1
        return near and (before == "ب" or _is_relayed(reading, position))
    accused = entry.lemma in ("اتهام", "تهديد") and reading.upos[min(position + 1, len(reading) - 1)] == "PRON"
    if accused:
        return False  # بعد اتهامه بـ: the pronoun is who is accused
    if reading.keys[position].startswith("ال") and not _is_aim(reading, position):
        return False
    if complement.how == "preposition" and not _is_somebodys(reading, position, complement):
        return False
    if len(between) > (24 if complement.how == "preposition" else 12) or complement.how == "object":
        return False
    if complement.how == "colon" and complement.quote is None:
        return False
    return not any(
        (reading.upos[i] in ("VERB", "AUX") and not _tells_of_noun(reading, i))
        or (reading.forms[i] in ("،", ",") and i + 1 < complement.stop)
        or reading.keys[i] in RELATIVES
        for i in between
    )
