"""What goes on in each clause: the type of process that its verb names, after Halliday."""

from collections.abc import Iterator

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.discourse.grammar.passives import done_noun
from analysis.discourse.grammar.tree import COMMAS, STRONG, Tree
from analysis.discourse.kept import kept_table
from analysis.discourse.parsed import Reading
from analysis.discourse.processes.classes import (
    UNCLASSIFIED,
    auxiliaries,
    belongs,
    light_verbs,
    process_of_noun,
    process_with,
    verbs_by_process,
)
from analysis.discourse.verbal_nouns import is_action

COLUMNS = ("doc_id", "paragraph", "sentence", "word", "verb", "surface", "start", "end", "process", "rule")
GROUP_REACH = 4
LIGHT_REACH = 6


def find_processes(annotations: AnnotationSource) -> pd.DataFrame:
    """Say of every clause with a verb what type of process the verb names.

    The types are Halliday's (`processes.toml` lists the verbs): material (doing, happening), verbal (saying), mental
    (thinking, wanting, feeling, perceiving), relational (being, having), behavioural (laughing, watching), existential
    (there is, occurs). A verb that only modulates the verb after it (كان يعمل, يجب أن يعمل) has no row.

    Returns
    -------
    One row per verb: doc_id, paragraph, sentence, word, verb (the key of its lemma), surface, start, end (its token),
    process (a type, or "unclassified" for a verb of no list), rule ("verb"; "light-verb" where the noun of action
    after تم or قام بـ tells it; "there-is" before هناك and ثمة; "belonging", جاء ذلك في إطار; "preposition", وجه بـ).

    Limits: the type is the verb's, whatever its sense in the sentence; clauses without a verb have no row.

    Examples
    --------
    >>> from analysis.annotation import annotate
    >>> from analysis.corpus import Corpus, Document
    >>> annotations = annotate(Corpus("x", (Document("a", "قال الوزير إن الجيش دخل المدينة.", {}),)), progress=False)
    >>> find_processes(annotations)[["verb", "process"]].values.tolist()
    [['قال', 'verbal'], ['دخل', 'material']]
    """
    return kept_table("processes", annotations, processes_in, COLUMNS)


def processes_in(reading: Reading) -> Iterator[dict[str, object]]:
    """Give the rows of `find_processes` for one document."""
    tree = Tree(reading)
    for word in range(len(reading)):
        if reading.upos[word] not in ("VERB", "AUX") or not (tree.is_verb(word) or reading.keys[word] == "ليس"):
            continue
        if reading.lemmas[word] == "ما":
            continue  # a particle that the tagger took for a verb
        if reading.lemmas[word] in auxiliaries() and _modulates(tree, word):
            continue
        process, rule = process_of(tree, word)
        start, end = reading.span(word, word + 1)
        yield {
            "doc_id": reading.doc_id, "paragraph": reading.paragraphs[word], "sentence": reading.sentences[word],
            "word": word, "verb": reading.lemmas[word], "surface": reading.text[start:end], "start": start, "end": end,
            "process": process, "rule": rule,
        }  # fmt: skip


def process_of(tree: Tree, verb: int) -> tuple[str, str]:
    """Give the type of process of a verb and the rule that tells it."""
    reading = tree.reading
    lemma = reading.lemmas[verb]
    if lemma in ("كان", "ليس") and any(
        reading.keys[i] in ("هناك", "هنالك", "ثمه") for i in range(verb + 1, min(verb + 3, reading.stops[verb]))
    ):
        return "existential", "there-is"
    if lemma in light_verbs() and (noun := _noun_of_action(tree, verb)) >= 0:
        return process_of_noun(reading.lemmas[noun]), "light-verb"
    near = range(verb + 1, min(verb + LIGHT_REACH, reading.stops[verb]))
    if belongs(lemma, [reading.keys[i] for i in near]):
        return "relational", "belonging"
    preposition = next((reading.keys[i] for i in near if reading.upos[i] == "ADP"), "")
    if with_it := process_with(lemma, preposition):
        return with_it, "preposition"
    known = verbs_by_process()
    # Present forms are listed where the lemma misleads: يوجد is no finding.
    process = known.get(reading.keys[verb]) if reading.keys[verb] in ("يوجد", "توجد", "يعني", "يهدف") else None
    return process or known.get(lemma, UNCLASSIFIED), "verb"


def _noun_of_action(tree: Tree, verb: int) -> int:
    """Give the noun of action that a light verb governs: تم إعلان, قام (الوزير) بزيارة; or -1."""
    reading = tree.reading
    if (done := done_noun(tree, verb)) >= 0 and not any(
        reading.keys[i] in ("دون", "بدون", "غير") for i in range(verb + 1, done)
    ):
        return done
    for i in range(verb + 1, min(reading.stops[verb], verb + LIGHT_REACH)):
        if reading.forms[i] in STRONG | COMMAS or tree.is_verb(i):
            return -1
        governed = reading.upos[i - 1] == "ADP" and reading.keys[i - 1] in ("ب", "من", "في", "علي", "ل")
        if reading.lemmas[verb] != "قام":
            governed = governed or reading.deprel[i] in ("obj", "nsubj")
        if governed and reading.upos[i] == "NOUN" and is_action(reading.lemmas[i], reading.keys[i]):
            return i
    return -1


def _modulates(tree: Tree, verb: int) -> bool:
    """Say whether a verb only modulates the one after it: كان (الجيش) يقاتل, يمكن أن يعود, حاول أن يهرب."""
    reading = tree.reading
    for i in range(verb + 1, min(reading.stops[verb], verb + GROUP_REACH + 1)):
        if tree.is_verb(i):
            return True
        particle = reading.keys[i] in ("ان", "قد", "لا", "لم", "لن", "س", "سوف", "ل", "علي", "ما")
        if not (tree.is_noun(i) or particle or reading.upos[i] in ("PRON", "ADV", "DET", "PART")):
            return False
        if reading.forms[i] in STRONG | COMMAS:
            return False
    return False
