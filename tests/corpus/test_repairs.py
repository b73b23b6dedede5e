"""Damage is told with counts and mended when asked for, and every character leads back to the text as read."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import Corpus, Document, read_corpus, repair_text
from analysis.corpus.repairs import REPAIRS, damage
from analysis.errors import KhitabError

TEXT = "أكد الوزير أن الأمن والتعاون أساس — «نعم»، والسلام على الجميع."
PARAGRAPH = (
    "أكد الوزير في مؤتمر صحفي أن التعاون بين البلدين مستمر وأن الأمن أساس كل تنمية في المنطقة، وأضاف أن الحكومة "
    "ستعمل على دعم المشاريع الصغيرة. وقال إن الوفد سيعود قريبا، مؤكدا التزام الجانبين بما اتفق عليه."
)


@pytest.mark.parametrize(
    ("step", "damaged", "mended"),
    [
        ("markup", "<p>التعاون &amp; الأمن</p> &nbsp;الإرهاب", "\nالتعاون & الأمن\n  الإرهاب"),
        ("markup", "عزز <b>الأمن</b> **التعاون** و[رابط](http://x.y/z)", "عزز الأمن التعاون ورابط"),
        ("markup", "الأمن&nbsp;الإرهاب&#1563; a < b & c", "الأمن الإرهاب؛ a < b & c"),
        ("markup", "الأمن<LF><LF>نقل\\nوعاد<br/>ثم_x000D_", "الأمن\n\nنقل\nوعاد\nثم\n"),
        ("markup", "<script>var x = 1;</script>الأمن<!-- سر -->", " الأمن "),
        ("pdf-letters", "االتفاق على االرهاب واألمن واإلعالم", "الاتفاق على الارهاب والأمن والإعلام"),
        ("pdf-letters", "اآلن ال بد من خالل العالقات والواليات", "الآن لا بد من خلال العلاقات والولايات"),
        ("spaced-letters", "عاد ا ل أ م ن  و ا ل س ل م إلى البلاد", "عاد الأمن  والسلم إلى البلاد"),
        ("shapes", "ﺍﻷﻣﻦ ﻭﺍﻟﺘﻌﺎﻭﻥ", "الأمن والتعاون"),
        ("controls", "الأمن\x00والتعاون\x1a", "الأمن والتعاون "),
        ("visual-order", TEXT.translate(str.maketrans("«»", "»«"))[::-1], TEXT),
        ("mojibake", TEXT.encode().decode("cp1256"), TEXT),
        ("mojibake", TEXT.encode("cp1256").decode("cp1252"), TEXT),
        ("mojibake", TEXT.encode().decode("latin-1"), TEXT),
    ],
)
def test_each_kind_is_counted_and_mended(step, damaged, mended):
    assert damage(damaged)[step] > 0
    assert repair_text(damaged, [step]).text == mended
    assert not damage(mended)


def test_mojibake_of_windows_1252_with_its_undefined_bytes_is_mended():
    damaged = "".join(bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in TEXT.encode())
    assert repair_text(damaged, ["mojibake"]).text == TEXT


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_lines_become_their_paragraphs(width, end):
    wrapped = (end * 2).join(end.join(textwrap.wrap(PARAGRAPH * 2, width)) for _ in range(3))
    mended = repair_text(wrapped, ["lines"])
    assert damage(wrapped)["lines"] >= 10
    assert mended.text == (end * 2).join([(PARAGRAPH * 2).strip()] * 3)


@pytest.mark.parametrize(
    "sound",
    [
        PARAGRAPH,
        f"{PARAGRAPH}\n{PARAGRAPH}\n\nنعم.",
        "السلام على الأمن، ألعاب ألمانيا بألوان الأمل؛ سالم طالب بالغ.",
        "#الأمن ضرورة #مكافحة_الإرهاب @khitab https://example.org/a_b?x=1&y=2",
        "café français: l'été déjà là",
        "س 1: ما الأمن؟\nج: هو السلم.\nس 2: ومتى؟\nج: غدا.",
        "a < b و b > c، والشركة A&B",
    ],
)
def test_sound_texts_are_left_alone(sound):
    assert damage(sound) == {}
    assert repair_text(sound, ["all"]).text == sound


HALVES = (
    ("قفا نبك من ذكرى حبيب ومنزل", "بسقط اللوى بين الدخول فحومل"),
    ("فتوضح فالمقراة لم يعف رسمها", "لما نسجتها من جنوب وشمأل"),
    ("ترى بعر الآرام في عرصاتها", "وقيعانها كأنه حب فلفل"),
    ("كأني غداة البين يوم تحملوا", "لدى سمرات الحي ناقف حنظل"),
)
VERSES = """على قدر أهل العزم تأتي العزائم
وتأتي على قدر الكرام المكارم
وتعظم في عين الصغير صغارها
وتصغر في عين العظيم العظائم
يكلف سيف الدولة الجيش همه
وقد عجزت عنه الجيوش الخضارم"""


@pytest.mark.parametrize(
    "poem", [VERSES, *(mark.join(["\n".join(gap.join(halves) for halves in HALVES)] * 2) for gap, mark in (
        ("    ", "\n"), (" ... ", "\n"), ("\t", "\n\n"), ("\n", "\n"), (" *** ", "\n"),
    ))],
)  # fmt: skip
def test_the_lines_of_a_poem_are_no_wrapped_lines(poem):
    assert "lines" not in damage(poem)
    assert repair_text(poem, ["lines"]).text == poem


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        ("وَالَّذِينَ", "a letter with signs on both sides ends no word"),
        ("فِي الْأَرْضِ", "the article with a sign"),
        ("قَاال", "a letter doubled inside a word"),
        ("القضايا العالقة", "a word of its own, which is not علاقة"),
        ("الدور الفعال", "which is not فعلا"),
        ("ال 15", "the article before a number"),
        ("الـ15", "the same with a tatweel"),
        ('ال"ناتو"', "before a quotation"),
        ("ال سعود", "a family"),
        ("سالم", "a name, and سلام"),
    ],
)
def test_a_text_with_swapped_letters_keeps_the_words_that_are_right(sound, why):
    mended = repair_text(f"االتفاق على االرهاب واألمن {sound} االتحاد", ["pdf-letters"]).text
    assert mended == f"الاتفاق على الارهاب والأمن {sound} الاتحاد", why


PIECES = st.sampled_from(
    [
        "الأمن",
        "االتفاق",
        "<b>",
        "</p>",
        "&amp;",
        "\n",
        " ",
        "**",
        "Ø§Ù„",
        "ط§ظ„",
        "ÇáÃ",
        "ﻷ",
        "ا ل أ م ن",
        "\x00",
        "x",
        "\r\n",
        "«",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.sets(st.sampled_from(sorted(REPAIRS))))
def test_every_character_leads_back_to_the_text_as_read(text, steps):
    mended = repair_text(text, steps)
    assert len(mended.offsets) == len(mended.text) + 1
    assert mended.offsets[-1] == len(text)
    assert all(0 <= place < max(len(text), 1) for place in mended.offsets[:-1])
    for place, char in enumerate(mended.text):
        if char in "منقx«" and steps <= {"markup", "lines", "spaced-letters", "controls", "pdf-letters"}:
            assert text[mended.offsets[place]] == char


def test_reading_tells_of_damage_and_mends_it_when_asked(tmp_path):
    (tmp_path / "a.txt").write_text("عزز <b>الأمن</b> والتعاون")
    (tmp_path / "b.txt").write_text("االتفاق على االرهاب")
    corpus = read_corpus(tmp_path)
    assert any("1 of 2 documents has tags, entities" in n and "repair='markup' mends it" in n for n in corpus.notes)
    assert any("2 places, first in 'b'" in n and "repair='pdf-letters'" in n for n in corpus.notes)
    assert corpus.documents[0].text == "عزز <b>الأمن</b> والتعاون"
    mended = read_corpus(tmp_path, repair=["markup", "pdf-letters"])
    assert [d.text for d in mended.documents] == ["عزز الأمن والتعاون", "الاتفاق على الارهاب"]
    assert any("repair='markup' mended 1 of 2 documents" in note for note in mended.notes)
    with pytest.raises(KhitabError, match="repair='polish' is unknown; use some of controls, mojibake"):
        read_corpus(tmp_path, repair="polish")


def test_a_corpus_keeps_its_documents_apart_from_repairs():
    corpus = Corpus("c", (Document("a", "عزز <b>الأمن</b>"),))
    assert corpus.documents[0].text == "عزز <b>الأمن</b>"
