"""A post whose text an interface cut has its whole text; any other is left as it is."""

import pytest

from analysis.corpus.posts import with_whole_text

WHOLE = "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة."
CUT = WHOLE[:20] + "\u2026"


@pytest.mark.parametrize(
    ("record", "where"),
    [
        ({"text": CUT, "extended_tweet": {"full_text": WHOLE}}, "extended_tweet.full_text"),
        ({"text": CUT, "note_tweet": {"text": WHOLE}}, "note_tweet.text"),
        ({"full_text": CUT, "note_tweet": {"text": WHOLE}}, "note_tweet.text"),
    ],
)
def test_the_whole_text_takes_the_place_of_the_cut_one(record, where):
    found, stood = with_whole_text(record)
    assert (found.get("full_text") or found["text"], stood) == (WHOLE, where)


@pytest.mark.parametrize("shared", [{"text": WHOLE}, {"text": CUT, "extended_tweet": {"full_text": WHOLE}}])
def test_a_retweet_is_told_whole_behind_whose_it_is(shared):
    found, where = with_whole_text({"text": f"RT @x_1: {CUT}", "retweeted_status": shared})
    assert (found["text"], where) == (f"RT @x_1: {WHOLE}", "retweeted_status")


@pytest.mark.parametrize(
    "record",
    [
        {"text": WHOLE},
        {"text": WHOLE, "extended_tweet": {"full_text": CUT}},
        {"text": WHOLE, "note_tweet": None},
        {"text": f"RT @x: {WHOLE}", "retweeted_status": {"text": WHOLE}},
        {"text": f"RT @x: {CUT}", "retweeted_status": "7"},
        {"body": CUT, "note_tweet": {"text": WHOLE}},
        {"text": None},
    ],
)
def test_others_are_left_as_they_are(record):
    assert with_whole_text(record) == (record, "")
