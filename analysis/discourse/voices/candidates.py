"""Which candidates are sayings: every rule asks for something more than its pattern, and here that is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.discourse.naming import is_title
from analysis.discourse.parsed import Reading
from analysis.discourse.people import TEXTS
from analysis.discourse.phrases import COMPLEMENTISERS, RELATIVES, SPEECHES
from analysis.discourse.rules import Rule
from analysis.discourse.voices.complements import find_complement
from analysis.discourse.voices.conditions import (
    clause_belongs,
    fits_tightly,
    has_glued_and,
    is_aside,
    is_beside,
    is_voice,
    joint,
    points_back,
)
from analysis.discourse.voices.cues import Cue, CueBook
from analysis.discourse.voices.quotes import Complement, How, Quotes, word_after
from analysis.discourse.voices.somebody import names_somebody
from analysis.discourse.voices.speakers import named_after, named_before
from analysis.discourse.voices.titles import verb_with_subject
from analysis.discourse.word_lists import word_list

JOINTS = word_list("joints")
SIMPLE_PREPOSITIONS = frozenset(["من", "في", "ب", "ل", "عن", "علي", "الي", "ك"])
WHAT = frozenset(["ما", "لما", "مما", "بما", "عما"])
POINTERS = word_list("pointers")
SOURCES = ("حسب", "وفق", "فق", "وفقا", "طبقا", "نقلا")
CALLING = frozenset({"اعتبر", "وصف", "عد"})
Candidates = Mapping[int, tuple[Rule, ...]]


@dataclass(frozen=True)
class Saying:
    """A candidate that stands: its word, the rule and entry that made it, and where the thing said begins.

    `verb` is the saying that this one only puts into words, and with which it shares its speaker: أضاف | قائلا.
    """

    cue: int
    rule: Rule
    entry: Cue
    complement: Complement | None
    verb: "Saying | None" = None


def standing(reading: Reading, candidates: Candidates, quotes: Quotes, book: CueBook) -> list[Saying]:
    """Keep the candidates whose rule finds what it needs; of several rules at one word, the first that does."""
    barriers = [False] * (len(reading) + 1)
    for position, rules in candidates.items():
        if rules[0].needs in ("as", "none") and joint(reading, position) > reading.begins[position]:
            continue
        if rules[0].needs == "source" and _is_parenthesis(reading, position):
            continue
        beside = any(rule.needs in ("said", "speaker") and is_beside(reading, position, rule) for rule in rules)
        barriers[position] = beside and not _goes_with_verb(reading, position, rules, candidates, book)
    sayings: list[Saying] = []
    for position, rules in candidates.items():
        if rules[0].needs == "refused" and not _is_formula(reading, position):
            rules = rules[1:]
        if (rules and rules[0].needs == "refused") or _is_own_word(reading, position, quotes):
            continue
        found = (_saying(reading, position, rule, quotes, barriers, book) for rule in rules)
        saying = next((one for one in found if one is not None), None)
        if saying:
            sayings.append(saying)
    return _without_doubles(reading, sayings)


def _is_formula(reading: Reading, position: int) -> bool:
    """يذكر أن, يشار إلى أن; not يذكر التقرير أن, nor عندما يذكر بأن."""
    if reading.keys[position] in ("الذكر", "الاشاره"):
        return True
    following = reading.keys[position + 1 : position + 3]
    return following[:1] in (["ان"], ["انه"]) or following in (["الي", "ان"], ["هنا", "ان"], ["ايضا", "ان"])


def _is_parenthesis(reading: Reading, position: int) -> bool:
    """وأوضح الأطرش، بحسب بلاغ الوزارة، أن: a source between commas does not part a verb from its clause."""
    stop = min(reading.stops[position], position + 16, len(reading) - 1)
    return any(
        reading.forms[i] in ("،", ",") and reading.keys[i + 1] in COMPLEMENTISERS for i in range(position + 1, stop)
    )


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
    if entry.lemma == "مفاد":
        complement = _gist(reading, position, quotes)
        return None if complement is None else Saying(position, rule, entry, complement)
    if rule.needs in ("said", "first", "clause", "as"):
        complement = find_complement(reading, position, entry, quotes, barriers)
    if complement and rule.needs == "said":
        complement = _object_after_subject(reading, position, entry, complement)
    if rule.needs == "said" and (complement is None or _is_far(reading, position, complement)):
        complement = _quoted_before(reading, position, quotes, rule) or complement
    sourced = rule.needs == "none" and any(k in SOURCES for k in reading.keys[joint(reading, position) : position])
    if rule.needs in ("source", "speaker") or sourced:
        complement = _clause_after_source(reading, position)
    if rule.needs == "none" and complement is None:
        complement = _called(reading, position, entry, quotes)
    titled = _ends_title(reading, position) or _answers_in_title(reading, position, entry)
    if complement is None and rule.name == "finite-verb" and titled:
        return Saying(position, rule, entry, None)
    if complement is None and rule.name == "finite-verb" and antecedent_said(reading, position, entry) is not None:
        return Saying(position, rule, entry, None)
    if not _stands(reading, position, rule, entry, complement, book):
        return None
    pointed = complement is not None and complement.how == "object" and reading.keys[complement.first] == "ذلك"
    return Saying(position, rule, entry, None if rule.needs == "as" or pointed else complement)  # أعلن ذلك الوزير


def _called(reading: Reading, position: int, entry: Cue, quotes: Quotes) -> Complement | None:
    """ما اعتبرته الهيئة تجاهلا, ما وصفه ب«الكارثة»: what something is called is said of it, past who calls it so."""
    first = reading.next_token(position)
    if entry.lemma not in CALLING or reading.upos[first - 1] != "PRON" or first >= len(reading):
        return None
    if (reading.is_nominal(first) and reading.keys[first].startswith("ال")) or names_somebody(reading, first):
        speaker = named_after(reading, position, reading.stops[position])
        end = reading.ends[first] if speaker is None else speaker.end
        first = word_after(reading, first, end)
    if first >= reading.stops[position]:
        return None
    start = first + 1 if reading.keys[first] == "ب" else first
    quote = quotes.at.get(start)
    how: How = "object" if start == first else "preposition"
    if quote is None and not reading.is_nominal(start):
        return None
    inner = start if quote is None else word_after(reading, start, quote.inner_start)
    return Complement(how, first, inner if quote else first, quote, called=True)


def antecedent_said(reading: Reading, position: int, entry: Cue) -> tuple[int, int] | None:
    """الإضراب الذي دعت إليه النقابة: what a relative clause says somebody to have called for, by its words."""
    after, relative = reading.next_token(position), position - 1
    if relative < 1 or reading.keys[relative] not in RELATIVES or after + 2 >= len(reading):
        return None
    taken = entry.takes | ({"ل"} if "الي" in entry.takes else frozenset())
    if reading.keys[after] not in taken or reading.upos[after : after + 2] != ["ADP", "PRON"]:
        return None
    subject = after + 2
    if reading.next_token(after) != subject or not (reading.is_nominal(subject) and names_somebody(reading, subject)):
        return None
    first = relative - 1
    while first > reading.begins[position] and reading.upos[first] == "ADJ":
        first -= 1
    return (reading.token_start(first), relative) if reading.is_nominal(first) else None


def _ends_title(reading: Reading, position: int) -> bool:
    """… : وزير النقل يوضّح: in a headline a verb of saying may stand at the end, with nothing said after it."""
    present = "Aspect=Imp" in (reading.feats[position] or "")
    title = reading.next_token(position) == len(reading) and reading.paragraphs[position] == 0
    return title and present and named_before(reading, position, reading.begins[position]) is not None


def _answers_in_title(reading: Reading, position: int, entry: Cue) -> bool:
    """الوزير يرد على منتقديه: an answer of which a title gives no words."""
    after = range(reading.next_token(position), min(reading.next_token(position) + 4, len(reading)))
    return (
        entry.lemma == "رد"
        and verb_with_subject(reading, position) == position
        and "علي" in [reading.keys[i] for i in after]
        and named_before(reading, position, reading.begins[position]) is not None
    )


def _told_of(reading: Reading, position: int) -> bool:
    after = reading.next_token(position)
    return after < len(reading) and reading.keys[after] == "عن"


def _gist(reading: Reading, position: int, quotes: Quotes) -> Complement | None:
    """خبر مفاده …: what comes after is what the text before says."""
    first = after = reading.next_token(position)
    told = reading.upos[after - 1] == "PRON" or reading.keys[position].endswith("ه")
    if not told and reading.keys[after : after + 1] != ["ان"]:
        return None  # عن فحوى الرسالة
    while first < len(reading) and (reading.keys[first] in ("ان", "ب") or reading.forms[first] == ":"):
        first += 1
    if first >= len(reading) or reading.paragraphs[first] != reading.paragraphs[position]:
        return None
    quote = quotes.at.get(first)
    if quote is None:
        return Complement("that" if first > after else "object", first, first)
    return Complement("quote", first, word_after(reading, first, quote.inner_start), quote)


def _is_far(reading: Reading, position: int, complement: Complement) -> bool:
    """Say whether a comma stands between a verb and what was found after it."""
    return any(reading.forms[i] in ("،", ",") for i in range(position + 1, complement.stop))


def _object_after_subject(reading: Reading, position: int, entry: Cue, complement: Complement) -> Complement:
    """مدرب النصر أكد قدرة ناديه على التعامل: with the subject before the verb, what follows is its object."""
    first = reading.next_token(position)
    bare = joint(reading, position) == position > reading.begins[position]
    asked = entry.cue_class == "ask"
    if asked or not bare or complement.how != "preposition" or "object" not in entry.takes or first >= complement.stop:
        return complement
    if not reading.is_nominal(first) or named_before(reading, position, reading.begins[position]) is None:
        return complement
    return Complement("object", first, first)


def _is_own_word(reading: Reading, position: int, quotes: Quotes) -> bool:
    """نصر على أن inside a quotation is the speaker's own word, not another saying."""
    feats = reading.feats[position] or ""
    word = reading.keys[position]
    word = word[1:] if has_glued_and(reading, position) else word
    first_person = "Person=1" in feats or ("Aspect=Imp" in feats and word[0] in "نا")
    return first_person and quotes.end_of_holding(reading.starts[position]) > 0


