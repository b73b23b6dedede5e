"""Where the thing said begins: after أن, in quotation marks, after a colon, after the preposition or as the object."""

from collections.abc import Sequence
from typing import Literal

from analysis.discourse.naming import NAMING
from analysis.discourse.parsed import Reading
from analysis.discourse.phrases import COMPLEMENTISERS, OCCASIONS, RELATIVES, has_pronoun, is_acronym
from analysis.discourse.verbal_nouns import is_verbal_noun
from analysis.discourse.voices.cues import Cue
from analysis.discourse.voices.objects import (
    after_complementiser,
    described_from,
    fresh_phrases,
    governed,
    governor,
    has_verb,
    noun_phrase_said,
)
from analysis.discourse.voices.quotes import Complement, Quote, Quotes, word_after
from analysis.discourse.word_lists import word_list

How = Literal["that", "quote", "colon", "preposition", "object"]
MAX_WORDS = 60
SHORT = 3
LONGEST_IN_BRACKETS, FEWEST_IN_BRACKETS = 150, 5
TITLED = frozenset({"كتاب", "فيلم", "برنامج", "روايه", "مسلسل", "موتمر", "شعار", "عنوان"})
FAR = 6
STANCES = word_list("stances")
NOT_OPENING = word_list("not_opening")
PHRASES = frozenset({"عباره", "كلمه"})  # ردد عبارة «لا نريد»: these name no name
ASKING = frozenset({"سأل", "تساءل", "استفسر", "استفهم"})
OPENINGS = COMPLEMENTISERS | {
    ":",
    "عما",
    "(",
    "لان",
    "ل",
}  # what alone can open a thing said, beside a mark, or gives a reason
CLAUSE_OPENERS = frozenset({"لا", "لم", "لن", "ليس", "ليست", "هناك", "نحن", "انا", "لقد", "لدينا", "يجب", "لابد"})
HOW_IT_IS = frozenset(
    {"الصعب", "الممكن", "الضروري", "المهم", "المتوقع", "المنتظر", "الموكد", "الطبيعي", "المفروض", "المستحيل"}
)
ADDING = frozenset(
    {("الي", "اضافه"), ("الي", "بالاضافه"), ("الي", "الاضافه"), ("علي", "علاوه"), ("عن", "فضلا"), ("عن", "ناهيك")}
)
INTERROGATIVES = frozenset({"كم", "هل", "ماذا", "كيف", "متي", "اين", "لماذا"})


def find_complement(
    reading: Reading, cue: int, entry: Cue, quotes: Quotes, barriers: Sequence[bool]
) -> Complement | None:
    """Find the thing said after a cue, or nothing.

    `barriers[i]` is true where another saying begins, which this one cannot reach beyond.
    """
    first = reading.next_token(cue)
    limit = min(_limit(reading, cue, first, barriers), first + MAX_WORDS)
    found = _first_clause_or_quote(reading, first, limit, entry, quotes)
    if found and found.how == "that":
        nearer = _nearer_than_clause(reading, cue, first, found, entry)
        if nearer:
            return nearer
    unmarked = _unmarked_clause(reading, first, limit, found, entry)
    if unmarked is not None:
        return unmarked
    near = governed(reading, cue, first, found.stop if found else limit, entry, quotes)
    if found and _asks_that(reading, first, found, entry):
        return found
    if entry.kind == "participle" and entry.cue_class == "ask" and first < limit and reading.is_nominal(first):
        asked = near is not None and near.how == "preposition" and not has_verb(reading, first, near.stop)
        return near if asked else Complement("object", first, first)  # داعيًا الأسر إلى المتابعة
    if near and (found is None or found.how == "quote" or _clause_of_another(reading, near, found, cue)):
        takes_object = "object" in entry.takes and entry.cue_class != "ask"
        if takes_object and near.stop > first and reading.keys[first] in STANCES:
            return Complement("object", first, first)  # وأكد ضرورة العمل على
        own = fresh_phrases(reading, first, near.stop, commas=True) if takes_object else []
        own = own or (_stance(reading, first, near.stop) if takes_object else [])
        own = own or (_action_with(reading, first, near.stop) if takes_object else [])
        described = _described(reading, first, near, entry)
        if described is not None:
            return Complement("object", described, described)
        return Complement("object", own[0], own[0]) if own else near
    if found:
        return found
    return (
        _line_below(reading, first, limit, entry, quotes)
        or _after_comma(reading, cue, first, limit, entry)
        or noun_phrase_said(reading, cue, first, limit, entry)
    )


