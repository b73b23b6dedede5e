"""Annotations in a folder: the same as in memory, kept through interruptions, parsed no more than need be."""

import errno
import json
import os
import warnings
from itertools import islice, pairwise

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made import MODEL, made_annotations
from made_parts import cut_small

from analysis.annotation.annotating import annotate
from analysis.annotation.cache import text_hash
from analysis.annotation.stored import annotate_into as storing
from analysis.annotation.stored import run, stored_piece
from analysis.annotation.stored.annotate_into import annotate_into
from analysis.annotation.stored.annotations import is_stored, open_annotations
from analysis.annotation.stored.manifest import read_unfinished, sealed
from analysis.annotation.word_counts import is_word
from analysis.corpus import Corpus, Document, read_corpus
from analysis.errors import KhitabError
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon import default_lexicon
from analysis.parsing.parts import NUMBERS, SCHEMA, STRINGS, Part
from analysis.rendering.labels import provenance_parts

NOTATION = {
    "a": "قال/VERB الوزير . | وصل/VERB الوفد .\nأمن",
    "b": "أمن المدينة",
    "c": "...",
    "d": "عقد/VERB مجلس الأمن جلسة .",
    "e": "أمن المدينة",  # the text of b
    "f": "زار/VERB الرئيس العاصمة أمس .",
    "g": "تعاون البلدان\nفي مجالات كثيرة",
}
METADATA = {
    "a": {"title": "خبر", "source": "بيارق", "date": pd.Timestamp("2026-01-02"), "page": 1, "constructed": True},
    "b": {"title": "نبأ", "source": "الأنواء", "page": None},
    "d": {"page": 4, "أولى": True},
    "g": {"section": "محلي"},
}


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    cut_small(monkeypatch, 20, 20, 60, 25)


@pytest.fixture
def parsed(monkeypatch):
    """A parser that knows the notation of `made`; gives the texts it was asked for."""
    asked: list[str] = []

    def parse(groups, model, workers=1):
        for texts in groups:
            asked.extend(texts.values())
            yield made_part(texts)

    monkeypatch.setattr(storing, "parse_groups", parse)
    monkeypatch.setattr(storing, "find_model", lambda _: MODEL)
    return asked


def made_part(texts):
    rows, tables, first = {}, [], 0
    for key, text in texts.items():
        words = made_annotations({"x": TEXTS.get(text, text)}).words
        columns = [pa.array(words[name].to_numpy(), pa.int32()) for name in NUMBERS]
        columns += [pa.array(words[name].astype("str").tolist(), pa.string()).dictionary_encode() for name in STRINGS]
        tables.append(pa.Table.from_arrays(columns, schema=SCHEMA))
        rows[key] = first, len(words)
        first += len(words)
    return Part(rows, pa.concat_tables(tables))


WHOLE = made_annotations(NOTATION, METADATA)
TEXTS = {WHOLE.text(doc_id): notation for doc_id, notation in NOTATION.items()}
TEXTS_IN_ORDER = tuple(document.text for document in WHOLE.corpus.documents)


def into(folder, corpus=WHOLE.corpus, **options):
    return annotate_into(corpus, folder, progress=False, **options)


def same(one, other):
    pd.testing.assert_frame_equal(one, other)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def test_loaded_again_it_is_what_was_in_memory(tmp_path, parsed):
    stored = into(tmp_path)
    assert len(stored.manifest.parts) > 2
    assert stored.complete
    same(stored.load().words, WHOLE.words)
    same(stored.documents, WHOLE.documents)
    same(stored.load().documents, WHOLE.documents)
    assert stored.provenance == WHOLE.provenance == stored.load().provenance
    assert (stored.name, stored.model.name, stored.model.fingerprint) == ("made", MODEL.name, MODEL.fingerprint)
    assert [stored.text(doc_id) for doc_id in NOTATION] == [WHOLE.text(doc_id) for doc_id in NOTATION]
    assert sorted(parsed) == sorted(set(TEXTS))  # the text of b and e once


