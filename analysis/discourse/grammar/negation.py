"""Negation of a hit: whether the text denies what the hit itself names, not something else in its sentence."""

from analysis.discourse.grammar.denials import (
    begun_before,
    carried,
    denied_after,
    denied_room,
    not_able,
    noun_of_adjective,
)
from analysis.discourse.grammar.rules import is_form, words
from analysis.discourse.grammar.tree import COMMAS, STRONG, Tree

REACH = 14
QUOTES = frozenset({'"', "«", "“", "”", "'"})


def negation_of(tree: Tree, hit: int) -> tuple[str, int]:
    """Give the rule by which a hit is negated and the position of the negator, or ("", -1).

    What is said of a hit is said of the noun that only carries it (عامل خطر) or that it qualifies (قوات أمنية), and of
    what it goes on from after أو (لا يوجد شغل أو تنمية).
    """
    return _through_stand_ins(tree, hit, hit, 3)


def _through_stand_ins(tree: Tree, word: int, hit: int, depth: int) -> tuple[str, int]:
    found = _negation(tree, word)
    for stand_in in (carried(tree, word), noun_of_adjective(tree, word), begun_before(tree, word)):
        if found[1] < 0 <= stand_in and depth:  # لا يحظى بلمسة وفاء أو لفتة إنسانية
            found = _through_stand_ins(tree, stand_in, hit, depth - 1)
            if found[1] >= 0 and _undone(tree, found[1], hit):
                found = "", -1
    return found


def _negation(tree: Tree, hit: int) -> tuple[str, int]:
    for rule, negator in (
        ("negated-noun", _negator_beside(tree, hit)),
        ("negated-verb", verb_negator(tree, hit) if tree.is_verb(hit) else -1),
        ("negated-predicate", _of_predicate(tree, hit)),
        ("negated-existence", _of_existence(tree, hit)),
        ("negated-possibility", _of_modal(tree, hit)),
        ("negated-existence", denied_after(tree, hit)),
        ("negated-noun", denied_room(tree, hit)),
        ("negated-possibility", not_able(tree, hit)),
    ):
        if negator >= 0 and not _undone(tree, negator, hit):
            return rule, negator
    return "", -1


def verb_negator(tree: Tree, verb: int) -> int:
    """Give the particle that negates a verb, or -1: لم يتعاون, لا قد, ما كان."""
    reading, position = tree.reading, verb - 1
    while position >= reading.begins[verb] and position >= verb - 3:
        word = reading.keys[position]
        if reading.forms[position] in QUOTES:  # لم يكن «يتعاون»
            position -= 1
            continue
        if word in words("negators_of_verbs"):
            return position if _negates_verb(tree, position, verb) else -1
        if reading.forms[position] in ("ألا", "لئلا", "كيلا") or (word == "ان" and _without(tree, position)):
            return position
        if word == "ل":
            return _negator_of_being(tree, position)
        if word not in ("قد", "سوف", "س") and not (
            word in words("copula_forms") and word not in words("still") and tree.is_verb(position)
        ):
            return -1
        position -= 1
    return -1


def _negator_of_being(tree: Tree, to: int) -> int:
    """لم يكن (الحاكم) ليشن: ل after a negated verb of being denies the verb that follows it, with force."""
    reading = tree.reading
    for i in range(to - 1, max(reading.begins[to], to - 4) - 1, -1):
        if tree.is_verb(i):
            return verb_negator(tree, i) if reading.keys[i] in words("copula_forms") else -1
        if not tree.is_noun(i):
            return -1
    return -1


def _without(tree: Tree, position: int) -> bool:
    """دون أن: without (his) doing."""
    return position > 0 and tree.reading.keys[position - 1] in ("دون", "بدون", "عدم")


def _negates_verb(tree: Tree, particle: int, verb: int) -> bool:
    """Say whether a particle before a verb negates it: not in ما زال, and ما only where no relative can stand."""
    reading = tree.reading
    word = reading.keys[particle]
    if any(reading.keys[i] in words("still") for i in range(particle + 1, verb + 1)):
        return False
    if word == "لما":
        return reading.upos[particle] == "PART"
    if word != "ما":
        return True
    # A relative ما follows a preposition, a verb or a noun; that of negation begins its clause before a past verb.
    before = particle - 1
    opens = before < reading.begins[particle] or reading.forms[before] in STRONG | COMMAS
    opens = opens or (reading.upos[before] == "CCONJ" and reading.tokens[before] == reading.tokens[particle])
    clitic = reading.tokens[particle] == reading.tokens[verb]
    past = "Aspect=Perf" in (reading.feats[verb] or "")
    return opens and past and not clitic and not _answered(tree, verb)


