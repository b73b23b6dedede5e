"""What can be compared: sources, folders, periods."""

import pandas as pd

from analysis.reporting.choices import grouping

DOCUMENTS = pd.DataFrame({"doc_id": ["a", "b", "c"], "date": [pd.NaT] * 3, "source": ["unknown"] * 3})


def test_without_sources_the_folders_that_could_be_compared_are_named():
    assert grouping(DOCUMENTS, None).reason == "no source"
    dealt = DOCUMENTS.assign(folder=["الأفق", "المدى", "المدى"])
    assert grouping(dealt, None).reason == "no source but folder"
    assert grouping(dealt, "folder").values == ("الأفق", "المدى")
    assert grouping(DOCUMENTS.assign(folder="الأفق"), None).reason == "no source"


def test_a_column_may_be_called_as_the_table_calls_it():
    named = DOCUMENTS.assign(source=["الأفق", "المدى", "المدى"])
    assert grouping(named, "الصحيفة").values == ("الأفق", "المدى")
