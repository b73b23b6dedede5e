from .collocates import plot_collocates, plot_word_sketch
from .compare import plot_compare
from .cooccurrence import plot_cooccurrence
from .correct_rates import plot_correct_rates
from .dispersion import plot_dispersion
from .event import plot_event_window
from .event_days import plot_event_days
from .frame_by_actor import plot_frame_by_actor
from .frame_by_grammar import plot_frame_by_grammar
from .frame_by_voice import plot_frame_by_voice
from .groups import plot_groups
from .keyness import plot_keyness
from .periods import plot_periods
from .positions import plot_positions
from .rates import plot_rates
from .style import save_figure
from .tables import save_table
from .timeline import plot_timeline
from .tree import dependency_tree

__all__ = [
    "dependency_tree",
    "plot_collocates",
    "plot_compare",
    "plot_cooccurrence",
    "plot_correct_rates",
    "plot_dispersion",
    "plot_event_days",
    "plot_event_window",
    "plot_frame_by_actor",
    "plot_frame_by_grammar",
    "plot_frame_by_voice",
    "plot_groups",
    "plot_keyness",
    "plot_periods",
    "plot_positions",
    "plot_rates",
    "plot_timeline",
    "plot_word_sketch",
    "save_figure",
    "save_table",
]
