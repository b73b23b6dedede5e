"""Which candidates are sayings: every rule asks for something more than its pattern, and here that is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.discourse.complements import Complement, Quotes, find_complement
from analysis.discourse.naming import is_title, is_voice_word
from analysis.discourse.phrases import RELATIVES, SPEECHES
from analysis.discourse.reading import MARKS, Reading
from analysis.discourse.rules import Rule
from analysis.discourse.speakers import named_after
from analysis.discourse.vocabulary import Cue, CueBook

# Words that join a saying to the clause before it or beside it; a report ends before the first of them.
JOINTS = frozenset(["و", "ف", "كما", "ما", "لما", "حسب", "ب", "ل", "وفق", "وفقا", "طبقا", "علي", "حد", "حين", "بينما", "فيما", "حيث", "قد", "كان", "كانت", "اذ", "ثم", "في"])
SIMPLE_PREPOSITIONS = frozenset(["من", "في", "ب", "ل", "عن", "علي", "الي", "ك"])
WHAT = frozenset(["ما", "لما", "مما", "بما", "عما"])
POINTERS = frozenset(["هو", "هي", "هذا", "ذلك", "حسب", "وفق", "ب", "ل", "عن", "مع", "من", "الي", "علي", "نحو", "وفقا"])
Candidates = Mapping[int, tuple[Rule, ...]]


@dataclass(frozen=True)
class Saying:
    """A candidate that stands: its word, the rule and entry that made it, and where the thing said begins."""

    cue: int
    rule: Rule
    entry: Cue
    complement: Complement | None


def standing(reading: Reading, candidates: Candidates, quotes: Quotes, book: CueBook) -> list[Saying]:
    """Keep the candidates whose rule finds what it needs; of several rules at one word, the first that does."""
    barriers = [False] * (len(reading) + 1)
    for position, rules in candidates.items():
        if rules[0].needs in ("as", "none") and joint(reading, position) > reading.begins[position]:
            continue
        beside = any(rule.needs in ("said", "speaker") and is_beside(reading, position, rule) for rule in rules)
        barriers[position] = beside and not _goes_with_verb(reading, position, rules, candidates, book)
    sayings: list[Saying] = []
    for position, rules in candidates.items():
        if rules[0].needs == "refused" or _is_own_word(reading, position, quotes):
            continue
        found = (_saying(reading, position, rule, quotes, barriers, book) for rule in rules)
        saying = next((one for one in found if one is not None), None)
        if saying:
            sayings.append(saying)
    return _without_doubles(reading, sayings)


def _goes_with_verb(
    reading: Reading, position: int, rules: Sequence[Rule], candidates: Candidates, book: CueBook
) -> bool:
    """وأضاف موضحًا: «…»: with no comma between, participle and verb are one saying, and the verb is its cue."""
    if "participle" not in rules[0].name:
        return False
    for i in range(position - 1, max(reading.begins[position], position - 8) - 1, -1):
        if reading.upos[i] in ("PUNCT", "SCONJ") or reading.keys[i] in SPEECHES:
            return False
        if i in candidates and candidates[i][0].needs == "said" and "participle" not in candidates[i][0].name:
            entry = book.verbs.get(reading.keys[i])
            return entry is not None and "that" in entry.takes
    return False


def _saying(
    reading: Reading, position: int, rule: Rule, quotes: Quotes, barriers: Sequence[bool], book: CueBook
) -> Saying | None:
    entry = _entry(reading, position, rule, book)
    if entry is None:
        return None
    complement = None
    if rule.needs in ("said", "first", "clause", "as"):
        complement = find_complement(reading, position, entry, quotes, barriers)
    if rule.needs == "said":
        complement = complement or _quoted_before(reading, position, quotes, rule)
    if rule.needs in ("source", "speaker"):
        complement = _clause_after_source(reading, position)
    if not _stands(reading, position, rule, entry, complement, book):
        return None
    return Saying(position, rule, entry, None if rule.needs == "as" else complement)


def _is_own_word(reading: Reading, position: int, quotes: Quotes) -> bool:
    """نصر على أن inside a quotation is the speaker's own word, not another saying."""
    feats = reading.feats[position] or ""
    word = reading.keys[position]
    word = word[1:] if _has_glued_and(reading, position) else word
    first_person = "Person=1" in feats or ("Aspect=Imp" in feats and word[0] in "نا")
    return first_person and any(q.start < reading.starts[position] < q.end for q in quotes.at.values())


