"""Stanza's tagger and parser, asked for what the words table needs and nothing else: same weights, same answers."""

from analysis.parsing.networks.parser import FastParser, ParserWord
from analysis.parsing.networks.tagger import FastTagger

__all__ = ["FastParser", "FastTagger", "ParserWord"]
