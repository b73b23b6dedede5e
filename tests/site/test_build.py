"""The notebooks and the pages built from them."""

import ast
import json
import re

import lazy_loader
import pandas as pd
import pytest
from small_tables import PROJECT, PROVENANCE

from analysis.errors import KhitabError
from analysis.plots.tables import save_table
from analysis.site.build import main
from analysis.site.notebook_page import build_page, page_tables, right_to_left_cells, to_page

nbformat = lazy_loader.load("nbformat")  # slow to load, and collected by every process
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("0[12]_*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_notebooks_store_no_outputs(notebook):
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code_of(notebook))


def test_notebooks_define_no_functions_or_classes(notebook):
    nodes = [node for cell in code_of(notebook) for node in ast.walk(ast.parse(cell.source))]
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)]


def test_parameters_stand_in_one_tagged_cell_before_all_other_code(notebook):
    tagged = [cell for cell in code_of(notebook) if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == code_of(notebook)[:1]


def test_prose_quotes_no_number_that_code_computes(notebook):
    prose = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    # The unit of the rates and the level of the intervals are chosen, not found.
    assert re.findall(r"\d[\d,.]*", prose.replace("1,000 words", "").replace("95 %", "")) == []


def test_notebooks_say_whether_their_texts_are_real_or_constructed():
    first, second = (nbformat.read(path, as_version=4).cells[0].source for path in NOTEBOOKS)
    assert "real news report" in first
    assert "invented" in second
    assert "نصوص مصنوعة" in second


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes(builds):
    first, second = builds
    names = sorted(str(path.relative_to(first)) for path in first.rglob("*") if path.is_file())
    assert names == sorted(str(path.relative_to(second)) for path in second.rglob("*") if path.is_file())
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []
    assert {name.rsplit(".")[-1] for name in names} >= {"html", "svg", "png", "pdf", "csv", "parquet", "json"}


@pytest.mark.slow
def test_the_record_names_corpora_lexicon_model_and_packages(builds):
    record = json.loads((builds[0] / "provenance.json").read_text("utf-8"))
    assert {(entry["corpus"], entry["constructed"]) for entry in record["made_from"]} == {
        ("ispr", False),
        ("constructed", True),
    }
    assert all(entry["model_fingerprint"] and entry["words"] > 0 for entry in record["made_from"])
    assert {"matplotlib", "numpy", "pandas", "stanza"} <= set(record["packages"])


@pytest.mark.slow
def test_pages_point_to_nothing_outside_the_build(builds):
    for page in builds[0].rglob("*.html"):
        for address in re.findall(r'(?:src|href)="([^"]*)"', page.read_text("utf-8")):
            if not address.startswith(("data:", "#")):
                assert (page.parent / address.split("#")[0]).is_file(), (page.name, address)


@pytest.mark.slow
def test_figures_of_the_constructed_corpus_say_so(builds):
    page = (builds[0] / "02_framing.html").read_text("utf-8")
    assert page.count("نصوص مصنوعة") >= 6


def test_a_failing_cell_is_reported_in_one_sentence_and_leaves_no_page(tmp_path, capsys):
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    path = tmp_path / "broken.ipynb"
    nbformat.write(broken, path)
    assert main(["page", str(path), "--build", str(tmp_path / "build")]) == 2
    assert "a cell failed with ZeroDivisionError: division by zero" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


def test_a_missing_notebook_is_named():
    with pytest.raises(KhitabError, match=r"nowhere\.ipynb: there is no such notebook"):
        build_page("nowhere.ipynb", "build")


def test_output_of_every_kind_is_shown_and_escaped():
    outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="a < b"),
        nbformat.v4.new_output("stream", name="stderr", text="annotate:  50%|█████     | 1/2"),
        nbformat.v4.new_output("display_data", data={"text/plain": "<object>"}),
        nbformat.v4.new_output("display_data", data={"text/html": "<p>kept</p>", "text/plain": "dropped"}),
    ]
    cell = nbformat.v4.new_code_cell("x", outputs=outputs)
    page = to_page(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Title & more"), cell]))
    assert "<title>Title &amp; more</title>" in page
    assert "a &lt; b" in page
    assert "&lt;object&gt;" in page
    assert "<p>kept</p>" in page
    assert "dropped" not in page
    assert "50%" not in page
    assert "<script" not in page


def test_arabic_cells_of_tables_are_turned():
    html = '<td>source</td><th class="x">الأمن</th>'
    assert right_to_left_cells(html) == '<td>source</td><th class="x" dir="rtl" lang="ar">الأمن</th>'


def test_numbered_rows_lose_their_numbers_and_named_rows_keep_their_names():
    table = pd.DataFrame({"n": [1, 2]}, index=[7, 3])
    numbered, named = table.to_html(), table.rename_axis(index="year").to_html()
    assert "<th>7</th>" not in page_tables(numbered)
    assert "<th></th>" not in page_tables(numbered)
    assert page_tables(numbered).count("<t") == numbered.count("<t") - 3
    assert page_tables(named) == named


def test_headings_of_columns_break_at_underscores():
    html = page_tables(pd.DataFrame({"n_words": [1]}).to_html())
    assert "<th>n_<wbr>words</th>" in html


def test_missing_values_are_dashes_and_long_text_is_given_room():
    html = page_tables(pd.DataFrame({"rate": [None, 1.5], "note": ["word " * 9, "short"]}).to_html())
    assert "<td>–</td>" in html
    assert "NaN" not in html
    assert html.count('class="long"') == 1


def test_tables_of_a_page_are_whole_and_rounded(tmp_path):
    long = "an interval needs at least eight documents with words in them, and here there is one"
    code = f"import pandas as pd\npd.DataFrame({{'rate': [2 / 3, 70.0, 12345.6, None], 'note': [{long!r}] * 4}})"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), tmp_path / "small.ipynb")
    page = build_page(tmp_path / "small.ipynb", tmp_path / "build").read_text("utf-8")
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert cells[::2] == ["0.6667", "70", "12346", "–"]
    assert cells[1] == long
    assert "set_option" not in page


