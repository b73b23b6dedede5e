"""Stored annotations: a folder of Parquet parts, for corpora of any size."""
