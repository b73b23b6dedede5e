"""A report of one's own corpus: one command from a spreadsheet to a site of pages and a PDF.

`report` reads, annotates, counts and writes. Its prose follows the tables: what a section cannot say of this corpus, it
says why, and every number in it stands in a table beside it and opens into its passages.
"""

from analysis.reporting.new_study import new_study
from analysis.reporting.report import Report, report

__all__ = ["Report", "new_study", "report"]
