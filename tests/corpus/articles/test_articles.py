"""Each form of an export gives its articles: texts, titles, sources, days, in any kind of file that it is saved as."""

import pytest
from corpus.articles.exports import (
    ARABIC,
    ARTICLES,
    Told,
    as_page,
    as_rich_text,
    as_word,
    factiva,
    factiva_coded,
    labelled,
    nexis_ended,
    nexis_numbered,
    proquest,
)

from analysis.corpus import check_corpus, read_corpus, stream_corpus
from analysis.errors import KhitabError

EXPORTS = {
    "nexis, numbered": ("nexis", nexis_numbered()),
    "nexis, ended": ("nexis", nexis_ended()),
    "nexis, ended, blank lines": ("nexis", nexis_ended(gap="\n\n")),
    "nexis, ended, no cover": ("nexis", nexis_ended(cover="")),
    "factiva": ("factiva", factiva()),
    "factiva, coded": ("factiva", factiva_coded()),
    "proquest, english": ("proquest", proquest()),
    "proquest, arabic": ("proquest", proquest(words=ARABIC)),
}
SAVED = {
    ".txt": lambda text: text.encode(),
    ".html": lambda text: as_page(text).encode(),
    ".docx": as_word,
    ".rtf": lambda text: as_rich_text(text).encode(),
}


