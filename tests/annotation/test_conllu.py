"""CoNLL-U: read rightly or refused by line; what is written is read back, and Universal Dependencies accept it."""

import gzip

import pytest
from fuzz.annotated import check_conllu, imported_documents
from hypothesis import HealthCheck, given, settings
from made import made_annotations

from analysis import find_frames
from analysis.annotation import annotate_into, read_conllu, to_conllu, write_conllu
from analysis.errors import KhitabError

FILE = """\
# newdoc id = 2024/a
# meta::source = الأفق
# date = 2024-05-01
# sent_id = s1
# text = وبالتعاون عاد  الأمن.
1-3	وبالتعاون	_	_	_	_	_	_	_	NER=S-ORG
1	و	وَ	CCONJ	_	_	5	cc	_	_
2	ب	بِ	ADP	_	_	3	case	_	_
3	التَّعاون	تَعَاوُن	NOUN	_	Case=Gen	4	obl	_	_
4	عاد	عَاد	VERB	_	_	0	root	_	_
4.1	هو	هُوَ	PRON	_	_	_	_	4:nsubj	_
5	الأمْن	أَمن	NOUN	_	_	4	nsubj	_	SpaceAfter=No
6	.	.	PUNCT	_	_	4	punct	_	_

# newpar
# sent_id = s2
# text = سلام
1	سلام	سَلَام	NOUN	_	_	0	root	_	_

# newdoc
# sent_id = s3
1	أمن	أَمن	NOUN	_	_	0	root	_	_
"""


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, name="t.conllu"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_conllu(path)

    return write_and_read


def rows(annotations, *columns):
    return annotations.words[list(columns)].astype(str).to_numpy().tolist()


def test_documents_paragraphs_tokens_and_names_are_those_of_the_file(read):
    found = read(FILE.replace("الأمْن\tأ", "الأمن\tأ"))
    assert found.text("2024/a") == "وبالتعاون عاد  الأمن.\nسلام"
    assert list(found.documents.doc_id) == ["2024/a", "t-2"]
    assert list(found.documents.source) == ["الأفق", "unknown"]
    assert str(found.documents.date[0].date()) == "2024-05-01"
    assert list(found.documents["sent_ids"]) == ["s1 s2", "s3"]
    assert list(found.documents.n_words) == [6, 1]
    assert rows(found, "form", "token", "paragraph", "sentence", "ner")[:4] == [
        ["و", "0", "0", "0", "B-ORG"],
        ["ب", "0", "0", "0", "B-ORG"],
        ["التعاون", "0", "0", "0", "B-ORG"],
        ["عاد", "1", "0", "0", "O"],
    ]
    assert rows(found, "word", "head", "paragraph", "sentence")[-2:] == [["6", "-1", "1", "1"], ["0", "-1", "0", "0"]]
    for word in found.words.itertuples():
        assert found.text(word.doc_id)[word.start : word.end].strip()
    hits = list(find_frames(found).surface)
    assert hits == ["الأمن", "سلام", "أمن"], "the file says that التعاون is the name of an organisation"
    assert any("1 empty node is left out" in note for note in found.corpus.notes)


def test_where_the_running_text_has_other_tokens_the_tokens_are_taken_with_a_note(read):
    found = read(FILE.replace("# text = سلام", "# text = حرب"))
    assert found.text("2024/a").endswith("سلام")
    assert any("in 2 sentences the tokens are not those of `# text`" in note for note in found.corpus.notes)


def test_spaces_are_as_udpipe_spells_them_out(read):
    found = read(
        "1\tعاد\tعاد\tVERB\t_\t_\t0\troot\t_\tSpacesBefore=\\s\\n|SpacesAfter=\\s\\s\n"
        "2\tالأمن\tأمن\tNOUN\t_\t_\t1\tnsubj\t_\tSpacesAfter=\\u{200b}\\n\n"
    )
    assert found.text("t") == " \nعاد  الأمن\u200b\n"
    assert rows(found, "start", "end") == [["2", "5"], ["7", "12"]]


def test_what_words_lack_is_told(read):
    notes = read("1\tالأمن\t_\t_\t_\t_\t_\t_\t_\t_\n").corpus.notes
    for kind in ("part of speech", "lemma", "syntactic tree", "no `# newdoc`"):
        assert any(kind in note for note in notes), kind


