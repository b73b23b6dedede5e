"""Future and condition: whether the clause of a hit is said to come, or to hold only if."""

from functools import cache

from analysis.discourse.grammar.modality import begins_report, is_list_comma
from analysis.discourse.grammar.rules import words
from analysis.discourse.grammar.tree import COMMAS, STRONG, Tree

BACK = 16
REACH = 60
OPENING = frozenset({'"', "«", "“"})


def future_of(tree: Tree, verb: int | None) -> bool:
    """Say whether سـ, سوف or لن stands before the verb of a clause, or before one that it goes on from."""
    if verb is None:
        return False
    reading = tree.reading
    for i in range(verb - 1, max(reading.begins[verb], verb - 3) - 1, -1):
        if reading.keys[i] in ("س", "سوف", "لن"):
            return True
        if reading.keys[i] not in ("لا", "يكون", "تكون", "قد") and not _is_copula(tree, i):
            break
    token = reading.keys[verb]
    if token.startswith(("سي", "ست", "سن")) and len(token) > 4 and "Aspect=Perf" not in (reading.feats[verb] or ""):
        whole = reading.text[reading.starts[verb] : reading.ends[verb]]
        return whole.lstrip("وف").startswith("س") and reading.upos[verb] == "VERB" and reading.lemmas[verb][0] != "س"
    head = reading.heads[verb]
    joined = reading.deprel[verb] == "conj" and reading.upos[verb - 1] == "CCONJ" and 0 <= head < verb
    if joined and tree.is_verb(head) and "Aspect=Imp" in (reading.feats[verb] or ""):
        near = verb - head <= 12 and not any(reading.forms[i] in COMMAS | STRONG for i in range(head, verb))
        return near and future_of(tree, head)
    return False


def _is_copula(tree: Tree, position: int) -> bool:
    return tree.reading.keys[position] in words("copula_forms")


def condition_of(tree: Tree, hit: int) -> bool:
    """Say whether a hit stands in a condition or in its consequence."""
    reading = tree.reading
    first, last = max(reading.begins[hit], hit - REACH), min(reading.stops[hit], hit + REACH)
    may_begin = _may_begin()
    near = [position for position, word in enumerate(reading.keys[first:last], first) if word in may_begin]
    return any(_begins_condition(tree, position) and _reaches(tree, position, hit) for position in near)


@cache
def _may_begin() -> frozenset[str]:
    """The words by which alone a condition begins, so that most are left at a glance."""
    lists = (words(name) for name in ("conditions", "condition_nouns", "case_nouns"))
    return frozenset({"ان", "ما", "الا"}).union(*lists)


def _begins_condition(tree: Tree, position: int) -> bool:
    reading = tree.reading
    word = reading.keys[position]
    before = reading.keys[position - 1] if position else ""
    following = position + 1
    if following >= len(reading):
        return False
    if word in words("conditions"):
        opens_clause = tree.is_verb(following) or reading.keys[following] in ("ما", "لم", "لا", "ان", "قد", "ليس", "ه")
        if (
            not (opens_clause or word == "لولا")
            or "\u064b" in reading.text[reading.starts[position] : reading.ends[position]]
        ):
            return False  # وإذا به: and lo; إذًا: so
        as_if = before == "كما" or (before == "ك" and word == "لو")
        return not as_if and not (word == "اذا" and before in ("ما", "عما", "فيما") and not _unless(tree, position))
    if word == "ان" and reading.forms[position].startswith("إ"):
        return tree.is_verb(following) and _opens(tree, position) and reading.keys[following] != "كان ه"
    if word == "ما" and reading.keys[following] == "لم":
        opens = _opens(tree, position)
        return opens and following + 1 < len(reading) and tree.is_verb(following + 1)
    if word in words("condition_nouns"):
        return word == "شريطه" or before == "ب" or word == "بشرط"
    if word in words("case_nouns"):
        return before in ("في", "ب") and _is_case(tree, position)
    return word == "الا" and before in ("و",) and _otherwise(tree, position)


def _unless(tree: Tree, position: int) -> bool:
    return position >= 2 and tree.reading.keys[position - 2] in ("الا",)


def _opens(tree: Tree, position: int) -> bool:
    """Say whether a particle begins a clause: after a stop, a comma, a quotation mark or a conjunction."""
    reading = tree.reading
    before = position - 1
    return (
        before < reading.begins[position]
        or reading.upos[before] in ("PUNCT", "CCONJ")
        or reading.keys[before] in ("حتي", "و", "ف")
    ) or (reading.keys[position] == "ما" and reading.upos[before] not in ("ADP", "VERB"))


