from . import annotation, comparison, context, corpus, discourse, evaluation, lexicon, plots, validation, widgets
from .annotation import Annotations, StoredAnnotations, annotate, annotate_into, find_names, open_annotations, to_spacy
from .corpus import Corpus, Document, read_corpus
from .errors import KhitabError
from .frames.cooccurrence import frame_cooccurrence
from .frames.find import find_excluded, find_frames
from .frames.rates import count_frames, frame_rates
from .lexicon import Lexicon, default_lexicon, read_lexicon
from .parsing.on_dask import cluster
from .passages.evidence import evidence
from .passages.marked_text import read_marked
from .plots.cooccurrence import plot_cooccurrence
from .plots.groups import plot_groups
from .plots.periods import plot_periods
from .plots.positions import plot_positions
from .plots.rates import plot_rates
from .plots.style import save_figure
from .plots.tables import save_table
from .plots.tree import dependency_tree
from .reporting import Report, report
from .widgets.explorer import explore
from .widgets.reading import read

__version__: str

__all__ = [
    "Annotations",
    "Corpus",
    "Document",
    "KhitabError",
    "Lexicon",
    "Report",
    "StoredAnnotations",
    "annotate",
    "annotate_into",
    "annotation",
    "cluster",
    "comparison",
    "context",
    "corpus",
    "count_frames",
    "default_lexicon",
    "dependency_tree",
    "discourse",
    "evaluation",
    "evidence",
    "explore",
    "find_excluded",
    "find_frames",
    "find_names",
    "frame_cooccurrence",
    "frame_rates",
    "lexicon",
    "open_annotations",
    "plot_cooccurrence",
    "plot_groups",
    "plot_periods",
    "plot_positions",
    "plot_rates",
    "plots",
    "read",
    "read_corpus",
    "read_lexicon",
    "read_marked",
    "report",
    "save_figure",
    "save_table",
    "to_spacy",
    "validation",
    "widgets",
]
