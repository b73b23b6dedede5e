"""Which names mean the same: المشير منير is عاصم منير, الوزارة the ministry named before."""

from collections.abc import Sequence

from analysis.arabic.orthography import key


def merge_names(names: Sequence[str]) -> list[str]:
    """Give each name of one document the fullest name that it can stand for.

    - A name whose words all occur in a longer name of the document stands for it (منير → عاصم منير); where several
    longer
      ones qualify, for the nearest before it, else the first after.
    - A sound plural in the oblique stands for its nominative, if that occurs (المشاركين → المشاركون).
    - A single definite noun stands for the nearest phrase before that begins with that noun (الوزارة → وزارة الداخلية).

    Returns a list as long as `names`.
    """
    words = [tuple(key(word) for word in name.split()) for name in names]
    return [_fullest(names, words, index) for index in range(len(names))]


def _fullest(names: Sequence[str], words: Sequence[tuple[str, ...]], index: int) -> str:
    own = words[index]
    if not own:
        return names[index]
    if (
        len(own) == 1
        and own[0].endswith("ين")
        and (nominative := own[0][:-2] + "ون") in {w[0] for w in words if len(w) == 1}
    ):
        return next(name for name, w in zip(names, words, strict=True) if w == (nominative,))
    if len(own) == 1 and own[0].startswith("ال"):
        noun = own[0].removeprefix("ال")
        named = next((i for i in range(index - 1, -1, -1) if len(words[i]) > 1 and words[i][0] == noun), None)
        if named is not None:
            return names[named]
    longer = [i for i, other in enumerate(words) if len(other) > len(own) and _contains(other, own)]
    if not longer:
        return names[index]
    before = [i for i in longer if i < index]
    chosen = before[-1] if before else longer[0]
    # A longer name may itself be short for a still longer one.
    return max((names[i] for i in longer if _contains(words[i], words[chosen])), key=lambda name: len(name.split()))


def _contains(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Say whether a short name is the end or the beginning of a long one, as family and given names are."""
    return longer[-len(shorter) :] == shorter or (longer[: len(shorter)] == shorter and len(shorter[0]) > 2)
