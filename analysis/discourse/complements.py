"""Where the thing said begins: after أن, in quotation marks, after a colon, after the preposition or as the object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.discourse.naming import NAMING
from analysis.discourse.phrases import COMPLEMENTISERS
from analysis.discourse.quotes import Quote
from analysis.discourse.reading import MARKS, Reading
from analysis.discourse.vocabulary import Cue

How = Literal["that", "quote", "colon", "preposition", "object"]
MAX_WORDS = 60
SHORT = 3


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


def find_complement(reading: Reading, cue: int, entry: Cue, quotes: Quotes, barriers: Sequence[bool]) -> Complement | None:
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
    if entry.cue_class == "ask" and entry.kind == "participle" and found and found.how == "that" and reading.is_nominal(first):
        return Complement("object", first, first)
    governed = _governed(reading, cue, first, found.stop if found else limit, entry)
    if governed and (found is None or found.how == "that"):
        return governed
    if found:
        return found
    return _line_below(reading, first, limit, entry, quotes) or _object(reading, cue, first, limit, entry)


def _limit(reading: Reading, cue: int, first: int, barriers: Sequence[bool]) -> int:
    """The sentence's end, the next saying, or the end of the quotation that the cue itself stands in."""
    end = reading.stops[cue]
    # A colon or a mark may stand after what looks like a full stop; nothing else may.
    return next((i for i in range(first, min(end, len(reading))) if barriers[i]), min(end, len(reading)))


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
    if word in COMPLEMENTISERS and "that" in entry.takes and not _is_exception(reading, position):
        stop = position - 1 if position > first and reading.upos[position - 1] == "ADP" else position
        return _that(reading, stop, position, quotes)
    quote = quotes.at.get(position)
    if quote and "quote" in entry.takes and not _is_name(reading, position, first, limit, quote):
        start = _word_after(reading, position, quote.inner_start)
        return Complement("quote", position, start, quote)
    return None


def _is_exception(reading: Reading, position: int) -> bool:
    """إلا أن, غير أن, بعد أن, قبل أن … join clauses of the narrator; they do not open a thing said."""
    return position > 0 and reading.keys[position - 1] in {"الا", "غير", "بعد", "قبل", "منذ", "بيد", "لولا", "كما", "حيث", "خاصه", "دون", "ضروره"}


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
    return Complement("quote" if quote else "colon", position, _word_after(reading, following, quote.inner_start) if quote else following, quote)


def _is_name(reading: Reading, position: int, first: int, limit: int, quote: Quote) -> bool:
    """Say whether a quotation names the speaker, the newspaper or the occasion instead of giving somebody's words."""
    end = _word_after(reading, position, quote.end)
    words = sum(1 for i in range(position, min(end, len(reading))) if reading.upos[i] != "PUNCT")
    if words > 2 * SHORT:
        return False
    before = reading.keys[position - 1] if position > first else ""
    if position > first and (before in NAMING or reading.upos[position - 1] == "ADP"):
        return True
    return words <= 2 * SHORT and any(reading.keys[i] in COMPLEMENTISERS or reading.keys[i] == ":" for i in range(end, limit))


def _governed(reading: Reading, cue: int, first: int, limit: int, entry: Cue) -> Complement | None:
    """Find the preposition that the cue governs: the one the parse gives it, else the first that fits."""
    wanted = entry.takes - {"that", "quote", "object"}
    fits = [i for i in range(first, limit) if _fits(reading, i, wanted)]
    if not fits:
        return None
    attached = [i for i in fits if _governor(reading, i, limit) == cue]
    position = (attached or fits)[0]
    # A clause after the preposition is the thing said; the parse may have hung the preposition elsewhere.
    with_clause = [i for i in fits if i + 1 < len(reading) and reading.keys[i + 1] in COMPLEMENTISERS]
    if with_clause:
        position = with_clause[0]
        return Complement("that", position, reading.next_token(position + 1)) if "that" in entry.takes else None
    glued = position + 1 < len(reading) and reading.tokens[position] == reading.tokens[position + 1]
    start = position if glued or position + 1 >= len(reading) else position + 1
    return Complement("preposition", position, start)


def _fits(reading: Reading, position: int, wanted: frozenset[str]) -> bool:
    word = reading.keys[position]
    return word in wanted and reading.upos[position] in ("ADP", "SCONJ", "CCONJ", "PART")


def _governor(reading: Reading, position: int, limit: int) -> int:
    """Give the word that a preposition's noun depends on."""
    noun = reading.heads[position]
    return reading.heads[noun] if 0 <= noun < len(reading) else -1


def _line_below(reading: Reading, first: int, limit: int, entry: Cue, quotes: Quotes) -> Complement | None:
    """A quotation on the next line, where the line of the cue ends without a colon."""
    following = reading.paragraph_end(first - 1)
    if "quote" in entry.takes and limit == following and following < len(reading) and following in quotes.at:
        return Complement("colon", following, following, quotes.at[following])
    return None


def _object(reading: Reading, cue: int, first: int, limit: int, entry: Cue) -> Complement | None:
    """A noun phrase as the thing said: the parse's object, or what follows the comma after the subject."""
    if "object" not in entry.takes:
        return None
    objects = [i for i in range(first, limit) if reading.heads[i] == cue and reading.deprel[i] in ("obj", "ccomp", "xcomp")]
    objects = [i for i in objects if reading.upos[i] != "PRON"]
    if not objects and entry.kind == "participle" and first < limit and reading.is_nominal(first):
        return Complement("object", first, first)
    if not objects:
        return None
    position = reading.token_start(objects[0])
    while position > first and reading.upos[position - 1] in ("DET", "PART", "ADP") and reading.forms[position - 1][0] not in MARKS:
        position -= 1
    return Complement("object", position, position)
