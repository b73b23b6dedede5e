"""What all crossings share: a rate with its interval over documents, and the table of such rates."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.hit_counts import rows_by_document
from analysis.counting.trace import joint_provenance
from analysis.measures.uncertainty import bootstrap_rates

RATE_COLUMNS = (
    "n",
    "denominator",
    "denominator_name",
    "documents",
    "documents_with",
    "rate",
    "low",
    "high",
    "interval",
    "note",
)


def labels_of(
    annotations: AnnotationSource, clusters: Clusters | None, place: str, doc_ids: Iterable[str]
) -> NDArray[np.str_] | None:
    """The clusters of the documents, in the order of `doc_ids`."""
    documents = annotations.documents
    labels = cluster_labels(documents, clusters, place)
    if labels is None:
        return None
    labels.index = pd.Index(documents["doc_id"].astype("str"))
    return labels[[str(doc_id) for doc_id in doc_ids]].to_numpy(str)


def rates_of(
    counts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    per: float,
    name: str,
    seed: int,
    clusters: NDArray[np.str_] | None,
) -> list[dict[str, object]]:
    """Rates of items counted in the same documents, each with its interval and how many documents it rests on.

    `counts` is (n_documents, n_items); all intervals are made of one set of resamples.
    """
    intervals = bootstrap_rates(counts, sizes, per=per, seed=seed, clusters=clusters)
    total, documents = int(sizes.sum()), int((sizes > 0).sum())
    rows: list[dict[str, object]] = []
    for own, interval in zip(counts.T, intervals, strict=True):
        found = (
            int(own.sum()), total, name, documents, int((own > 0).sum()),
            own.sum() / total * per if total else np.nan, interval.low, interval.high, interval.method, interval.note,
        )  # fmt: skip
        rows.append(dict(zip(RATE_COLUMNS, found, strict=True)))
    return rows


def shares_of_frames(
    chosen: pd.DataFrame,
    annotations: AnnotationSource,
    column: str,
    kinds: Mapping[str, NDArray[np.bool_]],
    doubts: Mapping[str, str],
    *,
    place: str,
    per: float,
    seed: int,
    clusters: Clusters | None,
) -> list[dict[str, object]]:
    """A row for each frame and kind of hit: the share of the frame's hits that are of the kind.

    `kinds` says (n_hits,) which of the chosen hits are of each kind, `doubts` what its note is to say of it besides.
    """
    doc_ids = annotations.documents["doc_id"]
    labels = labels_of(annotations, clusters, place, doc_ids)
    rows: list[dict[str, object]] = []
    for frame in chosen.attrs.get("frames", dict.fromkeys(chosen["frame"])):
        own = (chosen["frame"] == frame).to_numpy(dtype=bool)
        counts = np.column_stack([rows_by_document(chosen[own & of_kind], doc_ids) for of_kind in kinds.values()])
        rates = rates_of(counts, rows_by_document(chosen[own], doc_ids), per, "hits of this frame", seed, labels)
        for kind, rate in zip(kinds, rates, strict=True):
            rate["note"] = "; ".join(str(note) for note in (rate["note"], doubts[kind]) if note)
            rows.append({"frame": frame, column: kind, **rate})
    return rows


def rate_table(
    rows: Sequence[dict[str, object]],
    first: list[str],
    source: pd.DataFrame,
    annotations: AnnotationSource,
    per: float,
) -> pd.DataFrame:
    """Make a table of rates that says where it comes from; `first` are the columns that name a row."""
    table = pd.DataFrame(rows, columns=[*first, *RATE_COLUMNS])
    table.attrs = {"provenance": joint_provenance(source, annotations), "per": per}
    return table
