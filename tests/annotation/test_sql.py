"""SQL over annotations in memory."""

import pytest
from made import made_annotations

from analysis.errors import KhitabError


@pytest.fixture(scope="module")
def annotations():
    return made_annotations(
        {"a": "قال/VERB الوزير .\nأمن", "b": "وصل/VERB الوفد"}, {"a": {"source": "الأنواء"}, "b": {"source": "بيارق"}}
    )


def test_words_and_documents_join(annotations):
    table = annotations.sql(
        "select source, count(*) as n from words join documents using (doc_id) group by source order by source"
    )
    assert table.to_dict("list") == {"source": ["الأنواء", "بيارق"], "n": [4, 2]}


def test_every_column_has_its_values(annotations):
    table = annotations.sql("select * from words")
    assert list(table) == [*annotations.words, "is_word"]
    assert table[list(annotations.words)].astype("str").equals(annotations.words.astype("str"))


def test_words_that_do_not_occur_are_simply_not_found(annotations):
    assert annotations.sql("select * from words where form = 'قمر' or upos = 'NOPE'").empty


def test_the_table_says_what_it_rests_on(annotations):
    query = "select count(*) as n from words"
    assert annotations.sql(query).attrs["provenance"] == {**annotations.provenance, "query": query}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("selec form from words", "syntax error"),
        ("select nothing from words", "nothing"),
        ("select * from annotations", "annotations"),  # a Python variable is no table
        ("", "no table"),
    ],
)
def test_a_bad_query_is_one_sentence(annotations, query, reason):
    with pytest.raises(KhitabError, match=reason) as caught:
        annotations.sql(query)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("made: ")


def test_the_one_piece_is_the_annotations(annotations):
    assert list(annotations.pieces(["form"])) == [annotations]
