"""A coder's session: every answer is on disk, and work goes on where it stopped."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import made_annotations
from made_codings import FRAMES

from analysis.errors import KhitabError
from analysis.validation.read_codings import read_codings
from analysis.validation.sampling import draw_sample, whole_corpus
from analysis.validation.session import CodingSession
from analysis.widgets.coding import coding_widget


@pytest.fixture
def small():
    return made_annotations({"a": "تعاون أمن كلمة\nكلمة أخرى", "b": "أمن كلمة"})


@pytest.fixture
def session(small, tmp_path):
    return CodingSession.open(whole_corpus(small, FRAMES), small, "سلمى", tmp_path)


def reopened(session, small):
    return CodingSession.open(whole_corpus(small, FRAMES), small, "سلمى", session.path.parent)


def test_answers_are_on_disk_at_once_and_found_again(session, small):
    assert session.next_position == 0
    session.answer(0, {0: ["cooperation"], 1: ["security"]}, note="=شك")
    session.answer(1, {})
    again = reopened(session, small)
    assert again.next_position == 2
    assert again.answers == session.answers
    marks = read_codings(session.path, small).marks
    assert marks[["start", "end", "token", "frame"]].to_numpy().tolist() == [
        [0, 5, "تعاون", "cooperation"],
        [6, 9, "أمن", "security"],
    ]


def test_an_answer_may_be_changed(session, small):
    session.answer(0, {0: ["cooperation"]})
    session.answer(0, {0: ["cooperation", "security"], 2: ["unsure"]})
    marks = read_codings(session.path, small).marks
    assert marks[["token", "frame", "unsure"]].to_numpy().tolist() == [
        ["تعاون", "cooperation", False],
        ["تعاون", "security", False],
        ["كلمة", "", True],
    ]
    assert reopened(session, small).answers[0].marks == {0: ("cooperation", "security"), 2: ("unsure",)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.integers(0, 2), st.lists(st.sampled_from(FRAMES), min_size=1, unique=True) | st.just(["unsure"]), max_size=3
    ),
    st.text(max_size=20),
)
def test_whatever_was_answered_comes_back(small, tmp_path_factory, marks, note):
    folder = tmp_path_factory.mktemp("coder")
    session = CodingSession.open(whole_corpus(small, FRAMES), small, "س", folder)
    note = " ".join(note.split()).encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    session.answer(0, marks, note)
    again = CodingSession.open(whole_corpus(small, FRAMES), small, "س", folder).answers[0]
    assert {token: sorted(labels) for token, labels in again.marks.items()} == {t: sorted(m) for t, m in marks.items()}
    assert again.note == note


def test_coders_have_files_of_their_own(session, small):
    other = CodingSession.open(whole_corpus(small, FRAMES), small, "ليلى", session.path.parent)
    session.answer(0, {})
    other.answer(0, {1: ["security"]})
    both = read_codings([session.path, other.path], small)
    assert both.coders == ["سلمى", "ليلى"]
    assert len(both.marks) == 1


def test_a_write_that_fails_leaves_the_file_as_it_was(session, small, monkeypatch):
    session.answer(0, {0: ["cooperation"]})
    before = session.path.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(KhitabError, match=r"cannot be written \(disk full\)"):
        session.answer(1, {})
    assert session.path.read_bytes() == before


@pytest.mark.parametrize(
    ("position", "marks", "message"),
    [
        (9, {}, "there is no paragraph 10; there are 3"),
        (0, {7: ["security"]}, "paragraph 1 has no token 7"),
        (0, {0: ["peace"]}, "'peace' is none of the frames"),
    ],
)
def test_answers_to_nothing_are_refused(session, position, marks, message):
    with pytest.raises(KhitabError, match=message):
        session.answer(position, marks)


def test_files_of_other_work_are_refused(session, small, annotations, hits):
    session.answer(2, {})
    with pytest.raises(KhitabError, match="was coded for cooperation, security, not security"):
        CodingSession.open(whole_corpus(small, ["security"]), small, "سلمى", session.path.parent)
    sample = draw_sample(hits, annotations, FRAMES, 10)
    with pytest.raises(KhitabError, match="of another corpus"):
        CodingSession.open(sample, annotations, "سلمى", session.path.parent)


def test_widget_answers_the_page_as_the_page_asks(small, tmp_path):
    pytest.importorskip("anywidget", reason="needs anywidget (the notebooks extra)")
    view = coding_widget(whole_corpus(small, FRAMES), small, "س", tmp_path, codebook="# دليل\n\n<script>x</script>")
    assert "<h1>دليل</h1>" in view.setup["codebook"]
    assert "<script>" not in view.setup["codebook"]
    assert "".join(piece["text"] for piece in view.state["pieces"]) == "تعاون أمن كلمة"
    answer = {"kind": "answer", "position": 0, "marks": {"1": ["security"]}, "note": "", "goal": 1}
    view._receive(view, answer, [])
    assert (view.state["position"], view.state["done"], view.state["error"]) == (1, 1, "")
    view._receive(view, {**answer, "marks": {"9": ["security"]}}, [])
    assert view.state["position"] == 0
    assert "no token 9" in view.state["error"]
    view._receive(view, {"kind": "go", "position": 0, "goal": 99}, [])
    assert view.state["position"] == 3
    assert view.state["pieces"] == []


def test_codebook_files_are_read_and_missing_ones_named(small, tmp_path):
    pytest.importorskip("anywidget", reason="needs anywidget (the notebooks extra)")
    (tmp_path / "rules.md").write_text("*قاعدة*", encoding="utf-8")
    view = coding_widget(whole_corpus(small, FRAMES), small, "س", tmp_path, codebook=str(tmp_path / "rules.md"))
    assert "<em>قاعدة</em>" in view.setup["codebook"]
    with pytest.raises(KhitabError, match="there is no such codebook"):
        coding_widget(whole_corpus(small, FRAMES), small, "س", tmp_path, codebook="nowhere.md")