def _entry(reading: Reading, position: int, rule: Rule, book: CueBook) -> Cue | None:
    word = reading.keys[position]
    if rule.needs == "source":
        return Cue(word, book.source_class, frozenset(), "source", place=book.sources.get(word, ""))
    if rule.needs in ("speaker", "clause"):
        return book.nouns.get(word)
    lists = {"participle": book.participles, "feminine-participle": book.feminine_participles}
    entries = lists.get(rule.name, book.verbs)
    return entries.get(word) or entries.get(reading.token_key(position))


def is_beside(reading: Reading, position: int, rule: Rule) -> bool:
    """Say whether a saying stands beside the one before it; a bare verb after its subject stands inside it."""
    if rule.needs in ("none", "as"):
        return rule.needs == "as" or reading.keys[joint(reading, position)] in {"حسب", "وفق", "ب", "كما"}
    if rule.needs == "clause":
        return False
    if rule.needs in ("speaker", "source") or "participle" in rule.name:
        return True
    return (
        joint(reading, position) < position or reading.begins[position] == position or _has_glued_and(reading, position)
    )


def _has_glued_and(reading: Reading, position: int) -> bool:
    """The expander of clitics left the conjunction on: واعتبرت."""
    word = reading.keys[position]
    return (
        len(word) > 4
        and word[0] in "وف"
        and reading.token_start(position) == position == reading.next_token(position) - 1
    )


def joint(reading: Reading, position: int) -> int:
    """Go back from a cue over the words that join it to what is before."""
    position = reading.token_start(position)
    begin = reading.begins[position]
    while position > begin and reading.keys[position - 1] in JOINTS:
        if reading.keys[position - 1] == "في" and reading.keys[position] not in ("حين", "ما"):
            break
        position -= 1
    return position


def _stands(
    reading: Reading, position: int, rule: Rule, entry: Cue, complement: Complement | None, book: CueBook
) -> bool:
    if rule.needs == "said":
        return complement is not None and _fits_tightly(reading, position, rule, entry, complement)
    if rule.needs == "first":
        at_head = joint(reading, position) == reading.begins[position]
        return at_head and complement is not None and complement.how == "that"
    if rule.needs == "none":
        return _points_back(reading, position)
    if rule.needs == "as":
        said = complement is not None and complement.how in ("that", "preposition", "object")
        return not said and _is_aside(reading, position)
    if rule.needs == "speaker":
        return position + 1 < len(reading)
    if rule.needs == "source":
        return _is_voice(reading, position, entry, book)
    return complement is not None and _clause_belongs(reading, position, complement)


def _is_aside(reading: Reading, position: int) -> bool:
    """كما at a sentence's head means "also" (كما أكد المشاركون عزمهم); as an aside it needs somebody who says it."""
    if joint(reading, position) == reading.begins[position]:
        return False
    return named_after(reading, position, reading.stops[position]) is not None


