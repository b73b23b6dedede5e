"""Comparison: what sets corpora, groups and periods apart, and how sure one may be of it."""

from analysis.comparison.groups import compare
from analysis.comparison.keywords import keyness
from analysis.comparison.parts import frame_sentences, split_by
from analysis.comparison.reference import FrequencyList, general_arabic
from analysis.comparison.spread import dispersion, diversity, word_dispersion
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
