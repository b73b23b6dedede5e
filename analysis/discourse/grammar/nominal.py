"""Whether a hit names an action as a noun, or is what such a noun acts on."""

from analysis.discourse.actor_kinds import bare, kind_of_noun
from analysis.discourse.actor_kinds import words as kind_words
from analysis.discourse.grammar.rules import words
from analysis.discourse.grammar.tree import COMMAS, Tree
from analysis.discourse.phrases import TIMES
from analysis.discourse.verbal_nouns import (
    acts_through,
    heads_a_trade,
    is_action,
    needs_complement,
    takes_object,
)


def nominalisation_of(tree: Tree, hit: int) -> tuple[str, int]:
    """Say whether a hit is a noun of action ("itself"), what one acts on ("object"), or neither, with that noun."""
    reading = tree.reading
    if reading.upos[hit] not in ("NOUN", "X", "PROPN") and not _stands_for_noun(tree, hit):
        return "", -1
    if names_action(tree, hit):
        return "itself", hit
    noun = acting_noun(tree, hit)
    return ("object", noun) if noun >= 0 else ("", -1)


def _stands_for_noun(tree: Tree, word: int) -> bool:
    """مكافحة المتطرفين: an adjective with the article right after a noun without it is the noun's genitive."""
    reading, before = tree.reading, word - 1
    if reading.upos[word] != "ADJ" or before < reading.begins[word] or reading.upos[before] != "NOUN":
        return False
    apart = reading.keys[word].startswith("ال") and not tree.definite(before)
    return apart and reading.deprel[word] != "amod"


def names_action(tree: Tree, word: int) -> bool:
    """Say whether a noun names an action here, and not a thing, a quality or a trade."""
    reading = tree.reading
    if reading.upos[word] not in ("NOUN", "X", "PROPN"):
        return False
    lemma, key = reading.lemmas[word], reading.keys[word]
    if not is_action(lemma, key):
        return False
    if needs_complement(lemma) and not _has_complement(tree, word, lemma):
        return False
    first = word
    while (earlier := _list_before(tree, first)) >= 0:
        first = earlier
    if heads_a_trade(lemma, _head_before(tree, first)):
        return _has_own_genitive(tree, word)
    return True


def _head_before(tree: Tree, word: int) -> str:
    """Give the noun that a word is the genitive of by its place, or nothing."""
    before = word - 1
    while before >= tree.reading.begins[word] and tree.reading.forms[before] in ('"', "«", "“"):
        before -= 1  # قطاع «الاستثمار»
    return tree.reading.keys[before] if before >= tree.reading.begins[word] else ""


def _list_before(tree: Tree, word: int) -> int:
    """Give the definite noun that a definite noun goes on from in a list: التنمية والاستثمار والتعاون."""
    reading = tree.reading
    joint = word - 1
    if joint <= reading.begins[word] or reading.keys[joint] != "و" or not reading.keys[word].startswith("ال"):
        return -1
    other = joint - 1
    while other >= reading.begins[word] and reading.upos[other] == "ADJ" and reading.keys[other].startswith("ال"):
        other -= 1
    return other if other >= reading.begins[word] and reading.keys[other].startswith("ال") else -1


def _has_complement(tree: Tree, word: int, lemma: str) -> bool:
    """الدفاع عن الأرض, اللجوء إلى القوة, تأمين الحدود: with what it acts on or through."""
    reading = tree.reading
    following = reading.next_token(word)
    far = following + (3 if reading.keys[word].startswith("ال") else 6)  # لجوء «فلان» إلى القوة
    for i in range(word + 1, min(far, reading.stops[word])):
        if reading.forms[i] in COMMAS:
            break
        if acts_through(lemma, reading.keys[i]) and reading.upos[i] == "ADP":
            return True
    return takes_object(lemma) and _has_own_genitive(tree, word)


def _has_own_genitive(tree: Tree, word: int) -> bool:
    reading = tree.reading
    if reading.keys[word].startswith("ال"):
        return False
    following = word + 1
    if following >= reading.stops[word]:
        return False
    if reading.tokens[following] == reading.tokens[word]:
        return reading.upos[following] == "PRON"
    return reading.upos[following] in ("NOUN", "X", "PROPN", "NUM", "DET") and reading.keys[following] not in (
        "خلال", "بعد", "قبل", "ضد", "بين", "مع",
    )  # fmt: skip


