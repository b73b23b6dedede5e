"""Mentions that begin with a noun: of one person, of people, of a body or state."""

import re

from analysis.discourse.actor_kinds import bare, is_place, kind_of_noun, may_head, needed_after, words
from analysis.discourse.actors.predicates import is_said_of_another
from analysis.discourse.actors.recognised import name_class, name_end, name_start
from analysis.discourse.actors.seed import NAME_TAGS, Seed
from analysis.discourse.naming import is_title
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.verbal_nouns import is_action

HOUSING = (["سكنيه"], ["استيطانيه"], ["السكنيه"], ["الاستيطانيه"])
ARMED = frozenset({"لواء", "كتيبه", "سريه", "فيلق"})
VERBAL = re.compile("ا[^ا]{2}ا.")  # أفعال and إفعال: the hamza tells them apart


def of_noun(reading: Reading, position: int) -> Seed | None:
    """A noun that names a person, a group, a body or a state by itself."""
    word, lemma = reading.keys[position], reading.lemmas[position]
    after = position + 1
    if word in ARMED and after < reading.stops[position] and reading.forms[after][0] in MARKS:
        return Seed(position, after, "institution", "institution")  # لواء «الفجر»
    if word == "مجموعه" and after < reading.stops[position] and reading.upos[after] in NAME_TAGS:
        return Seed(position, after, "institution", "institution")  # مجموعة الجبلي
    if reading.token_key(position) in words("courtesies") and reading.token_start(position) == position:
        return Seed(position, reading.next_token(position), "person", "person")  # بدعم سموه
    if not may_head(word, lemma) and not _construct_plural(reading, position):
        return None
    adjective = reading.upos[position] == "ADJ" and not _stands_as_noun(reading, position)
    if adjective and reading.deprel[position] in ("amod", "xcomp", "obl", "root", "acl"):
        return None
    if word == "الامام" and position and reading.keys[position - 1] == "الي":
        return None
    if is_place(word) or (bare(word) in words("actions_too") and not _is_body(reading, position)):
        return None
    if not _can_head(reading, position) or (word == "الرييس" and _means_main(reading, position)):
        return None
    kind = kind_of_noun(word, lemma) or _construct_plural(reading, position)
    if bare(word) == "قناه" and reading.keys[position + 1 : position + 2] in (["السويس"], ["بنما"]):
        return None
    if (
        position
        and reading.keys[position - 1] == "ل"
        and bare(word) in words("ages")
        and reading.deprel[position] == "nmod"
    ):
        return None  # بطولة … للناشئين
    if kind in ("person", "group") and _is_other_word(reading, position):
        return None
    needed = needed_after(bare(word))
    if needed is not None and not _followed_by(reading, position, needed):
        return None
    if kind == "person" or (needed is not None and bare(word) == "مصدر"):
        return _person(reading, position)
    if kind in ("person", "group") and is_said_of_another(reading, position):
        return None
    if kind == "institution" and bare(word) == "وحدات" and reading.keys[position + 1 : position + 2] in HOUSING:
        return None
    if kind == "group" and reading.keys[position - 1 : position] == ["دور"] and bare(word) == "مجموعات":
        return None  # دور المجموعات of a cup
    if kind == "group":
        if bare(word) in ("مجموعه", "حشد") and not _of_people(reading, position):
            return None
        if word == "الحضور" and reading.keys[position + 1 : position + 2] in (["ل"], ["الي"], ["في"]):
            return None  # يحرص على الحضور لتبادل: the action
        return Seed(position, position + 1, "group", "group")
    if kind == "country" and word == "دوله" and _of_office(reading, position):
        return None
    if kind == "country":
        return Seed(position, position + 1, "country", "state")
    qualified = bare(word) in words("institutions_if_qualified")
    if kind == "institution" or (qualified and _is_qualified(reading, position)):
        return Seed(position, position + 1, "institution", "institution")
    return None


def _means_main(reading: Reading, position: int) -> bool:
    """الدافع الرئيس: after the definite noun of a thing, and no name behind it, "main" and no president."""
    before, after = position - 1, position + 1
    if before < reading.begins[position] or not reading.keys[before].startswith("ال") or reading.upos[before] != "NOUN":
        return False
    person = kind_of_noun(reading.keys[before], reading.lemmas[before])
    named = after < reading.stops[position] and (reading.upos[after] in NAME_TAGS or name_class(reading, after) != "")
    return not person and not named


