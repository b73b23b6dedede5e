"""Where the thing said begins: after أن, in quotation marks, after a colon, after the preposition or as the object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.discourse.naming import NAMING, is_title, is_voice_word
from analysis.discourse.phrases import COMPLEMENTISERS, IDIOMS, RELATIVES, TIMES, begins_new_phrase, has_pronoun
from analysis.discourse.quotes import Quote
from analysis.discourse.reading import MARKS, Reading
from analysis.discourse.vocabulary import Cue

How = Literal["that", "quote", "colon", "preposition", "object"]
MAX_WORDS = 60
SHORT = 3
NOT_OPENING = frozenset(
    ["الا", "غير", "بعد", "قبل", "منذ", "بيد", "لولا", "كما", "حيث", "خاصه", "دون", "ضروره", "اهميه", "اعتبار", "اساس", "رغم", "مع", "حتي", "لدرجه", "شرط", "بمجرد", "فكره"]
)


@dataclass(frozen=True)
class Complement:
    """Where a thing said begins.

    `stop` is the first word after the speaker's place, `first` the first word of the thing said (past complementiser,
    colon or mark), `quote` the quotation that is the whole of it.
    """

    how: How
    stop: int
    first: int
    quote: Quote | None = None


@dataclass(frozen=True)
class Quotes:
    """The outer quotations of a document by the word that their opening mark, or first word, is."""

    at: dict[int, Quote]

    @classmethod
    def of(cls, reading: Reading, quotes: Sequence[Quote]) -> "Quotes":
        """Place quotations on words."""
        at: dict[int, Quote] = {}
        position = 0
        for quote in sorted(quotes, key=lambda quote: quote.start):
            while position < len(reading) and reading.ends[position] <= quote.start:
                position += 1
            if position < len(reading):
                at.setdefault(position, quote)
        return cls(at)


def find_complement(
    reading: Reading, cue: int, entry: Cue, quotes: Quotes, barriers: Sequence[bool]
) -> Complement | None:
    """Find the thing said after a cue, or nothing.

    `barriers[i]` is true where another saying begins, which this one cannot reach beyond.
    """
    first = reading.next_token(cue)
    limit = min(_limit(reading, cue, first, barriers), first + MAX_WORDS)
    found: Complement | None = None
    position = first
    while position < limit and found is None:
        found = _clause_or_quote(reading, position, first, limit, entry, quotes)
        quote = quotes.at.get(position)
        position = _word_after(reading, position, quote.end) if quote and found is None else position + 1
    if (
        entry.cue_class == "ask"
        and entry.kind == "participle"
        and found
        and found.how == "that"
        and reading.is_nominal(first)
    ):
        return Complement("object", first, first)
    if "as" in entry.takes and found and found.how == "that":
        described = _described(reading, first, found.stop)
        return Complement("object", described, described) if described else found
    governed = _governed(reading, cue, first, found.stop if found else limit, entry, quotes)
    if governed and (
        found is None or found.how == "quote" or (found.how == "that" and _has_verb(reading, governed.stop, found.stop))
    ):
        mine = _fresh(reading, first, governed.stop) if "object" in entry.takes else []
        return Complement("object", mine[0], mine[0]) if mine else governed
    if (
        entry.kind == "participle"
        and "object" in entry.takes
        and found
        and found.how == "that"
        and found.stop > first + 6
    ):
        return _object(reading, cue, first, found.stop, entry)
    if found:
        return found
    return _line_below(reading, first, limit, entry, quotes) or _object(reading, cue, first, limit, entry)


def _limit(reading: Reading, cue: int, first: int, barriers: Sequence[bool]) -> int:
    """The sentence's end, the next saying, or the end of the quotation that the cue itself stands in."""
    end = min(reading.stops[cue], len(reading))
    return next((i for i in range(first, end) if barriers[i] or _is_new_clause(reading, i)), end)


def _is_new_clause(reading: Reading, position: int) -> bool:
    """A verb after و begins a clause beside the cue's, out of its reach."""
    return (
        reading.upos[position] == "VERB"
        and reading.keys[position - 1] == "و"
        and reading.tokens[position - 1] == reading.tokens[position]
        and reading.keys[position - 2] not in RELATIVES
    )


def _word_after(reading: Reading, position: int, character: int) -> int:
    while position < len(reading) and reading.starts[position] < character:
        position += 1
    return position


