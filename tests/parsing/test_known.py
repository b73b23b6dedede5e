"""A model's known types are what its networks say, in a file that is the same for the same types."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import KhitabError
from analysis.parsing.engine import Engine, load_engine
from analysis.parsing.known import KNOWN, KnownTypes, read_known, write_known
from analysis.parsing.model import find_model

words = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "Cc")), min_size=1, max_size=8)
types = st.builds(
    KnownTypes,
    st.dictionaries(words, st.lists(words, min_size=2, max_size=3).map(tuple)),
    st.dictionaries(st.tuples(words, st.sampled_from(["NOUN", "VERB", "X"])), words),
)


@given(types)
def test_what_is_written_is_read(tmp_path_factory, known):
    folder = tmp_path_factory.mktemp("model")
    write_known(folder, known)
    written = (folder / KNOWN).read_bytes()
    assert read_known(folder) == known
    write_known(folder, read_known(folder))
    assert (folder / KNOWN).read_bytes() == written


def test_a_folder_without_the_file_knows_nothing(tmp_path):
    assert read_known(tmp_path) == KnownTypes()


BROKEN = gzip.compress(b"{}")[:10] + b"\xff" * 20  # a good header before what zlib cannot read


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"[]"), gzip.compress(b"{"), BROKEN])
def test_a_damaged_file_is_an_error(tmp_path, content):
    (tmp_path / KNOWN).write_bytes(content)
    with pytest.raises(KhitabError, match="damaged"):
        read_known(tmp_path)


def test_the_bundled_models_types_are_its_own_answers():
    """Every hundredth of the known types, asked of the networks, as those would spell it without the file."""
    known = read_known(find_model().folder)
    assert len(known.expansions) > 10_000
    assert len(known.lemmas) > 10_000
    engine = Engine(find_model().folder, known=KnownTypes())
    tokens, lemmas = list(known.expansions)[::100], list(known.lemmas)[::100]
    engine._segmenter._learn_expansions(tokens)
    engine._reader._learn_lemmas(lemmas)
    assert {token: engine._segmenter._expansions[token] for token in tokens} == {
        token: known.expansions[token] for token in tokens
    }
    assert {word: engine._reader._lemmas[word] for word in lemmas} == {word: known.lemmas[word] for word in lemmas}


def test_types_of_a_text():
    tokens, found = load_engine(find_model()).types(["زار الوزير المدينة، وقال الوزير إن الأمن مهم."])
    assert tokens["وقال", ("و", "قال")] == 1
    assert {form: count for (form, upos, _), count in found.items() if upos == "NOUN"}["الوزير"] == 2
