"""Mistakes: every token that is wrong, and the terms that are to blame."""

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.counting.paragraph_table import UNIT, line_at
from analysis.counting.trace import Trace
from analysis.measures.arrays import divide
from analysis.validation.codings import Codings
from analysis.validation.matches import match_codings, read_units


def score_errors(
    codings: Codings, annotations: AnnotationSource, hits: pd.DataFrame, *, tier: str = "core"
) -> pd.DataFrame:
    """List every token that is wrong.

    Returns
    -------
    One row per error: frame, error ("found, not coded" or "coded, not found"), term, token, doc_id, paragraph, start,
    end, text (the paragraph). Terms with most errors come first; the rows open in `evidence`.

    Examples
    --------
    >>> score_errors(codings, annotations, hits)["error"].value_counts().index.tolist()
    ['coded, not found']
    """
    check_hits(hits, annotations, "score_errors")
    tokens = match_codings(codings.single("score_errors"), hits, tier)
    wrong = tokens[tokens["coded"] != tokens["found"]]
    read = annotations.select(wrong["doc_id"].unique())
    spans = list(zip(wrong["doc_id"], wrong["start"], wrong["end"], strict=True))
    table = wrong.assign(
        error=np.where(wrong["found"], "found, not coded", "coded, not found"),
        token=[read.text(doc_id)[start:end] for doc_id, start, end in spans],
        text=[line_at(read.text(doc_id), start) for doc_id, start, _ in spans],
    )
    often = table.groupby(["frame", "error", "term"])["token"].transform("size")
    table = table.assign(_often=often).sort_values(
        ["frame", "error", "_often", "term", "doc_id", "start"], ascending=[True, False, False, True, True, True]
    )
    names = ["frame", "error", "term", "token", "doc_id", "paragraph", "start", "end", "text"]
    result = table[names].reset_index(drop=True)
    result.attrs["provenance"] = {**annotations.provenance, **hits.attrs.get("provenance", {})}
    return Trace("spans").on(result)


def score_terms(
    codings: Codings, annotations: AnnotationSource, hits: pd.DataFrame, *, tier: str = "core"
) -> pd.DataFrame:
    """Which terms are wrong most? One row per frame and term of the lexicon that was found in what was read.

    Returns
    -------
    frame, term, found, wrong (tokens), precision (weighted), wrong_share (of the frame's weighted wrong tokens), worst
    first.

    Examples
    --------
    >>> score_terms(codings, annotations, hits)[["frame", "term", "found"]].head(2)
             frame   term  found
    0  cooperation  تعاون     26
    1  cooperation  تنسيق     12
    """
    check_hits(hits, annotations, "score_terms")
    tokens = match_codings(codings.single("score_terms"), hits, tier)
    found = tokens[tokens["found"]].merge(read_units(codings, annotations)[[*UNIT, "weight"]], on=UNIT)
    found = found.assign(wrong=~found["coded"], lost=found["weight"] * ~found["coded"])
    terms = found.groupby(["frame", "term"], as_index=False).agg(
        found=("wrong", "size"), wrong=("wrong", "sum"), weight=("weight", "sum"), lost=("lost", "sum")
    )
    terms["precision"] = 1 - terms["lost"] / terms["weight"]
    terms["wrong_share"] = divide(terms["lost"], terms.groupby("frame")["lost"].transform("sum"), otherwise=0.0)
    terms = terms.sort_values(["frame", "lost", "term"], ascending=[True, False, True], ignore_index=True)
    result = terms[["frame", "term", "found", "wrong", "precision", "wrong_share"]]
    result.attrs["provenance"] = {**annotations.provenance, **hits.attrs.get("provenance", {})}
    return Trace("codings", item="term", tier=tier).on(result)
