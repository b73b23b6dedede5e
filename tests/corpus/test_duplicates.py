import pytest

from analysis.corpus import (
    Corpus,
    Document,
    boilerplate,
    duplicates,
    read_corpus,
    stream_corpus,
    with_clusters,
    without_boilerplate,
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


NAMES = ["سعيد", "ليلى", "عمر", "نورة", "خالد", "هند", "زيد", "سلمى"]


@pytest.fixture
def tagged():
    bodies = [
        f"زار {name} معرض الكتاب {n} والتقى {NAMES[n - 1]} ثم {NAMES[n - 2]} مدة {n} ساعات {'جدا ' * n}{NAMES[n - 3]}."
        for n, name in enumerate(NAMES)
    ]
    agency = [Document(f"w{n}", f"{body}\n// انتهى //\n", {"source": "الوكالة"}) for n, body in enumerate(bodies)]
    linked = [
        Document(f"r{n}", f"{body} رابط الخبر بصحيفة المثال: خبر {n}", {"source": "المثال"})
        for n, body in enumerate(bodies)
    ]
    plain = [Document(f"p{n}", f"{body}\nنهاية {n}.", {"source": "البيان"}) for n, body in enumerate(bodies)]
    return Corpus("c", (*agency, *linked, *plain))


def test_lines_and_closings_that_recur_in_a_source_are_found_and_shown(tagged):
    found = boilerplate(tagged)
    lines = found[found.place == "line"]
    assert list(lines[["source", "text", "documents", "share", "example"]].iloc[0]) == [
        "الوكالة",
        "// انتهى //",
        8,
        1.0,
        "w0",
    ]
    assert "رابط الخبر بصحيفة المثال:" in set(found[found.place == "closing"].text)
    assert "البيان" not in set(found[found.place == "line"].source)


def test_boilerplate_is_set_aside_with_all_offsets_kept(tagged):
    found = boilerplate(tagged).query("text in ['// انتهى //', 'رابط الخبر بصحيفة المثال:']")
    clean = without_boilerplate(tagged, found)
    for before, after in zip(tagged.documents, clean.documents, strict=True):
        assert len(before.text) == len(after.text)
        assert all(new in (old, " ") for old, new in zip(before.text, after.text, strict=True))
        assert "انتهى" not in after.text
        assert "رابط" not in after.text
        assert "معرض الكتاب" in after.text
    assert any("16 of 24 documents" in note for note in clean.notes)
    assert [d.text for d in without_boilerplate(clean, found).documents] == [d.text for d in clean.documents]


def test_boilerplate_is_set_aside_while_reading(tmp_path, tagged):
    (tmp_path / "t.csv").write_text(
        "doc_id,source,text\n" + "".join(f'{d.doc_id},{d.metadata["source"]},"{d.text}"\n' for d in tagged.documents)
    )
    whole = read_corpus(tmp_path / "t.csv", repair="boilerplate")
    assert not any("انتهى" in document.text for document in whole.documents)
    assert [d.text for piece in stream_corpus(tmp_path / "t.csv", repair=["boilerplate"]) for d in piece.documents] == [
        d.text for d in whole.documents
    ]