def _fits_tightly(reading: Reading, position: int, rule: Rule, entry: Cue, complement: Complement) -> bool:
    """Ask more of words that often mean something else, where only a noun phrase follows."""
    before = reading.keys[position - 1] if position > 0 else ""
    if before in SIMPLE_PREPOSITIONS and entry.kind != "noun":
        return False
    if before in ("س", "سوف") or (rule.name == "finite-verb" and _is_future(reading, position)):
        return False
    if complement.how == "quote" and complement.quote and reading.forms[min(complement.stop, len(reading) - 1)] != ":":
        if len(reading.text[complement.quote.inner_start : complement.quote.inner_end].split()) < 3:
            return False
    if complement.how not in ("object", "preposition"):
        return _near_enough(reading, position, entry, complement)
    if entry.ambiguous and not (complement.how == "preposition" and entry.kind == "verb"):
        return _has_voice_as_subject(reading, position, complement)
    if rule.name == "feminine-participle":
        return complement.stop == reading.next_token(position) and reading.upos[position - 1] == "PUNCT"
    if entry.kind == "participle":
        return complement.stop <= position + 4
    if "Aspect=Imp" in (reading.feats[position] or ""):
        # تشير البوصلة إلى الشمال: in the present only a subject after the verb makes pointing a saying.
        alone = joint(reading, position) < position or reading.begins[position] == position
        return alone and named_after(reading, position, complement.stop) is not None
    return True


def _is_future(reading: Reading, position: int) -> bool:
    """What somebody is going to say has not been said: ستواصل, with س left on the verb."""
    word = reading.keys[position]
    return "Aspect=Imp" in (reading.feats[position] or "") and word[0] == "س" and word[1:2] in "يتنا"


def _has_voice_as_subject(reading: Reading, position: int, complement: Complement) -> bool:
    first = reading.next_token(position)
    return reading.upos[position] == "VERB" and first < complement.stop and is_voice_word(reading.keys[first])


def _near_enough(reading: Reading, position: int, entry: Cue, complement: Complement) -> bool:
    """What texts say (جاء في البيان أن) stands close; a long way off it is another clause."""
    if entry.kind == "participle" and _has_verb_outside_relatives(reading, position, complement.stop):
        return False
    if complement.how == "quote" and complement.stop > position and reading.forms[complement.stop] != ":":
        if _has_verb_outside_relatives(reading, position + 1, complement.stop):
            return False
        relative = any(reading.keys[i] in RELATIVES for i in range(position + 1, complement.stop))
        if relative and reading.forms[complement.stop - 1] not in ("،", ","):
            return False
    if not entry.place:
        return True
    return reading.keys[reading.next_token(position)] == entry.place and complement.stop - position <= 14


def _has_verb_outside_relatives(reading: Reading, first: int, last: int) -> bool:
    """A verb between cue and quotation, in no relative clause, has the better claim to the quotation."""
    for i in range(first, last):
        if reading.keys[i] in RELATIVES:
            return False
        if reading.upos[i] == "VERB" and reading.deprel[i] not in ("acl", "acl:relcl") and i > first:
            return True
    return False


def _points_back(reading: Reading, position: int) -> bool:
    """ما is a relative pronoun here, not a negation: something points at it, or a pronoun takes it up."""
    what = next((i for i in range(position - 1, max(-1, position - 5), -1) if reading.keys[i] in WHAT), None)
    if what is None or "Person=1" in (reading.feats[position] or "") or reading.keys[position][0] == "ن":
        return False
    if what > 0 and reading.tokens[what - 1] == reading.tokens[what] and reading.keys[what - 1] in ("في", "ل", "ب"):
        return False
    taken_up = any(reading.upos[i] == "PRON" for i in range(position + 1, min(position + 3, len(reading))))
    return taken_up or reading.keys[what] != "ما" or (what > 0 and reading.keys[what - 1] in POINTERS)


def _is_voice(reading: Reading, position: int, entry: Cue, book: CueBook) -> bool:
    """Say whether what a preposition of source governs can speak."""
    first = position + 1
    if entry.place:
        if first >= len(reading) or reading.keys[first] not in (entry.place, "لـ"):
            return bool(entry.place == "ل" and first < len(reading) and reading.forms[first].startswith(("لل", "لـ")))
        first += 1
    while first < len(reading) and (reading.forms[first][0] in (*MARKS, "(") or reading.keys[first] == "ل"):
        first += 1
    while first < len(reading) and reading.keys[first] in ("ذات", "نفس"):
        first += 1
    if first >= len(reading) or reading.paragraphs[first] != reading.paragraphs[position]:
        return False
    word = reading.keys[first]
    bare = word.removeprefix("ال")
    if {word, bare} & book.norms or reading.upos[first] in ("VERB", "PUNCT", "NUM", "ADP", "SCONJ"):
        return False
    if is_voice_word(word):
        return True
    return reading.upos[first] in ("X", "PROPN") or word.isascii()


