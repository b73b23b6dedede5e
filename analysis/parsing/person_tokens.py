"""Tokens that hold a first or second person for certain: سنعمل is س + نعمل, زرناها زرنا + ها, and وجدتم one word."""

from collections.abc import Callable, Iterator

from analysis.parsing.persons import RARER, PersonForms

OBJECTS = ("هما", "كما", "ني", "نا", "ها", "هم", "هن", "كم", "ه", "ك")
SURER = 10  #: how much more frequent the verb of one division must be than that of another


def divided(known: PersonForms, token: str, *, multiple: bool) -> tuple[str, ...] | None:
    """The words of a token that holds such a form for certain; None for any other.

    `multiple` says whether the tokeniser takes it for several words: an object pronoun is never found against it.
    """
    if not known.readings or token in known.apart or len(token) < 3:
        return None
    for before in ("", "و", "ف"):
        if token.startswith(before) and _is_imperfect(known, token[len(before) :]):
            return (*tuple(before), token[len(before) :])
    if multiple and token.endswith("نا") and _is_of_him(known, token):
        return token[:-2], "نا"  # and not س + أل + نا
    divisions = ((weight, words) for weight, words in _divisions(known, token) if multiple or words[-1] not in OBJECTS)
    found = sorted(divisions, reverse=True)
    if not found or (len(found) > 1 and found[0][0] < SURER * found[1][0]):
        return None
    return found[0][1]


def _is_imperfect(known: PersonForms, form: str) -> bool:
    """Whether a form is a whole imperfect, no shorter one with a pronoun: نضحك is not نضح + ك."""
    return form not in known.otherwise and any(r.aspect == "I" for r in known.readings.get(form, ()))


def _is_of_him(known: PersonForms, token: str) -> bool:
    """Whether a token is as likely he with a pronoun, as سألنا, as we."""
    ours = known.weight(token, (("P", "1P"),))
    theirs = token[0] in "وف" and known.weight(token[1:], (("P", "1P"),))
    return bool(ours) and ours < RARER * known.perfects[token[:-2]] and not theirs


def _divisions(known: PersonForms, token: str) -> Iterator[tuple[float, tuple[str, ...]]]:
    for before in ("", "و", "ف"):
        if not token.startswith(before):
            continue
        rest, glued = token[len(before) :], tuple(before)
        if rest.startswith("س") and not _is_form(known, rest):  # سألتهم is no س of the future
            for weight, words in _cores(known, rest[1:], _is_future):
                yield weight, (*glued, "س", *words)
        if before and rest.startswith("ل"):
            for weight, words in _cores(known, rest[1:], _is_we):
                yield weight, (*glued, "ل", *words)
        for weight, words in _cores(known, rest, _is_plain):
            yield weight, (*glued, *words)
        is_other = token in known.readings or token in known.he  # as ولدت, unlike وزرت
        if before and len(rest) > 2 and not is_other and (weight := known.weight(rest, (("P", "1S"),))):
            yield weight, (before, rest)


def _is_form(known: PersonForms, core: str) -> bool:
    bases = [core, *(core[: -len(ending)] for ending in OBJECTS if core.endswith(ending))]
    return any(base in known.readings or base in known.he for base in bases)


def _cores(
    known: PersonForms, core: str, fits: Callable[[PersonForms, str, bool], int]
) -> Iterator[tuple[float, tuple[str, ...]]]:
    if weight := fits(known, core, False):
        yield weight, (core,)
    for ending in OBJECTS:
        if core.endswith(ending):
            for base in _bases(core[: -len(ending)]):
                if base.endswith("وا") and base[:-1] in known.he:  # تدعونا of تدعو
                    continue
                if weight := fits(known, base, True):
                    yield weight, (base, ending)


def _is_future(known: PersonForms, form: str, _: bool) -> int:
    if len(form) < 3 or form in known.otherwise or form.endswith("وا"):
        return 0
    return known.weight(form, (("I", "1S"), ("I", "1P"), ("I", "2P"), ("I", "2F")))


def _is_we(known: PersonForms, form: str, _: bool) -> int:
    if len(form) < 3:
        return 0
    return known.weight(form, (("I", "1P"), ("J", "1P")))


def _is_plain(known: PersonForms, form: str, has_object: bool) -> int:
    """How surely a form is a whole word: perfects of you and we that no third person with a clitic is spelt like."""
    if form in known.otherwise:
        return 0
    weight = known.weight(form, (("P", "2P"),))
    of_us = known.weight(form, (("P", "1P"),))
    if has_object or not form.endswith("نا") or of_us > RARER * known.perfects[form[:-2]]:
        weight += of_us
    if has_object and len(form) > 2:
        weight += known.weight(form, (("I", "1S"), ("I", "1P"), ("I", "2P")))
    return weight


def _bases(core: str) -> Iterator[str]:
    """Forms that a core before an object pronoun may stand for: نرا of نرى, تكتبو of تكتبوا, كتبتمو of كتبتم."""
    if core.endswith("ا") and not core.endswith("نا"):
        yield core[:-1] + "ى"
    if core.endswith("تمو"):
        yield core[:-1]
    elif core.endswith("و"):
        yield core + "ا"
    yield core
