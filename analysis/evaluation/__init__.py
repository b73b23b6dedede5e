"""Evaluation: a model against a treebank, frames, voices, grammar and actors against codings."""
