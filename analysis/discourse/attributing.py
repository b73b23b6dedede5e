"""From candidates to attributions: which candidates stand, what each says, and who says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.discourse.complements import Complement, Quotes, find_complement
from analysis.discourse.contents import Span, attribution_type, content_span
from analysis.discourse.naming import INSTITUTIONS, STATEMENTS, TITLES, UNNAMED
from analysis.discourse.phrases import RELATIVES
from analysis.discourse.quotes import Quote, find_quotes
from analysis.discourse.reading import Reading
from analysis.discourse.rules import Rule
from analysis.discourse.speakers import (
    Speaker,
    cue_agreement,
    genitive_after,
    last_speaker,
    named_after,
    named_before,
    subject_before,
)
from analysis.discourse.vocabulary import Cue, CueBook

# Words between a clause and the saying that comes after or beside it; a report ends before the first of them.
JOINTS = frozenset({"و", "ف", "كما", "ما", "حسب", "ب", "وفق", "علي", "حد", "حين", "بينما", "فيما", "حيث", "قد", "كان", "كانت", "اذ", "ثم", "في"})
POINTERS = frozenset({"هو", "هي", "هذا", "ذلك", "حسب", "وفق", "ب", "ل", "عن", "مع", "من", "الي", "علي", "نحو", "وفقا"})


@dataclass(frozen=True)
class Attribution:
    """One saying, as found: `cue` is a word's position, `content` a span of characters."""

    cue: int
    rule: str
    entry: Cue
    speaker: Speaker | None
    content: Span | None
    type: str


@dataclass(frozen=True)
class Saying:
    """A candidate that stands."""

    cue: int
    rule: Rule
    entry: Cue
    complement: Complement | None


def attributions(reading: Reading, candidates: Mapping[int, Rule], book: CueBook) -> list[Attribution]:
    """Make attributions of the candidates of one document, in order."""
    quotes = find_quotes(reading.text)
    sayings = _standing(reading, dict(sorted(candidates.items())), Quotes.of(reading, quotes), book)
    ends = [False] * (len(reading) + 1)
    for saying in sayings:
        if _is_beside(reading, saying.cue, saying.rule):
            ends[_joint(reading, saying.cue)] = True
    contents = [content_span(reading, saying.complement, ends) if saying.complement else None for saying in sayings]
    found: list[Attribution] = []
    for saying, content in zip(sayings, contents, strict=True):
        speaker = _speaker(reading, saying, found)
        if content is None and saying.rule.needs != "said":
            content = _said_before(reading, saying, speaker, quotes, [c for c in contents if c])
        kind = attribution_type(reading, saying.complement, content, quotes)
        if saying.complement is None and content and any(q.inner_start == content[0] for q in quotes):
            kind = "direct"
        found.append(Attribution(saying.cue, saying.rule.name, saying.entry, speaker, content, kind))
    return found


def _standing(reading: Reading, candidates: Mapping[int, Rule], quotes: Quotes, book: CueBook) -> list[Saying]:
    barriers = [False] * (len(reading) + 1)
    for position, rule in candidates.items():
        barriers[position] = rule.needs in ("said", "speaker") and _is_beside(reading, position, rule)
    sayings: list[Saying] = []
    for position, matched in candidates.items():
        rule = _as_verb(reading, position, matched)
        entry = _entry(reading, position, rule, book)
        if entry is None or ("Person=1" in (reading.feats[position] or "") and _is_quoted(reading, position, quotes)):
            continue
        complement = None
        if rule.needs in ("said", "clause"):
            complement = find_complement(reading, position, entry, quotes, barriers)
            complement = complement or _quoted_before(reading, position, quotes, rule)
        if rule.needs == "source":
            complement = _clause_after_source(reading, position)
        if _stands(reading, position, rule, entry, complement, book):
            sayings.append(Saying(position, rule, entry, complement))
    return _without_doubles(sayings)


