"""Who does an action named by a noun, from what governs it: قام الجيش بتأمين, تسعى الدولة إلى تحقيق."""

import tomllib
from functools import cache
from pathlib import Path

from analysis.discourse.grammar.passives import passive_of
from analysis.discourse.grammar.rules import words
from analysis.discourse.grammar.tree import STRONG, Tree
from analysis.discourse.verbal_nouns import is_action, takes_object

_VERBS = Path(__file__).parent / "control.toml"
REACH = 25


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(_VERBS.read_text(encoding="utf-8"))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


@cache
def _through() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair) for pair in _data()["through"])


@cache
def _onward() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair) for pair in _data()["onward"])


@cache
def _pledges() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair) for pair in _data()["pledges"])


def is_controlled(tree: Tree, noun: int) -> bool:
    """Say whether what governs a noun of action has a doer that does the action too."""
    start = noun
    for _ in range(4):
        link = _link(tree, start)
        if link is None:
            return False
        kind, governor = link
        if kind == "joined":
            start = governor
            continue
        if kind == "noun":
            return True
        if kind == "purpose":
            return _acts(tree, governor, purpose=True)
        if kind == "action":  # تأمين لدعم …: goes on with what governs that action
            start = governor
            continue
        return not passive_of(tree, governor)[0]
    return False


def _participle(tree: Tree, word: int) -> bool:
    """Say whether a word is a participle that governs an action: متهما … بـ, الهيئات المسؤولة عن."""
    token = tree.reading.token_key(word)
    charged = token.removeprefix("ال") in _list("charged") and tree.reading.deprel[word] == "amod"
    return charged or token in _list("participles")


def _controls(tree: Tree, verb: int, preposition: str) -> bool:
    """Say whether the subject of a verb or participle, or whom it addresses, does what it governs."""
    reading = tree.reading
    if _participle(tree, verb):
        calls = reading.token_key(verb) in _list("calling") and preposition in ("الي", "ل")
        return not calls or _addresses(tree, verb)
    if not preposition:
        if reading.keys[verb] == "بدا" and any(reading.deprel[i] == "xcomp" for i in tree.children[verb]):
            return False  # بدا ردا: seemed, not began
        return reading.lemmas[verb] in _list("objects") or reading.keys[verb] in _list("objects")
    if {reading.lemmas[verb], reading.keys[verb]} & _list("addressing") and not _addresses(tree, verb):
        return False
    return bool({(reading.lemmas[verb], preposition), (reading.keys[verb], preposition)} & _through())


def _addresses(tree: Tree, verb: int) -> bool:
    """دعا الدول إلى التعاون: whom such a verb has for its object does the action; without one nobody is named."""
    return any(tree.reading.deprel[i] in ("obj", "iobj") and i > verb for i in tree.children[verb])


def _link(tree: Tree, noun: int) -> tuple[str, int] | None:
    """Find what a noun of action hangs on by the words before it.

    ("joined", noun) another noun it is joined to; ("noun", noun) a noun of wish or effort with somebody's name;
    ("purpose", position) a purpose of the clause before; ("action", noun) another action; ("verb", verb).
    """
    reading = tree.reading
    position = noun - 1
    while position >= reading.begins[noun] and reading.forms[position] in ('"', "«", "“", "(", "'"):
        position -= 1
    if position < reading.begins[noun]:
        return None
    word = reading.keys[position]
    if reading.upos[position] == "SCONJ" or word == "ان":
        return None
    if _is_motive(tree, noun):
        return "purpose", noun
    if word in ("و", "او"):
        head = reading.heads[noun]
        if reading.deprel[noun] == "conj" and reading.begins[noun] <= head < noun and head != noun:
            return ("joined", head) if not tree.is_verb(head) else None
        earlier = next(
            (i for i in range(position - 1, max(reading.begins[noun], position - 10) - 1, -1)
             if reading.upos[i] == "NOUN" and is_action(reading.lemmas[i], reading.keys[i])), None,
        )  # fmt: skip
        return ("joined", earlier) if earlier is not None else None
    if reading.upos[position] == "PRON" and position > reading.begins[noun]:
        owned = position - 1  # تعمدهما الاعتداء
        if _undergoes(tree, owned):
            return None  # تلقيه تهديدات
        aim = reading.lemmas[owned] in _list("aims")  # هدفه إعادة البناء
        if reading.upos[owned] == "NOUN" and (aim or is_action(reading.lemmas[owned], reading.keys[owned])):
            return "noun", owned
    if word == "عدم":
        return ("joined", position)
    if reading.upos[position] == "ADP" or word in (
        "اجل",
        "سبيل",
        "بهدف",
        "بغيه",
        "بغرض",
        "هدف",
        "غرض",
        "طريق",
        "خلال",
        "عبر",
    ):
        return _prepositional(tree, position, noun)
    if tree.is_noun(position):
        if word in _list("carriers") or (
            reading.upos[position] == "NOUN" and not reading.keys[position].startswith("ال")
        ):
            if reading.lemmas[position] in _list("attitudes"):
                return None  # إدانة الهجوم: whoever condemns does not do it
            if is_action(reading.lemmas[position], word) or word in _list("carriers"):
                return "joined", position
            return None
        return _object_of(tree, position, noun)
    return _object_of(tree, position, noun)


