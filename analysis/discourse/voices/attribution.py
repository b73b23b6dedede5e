"""From sayings to attributions: what each says, and who says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from analysis.discourse.naming import is_voice_word
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import TEXTS, can_speak, is_office
from analysis.discourse.phrases import COMPLEMENTISERS, RELATIVES
from analysis.discourse.verbal_nouns import is_verbal_noun
from analysis.discourse.voices.candidates import SOURCES, Candidates, Saying, antecedent_said, standing
from analysis.discourse.voices.conditions import joint
from analysis.discourse.voices.contents import (
    Span,
    attribution_type,
    content_span,
    quotes_within,
    type_of_said_before,
)
from analysis.discourse.voices.cues import Cue, CueBook
from analysis.discourse.voices.ends import clause_ends
from analysis.discourse.voices.quotes import Quote, Quotes, find_quotes
from analysis.discourse.voices.said_before import LONGEST_SENTENCE, Taken, goes_with_another, said_before
from analysis.discourse.voices.somebody import names_somebody
from analysis.discourse.voices.speakers import (
    Speaker,
    agrees,
    cue_agreement,
    genitive_after,
    is_first_person,
    is_printed_passive,
    last_speaker,
    maker_of_text,
    mentioned_before,
    named_after,
    named_before,
    person_before,
    phrase_speaker,
    speech_holder,
    subject_before,
    subject_of_was,
    topic_of,
)
from analysis.discourse.voices.titles import verb_with_subject
from analysis.discourse.word_lists import word_list

FACTS = word_list("facts")
SCRIPTURE = word_list("scripture")
OWNERS = {"ه": ("Masc", ""), "ها": ("Fem", ""), "هم": ("", "Plur")}  # قوله, قولها, قولهم
PUBLISHING = frozenset({"موقع", "صحيفه", "حساب", "صفحه", "وكاله", "مجله", "جريده", "قران", "انجيل", "توراه"})
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
    placed = Quotes.of(reading, quotes)
    sayings = standing(reading, candidates, placed, book)
    ends, own_ends = clause_ends(reading, sayings)
    contents = [
        content_span(reading, saying.complement, own_ends if is_first_person(reading, saying.cue) else ends, placed)
        if saying.complement
        else None
        for saying in sayings
    ]
    told = zip(sayings, contents, strict=True)
    others = Taken.of([content for saying, content in told if content and saying.rule.needs != "none"])
    cues = [saying.cue for saying in sayings]
    found: list[Attribution] = []
    said: list[Saying] = []
    for saying, content in zip(sayings, contents, strict=True):
        speaker = _speaker(reading, saying, found)
        if not _may_say(reading, saying, speaker):
            continue
        joined = reading.keys[joint(reading, saying.cue)] == "و"
        if speaker and found and joined and _speaks_inside(reading, saying.cue, speaker, found[-1]):
            # البلاغ أن المهاجرين أبحروا وصرحوا بأنهم: told by the report too, which goes on over it.
            ends[joint(reading, saying.cue)] = False
            complement = said[-1].complement
            outer = content_span(reading, complement, ends, placed) if complement else None
            found[-1] = replace(found[-1], content=outer)
        points_back = saying.complement is None and saying.rule.needs != "said"  # in a title: …: الوزارة توضح
        if content is None and points_back and not goes_with_another(reading, saying, cues):
            content = said_before(reading, saying, speaker, quotes, others)
            content = content or _said_by_both(reading, saying, speaker, found)
        if content is None and saying.complement is None and saying.rule.needs == "said":
            said_of = antecedent_said(reading, saying.cue, saying.entry)
            content = reading.span(*said_of) if said_of else None
        kind = attribution_type(reading, saying.complement, content, quotes)
        if saying.complement is None and content:
            kind = type_of_said_before(reading, content, quotes)
        said.append(saying)
        found.append(Attribution(saying.cue, saying.rule.name, saying.entry, speaker, content, kind))
    return _own_quotations(found, said, quotes, reading)


def _own_quotations(
    found: Sequence[Attribution], said: Sequence[Saying], quotes: Sequence[Quote], reading: Reading
) -> list[Attribution]:
    """Of a report whose quotations are all words of somebody who is quoted inside it, the words are not its own."""
    result = list(found)
    for number, outer in enumerate(found):
        if outer.type != "mixed" or outer.content is None:
            continue
        first, last = outer.content
        inner: list[Span] = []
        for other in found[number + 1 :]:
            if reading.starts[other.cue] >= last:
                break
            if other.content is not None and first < other.content[0] and other.type == "direct":
                inner.append(other.content)
        if not inner:
            continue
        near = quotes_within(quotes, first - 3, last + 1)
        own = [q for q in near if not any(a <= q.inner_start and q.inner_end <= b + 1 for a, b in inner)]
        kind = attribution_type(reading, said[number].complement, outer.content, own)
        if said[number].complement is None:
            kind = type_of_said_before(reading, outer.content, own)
        result[number] = replace(outer, type=kind)
    return result


def _said_by_both(
    reading: Reading,
    saying: Saying,
    speaker: Speaker | None,
    found: Sequence[Attribution],
) -> Span | None:
    """وأعلن أن …، وفق ما صرح به فلان: who is named at the end says what the verb before says."""
    own = saying.rule.needs == "speaker"  # قال إن …، على حد قوله
    if not found or saying.rule.needs not in ("none", "source", "speaker"):
        return None
    if not own and (speaker is None or speaker.inferred):
        return None
    before = found[-1]
    if before.content is None or reading.begins[before.cue] != reading.begins[saying.cue]:
        return None
    first = joint(reading, saying.cue)
    stop = reading.stops[saying.cue]
    closes = speaker is not None and speaker.end >= reading.ends[stop - 1]  # … العام الجاري وفقا للتقديرات.
    if reading.keys[first] not in (*SOURCES, *(("علي", "ب") if own else ())) or (
        saying.rule.needs == "source" and not closes and reading.forms[first - 1] not in ("،", ",")
    ):
        return None  # يسير وفق القضاء
    gap = reading.text[before.content[1] : reading.starts[first]]
    near = before.content[1] <= reading.starts[saying.cue] and not gap.strip(MARKS + " ،,.")
    text = speaker is not None and bool({reading.keys[speaker.head].removeprefix("ال")} & TEXTS)  # وفق نص البيان
    another = (
        not own and not text and speaker is not None and not (before.speaker and speaker.head == before.speaker.head)
    )
    if near and another and joint(reading, before.cue) == reading.begins[before.cue]:
        # وأعلنت السلطات تجنيد …، وفق ما أوردته الوكالة: that they announced it is what the agency says.
        begin = reading.begins[before.cue]
        return reading.starts[begin], before.content[1]
    return before.content if near else None


def _speaks_inside(reading: Reading, cue: int, speaker: Speaker, outer: Attribution) -> bool:
    """Say whether a speaker was only mentioned in what another says, and goes on there."""
    several = speaker.inferred and reading.keys[cue].endswith("وا") and speaker.rule == "governing-verb"
    if not (speaker.rule == "mentioned" or several) or outer.content is None or outer.type != "indirect":
        return False
    return outer.content[0] <= reading.starts[speaker.head] < outer.content[1]


def _is_nobodys_aim(reading: Reading, saying: Saying, speaker: Speaker | None) -> bool:
    """رفع الأذان للإعلان عن: an aim is a saying only of somebody who can say."""
    glued = reading.keys[saying.cue - 1] == "ل" and reading.tokens[saying.cue - 1] == reading.tokens[saying.cue]
    if saying.rule.needs != "clause" or not glued or saying.entry.lemma == "مفاد":
        return False
    return speaker is None or not (
        can_speak(reading.keys[speaker.head]) or reading.upos[speaker.head] in ("X", "PROPN")
    )


def _may_say(reading: Reading, saying: Saying, speaker: Speaker | None) -> bool:
    """Facts say nothing (الوقائع تؤكد); by some verbs only texts, and those who study, do (أظهرت الدراسة أن)."""
    if saying.rule.needs == "none" and speaker is not None and reading.keys[speaker.head] in SCRIPTURE - TEXTS:
        return False  # على ما يقول ربنا
    if _is_scripture(reading, saying, speaker) or _is_fact(reading, saying, speaker):
        return False
    if _is_nobodys_aim(reading, saying, speaker):
        return False
    if speaker is None:
        return not saying.entry.texts and not _is_impersonal(reading, saying)
    if speaker.inferred:
        guessed = speaker.rule != "carried-on" and _is_impersonal(reading, saying)  # حيث يرجح أن
        return not saying.entry.texts and not guessed
    owned = saying.rule.needs == "clause" and speaker.rule == "genitive" and saying.entry.lemma != "مفاد"
    holds = saying.entry.cue_class == "say"  # تصريح لرئيس الهيئة is his, دعوة للأطراف is made to them
    owner = speaker.head + (holds and reading.upos[speaker.head] == "ADP")
    if owned and not names_somebody(reading, owner):
        return False  # إقرار القوة المشتركة, تهديد أمن المنطقة: what is done to it
    word = reading.keys[speaker.head]
    impersonal = speaker.rule == "relative" and _is_impersonal(reading, saying)
    if impersonal and not (can_speak(word) or reading.upos[speaker.head] in ("X", "PROPN")):
        return False  # الطلب الكامن الذي يتوقع أن
    if word in ("هذا", "هذه", "ذلك", "تلك") and _stands_alone(reading, speaker):
        return False  # يشير هذا إلى أن
    if word in ("كل", "جميع", "هذه", "هذا", "تلك") and speaker.head + 1 < len(reading):
        word = reading.keys[speaker.head + 1]
    known = {word, word.removeprefix("ال")}
    if saying.entry.texts and saying.rule.needs == "none":
        return True  # حسب ما أظهره شريط فيديو
    if saying.entry.texts:
        return bool(known & (TEXTS | STUDYING))
    if saying.entry.place == "في":
        return bool(known & (TEXTS | PUBLISHING)) or reading.upos[speaker.head] in ("X", "PROPN")
    return not (known & FACTS and saying.rule.needs == "said")


def _stands_alone(reading: Reading, speaker: Speaker) -> bool:
    return reading.ends[speaker.head] >= speaker.end


def _is_scripture(reading: Reading, saying: Saying, speaker: Speaker | None) -> bool:
    """قال تعالى, قال صلى الله عليه وسلم: the word of scripture is nobody's statement."""
    after = reading.next_token(saying.cue)
    near = range(after, min(after + 2, len(reading)))
    named = reading.upos[after : after + 1] == ["X"]  # قال حرز الله: a man's name
    words = {reading.keys[i] for i in near if not (named and reading.heads[i] == after)}
    if reading.keys[after : after + 1] not in (["صلي"], ["رسول"], ["الله"]):
        words.discard("الله")  # اعترف حزب الله
    if speaker is not None:
        words = {reading.keys[speaker.head], *words} if speaker.head >= after else {reading.keys[speaker.head]}
    return saying.rule.needs == "said" and bool(words & SCRIPTURE) and saying.entry.kind == "verb"


