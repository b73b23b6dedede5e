"""How collocates are printed beside their node."""

from made import made_annotations

from analysis.context.collocates import collocates
from analysis.context.printed_forms import printed_forms

TEXTS = {"a": "عاد الأمن الوطني إلى البلاد .\nعاد الأمن الوطني .", "b": "زار الوفد معرض وطني ."}


def test_forms_are_those_beside_the_node_the_most_frequent_first():
    annotations = made_annotations(TEXTS)
    table = collocates(annotations, "الأمن", min_frequency=1)
    forms = dict(zip(table["spelling"], printed_forms(table, annotations, "الأمن"), strict=True))
    assert forms["الوطني"] == "الوطني"
    assert "البلاد" in forms.values()
    assert "معرض" not in forms.values()


def test_more_forms_than_are_shown_are_told_and_no_rows_give_none():
    annotations = made_annotations({"a": "الأمن بلد .\nالأمن بلدان .\nالأمن بلد .\nالأمن بلاد ."})
    table = collocates(annotations, "الأمن", min_frequency=1)
    assert set(printed_forms(table, annotations, "الأمن", most=1)) <= {"بلد", "بلدان", "بلاد", "بلد…", "بلدان…"}
    assert printed_forms(table.head(0), annotations, "الأمن").tolist() == []
