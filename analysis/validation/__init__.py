"""Validation: how right are the counts, and what are they once corrected?

Draw paragraphs (`draw_sample`), have people code them (`write_sheet`, or the widget of `analysis.widgets.coding`), see
whether the coders agree (`agreement`), score the dictionary (`score_codings`), and correct the rates (`correct_rates`).
"""

from analysis.validation.adjudication import read_adjudication, write_adjudication
from analysis.validation.agreement import agreement, confusion, disagreements, pairs_agreement
from analysis.validation.codings import Codings, gold_codings, join_codings
from analysis.validation.correct_shares import correct_shares
from analysis.validation.correction import correct_rates, corrected_differences
from analysis.validation.files import read_sample, write_codings, write_sample
from analysis.validation.finding_sheets import read_finding_sheet, write_finding_sheet
from analysis.validation.findings import label_findings
from analysis.validation.judgements import judged_senses, read_judgements, without_wrong, write_judgements
from analysis.validation.methods import methods_paragraph
from analysis.validation.next_sample import join_samples, next_sample
from analysis.validation.planning import cases_needed, plan_sample
from analysis.validation.read_codings import read_codings
from analysis.validation.regression import correct_regression
from analysis.validation.sampling import Sample, draw_sample, whole_corpus
from analysis.validation.scores import compare_scores, score_codings, score_errors, score_terms
from analysis.validation.sheets import read_sheet, write_sheet

__all__ = [
    "Codings",
    "Sample",
    "agreement",
    "cases_needed",
    "compare_scores",
    "confusion",
    "correct_rates",
    "correct_regression",
    "correct_shares",
    "corrected_differences",
    "disagreements",
    "draw_sample",
    "gold_codings",
    "join_codings",
    "join_samples",
    "judged_senses",
    "label_findings",
    "methods_paragraph",
    "next_sample",
    "pairs_agreement",
    "plan_sample",
    "read_adjudication",
    "read_codings",
    "read_finding_sheet",
    "read_judgements",
    "read_sample",
    "read_sheet",
    "score_codings",
    "score_errors",
    "score_terms",
    "whole_corpus",
    "without_wrong",
    "write_adjudication",
    "write_codings",
    "write_finding_sheet",
    "write_judgements",
    "write_sample",
    "write_sheet",
]
