"""How far the phrase of a mention reaches: what stands before its noun, and what belongs to it after."""

from analysis.discourse.actor_kinds import bare, is_given_name, is_place, kind_of_noun, words
from analysis.discourse.actors.recognised import goes_on, name_class, name_end
from analysis.discourse.actors.seed import NAME_TAGS
from analysis.discourse.agreement import begins_object
from analysis.discourse.naming import is_title
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import HONORIFICS, NAME_HEADS, OFFICES
from analysis.discourse.phrases import TIMES
from analysis.discourse.verbal_nouns import is_action

LONGEST = 14
INSIDE = frozenset({
    "جمهوريه", "دوله", "سلطنه", "اماره", "جهه", "منطقه",
    "ولايه", "محافظه", "مدينه", "معتمديه", "بلاد", "عاصمه", "مملكه",
})  # fmt: skip
OPEN = ("«", '"', "“", "(")


def mention_start(reading: Reading, head: int, covered: int) -> int:
    """Go back over what belongs to a mention before its noun: هؤلاء الشباب, 6 عناصر, أحد المشاركين, عدد من الضباط."""
    first = head
    while first - 1 >= max(reading.begins[head], covered):
        before = first - 1
        word = reading.keys[before]
        quantity = _quantity(reading, before, max(reading.begins[head], covered)) if word == "من" else -1
        counted = quantity >= 0
        quantifier = word in words("before") and not (word in ("مجموعه", "عدد") and reading.upos[head] == "X")
        if word in words("adverbial_prepositions") and not counted:
            break
        if word == "ذلك" and before and (reading.upos[before - 1] == "ADP" or reading.keys[before - 1] == "اثر"):
            break  # أفاد بذلك موقع: of what was told, not of who tells
        counts = first <= reading.heads[before] <= head or before in (reading.heads[head], reading.heads[first])
        if not ((reading.upos[before] == "NUM" and counts) or quantifier or counted):
            break
        first = quantity if counted else before
    return first


def _quantity(reading: Reading, preposition: int, start: int) -> int:
    """Give where a quantity begins of which من tells the people, -1 without: عدد كبير من, العديد من, 48 بالمئة من."""
    position = preposition - 1
    while position >= start:
        if reading.keys[position] in words("hundreds"):
            percent = position - 2 >= start and reading.upos[position - 2] == "NUM"
            if percent:
                return position - 2
        if reading.keys[position] in words("quantities") or reading.upos[position] == "NUM":
            return position
        if reading.upos[position] not in ("ADJ", "ADV", "PART") and reading.keys[position] != "فقط":
            return -1
        position -= 1
    return -1


def title_start(reading: Reading, first: int, last: int, covered: int) -> int:
    """Go back from a name over the definite noun that it tells the bearer of: المواطنة ريم, الملحن القدير عبد الله."""
    noun = first - 1
    start = max(reading.begins[first], covered)
    while noun > start and reading.upos[noun] == "ADJ" and reading.keys[noun].startswith("ال"):
        noun -= 1
    if noun < start or not reading.keys[noun].startswith("ال"):
        noun = first - 1  # إقالة التونسي كمال: an adjective that stands for its bearer
    if noun < start or reading.upos[noun] not in ("NOUN", "ADJ") or not reading.keys[noun].startswith("ال"):
        return first
    word = bare(reading.keys[noun])
    thing = word in words("of_places") or word in INSIDE or reading.keys[noun] in TIMES
    if thing or is_action(reading.lemmas[noun], reading.keys[noun]) or "Number=Sing" not in (reading.feats[noun] or ""):
        return first
    if kind_of_noun(reading.keys[noun], reading.lemmas[noun]) not in ("", "person"):
        return first
    borne = any(reading.heads[i] == noun for i in range(first, last)) and name_class(reading, first) == "PER"
    timed = reading.deprel[noun] == "obl" and reading.upos[noun - 1] != "ADP"
    return noun if borne and not timed else first


