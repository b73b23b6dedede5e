"""From sayings to attributions: what each says, and who says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.discourse.identity import TEXTS
from analysis.discourse.naming import is_voice_word
from analysis.discourse.parsed import Reading
from analysis.discourse.voices.candidates import Candidates, Saying, standing
from analysis.discourse.voices.conditions import is_beside, joint
from analysis.discourse.voices.contents import Span, attribution_type, content_span
from analysis.discourse.voices.cues import Cue, CueBook
from analysis.discourse.voices.quotes import Quote, find_quotes
from analysis.discourse.voices.said import Quotes
from analysis.discourse.voices.speakers import (
    Speaker,
    cue_agreement,
    genitive_after,
    is_printed_passive,
    last_speaker,
    mentioned_before,
    named_after,
    named_before,
    phrase_speaker,
    subject_before,
    topic_of,
)
from analysis.discourse.word_lists import word_list


FACTS = word_list("facts")
STUDYING = frozenset({"باحثون", "باحثين", "علماء", "فريق", "دراسات", "ابحاث", "استطلاعات", "بيانات", "احصاءات"})


@dataclass(frozen=True)
class Attribution:
    """One saying, as found: `cue` is a word's position, `content` a span of characters."""

    cue: int
    rule: str
    entry: Cue
    speaker: Speaker | None
    content: Span | None
    type: str


def attributions(reading: Reading, candidates: Candidates, book: CueBook) -> list[Attribution]:
    """Make attributions of the candidates of one document, in order."""
    quotes = find_quotes(reading.text)
    sayings = standing(reading, candidates, Quotes.of(reading, quotes), book)
    ends = [False] * (len(reading) + 1)
    for saying in sayings:
        if is_beside(reading, saying.cue, saying.rule):
            ends[joint(reading, saying.cue)] = True
    contents = [content_span(reading, saying.complement, ends) if saying.complement else None for saying in sayings]
    found: list[Attribution] = []
    for saying, content in zip(sayings, contents, strict=True):
        speaker = _speaker(reading, saying, found)
        if not _may_say(reading, saying, speaker):
            continue
        if content is None and saying.complement is None:
            content = _said_before(reading, saying, speaker, quotes, [c for c in contents if c])
        kind = attribution_type(reading, saying.complement, content, quotes)
        if saying.complement is None and content and any(q.inner_start == content[0] for q in quotes):
            kind = "direct"
        found.append(Attribution(saying.cue, saying.rule.name, saying.entry, speaker, content, kind))
    return found


def _may_say(reading: Reading, saying: Saying, speaker: Speaker | None) -> bool:
    """Facts say nothing (الوقائع تؤكد); by some verbs only texts, and those who study, do (أظهرت الدراسة أن)."""
    if speaker is None:
        return not saying.entry.texts
    if speaker.inferred:
        return not saying.entry.texts
    word = reading.keys[speaker.head]
    known = {word, word.removeprefix("ال")}
    if saying.entry.texts:
        return bool(known & (TEXTS | STUDYING))
    return not (known & FACTS and saying.rule.needs == "said")


