"""What an explorer answers, without a page: numbers, sentences, judgements that are on disk at once."""

import json

import pandas as pd
import pytest
from made_stored import stored_in_parts
from public_tables import made_corpus

from analysis import find_frames, frame_rates
from analysis.errors import KhitabError
from analysis.lexicon import default_lexicon
from analysis.validation import read_codings, read_judgements, score_errors
from analysis.widgets.explored import Explored
from analysis.widgets.explorer_session import ExplorerSession


@pytest.fixture(scope="module")
def annotations():
    return made_corpus()


@pytest.fixture(scope="module")
def hits(annotations):
    return find_frames(annotations)


@pytest.fixture
def session(annotations, hits, tmp_path):
    return opened(annotations, hits, tmp_path)


def opened(annotations, hits, folder):
    explored = Explored.of(annotations, hits)
    return ExplorerSession(explored, default_lexicon(), folder / "judged.csv", "منى", "en", own_lexicon=False)


BY_SOURCE = {"by": "source", "frames": ["security"]}
CELL = {"frame": "security", "values": ["المدى"]}


def ask(session, kind, **more):
    answer = session.answer({"kind": kind, **more})
    assert "error" not in answer, answer
    json.dumps(answer)  # as it goes to the page
    return answer


def test_a_view_has_the_numbers_of_frame_rates_and_says_how_to_make_them(session, annotations, hits):
    view = ask(session, "view", choice=BY_SOURCE)
    rates = frame_rates(hits, annotations, by="source", frames=["security"])
    assert [row["n"] for row in view["rows"]] == rates["n"].tolist()
    assert [row["rate"] for row in view["rows"]] == rates["rate"].tolist()
    intervals = ask(session, "intervals", choice=BY_SOURCE)
    assert [row["low"] for row in intervals["rows"]] == rates["low"].tolist()
    assert intervals["method"] == "95 % intervals: documents resampled (2,000 times)"
    space = {"annotations": annotations}
    exec(view["code"], space)
    pd.testing.assert_frame_equal(space["rates"], rates)


def test_a_cell_shows_its_sentences_a_page_at_a_time(session, annotations):
    n = ask(session, "view", choice=BY_SOURCE)["rows"][1]["n"]
    seen = []
    for first in range(0, n, 10):
        page = ask(session, "sentences", choice=BY_SOURCE, cell=CELL, first=first)
        assert (page["total"], page["first"]) == (n, first)
        seen += [row["hit"] for row in page["rows"]]
    assert len(seen) == len(set(seen)) == n
    row = page["rows"][0]
    assert row["source"] == "المدى"
    assert row["url"].startswith("https://example.org/")
    assert "".join(piece["text"] for piece in row["pieces"]) in annotations.text(row["doc_id"])
    assert [piece["text"] for piece in row["pieces"] if piece["hit"]] == [row["surface"]]
    assert ask(session, "sentences", choice=BY_SOURCE, cell=CELL, first=10_000)["first"] == (n - 1) // 10 * 10


def test_other_frames_of_the_sentence_are_marked_too(session):
    page = ask(session, "sentences", choice=BY_SOURCE, cell=CELL)
    frames = {frame for row in page["rows"] for piece in row["pieces"] for frame in piece["frames"]}
    assert "terrorism" in frames


@pytest.mark.parametrize(("order", "falling"), [("newest", True), ("oldest", False)])
def test_sentences_are_sorted_by_date(session, order, falling):
    page = ask(session, "sentences", choice=BY_SOURCE, cell=CELL, order=order)
    dates = [row["date"] for row in page["rows"]]
    assert dates == sorted(dates, reverse=falling)
    assert len(set(dates)) > 1


def test_sentences_are_searched_in_any_spelling(session):
    whole = ask(session, "sentences", choice=BY_SOURCE, cell=CELL)["total"]
    found = ask(session, "sentences", choice=BY_SOURCE, cell=CELL, query="الارهابُ")
    assert 0 < found["total"] < whole
    assert ask(session, "sentences", choice=BY_SOURCE, cell=CELL, query="تقرير 4")["total"] > 0
    assert ask(session, "sentences", choice=BY_SOURCE, cell=CELL, query="زرافة")["rows"] == []


