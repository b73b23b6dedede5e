"""Speech without a word of saying: headlines (name, colon, words), turns of an interview, a speech with its orator.

A colon at a paragraph's head also follows places (سوسة: حجز …), topics and times; so what stands before it must name
somebody who can speak, by the lists of `people.toml` and by what stands after it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.discourse.actor_kinds import words
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.identity import Identity, identify
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import BODIES, GIVEN, GROUPS, HONORIFICS, NAME_HEADS, OFFICES, ROLES, keys_of
from analysis.discourse.phrases import ADDRESSEES
from analysis.discourse.verbal_nouns import is_verbal_noun
from analysis.discourse.voices.contents import Span

PLACES = frozenset(tuple(name.split()) for name in keys_of("places"))
TOPICS, EVENTS, OUTLETS = keys_of("topics"), keys_of("events"), keys_of("outlets")
SPEAKING_TEXTS = frozenset(
    {"دراسه", "دراسات", "تقرير", "تقارير", "استطلاع", "بحث", "ابحاث", "احصاييه", "احصاييات", "بيان", "مصادر"}
)
# How a country's statement opens, and no event in it: لا نهج مشترك, على الأطراف الالتزام.
STATING = frozenset({"لا", "لن", "ليس", "ليست", "علي", "نحن", "يجب"})
CLUBS = frozenset({"منتخب", "نادي", "فريق", "اتحاد", "هلال", "نصر", "اهلي", "شباب", "ترجي", "نجم", "افريقي", "خطوط"})
MARKERS = {"س": "", "ج": "", "سوال": "", "السوال": "", "جواب": "", "الجواب": "", "الاجابه": ""}
DASHES = frozenset({"-", "–", "—", "•", "*", "●", "▪", "••", "_"})
ENDING_SO = frozenset(
    {
        "نادي",
        "وادي",
        "دوري",
        "كرسي",
        "مبني",
        "ملتقي",
        "منتدي",
        "مستشفي",
        "ملهي",
        "مقهي",
        "صحاري",
        "اراضي",
        "مباني",
        "اغاني",
    }
)
CUT_TITLES = frozenset({"د", "م", "ا", "أ"})
LONGEST = 14
MANY = 3


@dataclass(frozen=True)
class Turn:
    """Words given to somebody by a colon: `place` is the colon's word, `head` the first word of the name, or None."""

    place: int
    head: int | None
    speaker: Span | None
    content: Span
    rule: str
    paragraph: int


def find_turns(reading: Reading, is_taken: Callable[[int, int], bool]) -> list[Turn]:
    """Find the turns of a document.

    `is_taken(first, last)` says whether a saying with a cue stands among the words `first:last`: where one stands
    before the colon, the colon is its own.
    """
    bounds = _paragraphs(reading)
    turns: list[Turn] = []
    for number, (first, last) in enumerate(bounds):
        colon = _colon(reading, first, last)
        turn = None if colon is None else _turn(reading, first, colon, last, is_title=number == 0)
        if turn is not None and not is_taken(first, turn.place):
            turns.append(turn)
    turns = _believed(reading, turns)
    marked = sum(turn.head is None for turn in turns)
    turns = [turn for turn in turns if turn.head is not None or marked > 1 or len(reading.keys[turn.place - 1]) == 1]
    if len(turns) >= MANY:
        turns = _continued(reading, turns, bounds)
    return turns + list(_questions(reading, bounds, {turn.paragraph for turn in turns}))


def _paragraphs(reading: Reading) -> list[tuple[int, int]]:
    starts = [0, *(i for i in range(1, len(reading)) if reading.paragraphs[i] != reading.paragraphs[i - 1])]
    return list(pairwise([*starts, len(reading)]))


def _colon(reading: Reading, first: int, last: int) -> int | None:
    """The first colon near the paragraph's head, outside quotation marks."""
    inside = False
    for position in range(first, min(last, first + LONGEST)):
        form = reading.forms[position]
        if form[0] in MARKS:
            inside = not inside
        elif form == ":" and not inside:
            return position
        elif form in ("؟", "!", "؛") or _is_stop(reading, position):
            return None
    return None


def _is_stop(reading: Reading, position: int) -> bool:
    """A full stop; not one of several dots, nor that of a title cut to a letter: د. سالم."""
    if reading.forms[position] != "." or "." in reading.forms[position - 1 : position + 2 : 2]:
        return False
    return not _after_letter(reading, position)


