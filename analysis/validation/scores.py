"""Scores: how right are the counts, how sure is that, and which terms are to blame?

Tokens are compared as `khitab score-frames` does (`analysis.scoring.matched_frames`). Each counts as many times as one
over the probability with which its paragraph was drawn, so that scores hold for the corpus and not for the sample.

Source: Horvitz & Thompson (1952), doi:10.1080/01621459.1952.10483446, with Hájek's ratios; intervals
resample documents.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.annotation import Annotations
from analysis.corpus import Corpus
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats, divide
from analysis.measures.resampling import resampled_sums
from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.scoring import GoldFrames, matched_frames
from analysis.validation.codings import Codings
from analysis.validation.paragraphs import UNIT, counts_in, line_at, paragraph_table

MEASURES = ("precision", "recall", "f1", "prevalence")
_COLUMNS = (
    "frame", "paragraphs", "documents", "n_coded", "n_found", "correct",
    *(f"{name}{end}" for name in MEASURES for end in ("", "_low", "_high")), "interval", "note",
)  # fmt: skip


@dataclass(frozen=True)
class _Named(GoldFrames):
    """Coded paragraphs whose frames are those looked for, so that one that was never coded is scored too."""

    looked_for: tuple[str, ...] = ()

    @property
    def frames(self) -> list[str]:
        return list(self.looked_for)


def score_codings(
    codings: Codings,
    hits: pd.DataFrame,
    annotations: Annotations,
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
    """
    codings = codings.single("score_codings")
    tokens = match_codings(codings, hits, tier)
    units = _units(codings, annotations)
    rows = []
    for frame in codings.frames:
        counts = _counts(tokens[tokens["frame"] == frame], units)
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
    return table


def match_codings(codings: Codings, hits: pd.DataFrame, tier: str = "core") -> pd.DataFrame:
    """Lay coded and found tokens of the paragraphs read side by side.

    Returns
    -------
    doc_id, frame, start, end, term (empty if not found), coded, found, paragraph; hits on unsure tokens are left out.
    """
    read = pd.MultiIndex.from_frame(codings.read[UNIT])
    inside = hits[pd.MultiIndex.from_arrays([hits["doc_id"].astype("str"), hits["paragraph"]]).isin(read)]
    inside = inside.assign(doc_id=inside["doc_id"].astype("str"))
    sure = codings.marks[~codings.marks["unsure"]]
    gold = _Named(Corpus("codings", ()), sure, codings.marks[codings.marks["unsure"]], codings.frames)
    tokens = matched_frames(gold, inside, tier)
    places = pd.concat([inside, sure])[["doc_id", "start", "paragraph"]].drop_duplicates(["doc_id", "start"])
    return tokens.merge(places, on=["doc_id", "start"], how="left")


def score_errors(codings: Codings, hits: pd.DataFrame, annotations: Annotations, *, tier: str = "core") -> pd.DataFrame:
    """List every token that is wrong.

    Returns
    -------
    One row per error: frame, error ("found, not coded" or "coded, not found"), term, token, doc_id, paragraph, start,
    end, text (the paragraph). Terms with most errors come first; the rows open in `evidence`.
    """
    tokens = match_codings(codings.single("score_errors"), hits, tier)
    wrong = tokens[tokens["coded"] != tokens["found"]]
    spans = list(zip(wrong["doc_id"], wrong["start"], wrong["end"], strict=True))
    table = wrong.assign(
        error=np.where(wrong["found"], "found, not coded", "coded, not found"),
        token=[annotations.text(doc_id)[start:end] for doc_id, start, end in spans],
        text=[line_at(annotations.text(doc_id), start) for doc_id, start, _ in spans],
    )
    often = table.groupby(["frame", "error", "term"])["token"].transform("size")
    table = table.assign(_often=often).sort_values(
        ["frame", "error", "_often", "term", "doc_id", "start"], ascending=[True, False, False, True, True, True]
    )
    names = ["frame", "error", "term", "token", "doc_id", "paragraph", "start", "end", "text"]
    result = table[names].reset_index(drop=True)
    result.attrs["provenance"] = {**annotations.provenance, **hits.attrs.get("provenance", {})}
    return result


def score_terms(codings: Codings, hits: pd.DataFrame, annotations: Annotations, *, tier: str = "core") -> pd.DataFrame:
    """Which terms are wrong most? One row per frame and term of the lexicon that was found in what was read.

    Returns
    -------
    frame, term, found, wrong (tokens), precision (weighted), wrong_share (of the frame's weighted wrong tokens), worst
    first.
    """
    tokens = match_codings(codings.single("score_terms"), hits, tier)
    found = tokens[tokens["found"]].merge(_units(codings, annotations)[[*UNIT, "weight"]], on=UNIT)
    found = found.assign(wrong=~found["coded"], lost=found["weight"] * ~found["coded"])
    terms = found.groupby(["frame", "term"], as_index=False).agg(
        found=("wrong", "size"), wrong=("wrong", "sum"), weight=("weight", "sum"), lost=("lost", "sum")
    )
    terms["precision"] = 1 - terms["lost"] / terms["weight"]
    terms["wrong_share"] = divide(terms["lost"], terms.groupby("frame")["lost"].transform("sum"), otherwise=0.0)
    terms = terms.sort_values(["frame", "lost", "term"], ascending=[True, False, True], ignore_index=True)
    result = terms[["frame", "term", "found", "wrong", "precision", "wrong_share"]]
    result.attrs["provenance"] = {**annotations.provenance, **hits.attrs.get("provenance", {})}
    return result