def _unmarked_clause(
    reading: Reading, first: int, limit: int, found: Complement | None, entry: Cue
) -> Complement | None:
    """وقال الزهري من الصعب أن …: after a name, what begins as a clause is said, where the newspaper left أن out."""
    if entry.lemma != "قال" or entry.kind != "verb" or first >= limit or reading.ner[first] != "B-PER":
        return None
    position = first + 1
    while position < limit and reading.ner[position] == "I-PER":
        position += 1
    opening = reading.keys[position : position + 2]
    begins = position < limit and (
        opening[0] in CLAUSE_OPENERS or (opening[0] == "من" and opening[1:] and opening[1] in HOW_IT_IS)
    )
    far = found is None or found.stop > position + FAR
    return Complement("that", position, position) if begins and far else None


def _described(reading: Reading, first: int, near: Complement, entry: Cue) -> int | None:
    """وصف الناقد الرواية بالمملة: what is described is part of what is said, as before بأنه."""
    if "as" not in entry.takes or near.how != "preposition" or near.quote or has_verb(reading, first, near.stop):
        return None
    if entry.kind == "participle":
        return first if first < near.stop and reading.is_nominal(first) else None
    return described_from(reading, first, near.stop)


def _asks_that(reading: Reading, first: int, clause: Complement, entry: Cue) -> bool:
    """سائلا الله أن يحفظ: near the one who is asked, the clause is what is asked."""
    asks = entry.kind == "participle" and entry.cue_class == "ask" and clause.how == "that"
    prayed = reading.keys[first : first + 1] in (["الله"], ["المولي"], ["ربه"], ["العلي"], ["الباري"])  # … عز وجل أن
    return asks and clause.stop - first <= FAR and (prayed or not has_verb(reading, first, clause.stop))


def _stance(reading: Reading, first: int, stop: int) -> list[int]:
    """وأكد سموه خلال لقائه مع الأعضاء عزم الرئاسة التعاون على: the noun that the preposition qualifies is said."""
    return [
        i
        for i in range(first, stop)
        if (i > first or has_pronoun(reading, i))
        and reading.keys[i] in STANCES
        and reading.upos[i] == "NOUN"
        and reading.upos[i - 1] != "ADP"
    ]


def _action_with(reading: Reading, first: int, preposition: int) -> list[int]:
    """أكد فلان العثور على: of an action with the article, the preposition is its own."""
    noun = governor(reading, preposition)
    action = first < noun < preposition and reading.keys[noun].startswith("ال") and reading.upos[noun] == "NOUN"
    return [noun] if action and is_verbal_noun(reading.keys[noun].removeprefix("ال")) else []


def _after_comma(reading: Reading, cue: int, first: int, limit: int, entry: Cue) -> Complement | None:
    """وقال لـ«الصحيفة»، للأسف هناك عمولات: words after a comma where the newspaper left أن and the marks out."""
    if entry.lemma != "قال" or entry.kind != "verb" or reading.token_start(cue) - reading.begins[cue] > 1:
        return None
    comma = next((i for i in range(first, min(limit, first + 8)) if reading.forms[i] in ("،", ",")), None)
    if comma is None or limit - comma < 6 or any(reading.upos[i] in ("VERB", "SCONJ") for i in range(first, comma)):
        return None
    if any(reading.forms[i] in ("،", ",") for i in range(comma + 1, min(limit, comma + 5))):
        return None
    return Complement("colon", comma, comma + 1)


def _first_clause_or_quote(reading: Reading, first: int, limit: int, entry: Cue, quotes: Quotes) -> Complement | None:
    position = first
    openings = OPENINGS | INTERROGATIVES if entry.lemma in ASKING else OPENINGS
    keys, at = reading.keys, quotes.at
    while position < limit:
        if keys[position] not in openings and position not in at:
            position += 1
            continue
        if _gives_reason(reading, position) and "الي" not in entry.takes:
            return None
        found = _clause_or_quote(reading, position, first, limit, entry, quotes)
        if found:
            return found
        quote = quotes.at.get(position)
        position = word_after(reading, position, quote.end) if quote and quote.closed else position + 1
    return None


