"""Pages run nothing and fetch nothing, whatever names and texts hold; drawings are well-formed."""

import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pytest
from made import made_annotations

from analysis.plots.style import finish, new_figure, styled, to_bytes
from analysis.plots.tree import dependency_tree
from analysis.rendering.html import POLICY, standalone_page

ODD = [
    "<script>alert(1)</script>", "</svg><img src=x onerror=alert(1)>", "a&b", "$100$", "\x01\x0b", "\ufffe", "]]>",
    "<!--", "'\"", "أمن\x00", "\u202eمقلوب", "&#0;", "%s{}", "$\\frac{1}{0}$", "\U0001f525", "x" * 400,
]  # fmt: skip


pytestmark = pytest.mark.filterwarnings("ignore")  # of letters that the font lacks, and labels that find no room


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_every_page_forbids_scripts_and_other_places():
    page = standalone_page("<b>", "<p>نص</p>", "ar")
    metas = [attrs for tag, attrs in Tags(page).found if tag == "meta"]
    (policy,) = [attrs["content"] for attrs in metas if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy == POLICY
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == ["'none'"]
    assert not any("http" in source or "*" in source for sources in rules.values() for source in sources)
    assert "script-src" not in rules


def test_the_pages_of_notebooks_have_the_policy_too():
    from pathlib import Path

    import analysis.site as site

    template = (Path(site.__file__).parent / "template" / "index.html.j2").read_text("utf-8")
    assert "Content-Security-Policy\" content=\"{{ resources['khitab']['policy'] }}" in template


@pytest.mark.parametrize("odd", ODD)
def test_drawn_sentences_are_well_formed_with_any_word(odd):
    annotations = made_annotations({"a": "قال الوزير"})
    words = annotations.words
    words["form"] = words["form"].astype("str").replace({"قال": odd}).astype("category")
    words["lemma"] = words["form"]
    drawn = dependency_tree(annotations, "a", 0, lemmas=True).svg
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert "<script" not in drawn


@pytest.mark.parametrize("odd", ODD)
def test_figures_are_well_formed_with_any_label(odd):
    @styled
    def figure():
        fig = new_figure(4, 3)
        fig.add_subplot().barh([odd, "الأمن"], [3, 5])
        return finish(fig, odd[:40], {"corpus": odd[:40], "documents": 1, "words": 2}, labels="ar")

    svg = to_bytes(figure(), "svg")
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert b"<script" not in svg
