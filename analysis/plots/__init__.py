"""Plots: `plot_x` draws the table that `x` gives; `frame_rates` by groups and by periods have figures of their own."""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
