"""Notes on an annotation are few, and name what they are about."""

from analysis.annotation.notes import notes_on
from analysis.parsing import parts


def test_notes_name_some_documents_and_count_the_others():
    found = [{str(number): {parts.CUT: 2} for number in range(5)}]
    (note,) = notes_on(found, [str(number) for number in range(6)], [f"d{number}" for number in range(6)])
    assert note.startswith("documents 'd0', 'd1', 'd2' and 2 more: 10 sentences without a stop were cut")