def phrase_after(reading: Reading, head: int, end: int, kind: str) -> int:
    """Give the end of the phrase that a mention's noun heads.

    A construct goes on until its first definite word, then come adjectives that agree; after a title a name follows;
    a name in quotation marks, a preposition that tells what it is of (لـ, باسم, بالمنستير) belong to it.
    """
    position = end
    stop = min(reading.stops[head], head + LONGEST)
    closed = _closes(reading, end - 1) or (kind == "person" and reading.upos[end - 1] in NAME_TAGS)
    named = kind == "person" and (reading.upos[end - 1] in NAME_TAGS or is_given_name(reading.keys[end - 1]))
    while position < stop:
        word, tag = reading.keys[position], reading.upos[position]
        of_bearer = name_class(reading, position) == "PER" and is_title(reading.keys[position - 1])
        if goes_on(reading, position) or (of_bearer and kind != "person"):  # قوات الرئيس بشار الأسد
            position = name_end(reading, position)
            closed = True
            continue
        if word in TIMES or word in ("العديد", "عندما") or word in words("ends"):
            break
        if tag == "PRON" and reading.tokens[position] == reading.tokens[position - 1]:
            closed = True
        elif reading.forms[position] in OPEN:
            close = _close_mark(reading, position, stop)
            if close < 0 or (reading.forms[position] == "(" and kind != "institution"):
                break
            position = close
            closed = True
        elif word in words("others"):
            closed = True
        elif tag == "ADJ" and (
            _is_clause(reading, position, stop) or (not named and begins_object(reading, head, head, position))
        ):
            break
        elif tag == "ADJ":
            if named and not word.startswith("ال"):
                break
            if word.startswith("ال") and not closed and reading.upos[position - 1] == "NOUN":
                closed = True  # وزارة الداخلية: the genitive, tagged as an adjective
                position += 1
                continue
            agrees = word.startswith("ال") == (closed and not _indefinite(reading, head, position))
            if not (agrees or named or (word.startswith("ال") and closed)):
                break
        elif _names_on(reading, position, kind, named=named, closed=closed):
            named = kind == "person" and (named or not is_place(word))
            closed = True
        elif tag in ("NOUN", "NUM") and not closed and reading.deprel[position] not in ("nsubj", "obj", "obl"):
            if _other_phrase(reading, position, head):
                break
            closed = _closes(reading, position) or is_place(word)
        elif kind == "person" and closed and is_title(word) and _titles_on(reading, position, stop, named=named):
            closed = _closes(reading, position)  # محمد سالم رئيس الغرفة
        elif tag == "ADP" and _belongs(reading, position, kind, head, stop, named=named):
            position += 1
            closed = _closes(reading, position)
            if position >= stop:
                break
        elif word == "و" and tag == "CCONJ" and _joins(reading, position, kind, head, stop):
            position += 1
        else:
            break
        position += 1
    while position > end and (
        reading.upos[position - 1] in ("CCONJ", "ADP") or reading.forms[position - 1] in ("،", ",")
    ):
        position -= 1
    return position


def _is_clause(reading: Reading, position: int, stop: int) -> bool:
    """خلية متكونة من, السلطات الساعية إلى: a participle with its complement says something new of the noun."""
    after = position + 1
    if (
        after >= stop
        or reading.upos[after] != "ADP"
        or reading.keys[after] not in ("ب", "الي", "من", "في", "علي", "عن")
    ):
        return False
    own = bare(reading.keys[position])
    governs = any(reading.heads[i] == position for i in range(after + 1, min(after + 4, len(reading))))
    return governs and not own.endswith(("ي", "يه")) and (own.startswith("م") or own[1:2] == "ا")


def _closes(reading: Reading, position: int) -> bool:
    return reading.keys[position].startswith("ال") or reading.upos[position] in NAME_TAGS


