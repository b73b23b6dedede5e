"""Keyness: which items set a target apart from a reference, by how much, and in how many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.comparison.reference import FrequencyList
from analysis.comparison.sides import Sides, against_list, by_cluster, of_queries, row_by_row, two_corpora
from analysis.counting.clusters import Clusters
from analysis.counting.item_counts import Unit
from analysis.counting.trace import Trace
from analysis.counting.word_choice import Choice
from analysis.errors import KhitabError
from analysis.measures import documents as over_documents
from analysis.measures import keyness as measures
from analysis.measures.correction import adjust
from analysis.measures.dispersion import dp_norms
from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.wording import how_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.annotation.source import AnnotationSource

SPREAD = 3
"""Keywords found in fewer documents than this are marked: they may be one text's subject."""

Correction = Literal["benjamini-hochberg", "holm"]

_COLUMNS = [
    *("item", "spelling", "n_target", "n_reference", "rate_target", "rate_reference"),
    *("documents_target", "documents_reference"),
    *(
        "log_ratio",
        "low",
        "high",
        "lrc",
        "log_likelihood",
        "bic",
        "percent_difference",
        "odds_ratio",
        "p",
        "p_adjusted",
    ),
    *("p_documents", "p_documents_adjusted", "dpnorm_target", "dpnorm_reference", "note"),
]


def keyness(
    target: AnnotationSource,
    reference: AnnotationSource | FrequencyList,
    *,
    unit: Unit | None = None,
    pos: Sequence[str] | None = None,
    stop: Literal["function"] | Iterable[str] | None = None,
    names: bool = True,
    numbers: bool = False,
    items: Sequence[str] | None = None,
    by_document: bool = True,
    min_frequency: int = 5,
    per: float = 1000,
    correction: Correction = "benjamini-hochberg",
    confidence: float = 0.95,
    clusters: Clusters | None = None,
) -> pd.DataFrame:
    """Keywords of the target against the reference, and of the reference against the target.

    Parameters
    ----------
    target, reference : annotations (whole corpora, or parts by `select`, `split_by` or `frame_sentences`); the
        reference may also be a list such as `general_arabic()`.
    unit : what counts as an item: "key" (the default), "lemma", "form", or "surface", the printed token. Clitics and
        single letters are no items. A key that the texts do not show (جانف, made of جانفي) is counted under the word
        that they print.
    pos : list these parts of speech only, such as ["NOUN", "ADJ"]: the one that an item has most often.
    stop : leave out these words (in any spelling), or "function" words: prepositions, conjunctions, pronouns …
    names : False leaves out names: words that stand inside the name of a person, place or organisation two times in
        three, by the column `ner`, or, where the model finds no names, what is most often tagged as one.
    numbers : True lists numbers, too.
    items : instead of a list: queries as `find_matches` takes them, such as ["مجلس الأمن", '[lemma="إرهاب"]']; one row
        for each, also where it matches nothing.
    by_document : also test and give intervals over documents; needs 8 documents with words on either side.
    min_frequency : leave out items that occur fewer times on both sides together.
    per : rates are per this many words; a word has a letter or digit.
    correction : of the p-values, for the number of items in the table.
    clusters : as for `frame_rates`: what is tested over documents is tested over clusters of them.

    Returns
    -------
    DataFrame, one row for each item, the target's keywords first, the reference's last, by `lrc`, and where that is
    the same (0: nothing is sure) by the log-likelihood:

    item, and its spelling as a word to read; n_target, n_reference; rate_target, rate_reference;
        documents_target, documents_reference: with the item.
    log_ratio : the effect, Hardie (2014); low, high : its interval over documents, where either side has the item in
        at least 3.
    lrc : conservative log ratio, Evert (2022), for ranking: the end nearer zero of an interval over words, corrected
        for the number of items. With clusters, of as many words as these are worth (`effective_shares`).
    log_likelihood (four terms), bic, percent_difference, odds_ratio; p, p_adjusted : of the log-likelihood.
    p_documents, p_documents_adjusted : Welch's t over documents, or paired t for two parts of the same documents.
    dpnorm_target, dpnorm_reference : Gries' DPnorm over documents, 0 = even, 1 = all in one place.
    note : what to beware of: items of one side only, or in fewer than 3 documents.

    `attrs["provenance"]` names both corpora and the formulas; `attrs["notes"]` says why columns are empty.

    Raises
    ------
    KhitabError when a side has no words, or ``unit`` is not that of the reference list, or queries are asked of a list.

    Examples
    --------
    >>> keyness(target, reference, pos=["NOUN", "ADJ"], stop="function", names=False)
    >>> keyness(target, reference, items=["مجلس الأمن", "الإرهاب"])
    """
    choice = Choice.of(pos, stop, names, numbers, unit or _unit_of(reference))
    sides = _sides(target, reference, unit, min_frequency, choice, items)
    read = [target] if isinstance(reference, FrequencyList) else [target, reference]
    over = by_cluster(sides, read, clusters)
    table = _over_words(sides, over, per, correction, confidence)
    notes = _add_documents(table, sides, over, by_document, correction, confidence)
    table["note"] = _notes(table)
    table["spelling"] = pd.array(sides.spellings, dtype="str")
    table = _ranked(table)[_COLUMNS]
    table.attrs["confidence"] = confidence
    table.attrs["provenance"] = _provenance(target, reference, sides, correction, confidence)
    if items is None:
        table.attrs["provenance"]["left_out"] = choice.in_words
    table.attrs["notes"] = notes + ([reference.note] if isinstance(reference, FrequencyList) else [])
    kind = "words" if sides.unit == "surface" else "keywords"
    return Trace(kind, item="item", number="n_target", unit=sides.unit).on(table)