def _is_quoted(reading: Reading, position: int, quotes: Quotes) -> bool:
    """Say whether a word stands inside a quotation: نصر على أن there is the speaker's own word, not another saying."""
    return any(quote.start < reading.starts[position] < quote.end for quote in quotes.at.values())


def _as_verb(reading: Reading, position: int, rule: Rule) -> Rule:
    """كما at a sentence's head means "also": كما أكد المشاركون عزمهم is no aside."""
    also = rule.needs == "as" and _joint(reading, position) == reading.begins[position]
    return replace(rule, name="finite-verb", needs="said") if also else rule


def _without_doubles(sayings: Sequence[Saying]) -> list[Saying]:
    """Where a noun of saying stands between a verb and what it says, one of the two is the cue.

    وقال في تصريحات إن: the verb. ونقلت الوكالة عنه قوله إن: the noun.
    """
    kept: list[Saying] = []
    for saying in sayings:
        before = kept[-1] if kept else None
        same = before and before.complement and saying.complement and before.complement.first == saying.complement.first
        if same and before is not None:
            if saying.rule.needs == "clause" and before.entry.lemma in ("نقل", "أورد"):
                kept[-1] = saying
            elif saying.rule.needs != "clause" and before.rule.needs == "clause":
                kept[-1] = saying
            elif saying.rule.needs != "clause":
                kept[-1] = saying
            continue
        kept.append(saying)
    return kept


def _entry(reading: Reading, position: int, rule: Rule, book: CueBook) -> Cue | None:
    word = reading.keys[position]
    if rule.needs == "refused":
        return None
    if rule.needs == "source":
        return Cue(word, book.source_class, frozenset(), "source", place=book.sources.get(word, ""))
    if rule.needs in ("speaker", "clause"):
        return book.nouns.get(word)
    if rule.name == "participle":
        return book.participles.get(word)
    if rule.name == "feminine-participle":
        return book.feminine_participles.get(word)
    return book.verbs.get(word)


def _is_beside(reading: Reading, position: int, rule: Rule) -> bool:
    """Say whether a saying stands beside the one before it; a bare verb after its subject stands inside it."""
    if rule.name in ("participle", "feminine-participle"):
        return True
    if rule.needs in ("none", "as"):
        return rule.needs == "as" or reading.keys[_joint(reading, position)] in {"حسب", "وفق", "ب", "كما"}
    if rule.needs == "clause":
        return False
    if rule.needs in ("speaker", "source"):
        return True
    joint = _joint(reading, position)
    return joint < position or reading.begins[position] == position or len(reading.keys[position]) > 3 and reading.keys[position][0] in "وف" and reading.upos[position] != "VERB"


def _joint(reading: Reading, position: int) -> int:
    """Go back from a cue over the words that join it to what is before."""
    position = reading.token_start(position)
    begin = reading.begins[position]
    while position > begin and reading.keys[position - 1] in JOINTS:
        if reading.keys[position - 1] == "في" and reading.keys[position] != "حين":
            break
        position -= 1
    return position


def _stands(reading: Reading, position: int, rule: Rule, entry: Cue, complement: Complement | None, book: CueBook) -> bool:
    if rule.needs == "said":
        return complement is not None and _fits_tightly(reading, position, rule, entry, complement)
    if rule.needs == "none":
        return _points_back(reading, position)
    if rule.needs == "as":
        return named_after(reading, position, reading.stops[position]) is not None
    if rule.needs == "speaker":
        return position + 1 < len(reading)
    if rule.needs == "source":
        return _is_voice(reading, position, entry, book)
    return complement is not None and _clause_belongs(reading, position, complement)


def _fits_tightly(reading: Reading, position: int, rule: Rule, entry: Cue, complement: Complement) -> bool:
    """Ask more of words that often mean something else."""
    loose = complement.how in ("object", "preposition")
    if entry.ambiguous and loose and not (complement.how == "preposition" and entry.kind == "verb"):
        return False
    if rule.name == "feminine-participle" and loose:
        return complement.stop == reading.next_token(position) and reading.upos[position - 1] == "PUNCT"
    if entry.kind == "participle" and loose:
        return complement.stop <= position + 4
    if loose and "Aspect=Imp" in (reading.feats[position] or ""):
        # تشير البوصلة إلى الشمال: in the present only a subject after the verb makes pointing a saying.
        return named_after(reading, position, complement.stop) is not None
    return True


