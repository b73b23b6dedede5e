"""Actors: who is named, and what they do or have done to them."""
