"""What an actor does in its clause: by the word before its phrase, by the noun or verb that it stands with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.discourse.actor_kinds import words
from analysis.discourse.actors.mentions import Mention
from analysis.discourse.grammar.passives import passive_of
from analysis.discourse.grammar.rules import words as grammar_words
from analysis.discourse.grammar.tree import Tree
from analysis.discourse.parsed import MARKS
from analysis.discourse.verbal_nouns import acts_through, is_action, is_event, is_verbal_noun, takes_object

REACH = 8
COPULAS = frozenset({"كان", "ليس"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
# Sixth, seventh form: تساوى, انكسر.
INTRANSITIVE = re.compile("ت[^ا]ا[^ا]{2}|ان[^ا]{3}")


@dataclass(frozen=True)
class Role:
    """What an actor does: `predicate` is the position of the verb or noun, -1 without one."""

    role: str
    rule: str
    predicate: int


OTHER = Role("other", "", -1)


def roles_of(tree: Tree, mentions: Sequence[Mention]) -> list[Role]:
    """Give the role of every mention, in order; a member of a coordination has that of the member before it."""
    roles: list[Role] = []
    for index, mention in enumerate(mentions):
        before = mentions[index - 1] if index else None
        if before is not None and _acted_on(tree, before, roles[-1], mention):
            roles.append(Role("patient", "object", roles[-1].predicate))
        elif before is not None and _joined(tree, before, mention):
            roles.append(Role(roles[-1].role, "joined", roles[-1].predicate))
        else:
            roles.append(role_of(tree, mention))
    return roles


def _acted_on(tree: Tree, before: Mention, role: Role, mention: Mention) -> bool:
    """مطالبة الاتحاد الحكومة بوقف النشاطات: right after who does a noun of action stands whom it is done to."""
    reading = tree.reading
    doer = role.rule == "genitive-of-doer" and role.role == "agent" and takes_object(reading.lemmas[role.predicate])
    beside = before.last == mention.first and reading.heads[mention.head] == reading.heads[before.head]
    return doer and beside and reading.deprel[mention.head] in ("nmod", "obj", "obl:arg")


def _joined(tree: Tree, before: Mention, mention: Mention) -> bool:
    """Say whether a mention is joined to the one before it: الجيش والشرطة."""
    reading = tree.reading
    joint = mention.first - 1
    listed = joint == before.last and reading.forms[joint] in ("،", ",") and reading.deprel[mention.head] == "conj"
    if listed and before.kind == mention.kind:
        return True
    if joint > before.last and reading.keys[joint] in ("و", "او") and reading.forms[before.last] in ("،", ","):
        joint -= joint == before.last + 1  # فلان، وفلان
    told = before.kind == "group" and reading.keys[before.head].endswith(("ان", "ين", "ون"))
    if told and before.last == mention.first and mention.rule == "name":
        return True  # الأمينان العامان بوعلي المباركي وسامي الطاهري
    names = before.kind == mention.kind == "person" and {before.rule, mention.rule} <= {"name", "title-name"}
    if names and joint == before.last and reading.forms[joint] in ("،", ",") and not _begins_clause(tree, mention):
        return True
    if before.kind == "group" and joint == before.last and reading.forms[joint] == ":":
        return True  # الممثلين: فلان، فلان
    if names and _glued_letter(tree, before, joint):
        return True
    if joint < before.last or reading.keys[mention.first - 1] not in ("و", "او", "ثم", "ف"):
        return False
    if "adjective" in (before.rule, mention.rule) and before.rule != mention.rule:
        return False
    if names and before.last == joint and not _begins_clause(tree, mention):
        return True
    head = reading.heads[mention.head]
    if reading.deprel[mention.head] == "conj" and before.first <= head < before.last:
        return True
    return before.last == joint and reading.deprel[mention.head] in ("conj", "nmod") and not tree.is_verb(mention.last)


def _glued_letter(tree: Tree, before: Mention, letter: int) -> bool:
    """وبلقيس فتحي: after a name without that preposition, what the parser takes for ب is a letter of the name."""
    reading = tree.reading
    glued = letter == before.last + 1 and reading.upos[letter] == "ADP" and reading.upos[before.last] == "CCONJ"
    return glued and len(reading.forms[letter]) == 1 and reading.upos[before.first - 1] != "ADP"


def _begins_clause(tree: Tree, mention: Mention) -> bool:
    """Say whether a verb follows a mention: …، ومحمد يقول."""
    return mention.last < tree.reading.stops[mention.first] and tree.is_verb(mention.last)


def role_of(tree: Tree, mention: Mention, depth: int = 0) -> Role:
    """Give the role of one mention by what stands before it and by the parse."""
    reading = tree.reading
    if mention.rule == "adjective":
        return Role("attribute", "adjective", reading.heads[mention.head])
    head = _outward(tree, mention)
    before = mention.first - 1
    while before >= reading.begins[mention.first] and reading.forms[before] in ("«", '"', "“", "("):
        before -= 1
    if before < mention.first - 1 and _begins_clause(tree, mention):
        return Role("agent", "subject", mention.last)  # بعنوان «رجل ينقذ فتاة»: a clause of its own
    if before >= reading.begins[mention.first]:
        role = _by_word_before(tree, mention, head, before)
        if role is not None:
            return role
    return _by_parse(tree, mention, head, depth)


def _outward(tree: Tree, mention: Mention) -> int:
    """Give the word of a mention that hangs on something outside it; its noun if none does."""
    heads = tree.reading.heads
    inside = range(mention.first, mention.last)
    if heads[mention.head] not in inside:
        return mention.head
    outward = [i for i in inside if heads[i] not in inside and tree.reading.upos[i] not in ("PUNCT", "ADP", "CCONJ")]
    return outward[0] if outward else mention.head


def _by_word_before(tree: Tree, mention: Mention, head: int, before: int) -> Role | None:
    reading = tree.reading
    word = reading.keys[before]
    earlier = reading.keys[before - 1] if before else ""
    if _says(tree, mention, before):
        return Role("agent", "subject", before)
    by = word in words("by") and (earlier == "من" or (earlier in ("علي", "عن") and word != "جانب"))
    if by:
        return Role("agent", "by-phrase", reading.heads[head])
    done = _done_from(tree, before) if word == "من" else -1
    if done >= 0:
        return Role("agent", "by-phrase", done)
    told = reading.lemmas[before - 1] in words("statements") if word == "ل" and before else False
    if told and mention.kind == "person":
        return Role("agent", "by-phrase", before - 1)  # تصريحات لنائب الرئيس
    if word in words("done_under") and earlier in ("ب", "تحت") and reading.upos[before] == "NOUN":
        return Role("agent", "genitive-of-doer", before)
    compound = word in words("compound_prepositions") and earlier in ("ب", "من", "علي", "في", "عن", "ل", "الي")
    if compound or reading.upos[before] == "ADP" or word in words("adverbial_prepositions"):
        return Role("oblique", "prepositional", reading.heads[head])
    noun = before - 1
    if reading.upos[before] == "PRON" and noun >= 0 and reading.tokens[noun] == reading.tokens[before]:
        acts = reading.upos[noun] == "NOUN" and is_action(reading.lemmas[noun], reading.keys[noun])
        if acts and takes_object(reading.lemmas[noun]) and reading.heads[head] in (noun, before):
            return Role("patient", "genitive-of-undergoer", noun)  # لاستقبالهم عددا من النازحين
    if reading.upos[before] in ("NOUN", "X") and not reading.keys[before].startswith("ال") and _construct(tree, before):
        return _genitive(tree, mention, before)
    return None


def _says(tree: Tree, mention: Mention, word: int) -> bool:
    """Say whether what reads as a preposition is a verb: وعبر المشاركون عن …, وبين الغابي أنه …."""
    reading = tree.reading
    opens = word - reading.begins[word] <= 1 or reading.upos[word - 1] == "PUNCT"
    if not opens or mention.last >= len(reading):
        return False
    if reading.keys[word] == "عبر":
        return "عن" in reading.keys[mention.last : reading.stops[mention.first]]
    return reading.keys[word] == "بين" and reading.keys[mention.last] in ("ان", "انه", "انها")


def _done_from(tree: Tree, preposition: int) -> int:
    """Give the noun of action, over adjectives before من, that what follows does: موافقة مبدئية من الحكومة; or -1."""
    reading, noun = tree.reading, preposition - 1
    while noun > reading.begins[preposition] and reading.upos[noun] == "ADJ":
        noun -= 1
    done = reading.upos[noun] == "NOUN" and reading.lemmas[noun] in words("done_from")
    return noun if done and noun >= reading.begins[preposition] else -1


def _construct(tree: Tree, noun: int) -> bool:
    """Say whether a noun can head a construct: no article, no tanwin, no adverb, no pronoun."""
    reading = tree.reading
    token = reading.text[reading.starts[noun] : reading.ends[noun]]
    if token.endswith(("ًا", "اً", "ًً")) or reading.upos[noun] == "X" or reading.deprel[noun] in ("advmod", "advmod:emph"):
        return False
    if reading.keys[noun] in ("امس", "اليوم", "ايضا", "هنا", "هناك", "حيث", "مساء", "صباح", "الان", "غدا"):
        return False
    return reading.tokens[noun] != reading.tokens[noun + 1] or reading.upos[noun + 1] != "PRON"


def _genitive(tree: Tree, mention: Mention, noun: int) -> Role | None:
    """تعاون الدول acts, اعتقال المتهم undergoes, سيارة الوزير possesses; with an object after it a genitive acts."""
    reading = tree.reading
    verb = reading.heads[mention.head]
    elsewhere = reading.deprel[mention.head] in SUBJECTS and verb != noun and (verb < noun or verb >= mention.last)
    if elsewhere and not is_action(reading.lemmas[noun], reading.keys[noun]):
        return None  # the parser takes it for the subject of a verb
    lemma = reading.lemmas[noun]
    if mention.kind == "country" and lemma in ("زياره", "مغادره"):
        return Role("patient", "genitive-of-undergoer", noun)
    if lemma in words("done_by_genitive") and reading.upos[noun] == "NOUN":
        return Role("agent", "genitive-of-doer", noun)
    verbs = [i for i in range(max(reading.begins[noun], noun - 6), noun - 1) if tree.is_verb(i)]
    light = bool(verbs) and reading.keys[noun - 1] == "ب" and reading.lemmas[verbs[-1]] == "قام"
    if light and is_verbal_noun(lemma):
        return Role("patient", "genitive-of-undergoer", noun)  # قام السائق بإعلام الشرطة
    if not is_action(lemma, reading.keys[noun]) or reading.upos[noun] != "NOUN":
        return Role("possessor", "genitive", noun)
    if lemma in words("meetings") and reading.deprel[noun] == "obj":
        return Role("patient", "genitive-of-undergoer", noun)  # حاولوا لقاء الوالي: who meets him is the subject
    if is_event(lemma):
        return Role("agent", "genitive-of-doer", noun)
    made = lemma in words("making") and not reading.keys[min(mention.last, len(reading) - 1)].startswith("ال")
    if takes_object(lemma) and not made and _object_after(tree, mention, lemma):  # اختيار الشاعر نائبا: he is chosen
        return Role("agent", "genitive-of-doer", noun)
    return Role("patient", "genitive-of-undergoer", noun)


def _object_after(tree: Tree, mention: Mention, lemma: str) -> bool:
    """رفض العناصر تنفيذ التعليمات, تقديم النواب لاستقالاتهم: an object follows the genitive."""
    reading = tree.reading
    after = mention.last
    if after >= reading.stops[mention.first]:
        return False
    if reading.keys[after] == "ل" and reading.upos[after] == "ADP":
        body = mention.kind in ("country", "institution")  # اعتقال إسرائيل لفلسطينيين; not انتخاب الرئيس لولاية
        return body or acts_through(lemma, "ل") or _pronoun_back(tree, after + 1)
    noun = reading.upos[after] == "NOUN" and not tree.is_verb(after)
    return (
        noun
        and reading.deprel[after] in ("obj", "nmod", "obl:arg")
        and reading.keys[after] not in words("adverbial_prepositions")
    )


def _pronoun_back(tree: Tree, word: int) -> bool:
    """لاستقالاتهم: what the doer does carries a pronoun of the doer."""
    reading = tree.reading
    after = word + 1
    return after < len(reading) and reading.tokens[after] == reading.tokens[word] and reading.upos[after] == "PRON"


def _by_parse(tree: Tree, mention: Mention, head: int, depth: int) -> Role:
    reading = tree.reading
    relation, above = reading.deprel[head], reading.heads[head]
    if above < 0:
        return _verb_before(tree, mention) or OTHER
    if relation in SUBJECTS:
        if _disagrees(tree, mention, above):
            return Role("patient", "object", above)
        return _subject(tree, mention, above, relation)
    if relation in ("obj", "iobj"):
        return _object(tree, mention, above)
    if relation == "conj" and not tree.is_verb(above) and above < mention.first and depth < 3:
        # Joined to what is no mention itself: it does what that does.
        return role_of(tree, Mention(above, above + 1, above, "", mention.kind, "joined"), depth + 1)
    if relation in ("amod",):
        return Role("other", "", above)
    if relation in ("nmod", "obl", "obl:arg", "xcomp", "dep", "parataxis", "conj", "appos", "ccomp"):
        found = _verb_before(tree, mention)
        if found is not None:
            return found
        if relation == "nmod" and _closed(tree, above, mention) and mention.rule in ("name", "title-name"):
            return (
                _verb_without_subject(tree, mention) or OTHER
            )  # يغيب بداعي الإيقاف حسين: no genitive of a definite noun
        beside = all(reading.forms[i][0] in MARKS for i in range(above + 1, mention.first))  # "رادارات" القناة
        if relation == "nmod" and reading.upos[above] in ("NOUN", "ADJ", "X") and above < mention.first and beside:
            return Role("possessor", "genitive", above)
    return OTHER


def _closed(tree: Tree, noun: int, mention: Mention) -> bool:
    """Say whether no genitive can follow a noun any more: الإيقاف, تركيبتها."""
    reading = tree.reading
    return reading.keys[noun].startswith("ال") or any(
        reading.upos[i] == "PRON" and reading.tokens[i] == reading.tokens[noun] and i < mention.first
        for i in tree.children[noun]
    )


def _verb_without_subject(tree: Tree, mention: Mention) -> Role | None:
    """Give the verb before a name, over prepositional phrases, that has no subject yet."""
    reading = tree.reading
    for i in range(mention.first - 1, max(reading.begins[mention.first], mention.first - REACH) - 1, -1):
        if reading.upos[i] in ("PUNCT", "SCONJ"):
            return None
        if tree.is_verb(i):
            subject = any(reading.deprel[child] in SUBJECTS for child in tree.children[i])
            return None if subject else Role("agent", "subject", i)
    return None


def _disagrees(tree: Tree, mention: Mention, verb: int) -> bool:
    """أطاحت حسني: a man right after a feminine verb does not act, nor whoever follows a relative and its verb."""
    reading = tree.reading
    if mention.kind != "person" or mention.first != verb + 1 or not tree.is_verb(verb):
        return False
    feminine = "Gender=Fem" in (reading.feats[verb] or "") and reading.keys[verb].endswith("ت")
    man = not reading.keys[mention.head].endswith(("ه", "ا", "ي", "ت"))
    return feminine and man and reading.keys[verb - 1] in ("التي", "و")


def _subject(tree: Tree, mention: Mention, above: int, relation: str) -> Role:
    reading = tree.reading
    if not tree.is_verb(above):
        done = _verb_of(tree, above)
        if done < 0:
            done = _verb_after(tree, mention)
        if done >= 0:
            return Role("agent", "subject", done)
        return Role("other", "subject-of-noun", above)
    if reading.lemmas[above] in COPULAS and not _does(tree, above, mention):
        return Role("other", "subject-of-noun", above)
    if _object_of(tree, above, mention) and reading.keys[above - 1] not in ("تم", "جري"):
        return Role("agent", "subject", above)  # with an object after it a verb is active: عقدت الجامعة ندوة
    if relation == "nsubj:pass" or passive_of(tree, above)[0] == "morphological":
        fixed = reading.keys[above] in grammar_words("fixed_passives")
        return Role("agent" if fixed else "passive subject", "passive-subject", above)
    return Role("agent", "subject", above)


def _verb_after(tree: Tree, mention: Mention) -> int:
    """فإن الرجل (قد) يبلغ: the verb right after a mention, over particles of verbs, or -1."""
    reading, position = tree.reading, mention.last
    while position < reading.stops[mention.first] and reading.keys[position] in ("قد", "لم", "لن", "لا", "س", "سوف"):
        position += 1
    return position if position < reading.stops[mention.first] and tree.is_verb(position) else -1


def _object_of(tree: Tree, verb: int, mention: Mention) -> bool:
    """Say whether a noun after a subject is the verb's object; verbs of giving keep one in the passive."""
    reading = tree.reading
    if reading.lemmas[verb] in words("giving"):
        return False
    return any(
        reading.deprel[i] == "obj" and reading.upos[i] == "NOUN" and i >= mention.last for i in tree.children[verb]
    )


