import pandas as pd
import pytest

from analysis import default_lexicon, find_frames
from analysis.discourse.actors.find import find_actors
from analysis.discourse.crossings import (
    SURROUNDINGS,
    frame_by_actor,
    frame_by_grammar,
    frame_by_surrounding,
    frame_by_voice,
)
from analysis.discourse.grammar.find import find_grammar
from analysis.discourse.placing import voice_of_hits, words_by_voice
from analysis.discourse.voices.find import find_voices
from analysis.errors import KhitabError
from analysis.passages.evidence import evidence
from analysis.plots.frame_by_actor import plot_frame_by_actor
from analysis.plots.frame_by_grammar import plot_frame_by_grammar
from analysis.plots.frame_by_voice import plot_frame_by_voice
from analysis.plots.style import to_bytes


@pytest.fixture(scope="module")
def report(ispr):
    return ispr, find_frames(ispr, default_lexicon())


def test_the_innermost_content_owns_a_hit():
    hits = pd.DataFrame({"doc_id": ["a"] * 3, "start": [5, 25, 50], "end": [9, 29, 54]})
    voices = pd.DataFrame(
        {
            "doc_id": ["a", "a"], "content_start": [0, 20], "content_end": [40, 30],
            "speaker_name": ["outer", "inner"], "speaker_kind": ["person", "person"], "type": ["indirect", "direct"],
        }
    )  # fmt: skip
    placed = voice_of_hits(hits, voices)
    assert list(placed["voice"]) == ["outer", "inner", "narrator"]
    assert list(placed["voice_type"]) == ["indirect", "direct", ""]


def test_every_word_of_the_report_has_one_owner(report):
    annotations, _ = report
    words = words_by_voice(find_voices(annotations), annotations)
    assert words["words"].sum() == annotations.provenance["words"]
    assert "عاصم منير" in set(words["speaker_name"])


def test_hits_by_voice_add_up(report):
    annotations, hits = report
    crossed = frame_by_voice(hits, annotations, find_voices(annotations))
    assert crossed["n"].sum() == (hits["tier"] == "core").sum()
    assert crossed["low"].isna().all()
    assert crossed["note"].str.contains("at least 8").all()


def test_all_quoted_and_reported_words_are_one_voice(report):
    annotations, hits = report
    voices = find_voices(annotations)
    crossed = frame_by_voice(hits, annotations, voices, by="attribution")
    assert set(crossed["voice"]) == {"narrator", "attributed"}
    by_type = frame_by_voice(hits, annotations, voices, by="type")
    spoken, apart = (table[table["voice"] != "narrator"] for table in (crossed, by_type))
    assert (spoken.groupby("frame")["n"].sum() == apart.groupby("frame")["n"].sum()).all()
    assert spoken["denominator"].iloc[0] == apart.drop_duplicates("voice")["denominator"].sum()
    assert crossed["n"].sum() == (hits["tier"] == "core").sum()
    row = spoken[spoken["n"] > 0].iloc[0]
    assert len(evidence(row, annotations, hits, voices).lines) == row["n"]
    plot_frame_by_voice(crossed, labels="ar")


def test_surroundings_add_up(report):
    annotations, hits = report
    shares = frame_by_surrounding(find_grammar(hits, annotations), annotations)
    found = shares[shares["denominator"] > 0].groupby("frame")["rate"].sum()
    assert found.round(6).eq(100).all()
    assert tuple(dict.fromkeys(shares["surrounding"])) == SURROUNDINGS


def test_terrorism_stands_in_verbal_nouns_without_an_agent(report):
    annotations, hits = report
    table = frame_by_grammar(find_grammar(hits, annotations), annotations).set_index(["frame", "feature"])
    assert table.loc[("terrorism", "nominalised"), "n"] >= 2


def test_actors_share_sentences_with_frames(report):
    annotations, hits = report
    table = frame_by_actor(hits, annotations, find_actors(annotations))
    assert (table["n"] <= table["denominator"]).all()
    assert table.iloc[0]["actor"] == "باكستان"


def test_a_wrong_grouping_is_named(report):
    annotations, hits = report
    with pytest.raises(KhitabError, match="by='name' is unknown"):
        frame_by_voice(hits, annotations, find_voices(annotations), by="name")


def test_grammar_needs_words():
    with pytest.raises(KhitabError, match="no column 'word'"):
        find_grammar(pd.DataFrame({"doc_id": ["a"]}), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("labels", ["ar", "en"])
def test_figures_are_the_same_bytes_twice(report, labels):
    annotations, hits = report
    draw = [
        lambda: plot_frame_by_voice(frame_by_voice(hits, annotations, find_voices(annotations)), labels=labels),
        lambda: plot_frame_by_actor(frame_by_actor(hits, annotations, find_actors(annotations)), labels=labels),
        lambda: plot_frame_by_grammar(
            frame_by_surrounding(find_grammar(hits, annotations), annotations), labels=labels
        ),
    ]
    for figure in draw:
        assert to_bytes(figure(), "svg") == to_bytes(figure(), "svg")


@pytest.mark.parametrize("plot", [plot_frame_by_voice, plot_frame_by_actor, plot_frame_by_grammar])
def test_a_figure_refuses_another_table(plot):
    with pytest.raises(KhitabError, match="lacks its columns"):
        plot(pd.DataFrame({"frame": []}))
