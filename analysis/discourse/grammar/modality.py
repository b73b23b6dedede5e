"""Modality: whether what governs a hit says that it must be or may be."""

from collections.abc import Iterator

from analysis.discourse.grammar.rules import words
from analysis.discourse.grammar.tree import COMMAS, STRONG, Tree

REACH = 30


def modality_of(tree: Tree, hit: int, verb: int | None) -> tuple[str, str]:
    """Give the modality of the clause that governs a hit ("", "necessity", "possibility") and the rule."""
    reading = tree.reading
    for position in _scope(tree, hit):
        found = _modal_at(tree, position, hit)
        if found[0]:
            return found
    found = _modal_ahead(tree, hit) if verb is None or verb > hit or _apart(tree, verb, hit) else ("", "")
    if found[0]:
        return found
    if verb is not None and verb != hit and not _in_scope_order(tree, verb, hit):
        for position in (verb, verb - 1):
            if position >= 0 and reading.begins[position] == reading.begins[hit]:
                found = _modal_at(tree, position, hit)
                if found[0] and _governs(tree, position, hit):
                    return found
    return "", ""


def _apart(tree: Tree, verb: int, hit: int) -> bool:
    """Say whether a comma stands between a verb and a hit that is said to hang on it."""
    return any(tree.reading.forms[i] in COMMAS for i in range(verb, hit))


def _modal_ahead(tree: Tree, hit: int) -> tuple[str, str]:
    """عند مناقشة التطرف لا بد من التجرد: what stands before a modal verb in its clause is under it."""
    reading = tree.reading
    for i in range(hit + 1, min(reading.stops[hit], hit + 10)):
        if reading.forms[i] in STRONG | COMMAS or reading.keys[i] in words("subordinators") | {"ف", "ان"}:
            return "", ""
        if reading.keys[i] in words("must") | {"بد"}:
            return _modal_at(tree, i, hit)
        if tree.is_verb(i):
            return "", ""
    return "", ""


def _in_scope_order(tree: Tree, verb: int, hit: int) -> bool:
    return verb in set(_scope(tree, hit))


def _scope(tree: Tree, hit: int) -> Iterator[int]:
    """Give the positions before a hit, nearest first, as far as a word there can govern it.

    The walk ends at a stop, at a relative or subordinate clause that the hit stands in, at the complementiser of a
    clause of saying, and where a finite verb begins a clause of its own that nothing governs.
    """
    reading = tree.reading
    position = hit
    own = 0  # finite verbs passed that are governed by أن
    while position >= max(reading.begins[hit], hit - REACH):
        word = reading.keys[position]
        if reading.forms[position] in STRONG:
            return
        if position < hit and word in words("subordinators"):
            return
        if position < hit and begins_report(tree, position):
            return
        yield position
        if tree.is_verb(position) and not _is_modal_verb(tree, position):
            own += 1
            if not _governed_by_that(tree, position):
                # The particles before a free verb are still its own: قد, ربما, سوف.
                yield from _particles(tree, position)
                return
        if position < hit and reading.forms[position] in COMMAS and not is_list_comma(tree, position):
            return
        position -= 1


def _particles(tree: Tree, verb: int) -> Iterator[int]:
    reading, position = tree.reading, verb - 1
    while position >= reading.begins[verb] and reading.keys[position] in words("perhaps") | {"قد", "سوف", "س", "لا"}:
        yield position  # at once before the verb, after its subject: السياسات قد تثمر
        position -= 1
    subject = next((i for i in tree.children[verb] if reading.deprel[i] == "nsubj" and verb - 5 < i < verb), verb)
    position = min(position, subject - 1)
    while position >= reading.begins[verb] and (
        reading.upos[position] in ("PART", "ADV", "AUX", "PRON", "CCONJ")
        or reading.keys[position] in words("perhaps") | {"قد", "سوف", "س", "لا", "ان", "لم", "لن"}
    ):
        yield position
        position -= 1


def begins_report(tree: Tree, position: int) -> bool:
    """Say whether أن or إن begins a clause of its own with its noun: قال إن الجيش …, not أن يفعل."""
    reading = tree.reading
    if reading.keys[position] != "ان":
        return False
    following = position + 1
    if position and reading.keys[position - 1] in words("perhaps") | {"ف"}:
        return False
    return following < len(reading) and not tree.is_verb(following) and reading.keys[following] not in ("لا", "لن")


def _governed_by_that(tree: Tree, verb: int) -> bool:
    """Say whether أن stands before a verb, or before a verb that it is joined to without a comma."""
    reading = tree.reading
    position = verb - 1
    while position >= reading.begins[verb] and reading.keys[position] in ("لا", "س", "قد"):
        position -= 1
    if position >= 0 and reading.forms[position] in ("أن", "ان", "ألا", "بأن"):
        return True
    joined = position >= 0 and reading.upos[position] == "CCONJ" and reading.tokens[position] == reading.tokens[verb]
    head = reading.heads[verb]
    present = "Aspect=Imp" in (reading.feats[verb] or "")
    if joined and present and reading.deprel[verb] == "conj" and 0 <= head < verb and tree.is_verb(head):
        return reading.forms[position - 1] not in COMMAS and _governed_by_that(tree, head)
    return False


