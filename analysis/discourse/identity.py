"""Whom a phrase names: the bare name under which a speaker is counted, and what kind of speaker that is.

The kind is decided by what the phrase shows (a first name, an office, the noun that heads a body, a plural, a text, the
gender of the verb); what shows nothing is a person only if the tagger takes it for a name, else somebody unnamed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from analysis.arabic.orthography import key, normal
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import (
    BODIES,
    GIVEN,
    GROUPS,
    HONORIFICS,
    NAME_HEADS,
    OFFICES,
    OUTLETS,
    PLACED,
    PLACES,
    RANKING,
    ROLES,
    SKIPPED,
    TEXTS,
    can_speak,
    keys_of,
)
from analysis.discourse.verbal_nouns import is_verbal_noun

SpeakerKind = Literal["person", "institution", "group", "text", "unnamed"]


NAMES = ("X", "PROPN")
RANKS = frozenset({"ركن", "اول", "طيار", "بحري", "مهندس", "متقاعد", "الركن", "الطيار", "دكتور", "طبيب"})
QUANTIFIERS = frozenset(
    {"بعض", "عدد", "مييات", "مءات", "المءات", "المييات", "عشرات", "الاف", "كثير", "عديد", "قليل", "مجموعه"}
)
QUALIFYING = keys_of("qualifying")
COURTESY = frozenset({"معالي", "سعاده", "فضيله", "سماحه", "سياده", "جلاله", "سمو"})
LETTERS = frozenset({"د", "م", "ا"})  # the letters that stand for titles: م. فلان
RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "حيث"})
BEARING = frozenset(
    {
        "اللواء", "العميد", "العقيد", "المقدم", "الرايد", "النقيب", "الملازم", "الرقيب", "العريف", "المشير",
        "الدكتور", "الدكتوره", "المهندس", "المهندسه", "الشيخ", "الاستاذ", "الاستاذه", "السيد", "السيده",
    }
)  # fmt: skip
KIN = frozenset(
    {"عم", "خال", "والد", "والده", "شقيق", "شقيقه", "اخو", "اخت", "ابن", "ابنه", "نجل", "زوج", "زوجه", "جد", "محامي"}
)
LONGEST_OFFICE = 8
ABOUT_TEXTS = frozenset({"علي", "في", "عبر", "حول", "بشان", "الي"})
ASIDES = ("من جهته", "من جهتها", "من جانبه", "من جانبها", "بدوره", "بدورها")


@dataclass(frozen=True)
class Identity:
    """A speaker as one would write it in a table: bare name and kind.

    `titles` are the keys of its titles, and of whole offices and their beginnings (وزير الداخلية); `named` says that a
    person's own name is given.
    """

    name: str
    kind: SpeakerKind
    titles: frozenset[str] = frozenset()
    named: bool = False


@dataclass(frozen=True)
class _Word:
    text: str
    key: str
    tag: str
    feats: str
    quoted: bool
    preposition: bool
    joined: bool
    owned: bool
    ner: str

    @property
    def bare(self) -> str:
        return self.key[2:] if self.key.startswith("ال") and len(self.key) > 4 else self.key

    def among(self, words: frozenset[str]) -> bool:
        return self.key in words or self.bare in words

    @property
    def is_name(self) -> bool:
        return self.tag in NAMES and self.key.isalpha() and not self.among(OFFICES | BODIES | GROUPS)


def identify(reading: Reading, first: int, start: int, end: int, gender: str) -> Identity:
    """Tell whom the phrase `start:end`, whose first word is `first`, names.

    `gender` is what the verb shows: a bare name that is no woman's with a feminine verb is a body (أعلنت سامسونغ).
    """
    parts = _parts(reading, first, end)
    if not parts:
        return Identity(normal(reading.text[start:end]).strip(), "unnamed")
    head = parts[0]
    while len(head) > 1 and (head[0].key in SKIPPED or (head[0].key in ("كل", "كلا") and head[1].key == "من")):
        pair = head[0].key in ("كل", "كلا") and head[1].key == "من"
        head = head[2:] if pair and len(head) > 2 else head[1:]
        if pair:
            return Identity(_said(head), "person" if any(w.is_name or w.key in GIVEN for w in head) else "group")
    head = _without_courtesy(head)
    parts = [head, *parts[1:]]
    titles = frozenset(w.bare for part in parts for w in part if w.among(OFFICES | HONORIFICS))
    if head[0].key.isdecimal() or head[0].tag in ("NUM", "SYM"):
        return Identity(_said(head), "group")  # 17% من الموظفين
    fixed = _kind_by_head(head[1:] if head[0].key in RANKING and len(head) > 1 else head)
    if fixed is None and len(parts) == 1 and _is_of_somebody(head):
        return Identity(_name(head, "person"), "person", titles)
    person, sure = (None, False) if fixed else _person(parts)
    if person and not sure and [word.ner for word in head[:2]] == ["B-ORG", "I-ORG"] and head[0].key not in GIVEN:
        return Identity(person, "institution", titles)  # أعلن سبورت رسيفي
    if person and not sure and head[0].quoted and not person.endswith("ي"):
        person = None
    seen = head[0].ner == "B-PER" or (head[0].tag in NAMES and head[0].key.startswith("ال") and head[0].key[-1] == "ي")
    if person and (sure or seen or gender != "Fem" or titles or " " in person):
        return Identity(person, "person", titles | _offices(parts, person), named=True)
    if person:
        # A bare name with a feminine verb is a body: أعلنت سامسونغ.
        return Identity(person, "institution", titles)
    kind = fixed or _kind_without_name(head, gender)
    if kind == "institution":
        titles |= {head[0].bare}  # so that الشركة is «نقل تونس»
    return Identity(_name(head, kind), kind, titles)


def _offices(parts: Sequence[Sequence[_Word]], name: str) -> frozenset[str]:
    """The offices beside a name, each also cut short: who is وزير الداخلية المصري is وزير الداخلية afterwards."""
    first = key(name.split()[0])
    found: set[str] = set()
    for part in parts:
        words = [word.key for word in takewhile(lambda word: key(word.text) != first, part)]
        if words and part[0].among(OFFICES | ROLES):
            found |= {" ".join(words[:size]) for size in range(2, min(len(words), LONGEST_OFFICE) + 1)}
    return frozenset(found)


def _is_of_somebody(head: Sequence[_Word]) -> bool:
    """محامي فلان, رئيس ريفر بليت: the name right after an office without article is of whom or what it serves.

    Not so where the recogniser sees a second name after it: مدرب تشيلسي مورينيو.
    """
    if len(head) < 2 or head[0].key not in OFFICES - HONORIFICS or head[0].owned or head[0].key in NAME_HEADS | GIVEN:
        return False
    joined = any(word.joined for word in head)  # زوج المعلمة ووالد الطالبة فلان
    if head[0].key in KIN and head[1].key in HONORIFICS | ROLES and len(head) > 2 and not joined:
        return True  # عم الشهيد فلان
    follower = head[1]
    named = follower.key in GIVEN or follower.key in NAME_HEADS or follower.is_name
    second = any(word.ner == "B-PER" or word.among(HONORIFICS) for word in head[2:])
    return named and not follower.preposition and not second and not follower.key.startswith("ال")


def _without_courtesy(head: list[_Word]) -> list[_Word]:
    """معالي وزير الصحة, صاحب السمو الملكي أمير المنطقة: what only honours says nothing of who it is."""
    if len(head) > 3 and head[0].key == "صاحب" and head[1].key in ("السمو", "المعالي", "الفضيله", "السعاده"):
        return head[3:] if head[2].key == "الملكي" else head[2:]
    return head[1:] if len(head) > 1 and head[0].key in COURTESY | LETTERS else head


def _parts(reading: Reading, first: int, end: int) -> list[list[_Word]]:
    """The words of a phrase, split at its commas and brackets; a preposition glued to the first is left out."""
    parts: list[list[_Word]] = [[]]
    quoted = _opens_before(reading, first)
    bracket = False
    position = first
    while position < len(reading) and reading.starts[position] < end:
        following = reading.next_token(position)
        form = reading.forms[position]
        if form[0] in MARKS and len(form) == 1:
            quoted = not quoted
        elif form in ("(", "["):
            bracket = True
        elif form in (")", "]"):
            bracket = False
        elif reading.upos[position] == "PUNCT":
            if form in ("،", ",", "؛", "-", "–", "/") and parts[-1]:
                parts.append([])
        elif not bracket:
            parts[-1].append(_word(reading, position, following, first, quoted))
        position = following
    return [part for part in parts if part]


def _opens_before(reading: Reading, first: int) -> bool:
    """Say whether the mark before a phrase opens a quotation: not of أكد لـ"الصحيفة" مصدر أمني."""
    if first == 0 or reading.forms[first - 1][0] not in MARKS:
        return False
    mark = reading.forms[first - 1][0]
    if mark != '"':
        return mark not in "»”›"
    return sum(reading.forms[i][0] == mark for i in range(reading.begins[first], first)) % 2 == 1


def _word(reading: Reading, position: int, following: int, first: int, quoted: bool) -> _Word:
    main = position
    while main + 1 < following and reading.upos[main] in ("ADP", "CCONJ", "SCONJ", "PART"):
        main += 1
    token = key(reading.text[reading.starts[position] : reading.ends[position]])
    if main > position and token in GIVEN and token != "باسم" and _may_be_name(reading, following):
        return _Word(_token_text(reading, position), token, "PROPN", "", quoted, False, False, False, "B-PER")
    glued = main > position and position != first
    text = reading.text[reading.starts[position] : reading.ends[position]]
    if position == first and (main > position or reading.token_start(position) < position):
        text = _without_preposition(reading, main)  # للمصادر, لـISPR
        if text.startswith("لل") and reading.forms[main].startswith("ال"):
            text = reading.forms[main]
    preposition = reading.upos[position] == "ADP" and position != first
    word = reading.keys[main].strip(".") or reading.keys[main]
    if word.endswith("ا") and reading.upos[main] == "NOUN" and can_speak(word[:-1]):
        word = word[:-1]  # تقريرا
    return _Word(
        text=normal(text).strip(MARKS),
        key=word,
        tag=reading.upos[main],
        feats=reading.feats[main] or "",
        quoted=quoted,
        preposition=preposition,
        joined=glued and reading.upos[position] == "CCONJ",
        owned=following > main + 1 and reading.upos[following - 1] == "PRON",
        ner=reading.ner[main],
    )


def _may_be_name(reading: Reading, position: int) -> bool:
    if position >= len(reading):
        return False
    return reading.upos[position] in NAMES or reading.ner[position].endswith("PER") or reading.keys[position] in GIVEN


def _token_text(reading: Reading, position: int) -> str:
    """A surface token as printed: بسمة, which the parser may take apart."""
    return normal(reading.text[reading.starts[position] : reading.ends[position]])


def _without_preposition(reading: Reading, main: int) -> str:
    """A word as the source prints it, without the preposition glued to it; as the parser gives it if that is cut."""
    form = reading.forms[main]
    end = reading.ends[main]
    printed = reading.text[max(reading.starts[main], end - len(form)) : end]
    return printed if reading.next_token(main) == main + 1 else form


def _kind_by_head(head: Sequence[_Word]) -> SpeakerKind | None:
    """The kind that a phrase's first word settles; None where a name may follow, or nothing is known."""
    word = head[0]
    second = head[1] if len(head) > 1 else None
    named = second is not None and (second.key in GIVEN | RANKS or second.is_name)
    if word.key in HONORIFICS and (named or word.key not in {key(w) for w in ("الفريق", "الاتحاد", "العالم")}):
        return None
    if _is_known_body(head):
        return "institution"
    if word.bare == "مجموعه" and (second is None or second.quoted or second.is_name or second.key.startswith("ال")):
        return "institution"  # مجموعة «باركليز»
    if word.bare in QUANTIFIERS | {"كل", "جميع", "معظم", "كافه", "عده", "اغلب", "بقيه"}:
        return _kind_of_counted(next((w for w in head[1:3] if w.key != "من"), word))
    if word.among(GROUPS):
        return "group"
    if word.key in GIVEN or word.key in NAME_HEADS:
        return None
    if word.among(TEXTS) and not (word.tag in NAMES and named):
        return "text"
    if word.among(BODIES) or (word.key == "مدني" and second is not None and second.key in PLACES):
        return "institution"
    return None