def compare_scores(
    codings: Codings,
    first: tuple[pd.DataFrame, Annotations],
    second: tuple[pd.DataFrame, Annotations],
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
    """
    codings = codings.single("compare_scores")
    units = [_units(codings, annotations) for _, annotations in (first, second)]
    tokens = [match_codings(codings, hits, tier) for hits, _ in (first, second)]
    tail = (1 - confidence) / 2
    rows = []
    for frame in codings.frames:
        values, draws = [], []
        for unit, token in zip(units, tokens, strict=True):
            counts = np.column_stack([_counts(token[token["frame"] == frame], unit), unit["n_words"]])
            weighted = _by_document(counts * unit[["weight"]].to_numpy(), unit)
            values.append(_values(weighted.sum(axis=0, keepdims=True), 1)[0])
            draws.append(_values(resampled_sums(weighted, n_resamples=n_resamples, seed=seed), 1))
        documents = units[0]["doc_id"].nunique()
        for place, measure in enumerate(MEASURES[:3]):
            one, other = values[0][place], values[1][place]
            low, high = (
                _ends(draws[1][:, place] - draws[0][:, place], tail) if documents >= MIN_DOCUMENTS else (np.nan,) * 2
            )
            method = _method(confidence, n_resamples, seed)
            rows.append((frame, measure, one, other, other - one, low, high, method, _note(codings, documents)))
    names = ["frame", "measure", "first", "second", "difference", "low", "high", "interval", "note"]
    table = pd.DataFrame(rows, columns=names)
    others = {f"second_{name}": value for name, value in second[0].attrs.get("provenance", {}).items()}
    table.attrs["provenance"] = {**first[1].provenance, **first[0].attrs.get("provenance", {}), **others}
    return table


def _units(codings: Codings, annotations: Annotations) -> pd.DataFrame:
    """The paragraphs read, in the order of the corpus, with n_words and weight (one over the probability)."""
    table = paragraph_table(annotations)[[*UNIT, "n_words"]]
    units = table.merge(codings.read[UNIT], on=UNIT)
    if len(units) < len(codings.read):
        known = set(map(tuple, table[UNIT].to_numpy()))
        doc_id, paragraph = next(u for u in map(tuple, codings.read[UNIT].to_numpy()) if u not in known)
        raise KhitabError(
            f"codings: the annotations have no paragraph {paragraph} in {doc_id!r}; pass those the codings are of."
        )
    if codings.sample is None:
        return units.assign(weight=1.0)
    units = units.merge(codings.sample.paragraphs[[*UNIT, "stratum", "in_stratum"]], on=UNIT)
    # What was drawn but not (yet) coded does not count; the order of coding is random, so the rest is a sample too.
    coded = units.groupby("stratum")["stratum"].transform("size")
    return units.assign(weight=units["in_stratum"] / coded)


def _counts(tokens: pd.DataFrame, units: pd.DataFrame) -> Floats:
    """(n_units, 3) correct, found and coded tokens."""
    kinds = (tokens["coded"] & tokens["found"], tokens["found"], tokens["coded"])
    return np.column_stack([counts_in(units, tokens[kind]) for kind in kinds])


def _by_document(table: Floats, units: pd.DataFrame) -> Floats:
    code = pd.factorize(units["doc_id"])[0]
    summed = np.zeros((code.max() + 1, table.shape[1]))
    np.add.at(summed, code, table)
    return summed


def _values(sums: Floats, per: float) -> Floats:
    """(n, 4) measures from (n, 4) sums of correct, found, coded, words."""
    correct, found, coded, words = sums.T
    return np.column_stack(
        [
            divide(correct, found),
            divide(correct, coded),
            divide(2 * correct, found + coded),
            per * divide(coded, words),
        ]
    )


def _intervals(weighted: Floats, per: float, confidence: float, n_resamples: int, seed: int) -> dict[str, object]:
    values = _values(weighted.sum(axis=0, keepdims=True), per)[0]
    row: dict[str, object] = {"interval": _method(confidence, n_resamples, seed)}
    enough = len(weighted) >= MIN_DOCUMENTS
    draws = _values(resampled_sums(weighted, n_resamples=n_resamples, seed=seed), per) if enough else None
    found, coded = weighted[:, 1], weighted[:, 2]
    cases = (found > 0, coded > 0, found + coded > 0, coded > 0)
    for place, name in enumerate(MEASURES):
        value, documents = values[place], int(cases[place].sum())
        low, high = _ends(draws[:, place], (1 - confidence) / 2) if draws is not None else (np.nan, np.nan)
        if draws is not None and name != "prevalence" and value in (0.0, 1.0):
            low, high = _certain(value, documents, confidence)
        if name == "prevalence" and value == 0:
            low = high = np.nan
        row |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return row


def _ends(draws: Floats, tail: float) -> tuple[float, float]:
    known = draws[np.isfinite(draws)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def _certain(value: float, documents: int, confidence: float) -> tuple[float, float]:
    """Clopper and Pearson's interval for no error (or nothing right) in so many documents."""
    edge = float(stats.beta.ppf((1 - confidence) / 2, documents, 1)) if documents else 0.0
    return (edge, 1.0) if value == 1 else (0.0, 1 - edge)


def _method(confidence: float, n_resamples: int, seed: int) -> str:
    return f"document bootstrap, percentile, {confidence * 100:g} %, {n_resamples:,} resamples, seed {seed}"


def _note(codings: Codings, documents: int) -> str:
    notes = []
    if documents < MIN_DOCUMENTS:
        notes.append(f"{documents} documents read; an interval needs at least {MIN_DOCUMENTS}")
    if codings.sample is None:
        notes.append("how the paragraphs were drawn is not known; all weigh the same")
    return "; ".join(notes)
