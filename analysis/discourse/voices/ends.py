"""Where a saying leaves the reach of the one before it, so that what the one before says ends there."""

from collections.abc import Sequence

from analysis.discourse.parsed import Reading
from analysis.discourse.people import can_speak
from analysis.discourse.voices.candidates import Saying
from analysis.discourse.voices.conditions import is_beside, joint
from analysis.discourse.voices.speakers import is_first_person
from analysis.discourse.word_lists import word_list

SUBORDINATING = word_list("subordinating")
CONTRASTS = frozenset({"الا", "غير", "بيد", "لكن", "بينما", "فيما", "في"})
ABOUT = frozenset({"عن", "حول", "بشان", "بخصوص"})
FARTHEST_SUBJECT = 12


def clause_ends(reading: Reading, sayings: Sequence[Saying]) -> tuple[list[bool], list[bool]]:
    """Mark the words at which a report ends that has begun before them: for all sayings, and for those of a narrator.

    A narrator who says "we say that …, and therefore we ask for …" says two things; another speaker's report goes on
    over a first person (أنا أخدم الوطن ونسأل الله).
    """
    ends = [False] * (len(reading) + 1)
    mine: list[int] = []
    for number, saying in enumerate(sayings):
        cue = saying.cue
        first = joint(reading, cue)
        if _goes_on_as_we(reading, cue) and reading.keys[first - 1] in ("لذا", "لذلك"):
            first = joint(reading, first - 1)
            mine.append(first)
        if is_beside(reading, cue, saying.rule) and not saying.entry.texts:  # حيث أثبتت الدراسات أن gives a reason
            if _goes_on_as_we(reading, cue):
                mine.append(first)
            else:
                ends[first] = True
        elif saying.rule.needs == "said" and number and reading.begins[sayings[number - 1].cue] == reading.begins[cue]:
            end = _main_clause(reading, cue) or _turn_of_another(reading, cue) or _contrast(reading, saying)
            if end is not None:
                ends[end] = True
        if saying.complement is not None and (end := _consequence(reading, saying)) is not None:
            ends[end] = True
    own = list(ends)
    for first in mine:
        own[first] = True
    return ends, own


def _goes_on_as_we(reading: Reading, cue: int) -> bool:
    present = "Aspect=Imp" in (reading.feats[cue] or "") and reading.keys[cue].startswith("ن")
    return present and is_first_person(reading, cue)


def _subordinate(reading: Reading, position: int) -> bool:
    """Say whether the sentence of a word opens with a subordinate clause: فيما أشارت …, حينما نقول …"""
    begin = reading.begins[position]
    while begin < position and (reading.keys[begin] in ("و", "ف") or reading.upos[begin] == "PUNCT"):
        begin += 1
    opening = reading.keys[begin : begin + 2]
    if opening == ["علي", "الرغم"]:
        return True
    return opening[0] in SUBORDINATING or opening in (["في", "ما"], ["في", "حين"], ["بعد", "ان"], ["في", "الوقت"])


def _main_clause(reading: Reading, cue: int) -> int | None:
    """وفيما أشارت مصادر إلى أن …، قال القائد إن: the verb after the comma is the main one."""
    bare = reading.token_start(cue) == cue and reading.forms[cue - 1] in ("،", ",")
    return cue if bare and reading.upos[cue] == "VERB" and _subordinate(reading, cue) else None


def _consequence(reading: Reading, saying: Saying) -> int | None:
    """وحينما نشير إلى أن …، فإننا نلمح: what follows from the clause is no part of what is said in it."""
    complement = saying.complement
    if complement is None or complement.how != "that" or not _subordinate(reading, saying.cue):
        return None
    if joint(reading, saying.cue) > reading.begins[saying.cue] + 2:
        return None
    stop = min(reading.stops[saying.cue], len(reading) - 1)
    return next((i for i in range(complement.first, stop) if reading.keys[i : i + 2] == ["ف", "ان"]), None)


def _turn_of_another(reading: Reading, cue: int) -> int | None:
    """…، ومن جهته أكد الوزير; وعن الملف قال: a circumstance joined to what is before turns to another thing said."""
    for first in range(cue - 1, max(reading.begins[cue], cue - 8), -1):
        if reading.upos[first] in ("VERB", "AUX", "SCONJ"):
            return None
        turns = reading.keys[first] in ABOUT or (
            reading.keys[first] == "من"
            and reading.keys[first + 1 : first + 2] in (["جهت"], ["جانب"], ["ناحيت"], ["جهه"], ["ناحيه"])
        )
        joined = reading.keys[first - 1] in ("و", "،", ",")
        if turns and joined and (reading.keys[first] == "من" or reading.keys[first - 1] == "و"):
            return first - (reading.keys[first - 1] == "و")
    return None


def _contrast(reading: Reading, saying: Saying) -> int | None:
    """…، إلا أن مصدرا أعلن: after a comma and a contrast, who stands before the verb speaks beside the other."""
    cue = saying.cue
    for first in range(cue - 1, max(reading.begins[cue], cue - FARTHEST_SUBJECT), -1):
        if reading.upos[first] in ("VERB", "AUX"):
            return None
        if reading.forms[first] in ("،", ",", "؛"):
            subject = _after_contrast(reading, first + 1)
            return first + 1 if subject is not None and subject < cue and _speaks(reading.keys[subject]) else None
    return None


def _speaks(word: str) -> bool:
    return can_speak(word) or can_speak(word.removesuffix("ا"))


def _after_contrast(reading: Reading, position: int) -> int | None:
    word, following = reading.keys[position : position + 1], reading.keys[position + 1 : position + 2]
    if word in (["الا"], ["غير"], ["بيد"]):
        return position + 2 if following == ["ان"] else None
    if word == ["في"]:
        return position + 2 if following in (["حين"], ["ما"]) else None
    return position + 1 if word and word[0] in CONTRASTS else None
