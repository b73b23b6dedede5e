"""Where the thing said ends, and whether it is given directly, reported, or both."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from analysis.arabic.orthography import key
from analysis.discourse.naming import INSTITUTIONS, NAMING
from analysis.discourse.parsed import MARKS, Reading, whole_word_start
from analysis.discourse.phrases import CIRCUMSTANCES, COMPLEMENTISERS, RELATIVES, has_pronoun
from analysis.discourse.voices.quotes import Complement, Quote, Quotes, word_after
from analysis.discourse.voices.titles import in_title
from analysis.discourse.word_lists import word_list, word_phrases

Type = Literal["direct", "indirect", "mixed"]
Span = tuple[int, int]

WITHHELD = word_list("withheld")
SPEECH_EVENTS = word_list("speech_events")
OWN_EVENTS = frozenset(
    {"استقبال", "اجتماع", "زياره", "جوله", "افتتاح", "حضور", "معرض", "رعايه", "تدشين", "ختام", "اعقاب"}
)
PREPOSITIONS = frozenset({"في", "من", "الي", "ل", "مع"})
NAMED_SO = (NAMING | INSTITUTIONS) - PREPOSITIONS
# ما يعرف بـ"قضية فلان", ما يسمى «الدولة»: what is in the marks is a name.
CALLING = frozenset(
    {"يعرف", "تعرف", "المعروف", "المعروفه", "يسمي", "تسمي", "المسمي", "المسماه", "يدعي", "تدعي", "الملقب"}
)
RESUMPTIONS = {
    first: tuple(tuple(p.split()) for p in word_phrases("resumptions") if p.split()[0] == first)
    for first in {p.split()[0] for p in word_phrases("resumptions")}
}


DENIALS = (["لا"], ["لم"], ["لن"], ["ليس"], ["ليست"], ["لقد"], ["قد"], ["سوف"], ["هناك"])
SHORT_SENTENCE = 20
NARRATING = frozenset({"كما", "اذ", "فيما", "بينما", "لكن", "حيث", "في", "ثم"})
MAY_RESUME = frozenset(RESUMPTIONS) | {"لكن", "و", "دون", "من", "ف", "فيما", "في"}


def content_span(
    reading: Reading, complement: Complement, ends: Sequence[bool], quotes: Quotes | None = None
) -> Span | None:
    """Give the character span of a thing said.

    A quotation that is the whole of it loses its marks. Otherwise it runs to the sentence's end on paper, to the next
    saying beside it (`ends[i]` true), or to where the narrator resumes; a quotation opened inside is finished first.
    """
    quote = complement.quote
    first = complement.first
    if quote and complement.how in ("quote", "colon"):
        return _quoted(reading, quote, first, ends)
    if first >= len(reading):
        return None
    last = first
    limit = _limit(reading, first)
    phrase = complement.how in ("object", "preposition")
    while True:
        while last < limit:
            if last > first and (ends[last] or _resumes(reading, last) or (phrase and _begins_clause(reading, last))):
                break
            if phrase and last > first and _two_dots(reading, last):
                break
            last += 1
        if last < limit:
            break
        closing = _closing(reading, first, last, quotes)
        following = closing or _continuation(reading, last, ends, free=complement.how == "colon")
        if following is None:
            break
        whole = following >= len(reading) or reading.paragraphs[following] != reading.paragraphs[first]
        # "… وشيكة." ولم تعرف بعد: a full stop inside the mark ends the sentence.
        whole = whole or (
            closing is not None
            and closing <= last + 2
            and reading.forms[last] == "."
            and reading.forms[following] not in ("،", ",")
        )
        last, limit = following, following if whole else _limit(reading, following)
    named = complement.called
    opens = quote is not None and quote.closed and quote.inner_start <= reading.starts[first]
    if (complement.how == "preposition" or named) and quote and opens:
        after = word_after(reading, first, quote.end)
        long = len(reading.text[quote.inner_start : quote.inner_end].split()) > 2
        if long and (named or (after < last and reading.keys[after] in CIRCUMSTANCES | {"في"})):
            return quote.inner_start, quote.inner_end  # دعا إلى «تحرير المدينة» خلال المؤتمر
    whole_clause = quote is not None and quote.closed and quote.start <= reading.starts[first] <= quote.inner_start
    if complement.how == "that" and quote and whole_clause and _narrator_goes_on(reading, quote, first, last):
        return quote.inner_start, quote.inner_end
    last = _within_quotes(reading, first, last, complement)
    last = _trim(reading, first, last)
    if last <= first:
        return None
    start, end = reading.span(first, last)
    if quote and quote.start <= start and end <= quote.end and end >= quote.inner_end:
        return max(start, quote.inner_start), quote.inner_end
    if reading.text[start] in MARKS:
        start += 1
    return whole_word_start(reading.text, start), end


def _two_dots(reading: Reading, position: int) -> bool:
    """النادي ينفي رحيل المدرب.. والرئيس يدافع عنه: after two dots a title tells something else."""
    dots = reading.forms[position] == ".." or [form[0] for form in reading.forms[position : position + 2]] == [".", "."]
    return dots and in_title(reading, position)


def _narrator_goes_on(reading: Reading, quote: Quote, first: int, last: int) -> bool:
    """أن «الطريق طويل»، كما كلف الوزيرة: after a clause in marks and a comma, a clause is the narrator's."""
    after = word_after(reading, first, quote.end)
    if after + 2 >= last or reading.forms[after] not in ("،", ","):
        return False
    joined = reading.keys[after + 1] == "و"
    following = after + 1 + joined
    verb = reading.upos[following] == "VERB" and reading.keys[following] not in COMPLEMENTISERS
    return verb if joined else reading.keys[following] in NARRATING


