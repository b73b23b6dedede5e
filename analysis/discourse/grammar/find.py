"""Grammar: negation, passive, missing agents, nominalisation, modality, future, condition, of clauses and of hits."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.discourse.grammar.agents import agent_of, agent_of_noun, nominalisation_of
from analysis.discourse.grammar.rules import Mark, build_grammar_matcher, find_marks, grammar_rules
from analysis.discourse.parsed import Reading, read_with_docs
from analysis.discourse.rules import vocabulary_with_keys
from analysis.errors import KhitabError

if TYPE_CHECKING:
    pass

RULES = Path(__file__).parent / "grammar.toml"
FEATURES = ("negation", "passive", "modality", "future", "conditional")
OWN = ("negated", "negator", "passive", "agent", "modality", "future", "conditional", "rules")
CLAUSE_COLUMNS = ("doc_id", "paragraph", "sentence", "word", "predicate", "start", "end", *OWN)
HIT_COLUMNS = (
    "clause_word",
    "negated",
    "negator",
    "passive",
    "nominalisation",
    "agent",
    "modality",
    "future",
    "conditional",
    "rules",
)
CLIMB = 12


def find_clauses(annotations: AnnotationSource) -> pd.DataFrame:
    """Describe every clause: every verb, and every verbal noun that a periphrastic passive stands on.

    Returns
    -------
    One row per clause: doc_id, paragraph, sentence, word (of the predicate), predicate (its lemma), start, end (of
    its token), then

    negated (bool), negator (the word that negates), passive ("", "morphological", "periphrastic"), agent ("named": a
    subject
    or by-phrase; "deleted": a passive without one; "": left to the verb's ending), modality ("", "necessity",
    "possibility"), future (bool), conditional (bool), rules (those that apply, joined by +).
    """
    rows = [
        {**_place(reading, word, lemmas), **_features(reading, word, marks)}
        for reading, lemmas, marks in _read_marks(annotations)
        for word in range(len(reading))
        if reading.upos[word] == "VERB" and not _is_light(word, marks)
    ]
    table = pd.DataFrame(rows, columns=list(CLAUSE_COLUMNS))
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def find_grammar(hits: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    """Describe the grammar around every hit.

    Parameters
    ----------
    hits : any table with `doc_id` and `word`, such as that of `find_frames` on the same annotations.

    Returns
    -------
    `hits` with columns added (index kept), those of `find_clauses` for the clause that the hit stands in, and:

    clause_word : the position of that clause's verb, missing in a verbless sentence.
    negated, negator : also true where the hit itself is negated (غير متعاونة, عدم التعاون, دون تنسيق).
    nominalisation : "itself" (the hit is a verbal noun), "object" (it depends on one: مكافحة الإرهاب), or "".
    agent : of the nominalisation if there is one ("named" if somebody is named as doing it), else of the clause.

    Limits: a genitive of a verbal noun may be who acts or who is acted upon; a genitive beside the hit counts as naming
    somebody. Relations are the parser's.
    """
    if missing := sorted({"doc_id", "word"} - set(hits.columns)):
        raise KhitabError(f"find_grammar: the hits have no column {missing[0]!r}; pass a table of find_frames.")
    check_hits(hits, annotations, "find_grammar")
    described: dict[tuple[str, int], dict[str, object]] = {}
    wanted = {doc_id: set(part["word"]) for doc_id, part in hits.groupby("doc_id", observed=True)}
    for reading, lemmas, marks in _read_marks(annotations):
        for word in wanted.get(reading.doc_id, ()):
            described[reading.doc_id, int(word)] = _describe_hit(reading, int(word), lemmas, marks)
    keys = zip(hits["doc_id"], hits["word"], strict=True)
    added = pd.DataFrame([described[str(d), int(w)] for d, w in keys], columns=list(HIT_COLUMNS), index=hits.index)
    added["clause_word"] = added["clause_word"].astype("Int64")
    table = pd.concat([hits.drop(columns=[c for c in HIT_COLUMNS if c in hits.columns]), added], axis=1)
    table.attrs = dict(hits.attrs)
    return table


def _read_marks(annotations: AnnotationSource) -> Iterator[tuple[Reading, list[str], dict[int, list[Mark]]]]:
    vocab = vocabulary_with_keys()
    matcher = build_grammar_matcher(grammar_rules(), vocab)
    for reading, doc in read_with_docs(annotations, vocab):
        marks: dict[int, list[Mark]] = {}
        for mark in find_marks(doc, grammar_rules(), matcher):
            if mark.rule.damma and not _has_damma(reading, mark.word):
                continue
            marks.setdefault(_bearer(reading, mark), []).append(mark)
        yield reading, [word.lemma_ for word in doc], marks


def _has_damma(reading: Reading, word: int) -> bool:
    """Say whether the source prints damma on the first letter of a word (after و or ف): قُتل, وقُتل."""
    token = reading.text[reading.starts[word] : reading.ends[word]]
    stem = token[1:] if token[0] in "وف" and reading.tokens[word - 1 : word] == [reading.tokens[word]] else token
    return stem[1:2] == "\u064f"


def _bearer(reading: Reading, mark: Mark) -> int:
    """Give the word whose clause a mark is about: of a copula or auxiliary, the predicate; of تم, the verb itself."""
    word = mark.word
    if mark.rule.value == "periphrastic":
        return mark.marker
    if mark.rule.scope == "clause" and reading.deprel[word] in ("cop", "aux", "advmod") and reading.heads[word] >= 0:
        return reading.heads[word]
    return word


def _is_light(word: int, marks: Mapping[int, Sequence[Mark]]) -> bool:
    """A modal verb is no clause of its own; its complement bears the modality."""
    return any(m.rule.name in ("must", "can") and m.word == word for m in marks.get(word, ()))


def _place(reading: Reading, word: int, lemmas: Sequence[str]) -> dict[str, object]:
    return {
        "doc_id": reading.doc_id, "paragraph": reading.paragraphs[word], "sentence": reading.sentences[word],
        "word": word, "predicate": lemmas[word], "start": reading.starts[word], "end": reading.ends[word],
    }  # fmt: skip


def _features(reading: Reading, word: int, marks: Mapping[int, Sequence[Mark]]) -> dict[str, object]:
    """Collect what the rules say of a clause, with the modality of the verb that governs it."""
    own = list(marks.get(word, ()))
    governor = reading.heads[word]
    if reading.deprel[word] in ("ccomp", "csubj", "xcomp", "acl") and governor >= 0:
        above = marks.get(governor, ())
        # What a modal verb is denied, its complement is denied: لا يمكن أن يتعاون.
        modal = any(mark.rule.feature == "modality" for mark in above)
        own += [
            mark for mark in above if mark.rule.feature == "modality" or (modal and mark.rule.feature == "negation")
        ]
    values = {feature: next((m.rule.value for m in own if m.rule.feature == feature), "") for feature in FEATURES}
    negator = next((reading.forms[m.marker] for m in own if m.rule.feature == "negation"), "")
    return {
        "negated": bool(values["negation"]), "negator": negator, "passive": values["passive"],
        "agent": agent_of(reading, word, values["passive"]), "modality": values["modality"],
        "future": bool(values["future"]), "conditional": bool(values["conditional"]),
        "rules": "+".join(dict.fromkeys(mark.rule.name for mark in own)),
    }  # fmt: skip


def _describe_hit(
    reading: Reading, word: int, lemmas: Sequence[str], marks: Mapping[int, Sequence[Mark]]
) -> dict[str, object]:
    clause = _clause_of(reading, word, marks)
    features = _features(reading, clause, marks) if clause is not None else _features(reading, word, {})
    noun = nominalisation_of(reading, word, lemmas)
    on_word = [m for i in _chain(reading, word) for m in marks.get(i, ()) if m.rule.scope == "word"]
    negation = next((m for m in on_word if m.rule.feature == "negation"), None)
    if negation:
        features |= {"negated": True, "negator": reading.forms[negation.marker]}
    for feature in ("modality", "conditional"):
        mark = next((m for m in on_word if m.rule.feature == feature), None)
        if mark:
            features[feature] = mark.rule.value if feature == "modality" else True
    rules = [str(features["rules"]), *(m.rule.name for m in on_word)]
    features |= {
        "clause_word": clause, "nominalisation": noun[0], "rules": "+".join(dict.fromkeys(r for r in rules if r)),
    }  # fmt: skip
    if noun[0]:
        features["agent"] = agent_of_noun(reading, noun[1], word)
    return features


def _clause_of(reading: Reading, word: int, marks: Mapping[int, Sequence[Mark]]) -> int | None:
    """Climb to the verb that a word stands under; a verb is its own clause."""
    for _ in range(CLIMB):
        if reading.upos[word] == "VERB" or any(m.rule.scope == "clause" for m in marks.get(word, ())):
            return word
        word = reading.heads[word]
        if word < 0:
            return None
    return None


def _chain(reading: Reading, word: int) -> Iterator[int]:
    """The word and the two nominal words above it that can carry a negation over to it: عدم وجود تعاون."""
    yield word
    for _ in range(2):
        if reading.deprel[word] not in ("nmod", "amod", "conj"):
            return
        word = reading.heads[word]
        if word < 0 or reading.upos[word] not in ("NOUN", "ADJ"):
            return
        yield word
