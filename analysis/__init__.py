"""Khitab: analyse the discourse of Arabic text."""

__version__ = "0.1.0"
