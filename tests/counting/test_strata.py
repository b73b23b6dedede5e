"""Strata by the column's own name."""

import pandas as pd
import pytest

from analysis.counting.strata import stratum_labels
from analysis.errors import KhitabError

DOCUMENTS = pd.DataFrame({"doc_id": ["a", "b"], "source": ["الأفق", "المدى"], "date": [pd.NaT, pd.NaT]})


def test_a_known_column_may_be_called_as_the_table_calls_it():
    assert list(stratum_labels(DOCUMENTS, "الصحيفة", "f")) == ["الأفق", "المدى"]
    with pytest.raises(KhitabError, match="no column 'tone' to take as strata"):
        stratum_labels(DOCUMENTS, "tone", "f")
