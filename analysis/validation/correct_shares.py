"""Shares of hits with some grammar, corrected: how many hits of a frame are negated once errors are taken out?"""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.paragraph_table import counts_in
from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.measures.proportion import exact_interval
from analysis.validation.codings import Codings
from analysis.validation.correction import corrected_row
from analysis.validation.findings import KINDS
from analysis.validation.units import corpus_units, counted_units, match_codings

BASE = KINDS["grammar"].label


def correct_shares(
    labelled: pd.DataFrame, annotations: AnnotationSource, codings: Codings, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Give the share of hits that are negated, nominal, without agent …, corrected by what people coded.

    Parameters
    ----------
    labelled : of `label_findings(find_grammar(hits, annotations), annotations, "grammar")`; of the hits of one frame
        for the shares in that frame. The hits themselves are taken as they are.
    codings : of sheets of findings, one coding for each paragraph, with the sample.

    Returns
    -------
    One row per label: frame (the label), n (hits with it, as found), hits, rate (the corrected share), low, high,
    interval, raw, raw_low, raw_high (the share as found, exact interval), coded (paragraphs), coded_tokens (true ones
    in them), tuning, note. Without enough codings rate, low and high are empty, as in `correct_rates`, whose estimate
    this is, with hits in the place of words.

    Errors: KhitabError where a paragraph has several codings, or the table holds no hits.

    Examples
    --------
    >>> callable(correct_shares)
    True
    """
    codings = codings.single("correct_shares")
    base = labelled[labelled["frame"] == BASE]
    if base.empty:
        raise KhitabError("correct_shares: there are no hits; pass labels of grammar of a frame that occurs.")
    codings = _of_hits(codings, base)
    units = corpus_units(codings, annotations, "words")
    units["size"] = counts_in(units, base)
    tokens = match_codings(codings, labelled)
    rows = []
    for label in (label for label in KINDS["grammar"].labels if label != BASE):
        found = int((labelled["frame"] == label).sum())
        low, high = exact_interval(found, len(base), confidence)
        raw = {"rate": found / len(base), "low": low, "high": high, "note": ""}
        counted = counted_units(units, labelled, tokens, label)
        everything = counted.within(np.ones(len(units), dtype=bool))
        row = corrected_row(everything, raw, 1, confidence, codings.sample is not None)
        row |= {"high": min(float(str(row["high"])), 1.0)}
        rows.append({"frame": label, "n": found, "hits": len(base), **row})
    names = ["frame", "n", "hits", "rate", "low", "high", "interval", "raw", "raw_low", "raw_high"]
    table = pd.DataFrame(rows)[[*names, "coded", "coded_tokens", "tuning", "note"]]
    table.attrs["provenance"] = {**annotations.provenance, **labelled.attrs.get("provenance", {})}
    return Trace("none", reason="a share is corrected; `frame_by_grammar` opens into the hits.").on(table)


def _of_hits(codings: Codings, base: pd.DataFrame) -> Codings:
    """Keep the marks on these hits: what was coded of other frames says nothing of them."""
    ours = set(zip(base["doc_id"].astype("str"), base["start"], strict=True))
    marks = codings.marks
    kept = [place in ours for place in zip(marks["doc_id"], marks["start"], strict=True)]
    return replace(codings, marks=marks[kept].reset_index(drop=True))