def _of_office(reading: Reading, position: int) -> bool:
    """وزير دولة: a noun right after an office that it goes on naming."""
    before = position - 1
    office = before >= reading.begins[position] and is_title(reading.keys[before])
    return office and not reading.keys[before].startswith("ال")


def _is_other_word(reading: Reading, position: int) -> bool:
    """Say whether what reads as people is part of another name, or another word of the same letters.

    النجم الرياضي الساحلي is a club to the recogniser, أولاد خليفة after منطقة a place, لإبطالها an action, and
    أطراف القاهرة the outskirts of a town.
    """
    word, after, before = reading.keys[position], position + 1, position - 1
    if name_class(reading, position) == "ORG" and name_end(reading, position) > after:
        return name_start(reading, position) == position
    if before >= reading.begins[position] and bare(reading.keys[before]) in words("settlements"):
        return not word.startswith("ال")
    if VERBAL.fullmatch(bare(word)) and reading.forms[position].removeprefix("ال").startswith("إ"):
        return True
    return word == "اطراف" and after < len(reading) and is_place(reading.keys[after])


def is_people(reading: Reading, position: int) -> bool:
    """رضاء التونسيين: a plural adjective that follows no definite noun names people."""
    word, before = reading.keys[position], position - 1
    plural = word.startswith("ال") and word.endswith(("ون", "ين")) and "Number=Dual" not in reading.feats[position]
    qualifies = before >= reading.begins[position] and (
        reading.keys[before].startswith("ال") or reading.upos[before] in ("ADJ", "PRON", *NAME_TAGS)
    )
    return plural and not qualifies


def _stands_as_noun(reading: Reading, position: int) -> bool:
    """إيقاف المتهم, ثلاثة مصابين, من منسوبي الجامعة: what cannot qualify the word before it is no adjective.

    An adjective agrees with its noun in definiteness, and follows no preposition and no number.
    """
    before = position - 1
    if before < reading.begins[position]:
        return False
    if reading.keys[before] == "غير":
        return False
    if reading.upos[before] in ("ADP", "NUM", "VERB"):
        return True
    construct = reading.upos[before] == "NOUN" and not reading.keys[before].startswith("ال")
    return construct and reading.keys[position].startswith("ال") and not reading.forms[before].endswith(("ًا", "اً"))


def _can_head(reading: Reading, position: int) -> bool:
    """Say whether a word can be the noun of a mention: no adjective beside another, no dual of things."""
    word, own = reading.keys[position], bare(reading.keys[position])
    listed = own in words("persons") or own in words("groups")
    if "Number=Dual" in (reading.feats[position] or "") and own.endswith(("ين", "ان")):
        stem = own[:-2].removesuffix("ت")
        known = words("persons") | words("institutions") | words("states")
        return listed or stem in known or stem + "ه" in known or own in words("states")
    if reading.upos[position] == "ADJ" and not (
        (listed or "Number=Plur" in reading.feats[position]) and _stands_as_noun(reading, position)
    ):
        above = reading.heads[position]
        joined = reading.deprel[position] == "conj" and reading.upos[above] == "ADJ"
        joined = joined and not _stands_as_noun(reading, above)
        return not joined and (listed or word.startswith("ال") or reading.deprel[position] in ("nsubj", "nmod"))
    if own == "رياسه":
        return not (position and reading.keys[position - 1] == "ب")
    return True


def _is_body(reading: Reading, position: int) -> bool:
    """تنظيم القاعدة, إدارة النادي are bodies; تنظيم الحفل, لإدارة المباراة are actions."""
    word, after = reading.keys[position], position + 1
    before = reading.keys[position - 1] if position else ""
    if name_class(reading, position) == "ORG":
        return True
    follows = reading.keys[after] if after < reading.stops[position] else ""
    if bare(word) == "تنظيم" and not word.startswith("ال"):
        named = after < reading.stops[position] and (
            reading.upos[after] in NAME_TAGS or reading.forms[after][0] in MARKS
        )
        return named or follows in ("الدوله", "القاعده", "داعش", "الاخوان", "ارهابي", "مسلح", "جهادي", "متطرف")
    return before not in ("ل", "و", "من") or reading.deprel[position] in ("nsubj", "obj", "nsubj:pass")