def _points_back(reading: Reading, position: int) -> bool:
    """ما is a relative pronoun here, not a negation: something points at it, or a pronoun takes it up."""
    what = next((i for i in range(position - 1, max(-1, position - 5), -1) if reading.keys[i] == "ما"), None)
    if what is None:
        return False
    taken_up = any(reading.upos[i] == "PRON" for i in range(position + 1, min(position + 3, len(reading))))
    return taken_up or (what > 0 and reading.keys[what - 1] in POINTERS)


def _is_voice(reading: Reading, position: int, entry: Cue, book: CueBook) -> bool:
    """Say whether what a preposition of source governs can speak."""
    first = position + 1
    if entry.place:
        if first >= len(reading) or reading.keys[first] not in (entry.place, "لـ"):
            return bool(entry.place == "ل" and first < len(reading) and reading.forms[first].startswith(("لل", "لـ")))
        first += 1
    while first < len(reading) and (reading.forms[first][0] in "«“”\"(" or reading.keys[first] == "ل"):
        first += 1
    if first >= len(reading) or reading.paragraphs[first] != reading.paragraphs[position]:
        return False
    word = reading.keys[first]
    bare = word.removeprefix("ال")
    if {word, bare} & book.norms or reading.upos[first] in ("VERB", "PUNCT", "NUM", "ADP", "SCONJ"):
        return False
    known = INSTITUTIONS | STATEMENTS | UNNAMED | TITLES
    if word in known or bare in known:
        return True
    return reading.upos[first] in ("X", "PROPN") or word.isascii()


def _clause_after_source(reading: Reading, position: int) -> Complement | None:
    """ووفقا للوكالة، …: at a sentence's head, what follows the comma is what the source says."""
    if _joint(reading, position) != reading.begins[position]:
        return None
    stop = reading.stops[position]
    for i in range(position + 1, min(stop, position + 25)):
        comma = reading.forms[i] in ("،", ",")
        if comma or reading.upos[i] in ("VERB", "AUX") or reading.keys[i] in ("ان", "بان"):
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
    return not any(reading.upos[i] in ("VERB", "AUX") or reading.forms[i] in ("،", ",") or reading.keys[i] in RELATIVES for i in between)


def _quoted_before(reading: Reading, position: int, quotes: Quotes, rule: Rule) -> Complement | None:
    """«…»، قال الوزير: the quotation comes first."""
    if rule.name != "finite-verb":
        return None
    start = reading.starts[position]
    for quote in quotes.at.values():
        gap = reading.text[quote.end : start]
        if quote.closed and quote.depth == 0 and quote.end <= start and len(gap) <= 3 and "." not in gap and len(reading.text[quote.inner_start : quote.inner_end].split()) > 3:
            return Complement("quote", reading.stops[position], position, quote)
    return None


def _said_before(
    reading: Reading, saying: Saying, speaker: Speaker | None, quotes: Sequence[Quote], others: Sequence[Span]
) -> Span | None:
    """What a saying that stands after or inside its content says: a quotation before it, or its clause if at the end."""
    joint = _joint(reading, saying.cue)
    begin = reading.begins[saying.cue]
    if joint <= begin:
        return None
    for quote in quotes:
        gap = reading.text[quote.end : reading.starts[joint]] if quote.end <= reading.starts[joint] else "—" * 20
        if quote.depth == 0 and len(gap.split()) <= 1 and saying.rule.needs == "none" and "حسب" not in gap:
            return quote.inner_start, quote.inner_end
    if saying.rule.needs == "as" or (saying.rule.needs == "none" and reading.keys[joint] not in ("حسب", "وفق", "ب")):
        return None
    after = max(reading.ends[saying.cue], speaker.end if speaker and not speaker.inferred else 0)
    stop = reading.stops[saying.cue]
    if reading.text[after : reading.ends[min(stop, len(reading) - 1)]].strip(" .،»”\""):
        return None
    last = joint
    if last - begin < 3:
        return None
    while last > begin and reading.upos[last - 1] == "PUNCT" and reading.forms[last - 1] in "،,":
        last -= 1
    first = begin
    if reading.keys[begin : begin + 2] == ["يذكر", "ان"]:
        first = reading.next_token(begin + 1)
    span = reading.span(first, last) if last > first else None
    if span is None or any(a < span[1] and b > span[0] for a, b in others):
        return None
    return span


