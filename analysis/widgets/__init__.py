"""Widgets: what answers to a hand in JupyterLab: the explorer, the reading view, the coding widget."""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
