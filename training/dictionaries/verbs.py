"""Verbs whose first and second persons are recognised (`analysis.parsing.persons`), and words spelt like these.

Newswire has hardly a first person, so a tagger that learns from it takes نريد for an unknown word. But who attests يريد
attests نريد. Verbs are those of the treebank, with the imperfect that it or the news shows; those of the news whose
perfect and imperfect the model's lemmatiser traces to one lemma; and everyday ones (`training/data/verbs.txt`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from analysis.arabic.conjugation import conjugate, unvocalised
from analysis.arabic.orthography import key
from analysis.parsing.model import KnownTypes, read_known
from analysis.parsing.person_tokens import divided
from analysis.parsing.persons import RARER, PersonForms, PersonTypes, Verb, write_persons
from training.data_prep.conllu import Sentence, read_conllu
from training.data_prep.names import DATA, read_names
from training.data_prep.segment import news_texts, tokens_of
from training.package import write_manifest

HE_IMPERFECT = re.compile(r"VI[ISJ]A-3MS--")
VERBS = {"VERB", "AUX"}
SHADDA = "\u0651"
#: Verbs that things do rather than persons: نتم is rather of أتم, نمكن of مكن.
OF_THINGS = frozenset(
    [
        "تم",
        "أمكن",
        "حدث",
        "صدر",
        "قل",
        "حق",
        "خص",
        "جرى",
        "دل",
        "ورد",
        "كفى",
        "عنى",
        "بدا",
        "انبغى",
        "جاز",
        "تطلب",
        "اقتضى",
        "تضمن",
        "تقرر",
        "تمثل",
        "توفر",
        "حان",
        "شمل",
        "نص",
        "نجم",
        "نتج",
        "وقع",
        "مض",
    ]
)
SELDOM = 0.05


def imperfect_by_rule(lemma: str) -> str:
    """The imperfect of he as a verb's form tells it; of form I, where vowels decide, as if it were sound."""
    perfect = unvocalised(lemma)
    last = perfect[-1]
    if perfect[0] == "ا":  # VII to X
        stem = perfect[1:-1] + ("ي" if last == "ى" else last)
        hollow_tenth = perfect.startswith("است") and stem[-2] == "ا"
        return "ي" + (stem[:-2] + "ي" + last if hollow_tenth else stem)
    if perfect[0] == "ت" and len(perfect) > 3:  # V, VI
        return "ي" + perfect
    if SHADDA in lemma[:-1]:  # II
        stem = ("ؤ" + perfect[1:]) if perfect[0] == "أ" else perfect
        return "ي" + stem[:-1] + {"ى": "ي", "أ": "ئ"}.get(last, last)
    if perfect[0] == "أ" and (len(perfect) > 3 or last == SHADDA):  # IV
        stem = perfect[1:-1] + {"ى": "ي", "أ": "ئ"}.get(last, last)
        return "ي" + (stem[:-2] + "ي" + last if len(stem) > 1 and stem[-2] == "ا" else stem)
    return "ي" + perfect[:-1] + {"ى": "ي", "أ": "ئ" if len(perfect) > 3 else "أ"}.get(last, last)


def attested_verbs(sentences: Sequence[Sentence], known: KnownTypes, counts: Mapping[str, int]) -> list[Verb]:
    """Verbs of treebank, news and list, with how often the news has their imperfect."""
    words = [word for sentence in sentences for word in sentence.words if word.upos in VERBS and word.xpos[0] == "V"]
    lemmas = Counter(word.lemma for word in words)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        if HE_IMPERFECT.fullmatch(word.xpos) and word.form.startswith("ي"):
            shown[word.lemma][word.form] += 1
    found = {
        (lemma, form): float(n) for lemma, n in lemmas.items() for form in _imperfects(lemma, shown[lemma], counts)
    }
    for pair in _everyday():
        found[pair] = found.get(pair, 0) + 1
    taken = {form for _, form in found}
    for lemma, forms in _verbs_of(known).items():
        by_rule, he = imperfect_by_rule(lemma), _he(forms)
        form = by_rule if by_rule in forms else min(he, key=len) if he and unvocalised(lemma) in forms else None
        if form is not None and form not in taken:
            found[lemma, form] = 1
    often = {pair: _frequency(pair[1], counts) for pair in found}
    jussives: dict[str, float] = {}  # of hollow and weak verbs, which those of others are spelt like: يمت of مات
    for pair in found:
        for form, aspect, person in conjugate(*pair):
            if (aspect, person) == ("J", "1P"):
                jussives["ي" + form[1:]] = max(often[pair], jussives.get("ي" + form[1:], 0))
    shares = Counter[str]()
    for (lemma, form), n in found.items():  # of verbs with one imperfect, the one whose perfect is more frequent
        found[lemma, form] = n + _perfects(lemma, form, counts) / 50
        shares[form] += found[lemma, form]
    return sorted(
        Verb(lemma, form, round(_by_persons(lemma) * (own * n / shares[form] + 3 * lemmas[lemma])))
        for (lemma, form), n in found.items()
        for own in [0.0 if jussives.get(form, 0) > RARER * often[lemma, form] else often[lemma, form]]
        if len(unvocalised(lemma)) > 1 and len(form) > 2
    )


