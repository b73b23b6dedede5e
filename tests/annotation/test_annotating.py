import subprocess
import sys
import textwrap
import time

import numpy as np
import pandas as pd
import pytest

from analysis.annotation import annotate
from analysis.annotation.word_counts import is_word
from analysis.annotation.words import COLUMNS
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from analysis.parsing.engine import load_engine
from analysis.parsing.model import find_model

TEXTS = {
    "a": "عقدت اللجنة اجتماعها الأول في المدينة.\nوبحثت سبل التعاون مع الجيران",
    "blank": "\u200f \n",
    "b": "وصل الوزير مساء أمس",
    "c": "عقدت اللجنة اجتماعها الأول في المدينة.\nوبحثت سبل التعاون مع الجيران",
}


@pytest.fixture
def corpus():
    return Corpus("news", tuple(Document(name, text) for name, text in TEXTS.items()))


@pytest.fixture
def annotations(corpus):
    return annotate(corpus, cache=False, progress=False)


def test_the_words_table_has_the_agreed_columns_and_types(annotations):
    words = annotations.words
    assert tuple(words.columns) == COLUMNS
    for name in ("paragraph", "sentence", "token", "word", "head", "start", "end"):
        assert words[name].dtype == np.int32
    for name in set(COLUMNS) - {"paragraph", "sentence", "token", "word", "head", "start", "end"}:
        assert isinstance(words[name].dtype, pd.CategoricalDtype)
        assert words[name].notna().all()
    assert list(words["doc_id"].cat.categories) == list(TEXTS)


def test_positions_count_from_zero_in_each_document_and_heads_stay_in_their_sentence(annotations):
    for _, words in annotations.words.groupby("doc_id", observed=True):
        words = words.reset_index(drop=True)
        assert list(words["word"]) == list(range(len(words)))
        for name in ("paragraph", "sentence", "token"):
            steps = words[name].diff().dropna()
            assert words[name][0] == 0
            assert set(steps) <= {0, 1}
        assert words.groupby("sentence")["paragraph"].nunique().max() == 1
        roots = words[words["head"] == -1].groupby("sentence").size()
        assert (roots == 1).all()
        others = words[words["head"] >= 0]
        assert (words["sentence"].to_numpy()[others["head"]] == others["sentence"]).all()


def test_a_line_end_ends_a_sentence_even_without_a_full_stop(annotations):
    words = annotations.words.query("doc_id == 'a'")
    assert words.groupby("paragraph")["sentence"].unique().map(len).tolist() == [1, 1]


def test_documents_count_words_and_tokens_also_where_there_are_none(annotations):
    counts = annotations.documents.set_index("doc_id")[["n_words", "n_tokens"]]
    assert counts.loc["blank"].tolist() == [0, 0]
    for doc_id, words in annotations.words.groupby("doc_id", observed=True):
        assert counts.loc[doc_id].tolist() == [is_word(words).sum(), words[is_word(words)]["token"].nunique()]
    assert counts.loc["a", "n_words"] > counts.loc["a", "n_tokens"], "clitics are words of their own"


def test_provenance_is_flat_and_says_whether_texts_are_invented(annotations, annotate_text):
    provenance = annotations.provenance
    assert provenance["documents"] == 4
    assert provenance["words"] == is_word(annotations.words).sum()
    assert provenance["constructed"] is False
    assert all(isinstance(value, str | int | bool) for value in provenance.values())
    assert annotate_text("نص مصنوع.", constructed=True).provenance["constructed"] is True


