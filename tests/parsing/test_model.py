"""Models: found, whole, fetched, and the types that they know."""

import gzip
import hashlib
import json
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from analysis.parsing.engine import Engine, load_engine
from analysis.parsing.model import (
    BUNDLED,
    KNOWN,
    KnownTypes,
    download_official,
    find_model,
    model_files,
    official_folder,
    read_known,
    write_known,
)

CORPUS = Corpus("c", (Document("d", "وقع الطرفان الاتفاق."),))


@pytest.fixture
def copy(tmp_path):
    """A copy of the bundled model, to be damaged."""
    return shutil.copytree(BUNDLED, tmp_path / "copy")


def test_the_bundled_model_is_whole_and_carries_card_and_licence():
    info = find_model()
    assert info.name == "bundled"
    assert len(info.fingerprint) == 64
    stated = json.loads((BUNDLED / "MANIFEST.json").read_text())["files"]
    assert set(stated) == {*model_files(BUNDLED), "resources.json"}
    assert "CC BY-NC-SA 3.0" in (BUNDLED / "LICENSE").read_text()
    assert (BUNDLED / "MODEL_CARD.md").exists()


def test_a_folder_is_a_model_with_the_fingerprint_of_its_files(copy):
    assert find_model(copy).fingerprint == find_model().fingerprint
    (copy / "MANIFEST.json").unlink()
    with (copy / "ar/lemma/padt.pt").open("ab") as file:
        file.write(b"\0")
    assert find_model(copy).fingerprint != find_model().fingerprint


def test_a_file_that_is_not_the_one_in_the_manifest_is_an_error(copy):
    with (copy / "ar/pos/padt.pt").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(KhitabError, match=r"ar/pos/padt\.pt: the file is not the one in MANIFEST\.json"):
        find_model(copy)


@pytest.mark.parametrize("file", ["ar/mwt/padt.pt", "resources.json"])
def test_a_missing_file_is_named(copy, file):
    (copy / file).unlink()
    with pytest.raises(KhitabError, match=f"{file}: this file of the model is missing"):
        find_model(copy)


@pytest.mark.parametrize("content", ["", "{}", '{"ar": {"packages": {"default": {"tokenize": "padt"}}}}', '{"ar": []}'])
def test_a_list_of_files_that_says_nothing_is_an_error(copy, content):
    (copy / "resources.json").write_text(content)
    with pytest.raises(KhitabError, match=r"resources\.json: it does not name the five Arabic packages"):
        find_model(copy)


def test_a_folder_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(KhitabError, match="no such model folder; use 'bundled', 'official'"):
        find_model(tmp_path / "nowhere")


def test_word_vectors_belong_to_a_model(copy):
    resources = json.loads((copy / "resources.json").read_text())
    resources["ar"]["pos"]["padt"] = {"dependencies": [{"model": "pretrain", "package": "news"}]}
    (copy / "resources.json").write_text(json.dumps(resources))
    assert "ar/pretrain/news.pt" in model_files(copy)
    with pytest.raises(KhitabError, match=r"ar/pretrain/news\.pt: this file of the model is missing"):
        find_model(copy)


def test_weights_that_cannot_be_loaded_are_an_error(copy):
    (copy / "MANIFEST.json").unlink()
    (copy / "ar/depparse/padt.pt").write_bytes(b"no weights")
    with pytest.raises(KhitabError, match="Stanza cannot load the model"):
        annotate(CORPUS, copy, cache=False, progress=False)


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture
def server(tmp_path):
    """A server that offers the bundled model as Stanza's does its own; gives its address."""
    from stanza.resources.common import DEFAULT_RESOURCES_VERSION

    root = shutil.copytree(BUNDLED, tmp_path / "served")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=root))
    address = f"http://127.0.0.1:{server.server_port}"
    resources = json.loads((root / "resources.json").read_text())
    resources["url"] = address + "/{lang}/{filename}"
    for weights in (root / "ar").glob("*/*.pt"):  # the word vectors too, which the processors depend on
        entry = resources["ar"][weights.parent.name][weights.stem]
        entry["md5"] = hashlib.md5(weights.read_bytes()).hexdigest()
    (root / f"resources_{DEFAULT_RESOURCES_VERSION}.json").write_text(json.dumps(resources))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


def test_the_official_model_is_downloaded_once_and_works_offline_after(tmp_path, monkeypatch, server):
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_: str(tmp_path / "data"))
    monkeypatch.setenv("STANZA_RESOURCES_URL", server)
    first = find_model("official")
    assert first.name == "official"
    monkeypatch.setenv("STANZA_RESOURCES_URL", "http://127.0.0.1:9")  # nobody answers there
    assert find_model("official") == first
    official, bundled = (annotate(CORPUS, name, cache=False, progress=False) for name in ("official", "bundled"))
    assert official.model != bundled.model
    pd.testing.assert_frame_equal(official.words.drop(columns="ner"), bundled.words.drop(columns="ner"))
    assert set(official.words["ner"]) == {""}, "what Stanza offers looks for no names here"


def test_a_failed_download_leaves_nothing_and_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_: str(tmp_path))
    monkeypatch.setenv("STANZA_RESOURCES_URL", "http://127.0.0.1:9")
    with pytest.raises(KhitabError, match=r"connect to the internet once, or use model='bundled'"):
        official_folder()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_broken_download_does_not_pass_for_a_model(tmp_path, server, monkeypatch):
    (tmp_path / "served/ar/mwt/padt.pt").write_bytes(b"cut short")
    with pytest.raises(KhitabError, match="the download failed"):
        download_official(tmp_path / "target", server)
    assert not (tmp_path / "target").exists()


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


BROKEN = gzip.compress(b"{}", mtime=0)[:10] + b"\xff" * 20  # a good header before what zlib cannot read


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"[]", mtime=0), gzip.compress(b"{", mtime=0), BROKEN])
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
