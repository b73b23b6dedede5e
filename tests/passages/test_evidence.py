import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from made import made_annotations

from analysis.errors import KhitabError
from analysis.frames.cooccurrence import frame_cooccurrence
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon import default_lexicon
from analysis.passages.evidence import evidence


@pytest.fixture
def rates(hits):
    """The true counts of these hits, as frame_rates lays them out."""
    counts = hits.groupby(["frame", "tier"], observed=True).size().reset_index(name="n")
    table = counts.assign(denominator=36, denominator_name="words", rate=1.0)
    table.attrs["provenance"] = hits.attrs["provenance"]
    return table


def spans(concordance):
    return list(zip(concordance.table["doc_id"], concordance.table["start"], strict=True))


def test_every_line_slices_back_to_the_source(hits, annotations, lexicon):
    table = evidence(hits, annotations, lexicon=lexicon).table
    for row in table.to_dict("records"):
        text = annotations.text(row["doc_id"])
        assert text[row["start"] : row["end"]] == row["keyword"]
        assert row["left"] + row["keyword"] + row["right"] in text


def test_context_counts_tokens_and_stays_within_the_sentence(hits, annotations, lexicon):
    one = evidence(hits[hits["surface"] == "الأمن"], annotations, context=2, lexicon=lexicon).table.iloc[0]
    assert (one["left"], one["keyword"], one["right"]) == ("وأكدا أن ", "الأمن", " مسؤولية مشتركة")


def test_without_a_context_the_whole_sentence_is_given(hits, annotations, lexicon):
    one = evidence(hits[hits["surface"] == "الأمن"], annotations, context=None, lexicon=lexicon).table.iloc[0]
    assert one["left"] + one["keyword"] + one["right"] == "وأكدا أن الأمن مسؤولية مشتركة في وجه الإرهاب."


def test_lines_stand_in_the_order_of_the_documents(hits, annotations, lexicon):
    shuffled = hits.sample(frac=1, random_state=3)
    assert spans(evidence(shuffled, annotations, lexicon=lexicon)) == spans(
        evidence(hits, annotations, lexicon=lexicon)
    )


def test_no_passages_have_the_columns_of_some(hits, annotations, rates, lexicon):
    some, none = (evidence(hits.head(n), annotations, lexicon=lexicon).table for n in (1, 0))
    assert list(none.columns) == list(some.columns)
    pairs = frame_cooccurrence(hits, annotations, tier="all")
    some, none = (evidence(pairs.head(n), annotations, hits, lexicon=lexicon).table for n in (1, 0))
    assert list(none.columns) == list(some.columns)


def test_one_hit_is_one_line(hits, annotations, lexicon):
    assert spans(evidence(hits.iloc[2], annotations, lexicon=lexicon)) == [("a", hits.loc[2, "start"])]


def test_a_rate_opens_on_exactly_the_hits_it_counts(hits, annotations, rates, lexicon):
    for _, row in rates.iterrows():
        concordance = evidence(row, annotations, hits, lexicon=lexicon)
        assert len(concordance) == concordance.total == row["n"]
        assert set(concordance.table["frame"]) == {row["frame"]}
        assert set(concordance.table["tier"]) == {row["tier"]}


def test_several_rows_open_together(hits, annotations, rates, lexicon):
    assert len(evidence(rates, annotations, hits, lexicon=lexicon)) == len(hits)


@pytest.mark.parametrize(
    ("by", "group", "documents"), [("source", "الأفق", {"a", "c"}), ("month", "2024-01", {"a", "b"})]
)
def test_groups_and_periods_open_on_their_own_documents(hits, annotations, by, group, documents, lexicon):
    inside = hits[hits["doc_id"].isin(documents) & (hits["frame"] == "cooperation") & (hits["tier"] == "core")]
    row = pd.DataFrame([{by: group, "frame": "cooperation", "tier": "core", "n": len(inside)}])
    assert set(evidence(row, annotations, hits, lexicon=lexicon).table["doc_id"]) == documents


def test_a_pair_opens_on_its_paragraphs_with_the_words_of_both(hits, annotations, lexicon):
    pairs = frame_cooccurrence(hits, annotations, tier="all")
    row = pairs[(pairs["frame"] == "cooperation") & (pairs["other"] == "security")]
    concordance = evidence(row, annotations, hits, lexicon=lexicon)
    assert len(concordance) == row["paragraphs"].iloc[0] == 2
    assert list(concordance.table["keywords"]) == ["التعاون، الأمني", "الأمن، مشتركة"]
    assert concordance.table["text"].iloc[0] == "بحث الوفدان التعاون الأمني بين البلدين."


def test_any_table_with_spans_can_be_opened(annotations):
    spoken = pd.DataFrame({"doc_id": ["c"], "start": [4], "end": [10], "speaker": ["الوزير"]})
    assert evidence(spoken, annotations).table["keyword"].iloc[0] == annotations.text("c")[4:10]


