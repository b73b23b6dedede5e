"""Frames: from the words table to hits, and from hits to rates."""
