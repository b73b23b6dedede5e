"""Benchmarks: ratios against peers within one run, and simulations of what intervals promise."""
