"""Corrected regression: what goes with a frame's presence, once the dictionary's own errors are taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.periods import with_groups
from analysis.counting.trace import Trace, joint_provenance
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats
from analysis.measures.proportion import certain_interval
from analysis.measures.surrogate_regression import Family, Fit, fit, pseudo_outcomes
from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.validation.codings import Codings
from analysis.validation.correction import MIN_PARAGRAPHS
from analysis.validation.units import CountedUnits, corpus_units, counted_units, joined_strata, match_codings
from analysis.wording import how_many

Outcome = Literal["presence", "count"]


def correct_regression(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    codings: Codings,
    on: str | Sequence[str] | pd.DataFrame,
    *,
    outcome: Outcome = "presence",
    family: Family = "linear",
    frames: Sequence[str] | None = None,
    tier: Literal["core", "related"] = "core",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Regress the paragraphs' labels on what is known of their documents, labels corrected by what people coded.

    Parameters
    ----------
    codings : one coding for each paragraph read, with the sample, so that the probability of each is known.
    on : metadata columns or periods; or a table of doc_id and further columns, such as one that is True after an event.
        Numbers and truth values are taken as they are; of names, the first in the order of the alphabet is what the
        others are set against.
    outcome : "presence" of the frame in a paragraph, or the "count" of its words.
    family : "linear" (coefficients are differences of shares, or of counts) or, for presence, "logistic" (log odds).

    Returns
    -------
    One row for each frame and term ("(intercept)" first): frame, tier, outcome, term; estimate, low, high, error, p,
    interval (corrected); raw, raw_low, raw_high (the dictionary's labels taken at their word); paragraphs, coded,
    documents; note. Errors are robust to documents, whose paragraphs are not independent. Without enough codings (20
    paragraphs of 8 documents) the corrected cells are empty, and the note says so. Where coders saw no error, nothing
    is corrected and the interval knows of no doubt about the labels: the note says so, and how many may be wrong.

    Raises
    ------
    KhitabError where a frame was not coded, there is no such column, or its terms cannot be told apart.

    Source: Egami, Hinck, Stewart & Wei (2023), arXiv:2306.04746.

    Examples
    --------
    >>> table = correct_regression(hits, annotations, codings, "source", frames=["security"])
    >>> table[["term", "paragraphs"]].head(2)
                 term  paragraphs
    0     (intercept)         288
    1  source=bayariq         288
    """
    place = "correct_regression"
    codings = codings.single(place)
    wanted = list(frames) if frames is not None else list(codings.frames)
    if strangers := [frame for frame in wanted if frame not in codings.frames]:
        raise KhitabError(f"{place}: frame {strangers[0]!r} was not coded; there are {', '.join(codings.frames)}.")
    if outcome not in ("presence", "count") or family not in ("linear", "logistic"):
        raise KhitabError(f"{place}: outcome is presence or count, family linear or logistic.")
    if outcome == "count" and family == "logistic":
        raise KhitabError(f"{place}: a count has no odds; use family='linear' or outcome='presence'.")
    design, complete = _design(annotations.documents, on, place)
    units = corpus_units(codings, annotations, "words")
    inside = units["doc_id"].map(pd.Series(complete, annotations.documents["doc_id"].astype("str"))).to_numpy(bool)
    matrix = design.loc[units["doc_id"][inside]].to_numpy(float)
    tokens = match_codings(codings, hits, tier)
    counted = hits[hits["tier"] == tier]
    notes = [] if codings.sample else ["how the paragraphs were drawn is not known; taken for a simple random sample"]
    if left_out := int((~complete).sum()):
        notes.append(f"{how_many(left_out, 'document')} without a value of the columns left out")
    rows = []
    for frame in wanted:
        labels = counted_units(units, counted, tokens, frame)
        rows += _rows(labels, inside, matrix, list(design.columns), outcome, family, confidence, notes, frame)
    table = pd.DataFrame(rows)
    table.insert(1, "tier", tier)
    design_name = codings.sample.provenance.get("design", "") if codings.sample else "unknown"
    table.attrs = {
        "provenance": {
            **joint_provenance(hits, annotations),
            "coded_paragraphs": int(units["coded"].sum()), "design": design_name,
        },
        "confidence": confidence,
    }  # fmt: skip
    return Trace("none", reason="a coefficient is about all paragraphs; open the rows of correct_rates").on(table)


