"""Stanza's tagger and parser, asked for what the words table needs and nothing else.

Their weights are Stanza's, rounded to eight bits where most of the time goes (`integers`): one word in two hundred is
read otherwise than Stanza reads it, and as many are right.
"""

from analysis.parsing.networks.parser import FastParser, ParserWord
from analysis.parsing.networks.tagger import FastTagger

__all__ = ["FastParser", "FastTagger", "ParserWord"]
