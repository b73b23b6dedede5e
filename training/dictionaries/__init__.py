"""Dictionaries: what the news attest of spellings, lemmas and names."""