def _answered(tree: Tree, verb: int) -> bool:
    """Say whether the verb has a pronoun of its own that takes ما up: ما قاله الوزير."""
    reading = tree.reading
    following = verb + 1
    return (
        following < len(reading)
        and reading.tokens[following] == reading.tokens[verb]
        and reading.upos[following] == "PRON"
    )


def _negator_beside(tree: Tree, hit: int) -> int:
    """لا تعاون, غير متعاونة, عدم التعاون, دون أي تنسيق, عدم وجود تعاون; and what is joined to such a word."""
    reading = tree.reading
    if not tree.is_noun(hit):
        return -1
    negator = _directly_before(tree, hit)
    if negator >= 0:
        return negator
    before = _before(tree, hit)
    # عدم وجود تعاون: a noun that only says that something is or is done.
    for noun in range(hit - 2, max(reading.begins[hit], hit - 4), -1):
        if tree.is_noun(noun) and _reached(tree, noun, hit):  # عدم التوصل إلى تسوية, دون الحصول على دعم
            return _directly_before(tree, noun)
    if before >= 0 and reading.keys[before] in words("being_nouns") and not reading.keys[before].startswith("ال"):
        return _directly_before(tree, before)
    return _joined(tree, hit)


def _joined(tree: Tree, hit: int) -> int:
    """دون تنسيق أو تعاون: of one make with a negated word that stands right before the conjunction."""
    reading = tree.reading
    joint = hit - 1
    if joint <= 0 or reading.keys[joint] not in ("و", "او") or reading.upos[joint] != "CCONJ":
        return -1
    other = joint - 1
    alike = tree.definite(other) == tree.definite(hit) and reading.upos[other] == reading.upos[hit]
    if not (alike and tree.is_noun(other)):
        return -1
    negator = _directly_before(tree, other)
    if negator >= 0 and reading.keys[negator] == "غير" and reading.keys[joint] == "و":
        return -1  # غير مشروع وخطير: what و adds may be no longer denied
    if negator < 0:
        return _joined(tree, other) if reading.keys[joint] == "او" else -1
    # عدم يتبعه اسم معرف: the list goes on; an indefinite noun with its own genitive begins something new.
    return negator if tree.definite(hit) or reading.keys[negator] != "عدم" else -1


def _before(tree: Tree, word: int) -> int:
    """Give the word before one, over quotation marks and words for any."""
    reading, position = tree.reading, word - 1
    while position >= reading.begins[word] and (
        reading.keys[position] in words("any")
        or reading.forms[position] in ('"', "«", "“", "'", "(", "”")
        or (reading.keys[position] in ("هذا", "هذه", "هولاء", "تلك") and reading.keys[position - 1] == "مثل")
        or (reading.keys[position] == "مثل" and position + 1 < word)
    ):
        position -= 1
    return position if position >= reading.begins[word] else -1


def _directly_before(tree: Tree, word: int) -> int:
    reading, position = tree.reading, _before(tree, word)
    if position < 0 or reading.keys[position] not in words("negators_of_nouns"):
        return -1
    key = reading.keys[position]
    before = reading.keys[position - 1] if position else ""
    if key == "لا":
        denies_all = not tree.definite(word) or before in ("و", "ب") or _contrasted(tree, word)
        # تخدم مصالح أنقرة لا القتال: between two nouns, the second definite, لا sets one against the other.
        denies_all = denies_all or (reading.keys[word].startswith("ال") and tree.is_noun(position - 1))
        return position if denies_all and not _after_other_verb(tree, position) else -1
    if key == "غير" and before in ("في", "علي", "الي", "عن") and not reading.keys[word].startswith("ال"):
        return -1  # في غير حالة: in another case
    return position


def _contrasted(tree: Tree, word: int) -> bool:
    reading = tree.reading
    return any(reading.keys[i] == "بل" for i in range(word + 1, min(word + 8, reading.stops[word])))


