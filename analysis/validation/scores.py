"""Scores: how right are the counts, and how sure is that?

Tokens are compared as `khitab score-frames` does (`analysis.evaluation.frame_scores.matched_frames`). Each counts as
many times as one over the probability with which its paragraph was drawn, so that scores hold for the corpus and not
for the sample.

Source: Horvitz & Thompson (1952), doi:10.1080/01621459.1952.10483446, with Hájek's ratios; intervals
resample documents.
"""

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.counting.paragraph_table import UNIT, line_at
from analysis.counting.trace import Trace
from analysis.measures.arrays import Floats, divide
from analysis.measures.classification import percentile_interval, precision_recall_f1
from analysis.measures.resampling import resampled_sums
from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.validation.codings import Codings
from analysis.validation.units import match_codings, read_units, token_counts
from analysis.wording import how_many

MEASURES = ("precision", "recall", "f1", "prevalence")
_OF_TWO = "a difference of scores is of two tables of hits; open the row of score_codings of either."
_COLUMNS = (
    "frame", "paragraphs", "documents", "n_coded", "n_found", "correct",
    *(f"{name}{end}" for name in MEASURES for end in ("", "_low", "_high")), "interval", "note",
)  # fmt: skip


def score_codings(
    codings: Codings,
    annotations: AnnotationSource,
    hits: pd.DataFrame,
    *,
    tier: str = "core",
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Precision, recall, F1 and prevalence of each frame, weighted by how the paragraphs were drawn.

    Returns
    -------
    One row per frame: frame, paragraphs and documents (read), n_coded, n_found and correct (tokens, unweighted), then
    precision, recall, f1 and prevalence (true tokens per ``per`` words), each with _low and _high, interval (method),
    note. A measure without cases is empty; with fewer than 8 documents so are the intervals. Where there is no error at
    all, resampling knows no doubt, and the interval is Clopper and Pearson's over documents with cases.

    Errors: KhitabError where a paragraph has several codings.

    Examples
    --------
    >>> score_codings(codings, annotations, hits)[["frame", "precision", "recall"]].round(2).head(2)
             frame  precision  recall
    0  cooperation        1.0    1.00
    1     security        1.0    0.98
    """
    codings = codings.single("score_codings")
    check_hits(hits, annotations, "score_codings")
    tokens = match_codings(codings, hits, tier)
    units = read_units(codings, annotations)
    rows = []
    for frame in codings.frames:
        counts = token_counts(tokens[tokens["frame"] == frame], units)
        weighted = _by_document(np.column_stack([counts, units["n_words"]]) * units[["weight"]].to_numpy(), units)
        plain = counts.sum(axis=0).astype(int)
        documents = len(weighted)
        row: dict[str, object] = {"frame": frame, "paragraphs": len(units), "documents": documents}
        row |= {"n_coded": plain[2], "n_found": plain[1], "correct": plain[0]}
        rows.append(
            row | _intervals(weighted, per, confidence, n_resamples, seed) | {"note": _note(codings, documents)}
        )
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    table.attrs["provenance"] = {
        **annotations.provenance,
        **hits.attrs.get("provenance", {}),
        "coded_paragraphs": len(units),
        "coders": ", ".join(codings.coders),
        "design": codings.sample.provenance.get("design", "") if codings.sample else "",
    }
    return Trace("codings", tier=tier).on(table)


def compare_scores(
    codings: Codings,
    first: tuple[pd.DataFrame, AnnotationSource],
    second: tuple[pd.DataFrame, AnnotationSource],
    *,
    tier: str = "core",
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Two lexicons, or two models, on the same codings: hits and annotations of each.

    Returns
    -------
    One row per frame and measure (precision, recall, f1): frame, measure, first, second, difference (second less
    first), low, high (of the difference, documents resampled, the same for both), interval, note.

    Examples
    --------
    >>> compare_scores(codings, (hits, annotations), (hits[:0], annotations), n_resamples=50)["frame"].tolist()[:2]
    ['cooperation', 'cooperation']
    """
    codings = codings.single("compare_scores")
    for hits, annotations in (first, second):
        check_hits(hits, annotations, "compare_scores")
    units = [read_units(codings, annotations) for _, annotations in (first, second)]
    tokens = [match_codings(codings, hits, tier) for hits, _ in (first, second)]
    rows = []
    for frame in codings.frames:
        values, draws = [], []
        for unit, token in zip(units, tokens, strict=True):
            counts = np.column_stack([token_counts(token[token["frame"] == frame], unit), unit["n_words"]])
            weighted = _by_document(counts * unit[["weight"]].to_numpy(), unit)
            values.append(_values(weighted.sum(axis=0, keepdims=True), 1)[0])
            draws.append(_values(resampled_sums(weighted, n_resamples=n_resamples, seed=seed), 1))
        documents = units[0]["doc_id"].nunique()
        for place, measure in enumerate(MEASURES[:3]):
            one, other = values[0][place], values[1][place]
            low = high = np.nan
            if documents >= MIN_DOCUMENTS:
                differences = draws[1][:, place] - draws[0][:, place]
                low, high = percentile_interval(other - one, differences, documents, confidence, proportion=False)
            method = _method(confidence, n_resamples, seed)
            rows.append((frame, measure, one, other, other - one, low, high, method, _note(codings, documents)))
    names = ["frame", "measure", "first", "second", "difference", "low", "high", "interval", "note"]
    table = pd.DataFrame(rows, columns=names)
    others = {f"second_{name}": value for name, value in second[0].attrs.get("provenance", {}).items()}
    table.attrs["provenance"] = {**first[1].provenance, **first[0].attrs.get("provenance", {}), **others}
    return Trace("none", reason=_OF_TWO).on(table)


def _by_document(table: Floats, units: pd.DataFrame) -> Floats:
    code = pd.factorize(units["doc_id"])[0]
    summed = np.zeros((code.max() + 1, table.shape[1]))
    np.add.at(summed, code, table)
    return summed


def _values(sums: Floats, per: float) -> Floats:
    """(n, 4) measures from (n, 4) sums of correct, found, coded, words."""
    correct, found, coded, words = sums.T
    return np.column_stack([precision_recall_f1(correct, found, coded), per * divide(coded, words)])


def _intervals(weighted: Floats, per: float, confidence: float, n_resamples: int, seed: int) -> dict[str, object]:
    values = _values(weighted.sum(axis=0, keepdims=True), per)[0]
    row: dict[str, object] = {"interval": _method(confidence, n_resamples, seed)}
    enough = len(weighted) >= MIN_DOCUMENTS
    draws = _values(resampled_sums(weighted, n_resamples=n_resamples, seed=seed), per) if enough else None
    found, coded = weighted[:, 1], weighted[:, 2]
    cases = (found > 0, coded > 0, found + coded > 0, coded > 0)
    for place, name in enumerate(MEASURES):
        value, documents = values[place], int(cases[place].sum())
        low = high = np.nan
        if draws is not None and not (name == "prevalence" and value == 0):
            scored = name != "prevalence"
            low, high = percentile_interval(value, draws[:, place], documents, confidence, proportion=scored)
        row |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return row


def _method(confidence: float, n_resamples: int, seed: int) -> str:
    return f"document bootstrap, percentile, {confidence * 100:g} %, {n_resamples:,} resamples, seed {seed}"


def _note(codings: Codings, documents: int) -> str:
    notes = []
    if documents < MIN_DOCUMENTS:
        notes.append(f"{how_many(documents, 'document')} read; an interval needs at least {MIN_DOCUMENTS}")
    if codings.sample is None:
        notes.append("how the paragraphs were drawn is not known; all weigh the same")
    return "; ".join(notes)


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
