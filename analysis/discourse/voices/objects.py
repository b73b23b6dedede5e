"""Things said without clause or quotation: what a preposition governs, an object, what is described."""

from collections.abc import Iterator

from analysis.discourse.naming import is_title, is_voice_word
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.phrases import (
    ADDRESSEES,
    CALLED,
    COMPLEMENTISERS,
    DEMANDING,
    IDIOMS,
    MEDIA,
    RELATIVES,
    REPORTERS,
    SPEECHES,
    TIMES,
    begins_new_phrase,
    has_pronoun,
)
from analysis.discourse.verbal_nouns import is_verbal_noun
from analysis.discourse.voices.cues import Cue
from analysis.discourse.voices.quotes import Complement, Quotes, word_after

# What is explained or told of, and does not speak: right after its verb it is no subject.
EXPLAINED = frozenset(
    {
        "فارق",
        "فرق",
        "وضع",
        "اسباب",
        "سبب",
        "كيفيه",
        "طريقه",
        "اليه",
        "اليات",
        "ملابسات",
        "تفاصيل",
        "حصيله",
        "خطوات",
        "دوافع",
    }
)


def governed(reading: Reading, cue: int, first: int, limit: int, entry: Cue, quotes: Quotes) -> Complement | None:
    """Find the preposition that the cue governs: the one the parse gives it, else the first that fits."""
    wanted = entry.takes - {"that", "quote", "object", "as"}
    fits = [i for i in _unquoted(reading, first, limit, quotes) if _fits(reading, i, wanted)]
    # نجاح المشروع والذي كان الأكبر على مستوى: what stands in a relative clause beside is not the cue's.
    beside = next(
        (i for i in range(first + 1, limit) if reading.keys[i] in RELATIVES and reading.keys[i - 1] == "و"), limit
    )
    fits = [i for i in fits if i < beside or governor(reading, i) == cue or reading.forms[i - 1] in ("،", ",")]
    if not fits:
        return None
    attached = [i for i in fits if governor(reading, i) == cue and not _qualifies(reading, i)]
    free = [i for i in fits if not _qualifies(reading, i)]
    if not (attached or free) and "object" in entry.takes and all(_is_issued(reading, i) for i in fits):
        return None  # وكشف التقرير الصادر حديثا عن المؤسسة، ارتفاع
    position = (attached or free or fits)[0]
    if free and reading.keys[free[0]] == reading.keys[position] and reading.keys[position - 1] == "و":
        position = free[0]  # أشاد بالأوضاع … وبدورها: the first of two
    # A clause after the preposition is the thing said; the parse may have hung the preposition elsewhere.
    with_clause = [i for i in fits if i + 1 < len(reading) and reading.keys[i + 1] in COMPLEMENTISERS]
    if with_clause:
        position = with_clause[0]
        return (
            Complement("that", position, after_complementiser(reading, position + 1)) if "that" in entry.takes else None
        )
    glued = reading.tokens[position] == reading.tokens[min(position + 1, len(reading) - 1)]
    if (
        position + 1 >= len(reading)
        or reading.upos[position + 1] == "PRON"
        or reading.keys[position + 1] in ("ذلك", "هذا")
    ):
        return None
    start = position if glued else position + 1
    quote = quotes.at.get(start)
    return Complement("preposition", position, word_after(reading, start, quote.inner_start) if quote else start, quote)


def after_complementiser(reading: Reading, position: int) -> int:
    """The first word of what أن opens: the next token, but for ألا, which denies what it opens."""
    following = reading.next_token(position)
    denied = position + 1 < following and reading.keys[position + 1] == "لا"
    return position + 1 if denied else following


def _unquoted(reading: Reading, first: int, limit: int, quotes: Quotes) -> Iterator[int]:
    """The words of a stretch that stand in no outer quotation."""
    end = quotes.end_of_holding(reading.starts[first]) if first < limit else 0
    for position in range(first, limit):
        quote = quotes.at.get(position)
        end = max(end, quote.end if quote else 0)
        if reading.starts[position] >= end:
            yield position


def has_verb(reading: Reading, first: int, last: int) -> bool:
    """أعلن عن اتفاق ينص على أن: a verb between preposition and أن shows that أن is not the cue's own."""
    return any(reading.upos[i] in ("VERB", "AUX") for i in range(first, last))


def _fits(reading: Reading, position: int, wanted: frozenset[str]) -> bool:
    word = reading.keys[position]
    if word == "عن" and reading.keys[position + 1 : position + 2] == ["طريق"]:
        return False  # by way of
    addressed = reading.keys[position + 1] if position + 1 < len(reading) else ""
    if word == "ل" and (addressed in MEDIA or addressed in REPORTERS or addressed in ADDRESSEES):
        return False  # دعا الوزير في تصريح لمراسل الإذاعة إلى
    if word == "ب" and reading.keys[position + 1 : position + 2] in (["خصوص"], ["شان"], ["مناسبه"], ["حضور"], ["مقر"]):
        return False  # صرح بخصوص الترقية
    if word == "الي" and reading.keys[position - 1] in ("اضافه", "الاضافه"):
        return False  # in addition to
    return word in wanted and reading.upos[position] in ("ADP", "SCONJ", "CCONJ", "PART")


