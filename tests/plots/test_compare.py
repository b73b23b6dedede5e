"""Figures of comparison: what they say, that they are the same each time, and when they refuse."""

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from made_hits import made_documents, made_hits
from matplotlib.text import Text

from analysis.comparison.differences import compare
from analysis.comparison.event import event_window
from analysis.comparison.event_days import event_days
from analysis.comparison.keyness import keyness
from analysis.comparison.timeline import timeline
from analysis.context.collocates import collocates
from analysis.context.word_sketch import word_sketch
from analysis.errors import KhitabError
from analysis.plots.collocates import network_layout, plot_collocates, plot_word_sketch, spread_labels
from analysis.plots.compare import plot_compare
from analysis.plots.dispersion import plot_dispersion
from analysis.plots.event import plot_event_window
from analysis.plots.event_days import plot_event_days
from analysis.plots.keyness import plot_keyness
from analysis.plots.style import to_bytes
from analysis.plots.timeline import plot_timeline
from analysis.rendering.labels import isolating, percent, small_p

DATES = [pd.Timestamp("2026-01-03") + pd.Timedelta(days=4 * k) for k in range(40)]
COUNTS = [1, 2, 0, 1, 2, 1, 1, 0, 2, 1] * 2 + [6, 5, 7, 4, 6, 8, 5, 6, 7, 5] * 2
DOCUMENTS = made_documents(COUNTS, dates=DATES, sources=["بيارق", "Anwa"] * 20)
HITS = made_hits(DOCUMENTS)
RNG = np.random.default_rng(1)
WORDS, SHARES = ["تعاون", "وثيق", "أمن", "بلد", "وزير", "في/ADP"], [0.2, 0.2, 0.1, 0.2, 0.1, 0.2]
PAIRED = made_annotations({f"د{i}": " ".join(RNG.choice(WORDS, 40, p=SHARES)) for i in range(10)})
PARSED = made_annotations(
    {f"ن{i}": "عزز/VERB/root/0 الوزير/NOUN/nsubj/1 التعاون/NOUN/obj/1 الوثيق/ADJ/amod/3" for i in range(4)}
)
OTHER = made_annotations({f"ه{i}": "تعاون " * 3 + "سلام " * 20 for i in range(10)})
KEYWORDS = keyness(PAIRED, OTHER)
EVENT = event_window(HITS, DOCUMENTS, "2026-03-24", before=60, after=60, by="source", n_resamples=99, n_permutations=99)
FIGURES = {
    "keyness": lambda **o: plot_keyness(KEYWORDS, **o),
    "network": lambda **o: plot_collocates(collocates(PAIRED, "تعاون"), **o),
    "sketch": lambda **o: plot_word_sketch(word_sketch(PARSED, "التعاون"), **o),
    "dispersion": lambda **o: plot_dispersion(HITS, DOCUMENTS, **o),
    "change": lambda **o: plot_timeline(timeline(HITS, DOCUMENTS, smooth=3), **o),
    "event": lambda **o: plot_event_window(EVENT, **o),
    "event days": lambda **o: plot_event_days(event_days(HITS, DOCUMENTS, "2026-03-24", n_resamples=50), **o),
    "comparison": lambda **o: plot_compare(compare(HITS, DOCUMENTS, "source"), **o),
}


def texts(fig):
    return " ".join(text.get_text() for text in fig.findobj(Text))


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_each_time_and_ends_with_its_provenance(name):
    first, second = FIGURES[name](), FIGURES[name]()
    assert to_bytes(first, "svg") == to_bytes(second, "svg")
    assert "المدونة" in first.get_supxlabel().splitlines()[-1]
    assert "corpus made" in FIGURES[name](labels="en").get_supxlabel().splitlines()[-1]


@pytest.mark.parametrize("name", FIGURES)
def test_a_title_can_be_given(name):
    assert "عنوان آخر" in FIGURES[name](title="عنوان آخر").get_suptitle()


def test_keywords_are_shown_with_their_counts_on_both_sides():
    shown = texts(plot_keyness(KEYWORDS))
    row = KEYWORDS.set_index("item").loc["سلام"]
    assert {f"{row['n_target']:,}", f"{row['n_reference']:,}", "الهدف", "المرجع"} <= set(shown.split())
    assert "وثيق" in shown
    assert "95" in shown


def test_an_interval_beside_a_large_p_is_explained():
    comparison = compare(HITS, DOCUMENTS, "source")
    assert "no finding" not in texts(plot_compare(comparison.assign(p_adjusted=0.01, low=0.1, high=0.2), labels="en"))
    assert "no finding" in texts(plot_compare(comparison.assign(p_adjusted=0.5, low=0.1, high=0.2), labels="en"))


def test_function_words_are_drawn_when_asked_for():
    table = collocates(made_annotations({f"د{i}": "تعاون في أمن في " * 5 for i in range(4)}), "تعاون")
    assert "في" not in texts(plot_collocates(table, labels="en")).split()
    assert "في" in texts(plot_collocates(table, labels="en", function_words=True)).split()
    assert "function words are not drawn" in texts(plot_collocates(table, labels="en"))


