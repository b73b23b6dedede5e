"""Files as people have them, each standing for its kind, and what is to become of it: read, noted, or refused.

`docs/reliability.md` shows this list; `test_kinds_of_files.py` tries each of them.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from corpus.articles.exports import (
    ARABIC,
    ARTICLES,
    as_page,
    as_rich_text,
    factiva,
    factiva_coded,
    nexis_ended,
    nexis_numbered,
    proquest,
)

A = "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة."
B = "أعلنت البلدية إغلاق الطريق حتى إشعار آخر بسبب الأمطار."
C = "اختتم المؤتمر أعماله أمس بحضور وفود من الدول المشاركة."
HEAD = ["id", "text", "source", "date"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
Content = str | bytes | Callable[[Path], object]


@dataclass(frozen=True)
class Kind:
    """A kind of file, what happens with it, an example, and how that is known.

    texts : of the documents, where it is read; ids : theirs; note : words of a note; error : words of the refusal;
    metadata : a column and its values.
    """

    what: str
    happens: str
    name: str
    content: Content
    texts: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    note: str = ""
    error: str = ""
    metadata: Mapping[str, list[Any]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


def book(
    *rows: list[Any], merged: str = "", hidden: int = 0, more: Mapping[str, list[list[Any]]] | None = None
) -> Content:
    def make(path: Path) -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row, start=1):
                sheet.cell(number, place, value)
        if merged:
            sheet.merge_cells(merged)
        if hidden:
            sheet.row_dimensions[hidden].hidden = True
        for name, others in (more or {}).items():
            other = workbook.create_sheet(name)
            for row in others:
                other.append(row)
        workbook.save(path)

    return make


def packed(**files: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def locked() -> bytes:
    raw = bytearray(packed(**{"a.txt": A}))
    raw[6] |= 1
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def locked_pdf(path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    writer.write(path)


def page(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding)


PARAGRAPHS = "".join(f"<p>{text}</p>" for text in (A, B, C))
SAVED = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="X"\n\n--X\nContent-Type: text/html; charset=utf-8\n'
    f"Content-Transfer-Encoding: 8bit\n\n{page(PARAGRAPHS).decode()}\n--X--\n"
)
LINKS = "".join(f"<li><a href='/{n}'>خبر رقم {n} عن القافلة والطريق</a></li>" for n in range(30))
ENTRY = "<item><title>عنوان</title><description>{}</description></item>"


def line(**values: Any) -> str:
    return json.dumps(values, ensure_ascii=False)


TWO = (A, B)
STORIES = tuple(told.text.replace("\n", "\n\n") for told in ARTICLES)
TABLE = f"id,text\n1,{A}\n2,{B}\n"
KINDS = (
    # Workbooks
    Kind("a source merged over rows", "counts for each row, note", "t.xlsx",
         book(HEAD, [1, A, "البيان"], [2, B, None], [3, C, "الأفق"], merged="C2:C3"), (A, B, C), note="merged down",
         metadata={"source": ["البيان", "البيان", "الأفق"]}),
    Kind("a text merged over rows", "one document; the rows below count as empty, note", "t.xlsx",
         book(HEAD, [1, A * 2, "x"], [2, None, "y"], merged="B2:B3"), (A * 2,), note="1 of 2 rows has no text"),
    Kind("a title merged over the header", "passed over, note", "t.xlsx",
         book(["تقرير الأخبار", None], ["id", "text"], [1, A], [2, B], merged="A1:B1"), TWO, note="stand in row 2"),
    Kind("a header in the third row", "found, note", "t.xlsx",
         book(["جامعة الأفق"], [None], ["id", "text"], [1, A], [2, B]), TWO, note="what is above them is passed over"),
    Kind("the same in a CSV", "found, note", "t.csv", f"تقرير,\n,\nid,text\n1,{A}\n2,{B}\n", TWO,
         note="stand in line 3"),
    Kind("a title above a CSV of semicolons", "found, note", "t.csv",
         f"تقرير الرصد، 2024\nid;text\n1;{A}\n2;{B}\n", TWO, note="stand in line 2"),
    Kind("a row that holds the name of a column", "a row like any other", "t.csv",
         f"url,kind,paragraph\nu1,article,{A}\nu2,article,{B}\n", TWO),
    Kind("a second row of names, in another language", "a document, note that doubts it", "t.csv",
         f"text,source,date\nالنص,المصدر,التاريخ\n{A},س,2015-04-03\n", ("النص", A),
         note="the first row holds names of columns (المصدر, التاريخ)"),
    Kind("columns named in French", "found, notes", "t.csv",
         f"Identifiant;Titre;Contenu;Journal;Date de publication\n1;ع;{A};س;03/04/2015\n2;ف;{B};ص;23/04/2015\n", TWO,
         ("1", "2"), note="'Contenu' is read as the text",
         metadata={"title": ["ع", "ف"], "source": ["س", "ص"],
                   "date": [pd.Timestamp("2015-04-03"), pd.Timestamp("2015-04-23")]}),
    Kind("several sheets", "the first with texts, note naming the others", "t.xlsx",
         book(HEAD, [1, A], more={"أخرى": [HEAD, [2, B]]}), (A,),
         note="left out: أخرى; save each as a table of its own in one folder"),
    Kind("an empty first sheet", "the first filled one", "t.xlsx", book(more={"ب": [HEAD, [2, B]]}), (B,), ("2",)),
    Kind("a workbook of empty sheets", "error", "t.xlsx", book(), error="the workbook is empty"),
    Kind("empty columns and rows around the table", "passed over", "t.xlsx",
         book([None, None], [None, "id", "text"], [None, 1, A], [None, None, None], [None, 2, B]), TWO, ("1", "2")),
    Kind("formulas whose values were not saved", "empty, note", "t.xlsx", book(HEAD, [1, "=A1&B1"], [2, B]), (B,),
         note="1 of 2 rows has no text"),
    Kind("ids made by a formula that was not computed", "numbered, note", "t.xlsx", book(HEAD, ["=ROW()", A]), (A,),
         ("t-1",), note="1 row has no id"),
    Kind("cells with #N/A or #REF!", "empty, note", "t.xlsx", book(HEAD, [1, "#N/A"], [2, B]), (B,),
         note="1 of 2 rows has no text"),
    Kind("dates as dates and as text in one column", "both read", "t.xlsx",
         book(HEAD, [1, A, "x", pd.Timestamp("2025-01-01").to_pydatetime()], [2, B, "x", "2025-01-02"]), TWO,
         metadata={"date": [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-02")]}),
    Kind("days that a spreadsheet took for months (13/04 left as text, 03/04 made 4 March)", "note", "t.xlsx",
         book(HEAD, [1, A, "x", pd.Timestamp("2025-04-03").to_pydatetime()], [2, B, "x", "13/04/2025"],
              [3, C, "x", pd.Timestamp("2025-11-12").to_pydatetime()]), (A, B, C),
         note="a spreadsheet probably took their days for months"),
    Kind("dates and text with days after the twelfth among both", "read", "t.xlsx",
         book(HEAD, [1, A, "x", pd.Timestamp("2025-04-23").to_pydatetime()], [2, B, "x", "13/04/2025"]), (A, B),
         metadata={"date": [pd.Timestamp("2025-04-23"), pd.Timestamp("2025-04-13")]}),
    Kind("rows hidden by a filter", "read like the others, note", "t.xlsx", book(HEAD, [1, A], [2, B], hidden=3), TWO,
         note="1 row is hidden"),
    Kind("a column name twice, in a workbook", "the first, note", "t.xlsx", book(["id", "text", "text"], [1, A, B]),
         (A,), note="several columns are called 'text'"),
    Kind("a column name twice, in a CSV", "the first, note", "t.csv", f"id,text,text\n1,{A},{B}\n", (A,),
         note="several columns are called 'text'"),
    Kind("numbers and truth values where a text should be", "empty, note", "t.xlsx", book(HEAD, [1, True], [2, B]),
         (B,), note="1 of 2 rows has no text"),
    Kind("ids of more than 15 digits, which a workbook rounds until two are one", "error", "t.xlsx",
         book(HEAD, [1050118621198921728, A], [1050118621198921729, B]), error="occurs more than once"),
    Kind("ids that a spreadsheet wrote as 1.05E+18", "error where two are one", "t.csv",
         f"id,text\n1.05E+18,{A}\n1.05E+18,{B}\n", error="occurs more than once"),
    Kind("a workbook locked by a password", "error naming that", "t.xlsx", OLE, error="locked by a password"),
    Kind("a CSV, a page or nothing called `.xlsx`", "error", "t.xlsx", TABLE, error="not a readable workbook"),
    Kind("a workbook called `.csv`", "error naming what it is", "t.csv", packed(**{"xl/workbook.xml": "x"}),
         error="the file is a zip archive"),
    # Delimited text
    Kind("semicolons", "read, note", "t.csv", TABLE.replace(",", ";"), TWO, note="separated by semicolons"),
    Kind("Excel's line `sep=;`", "read", "t.csv", "sep=;\n" + TABLE.replace(",", ";"), TWO, ("1", "2")),
    Kind("`\\r\\n`, `\\n` and `\\r` in one file", "read", "t.csv", f"id,text\r\n1,{A}\n2,{B}\r3,{C}\r\n", (A, B, C)),
    Kind("`\\r` alone, as old Macs wrote", "read", "t.csv", TABLE.replace("\n", "\r"), TWO),
    Kind("a byte order mark in the middle of a table, or two at its beginning", "not part of the ids", "t.csv",
         f"\ufeff\ufeffid,text\n1,{A}\n\ufeff2,{B}\n", TWO, ("1", "2")),
    Kind("tables laid end to end, each with its header", "the header is no document, note", "t.csv",
         f"id,text\n1,{A}\nid,text\n2,{B}\n", TWO, ("1", "2"), note="1 of 3 rows has no text"),
    Kind("UTF-16 with tabs, as Excel's “Unicode text”", "read, notes", "t.csv",
         TABLE.replace(",", "\t").encode("utf-16"), TWO, note="read as utf-16"),
    Kind("UTF-16, big end first, without a mark", "read, note", "t.csv", TABLE.encode("utf-16-be"), TWO,
         note="read as utf-16-be"),
    Kind("Windows-1256", "read, note", "t.csv", TABLE.encode("cp1256"), TWO, note="read as windows-1256"),
    Kind("a text with commas and no quotation marks", "error naming the line", "t.csv", f"id,text\n1,{A}, ثم عاد\n",
         error="line 2 has 3 and the header 2"),
    Kind("rows shorter than the header", "filled up, note", "t.csv", f"id,text,source\n1,{A}\n2,{B},x\n", TWO,
         note="1 row has fewer cells than the header, the first being line 2"),
    Kind("a quotation mark within a cell", "text", "t.csv", f'id,text\n1,قال "{A}\n2,{B}\n', ('قال "' + A, B)),
    Kind("curly quotation marks", "text", "t.csv", f"id,text\n1,“{A}”\n", (f"“{A}”",)),
    Kind("Arabic commas between columns", "read, note", "t.csv", "id،text\n1،قال ثم\n2،عاد هو\n", ("قال ثم", "عاد هو"),
         note="separated by Arabic commas"),
    Kind("a cell of a million characters", "read whole", "t.csv", f'id,text\n1,"{A * 20000}"\n', (A * 20000,)),
    Kind("NULs in a cell", "read, note", "t.csv", f"id,text\n1,{A}\0\n", (A + "\0",), note="repair='controls'"),
    Kind("a header and no row", "error", "t.csv", "id,text\n", error="the table has no rows"),
    Kind("an empty file, or blanks alone", "error", "t.csv", " \n\n", error="the file is empty"),
    Kind("no column by a known name", "the longest text, note", "t.csv", f"a,b\n1,{A}\n2,{B}\n", TWO,
         note="being by far the longest"),
    Kind("two columns that could be the text", "the likelier, note", "t.csv", f"id,body,content\n1,{A},{B}\n", (A,),
         note="column 'body' is read as the text"),
    Kind("tables of R: a column without a name, or rows with one cell more than the header", "read, note", "t.tsv",
         f'"text"\t"source"\n"1"\t"{A}"\t"x"\n"2"\t"{B}"\t"y"\n', TWO, note="R leaves that of row names",
         metadata={"source": ["x", "y"], "row": [1, 2]}),
    Kind("tables of R parted by spaces", "read, note", "t.csv", f'"id" "text"\n"a" "{A}"\n"b" "{B}"\n', TWO, ("a", "b"),
         note="separated by spaces"),
    Kind("tildes and carets between columns", "read, note", "t.csv", TABLE.replace(",", "^"), TWO, ("1", "2"),
         note="separated by carets"),
    Kind("quotation marks inside cells as `\\\\\"` (R, MySQL)", "read, note", "t.csv",
         f'"id","text"\n"1","قال \\"نعم\\" ثم {A}"\n"2","{B}"\n', (f'قال "نعم" ثم {A}', B), ("1", "2"),
         note="inside cells are written"),
    Kind("a text with a backslash at its end", "kept", "t.csv", f'"id","text"\n"1","{A}\\"\n"2","{B}"\n',
         (A + "\\", B), ("1", "2")),
    Kind("NA, NULL, nan, #ERROR!, Loading…, [deleted] for a text", "empty, note", "t.csv",
         f"id,text\n1,NA\n2,NULL\n3,#ERROR!\n4,Loading...\n5,[deleted]\n6,{A}\n", (A,), ("6",),
         note="5 of 6 rows have no text"),
    Kind("NA and NULL for a source", "unknown, note", "t.csv", f"id,text,source\n1,{A},NA\n2,{B},الأفق\n", TWO,
         note="value such as NA and NULL, read as unknown", metadata={"source": ["unknown", "الأفق"]}),
    Kind("labels below the names of columns (Stata, SPSS)", "a document, note that doubts it", "t.csv",
         f"id,text\nIdentifier,Text of article\n1,{A}\n2,{B}\n", ("Text of article", A, B),
         note="if it is a second line of names, take it out"),
    Kind("headings over groups of columns, their names below", "found, note", "t.xlsx",
         book(["بيانات", None, "المحتوى", None], ["id", "date", "title", "text"], [1, "2015-01-01", "ع", A],
              [2, "2015-01-02", "ع", B]), TWO, ("1", "2"), note="stand in row 2"),
    Kind("totals or remarks below the rows", "empty, or a document with a note that doubts it", "t.csv",
         f"id,text,words\n1,{A},9\n2,{B},9\n,المجموع: مادتان,18\n", (A, B, "المجموع: مادتان"),
         note="all stand below the others (totals or remarks?)"),
    Kind("a sheet of counts or remarks before that of the texts", "the sheet with a column of texts, note", "t.xlsx",
         book(["source", "count"], ["الأفق", 2], more={"data": [HEAD, [1, A], [2, B]]}), TWO, ("1", "2"),
         note="the sheet 'data' is read"),
    Kind("a lead, a translation or the full text beside the text", "kept as metadata, note", "t.csv",
         f"id,text,full_text\n1,{A[:25]}…,{A}\n2,{B[:25]}…,{B}\n", (A[:25] + "…", B[:25] + "…"),
         note="texts stand in 'full_text'"),
    Kind("texts cut by an interface or a feed (`[+1234 chars]`, اقرأ المزيد)", "note", "t.csv",
         f"id,text\n1,{A}… [+1234 chars]\n2,{B} ...المزيد\n", note="2 of 2 documents have an end such as"),
    Kind("texts cut by a feed in other words (`[…]`, للمزيد اضغط هنا, See more)", "note", "t.csv",
         f"id,text\n1,{A} […]\n2,{B} للمزيد اضغط هنا\n3,{C} See more\n", note="3 of 3 documents have an end such as"),
    Kind("texts cut at one length by a database", "note", "t.csv",
         "id,text\n" + "".join(f"{n},{(f'{n} ' + A * 5)[:255]}\n" for n in range(1, 7)) + f"7,{B}\n",
         note="6 of 7 texts have 255 characters and none has more"),
    Kind("beginnings of texts, each with dots at its end", "note", "t.csv",
         "id,text\n" + "".join(f"{n},{A[:20 + n]}...\n" for n in range(1, 7)), note="6 of 6 texts end in dots"),
    Kind("sources that differ by hamza, case or a hyphen", "different, note", "t.csv",
         f"id,text,source\n1,{A},الأهرام\n2,{B},الاهرام\n3,{C},Al-Ahram\n4,{A + B},al ahram\n", (A, B, C, A + B),
         note="names differ by spelling alone and count as different: 'Al-Ahram' and 'al ahram'"),
    Kind("days in the future", "read, note", "t.csv", f"id,text,date\n1,{A},2951-04-03\n2,{B},2015-04-03\n", TWO,
         note="1 date is in the future, as 2951-04-03"),
    Kind("days that programs write for none (1 January 1970)", "read, note", "t.csv",
         f"id,text,date\n1,{A},1970-01-01\n2,{B},2015-04-03\n", TWO,
         note="1 date is on a day that programs write for none, as 1970-01-01"),
    Kind("numbers as 1,234.50 or ١٬٢٣٤٫٥", "numbers, note", "t.csv",
         f'id,text,shares,likes\n1,{A},"1,234.50",١٬٢٣٤٫٥\n2,{B},12.00,١٢\n', TWO, note="commas are read as parting",
         metadata={"shares": [1234.5, 12], "likes": [1234.5, 12]}),
    Kind("numbers as 1.234,50", "numbers, note", "t.csv", f"id;text;shares\n1;{A};1.234,50\n2;{B};12,00\n", TWO,
         note="commas are read as parting decimals", metadata={"shares": [1234.5, 12]}),
    Kind("numbers as 1,234 that could be either", "text, note", "t.csv", f'id,text,n\n1,{A},"1,234"\n2,{B},"2,500"\n',
         TWO, note="commas could part thousands or decimals", metadata={"n": ["1,234", "2,500"]}),
    Kind("years as 2015, 2015.0 and ٢٠١٥", "one year", "t.csv", f"id,text,year\n1,{A},2015\n2,{B},2015.0\n3,{C},٢٠١٥\n",
         (A, B, C), metadata={"year": [2015, 2015, 2015]}),
    # Dates
    Kind("a day in both calendars («21 شوال 1436هـ الموافق 6 أغسطس 2015م»)", "read where they agree", "t.csv",
         f"id,text,date\n1,{A},الخميس 21 شوال 1436هـ الموافق 6 أغسطس 2015م\n2,{B},21 شوال 1436 هـ (6 أغسطس 2015)\n"
         f"3,{C},21 شوال 1436هـ الموافق 6 أغسطس 1999م\n", (A, B, C), note="1 of 3 dates names no day",
         metadata={"date": [pd.Timestamp("2015-08-06")] * 2 + [pd.NaT]}),
    Kind("days as Google's forms and GDELT write them, with long dashes, with نشر في", "read", "t.csv",
         f"id,text,طابع زمني\n1,{A},2015/08/06 10:11:12 ص غرينتش+3\n2,{B},20150806T101500Z\n3,{C},نشر في 6 أغسطس 2015\n"
         f"4,{A},2015\u201308\u201306\n", (A, B, C, A), metadata={"date": [pd.Timestamp("2015-08-06")] * 4}),
    Kind("ranges of days, years in two calendars (1436هـ/2015م)", "unknown, note", "t.csv",
         f"id,text,date\n1,{A},6-8 أغسطس 2015\n2,{B},1436هـ/2015م\n", TWO, note="2 of 2 dates name no day",
         metadata={"date": [pd.NaT, pd.NaT]}),
    Kind("days in the names of files alone", "note", "z.zip",
         packed(**{"2015-08-06_okaz.txt": A, "2015-08-07_okaz.txt": B}), TWO, note="hold dates, as '2015-08-06_okaz'"),
    # Ids
    Kind("ids as `=\"001\"`, or all behind an apostrophe", "without them", "t.csv",
         f"id,text\n\"=\"\"001\"\"\",{A}\n\"=\"\"002\"\"\",{B}\n", TWO, ("001", "002")),
    Kind("ids of blanks or of signs that nobody sees", "numbered, note", "t.csv", f"id,text\n\u200b,{A}\n \u200f,{B}\n",
         TWO, ("t-1", "t-2"), note="2 rows have no id"),
    Kind("ids with slashes, or that climb out of folders", "kept as names", "t.csv", f"id,text\na/b,{A}\n../x,{B}\n",
         TWO, ("a/b", "../x")),
    Kind("ids that Windows reserves (CON, NUL)", "kept as names", "t.csv", f"id,text\nCON,{A}\nNUL,{B}\n", TWO,
         ("CON", "NUL")),
    Kind("ids that occur twice", "error", "t.csv", f"id,text\n1,{A}\n1,{B}\n", error="'1' occurs more than once"),
    Kind("ids that differ by invisible signs or blanks alone", "error", "t.csv", f"id,text\nA,{A}\n\u200fA ,{B}\n",
         error="'A' occurs more than once"),
    Kind("ids that differ by case", "two documents", "t.csv", f"id,text\nA,{A}\na,{B}\n", TWO, ("A", "a")),
    Kind("ids with leading zeros", "kept", "t.csv", f"id,text\n007,{A}\n7,{B}\n", TWO, ("007", "7")),
    Kind("ids of 19 digits in JSON and CSV", "kept to the last digit", "t.jsonl",
         line(id=1050118621198921728, text=A) + "\n" + line(id=1050118621198921729, text=B), TWO,
         ("1050118621198921728", "1050118621198921729")),
    # JSON
    Kind("one array in a file called `.jsonl`", "error naming that", "t.jsonl", f"[{line(id=1, text=A)}]",
         error="call a file that is one array .json"),
    Kind("one object a line in a file called `.json`", "read", "t.json", f"{line(id=1, text=A)}\n{line(id=2, text=B)}",
         TWO),
    Kind("a name twice in one object", "error", "t.json", f'[{{"text": "{A}", "text": "{B}"}}]',
         error="the name 'text' stands twice"),
    Kind("NaN, null and a missing text", "empty, note", "t.json", f'[{line(id=1, text=A)}, {{"id": 2, "text": null}}]',
         (A,), note="1 of 2 rows has no text"),
    Kind("a comma too many", "error", "t.json", f"[{line(id=1, text=A)},]", error="not JSON"),
    Kind("a last line that was cut", "error naming the line", "t.jsonl", line(id=1, text=A) + '\n{"id": 2, "te',
         error="line 2: not a JSON object"),
    Kind("brackets nested 100,000 deep", "error", "t.json", "[" * 100_000, error="nested too deeply"),
    Kind("an article with its comments, in a file of its own", "the article, note naming the comments", "t.json",
         line(title="ع", text=A, comments=[{"user": "س", "text": B}, {"user": "ص", "text": C}]), (A,),
         note="other texts are left out: comments"),
    Kind("posts with comments or replies below them", "the posts, note naming the others", "t.jsonl",
         line(id=1, text=A, replies=[{"id": 3, "text": B}]) + "\n" + line(id=2, text=C, replies=[]), (A, C),
         note="other texts are left out: replies"),
    Kind("paragraphs as objects, as editors of newspapers keep them", "lines", "t.json",
         json.dumps([{"id": 1, "body": [{"type": "p", "content": A}, {"type": "p", "content": B}]},
                     {"id": 2, "body": [{"text": C}, {"text": A}]},
                     {"id": 3, "body": {"blocks": [{"type": "p", "data": {"text": B}}, {"data": {"text": A}}]}}]),
         (f"{A}\n{B}", f"{C}\n{A}", f"{B}\n{A}")),
    Kind("posts cut after 140 letters beside their whole text, long posts, retweets", "the whole text, note", "t.jsonl",
         "\n".join(line(**post) for post in (
             {"id": 1, "text": A[:20] + "… https://t.co/x", "extended_tweet": {"full_text": A}},
             {"id": 2, "text": B[:20] + "…", "note_tweet": {"text": B}},
             {"id": 3, "text": f"RT @x: {C[:20]}…", "retweeted_status": {"text": C}}, {"id": 4, "text": A + B})),
         (A, B, f"RT @x: {C}", A + B), note="1 text is cut, and read whole from 'extended_tweet.full_text'"),
    Kind("retweets that were cut, their whole text elsewhere", "note", "t.csv", f"id,text\n1,RT @x: {A[:30]}…\n2,{B}\n",
         note="so the rest of the text is missing"),
    Kind("ids, days and numbers with their types, as MongoDB exports them", "their values", "t.jsonl",
         line(_id={"$oid": "5f1"}, text=A, date={"$date": "2015-04-03T00:00:00Z"}), (A,), ("5f1",),
         metadata={"date": [pd.Timestamp("2015-04-03")]}),
    Kind("a list of paragraphs where the text should be", "its lines", "t.jsonl",
         line(id=1, text=[A, B]) + "\n" + line(id=2, text=C), (f"{A}\n{B}", C)),
    Kind("a text in pieces, with links and bold type (Telegram)", "joined; rows of service without text counted, note",
         "t.json", line(name="قناة", messages=[{"id": 1, "type": "service", "text": ""}, {"id": 2, "text": A},
                        {"id": 3, "text": ["خبر ", {"type": "bold", "text": "عاجل"}, ": " + B]}]),
         (A, f"خبر عاجل: {B}"), ("2", "3"), note="1 of 3 rows has no text"),
    Kind("documents that an interface wraps (`response.docs`, `hits.hits`, `data.children`)", "read, note", "t.json",
         line(took=1, hits={"total": 2, "hits": [{"_id": "a", "_source": {"text": A, "source": "x"}},
                                                 {"_id": "b", "_source": {"text": B, "source": "y"}}]}),
         TWO, ("a", "b"), note="read from 'hits.hits'", metadata={"source": ["x", "y"]}),
    Kind("posts beside what they refer to (`data`, `includes`)", "the posts, note naming what is left out", "t.json",
         line(data=[{"id": "1", "text": A}, {"id": "2", "text": B}], includes={"users": [{"id": "9", "name": "س"}],
              "tweets": [{"id": "7", "text": C}, {"id": "8", "text": C}]}),
         TWO, ("1", "2"), note="other texts are left out: includes.tweets"),
    Kind("pages of an interface, one a line", "their documents, note", "t.jsonl",
         line(data=[{"id": "1", "text": A}], meta={}) + "\n" + line(data=[{"id": "2", "text": B}], meta={}), TWO,
         ("1", "2"), note="read from 'data'"),
    Kind("articles by newspaper or day, in lists of unlike lengths", "read, with the list as metadata, note", "t.json",
         line(okaz=[{"text": A}], riyadh=[{"text": B}, {"text": C}]), (A, B, C), note="'okaz', 'riyadh'",
         metadata={"list": ["okaz", "riyadh", "riyadh"]}),
    Kind("a text in an object (`content.rendered`, `fields.bodyText`)", "read", "t.json",
         json.dumps([{"id": n, "title": {"rendered": "عنوان"}, "content": {"rendered": text, "protected": False},
                      "author": {"id": 5}} for n, text in enumerate(TWO)]), TWO, ("0", "1"),
         metadata={"title": ["عنوان", "عنوان"], "author.id": [5, 5]}),
    Kind("a text in two languages in one object", "error naming both", "t.json",
         f"[{line(id=1, text={'ar': A, 'en': A})}]", error="one of: id, text.ar, text.en"),
    Kind("the text's own name with nothing in it beside another's text", "empty, note: it is nobody else's", "t.json",
         f"[{line(id=1, text=None, quoted={'text': B})}, {line(id=2, text=A)}]", (A,),
         note="1 of 2 rows has no text"),
    Kind("a Facebook export, its letters as bytes", "note; `repair=\"mojibake\"`", "t.json",
         json.dumps([{"timestamp": 1438850000, "data": [{"post": text.encode().decode("latin-1")}]} for text in TWO]),
         note="repair='mojibake'", metadata={"date": [pd.Timestamp("2015-08-06 08:33:20")] * 2}),
    Kind("a newspaper or headline given as an object", "its name", "t.json",
         line(articles=[{"content": A, "source": {"id": None, "name": "الأفق"}, "title": {"main": "عنوان"}}] * 2),
         (A, A), metadata={"source": ["الأفق"] * 2, "title": ["عنوان"] * 2}),
    Kind("an object of texts by id", "read", "t.json", line(a1=A, a2=B), TWO, ("a1", "a2")),
    Kind("objects of several lines laid end to end", "read", "t.json",
         json.dumps({"text": A}, indent=1) + "\n" + json.dumps({"text": B}, indent=1), TWO),
    Kind("JSON written as a string of JSON", "read", "t.json", json.dumps(f"[{line(text=A)}, {line(text=B)}]"), TWO),
    Kind("posts of a social network", "ids, texts and dates found, notes", "t.jsonl",
         line(id_str="1", full_text=A, created_at="Wed Oct 10 20:19:24 +0000 2018", user={"name": "س"}), (A,), ("1",),
         note="'full_text' is read as the text", metadata={"date": [pd.Timestamp("2018-10-10")]}),
    # Archives
    Kind("what macOS adds to a zip", "passed over", "z.zip",
         packed(**{"a.txt": A, "__MACOSX/._a.txt": "\0", ".DS_Store": "x", "d/._b.txt": "x", "d/b.txt": B}), TWO,
         ("a", "d/b")),
    Kind("a zip in a zip beside texts", "named in a note", "z.zip", packed(**{"a.txt": A, "inner.zip": packed(b=B)}),
         (A,), note="inner.zip"),
    Kind("a zip that holds a zip alone", "error naming it", "z.zip", packed(**{"inner.zip": packed(b=B)}),
         error="it has inner.zip"),
    Kind("a zip of one table, plain or gzipped", "its rows", "z.zip",
         packed(**{"t.csv.gz": gzip.compress(TABLE.encode())}), TWO),
    Kind("a zip locked by a password", "error naming that", "z.zip", locked(), error="locked by a password"),
    Kind("a zip that was cut", "error", "z.zip", packed(**{"a.txt": A})[:-30], error="not a readable zip archive"),
    Kind("an empty zip", "error", "z.zip", packed(), error="no .txt or .html files"),
    Kind("Arabic names in a zip in Windows-1256 or cp720", "read", "z.zip",
         packed(**{"XXXX.txt": A}).replace(b"XXXX", "خبرا".encode("cp1256")), (A,), ("خبرا",)),
    Kind("metadata by file names, in other capitals or letters put together", "found", "z.zip",
         packed(**{"أ.txt": A, "B.txt": B, "documents.csv": "filename,source\nا\u0654.txt,x\nb.txt,y\n"}), (B, A),
         ("B", "أ"),
         metadata={"source": ["y", "x"]}),
    Kind("names in a zip that differ by case", "two documents", "z.zip", packed(**{"a.txt": A, "A.TXT": B}), (B, A)),
    Kind("`.tar.gz`, `.7z`, `.rar`", "error naming what is read", "t.tar.gz", gzip.compress(bytes(600)),
         error="files of this kind are not read"),
    # Office files, pictures
    Kind("an old Word document (`.doc`), `.odt`", "error: save it as .docx", "t.doc", OLE,
         error="not read; open it in a word processor and save it as .docx"),
    Kind("rich text (`.rtf`), its letters as numbers or bytes of Windows-1256", "read", "t.rtf",
         "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset178 Arial;}}\\f0 "
         + "".join(f"\\'{byte:02x}" for byte in A.encode("cp1256")) + "\\par " + as_rich_text(B)[60:].split(" ", 1)[1],
         (f"{A}\n{B}",)),
    Kind("rich text with footnotes, deleted or hidden pieces", "notes", "t.rtf",
         as_rich_text(A).rstrip("}\n ") + "{\\footnote " + "b}{\\deleted a}}",
         note="1 piece marked as deleted or hidden counted as text"),
    Kind("a text or a Word document called `.rtf`", "error", "t.rtf", A, error="no rich text"),
    Kind("tables of SPSS, Stata or R", "error: write it as .csv", "t.sav", b"$FL2@(#)", error="write it as .csv"),
    Kind("mails (`.eml`, `.mbox`), references (`.ris`), subtitles (`.srt`)", "error naming the mend", "t.eml",
         f"From: a@b.invalid\n\n{A}", error="save the text of each mail"),
    Kind("books (`.epub`), archives of pages (`.warc`), links to Google's documents", "error naming the mend",
         "t.warc.gz", gzip.compress(b"WARC/1.0"), error="take the pages out as .html"),
    Kind("an old or locked Word document called `.docx`", "error naming that", "t.docx", OLE,
         error="locked by a password, or an old .doc"),
    Kind("a PDF locked by a password", "error", "t.pdf", locked_pdf, error="password"),
    Kind("a picture", "error naming what is read", "t.png", b"\x89PNG\r\n\x1a\n" + bytes(99), error="by OCR"),
    Kind("a database called `.parquet`", "error", "t.parquet", b"SQLite format 3\0", error="not a readable Parquet"),
    # Pages
    Kind("a page without a charset, in UTF-8", "read", "p.html", page(PARAGRAPHS), (f"{A}\n{B}\n{C}",)),
    Kind("a page without a charset, in Windows-1256", "read, note", "p.html", page(PARAGRAPHS, encoding="cp1256"),
         (f"{A}\n{B}\n{C}",), note="read as windows-1256"),
    Kind("a page that declares ISO 8859-1 and is Windows-1256", "read, note", "p.html",
         page(PARAGRAPHS, "<meta charset=iso-8859-1>", "cp1256"), (f"{A}\n{B}\n{C}",), note="windows-1256"),
    Kind("a page saved with its pictures (MHTML)", "read", "p.mhtml", SAVED, (f"{A}\n{B}\n{C}",)),
    Kind("an MHTML file without a page", "error", "p.mhtml", "MIME-Version: 1.0\n\n", error="holds no web page"),
    Kind("an empty page, or one of scripts alone", "error", "p.html", page(f"<script>var a = '{A}'</script>"),
         error="no main text"),
    Kind("results of a search, menus, indexes", "read, note", "p.html", page(f"<ul>{LINKS}</ul>"),
         note="most of the page's text are links"),
    Kind("a table of articles in a page", "note", "p.html",
         page("<table><tr><th>id</th><th>text</th></tr>" + "".join(f"<tr><td>1</td><td>{text * 5}</td></tr>"
              for text in TWO) + "</table>"), note="lines of another kind of file"),
    Kind("an export of Telegram or Facebook as a page", "one document, note naming the posts", "p.html",
         page("".join(f"<div class='message default clearfix'><div class='text'>{text}</div></div>" for text in TWO)),
         note="a page of 2 posts"),
    Kind("a page of which the cookies alone were saved", "note", "p.htm",
         page("<p>نستخدم ملفات تعريف الارتباط لتحسين التصفح، وبالضغط على موافق فأنت تقبل ذلك كله.</p>"),
         note="a page that shows no article"),
    Kind("an error (404), a check of the browser, a wall for subscribers", "note", "p.htm",
         page(f"<article><p>{A}</p><p>باقي المقال للمشتركين فقط.</p></article>"), note="a page that shows no article"),
    Kind("a banner on cookies above an article", "passed over", "p.htm",
         page(f"<div class='cookie'><p>نستخدم ملفات تعريف الارتباط.</p></div><article>{PARAGRAPHS * 3}</article>"),
         ("\n".join((A, B, C) * 3),)),
    # XML
    Kind("a feed (RSS, Atom)", "error naming its entries", "t.xml",
         f"<rss><channel>{ENTRY.format(A)}{ENTRY.format(B)}</channel></rss>", error="a feed of 2 entries"),
    Kind("XML of several articles, documents or TEI", "error naming their number", "t.xml",
         f"<all><about/><doc><t>1</t><p>{A}</p></doc><doc><p>{B}</p></doc></all>".replace("<about/>", ""),
         error="holds 2 <doc>"),
    Kind("rows of a database as XML", "error naming their number", "t.xml",
         f"<ROWSET><ROW><ID>1</ID><BODY>{A}</BODY></ROW><ROW><ID>2</ID><BODY>{B}</BODY></ROW></ROWSET>",
         error="holds 2 <ROW> and no text of one document"),
    Kind("the same as MySQL writes them", "error naming their number", "t.xml",
         "<resultset>" + "".join(f'<row><field name="id">{n}</field><field name="text">{text}</field></row>'
                                 for n, text in enumerate((A, B))) + "</resultset>",
         error="holds 2 <row> and no text of one document"),
    Kind("XML of one article, nothing between its fields", "each on its own line", "t.xml",
         f"<news><kick>خبر</kick><story><lead>{A}</lead><rest>{B} <x>الأمن</x>، كما <x>قيل</x></rest></story></news>",
         (f"خبر\n{A}\n{B} الأمن، كما قيل",)),
    Kind("XML of words, nothing between them", "one line", "t.xml", "<TEI><text><p><w>و</w><w>كتب</w></p></text></TEI>",
         ("وكتب",)),
    Kind("a dump of a wiki: pages beside what it says of itself", "error naming their number", "t.xml",
         f"<mediawiki><siteinfo><n>x</n></siteinfo><page><t>{A}</t></page><page><t>{B}</t></page></mediawiki>",
         error="holds 2 <page>"),
    Kind("XML whose declaration and bytes differ", "error", "t.xml",
         f"<?xml version='1.0' encoding='utf-8'?><TEI><p>{A}</p></TEI>".encode("cp1256"), error="not well-formed"),
    Kind("XML with a NUL in it", "error in one line", "t.xml", "<TEI><p>\0</p></TEI>", error="not well-formed XML"),
    Kind("XML in Windows-1256", "read, note", "t.xml",
         f"<?xml version='1.0' encoding='windows-1256'?><TEI><p>{A}</p></TEI>".encode("cp1256"), (A,),
         note="windows-1256"),
    # Several articles in one, or another kind of file called a text
    Kind("a Nexis export: articles below `1 of 3 DOCUMENTS`", "a document each, note", "t.txt", nexis_numbered(),
         STORIES, ("t-1", "t-2", "t-3"), note="3 articles of a Nexis export"),
    Kind("a Nexis export: articles above `End of Document`, in Word or rich text", "a document each, note", "t.rtf",
         as_rich_text(nexis_ended()), ids=("t-1", "t-2", "t-3"), note="3 articles of a Nexis export"),
    Kind("a Factiva export: each article ends in `Document …`", "a document each, note", "t.txt", factiva(),
         STORIES, note="3 articles of a Factiva export"),
    Kind("a Factiva export with indexing, as a page", "a document each, note", "t.html", as_page(factiva_coded()),
         ids=("t-1", "t-2", "t-3"), note="3 articles of a Factiva export"),
    Kind("a ProQuest export, its labels English or Arabic", "a document each, note", "t.txt", proquest(words=ARABIC),
         STORIES, note="3 articles of a ProQuest export"),
    Kind("a ProQuest export of abstracts alone", "error: export the full texts", "t.txt",
         proquest(full=False), error="no article of 3 has a text"),
    Kind("an export that names more articles than there are", "note with both numbers", "t.txt", nexis_numbered(of=250),
         STORIES, note="by its own count it has 250"),
    Kind("lines of marks alone: `Document …` without a header", "note", "t.txt",
         "".join(f"{text}\n\nDocument ALRIY0002015080{n}eb86000p1\n\n" for n, text in enumerate(TWO)),
         note="marks that stand between articles"),
    Kind("articles numbered to the end (`المقال 1 من 3`)", "a document each, note", "t.txt",
         f"المقال 1 من 2\n{A}\nالمقال 2 من 2\n{B}\n", TWO, note="numbered articles"),
    Kind("articles between lines of `=====` or `_____`", "note; `articles=\"lines\"` cuts them", "t.txt",
         "\n==========\n".join((A, B, C, A)), note="articles=\"lines\""),
    Kind("the same, cut", "a document each, note", "t.txt", "\n==========\n".join((A, B, C)), (A, B, C),
         note="3 articles of", options={"articles": "lines"}),
    Kind("a page number or a count in a text (`5 of 9 DOCUMENTS`)", "left alone", "t.txt",
         f"{A}\n5 of 9 DOCUMENTS\n{B}", (f"{A}\n5 of 9 DOCUMENTS\n{B}",)),
    Kind("stars between the parts of one article", "left alone", "t.txt", f"{A}\n***\n{B}\n***\n{C}",
         (f"{A}\n***\n{B}\n***\n{C}",)),
    Kind("references (RIS) called `.txt`", "note", "t.txt", "".join(f"TY  - NEWS\nAB  - {t}\nER  - \n" for t in TWO),
         note="marks that stand between articles"),
    Kind("subtitles called `.txt`", "note", "t.txt", f"1\n00:00:01,000 --> 00:00:03,000\n{A}\n",
         note="lines of another kind of file"),
    Kind("a transcript with times on lines of their own, or before each line", "note", "t.txt",
         "".join(f"{n}:0{n}\n{text}\n" for n, text in enumerate((A, B, C))), note="lines of another kind of file"),
    Kind("a chat (WhatsApp)", "note", "t.txt",
         "".join(f"[0{n}/01/2025, 10:0{n}:11 م] س ع: {text}\n" for n, text in enumerate((A, B, C), start=1)),
         note="lines of another kind of file"),
    Kind("the same with Arabic digits and signs that nobody sees", "note", "t.txt",
         "".join(f"\u200f١٢\u200f/٣\u200f/٢٠٢٠، ١٠:٠{n} ص - س ع: {text}\n" for n, text in enumerate((A, B, C))),
         note="lines of another kind of file"),
    Kind("two articles with one line of signs between them", "note", "t.txt", f"{A * 6}\n=====\n{B * 6}\n",
         note="marks that stand between articles"),
    Kind("a line of signs above a short closing line", "left alone", "t.txt", f"{A * 6}\n-----------\nالمصدر: وكالات\n",
         (f"{A * 6}\n-----------\nالمصدر: وكالات\n",)),
    Kind("page numbers and running heads (OCR, books)", "note", "t.txt",
         "".join(f"{text}\n{n}\nمجلة الأفق\n" for n, text in enumerate((A, B, C, A), start=14)),
         note="numbers of pages"),
    Kind("years and sums on lines of their own", "left alone", "t.txt", f"{A}\n2015\n{B}\n40\n{C}\n7\n",
         (f"{A}\n2015\n{B}\n40\n{C}\n7\n",)),
    Kind("a mail called `.txt`", "note", "t.txt", f"From: a@b.invalid\nSubject: x\nMIME-Version: 1.0\n\n{A}",
         note="lines of another kind of file"),
    Kind("an interview whose lines begin with names", "left alone", "t.txt", f"Q: {A}\nA: {B}\nTo: {C}\n",
         (f"Q: {A}\nA: {B}\nTo: {C}\n",)),
    Kind("a text below front matter", "note", "t.txt", f"---\ntitle: خبر\ndate: 2015-01-01\n---\n{A}\n",
         note="lines of another kind of file"),
    Kind("a table called `.txt`", "note", "t.txt", f"id,text,source\n1,{A},x\n2,{B},y\n",
         note="save tables as .csv"),
    Kind("JSON called `.txt`", "note", "t.txt", f"[{line(text=A)}]", note="JSON as .json"),
    # Texts
    Kind("letters lost before (`?????`)", "note: nothing brings them back", "t.txt", "????? ?????? ??? ????? " + A,
         ("????? ?????? ??? ????? " + A,), note="letters that were lost"),
    Kind("letters lost before (U+FFFD)", "note", "t.txt", f"{A} \ufffd\ufffd\ufffd", (f"{A} \ufffd\ufffd\ufffd",),
         note="letters that were lost"),
    Kind("letters as numbers (`&#1608;`)", "note; `repair=\"markup\"`", "t.txt", "".join(f"&#{ord(c)};" for c in A),
         (A,), note="mended 1 of 1 document", options={"repair": "markup"}),
    Kind("letters as escapes (`\\u0648`), Base64, UTF-7, percent signs", "note: not in Arabic", "t.txt",
         A.encode("utf-7"), note="not in Arabic"),
    Kind("French in ISO 8859-1", "error naming `encoding=`", "t.txt", "café à la mode".encode("latin-1"),
         error="say which encoding it is with encoding="),
    Kind("halves of surrogate pairs as bytes, overlong forms", "error naming the byte", "t.txt",
         b"\xed\xa0\xbd" + A.encode(), error="byte 0 is unreadable"),
    Kind("Persian", "note naming the language", "t.txt",
         "رئیس جمهور ایران گفت که این کشور به مذاکرات ادامه می‌دهد و از حقوق خود دفاع خواهد کرد", note="Persian"),
    Kind("Urdu", "note naming the language", "t.txt",
         "وزیر اعظم نے کہا ہے کہ پاکستان امن کے لیے اپنا کردار ادا کرتا رہے گا اور ہم سب ساتھ ہیں", note="Urdu"),
    Kind("Kurdish", "note naming the language", "t.txt",
         "سەرۆکی هەرێم ڕایگەیاند کە ئێمە دەمانەوێت ئاشتی بپارێزین لە ناوچەکەدا", note="Kurdish"),
    Kind("Judeo-Arabic", "note: Hebrew letters", "t.txt", "קאל אלוזיר אן אלאמן פי אלבלאד", note="Hebrew"),
    Kind("Arabic in Latin letters (wzyr, Buckwalter)", "note: not in Arabic", "t.txt",
         "wSlt AlqAflp <lY Almxym msA' Alxmys bEd rHlp Twylp", note="not in Arabic"),
    Kind("emoji, digits or marks alone", "note: no language", "t.csv", f"id,text\n1,🔥🔥👍 12\n2,{A}\n",
         ("🔥🔥👍 12", A), note="1 of 2 documents is not in Arabic (1 no language)"),
    # Names of files
    Kind("names of files in capitals", "read", "T.CSV", TABLE, TWO),
    Kind("names of files with blanks and Arabic", "read", "ملف  الأخبار.txt", A, (A,), ("ملف  الأخبار",)),
    Kind("a file without an ending", "error naming what is read", "أخبار", A, error="files of this kind are not read"),
)  # fmt: skip


def table() -> str:
    """The list as the page shows it."""
    rows = [f"| {kind.what} | {kind.happens} |" for kind in KINDS]
    return "\n".join(["| input | what happens |", "|---|---|", *rows]) + "\n"
