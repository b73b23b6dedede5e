"""What the figures of one frame over time share."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.errors import KhitabError
from analysis.plots.over_time import draw_points, one_frame, rates_and_documents, settle_axes

ROWS = pd.DataFrame(
    {
        "frame": "security", "n": [2, 0, 5], "denominator": 1000, "denominator_name": "words", "documents": [4, 0, 9],
        "rate": [2.0, None, 5.0], "low": [1.0, None, None], "high": [4.0, None, None], "note": "",
    }
)  # fmt: skip


def drawn(labels):
    rates, documents = rates_and_documents(Figure())
    draw_points(rates, ROWS, "#0072B2")
    settle_axes(rates, documents, ROWS, ["أ", "ب", "ج"], labels, most_names=2)
    return rates, documents


@pytest.mark.parametrize("labels", ["ar", "en"])
def test_time_runs_as_the_language_reads_and_few_places_are_named(labels):
    rates, documents = drawn(labels)
    first, last = documents.get_xlim()
    assert (first > last) == (labels == "ar")
    assert rates.get_xlim() == documents.get_xlim()
    assert [name.get_text() for name in documents.get_xticklabels()] == ["أ", "ج"]
    assert [bar.get_height() for bar in documents.patches] == [4, 0, 9]


def test_points_without_an_interval_are_hollow_and_the_scale_starts_at_nought():
    rates, _ = drawn("en")
    faces = {line.get_ydata()[0]: line.get_markerfacecolor() for line in rates.lines}
    assert (faces[2.0], faces[5.0]) == ("#0072B2", "white")
    assert rates.get_ylim() == pytest.approx((0, 5 * 1.12))


def test_one_frame_is_taken_and_none_chosen_among_several():
    rows, name = one_frame(ROWS, None, "plot_x")
    assert (len(rows), name) == (3, "security")
    two = pd.concat([ROWS, ROWS.assign(frame="peace")])
    assert len(one_frame(two, "peace", "plot_x")[0]) == 3
    for asked in (None, "war"):
        with pytest.raises(KhitabError, match="plot_x draws one frame; name one of security, peace"):
            one_frame(two, asked, "plot_x")