def _after_other_verb(tree: Tree, negator: int) -> bool:
    """لا يدعم الإرهاب ولا التطرف: ولا goes on with the negation of a verb that denies another thing."""
    reading = tree.reading
    if reading.keys[negator - 1] != "و":
        return False
    for i in range(negator - 2, max(reading.begins[negator], negator - REACH) - 1, -1):
        if tree.is_verb(i) and verb_negator(tree, i) >= 0:
            return not any(is_form(reading.keys[i], name) for name in ("being_forms", "doing_forms", "copula_forms"))
        if reading.keys[i] in ("ليس", "ليست", "لا", "غير", "دون"):
            return False
    return tree.definite(negator + 1)


def _of_predicate(tree: Tree, hit: int) -> int:
    """ليس الوضع آمنا, لم يعد مستقرا, ليس عملا إرهابيا, وليس الإرهاب: the predicate, not the subject."""
    reading = tree.reading
    if not tree.is_noun(hit):
        return -1
    if _contrasted_phrase(tree, hit):
        return hit - 2
    for i in range(hit - 1, max(reading.begins[hit], hit - REACH) - 1, -1):
        word = reading.keys[i]
        if reading.forms[i] in STRONG | COMMAS or word in words("subordinators"):
            return -1
        if word in ("ليس", "ليست", "ليسوا", "لست", "لسنا", "لسن"):
            return i if _denied_by_copula(tree, i, hit) else -1
        if tree.is_verb(i):
            negator = verb_negator(tree, i)
            if negator < 0 and word in words("copula_forms"):  # لا يمكن أن يكون آمنا
                negator = _modal_negator(tree, i - 1 if reading.keys[i - 1] == "ان" else i)
            if word in words("copula_forms") and negator >= 0:
                return negator if _denied_by_copula(tree, i, hit) else -1
            return -1
    return -1


def _contrasted_phrase(tree: Tree, hit: int) -> bool:
    """بالحوار وليس بالقتال, بالحوار لا بالقتال: a preposition after وليس or لا sets what follows against what is so."""
    reading = tree.reading
    if hit - 3 < reading.begins[hit] or reading.keys[hit - 1] not in words("contrasting"):
        return False
    not_so = reading.keys[hit - 2] in ("ليس", "ليست") and reading.keys[hit - 3] == "و"
    if not not_so and not (reading.keys[hit - 2] == "لا" and tree.is_noun(hit - 3)):
        return False
    after = reading.next_token(hit)  # ليس بالقتال وحده, ليس من السهل أن: something is said of it
    return after >= reading.stops[hit] or reading.keys[after] not in words("only") | {"ان", "انه", "انها"}


def _denied_by_copula(tree: Tree, copula: int, hit: int) -> bool:
    """Say whether a hit is what a negated copula denies: its predicate, or what it says is not there."""
    reading = tree.reading
    following = copula + 1
    if reading.keys[following] in words("only"):
        return False
    nouns = [i for i in range(following, hit + 1) if tree.is_noun(i) and reading.keys[i] not in words("any")]
    if reading.keys[following] == "ب" and nouns:  # ليس بالأمر السهل
        return hit == nouns[0] or _adjective_of(tree, hit, nouns[0])
    if reading.keys[following] in ("هناك", "ثمه", "في", "لدي", "ل", "اي", "ايه", "هنالك") or "هناك" in [
        reading.keys[i] for i in range(following, hit)
    ]:
        # There is no …: the first indefinite noun, and its adjective.
        first = next((i for i in nouns if not tree.definite(i)), None)
        if first is not None and any(reading.upos[i] == "ADP" for i in range(nouns[0], first)):
            return False  # ليس لديهم الخبرة في آليات السوق
        return first is not None and (hit == first or _adjective_of(tree, hit, first))
    first = nouns[0]
    if hit == first + 1 and _adjective_of(tree, hit, first) and tree.definite(first):
        return _stands_alone(tree, copula, hit)  # وليس العمل العسكري
    if _prepositional(tree, copula, hit) and hit != first:
        return False
    if hit == first:
        return not (tree.definite(hit) or tree.construct_is_definite(hit)) or _stands_alone(tree, copula, hit)
    if not (tree.definite(first) or tree.construct_is_definite(first)):  # ليس عملا إرهابيا
        return _adjective_of(tree, hit, first)
    # ليس الوضع آمنا: after a definite subject the first indefinite word, and its adjective.
    predicate = next((i for i in nouns[1:] if not tree.definite(i) and reading.upos[i - 1] != "ADP"), None)
    return predicate is not None and (hit == predicate or _adjective_of(tree, hit, predicate))


