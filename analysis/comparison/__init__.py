"""Comparison: what sets corpora, groups and periods apart, and how sure one may be of it."""

from analysis.comparison.differences import compare
from analysis.comparison.dispersion import dispersion, diversity, word_dispersion
from analysis.comparison.event import event_placebos, event_window
from analysis.comparison.event_days import event_days
from analysis.comparison.families import adjust_families
from analysis.comparison.keyness import keyness
from analysis.comparison.reference import FrequencyList, general_arabic
from analysis.comparison.subcorpora import frame_sentences, split_by
from analysis.comparison.timeline import change_points, timeline
from analysis.comparison.topics import topics_by_words
from analysis.comparison.within import compare_within

__all__ = [
    "FrequencyList",
    "adjust_families",
    "change_points",
    "compare",
    "compare_within",
    "dispersion",
    "diversity",
    "event_days",
    "event_placebos",
    "event_window",
    "frame_sentences",
    "general_arabic",
    "keyness",
    "split_by",
    "timeline",
    "topics_by_words",
    "word_dispersion",
]
