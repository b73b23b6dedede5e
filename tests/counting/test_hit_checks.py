"""Hits that are not of the annotations they are counted in."""

from dataclasses import replace

import pandas as pd
import pytest
from made import made_annotations
from made_stored import stored_in_parts

from analysis import default_lexicon, evidence, find_frames, frame_cooccurrence, frame_rates
from analysis.annotation import Annotations
from analysis.comparison import change_points, compare, dispersion, frame_sentences, split_by, timeline
from analysis.context import collocates, find_matches
from analysis.counting.hit_checks import check_hits
from analysis.discourse import find_actors, find_grammar, find_voices, frame_by_actor, frame_by_grammar, frame_by_voice
from analysis.errors import KhitabError
from analysis.validation import draw_sample, plan_sample

SPEECH = "قال/VERB/root/0 الوزير/NOUN/nsubj/1 إن/SCONJ/mark/4 التعاون/NOUN/ccomp/1 قائم/ADJ/amod/4 ."


def corpus(lines, count=6):
    """So many documents with these lines, of two sources and as many days."""
    texts = {f"d{number}": "\n".join(lines) for number in range(count)}
    days = pd.date_range("2026-01-01", periods=count)
    metadata = {f"d{n}": {"source": "ab"[n % 2], "date": days[n]} for n in range(count)}
    return made_annotations(texts, metadata)


MINE = corpus([SPEECH, "الأمن والتعاون معا ."])
SAME_IDS = corpus(["عاد الأمن والتعاون معا اليوم .", SPEECH])
MORE = corpus([SPEECH, "الأمن والتعاون معا ."], count=24)


@pytest.fixture(scope="module")
def found():
    lexicon = default_lexicon()
    return {name: find_frames(a, lexicon) for name, a in (("mine", MINE), ("same", SAME_IDS), ("more", MORE))}


ASKED = {
    "find_frames": find_frames,
    "find_voices": find_voices,
    "find_actors": find_actors,
    "find_matches": lambda a: find_matches(a, "الأمن"),
    "split_by": lambda a: split_by(a, "source", "a"),
    "frame_rates": lambda a: frame_rates(find_frames(MINE), a),
    "frame_by_voice": lambda a: frame_by_voice(find_frames(MINE), a, find_voices(MINE)),
    "evidence": lambda a: evidence(find_frames(MINE), a),
}
INSTEAD = {
    "a corpus": MINE.corpus,
    "a path": "news.csv",
    "a table": pd.DataFrame({"doc_id": ["d1"], "documents": [1]}),
    "something of type int": 3,
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("what", INSTEAD)
def test_what_is_no_annotations_is_called_by_its_name(name, what):
    with pytest.raises(KhitabError, match=f"^{name}: {what} stands where annotations belong"):
        ASKED[name](INSTEAD[what])


USERS = {
    "frame_rates": frame_rates,
    "compare": lambda h, a: compare(h, a, "source", n_resamples=20, n_permutations=9),
    "timeline": lambda h, a: timeline(h, a, "month"),
    "change_points": lambda h, a: change_points(h, a, n_permutations=9),
    "dispersion": dispersion,
    "frame_cooccurrence": frame_cooccurrence,
    "frame_sentences": frame_sentences,
    "frame_by_voice": lambda h, a: frame_by_voice(h, a, find_voices(a)),
    "frame_by_actor": lambda h, a: frame_by_actor(h, a, find_actors(a)),
    "find_grammar": find_grammar,
    "collocates": lambda h, a: collocates(a, h),
    "draw_sample": lambda h, a: draw_sample(h, a, ["security"], 4),
    "plan_sample": lambda h, a: plan_sample(h, a, ["security"], 0.1),
    "evidence": lambda h, a: evidence(frame_rates(h, MORE).iloc[0], a, h),
}


@pytest.mark.parametrize("name", [name for name in USERS if name != "evidence"])
def test_right_hits_are_taken(found, name):
    assert USERS[name](found["mine"], MINE) is not None


@pytest.mark.parametrize("name", USERS)
def test_hits_of_more_documents_are_refused(found, name):
    with pytest.raises(KhitabError, match=r"the hits name a document 'd1\d' that the annotations do not have"):
        USERS[name](found["more"], MINE)


@pytest.mark.parametrize("name", [name for name in USERS if name != "evidence"])
def test_hits_of_other_texts_with_the_same_ids_are_refused(found, name):
    with pytest.raises(KhitabError, match=f"{name if name != 'timeline' else 'frame_rates'}: the hits say that"):
        USERS[name](found["same"], MINE)


@pytest.mark.parametrize("name", [name for name in USERS if name != "evidence"])
def test_hits_laid_together_with_themselves_are_refused(found, name):
    twice = pd.concat([found["mine"], found["mine"]], ignore_index=True)
    with pytest.raises(KhitabError, match="is in the table twice, and would be counted twice"):
        USERS[name](twice, MINE)


def test_stored_texts_are_looked_at_too(found, tmp_path):
    stored = stored_in_parts(MINE, tmp_path / "stored", 2)
    check_hits(found["mine"], stored, "count")
    with pytest.raises(KhitabError, match=r"count: the hits say that characters [\d,]+ to [\d,]+ of 'd0' are"):
        check_hits(found["same"], stored, "count")


def test_a_changed_text_is_found_among_many():
    """In memory each hit is held against its text, so that one document put in anew does not slip through."""
    many = corpus([SPEECH], count=300)
    hits = find_frames(many, default_lexicon())
    documents = list(many.corpus.documents)
    documents[201] = replace(documents[201], text="ثم " + documents[201].text)
    changed = Annotations(many.words, replace(many.corpus, documents=tuple(documents)), many.model)
    with pytest.raises(KhitabError, match="of 'd201' are 'التعاون', but in these annotations they are"):
        check_hits(hits, changed, "count")


def test_hits_of_another_models_words_are_refused(found):
    other = Annotations(MINE.words, MINE.corpus, replace(MINE.model, name="other", fingerprint="1" * 64))
    with pytest.raises(KhitabError, match=r"the model 'made' \(00000000\) made, but these annotations are of 'other'"):
        check_hits(found["mine"], other, "count")


def test_hits_of_fewer_documents_are_refused(found):
    some = find_frames(MORE.select(["d1", "d2"]), default_lexicon())
    with pytest.raises(KhitabError, match="found in 2 documents, but the annotations have 24"):
        check_hits(some, MORE, "count")
    check_hits(some, MORE, "show", whole=False)


def test_voices_and_actors_of_other_texts_are_refused(found):
    with pytest.raises(KhitabError, match="frame_by_voice: the voices say that"):
        frame_by_voice(found["mine"], MINE, find_voices(SAME_IDS))
    with pytest.raises(KhitabError, match=r"frame_by_actor: the actors (say|name)"):
        frame_by_actor(found["mine"], MINE, find_actors(corpus([SPEECH, "سافر إلى باكستان/PROPN/obl/1 ."], 8)))
    described = find_grammar(found["same"], SAME_IDS)
    with pytest.raises(KhitabError, match="frame_by_grammar: the hits say that"):
        frame_by_grammar(described, MINE)


def test_a_table_without_documents_is_refused():
    with pytest.raises(KhitabError, match="the hits have no column 'doc_id'"):
        check_hits(pd.DataFrame({"frame": ["security"]}), MINE, "count")
