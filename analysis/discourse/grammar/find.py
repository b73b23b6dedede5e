"""Grammar: negation, passive, missing agents, nominalisation, modality, future, condition, of clauses and of hits."""

import json
from collections.abc import Iterator

import pandas as pd

from analysis.annotation import Annotations
from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.discourse.grammar.agents import agent_of_clause, agent_of_noun
from analysis.discourse.grammar.conditions import condition_of, future_of
from analysis.discourse.grammar.modality import modality_of
from analysis.discourse.grammar.negation import negation_of
from analysis.discourse.grammar.nominal import nominalisation_of
from analysis.discourse.grammar.passives import done_noun, passive_of
from analysis.discourse.grammar.tree import Tree
from analysis.discourse.kept import kept_rows
from analysis.discourse.parsed import NEEDED, Reading, read
from analysis.errors import KhitabError

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


def find_clauses(annotations: AnnotationSource) -> pd.DataFrame:
    """Describe every clause: every verb, and every verbal noun that a periphrastic passive stands on.

    Returns
    -------
    One row per clause: doc_id, paragraph, sentence, word (of the predicate), predicate (the key of its lemma), start,
    end (of its token), then

    negated (bool), negator (the word that negates), passive ("", "morphological", "periphrastic"), agent ("named": a
    subject or by-phrase; "deleted": a passive without one; "": left to the verb's ending), modality ("", "necessity",
    "possibility"), future (bool), conditional (bool), rules (those that apply, joined by +).

    Examples
    --------
    >>> len(find_clauses(report)) > 0
    True
    """
    rows = kept_rows(
        "clauses", annotations, NEEDED, lambda piece: (row for one in read(piece) for row in describe_clauses(one))
    )
    table = pd.DataFrame(rows, columns=list(CLAUSE_COLUMNS))
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def describe_clauses(reading: Reading) -> list[dict[str, object]]:
    """Give the rows of `find_clauses` for one document."""
    tree = Tree(reading)
    verbs = (i for i in range(len(reading)) if reading.upos[i] == "VERB" and tree.is_verb(i))
    return [{**_place(reading, word), **_features(tree, word, word)} for word in verbs]


def find_grammar(hits: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    """Describe the grammar of every hit: of what it names, and of the clause that it stands in.

    Parameters
    ----------
    hits : any table with `doc_id` and `word`, such as that of `find_frames` on the same annotations.

    Returns
    -------
    `hits` with columns added (index kept):

    clause_word : the position of the verb of the clause that the hit stands in, missing in a verbless one.
    negated, negator : whether the text says, by a word of negation, that what the hit names is not, does not happen or
        must not be. Not where another word of the sentence is negated: in لا يدعم الإرهاب terrorism is there.
    passive : of the clause: "morphological" (قُتل), "periphrastic" (تم + verbal noun), "".
    nominalisation : "itself" (the hit names an action as a noun), "object" (such a noun acts on it: مكافحة
        الإرهاب), "".
    agent : "named" or "deleted", of that action or else of a passive clause; "" where there is neither.
    modality : "necessity", "possibility", "": of what governs the hit. future, conditional : bool.
    rules : the names of the rules in `grammar.toml` that apply, joined by +.

    Raises KhitabError if `hits` has no `doc_id` or `word`.

    Examples
    --------
    >>> from analysis.annotation import annotate
    >>> from analysis.corpus import Corpus, Document
    >>> annotations = annotate(Corpus("x", (Document("a", "لا تعاون بين الطرفين.", {}),)), progress=False)
    >>> find_grammar(pd.DataFrame({"doc_id": ["a"], "word": [1]}), annotations)[["negated", "nominalisation"]].values
    array([[True, 'itself']], dtype=object)
    """
    if missing := sorted({"doc_id", "word"} - set(hits.columns)):
        raise KhitabError(f"find_grammar: the hits have no column {missing[0]!r}; pass a table of find_frames.")
    check_hits(hits, annotations, "find_grammar")
    wanted = {
        str(doc_id): sorted({int(word) for word in part["word"]})
        for doc_id, part in hits.groupby("doc_id", observed=True)
    }

    def find(piece: AnnotationSource) -> Iterator[dict[str, object]]:
        for reading in read(piece):
            tree = Tree(reading)
            for word in wanted.get(reading.doc_id, ()):
                yield {"doc_id": reading.doc_id, "word": word, **_describe_hit(tree, word)}

    def asked(piece: Annotations) -> str:
        here = piece.words["doc_id"].cat.categories
        return json.dumps([(doc_id, wanted[doc_id]) for doc_id in here if doc_id in wanted])

    rows = kept_rows("grammar", annotations, NEEDED, find, asked)
    described = {(str(row["doc_id"]), int(str(row["word"]))): row for row in rows}
    keys = zip(hits["doc_id"], hits["word"], strict=True)
    added = pd.DataFrame([described[str(d), int(w)] for d, w in keys], columns=list(HIT_COLUMNS), index=hits.index)
    added["clause_word"] = added["clause_word"].astype("Int64")
    table = pd.concat([hits.drop(columns=[c for c in HIT_COLUMNS if c in hits.columns]), added], axis=1)
    table.attrs = dict(hits.attrs)
    return table


def _place(reading: Reading, word: int) -> dict[str, object]:
    return {
        "doc_id": reading.doc_id, "paragraph": reading.paragraphs[word], "sentence": reading.sentences[word],
        "word": word, "predicate": reading.lemmas[word], "start": reading.starts[word], "end": reading.ends[word],
    }  # fmt: skip


def _features(tree: Tree, word: int, verb: int | None) -> dict[str, object]:
    """Collect what the rules say of a word and of the verb of its clause."""
    reading = tree.reading
    negation, negator = negation_of(tree, word)
    passive, passive_rule = passive_of(tree, verb) if verb is not None else ("", "")
    modality, modality_rule = modality_of(tree, word, verb)
    future, conditional = future_of(tree, verb), condition_of(tree, word)
    rules = [negation, passive_rule, modality_rule, "future" * future, "condition" * conditional]
    return {
        "negated": bool(negation), "negator": reading.forms[negator] if negation else "", "passive": passive,
        "agent": agent_of_clause(tree, verb, passive) if verb is not None else "", "modality": modality,
        "future": future, "conditional": conditional, "rules": "+".join(rule for rule in rules if rule),
    }  # fmt: skip


def _describe_hit(tree: Tree, word: int) -> dict[str, object]:
    hit = tree.content(word)
    verb = _clause(tree, hit)
    features = _features(tree, hit, verb)
    kind, noun = nominalisation_of(tree, hit)
    if kind:
        agent = agent_of_noun(tree, noun, hit, str(features["passive"]))
    else:
        agent = str(features["agent"]) if features["passive"] else ""
    named = {"itself": "action", "object": "acted-on"}.get(kind, "")
    rules = "+".join(rule for rule in (str(features["rules"]), named) if rule)
    return features | {"clause_word": verb, "nominalisation": kind, "agent": agent, "rules": rules}


def _clause(tree: Tree, hit: int) -> int | None:
    """Give the verb of the clause of a hit; the verbal noun right after تم is of تم, whatever the parse says."""
    for verb in _verbs_near(tree, hit):
        if done_noun(tree, verb) == hit:
            return verb
    return tree.clause(hit)


def _verbs_near(tree: Tree, hit: int) -> Iterator[int]:
    for i in range(hit - 1, max(tree.reading.begins[hit], hit - 8) - 1, -1):
        if tree.is_verb(i):
            yield i
            return
