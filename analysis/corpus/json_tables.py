"""Tables in JSON: one object a line, an array of objects, an object of columns, or an object of objects by id."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from analysis.corpus.json_shapes import Opened, documents_of, has_own_text, is_document, listed
from analysis.corpus.metadata import is_known_name
from analysis.errors import KhitabError
from analysis.wording import how_many

_TYPED = ("$oid", "$date", "$numberLong", "$numberInt")  # how databases (MongoDB) write a value with its type
SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(text: str, place: str) -> tuple[pd.DataFrame, list[str]]:
    """Read a table from one JSON value; values keep their types, and half characters are replaced with a note."""
    try:
        value = json.loads(text, object_pairs_hook=_once)
        if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):  # JSON that was written as a string of JSON
            value = json.loads(value, object_pairs_hook=_once)
    except RecursionError:
        raise KhitabError(f"{place}: the JSON is nested too deeply; give one object for each document.") from None
    except ValueError as error:
        if _are_lines(text):
            return read_json_lines(text, place)
        value = _one_after_another(text)
        if value is None:
            raise KhitabError(
                f"{place}: not JSON ({error}); write an array of objects, one for each document."
            ) from error
    opened = Opened()
    table, notes = _table(mend_halves(opened.whole_text(dict(record))) for record in _records(value, place, opened))
    return table, [*opened.notes(), *notes]


def _one_after_another(text: str) -> list[Any] | None:
    """Objects laid end to end over several lines each, as programs append them to a file; None for anything else."""
    decoder, found, place = json.JSONDecoder(object_pairs_hook=_once), [], 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        try:
            value, place = decoder.raw_decode(text, place)
        except ValueError:
            return None
        if not isinstance(value, dict):
            return None
        found.append(value)
    return found


class _TwiceError(ValueError):
    """A name stands twice in an object, and one of its values would be lost."""


def _once(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    if len(pairs) == 1 and pairs[0][0] in _TYPED:
        name, value = pairs[0]
        return int(value) if name in ("$numberLong", "$numberInt") and str(value).lstrip("-").isdecimal() else value
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(f"the name {next(n for n in names if names.count(n) > 1)!r} stands twice in one object")
    return found


def _are_lines(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][:2]
    return len(lines) == 2 and all(line.strip().startswith("{") and line.strip().endswith("}") for line in lines)


def _records(value: Any, place: str, opened: Opened) -> list[dict[str, object]]:
    """One mapping for each document, from the shapes in which tables come."""
    if isinstance(value, list):
        if all(isinstance(row, str) for row in value) and value:
            return [{"text": row} for row in value]
        for number, row in enumerate(value, start=1):
            if not isinstance(row, dict):
                raise KhitabError(f"{place}, entry {number:,}: not a JSON object; write one object for each document.")
        return [document for row in value for document in documents_of(row, opened)]
    if isinstance(value, dict) and value:
        inner = list(value.values())
        if not has_own_text(value) and (found := listed(value, opened)):  # {"articles": […], "total": 12}
            return found
        are_lists = all(isinstance(part, list) for part in inner)
        wrapped = len(inner) == 1 and are_lists and all(isinstance(row, dict) for row in inner[0])
        if are_lists and not wrapped and len({len(part) for part in inner}) == 1:
            return [dict(zip(value, row, strict=True)) for row in zip(*inner, strict=True)]
        if has_own_text(value) and is_document(value):  # an article in a file of its own, with its comments
            return documents_of(value, opened)
        if all(isinstance(part, dict) for part in inner):
            if len({tuple(part) for part in inner}) == 1 and next(iter(inner)) and "text" in value:
                return _by_index(value)  # columns, each an object by row, as pandas writes them
            parts = [(key, document) for key, part in value.items() for document in documents_of(part, opened)]
            if len(parts) == 1 or any(has_own_text(document) for _, document in parts):
                return [{"doc_id": key, **part} for key, part in parts]
        if len(inner) > 1 and all(isinstance(part, str) for part in inner) and not any(map(is_known_name, value)):
            return [{"doc_id": key, "text": part} for key, part in value.items()]
        lists = [part for part in inner if isinstance(part, list) and part and isinstance(part[0], dict)]
        if len(lists) == 1:
            opened.read |= {name for name, part in value.items() if part is lists[0]}
            return _records(lists[0], place, opened)
        if are_lists:
            lengths = ", ".join(f"{key}: {len(part):,}" for key, part in list(value.items())[:4])
            raise KhitabError(f"{place}: the columns are not equally long ({lengths}); give each document all of them.")
        return documents_of(value, opened)
    raise KhitabError(f"{place}: holds no documents; write an array of objects, one for each document.")


def _by_index(columns: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    rows = next(iter(columns.values()))
    return [{name: column.get(row) for name, column in columns.items()} for row in rows]


def read_json_lines(text: str, place: str) -> tuple[pd.DataFrame, list[str]]:
    """Read one object a line."""
    opened = Opened()
    table, notes = _table(json_records(text.split("\n"), place, opened))
    return table, [*opened.notes(), *notes]


def _table(mended: Iterable[tuple[dict[str, object], int]]) -> tuple[pd.DataFrame, list[str]]:
    found = list(mended)
    return records_table([record for record, _ in found]), torn_note(sum(torn for _, torn in found))


def records_table(records: list[dict[str, object]]) -> pd.DataFrame:
    """A table of the values as they are: numbers with a gap among them stay whole numbers."""
    names = list(dict.fromkeys(name for record in records for name in record))
    return pd.DataFrame(
        {name: pd.Series([record.get(name) for record in records], dtype=object) for name in names},
        index=range(len(records)),
    )


def json_records(
    lines: Iterable[str], place: str, opened: Opened | None = None
) -> Iterator[tuple[dict[str, object], int]]:
    """Read one JSON object a line, each with the number of its values that had to be mended.

    A line that wraps its documents gives each of them; `opened` takes the names of what they were found in.
    """
    opened = Opened() if opened is None else opened
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, object_pairs_hook=_once)
        except RecursionError:
            raise KhitabError(f"{place}, line {number:,}: nested too deeply; write one plain object a line.") from None
        except _TwiceError as error:
            raise KhitabError(f"{place}, line {number:,}: {error}; give each value a name of its own.") from error
        except ValueError as error:
            raise KhitabError(f"{place}, line {number:,}: not a JSON object; write one object a line.") from error
        if not isinstance(record, dict):
            raise KhitabError(
                f"{place}, line {number:,}: not a JSON object; write one object a line, or call a file that is one "
                "array .json."
            )
        for document in documents_of(record, opened):
            yield mend_halves(opened.whole_text(document))


def mend_halves(record: dict[str, object]) -> tuple[dict[str, object], int]:
    """Replace the half of a surrogate pair, which JSON can smuggle in and no other format could hold."""
    torn = 0
    for name, value in record.items():
        if isinstance(value, str) and SURROGATE.search(value):
            record[name] = SURROGATE.sub("\ufffd", value)
            torn += 1
        elif isinstance(value, (list, dict)):
            spelt = json.dumps(value, ensure_ascii=False)
            if SURROGATE.search(spelt):
                record[name] = json.loads(SURROGATE.sub("\ufffd", spelt))
                torn += 1
    return record, torn


def torn_note(torn: int) -> list[str]:
    """Say how many values were mended, if any."""
    return (
        [f"{how_many(torn, 'value holds', 'values hold')} half characters (lone surrogates), replaced by \ufffd"]
        if torn
        else []
    )
