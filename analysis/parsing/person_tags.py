"""Tags of first and second persons, told by their form and the words before: لم نكن, فلنتعاون, أنا كتبت."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from analysis.parsing.persons import IS_NOT, RARER, PersonForms, Reading
from analysis.parsing.tokens import Tags

VERBAL = frozenset({"VERB", "AUX"})
#: Words that only a verb follows; those that ask for a jussive, an imperfect, a subjunctive; what no verb follows.
BEFORE_VERB = frozenset({"لم", "لن", "س", "سوف", "قد", "لقد", "كي", "لكي"})
LET = "فل"  # ل of فلنعمل, ولنعمل
BEFORE_JUSSIVE = frozenset({"لم", "ألم", LET, "لا", "لما"})
NEVER_BEFORE_VERB = frozenset({"ب", "ك", "في", "فى", "من", "عن", "على", "إلى"})
BEFORE_IMPERFECT = frozenset({"لم", "لن", "س", "سوف", "كي", "لكي"})
BEFORE_SUBJUNCTIVE = frozenset({"أن", "ان", "لن", "كي", "لكي", "حتى"})
BEGINS = frozenset({"", ".", "!", "؟", ":", '"', "«", "“", "-"})
#: Pronouns and particles with pronouns whose verb may follow them.
OF_PERSON = {"نحن": {"1P"}, "أنا": {"1S"}, "انا": {"1S"}, "أنتم": {"2P"}, "أنت": {"1S", "2F"}}
#: Free pronouns, of which the treebank leaves every third as unknown as the verbs; case, person, gender and number.
PRONOUNS = {"أنا": "1MS", "انا": "1MS", "نحن": "1MP", "أنت": "2MS", "انت": "2MS", "أنتم": "2MP", "انتم": "2MP"}
PRONOUN = "هُوَ"
#: How much less often a form is a jussive or a command, where nothing asks for one.
SELDOM = 0.02
RARE = 10  #: verbs of no more weight need a pronoun for أسرت to be one
NEAR = 3  #: words within which a pronoun is looked for
NUMBER, GENDER = {"S": "Sing", "P": "Plur"}, {"M": "Masc", "F": "Fem"}
MOOD = {"I": "Ind", "S": "Sub", "J": "Jus"}


class Told(NamedTuple):
    """Tags of a word; the form whose lemma is asked for; lemmas of which it must be one, else the first."""

    tags: Tags
    asked: str
    lemmas: tuple[str, ...] = ()
    or_of: Set[str] = frozenset()  #: further lemmas that it may be


def tell(known: PersonForms, forms: Sequence[str], tags: Sequence[Tags]) -> list[Told]:
    """Mend the tags of a sentence's words, and say what lemmas verbs of these persons have."""
    before = [_before(forms, place) for place in range(len(forms))]
    addressed = [_addressed(forms[max(0, place - NEAR) : place]) for place in range(len(forms))]
    return [_tell(known, *word) for word in zip(forms, tags, before, addressed, strict=False)]


def _tell(known: PersonForms, form: str, tags: Tags, before: str, addressed: Set[str]) -> Told:
    if form in PRONOUNS and known.readings:
        return Told(_pronoun(form), form, (PRONOUN,))
    readings = known.readings.get(form)
    if readings is None:
        return _by_prefix(known, form, tags, before)
    is_verb = tags.upos in VERBAL
    if before in NEVER_BEFORE_VERB or tags.xpos.startswith("VP-P"):
        return Told(tags, form)
    best = max(readings, key=lambda reading: reading.weight * _fitness(form, reading, before, addressed))
    if is_verb and "-3" in tags.xpos and _is_rather_third(known, form, tags, readings, best, before, addressed):
        hers = sorted((r for r in readings if r.person == "3F" and "-3FS" in tags.xpos), key=lambda r: -r.weight)
        return Told(tags, form, tuple(reading.lemma for reading in hers))
    if _is_wanted(best, before) and (is_verb or _surely_verb(known, form, tags, best, before, addressed)):
        told = tags if is_verb and _agrees(tags.xpos, best) else _tags_of(best, before)
        is_auxiliary = tags.upos == "AUX" or best.lemma == IS_NOT
        return Told(told._replace(upos="AUX") if is_auxiliary else told, form, (best.lemma,))
    return Told(tags, form)


def _is_rather_third(
    known: PersonForms,
    form: str,
    tags: Tags,
    readings: Sequence[Reading],
    best: Reading,
    before: str,
    addressed: Set[str],
) -> bool:
    """Whether the form can be one of a third person as the tagger says, and of no verb that is far rarer."""
    if form in known.he:
        return True
    if form.endswith("وا") and tags.xpos.startswith("VP"):
        asked = before in BEFORE_JUSSIVE | BEFORE_SUBJUNCTIVE
        theirs = any(r.person == "3P" for r in readings) and not (before in BEGINS and best.aspect == "C")
        if (form[0] == "ت" and not asked) or theirs or form[:-2] in known.passives:
            return True
        # With its hamza left off: انهوا of أنهى, where اكتبوا can only be a command.
        with_hamza = known.weight("أ" + form[1:], (("P", "3P"),)) if form[0] == "ا" else 0
        return best.weight < RARER * with_hamza
    if addressed and any(r.person[0] != "3" and r.lemma != best.lemma for r in readings):
        return False
    third = sum(r.weight for r in readings if r.person[0] == "3" and tags.xpos.startswith("VP"))
    return best.weight < RARER * third


