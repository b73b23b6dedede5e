"""Rates: how often is each frame spoken of, by whom and when, and how sure can one be?"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.hit_counts import Denominator, Tier, count_hits, hit_counts
from analysis.counting.periods import with_groups
from analysis.counting.trace import Trace, joint_provenance
from analysis.errors import KhitabError
from analysis.frames.find import find_frames, on_workers
from analysis.lexicon import Lexicon, as_lexicon
from analysis.measures.uncertainty import bootstrap_rates
from analysis.wording import how_many

if TYPE_CHECKING:
    from distributed import Client


_COLUMNS = (
    "frame", "tier", "n", "denominator", "denominator_name", "documents", "documents_with",
    "rate", "low", "high", "interval", "note", "precision", "recall",
)  # fmt: skip


def frame_rates(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    by: str | Sequence[str] | None = None,
    *,
    denominator: Denominator = "words",
    tier: Tier | Literal["each"] = "core",
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
    hits : from `find_frames` or `count_frames` on the same annotations.
    by : metadata columns of the documents, or "year", "quarter", "month", "week" (from Monday; "week-saturday",
        "week-sunday"), "day" (of their dates). Those that lack a value are left out, and the note says how many.
    denominator : "words" (syntactic words with a letter or digit, clitics apart) or "tokens" (as printed, likewise).
    tier : "core", "related", "all" for both counted together, or "each" for a row for either.
    frames : the frames to report, in this order; all frames of `hits` in the order of the lexicon if omitted.
    per : rates are per this many words or tokens.
    clusters : a metadata column, or a table of doc_id and cluster (`duplicates`): documents of one cluster, such as
        copies of one report, are drawn together.

    Returns
    -------
    One row per group, frame and tier, groups sorted, zeros included: the `by` columns, then frame, tier, n (hits),
    denominator (its number), denominator_name, documents (in the group), documents_with (at least one hit), rate (hits
    per `per`), low and high (the interval, empty where it cannot be given), interval (its method), note (why it is
    empty or rough), precision and recall (of the frame's core tier, where the lexicon has been scored; the provenance
    says on what, and `Lexicon.accuracy` with which intervals).

    The interval resamples documents, since the words of one text are not independent: `bootstrap_rates`.

    Examples
    --------
    >>> rates = frame_rates(hits, annotations, frames=["security"])
    >>> rates[["frame", "n", "denominator", "rate", "low", "high"]].round(2)
          frame   n  denominator  rate   low  high
    0  security  46         9227  4.99  3.4  7.84
    """
    columns = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    _check(columns, confidence)
    tiers: tuple[Tier, ...] = ("core", "related") if tier == "each" else (tier,)
    counted = [
        hit_counts(hits, annotations, frames=frames, tier=one, denominator=denominator, place="frame_rates")
        for one in tiers
    ]
    documents = with_groups(annotations.documents, columns, str(annotations.provenance["corpus"]))
    labels = cluster_labels(documents, clusters, "frame_rates")
    sizes = counted[0].sizes.astype(np.int64)
    items = [(frame, one) for frame in counted[0].frames for one in tiers]
    accuracy = hits.attrs.get("accuracy", {})
    counts = np.stack([one.table for one in counted], axis=2).reshape(len(documents), len(items)).astype(np.int64)
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
            right = accuracy.get(frame, (np.nan, np.nan)) if item_tier == "core" else (np.nan, np.nan)
            rows.append((*group, *found, rate, interval.low, interval.high, interval.method, interval.note, *right))
    rates = pd.DataFrame(rows, columns=[*columns, *_COLUMNS])
    if missing := int((~dated).sum()):
        left_out = f"{how_many(missing, 'document')} without {' or '.join(columns)} left out"
        rates["note"] = [f"{note}; {left_out}" if note else left_out for note in rates["note"]]
    rates.attrs = {"provenance": joint_provenance(hits, annotations), "per": per, "by": columns}
    return Trace("hits", by=tuple(columns)).on(rates)


def _check(columns: Sequence[str], confidence: float) -> None:
    if not 0 < confidence < 1:
        raise KhitabError(f"frame_rates: confidence {confidence!r} does not lie between 0 and 1; use e.g. 0.95.")
    if clash := [column for column in columns if column in _COLUMNS]:
        raise KhitabError(
            f"frame_rates: by={clash[0]!r} is a column of the result; rename that column of the metadata."
        )


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


def count_frames(
    annotations: AnnotationSource, lexicon: Lexicon | str | Path | None = None, *, client: "Client | None" = None
) -> pd.DataFrame:
    """Find the frames and keep only how many hits each document has, which is all that `frame_rates` needs.

    Parameters
    ----------
    lexicon : as for `find_frames`.
    client : a client of `cluster`, whose workers search the parts of a stored folder and send counts; here if omitted.

    Returns
    -------
    One row for each document, frame and tier with hits: doc_id, frame, tier and n_hits. `frame_rates` and `compare`
    take it in place of hits, with the same result.

    Examples
    --------
    >>> count_frames(annotations).head(2)
               doc_id         frame  tier  n_hits
    0  anwa-2026-01-a  humanitarian  core       8
    1  anwa-2026-01-a      security  core       1
    """
    lexicon = as_lexicon(lexicon)
    if client is not None:
        return on_workers(client, annotations, lexicon, count_frames)
    return count_hits(find_frames(annotations, lexicon))
