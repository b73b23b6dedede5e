"""A spelling without hamza or dots is on the list only where hardly anything else can be meant."""

import gzip

import pandas as pd
import pytest

from training.dictionaries.spellings import clear_spellings, hasty_spellings, is_careful, list_spellings, main

COUNTS = {
    "إلى": 900, "الى": 40, "آلي": 3, "أن": 900, "إن": 200, "ان": 40, "أعتقد": 50, "اعتقد": 40, "على": 900, "علي": 50,
    "في": 900, "فى": 10, "الأراضي": 60, "أبد": 1,
    "أضافه": 3, "إضافة": 90, "اخطأ": 2, "أخطأ": 40,
}  # fmt: skip
CAREFUL = "إلى أن في أكثر " * 10
HASTY = "الى بدا الى فى"


def test_clear_spellings():
    assert clear_spellings(COUNTS) == {
        "الى": "إلى",
        "آلى": "آلي",
        "فى": "في",
        "الاراضي": "الأراضي",
        "الأراضى": "الأراضي",
        "الاراضى": "الأراضي",
        "اضافة": "إضافة",
        "اخطأ": "أخطأ",
        "أخطا": "أخطأ",
        "اخطا": "أخطأ",
    }


def test_a_spelling_of_careful_articles_is_a_word_of_its_own():
    """The spelling is as frequent as another, but those who write all hamzas have it."""
    articles = [CAREFUL + "بدأ بدأ بدأ بدا", CAREFUL + "بدأ", HASTY]
    spellings = list_spellings(articles)
    assert spellings["الى"] == "إلى"
    assert spellings["فى"] == "في"
    assert "بدا" not in spellings
    assert list_spellings([CAREFUL + "بدأ بدأ بدأ", CAREFUL + "بدأ", HASTY])["بدا"] == "بدأ"


@pytest.mark.parametrize(
    ("text", "careful"),
    [("إلى أكثر", True), (CAREFUL + "الى", True), ("إلى الى", False), (CAREFUL + "فى فى", False), ("كتاب", True)],
)
def test_careful_articles(text, careful):
    assert is_careful(text.split(), {"الى": "إلى", "فى": "في"}) == careful


@pytest.mark.parametrize(
    ("token", "spellings"),
    [
        ("الأراضي", {"الاراضي", "الأراضى", "الاراضى"}),
        ("إلى", {"الى", "إلي", "الي"}),
        ("إضافة", {"اضافة", "إضافه", "اضافه"}),
        ("أخطأ", {"اخطأ", "أخطا", "اخطا"}),
        ("في", {"فى"}),
        ("كتاب", set()),
        ("ي", {"ى"}),
    ],
)
def test_hasty_spellings(token, spellings):
    assert hasty_spellings(token) == spellings


def test_the_list_is_made_from_a_folder_of_news(tmp_path, monkeypatch, capsys):
    pd.DataFrame({"text": ["ذهب إلى المدرسة", "إِلى البيت", "إلى أن"]}).to_parquet(tmp_path / "news.parquet")
    monkeypatch.setattr("sys.argv", ["spellings", str(tmp_path), "--out", str(tmp_path / "list.gz")])
    main()
    assert gzip.decompress((tmp_path / "list.gz").read_bytes()).decode() == "الى\tإلى\n"
    assert "1 spellings" in capsys.readouterr().out
