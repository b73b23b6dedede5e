"""Disagreements of coders are decided, and nothing else is asked again."""

import pytest
from made import made_annotations
from made_codings import coded_as

from analysis.errors import KhitabError
from analysis.validation.adjudication import read_adjudication, write_adjudication
from analysis.validation.agreement import disagreements
from analysis.validation.codings import join_codings
from analysis.validation.files import read_table


@pytest.fixture
def small():
    return made_annotations({"a": "تعاون أمن كلمة\nكلمة أخرى", "b": "كلمة"})


def test_adjudication_keeps_what_was_agreed_and_takes_what_was_decided(small, tmp_path):
    first = coded_as(small, {"تعاون": "cooperation", "أمن": "security"}, coder="أ")
    second = coded_as(small, {"تعاون": "cooperation", "أخرى": "security"}, coder="ب")
    both = join_codings([first, second])
    assert list(disagreements(both, small)["token"]) == ["أمن", "أخرى"]
    path = write_adjudication(both, small, tmp_path / "adjudication.csv")
    rows = read_table(path, ["decision"])
    assert "⟦أمن⟧" in rows["text"][0]
    with pytest.raises(KhitabError, match="row 2: the decision is ''"):
        read_adjudication(path, both, small)
    rows["decision"] = ["security", "–"]
    rows.to_csv(path, index=False)
    settled = read_adjudication(path, both, small)
    assert settled.coders == ["adjudicated"]
    assert list(settled.marks["token"]) == ["تعاون", "أمن"]
    assert len(settled.read) == 3
    rows.head(1).to_csv(path, index=False)
    with pytest.raises(KhitabError, match="'أخرى' in 'a' has no row"):
        read_adjudication(path, both, small)
