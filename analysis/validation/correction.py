"""Corrected rates: what the rates are once the dictionary's own errors are taken out.

The hits of all paragraphs and the codings of some go into `analysis.measures.prediction_powered`, group by group: the
interval carries both what other documents might have said and what other paragraphs, had they been coded, might have
shown.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_counts import Denominator
from analysis.counting.periods import with_groups
from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.frames.rates import frame_rates
from analysis.measures.prediction_powered import corrected_rate, difference_interval, rate_interval
from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.validation.codings import Codings
from analysis.validation.units import CountedUnits, corpus_units, counted_units, match_codings
from analysis.wording import how_many

MIN_PARAGRAPHS = 20
"""With fewer coded paragraphs in a group a corrected interval is not worth its name, and none is given."""

ROUGH_TOKENS = 5
"""With fewer true tokens in what was coded, an interval is given but marked as rough."""


def correct_rates(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    codings: Codings,
    by: str | Sequence[str] | None = None,
    *,
    denominator: Denominator = "words",
    tier: Literal["core", "related"] = "core",
    frames: Sequence[str] | None = None,
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Rates of the frames as `frame_rates` gives them, corrected by what people coded.

    Parameters
    ----------
    codings : one coding for each paragraph read; with its sample, so that they can be weighted. Codings of unknown
        origin are taken for a simple random sample, and the note says so.
    frames : all coded frames if omitted. The others are as for `frame_rates`.

    Returns
    -------
    The columns of `frame_rates` but precision and recall, which are of another sample (`score_codings` gives those of
    this one). Of them rate, low, high and interval are the corrected ones and n still the hits; then raw, raw_low,
    raw_high (uncorrected), coded (paragraphs), coded_tokens (true ones in them) and tuning (the weight the dictionary
    got, 0 for none). Without enough codings (20 paragraphs, of 8 documents, in a group) rate, low
    and high are empty and the note says so. Tokens coded as unsure count as the dictionary counts them.

    Errors: KhitabError where a paragraph has several codings, or a frame was not coded.

    Source: Egami et al. (2023), arXiv:2306.04746; Angelopoulos, Duchi & Zrnic (2023), arXiv:2311.01453.

    Examples
    --------
    >>> list(correct_rates(hits, annotations, codings, n_resamples=50).columns[:3])
    ['frame', 'tier', 'n']
    """
    codings = codings.single("correct_rates")
    wanted = list(frames) if frames is not None else list(codings.frames)
    if strangers := [frame for frame in wanted if frame not in codings.frames]:
        raise KhitabError(
            f"correct_rates: frame {strangers[0]!r} was not coded; there are codings of {', '.join(codings.frames)}."
        )
    columns = [by] if isinstance(by, str) else list(by or [])
    settings: dict[str, Any] = {"per": per, "confidence": confidence, "n_resamples": n_resamples, "seed": seed}
    raw = frame_rates(hits, annotations, columns, denominator=denominator, tier=tier, frames=wanted, **settings)
    raw = raw.drop(columns=["precision", "recall"])
    units = corpus_units(codings, annotations, denominator)
    documents = with_groups(annotations.documents, columns, "correct_rates").set_index("doc_id")
    tokens = match_codings(codings, hits, tier)
    counted = hits[hits["tier"] == tier]
    of_frame = {frame: counted_units(units, counted, tokens, frame) for frame in wanted}
    rows = []
    for row in raw.to_dict("records"):
        members = np.ones(len(documents), bool)
        for column in columns:
            members &= (documents[column] == row[column]).to_numpy()
        inside = units["doc_id"].isin(documents.index[members]).to_numpy()
        group = of_frame[str(row["frame"])].within(inside)
        rows.append(row | corrected_row(group, row, per, confidence, codings.sample is not None))
    table = pd.DataFrame(rows)
    table.attrs = {**raw.attrs, "provenance": _provenance(raw, codings, units)}
    return table


def corrected_row(
    units: CountedUnits, row: dict[Any, Any], per: float, confidence: float, drawn: bool
) -> dict[str, object]:
    """The corrected columns of one row of rates (`rate`, `low`, `high`, `note` of it are the uncorrected ones)."""
    coded = units.coded
    tokens = int(np.nansum(units.truth)) if coded.any() else 0
    kept = {"raw": row["rate"], "raw_low": row["low"], "raw_high": row["high"]}
    kept |= {"coded": int(coded.sum()), "coded_tokens": tokens}
    method = f"prediction-powered, documents as clusters, logarithmic, {confidence * 100:g} %"
    # Notes on the interval of the raw rate do not hold for the corrected one.
    notes = [note for note in row["note"].split("; ") if note and "interval" not in note]
    few = _too_few(units)
    if few:
        nothing = {"rate": np.nan, "low": np.nan, "high": np.nan, "interval": method, "note": "; ".join([*notes, few])}
        return nothing | kept | {"tuning": np.nan}
    # Where no error was seen, the dictionary's own count is the estimate, whatever λ the sample would suggest.
    faultless = bool((units.truth[coded] == units.machine[coded]).all())
    estimate = corrected_rate(
        units.truth,
        units.machine,
        units.sizes,
        weights=units.weights,
        strata=units.strata,
        clusters=units.documents,
        tuning=1.0 if faultless else None,
    )
    low, high = rate_interval(estimate.value, estimate.error, estimate.freedom, confidence)
    notes += _caution(units, estimate.value, tokens, drawn=drawn, faultless=faultless)
    if estimate.value > 0 and np.isnan(low):
        notes.append("too few documents have the frame to bound its rate; code more paragraphs")
    found = {"rate": estimate.value * per, "low": low * per, "high": high * per, "interval": method}
    return found | kept | {"note": "; ".join(notes), "tuning": estimate.tuning}