def _indefinite(reading: Reading, head: int, position: int) -> bool:
    """Say whether nothing from the noun up to an adjective is definite: خلية تكفيرية."""
    return not any(_closes(reading, i) for i in range(head, position))


def _other_phrase(reading: Reading, position: int, head: int) -> bool:
    """A noun without article right after an indefinite adjective begins another phrase; not in أمين عام حزب …."""
    if reading.keys[position - 1] in ("عام", "عامه", "اول") and is_title(reading.keys[head]):
        return False
    qualified = reading.upos[position - 1] == "ADJ" and position - 1 > head
    return qualified and not reading.keys[position].startswith("ال")


def _close_mark(reading: Reading, position: int, stop: int) -> int:
    closing = {"(": ")", "«": "»", "“": "”"}.get(reading.forms[position], '"')
    return next(
        (i for i in range(position + 1, min(stop + 3, position + 7, len(reading))) if reading.forms[i] == closing), -1
    )


def _names_on(reading: Reading, position: int, kind: str, *, named: bool, closed: bool) -> bool:
    word, tag = reading.keys[position], reading.upos[position]
    if named and (word in OFFICES or word in HONORIFICS) and not is_given_name(word):
        return False
    if kind == "person" and name_class(reading, position - 1) == "PER" and name_class(reading, position) != "PER":
        return False  # the recogniser saw the name end
    if word in NAME_HEADS and kind == "person":
        return True
    if kind != "person" and closed and reading.upos[position - 1] != "ADP":
        return False
    if tag in NAME_TAGS and is_place(word):
        return not named and reading.upos[position - 1] != "PUNCT"
    if tag in NAME_TAGS and word.isalpha():
        return reading.deprel[position] not in ("nsubj", "obj") or named or reading.upos[position - 1] != "PUNCT"
    if kind != "person":
        return False
    if is_given_name(word) and tag in ("NOUN", "ADJ"):
        return True
    family = word.endswith("ي") or is_given_name(reading.keys[position - 1])
    plain = word.startswith("ال") and tag in ("NOUN", "ADJ") and reading.deprel[position] != "obj"
    return named and family and plain and not kind_of_noun(word, reading.lemmas[position])


def _titles_on(reading: Reading, position: int, stop: int, *, named: bool) -> bool:
    """وزير الحج الدكتور بندر: a second title goes on where a name or office follows."""
    after = position + 1
    if named and after < stop and (reading.upos[after] in NAME_TAGS or is_given_name(reading.keys[after])):
        return False  # another person begins: التقى الوزير فائز سالم الرئيس كريم
    return reading.keys[position] in HONORIFICS or after < stop


