"""Passages: the sentences behind a number, as tables and as marked text."""
