import numpy as np
import pandas as pd

from analysis.annotation import annotate, from_spacy, to_spacy
from analysis.corpus import Corpus, Document


def test_a_round_trip_gives_the_words_back(ispr):
    pd.testing.assert_frame_equal(from_spacy(to_spacy(ispr)), ispr.words)


def test_docs_carry_the_analysis_where_spacy_looks_for_it(ispr):
    (doc,) = to_spacy(ispr)
    words = ispr.words
    assert doc.has_annotation("DEP")
    assert doc.vocab.lang == "ar"
    assert len(list(doc.sents)) == words["sentence"].nunique()
    assert [word.lemma_ for word in doc] == list(words["lemma"])
    verb = next(word for word in doc if word.text == "استضافت")
    assert (verb.pos_, verb.morph.get("Aspect")) == ("VERB", ["Perf"])
    assert "مؤتمر" in [child.text for child in verb.children]


def test_offsets_reach_the_source_from_doc_and_token(ispr):
    (doc,) = to_spacy(ispr)
    text = ispr.text("ispr-conference")
    word = next(word for word in doc if word.text == "التعاون")
    assert text[word._.khitab_start : word._.khitab_end] == "بالتعاون"
    assert word._.khitab_paragraph == 0
    assert doc._.khitab_doc_id == "ispr-conference"
    assert np.array_equal(doc._.khitab_token, ispr.words["token"])


def test_a_matcher_runs_on_the_docs(ispr):
    from spacy.matcher import Matcher

    (doc,) = to_spacy(ispr)
    matcher = Matcher(doc.vocab)
    matcher.add("counter-terrorism", [[{"TEXT": "مكافحة"}, {"TEXT": "الإرهاب"}]])
    assert len(matcher(doc)) == 2


def test_spaces_are_the_sources_and_never_inside_a_token(annotate_text):
    (doc,) = to_spacy(annotate_text("قال: وبالتعاون ننجح."))
    assert len(doc) > 6
    assert doc.text == "قال: وبالتعاون ننجح."


def test_documents_without_words_have_no_doc(tmp_path):
    corpus = Corpus("c", (Document("a", "\n"), Document("b", "وقع الاتفاق."), Document("c", "ثم عاد.")))
    annotations = annotate(corpus, cache=False, progress=False)
    docs = to_spacy(annotations)
    assert [doc._.khitab_doc_id for doc in docs] == ["b", "c"]
    assert docs[0].vocab is docs[1].vocab
    words = from_spacy(docs)
    pd.testing.assert_frame_equal(words.drop(columns="doc_id"), annotations.words.drop(columns="doc_id"))


def test_what_was_changed_in_a_doc_comes_back(ispr):
    (doc,) = to_spacy(ispr)
    doc[0].pos_ = "NOUN"
    assert from_spacy([doc])["upos"][0] == "NOUN"
    assert ispr.words["upos"][0] == "VERB"
    assert from_spacy([]).empty


def test_a_changed_lemma_gets_its_own_key(annotate_text):
    doc = to_spacy(annotate_text("زار الوفد المدينة."))[0]
    doc[1].lemma_ = "إِرهاب"
    assert from_spacy([doc])["key"][1] == "ارهاب"