def _qualifies(reading: Reading, position: int) -> bool:
    """Say whether a preposition qualifies the noun before it: صادر عن, المبعوث إلى اليمن (a name or definite place)."""
    before = {reading.keys[i].removeprefix("ال") for i in range(max(0, position - 2), position)}
    if before & {"صادر", "صادره", "مسوول", "مسووله"}:
        return True
    if "مبعوث" in before and reading.keys[position] in ("الي", "ل", "في"):
        return True  # but أشاد المبعوث الصيني بالأوضاع
    following = min(position + 1, len(reading) - 1)
    if (
        reading.keys[position] == "ب"
        and reading.ner[following] == "B-LOC"
        and position
        and reading.is_nominal(position - 1)
    ):
        return True  # المندوب الجهوي بسوسة
    return reading.keys[position] == "الي" and reading.upos[following] in ("X", "PROPN")


def _is_issued(reading: Reading, position: int) -> bool:
    before = {reading.keys[i].removeprefix("ال") for i in range(max(0, position - 2), position)}
    return bool(before & {"صادر", "صادره"})


def governor(reading: Reading, position: int) -> int:
    """Give the word that a preposition's noun depends on."""
    noun = reading.heads[position]
    return reading.heads[noun] if 0 <= noun < len(reading) else -1


def fresh_phrases(reading: Reading, first: int, limit: int, *, commas: bool = False) -> list[int]:
    """Where a noun phrase begins that cannot belong to the subject that begins at `first`."""
    found = []
    position = first + 1
    while position < limit:
        past = _past_addressee(reading, position, limit)
        if past > position:
            position = past
            if position < limit and _may_be_object(reading, position):
                found.append(position)
            continue
        if reading.keys[position - 1] == "ما" and reading.keys[position] in CALLED:
            position += 1  # ما يسمى تنظيم كذا: a name
            continue
        source = is_voice_word(reading.keys[first]) and not reading.keys[first].startswith("ال")
        if position == first + 1 and reading.keys[position] == "من" and source:
            position += 2  # مصدر من الشرطة
            continue
        if reading.upos[position] == "VERB" and reading.keys[position - 1] in SPEECHES | {"بيان", "بلاغ"}:
            position = reading.next_token(position)  # استنكرت النقابة في بيان أصدرته أمس دعوة الوزير
            continue
        if reading.upos[position] in ("VERB", "AUX", "ADP") or reading.keys[position] in RELATIVES:
            break
        if begins_new_phrase(reading, position) or (commas and _after_comma(reading, position)):
            found.append(position)
        position += 1
    return found


def _past_addressee(reading: Reading, position: int, limit: int) -> int:
    """Pass over the newspaper that somebody speaks to, in marks: لـ«الشرق الأوسط»."""
    following = position + 1
    if reading.upos[position] != "ADP" or following >= limit or reading.forms[following][0] not in MARKS:
        return position
    close = next((i for i in range(following + 1, min(limit, following + 8)) if reading.forms[i][0] in MARKS), None)
    return position if close is None else close + 1


def _may_be_object(reading: Reading, position: int) -> bool:
    word = reading.keys[position]
    return reading.upos[position] == "NOUN" and not word.startswith("ال") and not is_voice_word(word)


def described_from(reading: Reading, first: int, limit: int) -> int | None:
    """وصف البيان المؤتمر بأنه: what is described begins with the second definite noun in a row, else with the last.

    Something must be described: the verb had no pronoun, or nothing would stand here.
    """
    fresh = fresh_phrases(reading, first, limit)
    for i in range(first + 1, limit):
        pair = reading.keys[i].startswith("ال") and reading.keys[i - 1].startswith("ال")
        if pair and reading.upos[i] == "NOUN" and not is_title(reading.keys[i - 1]):
            return min([i, *fresh])
    pointed = next((i for i in range(first + 1, limit) if reading.upos[i] == "DET" and reading.is_nominal(i + 1)), None)
    if pointed is not None:
        return min([pointed, *fresh])
    definite = [i for i in range(first + 1, limit) if reading.keys[i].startswith("ال") and reading.upos[i] != "ADP"]
    while definite and reading.keys[definite[-1]] in TIMES and definite[-1] + 1 < limit:
        definite[-1] += 1  # وصف الوزير الثلاثاء إسرائيل بأنها
    found = fresh or definite[-1:]
    return found[0] if found else None


def _action_after_office(reading: Reading, first: int, limit: int) -> list[int]:
    """أكد رئيس الجمعية للخدمات الاجتماعية نجاح المشروع: a verbal noun after a long office that is closed."""
    for position in range(first + 1, limit):
        if reading.upos[position] in ("VERB", "AUX", "PUNCT") or reading.keys[position] in RELATIVES:
            break
        if is_verbal_noun(reading.keys[position]) and begins_new_phrase(reading, position):
            return [position]
    return []