def _rows(
    labels: CountedUnits,
    inside: np.ndarray,
    matrix: Floats,
    terms: list[str],
    outcome: Outcome,
    family: Family,
    confidence: float,
    notes: list[str],
    frame: str,
) -> list[dict[str, object]]:
    truth, machine = labels.truth, labels.machine
    if outcome == "presence":
        truth, machine = np.where(np.isnan(truth), np.nan, truth > 0), (machine > 0).astype(float)
    documents = labels.documents[inside]
    strata = joined_strata(labels.strata, labels.coded)
    # Of the whole corpus: a paragraph's probability does not depend on which others are regressed.
    every, read = np.bincount(strata), np.bincount(strata, weights=labels.coded)
    probability = (read / np.maximum(every, 1))[strata]
    raw = _fit(machine[inside], matrix, documents, family)
    few = labels.coded[inside].sum() < MIN_PARAGRAPHS or len(set(documents[labels.coded[inside]])) < MIN_DOCUMENTS
    own = list(notes)
    corrected: Fit | None = None
    if few:
        own.append(f"too few codings; a corrected regression needs {MIN_PARAGRAPHS} paragraphs of {MIN_DOCUMENTS}")
    else:
        own += _faultless(truth[inside], machine[inside], outcome)
        corrected = _fit(pseudo_outcomes(truth, machine, probability)[inside], matrix, documents, family)
        if corrected is None:
            own.append("the corrected logistic regression has no solution; use family='linear'")
    if raw is None:
        own.append("the regression on the dictionary's labels has no solution")
    method = f"{family}, design-based, documents as clusters, t, {confidence * 100:g} %"
    columns = {**_columns(corrected, ("estimate", "low", "high", "error", "p"), confidence, len(terms)),
               **_columns(raw, ("raw", "raw_low", "raw_high"), confidence, len(terms))}  # fmt: skip
    return [
        {
            "frame": frame, "outcome": outcome, "term": term, **{name: values[k] for name, values in columns.items()},
            "interval": method, "paragraphs": int(inside.sum()), "coded": int(labels.coded[inside].sum()),
            "documents": len(set(documents)), "note": "; ".join(own),
        }
        for k, term in enumerate(terms)
    ]  # fmt: skip


def _faultless(truth: Floats, machine: Floats, outcome: Outcome) -> list[str]:
    """What to know where every coded label agrees: the corrected row is the raw one, and how far to trust it."""
    coded = ~np.isnan(truth)
    if not (truth[coded] == machine[coded]).all() or coded.all():
        return []
    what = "paragraphs with the frame" if outcome == "presence" else "words of the frame"
    seen = int(truth[coded].sum())
    wrong = 100 * certain_interval(0.0, seen)[1]
    return [
        f"no error was seen in {int(coded.sum())} coded paragraphs, so nothing is corrected and the interval is the "
        f"raw one; with {seen} {what} coded, up to {wrong:.0f} % of those found may be wrong, and as many missed"
    ]


def _fit(outcomes: Floats, matrix: Floats, documents: np.ndarray, family: Family) -> Fit | None:
    try:
        return fit(outcomes, matrix, documents, family)
    except ValueError as error:
        if "depend" in str(error):
            raise KhitabError(
                "correct_regression: the terms cannot be told apart, since one follows from others; leave one out."
            ) from error
        return None


def _columns(found: Fit | None, names: tuple[str, ...], confidence: float, terms: int) -> dict[str, Floats]:
    if found is None:
        return dict.fromkeys(names, np.full(terms, np.nan))
    low, high = found.intervals(confidence)
    return dict(zip(names, (found.coefficients, low, high, found.errors, found.p_values()), strict=False))


def _design(
    documents: pd.DataFrame, on: str | Sequence[str] | pd.DataFrame, place: str
) -> tuple[pd.DataFrame, np.ndarray]:
    """(n_documents, n_terms) with an intercept, by doc_id; and which documents have all values."""
    ids = documents["doc_id"].astype("str")
    if isinstance(on, pd.DataFrame):
        if "doc_id" not in on:
            raise KhitabError(f"{place}: the table of terms has no column 'doc_id'.")
        own = on.assign(doc_id=on["doc_id"].astype("str")).drop_duplicates("doc_id").set_index("doc_id")
        values = own.reindex(ids)
    else:
        names = [on] if isinstance(on, str) else list(on)
        values = with_groups(documents, names, place)[names].set_axis(pd.Index(ids))
    complete = values.notna().all(axis=1).to_numpy(bool)
    terms: dict[str, Floats] = {"(intercept)": np.ones(len(values))}
    for name in values.columns:
        column = values[name]
        if pd.api.types.is_numeric_dtype(column.dropna().infer_objects()):
            terms[str(name)] = column.to_numpy(float, na_value=np.nan)
            continue
        spelt = column.astype("str")
        kinds = sorted(spelt[complete].unique())
        if len(kinds) > len(values) // 2:
            raise KhitabError(f"{place}: {name!r} has {len(kinds)} values in {len(values)} documents; join some.")
        terms |= {f"{name}={kind}": (spelt == kind).to_numpy(float) for kind in kinds[1:]}
    return pd.DataFrame(terms, index=pd.Index(ids)), complete
