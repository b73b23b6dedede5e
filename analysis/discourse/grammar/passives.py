"""The passive of a clause: by its spelling, by the parse, or by تم, جرى and وقع with a verbal noun."""

from analysis.discourse.actor_kinds import kind_of_noun
from analysis.discourse.grammar.rules import pairs, words
from analysis.discourse.grammar.tree import COMMAS, STRONG, Tree
from analysis.discourse.phrases import RELATIVES
from analysis.discourse.verbal_nouns import is_verbal_noun

DAMMA = "\u064f"
WINDOW = 14
BY_REACH = 20


def passive_of(tree: Tree, verb: int) -> tuple[str, str]:
    """Give the kind of passive of the clause of a verb ("", "morphological", "periphrastic") and the rule."""
    if done_noun(tree, verb) >= 0:
        return "periphrastic", "periphrastic-passive"
    if tree.reading.keys[verb] in words("done") and by_phrase_of_verb(tree, verb):
        return "periphrastic", "periphrastic-passive"
    rule = _morphological(tree, verb)
    return ("morphological", rule) if rule else ("", "")


def done_noun(tree: Tree, verb: int) -> int:
    """Give the verbal noun that تم, جرى or وقع puts in the passive, or -1: تم (أمس) توقيع الاتفاق."""
    reading = tree.reading
    key = reading.keys[verb]
    fell = key in words("fell")
    if not (fell or key in words("done")):
        return -1
    stop = min(reading.stops[verb], verb + WINDOW)
    for position in range(verb + 1, stop):
        if reading.forms[position] in STRONG or tree.is_verb(position):
            return -1
        if reading.keys[position] in words("subordinators"):
            return -1
        if not tree.is_noun(position) or reading.upos[position] in ("ADJ", "NUM"):
            continue
        lemma = reading.lemmas[position]
        if fell and lemma in words("events"):
            return -1
        if reading.upos[position - 1] == "ADP" and reading.keys[position - 1] != "من":
            continue  # يتم بالتعاون: no subject
        if reading.keys[position - 1] == "من" and not is_verbal_noun(lemma):
            return -1  # ما يجري من أحداث
        if _is_accusative_by_spelling(tree, position):
            return -1  # جرت احتجاجا على: an accusative is no subject
        if reading.keys[position] in ("عمليه", "عمليات") and position + 1 < stop and tree.is_noun(position + 1):
            return position  # تمت عملية القيد
        if fell and position > verb + 2:
            return -1
        whole = reading.token_key(position)  # تفكيك, of which the tokeniser may have cut a pronoun
        if is_verbal_noun(lemma) or is_verbal_noun(reading.keys[position]) or is_verbal_noun(whole):
            plural = reading.keys[position].endswith("ات") and not lemma.endswith("ات")
            return -1 if lemma in words("events") and plural else position
        if not _adverbial(tree, position):
            return -1
    return -1


def _is_accusative_by_spelling(tree: Tree, word: int) -> bool:
    reading = tree.reading
    token = reading.text[reading.starts[word] : reading.ends[word]]
    return token.endswith(("اً", "ًا", "ا")) and not reading.lemmas[word].endswith("ا") and not _has_pronoun(tree, word)


def _adverbial(tree: Tree, position: int) -> bool:
    """Say whether a noun between تم and its verbal noun tells when or where: خلال الاستقبال, أمس, في الرياض."""
    reading = tree.reading
    before = position - 1
    return (
        reading.upos[before] == "ADP"
        or reading.keys[before] in ("خلال", "بعد", "قبل", "منذ", "مساء", "صباح", "يوم", "اليوم")
        or reading.deprel[position] in ("obl", "advmod", "obl:arg", "advmod:emph")
        or reading.keys[position] in ("امس", "اليوم", "خلال", "مساء", "صباح", "ايضا", "موخرا", "فجر", "امام", "بعد")
        or (reading.deprel[before] in ("obl", "nmod", "advmod") and before > 0)
    )


def _morphological(tree: Tree, verb: int) -> str:
    reading = tree.reading
    key = reading.keys[verb]
    if reading.upos[verb] != "VERB" or key in words("fixed_passives"):
        return ""
    if key.endswith("ي") and reading.text[reading.starts[verb] : reading.ends[verb]].endswith("ى"):
        return ""  # ألقى is active, ألقي passive
    if has_damma(tree, verb) and _shown_by_damma(tree, verb):
        return "printed-passive"
    if key in words("only_passives"):
        return "spelled-passive"
    if _found_on(tree, verb):
        return "found-on"
    if by_phrase_of_verb(tree, verb) and key not in words("active_with_by"):
        return "by-phrase"
    parsed = "Voice=Pass" in (reading.feats[verb] or "") or any(
        reading.deprel[i] == "nsubj:pass" for i in tree.children[verb]
    )
    if parsed and _may_be_passive(key) and not _relative_acts(tree, verb):
        return "" if _has_object(tree, verb) else "parsed-passive"
    if key in words("spelled_passives") and _agrees(tree, verb) and _only_undergoes(tree, verb):
        return "spelled-passive"
    return ""


