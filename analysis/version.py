"""The version of Khitab, which every table and figure names."""

__version__ = "0.1.0"
