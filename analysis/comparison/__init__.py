"""Comparison: what sets corpora, groups and periods apart, and how sure one may be of it."""

from analysis.comparison.differences import compare
from analysis.comparison.dispersion import dispersion, diversity, word_dispersion
from analysis.comparison.keyness import keyness
from analysis.comparison.reference import FrequencyList, general_arabic
from analysis.comparison.subcorpora import frame_sentences, split_by
from analysis.comparison.timeline import change_points, timeline

__all__ = [
    "FrequencyList",
    "change_points",
    "compare",
    "dispersion",
    "diversity",
    "frame_sentences",
    "general_arabic",
    "keyness",
    "split_by",
    "timeline",
    "word_dispersion",
]