def _gives_reason(reading: Reading, position: int) -> bool:
    """لأن begins a reason, beyond which no clause is the thing said."""
    following = min(position + 1, len(reading) - 1)
    return reading.keys[position] == "لان" or (
        reading.keys[position] == "ل"
        and reading.keys[following] == "ان"
        and reading.tokens[following] == reading.tokens[position]
    )


def _nearer_than_clause(reading: Reading, cue: int, first: int, clause: Complement, entry: Cue) -> Complement | None:
    """Find a noun phrase with a better claim to be the thing said than the clause after it.

    داعيًا الأسر إلى أن تتابع: whom a participle asks is part of what is asked. وصف البيان المؤتمر بأنه: so is what is
    described. متمنيًا النجاح للجميع … أن: a clause far from a participle that takes an object is not its own.
    """
    if "as" in entry.takes:
        described = described_from(reading, first, clause.stop)
        return None if described is None else Complement("object", described, described)
    if "object" in entry.takes and first < clause.stop and reading.keys[first] in STANCES:
        return Complement("object", first, first)
    if entry.kind == "verb" and entry.cue_class == "blame" and "object" in entry.takes and clause.stop > first + FAR:
        relative = any(reading.keys[i] in RELATIVES for i in range(first, clause.stop))
        return Complement("object", first, first) if relative and reading.keys[first].startswith("ال") else None
    if entry.kind != "participle":
        return None
    if entry.cue_class == "ask" and reading.is_nominal(first):
        return None if _asks_that(reading, first, clause, entry) else Complement("object", first, first)
    if "object" in entry.takes and clause.stop > first + FAR:
        return noun_phrase_said(reading, cue, first, clause.stop, entry)
    return None


def _clause_of_another(reading: Reading, near: Complement, clause: Complement, cue: int) -> bool:
    """أعلن عن اتفاق ينص على أن: a verb between preposition and clause shows that the clause is not the cue's own.

    So does a verb right before the colon: يطالب بالإصلاح.. ومسؤول يرد: لا.
    """
    if clause.how == "colon" and clause.stop - 1 > max(cue, near.stop) and reading.upos[clause.stop - 1] == "VERB":
        return True
    if clause.how == "that" and reading.forms[clause.stop - 1] in ("،", ",") and _on_occasion(reading, near.stop):
        return False  # أكد في تعليقه على الأخبار التي …، أن
    return clause.how == "that" and has_verb(reading, near.stop, clause.stop)


def _on_occasion(reading: Reading, preposition: int) -> bool:
    """في تعليقه على: a preposition of the occasion on which somebody speaks."""
    before = reading.keys[max(0, preposition - 2) : preposition]
    return any(word in OCCASIONS or word in ("تعليق", "رد") for word in before)


def _limit(reading: Reading, cue: int, first: int, barriers: Sequence[bool]) -> int:
    """The sentence's end, the next saying, or the end of the quotation that the cue itself stands in."""
    end = min(reading.stops[cue], len(reading))
    return next((i for i in range(first, end) if barriers[i] or _is_new_clause(reading, i)), end)


def _is_new_clause(reading: Reading, position: int) -> bool:
    """A verb after و begins a clause beside the cue's, out of its reach."""
    return (
        reading.upos[position] == "VERB"
        and reading.keys[position - 1] == "و"
        and reading.tokens[position - 1] == reading.tokens[position]
        and reading.keys[position - 2] not in RELATIVES
    )


