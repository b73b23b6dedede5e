"""Denials that no verb governs: what stands before its negated verb, لا مجال لـ, لا للإرهاب, ما من أمن."""

from analysis.discourse.grammar.rules import is_form, words
from analysis.discourse.grammar.tree import Tree
from analysis.discourse.phrases import RELATIVES

SKIPPED = words("any") | {"هذا", "هذه", "تلك", "ذلك", "هولاء", "مثل"}
DENYING = ("لم", "لن", "لا")
BE_NOT = ("ليس", "ليست", "ليسا", "ليستا", "ليسوا")


def denied_after(tree: Tree, hit: int) -> int:
    """الهجوم لم يحدث, التعاون غير موجود, الأمن ليس متوفرا: the negator after a subject that is said not to be, or -1.

    The hit must head its phrase, and what is negated must say that it is, happens or is done.
    """
    reading = tree.reading
    if reading.upos[hit] not in ("NOUN", "X", "PROPN") or _is_genitive(tree, hit):
        return -1
    position = hit + 1
    while position < reading.stops[hit] and reading.upos[position] == "ADJ" and reading.keys[position].startswith("ال"):
        position += 1
    if position < reading.stops[hit] and reading.keys[position] in RELATIVES:
        position += 1
    said = position + 1
    if said >= reading.stops[hit]:
        return -1
    word, following = reading.keys[position], reading.keys[said]
    if word in ("غير", *BE_NOT):
        return position if following in words("there") or following.removesuffix("ا") in words("there") else -1
    if word not in DENYING or not tree.is_verb(said) or not is_form(following, "being_forms"):
        return -1
    if {"دون", "بدون", "بلا"} & set(reading.keys[said + 1 : said + 3]):
        return -1  # الاستثمار لا يتحقق دون ثقة: it does, on a condition
    if following in ("يحصل", "تحصل") and reading.keys[said + 1 : said + 2] == ["علي"]:
        return -1  # لا تحصل على: does not get
    other = tree.first_noun(said, min(reading.stops[hit], said + 4))
    return -1 if other is not None and reading.deprel[other].startswith(("nsubj", "obj")) else position


def _is_genitive(tree: Tree, hit: int) -> bool:
    """Say whether a noun depends on the one before it, or on a preposition: مكافحة الإرهاب, في الأمن."""
    reading, before = tree.reading, hit - 1
    if before < reading.begins[hit]:
        return False
    if reading.upos[before] == "ADP":
        return True
    return reading.upos[before] == "NOUN" and not tree.definite(before)


def denied_room(tree: Tree, hit: int) -> int:
    """لا مجال للتعاون, لا وجود للأمن, لا للإرهاب, ما من أمن: the negator before a preposition, or -1."""
    reading, preposition = tree.reading, hit - 1
    while preposition > reading.begins[hit] and reading.keys[preposition] in SKIPPED:
        preposition -= 1  # لا وجود لهذه التهديدات
    if preposition - 1 < reading.begins[hit] or reading.upos[preposition] != "ADP":
        return -1
    before = preposition - 1
    if reading.keys[preposition] == "من":
        there = reading.keys[before] == "ما" and not tree.definite(hit) and _opens(tree, before)
        return before if there else -1
    if reading.keys[before] == "لا":
        return before if reading.keys[preposition] == "ل" and _opens(tree, before) else -1
    room = reading.keys[before] in words("room") and before > reading.begins[hit]
    return before - 1 if room and reading.keys[before - 1] == "لا" else -1


def _opens(tree: Tree, position: int) -> bool:
    reading = tree.reading
    return position == reading.begins[position] or reading.upos[position - 1] in ("PUNCT", "CCONJ", "SCONJ")


def not_able(tree: Tree, hit: int) -> int:
    """غير قادرة على الهجوم, ليس قادرا على: the negator of an adjective of being able that governs a noun, or -1."""
    reading, able = tree.reading, hit - 2
    if able <= reading.begins[hit] or reading.keys[hit - 1] != "علي" or reading.keys[able] not in words("ables"):
        return -1
    return able - 1 if reading.keys[able - 1] in ("غير", *BE_NOT) else -1


def carried(tree: Tree, hit: int) -> int:
    """Give the indefinite noun that only says in what shape a hit is there: عامل خطر, نوع من التعاون; or -1."""
    reading, noun = tree.reading, hit - 1
    if noun >= reading.begins[hit] and reading.keys[noun] == "من":
        noun -= 1
        while noun > reading.begins[hit] and reading.keys[noun] in words("any"):
            noun -= 1
    elif reading.upos[hit] != "NOUN" or tree.definite(hit):
        return -1
    here = noun >= reading.begins[hit] and reading.upos[noun] == "NOUN" and reading.token_start(hit - 1) == hit - 1
    return noun if here and reading.keys[noun] in words("carriers") else -1


def noun_of_adjective(tree: Tree, hit: int) -> int:
    """Give the noun that an adjective right after it qualifies: قوات أمنية, الحل الأمني; or -1."""
    reading, noun = tree.reading, hit - 1
    if reading.upos[hit] != "ADJ" or noun < reading.begins[hit]:
        return -1
    qualified = reading.upos[noun] == "NOUN" and reading.tokens[noun] != reading.tokens[hit]
    return noun if qualified and reading.keys[noun].startswith("ال") == reading.keys[hit].startswith("ال") else -1


def begun_before(tree: Tree, hit: int) -> int:
    """Give the indefinite noun that an indefinite noun goes on from after أو: لا يوجد شغل أو تنمية; or -1."""
    reading, joint = tree.reading, hit - 1
    noun = joint - 1
    if noun < reading.begins[hit] or reading.keys[joint] != "او" or reading.upos[hit] != "NOUN":
        return -1
    while noun > reading.begins[hit] and reading.upos[noun] == "ADJ":
        noun -= 1
    alike = reading.upos[noun] == "NOUN" and not tree.definite(noun) and not tree.definite(hit)
    return noun if alike else -1
