"""Words are read wherever a word processor keeps them, once; what stands beside the text is counted in a note."""

import docx
import pytest
from corpus.kinds_of_files import A, B, C
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analysis.corpus import read_corpus


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner):
    return f"<w:p>{''.join(inner)}</w:p>"


def table(*rows):
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def box(text):
    """A box as Word writes it: once for itself, once for programs that do not know its boxes."""
    inside = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing><x:txbx xmlns:x="urn:x">{inside}</x:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def control(inner, kind=""):
    about = f'<w:docPartObj><w:docPartGallery w:val="{kind}"/></w:docPartObj>' if kind else ""
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def read(folder, *blocks):
    document = docx.Document()
    for block in blocks:
        element = parse_xml(f"<w:body {nsdecls('w')}>{block}</w:body>")[0]
        document.element.body.insert(len(document.element.body) - 1, element)
    document.save(folder / "d.docx")
    corpus = read_corpus(folder / "d.docx")
    return corpus.documents[0].text, " ".join(corpus.notes)


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        pytest.param([control(paragraph(run(A))), paragraph(run(B))], f"{A}\n{B}", id="a control around paragraphs"),
        pytest.param([paragraph(run("أ "), control(run("ب")), run(" ج"))], "أ ب ج", id="a control in a line"),
        pytest.param(
            [paragraph(run("في "), f'<w:smartTag w:element="place">{run("عمان")}</w:smartTag>', run(" أمس"))],
            "في عمان أمس",
            id="a tag around the name of a place",
        ),
        pytest.param(
            [paragraph(run("سنة "), f"<w:fldSimple w:instr='DATE'>{run(2015)}</w:fldSimple>")],
            "سنة 2015",
            id="a field",
        ),
        pytest.param([paragraph(run(A), box(B)), paragraph(run(C))], f"{A}\n{B}\n{C}", id="a box on the page"),
        pytest.param(
            [table([paragraph(run(A)) + table([paragraph(run(B))]) + paragraph()])],
            f"{A}\n{B}",
            id="a table in a table",
        ),
        pytest.param([table([paragraph(run("نعم"))] * 3)], "نعم\tنعم\tنعم", id="cells that are equal"),
        pytest.param(
            [
                table(
                    [f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph(run("المصدر"))}', paragraph(run("أول"))],
                    [f"<w:tcPr><w:vMerge/></w:tcPr>{paragraph()}", paragraph(run("ثان"))],
                )
            ],
            "المصدر\tأول\nثان",
            id="a cell merged over rows",
        ),
        pytest.param(
            [
                paragraph(
                    "<w:r><w:t>قبل</w:t><w:br w:type='page'/><w:t>بعد</w:t><w:sym w:char='F0E0'/><w:t>آخر</w:t></w:r>"
                )
            ],
            "قبل\nبعد آخر",
            id="a new page and a sign between words",
        ),
    ],
)
def test_words_are_read_once_wherever_they_stand(blocks, text, tmp_path):
    found, notes = read(tmp_path, *blocks)
    assert found.rstrip("\n") == text
    assert "left out" not in notes


def test_tracked_changes_are_read_as_accepted_and_noted(tmp_path):
    deleted = "<w:del w:id='2' w:author='أ'><w:r><w:delText>المدير</w:delText></w:r></w:del>"
    inserted = f"<w:ins w:id='1' w:author='أ'>{run('الوزير')}</w:ins>"
    moved = f"<w:moveFrom w:id='3' w:author='أ'>{run('أمس')}</w:moveFrom>"
    text, notes = read(tmp_path, paragraph(run("قال "), inserted, deleted, moved, run(" ذلك.")))
    assert text == "قال الوزير ذلك."
    assert "3 tracked changes are read as if all were accepted" in notes


def test_what_is_hidden_or_beside_the_text_is_counted(tmp_path):
    contents = control(paragraph(run("الفصل الأول 3")), "Table of Contents")
    text, notes = read(tmp_path, contents, paragraph(run(A), run(" سر", "<w:vanish/>")))
    assert text == A
    assert "left out of its text: 1 hidden piece of text, 1 table of contents" in notes


def test_comments_are_counted(tmp_path):
    document = docx.Document()
    document.add_comment(document.add_paragraph(A).runs, text=B, author="قارئ")
    document.save(tmp_path / "d.docx")
    corpus = read_corpus(tmp_path / "d.docx")
    assert corpus.documents[0].text == A
    assert any("left out of its text: 1 comment" in note for note in corpus.notes)


@pytest.mark.parametrize(("number", "order", "noted"), [(3, 1, True), (2, 1, False), (5, 2, False)])
def test_several_headings_of_the_first_order_are_noted(number, order, noted, tmp_path):
    document = docx.Document()
    for n in range(number):
        document.add_heading(f"خبر {n}", order)
        document.add_paragraph(A)
    document.save(tmp_path / "d.docx")
    notes = " ".join(read_corpus(tmp_path / "d.docx").notes)
    assert (f"{number} headings of the first order" in notes) is noted
