"""Two sides of a comparison, made by drawing words: one speaks of cooperation, the other of security."""

import numpy as np
from made import made_annotations

RNG = np.random.default_rng(1)


def group(name, lexicon, n_documents=10, n_words=120):
    """Documents whose words are drawn from a lexicon of word → weight."""
    words, weights = list(lexicon), np.array(list(lexicon.values()), float)
    return {
        f"{name}{i}": " ".join([*RNG.choice(words, n_words, p=weights / weights.sum()), "."])
        for i in range(n_documents)
    }


COOPERATION = group("ا", {"تعاون": 6, "بلدان": 4, "وزير": 4, "أمن": 1, "في/ADP": 8})
SECURITY = group("ب", {"تعاون": 1, "بلدان": 4, "وزير": 4, "أمن": 6, "في/ADP": 8})
TARGET, REFERENCE = made_annotations(COOPERATION), made_annotations(SECURITY)
