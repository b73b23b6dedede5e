"""One corpus has one number of words, whoever counts: rates, captions, keyness, dispersion, SQL, stored parts."""

from itertools import islice

import pandas as pd
import pytest

from analysis.annotation import Annotations, annotate, annotate_into
from analysis.annotation.word_counts import has_letter_or_digit
from analysis.comparison import diversity, split_by, word_dispersion
from analysis.corpus import Corpus, Document, read_corpus
from analysis.counting.item_counts import document_counts
from analysis.counting.paragraph_table import paragraph_table
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates


def every_count_of_words(annotations) -> dict[str, int]:
    """The number of words, as each of those who count gives it."""
    hits = find_frames(annotations)
    loaded = annotations if isinstance(annotations, Annotations) else annotations.load()
    return {
        "provenance": annotations.provenance["words"],
        "documents": annotations.documents["n_words"].sum(),
        "rates": frame_rates(hits, annotations)["denominator"].iloc[0],
        "rates by source": frame_rates(hits, annotations, by="source")
        .query("frame == 'security'")["denominator"]
        .sum(),
        "keyness by key": document_counts(annotations, "key").size,
        "keyness by form": document_counts(annotations, "form").size,
        "items of keyness": document_counts(annotations, "lemma").totals.sum(),
        "dispersion": word_dispersion(annotations, ["أمن"])["words"].iloc[0],
        "diversity": diversity(annotations)["words"].sum(),
        "paragraphs": paragraph_table(loaded)["n_words"].sum(),
        "sql": annotations.sql("select count(*) as n from words where is_word")["n"].iloc[0],
        "sql of documents": annotations.sql("select sum(n_words) as n from documents")["n"].iloc[0],
        "by hand": sum(map(has_letter_or_digit, loaded.words["form"].astype(str))),
    }


def every_count_of_tokens(annotations) -> dict[str, int]:
    hits = find_frames(annotations)
    return {
        "provenance": annotations.provenance["tokens"],
        "rates": frame_rates(hits, annotations, denominator="tokens")["denominator"].iloc[0],
        "keyness": document_counts(annotations, "surface").size,
        "sql": annotations.sql(
            "select count(*) as n from (select distinct doc_id, token from words where is_word)"
        )["n"].iloc[0],
    }  # fmt: skip


def check(annotations):
    words = {name: int(n) for name, n in every_count_of_words(annotations).items()}
    assert len(set(words.values())) == 1, words
    tokens = {name: int(n) for name, n in every_count_of_tokens(annotations).items()}
    assert len(set(tokens.values())) == 1, tokens
    rows = annotations.sql("select count(*) as n from words")["n"].iloc[0]
    assert 0 < words["sql"] < rows, "punctuation keeps its rows and is not counted"


def test_the_constructed_corpus_has_one_number_of_words(constructed):
    check(constructed)


def test_and_the_same_in_stored_parts(ispr_path, tmp_path):
    check(annotate_into(ispr_path, tmp_path / "stored", workers=1, progress=False))


@pytest.mark.slow
def test_so_have_200_articles_of_the_news(shared_dir):
    table = pd.read_parquet(shared_dir / "news" / "saudinewsnet.parquet", columns=["doc_id", "source", "text"])
    rows = islice(table.sample(260, random_state=3).to_dict("records"), 200)
    documents = (Document(row["doc_id"], row["text"], {"source": row["source"]}) for row in rows)
    check(annotate(Corpus("news", tuple(documents)), progress=False))


def test_parts_of_a_corpus_count_what_they_hold(constructed):
    one, rest = split_by(constructed, "source", constructed.documents["source"].iloc[0])
    assert one.provenance["words"] + rest.provenance["words"] == constructed.provenance["words"]


@pytest.mark.parametrize("form", ["تعاون", "2015", "٢٠١٥", "G7", "ﷺ", "م.", "50%"])
def test_a_word_has_a_letter_or_a_digit(form):
    assert has_letter_or_digit(form)


@pytest.mark.parametrize("form", [".", "،", "«", "%", "ـ", "", "😀", "\u200f", "َ"])
def test_punctuation_and_symbols_are_no_words(form):
    assert not has_letter_or_digit(form)


def test_a_path_is_as_good_as_a_corpus(ispr_path):
    by_path = annotate(ispr_path, cache=False, progress=False)
    pd.testing.assert_frame_equal(by_path.words, annotate(read_corpus(ispr_path), cache=False, progress=False).words)