def _kind_of_counted(word: _Word) -> SpeakerKind:
    """بعض الصحف, بعض الدراسات, بعض المصادر, بعض الناس."""
    if word.bare in ("مصادر", "مصدر"):
        return "unnamed"
    if word.among(TEXTS):
        return "text"
    return "institution" if word.among(BODIES) and not word.among(GROUPS) else "group"


def _is_known_body(head: Sequence[_Word]) -> bool:
    """Say whether a phrase is a medium, company, country or capital by its whole name."""
    words = tuple(word.key for word in head)
    if " ".join(words) in OUTLETS or words[0].isascii() or all(len(w) <= 2 for w in words):
        return True
    known = default_gazetteer().phrases
    return any((match := known.get(words[:size])) is not None and match[1] != "adjective" for size in (len(words), 1))


def _person(parts: Sequence[Sequence[_Word]]) -> tuple[str | None, bool]:
    """The bare name of a person in a phrase: after the last honorific, from a first name on, or a run of names.

    Also says whether a title or first name shows that it is a person's.
    """
    for find in (_name_start, _run_of_names, _closing_name, _recognised):
        for part in parts:
            first = find(part)
            if first is not None:
                part, first = _named_elsewhere(parts, part, first) or (part, _first_tagged(part, first))
                return _said(part[first : _name_end(part, first)]), find is _name_start
    return None, False