def test_rows_of_few_documents_are_hollow_and_named_so():
    annotations = made_annotations({f"د{i}": "تعاون " * 30 for i in range(9)} | {"د99": "زلزال " * 60})
    shown = texts(plot_keyness(keyness(annotations, OTHER), labels="en"))
    assert "hollow: the word is found in fewer than 3 documents" in shown


def test_change_and_smoothing_are_drawn_only_with_their_names():
    shown = texts(plot_timeline(timeline(HITS, DOCUMENTS, smooth=3), labels="en"))
    assert "upright line: a new level begins" in shown
    assert "dashed line: rate over 3 periods in a row" in shown
    even = made_documents([2, 1, 3, 2, 2] * 8, dates=DATES)
    plain = texts(plot_timeline(timeline(made_hits(even), even), labels="en"))
    assert "no change that the test supports" in plain
    assert "dashed" not in plain


def test_a_comparison_has_its_p_value_beside_its_difference():
    shown = texts(plot_compare(compare(HITS, DOCUMENTS, "source"), labels="en"))
    assert "Anwa – بيارق" in shown
    assert "p = " in shown
    assert "per 1,000 words" in shown


FEW = made_documents(COUNTS[:2], dates=DATES[:2], sources=["أ", "ب"])


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plot_keyness(keyness(PAIRED.select(["د0", "د1"]), OTHER)), "a side has 2 documents"),
        (lambda: plot_keyness(keyness(PAIRED, PAIRED, by_document=False)), "no test supports any keyword"),
        (lambda: plot_keyness(pd.DataFrame({"item": ["أ"]})), "draws a table of keyness"),
        (lambda: plot_collocates(collocates(PAIRED.select(["د0", "د1"]), "تعاون")), r"in 3 documents \(at most in 2\)"),
        (lambda: plot_collocates(collocates(PAIRED, "تعاون", min_frequency=999)), r"in 3 documents \(at most in 0\)"),
        (lambda: plot_word_sketch(pd.DataFrame({"item": ["أ"]})), "draws a table of collocates"),
        (lambda: plot_dispersion(made_hits(FEW), FEW), "2 documents with words; dispersion over documents needs"),
        (lambda: plot_dispersion(HITS, DOCUMENTS, order="tone"), "no column 'tone'"),
        (lambda: plot_timeline(timeline(made_hits(FEW), FEW)), "2 documents in 1 period"),
        (lambda: plot_timeline(timeline(HITS, DOCUMENTS), "security"), "name one of cooperation"),
        (lambda: plot_timeline(pd.DataFrame({"rate": [1]})), "draws a table of timeline"),
        (lambda: plot_compare(compare(made_hits(FEW), FEW, "source")), "the smallest group has 1 document"),
        (lambda: plot_compare(pd.DataFrame({"rate": [1]})), "draws a table of compare"),
    ],
)  # fmt: skip
def test_figures_refuse_and_say_what_is_missing(draw, message):
    with pytest.raises(KhitabError, match=message):
        draw()


def test_layout_keeps_distances_and_needs_no_chance():
    lengths = np.zeros((4, 4))
    for point, length in ((1, 1.0), (2, 1.5), (3, 2.0)):
        lengths[0, point] = lengths[point, 0] = length
    places = network_layout(lengths)
    found = np.linalg.norm(places[1:] - places[0], axis=1)
    assert found == pytest.approx([1.0, 1.5, 2.0], rel=0.15)
    assert (places == network_layout(lengths)).all()
    assert network_layout(np.zeros((1, 1))).shape == (1, 2)
    assert np.isfinite(network_layout(np.zeros((3, 3)))).all(), "points without edges"


def test_labels_are_moved_until_none_overlap():
    sizes = np.full((6, 2), [1.0, 0.4])
    places = spread_labels(np.zeros((6, 2)) + np.arange(6)[:, None] * 0.01, sizes)
    apart = np.abs(places[:, None] - places[None, :]) - sizes
    overlapping = (apart < -1e-6).all(axis=2)
    np.fill_diagonal(overlapping, False)
    assert not overlapping.any()


def test_numbers_within_arabic_keep_their_order_and_nouns_theirs():
    assert isolating("comparison/range", "ar", n="8 مواضع", with_it=7, documents="36 وثيقة").startswith("8 مواضع في ")
    assert (small_p(0.0004), small_p(0.0312), small_p(0.5)) == ("< 0.001", "0.031", "0.50")
    table = pd.DataFrame()
    table.attrs["confidence"] = 0.975
    assert percent(table) == "97.5"


def test_an_event_shows_both_intervals_and_what_p_counts():
    fig = plot_event_window(EVENT, labels="en")
    assert "days dealt anew" in texts(fig)
    assert "all documents" in texts(fig)
    with pytest.raises(KhitabError, match="draws a table of event_window"):
        plot_event_window(compare(HITS, DOCUMENTS, "source"))
    with pytest.raises(KhitabError, match="no row has an interval"):
        plot_event_window(EVENT.assign(low=np.nan, low_days=np.nan))


def test_days_of_several_groups_are_not_drawn_on_top_of_each_other():
    days = event_days(HITS, DOCUMENTS, "2026-03-24", by="source", n_resamples=50)
    with pytest.raises(KhitabError, match="draws one group; select one of the column 'source'"):
        plot_event_days(days)
    assert plot_event_days(days[days["source"] == "Anwa"], labels="en").get_axes()