def _entry(reading: Reading, position: int, rule: Rule, book: CueBook) -> Cue | None:
    word = reading.keys[position]
    if rule.needs == "source":
        return Cue(word, book.source_class, frozenset(), "source", place=book.sources.get(word, ""))
    if rule.needs in ("speaker", "clause"):
        return book.nouns.get(word)
    lists = {"participle": book.participles, "feminine-participle": book.feminine_participles}
    entries = lists.get(rule.name, book.verbs)
    return entries.get(word) or entries.get(reading.token_key(position))


def _stands(
    reading: Reading, position: int, rule: Rule, entry: Cue, complement: Complement | None, book: CueBook
) -> bool:
    shown = rule.needs == "none" and any(k in SOURCES for k in reading.keys[joint(reading, position) : position])
    if (
        entry.texts
        and not shown
        and not (rule.needs == "said" and complement is not None and _is_found(reading, position, complement))
    ):
        return False
    if rule.needs == "said":
        return complement is not None and fits_tightly(reading, position, rule, entry, complement)
    if rule.needs == "first":
        if reading.keys[position + 1 : position + 2] == ["ما"]:
            return False  # بينما, taken apart
        at_head = joint(reading, position) == reading.begins[position]
        return at_head and complement is not None and complement.how == "that"
    if entry.lemma == "نقل" and rule.needs == "none" and _told_of(reading, position):
        return False  # ما نقل عن فلان: told of him, not by him
    if rule.needs == "none" and entry.place == "في" and not _followed_by(reading, position, ("في", "علي")):
        return False  # ما يرد إلى السوق
    if rule.needs == "none" and entry.lemma == "دعا" and _followed_by(reading, position, ("الي", "ل")):
        return False  # ما دعاه إلى الرحيل: what moved him to
    if rule.needs == "none":
        tag = reading.upos[position]
        if entry.lemma == "رأى" and reading.keys[joint(reading, position)] not in SOURCES:
            return False  # اتخاذ ما يرى فيه خدمة
        strong = "that" in entry.takes and (tag == "VERB" or (not entry.ambiguous and tag not in ("NOUN", "ADJ")))
        return strong and points_back(reading, position)
    if rule.needs == "as" and entry.lemma in ("اعتبر", "عد") and "Aspect=Imp" in (reading.feats[position] or ""):
        return False  # كما يعتبر بمثابة شهادة: it is regarded
    if rule.needs == "as":
        said = complement is not None and complement.how in ("that", "preposition", "object")
        return not said and is_aside(reading, position)
    if rule.needs == "speaker":
        following = position + 1
        return following < len(reading) and (reading.upos[following] == "PRON" or reading.is_nominal(following))
    if rule.needs == "source":
        return is_voice(reading, position, entry, book)
    return complement is not None and clause_belongs(reading, position, complement, entry)