def _unit_of(reference: AnnotationSource | FrequencyList) -> Unit:
    return reference.unit if isinstance(reference, FrequencyList) else "key"


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """From the target's strongest keyword to the reference's."""
    signed = np.sign(table["log_ratio"]) * table["log_likelihood"]
    order = table.assign(signed=signed).sort_values(
        ["lrc", "signed", "item"], ascending=[False, False, True], kind="stable"
    )
    return order.drop(columns="signed").reset_index(drop=True)


def _sides(
    target: AnnotationSource,
    reference: AnnotationSource | FrequencyList,
    unit: Unit | None,
    min_frequency: int,
    choice: Choice,
    queries: Sequence[str] | None,
) -> Sides:
    if queries is not None:
        if isinstance(reference, FrequencyList) or isinstance(queries, str):
            raise KhitabError('keyness: items is a list of queries, such as ["مجلس الأمن"], asked of two corpora.')
        return of_queries(target, reference, queries)
    if not isinstance(reference, FrequencyList):
        return two_corpora(target, reference, unit or "key", min_frequency, choice)
    if unit not in (None, reference.unit):
        raise KhitabError(
            f'keyness: {reference.name} counts by "{reference.unit}", not by "{unit}"; leave out unit=, or compare '
            "with annotations."
        )
    return against_list(target, reference, min_frequency, choice)


def _over_words(sides: Sides, over: Sides, per: float, correction: Correction, confidence: float) -> pd.DataFrame:
    """Everything that totals alone can tell; the `lrc` of as many words as what is drawn together is worth."""
    a, n1 = sides.target.totals, sides.target.size
    b, n2 = sides.reference_totals, sides.reference_size
    worth = [np.ones(len(a)), np.ones(len(b))]
    if over is not sides:
        drawn = [over.target, *([] if over.reference is None else [over.reference])]
        worth[: len(drawn)] = [over_documents.effective_shares(side.table, side.sizes) for side in drawn]
    of_words = (a * worth[0], b * worth[1], n1 * worth[0], n2 * worth[1])
    table = pd.DataFrame(
        {
            "item": sides.items,
            "n_target": a.astype("int64"),
            "n_reference": b.astype("int64"),
            "rate_target": per * a / n1,
            "rate_reference": per * b / n2,
            "log_ratio": measures.log_ratio(a, b, n1, n2),
            "lrc": measures.conservative_log_ratio(*of_words, confidence=confidence, tests=max(len(a), 1)),
            "log_likelihood": measures.log_likelihood(a, b, n1, n2),
            "bic": measures.bic(a, b, n1, n2),
            "percent_difference": measures.percent_difference(a, b, n1, n2),
            "odds_ratio": measures.odds_ratio(a, b, n1, n2),
        }
    )
    table["p"] = measures.p_value(table["log_likelihood"])
    table["p_adjusted"] = adjust(table["p"], correction)
    return table