def is_list_comma(tree: Tree, comma: int) -> bool:
    """Say whether a comma stands in a list of nouns or after a short insertion, not between clauses."""
    reading = tree.reading
    after = comma + 1
    if after >= len(reading) or tree.is_verb(after):
        return False
    if reading.upos[after] == "CCONJ":
        return after + 1 < len(reading) and tree.is_noun(after + 1) and reading.keys[after + 1][:2] == "ال"
    return False


def _is_modal_verb(tree: Tree, position: int) -> bool:
    return tree.reading.keys[position] in words("must") | words("can")


def _modal_at(tree: Tree, position: int, hit: int) -> tuple[str, str]:
    reading = tree.reading
    word = reading.keys[position]
    before = reading.keys[position - 1] if position else ""
    if position == hit and not tree.is_verb(hit):
        return "", ""
    if word in words("must") and tree.is_verb(position) and position != hit and before != "ما":
        if word in words("must_weak") and not _takes_that(tree, position):
            return "", ""
        return "necessity", "must"
    if word in words("can") and position != hit and not _managed(tree, position, before):
        return "possibility", "can"
    if word in words("necessity_nouns") and position != hit and _is_necessity(tree, position, before, hit):
        return "necessity", "necessity"
    if word in words("possibility_nouns") and position != hit and _is_possibility(tree, position, before):
        return "possibility", "possibility"
    if word in words("perhaps") and position != hit:
        return "possibility", "perhaps"
    if word == "قد" and _before_present(tree, position):
        return "possibility", "perhaps"
    if word == "ان" and position != hit and _on_whom(tree, position):
        return "necessity", "on-them"
    return "", ""


def _managed(tree: Tree, position: int, before: str) -> bool:
    """تمكن الجيش من tells of having managed, ما أمكن as much as could be: no possibility of what is said."""
    return tree.reading.keys[position] == "تمكن" or (tree.reading.keys[position] == "امكن" and before == "ما")


def _takes_that(tree: Tree, position: int) -> bool:
    reading = tree.reading
    return any(reading.keys[i] == "ان" for i in range(position + 1, min(position + 3, len(reading))))


def _is_necessity(tree: Tree, position: int, before: str, hit: int) -> bool:
    """لا بد, من الضروري, ضرورة + what is necessary; الضرورة alone or واجب as duty or homework is none."""
    reading = tree.reading
    word = reading.keys[position]
    following = reading.keys[position + 1] if position + 1 < len(reading) else ""
    if word in ("بد", "مفر", "مناص"):
        return before == "لا" or reading.keys[position - 2] == "لا"
    if word in ("ضروره", "وجوب", "حتميه", "لزوم"):
        return position + 1 >= len(reading) or reading.upos[position + 1] != "ADJ"
    if word in ("الضروري", "الواجب", "اللازم", "المفروض", "المحتم"):
        return before == "من" or following in ("ان", "علي")
    if word in ("حاجه", "الحاجه"):
        # بحاجة إلى التعاون: what is needed stands at once after the preposition.
        return following in ("الي", "ل") and before in ("ب", "في") and position + 2 == hit
    return following in ("ان", "علي", "ل") and word != "واجب"


def _is_possibility(tree: Tree, position: int, before: str) -> bool:
    reading = tree.reading
    word = reading.keys[position]
    following = reading.keys[position + 1] if position + 1 < len(reading) else ""
    if word in ("امكانيه", "احتمال", "احتماليه", "احتمالات"):
        return following not in ("", ".", "،") and not following.startswith("عالي")
    if word == "امكانيات":
        return False
    if word in ("امكان", "مقدور", "وسع"):
        return before in ("ب", "في") and "ان" in reading.keys[position + 1 : position + 4]
    return before == "من" or following == "ان"


def _before_present(tree: Tree, position: int) -> bool:
    reading = tree.reading
    for i in range(position + 1, min(position + 3, len(reading))):
        if tree.is_verb(i):
            return reading.keys[i][0] in "يتنا" and "Aspect=Perf" not in (reading.feats[i] or "")
        if reading.keys[i] != "لا":
            return False
    return False


def _on_whom(tree: Tree, that: int) -> bool:
    """على الدول أن تتعاون: على, a short noun phrase or pronoun, and أن with a verb; no verb governs على."""
    reading = tree.reading
    if that + 1 >= len(reading) or not tree.is_verb(that + 1):
        return False
    for i in range(that - 1, max(reading.begins[that], that - 7) - 1, -1):
        if reading.keys[i] == "علي":
            if i == that - 1:
                return False  # على أن: on condition that
            start = i == reading.begins[that] or reading.upos[i - 1] in ("PUNCT", "CCONJ", "SCONJ", "PART")
            return start or reading.keys[i - 1] in ("ان", "كان", "لكن", "ف", "و", "انه")
        if not (tree.is_noun(i) or reading.upos[i] in ("PRON", "DET", "CCONJ")):
            return False
    return False


def _governs(tree: Tree, position: int, hit: int) -> bool:
    """Say whether a word is above a hit in the tree, and no relative clause between them."""
    if any(tree.reading.keys[i] in words("subordinators") for i in range(position + 1, hit)):
        return False
    return any(above == position for above in tree.ancestors(hit)) or position + 1 == hit