def _is_fact(reading: Reading, saying: Saying, speaker: Speaker | None) -> bool:
    """تؤكد الوقائع أن: a fact right after the verb is its subject, unless somebody is named before it."""
    if speaker is not None and not speaker.inferred and speaker.head < saying.cue:
        return False
    after = reading.next_token(saying.cue)
    if saying.entry.kind != "verb" or saying.rule.needs != "said" or after >= len(reading):
        return False
    return reading.is_nominal(after) and reading.keys[after].removeprefix("ال") in FACTS - TEXTS


def _is_impersonal(reading: Reading, saying: Saying) -> bool:
    """ويتوقع أن: "it is expected", unless somebody has spoken before."""
    present = "Aspect=Imp" in (reading.feats[saying.cue] or "")
    return (
        present and saying.entry.lemma in ("توقع", "رجح", "قدر", "ذكر", "اعتبر", "رأى") and saying.entry.kind == "verb"
    )


def _speaker(reading: Reading, saying: Saying, found: Sequence[Attribution]) -> Speaker | None:
    saying = saying.verb or saying
    cue, entry, rule = saying.cue, saying.entry, saying.rule
    stop = saying.complement.stop if saying.complement else reading.stops[cue]
    if rule.needs == "source":
        return genitive_after(reading, cue, min(stop, reading.stops[cue]))
    gender, number = cue_agreement(reading, cue, entry)
    near = _since(reading, found, reading.paragraphs[cue])
    earlier = [a.speaker for a in near if a.speaker]
    if entry.kind == "noun":
        own = [i for i in range(cue + 1, reading.next_token(cue)) if reading.upos[i] == "PRON"]
        if entry.lemma == "مفاد":
            return _what_is_told(reading, cue)
        if entry.lemma == "القول" and (closing := _said_to_close(reading, cue)) is not None:
            return closing
        if entry.lemma == "القول":
            carried = _carried(last_speaker(reading, earlier, "", ""), "carried-on")
            return carried or subject_before(reading, cue, reading.begins[cue], "", "", inferred=False)
        if own:
            begin = reading.begins[cue]
            others = any(reading.begins[a.cue] == begin for a in near)
            own_clause = None if others else subject_before(reading, cue, begin, "", "", inferred=False)
            with_verb = own_clause if reading.keys[cue - 1] == "ب" else None
            relayed = None if rule.needs == "speaker" else _relayed(reading, cue)  # not of على حد قوله
            whose, several = OWNERS.get(reading.keys[own[0]], ("", ""))
            carried = last_speaker(reading, earlier, whose, several) or last_speaker(reading, earlier, "", "")
            return with_verb or relayed or _carried(carried, "carried-on") or own_clause
        begin = reading.begins[cue]
        aim = (
            rule.needs != "speaker" and reading.keys[cue - 1] == "ل" and reading.tokens[cue - 1] == reading.tokens[cue]
        )
        following = reading.next_token(cue)
        told = reading.upos[min(following, len(reading) - 1)] == "ADJ"  # سؤال هام: an adjective is nobody
        own_less = told and not reading.keys[min(following, len(reading) - 1)].startswith("ال")
        own_less = own_less or reading.upos[following : following + 2] == ["ADP", "PRON"]  # تحذير عليه بأنه
        owner = None if aim or own_less else genitive_after(reading, cue, stop)
        return owner or subject_before(reading, cue, begin, "", "", inferred=False, relative=True)
    if entry.kind == "participle":
        own_subject = _own_subject(reading, saying)
        if own_subject:
            return own_subject
        here = [a for a in near if a.speaker and reading.begins[a.cue] == reading.begins[cue]]
        by_verb = [a for a in here if a.rule != "source"]  # دعا المدير …، حسب البيان، مشيرا: the director points out
        beside = [a.speaker for a in by_verb or here if a.speaker]
        begin = reading.begins[cue]
        if not beside and any(reading.begins[a.cue] == begin for a in near):
            # It goes with a saying whose speaker is not in the paragraph.
            return None
        headline = saying.complement is not None and not any(reading.upos[i] == "VERB" for i in range(begin, cue))
        return (
            last_speaker(reading, beside, gender, number)
            or (named_before(reading, cue, begin) if headline and cue > begin and reading.is_nominal(begin) else None)
            or subject_before(reading, cue, begin, gender, number, inferred=False)
            or topic_of(reading, cue)
            or _carried(last_speaker(reading, earlier, gender, number), "carried-on")
            or mentioned_before(reading, cue, begin, gender, number)
        )
    if is_first_person(reading, cue) or is_printed_passive(reading, cue):
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
    begun = verb_with_subject(reading, cue)
    if begun >= 0 and begun != cue:  # البحرين تستدعي سفيرها وتدين الهجوم
        of_title = named_before(reading, begun, reading.begins[begun])
        if of_title is not None and agrees(reading, of_title, gender, number):
            return of_title
    of_noun = _antecedent_without_pronoun(reading, cue)
    if of_noun is not None:
        return of_noun
    of_text = _says_in_it(reading, cue)
    if of_text and reading.keys[cue - 1] in RELATIVES:
        of_speech = speech_holder(reading, cue)
        if of_speech is not None:
            return of_speech
    of_was = subject_of_was(reading, cue)
    if of_was is not None:
        return of_was
    elided = _stands_for_pronoun(reading, cue)
    named = None if elided else named or named_after(reading, cue, stop)
    named = _before_its_object(reading, cue, named) or _opening(reading, cue, named) or named
    if named is None:
        named = topic_of(reading, cue)
    outside = elided or of_text or rule.needs in ("none", "as")
    if named is None and not outside and reading.token_start(cue) == cue:
        named = named_before(reading, cue, reading.begins[cue])
    if named is None and of_text:
        begin = reading.begins[cue]
        named = subject_before(reading, cue, begin, gender, number)
    if named:
        return named
    maker = maker_of_text(reading, cue, gender, number)
    if maker is not None:
        return maker
    carried = last_speaker(reading, earlier, gender, number)
    if carried:
        return _named_since(reading, cue, near, gender, number) or _carried(carried, "carried-on")
    asked = _asked(reading, near)
    if asked is not None and agrees(reading, asked, gender, number):
        return asked
    if not earlier and near:
        return _named_here(reading, cue, near[-1], gender, number)
    first = max(reading.paragraph_start(cue), cue - LONGEST_SENTENCE)
    subject = subject_before(reading, cue, first, gender, number)
    if subject is not None and not _is_somebody(reading, subject):
        subject = person_before(reading, cue, first, gender, number) or subject
    return (
        subject
        or mentioned_before(reading, cue, first, gender, number)
        or person_before(reading, cue, first, gender, number)
        or _carried(_above(reading, cue, found, gender, number), "paragraph-above")
    )


