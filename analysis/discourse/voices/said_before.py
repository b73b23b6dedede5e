"""What a saying after or inside its content says: the quotation, clause or sentence before it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.voices.candidates import Saying
from analysis.discourse.voices.conditions import joint
from analysis.discourse.voices.contents import Span, quotes_within
from analysis.discourse.voices.quotes import Quote
from analysis.discourse.voices.speakers import Speaker

# Texts without punctuation have no sentences: no clause is longer than this many words.
LONGEST_SENTENCE = 400
FORMULAE = (
    ["يذكر", "ان"], ["يشار", "الي", "ان"], ["تجدر", "الاشاره", "الي", "ان"], ["الجدير", "ب", "الذكر", "ان"],
    ["و", "يذكر", "ان"], ["و", "يشار", "الي", "ان"], ["جدير", "ب", "الذكر", "ان"],
)  # fmt: skip
LIGHT = frozenset({"تم", "تمت", "يتم", "جري", "جرت", "وقع", "وقعت"})


@dataclass(frozen=True)
class Taken:
    """Stretches of a text that something is already made of, so that overlaps are found without looking at each."""

    starts: tuple[int, ...]
    reach: tuple[int, ...]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "Taken":
        """Take these stretches."""
        order = sorted(spans)
        return cls(tuple(start for start, _ in order), tuple(accumulate((end for _, end in order), max)))

    def overlap(self, span: Span) -> bool:
        """Say whether a stretch shares a character with any of these."""
        number = bisect_left(self.starts, span[1])
        return number > 0 and self.reach[number - 1] > span[0]


def said_before(
    reading: Reading, saying: Saying, speaker: Speaker | None, quotes: Sequence[Quote], others: "Taken"
) -> Span | None:
    """What a saying after or inside its content says: a quotation before it, or, at the end, its clause."""
    before = joint(reading, saying.cue)
    begin = _clause_begin(reading, saying.cue, quotes)
    if before <= begin:
        return None
    for quote in quotes_within(quotes, reading.starts[begin], reading.starts[before]):
        if quote.end > reading.starts[before]:
            continue
        gap = reading.text[quote.end : reading.starts[before]]
        if quote.depth == 0 and len(gap.split()) <= 1 and saying.rule.needs in ("none", "speaker") and "حسب" not in gap:
            opening = [
                i for i in range(begin, before) if reading.starts[i] < quote.start and reading.upos[i] != "PUNCT"
            ]
            coined = reading.keys[before : before + 2] == ["علي", "حد"] and len(quote_words(reading, quote)) > 2
            if len(opening) < 3 or coined:
                return quote.inner_start, quote.inner_end
    inserted = _inserted(reading, saying, speaker, begin, before)
    if inserted is not None:
        return inserted
    if saying.rule.needs == "none" and reading.keys[before] not in ("حسب", "وفق", "فق", "ب", "علي", "وفقا"):
        return None
    after = max(reading.ends[saying.cue], speaker.end if speaker and not speaker.inferred else 0)
    stop = reading.stops[saying.cue]
    rest = [i for i in range(saying.cue + 1, stop) if reading.starts[i] >= after and reading.upos[i] != "PUNCT"]
    is_clause = any(reading.upos[i] in ("VERB", "AUX") for i in range(begin, before))
    if rest and not is_clause and (len(rest) > 6 or any(reading.upos[i] == "VERB" for i in rest)):
        return None
    last = before
    if reading.keys[last - 2 : last] == ["و", "ذلك"] and last - 2 > begin:
        last -= 2  # …، وذلك بحسب بلاغ
    while last > begin and reading.upos[last - 1] == "PUNCT" and reading.forms[last - 1] in "،,.":
        last -= 1
    if last - begin < 3:
        return None
    if last - begin < 6 and len(rest) > 4 and reading.keys[before] != "نقلا":
        # وقدر المؤشر، وفقا للمركز، قيمة …: the clause that the source interrupts goes on after it, and is the whole.
        comma = next(
            (i for i in range(saying.cue, stop) if reading.starts[i] >= after and reading.forms[i] in "،,"), stop
        )
        return reading.span(begin, stop) if comma + 3 < stop else None
    first = begin
    while first < last and reading.upos[first] == "PUNCT" and reading.forms[first][0] not in MARKS:
        first += 1
    formula = next((f for f in FORMULAE if reading.keys[begin : begin + len(f)] == f), None)
    if formula is not None:
        first = reading.next_token(begin + len(formula) - 1)
    span = reading.span(first, last) if last > first else None
    if span is None or others.overlap(span):
        return None
    return span


def quote_words(reading: Reading, quote: Quote) -> list[str]:
    """The words of a quotation, by white space."""
    return reading.text[quote.inner_start : quote.inner_end].split()


def _inserted(reading: Reading, saying: Saying, speaker: Speaker | None, begin: int, before: int) -> Span | None:
    """كما تم، وفق ما أفاد به مصدر، تحرير 5 محاضر: the clause that the source interrupts goes on after it."""
    opened = any(reading.keys[i] in LIGHT for i in range(begin, before)) and before - begin <= 10
    if not opened or speaker is None:
        return None
    stop = min(reading.stops[saying.cue], len(reading))
    comma = next(
        (i for i in range(saying.cue + 1, stop) if reading.starts[i] >= speaker.end and reading.forms[i] in ("،", ",")),
        None,
    )
    if comma is None or comma + 3 > stop or reading.upos[comma + 1] != "NOUN":
        return None
    return reading.span(comma + 1, stop)


def _clause_begin(reading: Reading, cue: int, quotes: Sequence[Quote]) -> int:
    """Where the sentence of a cue begins, or the quotation that the cue stands in."""
    begin = max(reading.begins[cue], cue - LONGEST_SENTENCE)
    start = reading.starts[cue]
    inside = [quote.inner_start for quote in quotes_within(quotes, reading.starts[begin], start) if quote.end > start]
    if not inside:
        return begin
    return next((i for i in range(begin, cue) if reading.starts[i] >= inside[-1]), begin)


def goes_with_another(reading: Reading, saying: Saying, cues: Sequence[int]) -> bool:
    """وقال في كلمته كما نقل البيان: what the verb before says is what the aside passes on."""
    if saying.rule.needs != "as":
        return False
    return bisect_left(cues, reading.begins[saying.cue]) < bisect_left(cues, joint(reading, saying.cue))
