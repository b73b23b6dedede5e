"""What shows that a text is not one article: several of them laid together, or the inside of another kind of file.

Press archives (Nexis, Factiva, ProQuest) save a hundred articles as one file; subtitles, mails and tables are saved as
.txt. Their words are counted as they stand, so it is told; nothing is cut by guess.
"""

import re
from collections import Counter

from analysis.corpus.metadata import NAMES, is_known_name

# What archives write at the beginning or end of each article, in the languages of their pages.
_ARCHIVES = re.compile(
    r"^[ \t]*(?:\d+ of \d+ DOCUMENTS?|End of Document|نهاية المستند|Document [A-Z]{3,12}0{2,}\d{8}\w+|ER {1,2}-.*"
    r"|LOAD-DATE:.*|Load-Date:.*|Copyright of .{3,80} is the property of .*|From \S+@\S+ .*\d{4})[ \t]*\r?$",
    re.MULTILINE,
)
_RULES = re.compile(r"^[ \t]*(?:={5,}|_{10,}|\*{5,}|-{10,}|#{3,}|~{5,}|<{5,}|>{5,})[ \t]*\r?$", re.MULTILINE)
_TIMES = re.compile(r"^(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3} --> .*$", re.MULTILINE)
_MAIL = re.compile(r"\A\s*(?:[A-Z][A-Za-z-]+: .*\r?\n(?:[ \t]+\S.*\r?\n)*){2,}", re.MULTILINE)
_MAIL_FIELDS = ("from", "subject", "mime-version", "received", "return-path", "content-type", "message-id", "to")
_FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(?:[\w -]+:.*\r?\n|[ \t]*-? .*\r?\n)+(?:---|\.\.\.)[ \t]*\r?\n")
_MARKDOWN_TABLE = re.compile(r"^\|(?:[ :]*-{2,}[ :]*\|)+", re.MULTILINE)
_CUT = re.compile(
    r"(?:\[\+?\d[\d,]* (?:more )?(?:chars|characters|words)\]|(?:\u2026|\.\.\.)\s*https?://t\.co/\w+"
    r"|\[(?:\u2026|\.\.\.)\]|(?:\u2026|\.\.\.)?\s*[\[(]?(?:(?:اقرأ|إقرأ|اقرا|قراءة|لقراءة|تابع|عرض) (?:المزيد|أكثر)"
    r"|(?:متابعة|تابع|أكمل|إكمال) القراءة|(?:للمزيد|لقراءة [^.،\n]{1,30}) (?:اضغط|إضغط|انقر) (?:هنا)?|المزيد"
    r"|Read more|See more|Continue reading|Lire la suite)(?:\s*(?:\u2026|\.\.\.|»|>+|→|←))?[\])]?)\s*\Z",
    re.IGNORECASE,
)
_RETWEET = re.compile(r"RT @\w+: [^\n]*\u2026\s*\Z")
# How chats are saved: the day, the hour, who wrote, and after a colon what.
_CHAT = re.compile(
    r"^[\u200e\u200f]?\[?\d{1,4}\u200f?[/.-]\d{1,2}\u200f?[/.-]\d{1,4}[,،]?"
    r"[ \u202f]+\d{1,2}:\d{2}(?::\d{2})?[^\S\n]*(?:[صم]|[ap]\.?m\.?)?"
    r"(?:\]| -) [^:\n]{1,60}: ",
    re.MULTILINE | re.IGNORECASE,
)
_CLOCKS = re.compile(
    r"^(?:[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?[ \t]*\r?$|[\[(](?:\d{1,2}:)?\d{1,2}:\d{2}[\])] )", re.MULTILINE
)
_PAGE_NUMBER = re.compile(
    r"^[ \t\f]*(?:[-–—][ \t]*(?=\d+[ \t]*[-–—])|(?:صفحة|ص\.?|page)[ \t]*)?(\d{1,4})[ \t]*[-–—]?[ \t]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
# What pages say that show no article, or the beginning of one alone.
_NO_ARTICLE = re.compile(
    r"ملفات تعريف الارتباط|ملفات الكوكيز|الصفحة غير موجودة|الصفحة التي (?:تبحث عنها|طلبتها)|للمشتركين فقط"
    r"|اشترك(?:وا)? الآن لقراءة|سجل الدخول (?:لقراءة|للمتابعة|لمتابعة)|enable JavaScript|Checking your browser"
    r"|Access denied|page not found|accept (?:all )?cookies|subscribe to (?:read|continue)",
    re.IGNORECASE,
)
_NEWS = 40  # words
_FEW_WORDS = 120  # that a page without an article has
START = 4_000  # characters: whatever a file begins with stands there


def count_articles(text: str) -> int:
    """How many marks stand between articles in a text; 0 for one alone, which an article may have of its own."""
    found = len(_ARCHIVES.findall(text)) if "\n" in text else 0
    if found < 2:
        rules = len(_RULES.findall(text)) if "\n" in text else 0
        found = rules if rules > 2 or (rules and _part_long_texts(text)) else 0
    return found


def _part_long_texts(text: str) -> bool:
    """Does each of the stretches between lines of signs have as many words as the shortest news, and no fewer?"""
    return all(len(part.split()) >= _NEWS for part in _RULES.split(text) if part.strip())


def count_foreign_lines(text: str) -> int:
    """How many lines belong to another kind of file: times of subtitles, chats, heads of mails, tables, JSON."""
    start = text[:START]
    found = len(_TIMES.findall(text)) if " --> " in text else 0
    found += sum(n for pattern, n in ((one, len(one.findall(text))) for one in (_CHAT, _CLOCKS)) if n > 2)
    found += len(_MARKDOWN_TABLE.findall(start)) if "|" in start else 0
    if head := _MAIL.match(start):
        names = [line.partition(":")[0].lower() for line in head.group().splitlines()]
        found += sum(name in _MAIL_FIELDS for name in names) if len({*names} & {*_MAIL_FIELDS}) > 1 else 0
    if front := _FRONT.match(start):
        found += front.group().count("\n")
    return found + int(_is_table(start)) + int(_is_json(text))


def count_page_marks(text: str) -> int:
    """How many lines are numbers of pages, each one more than that before, or the head that recurs beside them."""
    marks = list(_PAGE_NUMBER.finditer(text)) if "\n" in text else []
    marks = [mark for mark in marks if mark.group().strip()[-1] not in "-–—" or mark.group().strip()[0] in "-–—"]
    numbers = [int(mark[1]) for mark in marks]  # "2 -" and "(2)" are those of sections
    counting = [one for one, before in zip(numbers[1:], numbers, strict=False) if one == before + 1]
    if len(counting) < 2 or 2 * len(counting) < len(numbers):
        return 0
    heads = Counter(text[mark.end() : mark.end() + 200].lstrip().partition("\n")[0].strip() for mark in marks)
    return len(counting) + 1 + sum(n for head, n in heads.items() if n > 1 and head)


def count_no_article(text: str) -> int:
    """1 where a short text is what a page says that shows no article: cookies, an error, a wall for subscribers."""
    return int(len(text) < 12 * _FEW_WORDS and len(text.split()) <= _FEW_WORDS and bool(_NO_ARTICLE.search(text)))


def count_cut(text: str) -> int:
    """1 where a text ends in what interfaces and feeds put for the rest of it: … [+1234 chars], اقرأ المزيد, RT … …"""
    return int(_CUT.search(text[-100:]) is not None or _RETWEET.match(text) is not None)


def _is_table(start: str) -> bool:
    """Does a text begin with the names of columns, that of the text among them?"""
    first, *rest = start.lstrip("\ufeff\r\n ").splitlines()[:2] or [""]
    if not rest:
        return False
    for separator in "\t,;|":
        cells = [cell.strip(' "').casefold() for cell in first.split(separator)]
        named = [cell for cell in cells if is_known_name(cell)]
        if len(named) > 1 and not {*named}.isdisjoint(NAMES["text"]) and separator in rest[0]:
            return True
    return False


def _is_json(text: str) -> bool:
    start, end = text[:START].lstrip(), text[-START:].rstrip()
    return start.startswith(("{", "[")) and end.endswith(("}", "]")) and re.match(r'[\[{]\s*[{"]', start) is not None