def _asked(reading: Reading, near: Sequence[Attribution]) -> Speaker | None:
    """سألت مدرسا شهيرا عن …، قال: whom the narrator asked last answers."""
    if not near or near[-1].entry.lemma != "سأل" or not is_first_person(reading, near[-1].cue):
        return None
    first = reading.next_token(near[-1].cue)
    if first >= len(reading) or not reading.is_nominal(first):
        return None
    return replace(phrase_speaker(reading, first, reading.stops[first], near[-1].cue), rule="mentioned", inferred=True)


def _named_since(reading: Reading, cue: int, near: Sequence[Attribution], gender: str, number: str) -> Speaker | None:
    """أكد الوزير …. ودان رئيس الحزب الهجوم. وقال إن: who opens a sentence after the last thing said speaks on."""
    last = near[-1]
    done = last.content[1] if last.content else reading.ends[last.cue]
    first = next((i for i in range(last.cue + 1, cue) if reading.starts[i] >= done), cue)
    subject = subject_before(reading, cue, first, gender, number) if first < cue else None
    if subject is None or subject.head <= first or reading.upos[subject.head - 1] != "VERB":
        return None
    opens = joint(reading, subject.head - 1) == reading.begins[subject.head]
    person = is_office(reading.keys[subject.head]) or reading.ner[subject.head] == "B-PER"
    return subject if opens and person else None


