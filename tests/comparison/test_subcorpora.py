"""Two parts of one corpus, by their documents or by their sentences."""

import pandas as pd
import pytest
from made import made_annotations
from made_sides import COOPERATION, REFERENCE, SECURITY, TARGET

from analysis.comparison.keyness import keyness
from analysis.comparison.subcorpora import frame_sentences, split_by
from analysis.errors import KhitabError

TABLE = keyness(TARGET, REFERENCE)


def test_groups_of_documents_are_split_by_metadata():
    metadata = {doc_id: {"source": "ا" if doc_id in COOPERATION else "ب"} for doc_id in COOPERATION | SECURITY}
    both = made_annotations(COOPERATION | SECURITY, metadata)
    pd.testing.assert_frame_equal(keyness(*split_by(both, "source", "ا")), TABLE)
    with pytest.raises(KhitabError, match="no document has source = 'ج'"):
        split_by(both, "source", "ج")
    with pytest.raises(KhitabError, match="no column 'author'"):
        split_by(both, "author", "ج")
    for asked in ("الصحيفة", " Newspaper"):
        assert len(split_by(both, asked, "ا")[0].documents) == len(COOPERATION)


def test_sentences_of_a_frame_against_the_rest_of_the_same_documents():
    texts = {f"د{i}": "تعاون دولي دولي دفاع | طقس بارد بارد شمس" for i in range(9)}
    annotations = made_annotations(texts)
    words = annotations.words
    hits = words[words["key"] == "تعاون"].assign(doc_id=lambda d: d["doc_id"].astype("str"), frame="cooperation")
    inside, rest = frame_sentences(hits, annotations, "cooperation")
    table = keyness(inside, rest).set_index("item")
    assert set(table.index) == {"دولي", "دفاع", "طقس", "بارد", "شمس"}, "the hit itself is no finding"
    assert table.loc["دولي", ["n_target", "n_reference"]].tolist() == [18, 0]
    assert table["low"].isna().all()
    assert table.attrs["notes"] == ["target and reference share documents: paired t test over these, and no interval"]
    with pytest.raises(KhitabError, match="there are no hits"):
        frame_sentences(hits, annotations, "security")