def _add_documents(
    table: pd.DataFrame, sides: Sides, over: Sides, by_document: bool, correction: Correction, confidence: float
) -> list[str]:
    """Add to ``table`` the columns that rest on documents, or on what is drawn ``over``; say why some stay empty."""
    mine, other = sides.target, sides.reference
    table["documents_target"] = pd.array(mine.documents.astype("int64"), dtype="Int64")
    table["dpnorm_target"] = dp_norms(mine.table, mine.sizes)
    table["documents_reference"] = pd.array([pd.NA] * len(table), dtype="Int64")
    table[["low", "high", "p_documents", "p_documents_adjusted", "dpnorm_reference"]] = np.nan
    if other is None:
        return ["the reference has no documents, so nothing is tested over documents"]
    table["documents_reference"] = pd.array(other.documents.astype("int64"), dtype="Int64")
    table["dpnorm_reference"] = dp_norms(other.table, other.sizes)
    if not by_document:
        return []
    mine, other, units = over.target, over.reference, "documents" if over is sides else "clusters"
    assert other is not None
    numbers = [int((side.sizes > 0).sum()) for side in (mine, other)]
    if min(numbers) < MIN_DOCUMENTS:
        return [
            f"{numbers[0]} {units} in the target and {numbers[1]} in the reference; a test over {units} needs "
            f"at least {MIN_DOCUMENTS} on either side"
        ]
    if sides.share_documents:
        one, two = row_by_row(over)
        table["p_documents"] = over_documents.paired_over_documents(one.table, one.sizes, two.table, two.sizes)
        notes = ["target and reference share documents: paired t test over these, and no interval"]
    else:
        tables = mine.table, mine.sizes, other.table, other.sizes
        table["p_documents"] = over_documents.welch_over_documents(*tables)
        table["low"], table["high"] = over_documents.log_ratio_over_documents(*tables, confidence=confidence)
        notes = []
    table["p_documents_adjusted"] = adjust(table["p_documents"], correction)
    return notes


def _notes(table: pd.DataFrame) -> pd.Series:
    """What to beware of in each row."""
    notes = pd.Series("", index=table.index, dtype="str")
    notes[table["n_reference"] == 0] = "absent from the reference; its log ratio counts 0 as 0.5"
    notes[table["n_target"] == 0] = "absent from the target; its log ratio counts 0 as 0.5"
    key_there = table["log_ratio"] < 0
    documents = table["documents_target"].astype("Float64").where(~key_there, table["documents_reference"])
    for number in range(1, SPREAD):
        few = (documents == number).fillna(False)
        only = f"in only {how_many(number, 'document')}"
        notes[few] = notes[few].where(notes[few] == "", notes[few] + "; ") + only
    return notes


def _provenance(
    target: AnnotationSource,
    reference: AnnotationSource | FrequencyList,
    sides: Sides,
    correction: str,
    confidence: float,
) -> dict[str, str | int | bool | tuple[str, ...]]:
    provenance = dict(target.provenance)
    if isinstance(reference, FrequencyList):
        provenance["reference"] = reference.name
    else:
        provenance["reference"] = reference.provenance["corpus"]
        notes = [annotations.provenance.get("notes", ()) for annotations in (target, reference)]
        if together := tuple(dict.fromkeys(n for told in notes if isinstance(told, tuple) for n in told)):
            provenance["notes"] = together
        provenance["constructed"] = bool(provenance["constructed"] or reference.provenance["constructed"])
        if not reference.provenance.get("complete", True):
            provenance["complete"] = False
    provenance |= {
        "documents": int((sides.target.sizes > 0).sum()),
        "words": int(sides.target.size),
        "reference_words": int(sides.reference_size),
        "reference_documents": 0 if sides.reference is None else int((sides.reference.sizes > 0).sum()),
        "unit": sides.unit,
        "method": f"log ratio (Hardie 2014), LRC at {confidence * 100:g} % over {len(sides.items):,} items "
        f"(Evert 2022), four-term log-likelihood, {correction}",
    }
    return provenance