def acting_noun(tree: Tree, hit: int) -> int:
    """Give the noun of action that acts on a hit, or -1: مكافحة الإرهاب, تعزيز الأمن والاستقرار, التصدي للإرهاب."""
    position = hit
    for _ in range(4):
        noun = _acts_at(tree, position)
        if noun >= 0:
            return noun
        earlier = _joined_to(tree, position)
        if earlier < 0:
            return -1
        position = earlier
    return -1


def _acts_at(tree: Tree, hit: int) -> int:
    reading = tree.reading
    before = hit - 1
    while before >= reading.begins[hit] and (
        reading.keys[before] in words("transparent")
        or reading.upos[before] == "NUM"  # استخدام 9 مقاتلات
        or reading.forms[before] in ('"', "«", "“", "(", "'")
    ):
        before -= 1
    if before < reading.begins[hit]:
        return -1
    if (reading.upos[before] == "ADP" and reading.tokens[before] == reading.tokens[hit]) or reading.keys[before] in (
        "علي", "عن", "الي", "ل", "ب", "من", "في",
    ):  # fmt: skip
        return _through(tree, before, hit)
    if reading.upos[before] not in ("NOUN", "X") or reading.keys[before].startswith("ال"):
        return -1
    if reading.upos[hit] == "ADJ" and not _stands_for_noun(tree, hit):
        return -1
    lemma = reading.lemmas[before]
    acts = is_action(lemma, reading.keys[before]) and takes_object(lemma)
    return before if acts and not _is_doer(tree, hit) and not _is_body(tree, before) else -1


def _is_doer(tree: Tree, hit: int) -> bool:
    """إطلاق مسلحين مجهولين النار: a genitive that names people and has the noun's object after it does the action."""
    reading, after = tree.reading, hit + 1
    while after < reading.stops[hit] and reading.upos[after] == "ADJ":
        after += 1
    if after >= reading.stops[hit]:
        return False
    if reading.keys[after] == "مع" and reading.lemmas[hit - 1] in words("dealing"):
        return True  # تعاطي الأمن مع الأحداث
    if not kind_of_noun(reading.keys[hit], reading.lemmas[hit]):
        return False
    bare_noun = after == hit + 1 and tree.definite(hit) and not reading.keys[after].startswith("ال")
    if bare_noun and reading.upos[after] == "NOUN" and reading.deprel[after] in ("nmod", "obj"):
        return reading.keys[after] not in TIMES and reading.keys[after] not in kind_words("adverbial_prepositions")
    closed = after > hit + 1 and not tree.definite(hit) and reading.keys[after].startswith("ال")
    return reading.upos[after] == "NOUN" and (closed or reading.deprel[after] == "obj")


def _is_body(tree: Tree, noun: int) -> bool:
    """أعلنت قيادة القوات: a noun of action that names a body is one where it is the subject of a verb."""
    reading = tree.reading
    subject = reading.deprel[noun] == "nsubj" and tree.is_verb(reading.heads[noun])
    return subject and bare(reading.keys[noun]) in kind_words("institutions_if_qualified")


def _through(tree: Tree, preposition: int, hit: int) -> int:
    """Give the noun that acts on a hit through its preposition: القضاء على الإرهاب, إدراك للمخاطر."""
    reading = tree.reading
    noun = preposition - 1
    while noun >= reading.begins[hit] and noun > preposition - 3 and reading.upos[noun] in ("ADJ", "PRON"):
        noun -= 1
    if noun < reading.begins[hit] or reading.upos[noun] != "NOUN":
        return -1
    lemma = reading.lemmas[noun]
    if not is_action(lemma, reading.keys[noun]):
        return -1
    return noun if acts_through(lemma, reading.keys[preposition]) else -1


def _joined_to(tree: Tree, hit: int) -> int:
    """Give the noun before that a hit is joined to: of تعزيز الأمن والاستقرار, الأمن."""
    reading = tree.reading
    joint = hit - 1
    if joint <= reading.begins[hit] or reading.keys[joint] not in ("و", "او"):
        return -1
    head = reading.heads[hit]
    if reading.deprel[hit] == "conj" and reading.begins[hit] <= head < hit and reading.upos[head] == "NOUN":
        return head
    other = joint - 1
    while other >= reading.begins[hit] and reading.upos[other] == "ADJ":
        other -= 1
    alike = tree.definite(other) == tree.definite(hit)
    return other if alike and reading.upos[other] in ("NOUN", "X") else -1
