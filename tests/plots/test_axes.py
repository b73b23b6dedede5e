"""Notes below figures of rates: how the intervals were made, in the reader's language."""

import numpy as np
import pandas as pd
import pytest

from analysis.measures.uncertainty import bootstrap_rates
from analysis.plots.axes import interval_notes


@pytest.mark.parametrize(
    ("clusters", "labels", "expected"),
    [
        (None, "en", "90 % intervals: documents resampled (300 times)"),
        (np.repeat(range(10), 2), "en", "90 % intervals: clusters of documents resampled (300 times)"),
        (np.repeat(range(10), 2), "ar", "فترات الثقة 90 %: بإعادة معاينة مجموعات الوثائق (300 مرة)"),
    ],
)
def test_the_note_says_what_was_resampled(clusters, labels, expected):
    counts = np.arange(20)[:, None]
    (interval,) = bootstrap_rates(counts, np.full(20, 100), confidence=0.9, n_resamples=300, seed=1, clusters=clusters)
    rates = pd.DataFrame(
        {"n": [190], "documents": [20], "low": [interval.low], "high": [interval.high], "interval": [interval.method],
         "note": [interval.note]}
    )  # fmt: skip
    assert interval_notes(rates, labels)[0] == expected
