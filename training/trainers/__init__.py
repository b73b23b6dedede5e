"""Trainers: tokeniser, tagger, parser and vectors."""