def test_pieces_are_the_parts_with_the_columns_asked_for(tmp_path, parsed):
    stored = into(tmp_path)
    seen = []
    for part, piece in zip(stored.manifest.parts, stored.pieces(), strict=True):
        doc_ids = list(piece.documents["doc_id"])
        seen += doc_ids
        expected = WHOLE.select(doc_ids)
        same(piece.words.astype(dict.fromkeys(("doc_id", *STRINGS, "key"), "str")), plain_words(expected))
        assert list(piece.words["doc_id"].cat.categories) == doc_ids
        assert all(piece.words[name].cat.categories.is_monotonic_increasing for name in (*STRINGS, "key"))
        assert [piece.text(doc_id) for doc_id in doc_ids] == [WHOLE.text(doc_id) for doc_id in doc_ids]
        assert piece.documents["n_words"].sum() == part.words == is_word(piece.words).sum()
        assert piece.provenance["documents"] == part.documents
    assert seen == list(NOTATION)
    for part, piece in zip(stored.manifest.parts, stored.pieces(["upos", "start"]), strict=True):
        assert list(piece.words) == ["upos", "start"]
        assert piece.provenance["words"] == part.words
    with pytest.raises(KhitabError, match="no column 'nothing'"):
        next(stored.pieces(["nothing"]))