def test_select_keeps_documents_whole(annotations):
    chosen = annotations.select(["b", "a"])
    assert [d.doc_id for d in chosen.corpus.documents] == ["a", "b"]
    assert list(chosen.words["doc_id"].cat.categories) == ["a", "b"]
    expected = annotations.words[annotations.words["doc_id"].isin(["a", "b"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(chosen.words.drop(columns="doc_id"), expected.drop(columns="doc_id"))
    with pytest.raises(KhitabError, match="'z'"):
        annotations.select(["z"])
    with pytest.raises(KhitabError, match="'z'"):
        annotations.text("z")


def test_an_empty_corpus_has_an_empty_words_table():
    annotations = annotate(Corpus("none", ()), cache=False, progress=False)
    assert tuple(annotations.words.columns) == COLUMNS
    assert annotations.words.empty
    assert annotations.documents.empty


def test_the_same_text_gives_the_same_words_alone_or_in_company(annotations, corpus):
    alone = annotate(Corpus("one", corpus.documents[2:3]), cache=False, progress=False)
    company = annotations.select(["b"])
    pd.testing.assert_frame_equal(
        alone.words.astype({"doc_id": str}), company.words.astype({"doc_id": str}), check_categorical=False
    )


def test_the_engine_agrees_with_stanza_called_plainly(annotations, corpus):
    import stanza

    stock = stanza.Pipeline("ar", dir=str(find_model().folder), download_method=None, verbose=False)
    expected = [
        (word.text, word.lemma, word.upos, word.xpos, word.feats or "", word.head, word.deprel)
        for document in corpus.documents
        if document.text.strip("\u200f \n")
        for sentence in stock(document.text.replace("\n", "\n\n")).sentences
        for word in sentence.words
    ]
    words = annotations.words
    first = words.groupby(["doc_id", "sentence"], observed=True)["word"].transform("min")
    words = words.assign(head=np.where(words["head"] < 0, 0, words["head"] - first + 1))
    found = words[["form", "lemma", "upos", "xpos", "feats", "head", "deprel"]].itertuples(index=False, name=None)
    assert list(found) == expected


def test_an_overlong_sentence_is_cut_between_tokens(annotate_text, monkeypatch):
    import analysis.parsing.engine as engine
    from analysis.parsing.sentences import split_long

    monkeypatch.setattr(engine, "split_long", lambda sentence: split_long(sentence, limit=12))
    text = "زار الوفد الميناء والمصنع والمدرسة والمتحف والقرية، " * 4 + "ثم عاد"
    words = annotate_text(text).words
    assert words.groupby("sentence").size().max() <= 12
    last = words.groupby("sentence")["form"].last().tolist()
    assert last.count("،") >= 4, "a cut falls on a comma where there is one"
    assert words.groupby("token")["sentence"].nunique().max() == 1
    assert (words[words["head"] == -1].groupby("sentence").size() == 1).all()


def test_importing_khitab_loads_neither_torch_nor_stanza_nor_spacy():
    code = "import sys, analysis.annotation, analysis.corpus; print({'torch', 'stanza', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_bar_counts_documents_and_words_and_can_be_silent(corpus, capsys):
    annotate(corpus, cache=False, progress=False)
    assert capsys.readouterr() == ("", "")
    annotate(corpus, cache=False, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "3/3" in err, "equal texts are parsed once"
    assert "words/s" in err


@pytest.mark.slow
def test_a_killed_run_keeps_the_parts_it_finished(tmp_path, corpus):
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from analysis.annotation import annotate, annotating
        from analysis.corpus import Corpus, Document
        annotating.PART_CHARACTERS = 30
        texts = [f"وصل الوفد رقم {n} إلى المدينة مساء أمس." for n in range(2000)]
        corpus = Corpus("long", tuple(Document(str(n), text) for n, text in enumerate(texts)))
        annotate(corpus, cache=Path(sys.argv[1]), progress=False)
    """)
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    try:
        while process.poll() is None and len(list(tmp_path.rglob("*.parquet"))) < 5:
            time.sleep(0.05)
    finally:
        process.kill()
        process.wait()
    finished = len(list(tmp_path.rglob("*.parquet")))
    assert finished >= 5
    text = "وصل الوفد رقم 0 إلى المدينة مساء أمس."
    annotated = annotate(Corpus("one", (Document("0", text),)), cache=tmp_path, progress=False)
    assert len(annotated.words) > 5
    assert len(list(tmp_path.rglob("*.parquet"))) == finished, "it was read, not parsed again"


def test_the_engine_is_loaded_once_per_model():
    assert load_engine(find_model()) is load_engine(find_model())