def _closing(reading: Reading, first: int, last: int, quotes: Quotes | None) -> int | None:
    """The word after a quotation that was opened inside what is said and goes on over the full stop at `last`."""
    if quotes is None or last >= len(reading) or last == first:
        return None
    quote = quotes.holding(reading.starts[last])
    if quote is None or not quote.closed or quote.start < reading.starts[first]:
        return None
    following = word_after(reading, last, quote.end)
    return following if reading.paragraphs[following - 1] == reading.paragraphs[last] else None


def _quoted(reading: Reading, quote: Quote, first: int, ends: Sequence[bool]) -> Span:
    """A quotation; one that is never closed goes on until another saying begins after a full stop."""
    end = quote.inner_end
    if not quote.closed:
        for position in range(first + 1, len(reading)):
            if reading.starts[position] >= end:
                break
            if (ends[position] or _resumes(reading, position)) and reading.begins[position] >= position - 1:
                end = reading.ends[_trim(reading, first, position) - 1]
                break
    return quote.inner_start, end


def _limit(reading: Reading, first: int) -> int:
    return min(reading.stops[first], len(reading))


def _resumes(reading: Reading, position: int) -> bool:
    if reading.keys[position] not in MAY_RESUME:
        return False
    words = reading.keys[position : position + 3]
    if _withholds(reading, position):
        return True
    if words[:2] == ["و", "ذلك"]:
        return _tells_when_it_was_said(reading, position + 2)
    return any(tuple(words[: len(pattern)]) == pattern for pattern in RESUMPTIONS.get(words[0], ())) and (
        reading.upos[position - 1] == "PUNCT" or words[0] not in ("علي", "ردا", "تعليقا")
    )


def _tells_when_it_was_said(reading: Reading, position: int) -> bool:
    """وذلك خلال مؤتمر, وذلك ردا على, وذلك بعد لقائه: of the saying; وذلك بعد افتتاح الفرع belongs to what is said.

    What somebody opens or visits is an occasion of speech only if it is the speaker's own (افتتاحه).
    """
    near = range(position, min(position + 3, len(reading)))
    if position < len(reading) and reading.keys[position] in ("ردا", "تعليقا"):
        return True
    event = next((i for i in near if reading.keys[i] in SPEECH_EVENTS), None)
    if event is None or event == position:
        return False
    return reading.keys[event] not in OWN_EVENTS or has_pronoun(reading, event)


def _withholds(reading: Reading, position: int) -> bool:
    """…، لكنها لم تذكر تفاصيل; دون أن يحدد: what the speaker did not say is the narrator's."""
    word = reading.keys[position]
    if word not in ("لكن", "و", "دون", "من", "ف"):
        return False
    near = reading.keys[position : position + 6]
    told = next((i for i, key in enumerate(near) if key in WITHHELD), None)
    if told is None:
        return False
    between = near[1:told]
    allowed = {"لكن", "ه", "ها", "هم", "هما", "لم", "لا", "ان", "دون", "من", "انه", "لكنه", "لكنها", "لكنهم"}
    negated = any(key in ("لم", "دون") for key in near[:told])
    return negated and all(key in allowed for key in between)