def test_pieces_read_texts_and_metadata_when_they_are_asked_for(tmp_path, parsed, monkeypatch):
    stored = into(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(stored_piece, "read_documents", lambda *_: pytest.fail("documents were read"))
        pieces = list(stored.pieces(["form"]))
    assert [text for piece in pieces for text in (d.text for d in piece.corpus.documents)] == list(TEXTS_IN_ORDER)
    last = list(stored.pieces(["form"]))[-1]
    (tmp_path / stored.manifest.parts[-1].documents_file).unlink()
    with pytest.raises(KhitabError, match="missing; open the folder again"):
        last.text("g")


def test_selected_words_have_the_types_of_their_own_documents(tmp_path, parsed):
    words = into(tmp_path).select(["d", "g"]).words
    for name in STRINGS:
        assert set(words[name].cat.categories) == set(words[name].astype("str"))


def plain_words(annotations):
    return annotations.words.astype(dict.fromkeys(("doc_id", *STRINGS, "key"), "str"))


def test_selected_documents_come_from_their_parts_alone(tmp_path, parsed):
    stored = into(tmp_path)
    selected = stored.select(["g", "a"])
    same(plain_words(selected), plain_words(WHOLE.select(["g", "a"])))
    assert [d.doc_id for d in selected.corpus.documents] == ["a", "g"]
    touched = next(part for part in stored.manifest.parts if part.documents_file)
    (tmp_path / touched.words_file).unlink()  # the first part, which g does not need
    assert len(stored.select(["g"]).words) == 5
    with pytest.raises(KhitabError, match="no document is called 'z'"):
        stored.select(["z"])


@pytest.mark.parametrize(
    "query",
    [
        "select form, count(*) as n from words group by form order by n desc, form",
        'select doc_id, source, count(*) as n, max("end") as m from words join documents using (doc_id) '
        "group by all order by doc_id",
        "select doc_id, title, date, constructed, page, n_words from documents order by doc_id",
    ],
)
def test_sql_answers_as_in_memory(tmp_path, parsed, query):
    stored = into(tmp_path / "a[1]*?")  # characters that DuckDB takes for patterns
    same(stored.sql(query), WHOLE.sql(query))
    assert stored.sql(query).attrs["provenance"] == {**stored.provenance, "query": query}
    texts = stored.sql("select * from texts order by doc_id")
    assert list(texts["text"]) == [WHOLE.text(doc_id) for doc_id in NOTATION]


def test_a_bad_query_is_one_sentence(tmp_path, parsed):
    with pytest.raises(KhitabError, match="nothing") as caught:
        into(tmp_path).sql("select nothing from words")
    assert "\n" not in str(caught.value)


def test_other_tools_read_the_parts(tmp_path, parsed):
    stored = into(tmp_path)
    files = [tmp_path / part.words_file for part in stored.manifest.parts]
    frames = [pd.read_parquet(file) for file in files]
    assert sum(map(len, frames)) == len(pd.read_parquet(files, columns=["doc_id", "lemma"])) == len(WHOLE.words)
    assert str(frames[0]["form"].dtype) == str(frames[0]["doc_id"].dtype) == "category"
    import duckdb

    count = duckdb.sql(f"select count(*) from '{tmp_path}/words-*.parquet' where form = 'أمن'").fetchall()
    assert count == [(3,)]


def test_polars_reads_the_parts(tmp_path, parsed):
    polars = pytest.importorskip("polars")
    into(tmp_path)
    found = polars.scan_parquet(tmp_path / "words-*.parquet").filter(polars.col("form") == "أمن").collect()
    assert found.height == 3


def test_strings_are_dictionaries_and_row_groups_say_what_they_hold(tmp_path, parsed):
    stored = into(tmp_path)
    with pq.ParquetFile(tmp_path / stored.manifest.parts[0].words_file) as file:
        for number, name in enumerate(file.schema_arrow.names):
            column = file.metadata.row_group(0).column(number)
            assert column.compression == "ZSTD"
            assert "RLE_DICTIONARY" in column.encodings or name in NUMBERS
        ids = file.metadata.row_group(0).column(0).statistics
        documents = next(stored.pieces()).documents["doc_id"]
        assert (ids.min, ids.max) == (documents.min(), documents.max())


def test_a_second_run_parses_nothing_and_writes_the_same(tmp_path, parsed):
    into(tmp_path)
    before = files_of(tmp_path)
    parsed.clear()
    into(tmp_path)
    assert parsed == []
    assert files_of(tmp_path) == before


def test_only_new_and_changed_texts_are_parsed_and_what_is_gone_leaves(tmp_path, parsed):
    into(tmp_path / "f")
    parsed.clear()
    documents = list(WHOLE.corpus.documents)
    documents[0] = Document("a", "خبر آخر", {})
    documents[5:6] = []
    documents.insert(2, Document("new", "نص جديد تماما", {"page": 9}))
    documents[-1] = Document("g", documents[-1].text, {"section": "عالمي"})  # other metadata, same text
    changed = Corpus("made", tuple(documents))
    stored = into(tmp_path / "f", changed)
    assert parsed == ["خبر آخر", "نص جديد تماما"]
    fresh = into(tmp_path / "g", changed)
    assert files_of(tmp_path / "f") == files_of(tmp_path / "g")
    same(stored.load().words, fresh.load().words)
    assert list(stored.documents["doc_id"]) == ["a", "b", "new", "c", "d", "e", "g"]
    assert stored.documents["section"].tolist()[-1] == "عالمي"


def test_a_new_document_changes_its_own_part_alone(parsed):
    texts = [f"{'كلام ' * (n % 7 + 1)}{n}" for n in range(300)]
    documents = [Document(str(n), text) for n, text in enumerate(texts)]
    before = [[d.doc_id for d in part] for part in run.cut([Corpus("c", tuple(documents))])]
    documents.insert(150, Document("new", "خبر جديد"))
    after = [[d.doc_id for d in part] for part in run.cut([Corpus("c", tuple(documents))])]
    assert [doc_id for part in before for doc_id in part] == [str(n) for n in range(300)]
    assert len(before) > 40
    assert len([part for part in after if part not in before]) <= 5


@pytest.mark.parametrize("stop", range(1, 5))
def test_an_interrupted_run_goes_on_where_it_was(tmp_path, parsed, monkeypatch, stop):
    into(tmp_path / "whole")
    parsed.clear()
    real = storing.parse_groups

    def interrupted(groups, model, workers=1):
        for number, part in enumerate(real(groups, model)):
            if number == stop:
                raise KeyboardInterrupt
            yield part

    monkeypatch.setattr(storing, "parse_groups", interrupted)
    with pytest.raises(KeyboardInterrupt):
        into(tmp_path / "f")
    monkeypatch.setattr(storing, "parse_groups", real)
    lost = 1  # the group that was parsed when the interruption came
    seen = len(parsed)
    if (tmp_path / "f" / "manifest-unfinished.jsonl").exists():
        partial = open_annotations(tmp_path / "f")
        assert not partial.complete
        ids = list(partial.documents["doc_id"])
        assert ids == list(NOTATION)[: len(ids)]
        same(plain_words(partial.load()), plain_words(WHOLE.select(ids)))
    into(tmp_path / "f")
    assert files_of(tmp_path / "f") == files_of(tmp_path / "whole")
    assert len(parsed) - len(set(parsed)) <= lost * 2
    assert seen < len(parsed)


def test_what_is_read_from_an_interrupted_run_says_so(tmp_path, parsed, monkeypatch):
    interrupted_run(tmp_path, 3, monkeypatch)
    unfinished = open_annotations(tmp_path)
    some = list(unfinished.documents["doc_id"])[:1]
    for read in (unfinished.load(), unfinished.select(some), unfinished.load().select(some), *unfinished.pieces()):
        assert read.provenance["complete"] is False
        hits = find_frames(read, default_lexicon())
        rates = frame_rates(hits, read)
        assert "corpus not annotated to its end" in provenance_parts(rates.attrs["provenance"], "en")
        assert hits.attrs["provenance"]["complete"] is False
    finished = into(tmp_path)
    assert "complete" not in {**finished.provenance, **finished.load().provenance}


def interrupted_run(folder, number, monkeypatch):
    """Annotate into a folder until so many groups are parsed."""
    real = storing.parse_groups

    def interrupted(groups, model, workers=1):
        yield from islice(real(groups, model), number)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(storing, "parse_groups", interrupted)
        with pytest.raises(KeyboardInterrupt):
            into(folder)


def test_a_line_torn_by_the_end_of_a_run_does_not_count(tmp_path, parsed, monkeypatch):
    into(tmp_path / "whole")
    interrupted_run(tmp_path / "f", 4, monkeypatch)
    unfinished = tmp_path / "f" / "manifest-unfinished.jsonl"
    began, *lines = unfinished.read_bytes().splitlines(keepends=True)
    assert len(lines) > 1
    parts = open_annotations(tmp_path / "f").manifest.parts
    for length in (*range(0, len(lines[-1]) - 1, 7), len(lines[-1]) - 2):
        for rest in (b"", b"\n", b"\0" * 9):
            unfinished.write_bytes(began + b"".join(lines[:-1]) + lines[-1][:length] + rest)
            assert open_annotations(tmp_path / "f").manifest.parts == parts[:-1]
    into(tmp_path / "f")
    assert files_of(tmp_path / "f") == files_of(tmp_path / "whole")


@pytest.mark.parametrize("content", [b"", b"{", b'{"format": 2}\n', b'{"format": 99}\n', b"line 2"])
def test_a_damaged_manifest_of_an_unfinished_run_is_one_sentence(tmp_path, parsed, monkeypatch, content):
    interrupted_run(tmp_path, 4, monkeypatch)
    unfinished = tmp_path / "manifest-unfinished.jsonl"
    began, *lines = unfinished.read_bytes().splitlines(keepends=True)
    unfinished.write_bytes(began + b"no part\n" + b"".join(lines) if content == b"line 2" else content)
    with pytest.raises(KhitabError, match=r"manifest-unfinished.jsonl: .*(unreadable|format)"):
        open_annotations(tmp_path)


def test_a_part_adds_a_line_and_rewrites_none(tmp_path, parsed, monkeypatch):
    documents = tuple(Document(f"d{n}", f"زار الوفد المدينة رقم {n}") for n in range(60))
    seen, real = [], run.Run.make

    def make(run, plan):
        real(run, plan)
        seen.append((tmp_path / "manifest-unfinished.jsonl").stat())

    monkeypatch.setattr(run.Run, "make", make)
    stored = into(tmp_path, Corpus("made", documents))
    assert len({stat.st_ino for stat in seen}) == 1
    assert len(seen) == len(stored.manifest.parts) > 10
    grown = [after.st_size - before.st_size for before, after in pairwise(seen)]
    assert max(grown) - min(grown) < 9  # digits of numbers


def test_parts_made_earlier_are_told_with_the_first_new_one(tmp_path, parsed, monkeypatch):
    into(tmp_path)
    documents = WHOLE.corpus.documents
    changed = Corpus("made", (*documents[:-1], Document("z", "نص جديد تماما في آخر المدونة")))
    told, real = [], run.UnfinishedManifest.add

    def add(manifest, parts):
        real(manifest, parts)
        told.append((sorted(parts), read_unfinished(tmp_path)))

    monkeypatch.setattr(run.UnfinishedManifest, "add", add)
    stored = into(tmp_path, changed)
    [(numbers, then)] = told
    assert numbers == list(range(len(stored.manifest.parts)))
    assert then.parts == stored.manifest.parts
    assert len(then.spare) == 1  # the part that held g
    assert not (tmp_path / "manifest-unfinished.jsonl").exists()


def test_an_interrupted_update_leaves_the_old_state_to_read(tmp_path, parsed, monkeypatch):
    into(tmp_path)
    before = open_annotations(tmp_path)
    changed = Corpus("made", (Document("z", "نص جديد تماما في أول المدونة"), *WHOLE.corpus.documents))

    def fail(groups, model, workers=1):
        next(iter(groups))
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(storing, "parse_groups", fail)
    with pytest.raises(KeyboardInterrupt):
        into(tmp_path, changed)
    again = open_annotations(tmp_path)
    assert again.complete
    assert again.manifest == before.manifest
    same(again.load().words, WHOLE.words)


def test_parts_of_an_interrupted_run_outlive_a_second_interruption(tmp_path, parsed, monkeypatch):
    real = storing.parse_groups
    texts = [f"زار الوفد المدينة رقم {number}" for number in range(30)]
    corpus = Corpus("made", tuple(Document(text, text) for text in texts))
    new = [Document(f"z{number}", f"نص جديد تماما في أول المدونة {number}") for number in range(5)]
    changed = Corpus("made", (*new, *corpus.documents))

    def interrupt_after(number):
        def parse(groups, model, workers=1):
            yield from islice(real(groups, model), number)
            raise KeyboardInterrupt

        monkeypatch.setattr(storing, "parse_groups", parse)

    for some, number in ((corpus, 20), (changed, 1)):
        interrupt_after(number)
        with pytest.raises(KeyboardInterrupt):
            into(tmp_path / "f", some)
    unfinished = list(open_annotations(tmp_path / "f").documents["doc_id"])
    assert unfinished[0] == "z0"
    assert set(unfinished[1:]) <= set(texts[:20]), "what is whole of the first run, and nothing that was not parsed"
    monkeypatch.setattr(storing, "parse_groups", real)
    parsed.clear()
    into(tmp_path / "f", changed)
    assert len(parsed) <= 15  # and not the 20 of the first run again
    into(tmp_path / "whole", changed)
    assert files_of(tmp_path / "f") == files_of(tmp_path / "whole")


def test_pieces_before_a_damaged_one_are_given_though_it_is_read_ahead(tmp_path, parsed):
    stored = into(tmp_path)
    first, second = stored.manifest.parts[:2]
    (tmp_path / second.words_file).write_bytes(b"no more")
    pieces = stored.pieces(["form"])
    assert is_word(next(pieces).words).sum() == first.words
    with pytest.raises(KhitabError, match=second.words_file):
        next(pieces)


@pytest.mark.parametrize("kind", ["words", "documents"])
@pytest.mark.parametrize("harm", ["flip", "cut", "remove", "swap"])
def test_a_damaged_part_is_one_sentence_and_then_annotated_anew(tmp_path, parsed, kind, harm):
    stored = into(tmp_path)
    before = files_of(tmp_path)
    path = sorted(tmp_path.glob(f"{kind}-*.parquet"))[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    match harm:
        case "flip":
            path.write_bytes(content)
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "remove":
            path.unlink()
        case "swap":
            path.write_bytes(sorted(tmp_path.glob(f"{kind}-*.parquet"))[1].read_bytes())
    with pytest.raises(KhitabError, match=path.name):
        list(open_annotations(tmp_path).pieces())
    parsed.clear()
    with pytest.warns(UserWarning, match=path.name):
        into(tmp_path)
    assert 0 < len(parsed) < len(set(TEXTS))
    assert files_of(tmp_path) == before
    same(stored.load().words, WHOLE.words)


def test_a_damaged_small_part_is_parsed_again(tmp_path, parsed, monkeypatch):
    cut_small(monkeypatch, 10_000, 10_000, 10_000, 25)
    real = storing.parse_groups

    def interrupted(groups, model, workers=1):
        for number, part in enumerate(real(groups, model)):
            if number == 2:
                raise KeyboardInterrupt
            yield part

    monkeypatch.setattr(storing, "parse_groups", interrupted)
    with pytest.raises(KeyboardInterrupt):
        into(tmp_path)
    small = sorted((tmp_path / run.SMALL_PARTS).glob("*.parquet"))
    assert len(small) == 2
    small[0].write_bytes(b"PAR1 no more")
    (tmp_path / ".writing-abc").write_bytes(b"half")
    monkeypatch.setattr(storing, "parse_groups", real)
    with pytest.warns(UserWarning, match="damaged"):
        stored = into(tmp_path)
    same(stored.load().words, WHOLE.words)
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet", ".json", ""}


def test_words_of_two_models_never_meet(tmp_path, parsed, monkeypatch):
    into(tmp_path)
    other = type(MODEL)("other", "1" * 64, MODEL.folder)
    monkeypatch.setattr(storing, "find_model", lambda _: other)
    with pytest.raises(KhitabError, match="another model"):
        into(tmp_path)


def test_words_of_two_versions_of_the_parsing_never_meet(tmp_path, parsed):
    into(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    del manifest["sha256"]
    (tmp_path / "manifest.json").write_text(json.dumps(sealed({**manifest, "producers": "older"})))
    with pytest.raises(KhitabError, match="another version of Khitab's parsing"):
        into(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2}', '{"format": 99}'])
def test_a_damaged_manifest_is_one_sentence(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(KhitabError, match="manifest"):
        open_annotations(tmp_path)


def test_a_folder_of_texts_may_have_a_manifest_of_its_own(tmp_path, parsed):
    (tmp_path / "manifest.json").write_text("{}")
    assert not is_stored(tmp_path)
    into(tmp_path / "f")
    assert is_stored(tmp_path / "f")
    (tmp_path / "f" / "manifest.json").write_text("")  # damaged, but annotations all the same
    assert is_stored(tmp_path / "f")


def test_what_is_no_folder_of_annotations(tmp_path):
    with pytest.raises(KhitabError, match="no annotations are stored"):
        open_annotations(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(KhitabError, match="cannot be written there"):
        into(tmp_path / "file" / "f")


def test_a_disk_that_locks_nothing_is_written_all_the_same(tmp_path, parsed, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def no_locks(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    assert into(tmp_path).complete


def test_a_full_disk_is_one_sentence_and_leaves_what_is_finished(tmp_path, parsed, monkeypatch):
    real, written = os.replace, []

    def replace(source, target):
        written.append(target)
        if len(written) > 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(KhitabError, match=r"cannot be written \(No space left on device\)"):
            into(tmp_path)
    assert not list(tmp_path.glob(".writing-*"))
    into(tmp_path)
    same(open_annotations(tmp_path).load().words, WHOLE.words)


def test_two_runs_do_not_write_into_one_folder(tmp_path, parsed):
    with storing._only_run(tmp_path), pytest.raises(KhitabError, match="another run"):
        into(tmp_path)
    into(tmp_path)


@pytest.mark.parametrize("name", ["text", "Text", "first_row"])
def test_metadata_named_as_own_columns_must_be_renamed(tmp_path, parsed, name):
    with pytest.raises(KhitabError, match=f"column '{name}'"):
        into(tmp_path, Corpus("c", (Document("a", "خبر", {name: "x"}),)))


def test_an_empty_corpus(tmp_path, parsed):
    stored = into(tmp_path, Corpus("none", ()))
    assert [len(piece.words) for piece in stored.pieces()] == [0]
    assert len(stored.documents) == len(stored.load().words) == 0
    for view in ("words", "documents", "texts"):
        assert stored.sql(f"select count(*) as n from {view}").n.tolist() == [0]
    hits = find_frames(stored, default_lexicon())
    assert hits.empty
    assert frame_rates(hits, stored).n.sum() == 0


def test_what_others_keep_in_the_folder_stays(tmp_path, parsed):
    into(tmp_path, Corpus("made", WHOLE.corpus.documents[:3]))
    (tmp_path / "unfinished").mkdir()
    theirs = [tmp_path / "documents-2015.parquet", tmp_path / "words-of-wisdom.parquet", tmp_path / "unfinished" / "b"]
    for path in theirs:
        path.write_text("theirs")
    into(tmp_path)
    assert [path.read_text() for path in theirs] == ["theirs"] * 3
    stored = open_annotations(tmp_path)
    own = {name for part in stored.manifest.parts for name in (part.words_file, part.documents_file)}
    assert {path.name for path in tmp_path.glob("*.parquet")} == own | {path.name for path in theirs[:2]}


def test_no_workers_are_an_error(tmp_path):
    with pytest.raises(KhitabError, match="at least 1"):
        into(tmp_path, workers=0)


def test_metadata_of_other_types_in_other_parts(tmp_path, parsed):
    values = [1, "اثنان", None, 4.5, "خمسة"]
    documents = [Document(str(n), f"خبر من أخبار المدينة {n}", {"m": value}) for n, value in enumerate(values)]
    stored = into(tmp_path, Corpus("c", tuple(documents)))
    assert len(stored.manifest.parts) > 1
    assert [None if pd.isna(v) else v for v in stored.documents["m"]] == ["1", "اثنان", None, "4.5", "خمسة"]
    assert stored.sql("select m from documents order by doc_id")["m"].tolist()[1] == "اثنان"


def test_metadata_that_no_column_holds_is_spelt_out(tmp_path, parsed):
    values = [{"x": 1}, {"y": "ص"}, [1, 2], 2**70, None]
    documents = [Document(str(n), f"خبر من أخبار المدينة {n}", {"m": value}) for n, value in enumerate(values)]
    stored = into(tmp_path, Corpus("c", tuple(documents)))
    assert len(stored.manifest.parts) > 1
    spelt = [None if pd.isna(v) else v for v in stored.documents["m"]]
    assert spelt == ['{"x": 1}', '{"y": "ص"}', "[1, 2]", str(2**70), None]


def test_a_file_that_cannot_be_read_is_named_by_sql(tmp_path, parsed):
    stored = into(tmp_path)
    path = tmp_path / stored.manifest.parts[0].words_file
    content = path.read_bytes()
    footer = int.from_bytes(content[-8:-4], "little")
    path.write_bytes(content[: -8 - footer] + b"\xff" * footer + content[-8:])
    with pytest.raises(KhitabError, match=f"{path.name}: .* damaged"):
        stored.sql("select count(form) from words")


def test_what_was_opened_before_an_update_says_how_to_go_on(tmp_path, parsed):
    before = into(tmp_path)
    into(tmp_path, Corpus("made", WHOLE.corpus.documents[2:]))
    with pytest.raises(KhitabError, match="open the folder again"):
        before.load()


def test_the_model_is_not_loaded_where_nothing_is_parsed(tmp_path, parsed, monkeypatch):
    into(tmp_path)
    monkeypatch.setattr(storing, "parse_groups", lambda *_, **__: pytest.fail("the model was loaded"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        into(tmp_path)


def test_texts_are_named_as_in_the_cache(tmp_path, parsed):
    stored = into(tmp_path)
    table = pd.read_parquet(tmp_path / stored.manifest.parts[0].documents_file)
    assert table["text_sha256"].tolist() == [text_hash(text) for text in table["text"]]
    spans = zip(table["first_row"], table["n_rows"], table["doc_id"], strict=True)
    words = pd.read_parquet(tmp_path / stored.manifest.parts[0].words_file)
    assert all(set(words["doc_id"][first : first + n]) <= {doc_id} for first, n, doc_id in spans)


def test_with_the_bundled_model_words_are_those_of_annotate(tmp_path, ispr_path, monkeypatch):
    cut_small(monkeypatch, 300, 200, 900, 200_000)
    lines = read_corpus(ispr_path).documents[0].text.splitlines()
    for number, line in enumerate([line for line in lines if line.strip()][:8]):
        (tmp_path / f"l{number}.txt").write_text(line)
    stored = annotate_into(tmp_path, tmp_path / "f", progress=False)
    whole = annotate(read_corpus(tmp_path), cache=False, progress=False)
    assert len(stored.manifest.parts) > 1
    same(stored.load().words, whole.words)
    same(stored.documents, whole.documents)