LINE = "1\tأمن\tأَمن\tNOUN\t_\t_\t0\troot\t_\t_\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (LINE.replace("\t", "  "), "line 1: 1 column instead of the ten of CoNLL-U, parted by tabs; they are parted"),
        (LINE.replace("\t_\n", "\n"), "line 1: 9 columns"),
        (LINE + "\n" + LINE.replace("NOUN", "NN"), "line 3: the part of speech 'NN' is none of Universal"),
        (LINE.replace("\t0\t", "\t7\t"), "line 1: the head '7' is no other word"),
        (LINE.replace("\t0\t", "\t1\t"), "line 1: the head '1' is no other word"),
        (LINE.replace("\t0\t", "\tx\t"), "line 1: the head 'x'"),
        (LINE.replace("1\t", "3\t", 1), "line 1: 3 does not follow"),
        (LINE + LINE, "line 2: 1 does not follow"),
        (LINE.replace("1\t", "a\t", 1), "line 1: 'a' is no number of a word"),
        (LINE.replace("أمن\t", "\t", 1), "line 1: '' is no form of a word"),
        ("1-3\tأمن" + "\t_" * 8 + "\n" + LINE, "line 1: 1-3 does not follow"),
        (LINE.replace("\t0\t", "\t2\t") + LINE.replace("1\t", "2\t", 1).replace("\t0\t", "\t1\t"), "round in a circle"),
        ("# newdoc id = a\n" + LINE + "\n# newdoc id = a\n" + LINE, "line 4: the document 'a' begins a second time"),
        ("# sent_id = a\n\n" + LINE, "line 1: a sentence has comments and no word"),
        ("\n\n", "no word in it"),
        ("1\tأ".encode("utf-16-le")[:-1], "unreadable"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_no_conllu_is_refused_by_file_and_line(read, content, said):
    with pytest.raises(KhitabError, match=r"t\.conllu.*") as error:
        read(content)
    assert said in str(error.value)


def test_packed_files_and_folders_of_files_are_read(read, tmp_path):
    assert len(read(gzip.compress(FILE.encode()), "a.conllu.gz").documents) == 2
    (tmp_path / "b.conllu").write_text(FILE)
    both = read_conllu(tmp_path)
    assert list(both.documents.doc_id) == ["2024/a", "a-2", "b/2024/a", "b/b-2"]
    assert any("repeat an earlier one" in note for note in both.corpus.notes)
    (tmp_path / "empty").mkdir()
    with pytest.raises(KhitabError, match="no file there ends in"):
        read_conllu(tmp_path / "empty")


def test_annotations_come_back_as_they_were(constructed, ispr, tmp_path):
    for annotations in (constructed, ispr):
        back = read_conllu(write_conllu(annotations, tmp_path / "x.conllu"))
        for doc_id in annotations.documents.doc_id:
            assert back.text(doc_id) == annotations.text(doc_id)
        for name in set(annotations.words) - {"feats"}:  # which the form sorts
            assert rows(back, name) == rows(annotations, name), name
        assert find_frames(back).equals(find_frames(annotations))
        assert list(back.documents.source) == list(annotations.documents.source)
        assert list(back.documents.date) == list(annotations.documents.date)


def test_stored_annotations_are_written_alike(constructed, tmp_path):
    stored = annotate_into(constructed.corpus, tmp_path / "stored", workers=1, progress=False)
    assert to_conllu(stored) == to_conllu(constructed)


def test_documents_without_words_are_left_out():
    assert to_conllu(made_annotations({"a": "أمن", "b": ""})).count("# newdoc") == 1


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(imported_documents)
def test_any_words_come_back(documents):
    check_conllu(documents)


def test_the_validator_of_universal_dependencies_accepts_what_is_written(constructed, tmp_path):
    validator = pytest.importorskip("udtools.validator")
    tricky = made_annotations(
        {"2024/a b": "قال/VERB/root/0 ﷺ/NOUN/obj/1 . | لا/PART/root/0\nنعم/INTJ/root/0", "b%": "أمن/NOUN/root/0"}
    )
    for annotations in (constructed, tricky):
        path = write_conllu(annotations, tmp_path / "x.conllu")
        state = validator.Validator(lang="ar", level=2).validate_files([str(path)])
        assert state.passed(), str(state)