def _named_elsewhere(
    parts: Sequence[Sequence[_Word]], part: Sequence[_Word], first: int
) -> tuple[Sequence[_Word], int] | None:
    """النائب الديمقراطي، فلان: where one part is a name to the recogniser and what was taken for one is none."""
    governed = first > 0 and part[first - 1].tag == "ADP"  # مدير القطاع لدى الشركة، فلان
    if not governed and any(
        word.ner.endswith("PER") or word.key in GIVEN for word in part[first : _name_end(part, first)]
    ):
        return None
    return next(((other, 0) for other in parts[1:] if other[0].ner == "B-PER" and other is not part), None)


def _first_tagged(part: Sequence[_Word], first: int) -> int:
    """Where the recogniser of names begins the person: لصحة بيشة حمدان الغامدي is حمدان of the place بيشة.

    It only moves a beginning that it does not take for a person's, or that it takes for one who works for the next:
    رئيس شركة فلان "علان".
    """
    starts = [i for i in range(first, _name_end(part, first)) if part[i].ner == "B-PER"]
    if not starts or (first == 0 and not part[0].key.startswith("ال")):
        return first
    titled = first > 0 and part[first - 1].key in HONORIFICS and part[first].tag != "VERB"
    if titled and starts[0] == first + 1 and not (part[first].preposition or part[first].key.startswith("ال")):
        return first  # المحامية بيان زهران
    told = part[first].ner[2:] != "PER" and part[first].key not in GIVEN | NAME_HEADS
    quoted = part[starts[-1]].quoted and not part[first].quoted
    return starts[-1] if quoted else starts[0] if told else first


