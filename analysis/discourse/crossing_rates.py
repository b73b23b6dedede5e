"""What all crossings share: a rate with its interval over documents, and the table of such rates."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.trace import joint_provenance
from analysis.measures.uncertainty import bootstrap_rate

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


def rate_of(
    counts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    per: float,
    name: str,
    seed: int,
    clusters: NDArray[np.str_] | None,
) -> dict[str, object]:
    """A rate with its interval over documents or clusters of them, and how many documents it rests on."""
    interval = bootstrap_rate(counts, sizes, per=per, seed=seed, clusters=clusters)
    total = int(sizes.sum())
    found = (
        int(counts.sum()), total, name, int((sizes > 0).sum()), int((counts > 0).sum()),
        counts.sum() / total * per if total else np.nan, interval.low, interval.high, interval.method, interval.note,
    )  # fmt: skip
    return dict(zip(RATE_COLUMNS, found, strict=True))


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