def _is_wanted(best: Reading, before: str) -> bool:
    """Whether the form may stand here: a jussive needs a word that asks for it."""
    return best.aspect != "J" or before in BEFORE_JUSSIVE


def _surely_verb(known: PersonForms, form: str, tags: Tags, best: Reading, before: str, addressed: Set[str]) -> bool:
    if best.aspect == "J" or before in BEFORE_VERB or (before == LET and form[0] == "ن"):
        return True
    if tags.upos != "X" and best.person[0] == "1" and not addressed and before not in BEFORE_SUBJUNCTIVE:
        return False  # حزنا, أمته
    if (best.aspect, best.person) == ("P", "1S") and not addressed:  # أسرت of أسرتهم, names like طلعت
        return tags.upos == "X" and form not in known.otherwise and best.weight > RARE
    return form not in known.otherwise and best.person[0] != "3"


def _by_prefix(known: PersonForms, form: str, tags: Tags, before: str) -> Told:
    """A verb that no list has: told by the word before and its prefix; its lemma is that of its third person."""
    told = tags
    if (
        form[0] == "ت"
        and tags.xpos.startswith("VI")
        and tags.xpos[3] == "A"
        and (verbs := known.imperfects.get(form[1:]))
    ):
        return Told(tags, form, tuple(v.lemma for v in sorted(verbs, key=lambda v: -v.weight)), known.lemmas)
    if tags.upos == "X" and before in BEFORE_VERB and before not in {"قد", "لقد"} and form[0] in "أنت":
        told = _tags_of(Reading("I", {"أ": "1S", "ن": "1P", "ت": "2S"}[form[0]], "", 0), before)
    if told.upos in VERBAL and told.xpos.startswith("VI") and "-1" in told.xpos and form[0] in "أن" and len(form) > 3:
        return Told(told, "ي" + form[1:])
    return Told(told, form)


def _before(forms: Sequence[str], place: int) -> str:
    """The word before a place, "" at the beginning."""
    if place > 1 and forms[place - 1] == "ل" and forms[place - 2] in {"و", "ف"}:
        return LET
    return forms[place - 1] if place else ""


def _addressed(forms: Sequence[str]) -> Set[str]:
    """The persons that the last pronoun among some forms speaks of; a verb's perfect of I is spelt like that of you."""
    return next((OF_PERSON[form] for form in reversed(forms) if form in OF_PERSON), frozenset())


def _fitness(form: str, reading: Reading, before: str, addressed: Set[str]) -> float:
    if reading.aspect == "J":
        return 1 if before in BEFORE_JUSSIVE else SELDOM
    if reading.aspect == "C" and before in BEFORE_VERB | BEFORE_JUSSIVE | BEFORE_SUBJUNCTIVE:
        return SELDOM
    if reading.aspect == "P" and before in BEFORE_IMPERFECT:
        return SELDOM
    if reading.aspect == "I" and form.endswith("وا") and before not in BEFORE_JUSSIVE | BEFORE_SUBJUNCTIVE:
        return SELDOM**2
    return SELDOM if addressed and reading.person not in addressed else 1


def _agrees(xpos: str, reading: Reading) -> bool:
    """Whether the tagger has seen as much: aspect, and person and number as far as they are told."""
    aspect = {"I": "VI", "J": "VI", "P": "VP", "C": "VC"}[reading.aspect]
    if not xpos.startswith(aspect):
        return False
    if reading.aspect == "P" and reading.person == "1S":  # or you, or she
        return xpos[5:8] in {"1MS", "2MS", "2FS", "3FS"}
    return reading.aspect == "C" or (xpos[5:6], xpos[7:8]) == (
        reading.person[0],
        "S" if reading.person[1] in "SF" else "P",
    )


def _tags_of(reading: Reading, before: str) -> Tags:
    person, number = reading.person[0], "P" if reading.person[1] == "P" else "S"
    gender = "F" if reading.person[1] == "F" else "M"
    features = {"Gender": GENDER[gender], "Number": NUMBER[number]}
    if reading.aspect == "C":
        return Tags("VERB", f"VCJ---{gender}{number}--", _features(features | {"Mood": "Imp", "VerbForm": "Fin"}))
    if reading.aspect == "P":
        features |= {"Aspect": "Perf", "Person": person, "Voice": "Act"}
        return Tags("VERB", f"VP-A-{person}{gender}{number}--", _features(features))
    mood = (
        "J"
        if reading.aspect == "J" or before in BEFORE_JUSSIVE - {"لا"}
        else "S"
        if before in BEFORE_SUBJUNCTIVE
        else "I"
    )
    features |= {"Aspect": "Imp", "Mood": MOOD[mood], "Person": person, "VerbForm": "Fin", "Voice": "Act"}
    return Tags("VERB", f"VI{mood}A-{person}{gender}{number}--", _features(features))


def _pronoun(form: str) -> Tags:
    told = PRONOUNS[form]
    features = {
        "Case": "Nom",
        "Gender": GENDER[told[1]],
        "Number": NUMBER[told[2]],
        "Person": told[0],
        "PronType": "Prs",
    }
    return Tags("PRON", f"SP---{told}1-", _features(features))


def _features(features: Mapping[str, str]) -> str:
    return "|".join(f"{name}={features[name]}" for name in sorted(features))