def _clause_or_quote(
    reading: Reading, position: int, first: int, limit: int, entry: Cue, quotes: Quotes
) -> Complement | None:
    word = reading.keys[position]
    if word == ":" and "quote" in entry.takes:
        return _after_colon(reading, position, limit, quotes)
    if word in COMPLEMENTISERS and "that" in entry.takes and not _is_exception(reading, position, first, entry):
        stop = position - 1 if position > first and reading.upos[position - 1] == "ADP" else position
        return _that(reading, stop, position, quotes)
    quote = quotes.at.get(position)
    if quote and position + 1 < limit and reading.keys[position + 1] == "ان" and reading.forms[position + 1][0] == "أ":
        stop = position - 1 if position > first and reading.upos[position - 1] == "ADP" else position
        return Complement("that", stop, reading.next_token(position + 1), quote)
    if quote and "quote" in entry.takes and not _is_name(reading, position, first, limit, quote):
        start = _word_after(reading, position, quote.inner_start)
        return Complement("quote", position, start, quote)
    return None


def _is_exception(reading: Reading, position: int, first: int, entry: Cue) -> bool:
    """إلا أن, بعد أن, ضرورة أن … belong to what is before, وأن to a report that has begun; none opens a thing said."""
    if position <= first:
        return False
    before = reading.keys[position - 1]
    if (
        reading.upos[position - 1] == "ADP"
        and before not in ("ب", "ل", "الي", "علي", "عن")
        and before not in entry.takes
    ):
        return True
    return before in NOT_OPENING or (before == "و" and reading.tokens[position - 1] == reading.tokens[position])


def _that(reading: Reading, stop: int, position: int, quotes: Quotes) -> Complement:
    first = reading.next_token(position)
    if first < len(reading) and reading.keys[first] == ":":
        first += 1
    return Complement("that", stop, first, quotes.at.get(first))


def _after_colon(reading: Reading, position: int, limit: int, quotes: Quotes) -> Complement:
    following = position + 1
    if following >= len(reading) or reading.paragraphs[following] != reading.paragraphs[position]:
        return Complement("colon", position, following, quotes.at.get(following))
    if reading.keys[following] in COMPLEMENTISERS:
        return _that(reading, position, following, quotes)
    quote = quotes.at.get(following)
    return Complement(
        "quote" if quote else "colon",
        position,
        _word_after(reading, following, quote.inner_start) if quote else following,
        quote,
    )


def _is_name(reading: Reading, position: int, first: int, limit: int, quote: Quote) -> bool:
    """Say whether a quotation names the speaker, the newspaper or the occasion instead of giving somebody's words."""
    end = _word_after(reading, position, quote.end)
    words = len(reading.text[quote.inner_start : quote.inner_end].split())
    if words <= SHORT and position != first:
        return True
    if words > 2 * SHORT:
        return False
    before = reading.keys[position - 1] if position > first else ""
    if position > first and (before in NAMING or reading.upos[position - 1] == "ADP"):
        return True
    return words <= 2 * SHORT and any(
        reading.keys[i] in COMPLEMENTISERS or reading.keys[i] == ":" for i in range(end, limit)
    )


def _governed(reading: Reading, cue: int, first: int, limit: int, entry: Cue, quotes: Quotes) -> Complement | None:
    """Find the preposition that the cue governs: the one the parse gives it, else the first that fits."""
    wanted = entry.takes - {"that", "quote", "object", "as"}
    quoted = {
        i for start, q in quotes.at.items() for i in range(start, min(limit, len(reading))) if reading.starts[i] < q.end
    }
    fits = [i for i in range(first, limit) if i not in quoted and _fits(reading, i, wanted)]
    if not fits:
        return None
    attached = [i for i in fits if _governor(reading, i) == cue and not _qualifies(reading, i)]
    free = [i for i in fits if not _qualifies(reading, i)]
    position = (attached or free or fits)[0]
    # A clause after the preposition is the thing said; the parse may have hung the preposition elsewhere.
    with_clause = [i for i in fits if i + 1 < len(reading) and reading.keys[i + 1] in COMPLEMENTISERS]
    if with_clause:
        position = with_clause[0]
        return Complement("that", position, reading.next_token(position + 1)) if "that" in entry.takes else None
    glued = reading.tokens[position] == reading.tokens[min(position + 1, len(reading) - 1)]
    if position + 1 >= len(reading) or reading.upos[position + 1] == "PRON":
        return None
    start = position if glued else position + 1
    quote = quotes.at.get(start)
    return Complement(
        "preposition", position, _word_after(reading, start, quote.inner_start) if quote else start, quote
    )


def _has_verb(reading: Reading, first: int, last: int) -> bool:
    """أعلن عن اتفاق ينص على أن: a verb between preposition and أن shows that أن is not the cue's own."""
    return any(reading.upos[i] in ("VERB", "AUX") for i in range(first, last))


def _fits(reading: Reading, position: int, wanted: frozenset[str]) -> bool:
    word = reading.keys[position]
    return word in wanted and reading.upos[position] in ("ADP", "SCONJ", "CCONJ", "PART")