def _clause_or_quote(
    reading: Reading, position: int, first: int, limit: int, entry: Cue, quotes: Quotes
) -> Complement | None:
    word = reading.keys[position]
    if word == ":" and "quote" in entry.takes:
        return _after_colon(reading, position, quotes)
    if entry.lemma == "قال" and entry.kind == "verb" and is_condition(reading, position):
        return Complement("that", position, position)  # قالوا إن لم تأت ذهبنا
    if word == "عما" and "عن" in entry.takes and reading.keys[position + 1 : position + 2] == ["اذا"]:
        return Complement("that", position, position)  # وتساءل عما إذا كان
    near = position - first <= FAR and not any(reading.keys[i] in entry.takes for i in range(first, position))
    if entry.lemma in ASKING and word in INTERROGATIVES and near and position not in quotes.at:
        return Complement("that", position, position)  # سألني المدير كم عمره
    letter = word in COMPLEMENTISERS and is_acronym(reading, position)
    if (
        word in COMPLEMENTISERS
        and not letter
        and "that" in entry.takes
        and not _is_exception(reading, position, first, entry)
    ):
        stop = position - 1 if position > first and reading.upos[position - 1] == "ADP" else position
        return _that(reading, stop, position, quotes)
    quote = quotes.at.get(position) or (in_brackets(reading, position, limit) if word == "(" else None)
    # "ان الهيئة …": without its hamza it is أن, but after قال إن.
    inside = (
        reading.forms[position + 1] if quote and position + 1 < limit and reading.keys[position + 1] == "ان" else ""
    )
    if quote and (inside[:1] == "أ" or (inside == "ان" and entry.lemma != "قال")):
        stop = position - 1 if position > first and reading.upos[position - 1] == "ADP" else position
        return Complement("that", stop, reading.next_token(position + 1), quote)
    if quote and (governed := _governed_in_marks(reading, position, quote, entry)) is not None:
        return governed
    if quote and "quote" in entry.takes and not _is_name(reading, position, first, limit, quote, entry):
        start = word_after(reading, position, quote.inner_start)
        return Complement("quote", position, start, quote)
    return None


def _governed_in_marks(reading: Reading, position: int, quote: Quote, entry: Cue) -> Complement | None:
    """طالبت الوزارة المواطنين «بالحذر», وصفها «بالقاسية»: the preposition of the verb stands inside the marks."""
    start = word_after(reading, position, quote.inner_start)
    if start + 1 >= len(reading) or reading.upos[start] != "ADP" or reading.next_token(start) == start + 1:
        return None
    asked = entry.kind != "noun" and (entry.cue_class == "ask" or entry.lemma in ("وصف", "وعد", "تعهد", "هدد"))
    if not asked or reading.keys[start] not in entry.takes or reading.forms[position - 1] == ":":
        return None
    return Complement("preposition", position, start, quote)


def _is_exception(reading: Reading, position: int, first: int, entry: Cue) -> bool:
    """إلا أن, بعد أن, ضرورة أن … belong to what is before, وأن to a report that has begun; none opens a thing said."""
    if position <= first:
        return False
    if is_condition(reading, position):
        return True
    before = reading.keys[position - 1]
    if reading.keys[position - 2 : position - 1] == ["شان"]:
        return True  # من شأنها أن
    if position - 2 >= first and (before, reading.keys[position - 2]) in ADDING:
        return True  # إضافة إلى أن
    if before in ("بد", "لابد"):
        return True  # لا بد أن
    if before in HOW_IT_IS and reading.keys[position - 2] == "من" and position - 2 > first:
        return True  # من المهم أن
    if before == "العلم" and reading.keys[position - 2] == "مع":
        return True  # مع العلم أن
    if position - 1 > first and reading.upos[position - 1] == "VERB" and _is_present(reading, position - 1):
        return True  # ثروة من القيم التي يجب أن يعرفها
    told = reading.upos[position - 2 : position] == ["ADP", "PRON"] and position - 3 >= first
    if told and reading.upos[position - 3] in ("VERB", "AUX") and _is_present(reading, position - 3):
        return True  # يتيح له أن يتعامل
    if before == "ف" and _concession(reading, position) is None and entry.kind != "source":
        return True  # حينما لا ترى الذات عيوبها فإنها: what follows from it
    if reading.upos[position - 1] == "ADP" and before not in ("ب", "الي", "علي", "عن") and before not in entry.takes:
        return True
    if before == "خاصه" and reading.upos[position - 1] == "ADJ" and reading.is_nominal(position - 2):
        return False  # في نشرة خاصة أن: an adjective here, not "especially as"
    return before in NOT_OPENING or before == "و"


def _is_present(reading: Reading, position: int) -> bool:
    return "Aspect=Imp" in (reading.feats[position] or "")


def is_condition(reading: Reading, position: int) -> bool:
    """إن لم يتم, إن أحسنّا: "if"; إن "that" has a noun or pronoun after it."""
    following = reading.next_token(position)
    if reading.forms[position] != "إن" or following != position + 1 or following >= len(reading):
        return False
    past = reading.upos[following] == "VERB" and "Aspect=Perf" in (reading.feats[following] or "")
    return reading.keys[following] in ("لم", "كان", "كانت") or past