def _name_end(part: Sequence[_Word], first: int) -> int:
    last = first + 1
    while last < len(part):
        word = part[last]
        if part[last - 1].key in NAME_HEADS or (word.ner == "I-PER" and part[last - 1].ner.endswith("PER")):
            last += 1
            continue
        family = word.key.startswith("ال") and last == first + 1 and not _begins_name(part, last + 1)
        if word.preposition or word.key in RELATIVE or word.tag in ("VERB", "ADP", "PRON"):
            break
        if word.key.startswith("ال") and word.bare in QUANTIFIERS:
            break
        closing = last == first + 1 and (last + 1 == len(part) or part[last + 1].among(OFFICES | HONORIFICS))
        if word.among(OFFICES | ROLES | HONORIFICS | BODIES) and not (
            word.key in GIVEN | NAME_HEADS or family or (closing and not word.key.startswith("ال"))
        ):
            break
        if word.joined and not (word.tag in ("NOUN", "ADJ", *NAMES) and last + 1 < len(part) and last > first + 1):
            break
        last += 1
    return last


def _begins_name(part: Sequence[_Word], position: int) -> bool:
    return position < len(part) and (part[position].key in GIVEN or part[position].is_name)


def _name_start(part: Sequence[_Word]) -> int | None:
    honoured = None
    for i, word in enumerate(part[:-1]):
        if word.preposition:
            continue
        placed = i > 0 and part[i - 1].among(PLACED)
        follower = part[i + 1]
        if word.key in HONORIFICS and not placed and not follower.preposition:
            named = not follower.key.startswith("ال") and not follower.among(OFFICES | HONORIFICS)
            first = i == 0 or part[i - 1].key in HONORIFICS
            surname = (
                follower.key.startswith("ال")
                and first
                and follower.key != "المفدي"
                and (follower.is_name or _is_surname(follower.key) or _closes_rank(part, i))
            )
            if named or surname or (i == 0 and len(part) == 2 and follower.tag in NAMES):
                honoured = i + 1
    if honoured is not None and part[honoured].key not in ("باسم", "في"):
        return honoured
    for i, word in enumerate(part):
        before = part[i - 1] if i else None
        of_body = (
            before is not None
            and not (before.preposition or before.owned or before.ner.endswith("LOC"))
            and before.key in BODIES | PLACED
        )
        if word.preposition or (of_body and before is not None and not before.key.startswith("ال")):
            continue
        if before is not None and (before.key in NAME_HEADS or _is_named_after(part, i)):
            continue
        if before is not None and before.key in OFFICES | ROLES and _is_of_country(word.key):
            continue  # مسؤول تركي
        if i + 1 < len(part) and part[i + 1].key in ("بن", "بنت") and not word.key.startswith("ال"):
            return i
        if word.key in GIVEN or (word.key in NAME_HEADS and len(word.key) > 2 and i + 1 < len(part)):
            return _first_of_name(part, i)
    return None