def _qualifies(reading: Reading, position: int) -> bool:
    """Say whether a preposition qualifies the noun before it: صادر عن, المبعوث إلى اليمن (a name or definite place)."""
    before = {reading.keys[i].removeprefix("ال") for i in range(max(0, position - 2), position)}
    if before & {"صادر", "صادره", "مسوول", "مسووله", "مبعوث"}:
        return True
    following = min(position + 1, len(reading) - 1)
    return reading.keys[position] == "الي" and reading.upos[following] in ("X", "PROPN")


def _governor(reading: Reading, position: int) -> int:
    """Give the word that a preposition's noun depends on."""
    noun = reading.heads[position]
    return reading.heads[noun] if 0 <= noun < len(reading) else -1


def _line_below(reading: Reading, first: int, limit: int, entry: Cue, quotes: Quotes) -> Complement | None:
    """A quotation on the next line, where the line of the cue ends without a colon."""
    following = reading.paragraph_end(first - 1)
    if "quote" in entry.takes and limit == following and following < len(reading) and following in quotes.at:
        return Complement("colon", following, following, quotes.at[following])
    return None


def _fresh(reading: Reading, first: int, limit: int) -> list[int]:
    """Where a noun phrase begins that cannot belong to the subject that begins at `first`."""
    found = []
    for i in range(first + 1, limit):
        if reading.upos[i] in ("VERB", "AUX", "ADP") or reading.keys[i] in RELATIVES:
            break
        if begins_new_phrase(reading, i):
            found.append(i)
    return found


def _described(reading: Reading, first: int, limit: int) -> int | None:
    """وصف البيان المؤتمر بأنه: what is described begins with the second definite noun in a row, else with the last.

    Something must be described: the verb had no pronoun, or nothing would stand here.
    """
    fresh = _fresh(reading, first, limit)
    for i in range(first + 1, limit):
        pair = reading.keys[i].startswith("ال") and reading.keys[i - 1].startswith("ال")
        if pair and reading.upos[i] == "NOUN" and not is_title(reading.keys[i - 1]):
            return min([i, *fresh])
    definite = [i for i in range(first + 1, limit) if reading.keys[i].startswith("ال") and reading.upos[i] != "ADP"]
    return (fresh or definite[-1:] or [None])[0]


def _after_comma(reading: Reading, position: int) -> bool:
    """أكد الوزير، تواصل الحوار: a noun without article after the comma that is neither title nor body nor name."""
    return (
        reading.forms[position - 1] in ("،", ",")
        and reading.upos[position] == "NOUN"
        and not reading.keys[position].startswith("ال")
        and not is_voice_word(reading.keys[position])
        and ("Definite=Cons" in (reading.feats[position] or "") or has_pronoun(reading, position))
    )


def _object(reading: Reading, cue: int, first: int, limit: int, entry: Cue) -> Complement | None:
    """A noun phrase as the thing said: the parse's object, or what follows the comma after the subject."""
    if "object" not in entry.takes:
        return None
    if entry.kind == "participle" and first < limit and reading.is_nominal(first) and reading.keys[first] not in IDIOMS:
        return Complement("object", first, first)
    while (
        first < limit and (reading.upos[first] == "ADP" or reading.keys[first] in IDIOMS) and entry.kind == "participle"
    ):
        first = next(
            (
                i
                for i in range(first + 1, limit)
                if begins_new_phrase(reading, i) and "Definite=Cons" in (reading.feats[i] or "")
            ),
            limit,
        )
    objects = [
        i for i in range(first, limit) if reading.heads[i] == cue and reading.deprel[i] in ("obj", "ccomp", "xcomp")
    ]
    objects = [i for i in objects if reading.upos[i] != "PRON"]
    fresh = _fresh(reading, first, limit)
    if (
        has_pronoun(reading, first)
        and reading.upos[first] == "NOUN"
        and entry.kind == "verb"
        and not is_title(reading.keys[first])
    ):
        return Complement("object", first, first)
    fresh = fresh or [
        i for i in range(first + 1, limit) if _after_comma(reading, i) and not _has_verb(reading, first, i)
    ]
    if fresh and (not objects or fresh[0] < objects[0]):
        objects = fresh
    if not objects and entry.kind == "participle" and first < limit and reading.is_nominal(first):
        return Complement("object", first, first)
    if not objects:
        return None
    position = reading.token_start(objects[0])
    while position + 1 < limit and reading.keys[position] in TIMES:
        position += 1
    while (
        position > first
        and reading.upos[position - 1] in ("DET", "PART", "ADP")
        and reading.forms[position - 1][0] not in MARKS
    ):
        position -= 1
    return Complement("object", position, position)