def _named_here(reading: Reading, cue: int, last: Attribution, gender: str, number: str) -> Speaker | None:
    """وأضاف أن …. وبعد أن نشر الجبلي الرابط وأشار إلى: a person who is named in the cue's own sentence.

    Whoever spoke before is not in the paragraph, so that nobody who is named there earlier is meant.
    """
    done = last.content[1] if last.content else reading.ends[last.cue]
    first = next((i for i in range(reading.begins[cue], cue) if reading.starts[i] >= done), cue)
    subject = subject_before(reading, cue, first, gender, number) if first < cue else None
    person = subject is not None and (is_office(reading.keys[subject.head]) or reading.ner[subject.head] == "B-PER")
    return subject if person else None


def _is_somebody(reading: Reading, speaker: Speaker) -> bool:
    """Say whether an earlier subject is one who speaks: not of حظي البرنامج بالنجاح."""
    word = reading.keys[speaker.head]
    if {word, word.removeprefix("ال")} & TEXTS:
        return False
    return can_speak(word) or reading.upos[speaker.head] in ("X", "PROPN") or reading.ner[speaker.head] != "O"


def _before_its_object(reading: Reading, cue: int, named: Speaker | None) -> Speaker | None:
    """أن المصرف أعلن تحقيق أرباح: of a body before the verb and a verbal noun after it, the body says it."""
    if named is None or named.rule != "after-verb" or reading.token_start(cue) != cue:
        return None
    word = reading.keys[named.head]
    if word.startswith("ال") or reading.ner[named.head] != "O" or not is_verbal_noun(word):
        return None
    before = named_before(reading, cue, reading.begins[cue])
    speaks = before is not None and can_speak(reading.keys[before.head]) and before.head + 1 == cue
    return before if speaks else None


