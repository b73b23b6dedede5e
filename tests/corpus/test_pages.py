"""Web pages: their headline is metadata, and no paragraph of their text is lost."""

import pytest

from analysis.corpus import read_corpus

A = "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة عبر الصحراء استمرت ثلاثة أيام كاملة"
B = "أعلنت البلدية إغلاق الطريق حتى إشعار آخر بسبب الأمطار التي هطلت على المدينة منذ الصباح"
C = "اختتم المؤتمر أعماله أمس بحضور وفود من الدول المشاركة التي ناقشت التعاون في مجالات عدة"
TITLE = "الأمن يعود إلى المدينة"


@pytest.fixture
def read(tmp_path):
    def write_and_read(body, head=""):
        (tmp_path / "p.html").write_text(f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>")
        return read_corpus(tmp_path / "p.html")

    return write_and_read


def lines(corpus):
    return corpus.documents[0].text.split("\n")


@pytest.mark.parametrize("head", ["", f"<title>{TITLE}</title>", f"<title>{TITLE} | صحيفة الأفق</title>"])
def test_the_headline_is_metadata_and_not_counted_with_the_text(read, head):
    corpus = read(f"<article><h1>{TITLE}</h1><p>{A}</p><p>{B}</p><p>{C}</p></article>", head)
    assert lines(corpus) == [A, B, C]
    assert TITLE in corpus.documents[0].metadata["title"]


def test_a_paragraph_that_repeats_words_of_another_is_not_lost(read):
    short = "رحلة طويلة"
    body = "".join(f"<p>{text}</p>\n" for text in (A, short, B, C, short, A + " ثم عادت"))
    assert lines(read(body)) == [A, short, B, C, short, A + " ثم عادت"]


@pytest.mark.parametrize("inner", ["صرح بذلك<br>مساء أمس", "صرح <b>بذلك<br/></b>مساء أمس", "صرح بذلك<br><br>مساء أمس"])
def test_words_around_the_end_of_a_line_are_read_once_and_are_two(read, inner):
    corpus = read("".join(f"<p>{text}</p>\n" for text in (A, inner, B, C)))
    assert lines(corpus) == [A, "صرح بذلك", "مساء أمس", B, C]


def test_links_and_margins_stay_out(read):
    related = "<p class='related'>اقرأ أيضا عن القافلة</p><p><a href='/x'>خبر آخر عن الطريق</a></p>"
    found = lines(read(f"<article><p>{A}</p>{related}<p>{B}</p><p>{C}</p></article><footer><p>حقوق النشر</p></footer>"))
    assert [line for line in found if line not in (A, B, C)] == []


def test_where_most_is_lost_all_paragraphs_are_taken_with_a_note(read, monkeypatch):
    import trafilatura

    real = trafilatura.bare_extraction

    def short(*given, **named):
        page = real(*given, **named)
        page.text = A
        return page

    monkeypatch.setattr(trafilatura, "bare_extraction", short)
    corpus = read("".join(f"<p>{text}</p>" for text in (A, B, C, B + " ثم", C + " ثم")))
    assert lines(corpus) == [A, B, C, B + " ثم", C + " ثم"]
    assert any("lost most of the page" in note for note in corpus.notes)


def test_several_articles_of_a_page_are_noted_and_teasers_are_none(read):
    first, second = ("".join(f"<p>{n} {text} {text} {B}</p>" for text in (A, B, C)) for n in (1, 2))
    aside = f"<article class='comment-body'>{second.replace('2', '3')}</article>"
    aside += f"<article><p>{C}</p></article><article><p><a href='/x'>{A * 9}</a></p></article>"
    corpus = read(f"<article><h2>أول</h2>{first}</article><article><h2>ثان</h2>{second}</article>{aside}")
    taken = sum(f"{n} {A}" in corpus.documents[0].text for n in (1, 2))
    assert any(f"the page has 2 articles, of which {taken} are read" in note for note in corpus.notes)
    corpus = read(f"<article><h2>أول</h2>{first}<article>{second}</article></article>{aside}")
    assert not any("articles, of which" in note for note in corpus.notes)
