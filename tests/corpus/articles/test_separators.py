"""Lines that somebody set between articles, and patterns of one's own."""

import pytest
from corpus.articles.exports import ARTICLES, labelled

from analysis.corpus import read_corpus
from analysis.corpus.articles import separators
from analysis.errors import KhitabError


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "all.txt"
        path.write_text(content)
        return path

    return write


@pytest.mark.parametrize("mark", ["Document {} of 3", "المقال {} من 3", "خبر رقم {} من 3", "Article {} / 3"])
def test_numbered_lines_that_count_to_the_end_are_certain(write, mark):
    content = "\n".join(f"{mark.format(n)}\n{told.text}" for n, told in enumerate(ARTICLES, start=1))
    corpus = read_corpus(write(content))
    assert [d.text for d in corpus.documents] == [told.text for told in ARTICLES]
    assert any("3 articles of a file with numbered articles" in note for note in corpus.notes)


def test_numbers_that_do_not_count_to_the_end_are_left_to_the_reader(write):
    content = "\n".join(f"المقال {n} من 9\n{told.text}" for n, told in enumerate(ARTICLES, start=4))
    assert len(read_corpus(write(content))) == 1
    assert len(read_corpus(write(content), articles="lines")) == 3


def test_lines_of_two_signs_are_refused_with_the_pattern_that_tells_them_apart(write):
    content = labelled().replace("\n\n", "\n-----\n")
    with pytest.raises(KhitabError, match="lines of several signs") as refused:
        read_corpus(write(content), articles="lines")
    assert "all.txt" in str(refused.value)
    assert len(read_corpus(write(content), articles=r"^={5,}$")) == 3


def test_a_pattern_gives_metadata_by_its_groups(write):
    content = "".join(f"\n## {t.day} | {t.source} | {t.title}\n{t.text}\n" for t in ARTICLES)
    pattern = r"^## (?P<date>\S+) \| (?P<source>.*) \| (?P<title>.*)$"
    corpus = read_corpus(write(content), articles=pattern)
    assert [d.text for d in corpus.documents] == [told.text for told in ARTICLES]
    assert list(corpus.metadata.source) == [told.source for told in ARTICLES]
    assert list(corpus.metadata.title) == [told.title for told in ARTICLES]
    assert [str(day.date()) for day in corpus.metadata.date] == [told.day for told in ARTICLES]


def test_text_before_the_first_match_is_an_article(write):
    corpus = read_corpus(write("قبل الكل.\n§§\nبعده."), articles="^§§$")
    assert [d.text for d in corpus.documents] == ["قبل الكل.", "بعده."]


def test_a_pattern_that_cannot_be_read_or_runs_away_is_named(write, monkeypatch):
    monkeypatch.setattr(separators, "_SECONDS", 0.5)
    with pytest.raises(KhitabError, match="not a regular expression"):
        read_corpus(write("خبر"), articles="(")
    with pytest.raises(KhitabError, match="takes more than"):
        read_corpus(write("ا" * 40 + "!"), articles="(ا|اا|ااا)+?(ا|اا)+$(?<=x)")


def test_a_pattern_of_nothing_cuts_nothing(write):
    assert len(read_corpus(write("خبر\nآخر"), articles="x*")) == 1
