"""Counting: items, hits and paragraphs by document, over annotations in memory and in stored parts."""
