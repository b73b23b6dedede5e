"""Marks that are no words are spaces to the parser, and lose no word beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.unread import with_spaces_for_unread


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("#مكافحة_الإرهاب", "مكافحة الإرهاب"),
        ("كتب #الأمن و#أمن_الطاقة عاجل", "كتب الأمن و أمن الطاقة عاجل"),
        ("#Saudi_Arabia", "Saudi_Arabia"),
        ("الأمن🔥والإرهاب👍🏽 1️⃣", "الأمن والإرهاب 1"),
        ("<b>الأمن</b><br/>عاد", "الأمن عاد"),
        ("الأمن<LF><LF>نقل\\nعن", "الأمن نقل عن"),
        ("التعاون &amp; الأمن&nbsp;الإرهاب&#160;هنا", "التعاون الأمن الإرهاب هنا"),
        ("**الأمن** و*الإرهاب* و~~عاد~~ `هنا` __نعم__", "الأمن و الإرهاب و عاد هنا نعم"),
        ("## الأمن أولا", "الأمن أولا"),
        ("_الأمن_ |الإرهاب| =عاد= \\هنا\\ ^نعم^ والأمن#.", "الأمن الإرهاب عاد هنا نعم والأمن ."),
        ("مكافحة\u200bالإرهاب", "مكافحة الإرهاب"),
        ("عقد\u200bمجلس\u200bالأمن\u200bجلسة", "عقد مجلس الأمن جلسة"),
    ],
)
def test_marks_become_spaces(line, shown):
    assert " ".join(with_spaces_for_unread(line).replace("\ufe0f", "").split()) == shown


@pytest.mark.parametrize(
    "line",
    [
        "user_name@example.com",
        "https://example.org/ا_ب?x=<y",
        "@خالد_الأمن",
        "5*3 = 15",
        "C:\\new",
        "أقل من 5 < 6",
        "AT&T و R&D;",
        "* بند أول",
        "***",
        "السعر 5$",
        "الإر\u200bهاب",
        "ترا\u200bمب",
        "و\u200bالأمن",
    ],
)
def test_what_is_text_stays(line):
    assert with_spaces_for_unread(line).replace("<y", "").rstrip() == line.replace("<y", "").rstrip()


@given(st.text(st.sampled_from("اأمنلو_#@*<>b/&;\u200b\u200d🔥 .\\n`~"), max_size=40))
def test_every_character_keeps_its_place(line):
    shown = with_spaces_for_unread(line)
    assert len(shown) == len(line)
    assert all(new in (old, " ") for old, new in zip(line, shown, strict=True))


HITS = "كافحت الحكومة الإرهاب وحفظت الأمن وعززت التعاون."


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", "🔥 "),
        lambda text: text.replace(" ", "🔥"),
        lambda text: text.replace(" ", " 👨\u200d👩\u200d👧 "),
        lambda text: text.replace(" ", " #"),
        lambda text: "#" + text.replace(" ", "_"),
        lambda text: text.replace(" ", "\u200b"),
        lambda text: text.replace(" ", "&nbsp;"),
        lambda text: text.replace(" ", "<br>"),
        lambda text: "<p>" + text.replace(" ", "</p> <p>") + "</p>",
        lambda text: text.replace(" ", "\\n"),
        lambda text: " ".join(f"**{word}**" for word in text.split()),
        *(
            lambda text, mark=mark: mark.join(text)
            for mark in ("\u034f", "\u180e", "\ufe0f", "\u200d", "\u2060", "\u00ad")
        ),
        lambda text: text.replace("من", "م\u200bن"),
        lambda text: text.replace("الإرهاب", "الإرهاااااب"),
    ],
)
def test_no_hit_is_lost_beside_them(annotate_text, change):
    from analysis.frames.find import find_frames
    from analysis.lexicon import default_lexicon

    def found(text):
        annotations = annotate_text(text)
        hits = find_frames(annotations, default_lexicon())
        assert all(text[row.start : row.end] == row.surface for row in hits.itertuples())
        return sorted(zip(hits["frame"].astype("str"), hits["term"].astype("str"), strict=True))

    assert found(change(HITS)) == found(HITS)