@pytest.fixture
def write(tmp_path):
    def write(content, name="export.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def plain(text):
    return text.split()


@pytest.mark.parametrize("how", [None, "named"])
@pytest.mark.parametrize("suffix", SAVED)
@pytest.mark.parametrize("export", EXPORTS)
def test_each_export_gives_its_articles(write, export, suffix, how):
    form, content = EXPORTS[export]
    path = write(SAVED[suffix](content), f"export{suffix}")
    corpus = read_corpus(path, articles=form if how else None)
    assert [plain(d.text) for d in corpus.documents] == [plain(told.text) for told in ARTICLES]
    table = corpus.metadata
    assert list(table.doc_id) == ["export-1", "export-2", "export-3"]
    assert list(table.title) == [told.title for told in ARTICLES]
    assert [name.split(" (")[0].split(";")[0] for name in table.source] == [told.source for told in ARTICLES]
    assert [str(day.date()) for day in table.date] == [told.day for told in ARTICLES]
    assert table.file.unique() == [path.name]
    assert any(note.startswith(f"{path}: 3 articles of a") for note in corpus.notes)
    if "length" in table:
        assert list(table.length) == [told.words for told in ARTICLES]
    assert not any("more or fewer words" in note or "no header" in note for note in corpus.notes)


def _rights_on_top():
    return "\n\n".join(
        f"{n} of 3 DOCUMENTS\n\n\n     Copyright 2015 {t.source}\n      All Rights Reserved\n      {t.source}\n\n"
        f"      {t.english_day} Thursday\n      First Edition\n\nSECTION: محليات\n\nLENGTH: {t.words} words\n\n"
        f"HEADLINE: {t.title}\n\nBYLINE: س\n\nBODY:\n{t.text}\n\nLOAD-DATE: August 8, 2015\n"
        for n, t in enumerate(ARTICLES, 1)
    )


def _without_labels():
    return "\n\n".join(
        f"{n} of 3 DOCUMENTS\n\n{t.source}\n\n{t.english_day}\n\n{t.title}\n\n{t.text}\n\n"
        for n, t in enumerate(ARTICLES, 1)
    )


ODD = {
    "rights on top, headline and body labelled": _rights_on_top(),
    "no labels at all": _without_labels(),
    "a title over two lines": nexis_numbered().replace("القافلة تصل إلى", "القافلة تصل\nإلى", 1),
    "captions below": nexis_ended().replace("Classification", "Graphic\n \nصورة: القافلة\nClassification"),
    "links": nexis_ended()
    .replace("Body", "Link to Image\n\nBody")
    .replace("Classification", "Link to Image\nClassification"),
    "feet of pages": factiva().replace("وقال", "Page 2 of 9 © 2015 Factiva, Inc. All rights reserved.\n\nوقال"),
    "an hour and a page": factiva().replace("2015\nا", "2015\n10:05\nا").replace("AFAQ\nA", "AFAQ\n4\nA"),
    "no author, no section": factiva().replace("By س. كاتب\n", "").replace("محليات\n", ""),
    "no numbers": proquest()
    .replace("Document 1 of 3\n", "")
    .replace("Document 2 of 3\n", "")
    .replace("Document 3 of 3\n", ""),
    "a value over two lines": proquest().replace("Subject: Roads; Rain;", "Subject: Roads; Rain;\nFloods;"),
    "a title below": proquest()
    .replace("\n\nختام المؤتمر\n\n", "\n\n")
    .replace("Subject: Roads", "Title: ختام المؤتمر\n\nSubject: Roads"),
    "a text below its label": proquest().replace("Full text: ", "Full text:\n\n"),
    "credits": proquest().replace("Subject: Roads", "Credit: س. كاتب\n\nIllustration\n\nSubject: Roads"),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_other_layouts_of_these_exports_give_the_same_articles(write, content):
    corpus = read_corpus(write(content))
    assert [plain(d.text) for d in corpus.documents] == [plain(told.text) for told in ARTICLES]
    assert list(corpus.metadata.title) == [told.title for told in ARTICLES]
    assert [str(day.date()) for day in corpus.metadata.date] == [told.day for told in ARTICLES]
    assert [name.split(" (")[0].split(";")[0] for name in corpus.metadata.source] == [t.source for t in ARTICLES]


def test_a_text_that_a_header_would_take_is_a_text(write):
    one = "{} of 2 DOCUMENTS\n\nالأفق\n\nAugust 6, 2015\n\n{}\n\n"
    content = one.format(1, "عاد الوفد.") + one.format(2, "وصل الوفد.")
    corpus = read_corpus(write(content))
    assert "عاد الوفد." in corpus.documents[0].text
    assert any("2 articles have no header" in note for note in corpus.notes)


@pytest.mark.parametrize("export", EXPORTS)
def test_a_text_stands_in_the_file_where_it_is_said_to(write, export):
    content = EXPORTS[export][1]
    for document in read_corpus(write(content)).documents:
        start = document.metadata["file_start"]
        stretch = content[start : start + len(document.text)]
        differing = {a for a, b in zip(stretch, document.text, strict=True) if a != b}
        assert differing <= set("TD"), "the letters of a field alone become spaces"
        assert document.text == document.text.strip()


def test_what_the_archive_says_is_metadata_and_no_text(write):
    for export, (_, content) in EXPORTS.items():
        for document in read_corpus(write(content)).documents:
            for mark in (
                "Copyright",
                "©",
                "rights reserved",
                "LOAD-DATE",
                "Document ",
                "Classification",
                "ARABIC",
                "Pg.",
            ):
                assert mark not in document.text, (export, mark)
    (first, *_) = read_corpus(write(nexis_numbered())).documents
    assert first.metadata["section"] == "محليات; Pg. 4"
    assert first.metadata["author"] == "س. كاتب"
    assert first.metadata["load_date"] == "August 8, 2015"
    assert first.metadata["subject"] == "TALKS (90%); ROADS (80%); RAIN (75%)"
    assert first.metadata["copyright"] == "Copyright 2015 الأفق All Rights Reserved"
    (first, *_) = read_corpus(write(factiva())).documents
    assert first.metadata["archive_id"] == "AFAQ000020150806eb860000p"
    assert first.metadata["section"] == "محليات"
    assert first.metadata["language"] == "Arabic"


def test_what_stands_before_and_behind_all_articles_is_counted(write):
    notes = read_corpus(write(factiva())).notes
    assert any("16 words before the first article and behind the last set aside" in note for note in notes), notes
    assert not any("set aside" in note for note in read_corpus(write(factiva(foot=False))).notes)


def test_an_export_of_one_article_is_read_with_its_header(write):
    for content in (nexis_ended(ARTICLES[:1], cover=""), factiva(ARTICLES[:1], foot=False), proquest(ARTICLES[:1])):
        (document,) = read_corpus(write(content)).documents
        assert document.metadata["title"] == ARTICLES[0].title
        assert plain(document.text) == plain(ARTICLES[0].text)


def test_an_article_that_is_missing_is_told_by_the_count_of_the_export(write):
    notes = read_corpus(write(nexis_numbered(of=250))).notes
    assert any("by its own count it has 250 articles, and 3 are here" in note for note in notes)


def test_a_text_far_from_the_length_that_the_archive_gives_is_told(write):
    long = Told("خبر طويل", "الأفق", "2015-08-08", "عاد الوفد مساء. " * 100)
    content = nexis_numbered((*ARTICLES, long)).replace(f"LENGTH: {long.words} words", "LENGTH: 900 words")
    notes = read_corpus(write(content)).notes
    assert any("1 article has many more or fewer words" in note and "export-4" in note for note in notes)


def test_abstracts_alone_are_left_out_or_refused(write):
    with pytest.raises(KhitabError, match="no article of 3 has a text"):
        read_corpus(write(proquest(full=False)), articles="proquest")
    half = (
        proquest(ARTICLES[:2])
        .replace("Full text: أعلنت", "Abstract: أعلنت")
        .replace("Document 2 of 2", "Document 2 of 2")
    )
    corpus = read_corpus(write(half))
    assert len(corpus) == 1
    assert any("1 article has no text" in note and ARTICLES[1].title in note for note in corpus.notes)


def test_a_date_that_could_be_two_is_unknown_with_a_note(write):
    content = factiva().replace("6 August 2015", "03/04/2015")
    corpus = read_corpus(write(content))
    assert corpus.metadata.date.isna().sum() == 1
    assert any("date that names no day" in note and "03/04/2015" in note for note in corpus.notes)
    assert str(read_corpus(write(content), dayfirst=True).metadata.date[0].date()) == "2015-04-03"


def test_keep_leaves_the_file_one_document(write):
    corpus = read_corpus(write(nexis_numbered()), articles="keep")
    assert [d.text for d in corpus.documents] == [nexis_numbered()]
    assert any("many-articles" in note or "marks that stand between articles" in note for note in corpus.notes)


def test_streams_checks_and_folders_see_the_same_articles(tmp_path):
    (tmp_path / "a.txt").write_text(nexis_ended())
    (tmp_path / "b.txt").write_text("وصل الوفد إلى المدينة مساء.")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.rtf").write_text(as_rich_text(factiva()))
    (tmp_path / "documents.csv").write_text("doc_id,country,source\na,س,قاعدة\nb,ع,الأفق\nsub/c,س,قاعدة\n")
    whole = read_corpus(tmp_path)
    streamed = [document for piece in stream_corpus(tmp_path) for document in piece.documents]
    assert [d.doc_id for d in whole.documents] == ["a-1", "a-2", "a-3", "b", "sub/c-1", "sub/c-2", "sub/c-3"]
    assert [(d.doc_id, d.text) for d in streamed] == [(d.doc_id, d.text) for d in whole.documents]
    assert list(whole.metadata.country) == ["س"] * 3 + ["ع"] + ["س"] * 3, (
        "what is said of a file is said of its articles"
    )
    assert whole.metadata.source[4] == "الأفق", "what an article says of itself comes first"
    assert check_corpus(tmp_path).summary["documents"] == 7


def test_a_file_called_as_an_article_of_another_is_named(tmp_path):
    (tmp_path / "a.txt").write_text(nexis_ended())
    (tmp_path / "a-2.txt").write_text("وصل الوفد.")
    with pytest.raises(KhitabError, match=r"both called 'a-2'"):
        read_corpus(tmp_path, errors="raise")
    (skipped,) = read_corpus(tmp_path).skipped
    assert skipped.file == "a.txt"


def test_the_repaired_text_is_an_article(write):
    content = nexis_ended().replace("القافلة إلى", "<b>القافلة</b> إلى")
    corpus = read_corpus(write(content), repair="markup")
    assert len(corpus) == 3
    assert corpus.documents[0].text.startswith("وصلت القافلة إلى المخيم")


@pytest.mark.parametrize("given", ["nexsis", "Lines", "", "خطوط"])
def test_a_name_that_there_is_not(write, given):
    with pytest.raises(KhitabError, match="use one of 'nexis', 'factiva', 'proquest', 'lines', 'keep'"):
        read_corpus(write("خبر"), articles=given)


def test_lines_of_signs_are_cut_when_asked(write):
    for between in ("\n==========\n", "\n-----\n", "\n* * * * *\n", "\r\n_____\r\n"):
        path = write(labelled(between=between))
        corpus = read_corpus(path, articles="lines")
        assert [d.text for d in corpus.documents] == [told.text for told in ARTICLES]
        assert list(corpus.metadata.title) == [told.title for told in ARTICLES]
        assert [str(day.date()) for day in corpus.metadata.date] == [told.day for told in ARTICLES]
        assert len(read_corpus(path)) == 1, "an article of its own could have such lines"


def test_asking_for_what_is_not_there_is_told(write):
    for form in ("nexis", "factiva", "proquest", "lines"):
        corpus = read_corpus(write("وصل الوفد إلى المدينة مساء."), articles=form)
        assert len(corpus) == 1
        assert any(f"no marks of articles={form!r}" in note for note in corpus.notes)
