"""Reports of studies: every number comes from a table, and no text of a corpus is in the repository."""

import gzip
import re
from pathlib import Path

import pandas as pd
import pytest
from press_events import report

STUDIES = Path(__file__).parents[2] / "studies"
NAMES = sorted(path.parent.name for path in STUDIES.glob("*/study.toml"))
TEXTS = [(name, text) for name in NAMES for text in report.templates(STUDIES / name)]
TABLES = sorted(STUDIES.glob("*/tables/*.csv"))
CODINGS = sorted(STUDIES.glob("*/coding/*.csv*"))

MOST_WORDS = 2500
"""Of prose in a report, without its tables and its Arabic summary."""

ARABIC_LINE = re.compile("^[^a-z]*[\u0600-\u06ff]{2,} [\u0600-\u06ff]{2,}")

FIXED = re.compile(
    r"\b\d+( to \d+)? (March|June|July|August|October|November)( \d{4})?|the \d+th\b|(August|March|June|October) \d{4}|"
    r"\b(18|19|20)\d\d\b|[0-9]+ أغسطس|[0-9]+ (مارس|يونيو)|"
    r"1 to 4 and (?=8 to 11 August)|[Ss]ection \d(\.\d)?|pilot on 160\b|1,500|4,000|"
    r"(above|below|falls to) 0\.05|λ (=|is) 1\b|"
    r"BY-NC-SA 4\.0|95 %|1,000|per 100\b|[Oo]f 100 occurrences|[a-z]+-(en|ar)\.png|"
    r"^#+ \d(\.\d)?|arXiv:[\d.]+|doi:\S+|Institute\* 22|Apache-2\.0|v1\.1",
    re.MULTILINE,
)
"""Dates, names and what the study set itself; everything else with a digit must be a cell."""


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_a_report_is_its_template_filled_from_the_tables(name, text):
    folder = STUDIES / name
    assert (folder / f"{text}.md").read_text("utf-8") == report.render(folder, text), (
        f"run `python -m press_events.report {name}`"
    )


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_no_number_of_a_report_was_typed(name, text):
    template = (STUDIES / name / f"{text}.template.md").read_text("utf-8")
    left = FIXED.sub("", report.CELL.sub("", template))
    assert [line for line in left.splitlines() if re.search(r"[0-9٠-٩]", line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_short_and_names_parts_of_its_supplement_that_are_there(name):
    folder = STUDIES / name
    text = (folder / "report.md").read_text("utf-8")
    prose = [line for line in text.splitlines() if not line.startswith("|") and not ARABIC_LINE.search(line)]
    assert len(" ".join(prose).split()) <= MOST_WORDS
    named = set(re.findall(r"supplement(?:\]\(supplement\.md\) \(|, )([A-Z])\b", text))
    if "supplement" in report.templates(folder):
        headings = re.findall(r"^## ([A-Z]) ", (folder / "supplement.md").read_text("utf-8"), re.MULTILINE)
        assert named <= set(headings)
        assert headings == sorted(set(headings))
    else:
        assert not named


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_figures_of_a_report_are_there(name, text):
    folder = STUDIES / name
    shown = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (folder / f"{text}.md").read_text("utf-8"))
    assert shown
    assert all((folder / place).is_file() for place in shown)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_tables_hold_names_and_counts_and_no_texts(path):
    table = pd.read_csv(path)
    assert not {"text", "title", "url", "author", "sentence"} & set(table.columns)
    spelt = table.select_dtypes(exclude=["number", "bool"]).stack().astype(str)
    longest = spelt[spelt.str.contains("[\u0600-\u06ff]")].str.split().str.len().max()
    assert not longest > 6


@pytest.mark.parametrize("path", CODINGS, ids=lambda path: path.name)
def test_codings_hold_no_word_of_the_texts(path):
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    assert not re.search("[\u0600-\u06ff]", text)
    if "coder" in text.partition("\n")[0]:
        codings = pd.read_csv(path, dtype="str", keep_default_na=False)
        assert set(codings["token"]) == {""}


def test_a_cell_is_one_cell_in_the_form_asked_for(tmp_path):
    (tmp_path / "tables").mkdir()
    pd.DataFrame({"frame": ["a", "b"], "low": [-0.25, 1], "high": [0.5, 2], "p": [0.0004, 0.04]}).to_csv(
        tmp_path / "tables" / "t.csv", index=False
    )
    template = "{{t|frame=a|low..high|.2f}}; {{t|frame=a|p|p}}; {{t|frame=b|p|p}}; {{t|frame=a|low|abs.1f}}"
    (tmp_path / "report.template.md").write_text(template, "utf-8")
    assert report.render(tmp_path) == "−0.25 to 0.50; p < 0.001; p = 0.040; 0.2"
    (tmp_path / "report.template.md").write_text("{{t||low|.2f}}", "utf-8")
    with pytest.raises(ValueError, match="finds 2 rows"):
        report.render(tmp_path)