def _too_few(units: CountedUnits) -> str:
    coded = int(units.coded.sum())
    documents = len(set(units.documents[units.coded]))
    if coded < MIN_PARAGRAPHS or documents < MIN_DOCUMENTS:
        return (
            f"too few codings: {how_many(coded, 'paragraph')} of {how_many(documents, 'document')}; a corrected rate "
            f"needs at least {MIN_PARAGRAPHS} of {MIN_DOCUMENTS}"
        )
    return ""


def _caution(units: CountedUnits, value: float, tokens: int, *, drawn: bool, faultless: bool) -> list[str]:
    coded = units.coded
    notes = []
    if not drawn:
        notes.append("how the paragraphs were drawn is not known; taken for a simple random sample")
    if value <= 0:
        notes.append("the estimate is not above 0, so there is no interval; code more paragraphs")
    elif faultless and not coded.all():
        notes.append(f"no error in {how_many(int(coded.sum()), 'coded paragraph')}; rare errors may have gone unseen")
    if 0 < tokens < ROUGH_TOKENS:
        notes.append(f"only {how_many(tokens, 'true token')} in what was coded; the interval is rough")
    return notes


def _provenance(raw: pd.DataFrame, codings: Codings, units: pd.DataFrame) -> dict[str, object]:
    design = codings.sample.provenance.get("design", "") if codings.sample else "unknown"
    coded = {"coded_paragraphs": int(units["coded"].sum()), "coders": ", ".join(codings.coders), "design": design}
    return {**raw.attrs["provenance"], **coded}


def corrected_differences(corrected: pd.DataFrame, first: object, second: object) -> pd.DataFrame:
    """The first group's rates less the second's, before and after correction, from a table of `correct_rates(by=…)`.

    Returns
    -------
    One row per frame: frame, tier, first, second (names of the groups), n_first, n_second (hits), raw, raw_low,
    raw_high, difference, low, high (corrected), interval, note. The groups have no document in common, so their errors
    are independent.

    Errors: KhitabError if the table is not split by one column, or has no such group.

    Examples
    --------
    >>> corrected = correct_rates(hits, annotations, codings, by="source", n_resamples=50)
    >>> corrected_differences(corrected, "anwa", "bayariq")["frame"].tolist()[:2]
    ['cooperation', 'security']
    """
    names = list(corrected.columns[: list(corrected.columns).index("frame")])
    if len(names) != 1:
        raise KhitabError("corrected_differences needs rates split by one column; call correct_rates with one name.")
    groups = list(dict.fromkeys(corrected[names[0]]))
    if missing := [group for group in (first, second) if group not in groups]:
        raise KhitabError(
            f"corrected_differences: there is no group {missing[0]!r}; there are {', '.join(map(str, groups))}."
        )
    rows = []
    for frame in dict.fromkeys(corrected["frame"]):
        of_frame = corrected[corrected["frame"] == frame].set_index(names[0])
        one, other = of_frame.loc[first], of_frame.loc[second]
        raw, after = (
            difference_interval(tuple(one[list(ends)]), tuple(other[list(ends)]))
            for ends in (("raw", "raw_low", "raw_high"), ("rate", "low", "high"))
        )
        note = "; ".join(
            dict.fromkeys(f"{name}: {row['note']}" for name, row in ((first, one), (second, other)) if row["note"])
        )
        difference = one["rate"] - other["rate"]
        method = f"variance estimates recovered (Zou & Donner 2008) from: {one['interval']}"
        head = (frame, one["tier"], first, second, one["n"], other["n"])
        rows.append((*head, one["raw"] - other["raw"], *raw, difference, *after, method, note))
    columns = [
        "frame",
        "tier",
        "first",
        "second",
        "n_first",
        "n_second",
        "raw",
        "raw_low",
        "raw_high",
        "difference",
        "low",
        "high",
        "interval",
        "note",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table.attrs = dict(corrected.attrs)
    return Trace("sides", by=(names[0],), number="n_first").on(table)
