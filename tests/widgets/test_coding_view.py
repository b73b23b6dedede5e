"""A codebook shows what it says, and fetches nothing unless it is asked to."""

import pytest

pytest.importorskip("anywidget")

from analysis.widgets.coding_view import codebook_html


@pytest.mark.parametrize(
    "codebook",
    [
        "![شعار](https://example.org/x.png)",
        "![x](//example.org/x.png)",
        "![x][a]\n\n[a]: http://example.org/x.png",
        '<img src="https://example.org/x.png">',
        "<script>fetch('https://example.org')</script>",
        "[x](javascript:alert(1))",
        '![" onerror="alert(1)](x.png)',
        "<style>@import url(https://example.org/x.css)</style>",
    ],
)
def test_nothing_is_fetched_or_run(codebook):
    html = codebook_html(codebook)
    for forbidden in ("<img", "<script", "<style", 'href="javascript', "<iframe"):
        assert forbidden not in html


def test_images_are_named_and_shown_where_that_is_asked_for():
    codebook = "![شعار](https://example.org/x.png)"
    assert "[شعار: https://example.org/x.png]" in codebook_html(codebook)
    assert '<img src="https://example.org/x.png"' in codebook_html(codebook, remote_images=True)
    assert "<img" in codebook_html("![x](data:image/png;base64,AAAA)")