def _opening(reading: Reading, cue: int, named: Speaker | None) -> Speaker | None:
    """«المنظمة» تدعو تونس إلى: after somebody who opens the sentence right before the verb, a noun is its object."""
    begin = reading.begins[cue]
    if named is None or named.rule != "after-verb" or reading.token_start(cue) != cue or cue == begin:
        return None
    before = named_before(reading, cue, begin)
    if before is None or before.rule != "before-verb" or not names_somebody(reading, before.head):
        return None
    opens = all(reading.upos[i] in ("PUNCT", "CCONJ") for i in range(begin, before.head))
    return before if opens and reading.text[before.end : reading.starts[cue]].strip(MARKS + " ") == "" else None


def _antecedent_without_pronoun(reading: Reading, cue: int) -> Speaker | None:
    """بلاغ من شخص يفيد بأن, تقارير تقول إن: a verb right after an indefinite noun that can speak is of that noun."""
    before = cue - 1
    if before < reading.begins[cue] or reading.token_start(cue) != cue or reading.upos[before] not in ("NOUN", "ADJ"):
        return None
    first = before
    if reading.upos[before - 1] == "ADP" and "Aspect=Imp" in (reading.feats[cue] or ""):
        # بلاغا للشرطة يفيد بأن: to whom it is sent
        text = before - 2
        if (
            text >= reading.begins[cue]
            and reading.keys[text].removesuffix("ا") in TEXTS
            and reading.upos[text] == "NOUN"
        ):
            return phrase_speaker(reading, text, cue, cue)
    if reading.upos[before] == "ADJ" and not reading.keys[before].startswith("ال"):
        first = before - 1
    word = reading.keys[first]
    if first < reading.begins[cue] or word.startswith("ال") or reading.upos[first] != "NOUN":
        return None
    if reading.ner[first] != "O":
        return None  # آفاق تونس يدعو: a name is definite
    relative = "Aspect=Imp" in (reading.feats[cue] or "") and not can_be_definite(reading, first)
    if not relative or not can_speak(word):
        return None
    return phrase_speaker(reading, first, cue, cue)