def _is_motive(tree: Tree, noun: int) -> bool:
    """وقفوا صفا واحدا دفاعا عن الوطن: an indefinite accusative that is no object tells why the subject acts."""
    reading = tree.reading
    token = reading.text[reading.starts[noun] : reading.ends[noun]]
    motive = token.endswith(("اً", "ًا", "ا")) and not reading.lemmas[noun].endswith("ا")
    return motive and reading.deprel[noun] not in ("obj", "nsubj", "xcomp", "conj") and reading.keys[noun - 1] != "و"


def _prepositional(tree: Tree, position: int, noun: int) -> tuple[str, int] | None:
    reading = tree.reading
    word = reading.keys[position]
    previous = reading.keys[position - 1] if position else ""
    if word in ("اجل", "هدف", "غرض", "بهدف", "بغيه", "بغرض", "سبيل", "قصد") or (word, previous) == ("ل", "سعيا"):
        return "purpose", position
    if word in ("خلال", "عبر") or (word == "طريق" and previous == "عن"):
        return ("purpose", position) if previous == "من" or word != "خلال" else None
    if word == "مع" and reading.keys[noun].startswith("ال") and reading.lemmas[noun] in _list("besides"):
        return "purpose", position
    before = position - 1
    if word == "ل" and before >= 0 and reading.keys[before].removeprefix("ال") in _list("fitting"):
        return None  # المواقع الجاذبة للاستثمار
    if word == "من" and (verb := _what_it_does(tree, before)) is not None:
        return ("verb", verb) if _controls(tree, verb, "") else None
    while before >= reading.begins[noun] and (
        (reading.upos[before] in ("ADJ", "ADV", "PRON", "PART") or reading.forms[before] in ('"', "«", "“"))
        and not _participle(tree, before)
    ):
        before -= 1
    if before < reading.begins[noun]:
        return ("purpose", position) if word == "ل" else None
    near = range(max(0, before - 3), before + 1)
    if word == "ل" and any(_undergoes(tree, i) for i in near):
        return None  # تعرض المطعم لهجوم: who undergoes an action does not do it
    verb = _verb_before(tree, before, noun) if word == "ل" else None
    if verb is not None and reading.heads[noun] == verb and _undergoes(tree, verb):
        return None
    governed_by = before
    if word == "ل" and _is_plan(tree, before):
        return "purpose", position
    if word == "ل" and reading.lemmas[before] in _list("chances") | _list("attitudes"):
        return None  # فرص لتحقيق: a chance for an action, whoever does it
    if tree.is_verb(before) or _participle(tree, before):
        if _controls(tree, before, word):
            return "verb", before
        return ("purpose", position) if word == "ل" else None
    # A noun of effort or will with its owner: دوافع الشاب في مهاجمة, قدرة الجيش على تأمين.
    efforts = next(
        (i for i in range(governed_by, max(reading.begins[noun], governed_by - 4) - 1, -1)
         if reading.lemmas[i] in _list("efforts") or reading.keys[i] in _list("efforts")), None,
    )  # fmt: skip
    if efforts is not None and any(
        reading.upos[i] == "NOUN" and is_action(reading.lemmas[i], reading.keys[i])
        for i in range(efforts + 1, position)
    ):
        efforts = None
    enabled = efforts is not None and reading.lemmas[efforts] == "تمكين" and word == "من"  # تمكينها من تحقيق
    pledged = efforts is not None and (reading.lemmas[efforts], word) in _pledges()  # التزام الدولة بمكافحة
    if efforts is not None and (enabled or pledged or word in ("في", "الي", "ل", "علي")):
        owner = efforts < governed_by or (reading.upos[efforts + 1] == "PRON" and efforts + 1 < position)
        if owner:
            return "noun", efforts
    if (reading.lemmas[before], word) in _onward():
        return "action", before  # للوصول إلى تسوية
    if reading.lemmas[before] in _list("besides") and reading.keys[before].startswith("ال") and word == "علي":
        return "action", before  # مع التركيز على مكافحة
    if word in ("ل", "الي", "ب", "علي", "من", "عن", "في"):
        verb = _verb_before(tree, before, noun)
        if verb is None:
            return None
        if word == "ل":
            adjacent = reading.heads[noun] == before and reading.upos[before] == "NOUN"
            return None if adjacent and not _in_verb_phrase(tree, before, verb) else ("purpose", position)
        acts = word == "في" and takes_object(reading.lemmas[noun]) and _has_subject(tree, verb)
        return ("verb", verb) if acts or _controls(tree, verb, word) else None
    return None


