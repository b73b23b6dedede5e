"""Metadata in tables: columns known by their names, dates parsed, values of one kind in each column."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.arabic.orthography import fold, normal
from analysis.corpus.dates import UNSAID, DateOptions, is_absent, read_dates
from analysis.errors import KhitabError
from analysis.wording import how_many, part_of

# What researchers call these columns, most telling first; compared without case and surrounding space.
NAMES = {
    "text": (
        "text", "النص", "نص", "نص المقال", "نص الخبر", "body", "content", "article", "المحتوى", "المقال", "الخبر",
        "المتن", "fulltext", "full_text", "article_text", "texte", "bodytext", "body_text", "articlebody",
        "article_body", "maintext", "main_text", "selftext", "textdisplay", "message", "post", "tweet",
        "المنشور", "التغريدة", "texte intégral", "texte complet", "contenu", "محتوى", "محتوى المقال", "محتوى الخبر",
        "النص الكامل",
    ),
    "doc_id": (
        "doc_id", "docid", "document_id", "المعرف", "معرف", "id", "الرقم", "رقم", "id_str", "tweet_id", "_id",
        "identifiant", "رقم المقال", "رقم الخبر",
    ),
    "title": ("title", "العنوان", "عنوان", "headline", "عنوان المقال", "titre", "عنوان الخبر"),
    "date": (
        "date", "التاريخ", "تاريخ", "published", "publication_date", "pubdate", "تاريخ النشر", "created_at",
        "published_at", "publishedat", "pub_date", "date_published", "published_date", "publish_date", "seendate",
        "datetime", "date_time", "timestamp", "timestamp_ms", "طابع زمني", "تاريخ الخبر", "التاريخ والوقت",
        "date de publication", "date de parution", "post created", "created_utc", "created_time", "creation_time",
        "create_time", "تاريخ المقال", "يوم النشر",
    ),
    "source": (
        "source", "المصدر", "مصدر", "outlet", "newspaper", "publisher", "الصحيفة", "صحيفة", "journal",
        "اسم الصحيفة", "الجريدة", "جريدة", "اسم الجريدة", "media_name", "page name",
    ),
    "constructed": ("constructed",),
    "url": ("url", "link", "الرابط", "رابط", "رابط المقال", "رابط الخبر", "permalink", "href", "uri"),
}  # fmt: skip
YES = {"true", "1", "yes", "نعم", "1.0"}
NO = {"false", "0", "no", "لا", "", "0.0", "none", "nan"}
ABSENT = {"na", "n/a", "nan", "null", "none", "<na>", "#n/a"}  # how programs write that there is nothing
_UNKNOWN = ("", "unknown", "nan", "None", "NaT")
LEADING = ("title", "date", "source", "constructed", "url")

COUNTED_FROM = {pd.Timestamp(day) for day in ("1970-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01")}
MOST_NAMES = 500  # of groups; where there are more, the column tells documents apart
LONGEST_NAME = 60  # characters
_AROUND_IDS = " \t\r\n\u00a0\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_PLAIN_NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d+)?"
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_WITH_COMMA = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,\d+)?")
_ARABIC_NUMBERS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫", "01234567890123456789,.")
_FORMULA = re.compile(r'\A="(.*)"\Z', re.DOTALL)
_UNSEEN = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u0640]")
_SHAPES = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def find_column(table: pd.DataFrame, role: str, taken: Sequence[str | None] = ()) -> str | None:
    """Find the column that plays `role` (a key of NAMES) by its name, or None; `taken` ones play another."""
    columns = [str(column) for column in table.columns if column not in taken]
    by_name = {column.strip().casefold(): column for column in reversed(columns)}
    return next((by_name[name] for name in NAMES[role] if name in by_name), None)


def own_name(column: str, documents: pd.DataFrame) -> str:
    """The column of the documents that people call so: `source` for الصحيفة, where some source is known.

    Tables are read with their known columns renamed, and whoever made a table asks for them by the names it has.
    """
    if column in documents:
        return column
    written = column.strip().casefold()
    for role, names in NAMES.items():
        if written in names and role in documents and not documents[role].astype("str").isin(_UNKNOWN).all():
            return role
    return column


def is_known_name(column: str) -> bool:
    """Is this what people call a column of a corpus?"""
    return any(column.strip().casefold() in names for names in NAMES.values())


def metadata_records(
    table: pd.DataFrame, label: str, dates: DateOptions = UNSAID, path: str = ""
) -> tuple[list[dict[str, object]], list[str]]:
    """One metadata mapping per row: the rows of `metadata_columns`."""
    columns, notes = metadata_columns(table, label, dates, path)
    names = list(columns)
    rows = zip(*columns.values(), strict=True) if columns else ([] for _ in range(len(table)))
    return [dict(zip(names, row, strict=True)) for row in rows], notes


def metadata_columns(
    table: pd.DataFrame, label: str, dates: DateOptions = UNSAID, path: str = ""
) -> tuple[dict[str, list[object]], list[str]]:
    """Columns of metadata, the known ones under their known names and dates parsed.

    `label` names the file in notes, `path` in errors.
    """
    notes: list[str] = []
    renamed: dict[str, str] = {}
    for role in LEADING:
        column = find_column(table, role)
        if column is not None:
            renamed[column] = role
            if column != role:
                notes.append(f"{label}: column {column!r} is read as the {role}")
    # A second candidate ("outlet" beside "source") stays what it is called.
    columns: dict[str, list[object]] = {}
    for column in table.columns:
        known = renamed.get(str(column), str(column))
        place = f"{label}, column {str(column)!r}"
        full = f"{path}, column {str(column)!r}" if path else ""
        counted, how = _numbers(without_guards(table[column]), place)
        values, more = tidy_column(counted, known, place, dates, full)
        columns[known] = values
        notes += [*([] if known == "date" else how), *more]
    return columns, notes


def tidy_column(
    column: "pd.Series[Any]", role: str, place: str, dates: DateOptions = UNSAID, full_place: str = ""
) -> tuple[list[object], list[str]]:
    """Values of one kind, dates as dates, truth as truth, names that differ by nothing visible as one name."""
    if role == "date":
        return _dates(column, place, dates)
    if role in ("title", "source") and column.dtype == object:
        column = column.map(_called)
    column, notes = _of_one_kind(column, place) if role != "constructed" else (column, [])
    if role == "constructed":
        place = full_place or place
        answers = [_answer(value) for value in column]
        odd = next((answer for answer in answers if answer not in YES | NO), None)
        if odd is not None:
            raise KhitabError(f"{place}: {odd!r} is neither true nor false; write one of these.")
        return [answer in YES for answer in answers], notes
    if role in ("title", "source"):
        absent = "unknown" if role == "source" else ""
        texts: list[object] = [absent if is_absent(value) else str(value) for value in column]
        if role == "source" and (nameless := sum(_says_absent(text) for text in texts)):
            notes = [*notes, f"{place}: {how_many(nameless, 'value', 'values')} such as NA and NULL, read as unknown"]
            texts = [absent if _says_absent(text) else text for text in texts]
        return _visibly_alike(texts, place, notes) if role == "source" else (texts, notes)
    values = list(column)
    if any(isinstance(value, str) for value in values):
        return _visibly_alike(values, place, notes)
    return values, notes


def _says_absent(value: object) -> bool:
    return isinstance(value, str) and value.strip().casefold() in ABSENT


def _called(value: object) -> object:
    """What a newspaper or a headline is called, where it is given as an object: {"id": null, "name": "…"}."""
    if not isinstance(value, dict):
        return value
    names = [value[key] for key in ("name", "main", "title", "rendered") if isinstance(value.get(key), str)]
    return names[0] if names else value


def _answer(value: object) -> str:
    if is_absent(value):
        return ""
    return value.strip().casefold() if isinstance(value, str) else str(bool(value)).casefold()


def _dates(column: "pd.Series[Any]", place: str, options: DateOptions) -> tuple[list[object], list[str]]:
    parsed, notes = read_dates(column, options)
    notes = [f"{place}: {note}" for note in notes]
    wrong = [value for value, date in zip(column, parsed, strict=True) if date is None]
    if wrong:
        one, several = "names no day or leaves open which it is", "name no day or leave open which it is"
        notes.append(
            f"{place}: {part_of(len(wrong), len(parsed), 'date', one, several)}, and the text counts as "
            f"unknown, the first being {str(wrong[0])!r}; write dates such as 2025-11-22, or say dayfirst= or calendar="
        )
    return [pd.NaT if date is None else date for date in parsed], [*notes, *_doubtful(parsed, place)]


def _doubtful(parsed: Sequence[Any], place: str) -> list[str]:
    """A note on days on which no text appeared: to come, or the first that programs count."""
    days = [date.normalize() for date in parsed if not pd.isna(date)]
    latest = pd.Timestamp.now().normalize() + pd.Timedelta(days=1)  # it is tomorrow already elsewhere
    kinds = {
        "in the future": [day for day in days if day > latest],
        "on a day that programs write for none": [day for day in days if day in COUNTED_FROM],
    }
    return [
        f"{place}: {how_many(len(some), 'date is', 'dates are')} {where}, as {some[0].date()}, and read as written; "
        "correct or remove what is wrong"
        for where, some in kinds.items()
        if some
    ]


def tidy_metadata(
    records: Sequence[Mapping[str, object]], name: str
) -> tuple[list[dict[str, object]] | None, list[str]]:
    """Bring metadata that was made by hand into the same order; None where it is so already."""
    columns = dict.fromkeys(key for record in records for key in record)
    changed: dict[str, list[object]] = {}
    notes: list[str] = []
    for column in columns:
        values = [record.get(column) for record in records]
        if _is_tidy(values, column):
            continue
        if column == "constructed" and (odd := sorted({_answer(value) for value in values} - YES - NO)):
            notes.append(f"{name}, metadata 'constructed': {odd[0]!r} is neither true nor false and is taken for true")
            values = [True if _answer(value) in odd else value for value in values]
        tidy, more = tidy_column(pd.Series(values, dtype=object), column, f"{name}, metadata {column!r}")
        given = (record.get(column) for record in records)
        if any(old is not new for old, new in zip(given, tidy, strict=True)):
            changed[column] = tidy
        notes += more
    if not changed:
        return None, notes
    return [
        {**record, **{key: values[row] for key, values in changed.items() if key in record}}
        for row, record in enumerate(records)
    ], notes


def _is_tidy(values: list[object], column: str) -> bool:
    kinds = {type(value) for value in values if value is not None}
    if column == "date":
        return kinds <= {pd.Timestamp, type(pd.NaT)} and not any(getattr(value, "tzinfo", None) for value in values)
    if column == "constructed":
        return kinds <= {bool, np.bool_}
    if kinds == {str}:
        return column == "title" or not _hides_something({str(value) for value in values if value is not None})
    return len(kinds) <= 1 and not kinds & {list, dict, set, tuple, np.ndarray}


def _hides_something(names: set[str]) -> bool:
    return any(_SURROGATE.search(name) for name in names) or len({shown(name) for name in names}) < len(names)


def shown(name: str) -> str:
    """A name without what cannot be seen, its letters unfolded from their shapes."""
    unfolded = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), name)
    return " ".join(_UNSEEN.sub("", unfolded).split())


def _visibly_alike(values: list[object], place: str, notes: list[str]) -> tuple[list[object], list[str]]:
    """Values that differ only by spaces and signs that nobody sees become one; half characters are replaced."""
    names = {value for value in values if isinstance(value, str)}
    whole = {name: _SURROGATE.sub("\ufffd", name) for name in names}
    if torn := sum(name != mended for name, mended in whole.items()):
        hold = how_many(torn, "value holds", "values hold")
        notes = [*notes, f"{place}: {hold} half characters (lone surrogates), replaced by \ufffd"]
    becomes = {name: shown(mended) if _SHAPES.search(mended) else mended for name, mended in whole.items()}
    groups: dict[str, set[str]] = {}
    for name in names:
        groups.setdefault(shown(whole[name]), set()).add(name)
    merged = {plain: group for plain, group in groups.items() if len(group) > 1 and plain}
    if merged:
        plain, group = max(sorted(merged.items()), key=lambda item: len(item[1]))
        notes = [
            *notes,
            f"{place}: {sum(map(len, merged.values())):,} values differ only by spaces or invisible signs and are read "
            f"as {len(merged):,}, as {plain!r}, written in {len(group)} ways",
        ]
        becomes |= {name: plain for plain, group in merged.items() for name in group}
    notes = [*notes, *_nearly_alike({*becomes.values()}, place)]
    if all(name == new for name, new in becomes.items()):
        return values, notes
    return [becomes[value] if isinstance(value, str) else value for value in values], notes


def _nearly_alike(names: set[str], place: str) -> list[str]:
    """A note on names that are probably one, spelt in two ways (الأهرام, الاهرام): they are counted as two."""
    if len(names) > MOST_NAMES:
        return []
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        if len(name) <= LONGEST_NAME and "/" not in name and not any(map(str.isdigit, name)):
            groups.setdefault("".join(filter(str.isalnum, fold(normal(name)).casefold())), []).append(name)
    alike = [group for plain, group in groups.items() if plain and len(group) > 1]
    if not alike:
        return []
    told = "; ".join(" and ".join(map(repr, group)) for group in alike[:3]) + (" …" if len(alike) > 3 else "")
    return [f"{place}: names differ by spelling alone and count as different: {told}; write each in one way"]


def _of_one_kind(column: "pd.Series[Any]", place: str) -> "tuple[pd.Series[Any], list[str]]":
    """Spell lists and mixtures of types out (JSON and Parquet have them), which could be neither grouped nor saved."""
    if column.dtype != object:
        return column, []
    notes = []
    nested = [isinstance(value, (list, dict, tuple, set, np.ndarray)) for value in column]
    if any(nested):
        notes.append(f"{place}: lists and objects are kept as JSON text")
        spelt = [
            _as_json(value, place) if is_nested else value for value, is_nested in zip(column, nested, strict=True)
        ]
        column = pd.Series(spelt, index=column.index, name=column.name, dtype=object)
    kinds = {_kind(value) for value in column if not is_absent(value)}
    if len(kinds) > 1:
        notes.append(f"{place}: holds {' and '.join(sorted(kinds))}, all kept as text")
        spelt = [None if is_absent(value) else str(value) for value in column]
        column = pd.Series(spelt, index=column.index, name=column.name, dtype=object)
    return column, notes


def _as_json(value: object, place: str) -> str:
    plain = sorted(value, key=str) if isinstance(value, set) else value
    try:
        return json.dumps(plain, ensure_ascii=False, default=_spelt)
    except (TypeError, ValueError, RecursionError) as error:
        raise KhitabError(f"{place}: a list or object cannot be spelt out ({error}); give text or a number.") from error


def _spelt(value: object) -> object:
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else str(value)


def _kind(value: object) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "truth values"
    if isinstance(value, (int, float, np.number)):
        return "numbers"
    return "text" if isinstance(value, str) else type(value).__name__


def as_id(value: object) -> str:
    """An id as text: 1.0, as tables with a gap make of the number 1, is "1"; nothing is ""."""
    if is_absent(value):
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        value = int(value)
    return shown_id(str(value))


def shown_id(text: str) -> str:
    """An id without the spaces and invisible signs around it, half characters replaced."""
    return _SURROGATE.sub("\ufffd", text).strip(_AROUND_IDS)


def without_guards(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Values without what keeps a spreadsheet from counting them: ="001", and apostrophes before all of them."""
    if not pd.api.types.is_string_dtype(column):
        return column
    filled = [value for value in column if isinstance(value, str) and value]
    if not filled or not any(value.startswith(("'", '="')) for value in filled):
        return column
    everywhere = len(filled) > 1 and all(value.startswith("'") for value in filled)
    plain = [_FORMULA.sub(r"\1", value) if isinstance(value, str) else value for value in column]
    plain = [value[1:] if everywhere and isinstance(value, str) and value else value for value in plain]
    return pd.Series(plain, index=column.index, name=column.name, dtype=column.dtype)


