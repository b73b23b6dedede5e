"""Lines and closings that recur in a source are found, shown and set aside."""

import pytest

from analysis.corpus import (
    Corpus,
    Document,
    boilerplate,
    read_corpus,
    stream_corpus,
    without_boilerplate,
)

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