def _everyday() -> list[tuple[str, str]]:
    rows = (DATA / "verbs.txt").read_text(encoding="utf-8").splitlines()
    words = [word for row in rows if not row.startswith("#") for word in row.split()]
    return list(zip(words[::2], words[1::2], strict=True))


def _verbs_of(known: KnownTypes) -> dict[str, set[str]]:
    """The verbs that the lemmatiser finds in the news, each with its forms."""
    forms: dict[str, set[str]] = defaultdict(set)
    for (form, upos), lemma in known.lemmas.items():
        if upos == "VERB" and unvocalised(lemma) != lemma:
            forms[lemma].add(form)
    return forms


def _he(forms: Iterable[str]) -> list[str]:
    return [form for form in forms if form.startswith("ي") and not form.endswith(("ون", "وا", "ين"))]


def _imperfects(lemma: str, shown: Counter[str], counts: Mapping[str, int]) -> list[str]:
    """A treebank verb's imperfect: as shown there, else by rule if the news has it."""
    if shown:
        long = [form for form, _ in shown.most_common() if _whole(form, lemma)]
        return long[:1] or [shown.most_common(1)[0][0]]
    by_rule = imperfect_by_rule(lemma)
    return [by_rule] if counts.get(by_rule, 0) + counts.get("ت" + by_rule[1:], 0) > 2 else []


def _whole(form: str, lemma: str) -> bool:
    """Whether a weak or doubled verb's form is no jussive: يقول, not يقل."""
    perfect = unvocalised(lemma)
    weak_end, hollow = perfect[-1] in "ىيا", len(perfect) > 2 and perfect[-2] == "ا" and len(perfect) != 4
    return (not weak_end or form[-1] in "ىيو") and (not hollow or form[-2] in "ايو")


def _perfects(lemma: str, imperfect: str, counts: Mapping[str, int]) -> int:
    hers = next(form.form for form in conjugate(lemma, imperfect) if form.person == "3F")
    return counts.get(unvocalised(lemma), 0) + counts.get(hers, 0)


def _by_persons(lemma: str) -> float:
    return SELDOM if unvocalised(lemma) in OF_THINGS and SHADDA not in lemma[:-1] else 1


def _frequency(imperfect: str, counts: Mapping[str, int]) -> float:
    return sum(counts.get(glued + imperfect, 0) for glued in ("", "و", "س", "وس", "ف")) / 10


def spelt_alike(
    verbs: Sequence[Verb],
    sentences: Sequence[Sentence],
    known: KnownTypes,
    counts: Mapping[str, int],
    names: Iterable[str],
) -> dict[str, list[str]]:
    """Forms of these persons that are rather other words; tokens of the treebank that look like some and are none."""
    forms = {form.form for verb in verbs for form in conjugate(verb.lemma, verb.imperfect)}
    verbal, other = Counter[str](), Counter[str]()
    for word in (word for sentence in sentences for word in sentence.words):
        if word.upos != "X":
            (verbal if word.upos in VERBS else other)[word.form] += 1
    named, never = {key(name) for name in names}, set(read_names(DATA / "not-verbs.txt"))
    tagged = {form for form, upos in known.lemmas if upos not in {*VERBS, "X", "PROPN"}}
    # The tagger takes unknown verbs for nouns, too; but only nouns have an article.
    listed = {
        form for form in tagged if counts.get("ال" + form, 0) + counts.get("لل" + form, 0) > counts.get(form, 0) / 30
    }
    otherwise = {form for form in forms if other[form] > verbal[form]}
    otherwise |= forms & never
    otherwise |= {form for form in forms if not verbal[form] and (form in listed or _is_name(form, named))}
    apart = {t.form for s in sentences for t in s.tokens if not any(w.upos in VERBS for w in t.words)}
    persons = PersonForms(PersonTypes(tuple(verbs), frozenset(otherwise)))
    return {
        "otherwise": sorted(otherwise),
        "apart": sorted(form for form in apart if divided(persons, form, multiple=True)),
    }


def _is_name(form: str, named: set[str]) -> bool:
    """Whether a form is a name; lists of places in folded spelling hold many short ones that ن and ت begin."""
    return key(form) in named and form[-1] not in "ىي" and form[0] not in "نت"


def count_tokens(texts: Iterable[str]) -> Counter[str]:
    """How often each token occurs."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(tokens_of(text))
    return counts


def person_types(
    sentences: Sequence[Sentence], known: KnownTypes, texts: Iterable[str], names: Iterable[str]
) -> PersonTypes:
    """All that `analysis.parsing.persons` reads."""
    counts = count_tokens(texts)
    verbs = attested_verbs(sentences, known, counts)
    alike = spelt_alike(verbs, sentences, known, counts, names)
    return PersonTypes(tuple(verbs), **{kind: frozenset(forms) for kind, forms in alike.items()})


def names_of(lists: Iterable[Iterable[str]]) -> list[str]:
    """Names of one word from lists of names."""
    return [name for names in lists for name in names if " " not in name]


def add_persons(news: Path, treebank: Path, model: Path, names: Iterable[Iterable[str]]) -> None:
    """Write what `analysis.parsing.persons` reads into a model folder, and the manifest anew."""
    types = person_types(read_conllu(treebank), read_known(model), news_texts(news), [*names_of(names), *read_names()])
    write_persons(model, types)
    write_manifest(model)