def _after_letter(reading: Reading, position: int) -> bool:
    return position > 0 and reading.keys[position - 1] in CUT_TITLES


def _turn(reading: Reading, first: int, colon: int, last: int, *, is_title: bool) -> Turn | None:
    start = first
    for position in range(first, colon):
        # عام / نائب أمير حائل: a label; شاهد.. فلان: a call to the reader.
        if _after_letter(reading, position):
            continue  # د. سالم
        if reading.forms[position] in ("/", "..", "|", ".") or (
            position == start and reading.forms[position] in DASHES
        ):
            start = position + 1
    content = _content(reading, colon + 1, last)
    if content is None or start >= colon:
        return None
    paragraph = reading.paragraphs[first]
    if colon == start + 1 and reading.keys[start] in MARKERS:
        return Turn(colon, None, None, content, "turn", paragraph)
    end = _before_addressee(reading, start, colon)
    rule = "headline" if is_title and _looks_like_title(reading, first, last) else "turn"
    words_after = sum(reading.upos[i] != "PUNCT" for i in range(colon + 1, last))
    if words_after < 2 or not _can_speak(reading, start, end, colon, last, is_title=rule == "headline"):
        return None
    while start < end and reading.upos[start] == "PUNCT":
        start += 1
    stop = reading.ends[end - 1]
    while stop > reading.starts[start] and reading.text[stop - 1] in MARKS + ")}{(":
        stop -= 1
    return Turn(colon, start, (reading.starts[start], stop), content, rule, paragraph)


def _looks_like_title(reading: Reading, first: int, last: int) -> bool:
    ends = reading.forms[last - 1] == "." and reading.forms[last - 2] != "."
    return last - first <= 45 and not ends


def _before_addressee(reading: Reading, start: int, colon: int) -> int:
    """Leave out whom the words are said to, and on what occasion: وزير الخارجية لـ«الصحيفة», فلان ردا على كذا."""
    for position in range(start + 1, colon):
        if reading.token_start(position) != position:
            continue
        form, word = reading.forms[position], reading.keys[position]
        if form in ("لـ", "ل") and reading.upos[position] != "ADP":
            return position
        if reading.upos[position] == "ADP" and word == "ل" and not _is_of_body(reading, start, position):
            return position
        if word in OCCASIONED or (word in ("في", "عن") and _is_name(reading, position - 1)):
            return position
    end = colon
    while end > start + 1 and reading.upos[end - 1] == "PUNCT" and reading.forms[end - 1] not in (")",):
        end -= 1
    return end


def _is_of_body(reading: Reading, start: int, position: int) -> bool:
    """الأمين العام للأمم المتحدة, الشركة التونسية للأنشطة: لـ after a body or a definite office belongs to its name."""
    following = position + 1
    word = reading.keys[following] if following < len(reading) else ""
    if word.endswith("نا") or word in KNOWN_MEDIA or reading.forms[min(following, len(reading) - 1)][0] in MARKS:
        return False
    bare = reading.keys[start].removeprefix("ال")
    if bare in BODIES:
        return word not in ADDRESSEES
    office = any(reading.keys[i] in OFFICES | ROLES | BODIES for i in range(start, position))
    return office and reading.keys[position - 1].startswith("ال") and reading.keys[start].startswith("ال")


def _is_name(reading: Reading, position: int) -> bool:
    return reading.ner[position].endswith("PER") or reading.upos[position] in ("X", "PROPN")


OCCASIONED = frozenset({"ردا", "تعليقا", "تعقيبا", "بعد", "عقب", "حول", "بخصوص", "بشان", "خلال", "امام", "عبر"})
KNOWN_MEDIA = frozenset(
    {"الشرق", "عكاظ", "الحياه", "الرياض", "سبق", "الوطن", "اليوم", "الجزيره", "المدينه", "الاقتصاديه", "الجوهره"}
)


def _content(reading: Reading, first: int, last: int) -> Span | None:
    while last > first and reading.upos[last - 1] == "PUNCT" and reading.forms[last - 1] in (".", "،", "..", "…"):
        last -= 1
    while first < last and (reading.forms[first][0] in MARKS or reading.forms[first] in (":", "-", "–")):
        first += 1
    if last <= first:
        return None
    start, end = reading.starts[first], reading.ends[last - 1]
    while end > start and (reading.text[end - 1] in MARKS or reading.text[end - 1].isspace()):
        end -= 1
    return (start, end) if end > start else None


