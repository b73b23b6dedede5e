"""SQL over annotations, in memory and stored: it reads the tables, and nothing else."""

import pytest
from made import made_annotations
from made_stored import stored_in_parts

import analysis.annotation.sql as sql
from analysis.errors import KhitabError


@pytest.fixture(scope="module")
def annotations():
    return made_annotations(
        {"a": "قال/VERB الوزير .\nأمن", "b": "وصل/VERB الوفد"}, {"a": {"source": "الأنواء"}, "b": {"source": "بيارق"}}
    )


def test_words_and_documents_join(annotations):
    table = annotations.sql(
        "select source, count(*) as n from words join documents using (doc_id) group by source order by source"
    )
    assert table.to_dict("list") == {"source": ["الأنواء", "بيارق"], "n": [4, 2]}


def test_every_column_has_its_values(annotations):
    table = annotations.sql("select * from words")
    assert list(table) == [*annotations.words, "is_word"]
    assert table[list(annotations.words)].astype("str").equals(annotations.words.astype("str"))


def test_words_that_do_not_occur_are_simply_not_found(annotations):
    assert annotations.sql("select * from words where form = 'قمر' or upos = 'NOPE'").empty


def test_the_table_says_what_it_rests_on(annotations):
    query = "select count(*) as n from words"
    assert annotations.sql(query).attrs["provenance"] == {**annotations.provenance, "query": query}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("selec form from words", "syntax error"),
        ("select nothing from words", "nothing"),
        ("select * from annotations", "annotations"),  # a Python variable is no table
        ("", "no table"),
    ],
)
def test_a_bad_query_is_one_sentence(annotations, query, reason):
    with pytest.raises(KhitabError, match=reason) as caught:
        annotations.sql(query)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("made: ")


def test_the_one_piece_is_the_annotations(annotations):
    assert list(annotations.pieces(["form"])) == [annotations]


@pytest.fixture(scope="module", params=["in memory", "stored"])
def either(request, annotations, tmp_path_factory):
    if request.param == "in memory":
        return annotations
    return stored_in_parts(annotations, tmp_path_factory.mktemp("sql") / "f", 2)


WRITES = (
    "copy words to '{there}/x.csv'",
    "copy (select 1) to '{there}/secret.csv'",
    "export database '{there}/x'",
    "attach '{there}/x.db'",
    "create table t as select 1",
    "insert into words values (1)",
    "delete from words",
    "drop view words",
    "update documents set doc_id = 'x'",
    "create macro f(x) as x",
    "vacuum",
    "checkpoint",
    "set memory_limit = '99GB'",
    "set enable_external_access = true",
    "reset lock_configuration",
    "use memory",
    "pragma enable_profiling",
    "install httpfs",
    "load httpfs",
    "call pragma_version()",
    "begin",
    "prepare v as select 1",
    "select 1; copy words to '{there}/x.csv'",
    "select 1; select 2",
    "detach memory",
)
REACHES = (
    "from read_csv('{there}/secret.csv')",
    "from '{there}/secret.csv'",
    "from read_text('{there}/secret.csv')",
    "from read_blob('{there}/secret.csv')",
    "from read_json('{there}/secret.csv')",
    "from glob('{there}/*')",
    "from read_parquet('{there}/f/*.parquet')",
    "from parquet_schema('{there}/x')",
    "from sniff_csv('{there}/secret.csv')",
    "from read_csv('https://example.org/x.csv')",
    "from 's3://bucket/x.parquet'",
    "select getenv('HOME')",
    "select (select content from read_text('{there}/secret.csv'))",
    "from query('from read_text(''{there}/secret.csv'')')",
    "from words where lemma in (from read_csv('{there}/secret.csv'))",
    "from json_execute_serialized_sql(json_serialize_sql('from read_text(''{there}/secret.csv'')'))",
    "from duckdb_secrets()",
    "from annotations",
)


@pytest.mark.parametrize("query", [*WRITES, *REACHES])
def test_it_writes_nothing_and_reaches_nothing_else(either, tmp_path, query):
    (tmp_path / "secret.csv").write_text("a\nb\n")
    with pytest.raises(KhitabError) as caught:
        either.sql(query.format(there=tmp_path))
    assert "\n" not in str(caught.value)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"secret.csv": "a\nb\n"}
    assert len(either.sql("from words")) == 6


@pytest.mark.parametrize(
    "query", ["describe words", "summarize words", "pivot words on upos using count(*)", "values (1)"]
)
def test_all_that_only_reads_is_answered(either, query):
    assert len(either.sql(query))


@pytest.mark.parametrize(
    "query",
    [
        "with recursive t(x) as (select 1 union all select x + 1 from t) select count(*) from t",
        "select count(*) from range(1000000000000) a, range(1000000000) b",
    ],
)
def test_it_ends_in_time(annotations, query):
    with pytest.raises(KhitabError, match=r"stopped after 0\.3 seconds"):
        annotations.sql(query, seconds=0.3)


@pytest.mark.parametrize("query", ["from range(1000000000000)", "select list(x) from range(10000000000) t(x)"])
def test_it_ends_in_bounded_memory(annotations, query, monkeypatch):
    monkeypatch.setattr(sql, "LEAST_MEMORY", 40_000_000)
    monkeypatch.setattr(sql, "free_bytes", lambda: 0)
    with pytest.raises(KhitabError, match=r"0\.0 GB of memory"):
        annotations.sql(query)


def test_a_long_answer_is_whole(annotations):
    assert annotations.sql("select x from range(3000000) t(x)")["x"].tolist() == list(range(3_000_000))


def test_metadata_of_several_types_are_text_alike_in_memory_and_stored(tmp_path):
    some = made_annotations({"a": "أمن", "b": "أمن", "c": "أمن"}, {"a": {"m": 1}, "b": {"m": True}, "c": {"m": "x"}})
    query = "select doc_id, m from documents order by doc_id"
    expected = {"doc_id": ["a", "b", "c"], "m": ["1", "True", "x"]}
    assert some.sql(query).to_dict("list") == expected
    assert stored_in_parts(some, tmp_path / "f", 3).sql(query).to_dict("list") == expected
