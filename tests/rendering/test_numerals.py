import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import KhitabError
from analysis.rendering.labels import counted, phrase, with_count
from analysis.rendering.numerals import in_numerals, numerals


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("12,345.6", "١٢٬٣٤٥٫٦"),
        ("من 0.50 إلى 1,234", "من ٠٫٥٠ إلى ١٬٢٣٤"),
        ("فترات الثقة 95 %", "فترات الثقة ٩٥ ٪"),
        ("p = 0.012", "p = ٠٫٠١٢"),
        ("في 2015-07-21، ثم في 2015-07.", "في ٢٠١٥/٠٧/٢١، ثم في ٢٠١٥/٠٧."),
        ("(19,107)", "(١٩٬١٠٧)"),
        ("0: لا، 1: نعم", "٠: لا، ١: نعم"),
    ],
)
def test_numbers_within_arabic_take_arabic_digits_and_marks(written, shown):
    assert in_numerals(written, "ar") == written, "Western digits if nothing is chosen"
    with numerals("arab"):
        assert in_numerals(written, "ar") == shown
        assert in_numerals(written, "en") == written
    assert in_numerals(written, "ar") == written


@pytest.mark.parametrize(
    "written",
    ["خطاب 0.1.0", "frames 7a01bc99", "المعجم (12345678)", "(Evert 2022)", "G2", "2024-W05", "d-17", "news_2015.csv"],
)
def test_names_hashes_versions_and_references_stay_as_written(written):
    with numerals("arab"):
        assert in_numerals(written, "ar") == written


@given(st.integers(0, 10**7).filter(lambda n: n > 2))
def test_a_counted_noun_has_the_same_form_in_either_digits(number):
    latin = counted(number, "word", "ar")
    with numerals("arab"):
        arab = counted(number, "word", "ar")
    assert arab.split()[1] == latin.split()[1]
    assert int(arab.split()[0].replace("٬", "")) == number


def test_phrases_and_counts_beside_names_follow():
    with numerals("arab"):
        assert phrase("sample", "ar", shown="1,000", total="2,000", seed=0).startswith("١٬٠٠٠ من ٢٬٠٠٠")
        assert "(١٢)" in with_count("الأمن", 12)
        assert "(12)" in with_count("security", 12)


def test_the_choice_holds_where_it_was_made_alone():
    seen = []
    with numerals("arab"):
        thread = threading.Thread(target=lambda: seen.append(in_numerals("5", "ar")))
        thread.start()
        thread.join()
        with numerals(None):
            assert in_numerals("5", "ar") == "٥"
    assert seen == ["5"]


def test_other_systems_are_refused():
    with pytest.raises(KhitabError, match="'arab' for"), numerals("roman"):
        pass
