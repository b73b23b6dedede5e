"""Khitab: analyse the discourse of Arabic text.

>>> from analysis import annotate, default_lexicon, evidence, find_frames, frame_rates, plot_rates, read_corpus
>>> annotations = annotate(read_corpus("corpus/ispr"))
>>> hits = find_frames(annotations, default_lexicon())
>>> rates = frame_rates(hits, annotations)
>>> plot_rates(rates)
>>> evidence(rates.iloc[0], annotations, hits)

Voices, actors and grammar are in `analysis.discourse`, comparison in `analysis.comparison` and `analysis.context`,
validation in `analysis.validation`, clusters in `analysis.scale`.
"""

__version__ = "0.1.0"

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.annotation import (
        Annotations,
        StoredAnnotations,
        annotate,
        annotate_into,
        find_names,
        open_annotations,
        to_spacy,
    )
    from analysis.corpus import Corpus, Document, read_corpus
    from analysis.errors import KhitabError
    from analysis.frames.cooccurrence import frame_cooccurrence
    from analysis.frames.find import find_excluded, find_frames
    from analysis.frames.rates import frame_rates
    from analysis.lexicon import Lexicon, default_lexicon, read_lexicon
    from analysis.passages.evidence import evidence
    from analysis.passages.marked_text import read_marked
    from analysis.plots.crossings import plot_cooccurrence
    from analysis.plots.groups import plot_groups
    from analysis.plots.positions import plot_positions
    from analysis.plots.rates import plot_rates
    from analysis.plots.style import save_figure
    from analysis.plots.tables import save_table
    from analysis.plots.timeline import plot_timeline
    from analysis.plots.tree import dependency_tree

#: Where each name lives; a module is imported when one of its names is first asked for, so that a script or a process
#: that only parses does not wait for figures.
_HOMES = {
    "Annotations": "analysis.annotation",
    "Corpus": "analysis.corpus",
    "Document": "analysis.corpus",
    "KhitabError": "analysis.errors",
    "Lexicon": "analysis.lexicon",
    "StoredAnnotations": "analysis.annotation",
    "annotate": "analysis.annotation",
    "annotate_into": "analysis.annotation",
    "default_lexicon": "analysis.lexicon",
    "dependency_tree": "analysis.plots.tree",
    "evidence": "analysis.passages.evidence",
    "find_excluded": "analysis.frames.find",
    "find_frames": "analysis.frames.find",
    "find_names": "analysis.annotation",
    "frame_cooccurrence": "analysis.frames.cooccurrence",
    "frame_rates": "analysis.frames.rates",
    "open_annotations": "analysis.annotation",
    "plot_cooccurrence": "analysis.plots.crossings",
    "plot_groups": "analysis.plots.groups",
    "plot_positions": "analysis.plots.positions",
    "plot_rates": "analysis.plots.rates",
    "plot_timeline": "analysis.plots.timeline",
    "read_corpus": "analysis.corpus",
    "read_lexicon": "analysis.lexicon",
    "read_marked": "analysis.passages.marked_text",
    "save_figure": "analysis.plots.style",
    "save_table": "analysis.plots.tables",
    "to_spacy": "analysis.annotation",
}

__all__ = [
    "Annotations",
    "Corpus",
    "Document",
    "KhitabError",
    "Lexicon",
    "StoredAnnotations",
    "annotate",
    "annotate_into",
    "default_lexicon",
    "dependency_tree",
    "evidence",
    "find_excluded",
    "find_frames",
    "find_names",
    "frame_cooccurrence",
    "frame_rates",
    "open_annotations",
    "plot_cooccurrence",
    "plot_groups",
    "plot_positions",
    "plot_rates",
    "plot_timeline",
    "read_corpus",
    "read_lexicon",
    "read_marked",
    "save_figure",
    "save_table",
    "to_spacy",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return value
    if find_spec(f"{__name__}.{name}") is not None:  # analysis.scale and the like, after `import analysis`
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
