"""Every view of the explorer has the numbers of `frame_rates`, and its code makes the same table."""

import itertools

import numpy as np
import pandas as pd
import pytest
from made_stored import stored_in_parts
from public_tables import made_corpus

from analysis import evidence, find_frames, frame_rates
from analysis.discourse import find_voices
from analysis.errors import KhitabError
from analysis.validation import read_judgements, write_judgements
from analysis.validation.judgements import judgements_table, wrong_hits
from analysis.widgets.choice import Choice
from analysis.widgets.explored import Explored, plain_rows
from analysis.widgets.explored_code import as_code

CHOICES = [
    Choice(by=by, over=over, tier=tier, denominator=denominator)
    for by, over in itertools.product(("", "source"), ("", "month", "week"))
    for tier, denominator in (("core", "words"), ("all", "tokens"))
] + [
    Choice(frames=("security", "cooperation"), by="source", over="day", tier="related"),
    Choice(sources=("المدى",), by="source"),
    Choice(since="2026-01-25", until="2026-02-03", over="week"),
    Choice(since="2026-02-09"),
    Choice(sources=("nobody",), by="source"),
    Choice(until="2025-01-01", by="source"),
]


@pytest.fixture(scope="module")
def world():
    annotations = made_corpus()
    return annotations, find_frames(annotations)


@pytest.fixture(scope="module")
def explored(world):
    return Explored.of(*world)


def same(one, other):
    pd.testing.assert_frame_equal(one, other, check_exact=True, check_dtype=False, check_index_type=False)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_counts_and_rates_are_those_of_frame_rates_to_the_digit(explored, world, choice):
    annotations, hits = world
    inside = annotations.documents.loc[explored.documents_of(choice), "doc_id"]
    chosen = hits[hits["doc_id"].isin(inside)]
    whole = frame_rates(
        chosen, annotations.select(inside), by=choice.columns, frames=choice.frames or hits.attrs["frames"],
        tier=choice.tier, denominator=choice.denominator,
    )  # fmt: skip
    rates = explored.rates(choice)
    same(rates, whole)
    assert rates.attrs == whole.attrs
    table = explored.table(choice)
    same(table, whole[list(table.columns)])


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_code_of_a_view_makes_its_table(explored, world, choice):
    space = {"annotations": world[0]}
    exec(as_code(choice), space)
    same(space["rates"], explored.rates(choice))


def test_the_code_keeps_names_that_look_like_code(world):
    odd = Choice(sources=("\"] + print('x') #\n", "المدى"), by="source")
    space = {"annotations": world[0], "lexicon": None}
    exec(as_code(odd, own_lexicon=True), space)
    assert set(space["rates"]["source"]) == {"المدى"}


def test_what_speakers_say_is_counted_as_voice_of_hits_places_it(explored, world):
    annotations, _ = world
    heard = explored.with_voices(find_voices(annotations))
    names = set(heard.voices)
    assert "narrator" in names
    assert len(names) > 1
    choice = Choice(by="source", speakers=tuple(names - {"narrator"}), tier="all")
    space = {"annotations": annotations}
    exec(as_code(choice), space)
    same(space["rates"], heard.rates(choice))
    assert 0 < heard.table(choice)["n"].sum() < explored.table(choice)["n"].sum()


@pytest.mark.parametrize("choice", [Choice(by="source", over="week"), Choice(over="month"), Choice(by="source")])
def test_each_cell_holds_as_many_hits_as_its_number_says(explored, world, choice):
    annotations, hits = world
    rows = explored.rates(choice)
    for place, row in enumerate(plain_rows(rows, choice.columns)):
        found = explored.hits_of_cell(choice, row["frame"], row["values"])
        assert len(found) == row["n"]
        if row["n"] and place % 7 == 0:
            table = evidence(rows.iloc[place], annotations, hits).table
            assert set(zip(table["doc_id"], table["start"], strict=True)) == set(
                zip(hits["doc_id"].iloc[found], hits["start"].iloc[found], strict=True)
            )


def test_hits_found_wrong_are_in_no_count_and_the_code_leaves_them_out(explored, world, tmp_path):
    annotations, hits = world
    wrong = hits[hits["frame"] == "security"].iloc[[0, 3]]
    rows = [
        {**row, "token": row["surface"], "right": False, "reason": "اسم", "coder": "س", "time": ""}
        for row in wrong.to_dict("records")
    ]
    path = write_judgements(judgements_table(rows), hits, annotations, tmp_path / "judged.csv")
    less = explored.leaving_out(wrong_hits(explored.hits, read_judgements(path)))
    choice = Choice(frames=("security",))
    assert less.table(choice)["n"].item() == explored.table(choice)["n"].item() - 2
    assert less.hits_of(choice, left_out=True).sum() == 2
    space = {"annotations": annotations}
    exec(as_code(choice, judged=str(path)), space)
    same(space["rates"], less.rates(choice))
    assert space["rates"].attrs["provenance"]["left_out_by_hand"] == 2


def test_stored_annotations_give_the_same_views(explored, world, tmp_path):
    stored = stored_in_parts(world[0], tmp_path / "stored", 3)
    again = Explored.of(stored, find_frames(stored))
    for choice in CHOICES[:6] + CHOICES[-5:-3]:
        same(again.table(choice), explored.table(choice))
        same(again.rates(choice), explored.rates(choice))


def test_missing_values_are_none_for_a_page(explored):
    rows = plain_rows(explored.rates(Choice(over="month", frames=("economy",))), ["month"])
    assert {row["low"] for row in rows} == {None}
    assert all(isinstance(value, str) for row in rows for value in row["values"])
    assert not any(isinstance(value, np.generic) for row in rows for value in row.values())


@pytest.mark.parametrize(
    "wish", [{"tier": "main"}, {"denominator": "letters"}, {"over": "decade"}, {"since": "gestern"}, {"until": "1/2"}]
)
def test_what_is_unknown_is_refused(wish):
    with pytest.raises(KhitabError, match="explore"):
        Choice.read(wish)


def test_a_choice_is_read_from_plain_values():
    assert Choice.read({"frames": ["security"], "by": "source", "page": 3}) == Choice(frames=("security",), by="source")
