"""Whether the sentence names who does what a hit or its clause names."""

from analysis.discourse.actor_kinds import bare, is_country, is_place, kind_of_noun, words
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.grammar.control import is_controlled
from analysis.discourse.grammar.passives import by_phrase
from analysis.discourse.grammar.rules import words as rule_words
from analysis.discourse.grammar.tree import COMMAS, STRONG, Tree
from analysis.discourse.phrases import RELATIVES, TIMES
from analysis.discourse.verbal_nouns import acts_through, is_event, takes_object

BETWEEN_REACH = 14
BY_NEAR = 14
RELATIVE_REACH = 12


def agent_of_clause(tree: Tree, verb: int, passive: str) -> str:
    """Say whether a clause names who acts: "named", "deleted" (a passive without by-phrase), "" (left to the verb)."""
    if passive:
        return "named" if by_phrase(tree, verb) else "deleted"
    relations = [tree.reading.deprel[i] for i in tree.children[verb]]
    return "named" if any(relation.startswith("nsubj") for relation in relations) else ""


def agent_of_noun(tree: Tree, noun: int, hit: int, passive: str) -> str:
    """Say whether somebody is named as doing what a noun of action names: "named" or "deleted".

    By the noun's own genitive or pronoun where that is the doer, by "between X and Y", by a by-phrase, by a relative
    clause (الهجوم الذي شنه …), or by a verb that governs the noun and whose subject does it (قام الجيش بتأمين …).
    """
    if (
        _doer_in_genitive(tree, noun, hit, passive)
        or _between(tree, noun)
        or _by_near(tree, noun)
        or _from_doer(tree, noun)
        or _of_country(tree, noun, passive)
        or _enabled(tree, noun)
        or _done_in_relative(tree, noun)
    ):
        return "named"
    return "named" if _with_another(tree, noun, passive) or (not passive and is_controlled(tree, noun)) else "deleted"


def _by_near(tree: Tree, noun: int) -> bool:
    by = by_phrase(tree, noun)
    return by > 0 and by - noun <= BY_NEAR and not any(tree.is_verb(i) for i in range(noun + 1, by))


def _from_doer(tree: Tree, noun: int) -> bool:
    """الاعتداءات من الأعداء, دعم كبير من الدولة: من tells of some actions who does them."""
    reading, position = tree.reading, noun + 1
    if reading.lemmas[noun] not in words("done_from"):
        return False
    while position < reading.stops[noun] and reading.upos[position] == "ADJ":
        position += 1
    after = position + 1
    while after < reading.stops[noun] and reading.keys[after] in rule_words("amounts"):
        after += 1  # تعاون من جميع المحافظات
    return after < reading.stops[noun] and reading.keys[position] == "من" and _names_actor(tree, after)


def _of_country(tree: Tree, noun: int, passive: str) -> bool:
    """التعاون التونسي الإيطالي: the adjective of a country tells whose action it is that acts on nothing."""
    reading, position = tree.reading, noun + 1
    if passive or not is_event(reading.lemmas[noun]):
        return False
    while position < reading.stops[noun] and reading.upos[position] == "ADJ":
        if reading.keys[position].startswith("ال") != reading.keys[noun].startswith("ال"):
            return False
        if reading.keys[position].endswith("ه") != reading.keys[noun].endswith(("ه", "ات")):
            return False  # ساحات القتال الرومانية
        known = default_gazetteer().phrases.get((reading.keys[position],))
        if known is not None and known[1] == "adjective":
            return True
        position += 1
    return False


def _enabled(tree: Tree, noun: int) -> bool:
    """يمكن لتونس اللجوء إلى: whom a modal verb makes able or bound does what it governs."""
    reading = tree.reading
    for i in range(noun - 1, max(reading.begins[noun], noun - 5) - 1, -1):
        if reading.keys[i] in rule_words("can") | rule_words("must"):
            return reading.keys[i + 1] in ("ل", "علي") and i + 2 < noun and tree.is_noun(i + 2)
        if not tree.is_noun(i) and reading.keys[i] not in ("ل", "علي"):
            return False
    return False


def _with_another(tree: Tree, noun: int, passive: str) -> bool:
    """نفذت الشرطة بالتعاون مع البلدية, محادثات مع الجار: with مع the other side is named, and acts too."""
    reading = tree.reading
    before, after = noun - 1, noun + 1
    by = before >= reading.begins[noun] and reading.keys[before] == "ب" and is_event(reading.lemmas[noun])
    if not by and (passive or reading.lemmas[noun] not in rule_words("mutual")):
        return False
    while after < reading.stops[noun] and reading.upos[after] == "ADJ":
        after += 1
    return after < reading.stops[noun] and reading.keys[after] == "مع"