def _said_before(
    reading: Reading, saying: Saying, speaker: Speaker | None, quotes: Sequence[Quote], others: Sequence[Span]
) -> Span | None:
    """What a saying after or inside its content says: a quotation before it, or, at the end, its clause."""
    before = joint(reading, saying.cue)
    begin = reading.begins[saying.cue]
    if before <= begin:
        return None
    for quote in quotes:
        if quote.end > reading.starts[before] or quote.start < reading.starts[begin]:
            continue
        gap = reading.text[quote.end : reading.starts[before]]
        if quote.depth == 0 and len(gap.split()) <= 1 and saying.rule.needs == "none" and "حسب" not in gap:
            return quote.inner_start, quote.inner_end
    if saying.rule.needs == "as" or (
        saying.rule.needs == "none" and reading.keys[before] not in ("حسب", "وفق", "فق", "ب", "علي", "وفقا")
    ):
        return None
    after = max(reading.ends[saying.cue], speaker.end if speaker and not speaker.inferred else 0)
    stop = reading.stops[saying.cue]
    rest = [i for i in range(saying.cue + 1, stop) if reading.starts[i] >= after and reading.upos[i] != "PUNCT"]
    if rest and (saying.rule.needs != "none" or len(rest) > 6 or any(reading.upos[i] == "VERB" for i in rest)):
        return None
    last = before
    while last > begin and reading.upos[last - 1] == "PUNCT" and reading.forms[last - 1] in "،,":
        last -= 1
    if last - begin < 3:
        return None
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
        return genitive_after(reading, cue, min(stop, reading.stops[cue]))
    gender, number = cue_agreement(reading, cue, entry)
    earlier = [a.speaker for a in found if a.speaker and reading.paragraphs[a.cue] == reading.paragraphs[cue]]
    if entry.kind == "noun":
        own = [i for i in range(cue + 1, reading.next_token(cue)) if reading.upos[i] == "PRON"]
        if entry.lemma == "مفاد":
            return _what_is_told(reading, cue)
        if entry.lemma == "القول":
            carried = _carried(last_speaker(reading, earlier, "", ""), "carried-on")
            return carried or subject_before(reading, cue, reading.begins[cue], "", "", inferred=False)
        if own:
            begin = reading.begins[cue]
            others = any(reading.begins[a.cue] == begin for a in found)
            own_clause = None if others else subject_before(reading, cue, begin, "", "", inferred=False)
            with_verb = own_clause if reading.keys[cue - 1] == "ب" else None
            return (
                with_verb
                or _relayed(reading, cue)
                or _carried(last_speaker(reading, earlier, "", ""), "carried-on")
                or own_clause
            )
        begin = reading.begins[cue]
        return genitive_after(reading, cue, stop) or subject_before(reading, cue, begin, "", "", inferred=False)
    if entry.kind == "participle":
        own_subject = _own_subject(reading, saying)
        if own_subject:
            return own_subject
        beside = [a.speaker for a in found if a.speaker and reading.begins[a.cue] == reading.begins[cue]]
        begin = reading.begins[cue]
        if not beside and any(reading.begins[a.cue] == begin for a in found):
            # It goes with a saying whose speaker is not in the paragraph.
            return None
        return (
            last_speaker(reading, beside, gender, number)
            or subject_before(reading, cue, begin, gender, number, inferred=False)
            or _carried(last_speaker(reading, earlier, gender, number), "carried-on")
            or mentioned_before(reading, cue, begin, gender, number)
        )
    if "Person=1" in (reading.feats[cue] or "") or is_printed_passive(reading, cue):
        return None
    if entry.place:
        return _in_place(reading, cue, stop, entry.place)
    bare = joint(reading, cue) == cue > reading.begins[cue]
    loose = (
        saying.complement is not None
        and saying.complement.how == "object"
        and saying.complement.stop == reading.next_token(cue)
    )
    named = named_before(reading, cue, reading.begins[cue]) if bare and loose else None
    named = named or named_after(reading, cue, stop)
    if named is None:
        named = topic_of(reading, cue)
    if named is None and reading.token_start(cue) == cue:
        named = named_before(reading, cue, reading.begins[cue])
    if named:
        return named
    carried = last_speaker(reading, earlier, gender, number)
    if carried:
        return _carried(carried, "carried-on")
    if not earlier and any(reading.paragraphs[a.cue] == reading.paragraphs[cue] for a in found):
        return None
    first = reading.paragraph_start(cue)
    return (
        subject_before(reading, cue, first, gender, number)
        or mentioned_before(reading, cue, first, gender, number)
        or _carried(_above(reading, cue, found, gender, number), "paragraph-above")
    )


def _what_is_told(reading: Reading, cue: int) -> Speaker | None:
    """خبرا نشر عبر وسائل الإعلام مفاده: the nearest noun before that names a text."""
    for position in range(cue - 1, max(reading.begins[cue], cue - 12) - 1, -1):
        word = reading.keys[position]
        if reading.is_nominal(position) and {word, word.removeprefix("ال"), word.removesuffix("ا")} & TEXTS:
            return phrase_speaker(reading, position, cue, cue)
    return None


def _own_subject(reading: Reading, saying: Saying) -> Speaker | None:
    """مؤكدًا سموه أن: a participle whose subject stands between it and the clause."""
    first = reading.next_token(saying.cue)
    complement = saying.complement
    if complement is None or complement.how != "that" or first >= complement.stop:
        return None
    if not is_voice_word(reading.keys[first]) or reading.upos[first] == "ADP":
        return None
    return named_after(reading, saying.cue, complement.stop)


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
