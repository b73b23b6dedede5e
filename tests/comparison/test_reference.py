"""Frequency lists in the place of a second corpus."""

import pandas as pd
import pytest
from made_sides import TARGET

from analysis.comparison.keyness import keyness
from analysis.comparison.reference import FrequencyList, general_arabic
from analysis.errors import KhitabError


def test_a_list_without_documents_leaves_the_document_columns_empty():
    listed = FrequencyList("قائمة", pd.Series({"تعاون": 50, "سماء": 900}), 100_000, "surface", "from a list")
    table = keyness(TARGET, listed).set_index("item")
    assert table.loc["تعاون", "n_reference"] == 50
    assert "سماء" not in table.index
    assert table["documents_reference"].isna().all()
    assert table["p_documents"].isna().all()
    assert table.attrs["notes"][-1] == "from a list"
    with pytest.raises(KhitabError, match='counts by "surface"'):
        keyness(TARGET, listed, unit="lemma")


def test_general_arabic_is_wordfreqs_list_with_spellings_folded():
    wordfreq = pytest.importorskip("wordfreq", reason="needs wordfreq")
    listed = general_arabic()
    spellings = ("أمن", "امن", "آمن", "إمن")
    share = sum(wordfreq.get_frequency_dict("ar", wordlist="large").get(form, 0) for form in spellings)
    assert listed.counts["امن"] / listed.size == pytest.approx(share, abs=1e-9)
    assert listed.counts.index.is_unique
