"""Frames found and counted in one go, for corpora whose hits would fill the memory."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_counts import count_hits
from analysis.frames.find import find_frames, on_workers
from analysis.lexicon import Lexicon, as_lexicon

if TYPE_CHECKING:
    from distributed import Client


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