def _does(tree: Tree, copula: int, mention: Mention) -> bool:
    """Say whether a verb says what the subject of a verb of being does: كان الجيش يقاتل, not كان الجيش قويا."""
    reading = tree.reading
    beside = (*tree.children[copula], mention.last)
    verbs = [i for i in beside if i < len(reading) and i != mention.head and tree.is_verb(i)]
    return any(reading.deprel[i] not in ("advcl", "conj", "parataxis") for i in verbs)


def _verb_of(tree: Tree, above: int) -> int:
    """Give a verb that the parser hung below what it took for the predicate, or -1."""
    return next(
        (i for i in tree.children[above] if tree.reading.deprel[i] in ("aux",) and tree.reading.upos[i] == "VERB"), -1
    )


def _object(tree: Tree, mention: Mention, above: int) -> Role:
    """The object of a verb; right after a verb without a subject before it, what the parser calls object may act."""
    reading = tree.reading
    children = tree.children[above]
    if tree.is_verb(above):
        subject = any(reading.deprel[i] in SUBJECTS and i != mention.head for i in children)
        second = any(reading.deprel[i] in ("obj", "ccomp") and i >= mention.last for i in children)
        if not subject and second and above == mention.first - 1:
            return Role("agent", "subject", above)
        if not subject and _acts_after_all(tree, mention, above):
            return Role("agent", "subject", above)
        opens = reading.begins[above] == above == mention.first - 1 and mention.kind != "country"
        if opens and not subject:
            return Role("agent", "subject", above)  # nobody named before could be the subject
    return Role("patient", "object", above)


