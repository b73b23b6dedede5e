"""Voices: who says what, quoted or reported."""
