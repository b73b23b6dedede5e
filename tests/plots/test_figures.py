"""What must be true of every figure: nothing cut, provenance and method said, missing intervals shown as missing."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.text import Text
from small_tables import rates_table

from analysis.errors import KhitabError
from analysis.frames.cooccurrence import frame_cooccurrence
from analysis.plots.cooccurrence import plot_cooccurrence
from analysis.plots.groups import plot_groups
from analysis.plots.periods import plot_periods
from analysis.plots.positions import plot_positions
from analysis.plots.rates import plot_rates
from analysis.plots.style import to_bytes

OUTLETS = ("صحيفة الأفق الجديد العربية الدولية للشؤون السياسية", "المدى", "وكالة النهار للأنباء")
MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))


def both_tiers(few=False):
    return pd.concat([rates_table(few=few), rates_table(tier="related", few=True)])


def two_tiers_by_month():
    return pd.concat([rates_table("month", MONTHS), rates_table("month", MONTHS, tier="related")])


DRAWINGS = {
    "rates": lambda hits, annotations, **show: plot_rates(both_tiers(), **show),
    "rates of one document": lambda hits, annotations, **show: plot_rates(both_tiers(few=True), **show),
    "groups": lambda hits, annotations, **show: plot_groups(rates_table("source", OUTLETS), **show),
    "timeline": lambda hits, annotations, **show: plot_periods(rates_table("month", MONTHS), **show),
    "positions": lambda hits, annotations, **show: plot_positions(hits, annotations.select(["a"]), **show),
    "positions of many": lambda hits, annotations, **show: plot_positions(hits, annotations, **show),
    "cooccurrence": lambda hits, annotations, **show: plot_cooccurrence(
        frame_cooccurrence(hits, annotations, tier="all"), **show
    ),
}


@pytest.fixture(params=["ar", "en"])
def labels(request):
    return request.param


@pytest.fixture(params=list(DRAWINGS))
def draw(request, hits, annotations, lexicon, labels):
    return lambda: DRAWINGS[request.param](hits, annotations, lexicon=lexicon, labels=labels)


@pytest.fixture(scope="module")
def drawn():
    return {}


@pytest.fixture
def fig(request, drawn, draw, labels):
    """Each figure, drawn once for all the tests that only look at it."""
    place = (request.node.callspec.params["draw"], labels)
    if place not in drawn:
        drawn[place] = draw()
    return drawn[place]


def drawn_ticks(ax):
    """Labels of ticks within the axis; matplotlib keeps others ready beyond its ends without drawing them."""
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
        yield axis, [label for tick in ticks for label in (tick.label1, tick.label2) if shown(label)]


def shown(text):
    return text.get_visible() and bool(text.get_text().strip())


def texts_of(fig):
    """Every text that is drawn."""
    ready = {label for ax in fig.axes for axis in (ax.xaxis, ax.yaxis) for label in axis.findobj(Text)}
    drawn = {label for ax in fig.axes for axis, labels in drawn_ticks(ax) for label in [*labels, axis.label]}
    return [text for text in fig.findobj(Text) if shown(text) and (text not in ready or text in drawn)]


def test_no_text_leaves_the_figure(fig):
    renderer = FigureCanvasAgg(fig).get_renderer()
    fig.draw(renderer)
    width, height = fig.bbox.size
    for text in texts_of(fig):
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= width, text
        assert box.y1 <= height, text


def test_tick_labels_do_not_overlap(fig):
    renderer = FigureCanvasAgg(fig).get_renderer()
    fig.draw(renderer)
    for ax in fig.axes:
        for _, labels in drawn_ticks(ax):
            boxes = [label.get_window_extent(renderer) for label in labels if not label.get_rotation()]
            assert not [1 for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)], labels


def test_the_last_lines_say_that_the_texts_are_constructed_and_what_they_are(fig, labels):
    lines = fig.get_supxlabel()
    assert ("نصوص مصنوعة" if labels == "ar" else "constructed texts") in lines
    assert ("وثائق" if labels == "ar" else "documents") in lines
    assert "7a01bc99" in lines
    assert "3fa9c2d1" in lines


def test_frames_are_named_in_the_language_asked_for(fig, labels):
    written = " ".join(text.get_text() for text in texts_of(fig))
    assert ("الأمن" if labels == "ar" else "Security") in written
    assert ("Security" if labels == "ar" else "الأمن") not in written


def test_drawing_twice_gives_the_same_bytes(fig, draw):
    assert to_bytes(fig, "svg") == to_bytes(draw(), "svg")


def intervals_in(fig):
    return sum(len(found.get_segments()) for found in fig.findobj(LineCollection))


def test_intervals_are_drawn_for_those_rows_alone_that_have_one(lexicon):
    assert intervals_in(plot_rates(rates_table(), lexicon=lexicon)) == 2
    assert intervals_in(plot_rates(rates_table(few=True), lexicon=lexicon)) == 0


def test_the_method_of_the_intervals_is_said(lexicon):
    assert (
        "95 % intervals: documents resampled (2,000 times)"
        in plot_rates(rates_table(), lexicon=lexicon, labels="en").get_supxlabel()
    )


def test_missing_intervals_are_explained(lexicon):
    some = plot_groups(rates_table("source", OUTLETS), lexicon=lexicon, labels="en").get_supxlabel()
    none = plot_rates(rates_table(few=True), lexicon=lexicon, labels="en").get_supxlabel()
    assert "a mark without a line has no interval" in some
    assert "no intervals: too few documents (3)" in none


def test_arabic_figures_begin_at_the_right(lexicon):
    arabic = plot_rates(rates_table(), lexicon=lexicon, labels="ar").axes[0]
    english = plot_rates(rates_table(), lexicon=lexicon, labels="en").axes[0]
    assert arabic.xaxis_inverted()
    assert not english.xaxis_inverted()


def test_a_hit_of_the_first_word_stands_at_the_beginning(annotations, hits, lexicon):
    first = hits[hits["doc_id"] == "b"].assign(token=0)
    ax = plot_positions(first, annotations.select(["b"]), lexicon=lexicon, labels="ar").axes[0]
    at = [segment[0][0] for found in ax.findobj(LineCollection) for segment in found.get_segments()]
    assert at == [0.0]
    assert ax.get_xlim() == (1, 0)


def test_tenths_add_up_to_all_hits(annotations, hits, lexicon):
    fig = plot_positions(hits, annotations, lexicon=lexicon)
    assert sum(bar.get_height() for ax in fig.axes for bar in ax.patches) == len(hits)


def test_cells_give_the_number_of_paragraphs(annotations, hits, lexicon):
    pairs = frame_cooccurrence(hits, annotations, tier="all")
    ax = plot_cooccurrence(pairs, lexicon=lexicon).axes[0]
    assert sorted(text.get_text() for text in ax.texts) == sorted(str(n) for n in pairs["paragraphs"])


@pytest.mark.parametrize(
    ("mistake", "mend"),
    [
        (lambda: plot_periods(rates_table("source", OUTLETS)), "draw these rates with plot_groups"),
        (lambda: plot_groups(rates_table()), "split by exactly one column"),
        (
            lambda: plot_periods(pd.concat([rates_table("month", MONTHS), rates_table("month", MONTHS, "related")])),
            "one",
        ),
        (lambda: plot_rates(rates_table().drop(columns="low")), "needs the column 'low'"),
        (lambda: plot_rates(rates_table().iloc[:0]), "has no rows"),
        (lambda: plot_cooccurrence(rates_table()), "frame_cooccurrence gave"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_the_mend(mistake, mend):
    with pytest.raises(KhitabError, match=mend):
        mistake()


def test_panels_share_a_scale_unless_each_is_to_have_its_own():
    rates = rates_table("month", MONTHS)
    rates.loc[rates["frame"] == rates["frame"].iloc[0], ["rate", "low", "high"]] *= 10
    shared, own = plot_periods(rates, labels="en"), plot_periods(rates, labels="en", free_scales=True)
    assert len({ax.get_ylim() for ax in shared.axes}) == 1
    assert len({ax.get_ylim() for ax in own.axes}) > 1
    assert "a scale of its own" in own.get_supxlabel()
    assert "a scale of its own" not in shared.get_supxlabel()


def test_a_month_without_documents_has_its_place_and_breaks_the_line():
    rates = rates_table("month", ("2026-01", "2026-02", "2026-04"))
    fig = plot_periods(rates, labels="en")
    ax = fig.axes[-1]  # of the last row, which names the periods
    course = next(line for line in ax.lines if len(line.get_xdata()) > 1)
    assert list(course.get_xdata()) == [0, 1, 2, 3]
    assert [bool(np.isnan(rate)) for rate in course.get_ydata()] == [False, False, True, False]
    assert [name.get_text().split("\n")[0] for name in ax.get_xticklabels()] == [f"2026-0{k}" for k in range(1, 5)]
    assert ax.get_xticklabels()[2].get_text().endswith("n = 0")
