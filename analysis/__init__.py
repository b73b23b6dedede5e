"""Khitab: analyse the discourse of Arabic text.

>>> from analysis import annotate, default_lexicon, evidence, explore, find_frames, frame_rates, plot_rates, read
>>> annotations = annotate("corpus/ispr")
>>> hits = find_frames(annotations, default_lexicon())
>>> rates = frame_rates(hits, annotations)
>>> plot_rates(rates)
>>> evidence(rates.iloc[0], annotations, hits)
>>> explore(annotations)
>>> read(annotations, annotations.documents["doc_id"].iloc[0])

Voices, actors and grammar are in `analysis.discourse`, comparison in `analysis.comparison` and `analysis.context`,
validation in `analysis.validation`, figures of all of these in `analysis.plots`.
"""

from sys import modules as _modules

import lazy_loader as _lazy

from analysis.version import __version__ as __version__

# Where each name lives stands in `__init__.pyi`. A module is imported when one of its names is first asked for, so
# that a script or a process that only parses does not wait for figures.
if "IPython" in _modules and (_shell := _modules["IPython"].get_ipython()) is not None:
    from analysis.rendering.notebook_tables import register

    register(_shell)  # so that notebooks draw Khitab's tables rounded; others look as ever

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
