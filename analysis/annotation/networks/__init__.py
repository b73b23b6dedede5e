"""Stanza's tagger and parser, asked for what the words table needs and nothing else: same weights, same answers."""

from analysis.annotation.networks.parser import FastParser, ParserWord
from analysis.annotation.networks.tagger import FastTagger

__all__ = ["FastParser", "FastTagger", "ParserWord"]
