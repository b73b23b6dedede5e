"""Agreement from codings, against nltk and statsmodels on labels laid out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from made import made_annotations
from made_codings import FRAMES, TRUE, coded_as
from statsmodels.stats import inter_rater

from analysis.counting.paragraph_table import token_table
from analysis.errors import KhitabError
from analysis.validation.agreement import MARKS_ONLY, agreement, confusion, disagreements, pairs_agreement
from analysis.validation.codings import join_codings, make_codings
from analysis.validation.sampling import whole_corpus

STRICT = {"تعاون": "cooperation", "أمن": "security"}
LAX = {**TRUE, "أمين": "security"}


@pytest.fixture(scope="module")
def three(annotations):
    coders = {"أ": STRICT, "ب": TRUE, "ج": LAX}
    return join_codings([coded_as(annotations, words, coder=name) for name, words in coders.items()])


def labels(annotations):
    """Each token's label by each of the three coders, by their rules and nothing else."""
    words = [annotations.text(r["doc_id"])[r["start"] : r["end"]] for r in token_table(annotations).to_dict("records")]
    return [[rules.get(word, "–") for rules in (STRICT, TRUE, LAX)] for word in words]


def test_alpha_is_nltks(annotations, three):
    nltk = pytest.importorskip("nltk.metrics.agreement", reason="needs nltk")
    laid_out = labels(annotations)
    table = agreement(three, annotations, n_resamples=50).set_index(["frame", "unit"])
    triples = [(c, u, row[c]) for u, row in enumerate(laid_out) for c in range(3)]
    assert table.loc[("all", "token"), "alpha"] == pytest.approx(nltk.AnnotationTask(triples).alpha(), abs=1e-6)
    for frame in FRAMES:
        triples = [(c, u, row[c] == frame) for u, row in enumerate(laid_out) for c in range(3)]
        assert table.loc[(frame, "token"), "alpha"] == pytest.approx(nltk.AnnotationTask(triples).alpha(), abs=1e-6)


def test_kappas_are_statsmodels(annotations, three):
    laid_out = np.array(labels(annotations))
    table = agreement(three, annotations, n_resamples=50).set_index(["frame", "unit"])
    counts, _ = inter_rater.aggregate_raters(laid_out)
    assert table.loc[("all", "token"), "fleiss"] == pytest.approx(inter_rater.fleiss_kappa(counts), abs=1e-6)
    assert table["cohen"].isna().all()
    pair = three.select("أ", "ج")
    square, _ = inter_rater.to_table(laid_out[:, [0, 2]])
    two = agreement(pair, annotations, n_resamples=50).set_index(["frame", "unit"])
    assert two.loc[("all", "token"), "cohen"] == pytest.approx(inter_rater.cohens_kappa(square).kappa, abs=1e-6)
    assert list(confusion(pair, annotations, "أ", "ج").to_numpy().ravel()) == list(square.ravel())


def test_paragraphs_and_tokens_are_two_questions(annotations, three):
    table = agreement(three, annotations, n_resamples=50).set_index(["frame", "unit"])
    assert table.loc[("security", "paragraph"), "units"] == 144
    assert table.loc[("security", "token"), "units"] == len(token_table(annotations))
    assert (table["low"] <= table["alpha"]).all()
    assert (table["alpha"] <= table["high"]).all()
    assert table.attrs["provenance"]["coders"] == 3


def test_only_what_both_read_is_compared(annotations, three):
    first = three.select("أ")
    half = three.select("ب")
    kept = half.read["doc_id"] < "d12"
    half = replace(half, read=half.read[kept], marks=half.marks[half.marks["doc_id"] < "d12"])
    both = join_codings([first, half])
    table = agreement(both, annotations, n_resamples=50)
    assert set(table.loc[table["unit"] == "paragraph", "units"]) == {72}
    assert (disagreements(both, annotations)["doc_id"] < "d12").all()


def test_disagreements_show_the_words_and_their_text(annotations, three):
    rows = disagreements(three.select("أ", "ب"), annotations)
    assert set(rows["token"]) == {"شراكة"}
    assert set(rows["أ"]) == {"–"}
    assert set(rows["ب"]) == {"cooperation"}
    for row in rows.to_dict("records"):
        assert annotations.text(row["doc_id"])[row["start"] : row["end"]] == "شراكة"
        assert row["text"] in annotations.text(row["doc_id"])


def test_pairs_show_who_reads_apart(annotations, three):
    pairs = pairs_agreement(three, annotations).set_index(["first", "second"])["alpha"]
    assert pairs["أ", "ج"] < min(pairs["أ", "ب"], pairs["ب", "ج"])


def test_one_coder_agrees_with_nobody(annotations, truth):
    with pytest.raises(KhitabError, match="only 'سلمى' read a common paragraph; have two people code"):
        agreement(truth, annotations)


def test_files_that_list_marks_only_are_told_of(annotations, three):
    assert agreement(three, annotations, n_resamples=20).attrs["notes"] == []
    who = ["doc_id", "paragraph", "coder"]
    marked = three.read.merge(three.marks[who].drop_duplicates(), on=who)
    listed = replace(three, read=marked)
    assert agreement(listed, annotations, n_resamples=20).attrs["notes"] == [MARKS_ONLY]
    assert not make_codings([], [], FRAMES).marks_only


def test_a_sample_that_was_read_whole_lacks_nothing():
    small = made_annotations({"a": "تعاون كلمة\nأمن كلمة"})
    full = coded_as(small, TRUE)
    assert full.marks_only
    assert not full.with_sample(whole_corpus(small, FRAMES)).marks_only


def test_coders_whose_marks_never_meet_are_told_how_to_say_that_all_was_read(annotations):
    read = [("d00", 0, "أ", "", ""), ("d00", 1, "ب", "", "")]
    marks = [(*place[:2], 0, 1, "", FRAMES[0], False, place[2], "") for place in read]
    with pytest.raises(KhitabError, match=r"no two coders read a common paragraph; .* add --complete"):
        agreement(make_codings(read, marks, FRAMES), annotations)