def test_saved_tables_read_back_and_carry_their_provenance(tmp_path):
    table = pd.DataFrame({"frame": ["الأمن", "x,y"], "n": [1, 2]})
    table.attrs["provenance"] = PROVENANCE
    csv, parquet, origin = save_table(table, "small", tmp_path / "tables")
    assert csv.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert pd.read_csv(csv).equals(table)
    assert pd.read_parquet(parquet).attrs["provenance"] == PROVENANCE
    assert json.loads(origin.read_text("utf-8")) == PROVENANCE


def test_a_table_without_provenance_is_not_saved(tmp_path):
    with pytest.raises(KhitabError, match="table 'bare' has no provenance"):
        save_table(pd.DataFrame({"n": [1]}), "bare", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_parameters_replace_those_of_the_notebook_and_are_shown(tmp_path):
    cells = [
        nbformat.v4.new_code_cell("word = 'no'", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("print('said', word)"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "small.ipynb")
    page = build_page(tmp_path / "small.ipynb", tmp_path / "build", {"word": "yes"}).read_text("utf-8")
    text = re.sub("<[^>]+>", "", page)
    assert "said yes" in text
    assert 'word = "yes"' in text
    assert "output = " not in text


def test_a_table_that_parquet_cannot_hold_leaves_no_half_behind(tmp_path):
    table = pd.DataFrame({"rank": pd.Series([1, "أول"], dtype=object)})
    table.attrs["provenance"] = {"corpus": "made"}
    with pytest.raises(KhitabError, match="column rank"):
        save_table(table, "mixed", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_parameter_without_a_value_is_named(tmp_path, capsys):
    assert main(["page", "notebooks/none.ipynb", "--set", "seed", "--build", str(tmp_path)]) == 2
    assert "--set seed: is not a parameter with its value" in capsys.readouterr().err
