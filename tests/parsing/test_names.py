"""What is read of tokens to find names in them, and the file of the network."""

from pathlib import Path

import pytest
import torch

from analysis.errors import KhitabError
from analysis.parsing.names import NameLists, name_tokens, pieces_of, read_names
from analysis.parsing.tokens import Reading


def reading(upos: str, head: int = 0, deprel: str = "root", feats: str = "") -> Reading:
    return Reading(upos, "", feats, "", head, deprel)


def test_a_token_is_told_by_its_stem():
    tokens = [("زار",), ("و", "ب", "القاهرة")]
    read = [
        reading("VERB"),
        reading("CCONJ", 4, "cc"),
        reading("ADP", 4, "case"),
        reading("X", 1, "obl", "Case=Gen|Foreign=Yes|Person=3"),
    ]
    verb, place = name_tokens(tokens, read)
    assert (verb.stem, verb.before, verb.head, verb.word) == ("زار", "", "", 0)
    assert (place.surface, place.stem, place.before, place.after) == ("وبالقاهرة", "القاهرة", "و+ب", "")
    assert (place.head, place.deprel, place.word, place.feats) == ("زار", "obl", 3, "Case=Gen|Foreign=Yes")


def test_a_pronoun_behind_is_no_stem():
    (token,) = name_tokens([("وزير", "ه")], [reading("NOUN"), reading("PRON", 1, "nmod")])
    assert (token.stem, token.after) == ("وزير", "ه")


def test_lists_tell_whole_names_parts_and_rows():
    lists = NameLists([["تونس", "سيدي بوزيد"]])
    told = lists.tell(["في", "سيدي", "بوزيد", "بتونس", "التونس"])
    assert told.tolist() == [[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0]]
    assert lists.tell(["سيدي"]).tolist() == [[0, 1, 0, 0]]


def test_pieces_fill_twenty_places():
    assert len(pieces_of("لندن")) == len(pieces_of("استراتيجياتهما")) == 20
    assert pieces_of("لندن")[-1] == 0


def test_a_model_without_the_file_finds_no_names(tmp_path: Path):
    assert read_names(tmp_path, [], torch.zeros(0, 100)) is None


def test_a_damaged_file_is_said_to_be(tmp_path: Path):
    (tmp_path / "names.npz").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(KhitabError, match=r"names\.npz: the file is damaged"):
        read_names(tmp_path, [], torch.zeros(0, 100))
