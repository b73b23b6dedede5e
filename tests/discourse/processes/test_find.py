"""What goes on in a clause; the parses are given."""

import pytest

from analysis.discourse.processes.classes import PROCESSES, examples, verbs_by_process
from analysis.discourse.processes.find import find_processes


def found_in(sentence, parsed):
    table = find_processes(parsed(sentence))
    return list(zip(table["surface"], table["process"], table["rule"], strict=True))


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_is_found_in_its_example(process, parsed):
    assert found_in(examples()[process], parsed)[0][1] == process


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("كان الجنود يحرسون الجسر.", [("يحرسون", "material", "verb")]),  # what only modulates has no row
        ("كان الطريق طويلا.", [("كان", "relational", "verb")]),
        ("تم الإعلان عن النتائج.", [("تم", "verbal", "light-verb")]),
        ("تم إصلاح الجسر.", [("تم", "material", "light-verb")]),
        ("كان هناك حل قريب.", [("كان", "existential", "there-is")]),
        ("جاء ذلك في إطار الزيارة.", [("جاء", "relational", "belonging")]),
        ("جاء الوفد أمس.", [("جاء", "material", "verb")]),
        ("الطريق طويل.", []),  # without a verb
    ],
)
def test_the_processes_of_a_sentence(sentence, found, parsed):
    assert found_in(sentence, parsed) == found


def test_a_verb_of_no_list_is_unclassified(parsed):
    assert "افرنقع" not in verbs_by_process()
    assert set(find_processes(parsed("كوفئ الجنود أمس."))["process"]) == {"unclassified"}