def _numbers(column: "pd.Series[Any]", place: str) -> "tuple[pd.Series[Any], list[str]]":
    """Turn a column of strings into numbers where each value is one, and no code such as 007.

    Arabic digits are read, and commas between thousands or before decimals where the column shows which they are.
    """
    if not pd.api.types.is_string_dtype(column) or column.dtype == object or column.empty:
        return column, []
    if column.str.len().max() > 15:
        return column, []
    plain, note = column.str.translate(_ARABIC_NUMBERS).str.strip(), []
    if not plain.str.fullmatch(_PLAIN_NUMBER).all():
        values = plain.tolist()
        with_comma = [value for value in values if "," in value]
        are_plain = [value for value in values if re.fullmatch(_PLAIN_NUMBER, value)]
        thousands = all(map(_THOUSANDS.fullmatch, with_comma)) and len(with_comma) + len(are_plain) == len(values)
        decimals = all(map(_WITH_COMMA.fullmatch, values))
        if not with_comma or not (thousands or decimals):
            return column, []
        proven = any(value.count(",") > 1 or "." in value for value in with_comma) if thousands else True
        if not proven:
            return column, [f"{place}: commas could part thousands or decimals, so the values are kept as text"]
        note = [f"{place}: commas are read as parting {'thousands' if thousands else 'decimals'}"]
        sign, by = (",", "") if thousands else (".", "")
        plain = plain.str.replace(sign, by, regex=False).str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(plain)
    if numbers.dtype.kind == "f" and plain.str.fullmatch(r"-?\d+").any() and (numbers % 1 == 0).all():
        numbers = numbers.astype("int64")
    return numbers, note