def _continuation(reading: Reading, stop: int, ends: Sequence[bool], *, free: bool) -> int | None:
    """Where a report goes on after a full stop of its paragraph: a sentence without a verb that begins with و.

    Free speech after a colon goes on over any sentence that a conjunction joins.
    """
    first = stop + 1
    if first >= len(reading) or reading.paragraphs[first] != reading.paragraphs[stop] or ends[first]:
        return None
    last = min(reading.stops[first], len(reading))
    if any(ends[i] for i in range(first, min(first + 4, last))):
        return None
    if free and reading.forms[stop][0] in "؟?!" and last - first <= SHORT_SENTENCE:
        return first  # فقال: ماذا تعني؟ هل عاد: who asks or calls out has not done speaking
    joined = reading.keys[first] == "و" and first + 1 < last and reading.tokens[first] == reading.tokens[first + 1]
    if free and (
        (joined and reading.upos[first + 1] != "VERB") or reading.keys[first] in ("كما", "لكن", "ف", "ثم", "لان")
    ):
        return first
    verbless = not any(reading.upos[i] in ("VERB", "AUX") for i in range(first, last))
    return first if joined and verbless and reading.is_nominal(first + 1) and last - first > 2 else None


def _begins_clause(reading: Reading, position: int) -> bool:
    """A noun phrase as the thing said ends where, after a comma, a clause begins: …، وسجلت; …، لكن السهم ارتفع."""
    if reading.forms[position - 1] not in ("،", ",", "؛"):
        return False
    if reading.keys[position] in ("لكن", "غير", "الا", "بينما", "فيما", "حيث", "اذ", "بعدما", "كما", "لذا", "لذلك"):
        return True
    if reading.keys[position] == "مما" or reading.keys[position : position + 2] == ["من", "ما"]:
        return True
    if reading.keys[position] == "ما":  # أعلن عن إلغاء الرحلة، ما تسبب في زحام; ضرورة التشاور، ما يخدم الغاية
        return "Aspect=Imp" not in (reading.feats[min(position + 1, len(reading) - 1)] or "")
    if reading.keys[position : position + 3] == ["و", "ب", "التالي"]:
        return False  # إنشاء هيئة، وبالتالي تتولى الإشراف
    joined = reading.keys[position] in ("و", "ف")
    near = range(position + joined, min(position + joined + 3, len(reading)))
    if any(reading.keys[i] in RELATIVES or reading.forms[i] in ("،", ",") for i in near):
        return False
    if joined and position + 1 < len(reading) and reading.keys[position + 1] in ("كما", "لكن", "هو", "هي"):
        return True
    if joined and reading.keys[position + 1 : position + 2] in (["ما"], ["من"]):
        return False  # على أعمال المركز، وما وصل إليه: one more thing
    verbs = [i for i in near if reading.upos[i] in ("VERB", "AUX")]
    if verbs and joined and "Aspect=Imp" in (reading.feats[verbs[0]] or "") and verbs[0] == position + 1:
        return False  # … التي تعبر النهر، وتوجد فيها: told in the present beside what is said
    return bool(verbs) and joined


def _within_quotes(reading: Reading, first: int, last: int, complement: Complement) -> int:
    """Finish a quotation that the sentence's end would cut."""
    if complement.quote and complement.quote.closed and complement.how in ("that", "preposition"):
        while (
            last < len(reading)
            and reading.starts[last] < complement.quote.end
            and reading.paragraphs[last] == reading.paragraphs[first]
        ):
            last += 1
    return last


def _trim(reading: Reading, first: int, last: int) -> int:
    """Leave out commas and stops at the end, and a conjunction that belongs to what follows."""
    while last > first and (
        (reading.upos[last - 1] == "PUNCT" and reading.forms[last - 1] in "،,.؛;:؟-–")
        or (
            reading.keys[last - 1] in {"و", "ف", "كما", "فيما", "حيث", "بينما", "ثم", "حين", "في"}
            and reading.upos[last - 1] in ("CCONJ", "ADP", "SCONJ", "NOUN")
        )
        or reading.keys[last - 2 : last] == ["و", "ذلك"]  # …، وذلك | في كلمته
        or _stray_mark(reading, first, last)
    ):
        last -= 1
    return last


def _stray_mark(reading: Reading, first: int, last: int) -> bool:
    form = reading.forms[last - 1]
    return form in MARKS and sum(f in MARKS for f in reading.forms[first : last - 1]) % 2 == 0


