"""How numbers of things are said in English sentences: `1 document`, `1,204 documents`."""


def how_many(number: int, one: str, several: str = "") -> str:
    """The number with its noun.

    Parameters
    ----------
    one : what is said of a single one, as "document", or "document repeats" where a verb follows.
    several : the same of any other number; `one` with an s if omitted.

    Examples
    --------
    >>> how_many(1, "document"), how_many(1204, "copy", "copies")
    ('1 document', '1,204 copies')
    """
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def part_of(part: int, total: int, noun: str, one: str, several: str) -> str:
    """Some of so many, with the verb that fits their number.

    Examples
    --------
    >>> part_of(1, 3, "document", "has no date", "have no date")
    '1 of 3 documents has no date'
    """
    return f"{part:,} of {how_many(total, noun)} {one if part == 1 else several}"
