"""The notebook on validation: an essay over public functions, honest about its one coder."""

import ast
import re
from pathlib import Path

import lazy_loader
import pytest

from analysis.site.notebook_page import build_page

nbformat = lazy_loader.load("nbformat")  # slow to load, and collected by every process
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "05_validation.ipynb"


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(NOTEBOOK, as_version=4)


@pytest.fixture(scope="module")
def prose(notebook):
    return " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_stores_no_outputs_and_defines_nothing(notebook):
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code_of(notebook))
    nodes = [node for cell in code_of(notebook) for node in ast.walk(ast.parse(cell.source))]
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)]
    assert "parameters" in code_of(notebook)[0].metadata["tags"]


def test_prose_quotes_no_number_that_code_computes(prose):
    assert re.findall(r"\d[\d,.]*", prose) == []


def test_one_reader_twice_is_never_called_reliability(prose):
    assert "invented" in prose
    assert "must not be\nreported as reliability between coders" in prose


@pytest.mark.slow
def test_builds_a_page_with_the_corrected_figure_and_no_widget(tmp_path):
    page = build_page(NOTEBOOK, tmp_path).read_text("utf-8")
    assert (tmp_path / "figures" / "05_corrected.svg").is_file()
    assert (tmp_path / "codings" / "sheet.xlsx").is_file()
    assert "CodingView" not in page
    assert "too few codings" in page
    assert "<td>False</td>" not in page.partition("Against the truth")[2]
