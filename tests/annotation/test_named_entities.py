"""Names as rows: spans, kinds, and what a folder of parts keeps of them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.annotation import Annotations, annotate_into, find_names
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from tests.made import made_annotations

TEXT = "زار الرئيس قيس سعيد مدينة صفاقس ."


def labelled(labels: dict[str, str], texts: dict[str, str]) -> Annotations:
    """Annotations made by hand whose words have these labels, O the others."""
    made = made_annotations(texts)
    ner = pd.Categorical([labels.get(form, "O") for form in made.words["form"]])
    return Annotations(made.words.assign(ner=ner), made.corpus, made.model)


def test_a_name_is_one_row():
    names = find_names(labelled({"قيس": "B-PER", "سعيد": "I-PER", "صفاقس": "B-LOC"}, {"a": TEXT, "b": "صفاقس"}))
    assert names.text.tolist() == ["قيس سعيد", "صفاقس", "صفاقس"]
    assert names.kind.tolist() == ["person", "place", "place"]
    assert names.doc_id.tolist() == ["a", "a", "b"]
    assert names.token.tolist() == [2, 5, 0]
    assert names.n_tokens.tolist() == [2, 1, 1]
    assert [TEXT[row.start : row.end] for row in names.iloc[:2].itertuples()] == names.text.tolist()[:2]
    assert names.attrs["provenance"]["documents"] == 2


def test_names_side_by_side_are_two():
    names = find_names(labelled({"قيس": "B-PER", "سعيد": "B-PER"}, {"a": TEXT}))
    assert names.text.tolist() == ["قيس", "سعيد"]


def test_a_name_does_not_go_beyond_its_sentence():
    names = find_names(labelled({"قيس": "B-PER", "سعيد": "I-PER"}, {"a": "قيس | سعيد"}))
    assert names.text.tolist() == ["قيس", "سعيد"]


def test_texts_without_names_give_an_empty_table():
    names = find_names(labelled({}, {"a": TEXT, "b": ""}))
    assert names.empty
    assert list(names.columns) == ["doc_id", "paragraph", "token", "n_tokens", "start", "end", "text", "kind"]


def test_a_model_that_looks_for_no_names_is_an_error():
    with pytest.raises(KhitabError, match="does not look for names"):
        find_names(made_annotations({"a": TEXT}))


def test_the_bundled_model_finds_persons_places_and_organisations(annotate_text):
    names = find_names(
        annotate_text(
            "التقى وزير الخارجية عادل الجبير في الرياض وزير الخارجية الأمريكي جون كيري، ثم غادر إلى مقر الأمم المتحدة."
        )
    )
    found = dict(zip(names.text, names.kind, strict=True))
    assert found["عادل الجبير"] == "person"
    assert found["الرياض"] == "place"
    assert found["الأمم المتحدة"] == "organisation"
    assert found["جون كيري"] == "person"


def test_labels_do_not_depend_on_hamzas_or_vowels(annotate_text):
    plain = find_names(annotate_text("قال أحمد الطيب في القاهرة إن الأزهر يرحب بالقرار."))
    bare = find_names(annotate_text("قال احمد الطيب في القاهرة ان الازهر يرحب بالقرار."))
    assert plain.kind.tolist() == bare.kind.tolist()
    vowelled = find_names(annotate_text("قال أَحمد الطيّب في القاهِرة إنّ الأزهر يرحّب بالقرار."))
    assert vowelled.text.tolist()[0] == "أَحمد الطيّب"


def test_a_folder_of_parts_keeps_names(tmp_path: Path, annotate_text):
    text = "وصل عادل الجبير إلى القاهرة."
    stored = annotate_into(Corpus("test", (Document("text", text, {}),)), tmp_path / "folder", progress=False)
    pd.testing.assert_frame_equal(find_names(stored), find_names(annotate_text(text)))