def _can_speak(reading: Reading, start: int, end: int, colon: int, last: int, *, is_title: bool) -> bool:
    """Say whether the words `start:end` before a colon name somebody whose words follow it."""
    keys = [reading.keys[i] for i in range(start, end) if reading.upos[i] != "PUNCT"]
    tags = [reading.upos[i] for i in range(start, end) if reading.upos[i] != "PUNCT"]
    if len(keys) > 1 and tags[0] == "ADP" and _is_name_after_all(reading, start, colon, last, alone=len(keys) == 2):
        rest = 2 if reading.tokens[start] == reading.tokens[start + 1] else 1
        keys, tags = [reading.token_key(start), *keys[rest:]], ["PROPN", *tags[rest:]]
    if keys[:2] == ["ف", "ان"] and len(keys) > 2:
        keys, tags = ["فان", *keys[2:]], ["PROPN", *tags[2:]]  # فان غال, taken for فإن
    if not keys or len(keys) > 10 or not any(k.isalpha() for k in keys):
        return False
    quoted = reading.forms[start][0] in MARKS + "{"
    head = keys[0]
    bare = head[2:] if head.startswith("ال") and len(head) > 4 else head
    if any(k.isdigit() for k in keys) or tags[0] in ("ADP", "SCONJ", "PART", "ADV", "PRON", "DET", "CCONJ", "NUM"):
        return False
    if any(tag in ("VERB", "AUX") for tag in tags[1:]) or (tags[0] == "VERB" and len(keys) > 1):
        return False
    first_person = _speaks_of_itself(reading, colon + 1, last)
    if bare == "اعلان" and len(keys) == 2 and (reading.ner[start + 1].endswith("LOC") or _is_place(keys[1:])):
        return True  # إعلان القاهرة: a text named after a place
    person = reading.ner[start].endswith("PER")  # ترامب has the shape of a verbal noun
    acts = is_verbal_noun(head) and not person and bare not in SPEAKING_TEXTS | BODIES and head not in GIVEN
    if head in TOPICS or acts:
        return False
    if bare in words("of_places") and not quoted and bare not in BODIES:
        return first_person  # جبل المغيلة : a place
    if _is_place(keys):
        return first_person or next((k for k in reading.keys[colon + 1 : last] if k.isalpha()), "") in STATING
    if not is_title and not _is_person(keys, quoted):
        return False
    if " ".join(keys) in OUTLETS:
        return True
    if (
        bare in CLUBS
        and "الله" not in keys
        and head not in HONORIFICS
        and len(keys) <= 3
        and bare == head.removeprefix("ال")
    ):
        return first_person
    if bare in SPEAKING_TEXTS:
        return len(keys) <= 3
    known = {head, bare}
    if len(head) > 2 and head in NAME_HEADS:
        return True
    if known & (GROUPS | OFFICES | ROLES | HONORIFICS | GIVEN) or head.endswith(("ون", "يون")) or quoted:
        return True
    if known & BODIES or head.isascii():
        return True
    if len(keys) == 2 and all(len(k) > 4 and k.endswith("ي") and not k.startswith("ال") for k in keys):
        return tags[1] == "ADJ" and bare not in ENDING_SO  # حراكي جنوبي: somebody of a movement
    # An unknown name: a family name or a foreign one, unless what follows is an event that happened there.
    if len(keys) <= 4 and (reading.ner[start] != "O" or any(reading.ner[i] == "B-PER" for i in range(start, end))):
        return True
    following = next((reading.keys[i] for i in range(colon + 1, last) if reading.upos[i] != "PUNCT"), "")
    if (following in EVENTS and not (tags == ["X"] and head.endswith("ي"))) or len(keys) > 4:
        return first_person
    names = all(
        tag in ("X", "PROPN") or k in GIVEN or (k.startswith("ال") and k.endswith("ي"))
        for k, tag in zip(keys, tags, strict=True)
    )
    return names or first_person or (head.startswith("ال") and len(keys) == 1)