def _followed_by(reading: Reading, position: int, needed: frozenset[str]) -> bool:
    after = position + 1
    if bare(reading.keys[position]) in ("مصدر", "مصادر"):
        glued = after < len(reading) and reading.tokens[after] == reading.tokens[position]
        if glued and reading.upos[after] == "PRON" and reading.keys[after] == "نا":
            return True  # مصادرنا
        # المصدر, أشارت مصادر إلى: who tells; not مجهولة المصدر, مصادر الطاقة.
        beside = position - 1 >= reading.begins[position] and reading.upos[position - 1] in ("NOUN", "ADJ")
        if reading.keys[position].startswith("ال") and not beside:
            return True
        told = after < reading.stops[position] and reading.upos[after] in ("ADP", "SCONJ", "PUNCT")
        if told and reading.deprel[position] == "nsubj" and reading.upos[reading.heads[position]] == "VERB":
            return True
    before = reading.keys[position - 1] if position else ""
    return before in ("ذات", "نفس") or (after < reading.stops[position] and reading.keys[after] in needed)


def _construct_plural(reading: Reading, position: int) -> str:
    """مقاتليهم, موظفو الشركة: a sound plural in construct; no broken plural (ملاهي, أغاني), no dual (صلاتي)."""
    word = reading.keys[position]
    own = bare(word)
    if word.startswith("ال") or own.endswith("تي") or (len(own) == 5 and own[2] == "ا"):
        return ""
    plural = "Number=Plur" in (reading.feats[position] or "") and own.endswith(("ي", "و")) and len(own) > 4
    return "group" if plural and reading.lemmas[position] in (own[:-1], own[:-1] + "ي") else ""


def _of_people(reading: Reading, position: int) -> bool:
    """مجموعة من الشباب, هذه المجموعة: not المجموعة الثانية of a cup, nor مجموعة من الأركان."""
    after = position + 1
    follows = reading.keys[after] if after < reading.stops[position] else ""
    before = reading.keys[position - 1] if position else ""
    if follows == "من" and after + 1 < reading.stops[position]:
        members = after + 1
        return kind_of_noun(reading.keys[members], reading.lemmas[members]) != "" or bool(
            _construct_plural(reading, members)
        )
    return before in ("هذه", "تلك") or follows in ("مسلحه", "المسلحه", "ارهابيه", "الارهابيه", "متطرفه")


def _person(reading: Reading, position: int) -> Seed | None:
    word = reading.keys[position]
    if (reading.upos[position] == "X" and not is_title(word)) or is_said_of_another(reading, position):
        return None
    title = is_title(word)
    return Seed(position, position + 1, "person", "office" if title else "person")


def _is_qualified(reading: Reading, position: int) -> bool:
    """Say whether a noun such as مركز names a body: with a genitive, adjective or article, and not as a place."""
    after = position + 1
    follows = reading.keys[after] if after < reading.stops[position] else ""
    needed = needed_after(bare(reading.keys[position]))
    if needed is not None:
        return follows in needed
    if after < reading.stops[position] and (name_class(reading, after) == "PER" or is_title(follows)):
        return False  # تحت قيادة نابليون
    own = bare(reading.keys[position])
    if own == "موقع":  # موقع "كير 2", موقع إخباري; not موقع الحادث
        quoted = after < reading.stops[position] and reading.forms[after][0] in (*MARKS, "(")
        return (
            quoted
            or follows in words("of_sites")
            or (after < reading.stops[position] and name_class(reading, after) == "ORG")
        )
    genitive = after < reading.stops[position] and reading.upos[after] == "NOUN"
    acts = genitive and not kind_of_noun(follows, reading.lemmas[after])
    if acts and not reading.keys[position].startswith("ال") and is_action(reading.lemmas[position], own):
        return False  # لقيادة مباراة, قضاء أوقات: the action
    if own == "حركه" and follows in words("traffic"):
        return False
    before = reading.keys[position - 1] if position else ""
    of_kind = after < reading.stops[position] and reading.upos[after] == "ADJ" and not follows.startswith("ال")
    if of_kind and reading.keys[position] == "حركه" and follows not in words("movements"):
        return False  # حركة نشيطة
    opposed = bare(reading.keys[position]) in words("sides")
    if opposed and reading.keys[position].startswith("ال"):
        return True  # والمقاومة الشعبية
    if before in ("ب", "في", "الي", "من", "علي", "امام", "داخل", "خارج", "قرب"):
        return (after < reading.stops[position] and reading.upos[after] in ("X", "PROPN")) or follows.startswith("ال")
    subject = reading.deprel[position] in ("nsubj", "nsubj:pass", "obj", "obl:arg")
    return subject or (after < reading.stops[position] and reading.is_nominal(after) and before not in ("و", "او"))
