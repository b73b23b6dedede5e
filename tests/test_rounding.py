"""One rounding rule for precision, recall and the like, wherever they are shown."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.lexicon import default_lexicon
from analysis.rendering.notebook_tables import readable
from analysis.reporting.prose import as_shown
from analysis.rounding import as_measure

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(("share", "text"), [(0.9574, "0.96"), (0.9888, "0.99"), (0.8949, "0.89"), (0.995, "1.00")])
def test_reports_and_notebooks_show_two_decimals_to_the_nearest(share, text):
    assert as_measure(share) == as_shown(share, "measure") == text
    assert readable(pd.DataFrame({"precision": [share]}))[0]["precision"].tolist() == [text]


def test_documents_give_the_figures_of_the_default_lexicon_so():
    readme = (ROOT / "README.md").read_text("utf-8")
    lexicons = (ROOT / "docs" / "lexicons.md").read_text("utf-8").splitlines()
    for frame, one in default_lexicon().accuracy.frames.items():
        precision, low, high, recall, recall_low, recall_high = (
            as_measure(getattr(one, f"{name}{end}")).removeprefix("0")
            for name in ("precision", "recall")
            for end in ("", "_low", "_high")
        )
        assert f"{frame} {precision} / {recall}" in readme
        row = f"| {frame} | {one.n_gold} | {one.n_found} | {one.correct} | "
        assert f"{row}{precision} ({low}–{high}) | {recall} ({recall_low}–{recall_high}) |" in lexicons