def _is_case(tree: Tree, position: int) -> bool:
    """في حال + verb or verbal noun: in case; في حالة تأهب: in a state of."""
    reading = tree.reading
    following = position + 1
    word = reading.keys[following]
    if tree.is_verb(following) or word in ("عدم", "وجود", "ما", "ان", "لم", "تم"):
        return True
    if not tree.is_noun(following) or reading.upos[following] == "ADJ" or word in words("states"):
        return False
    if reading.keys[position] == "حاله":
        after = following + 1
        return word.startswith("ال") or (after < len(reading) and (tree.is_noun(after) or tree.definite(following)))
    return True


def _otherwise(tree: Tree, position: int) -> bool:
    """وإلا فلن: or else."""
    reading = tree.reading
    after = reading.keys[position + 1] if position + 1 < len(reading) else ""
    return after in ("ف", "فان", "سوف", "لن", "س") or after.startswith(("فس", "سي", "ست"))


def _reaches(tree: Tree, particle: int, hit: int) -> bool:
    """Say whether a condition or its consequence takes in a hit.

    Before the particle, the consequence reaches back to where its clause begins; after it, the condition reaches to
    the first comma or فـ, and the consequence that follows to the next comma with a clause of its own.
    """
    reading = tree.reading
    if hit < particle:
        between = range(hit, particle)
        near = len(between) <= BACK and sum(tree.is_verb(i) for i in between) <= 2
        return near and not any(_bounds_clause(tree, i) or reading.forms[i] in OPENING for i in between)
    leads = particle - 1 < reading.begins[particle] or _leads(tree, particle)
    # A condition put after its consequence ends at its comma; one put first has its consequence after the comma.
    allowed = 1 if leads else 0
    for i in range(particle + 1, hit):
        if tree.is_verb(i) and reading.keys[i - 1] == "و" and reading.heads[i] < particle and not leads:
            return False  # … في حال فشله ويجري الآن: another clause
        if not _bounds_clause(tree, i):
            continue
        if begins_report(tree, i) and sum(tree.is_verb(j) for j in range(particle + 1, i)) == 1:
            continue  # إذا رأت المؤسسة أن …: what the condition's own verb says or the reason it has
        if allowed == 0 or _begins_aside(tree, i):
            return False
        if reading.forms[i] in COMMAS:
            allowed -= 1
    return True


def _leads(tree: Tree, particle: int) -> bool:
    """Say whether nothing of a main clause stands before a condition in its sentence: after a comma, أن or a mark."""
    reading = tree.reading
    position = particle - 1
    while position >= reading.begins[particle] and (
        reading.upos[position] in ("CCONJ", "SCONJ", "ADP", "PUNCT", "PART") and reading.forms[position] not in COMMAS
    ):
        if reading.forms[position] in STRONG or reading.keys[position] in ("ان", "انه", "بان"):
            return True
        position -= 1
    if position < reading.begins[particle]:
        return True
    if reading.forms[position] in COMMAS:
        return reading.upos[position + 1] == "CCONJ" and reading.keys[particle] != "حال"
    return reading.keys[position] in ("انه", "انها", "لكن", "فانه")


def _begins_aside(tree: Tree, comma: int) -> bool:
    """After a comma: what reports, contrasts or goes on with another clause."""
    reading = tree.reading
    after = comma + 1
    if after >= len(reading):
        return False
    key = reading.keys[after]
    if key in words("subordinators") and key not in ("التي", "الذي"):
        return True
    whole = reading.token_key(after)
    return whole in ("مشيرا", "مشيره", "موكدا", "موكده", "مضيفا", "مضيفه", "لافتا", "موضحا", "مبينا")


def _bounds_clause(tree: Tree, position: int) -> bool:
    """Say whether a clause ends at a word: a stop, a comma before something that is no item of a list, قال إن."""
    reading = tree.reading
    if reading.forms[position] in STRONG:
        return True
    if reading.forms[position] in COMMAS:
        return not is_list_comma(tree, position)
    return reading.keys[position] in ("بينما", "فيما", "لكن", "حيث", "مما") or (
        begins_report(tree, position) and reading.forms[position] in ("إن", "أن")
    )
