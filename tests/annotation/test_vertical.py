"""Vertical text: read rightly or refused by line; what is written is read back."""

import pytest
from fuzz.annotated import check_vertical, imported_documents
from hypothesis import HealthCheck, given, settings

from analysis import find_frames
from analysis.annotation import read_vertical, to_vertical, write_vertical
from analysis.errors import KhitabError

FILE = """\
<doc id="a" source='الأفق &amp; المدى' date="2024-05-01">
<p>
<s id="s1">
عاد	VP	عَاد-v
الأمن	N	أَمن-n
<g/>
&lt;	G	_
</s>
</p>
<p><s>
سلام	N	سَلَام-n
</s></p>
</doc>
<doc>
<s>
<name type="x">
أمن	N	أَمن-n
</name>
</s>
</doc>
""".replace("<p><s>", "<p>\n<s>").replace("</s></p>", "</s>\n</p>")
COLUMNS = ["word", "xpos", "lempos"]


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, columns=None, name="t.vert"):
        (tmp_path / name).write_text(content)
        return read_vertical(tmp_path / name, columns)

    return write_and_read


def test_documents_paragraphs_and_words_are_those_of_the_file(read):
    found = read(FILE, COLUMNS)
    assert found.text("a") == "عاد الأمن<\nسلام"
    assert list(found.documents.doc_id) == ["a", "t-2"]
    assert list(found.documents.source) == ["الأفق & المدى", "unknown"]
    assert found.words["lemma"].tolist() == ["عَاد", "أَمن", "", "سَلَام", "أَمن"]
    assert found.words["paragraph"].tolist() == [0, 0, 0, 1, 0]
    assert found.words["sentence"].tolist() == [0, 0, 0, 1, 0]
    for told in ("<name> 1 time", "have no part of speech", "stand in no syntactic tree"):
        assert any(told in note for note in found.corpus.notes), told


def test_columns_are_those_that_the_file_or_the_scholar_names(read):
    with pytest.raises(KhitabError, match=r"t\.vert: what the columns hold is not said; name them"):
        read(FILE)
    assert read("<!-- columns: word - lempos -->\n" + FILE).words["xpos"].unique().tolist() == [""]
    with pytest.raises(KhitabError, match="are not understood"):
        read(FILE, ["word", "pos"])


@pytest.mark.parametrize(
    ("content", "columns", "said"),
    [
        ("أمن\n", ["word", "xpos"], "line 1: 1 column instead of 2"),
        ("أمن\tN\n", ["word", "upos"], "line 1: the part of speech 'N' is none of Universal Dependencies"),
        ("أمن\tx\n", ["word", "head"], "line 1: the head 'x' is no number"),
        ("أمن\t4\n", ["word", "head"], "line 1: the head 4 is beyond the sentence"),
        ("أمن\t2\nسلام\t1\n", ["word", "head"], "round in a circle"),
        ('<doc id="a">\nأمن\n</doc>\n<doc id="a">\nأمن\n</doc>', ["word"], "line 4: the document 'a' begins a second"),
        ("<mwt>\nأمن\n</mwt>", ["word"], "line 1: <mwt> names no form"),
        ('<mwt form="أمن">\n</mwt>', ["word"], "line 2: the <mwt> before it has no word"),
        ('<mwt form="أمن">\nأمن\n', ["word"], "is not closed"),
        (" \tN\n", ["word", "xpos"], "is no word"),
        ("<doc>\n</doc>", ["word"], "no word in it"),
    ],
)
def test_what_is_no_vertical_text_is_refused_by_file_and_line(read, content, columns, said):
    with pytest.raises(KhitabError, match=r"t\.vert") as error:
        read(content, columns)
    assert said in str(error.value)


def test_words_outside_of_documents_are_one_document_with_a_note(read):
    found = read("أمن\nسلام\n", ["word"])
    assert found.text("t") == "أمن سلام"
    assert any("no <doc> opens the file" in note for note in found.corpus.notes)


def test_annotations_come_back_with_plain_spaces(constructed, tmp_path):
    back = read_vertical(write_vertical(constructed, tmp_path / "x.vert"))
    for name in set(constructed.words) - {"start", "end"}:
        assert back.words[name].astype(str).tolist() == constructed.words[name].astype(str).tolist(), name
    assert list(find_frames(back).surface) == list(find_frames(constructed).surface)
    assert list(back.documents.date) == list(constructed.documents.date)


def test_signs_of_the_form_are_escaped(read):
    written = to_vertical(read("&lt;b&gt;\n&amp;\n", ["word"]))
    assert [line.split("\t")[0] for line in written.splitlines() if "\t" in line] == ["&lt;b&gt;", "&amp;"]


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(imported_documents)
def test_any_words_come_back(documents):
    check_vertical(documents)
