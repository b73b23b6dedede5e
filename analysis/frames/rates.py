"""Rates: how often is each frame spoken of, by whom and when, and how sure can one be?"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.periods import with_groups
from analysis.errors import KhitabError
from analysis.measures.uncertainty import bootstrap_rates

Denominator = Literal["words", "tokens"]
TIERS = ("core", "related")
_COLUMNS = (
    "frame", "tier", "n", "denominator", "denominator_name", "documents", "documents_with",
    "rate", "low", "high", "interval", "note",
)  # fmt: skip
_TIMES = "n_hits"  # how many hits a row of counted hits stands for


def frame_rates(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    by: str | Sequence[str] | None = None,
    *,
    denominator: Denominator = "words",
    tier: Literal["core", "related"] | None = "core",
    frames: str | Iterable[str] | None = None,
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:
    """Rate of each frame's hits, over all documents or by group, with an interval.

    Parameters
    ----------
    hits : from `find_frames` on the same annotations, or what `count_hits` makes of them.
    by : metadata columns of the documents, or "year", "quarter", "month", "week" (from their dates). Documents that
        lack a value are left out, and the note says how many.
    denominator : "words" (syntactic words, clitics apart) or "tokens" (as printed, punctuation included).
    tier : "core", "related", or None for one row for each.
    frames : the frames to report, in this order; all frames of `hits` in the order of the lexicon if omitted.
    per : rates are per this many words or tokens.
    clusters : a metadata column, or a table of doc_id and cluster (`duplicates`): documents of one cluster, such as
        copies of one report, are drawn together.

    Returns
    -------
    One row per group, frame and tier, groups sorted, zeros included: the `by` columns, then frame, tier, n (hits),
    denominator (its number), denominator_name, documents (in the group), documents_with (at least one hit), rate (hits
    per `per`), low and high (the interval, empty where it cannot be given), interval (its method), note (why it is
    empty or rough).

    The interval resamples documents, since the words of one text are not independent: `bootstrap_rates`.
    """
    columns = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    _check(hits, annotations, denominator, tier, columns, confidence)
    documents = with_groups(annotations.documents, columns, str(annotations.provenance["corpus"]))
    sizes = documents[f"n_{denominator}"].to_numpy()
    labels = cluster_labels(documents, clusters, "frame_rates")
    wanted = _wanted(hits, frames)
    items = [(frame, t) for frame in wanted for t in ((tier,) if tier else TIERS)]
    counts = _counts(hits, documents["doc_id"], items)
    dated = documents[columns].notna().all(axis=1).to_numpy()
    rows = []
    for group, members in _groups(documents, columns, dated):
        intervals = bootstrap_rates(
            counts[members],
            sizes[members],
            per=per,
            confidence=confidence,
            n_resamples=n_resamples,
            seed=seed,
            clusters=None if labels is None else labels.to_numpy(str)[members],
        )
        total = int(sizes[members].sum())
        for item, ((frame, item_tier), interval) in enumerate(zip(items, intervals, strict=True)):
            column = counts[members, item]
            n = int(column.sum())
            rate = n / total * per if total else np.nan
            found = (frame, item_tier, n, total, denominator, len(members), int((column > 0).sum()))
            rows.append((*group, *found, rate, interval.low, interval.high, interval.method, interval.note))
    rates = pd.DataFrame(rows, columns=[*columns, *_COLUMNS])
    if missing := int((~dated).sum()):
        left_out = f"{missing} document{'s' * (missing > 1)} without {' or '.join(columns)} left out"
        rates["note"] = [f"{note}; {left_out}" if note else left_out for note in rates["note"]]
    # The documents counted are those of `annotations`, which may be fewer than the hits were found in.
    provenance = {**hits.attrs.get("provenance", {}), **annotations.provenance}
    rates.attrs = {"provenance": provenance, "per": per, "by": columns}
    return rates


def count_hits(hits: pd.DataFrame) -> pd.DataFrame:
    """Count hits by document, frame and tier, which is all that rates and their intervals need to know of them.

    Returns
    -------
    One row for each document, frame and tier with hits: doc_id, frame, tier and n_hits; attrs as those of `hits`. It
    has no more rows than documents times frames times tiers, however many hits there are.
    """
    # As numbers of few values, which many such tables laid together go on sharing.
    frames = pd.CategoricalDtype(pd.Index(hits.attrs.get("frames", hits["frame"].unique()), dtype="str"))
    kinds = {"frame": frames, "tier": pd.CategoricalDtype(pd.Index(TIERS, dtype="str"))}
    keys = ["doc_id", *kinds]
    counted = hits[keys].astype(kinds).groupby(keys, sort=False, observed=True).size().reset_index(name=_TIMES)
    counted.attrs = hits.attrs
    return counted


def _wanted(hits: pd.DataFrame, frames: str | Iterable[str] | None) -> list[str]:
    """The frames to report; one that was never looked for is a mistake, not a zero."""
    looked_for = list(hits.attrs.get("frames", dict.fromkeys(hits["frame"])))
    if frames is None:
        return looked_for
    wanted = [frames] if isinstance(frames, str) else list(frames)
    if "frames" in hits.attrs and (unknown := [frame for frame in wanted if frame not in looked_for]):
        raise KhitabError(
            f"frame_rates: frame {unknown[0]!r} was not looked for in these hits; use one of {', '.join(looked_for)}."
        )
    return wanted


def _check(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    denominator: str,
    tier: str | None,
    columns: Sequence[str],
    confidence: float,
) -> None:
    if denominator not in ("words", "tokens"):
        raise KhitabError(f"frame_rates: denominator {denominator!r} is unknown; use words or tokens.")
    if tier is not None and tier not in TIERS:
        raise KhitabError(f"frame_rates: tier {tier!r} is unknown; use core, related, or None for both.")
    if not 0 < confidence < 1:
        raise KhitabError(f"frame_rates: confidence {confidence!r} does not lie between 0 and 1; use e.g. 0.95.")
    if clash := [column for column in columns if column in _COLUMNS]:
        raise KhitabError(
            f"frame_rates: by={clash[0]!r} is a column of the result; rename that column of the metadata."
        )
    if strangers := set(hits["doc_id"].unique()) - set(annotations.documents["doc_id"]):
        raise KhitabError(
            f"frame_rates: the hits name a document {sorted(strangers)[0]!r} that the annotations do not have; "
            "pass the annotations that the hits were found in."
        )
    searched = hits.attrs.get("provenance", {}).get("documents", len(annotations.documents))
    if searched < len(annotations.documents):
        raise KhitabError(
            f"frame_rates: the hits were found in {searched:,} documents, but the annotations have "
            f"{len(annotations.documents):,}; pass the annotations that the hits were found in."
        )


def _counts(hits: pd.DataFrame, doc_ids: pd.Series, items: Sequence[tuple[str, str]]) -> NDArray[Any]:
    """Hits of each item (frame, tier) in each document: (n_documents, n_items)."""
    codes, ids = pd.factorize(hits["doc_id"].astype("str"))
    document = pd.Index(doc_ids, dtype="str").get_indexer(pd.Index(ids, dtype="str"))[codes]
    times = hits[_TIMES].to_numpy() if _TIMES in hits else np.ones(len(hits), dtype=np.int64)
    counts = np.zeros((len(doc_ids), len(items)), dtype=np.int64)
    for number, (frame, tier) in enumerate(items):
        of_item = ((hits["frame"] == frame) & (hits["tier"] == tier)).to_numpy(dtype=bool)
        counts[:, number] = np.bincount(document[of_item], weights=times[of_item], minlength=len(doc_ids))
    return counts


def _groups(
    documents: pd.DataFrame, columns: Sequence[str], complete: NDArray[Any]
) -> Iterable[tuple[tuple[object, ...], NDArray[Any]]]:
    """Give each group's values and the positions of its documents."""
    positions = np.flatnonzero(complete)
    if not columns:
        yield (), positions
        return
    for values, members in documents.iloc[positions].groupby(list(columns), sort=True, observed=True).indices.items():
        yield values if isinstance(values, tuple) else (values,), positions[members]