def _prepositional(tree: Tree, first: int, hit: int) -> bool:
    return any(tree.reading.upos[i] == "ADP" for i in range(first + 1, hit))


def _stands_alone(tree: Tree, copula: int, hit: int) -> bool:
    """وليس الإرهاب: after a conjunction or comma, with nothing said of it."""
    reading = tree.reading
    if reading.keys[copula - 1] not in ("و", "،", ",") or not reading.keys[copula].startswith("ليس"):
        return False
    stop = min(hit + 4, reading.stops[hit])
    ends = (i for i in range(hit + 1, stop) if reading.forms[i] in STRONG | COMMAS)
    rest = range(hit + 1, next(ends, stop))
    return not any(tree.is_noun(i) and not tree.definite(i) for i in rest)


def _adjective_of(tree: Tree, word: int, noun: int) -> bool:
    return tree.reading.upos[word] == "ADJ" and word - noun <= 2 and tree.definite(word) == tree.definite(noun)


def _of_existence(tree: Tree, hit: int) -> int:
    """لا يوجد تعاون, لم يحدث هجوم, لم يتم إجراء حوار, لم تشكل تهديدا: verbs of being and doing that are negated."""
    reading = tree.reading
    if not tree.is_noun(hit):
        return -1
    for verb in range(hit - 1, max(reading.begins[hit], hit - REACH) - 1, -1):
        if reading.forms[verb] in STRONG | COMMAS or reading.keys[verb] in words("subordinators"):
            return -1
        if not tree.is_verb(verb):
            continue
        being = is_form(reading.keys[verb], "being_forms")
        doing = is_form(reading.keys[verb], "doing_forms")
        negator = verb_negator(tree, verb)
        if negator < 0 and reading.keys[verb - 1] == "ان":
            negator = _modal_negator(tree, verb - 1)
        if negator >= 0 and reading.keys[hit - 1] == "ب" and is_form(reading.keys[verb], "enjoying_forms"):
            return negator  # لا يتمتع السكان بالأمن
        if being and any(reading.deprel[i] == "obj" for i in tree.children[verb]):
            being, doing = False, True  # لم تسجل الشرطة أي اعتداء
        if negator >= 0 and _reached(tree, verb, hit):
            return negator  # لم تتوصل الأطراف إلى اتفاق
        if negator >= 0 and not (being or doing) and _indefinite_object(tree, verb, hit):
            return negator  # لا تكتسي الحالة خطورة
        if not (being or doing) or negator < 0:
            return -1
        return negator if _is_argument(tree, verb, hit, being=being) else -1
    return -1


def _indefinite_object(tree: Tree, verb: int, hit: int) -> bool:
    """لا تكتسي خطورة: of an indefinite object a negated verb says that there is none, unless it says or knows."""
    reading = tree.reading
    governed = reading.heads[hit] == verb and reading.deprel[hit] == "obj"
    indefinite = not (tree.definite(hit) or tree.construct_is_definite(hit))
    return governed and indefinite and reading.lemmas[verb] not in words("of_things_that_are")


def _reached(tree: Tree, governor: int, hit: int) -> bool:
    """عدم التوصل إلى تسوية, لم يحصل على دعم: what is not reached or got is not there."""
    reading, preposition = tree.reading, hit - 1
    while preposition > governor and reading.keys[preposition] in words("any"):
        preposition -= 1
    reaching = reading.lemmas[governor] in words("reaching") or reading.keys[governor] in words("reaching")
    between = range(governor + 1, preposition)
    owned = all(reading.upos[i] == "PRON" or (tree.is_noun(i) and tree.definite(i)) for i in between)
    undergone = reading.lemmas[governor] == "تعرض"  # عدم تعرضهم للخطر
    alone = owned and (undergone or not tree.definite(hit))
    return reaching and alone and reading.keys[preposition] in ("الي", "علي", "ل")