def _is_name_after_all(reading: Reading, start: int, colon: int, last: int, *, alone: bool) -> bool:
    """بسمة, taken for ب + سمة; بارباع, whose words are in the first person; not على خلفية."""
    recognised = reading.ner[start] not in ("O", "")
    glued = reading.tokens[start] == reading.tokens[start + 1]
    if reading.token_key(start) in GIVEN:
        return glued or recognised
    return glued and alone and (recognised or _speaks_of_itself(reading, colon + 1, last))


def _is_person(keys: Sequence[str], quoted: bool) -> bool:
    return quoted or keys[0] in GIVEN | HONORIFICS | OFFICES | ROLES or any(key in GIVEN for key in keys)


def _is_place(keys: Sequence[str]) -> bool:
    if tuple(keys) in PLACES or tuple(keys[:2]) in PLACES or (len(keys) <= 2 and (keys[0],) in PLACES):
        return True
    found = default_gazetteer().phrases.get(tuple(keys))
    return found is not None and found[0].kind == "country" and found[1] != "adjective"


def _speaks_of_itself(reading: Reading, first: int, last: int) -> bool:
    """Say whether words are of a first person: سنستمر, واثقون, قادرون, لدينا."""
    inside = False
    for position in range(first, min(last, first + 8)):
        if reading.forms[position][0] in MARKS and position > first:
            inside = not inside
        if inside:
            continue
        word = reading.keys[position]
        if "Person=1" in (reading.feats[position] or "") or word in ("واثقون", "قادرون", "مستعدون", "ماضون", "ملتزمون"):
            return True
        if reading.upos[position] == "VERB" and (
            word[:2] == "سن" or (word[0] == "ن" and "Aspect=Imp" in (reading.feats[position] or ""))
        ):
            return True
    return False


def _believed(reading: Reading, turns: Sequence[Turn]) -> list[Turn]:
    """Keep headlines, and turns in paragraphs whose speaker has another, a title, or marks a question or answer."""
    names = [_said(reading, turn) for turn in turns]
    return [
        turn
        for turn, name in zip(turns, names, strict=True)
        if turn.rule == "headline" or names.count(name) > 1 or turn.head is None or len(name.split()) > 1
    ]


def _said(reading: Reading, turn: Turn) -> str:
    return "" if turn.speaker is None else reading.text[slice(*turn.speaker)]


def _continued(reading: Reading, turns: Sequence[Turn], bounds: Sequence[tuple[int, int]]) -> list[Turn]:
    """In an interview a turn goes on over the paragraphs until the next one."""
    ends = {reading.paragraphs[first]: last for first, last in bounds}
    order = sorted(ends)
    following = {turn.paragraph: then.paragraph for turn, then in pairwise(turns)}
    extended = []
    for turn in turns:
        until = following.get(turn.paragraph)
        inside = [p for p in order if turn.paragraph <= p and (p < until if until is not None else p == turn.paragraph)]
        content = _content(reading, turn.place + 1, ends[inside[-1]])
        extended.append(
            turn if content is None else Turn(turn.place, turn.head, turn.speaker, content, turn.rule, turn.paragraph)
        )
    return extended


def _questions(reading: Reading, bounds: Sequence[tuple[int, int]], taken: set[int]) -> Iterator[Turn]:
    """Dash turns: three or more paragraphs that begin with the same dash and ask, each with its answer below."""
    asked = [
        (first, last)
        for first, last in bounds
        if reading.forms[first] in DASHES
        and reading.forms[last - 1] in ("؟", "?")
        and reading.paragraphs[first] not in taken
    ]
    if len(asked) < MANY:
        return
    beginnings = {first for first, _ in asked}
    for number, (first, last) in enumerate(bounds):
        if first in beginnings:
            content = _content(reading, first + 1, last)
            if content:
                yield Turn(first, None, None, content, "turn", reading.paragraphs[first])
            stop = number + 1
            while stop < len(bounds) and bounds[stop][0] not in beginnings and stop - number <= 4:
                stop += 1
            if stop > number + 1:
                begin = bounds[number + 1][0]
                begin += reading.forms[begin] in DASHES
                answer = _content(reading, begin, bounds[stop - 1][1])
                if answer:
                    yield Turn(begin, None, None, answer, "turn", reading.paragraphs[begin])


def identity_of(reading: Reading, turn: Turn) -> Identity | None:
    """Whom a turn's name names."""
    if turn.head is None or turn.speaker is None:
        return None
    return identify(reading, turn.head, *turn.speaker, "")