def _first_of_name(part: Sequence[_Word], i: int) -> int:
    """Go back from a known first name to an unknown one before it: كفاح محمود."""
    first = i
    while first > 0:
        before = part[first - 1]
        if _is_named_after(part, first - 1):
            break
        known = before.among(OFFICES | HONORIFICS | ROLES | BODIES | TEXTS | GROUPS | PLACED)
        if known or before.preposition or before.joined or before.key.startswith("ال"):
            break
        if not (before.key in NAME_HEADS or before.tag in NAMES or first == 1) or before.tag in ("ADJ", "VERB", "ADP"):
            break
        first -= 1
    return first


def _closes_rank(part: Sequence[_Word], i: int) -> bool:
    """اللواء الطويل: what stands alone after a rank or a title of courtesy is a name, whatever the tagger says."""
    follower = part[i + 1]
    qualifies = follower.key in RANKS or follower.key in QUALIFYING or follower.among(OFFICES | HONORIFICS)
    country = default_gazetteer().phrases.get((follower.key,))
    return (
        part[i].key in BEARING and i + 2 == len(part) and not qualifies and (not country or country[1] != "adjective")
    )


def _is_surname(word: str) -> bool:
    """الرئيس السبسي is a name, الرئيس المصري and الوزير الحالي are not."""
    if not word.endswith("ي") or word in QUALIFYING:
        return False
    return not _is_of_country(word)