def can_be_definite(reading: Reading, position: int) -> bool:
    """Say whether a noun without article is definite by a genitive: وزير الصحة."""
    following = position + 1
    return reading.keys[following].startswith("ال") or reading.upos[following] == "PRON"


def _says_in_it(reading: Reading, cue: int) -> bool:
    """أصدرت بيانا دعت فيه إلى: who says it is who made the text, not the text."""
    after = reading.next_token(cue)
    return (
        after + 1 < len(reading)
        and reading.keys[after] == "في"
        and reading.upos[after + 1] == "PRON"
        and reading.tokens[after] == reading.tokens[after + 1]
    )


def _stands_for_pronoun(reading: Reading, cue: int) -> bool:
    """المشكلة أنه طالب: a pronoun right before the verb is its subject, so that no noun after it can be."""
    before = cue - 1
    return (
        before > 0
        and reading.upos[before] == "PRON"
        and reading.tokens[before] == reading.tokens[before - 1]
        and reading.keys[before - 1] in (*COMPLEMENTISERS, "لان", "لكن", "كان")
    )


def _said_to_close(reading: Reading, cue: int) -> Speaker | None:
    """Of بالقول the subject of its verb; of القول alone whom a verb passes on: نقلت الوكالة عن الزهري القول."""
    return _who_closes(reading, cue) if reading.keys[cue - 1] == "ب" else _relayed(reading, cue)


def _who_closes(reading: Reading, cue: int) -> Speaker | None:
    """بين الزهري بالقول: the subject between a verb right before and the words it announces."""
    first = reading.token_start(cue)
    verb = next(
        (i for i in range(first - 1, max(reading.begins[cue], first - 6) - 1, -1) if reading.upos[i] == "VERB"), -1
    )
    named = named_after(reading, verb, first) if verb >= 0 else None
    return named if named is not None and names_somebody(reading, named.head) else None


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


def _since(reading: Reading, found: Sequence[Attribution], paragraph: int) -> list[Attribution]:
    """The attributions found so far that stand in a paragraph or after it, in order."""
    near = takewhile(lambda one: reading.paragraphs[one.cue] >= paragraph, reversed(found))
    return list(near)[::-1]


def _above(reading: Reading, cue: int, found: Sequence[Attribution], gender: str, number: str) -> Speaker | None:
    """The last speaker of the paragraph before, for a paragraph that begins with وقال alone."""
    paragraph = reading.paragraphs[cue]
    near = _since(reading, found, paragraph - 1)
    above = [a.speaker for a in near if a.speaker and reading.paragraphs[a.cue] < paragraph]
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
