"""Every public function runs on annotations in memory and on stored ones, and every table opens or says why not."""

import inspect
import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest
from made_stored import stored_in_parts
from public_tables import CALLS, TABLES, World, made_corpus, public_functions, takes_annotations

from analysis import evidence
from analysis.errors import KhitabError
from analysis.passages.tracing import FINDERS, with_trace
from analysis.plots.tables import contents_of, read_saved

read_xlsx = partial(pd.read_excel, engine="openpyxl")
DOCS = Path(__file__).parents[2] / "docs" / "tables.md"


@pytest.fixture(scope="module")
def worlds(tmp_path_factory) -> dict[str, World]:
    corpus, folder = made_corpus(), tmp_path_factory.mktemp("worlds")
    stored = stored_in_parts(corpus, folder / "stored", 3)
    return {name: World(source, folder) for name, source in (("memory", corpus), ("stored", stored))}


@pytest.fixture(scope="module")
def table_of(worlds) -> Callable[[str, str], pd.DataFrame]:
    """A function that makes the table of a public function in memory or from stored parts, once."""
    return cache(lambda name, where: TABLES[name].make(worlds[where]))


def test_every_public_function_is_described():
    names = {name for _, name, _ in public_functions()}
    described = {*TABLES, *CALLS}
    assert names - described == set(), "describe new functions in tests/public_tables.py"
    assert described - names == set(), "these are public no longer"
    lacking = [n for _, n, f in public_functions() if n in CALLS and takes_annotations(f) and not CALLS[n].run]
    assert lacking == [], "these take annotations, and a call of them is to be tried"


@pytest.mark.parametrize("where", ["memory", "stored"])
@pytest.mark.parametrize("name", TABLES)
def test_each_row_opens_into_as_many_passages_as_it_says(worlds, table_of, name, where):
    case, world, table = TABLES[name], worlds[where], table_of(name, where)
    assert isinstance(table, pd.DataFrame)
    if case.refuses:
        with pytest.raises(KhitabError, match=r"no passages are behind such a row: .+(open|read)"):
            evidence(table.iloc[0], case.within(world), *case.more(world))
        return
    numbers = [case.number(row) for row in table.to_dict("records")]
    assert max(numbers) > 0
    by_number = sorted(range(len(table)), key=numbers.__getitem__)
    for place in {round(share * (len(table) - 1)) for share in (0, 0.5, 0.9, 1)}:
        row = table.iloc[by_number[place]]
        found = evidence(row, case.within(world), *case.more(world))
        assert len(found) == found.total == numbers[by_number[place]]


@pytest.mark.parametrize("name", TABLES)
def test_memory_and_stored_give_the_same_table(table_of, name):
    memory, stored = (table_of(name, where) for where in ("memory", "stored"))
    pd.testing.assert_frame_equal(memory, stored, check_dtype=False, check_categorical=False)


@pytest.mark.parametrize("where", ["memory", "stored"])
@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.run])
def test_what_gives_no_table_runs_on_both(worlds, name, where):
    assert CALLS[name].run(worlds[where]) is not None


@pytest.mark.parametrize("name", [name for name, case in TABLES.items() if not case.refuses])
def test_rows_open_from_a_parquet_file_and_several_at_once(worlds, table_of, name, tmp_path):
    case, world, table = TABLES[name], worlds["memory"], table_of(name, "memory")
    table.to_parquet(tmp_path / "table.parquet")
    read = pd.read_parquet(tmp_path / "table.parquet")
    assert evidence(read.head(0), case.within(world), *case.more(world)).total == 0
    some = read.sample(frac=1, random_state=1).head(3)
    assert evidence(some, case.within(world), *case.more(world)).total <= sum(map(case.number, some.to_dict("records")))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", [name for name, case in TABLES.items() if not case.refuses])
def test_a_row_opens_from_cells_alone(worlds, table_of, name, kind, tmp_path):
    case, world, table = TABLES[name], worlds["memory"], table_of(name, "memory")
    path = tmp_path / f"table.{kind}"
    path.write_bytes(contents_of(table, kind, name))
    numbers = [case.number(row) for row in table.to_dict("records")]
    fullest = numbers.index(max(numbers))
    for read in (read_saved(path), {"csv": pd.read_csv, "xlsx": read_xlsx}[kind](path)):
        assert evidence(read.iloc[fullest], case.within(world), *case.more(world)).total == numbers[fullest]


def test_rows_of_two_tables_in_one_file_are_not_mistaken_for_each_other(worlds, table_of, tmp_path):
    world = worlds["memory"]
    tables = [with_trace(table_of(name, "memory")) for name in ("compare", "event_window")]
    pd.concat(tables).to_csv(tmp_path / "both.csv", index=False)
    with pytest.raises(KhitabError, match="these rows are of 2 tables"):
        evidence(pd.read_csv(tmp_path / "both.csv"), world.annotations, world.hits)


def test_a_column_of_the_corpus_that_is_called_trace_is_data(worlds):
    world = worlds["memory"]
    table = world.hits.assign(trace="a street").rename_axis(None)
    table.attrs = {}
    assert evidence(table.head(1), world.annotations).total == 1


def test_every_kind_of_trace_is_followed(table_of):
    traces = [table_of(name, "memory").attrs.get("trace", {}) for name, case in TABLES.items() if not case.refuses]
    assert set(FINDERS) - {"none"} <= {trace.get("kind") for trace in traces}


def page() -> str:
    """The table of `docs/tables.md`, from what is tested here."""
    lines = ["| function | in | memory | stored | cluster | gives; a row opens into |", "|---|---|---|---|---|---|"]
    for package, name, function in public_functions():
        on = "yes" if takes_annotations(function) else "–"
        cluster = "yes" if "client" in inspect.signature(function).parameters else "–"
        case = TABLES.get(name)
        if case is None:
            said = CALLS[name].gives
        else:
            said = f"opens into {case.opens}" if case.opens else f"does not open: {case.refuses}"
        lines.append(f"| `{name}` | `{package}` | {on} | {on} | {cluster} | {said} |")
    return "\n".join(lines)


def test_the_docs_have_this_table():
    head, _, rest = DOCS.read_text("utf-8").partition("<!-- table -->\n")
    _, _, tail = rest.partition("\n<!-- end -->")
    wanted = f"{head}<!-- table -->\n{page()}\n<!-- end -->{tail}"
    if os.environ.get("KHITAB_WRITE_DOCS"):
        DOCS.write_text(wanted, "utf-8")
    assert DOCS.read_text("utf-8") == wanted, "run this test with KHITAB_WRITE_DOCS=1, and read what it wrote"