def _agrees(tree: Tree, verb: int) -> bool:
    """استهدف دورية: a noun in ـة right after a masculine verb is not its subject, but its object."""
    reading, after = tree.reading, verb + 1
    if after >= reading.stops[verb] or reading.upos[after] != "NOUN" or reading.tokens[after] == reading.tokens[verb]:
        return True
    feminine = reading.text[reading.starts[after] : reading.ends[after]].endswith("ة")
    masculine = not reading.keys[verb].startswith("ت") and not reading.keys[verb].endswith("ت")
    return not (feminine and masculine) or kind_of_noun(reading.keys[after], reading.lemmas[after]) == "person"


def has_damma(tree: Tree, verb: int) -> bool:
    """Say whether the source prints damma on the first letter of a verb (after و or ف or سـ): قُتل, وقُتل."""
    reading = tree.reading
    token = reading.text[reading.starts[verb] : reading.ends[verb]]
    for _ in range(verb - reading.token_start(verb)):
        token = token[1:]
    return token[1:2] == DAMMA


def _shown_by_damma(tree: Tree, verb: int) -> bool:
    """A past verb with damma is passive; a present one may be of form II to IV, and is active with an object."""
    reading = tree.reading
    if "Aspect=Imp" not in (reading.feats[verb] or "") and reading.keys[verb][0] not in "يتن":
        return True
    if reading.keys[verb].endswith(("ون", "وا")) or reading.deprel[verb].startswith("acl"):
        return False  # its subject is in its ending or before it, and the noun after it its object
    if reading.keys[verb][-2:-1] == "ي" or reading.keys[verb].endswith("ي"):
        return False  # يُديم, يُلقي: the vowel of the active; the passive has ا or ى
    if _after_copula(tree, verb):
        return False  # أصبح (الممثل) يُمثل: whoever is the subject of the copula acts
    if reading.keys[verb - 1] in RELATIVES or not _then_no_noun(tree, verb):
        return False
    return not _has_pronoun(tree, verb) and not _has_object(tree, verb) and _followed_by_noun(tree, verb)


def _after_copula(tree: Tree, verb: int) -> bool:
    """Say whether a verb goes on from a copula, with at most a short subject between."""
    reading = tree.reading
    for i in range(verb - 1, max(reading.begins[verb], verb - 4) - 1, -1):
        if tree.is_verb(i):
            return reading.keys[i] in words("copula_forms")
        if not tree.is_noun(i):
            return False
    return False


def _may_be_passive(key: str) -> bool:
    """Say whether a verb can have a passive by its shape: no past in تـ or انـ (تسلل, انعقد), which have none."""
    if key in words("spelled_passives"):
        return True
    return not key.startswith(("ان", "تت", "ينت")) and not (key.startswith("ت") and len(key) == 4 and key[1] == key[2])


def _relative_acts(tree: Tree, verb: int) -> bool:
    """الذي عقد اتفاقا: the relative pronoun acts where an object follows."""
    reading = tree.reading
    before = reading.keys[verb - 1] if verb else ""
    return before in RELATIVES | {"ما", "من"} and any(reading.deprel[i] == "obj" for i in tree.children[verb])


def _then_no_noun(tree: Tree, verb: int) -> bool:
    """Say whether after the noun phrase that follows a verb comes a preposition or the end, and no second noun."""
    reading = tree.reading
    position, stop = verb + 1, reading.stops[verb]
    while position < stop and tree.is_noun(position):
        position += 1
    return position >= stop or reading.upos[position] in ("ADP", "PUNCT", "CCONJ", "ADV", "VERB")


def _followed_by_noun(tree: Tree, verb: int) -> bool:
    """Say whether the subject follows, as it does where there is no agent before the verb."""
    reading = tree.reading
    after = verb + 1
    while after < reading.stops[verb] and (reading.upos[after] == "ADV" or _not_yet(tree, after)):
        after += 1  # لم تُعرف بعد دوافع
    if after >= reading.stops[verb]:
        return False
    token = reading.text[reading.starts[after] : reading.ends[after]]
    if (
        tree.is_noun(after)
        and not tree.definite(after)
        and token.endswith(("ا", "اً", "ًا"))
        and _is_accusative(tree, after)
    ):
        return False  # يُشكل خطرا: an object
    before = verb - 1
    subject = before >= reading.begins[verb] and reading.deprel[before] == "nsubj" and reading.heads[before] == verb
    return tree.is_noun(after) and not subject


def _not_yet(tree: Tree, word: int) -> bool:
    """Say whether بعد stands alone for "yet": what follows it is no genitive of it."""
    return tree.reading.keys[word] == "بعد" and tree.reading.deprel[word] in ("obl", "advmod")