def _modal_negator(tree: Tree, that: int) -> int:
    """لا يمكن أن تمثل خطرا: the negator of the modal verb that stands before أن, -1 without."""
    modal = that - 1
    if modal < tree.reading.begins[that] or not is_form(tree.reading.keys[modal], "modals_denied"):
        return -1
    return verb_negator(tree, modal)


def _is_argument(tree: Tree, verb: int, hit: int, *, being: bool) -> bool:
    """Say whether a hit is the subject of a verb of being, or the object of one of doing."""
    reading = tree.reading
    first = tree.first_noun(verb, hit + 1)
    if first is None:  # يتعرض لهجوم
        prepositions = [i for i in range(verb + 1, hit) if reading.upos[i] == "ADP"]
        known = (tree.definite(hit) or tree.construct_is_definite(hit)) and reading.keys[hit - 1] == "علي"
        return not being and len(prepositions) == 1 and hit - verb <= 2 and not known  # لم توقع على اتفاق السلام
    if reading.keys[first] in words("being_nouns"):  # لم يتم إجراء حوار
        return hit == first + 1 or (hit > first and _before(tree, hit) == first)
    if hit == first:
        return being or not tree.definite(hit) or reading.deprel[hit] in ("obj", "obl:arg")
    if _adjective_of(tree, hit, first):
        return not tree.definite(hit)
    # The first noun is the subject of doing; the next indefinite one its object.
    if being or not (tree.definite(first) or reading.deprel[first] == "nsubj"):
        return False
    nouns = (i for i in range(first + 1, hit + 1) if tree.is_noun(i) and reading.keys[i] not in words("any"))
    following = next((i for i in nouns if not tree.definite(i)), None)
    any_such = reading.keys[hit - 1] in words("any")  # لم تشهد المدينة أي هجوم
    argument = any_such or reading.deprel[hit] in ("obj", "obl:arg", "nsubj")
    return following == hit and reading.upos[hit - 1] != "ADP" and argument


def _of_modal(tree: Tree, hit: int) -> int:
    """لا يجوز الاعتداء, لا يمكن أن يتعاون, لم يتمكن من تأمين: what a negated modal verb governs at once."""
    reading = tree.reading
    for verb in range(hit - 1, max(reading.begins[hit], hit - 8) - 1, -1):
        if reading.forms[verb] in STRONG | COMMAS or reading.keys[verb] in words("subordinators"):
            return -1
        if not tree.is_verb(verb):
            continue
        if not is_form(reading.keys[verb], "modals_denied"):
            return -1
        negator = verb_negator(tree, verb)
        if negator < 0:
            return -1
        if tree.is_verb(hit):
            return negator if reading.keys[hit - 1] == "ان" else -1
        return negator if _first_governed(tree, verb, hit) else -1
    return -1


def _first_governed(tree: Tree, verb: int, hit: int) -> bool:
    """Say whether a hit is the first noun that a modal verb governs, or what a noun of being names after it."""
    reading = tree.reading
    if "خلال" in reading.keys[verb:hit]:
        return False  # لن تبلغ غايتها بهذه الهجمات
    between = [i for i in range(verb + 1, hit) if tree.is_noun(i)]
    if not between:
        return True
    return len(between) == 1 and between[0] == hit - 1 and reading.keys[between[0]] in words("being_nouns")


def _undone(tree: Tree, negator: int, hit: int) -> bool:
    """Say whether إلا or سوى takes the negation back in the same clause: لا أمن إلا بالتعاون."""
    reading = tree.reading
    end = min(reading.stops[hit], hit + 12)
    for i in range(negator + 1, end):
        if i > hit and (reading.forms[i] in STRONG | COMMAS or reading.keys[i] in words("subordinators")):
            return False
        if reading.forms[i] == "ألا" or reading.keys[i] not in words("exceptions"):
            continue
        following = reading.keys[i + 1] if i + 1 < len(reading) else ""
        if following not in ("ان", "انه", "انها", "اذا"):
            return True
    # ليست قضية أمنية فحسب: not only.
    return any(reading.keys[i] in ("فحسب", "فقط", "وحسب") for i in range(hit + 1, min(end, hit + 5)))