def _is_of_country(word: str) -> bool:
    found = default_gazetteer().phrases.get((word,))
    return found is not None and found[1] == "adjective"


def _is_named_after(part: Sequence[_Word], i: int) -> bool:
    """جامعة الملك فيصل: the name after an honorific in the name of a body is the body's."""
    return i > 1 and part[i - 1].key in HONORIFICS and part[i - 2].among(PLACED)


def _run_of_names(part: Sequence[_Word]) -> int | None:
    """Where words that the tagger takes for names begin, at the part's head or at its end."""
    if part[0].is_name and not part[0].preposition:
        return 0
    first = len(part)
    while first > 0 and part[first - 1].is_name and not part[first - 1].preposition:
        first -= 1
    while first < len(part) and part[first].key.startswith("ال"):
        first += 1
    if first < len(part) and (part[first].ner in ("B-ORG", "B-LOC") or (part[first].quoted and part[first - 1].quoted)):
        return None  # مراسل "الجوهرة أف أم"
    if first == 0 or first >= len(part) or _is_named_after(part, first):
        return None
    before = part[first - 1]
    after_body = (before.among(BODIES | PLACED) and not before.key.startswith("ال")) or before.key == "لدي"
    if after_body:
        return first + 1 if len(part) - first > 2 else None
    if " ".join(word.key for word in part[first:]) in PLACES or not part[0].among(OFFICES | HONORIFICS):
        return None
    return first


def _closing_name(part: Sequence[_Word]) -> int | None:
    """المتحدث باسم وزارة العمل تيسير المفرج: after a definite word, two words of which the last has the article."""
    if len(part) < 4 or not part[0].among(OFFICES | HONORIFICS | ROLES):
        return None
    before, first, last = part[-3:]
    known = OFFICES | HONORIFICS | ROLES | BODIES | TEXTS | GROUPS | PLACED
    named = not first.key.startswith("ال") and not first.among(known) and not first.preposition and not first.joined
    closed = before.key.startswith("ال") and last.key.startswith("ال") and not last.preposition
    return len(part) - 2 if named and closed and first.tag in ("NOUN", "ADJ", *NAMES) else None


def _recognised(part: Sequence[_Word]) -> int | None:
    """المصورة آلاء كتبي: what the recogniser takes for a person at a part's end, after a definite word or office."""
    first = next((i for i in range(len(part) - 1, 0, -1) if part[i].ner == "B-PER"), 0)
    if first == 0 or part[first].preposition or not all(word.ner == "I-PER" for word in part[first + 1 :]):
        return None
    first = _first_unseen(part, first)
    before = part[first - 1]
    definite = before.key.startswith("ال") and not before.preposition and not before.among(PLACED)
    qualified = part[0].among(OFFICES | ROLES) and not before.among(BODIES | PLACED | HONORIFICS) and first > 1
    return first if (definite and (first <= 3 or qualified)) or (qualified and before.tag != "ADP") else None


def _first_unseen(part: Sequence[_Word], first: int) -> int:
    """رئيسة جمعية المحبة سعيدة حقي: a word without article between a definite one and a name is the first name."""
    known = OFFICES | HONORIFICS | ROLES | BODIES | TEXTS | GROUPS | PLACED
    start = first
    while start > 1 and not (part[start - 1].key.startswith("ال") or part[start - 1].ner != "O"):
        word = part[start - 1]
        if word.among(known - {"قايد"}) or word.preposition or word.joined or word.owned:
            return first
        start -= 1
    closed = start > 0 and (part[start - 1].key.startswith("ال") or part[start - 1].ner.endswith("LOC"))
    return start if closed and first - start <= 2 else first


