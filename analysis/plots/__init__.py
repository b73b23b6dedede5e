"""Plots: one figure a module, each drawn from the table of the same name."""
