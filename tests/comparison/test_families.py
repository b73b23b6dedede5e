"""Several tables of tests read together."""

import numpy as np
import pandas as pd
import pytest

from analysis.comparison import adjust_families
from analysis.errors import KhitabError

ONE = pd.DataFrame({"group": ["أ", "ب"], "frame": "security", "p": [0.001, 0.4]})
OTHER = pd.DataFrame({"frame": ["security", "peace"], "p_days": [0.3, np.nan]})


def test_rows_keep_their_names_and_families():
    table = adjust_families({"papers": ONE, "window": OTHER}, {"papers": "p", "window": "p_days"})
    assert table["name"].tolist() == ["أ – security", "ب – security", "security", "peace"]
    assert table["selected"].tolist() == [True, True, False, False]
    assert table["found"].tolist() == [True, False, False, False]
    # One of two families was selected: Benjamini-Hochberg's 0.002, twice.
    assert table.loc[0, "p_selective"] == pytest.approx(0.004)
    assert table.loc[0, "p_adjusted"] == pytest.approx(0.003)


def test_faults():
    with pytest.raises(KhitabError, match="the table 'window' has no column 'p'"):
        adjust_families({"window": OTHER})
    with pytest.raises(KhitabError, match="no tables"):
        adjust_families({})