def _acts_after_all(tree: Tree, mention: Mention, verb: int) -> bool:
    """تساوت الأندية: some forms have no object; تولى الحراسة كل من سالم: what is acted on may come first."""
    reading = tree.reading
    lemma = reading.lemmas[verb]
    if INTRANSITIVE.fullmatch(lemma) and lemma not in words("transitive_sixth"):
        return True
    both = tree.reading.keys[mention.first : mention.first + 2] == ["كل", "من"]
    if lemma in words("giving") or not (both or mention.rule in ("name", "title-name")):
        return False  # يأخذ الكسل الناس: of two nouns the first may be the subject
    return any(
        reading.deprel[i] == "obj" and reading.upos[i] == "NOUN" and verb < i < mention.first
        for i in tree.children[verb]
    )


def _verb_before(tree: Tree, mention: Mention) -> Role | None:
    """A phrase right after a verb (over أمس, اليوم) that has no other subject acts, whatever the parser says."""
    reading = tree.reading
    position = mention.first - 1
    while position >= reading.begins[mention.first] and (
        reading.upos[position] in ("ADV",) or reading.keys[position] in ("امس", "اليوم", "ايضا", "بدوره", "بدورها")
    ):
        position -= 1
    if position < reading.begins[mention.first] or not tree.is_verb(position):
        return None
    if any(reading.deprel[i] in SUBJECTS and i != mention.head for i in tree.children[position]):
        return Role("patient", "object", position)
    passive = passive_of(tree, position)[0] == "morphological"
    return Role("passive subject" if passive else "agent", "passive-subject" if passive else "subject", position)