def test_a_sample_says_of_how_many_and_can_be_drawn_again(hits, annotations, lexicon):
    first = evidence(hits, annotations, limit=3, seed=7, labels="en", lexicon=lexicon)
    again = evidence(hits, annotations, limit=3, seed=7, labels="en", lexicon=lexicon)
    assert len(first) == 3
    assert first.total == len(hits)
    assert spans(first) == spans(again) == sorted(spans(first))
    assert f"3 of {len(hits)} hits, drawn at random (seed 7)" in first._repr_html_()


def test_html_is_escaped_and_arabic_stands_in_elements_of_its_own(annotations, lexicon):
    at = annotations.text("b").index("<بأي>")
    row = pd.DataFrame({"doc_id": ["b"], "start": [at], "end": [at + 5]})
    html = evidence(row, annotations, context=2, lexicon=lexicon)._repr_html_()
    assert "&lt;بأي&gt;" in html
    assert "<بأي>" not in html
    assert_arabic_is_right_to_left(html)


def test_the_key_word_alone_is_marked(hits, annotations, lexicon):
    html = evidence(hits.iloc[0], annotations, lexicon=lexicon)._repr_html_()
    assert set(re.findall(r"<mark[^>]*>([^<]*)</mark>", html)) == {"التعاون"}


def test_a_page_of_its_own_links_each_line_to_its_place_in_the_text(hits, annotations, lexicon, tmp_path):
    path = evidence(hits, annotations, lexicon=lexicon).to_html(tmp_path / "new" / "lines.html")
    html = path.read_text("utf-8")
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == len(hits)
    assert sorted(re.findall(r'<a id="([^"]+)"', html)) == sorted(set(targets))
    assert "http://" not in html
    assert "https://" not in html


def test_hits_of_other_annotations_are_refused(hits, annotations, lexicon):
    with pytest.raises(KhitabError, match="'a' of these rows is not among the annotations"):
        evidence(hits, annotations.select(["b", "c"]), lexicon=lexicon)


def test_a_number_that_the_hits_do_not_bear_out_is_refused(hits, annotations, rates, lexicon):
    with pytest.raises(KhitabError, match=r"counts \d+ hits, but \d+ are found"):
        evidence(rates, annotations, hits.iloc[1:], lexicon=lexicon)


def test_rates_without_hits_are_refused(annotations, rates):
    with pytest.raises(KhitabError, match="third argument"):
        evidence(rates, annotations)


def test_a_table_that_leads_nowhere_is_refused(annotations, hits):
    with pytest.raises(KhitabError, match="no column 'frame'"):
        evidence(pd.DataFrame({"x": [1]}), annotations, hits)


def test_nothing_found_is_said(annotations, hits, lexicon):
    empty = evidence(hits.iloc[:0], annotations, labels="en", lexicon=lexicon)
    assert len(empty) == 0
    assert "no evidence" in empty._repr_html_()


class _Arabic(HTMLParser):
    """Collects Arabic text that no element around it declares as right to left."""

    def __init__(self):
        super().__init__()
        self.open, self.stray = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "link", "img", "br"):
            self.open.append((tag, dict(attrs).get("dir")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        directions = [direction for _, direction in self.open if direction]
        if re.search("[\u0600-\u06ff]", data) and directions[-1:] != ["rtl"]:
            self.stray.append(data)


def assert_arabic_is_right_to_left(html):
    parser = _Arabic()
    parser.feed(html)
    assert parser.stray == []


@pytest.mark.parametrize("option", ["context", "limit"])
def test_a_negative_number_is_a_mistake(hits, annotations, option):
    with pytest.raises(KhitabError, match=f"evidence: {option} is -1"):
        evidence(hits, annotations, **{option: -1})


def test_rates_by_day_open():
    texts = {f"d{i}": "الأمن مهم" for i in range(4)}
    metadata = {f"d{i}": {"date": pd.Timestamp(f"2026-01-0{1 + i % 2}")} for i in range(4)}
    made = made_annotations(texts, metadata)
    found = find_frames(made, default_lexicon().select("security"))
    daily = frame_rates(found, made, by="date")
    assert list(evidence(daily.iloc[1], made, found).table["doc_id"]) == ["d1", "d3"]


def test_every_document_has_an_address_of_its_own(tmp_path):
    texts = {"a b": "الأمن مهم", "a_b": "الأمن مهم", "50%20": "الأمن مهم", 'x"#<y>': "الأمن مهم"}
    made = made_annotations(texts)
    found = find_frames(made, default_lexicon().select("security"))
    page = evidence(found, made).to_html(tmp_path / "page.html").read_text("utf-8")
    targets, links = re.findall(r'id="([^"]+)"', page), re.findall(r'href="#([^"]+)"', page)
    assert len(set(links)) == 4
    assert set(links) <= set(targets)
    assert not re.search(r"[%\s]", "".join(links))
