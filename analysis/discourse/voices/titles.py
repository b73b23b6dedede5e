"""Sayings of headlines: who stands before the verb in the present says it, whether or not a list knows the name."""

from analysis.discourse.parsed import Reading
from analysis.discourse.word_lists import word_list

LONGEST_TITLE = 45
LONGEST_SUBJECT = 12
SUBJECTS = ("nsubj", "nsubj:pass")
# What only somebody does; يؤكد, يكشف, يهدد are done by figures and dangers too.
ONLY_SOMEBODY = word_list("only_somebody")


def in_title(reading: Reading, position: int) -> bool:
    """Say whether a word stands in a title: the first paragraph, short, without a full stop at its end."""
    if reading.paragraphs[position] != 0:
        return False
    last = min(len(reading), LONGEST_TITLE + 1)
    if len(reading) > last and reading.paragraphs[last] == 0:
        return False
    end = next((i for i in range(last - 1, -1, -1) if reading.paragraphs[i] == 0), 0)
    return not (reading.forms[end] == "." and reading.forms[end - 1] != ".")


def verb_with_subject(reading: Reading, verb: int) -> int:
    """Give the verb before which the subject of a verb in the present stands in a title; or -1.

    That is the verb itself (الخدمة المدنية تعلن النتائج), or the one it is joined to
    (الوزير يستنكر الهجوم ويعلن الحداد).
    """
    if not _present(reading, verb) or not in_title(reading, verb):
        return -1
    if _has_subject_before(reading, verb):
        return verb
    if verb < 2 or reading.keys[verb - 1] != "و":
        return -1
    return next((i for i in range(verb - 1) if _present(reading, i) and _has_subject_before(reading, i)), -1)


def only_somebody_does(reading: Reading, verb: int, lemma: str) -> bool:
    """Say whether a verb is only of people and bodies: by its meaning, or in the plural that things never have."""
    return lemma in ONLY_SOMEBODY or (reading.keys[verb][0] == "ي" and reading.keys[verb].endswith(("ون", "ان")))


def opens_title(reading: Reading, verb: int) -> bool:
    """Say whether a verb in the past stands first in a title, or first after a colon or two dots there."""
    first = verb == 0 or reading.forms[verb - 1] in (":", ".", "..", "…", "|", "/")
    return first and not _present(reading, verb) and in_title(reading, verb)


def _present(reading: Reading, position: int) -> bool:
    return reading.upos[position] == "VERB" and "Aspect=Imp" in (reading.feats[position] or "")


def _has_subject_before(reading: Reading, verb: int) -> bool:
    near = range(max(reading.begins[verb], verb - LONGEST_SUBJECT), verb)
    return any(reading.heads[i] == verb and reading.deprel[i] in SUBJECTS and reading.is_nominal(i) for i in near)
