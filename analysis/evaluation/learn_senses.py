"""Conditions for a term, proposed from coded paragraphs: in which company was it right, in which wrong?

Nothing is changed by itself. The table shows each condition with what speaks for it; a person writes those that make
sense into the lexicon. Words that go with a sense by chance are among them, the more so the fewer hits are coded.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.annotation import Annotations
from analysis.counting.pieces import Sought
from analysis.counting.token_index import Places
from analysis.counting.word_list import function_words
from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import GoldFrames, matched_frames
from analysis.frames.find import find_frames
from analysis.frames.relations import Relations
from analysis.lexicon import RELATIONS, Frame, Lexicon, Term, as_lexicon

COLUMNS = ("condition", "relation", "word", "right", "wrong", "share", "example")

_LEFT_OUT = ("paragraph", "within", "name")  # words that are mostly chance, or in a nearer relation too; no words
_OF_PREPOSITIONS = ("preposition", "complement")
_SHOWN = 40  # characters on either side of an example


def learn_senses(
    term: str,
    gold: GoldFrames,
    annotations: Annotations,
    lexicon: Lexicon | str | Path | None = None,
    *,
    least: int = 2,
) -> pd.DataFrame:
    """Propose conditions for a core term from hits that were coded.

    Parameters
    ----------
    term : the term as the lexicon writes it; its own conditions are left out, so that all its hits are looked at.
    gold : the coded paragraphs; annotations : the same paragraphs annotated, in memory.
    lexicon : the default lexicon if omitted.
    least : how many hits must speak for a condition.

    Returns
    -------
    One row per condition, those that the most hits speak for first: condition ("forbids" for company in which the term
    was only wrong, "requires" for company in which it was only right), relation, word (a key), right and wrong (hits of
    the term in this company), share (of all right hits that `requires` would keep, or of all wrong ones that `forbids`
    would set aside), example (a hit, in brackets, in its company).

    Raises
    ------
    KhitabError : no core term is written so.

    Examples
    --------
    >>> learn_senses("إنساني", gold, annotate(gold.corpus))  # doctest: +SKIP
    """
    frame, found = _core_term(as_lexicon(lexicon), term)
    free = replace(found, requires=(), forbids=(), keeps=(), next=None, unless_next=None, near=None)
    hits = find_frames(annotations, Lexicon("free", (replace(frame, terms=(free,)),)))
    coded = matched_frames(replace(gold, hits=gold.hits[gold.hits["frame"] == frame.id]), hits)
    judged = hits.merge(coded[coded["found"]][["doc_id", "start", "end", "coded"]], on=["doc_id", "start", "end"])
    company = _company(judged, annotations)
    right_ones = judged["coded"].to_numpy(dtype=bool)
    rows = []
    for (relation, word), members in company.items():
        numbers = sorted(members)
        right = int(right_ones[numbers].sum())
        wrong = len(numbers) - right
        if max(right, wrong) >= least and min(right, wrong) == 0:
            condition, of_all = ("requires", right_ones.sum()) if right else ("forbids", (~right_ones).sum())
            hit = judged.iloc[numbers[0]]
            text = annotations.text(str(hit["doc_id"]))
            shown = (
                f"{text[max(0, hit['start'] - _SHOWN) : hit['start']]}[{text[hit['start'] : hit['end']]}]"
                f"{text[hit['end'] : hit['end'] + _SHOWN]}"
            )
            rows.append((condition, relation, word, right, wrong, (right or wrong) / int(of_all), shown))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["condition", "share", "relation"], ascending=[True, False, True], ignore_index=True)


def _core_term(lexicon: Lexicon, text: str) -> tuple[Frame, Term]:
    for frame, term in lexicon.terms():
        if term.text == text and term.tier == "core":
            return frame, term
    raise KhitabError(f"learn_senses: {lexicon.name} has no core term {text!r}; write it as the lexicon does.")


def _company(hits: pd.DataFrame, annotations: Annotations) -> dict[tuple[str, str], set[int]]:
    """Which hits, as places in the table, have which words in which relations."""
    places = Places.of(annotations)
    which, rows = Sought(hits).rows_in(annotations)
    relations = Relations(annotations, places, rows, places.token_of(rows))
    keys, tags = annotations.strings("key"), annotations.strings("upos")
    words = np.array([*keys.values.to_pylist(), ""], dtype=object)
    marks = np.array([*[tag == "PUNCT" for tag in tags.values.to_pylist()], True])
    company: dict[tuple[str, str], set[int]] = defaultdict(set)
    for relation in RELATIONS:
        if relation not in _LEFT_OUT:
            candidates, beside = relations.rows(relation)
            kept = ~marks[tags.codes[beside]]
            # Words such as و and تم stand beside anything; prepositions tell something where they are asked for.
            empty = frozenset() if relation in _OF_PREPOSITIONS else function_words()
            for hit, word in zip(which[candidates[kept]].tolist(), words[keys.codes[beside[kept]]], strict=True):
                if word not in empty and (len(word) > 1 or relation in _OF_PREPOSITIONS):
                    company[relation, word].add(hit)
    return company