def test_a_wrong_hit_is_left_out_with_its_reason_and_kept_as_a_coding(session, annotations, hits, tmp_path):
    before = ask(session, "view", choice=BY_SOURCE)
    hit = ask(session, "sentences", choice=BY_SOURCE, cell=CELL)["rows"][2]
    reply = ask(session, "judge", hit=hit["hit"], right=False, reason="اسم مجلس")
    assert reply["left_out"] == 1
    after = ask(session, "view", choice=BY_SOURCE)
    assert after["left_out"] == 1
    assert after["rows"][1]["n"] == before["rows"][1]["n"] - 1
    assert "judged.csv" in after["code"]
    assert "judged.csv" not in before["code"]
    (gone,) = ask(session, "sentences", choice=BY_SOURCE, cell=None)["rows"]
    assert (gone["hit"], gone["judged"], gone["reason"]) == (hit["hit"], "wrong", "اسم مجلس")

    codings = read_codings(session.path, annotations)
    assert codings.coders == ["منى"]
    (error,) = score_errors(codings, annotations, hits).to_dict("records")
    assert (error["doc_id"], error["error"]) == (hit["doc_id"], "found, not coded")

    again = opened(annotations, hits, tmp_path)
    assert ask(again, "view", choice=BY_SOURCE)["left_out"] == 1
    ask(again, "judge", hit=hit["hit"], right=None)
    assert ask(again, "view", choice=BY_SOURCE)["rows"] == before["rows"]
    assert len(read_judgements(session.path)) == 0


def test_without_a_reason_nothing_is_left_out(session):
    reply = session.answer({"kind": "judge", "hit": 0, "right": False, "reason": "  "})
    assert "with a reason" in reply["error"]
    assert not session.path.exists()


def test_judgements_teach_a_sense_only_when_asked(session, hits):
    terms = hits[(hits["frame"] == "security") & (hits["surface"] == "الأمن")].index
    for number, place in enumerate(terms[:6]):
        ask(session, "judge", hit=int(place), right=bool(number % 2), reason="سبب")
    table = session.senses("أمن", least=1)
    assert set(table["right"] + table["wrong"]) <= set(range(1, 7))
    assert session.lexicon is default_lexicon()


def test_speakers_are_sought_when_asked_and_then_choose(session):
    assert session.explored.voices is None
    speakers = ask(session, "voices")["speakers"]
    names = {speaker["id"]: speaker["n"] for speaker in speakers}
    assert sum(names.values()) == len(session.explored.hits)
    some = next(name for name in names if name != "narrator")
    view = ask(session, "view", choice={"tier": "all", "speakers": [some]})
    assert view["hits"] == names[some]


def test_an_article_is_read_with_its_frames(session):
    html = ask(session, "read", doc_id="d01")["html"]
    assert "<mark" in html
    assert "<script" not in html


def test_mistakes_are_one_sentence(session):
    assert "tier" in session.answer({"kind": "view", "choice": {"tier": "x"}})["error"]
    cell = {"frame": "security", "values": ["أخرى"]}
    assert "no document has" in session.answer({"kind": "sentences", "choice": BY_SOURCE, "cell": cell})["error"]
    assert "order" in session.answer({"kind": "sentences", "choice": {}, "cell": None, "order": "?"})["error"]


def test_judgements_of_another_corpus_are_refused(session, annotations, hits, tmp_path):
    ask(session, "judge", hit=0, right=True)
    other = annotations.select(annotations.documents["doc_id"][:10])
    with pytest.raises(KhitabError, match="are of another corpus"):
        opened(other, find_frames(other), tmp_path)


def test_stored_annotations_are_answered_alike(session, annotations, tmp_path):
    stored = stored_in_parts(annotations, tmp_path / "stored", 3)
    (tmp_path / "two").mkdir()
    other = opened(stored, find_frames(stored), tmp_path / "two")
    for kind, more in (("view", {}), ("sentences", {"cell": CELL, "query": "الإرهاب", "order": "newest"})):
        one, two = (ask(each, kind, choice=BY_SOURCE, **more) for each in (session, other))
        assert one == two
    assert ask(other, "judge", hit=0, right=False, reason="لا")["left_out"] == 1