def _followed_by(reading: Reading, position: int, words: tuple[str, ...]) -> bool:
    after = reading.next_token(position)
    return after < len(reading) and reading.keys[after] in words


def _is_found(reading: Reading, position: int, complement: Complement) -> bool:
    """أظهرت الدراسة أن, توصلت إلى أن: the clause stands near and is no condition (على أن)."""
    before = reading.keys[complement.stop]
    if complement.how == "object":  # أظهرت الدراسة الحاجة إلى
        first = reading.next_token(position)
        return first < complement.stop <= first + 4 and bool(
            {reading.keys[first], reading.keys[first].removeprefix("ال")} & TEXTS
        )
    near = complement.how == "that" and complement.stop - position <= 14
    mine = "Person=1" in (reading.feats[position] or "") or reading.token_key(position).endswith("نا")
    return near and before in ("ان", "الي") and not mine


def _clause_after_source(reading: Reading, position: int) -> Complement | None:
    """ووفقا للوكالة، …: at a sentence's head, what follows the comma is what the source says."""
    first = joint(reading, position)
    fresh = reading.keys[first] == "و" and reading.forms[first - 1] in ("،", ",")  # …، وبحسب ما ذكرت الوكالة، فقد
    before = range(first if fresh else reading.begins[position], first)
    if any(reading.upos[i] in ("VERB", "AUX", "SCONJ") for i in before) or len(before) > 16:
        return None
    if len(before) and not _is_topic(reading, before):
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
        comma = reading.forms[i] in ("،", ",", ":")  # حسب دراسة حديثة: المرأة …
        if comma and reading.keys[min(i + 1, stop - 1)] in ("اذ", "حيث", "مما", "لان"):
            return None  # …، وفقا للخبير، إذ إنه: it gives a reason for what is before
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