def _clause_after_source(reading: Reading, position: int) -> Complement | None:
    """ووفقا للوكالة، …: at a sentence's head, what follows the comma is what the source says."""
    if joint(reading, position) != reading.begins[position]:
        return None
    stop = reading.stops[position]
    near = range(position + 1, min(stop, position + 30))
    then = next(
        (i for i in near if reading.keys[i] == "ف" and reading.keys[min(i + 1, len(reading) - 1)] == "ان"), None
    )
    clause = next(
        (i for i in near if reading.forms[i] in ("،", ",") and reading.upos[min(i + 1, stop)] == "VERB"), None
    )
    for i in near if then is None else range(then, then + 1):
        comma = reading.forms[i] in ("،", ",")
        if comma and is_title(reading.keys[min(i + 1, stop - 1)]):
            continue
        if comma and then is None and clause is not None and i < clause:
            continue
        if reading.upos[i] == "VERB" and reading.keys[i - 1] in RELATIVES:
            continue
        if i == then or comma or reading.upos[i] in ("VERB", "AUX") or reading.keys[i] in ("ان", "بان"):
            first = i + 1 if comma else i
            while first < stop and reading.keys[first] in ("ف", "ان"):
                first = reading.next_token(first) if reading.keys[first] == "ان" else first + 1
            return Complement("that", i, first) if first < stop else None
    return None


def _clause_belongs(reading: Reading, position: int, complement: Complement) -> bool:
    """A clause or quotation is the noun's only if nothing but the noun's own phrase stands between."""
    between = range(reading.next_token(position), complement.stop)
    if len(between) > 10 or complement.how not in ("that", "quote", "colon"):
        return False
    if complement.how == "colon" and complement.quote is None:
        return False
    return not any(
        reading.upos[i] in ("VERB", "AUX") or reading.forms[i] in ("،", ",") or reading.keys[i] in RELATIVES
        for i in between
    )


def _quoted_before(reading: Reading, position: int, quotes: Quotes, rule: Rule) -> Complement | None:
    """«…»، قال الوزير: the quotation comes first."""
    if rule.name != "finite-verb" or joint(reading, position) < position:
        return None
    start = reading.starts[position]
    for quote in quotes.at.values():
        gap = reading.text[quote.end : start]
        if (
            quote.closed
            and quote.depth == 0
            and quote.end <= start
            and len(gap) <= 3
            and "." not in gap
            and len(reading.text[quote.inner_start : quote.inner_end].split()) > 3
        ):
            return Complement("quote", reading.stops[position], position, quote)
    return None


def _without_doubles(reading: Reading, sayings: Sequence[Saying]) -> list[Saying]:
    """Where a noun of saying stands between a verb and what it says, one of the two is the cue.

    وقال في تصريحات إن: the verb. ونقلت الوكالة عنه قوله إن: the noun.
    """
    kept: list[Saying] = []
    for saying in sayings:
        before = kept[-1] if kept else None
        same = before and before.complement and saying.complement and before.complement.first == saying.complement.first
        if same and before is not None:
            weak = before.entry.lemma in ("نقل", "أورد") or before.entry.takes == {"quote"}
            if (saying.rule.needs == "clause" and weak) or (saying.rule.needs != "clause" and before.rule.needs == "clause") or (
                saying.rule.needs != "clause"
                and is_beside(reading, saying.cue, saying.rule)
                and "participle" not in saying.rule.name
            ):
                kept[-1] = saying
            continue
        kept.append(saying)
    return kept