def _kind_without_name(head: Sequence[_Word], gender: str) -> SpeakerKind:
    word = head[0]
    if word.key in COURTESY and word.owned:
        return "person"  # فضيلته, معاليه
    if word.quoted:
        family = len(head) == 1 and word.key.endswith("ي") and not word.among(BODIES)
        return "person" if family else "institution"
    if word.tag == "PRON":
        return "group" if word.key in ("هم", "هن", "نحن") else "person"
    if word.bare in OFFICES and word.bare != word.key and "Number=Plur" not in word.feats:
        return "person"  # الأمين العام
    plural = "Number=Plur" in word.feats or word.key.endswith(("ون", "ين")) or word.key.endswith("يو")
    if plural and word.tag not in NAMES and len(word.key) > 4:
        return "unnamed" if word.bare == "مصادر" else "group"
    if word.bare in ("مصدر", "مصادر"):
        return "unnamed"
    if word.key in ROLES and (len(head) == 1 or head[1].preposition) and not word.owned:
        return "unnamed"
    if word.key in OFFICES:
        return "unnamed" if _is_any(head) else "person"
    if word.key in ROLES and not word.key.startswith("ال"):
        return "unnamed"
    if word.key.startswith("ال") and word.among(ROLES | HONORIFICS):
        return "person"
    if word.tag in NAMES or (word.key.startswith("ال") and word.key.endswith("ي")):
        return "institution" if gender == "Fem" and word.ner != "B-PER" else "person"
    if word.key.startswith("ال") and is_verbal_noun(word.bare):
        return "institution"  # التعليم, الاقتصاد: the ministry
    of_one = len(head) > 1 and head[1].key.startswith("ال") and head[1].tag == "NOUN"  # مقدم البرنامج
    return "person" if word.key.startswith("ال") or of_one else "unnamed"


def _is_any(head: Sequence[_Word]) -> bool:
    """وزير إسرائيلي, رئيس سابق: an office with neither article nor genitive is held by nobody that one could name."""
    if head[0].owned or head[0].key.startswith("ال"):
        return False
    if len(head) == 1 or (head[1].preposition and head[1].key in ("في", "من", "ب")):
        return True
    return head[1].tag == "ADJ" and not head[1].key.startswith("ال") and head[1].key != "عام"


def _name(head: Sequence[_Word], kind: SpeakerKind) -> str:
    """The name of what is no named person: the phrase up to what only qualifies it."""
    quoted = next((i for i, word in enumerate(head) if word.quoted), 0)
    if kind == "institution" and quoted == 1 and all(word.quoted for word in head[1:]):
        return _said(head[1:])  # شركة «نقل تونس»
    last = len(head)
    for i, word in enumerate(head):
        if i == 0:
            continue
        bare = word.preposition and word.key in ("ه", "ها", "هم") and not head[0].among(QUANTIFIERS) and kind == "group"
        if (
            word.key in RELATIVE
            or (kind == "text" and (word.key in ("صادر", "صادره") or (word.preposition and word.key in ABOUT_TEXTS)))
            or word.key in ("ذات", "ذاته", "ذاتها", "نفسه", "نفسها", "عينه")
            or (word.key in ("نفس", "ذات", "عين") and word.owned)
            or bare
            or (word.tag == "VERB" and len(head[0].key) > 3)
        ):
            last = i
            break
        qualifies = (
            word.preposition and kind == "group" and word.key == "من" and i > 1 and not head[0].among(QUANTIFIERS)
        )
        if qualifies or (word.joined and kind == "group" and i > 3):
            last = i
            break
    while last > 1 and head[last - 1].tag in ("ADP", "CCONJ", "SCONJ") and head[0].key != "سي":
        last -= 1
    return _said(head[:last])


def _said(words: Sequence[_Word]) -> str:
    text = " ".join(word.text for word in words)
    first, _, rest = text.partition(" ")
    if first.endswith("ا") and words[0].tag == "NOUN" and "Case=Acc" in words[0].feats and not first.startswith("ال"):
        first = first[:-1]
    return f"{first} {rest}".strip().strip("،,.:؛«»“”\"' ")