def _undergoes(tree: Tree, word: int) -> bool:
    return bool({tree.reading.lemmas[word], tree.reading.keys[word]} & _list("undergoing"))


def _what_it_does(tree: Tree, before: int) -> int | None:
    """ما يشكله من تهديد: the verb after ما whose object من explains."""
    reading = tree.reading
    verb = before - (reading.upos[before] == "PRON")
    relative = verb > reading.begins[before] and tree.is_verb(verb) and reading.keys[verb - 1] in ("ما", "مما")
    return verb if relative else None


def _is_plan(tree: Tree, noun: int) -> bool:
    """وضعت الدولة خطة لمكافحة الحرائق: whoever makes a plan does what it is for."""
    reading, verb = tree.reading, tree.reading.heads[noun]
    made = reading.lemmas[noun] in _list("plans") and reading.deprel[noun] == "obj"
    return made and verb >= 0 and tree.is_verb(verb) and _has_subject(tree, verb)


def _has_subject(tree: Tree, verb: int) -> bool:
    """تقدم الجيش في مواجهة الإرهاب: whoever gets on in an action does it."""
    return any(tree.reading.deprel[i] == "nsubj" for i in tree.children[verb])


def _in_verb_phrase(tree: Tree, noun: int, verb: int) -> bool:
    """Say whether a noun is object or complement of a verb, so that a purpose after it is the verb's too."""
    return any(above == verb for above in tree.ancestors(noun)) and tree.reading.deprel[noun] != "nsubj"


def _object_of(tree: Tree, position: int, noun: int) -> tuple[str, int] | None:
    verb = _verb_before(tree, position, noun)
    if verb is None:
        return None
    reading = tree.reading
    if reading.deprel[noun] == "nsubj" and reading.heads[noun] == verb:
        return None
    return ("verb", verb) if _controls(tree, verb, "") else None


def _verb_before(tree: Tree, position: int, noun: int) -> int | None:
    """Give the verb or participle of the clause that goes on up to a noun: the nearest before it, in its own clause."""
    reading = tree.reading
    for i in range(position, max(reading.begins[noun], position - REACH) - 1, -1):
        if reading.forms[i] in STRONG:
            return None
        if tree.is_verb(i) and reading.keys[i] not in words("copula_forms"):
            return i
        if _participle(tree, i) and reading.upos[i] in ("ADJ", "NOUN"):
            return i
    return None


def _acts(tree: Tree, position: int, *, purpose: bool) -> bool:
    """Say whether the clause that a purpose belongs to has somebody who acts."""
    reading = tree.reading
    for i in range(position - 1, max(reading.begins[position], position - REACH) - 1, -1):
        if reading.forms[i] in STRONG:
            return False
        if tree.is_verb(i) and reading.keys[i] not in words("copula_forms"):
            if (
                passive_of(tree, i)[0]
                or reading.lemmas[i] in _list("impersonal")
                or reading.keys[i] in _list("impersonal")
            ):
                return False
            return purpose
        if _participle(tree, i):
            return True
    return False