def _is_topic(reading: Reading, before: range) -> bool:
    """Say whether the words before a source are a topic (أما على صعيد …،) or another source (بحسب فلان ونقلا عن)."""
    return any(reading.keys[i] in ("اما", *SOURCES) for i in before) or reading.forms[before[-1]] in ("،", ",")


def _quoted_before(reading: Reading, position: int, quotes: Quotes, rule: Rule) -> Complement | None:
    """«…»، قال الوزير: the quotation comes first."""
    if rule.name != "finite-verb" or joint(reading, position) < position:
        return None
    start = reading.starts[position]
    quote = quotes.ending_at(start, 3)
    if quote is None or "." in reading.text[quote.end : start]:
        return None
    if len(reading.text[quote.inner_start : quote.inner_end].split()) <= 3:
        return None
    return Complement("quote", reading.stops[position], position, quote)


def _is_nearer(reading: Reading, before: Saying, saying: Saying) -> bool:
    """وردا على سؤال قال الوزير إن: of two verbs with one thing said, the nearer to it says it.

    Not so where the nearer stands in a relative clause (في تصريح بثه الموقع: …) or only goes on with the other
    (وأضاف يقول).
    """
    if saying.rule.name != "finite-verb" or "participle" in before.rule.name:
        return False
    if saying.cue - before.cue <= 2 and before.rule.name == "finite-verb":
        return False
    relative = reading.deprel[saying.cue].startswith("acl") or any(
        reading.keys[i] in RELATIVES for i in range(max(before.cue, saying.cue - 3), saying.cue)
    )
    taken_up = reading.next_token(saying.cue) > saying.cue + 1
    comma = any(reading.forms[i] in ("،", ",") for i in range(before.cue, saying.cue))
    if relative and not (comma and not saying.entry.ambiguous):
        return False
    return not taken_up and (not saying.entry.ambiguous or before.entry.ambiguous)


