"""A document is read as it stands; what is said of it is added, and can be taken away again."""

import re
from html import unescape

import pytest
from made import made_annotations
from made_stored import stored_in_parts

from analysis.discourse import find_voices
from analysis.errors import KhitabError
from analysis.frames.find import find_frames
from analysis.passages.marked_text import read_marked
from analysis.passages.voice_margin import said_in
from analysis.passages.word_notes import word_notes
from analysis.widgets.reading import read

SAID = "قال/VERB/root/0 الوزير/NOUN/nsubj/1 إن/SCONJ/mark/4 التعاون/NOUN/ccomp/1 وثيق/ADJ/amod/4 ."


@pytest.fixture
def annotations():
    return made_annotations({"أ": f"{SAID}\nالأمن مهم .", "<b>": '<script>x</script> الأمن & "مهم" .', "ج": ""})


def paragraphs(html):
    """The text of each paragraph as it was before anything was added."""
    found = re.findall(r'<span class="number">\d+</span><div>(.*?)</div>(?:<ul|</div>)', html, flags=re.DOTALL)
    bare = [re.sub(r'<span class="note".*?</span></span>(?=</span>)', "", text, flags=re.DOTALL) for text in found]
    bare = [re.sub(r"<sup.*?</sup>", "", text) for text in bare]
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in bare]


@pytest.mark.parametrize("doc_id", ["أ", "<b>"])
def test_the_text_is_that_of_the_source(annotations, doc_id):
    html = read(annotations, doc_id)._repr_html_()
    assert paragraphs(html) == [line.strip() for line in annotations.text(doc_id).split("\n")]


def test_nothing_in_a_text_becomes_markup(annotations):
    html = read(annotations, "<b>", labels="en").html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.findall(r"<\w+[^>]*\son\w+=", html)


def test_each_word_tells_its_lemma_features_and_head(annotations):
    notes = word_notes(annotations.select(["أ"]).words, "en")
    assert len(notes) == 9
    plain = re.sub(r"<[^>]+>", "", notes[1])
    assert plain == "الوزير · lemma الوزير · noun · subject (nsubj) ← قال"
    assert "root of the sentence" in notes[0]


def test_clitics_stand_apart_in_the_note(annotate_text):
    annotations = annotate_text("بحثوا سبل التعاون وبالتعاون.")
    (note,) = (
        note for note in word_notes(annotations.words, "ar").values() if note.count('class="part"') == 3
    )  # و + ب + التعاون
    assert re.findall(r'class="part"><b[^>]*>(\w+)<', note)[:2] == ["و", "ب"]


def test_the_margin_says_who_says_what(annotations):
    voices = find_voices(annotations)
    (said,) = said_in(voices, "أ")
    text = annotations.text("أ")
    assert (said.speaker, said.cue, text[said.start : said.end]) == ("الوزير", "قال", "التعاون وثيق")
    html = read(annotations, "أ", labels="en").html
    assert html.count('<ul class="voices"') == 1
    margin = re.sub(r"<[^>]+>", "", re.search(r'<ul class="voices".*?</ul>', html)[0])
    assert margin == "1 الوزير · قال · reported speech"
    assert html.count('<span class="said indirect said-0">') == 3  # two words and the blank between them


def test_frames_are_counted_and_marked(annotations):
    html = read(annotations, "أ", labels="en").html
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", html)[2:] == ["التعاون", "الأمن"]
    assert "Security</mark> 1 hit" in html


def test_without_voices_there_is_no_margin(annotations):
    html = read_marked(find_frames(annotations), annotations, "أ").html
    assert "<ul" not in html
    assert 'class="said' not in html


def test_a_stored_document_reads_the_same(annotations, tmp_path):
    stored = stored_in_parts(annotations.select(["أ", "<b>"]), tmp_path / "stored", 2)
    assert paragraphs(read(stored, "أ").html) == paragraphs(read(annotations, "أ").html)


def test_a_page_of_its_own_runs_nothing(annotations, tmp_path):
    page = read(annotations, "أ").to_html(tmp_path / "new" / "page.html").read_text("utf-8")
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_what_cannot_be_read_is_said(annotations):
    with pytest.raises(KhitabError, match="no words"):
        read(annotations, "ج")
    with pytest.raises(KhitabError, match="د"):
        read(annotations, "د")
    with pytest.raises(KhitabError, match="labels"):
        read(annotations, "أ", labels="fr")
