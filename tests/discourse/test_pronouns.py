"""Where a text says we and they; the parses are given."""

import pandas as pd
import pytest

from analysis.discourse.pronouns import find_pronouns


def found_in(sentence, parsed):
    table = find_pronouns(parsed(sentence))
    return list(zip(table["surface"], table["person"], table["form"], strict=True))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("نحن نحب بلادنا.", [("نحن", "we", "free"), ("نحب", "we", "verb"), ("بلادنا", "we", "glued")]),
        ("قالوا إنهم عادوا.", [("قالوا", "they", "verb"), ("إنهم", "they", "glued"), ("عادوا", "they", "verb")]),
        ("الجنود يقاتلون.", []),  # a noun is the subject
        ("يكون الطريق طويلا.", []),  # the ن is of the root
        ("نشر الكاتب مقالا.", []),
    ],
)
def test_the_pronouns_of_a_sentence(sentence, found, parsed):
    assert found_in(sentence, parsed) == found


def test_who_speaks_is_told_where_voices_are_given(parsed):
    annotations = parsed("قال الوزير إننا نحب بلادنا.")
    voices = pd.DataFrame({
        "doc_id": ["example"], "cue": ["قال"], "cue_start": [0], "cue_end": [3],
        "content_start": [11], "content_end": [26],
        "speaker_name": ["الوزير"], "speaker_kind": ["person"], "type": ["indirect"],
    })  # fmt: skip
    assert set(find_pronouns(annotations, voices)["voice"]) == {"الوزير"}