def _doer_in_genitive(tree: Tree, noun: int, hit: int, passive: str) -> bool:
    """لجوء البريطانيين, تعاونهم: of what only happens the genitive does it; else only with an object after it."""
    reading = tree.reading
    following = noun + 1
    while following < reading.stops[noun] and reading.forms[following] in ("«", '"', "“"):
        following += 1  # لجوء «الفجر» إلى القوة
    if following >= reading.stops[noun] or reading.keys[noun].startswith("ال") or reading.keys[following] in TIMES:
        return False
    glued = reading.tokens[following] == reading.tokens[noun] and reading.upos[following] == "PRON"
    genitive = reading.upos[following] in ("NOUN", "X", "PROPN", "NUM", "DET") and reading.deprel[following] != "amod"
    if not (glued or genitive):
        return False
    lemma = reading.lemmas[noun]
    if is_event(lemma):
        if passive or lemma in rule_words("of_the_other_side"):
            return False
        counted = following + (reading.upos[following] == "NUM")  # تسلل 3 أشخاص
        acts = glued or _names_actor(tree, min(counted, len(reading) - 1))
        if reading.keys[following] in rule_words("amounts") and lemma not in rule_words("takes_places"):
            return True  # لجوء عدد من الشباب
        if lemma in rule_words("takes_places"):  # هجوم نيس, محادثات السلام: the genitive may tell where or about what
            return acts or _aimed_at(tree, following)
        return acts or tree.definite(following) or _begins_definite(tree, following)
    if not takes_object(lemma) or following == hit:
        return False
    if reading.keys[noun].endswith("ات") and not glued and _names_actor(tree, following):
        return True  # تهديدات الإرهابيين: the plural counts what they did
    if glued:  # دعمه للإرهاب, تحقيقه الأمن, دفاعها عن الأرض
        after = following + 1
        if after >= reading.stops[noun]:
            return False
        through = reading.keys[after] == "ل" or acts_through(lemma, reading.keys[after])
        return (noun != hit and hit > noun) or (through and reading.upos[after] == "ADP")
    # تهديد إيران للمنطقة: a genitive and then the object with لـ.
    return not passive and acts_through(lemma, "ل") and _object_follows(tree, following, hit)


def _aimed_at(tree: Tree, genitive: int) -> bool:
    """اعتداء رجل على طبيبة: with على after it the genitive of an attack is who attacks."""
    reading, after = tree.reading, _after_adjectives(tree, genitive)
    place = reading.ner[genitive].endswith("LOC") or is_place(reading.keys[genitive])
    return after < reading.stops[genitive] and reading.keys[after] == "علي" and not place


def _after_adjectives(tree: Tree, noun: int) -> int:
    """Give the position after a noun and its adjectives."""
    position = noun + 1
    while position < tree.reading.stops[noun] and tree.reading.upos[position] == "ADJ":
        position += 1
    return position


def _names_actor(tree: Tree, word: int) -> bool:
    """Say whether a word names people, a body, a country or somebody."""
    reading = tree.reading
    key = reading.keys[word]
    if kind_of_noun(key, reading.lemmas[word]) or bare(key) in words("institutions_if_qualified"):
        return True
    named = reading.upos[word] in ("X", "PROPN") and not is_place(key) and not reading.ner[word].endswith("LOC")
    return is_country(key) or named


def _object_follows(tree: Tree, genitive: int, hit: int) -> bool:
    reading = tree.reading
    position = genitive + 1
    while position < reading.stops[genitive] and tree.is_noun(position) and tree.definite(position) and position != hit:
        position += 1
    if position >= reading.stops[genitive]:
        return False
    return reading.keys[position] == "ل" and reading.upos[position] == "ADP" and tree.definite(genitive)


def _begins_definite(tree: Tree, word: int) -> bool:
    """دول الخليج: a construct whose second word is definite."""
    after = word + 1
    return after < tree.reading.stops[word] and tree.is_noun(after) and tree.definite(after)


def _between(tree: Tree, noun: int) -> bool:
    """التنسيق بين القطاعين, تعاون وثيق بين الدول: within the noun phrase or what is joined to it."""
    reading = tree.reading
    for i in range(noun + 1, min(reading.stops[noun], noun + BETWEEN_REACH)):
        if reading.keys[i] in ("بين", "مابين"):
            return is_event(reading.lemmas[noun]) or i == noun + 1
        if reading.forms[i] in STRONG | COMMAS or tree.is_verb(i) or reading.keys[i] in RELATIVES:
            return False
        if reading.upos[i] == "NOUN" and is_event(reading.lemmas[i]) and reading.keys[i - 1] not in ("و", "او"):
            return False  # of التعاون بين …, not of what stands before it
    return False


def _done_in_relative(tree: Tree, noun: int) -> bool:
    """الهجوم الذي شنه الحوثيون: a verb of doing right after the relative pronoun, or right after an indefinite noun."""
    reading = tree.reading
    for i in range(noun + 1, min(reading.stops[noun], noun + RELATIVE_REACH)):
        if reading.forms[i] in STRONG | COMMAS:
            return False
        if tree.is_verb(i):
            return reading.keys[i] in rule_words("doing_in_relative") or reading.token_key(i) in rule_words(
                "doing_in_relative"
            )
    return False
