"""Comparison: what sets corpora, groups and periods apart, and how sure one may be of it."""