def attribution_type(
    reading: Reading, complement: Complement | None, span: Span | None, quotes: Sequence[Quote]
) -> Type:
    """Tell direct from indirect from mixed.

    direct: a quotation, after أن too if it is a whole clause, or free speech after a colon; mixed: a report with words
    of the speaker in quotation marks (names and terms in marks do not count); indirect: all else.
    """
    if complement is None or span is None:
        return "indirect"
    if complement.how in ("quote", "colon") or _is_whole_clause(reading, complement, span):
        return "direct"
    if complement.quote and complement.quote.inner_start <= span[0] and span[1] <= complement.quote.end:
        return "mixed"
    inside = [q for q in quotes_within(quotes, span[0] - 1, span[1]) if q.inner_end <= span[1] + 1 and q.depth == 0]
    return "mixed" if any(is_speech(reading, quote) for quote in inside) else "indirect"


def _is_whole_clause(reading: Reading, complement: Complement, span: Span) -> bool:
    """وأضاف أن «الطريق طويل»: all of the clause is in marks; of أنه «طويل» a pronoun outside them is its subject."""
    quote = complement.quote
    if complement.how != "that" or quote is None or complement.called:
        return False
    outside = bisect_left(reading.starts, quote.start) - 1
    whole = span == (quote.inner_start, quote.inner_end)
    if not whole or outside < 0:
        return False
    inside = word_after(reading, max(outside, 0), quote.inner_start)
    clause = reading.upos[inside : inside + 1] in (["VERB"], ["AUX"]) or reading.keys[inside : inside + 1] in DENIALS
    return reading.keys[outside] in COMPLEMENTISERS or clause  # أنه «لا يجوز …»


def quotes_within(quotes: Sequence[Quote], start: int, end: int) -> Sequence[Quote]:
    """The quotations that open in a stretch of the text; `quotes` are in order of their opening."""
    first = bisect_left(quotes, start, key=lambda quote: quote.start)
    last = bisect_left(quotes, end, key=lambda quote: quote.start)
    return quotes[first:last]


def type_of_said_before(reading: Reading, span: Span, quotes: Sequence[Quote]) -> Type:
    """Directness of what stands before its cue: a quotation, a report with quotations in it, or a report."""
    near = quotes_within(quotes, span[0] - 3, span[1])
    if any(q.inner_start == span[0] and q.inner_end >= span[1] - 1 for q in near):
        return "direct"
    inside = (q for q in near if q.start >= span[0] and q.inner_end <= span[1] and q.depth == 0)
    return "mixed" if any(is_speech(reading, quote) for quote in inside) else "indirect"


def is_speech(reading: Reading, quote: Quote) -> bool:
    """Say whether a quotation inside a report holds the speaker's words: neither a name nor a term."""
    text = reading.text
    before = text[max(0, quote.start - 40) : quote.start].replace(":", " ").split()
    if before and key(before[-1]).removeprefix("ال") in NAMING - PREPOSITIONS:
        return False
    words = [word for word in text[quote.inner_start : quote.inner_end].split() if word[0].isalpha()]
    if not words or (before and key(before[-1]) in CALLING):
        return False
    if len(words) < 3 and _is_predicate(reading, quote):
        return True
    if len(words) < 2 or (key(words[0]).removeprefix("ال") in NAMED_SO and len(words) <= 6):
        return False
    return (
        len(words) > 3
        or (len(words) == 3 and not words[0].startswith("ال"))
        or (len(words) > 1 and _opens_with_preposition(reading, quote))
    )


def _opens_with_preposition(reading: Reading, quote: Quote) -> bool:
    """«بقرار جريء», not «باي بال»."""
    first = bisect_left(reading.starts, quote.inner_start)
    glued = reading.next_token(first) > first + 1 if first < len(reading) else False
    return glued and reading.upos[first] == "ADP" and reading.keys[first] in ("ل", "ب")


def _is_predicate(reading: Reading, quote: Quote) -> bool:
    """كان اللقاء «مثمرا»: one or two words in marks that describe are the speaker's, names are not."""
    first = bisect_left(reading.starts, quote.inner_start)
    last = bisect_left(reading.starts, quote.inner_end)
    describes = first < last and reading.upos[first] == "ADJ" and not reading.keys[first].startswith("ال")
    return describes and all(
        reading.ner[i] == "O" and reading.upos[i] not in ("X", "PROPN") for i in range(first, last)
    )