def _is_accusative(tree: Tree, word: int) -> bool:
    return "Case=Acc" in (tree.reading.feats[word] or "") or tree.reading.deprel[word] == "obj"


def _has_pronoun(tree: Tree, word: int) -> bool:
    reading = tree.reading
    after = word + 1
    return after < len(reading) and reading.tokens[after] == reading.tokens[word] and reading.upos[after] == "PRON"


def _has_object(tree: Tree, verb: int) -> bool:
    """Say whether a verb has a subject and an object both, or a clause as its object."""
    reading = tree.reading
    relations = [reading.deprel[i] for i in tree.children[verb] if reading.upos[i] != "DET"]
    return ("obj" in relations and ("nsubj" in relations or "nsubj:pass" in relations)) or "ccomp" in relations


def _only_undergoes(tree: Tree, verb: int) -> bool:
    """Say whether a verb that needs an object has none: its one noun stands for who undergoes, not for who acts."""
    reading = tree.reading
    if _has_pronoun(tree, verb) or _has_object(tree, verb):
        return False
    relations = {reading.deprel[i] for i in tree.children[verb]}
    if "obj" in relations or "ccomp" in relations or "xcomp" in relations:
        return False
    if reading.keys[verb - 1] in ("الذي", "التي", "الذين", "ما", "ان") and verb > 0:
        return False
    following = verb + 1
    if following >= reading.stops[verb] or reading.forms[following] in STRONG | COMMAS:
        return False
    subject = tree.first_noun(verb, min(reading.stops[verb], verb + 4))
    if subject is None:
        # مبلغ … وضع في حساب: the subject stands before, and only prepositions follow.
        return reading.upos[following] == "ADP" and any(
            reading.deprel[i] == "nsubj" and i < verb for i in tree.children[verb]
        )
    # A second noun without preposition right after the subject's phrase would be its object.
    position = subject + 1
    if reading.upos[subject] == "NUM":
        position += position < reading.stops[verb] and tree.is_noun(position)  # نقل 16 شخصا
    while position < reading.stops[verb] and (
        tree.is_noun(position)
        and (tree.definite(position) or reading.upos[position] == "ADJ")
        and reading.upos[position - 1] != "ADP"
    ):
        if _begins_person(tree, subject, position):
            return False  # أوقفت قوات الأمن | بشير نصر
        position += 1
    after = reading.upos[position] if position < len(reading) else "PUNCT"
    return reading.deprel[subject] in ("nsubj", "nsubj:pass") and after in ("ADP", "PUNCT", "CCONJ")


def _begins_person(tree: Tree, subject: int, position: int) -> bool:
    """Say whether a person's name follows the closed phrase of something that is no person: it is the object."""
    reading = tree.reading
    if reading.ner[position] != "B-PER" or not reading.keys[position - 1].startswith("ال"):
        return False
    return kind_of_noun(reading.keys[subject], reading.lemmas[subject]) in ("institution", "group", "country")


def by_phrase_of_verb(tree: Tree, verb: int) -> bool:
    """قتل على يد مسلحين: a by-phrase after a verb, with no action between that it could be of."""
    reading = tree.reading
    by = by_phrase(tree, verb)
    if by and is_verbal_noun(tree.reading.lemmas[by + 2]) and not tree.definite(by + 2):
        return False  # حاول من قبل استهداف المبنى: before
    if not by or by - verb > (14 if tree.reading.keys[verb] in words("spelled_passives") else 5):
        return False
    for i in range(verb + 1, by):
        if tree.is_verb(i) or reading.keys[i] in words("subordinators"):
            return False
        if reading.upos[i] in ("NOUN", "ADJ") and is_verbal_noun(reading.lemmas[i]):
            return False
    return not _has_object(tree, verb)


def by_phrase(tree: Tree, word: int) -> int:
    """Give the preposition of the phrase that tells by whom, after a verb or verbal noun, or 0: من قبل, على يد."""
    reading = tree.reading
    stop = min(reading.stops[word], word + BY_REACH)
    for i in range(word + 1, stop - 2):
        if reading.forms[i] in STRONG or (tree.is_verb(i) and i > word + 1 and reading.keys[i - 1] in RELATIVES):
            return 0
        pair = (reading.keys[i], reading.keys[i + 1])
        if (pair in pairs("by_nouns")) and tree.is_noun(i + 2):
            return i
    return 0


def _found_on(tree: Tree, verb: int) -> bool:
    """عثر على الأسلحة: with its preposition at once and no subject."""
    reading = tree.reading
    after = verb + 1
    if after >= len(reading) or (reading.keys[verb], reading.keys[after]) not in pairs("with_preposition"):
        return False
    return not any(reading.deprel[i] in ("nsubj", "csubj") for i in tree.children[verb])
