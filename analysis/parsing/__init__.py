"""Parsing: from a text to syntactic words, by Stanza's models."""