def _belongs(reading: Reading, position: int, kind: str, head: int, stop: int, *, named: bool) -> bool:
    """Say whether a preposition begins what an office, body or group is of, not a circumstance of the clause."""
    word = reading.keys[position]
    following = position + 1
    if following >= stop or not reading.is_nominal(following):
        return False
    if word == "باسم" or (word == "ب" and reading.keys[following] in ("اسم",)):
        return bare(reading.keys[head]) in words("delegates") or not named
    if named:
        return False
    near = position - head <= 6
    if word == "عن" and position == head + 1 and bare(reading.keys[head]) in words("delegates"):
        return True  # ممثلين عن المجلس
    if word == "ل" and kind in ("institution", "person"):
        target = reading.keys[following]
        if near and (
            is_place(target) or (kind == "institution" and target.startswith("ال") and target.endswith(("ين", "ات")))
        ):
            return True
        hangs = head <= reading.heads[following] < position
        action = is_action(reading.lemmas[following], reading.keys[following])
        return near and hangs and not (action and kind == "person")
    if word == "ب":
        target = reading.keys[following]
        place = reading.upos[following] in NAME_TAGS or is_place(target)
        body = kind_of_noun(target, reading.lemmas[following]) == "institution"
        place = place or (body and kind == "person") or bare(target) in INSIDE
        return near and place and head <= reading.heads[following] < position
    if word == "من":
        indefinite = not _closes(reading, head)
        people = kind_of_noun(reading.keys[following], reading.lemmas[following]) == "group"
        if is_action(reading.lemmas[following], reading.keys[following]) and not people:
            return False  # منعت متظاهرين من تنظيم مسيرة
        return kind == "group" and position == head + 1 and (indefinite or people)
    if word in ("في", "لدي") and kind == "person" and is_place(reading.keys[following]):
        after = following + 1
        return after < stop and (reading.upos[after] in NAME_TAGS or is_given_name(reading.keys[after]))
    if word == "في" and reading.forms[position - 1] in ("»", '"', "”"):
        return False  # تنظيم «الفجر» في سوريا
    if word == "في" and near and head <= reading.heads[following] < position:
        # The parser hangs it on the phrase: شرطة أماريو في ولاية تكساس, الديمقراطيين في الكونجرس.
        body = kind_of_noun(reading.keys[following], reading.lemmas[following]) in ("institution", "country")
        if body or bare(reading.keys[following]) in INSIDE or name_class(reading, following) == "LOC":
            return True
    if word in ("في", "لدي"):
        return (
            near
            and (word == "في" or is_title(reading.keys[head]))
            and position - head <= 2
            and kind in ("person", "group")
            and head <= reading.heads[following] < position
        )
    return False


def _joins(reading: Reading, position: int, kind: str, head: int, stop: int) -> bool:
    """وزارة التربية والتعليم, القطاع التربوي والتعليمي: what is joined inside the name, not a second actor."""
    following = position + 1
    if following >= stop or kind == "country" or not reading.keys[following].startswith("ال"):
        return False
    if kind_of_noun(reading.keys[following], reading.lemmas[following]):
        if kind == "group":  # هؤلاء النسوة والفتيات, عناصر المرتزقة والمأجورين
            before = reading.keys[head - 1] if head > reading.begins[head] else ""
            opened = before == "هولاء" or not reading.keys[head].startswith("ال") or before in words("quantities")
            opened = opened or (before == "من" and _quantity(reading, head - 1, reading.begins[head]) >= 0)
            return opened and kind_of_noun(reading.keys[following], reading.lemmas[following]) == "group"
        return kind == "person" and is_title(reading.keys[following]) and reading.upos[position - 1] == "ADJ"
    if kind == "group" and reading.upos[following] == "ADJ":
        return reading.upos[position - 1] == "ADJ"
    return reading.deprel[following] == "conj" and head < reading.heads[following] < position


def after_apposition(reading: Reading, head: int, last: int, *, named: bool) -> int:
    """رئيس الكتلة، سفيان طوبال، and سفيان طوبال، رئيس الكتلة: a name or office after a comma belongs to the person."""
    comma = last
    if comma + 1 >= reading.stops[head] or reading.forms[comma] not in ("،", ","):
        return last
    following = comma + 1
    title = is_title(reading.keys[head]) or kind_of_noun(reading.keys[head], reading.lemmas[head]) == "person"
    if reading.forms[following] in MARKS or reading.upos[following] in ("CCONJ", "SCONJ", "ADP", "VERB"):
        return last
    if reading.keys[following] in ("ان", "انه", "انها", "ه"):
        return last
    name = reading.upos[following] in NAME_TAGS or is_given_name(reading.keys[following])
    own_name = named or is_given_name(reading.keys[head])
    if title and name and not own_name:
        return phrase_after(reading, following, following + 1, "person")
    office = (
        is_title(reading.keys[following])
        or kind_of_noun(reading.keys[following], reading.lemmas[following]) == "person"
    )
    office = office or reading.keys[following] in ("مقدم", "مقدمه")
    if own_name and office and reading.upos[following] == "NOUN" and not is_given_name(reading.keys[following]):
        return phrase_after(reading, following, following + 1, "person")
    return last
