"""Gazetteers and vocabularies of one's own: what is not understood is named."""

import pytest

from analysis.discourse.gazetteer import read_gazetteer
from analysis.discourse.voices.cues import read_cues
from analysis.errors import KhitabError


@pytest.mark.parametrize(
    ("read", "content", "said"),
    [
        (read_gazetteer, '[[entities]]\nname = "باكستان"\nkind = "country"\n', "unknown table 'entities'"),
        (read_gazetteer, '[[entity]]\nname = "باكستان"\nkind = "country"\n[names]\n', "unknown table 'names'"),
        (read_cues, '[[verbs]]\nlemma = "قال"\n', "unknown table 'verbs'; use classes, noun, source, verb"),
    ],
)
def test_a_table_that_nobody_reads_is_named(tmp_path, read, content, said):
    (tmp_path / "x.toml").write_text(content)
    with pytest.raises(KhitabError, match=rf"x\.toml: {said}"):
        read(tmp_path / "x.toml")
