import pytest

from analysis.corpus import (
    Corpus,
    Document,
    duplicates,
    read_corpus,
    stream_corpus,
    with_clusters,
    without_duplicates,
)
from analysis.errors import KhitabError

REPORT = (
    "أعلنت وزارة النقل أمس افتتاح الطريق الجديد بين المدينتين بعد أعمال دامت ثلاث سنوات، وقال الوزير إن المشروع سيختصر "
    "زمن الرحلة إلى النصف ويخدم عشرين قرية على جانبيه، وأضاف أن المرحلة الثانية تبدأ في الربيع المقبل."
)
OTHER = "اختتم المؤتمر العلمي أعماله في العاصمة بحضور باحثين من عشر دول ناقشوا أثر الجفاف في الزراعة وسبل ترشيد المياه."


def corpus_of(*texts, **metadata):
    return Corpus("c", tuple(Document(f"d{n}", text, metadata) for n, text in enumerate(texts)))


def test_copies_and_near_copies_are_clustered_and_others_are_not():
    near = "الوكالة - " + REPORT.replace("أمس", "الثلاثاء")
    spelt = REPORT.replace("أ", "ا").replace("ة", "ه")
    found = duplicates(corpus_of(REPORT, OTHER, near, REPORT, spelt))
    assert list(found.doc_id) == ["d0", "d2", "d3", "d4"]
    assert set(found.cluster) == {"d0"}
    assert list(found.same) == [True, False, True, True]
    assert 0.7 <= found.similarity[1] < 1
    assert len(duplicates(corpus_of(REPORT, OTHER))) == 0
    assert len(duplicates(corpus_of(REPORT, near), threshold=1.0)) == 0


@pytest.mark.parametrize("texts", [("نعم.", "نعم!"), ("عاد الوفد.", "عاد الوفد"), ("!", "؟"), ("", "")])
def test_short_texts_are_compared_whole(texts):
    assert len(duplicates(corpus_of(*texts))) == (2 if any(char.isalpha() for char in texts[0]) else 0)


def test_copies_are_noted_dropped_or_clustered_in_both_ways_of_reading(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("doc_id,text\n" + "".join(f"{n},{REPORT}\n" for n in range(12)) + f"x,{OTHER}\n")
    for options, ids in (({}, 13), ({"duplicates": "drop"}, 2), ({"duplicates": "cluster"}, 13)):
        whole, stream = read_corpus(path, **options), stream_corpus(path, **options)
        pieces = [document for piece in stream for document in piece.documents]
        assert len(whole) == len(stream) == len(pieces) == ids
        assert stream.notes == whole.notes
        assert [dict(d.metadata) for d in pieces] == [dict(d.metadata) for d in whole.documents]
        assert any("11" in note and "repeat" in note for note in whole.notes) or "cluster" in whole.metadata
    assert list(whole.metadata.cluster) == ["0"] * 12 + ["x"]
    by_hand = read_corpus(path)
    assert list(with_clusters(by_hand).metadata.cluster) == list(whole.metadata.cluster)
    assert [d.doc_id for d in without_duplicates(by_hand).documents] == ["0", "x"]
    with pytest.raises(KhitabError, match="duplicates='ignore' is unknown"):
        read_corpus(path, duplicates="ignore")


def test_a_cluster_is_named_by_its_first_document_whichever_of_two_is_found_first():
    words = [f"كلمة{chr(0x628 + n % 20)}{chr(0x628 + n // 20)}" for n in range(200)]
    texts = [" ".join(some) for some in (words[:170], words[30:], words[15:185])]
    assert len(duplicates(corpus_of(*texts[:2]), threshold=0.75)) == 0  # the third alone is like either
    found = duplicates(corpus_of(*texts), threshold=0.75)
    assert list(found.doc_id) == ["d0", "d1", "d2"]
    assert set(found.cluster) == {"d0"}
