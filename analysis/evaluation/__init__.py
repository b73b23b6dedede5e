"""Evaluation: a model against a treebank, frames and voices against coded paragraphs."""