def _speaker(reading: Reading, saying: Saying, found: Sequence[Attribution]) -> Speaker | None:
    cue, entry, rule = saying.cue, saying.entry, saying.rule
    stop = saying.complement.stop if saying.complement else reading.stops[cue]
    if rule.needs == "source":
        return genitive_after(reading, cue + 1 if entry.place and reading.keys[cue + 1] == entry.place and False else cue, min(stop, reading.stops[cue]))
    gender, number = cue_agreement(reading, cue, entry)
    earlier = [a.speaker for a in found if a.speaker and reading.paragraphs[a.cue] == reading.paragraphs[cue]]
    if entry.kind == "noun":
        own = [i for i in range(cue + 1, reading.next_token(cue)) if reading.upos[i] == "PRON"]
        if own:
            return _relayed(reading, cue) or _carried(last_speaker(reading, earlier, "", ""), "carried-on")
        return genitive_after(reading, cue, stop)
    if entry.kind == "participle":
        beside = [a.speaker for a in found if a.speaker and reading.begins[a.cue] == reading.begins[cue]]
        return last_speaker(reading, beside, gender, number) or subject_before(
            reading, cue, reading.begins[cue], gender, number
        ) or _carried(last_speaker(reading, earlier, gender, number), "carried-on")
    if "Person=1" in (reading.feats[cue] or ""):
        return None
    if entry.place:
        return _in_place(reading, cue, stop, entry.place)
    named = named_after(reading, cue, stop)
    if named is None and reading.token_start(cue) == cue:
        named = named_before(reading, cue, reading.begins[cue])
    if named:
        return named
    carried = last_speaker(reading, earlier, gender, number)
    if carried:
        return _carried(carried, "carried-on")
    first = next(i for i in range(cue, -1, -1) if i == 0 or reading.paragraphs[i - 1] != reading.paragraphs[cue])
    return subject_before(reading, cue, first, gender, number) or _carried(_above(reading, cue, found, gender, number), "paragraph-above")


def _carried(speaker: Speaker | None, rule: str) -> Speaker | None:
    return replace(speaker, rule=rule, inferred=True) if speaker else None


def _above(reading: Reading, cue: int, found: Sequence[Attribution], gender: str, number: str) -> Speaker | None:
    """The last speaker of the paragraph before, for a paragraph that begins with وقال alone."""
    above = [a.speaker for a in found if a.speaker and reading.paragraphs[a.cue] == reading.paragraphs[cue] - 1]
    return last_speaker(reading, above, gender, number)


def _relayed(reading: Reading, cue: int) -> Speaker | None:
    """ونقلت الوكالة عن مسؤول قوله: the one quoted is what عن governs."""
    for i in range(cue - 1, max(reading.begins[cue], cue - 15) - 1, -1):
        if reading.keys[i] == "عن" and i + 1 < cue and reading.upos[i + 1] != "PRON":
            return genitive_after(reading, i, cue)
        if reading.upos[i] == "VERB":
            return None
    return None


def _in_place(reading: Reading, cue: int, stop: int, place: str) -> Speaker | None:
    where = next((i for i in range(cue + 1, stop) if reading.keys[i] == place), None)
    return None if where is None else genitive_after(reading, where, stop)
