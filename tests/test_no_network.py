"""Nothing that Khitab does by itself opens a connection."""

import socket

import pytest

from analysis.annotation import annotate
from analysis.corpus import read_corpus
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon import default_lexicon
from analysis.plots.tables import save_table


@pytest.fixture
def no_network(monkeypatch):
    """Sockets that connect to nothing, and names that nobody looks up."""

    def refuse(*_, **__):
        raise AssertionError("a connection was asked for")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


def test_reading_annotating_counting_and_saving_ask_for_no_network(no_network, tmp_path):
    page = tmp_path / "news.html"
    page.write_text(
        '<html><head><link rel="stylesheet" href="https://example.org/x.css"></head><body><article><p>'
        "أكد الوزير أهمية التعاون في مكافحة الإرهاب وحفظ الأمن في البلاد، وقال إن الحكومة ماضية في ذلك."
        '</p><img src="https://example.org/x.png"><script src="https://example.org/x.js"></script></article></body></html>',
        encoding="utf-8",
    )
    annotations = annotate(read_corpus(page), cache=tmp_path / "cache", progress=False)
    hits = find_frames(annotations, default_lexicon())
    assert len(hits)
    save_table(frame_rates(hits, annotations), "rates", tmp_path)
    annotations.sql("select count(*) as n from words")
    with pytest.raises(AssertionError, match="a connection was asked for"):
        socket.create_connection(("example.org", 80))
