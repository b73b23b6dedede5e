"""Widgets: what answers to a hand in JupyterLab."""
