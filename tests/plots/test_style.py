import re

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.text import Text
from small_tables import PROVENANCE, rates_table

from analysis.errors import KhitabError
from analysis.plots.rates import plot_rates
from analysis.plots.style import finish, new_figure, save_figure, styled, to_bytes, wrap
from analysis.rendering.numerals import numerals
from analysis.rendering.typeface import FONT_FAMILY, text_width


@styled
def small_figure(title="الأطر"):
    fig = new_figure(4, 3)
    fig.add_subplot().barh(["التعاون", "الأمن"], [3, 5])
    return finish(fig, title, PROVENANCE, labels="ar")


def test_the_same_figure_is_the_same_bytes_in_every_format():
    for kind in ("svg", "png", "pdf"):
        assert to_bytes(small_figure(), kind) == to_bytes(small_figure(), kind)


def test_another_figure_is_other_bytes():
    assert to_bytes(small_figure(), "svg") != to_bytes(small_figure("الأمن"), "svg")


def test_files_carry_no_date(tmp_path):
    svg, _, pdf = save_figure(small_figure(), "small", tmp_path)
    assert b"<dc:date>" not in svg.read_bytes()
    assert b"CreationDate" not in pdf.read_bytes()


def test_all_three_formats_are_written_into_a_new_folder(tmp_path):
    paths = save_figure(small_figure(), "small", tmp_path / "new" / "figures")
    assert [path.name for path in paths] == ["small.svg", "small.png", "small.pdf"]
    assert [path.read_bytes()[:5] for path in paths] == [b"<?xml", b"\x89PNG\r", b"%PDF-"]


def test_svg_text_is_drawn_as_outlines_and_so_needs_no_font(tmp_path):
    assert b"<text" not in to_bytes(small_figure(), "svg")


def test_settings_of_the_caller_are_left_alone():
    before = dict(mpl.rcParams)
    small_figure()
    assert dict(mpl.rcParams) == before


def test_the_bundled_font_has_every_arabic_letter_that_labels_use():
    path = font_manager.findfont(font_manager.FontProperties(family=FONT_FAMILY), fallback_to_default=False)
    font = font_manager.get_font(path)
    letters = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ،؛؟٪٠١٢٣٤٥٦٧٨٩پچڤگ«»–…·%\u200f\u2066\u2069"
    assert [letter for letter in letters if font.get_char_index(ord(letter)) == 0] == []


def test_letters_are_joined():
    # Four letters that join are much narrower than the same letters standing alone.
    assert text_width("سلمى", 20) < 0.8 * text_width("س ل م ى".replace(" ", "\u200c"), 20)


def test_a_figure_without_provenance_is_refused():
    with pytest.raises(KhitabError, match="has no provenance"):
        finish(new_figure(), "x", {}, labels="ar")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="ابتعاون lexicon123", min_size=1, max_size=12), min_size=1, max_size=15))
def test_wrapping_keeps_every_piece_in_order_and_every_line_in_width(pieces):
    lines = wrap(pieces, " · ", 2.0, 8)
    assert " · ".join(lines) == " · ".join(pieces)
    assert all(text_width(line, 8) <= 2.0 for line in lines if line not in pieces)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="تعاون lexicon", min_size=30, max_size=120), min_size=1, max_size=4))
def test_a_piece_wider_than_a_line_is_broken_between_its_words(pieces):
    lines = wrap(pieces, " · ", 2.0, 8)
    assert "".join(lines).replace(" ", "").replace("·", "") == "".join(pieces).replace(" ", "")
    assert all(text_width(line, 8) <= 2.0 for line in lines if " " in line)


def test_a_notebook_shows_the_figure_as_svg_with_its_title_as_alternative_text():
    data, metadata = small_figure("أطر الأمن")._repr_mimebundle_()
    assert data["image/svg+xml"].startswith("<?xml")
    assert "أطر الأمن" in metadata["image/svg+xml"]["alt"]


def test_the_palette_can_be_told_apart_by_lightness_or_by_hue_without_red_and_green():
    from analysis.rendering.typeface import PALETTE

    # Viénot, Brettel & Mollon (1999): what a deuteranope sees, in linear RGB.
    deuteranope = np.array([[0.29275, 0.70725, -0.02234], [0.29275, 0.70725, -0.02234], [0, 0, 1.0]])
    seen = [deuteranope @ (np.array(mpl.colors.to_rgb(colour)) ** 2.2) for colour in PALETTE]
    distances = [np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[:i]]
    assert min(distances) > 0.08


def test_every_number_of_a_figure_takes_the_chosen_digits():
    with numerals("arab"):
        fig = plot_rates(rates_table("source", ("أ", "ب")), labels="ar")
    fig.draw_without_rendering()
    shown = [text.get_text() for text in fig.findobj(Text) if text.get_visible()]
    assert any(re.fullmatch(r"[٠-٩]+(٫[٠-٩]+)?", text) for text in shown), "the scale"
    named = [re.sub(r"[A-Za-z][\w .-]*|\d+\.\d+\.\d+", "", text) for text in shown]
    assert not [text for text in named if re.search("[0-9]", text)]
