import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.encodings import decode
from analysis.errors import KhitabError

TEXT = "أكد الوزير، في مؤتمر صحفي، أن التعاون مستمر؛ وقال: «سنمضي» – نعم.\r\nفقرة ثانية.\n"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1256"), "windows-1256"),
        (b"plain ASCII", "utf-8"),
    ],
)
def test_encodings_are_recognised_and_the_text_is_kept_as_it_is(raw, name):
    text, found = decode(raw, "file.txt")
    assert found == name
    assert text == (TEXT if raw != b"plain ASCII" else "plain ASCII")


WORDS = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإؤئ"), min_size=1, max_size=9)


@given(st.lists(WORDS, min_size=3, max_size=40), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "cp1256"]))
def test_any_arabic_text_comes_back_from_each_encoding(words, encoding):
    text = " ".join(words) + ".\n"
    assert decode(text.encode(encoding), "file.txt")[0] == text


def test_a_single_broken_byte_in_utf8_is_an_error_that_says_where():
    raw = bytearray(TEXT.encode())
    raw[19] = 0xFF
    with pytest.raises(KhitabError, match=r"^news\.txt: .*byte 19 .*UTF-8\.$"):
        decode(bytes(raw), "news.txt")


@pytest.mark.parametrize("raw", [bytes(range(256)), bytes(range(128, 256)) * 3, TEXT.encode("iso8859-6", "ignore")])
def test_bytes_that_are_no_supported_text_are_an_error_and_not_letters(raw):
    with pytest.raises(KhitabError, match="encoding="):
        decode(raw, "file.txt")


def test_a_named_encoding_is_believed_but_must_fit():
    assert decode(TEXT.encode("cp1256"), "f", "CP1256") == (TEXT, "cp1256")
    with pytest.raises(KhitabError, match="'klingon' is unknown"):
        decode(b"abc", "f", "klingon")
    with pytest.raises(KhitabError, match="byte 0 is unreadable as utf-8"):
        decode(b"\xff\xfe", "f", "utf-8")