def _said_by_verb_before(saying: Saying, kept: Sequence[Saying]) -> bool:
    """وقال المصدر -الذي طلب …- في تصريحات إن: the noun stands on the way from a verb to what it says."""
    if saying.rule.needs != "clause" or saying.complement is None:
        return False
    return any(
        one.rule.needs == "said" and one.complement is not None and one.complement.first == saying.complement.first
        for one in kept[-3:-1]
    )


def _puts_into_words(reading: Reading, saying: Saying, before: Saying) -> bool:
    """وأضاف قائلا: …, مضيفا قوله إن: of a verb and what only says that words follow, the words are the latter's."""
    if before.rule.needs != "said":
        return False
    if saying.entry.kind == "participle":
        return saying.entry.lemma == "قال" and before.entry.kind == "verb"
    if saying.entry.lemma == "القول":
        return before.entry.kind == "verb" and reading.keys[saying.cue - 1] == "ب"  # وختم بالقول
    own = saying.entry.lemma == "قول" and reading.next_token(saying.cue) > saying.cue + 1
    return own and before.entry.kind == "participle"  # مضيفا قوله; of وأضاف قوله the verb says it


def _is_proposed(before: Saying, saying: Saying) -> bool:
    """اقترح الاتحاد دعوة الأطراف إلى: what is proposed nobody has said yet."""
    proposed = before.entry.lemma in ("اقترح", "طلب") and before.complement is not None
    return proposed and before.complement is not None and before.complement.first == saying.cue


def _without_doubles(reading: Reading, sayings: Sequence[Saying]) -> list[Saying]:
    """Where a noun of saying stands between a verb and what it says, one of the two is the cue.

    وقال في تصريحات إن: the verb. ونقلت الوكالة عنه قوله إن: the noun.
    """
    kept: list[Saying] = []
    for saying in sayings:
        before = kept[-1] if kept else None
        same = before and before.complement and saying.complement and before.complement.first == saying.complement.first
        if _said_by_verb_before(saying, kept):
            continue
        if before is not None and _is_proposed(before, saying):
            continue
        source = before is not None and before.rule.needs == "source" and saying.rule.needs == "speaker"
        if source and before is not None and saying.cue <= reading.next_token(before.cue) + 1:
            kept[-1] = saying  # وفق تصريحه
            continue
        both_sources = before is not None and before.rule.needs == saying.rule.needs == "source"
        if same and before is not None and _puts_into_words(reading, saying, before):
            kept[-1] = replace(saying, verb=before.verb or before)
            continue
        if same and before is not None and not both_sources:
            weak = before.entry.lemma in ("نقل", "أورد") or before.entry.takes == {"quote"}
            if (
                (saying.rule.needs == "clause" and weak)
                or (saying.rule.needs != "clause" and before.rule.needs == "clause")
                or _is_nearer(reading, before, saying)
                or (
                    saying.rule.needs != "clause"
                    and is_beside(reading, saying.cue, saying.rule)
                    and "participle" not in saying.rule.name
                )
            ):
                kept[-1] = saying
            continue
        kept.append(saying)
    return kept