def _for_them(reading: Reading, first: int, limit: int) -> bool:
    """متمنيا لهم التوفيق: for whom, then what, as a definite noun."""
    if first + 2 >= limit or reading.upos[first : first + 2] != ["ADP", "PRON"]:
        return False
    return reading.next_token(first) == first + 2 and reading.upos[first + 2] == "NOUN"


def _own_feeling(reading: Reading, first: int, limit: int) -> list[int]:
    """أبدى سامي الزهري من سكان البلدة تخوفه: the speaker's own action, however far from the verb."""
    for position in range(first + 1, limit):
        if reading.upos[position] in ("VERB", "AUX") or reading.keys[position] in RELATIVES:
            break
        own = reading.upos[position] == "NOUN" and has_pronoun(reading, position)
        bare = own and reading.token_start(position) == position and reading.upos[position - 1] not in ("ADP", "CCONJ")
        if bare and is_verbal_noun(reading.keys[position]):
            return [position]
    return []


def _asked_of(reading: Reading, cue: int, first: int, limit: int) -> list[int]:
    """طلب من الوزير التدخل, تتمنى من الأمانة الإسراع: of whom, then the action."""
    if reading.keys[cue] not in DEMANDING:
        return []
    source = next((i for i in range(first, limit) if reading.keys[i] == "من"), limit)
    for position in range(source + 2, limit):
        if reading.upos[position] in ("VERB", "AUX", "PUNCT") or reading.keys[position] in RELATIVES:
            break
        if reading.upos[position] == "NOUN" and is_verbal_noun(reading.keys[position].removeprefix("ال")):
            return [position]
    return []


def _what_happened(reading: Reading, first: int, limit: int) -> list[int]:
    """نفت الوزارة ما تردد حول: a relative ما with its verb, governed by no preposition."""
    for position in range(first + 1, limit - 1):
        if reading.keys[position] in RELATIVES or reading.upos[position] == "VERB":
            break
        verb = reading.upos[position + 1] in ("VERB", "AUX") and reading.keys[position + 1] not in CALLED
        if reading.keys[position] == "ما" and verb and reading.upos[position - 1] != "ADP":
            return [position]
    return []


def _after_comma(reading: Reading, position: int) -> bool:
    """أكد الوزير، تواصل الحوار: a noun without article after the comma that is neither title nor body nor name."""
    return (
        reading.forms[position - 1] in ("،", ",")
        and reading.upos[position] == "NOUN"
        and not reading.keys[position].startswith("ال")
        and not is_voice_word(reading.keys[position])
        and ("Definite=Cons" in (reading.feats[position] or "") or has_pronoun(reading, position))
    )


def noun_phrase_said(reading: Reading, cue: int, first: int, limit: int, entry: Cue) -> Complement | None:
    """A noun phrase as the thing said: the parse's object, or what follows the comma after the subject."""
    if "object" not in entry.takes:
        return None
    if entry.kind == "participle" and first < limit and reading.is_nominal(first) and reading.keys[first] not in IDIOMS:
        return Complement("object", first, first)
    if entry.kind == "participle" and _for_them(reading, first, limit):
        return Complement("object", first + 2, first + 2)
    while (
        first < limit and (reading.upos[first] == "ADP" or reading.keys[first] in IDIOMS) and entry.kind == "participle"
    ):
        first = next(
            (
                i
                for i in range(first + 1, limit)
                if begins_new_phrase(reading, i) and "Definite=Cons" in (reading.feats[i] or "")
            ),
            limit,
        )
    objects = [
        i for i in range(first, limit) if reading.heads[i] == cue and reading.deprel[i] in ("obj", "ccomp", "xcomp")
    ]
    objects = [i for i in objects if reading.upos[i] != "PRON"]
    fresh = fresh_phrases(reading, first, limit)
    if (
        has_pronoun(reading, first)
        and reading.upos[first] == "NOUN"
        and entry.kind == "verb"
        and not is_title(reading.keys[first])
    ):
        return Complement("object", first, first)
    fresh = fresh or [
        i for i in range(first + 1, limit) if _after_comma(reading, i) and not has_verb(reading, first, i)
    ]
    if fresh and (not objects or fresh[0] < objects[0]):
        objects = fresh
    if not objects and entry.kind == "participle" and first < limit and reading.is_nominal(first):
        return Complement("object", first, first)
    if entry.kind == "verb" and first < limit and reading.keys[first].removeprefix("ال") in EXPLAINED:
        return Complement("object", first, first)  # وأوضح الفارق بين التصميمين
    objects = objects or _own_feeling(reading, first, limit)
    objects = objects or _asked_of(reading, cue, first, limit)
    objects = objects or _action_after_office(reading, first, limit) or _what_happened(reading, first, limit)
    if not objects:
        return None
    position = reading.token_start(objects[0])
    while position + 1 < limit and reading.keys[position] in TIMES:
        position += 1
    while (
        position > first
        and reading.upos[position - 1] in ("DET", "PART", "ADP")
        and reading.forms[position - 1][0] not in MARKS
    ):
        position -= 1
    return Complement("object", position, position)