def in_brackets(reading: Reading, position: int, limit: int) -> Quote | None:
    """يقول الكاتب (…): words in brackets, as some papers quote, with no clause of the verb after them."""
    end = min(reading.paragraph_end(position), position + LONGEST_IN_BRACKETS)
    close = next((i for i in range(position + 1, end) if reading.forms[i] in ("(", ")")), None)
    if close is None or reading.forms[close] == "(" or reading.upos[position - 1] == "ADP":
        return None
    if close - position < FEWEST_IN_BRACKETS or not any(
        reading.upos[i] in ("VERB", "AUX") for i in range(position + 1, close)
    ):
        return None
    if any(reading.keys[i] in COMPLEMENTISERS or reading.forms[i] == ":" for i in range(close + 1, limit)):
        return None
    start, stop = reading.span(position + 1, close)
    return Quote(reading.starts[position], reading.ends[close], start, stop, 0, closed=True)


def _that(reading: Reading, stop: int, position: int, quotes: Quotes) -> Complement:
    first = after_complementiser(reading, position)
    if first < len(reading) and reading.keys[first] == ":":
        first += 1
    if reading.keys[position - 1] == "ف":
        stop = first = _concession(reading, position) or first
    return Complement("that", stop, first, quotes.at.get(first))


def _concession(reading: Reading, position: int) -> int | None:
    """وقالت المفوضية، على الرغم من أنه …، فإن: the concession before فإن is part of what is said."""
    for i in range(position - 1, max(reading.begins[position], position - 25), -1):
        if reading.keys[i] in ("الرغم", "رغم") and reading.forms[max(0, i - 2)] in ("،", ",", ":"):
            return i - 1
    return None


def _after_colon(reading: Reading, position: int, quotes: Quotes) -> Complement:
    following = position + 1
    if following >= len(reading) or reading.paragraphs[following] != reading.paragraphs[position]:
        return Complement("colon", position, following, quotes.at.get(following))
    if reading.keys[following] in COMPLEMENTISERS:
        # وقال: إن …: after a colon the words are given as the speaker's own, whatever begins them.
        first = reading.next_token(following)
        return Complement("colon", position, first, quotes.at.get(first))
    quote = quotes.at.get(following)
    return Complement(
        "quote" if quote else "colon",
        position,
        word_after(reading, following, quote.inner_start) if quote else following,
        quote,
    )


def _is_name(reading: Reading, position: int, first: int, limit: int, quote: Quote, entry: Cue) -> bool:
    """Say whether a quotation names the speaker, the newspaper or the occasion instead of giving somebody's words."""
    if not quote.closed and _clause_after_name(reading, position, limit):
        return True
    end = word_after(reading, position, quote.end)
    words = len(reading.text[quote.inner_start : quote.inner_end].split())
    titled = position > first and reading.keys[position - 1] in TITLED
    if titled and any(reading.keys[i] in COMPLEMENTISERS for i in range(end, limit)):
        return True
    governed_after = end < limit and reading.keys[end] in entry.takes and reading.upos[end] == "ADP"
    if words <= SHORT and (position != first or governed_after):
        return True  # دعت «نقل الشمال» إلى
    if words > 2 * SHORT:
        return False
    before = reading.keys[position - 1] if position > first else ""
    if position > first and (before in NAMING - PHRASES or reading.upos[position - 1] == "ADP"):
        return True
    return words <= 2 * SHORT and any(
        reading.keys[i] in COMPLEMENTISERS or reading.keys[i] == ":" for i in range(end, limit)
    )


def _clause_after_name(reading: Reading, position: int, limit: int) -> bool:
    """في تصريح لمراسل "الإذاعة' على هامش اللقاء إن: a mark that nothing closes opens a name if a clause follows."""
    for i in range(position + 1, min(limit, position + 20)):
        if reading.keys[i] in COMPLEMENTISERS and position > 0 and reading.forms[position - 1] != ":":
            return True
        if reading.upos[i] in ("VERB", "AUX"):
            return False
    return False


def _line_below(reading: Reading, first: int, limit: int, entry: Cue, quotes: Quotes) -> Complement | None:
    """A quotation on the next line, where the line of the cue ends without a colon."""
    following = reading.paragraph_end(first - 1)
    if "quote" in entry.takes and limit == following and following < len(reading) and following in quotes.at:
        return Complement("colon", following, following, quotes.at[following])
    return None
